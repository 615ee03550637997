/* Match: overlapping pairs are listed, sorted, and taken while both sides are free. */
#include "review/match.h"

#include "base/vec.h"

#include <stdlib.h>

struct pair {
	uint32_t gold, found, overlap, length; /* length: of both spans together */
	bool optional;
};

struct pairs {
	struct pair *items;
	size_t n, cap;
};

uint32_t span_overlap(struct span a, struct span b)
{
	uint32_t beg = a.beg_cp > b.beg_cp ? a.beg_cp : b.beg_cp,
		 end = a.end_cp < b.end_cp ? a.end_cp : b.end_cp;
	return beg < end ? end - beg : 0;
}

static int by_overlap(const void *pa, const void *pb)
{
	const struct pair *a = pa, *b = pb;
	if (a->optional != b->optional)
		return a->optional - b->optional;
	if (a->overlap != b->overlap)
		return a->overlap < b->overlap ? 1 : -1;
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	if (a->gold != b->gold)
		return a->gold < b->gold ? -1 : 1;
	return a->found < b->found ? -1 : a->found > b->found;
}

static bool list_pairs(const struct match_input *in, struct pairs *out)
{
	for (size_t g = 0; g < in->n_gold; g++)
		for (size_t f = 0; f < in->n_found; f++) {
			uint32_t overlap = span_overlap(in->gold[g], in->found[f]);
			if (!overlap)
				continue;
			if (!vec_reserve(&out->items, &out->cap, out->n + 1, sizeof *out->items))
				return false;
			uint32_t length = in->gold[g].end_cp - in->gold[g].beg_cp + in->found[f].end_cp -
					  in->found[f].beg_cp;
			out->items[out->n++] =
				(struct pair){(uint32_t)g, (uint32_t)f, overlap, length, in->optional[g]};
		}
	return true;
}

static void take_pairs(const struct pairs *p, const struct match_input *in, struct match *m)
{
	for (size_t i = 0; i < in->n_gold; i++)
		m->found_of_gold[i] = MATCH_NONE;
	for (size_t i = 0; i < in->n_found; i++)
		m->gold_of_found[i] = MATCH_NONE;
	for (size_t i = 0; i < p->n; i++) {
		const struct pair *pair = &p->items[i];
		if (m->found_of_gold[pair->gold] != MATCH_NONE || m->gold_of_found[pair->found] != MATCH_NONE)
			continue;
		m->found_of_gold[pair->gold] = (int32_t)pair->found;
		m->gold_of_found[pair->found] = (int32_t)pair->gold;
	}
}

/* A prediction without a required partner is ignored when an optional item covers it at least as well as any other. */
static void mark_ignored(const struct pairs *p, const struct match_input *in, struct match *m)
{
	for (size_t f = 0; f < in->n_found; f++) {
		uint32_t best[2] = {0, 0};
		for (size_t i = 0; i < p->n; i++)
			if (p->items[i].found == f && p->items[i].overlap > best[p->items[i].optional])
				best[p->items[i].optional] = p->items[i].overlap;
		int32_t g = m->gold_of_found[f];
		m->ignored[f] = (g == MATCH_NONE || in->optional[g]) && best[1] && best[1] >= best[0];
	}
}

bool match_spans(const struct match_input *in, struct arena *a, struct match *out, struct err *err)
{
	struct match m = {
		.found_of_gold = arena_array(a, in->n_gold + 1, sizeof *m.found_of_gold),
		.gold_of_found = arena_array(a, in->n_found + 1, sizeof *m.gold_of_found),
		.ignored = arena_zalloc(a, (in->n_found + 1) * sizeof *m.ignored),
	};
	struct pairs pairs = {0};
	bool ok = m.found_of_gold && m.gold_of_found && m.ignored && list_pairs(in, &pairs);
	if (ok) {
		if (pairs.n)
			qsort(pairs.items, pairs.n, sizeof *pairs.items, by_overlap);
		take_pairs(&pairs, in, &m);
		mark_ignored(&pairs, in, &m);
		*out = m;
	}
	free(pairs.items);
	return ok || err_memory(err);
}
