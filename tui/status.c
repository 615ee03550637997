/*
 * Status: the line at the top (what document, who works), the rules, and the line at the bottom: what the
 * last key did, when that was saved, how far the work is, and which keys come next. An error takes the whole
 * bottom line.
 */
#include "describe.h"
#include "state.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum { RULE = 0x2500, RULE_DOWN = 0x252C, RULE_UP = 0x2534, BAR = 0x2502, DOT = 0x00B7 };

/* The commands in the hint line of each mode, the most wanted first: what finds no room is left out. */
static const struct {
	enum mode mode;
	const char *commands[10];
} hints[] = {
	{MODE_READ, {"confirm", "reject", "edit", "skip", "next-undecided", "undo", "select", "help"}},
	{MODE_SELECT, {"add-figure", "add-place", "word-forward", "cancel"}},
	{MODE_FORM, {"form-save", "field-next", "field-right", "form-cancel"}},
	{MODE_LINE, {"line-done", "line-cancel"}},
	{MODE_HELP, {"help-close", "help-down"}},
};

void header_draw(struct app *app)
{
	const struct document *d = &app->session->doc;
	struct surface *s = &app->surface;
	int row = app->frame.header_row, last = s->cols - 2;
	if (row < 0)
		return;
	struct str left = {0}, right = {0};
	/* Documents are numbered from 1 in the order of import and never deleted: the id is the position. */
	if (app->n_documents > 1)
		str_addf(&left, "%" PRId64 " of %" PRId64, d->id, app->n_documents);
	const char *parts[] = {d->name, d->outlet, d->published};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] && *parts[i]) {
			str_add(&left, left.len ? "  " : "");
			describe_foreign(parts[i], &left);
		}
	describe_foreign(app->session->annotator, &right);
	int col = 1 + surface_text(s, row, 1, last, STYLE_TITLE, "rasid") + 2;
	int width = surface_width(str_text(&right));
	if (width > 0 && last - width > col + 12) {
		surface_text(s, row, last - width, width, STYLE_FAINT, str_text(&right));
		last -= width + 2;
	}
	col += surface_text(s, row, col, last - col, STYLE_FAINT, str_text(&left)) + 3;
	/* An import takes the first line for a title: on a wide screen there is room for its beginning. */
	if (d->title && app->frame.kind == FRAME_WIDE && last - col > 16) {
		str_clear(&left);
		describe_foreign(d->title, &left);
		int cols = surface_width(str_text(&left));
		int room = last - col;
		surface_text(s, row, cols < room ? last - cols : col, room, STYLE_TEXT, str_text(&left));
	}
	str_release(&left);
	str_release(&right);
}

static void rule(struct app *app, int row, uint32_t joint)
{
	struct surface *s = &app->surface;
	if (row < 0)
		return;
	surface_fill(s, (struct rect){row, 1, 1, s->cols - 2}, RULE, STYLE_FAINT);
	if (app->frame.divider_col >= 0)
		surface_put(s, row, app->frame.divider_col, joint, STYLE_FAINT);
}

static void position_draw(struct app *app)
{
	const struct text *t = &app->session->doc.text;
	struct surface *s = &app->surface;
	char words[80];
	int percent = t->len_cp ? (int)((uint64_t)app->caret_cp * 100 / t->len_cp) : 100;
	int n = snprintf(words, sizeof words, " %d %% ", percent);
	if (app->mode == MODE_SELECT)
		n = snprintf(words, sizeof words, " %u letters selected ",
			app->reader.selection.end_cp - app->reader.selection.beg_cp);
	else if (app->search.n_hits)
		n = snprintf(words, sizeof words, " %zu found  %d %% ", app->search.n_hits, percent);
	if (app->frame.bottom_rule >= 0 && n + 4 < s->cols)
		surface_text(s, app->frame.bottom_rule, s->cols - 3 - n, n, STYLE_FAINT, words);
}

/* "saved #12 10:31:02 . 18 of 77 decided"; on a narrow screen "18/77". */
static void progress_words(const struct app *app, struct str *out)
{
	const struct session *s = app->session;
	uint32_t all = app->n_places + app->n_figures;
	if (app->surface.cols < 60) {
		str_addf(out, "%u/%u", app->n_decided, all);
		return;
	}
	if (s->saved.seq) {
		time_t at = (time_t)(s->saved.at_ms / 1000);
		struct tm tm;
		char clock[16] = "";
		if (localtime_r(&at, &tm))
			strftime(clock, sizeof clock, "%H:%M:%S", &tm);
		str_addf(out, "saved #%" PRId64 " %s ", s->saved.seq, clock);
		str_add_cp(out, DOT);
		str_add(out, " ");
	}
	str_addf(out, "%u of %u decided", app->n_decided, all);
}

