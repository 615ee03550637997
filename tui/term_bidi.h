/*
 * Term_bidi: rows of finished cells, changed so that a terminal does not order or shape them again.
 *
 * The cells are in screen order and carry presentation forms. Some terminals show that as it is; others run
 *their own bidi algorithm over each row. The modes:
 *
 *	plain           as it is
 *	lro             U+202D on the blank first cell, U+202C on the blank last one: right where bidi is done
 *per UAX #9 (VTE), also within tmux and screen; without effect elsewhere. The default lro+pin         and
 *ZWJ/ZWNJ after each letter, which hold the form where a terminal shapes again (Konsole) kitty           runs
 *of Arabic are written backwards, because kitty draws each run right to left kitty-fallback  the same where
 *the Arabic letters come from another font than the rest
 *
 * Everything here is a pure function of a row.
 */
#ifndef TUI_TERM_BIDI_H
#define TUI_TERM_BIDI_H

#include "base/str.h"
#include "surface.h"
#include "terminal.h"

/* What is known of the terminal. */
struct term_traits {
	enum bidi_mode mode;
	bool marks;       /* draws harakat on their letter */
	bool mlterm;      /* OSC 5379 turns its own ordering off */
	bool konsole_osc; /* OSC 50 does, through tmux */
	bool tmux;
};

/* Changes n cells in place. */
void term_bidi_encode(const struct term_traits *t, struct cell *row, int n);

/* Bytes to send when taking the screen of `rows` rows, and when giving it back. Appends to *out. */
void term_bidi_enter(const struct term_traits *t, int rows, struct str *out);
void term_bidi_leave(const struct term_traits *t, struct str *out);

/*
 * Asks the terminal behind fd, which must not be in use by curses yet: identification, DECRQM of mode 8 and
 * DA1, to which every terminal answers; 400 ms at most. The environment is believed only where the terminal
 * says nothing.
 */
void term_traits_probe(int fd, struct term_traits *out);

#endif
