/*
 * Relate, repeats: which figures say again what an earlier one said.
 *
 * A repeat has the same number, the same harm, victims that can be the same people and places that can be the same.
 * Small numbers recur by chance, so they need the same place, or a headline that the text goes on to tell. A part
 * of a whole that is told again repeats the part told before. Rejected: comparing every figure with every
 * other one, which is quadratic; a table from (number, harm) to the first figure with it does.
 */
#include "detect/relate_place.h"

#include <stdlib.h>
#include <string.h>

enum {
	MANY = 5,    /* a number that does not recur by chance */
	LEAD = 1,    /* sentences that the body of an article says again */
	BODY = 3,    /* sentences in which it does so */
	LONG = 10,   /* letters of a phrase */
	HEADED = 32, /* figures of a headline and a lead, at most */
	FEW = 3      /* what a plural without a number counts at least */
};

struct slot {
	uint64_t key;
	uint32_t figure; /* index + 1; 0: empty */
};

static bool same_people(const struct figure *a, const struct figure *b)
{
	bool open_a = a->victim == VICTIM_PERSON || a->victim == VICTIM_CIVILIAN;
	bool open_b = b->victim == VICTIM_PERSON || b->victim == VICTIM_CIVILIAN;
	if ((a->status == STATUS_CIVILIAN && b->status == STATUS_COMBATANT) ||
		(a->status == STATUS_COMBATANT && b->status == STATUS_CIVILIAN))
		return false;
	if (a->unit == UNIT_FAMILY || b->unit == UNIT_FAMILY)
		return a->unit == b->unit;
	if (a->status == STATUS_COMBATANT && b->status == STATUS_COMBATANT)
		return true;
	return a->victim == b->victim || (open_a && open_b) || a->victim == VICTIM_PERSON ||
	       b->victim == VICTIM_PERSON;
}

enum nearness { PLACES_DIFFER, PLACES_NEAR, PLACES_MAY_AGREE, PLACES_AGREE };

static enum nearness same_place(const struct figure *a, const struct figure *b, const struct findings *f)
{
	if (a->place < 0 || b->place < 0)
		return PLACES_MAY_AGREE;
	const struct place *p = &f->places[a->place], *q = &f->places[b->place];
	if (p->gazetteer && q->gazetteer && strcmp(p->gazetteer, q->gazetteer) == 0)
		return PLACES_AGREE;
	if (p->name && q->name && strcmp(p->name, q->name) == 0)
		return PLACES_AGREE;
	bool wide = place_width(p) < 2 || place_width(q) < 2;
	if (wide && (p->kind == KIND_COUNTRY || q->kind == KIND_COUNTRY))
		return strcmp(p->country, q->country) == 0 ? PLACES_MAY_AGREE : PLACES_DIFFER;
	if (wide && p->admin1 && q->admin1 && strcmp(p->admin1, q->admin1) == 0)
		return PLACES_MAY_AGREE;
	return p->admin1 && q->admin1 && p->admin1[0] && strcmp(p->admin1, q->admin1) == 0 ? PLACES_NEAR
											   : PLACES_DIFFER;
}

static uint32_t length(const struct casualty *c)
{
	return c->figure.span.end_cp - c->figure.span.beg_cp;
}

static bool repeats(const struct casualty *a, const struct casualty *b, const struct findings *f)
{
	if (a->sentence == b->sentence || !same_people(&a->figure, &b->figure))
		return false;
	if (b->figure.relation != RELATION_NONE)
		return false;
	enum nearness where = same_place(&a->figure, &b->figure, f);
	int64_t n = a->figure.low != NUMBER_NONE ? a->figure.low : a->figure.best;
	if (a->figure.approximator == APPROX_VAGUE || a->figure.approximator == APPROX_DUAL_OR_PLURAL)
		return where == PLACES_AGREE && a->figure.low == b->figure.low &&
		       (a->title || (length(a) >= LONG && length(a) == length(b)));
	if (a->figure.relation == RELATION_INCLUDED_IN && a->figure.victim != b->figure.victim)
		return false;
	if (n >= 3 && b->repeated)
		return where != PLACES_DIFFER || b->sentence <= a->sentence + 4;
	if (n >= 20 * MANY)
		return true;
	if (n >= 3 * MANY)
		return where != PLACES_DIFFER;
	if (n >= 2 * MANY && where == PLACES_NEAR)
		return b->sentence <= a->sentence + 4;
	if (n >= MANY)
		return where == PLACES_AGREE || (where == PLACES_MAY_AGREE && b->sentence <= a->sentence + 4);
	/* What the headline says of a wide place, the lead says of a narrow one. */
	if (where != PLACES_DIFFER && a->sentence <= LEAD && b->sentence <= a->sentence + BODY)
		return a->figure.relation == RELATION_NONE &&
		       (a->title || a->figure.victim == b->figure.victim);
	bool near = a->sentence <= LEAD || b->sentence <= a->sentence + 4;
	return where == PLACES_AGREE && a->figure.count_type == b->figure.count_type && near;
}

