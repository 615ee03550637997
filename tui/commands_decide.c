/* Commands, deciding: accept, reject, undo, spans and new items. Each makes at most one act of the session. */
#include "commands_parts.h"

#include "describe.h"
#include "state.h"

#include <string.h>

typedef bool session_act(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err);

/* One decision, then on to the next item. */
static void decide(struct app *app, session_act *act, const char *did)
{
	struct err err;
	int32_t item = app->focus;
	if (!app_need_item(app))
		return;
	if (!act(app->session, (uint32_t)item, app_dwell_ms(app), &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	app_say_item(app, did, item);
	app_advance(app);
}

void cmd_confirm(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_confirm, "confirmed");
}

void cmd_reject(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_reject, "rejected");
}

void cmd_skip(struct app *app, int arg)
{
	(void)arg;
	decide(app, session_skip, "skipped");
}

void cmd_delete(struct app *app, int arg)
{
	(void)arg;
	if (app_need_item(app) && app_item(app)->has_machine)
		app_say(app, "only what you added can be deleted: x rejects a suggestion");
	else if (app_item(app))
		decide(app, session_reject, "deleted");
}

void cmd_flag(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	if (!app_need_item(app))
		return;
	bool flag = !app_item(app)->flagged;
	if (!session_flag(app->session, (uint32_t)app->focus, flag, app_dwell_ms(app), &err)) {
		app_fail(app, &err);
		return;
	}
	app_items_changed(app);
	app_say_item(app, flag ? "marked for a second reader:" : "no longer marked:", app->focus);
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
	app_say_item(app, did, (int32_t)item);
}

/* That there is nothing to undo is no failure. */
static void nothing_left(struct app *app, const struct err *err)
{
	if (err->code == ERR_NOT_FOUND)
		app_say(app, "%s", err->text);
	else
		app_fail(app, err);
}

void cmd_undo(struct app *app, int arg)
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

void cmd_redo(struct app *app, int arg)
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
void cmd_candidate(struct app *app, int arg)
{
	struct err err;
	if (!app_need_item(app))
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
	app_say_item(app, "the place is", place);
}

/* ---- spans ---- */

void cmd_edge(struct app *app, int arg)
{
	struct err err;
	if (!app_need_item(app))
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

void cmd_select(struct app *app, int arg)
{
	(void)arg;
	app_set_mode(app, MODE_SELECT);
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

void cmd_add(struct app *app, int arg)
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
	app_set_mode(app, MODE_READ);
	app_items_changed(app);
	app_focus(app, (int32_t)item);
	app_say_item(app, "added", (int32_t)item);
}
