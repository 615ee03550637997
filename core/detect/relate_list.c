/*
 * Relate, lists: the items of a list that a total announces, over lines and sentences.
 *
 *	51 dead and 174 wounded, as follows: | X: 20 dead, 74 wounded | Y: 31 dead and 100 wounded
 *
 * The walk of the figures knows the sentence it is in; a bulletin's list has one a line. An item has the harm of its
 * total, and the sum never exceeds it: the arithmetic of the list is what tells its end.
 */
#include "detect/relate.h"

enum {
	LOOK = 100,       /* figures after the total */
	ITEMS_MIN = 2,    /* fewer are no list */
	TOTAL_MIN = 3,    /* counts several incidents */
	MANY_ARRESTED = 5 /* in a whole region: not by one raid */
};

static bool may_be_item(const struct casualty *total, const struct casualty *c)
{
	bool inner = c->sentence > total->sentence; /* "X: 11 dead, namely: eight men and three children" */
	return c->figure.part_of < 0 && c->figure.harm == total->figure.harm && (!c->listed || inner) &&
	       c->figure.value != NUMBER_NONE && c->figure.polarity == POLARITY_ASSERTED &&
	       c->figure.unit == total->figure.unit;
}

static bool ends_list(const struct casualty *c)
{
	return c->toll || c->figure.count_type == COUNT_CUMULATIVE ||
	       c->figure.count_type == COUNT_SUPERSEDED;
}

/* The end of the list of figure k, and how many items it has: up to where the sum would exceed the total. */
static size_t measure(const struct casualties *c, size_t k, unsigned *n)
{
	const struct casualty *total = &c->v[k];
	int64_t sum = 0;
	size_t i = k + 1;
	*n = 0;
	for (; i < c->n && i < k + LOOK && !(ends_list(&c->v[i]) && !c->v[i].listed); i++) {
		bool taken = c->v[i].figure.part_of == (int32_t)k &&
			     c->v[i].figure.relation == RELATION_EXHAUSTIVE_PART_OF &&
			     c->v[i].figure.value != NUMBER_NONE;
		if (!taken && !may_be_item(total, &c->v[i]))
			continue;
		if (sum + c->v[i].figure.value > total->figure.value)
			break;
		sum += c->v[i].figure.value;
		++*n;
	}
	return 2 * sum > total->figure.value ? i : k;
}

void relate_lists(struct casualties *c)
{
	for (size_t k = 0; k < c->n; k++) {
		struct figure *total = &c->v[k].figure;
		unsigned n;
		if (!c->v[k].listed || total->part_of >= 0 || total->value == NUMBER_NONE)
			continue;
		size_t end = measure(c, k, &n);
		for (size_t i = k + 1; i < end && n >= ITEMS_MIN; i++)
			if (may_be_item(&c->v[k], &c->v[i])) {
				c->v[i].figure.part_of = (int32_t)k;
				c->v[i].figure.relation = RELATION_EXHAUSTIVE_PART_OF;
			}
	}
}

static bool may_count_several(const struct figure *f)
{
	return f->polarity == POLARITY_ASSERTED && f->count_type == COUNT_INCIDENT &&
	       (f->value == NUMBER_NONE ? f->low : f->value) >= TOTAL_MIN;
}

static void count_several(struct casualty *c)
{
	c->figure.count_type = COUNT_AGGREGATE;
	c->period = true;
}

/* "the dead are ten men and four women", "the officer X": who they were, not where. */
static bool tells_who(const struct casualty *part)
{
	return part->definite || (part->figure.victim >= VICTIM_MAN && part->figure.victim <= VICTIM_ELDERLY);
}

/* What is then told place by place counts several incidents. */
void relate_list_counts(struct casualties *c)
{
	size_t listed = 0;
	for (size_t k = c->window_beg + 1; k < c->n; k++) {
		const struct casualty *part = &c->v[k], *before = &c->v[k - 1];
		int32_t whole = part->figure.part_of;
		if (part->figure.relation != RELATION_EXHAUSTIVE_PART_OF || whole < 0 ||
			c->v[whole].sentence == part->sentence || tells_who(part))
			continue;
		listed = before->figure.part_of == whole ? listed + 1 : 1;
		for (size_t i = (size_t)whole; listed == ITEMS_MIN && i < (size_t)whole + 2; i++)
			if (c->v[i].sentence == c->v[whole].sentence && may_count_several(&c->v[i].figure))
				count_several(&c->v[i]);
	}
}

/* "22 were arrested in the West Bank": by many raids. */
void relate_wide_counts(struct casualties *c, const struct findings *f)
{
	for (size_t k = 0; k < c->n; k++) {
		struct figure *x = &c->v[k].figure;
		bool wide = x->place >= 0 && f->places[x->place].kind == KIND_REGION;
		if (wide && x->harm == 1 << HARM_DETAINED && x->count_type == COUNT_INCIDENT &&
			x->part_of < 0 && x->value != NUMBER_NONE && x->value >= MANY_ARRESTED)
			x->count_type = COUNT_AGGREGATE;
	}
}
