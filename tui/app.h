/*
 * App: the review screen on a session's open document.
 *
 * The caller opens the store and the session; app_run() takes the terminal, reads keys until the person
 * quits, and gives the terminal back in every case. What the person decided was saved key by key, so there is
 * nothing to save at the end.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "review/session.h"

/* How to talk to the terminal; a zeroed struct asks the terminal itself. */
struct app_options {
	const char *bidi;  /* "auto", "plain", "lro", "lro+pin", "kitty", "kitty-fallback"; NULL: auto */
	const char *marks; /* harakat: "auto", "on", "off"; NULL: auto */
	bool no_color;     /* as if NO_COLOR were set */
	const char *keys;  /* the user's key bindings; NULL: ~/.config/rasid/keys if there is one */
};

/* Whether there is a terminal that can show the screen, before anything is done for it. ERR_TERMINAL says what to do. */
bool app_check_terminal(struct err *err) MUST_CHECK;

/*
 * Fails with ERR_TERMINAL when there is no terminal that can show the screen, with ERR_USAGE when an option
 * names no mode, with ERR_INPUT when the key file is wrong (it names the line), with ERR_MEMORY. Failed acts
 * do not end the screen: they are shown in its bottom line.
 */
bool app_run(struct session *session, const struct app_options *opt, struct err *err) MUST_CHECK;

#endif
