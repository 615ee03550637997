/*
 * App: the loop, the focus, and the mouse.
 *
 * event -> key -> command -> one act of the session -> the state -> views -> surface -> terminal. One event,
 * one frame.
 *
 * The focus is one item or none; the caret is a place in the text. They move together: going to an item puts
 * the caret on its beginning, moving the caret onto an item brings that into focus. So a key acts on what the
 * eye is on, always.
 */
#include "describe.h"
#include "state.h"

#include "base/vec.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { WHEEL_LINES = 3 };

/* ---- messages ---- */

void app_say(struct app *app, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(app->message, sizeof app->message, fmt, ap);
	va_end(ap);
	app->message_style = STYLE_TEXT;
}

void app_fail(struct app *app, const struct err *err)
{
	snprintf(app->message, sizeof app->message, "%.*s", MESSAGE_MAX - 1, err->text);
	app->message_style = STYLE_BAD;
}

/* ---- focus ---- */

const struct item *app_item(const struct app *app)
{
	const struct items *items = &app->session->items;
	return app->focus >= 0 && (size_t)app->focus < items->n ? &items->v[app->focus] : NULL;
}

int64_t app_dwell_ms(const struct app *app)
{
	return time_now_ms() - app->focus_since_ms;
}

/* The rows of the gazetteer for the current place, or for the place of the current figure. */
static void find_candidates(struct app *app)
{
	const struct item *it = app_item(app);
	int32_t place = !it ? -1 : it->type == ITEM_PLACE ? app->focus : it->figure.place;
	app->n_candidates = 0;
	if (place >= 0 && (size_t)place < app->session->items.n)
		app->n_candidates =
			session_candidates(app->session, (uint32_t)place, app->candidates, FORM_CANDIDATES);
	if (app->n_candidates > FORM_CANDIDATES)
		app->n_candidates = FORM_CANDIDATES;
}

static void set_focus(struct app *app, int32_t item)
{
	if (item != app->focus)
		app->focus_since_ms = time_now_ms();
	app->focus = item;
	find_candidates(app);
}

void app_focus(struct app *app, int32_t item)
{
	struct reader *r = &app->reader;
	set_focus(app, item);
	app->goal_col = -1;
	if (item < 0)
		return;
	/* The eye stays where it is: the new item comes to the row of the old one, unless that was out of
	 * sight. */
	int row = reader_row_of(r, app->caret_cp);
	if (row < 0 || row >= r->rows)
		row = r->rows / 3;
	app->caret_cp = item_span(&app->session->items.v[item]).beg_cp;
	reader_show(r, app->caret_cp, row);
}

void app_advance(struct app *app)
{
	int32_t next = session_next(app->session, app->focus, FILTER_UNDECIDED);
	if (next < 0)
		next = session_next(app->session, -1, FILTER_UNDECIDED);
	if (next >= 0) {
		app_focus(app, next);
		return;
	}
	if (app->n_places + app->n_figures == 0)
		return;
	size_t n = strlen(app->message);
	snprintf(app->message + n, sizeof app->message - n, "%sall decided", n ? " \xC2\xB7 " : "");
}

/* The shortest standing item at a place. Looks only at those that can reach there. */
static int32_t item_at(const struct app *app, uint32_t cp)
{
	const struct items *items = &app->session->items;
	size_t first, last;
	int32_t best = -1;
	uint32_t shortest = UINT32_MAX;
	reader_items_near(&app->reader, cp, cp + 1, &first, &last);
	for (size_t i = first; i < last; i++) {
		const struct item *it = &items->v[items->order[i]];
		struct span s = item_span(it);
		if (cp >= s.beg_cp && cp < s.end_cp && item_stands(it) && s.end_cp - s.beg_cp < shortest) {
			shortest = s.end_cp - s.beg_cp;
			best = (int32_t)items->order[i];
		}
	}
	return best;
}

void app_move_caret(struct app *app, uint32_t cp)
{
	app->caret_cp = cp;
	reader_keep_visible(&app->reader, cp);
	if (app->mode == MODE_SELECT) {
		bool back = cp < app->anchor_cp;
		struct span s = {back ? cp : app->anchor_cp, back ? app->anchor_cp : cp};
		reader_select(&app->reader, s);
	} else {
		int32_t item = item_at(app, cp);
		if (item != app->focus)
			set_focus(app, item);
	}
}

/* ---- changes from below ---- */

static bool is_gone(const struct item *it)
{
	return it->decision == DECISION_REJECTED && !it->has_machine;
}

