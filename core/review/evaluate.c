/*
 * Evaluate: one document's counts.
 *
 * Two sides of a kind (places, figures) are matched first; each measure is then a walk over the pairs. Field checks are a
 * table of (fields, measure, equal, describe): a new field is a new row.
 */
#include "review/evaluate.h"

#include "base/str.h"
#include "base/utf8.h"
#include "detect/gazetteer.h"
#include "review/match.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

#define NEAR_KM  10.0
#define FIELD(f) (UINT32_C(1) << FIELD_##f)

struct side {
	struct match match;
	size_t n_gold, n_found;
	const struct span *gold, *found;
	const struct record_mark *marks;
};

struct scoring {
	const struct record *gold;
	const struct findings *found;
	const struct eval_options *opt;
	struct evaluation *sum;
	struct arena *arena;
	struct side places, figures;
	uint32_t wrong;   /* errors of any kind so far */
	uint32_t inexact; /* found with another span */
};

static void count(struct scoring *s, enum measure m, bool right)
{
	s->sum->scores[m].of++;
	s->sum->scores[m].right += right;
}

static const char *rule_of(const struct scoring *s, bool is_figure, int32_t found)
{
	if (found == MATCH_NONE)
		return NULL;
	return is_figure ? s->found->figures[found].evidence.rule : s->found->places[found].evidence.rule;
}

static void report(struct scoring *s, enum eval_error_kind kind, bool is_figure, int32_t gold, int32_t found,
	const char *field, const char *expected, const char *got)
{
	const struct side *side = is_figure ? &s->figures : &s->places;
	if (kind == EVAL_SPAN)
		s->inexact++;
	else
		s->wrong++;
	if (!s->opt->error)
		return;
	struct eval_error e = {
		.kind = kind,
		.is_figure = is_figure,
		.gold = gold == MATCH_NONE ? (struct span){0, 0} : side->gold[gold],
		.found = found == MATCH_NONE ? (struct span){0, 0} : side->found[found],
		.field = field,
		.expected = expected,
		.got = got,
		.rule = rule_of(s, is_figure, found),
	};
	s->opt->error(s->opt->arg, s->gold, &e);
}

/* ---- names ---- */

/* Folded, without blanks and without the article; returns the length. */
static size_t fold_name(const char *name, uint32_t *out, size_t max)
{
	size_t n = strlen(name), pos = 0, len = 0;
	while (pos < n && len < max) {
		uint32_t cp = utf8_decode((const uint8_t *)name, n, &pos);
		cp = cp == CP_INVALID ? 0 : fold_cp(cp);
		if (cp && cp != ' ')
			out[len++] = cp;
	}
	if (len > 3 && out[0] == 0x0627 /* alef */ && out[1] == 0x0644 /* lam */) {
		memmove(out, out + 2, (len - 2) * sizeof *out);
		len -= 2;
	}
	return len;
}

bool evaluate_same_name(const char *a, const char *b)
{
	uint32_t fa[256], fb[256];
	if (!a || !b)
		return a == b;
	size_t na = fold_name(a, fa, 256), nb = fold_name(b, fb, 256);
	return na == nb && memcmp(fa, fb, na * sizeof *fa) == 0;
}

/* ---- fields: is it right, and what the two values are called ---- */

struct described {
	struct str expected, got;
};

static void add_name(struct str *s, const char *name)
{
	str_add(s, name && *name ? name : "null");
}

static void add_number(struct str *s, int64_t n)
{
	if (n == NUMBER_NONE)
		str_add(s, "null");
	else
		str_addf(s, "%lld", (long long)n);
}

static void add_figure_number(struct str *s, const struct figure *f)
{
	add_number(s, f->value);
	str_add(s, " [");
	add_number(s, f->low);
	str_add_byte(s, ',');
	add_number(s, f->best);
	str_add_byte(s, ',');
	add_number(s, f->high);
	str_addf(s, "] %s", vocab_name(&vocab_approximator, f->approximator));
}

