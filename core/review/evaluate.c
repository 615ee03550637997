/*
 * Evaluate: one document's counts.
 *
 * Two sides of a kind (places, figures) are matched first; each measure is then a walk over the pairs.
 */
#include "review/evaluate.h"

#include "base/str.h"
#include "review/evaluate_fields.h"
#include "review/match.h"
#include "text/fold.h"

#include <string.h>

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

/* ---- fields ---- */

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
	for (const struct place_check *c = eval_place_checks; c->name; c++) {
		if (!(c->fields & s->places.marks[gold].fields) || !eval_gold_tells(g, c->fields) ||
			(c->measure == EVAL_MEASURES && !s->gold->group))
			continue;
		struct described d = {0};
		bool right = c->right(g, f, &d);
		if (!finish_check(s, right, false, gold, found, c->name, c->measure, &d))
			return false;
	}
	return true;
}

static bool check_figure_fields(struct scoring *s, int32_t gold, int32_t found)
{
	const struct figure *g = &s->gold->findings.figures[gold], *f = &s->found->figures[found];
	for (const struct figure_check *c = eval_figure_checks; c->name; c++) {
		if (!(c->fields & s->figures.marks[gold].fields) ||
			(c->measure == EVAL_MEASURES && !s->gold->group))
			continue;
		struct described d = {0};
		bool right = c->right(g, f, &d);
		if (!finish_check(s, right, true, gold, found, c->name, c->measure, &d))
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