/* Numbers the items of each type. */
static void rank_items(struct app *app)
{
	const struct items *items = &app->session->items;
	app->n_places = app->n_figures = 0;
	bool ranked = vec_reserve(&app->ranks, &app->ranks_cap, items->n, sizeof *app->ranks);
	for (size_t i = 0; i < items->n; i++) {
		const struct item *it = &items->v[items->order[i]];
		uint32_t *count = it->type == ITEM_PLACE ? &app->n_places : &app->n_figures;
		*count += !is_gone(it);
		if (ranked)
			app->ranks[items->order[i]] = *count;
	}
}

void app_items_changed(struct app *app)
{
	const struct session *s = app->session;
	if (app->shape != s->shape) {
		app->shape = s->shape;
		rank_items(app);
		reader_items_changed(&app->reader);
	} else {
		reader_values_changed(&app->reader);
	}
	uint32_t gone = (uint32_t)s->items.n - app->n_places - app->n_figures;
	app->n_decided = s->n_decided - gone;
	if (app->focus >= 0 && (size_t)app->focus >= s->items.n)
		app->focus = -1;
	find_candidates(app);
}

bool app_document_changed(struct app *app, struct err *err)
{
	search_clear(&app->search);
	app->focus = -1;
	app->caret_cp = 0;
	app->mode = MODE_READ;
	if (!store_document_count(app->session->store, &app->n_documents, err) ||
		!reader_open(&app->reader, app->session->doc.text, &app->session->items, err))
		return false;
	app_items_changed(app);
	app_advance(app);
	return true;
}

/* ---- what commands share ---- */

/* "confirmed 4 killed; u undoes it" */
void app_say_item(struct app *app, const char *did, int32_t index)
{
	struct str s = {0};
	const struct items *items = &app->session->items;
	if (index >= 0 && (size_t)index < items->n)
		describe_item(&items->v[index], &app->session->doc.text, &s);
	app_say(app, "%s %s", did, str_text(&s));
	str_release(&s);
}

bool app_need_item(struct app *app)
{
	if (app_item(app))
		return true;
	app_say(app, "no item here: Tab goes to the next one to decide");
	return false;
}

void app_set_mode(struct app *app, enum mode mode)
{
	app->mode = mode;
	if (mode != MODE_SELECT)
		reader_select(&app->reader, (struct span){0, 0});
}

/* ---- the mouse ---- */