/* Draws "key word" at a column if that ends before `last`; returns the next column. Only measures with col < 0. */
static int hint(struct app *app, int col, int last, const char *name)
{
	int command = command_find(name, strlen(name));
	char key[KEY_NAME];
	if (command < 0 || !commands[command].label)
		return col;
	keymap_key_of(&app->keymap, app->mode, command, key);
	int need = surface_width(key) + 1 + (int)strlen(commands[command].label);
	if (!*key || col < 0)
		return *key ? need + 2 : 0;
	if (col + need > last)
		return col;
	struct surface *s = &app->surface;
	col += surface_text(s, app->frame.status_row, col, last - col, STYLE_KEY, key) + 1;
	col += surface_text(s, app->frame.status_row, col, last - col, STYLE_FAINT, commands[command].label) +
	       2;
	return col;
}

/* The hints of the mode; the last of them, the way out, is never the one that finds no room. */
static void hints_draw(struct app *app, int col, int last)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (hints[i].mode != app->mode)
			continue;
		int n = 0;
		while (hints[i].commands[n])
			n++;
		int keep = hint(app, -1, 0, hints[i].commands[n - 1]);
		for (int k = 0; k < n; k++)
			col = hint(app, col, k < n - 1 ? last - keep : last, hints[i].commands[k]);
	}
}

static void typed_line(struct app *app)
{
	struct surface *s = &app->surface;
	int col = 1 + surface_text(s, app->frame.status_row, 1, 8, STYLE_KEY,
			      app->line_purpose == LINE_NOTE ? "note " : "find ");
	int cols = s->cols - 1 - col;
	line_edit_draw(&app->line, s, app->frame.status_row, col, cols > 40 ? 40 : cols, STYLE_FIELD, true);
}

static void bottom_line(struct app *app)
{
	struct surface *s = &app->surface;
	int row = app->frame.status_row, last = s->cols - 1, col = 1;
	if (app->mode == MODE_LINE) {
		typed_line(app);
		return;
	}
	struct str progress = {0};
	progress_words(app, &progress);
	bool error = app->message_style == STYLE_BAD && app->message[0];
	int reserve = error ? 0 : surface_width(str_text(&progress)) + 2;
	if (app->message[0]) {
		int room = last - col - reserve;
		col += surface_text(
			       s, row, col, room > 12 ? room : last - col, app->message_style, app->message) +
		       2;
	}
	if (!error && col + surface_width(str_text(&progress)) <= last) {
		bool done =
			app->n_places + app->n_figures && app->n_decided == app->n_places + app->n_figures;
		col += surface_text(s, row, col, last - col, done ? STYLE_GOOD : STYLE_FAINT,
			       str_text(&progress)) +
		       3;
		hints_draw(app, col, last);
	}
	str_release(&progress);
}

void status_draw(struct app *app)
{
	rule(app, app->frame.top_rule, RULE_DOWN);
	rule(app, app->frame.bottom_rule, RULE_UP);
	if (app->frame.divider_col >= 0)
		surface_fill(&app->surface,
			(struct rect){app->frame.text.row, app->frame.divider_col, app->frame.text.rows, 1},
			BAR, STYLE_FAINT);
	position_draw(app);
	bottom_line(app);
}

void view_draw(struct app *app)
{
	struct surface *s = &app->surface;
	surface_clear(s);
	if (app->frame.kind == FRAME_NONE) {
		surface_wrap(s,
			(struct rect){0, s->cols > 4 ? 1 : 0, s->rows, s->cols > 4 ? s->cols - 2 : s->cols},
			STYLE_TEXT, "More room, please: 20x5 at least. Nothing is lost.");
		return;
	}
	header_draw(app);
	status_draw(app);
	if (app->mode == MODE_HELP) {
		help_draw(app);
		return;
	}
	reader_draw(app);
	if (app->mode == MODE_FORM)
		form_draw(app);
	else
		details_draw(app);
}
