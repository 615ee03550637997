/*
 * Terminal: what shows a surface and gives events. Two back ends: a real terminal by ncurses, and a script
 * for tests.
 *
 * paint() shows the surface as the screen from then on; it is given finished cells in screen order and
 * compares with what it showed before. read() waits for one event; after EVENT_RESIZE rows and cols have
 * changed. After EVENT_QUIT (the terminal went away, or the system asks to stop) read() must not be called
 * again. (The file is not called term.h, because curses has a header of that name.)
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include "base/err.h"
#include "event.h"
#include "surface.h"

#include <stdio.h>

struct terminal;

struct terminal_ops {
	void (*paint)(struct terminal *t, const struct surface *s);
	bool (*read)(struct terminal *t, struct event *out, struct err *err);
	void (*suspend)(
		struct terminal *t); /* gives the terminal back and stops the process until it is continued */
	/* The next way of writing right-to-left text (bidi_mode_names), when the terminal was not recognised. Its name. */
	const char *(*next_bidi)(struct terminal *t);
	void (*redraw)(struct terminal *t); /* the next paint() sends everything */
	void (*free)(struct terminal *t);
};

struct terminal {
	const struct terminal_ops *ops;
	uint16_t rows, cols;
};

/* How it writes right-to-left text; see term_bidi.h. */
enum bidi_mode { BIDI_PLAIN, BIDI_LRO, BIDI_LRO_PIN, BIDI_KITTY, BIDI_KITTY_FALLBACK, BIDI_MODES };
extern const char *const bidi_mode_names[BIDI_MODES];

struct term_options {
	int bidi;  /* enum bidi_mode, or -1 to ask the terminal */
	int marks; /* 0 off, 1 on, -1 to ask */
	bool no_color;
};

/*
 * Takes the terminal of standard input and output. ERR_TERMINAL, in words that tell what to do, when there is
 * none, when it cannot position a cursor (TERM=dumb) or when the locale is not UTF-8. A crash of the program
 * gives it back as well.
 */
bool term_ncurses_check(struct err *err) MUST_CHECK; /* only asks, and sends nothing */
bool term_ncurses_new(const struct term_options *opt, struct terminal **out, struct err *err) MUST_CHECK;

/*
 * Reads events from a script and writes the screens that it asks for to `out` (term_script.c has its
 * commands). ERR_INPUT names the line that is wrong. EVENT_QUIT at its end.
 */
bool term_script_new(const char *name, const char *script, size_t len, FILE *out, struct terminal **term,
	struct err *err) MUST_CHECK;

static inline void term_free(struct terminal *t)
{
	if (t)
		t->ops->free(t);
}

#endif
