/* Commands: what the keys do. Each makes at most one act of the session, and says in the bottom line what it
 * did. */
#include "commands.h"

#include "describe.h"
#include "state.h"

#include <stdlib.h>
#include <string.h>

/* ---- helpers ---- */

/* "confirmed 4 killed; u undoes it" */
static void say_item(struct app *app, const char *did, int32_t index)
{
	struct str s = {0};
	const struct items *items = &app->session->items;
	if (index >= 0 && (size_t)index < items->n)
		describe_item(&items->v[index], &app->session->doc.text, &s);
	app_say(app, "%s %s", did, str_text(&s));
	str_release(&s);
}

static bool need_item(struct app *app)
{
	if (app_item(app))
		return true;
	app_say(app, "no item here: Tab goes to the next one to decide");
	return false;
}

static void set_mode(struct app *app, enum mode mode)
{
	app->mode = mode;
	if (mode != MODE_SELECT)
		reader_select(&app->reader, (struct span){0, 0});
}

typedef bool session_act(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err);

/* One decision, then on to the next item. */
static void decide(struct app *app, session_act *act, const char *did)
{
	struct err err;
	int32_t item = app->focus;
	if (!need_item(app))
		return;
	if (!act(app->session, (uint32_t)item, app_dwell_ms(app), &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	say_item(app, did, item);
	app_advance(app);
}

/* ---- deciding ---- */

static void cmd_confirm(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_confirm, "confirmed");
}

static void cmd_reject(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_reject, "rejected");
}

static void cmd_skip(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_skip, "skipped");
}

static void cmd_delete(struct app *app, int arg)
{
	(void)arg;
	if (need_item(app) && app_item(app)->has_machine)
		app_say(app, "only what you added can be deleted: x rejects a suggestion");
	else if (app_item(app))
		decide(app, session_reject, "deleted");
}

