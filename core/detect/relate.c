/*
 * Relate: the place of a figure, and repeats.
 *
 * The place: after words of consequence ("which led to") the nearest place to the left, else the nearest to the right in
 * the clause, else to the left in the sentence, else the place of the figures just before. Where the place so found
 * contains the other one (a governorate and its village), the smaller is meant. Of a chain "village X of the district Y in
 * the countryside of Z" the first is the smallest.
 *
 * A repeat has the same number, the same harm, victims that can be the same people and places that can be the same.
 * Small numbers recur by chance, so they need the same place. Rejected: comparing every figure with every other one,
 * which is quadratic; a table from (number, harm) to the first figure with it does.
 */
#include "detect/relate.h"

#include <stdlib.h>
#include <string.h>

#define NOT_AN_EVENT (CUE_ACTOR | CUE_SOURCE | CUE_CONTEXT | CUE_DISTANT | CUE_PERSON)

enum {
	REACH_BACK = 2 /* sentences */,
	MANY = 5,
	/* a number that does not recur by chance */ LEAD =
		1, /* sentences that the body of an article says again */
	LONG = 10  /* letters of a phrase */
};

static const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

/* ---- where the mentions lie ---- */

/* A comma after which a new clause with a subject of its own begins: neither a cause, a preposition nor a harm word. */
static bool hard_comma(const struct reading *r, uint32_t i)
{
	const struct word *w = at(r, i), *n = at(r, i + 1);
	if (w->kind != WORD_PUNCT || (w->hash_low != 0x060C && w->hash_low != ','))
		return false;
	if (n->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	if (n->clitics & (CLITIC_WA | CLITIC_FA))
		return n->classes == 0;
	return !(word_is(n, LEX_CAUSE) || word_is(n, LEX_PREP) || word_is(n, LEX_PART) ||
		 word_is(n, LEX_EXCLUDED) || n->kind != WORD_WORD);
}

static uint32_t mention_at(const struct place_list *p, uint32_t from, uint32_t tok)
{
	while (from < p->n && p->v[from].tok_beg < tok)
		from++;
	return from;
}

enum { AT_ONCE = 4 /* words */ };

/* Does the first mention after the figure stand in the same phrase: "three people in the town X"? */
static bool follows_at_once(const struct reading *r, const struct place_list *p, const struct casualty *f)
{
	if (f->reach.here >= p->n)
		return false;
	uint32_t tok = p->v[f->reach.here].tok_beg;
	for (uint32_t i = f->word_end; i < f->word_end + AT_ONCE; i++) {
		const struct word *w = at(r, i);
		if (w->tok == tok)
			return !(p->v[f->reach.here].cues & NOT_AN_EVENT);
		bool locative = word_is(w, LEX_PREP) || w->classes == 0 || word_is(w, LEX_EXCLUDED) ||
				w->clitics & CLITIC_BI;
		if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & CLITIC_WA ||
			!locative)
			return false;
	}
	return false;
}

void relate_reach(const struct reading *r, const struct place_list *p, struct casualties *c)
{
	uint32_t mention = (uint32_t)p->window_beg, word = 0;
	for (size_t k = c->window_beg; k < c->n; k++) {
		struct casualty *f = &c->v[k];
		uint32_t beg = f->word_beg;
		while (beg > word && !(at(r, beg)->flags & WORD_SENTENCE_START))
			beg--;
		mention = mention_at(p, mention, at(r, beg)->tok);
		word = beg;
		f->reach.sentence = mention;
		f->reach.here = mention_at(p, mention, at(r, f->word_beg)->tok);
		uint32_t soft = 0, i = f->word_end;
		while (i < r->words->n && !(at(r, i)->flags & WORD_SENTENCE_START) &&
			!word_is(at(r, i), LEX_CLAUSE)) {
			if (!soft && hard_comma(r, i))
				soft = i;
			i++;
		}
		f->reach.near = f->reach.here + follows_at_once(r, p, f);
		f->reach.end = mention_at(p, f->reach.here, at(r, i)->tok);
		f->reach.soft = soft ? mention_at(p, f->reach.here, at(r, soft)->tok) : f->reach.end;
	}
}

/* ---- choosing ---- */

struct chooser {
	const struct place_list *list;
	const int32_t *index_of;
	const struct findings *f;
};