static bool country_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->country);
	add_name(&d->got, f->country);
	return strcmp(g->country, f->country) == 0;
}

static bool admin1_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->admin1);
	add_name(&d->got, f->admin1);
	return evaluate_same_name(g->admin1, f->admin1);
}

static bool near_right(const struct place *g, const struct place *f, struct described *d)
{
	str_addf(&d->expected, "%.3f %.3f", g->lat, g->lon);
	if (isnan(f->lat))
		str_add(&d->got, "null");
	else
		str_addf(&d->got, "%.3f %.3f (%s, %.0f km away)", f->lat, f->lon,
			f->name ? f->name : "no name", geo_distance_km(g->lat, g->lon, f->lat, f->lon));
	return !isnan(f->lat) && geo_distance_km(g->lat, g->lon, f->lat, f->lon) <= NEAR_KM;
}

static bool place_name_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->name);
	add_name(&d->got, f->name);
	return evaluate_same_name(g->name, f->name);
}

static bool kind_right(const struct place *g, const struct place *f, struct described *d)
{
	str_add(&d->expected, vocab_name(&vocab_place_kind, g->kind));
	str_add(&d->got, vocab_name(&vocab_place_kind, f->kind));
	return g->kind == f->kind;
}

static bool role_right(const struct place *g, const struct place *f, struct described *d)
{
	str_add(&d->expected, vocab_name(&vocab_place_role, g->role));
	str_add(&d->got, vocab_name(&vocab_place_role, f->role));
	return g->role == f->role;
}

static bool direction_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, vocab_name(&vocab_direction, g->direction));
	add_name(&d->got, vocab_name(&vocab_direction, f->direction));
	return g->direction == f->direction;
}

static bool number_right(const struct figure *g, const struct figure *f, struct described *d)
{
	add_figure_number(&d->expected, g);
	add_figure_number(&d->got, f);
	return g->value == f->value && g->low == f->low && g->best == f->best && g->high == f->high &&
	       g->approximator == f->approximator;
}

static void add_harm(struct str *s, uint8_t harm)
{
	for (unsigned i = 0; i < vocab_harm.n; i++)
		if (harm & 1u << i)
			str_addf(s, "%s%s", s->len ? "+" : "", vocab_name(&vocab_harm, i));
	if (!harm)
		str_add(s, "none");
}

static bool harm_right(const struct figure *g, const struct figure *f, struct described *d)
{
	add_harm(&d->expected, g->harm);
	add_harm(&d->got, f->harm);
	return g->harm == f->harm;
}

#define FIGURE_NAME_CHECK(member, vocab)                                                                     \
	static bool member##_right(const struct figure *g, const struct figure *f, struct described *d)      \
	{                                                                                                    \
		str_add(&d->expected, vocab_name(&(vocab), g->member));                                      \
		str_add(&d->got, vocab_name(&(vocab), f->member));                                           \
		return g->member == f->member;                                                               \
	}
FIGURE_NAME_CHECK(victim, vocab_victim)
FIGURE_NAME_CHECK(status, vocab_civil_status)
FIGURE_NAME_CHECK(polarity, vocab_polarity)
FIGURE_NAME_CHECK(count_type, vocab_count_type)
FIGURE_NAME_CHECK(unit, vocab_unit)

/* measure EVAL_MEASURES: no rate of its own; counted as wrong in constructed cases, which name what they test. */
static const struct {
	const char *name;
	uint32_t fields;
	enum measure measure;
	bool (*right)(const struct place *g, const struct place *f, struct described *d);
} place_checks[] = {
	{"country", FIELD(COUNTRY), EVAL_COUNTRY, country_right},
	{"admin1", FIELD(ADMIN1), EVAL_ADMIN1, admin1_right},
	{"coordinates", FIELD(LAT), EVAL_NEAR, near_right},
	{"name", FIELD(NAME), EVAL_MEASURES, place_name_right},
	{"kind", FIELD(KIND), EVAL_MEASURES, kind_right},
	{"role", FIELD(ROLE), EVAL_MEASURES, role_right},
	{"direction", FIELD(DIRECTION), EVAL_MEASURES, direction_right},
};

