/* Label: comparing suggestions with gold and with decisions. */
#include "review/label.h"

#include "base/vec.h"
#include "review/evaluate_fields.h"
#include "review/match.h"

#include <string.h>

void examples_release(struct examples *ex)
{
	free(ex->v);
	*ex = (struct examples){0};
}

bool examples_add(struct examples *ex, const struct example *e, struct err *err)
{
	if (!vec_reserve(&ex->v, &ex->cap, ex->n + 1, sizeof *ex->v))
		return err_memory(err);
	ex->v[ex->n++] = *e;
	if (e->document >= ex->n_documents)
		ex->n_documents = e->document + 1;
	return true;
}

static bool place_right(const struct place *g, const struct place *f, uint32_t fields)
{
	if (fields & FIELD(COUNTRY) && *g->country && strcmp(g->country, f->country) != 0)
		return false;
	return !(fields & FIELD(ADMIN1)) || !g->admin1 || evaluate_same_name(g->admin1, f->admin1);
}

static bool figure_right(const struct figure *g, const struct figure *f, uint32_t fields)
{
	return (!(fields & FIELD(HARM)) || g->harm == f->harm) &&
	       (!(fields & FIELD(VALUE)) || g->value == f->value) &&
	       (!(fields & FIELD(LOW)) || g->low == f->low) &&
	       (!(fields & FIELD(BEST)) || g->best == f->best) &&
	       (!(fields & FIELD(HIGH)) || g->high == f->high);
}

/* ---- gold ---- */

struct side {
	size_t n_gold, n_found;
	struct span *gold, *found;
	bool *optional;
	struct match match;
};

static bool match_type(const struct record *r, const struct findings *f, enum item_type type, struct arena *a,
	struct side *s, struct err *err)
{
	const struct findings *g = &r->findings;
	bool places = type == ITEM_PLACE;
	s->n_gold = places ? g->n_places : g->n_figures;
	s->n_found = places ? f->n_places : f->n_figures;
	s->gold = arena_array(a, s->n_gold + 1, sizeof *s->gold);
	s->found = arena_array(a, s->n_found + 1, sizeof *s->found);
	s->optional = arena_array(a, s->n_gold + 1, sizeof *s->optional);
	if (!s->gold || !s->found || !s->optional)
		return err_memory(err);
	for (size_t i = 0; i < s->n_gold; i++) {
		s->gold[i] = places ? g->places[i].span : g->figures[i].span;
		s->optional[i] = (places ? r->place_marks : r->figure_marks)[i].optional;
	}
	for (size_t i = 0; i < s->n_found; i++)
		s->found[i] = places ? f->places[i].span : f->figures[i].span;
	struct match_input in = {s->gold, s->optional, s->n_gold, s->found, s->n_found};
	return match_spans(&in, a, &s->match, err);
}

static bool is_right(
	const struct record *r, const struct findings *f, enum item_type type, int32_t gold, size_t found)
{
	if (gold == MATCH_NONE)
		return false;
	if (type == ITEM_PLACE)
		return place_right(&r->findings.places[gold], &f->places[found], r->place_marks[gold].fields);
	return figure_right(&r->findings.figures[gold], &f->figures[found], r->figure_marks[gold].fields);
}

static bool label_type(const struct record *r, const struct findings *f, enum item_type type,
	const struct feature_list *features, uint32_t document, struct examples *out, struct err *err)
{
	struct arena a = {0};
	struct side s;
	bool ok = match_type(r, f, type, &a, &s, err);
	for (size_t i = 0; ok && i < s.n_found; i++) {
		int32_t gold = s.match.gold_of_found[i];
		if (s.match.ignored[i] || (gold != MATCH_NONE && s.optional[gold]))
			continue;
		struct example e = {.document = document,
			.type = type,
			.right = is_right(r, f, type, gold, i),
			.score = type == ITEM_PLACE ? f->places[i].evidence.score
						    : f->figures[i].evidence.score,
			.pair = score_pair_key(&r->doc.text, type, s.found[i]),
			.features = features[i]};
		ok = examples_add(out, &e, err);
	}
	arena_release(&a);
	return ok;
}

bool label_gold(const struct record *gold, const struct findings *found, const struct score_trace *trace,
	uint32_t document, struct examples *out, struct err *err)
{
	return (!gold->has_places ||
		       label_type(gold, found, ITEM_PLACE, trace->places, document, out, err)) &&
	       (!gold->has_figures ||
		       label_type(gold, found, ITEM_FIGURE, trace->figures, document, out, err));
}

/* ---- decisions ---- */

static bool same_row(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool label_decision(const struct item *it, bool *right)
{
	if (!it->has_machine)
		return false;
	switch (it->decision) {
	case DECISION_CONFIRMED:
		*right = true;
		return true;
	case DECISION_REJECTED:
		*right = false;
		return true;
	case DECISION_CORRECTED:
		if (it->type == ITEM_PLACE)
			*right = place_right(&it->place, &it->machine_place, ~0u) &&
				 same_row(it->place.gazetteer, it->machine_place.gazetteer);
		else
			*right = figure_right(&it->figure, &it->machine_figure, ~0u);
		return true;
	default:
		return false;
	}
}
