/*
 * Relate, repeats: which figures say again what an earlier one said.
 *
 * Every figure that is no part is compared with the last and the first ones before it; the pair with the greatest odds
 * (relate_telling.h) wins, if it is likelier than not. A repeat is related to the first telling. A part of a whole that
 * is told again repeats the part told before. Rejected: comparing every figure with every other one, which is quadratic.
 */
#include "detect/relate_telling.h"

enum {
	LAST = 40, /* figures compared with: the last ones */
	FIRST = 16 /* and the first ones */
};

/* "14 dead" who are told of as 14 workers; that they are civilians says nothing more of them. */
static void share_trade(const struct casualty *from, struct casualty *to)
{
	if (to->figure.victim == VICTIM_PERSON && to->own_harm && from->figure.victim != VICTIM_CIVILIAN &&
		from->figure.value == to->figure.value)
		to->figure.victim = from->figure.victim;
}

/* What a text left open is not civilian for being told so later; a title that counts them is. */
static bool reveals(const struct casualty *first, const struct casualty *b)
{
	bool counts = first->figure.approximator != APPROX_VAGUE ||
		      (first->own_harm && first->figure.low <= 3); /* "dead and wounded in a raid" */
	return b->figure.status == STATUS_COMBATANT || (first->title && counts);
}

/* The same people are counted the same way: one of the two says how. */
static void share_count_type(struct figure *first, struct figure *b)
{
	if (first->count_type == COUNT_INCIDENT)
		first->count_type = b->count_type;
	else if (b->count_type == COUNT_INCIDENT)
		b->count_type = first->count_type;
}

/* What a period's total counts, those among them count. */
static void share_with_parts(struct casualties *c, size_t k)
{
	for (size_t i = k + 1; i < c->n && c->v[i].sentence == c->v[k].sentence; i++)
		if (c->v[i].figure.relation == RELATION_INCLUDED_IN && c->v[i].figure.part_of == (int32_t)k &&
			c->v[i].figure.count_type == COUNT_INCIDENT)
			c->v[i].figure.count_type = COUNT_AGGREGATE;
}

static void relate(struct casualties *c, struct casualty *a, struct casualty *b)
{
	int32_t first = (int32_t)(a - c->v);
	if (a->figure.relation == RELATION_RESTATES && a->figure.part_of >= 0)
		first = a->figure.part_of;
	b->figure.part_of = first;
	b->figure.relation = RELATION_RESTATES;
	share_count_type(&c->v[first].figure, &b->figure);
	/* The same people were harmed in the same place. */
	if (b->figure.place < 0)
		b->figure.place = c->v[first].figure.place;
	else if (c->v[first].figure.place < 0)
		c->v[first].figure.place = b->figure.place;
	share_trade(&c->v[first], b);
	share_trade(b, &c->v[first]);
	if (b->figure.status == STATUS_UNKNOWN)
		b->figure.status = c->v[first].figure.status;
	else if (c->v[first].figure.status == STATUS_UNKNOWN && reveals(&c->v[first], b))
		c->v[first].figure.status = b->figure.status;
}

/* Is figure i the first telling, or one that repeats it? */
static bool is_telling_of(const struct casualties *c, int32_t i, int32_t first)
{
	const struct figure *f = &c->v[i].figure;
	return i == first || (f->relation == RELATION_RESTATES && f->part_of == first);
}

/* "11 dead, among them three children", told again: the children too are those of the first telling. */
static void relate_part(struct casualties *c, struct casualty *b)
{
	enum { AFTER = 12 };
	if (b->figure.relation != RELATION_INCLUDED_IN)
		return;
	const struct figure *whole = &c->v[b->figure.part_of].figure;
	if (whole->relation != RELATION_RESTATES)
		return;
	int32_t first = whole->part_of;
	for (size_t i = (size_t)first + 1; i < c->n && i < (size_t)first + AFTER && &c->v[i] != b; i++) {
		const struct figure *a = &c->v[i].figure;
		if (a->relation != RELATION_INCLUDED_IN || !is_telling_of(c, a->part_of, first) ||
			a->harm != b->figure.harm || a->low != b->figure.low || a->value != b->figure.value ||
			a->victim != b->figure.victim)
			continue;
		b->figure.part_of = (int32_t)i;
		b->figure.relation = RELATION_RESTATES;
		return;
	}
}

/* The best of the figures before figure k that it may say again, among the last and the first ones; NULL: none. */
static struct casualty *told_before(struct casualties *c, const struct telling_scene *s, size_t k)
{
	struct casualty *best = NULL;
	int most = 0;
	for (size_t i = k; i-- > 0;) {
		if (i + LAST < k && i >= FIRST)
			i = FIRST - 1;
		uint64_t traits = telling_possible(&c->v[i], &c->v[k]) ? telling_traits(s, i, k) : 0;
		int weight = traits ? telling_weight(traits) : 0;
		if (weight > most)
			weight += telling_weight(telling_between(s, i, k));
		if (weight > most) {
			most = weight;
			best = &c->v[i];
		}
	}
	return best;
}

/* How many whole figures were told of so far, in the title and in the body, by their set of harms. */
struct ranks {
	uint32_t n[2][UINT8_MAX + 1];
};

static uint32_t *rank_for(struct ranks *r, const struct casualty *f)
{
	return &r->n[f->title][f->figure.harm];
}

void relate_repeats(struct casualties *c, const struct text *text, const struct findings *f)
{
	const struct telling_scene s = {c, f, text};
	struct ranks ranks = {0};
	for (size_t k = 0; k < c->n; k++) {
		struct casualty *b = &c->v[k];
		b->rank = *rank_for(&ranks, b);
		if (b->figure.polarity == POLARITY_ASSERTED) {
			relate_part(c, b);
			struct casualty *a =
				b->figure.relation == RELATION_NONE ? told_before(c, &s, k) : NULL;
			if (a)
				relate(c, a, b);
			if (b->figure.count_type == COUNT_AGGREGATE)
				share_with_parts(c, k);
		}
		*rank_for(&ranks, b) += !telling_is_part(&b->figure);
	}
}