static const struct {
	const char *name;
	uint32_t fields;
	enum measure measure;
	bool (*right)(const struct figure *g, const struct figure *f, struct described *d);
} figure_checks[] = {
	{"number", FIELD(VALUE) | FIELD(LOW) | FIELD(BEST) | FIELD(HIGH) | FIELD(APPROXIMATOR), EVAL_NUMBER,
		number_right},
	{"harm", FIELD(HARM), EVAL_HARM, harm_right},
	{"victim", FIELD(VICTIM), EVAL_VICTIM, victim_right},
	{"status", FIELD(STATUS), EVAL_STATUS, status_right},
	{"polarity", FIELD(POLARITY), EVAL_POLARITY, polarity_right},
	{"count_type", FIELD(COUNT_TYPE), EVAL_COUNT_TYPE, count_type_right},
	{"unit", FIELD(UNIT), EVAL_MEASURES, unit_right},
};

/* What the gold leaves open is not compared: a place without governorate or coordinates has none to be right about. */
static bool place_field_known(const struct place *g, uint32_t field)
{
	return !(field == FIELD(ADMIN1) && !g->admin1) &&
	       !(field == FIELD(LAT) && (isnan(g->lat) || isnan(g->lon))) &&
	       !(field == FIELD(COUNTRY) && !*g->country);
}

static bool finish_check(struct scoring *s, bool right, bool is_figure, int32_t gold, int32_t found,
	const char *name, enum measure measure, struct described *d)
{
	bool ok = !d->expected.failed && !d->got.failed;
	if (measure < EVAL_MEASURES)
		count(s, measure, right);
	if (ok && !right)
		report(s, EVAL_WRONG, is_figure, gold, found, name, str_text(&d->expected),
			str_text(&d->got));
	str_release(&d->expected);
	str_release(&d->got);
	return ok;
}

static bool check_place_fields(struct scoring *s, int32_t gold, int32_t found)
{
	const struct place *g = &s->gold->findings.places[gold], *f = &s->found->places[found];
	for (size_t i = 0; i < sizeof place_checks / sizeof *place_checks; i++) {
		if (!(place_checks[i].fields & s->places.marks[gold].fields) ||
			!place_field_known(g, place_checks[i].fields) ||
			(place_checks[i].measure == EVAL_MEASURES && !s->gold->group))
			continue;
		struct described d = {0};
		bool right = place_checks[i].right(g, f, &d);
		if (!finish_check(
			    s, right, false, gold, found, place_checks[i].name, place_checks[i].measure, &d))
			return false;
	}
	return true;
}

static bool check_figure_fields(struct scoring *s, int32_t gold, int32_t found)
{
	const struct figure *g = &s->gold->findings.figures[gold], *f = &s->found->figures[found];
	for (size_t i = 0; i < sizeof figure_checks / sizeof *figure_checks; i++) {
		if (!(figure_checks[i].fields & s->figures.marks[gold].fields) ||
			(figure_checks[i].measure == EVAL_MEASURES && !s->gold->group))
			continue;
		struct described d = {0};
		bool right = figure_checks[i].right(g, f, &d);
		if (!finish_check(
			    s, right, true, gold, found, figure_checks[i].name, figure_checks[i].measure, &d))
			return false;
	}
	return true;
}

/* ---- mentions ---- */

static bool has_number(const struct scoring *s, const struct figure *f)
{
	if (s->opt->numbered)
		return s->opt->numbered(s->opt->arg, s->gold, f);
	for (uint32_t i = f->span.beg_cp; i < f->span.end_cp; i++) {
		uint32_t cp = fold_cp(s->gold->doc.text.cp[i]);
		if (cp >= '0' && cp <= '9')
			return true;
	}
	return f->value != NUMBER_NONE && f->value > 2;
}