/* The place that a mention became when it can be where something happened, else NULL. */
static const struct place *event(const struct chooser *c, uint32_t i)
{
	int32_t at_place = c->index_of ? c->index_of[i] : -1;
	if (at_place < 0 || c->list->v[i].cues & NOT_AN_EVENT)
		return NULL;
	const struct place *p = &c->f->places[at_place];
	return p->role == ROLE_ACTOR || p->role == ROLE_SOURCE ? NULL : p;
}

/* How narrow a kind of place is. */
static int narrow_kind(unsigned kind)
{
	switch (kind) {
	case KIND_COUNTRY:
		return 0;
	case KIND_REGION:
	case KIND_GOVERNORATE:
		return 1;
	case KIND_DISTRICT:
	case KIND_SUBDISTRICT:
		return 2;
	default:
		return 3;
	}
}

static int narrow(const struct place *p)
{
	return narrow_kind(p->kind);
}

/* The same for a mention: the countryside of a city is no city. */
static int narrow_mention(const struct chooser *c, uint32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	int n = narrow_kind(c->f->places[c->index_of[i]].kind);
	if (m->cues & CUE_COUNTRYSIDE)
		n = 1;
	else if (m->cues & CUE_DIRECTION && n > 2)
		n = 2;
	if (m->kind != KIND_OTHER && narrow_kind(m->kind) < n)
		n = narrow_kind(m->kind);
	return n;
}

static int32_t leftmost_of_chain(const struct chooser *c, uint32_t i, uint32_t from)
{
	while (i > from) {
		const struct place *p = event(c, i), *before = event(c, i - 1);
		const struct place_mention *m = &c->list->v[i], *b = &c->list->v[i - 1];
		if (!p || !before || b->sentence != m->sentence)
			break;
		bool chained = m->list == (int32_t)i - 1 || b->parent == (int32_t)i || m->cues & CUE_NESTED;
		if (m->span.beg_cp - b->span.end_cp <= 3 &&
			!(m->cues & CUE_LIST)) { /* another name, in brackets */
			i--;
			continue;
		}
		bool contains = p->role == ROLE_CONTAINER ||
				(narrow(p) < narrow(before) && m->span.beg_cp - b->span.end_cp < 40);
		if (!chained && !contains)
			break;
		i--;
	}
	return (int32_t)i;
}

static int32_t nearest_left(const struct chooser *c, uint32_t from, uint32_t to)
{
	for (uint32_t i = to; i > from; i--)
		if (event(c, i - 1))
			return leftmost_of_chain(c, i - 1, from);
	return REF_NONE;
}

/* "in the quarters A and B in the city C": of several places in one city the city is meant. */
static int32_t list_container(const struct chooser *c, uint32_t i, uint32_t to)
{
	uint32_t last = i;
	while (last + 1 < to && c->list->v[last + 1].list == (int32_t)last)
		last++;
	if (last == i || last + 1 >= to)
		return (int32_t)i;
	const struct place *p = event(c, last + 1);
	bool near = c->list->v[last + 1].span.beg_cp - c->list->v[last].span.end_cp < 12;
	return p && near && (p->kind == KIND_CITY || p->kind == KIND_TOWN) ? (int32_t)last + 1 : (int32_t)i;
}

/* The first to the right; a wide place gives way to a narrower one further on in the same clause. */
static int32_t nearest_right(const struct chooser *c, uint32_t from, uint32_t to)
{
	int32_t found = REF_NONE;
	for (uint32_t i = from; i < to; i++) {
		const struct place *p = event(c, i);
		if (!p)
			continue;
		if (found < 0)
			found = (int32_t)i;
		else if (narrow_mention(c, i) > narrow_mention(c, (uint32_t)found))
			return (int32_t)i;
	}
	return found < 0 ? found : list_container(c, (uint32_t)found, to);
}

/* Can the place of mention a contain that of mention b? */
static bool contains(const struct chooser *c, int32_t a, int32_t b)
{
	const struct place *p = &c->f->places[c->index_of[a]], *q = &c->f->places[c->index_of[b]];
	if (p->kind == KIND_COUNTRY)
		return strcmp(p->country, q->country) == 0;
	return p->admin1 && q->admin1 && strcmp(p->admin1, q->admin1) == 0;
}

