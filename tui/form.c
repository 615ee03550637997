/* Form: the tables of fields, what keys do to them, and saving. Drawing is form_draw.c. */
#include "form.h"

#include "state.h"

#include "base/day.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define F(member) offsetof(struct figure, member)
#define P(member) offsetof(struct place, member)

static const struct field figure_fields[] = {
	{"number", FIELD_NUMBER, F(value), NULL, "what the words say; low, best and high follow it"},
	{"reading", FIELD_CHOICE, F(approximator), &vocab_approximator, NULL},
	{"low", FIELD_NUMBER, F(low), NULL, "empty: not said"},
	{"best", FIELD_NUMBER, F(best), NULL, "empty: not said"},
	{"high", FIELD_NUMBER, F(high), NULL, "empty: not said"},
	{"harm", FIELD_HARM, F(harm), &vocab_harm, NULL},
	{"victim", FIELD_CHOICE, F(victim), &vocab_victim, NULL},
	{"status", FIELD_CHOICE, F(status), &vocab_civil_status, NULL},
	{"unit", FIELD_CHOICE, F(unit), &vocab_unit, NULL},
	{"where", FIELD_PLACE_REF, F(place), NULL, "left and right: the places of this text"},
	{"part of", FIELD_FIGURE_REF, F(part_of), NULL, "left and right: the figures of this text"},
	{"relation", FIELD_CHOICE, F(relation), &vocab_relation, NULL},
	{"counts", FIELD_CHOICE, F(count_type), &vocab_count_type, NULL},
	{"polarity", FIELD_CHOICE, F(polarity), &vocab_polarity, NULL},
	{"by", FIELD_WORDS, F(perpetrator), NULL, "words of the text: who did it"},
	{"basis", FIELD_CHOICE, F(perpetrator_basis), &vocab_basis, NULL},
	{"says", FIELD_WORDS, F(attribution), NULL, "words of the text: who says so"},
	{"from", FIELD_DAY, F(date_from), NULL, "the first day it can have been: 2019-05-07"},
	{"to", FIELD_DAY, F(date_to), NULL, "the last day it can have been"},
};

static const struct field place_fields[] = {
	{"which", FIELD_CANDIDATE, P(gazetteer), NULL, "a number takes that row of the gazetteer, 0 none"},
	{"name", FIELD_NAME, P(name), NULL, NULL},
	{"kind", FIELD_CHOICE, P(kind), &vocab_place_kind, NULL},
	{"role", FIELD_CHOICE, P(role), &vocab_place_role, NULL},
	{"direction", FIELD_CHOICE, P(direction), &vocab_direction, NULL},
	{"country", FIELD_COUNTRY, P(country), NULL, "two letters, ISO 3166: SY"},
	{"admin1", FIELD_TEXT, P(admin1), NULL, "governorate"},
	{"lat", FIELD_DEGREES, P(lat), NULL, "degrees north, such as 35.801"},
	{"lon", FIELD_DEGREES, P(lon), NULL, "degrees east"},
};

const struct field *form_fields(enum item_type type, int *n)
{
	*n = (int)(type == ITEM_FIGURE ? sizeof figure_fields / sizeof *figure_fields
				       : sizeof place_fields / sizeof *place_fields);
	return type == ITEM_FIGURE ? figure_fields : place_fields;
}

bool field_is_typed(const struct field *f)
{
	return f->kind == FIELD_NUMBER || f->kind == FIELD_TEXT || f->kind == FIELD_NAME ||
	       f->kind == FIELD_COUNTRY || f->kind == FIELD_DEGREES || f->kind == FIELD_WORDS ||
	       f->kind == FIELD_DAY;
}

static const struct field *current(const struct form *f)
{
	int n;
	return &form_fields(f->type, &n)[f->field];
}

static void *member(struct form *f, const struct field *field)
{
	char *base = f->type == ITEM_FIGURE ? (char *)&f->figure : (char *)&f->place;
	return base + field->offset;
}