static void score_mentions(struct scoring *s, bool is_figure)
{
	const struct side *side = is_figure ? &s->figures : &s->places;
	for (size_t g = 0; g < side->n_gold; g++) {
		int32_t f = side->match.found_of_gold[g];
		if (side->marks[g].optional)
			continue;
		bool exact = f != MATCH_NONE && side->found[f].beg_cp == side->gold[g].beg_cp &&
			     side->found[f].end_cp == side->gold[g].end_cp;
		count(s, is_figure ? EVAL_FIGURE_RECALL : EVAL_PLACE_RECALL, f != MATCH_NONE);
		if (!is_figure)
			count(s, EVAL_PLACE_EXACT_RECALL, exact);
		else if (has_number(s, &s->gold->findings.figures[g]))
			count(s, EVAL_NUMBERED_RECALL, f != MATCH_NONE);
		if (f != MATCH_NONE)
			count(s, is_figure ? EVAL_FIGURE_SPAN : EVAL_PLACE_SPAN, exact);
		if (f == MATCH_NONE || !exact)
			report(s, f == MATCH_NONE ? EVAL_MISSED : EVAL_SPAN, is_figure, (int32_t)g, f, NULL,
				NULL, NULL);
	}
	for (size_t f = 0; f < side->n_found; f++) {
		int32_t g = side->match.gold_of_found[f];
		bool right = g != MATCH_NONE && !side->marks[g].optional;
		if (side->match.ignored[f])
			continue;
		count(s, is_figure ? EVAL_FIGURE_PRECISION : EVAL_PLACE_PRECISION, right);
		if (!is_figure)
			count(s, EVAL_PLACE_EXACT_PRECISION,
				right && side->found[f].beg_cp == side->gold[g].beg_cp &&
					side->found[f].end_cp == side->gold[g].end_cp);
		if (!right)
			report(s, EVAL_FALSE_ALARM, is_figure, MATCH_NONE, (int32_t)f, NULL, NULL, NULL);
	}
}

static bool score_fields(struct scoring *s, bool is_figure)
{
	const struct side *side = is_figure ? &s->figures : &s->places;
	for (size_t g = 0; g < side->n_gold; g++) {
		int32_t f = side->match.found_of_gold[g];
		if (f == MATCH_NONE || side->marks[g].optional)
			continue;
		if (!(is_figure ? check_figure_fields : check_place_fields)(s, (int32_t)g, f))
			return false;
	}
	return true;
}

/* ---- parts ---- */

static bool part_group(enum relation r, enum measure *recall, enum measure *precision)
{
	bool restates = r == RELATION_RESTATES;
	*recall = restates ? EVAL_PART_RESTATES_RECALL : EVAL_PART_INCLUDED_RECALL;
	*precision = restates ? EVAL_PART_RESTATES_PRECISION : EVAL_PART_INCLUDED_PRECISION;
	return restates;
}

static void part_text(struct str *s, const struct text *t, struct span span, enum relation r)
{
	str_addf(s, "%s ", vocab_name(&vocab_relation, r));
	for (uint32_t i = span.beg_cp; i < span.end_cp && i < t->len_cp; i++)
		str_add_cp(s, t->cp[i]);
}

/* Each gold pair of required figures: is it predicted between the figures that found them? */
static bool score_part_recall(struct scoring *s, size_t g)
{
	const struct figure *gf = &s->gold->findings.figures[g];
	const struct side *side = &s->figures;
	if (gf->part_of == REF_NONE || side->marks[g].optional || side->marks[gf->part_of].optional)
		return true;
	enum measure recall, precision;
	bool restates = part_group(gf->relation, &recall, &precision);
	int32_t f = side->match.found_of_gold[g], parent = side->match.found_of_gold[gf->part_of];
	const struct figure *ff = f == MATCH_NONE ? NULL : &s->found->figures[f];
	bool right = ff && parent != MATCH_NONE && ff->part_of == parent;
	count(s, EVAL_PART_RECALL, right);
	count(s, recall, right && (ff->relation == RELATION_RESTATES) == restates);
	if (right && ff->relation == gf->relation)
		return true;
	struct described d = {0};
	part_text(&d.expected, &s->gold->doc.text, side->gold[gf->part_of], gf->relation);
	if (ff && ff->part_of != REF_NONE)
		part_text(&d.got, &s->gold->doc.text, side->found[ff->part_of], ff->relation);
	else
		str_add(&d.got, "null");
	return finish_check(s, false, true, (int32_t)g, f, "part_of", EVAL_MEASURES, &d);
}

