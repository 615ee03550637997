/*
 * Keymap: which key does what in which mode.
 *
 * The default bindings are the embedded file default.keys; a user's file of the same form comes after it, and
 *a later binding of the same key in the same mode wins. The form, a line each:
 *
 *	bind MODE KEY COMMAND "help"
 *	unbind MODE KEY
 *
 * `#` begins a comment line; the help may be left out, then the command's own is shown.
 * Lookup tries the key as it came, then the key of a Latin keyboard in its place (key_latin). Cost: linear in
 *some hundred bindings, once a key press.
 */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "base/err.h"
#include "event.h"

enum mode { MODE_READ, MODE_SELECT, MODE_FORM, MODE_LINE, MODE_HELP, MODES };
extern const char *const mode_names[MODES];
extern const char *const mode_titles[MODES]; /* for the help screen */

struct binding {
	enum mode mode;
	struct key key;
	int command; /* index into the table of commands */
	char *help;  /* NULL: the command's */
};

struct keymap {
	struct binding *v;
	size_t n, cap;
};

/* Adds the bindings of a text. ERR_INPUT names the file and the line. */
bool keymap_parse(
	struct keymap *m, const char *name, const char *text, size_t len, struct err *err) MUST_CHECK;
/* The default bindings and then the user's file; `path` NULL: ~/.config/rasid/keys, which may be missing. */
bool keymap_load(struct keymap *m, const char *path, struct err *err) MUST_CHECK;
void keymap_release(struct keymap *m);

/* The command of a key, or -1. */
int keymap_find(const struct keymap *m, enum mode mode, struct key key);
/* The first key bound to a command in a mode, formatted for people; "" when there is none. */
const char *keymap_key_of(const struct keymap *m, enum mode mode, int command, char out[KEY_NAME]);

#endif