static void mouse(struct app *app, const struct mouse *m)
{
	const struct rect *text = &app->frame.text;
	bool inside = m->row >= text->row && m->row < text->row + text->rows && m->col >= text->col &&
		      m->col < text->col + text->cols;
	if (app->mode == MODE_HELP && m->act >= MOUSE_WHEEL_UP) {
		const char *way = m->act == MOUSE_WHEEL_UP ? "help-up" : "help-down";
		int scroll = command_find(way, strlen(way));
		for (int i = 0; i < WHEEL_LINES && scroll >= 0; i++)
			commands[scroll].run(app, commands[scroll].arg);
		return;
	}
	if (m->act >= MOUSE_WHEEL_UP && app->frame.kind != FRAME_NONE) {
		reader_scroll(&app->reader, m->act == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
		return;
	}
	if (!inside || (app->mode != MODE_READ && app->mode != MODE_SELECT))
		return;
	uint32_t cp = reader_at(&app->reader, m->row - text->row, m->col - text->col);
	app->goal_col = -1;
	if (m->act == MOUSE_PRESS) {
		app_set_mode(app, MODE_READ);
		app->anchor_cp = cp;
		app_move_caret(app, cp);
	} else if (m->act == MOUSE_DRAG && cp != app->anchor_cp) {
		app->mode = MODE_SELECT;
		/* The letter under the pointer belongs to the selection. */
		app_move_caret(app, cp > app->anchor_cp ? reader_move_letter(&app->reader, cp, 1) : cp);
	}
}

/* ---- keys ---- */

static bool is_typing(const struct app *app, const struct key *k)
{
	return (app->mode == MODE_FORM || app->mode == MODE_LINE) && k->sym == SYM_NONE &&
	       !(k->mods & (MOD_CTRL | MOD_ALT));
}

static void type(struct app *app, const uint32_t *cp, size_t n)
{
	if (app->mode == MODE_FORM)
		form_type(app, cp, n);
	else if (app->mode == MODE_LINE)
		line_edit_insert(&app->line, cp, n);
	else
		app_say(app, "pasted text is not taken as keys");
}

static void key(struct app *app, const struct key *k)
{
	char name[KEY_NAME];
	int command;
	if (is_typing(app, k)) {
		uint32_t cps[2] = {k->cp, k->cp2};
		type(app, cps, k->cp2 ? 2 : 1);
		return;
	}
	command = keymap_find(&app->keymap, app->mode, *k);
	if (command >= 0) {
		commands[command].run(app, commands[command].arg);
		return;
	}
	key_format(k, name);
	app_say(app, "%s has no meaning here; ? shows the keys", name);
}

static bool resize(struct app *app, struct err *err)
{
	uint16_t rows = app->term->rows, cols = app->term->cols;
	if (app->surface.rows != rows || app->surface.cols != cols)
		if (!surface_resize(&app->surface, rows, cols, err))
			return false;
	app->frame = frame_compute(rows, cols, app->mode == MODE_FORM);
	if (app->frame.kind == FRAME_NONE)
		return true;
	struct reader *r = &app->reader;
	int width = app->frame.text.cols > 3 ? app->frame.text.cols - 2 : 1;
	if (r->rows == app->frame.text.rows && r->width_col == width)
		return true;
	bool open = r->n_cache && r->n_blocks;
	int row = open ? reader_row_of(r, app->caret_cp) : -1;
	bool was_seen = row >= 0 && row < r->rows;
	if (!reader_resize(r, app->frame.text.rows, app->frame.text.cols, err))
		return false;
	if (was_seen)
		reader_keep_visible(r, app->caret_cp);
	return true;
}

static bool handle(struct app *app, const struct event *ev)
{
	switch (ev->type) {
	case EVENT_KEY:
		app->message[0] = '\0';
		app->message_style = STYLE_TEXT;
		key(app, &ev->u.key);
		break;
	case EVENT_MOUSE:
		mouse(app, &ev->u.mouse);
		break;
	case EVENT_PASTE:
		type(app, ev->u.paste.cp, ev->u.paste.n);
		break;
	case EVENT_RESIZE:
		break;
	case EVENT_QUIT:
		return false;
	}
	return !app->quit;
}

bool app_loop(struct app *app, struct err *err)
{
	struct event ev;
	if (!resize(app, err) || !app_document_changed(app, err))
		return false;
	if (app->focus >= 0) {
		app->reader.top = (struct spot){0, 0};
		reader_keep_visible(&app->reader, app->caret_cp);
	}
	do {
		/* Commands change what the frame depends on, so it is computed before each picture. */
		if (!resize(app, err))
			return false;
		view_draw(app);
		app->term->ops->paint(app->term, &app->surface);
		if (!app->term->ops->read(app->term, &ev, err))
			return false;
	} while (handle(app, &ev));
	return true;
}

bool app_init(
	struct app *app, struct session *session, struct terminal *term, const char *keys, struct err *err)
{
	*app = (struct app){.session = session, .term = term, .focus = -1, .goal_col = -1};
	if (!keymap_load(&app->keymap, keys, err) || !surface_init(&app->surface, err))
		return false;
	reader_init(&app->reader, app->surface.engine);
	return true;
}

void app_release(struct app *app)
{
	reader_release(&app->reader);
	search_clear(&app->search);
	keymap_release(&app->keymap);
	surface_release(&app->surface);
	free(app->ranks);
}

/* -1 for "auto" and none, else the position of the name; false when there is no such name. */
static bool option_value(const char *value, const char *const *names, int n, int *out)
{
	*out = -1;
	if (!value || strcmp(value, "auto") == 0)
		return true;
	for (int i = 0; i < n; i++)
		if (strcmp(value, names[i]) == 0)
			*out = i;
	return *out >= 0;
}

bool app_check_terminal(struct err *err)
{
	return term_ncurses_check(err);
}

bool app_run(struct session *session, const struct app_options *opt, struct err *err)
{
	static const char *const marks[] = {"off", "on"};
	const char *no_color = getenv("NO_COLOR");
	struct term_options term_opt = {.no_color = opt->no_color || (no_color && *no_color)};
	if (!option_value(opt->bidi, bidi_mode_names, BIDI_MODES, &term_opt.bidi))
		return err_set(err, ERR_USAGE,
			"no bidi mode '%.40s': it is auto, plain, lro, lro+pin, kitty or kitty-fallback",
			opt->bidi);
	if (!option_value(opt->marks, marks, 2, &term_opt.marks))
		return err_set(err, ERR_USAGE, "marks are auto, on or off, not '%.40s'", opt->marks);
	struct app app;
	struct terminal *term = NULL;
	bool ok = app_init(&app, session, NULL, opt->keys, err) && term_ncurses_new(&term_opt, &term, err);
	if (ok) {
		app.term = term;
		ok = app_loop(&app, err);
	}
	term_free(term);
	app_release(&app);
	return ok;
}
