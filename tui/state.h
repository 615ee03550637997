/*
 * State: everything the review screen knows, passed down to views and commands as one struct.
 *
 * Views read it and draw; commands change it. What is decided lives in the session and is saved; what is here
 * is only what the person looks at.
 */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include "app.h"
#include "commands.h"
#include "form.h"
#include "frame.h"
#include "keymap.h"
#include "line_edit.h"
#include "reader.h"
#include "terminal.h"

enum { MESSAGE_MAX = 400 };

enum line_purpose { LINE_FIND, LINE_NOTE };

struct search {
	struct span *hits; /* in text order */
	size_t n_hits, cap;
};

struct app {
	struct session *session;
	struct terminal *term;
	struct surface surface;
	struct frame frame;
	struct keymap keymap;
	struct reader reader;
	enum mode mode, mode_before_help;

	int32_t focus; /* index of the current item, -1: none */
	int64_t focus_since_ms;
	uint32_t caret_cp;
	int goal_col;       /* the column that moving by lines tries to keep; -1: take the caret's */
	uint32_t anchor_cp; /* where the selection began, in MODE_SELECT and while the mouse drags */

	const struct gaz_row
		*candidates[FORM_CANDIDATES]; /* what the current place, or the figure's, may be */
	size_t n_candidates;

	struct form form;
	struct line_edit line; /* in MODE_LINE */
	enum line_purpose line_purpose;
	struct search search;
	int help_top;

	uint32_t *ranks; /* of each item among those of its type, from 1 */
	size_t ranks_cap;
	uint32_t shape; /* the session's, when the ranks and the numbers of items were taken */
	int64_t n_documents;
	uint32_t n_places, n_figures, n_decided; /* what was added and deleted again counts nowhere */

	char message[MESSAGE_MAX];
	enum style message_style;
	bool quit;
};

/* ---- app.c ---- */

/* keys: NULL for the user's own file. term may be set later, before app_loop(). Release in every case. */
bool app_init(struct app *app, struct session *session, struct terminal *term, const char *keys,
	struct err *err) MUST_CHECK;
void app_release(struct app *app);
/* Until the person quits or the terminal ends. */
bool app_loop(struct app *app, struct err *err) MUST_CHECK;

void app_say(struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);
void app_fail(struct app *app, const struct err *err);
/* "confirmed 4 killed" */
void app_say_item(struct app *app, const char *did, int32_t index);

/* Leaves what belongs to the mode before. */
void app_set_mode(struct app *app, enum mode mode);
/* Says so when there is no item in focus. */
bool app_need_item(struct app *app);

/* The item in focus; NULL when there is none. */
const struct item *app_item(const struct app *app);
int64_t app_dwell_ms(const struct app *app);

/* Puts an item in focus, on the row where the eye is; -1 leaves nothing in focus. */
void app_focus(struct app *app, int32_t item);
/* Goes to the next item that wants a decision, from the beginning again when need be; says when there is
 * none. */
void app_advance(struct app *app);
/* Moves the caret; an item under it comes into focus. */
void app_move_caret(struct app *app, uint32_t cp);
/* After any change of the session's items. */
void app_items_changed(struct app *app);
/* After the session opened another document. */
bool app_document_changed(struct app *app, struct err *err) MUST_CHECK;

/* ---- views: pure functions of the state into the surface ---- */

void view_draw(struct app *app); /* all of them, as the frame says */
void header_draw(struct app *app);
void reader_draw(struct app *app);
void details_draw(struct app *app);
void form_draw(struct app *app);
void help_draw(struct app *app);
void status_draw(struct app *app);

/* Rows of the help at the present size, for its scrolling. */
int help_rows(const struct app *app);

/* ---- search.c ---- */

/* Finds all hits of app->line's text; false when nothing was typed or nothing found. */
bool search_run(struct app *app, struct err *err) MUST_CHECK;
/* The same for n characters (LINE_EDIT_MAX_CP at most), into s, which the caller clears. */
bool search_words(
	struct app *app, struct search *s, const uint32_t *cp, size_t n, struct err *err) MUST_CHECK;
/* The hit after (step 1) or before (-1) the caret, round the end; -1 when there is none. */
int64_t search_step(const struct app *app, int step);
void search_clear(struct search *s);

/* ---- form.c ---- */

bool form_open(struct app *app, struct err *err) MUST_CHECK;
bool form_save(struct app *app, struct err *err) MUST_CHECK;
/* Fails, and stays, when the words typed into the field do not occur in the text. */
bool form_move(struct app *app, int step, struct err *err) MUST_CHECK;
void form_type(struct app *app, const uint32_t *cp, size_t n);
enum form_key { FORM_LEFT, FORM_RIGHT, FORM_BEGIN, FORM_END, FORM_BACKSPACE, FORM_DELETE, FORM_CLEAR };
void form_key(struct app *app, enum form_key key);

#endif