/* ---- typed fields ---- */

static bool holds_text(const struct field *field)
{
	return field->kind == FIELD_TEXT || field->kind == FIELD_NAME || field->kind == FIELD_DAY;
}

static bool same_words(const struct text *t, struct span a, struct span b)
{
	uint32_t n = a.end_cp - a.beg_cp;
	return n == b.end_cp - b.beg_cp && memcmp(t->cp + a.beg_cp, t->cp + b.beg_cp, n * sizeof *t->cp) == 0;
}

/* The span's words into the line; and what the other standing figures have in this field, each once. */
static void load_words(struct app *app, const struct span *now, size_t offset)
{
	struct form *f = &app->form;
	const struct text *t = &app->session->doc.text;
	const struct items *items = &app->session->items;
	if (!span_is_empty(*now))
		line_edit_insert(&f->line, t->cp + now->beg_cp, now->end_cp - now->beg_cp);
	f->n_words = 0;
	for (size_t i = 0; i < items->n && f->n_words < FORM_WORDS; i++) {
		struct span s;
		memcpy(&s, (const char *)&items->v[i].figure + offset, sizeof s);
		if (items->v[i].type != ITEM_FIGURE || !item_stands(&items->v[i]) || span_is_empty(s))
			continue;
		size_t k = 0;
		while (k < f->n_words && !same_words(t, f->words[k], s))
			k++;
		if (k == f->n_words)
			f->words[f->n_words++] = s;
	}
}

/* Fills the line with the field's value, as it will be typed. */
static void load_line(struct app *app)
{
	struct form *f = &app->form;
	const struct field *field = current(f);
	void *m = member(f, field);
	char buf[32] = "";
	const char *text = buf;
	if (field->kind == FIELD_NUMBER && *(int64_t *)m != NUMBER_NONE)
		snprintf(buf, sizeof buf, "%" PRId64, *(int64_t *)m);
	else if (field->kind == FIELD_DEGREES && !isnan(*(double *)m))
		snprintf(buf, sizeof buf, "%.5g", *(double *)m);
	else if (field->kind == FIELD_COUNTRY)
		text = m;
	else if (holds_text(field) && *(const char **)m)
		text = *(const char **)m;
	line_edit_set(&f->line, text);
	if (field->kind == FIELD_WORDS)
		load_words(app, m, field->offset);
	f->fresh = field->kind != FIELD_TEXT && field->kind != FIELD_NAME;
}

/* Bounds follow the number and the reading; a vague one keeps the bounds it has. */
static void follow_number(struct figure *f)
{
	bool two = f->approximator == APPROX_BETWEEN || f->approximator == APPROX_VAGUE ||
		   f->approximator == APPROX_DUAL_OR_PLURAL;
	int64_t a = two                       ? (f->low != NUMBER_NONE ? f->low : f->value)
		    : f->value != NUMBER_NONE ? f->value
					      : f->low;
	figure_set_bounds(f, f->approximator, a, f->high);
}

/* The precision follows the days; a single day may stand in either field. */
static void follow_days(struct figure *f)
{
	int64_t from = day_parse(f->date_from), to = day_parse(f->date_to);
	f->date_precision = 0;
	if (from != DAY_NONE || to != DAY_NONE)
		f->date_precision = date_precision(from == DAY_NONE || to == DAY_NONE ? 0 : to - from);
}

static uint32_t latin_digit(uint32_t cp)
{
	struct key k = key_latin((struct key){.cp = cp});
	if (cp == 0x066B /* Arabic decimal separator */)
		return '.';
	return k.cp < 0x80 ? k.cp : 0;
}

static void drop_candidate(struct place *p)
{
	p->gazetteer = NULL;
	p->lat = p->lon = NAN;
}

static void store_text(struct app *app, const char **m)
{
	char *text = line_edit_text(&app->form.line);
	if (text)
		*m = *text ? arena_strdup(&app->session->arena, text) : NULL;
	free(text);
}