static uint64_t key_of(const struct figure *f)
{
	int64_t n = f->value != NUMBER_NONE ? f->value : f->low;
	uint64_t h = (uint64_t)n * 0x9E3779B97F4A7C15u;
	return (h ^ f->harm * UINT64_C(0x100000001B3)) | 1;
}

/* Does a fit b better than best does? */
static bool closer(const struct casualty *a, const struct casualty *best, const struct casualty *b)
{
	return a->figure.status == b->figure.status && best->figure.status != b->figure.status;
}

static bool is_loose(const struct figure *f)
{
	return f->approximator == APPROX_MORE_THAN || f->approximator == APPROX_AT_LEAST ||
	       f->approximator == APPROX_ABOUT;
}

/* Can "more than 250" be said of 257? */
static bool rounds(const struct figure *loose, const struct figure *exact)
{
	return is_loose(loose) && exact->approximator == APPROX_EXACT && exact->value >= 20 &&
	       loose->value % 10 == 0 && loose->value <= exact->value &&
	       exact->value <= loose->value + loose->value / 8;
}

/* "Civilians wounded" in the headline, "a number of civilians" below it. */
static bool both_vague(const struct casualty *a, const struct casualty *b, const struct findings *f)
{
	return a->figure.value == NUMBER_NONE && b->figure.value == NUMBER_NONE && a->figure.low <= FEW &&
	       b->figure.low <= FEW && b->sentence <= a->sentence + BODY &&
	       same_place(&a->figure, &b->figure, f) != PLACES_DIFFER;
}

/* The figure of the headline that b says again in other words: exactly, roughly, or as vaguely. */
static struct casualty *headline(struct casualties *c, const struct casualty *b, const struct findings *f)
{
	if (b->figure.relation != RELATION_NONE)
		return NULL;
	for (size_t i = 0; i < c->n && i < HEADED && c->v[i].sentence <= LEAD && &c->v[i] != b; i++) {
		const struct casualty *a = &c->v[i];
		if (a->sentence == b->sentence || a->figure.harm != b->figure.harm ||
			a->figure.relation != RELATION_NONE || !same_people(&a->figure, &b->figure))
			continue;
		if (rounds(&a->figure, &b->figure) || rounds(&b->figure, &a->figure) ||
			(a->title && both_vague(a, b, f)))
			return &c->v[i];
	}
	return NULL;
}

/* "14 dead" who are told of as 14 workers; that they are civilians says nothing more of them. */
static void share_trade(const struct casualty *from, struct casualty *to)
{
	if (to->figure.victim == VICTIM_PERSON && to->own_harm && from->figure.victim != VICTIM_CIVILIAN &&
		from->figure.value == to->figure.value)
		to->figure.victim = from->figure.victim;
}

static void relate(struct casualties *c, struct casualty *a, struct casualty *b)
{
	int32_t first = (int32_t)(a - c->v);
	if (a->figure.relation == RELATION_RESTATES && a->figure.part_of >= 0)
		first = a->figure.part_of;
	b->figure.part_of = first;
	b->figure.relation = RELATION_RESTATES;
	if (c->v[first].title && c->v[first].figure.count_type == COUNT_INCIDENT)
		c->v[first].figure.count_type = b->figure.count_type;
	/* The same people were harmed in the same place. */
	if (b->figure.place < 0)
		b->figure.place = c->v[first].figure.place;
	else if (c->v[first].figure.place < 0)
		c->v[first].figure.place = b->figure.place;
	share_trade(&c->v[first], b);
	share_trade(b, &c->v[first]);
	if (b->figure.status == STATUS_UNKNOWN)
		b->figure.status = c->v[first].figure.status;
	else if (c->v[first].figure.status == STATUS_UNKNOWN)
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

bool relate_repeats(struct casualties *c, const struct findings *f, struct err *err)
{
	size_t cap = 16;
	while (cap < c->n * 2)
		cap *= 2;
	struct slot *table = calloc(cap, sizeof *table);
	if (!table)
		return err_memory(err);
	for (size_t k = 0; k < c->n; k++) {
		struct casualty *b = &c->v[k];
		if (b->figure.polarity != POLARITY_ASSERTED)
			continue;
		relate_part(c, b);
		uint64_t key = key_of(&b->figure);
		size_t i = (key >> 20) & (cap - 1);
		struct casualty *best = NULL;
		for (unsigned probe = 0; table[i].figure && probe < 32; i = (i + 1) & (cap - 1), probe++) {
			struct casualty *a = &c->v[table[i].figure - 1];
			if (table[i].key == key && repeats(a, b, f) && (!best || closer(a, best, b)))
				best = a;
		}
		if (!best)
			best = headline(c, b, f);
		if (best)
			relate(c, best, b);
		if (!table[i].figure && (!best || best->figure.value != b->figure.value))
			table[i] = (struct slot){key, (uint32_t)k + 1};
	}
	free(table);
	return true;
}