/* Each predicted pair: is it a gold pair? Pairs with an optional or ignored end are scored neither way. */
static bool score_part_precision(struct scoring *s, size_t f)
{
	const struct figure *ff = &s->found->figures[f];
	const struct side *side = &s->figures;
	if (ff->part_of == REF_NONE || side->match.ignored[f] || side->match.ignored[ff->part_of])
		return true;
	int32_t g = side->match.gold_of_found[f], parent = side->match.gold_of_found[ff->part_of];
	if (g != MATCH_NONE && !(side->marks[g].fields & FIELD(PART_OF)))
		return true;
	const struct figure *gf = g == MATCH_NONE ? NULL : &s->gold->findings.figures[g];
	if (gf && gf->part_of != REF_NONE && side->marks[gf->part_of].optional)
		return true;
	enum measure recall, precision;
	bool restates = part_group(ff->relation, &recall, &precision);
	bool right = gf && parent != MATCH_NONE && gf->part_of == parent;
	count(s, EVAL_PART_PRECISION, right);
	count(s, precision, right && (gf->relation == RELATION_RESTATES) == restates);
	if (right || (gf && gf->part_of != REF_NONE))
		return true; /* reported from the gold's side */
	struct described d = {0};
	str_add(&d.expected, "null");
	part_text(&d.got, &s->gold->doc.text, side->found[ff->part_of], ff->relation);
	return finish_check(s, false, true, g, (int32_t)f, "part_of", EVAL_MEASURES, &d);
}

static bool score_parts(struct scoring *s)
{
	for (size_t g = 0; g < s->figures.n_gold; g++)
		if (!score_part_recall(s, g))
			return false;
	for (size_t f = 0; f < s->figures.n_found; f++)
		if (!score_part_precision(s, f))
			return false;
	return true;
}

/* ---- figure and place ---- */

static void place_text(struct str *s, const struct text *t, const struct place *p)
{
	if (!p)
		str_add(s, "null");
	for (uint32_t i = p ? p->span.beg_cp : 0; p && i < p->span.end_cp && i < t->len_cp; i++)
		str_add_cp(s, t->cp[i]);
}

static bool same_place(const struct place *g, const struct place *f)
{
	if (!g || !f)
		return g == f;
	return span_overlap(g->span, f->span) > 0 ||
	       (g->name && f->name && evaluate_same_name(g->name, f->name));
}

static bool score_figure_places(struct scoring *s)
{
	const struct side *side = &s->figures;
	for (size_t g = 0; g < side->n_gold; g++) {
		int32_t f = side->match.found_of_gold[g];
		if (f == MATCH_NONE || side->marks[g].optional || !(side->marks[g].fields & FIELD(PLACE)))
			continue;
		int32_t gp = s->gold->findings.figures[g].place, fp = s->found->figures[f].place;
		const struct place *gold = gp == REF_NONE ? NULL : &s->gold->findings.places[gp],
				   *found = fp == REF_NONE ? NULL : &s->found->places[fp];
		struct described d = {0};
		place_text(&d.expected, &s->gold->doc.text, gold);
		place_text(&d.got, &s->gold->doc.text, found);
		if (!finish_check(
			    s, same_place(gold, found), true, (int32_t)g, f, "place", EVAL_FIGURE_PLACE, &d))
			return false;
	}
	return true;
}

/* ---- traps ---- */

