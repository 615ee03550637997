/* Form_draw: the fields in the details pane, one a row; under them what the current one can be. */
#include "describe.h"
#include "state.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_COLS = 10, OPTION_CP = 60 };

static const void *member(const struct form *f, const struct field *field)
{
	const char *base = f->type == ITEM_FIGURE ? (const char *)&f->figure : (const char *)&f->place;
	return base + field->offset;
}

static unsigned choice(const void *m)
{
	unsigned v;
	memcpy(&v, m, sizeof v);
	return v;
}

/* A field's value in words. */
static void value_words(const struct app *app, const struct field *field, struct str *out)
{
	const struct form *f = &app->form;
	const void *m = member(f, field);
	const struct items *items = &app->session->items;
	const struct text *text = &app->session->doc.text;
	int32_t ref = REF_NONE;
	switch (field->kind) {
	case FIELD_NUMBER:
		if (*(const int64_t *)m != NUMBER_NONE)
			str_addf(out, "%" PRId64, *(const int64_t *)m);
		break;
	case FIELD_CHOICE:
		describe_name(field->vocab, choice(m), out);
		break;
	case FIELD_HARM:
		describe_harm(f->figure.harm, out);
		break;
	case FIELD_PLACE_REF:
	case FIELD_FIGURE_REF:
		ref = *(const int32_t *)m;
		if (ref >= 0 && (size_t)ref < items->n)
			describe_item(&items->v[ref], text, out);
		break;
	case FIELD_CANDIDATE:
		if (f->place.gazetteer)
			describe_place(&f->place, text, out);
		else
			str_add(out, "not in the gazetteer");
		break;
	case FIELD_WORDS:
		if (!span_is_empty(*(const struct span *)m))
			describe_span(*(const struct span *)m, text, OPTION_CP, out);
		break;
	case FIELD_TEXT:
	case FIELD_NAME:
	case FIELD_DAY:
		if (*(const char *const *)m)
			describe_foreign(*(const char *const *)m, out);
		break;
	case FIELD_COUNTRY:
		str_add(out, m);
		break;
	case FIELD_DEGREES:
		if (!isnan(*(const double *)m))
			str_addf(out, "%.4f", *(const double *)m);
		break;
	}
	if (!out->len)
		str_add(out, "\xE2\x80\x94" /* dash */);
}

static void field_row(struct app *app, int index, int row)
{
	const struct rect *area = &app->frame.details;
	struct form *f = &app->form;
	int n;
	const struct field *field = &form_fields(f->type, &n)[index];
	bool here = index == f->field;
	int label = area->cols > 24 ? LABEL_COLS : (int)strlen(field->label) + 1;
	surface_text(&app->surface, row, area->col, label, here ? STYLE_TITLE : STYLE_LABEL, field->label);
	int col = area->col + label, cols = area->cols - label;
	if (here && field_is_typed(field)) {
		line_edit_draw(&f->line, &app->surface, row, col, cols, STYLE_FIELD, true);
		return;
	}
	struct str words = {0};
	value_words(app, field, &words);
	if (here)
		surface_fill(&app->surface, (struct rect){row, col, 1, cols}, ' ', STYLE_FIELD);
	surface_text(&app->surface, row, col, cols, here ? STYLE_FIELD : STYLE_TEXT, str_text(&words));
	str_release(&words);
}

/* ---- what the current field can be ---- */

static void option(struct app *app, struct rect *area, int *col, const char *words, bool chosen)
{
	int width = surface_width(words);
	if (*col > 0 && *col + width > area->cols) {
		*col = 0;
		area->row++;
		area->rows--;
	}
	if (area->rows <= 0)
		return;
	*col += surface_text(&app->surface, area->row, area->col + *col, area->cols - *col,
		chosen ? STYLE_TITLE : STYLE_FAINT, words);
	*col += 2;
}

static void vocab_options(struct app *app, const struct field *field, struct rect area)
{
	const struct form *f = &app->form;
	unsigned now = field->kind == FIELD_HARM ? 0 : choice(member(f, field));
	int col = 0;
	for (unsigned i = 0; i < field->vocab->n; i++) {
		struct str words = {0};
		bool chosen = field->kind == FIELD_HARM ? f->figure.harm & (1u << i) : i == now;
		if (field->kind == FIELD_HARM)
			str_addf(&words, "%u ", i + 1);
		if (*vocab_name(field->vocab, i))
			describe_name(field->vocab, i, &words);
		else
			str_add(&words, "none");
		option(app, &area, &col, str_text(&words), chosen);
		str_release(&words);
	}
}