/* A name that is typed is not that of the row any more, nor are its coordinates; which rows have the new name? */
static void follow_name(struct app *app)
{
	struct form *f = &app->form;
	const struct detector *d = app->session->detector;
	if (f->place.gazetteer)
		drop_candidate(&f->place);
	f->n_candidates = 0;
	if (f->line.n == 0)
		f->n_candidates = session_candidates(app->session, f->item, f->candidates, FORM_CANDIDATES);
	else if (d)
		f->n_candidates = gazetteer_find(
			detector_gazetteer(d), f->line.cp, f->line.n, f->candidates, FORM_CANDIDATES);
	if (f->n_candidates > FORM_CANDIDATES)
		f->n_candidates = FORM_CANDIDATES;
}

/* Takes the typed line over into the field. */
static void store_line(struct app *app)
{
	struct form *f = &app->form;
	const struct field *field = current(f);
	void *m = member(f, field);
	char ascii[32] = "";
	for (uint32_t i = 0; i < f->line.n && i < sizeof ascii - 1; i++)
		ascii[i] = (char)latin_digit(f->line.cp[i]);
	if (field->kind == FIELD_NUMBER) {
		*(int64_t *)m = *ascii ? strtoll(ascii, NULL, 10) : NUMBER_NONE;
		if (field->offset == F(value))
			follow_number(&f->figure);
	} else if (field->kind == FIELD_DEGREES) {
		char *end;
		double v = strtod(ascii, &end);
		*(double *)m = end == ascii ? NAN : v;
	} else if (field->kind == FIELD_COUNTRY) {
		memset(m, 0, COUNTRY_TEXT);
		for (int i = 0; i < COUNTRY_TEXT - 1 && ascii[i]; i++)
			((char *)m)[i] =
				ascii[i] >= 'a' && ascii[i] <= 'z' ? (char)(ascii[i] - 0x20) : ascii[i];
	} else if (field->kind == FIELD_DAY) {
		*(const char **)m = *ascii ? arena_strdup(&app->session->arena, ascii) : NULL;
		follow_days(&f->figure);
	} else if (holds_text(field)) {
		store_text(app, m);
		if (field->kind == FIELD_NAME)
			follow_name(app);
	}
}

static uint32_t distance(struct span a, struct span b)
{
	return a.beg_cp > b.beg_cp ? a.beg_cp - b.beg_cp : b.beg_cp - a.beg_cp;
}

/* The occurrence of the typed words that lies nearest to the figure. One pass over the text, when the field is left. */
static bool find_words(struct app *app, struct span *out, struct err *err)
{
	struct form *f = &app->form;
	struct search found = {0};
	struct span best = {0};
	if (f->line.n == 0) {
		*out = best;
		return true;
	}
	bool ok = search_words(app, &found, f->line.cp, f->line.n, err);
	for (size_t i = 0; ok && i < found.n_hits; i++)
		if (i == 0 || distance(found.hits[i], f->figure.span) < distance(best, f->figure.span))
			best = found.hits[i];
	search_clear(&found);
	if (ok)
		*out = best;
	return ok;
}

/* Who is named has a basis; that the text states it is the commonest. */
static void follow_perpetrator(struct figure *f)
{
	if (span_is_empty(f->perpetrator))
		f->perpetrator_basis = BASIS_NONE;
	else if (f->perpetrator_basis == BASIS_NONE)
		f->perpetrator_basis = BASIS_STATED;
}

static bool leave_field(struct app *app, struct err *err)
{
	struct form *f = &app->form;
	const struct field *field = current(f);
	if (field->kind != FIELD_WORDS || f->fresh)
		return true;
	if (!find_words(app, member(f, field), err))
		return false;
	follow_perpetrator(&f->figure);
	return true;
}

