/*
 * Event: what reaches the program from the terminal, as a tagged struct.
 *
 * A key is either a named one (sym) or a character (cp). One key press of an Arabic keyboard gives two
 * characters, lam and alef: both arrive in one event (cp, cp2), because the same press means the command of
 * the key `b`.
 */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum keysym {
	SYM_NONE, /* a character */
	SYM_ENTER,
	SYM_TAB,
	SYM_ESC,
	SYM_BACKSPACE,
	SYM_DELETE,
	SYM_UP,
	SYM_DOWN,
	SYM_LEFT,
	SYM_RIGHT,
	SYM_HOME,
	SYM_END,
	SYM_PAGE_UP,
	SYM_PAGE_DOWN,
	SYM_F1,
	SYM_F12 = SYM_F1 + 11,
	SYMS
};

enum { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };

struct key {
	enum keysym sym;
	uint32_t cp, cp2;
	uint8_t mods; /* shift only with named keys: a character says it by itself */
};

enum mouse_act { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
	enum mouse_act act;
	int row, col;
};

enum event_type { EVENT_KEY, EVENT_MOUSE, EVENT_PASTE, EVENT_RESIZE, EVENT_QUIT };

struct event {
	enum event_type type;
	union {
		struct key key;
		struct mouse mouse;
		struct {
			const uint32_t *cp; /* the terminal's, valid until the next event */
			size_t n;
		} paste;
	} u;
};

/* "a", "S-Tab", "C-r", "PgUp", "F1", "Space", or one character in UTF-8; false when it names no key. */
bool key_parse(const char *name, size_t len, struct key *out);
/* The same names; out has room for KEY_NAME bytes. */
enum { KEY_NAME = 24 };
void key_format(const struct key *k, char out[KEY_NAME]);
bool key_equal(const struct key *a, const struct key *b);

/*
 * The key of a Latin keyboard that sits where this character sits on an Arabic one (layout "Arabic 101", xkb
 * "ara"); Arabic digits give digits. Any other key is returned as it is.
 */
struct key key_latin(struct key k);

#endif