static void candidate_options(struct app *app, struct rect area)
{
	const struct form *f = &app->form;
	for (size_t i = 0; i < f->n_candidates && (int)i < area.rows; i++) {
		const struct gaz_row *g = f->candidates[i];
		bool chosen = f->place.gazetteer && strcmp(f->place.gazetteer, g->id) == 0;
		struct str words = {0};
		int row = area.row + (int)i, col = area.col;
		col += surface_printf(&app->surface, row, col, area.cols, STYLE_KEY, "%zu ", i + 1);
		describe_foreign(g->name, &words);
		col += 1 + surface_text(&app->surface, row, col, area.cols - (col - area.col),
				   chosen ? STYLE_TITLE : STYLE_TEXT, str_text(&words));
		str_clear(&words);
		describe_name(&vocab_place_kind, g->kind, &words);
		str_add(&words, "  ");
		describe_foreign(g->admin3[0] ? g->admin3 : g->admin1, &words);
		str_addf(&words, ", %s", g->country);
		surface_text(
			&app->surface, row, col, area.cols - (col - area.col), STYLE_FAINT, str_text(&words));
		str_release(&words);
	}
	if (!f->n_candidates)
		surface_text(&app->surface, area.row, area.col, area.cols, STYLE_FAINT,
			"the gazetteer has no place of this name");
}

/* What the field wants, and below it what other figures of the text have there. */
static void word_options(struct app *app, const struct field *field, struct rect area)
{
	const struct form *f = &app->form;
	int row = area.row + surface_wrap(&app->surface, area, STYLE_FAINT, field->hint);
	for (size_t i = 0; i < f->n_words && row < area.row + area.rows; i++, row++) {
		struct str words = {0};
		int col = area.col;
		col += surface_printf(&app->surface, row, col, area.cols, STYLE_KEY, "%zu ", i + 1);
		describe_span(f->words[i], &app->session->doc.text, OPTION_CP, &words);
		surface_text(
			&app->surface, row, col, area.cols - (col - area.col), STYLE_TEXT, str_text(&words));
		str_release(&words);
	}
}

static void options(struct app *app, struct rect area)
{
	int n;
	const struct field *field = &form_fields(app->form.type, &n)[app->form.field];
	if (area.rows <= 0)
		return;
	if (field->kind == FIELD_CHOICE || field->kind == FIELD_HARM)
		vocab_options(app, field, area);
	else if (field->kind == FIELD_CANDIDATE || field->kind == FIELD_NAME)
		candidate_options(app, area);
	else if (field->kind == FIELD_WORDS)
		word_options(app, field, area);
	else if (field->hint)
		surface_wrap(&app->surface, area, STYLE_FAINT, field->hint);
}

void form_draw(struct app *app)
{
	struct form *f = &app->form;
	struct rect area = app->frame.details;
	int n, row = area.row;
	form_fields(f->type, &n);
	/* The heading, the fields and the options share the rows; the fields scroll when there are too few.
	 */
	if (area.rows > 6) {
		struct str words = {0};
		str_add(&words, "EDIT ");
		describe_span(f->type == ITEM_FIGURE ? f->figure.span : f->place.span,
			&app->session->doc.text, 40, &words);
		surface_text(&app->surface, row++, area.col, area.cols, STYLE_TITLE, str_text(&words));
		str_release(&words);
	}
	int left = area.row + area.rows - row;
	int shown = left > n + 2 ? n : left > 8 ? left - 4 : left > 2 ? left - 1 : left;
	if (shown > n)
		shown = n;
	int top = f->field - shown / 2;
	if (top > n - shown)
		top = n - shown;
	if (top < 0)
		top = 0;
	for (int i = 0; i < shown; i++)
		field_row(app, top + i, row++);
	if (left > n + 3)
		row++;
	options(app, (struct rect){row, area.col, area.row + area.rows - row, area.cols});
}