/* Does the field take this character? */
static bool accepts(const struct form *f, const struct field *field, uint32_t cp)
{
	uint32_t latin = latin_digit(cp);
	bool digit = latin >= '0' && latin <= '9';
	switch (field->kind) {
	case FIELD_NUMBER:
		return digit && f->line.n < 12;
	case FIELD_DEGREES:
		return (digit || latin == '.' || latin == '-') && f->line.n < 12;
	case FIELD_DAY:
		return (digit || latin == '-') && f->line.n < DAY_TEXT - 1;
	case FIELD_COUNTRY:
		return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') && f->line.n < COUNTRY_TEXT - 1;
	default:
		return true;
	}
}

/* ---- chosen fields ---- */

static void set_choice(struct form *f, const struct field *field, unsigned value)
{
	memcpy(member(f, field), &value, sizeof value);
	if (field->offset == F(approximator) && f->type == ITEM_FIGURE)
		follow_number(&f->figure);
}

static unsigned get_choice(struct form *f, const struct field *field)
{
	unsigned value;
	memcpy(&value, member(f, field), sizeof value);
	return value;
}

/* The next value, after the present one, whose name begins with the letter. */
static void choose_by_letter(struct form *f, const struct field *field, uint32_t letter)
{
	unsigned now = get_choice(f, field), n = field->vocab->n;
	for (unsigned i = 1; i <= n; i++) {
		unsigned v = (now + i) % n;
		if ((uint32_t)vocab_name(field->vocab, v)[0] == letter) {
			set_choice(f, field, v);
			return;
		}
	}
}

static void set_relation(struct figure *f)
{
	if (f->part_of < 0)
		f->relation = RELATION_NONE;
	else if (f->relation == RELATION_NONE)
		f->relation = RELATION_INCLUDED_IN;
}

/* Through the standing items of the type in text order, with "none" between the last and the first. */
static void step_reference(struct app *app, const struct field *field, int step)
{
	struct form *f = &app->form;
	int32_t *m = member(f, field);
	enum item_filter filter = field->kind == FIELD_PLACE_REF ? FILTER_PLACES : FILTER_FIGURES;
	int32_t at = *m;
	do {
		at = step > 0 ? session_next(app->session, at, filter)
			      : session_prev(app->session, at, filter);
	} while (at >= 0 && (at == (int32_t)f->item || !item_stands(&app->session->items.v[at])));
	*m = at;
	if (field->kind == FIELD_FIGURE_REF)
		set_relation(&f->figure);
}

static void take_candidate(struct form *f, size_t i)
{
	struct place *p = &f->place;
	const struct gaz_row *g = f->candidates[i];
	p->name = g->name;
	p->kind = g->kind;
	memcpy(p->country, g->country, sizeof p->country);
	p->admin1 = g->admin1[0] ? g->admin1 : NULL;
	p->lat = g->lat;
	p->lon = g->lon;
	p->gazetteer = g->id;
}

/* The number of the row that is taken, from 0; -1 when none is. */
static int candidate_of(const struct form *f)
{
	for (size_t i = 0; i < f->n_candidates; i++)
		if (f->place.gazetteer && strcmp(f->place.gazetteer, f->candidates[i]->id) == 0)
			return (int)i;
	return -1;
}

static void step_field(struct app *app, int step)
{
	struct form *f = &app->form;
	const struct field *field = current(f);
	if (field->kind == FIELD_CHOICE) {
		unsigned n = field->vocab->n;
		set_choice(f, field, (get_choice(f, field) + n + (unsigned)step) % n);
		if (f->type == ITEM_FIGURE && field->offset == F(relation) &&
			f->figure.relation == RELATION_NONE)
			f->figure.part_of = REF_NONE;
	} else if (field->kind == FIELD_PLACE_REF || field->kind == FIELD_FIGURE_REF) {
		step_reference(app, field, step);
	} else if (field->kind == FIELD_CANDIDATE && f->n_candidates) {
		int n = (int)f->n_candidates, at = candidate_of(f);
		take_candidate(f, (size_t)((at < 0 ? (step > 0 ? 0 : n - 1) : at + n + step) % n));
	}
}

