/* Help: the bindings in force, in words, made from the same tables that the keys use. */
#include "describe.h"
#include "state.h"

#include <string.h>

enum { KEY_COLS = 19 };

static const struct {
	enum style style;
	const char *sample, *words;
} legend[] = {
	{STYLE_FIGURE, "[figure]", "a casualty figure to decide"},
	{STYLE_PLACE, "{place}", "a place to decide"},
	{STYLE_FIGURE_DECIDED, "[figure]", "decided: confirmed, ~ corrected, + added"},
	{STYLE_PLACE_DECIDED, "{place}", "the same for places"},
	{STYLE_FIGURE_REJECTED, "[figurex", "x rejected; ! marked for a second reader"},
	{STYLE_FIGURE_CURRENT, "[figure]", "the current one: keys act on it"},
	{STYLE_LINKED, "linked", "the place or the total that the current figure refers to"},
	{STYLE_STAND_IN, "\xE2\x90\x9B",
		"a control character in the text, which is never sent to the terminal"},
};

static const char *help_of(const struct binding *b)
{
	return b->help ? b->help : commands[b->command].help;
}

/* Bindings of one mode that are explained by the same words share a row. */
static bool same_row(const struct binding *a, const struct binding *b)
{
	return a->mode == b->mode && strcmp(help_of(a), help_of(b)) == 0;
}

static bool is_first(const struct app *app, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (same_row(&app->keymap.v[k], &app->keymap.v[i]))
			return false;
	return true;
}

/* All keys of a row: "a Enter". */
static void keys_of(const struct app *app, const struct binding *row, struct str *out)
{
	char name[KEY_NAME];
	for (size_t i = 0; i < app->keymap.n; i++) {
		if (!same_row(&app->keymap.v[i], row))
			continue;
		key_format(&app->keymap.v[i].key, name);
		str_addf(out, "%s%s", out->len ? " " : "", name);
	}
}

struct page {
	struct app *app;
	bool draw;
	int row; /* of the whole help */
};

static int screen_row(const struct page *p)
{
	int row = p->row - p->app->help_top;
	if (!p->draw || row < 0 || row >= p->app->frame.status_row - 1)
		return -1;
	return row;
}

static void title(struct page *p, const char *words)
{
	p->row += p->row > 0;
	int row = screen_row(p);
	if (row >= 0)
		surface_text(&p->app->surface, row, 2, p->app->surface.cols - 4, STYLE_TITLE, words);
	p->row++;
}

static void entry(struct page *p, enum style style, const char *left, const char *words)
{
	struct surface *s = &p->app->surface;
	int row = screen_row(p), key_cols = s->cols > 3 * KEY_COLS ? KEY_COLS : KEY_COLS / 2;
	if (row >= 0) {
		int used = surface_text(s, row, 2, s->cols - 4, style, left);
		int col = 2 + (used >= key_cols ? used + 1 : key_cols);
		surface_text(s, row, col, s->cols - 1 - col, STYLE_TEXT, words);
	}
	p->row++;
}

static void walk(struct page *p)
{
	const struct app *app = p->app;
	for (int m = 0; m < MODES; m++) {
		title(p, mode_titles[m]);
		for (size_t i = 0; i < app->keymap.n; i++) {
			const struct binding *b = &app->keymap.v[i];
			if ((int)b->mode != m || !is_first(app, i))
				continue;
			struct str keys = {0};
			keys_of(app, b, &keys);
			entry(p, STYLE_KEY, str_text(&keys), help_of(b));
			str_release(&keys);
		}
	}
	title(p, "What the text looks like");
	for (size_t i = 0; i < sizeof legend / sizeof *legend; i++)
		entry(p, legend[i].style, legend[i].sample, legend[i].words);
	title(p,
		"On an Arabic keyboard each letter stands for the key that it sits on; nothing needs to be switched.");
}

int help_rows(const struct app *app)
{
	struct page p = {.app = (struct app *)app};
	walk(&p);
	return p.row;
}

void help_draw(struct app *app)
{
	struct surface *s = &app->surface;
	surface_fill(s, (struct rect){0, 1, app->frame.status_row, s->cols - 2}, ' ', STYLE_TEXT);
	struct page p = {.app = app, .draw = true};
	walk(&p);
	if (app->frame.status_row > 1)
		surface_fill(s, (struct rect){app->frame.status_row - 1, 1, 1, s->cols - 2},
			0x2500 /* rule */, STYLE_FAINT);
}
