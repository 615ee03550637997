/* Commands, moving: from item to item, document to document, in the text, and by searching; the line that is typed. */
#include "commands_parts.h"

#include "state.h"

#include <stdlib.h>
#include <string.h>

/* ---- going from item to item ---- */

static void go(struct app *app, int step, enum item_filter filter, const char *none)
{
	int32_t from = app->focus;
	/* From plain text, the way leads from where the caret is. */
	if (from < 0) {
		struct items *items = &app->session->items;
		size_t lo = 0, hi = items->n;
		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;
			if (item_span(&items->v[items->order[mid]]).beg_cp < app->caret_cp)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (step > 0)
			from = lo > 0 ? (int32_t)items->order[lo - 1] : -1;
		else
			from = lo < items->n ? (int32_t)items->order[lo] : -1;
	}
	int32_t to = step > 0 ? session_next(app->session, from, filter)
			      : session_prev(app->session, from, filter);
	if (to < 0) {
		to = step > 0 ? session_next(app->session, -1, filter)
			      : session_prev(app->session, -1, filter);
		if (to >= 0)
			app_say(app, step > 0 ? "from the beginning again" : "from the end again");
	}
	if (to < 0)
		app_say(app, "%s", none);
	else
		app_focus(app, to);
}

void cmd_undecided(struct app *app, int arg)
{
	go(app, arg, FILTER_UNDECIDED, app->session->items.n ? "all decided" : "no items in this text");
}

void cmd_item(struct app *app, int arg)
{
	go(app, arg, FILTER_ANY, "no items in this text");
}

void cmd_document(struct app *app, int arg)
{
	struct err err;
	int64_t id;
	if (!store_document_step(app->session->store, app->session->doc.id, arg, &id, &err)) {
		if (err.code == ERR_NOT_FOUND)
			app_say(app, arg > 0 ? "this is the last document" : "this is the first document");
		else
			app_fail(app, &err);
		return;
	}
	if (!session_open(app->session, id, &err) || !app_document_changed(app, &err))
		app_fail(app, &err);
}

/* ---- moving ---- */

static void move_to(struct app *app, uint32_t cp)
{
	app->goal_col = -1;
	app_move_caret(app, cp);
}

void cmd_visual(struct app *app, int arg)
{
	move_to(app, reader_move_visual(&app->reader, app->caret_cp, arg));
}

void cmd_letter(struct app *app, int arg)
{
	move_to(app, reader_move_letter(&app->reader, app->caret_cp, arg));
}

void cmd_word(struct app *app, int arg)
{
	move_to(app, reader_move_word(&app->reader, app->caret_cp, arg));
}

static void move_lines(struct app *app, int lines)
{
	int goal = app->goal_col >= 0 ? app->goal_col : reader_col_of(&app->reader, app->caret_cp);
	app_move_caret(app, reader_move_line(&app->reader, app->caret_cp, lines, goal));
	app->goal_col = goal;
}

void cmd_line(struct app *app, int arg)
{
	move_lines(app, arg);
}

void cmd_page(struct app *app, int arg)
{
	int rows = app->reader.rows > 2 ? app->reader.rows - 2 : 1;
	reader_scroll(&app->reader, arg * rows);
	move_lines(app, arg * rows);
}

void cmd_line_begin(struct app *app, int arg)
{
	(void)arg;
	move_to(app, reader_line_begin(&app->reader, app->caret_cp));
}

void cmd_line_end(struct app *app, int arg)
{
	(void)arg;
	move_to(app, reader_line_end(&app->reader, app->caret_cp));
}

void cmd_text_edge(struct app *app, int arg)
{
	move_to(app, arg ? app->session->doc.text.len_cp : 0);
}

/* ---- searching ---- */

void cmd_search(struct app *app, int arg)
{
	(void)arg;
	line_edit_set(&app->line, NULL);
	app->line_purpose = LINE_FIND;
	app_set_mode(app, MODE_LINE);
}

void cmd_note(struct app *app, int arg)
{
	(void)arg;
	if (!app_need_item(app))
		return;
	line_edit_set(&app->line, app_item(app)->note);
	app->line_purpose = LINE_NOTE;
	app_set_mode(app, MODE_LINE);
}

static void save_note(struct app *app)
{
	struct err err;
	char *note = line_edit_text(&app->line);
	bool ok = note ? session_note(app->session, (uint32_t)app->focus, note, app_dwell_ms(app), &err)
		       : err_memory(&err);
	if (ok)
		app_say(app, *note ? "noted" : "no note any more");
	else
		app_fail(app, &err);
	free(note);
	app_items_changed(app);
}

void cmd_search_step(struct app *app, int arg)
{
	int64_t hit = search_step(app, arg);
	if (hit < 0) {
		app_say(app, "nothing was searched for yet: / begins");
		return;
	}
	app->goal_col = -1;
	app_move_caret(app, (uint32_t)hit);
}

void cmd_line_done(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	app_set_mode(app, MODE_READ);
	if (app->line_purpose == LINE_NOTE)
		save_note(app);
	else if (search_run(app, &err))
		cmd_search_step(app, 1);
	else
		app_fail(app, &err);
}

void cmd_line_cancel(struct app *app, int arg)
{
	(void)arg;
	app_set_mode(app, MODE_READ);
}

void cmd_type(struct app *app, int arg)
{
	struct line_edit *e = &app->line;
	if (arg <= FORM_END)
		line_edit_move(e, app->surface.engine, (enum line_motion)arg);
	else if (arg == FORM_BACKSPACE)
		line_edit_backspace(e);
	else if (arg == FORM_DELETE)
		line_edit_delete(e);
	else
		line_edit_set(e, NULL);
}