/* ---- what the commands call ---- */

bool form_open(struct app *app, struct err *err)
{
	const struct item *it = app_item(app);
	if (!it)
		return err_set(err, ERR_NOT_FOUND, "no item here to edit: Tab goes to the next one");
	struct form *f = &app->form;
	*f = (struct form){
		.item = (uint32_t)app->focus, .type = it->type, .figure = it->figure, .place = it->place};
	if (it->type == ITEM_PLACE)
		f->n_candidates = session_candidates(app->session, f->item, f->candidates, FORM_CANDIDATES);
	load_line(app);
	return true;
}

bool form_save(struct app *app, struct err *err)
{
	struct form *f = &app->form;
	int64_t dwell = app_dwell_ms(app);
	if (!leave_field(app, err))
		return false;
	return f->type == ITEM_FIGURE ? session_set_figure(app->session, f->item, &f->figure, dwell, err)
				      : session_set_place(app->session, f->item, &f->place, dwell, err);
}

bool form_move(struct app *app, int step, struct err *err)
{
	struct form *f = &app->form;
	int n;
	if (!leave_field(app, err))
		return false;
	form_fields(f->type, &n);
	f->field = (f->field + n + step) % n;
	load_line(app);
	return true;
}

/* A number, typed first in a field of words, takes one of those shown. */
static bool take_words(struct app *app, const struct field *field, uint32_t latin)
{
	struct form *f = &app->form;
	if (field->kind != FIELD_WORDS || !f->fresh || latin < '1' || latin >= '1' + f->n_words)
		return false;
	struct span *m = member(f, field);
	*m = f->words[latin - '1'];
	follow_perpetrator(&f->figure);
	load_line(app);
	return true;
}

static void type_cp(struct app *app, uint32_t cp)
{
	struct form *f = &app->form;
	const struct field *field = current(f);
	uint32_t latin = latin_digit(cp);
	if (field->kind == FIELD_DAY && latin)
		cp = latin; /* Arabic digits round a hyphen would stand in the wrong order */
	if (take_words(app, field, latin))
		return;
	if (field_is_typed(field)) {
		if (f->fresh && accepts(&(struct form){0}, field, cp))
			line_edit_set(&f->line, NULL);
		if (accepts(f, field, cp)) {
			f->fresh = false;
			line_edit_insert(&f->line, &cp, 1);
			store_line(app);
		}
	} else if (field->kind == FIELD_HARM) {
		if (latin >= '1' && latin < '1' + vocab_harm.n)
			f->figure.harm ^= (uint8_t)(1u << (latin - '1'));
	} else if (field->kind == FIELD_CANDIDATE) {
		if (latin == '0')
			drop_candidate(&f->place);
		else if (latin >= '1' && latin < '1' + f->n_candidates)
			take_candidate(f, latin - '1');
	} else if (cp == ' ') {
		step_field(app, 1);
	} else if (field->kind == FIELD_CHOICE && latin) {
		choose_by_letter(f, field, latin);
	}
}

void form_type(struct app *app, const uint32_t *cp, size_t n)
{
	for (size_t i = 0; i < n; i++)
		type_cp(app, cp[i]);
}

void form_key(struct app *app, enum form_key key)
{
	struct form *f = &app->form;
	struct line_edit *e = &f->line;
	if (!field_is_typed(current(f))) {
		if (key == FORM_LEFT || key == FORM_RIGHT)
			step_field(app, key == FORM_RIGHT ? 1 : -1);
		return;
	}
	f->fresh = false;
	if (key <= FORM_END) {
		line_edit_move(e, app->surface.engine, (enum line_motion)key);
		return;
	}
	if (key == FORM_BACKSPACE)
		line_edit_backspace(e);
	else if (key == FORM_DELETE)
		line_edit_delete(e);
	else
		line_edit_set(e, NULL);
	store_line(app);
}