static int32_t choose(
	const struct chooser *c, const struct casualty *f, const struct casualty *last, int32_t before)
{
	const struct reach *r = &f->reach;
	if (r->near > r->here && event(c, r->here))
		return list_container(c, r->here, r->end);
	int32_t left = nearest_left(c, r->sentence, r->here), right = nearest_right(c, r->here, r->soft);
	if (right < 0 && (left < 0 || narrow_mention(c, (uint32_t)left) < 2)) {
		right = nearest_right(c, r->soft, r->end);
		if (left >= 0 && right >= 0)
			return narrow_mention(c, (uint32_t)right) > narrow_mention(c, (uint32_t)left) ? right
												      : left;
	}
	if (left >= 0 && right >= 0) {
		int a = narrow_mention(c, (uint32_t)left), b = narrow_mention(c, (uint32_t)right);
		bool taken = last && last->sentence == f->sentence && (uint32_t)left >= last->reach.here;
		if (f->consequence && !taken)
			return b > a && contains(c, left, right) ? right : left;
		return a > b && b < 1 ? left : right;
	}
	if (left >= 0 || right >= 0)
		return left >= 0 ? left : right;
	return before;
}

/* The last place told of before the figure's sentence, when that is not long ago. */
static int32_t told_before(const struct chooser *c, const struct casualty *f)
{
	uint32_t n = f->reach.sentence;
	if (n == 0)
		return REF_NONE;
	int32_t i = nearest_left(c, 0, n);
	if (i < 0 || c->list->v[i].sentence + REACH_BACK < f->sentence)
		return REF_NONE;
	return i;
}

/* "in Iraq and Syria": nothing says in which. */
static bool in_several_countries(const struct chooser *c, uint32_t i)
{
	const struct place *p = event(c, i);
	if (!p || p->kind != KIND_COUNTRY)
		return false;
	const struct place_mention *m = c->list->v;
	const struct place *next = i + 1 < c->list->n && m[i + 1].list == (int32_t)i ? event(c, i + 1) : NULL;
	const struct place *before = i > 0 && m[i].list == (int32_t)i - 1 ? event(c, i - 1) : NULL;
	return (next && next->kind == KIND_COUNTRY) || (before && before->kind == KIND_COUNTRY);
}

void relate_places(struct casualties *list, const struct place_list *places, const int32_t *index_of,
	const struct findings *f)
{
	struct chooser c = {places, index_of, f};
	for (size_t k = 0; k < list->n; k++) {
		struct casualty *a = &list->v[k];
		const struct casualty *b = k > 0 ? &list->v[k - 1] : NULL;
		int32_t before = REF_NONE;
		if (a->figure.part_of >= 0) {
			a->figure.place = list->v[a->figure.part_of].figure.place;
			a->mention = list->v[a->figure.part_of].mention;
			if (a->mention >= 0)
				continue;
		}
		if (b && b->sentence == a->sentence && b->mention >= 0)
			before = b->mention;
		/* A total of a day or a year has no place but what its own sentence says. */
		bool own_only = a->figure.count_type != COUNT_INCIDENT && !a->anaphor;
		if (before < 0 && !own_only)
			before = told_before(&c, a);
		if (before < 0 && !own_only && b && b->sentence + 1 >= a->sentence)
			before = b->mention;
		a->mention = choose(&c, a, b, before);
		if (a->mention >= 0 && in_several_countries(&c, (uint32_t)a->mention))
			a->mention = REF_NONE;
		a->figure.place = a->mention >= 0 ? index_of[a->mention] : REF_NONE;
	}
}

/* ---- repeats ---- */

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
	bool wide = narrow(p) < 2 || narrow(q) < 2;
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

/* "more than 250" in the headline, 257 below it. */
static struct casualty *headline(struct casualties *c, const struct casualty *b)
{
	if (b->figure.relation != RELATION_NONE || b->figure.approximator != APPROX_EXACT ||
		b->figure.value < 20)
		return NULL;
	for (size_t i = 0; i < c->n && c->v[i].title && &c->v[i] != b; i++) {
		const struct figure *a = &c->v[i].figure;
		bool loose = a->approximator == APPROX_MORE_THAN || a->approximator == APPROX_AT_LEAST ||
			     a->approximator == APPROX_ABOUT;
		if (loose && a->value % 10 == 0 && a->harm == b->figure.harm && same_people(a, &b->figure) &&
			a->value <= b->figure.value && b->figure.value <= a->value + a->value / 8)
			return &c->v[i];
	}
	return NULL;
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
			best = headline(c, b);
		if (best)
			relate(c, best, b);
		if (!table[i].figure && (!best || best->figure.value != b->figure.value))
			table[i] = (struct slot){key, (uint32_t)k + 1};
	}
	free(table);
	return true;
}