static void cmd_flag(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	if (!need_item(app))
		return;
	bool flag = !app_item(app)->flagged;
	if (!session_flag(app->session, (uint32_t)app->focus, flag, app_dwell_ms(app), &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	say_item(app, flag ? "marked for a second reader:" : "no longer marked:", app->focus);
}

/* Undo and redo may lead into another document. */
static void after_undo(struct app *app, int64_t document, uint32_t item, const char *did)
{
	struct err err;
	if (app->session->doc.id != document && !app_document_changed(app, &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	const struct items *items = &app->session->items;
	bool shown = item < items->n && (items->v[item].has_machine || item_stands(&items->v[item]));
	if (item < items->n && !shown)
		app_move_caret(app, item_span(&items->v[item]).beg_cp);
	app_focus(app, shown ? (int32_t)item : app->focus);
	say_item(app, did, (int32_t)item);
}

/* That there is nothing to undo is no failure. */
static void nothing_left(struct app *app, const struct err *err)
{
	if (err->code == ERR_NOT_FOUND)
		app_say(app, "%s", err->text);
	else
		app_fail(app, err);
}

static void cmd_undo(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	uint32_t item;
	int64_t document = app->session->doc.id;
	if (session_undo(app->session, &item, &err))
		after_undo(app, document, item, "undone:");
	else
		nothing_left(app, &err);
}

static void cmd_redo(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	uint32_t item;
	int64_t document = app->session->doc.id;
	if (session_redo(app->session, &item, &err))
		after_undo(app, document, item, "done again:");
	else
		nothing_left(app, &err);
}

/* A number takes a row of the gazetteer for the place, or for the place of the figure. */
static void cmd_candidate(struct app *app, int arg)
{
	struct err err;
	if (!need_item(app))
		return;
	const struct item *it = app_item(app);
	int32_t place = it->type == ITEM_PLACE ? app->focus : it->figure.place;
	if (place < 0 || (size_t)arg > app->n_candidates) {
		app_say(app, place < 0 ? "this figure has no place yet: e edits it" : "there is no row %d",
			arg);
		return;
	}
	const struct gaz_row *g = app->candidates[arg - 1];
	struct place p = app->session->items.v[place].place;
	p.name = g->name;
	p.kind = g->kind;
	memcpy(p.country, g->country, sizeof p.country);
	p.admin1 = g->admin1[0] ? g->admin1 : NULL;
	p.lat = g->lat;
	p.lon = g->lon;
	p.gazetteer = g->id;
	if (!session_set_place(app->session, (uint32_t)place, &p, app_dwell_ms(app), &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	say_item(app, "the place is", place);
}

/* ---- spans ---- */

enum { EDGE_BEG = 0, EDGE_END = 1, EDGE_WORD = 2, EDGE_FORWARD = 4 };

static void cmd_edge(struct app *app, int arg)
{
	struct err err;
	if (!need_item(app))
		return;
	const struct item *it = app_item(app);
	struct figure f = it->figure;
	struct place p = it->place;
	struct span *s = it->type == ITEM_FIGURE ? &f.span : &p.span;
	uint32_t *edge = arg & EDGE_END ? &s->end_cp : &s->beg_cp;
	int step = arg & EDGE_FORWARD ? 1 : -1;
	*edge = arg & EDGE_WORD ? reader_move_edge(&app->reader, *edge, step, arg & EDGE_END)
				: reader_move_letter(&app->reader, *edge, step);
	if (s->beg_cp >= s->end_cp) {
		app_say(app, "a span keeps at least one letter");
		return;
	}
	int64_t dwell = app_dwell_ms(app);
	bool ok = it->type == ITEM_FIGURE
			  ? session_set_figure(app->session, (uint32_t)app->focus, &f, dwell, &err)
			  : session_set_place(app->session, (uint32_t)app->focus, &p, dwell, &err);
	if (!ok) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	app->caret_cp = item_span(app_item(app)).beg_cp;
	reader_keep_visible(&app->reader, app->caret_cp);
	struct str words = {0};
	describe_span(item_span(app_item(app)), &app->session->doc.text, 40, &words);
	app_say(app, "the words are now %s", str_text(&words));
	str_release(&words);
}

static void cmd_select(struct app *app, int arg)
{
	(void)arg;
	set_mode(app, MODE_SELECT);
	app->anchor_cp = app->caret_cp;
	app_move_caret(app, app->caret_cp);
	app_say(app, "select words, then f for a figure or g for a place");
}

/* The selection without white space at its ends. */
static struct span trimmed(const struct app *app)
{
	struct span s = app->reader.selection;
	const uint32_t *cp = app->session->doc.text.cp;
	while (s.beg_cp < s.end_cp && (cp[s.beg_cp] == ' ' || cp[s.beg_cp] == '\n'))
		s.beg_cp++;
	while (s.end_cp > s.beg_cp && (cp[s.end_cp - 1] == ' ' || cp[s.end_cp - 1] == '\n'))
		s.end_cp--;
	return s;
}

static void cmd_add(struct app *app, int arg)
{
	struct err err;
	uint32_t item;
	struct span s = trimmed(app);
	if (s.beg_cp >= s.end_cp) {
		app_say(app, "nothing is selected yet: move with the arrows, or w for a word");
		return;
	}
	if (!session_add(app->session, (enum item_type)arg, s, &item, &err)) {
		app_fail(app, &err);
		return;
	}
	set_mode(app, MODE_READ);
	app_items_changed(app);
	app_focus(app, (int32_t)item);
	say_item(app, "added", (int32_t)item);
}

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

static void cmd_undecided(struct app *app, int arg)
{
	go(app, arg, FILTER_UNDECIDED, app->session->items.n ? "all decided" : "no items in this text");
}

static void cmd_item(struct app *app, int arg)
{
	go(app, arg, FILTER_ANY, "no items in this text");
}

static void cmd_document(struct app *app, int arg)
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

static void cmd_visual(struct app *app, int arg)
{
	move_to(app, reader_move_visual(&app->reader, app->caret_cp, arg));
}

static void cmd_letter(struct app *app, int arg)
{
	move_to(app, reader_move_letter(&app->reader, app->caret_cp, arg));
}

static void cmd_word(struct app *app, int arg)
{
	move_to(app, reader_move_word(&app->reader, app->caret_cp, arg));
}

static void move_lines(struct app *app, int lines)
{
	int goal = app->goal_col >= 0 ? app->goal_col : reader_col_of(&app->reader, app->caret_cp);
	app_move_caret(app, reader_move_line(&app->reader, app->caret_cp, lines, goal));
	app->goal_col = goal;
}

static void cmd_line(struct app *app, int arg)
{
	move_lines(app, arg);
}

static void cmd_page(struct app *app, int arg)
{
	int rows = app->reader.rows > 2 ? app->reader.rows - 2 : 1;
	reader_scroll(&app->reader, arg * rows);
	move_lines(app, arg * rows);
}

static void cmd_line_begin(struct app *app, int arg)
{
	(void)arg;
	move_to(app, reader_line_begin(&app->reader, app->caret_cp));
}

static void cmd_line_end(struct app *app, int arg)
{
	(void)arg;
	move_to(app, reader_line_end(&app->reader, app->caret_cp));
}

static void cmd_text_edge(struct app *app, int arg)
{
	move_to(app, arg ? app->session->doc.text.len_cp : 0);
}

/* ---- searching ---- */

static void cmd_search(struct app *app, int arg)
{
	(void)arg;
	line_edit_set(&app->line, NULL);
	app->line_purpose = LINE_FIND;
	set_mode(app, MODE_LINE);
}

static void cmd_note(struct app *app, int arg)
{
	(void)arg;
	if (!need_item(app))
		return;
	line_edit_set(&app->line, app_item(app)->note);
	app->line_purpose = LINE_NOTE;
	set_mode(app, MODE_LINE);
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

static void cmd_search_step(struct app *app, int arg)
{
	int64_t hit = search_step(app, arg);
	if (hit < 0) {
		app_say(app, "nothing was searched for yet: / begins");
		return;
	}
	app->goal_col = -1;
	app_move_caret(app, (uint32_t)hit);
}

static void cmd_line_done(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	set_mode(app, MODE_READ);
	if (app->line_purpose == LINE_NOTE)
		save_note(app);
	else if (search_run(app, &err))
		cmd_search_step(app, 1);
	else
		app_fail(app, &err);
}

static void cmd_line_cancel(struct app *app, int arg)
{
	(void)arg;
	set_mode(app, MODE_READ);
}

static void cmd_type(struct app *app, int arg)
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

/* ---- the form ---- */

static void cmd_edit(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	if (form_open(app, &err))
		set_mode(app, MODE_FORM);
	else
		app_fail(app, &err);
}

static void cmd_form_save(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	const struct item *it = app_item(app);
	bool was_open = it && (it->decision == DECISION_NONE || it->decision == DECISION_SKIPPED);
	if (!form_save(app, &err)) {
		app_fail(app, &err);
		return;
	}
	set_mode(app, MODE_READ);
	app_items_changed(app);
	it = app_item(app);
	say_item(app,
		it && it->decision == DECISION_CONFIRMED ? "confirmed, as it was read:" : "corrected to",
		app->focus);
	if (was_open)
		app_advance(app);
}

static void cmd_form_cancel(struct app *app, int arg)
{
	(void)arg;
	set_mode(app, MODE_READ);
	app_say(app, "nothing was changed");
}

static void cmd_field(struct app *app, int arg)
{
	struct err err = {0};
	if (!form_move(app, arg, &err))
		app_fail(app, &err);
}

static void cmd_field_key(struct app *app, int arg)
{
	form_key(app, (enum form_key)arg);
}

/* ---- the rest ---- */

static void cmd_cancel(struct app *app, int arg)
{
	(void)arg;
	search_clear(&app->search);
	set_mode(app, MODE_READ);
	app_move_caret(app, app->caret_cp);
}

static void cmd_help(struct app *app, int arg)
{
	(void)arg;
	app->mode_before_help = app->mode;
	app->mode = MODE_HELP;
	app->help_top = 0;
}

static void cmd_help_close(struct app *app, int arg)
{
	(void)arg;
	app->mode = app->mode_before_help;
}

enum { HELP_PAGE = 1000 };

static void cmd_help_scroll(struct app *app, int arg)
{
	int page = app->surface.rows - 4 > 1 ? app->surface.rows - 4 : 1;
	int most = help_rows(app) - (app->surface.rows - 2);
	app->help_top += arg == HELP_PAGE ? page : arg == -HELP_PAGE ? -page : arg;
	if (app->help_top > most)
		app->help_top = most;
	if (app->help_top < 0)
		app->help_top = 0;
}

static void cmd_quit(struct app *app, int arg)
{
	(void)arg;
	app->quit = true;
}

static void cmd_redraw(struct app *app, int arg)
{
	(void)arg;
	app->term->ops->redraw(app->term);
}

static void cmd_bidi(struct app *app, int arg)
{
	(void)arg;
	app_say(app, "right-to-left mode %s: press it until the text reads from right to left, joined",
		app->term->ops->next_bidi(app->term));
}

static void cmd_reveal(struct app *app, int arg)
{
	(void)arg;
	reader_set_reveal(&app->reader, !app->reader.reveal);
	app_say(app,
		app->reader.reveal ? "invisible characters are shown" : "invisible characters are hidden");
}

static void cmd_suspend(struct app *app, int arg)
{
	(void)arg;
	app->term->ops->suspend(app->term);
}

/* clang-format off */
const struct command commands[] = {
	{"add-figure",         cmd_add, ITEM_FIGURE, "figure", "make the selected words a casualty figure"},
	{"add-place",          cmd_add, ITEM_PLACE, "place", "make the selected words a place"},
	{"begin-back",         cmd_edge, EDGE_BEG, NULL, "move the item's beginning one letter back"},
	{"begin-forward",      cmd_edge, EDGE_BEG | EDGE_FORWARD, NULL, "move the item's beginning one letter forward"},
	{"begin-word-back",    cmd_edge, EDGE_BEG | EDGE_WORD, NULL, "move the item's beginning one word back"},
	{"begin-word-forward", cmd_edge, EDGE_BEG | EDGE_WORD | EDGE_FORWARD, NULL, "move the item's beginning one word forward"},
	{"cancel",             cmd_cancel, 0, "cancel", "leave the selection, or forget the search"},
	{"candidate-1",        cmd_candidate, 1, NULL, "take that row of the gazetteer for the place"},
	{"candidate-2",        cmd_candidate, 2, NULL, "take that row of the gazetteer for the place"},
	{"candidate-3",        cmd_candidate, 3, NULL, "take that row of the gazetteer for the place"},
	{"candidate-4",        cmd_candidate, 4, NULL, "take that row of the gazetteer for the place"},
	{"candidate-5",        cmd_candidate, 5, NULL, "take that row of the gazetteer for the place"},
	{"candidate-6",        cmd_candidate, 6, NULL, "take that row of the gazetteer for the place"},
	{"candidate-7",        cmd_candidate, 7, NULL, "take that row of the gazetteer for the place"},
	{"candidate-8",        cmd_candidate, 8, NULL, "take that row of the gazetteer for the place"},
	{"candidate-9",        cmd_candidate, 9, NULL, "take that row of the gazetteer for the place"},
	{"confirm",            cmd_confirm, 0, "accept", "confirm the item as it was read, and go on"},
	{"delete",             cmd_delete, 0, "delete", "delete an item that you added"},
	{"edit",               cmd_edit, 0, "edit", "edit the item's fields"},
	{"end-back",           cmd_edge, EDGE_END, NULL, "move the item's end one letter back"},
	{"end-forward",        cmd_edge, EDGE_END | EDGE_FORWARD, NULL, "move the item's end one letter forward"},
	{"end-word-back",      cmd_edge, EDGE_END | EDGE_WORD, NULL, "move the item's end one word back"},
	{"end-word-forward",   cmd_edge, EDGE_END | EDGE_WORD | EDGE_FORWARD, NULL, "move the item's end one word forward"},
	{"field-backspace",    cmd_field_key, FORM_BACKSPACE, NULL, "delete the letter before the caret"},
	{"field-begin",        cmd_field_key, FORM_BEGIN, NULL, "go to the beginning of the field"},
	{"field-clear",        cmd_field_key, FORM_CLEAR, NULL, "empty the field"},
	{"field-delete",       cmd_field_key, FORM_DELETE, NULL, "delete the letter at the caret"},
	{"field-end",          cmd_field_key, FORM_END, NULL, "go to the end of the field"},
	{"field-left",         cmd_field_key, FORM_LEFT, NULL, "the value before; in typed fields, left on the screen"},
	{"field-next",         cmd_field, 1, "next field", "go to the next field"},
	{"field-prev",         cmd_field, -1, NULL, "go to the field before"},
	{"field-right",        cmd_field_key, FORM_RIGHT, "next value", "the next value; in typed fields, right on the screen"},
	{"flag",               cmd_flag, 0, "flag", "mark the item for a second reader, or take the mark away"},
	{"form-cancel",        cmd_form_cancel, 0, "cancel", "leave the form, nothing is changed"},
	{"form-save",          cmd_form_save, 0, "save", "save the fields"},
	{"help",               cmd_help, 0, "help", "show this help"},
	{"help-close",         cmd_help_close, 0, "back", "back to the text"},
	{"help-down",          cmd_help_scroll, 1, "down", "one line down"},
	{"help-page-down",     cmd_help_scroll, HELP_PAGE, NULL, "one page down"},
	{"help-page-up",       cmd_help_scroll, -HELP_PAGE, NULL, "one page up"},
	{"help-up",            cmd_help_scroll, -1, NULL, "one line up"},
	{"left",               cmd_visual, -1, NULL, "left on the screen"},
	{"letter-back",        cmd_letter, -1, NULL, "one letter back in reading order"},
	{"letter-forward",     cmd_letter, 1, NULL, "one letter forward in reading order"},
	{"line-begin",         cmd_line_begin, 0, NULL, "to the beginning of the line"},
	{"line-cancel",        cmd_line_cancel, 0, "cancel", "leave the line"},
	{"line-done",          cmd_line_done, 0, "done", "take the line: find the words, whatever their harakat, or save the note"},
	{"line-down",          cmd_line, 1, NULL, "one line down"},
	{"line-end",           cmd_line_end, 0, NULL, "to the end of the line"},
	{"line-up",            cmd_line, -1, NULL, "one line up"},
	{"next-bidi",          cmd_bidi, 0, NULL, "write right-to-left text in another way, if it reads wrong"},
	{"next-document",      cmd_document, 1, NULL, "open the next document"},
	{"next-item",          cmd_item, 1, NULL, "go to the next item, decided or not"},
	{"next-undecided",     cmd_undecided, 1, "next", "go to the next item to decide"},
	{"note",               cmd_note, 0, "note", "write a note about the item"},
	{"page-down",          cmd_page, 1, NULL, "one page down"},
	{"page-up",            cmd_page, -1, NULL, "one page up"},
	{"prev-document",      cmd_document, -1, NULL, "open the document before"},
	{"prev-item",          cmd_item, -1, NULL, "go to the item before, decided or not"},
	{"prev-undecided",     cmd_undecided, -1, NULL, "go back to an item to decide"},
	{"quit",               cmd_quit, 0, "quit", "leave; every decision is saved already"},
	{"redo",               cmd_redo, 0, NULL, "do again what was undone"},
	{"redraw",             cmd_redraw, 0, NULL, "draw the screen anew"},
	{"reject",             cmd_reject, 0, "reject", "reject the item: it is no place or figure, and go on"},
	{"reveal",             cmd_reveal, 0, NULL, "show invisible characters as dots, or hide them"},
	{"right",              cmd_visual, 1, NULL, "right on the screen"},
	{"search",             cmd_search, 0, "find", "search in the text"},
	{"search-next",        cmd_search_step, 1, NULL, "go to the next hit"},
	{"search-prev",        cmd_search_step, -1, NULL, "go to the hit before"},
	{"select",             cmd_select, 0, "select", "select words, to add an item"},
	{"skip",               cmd_skip, 0, "skip", "leave the item for later, and go on"},
	{"suspend",            cmd_suspend, 0, NULL, "stop the program; fg in the shell brings it back"},
	{"text-begin",         cmd_text_edge, 0, NULL, "to the beginning of the text"},
	{"text-end",           cmd_text_edge, 1, NULL, "to the end of the text"},
	{"type-backspace",     cmd_type, FORM_BACKSPACE, NULL, "delete the letter before the caret"},
	{"type-begin",         cmd_type, FORM_BEGIN, NULL, "to the beginning of the line"},
	{"type-clear",         cmd_type, FORM_CLEAR, NULL, "empty the line"},
	{"type-delete",        cmd_type, FORM_DELETE, NULL, "delete the letter at the caret"},
	{"type-end",           cmd_type, FORM_END, NULL, "to the end of the line"},
	{"type-left",          cmd_type, FORM_LEFT, NULL, "left on the screen"},
	{"type-right",         cmd_type, FORM_RIGHT, NULL, "right on the screen"},
	{"undo",               cmd_undo, 0, "undo", "undo the last act, also one of an earlier day"},
	{"word-back",          cmd_word, -1, NULL, "one word back in reading order"},
	{"word-forward",       cmd_word, 1, "word", "one word forward in reading order"},
};
/* clang-format on */
const size_t n_commands = sizeof commands / sizeof *commands;

int command_find(const char *name, size_t len)
{
	size_t lo = 0, hi = n_commands;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = strncmp(commands[mid].name, name, len);
		if (order == 0 && commands[mid].name[len])
			order = 1;
		if (order == 0)
			return (int)mid;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}