/* A trap was returned when a false alarm touches it, or when most of a prediction lies in it. */
static void score_traps(struct scoring *s)
{
	for (size_t t = 0; t < s->gold->n_traps; t++) {
		const struct record_trap *trap = &s->gold->traps[t];
		const struct side *side = trap->is_figure ? &s->figures : &s->places;
		int32_t returned = MATCH_NONE;
		for (size_t f = 0; f < side->n_found; f++) {
			uint32_t overlap = span_overlap(trap->span, side->found[f]);
			uint32_t len = side->found[f].end_cp - side->found[f].beg_cp;
			bool stray = side->match.gold_of_found[f] == MATCH_NONE && !side->match.ignored[f];
			if (overlap && (stray || 2 * overlap > len))
				returned = (int32_t)f;
		}
		count(s, EVAL_TRAPS, returned == MATCH_NONE);
		if (returned != MATCH_NONE)
			report(s, EVAL_TRAP, trap->is_figure, MATCH_NONE, returned, NULL, NULL, NULL);
	}
}

/* ---- one document ---- */

static bool match_side(struct scoring *s, bool is_figure, bool listed, struct side *out, struct err *err)
{
	const struct findings *g = &s->gold->findings, *f = s->found;
	size_t ng = is_figure ? g->n_figures : g->n_places, nf = is_figure ? f->n_figures : f->n_places;
	struct span *gold = arena_array(s->arena, ng + 1, sizeof *gold),
		    *found = arena_array(s->arena, nf + 1, sizeof *found);
	bool *optional = arena_zalloc(s->arena, ng + 1);
	if (!gold || !found || !optional)
		return err_memory(err);
	for (size_t i = 0; i < ng; i++) {
		gold[i] = is_figure ? g->figures[i].span : g->places[i].span;
		optional[i] = (is_figure ? s->gold->figure_marks : s->gold->place_marks)[i].optional;
	}
	for (size_t i = 0; i < nf; i++)
		found[i] = is_figure ? f->figures[i].span : f->places[i].span;
	struct match_input in = {gold, optional, ng, found, nf};
	*out = (struct side){.n_gold = ng, .n_found = nf, .gold = gold, .found = found};
	out->marks = is_figure ? s->gold->figure_marks : s->gold->place_marks;
	if (!match_spans(&in, s->arena, &out->match, err))
		return false;
	for (size_t i = 0; !listed && i < nf; i++)
		out->match.ignored[i] = true;
	return true;
}

static bool score_all(struct scoring *s, struct err *err)
{
	if (!match_side(s, false, s->gold->has_places, &s->places, err) ||
		!match_side(s, true, s->gold->has_figures, &s->figures, err))
		return false;
	score_mentions(s, false);
	score_mentions(s, true);
	if (!score_fields(s, false) || !score_fields(s, true) || !score_parts(s) || !score_figure_places(s))
		return err_memory(err);
	score_traps(s);
	if (s->gold->group) {
		count(s, EVAL_CASES, s->wrong == 0);
		count(s, EVAL_CASES_EXACT, s->wrong == 0 && s->inexact == 0);
	}
	return true;
}

bool evaluate_document(const struct record *gold, const struct findings *found,
	const struct eval_options *opt, struct evaluation *sum, struct err *err)
{
	static const struct eval_options silent = {0};
	struct arena arena = {0};
	struct scoring s = {
		.gold = gold, .found = found, .opt = opt ? opt : &silent, .sum = sum, .arena = &arena};
	bool ok = score_all(&s, err);
	arena_release(&arena);
	return ok;
}

void evaluation_add(struct evaluation *sum, const struct evaluation *e)
{
	for (unsigned m = 0; m < EVAL_MEASURES; m++) {
		sum->scores[m].right += e->scores[m].right;
		sum->scores[m].of += e->scores[m].of;
	}
}

double evaluation_f1(struct score recall, struct score precision)
{
	if (!recall.of || !precision.of)
		return NAN;
	double r = (double)recall.right / recall.of, p = (double)precision.right / precision.of;
	return r + p > 0 ? 2 * r * p / (r + p) : 0;
}
