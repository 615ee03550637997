/*
 * Relate, places: the place of each figure among those that stood.
 *
 * A place that follows at once is meant. After words of consequence ("which led to") the place is to the left, else to
 * the right in the clause, else to the left in the sentence. On each side a place where something happened outweighs
 * one that only contains or locates it, and a narrow one a wide one (weight()); of "village X of the district Y in the
 * countryside of Z" the first is the narrowest. A sentence without a place takes one told of before only when it points
 * back to it ("the shelling", "the town"): a figure of nowhere is better than one of the wrong place.
 */
#include "detect/relate_place.h"

#include <string.h>

#define NOT_AN_EVENT (CUE_ACTOR | CUE_SOURCE | CUE_CONTEXT | CUE_DISTANT | CUE_PERSON)

enum {
	REACH_BACK = 2,  /* sentences, to an event told of before */
	REACH_NAMED = 6, /* to a town or region that a noun names again */
	DASH = 3,        /* letters between the ends of a road */
	FIRM = 3         /* the weight of a place that a figure can be sure of */
};

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

/* How narrow a mention is: the countryside of a city is no city. */
static int width(const struct chooser *c, uint32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	int n = kind_width(c->f->places[c->index_of[i]].kind);
	if (m->cues & CUE_COUNTRYSIDE)
		n = 1;
	else if (m->cues & CUE_DIRECTION && n > 2)
		n = 2;
	if (m->kind != KIND_OTHER && kind_width(m->kind) < n)
		n = kind_width(m->kind);
	return n;
}

/* How well a mention that event() accepts says where people were harmed. */
static int weight(const struct chooser *c, uint32_t i, uint32_t dateline)
{
	const struct place_mention *m = &c->list->v[i];
	int n = width(c, i);
	if (i < dateline || m->cues & CUE_LINE_HEAD)
		return 1;
	switch (c->f->places[c->index_of[i]].role) {
	case ROLE_EVENT:
		if (m->cues & (CUE_BETWEEN | CUE_ROAD))
			return n >= 2 ? 4 : 2;
		return n >= 2 ? 5 : n == 1 ? 3 : 2;
	case ROLE_REFERENCE:
		return n >= 2 ? 4 : 1;
	case ROLE_CONTAINER:
		return n >= 2 ? 3 : 2;
	default:
		return 1;
	}
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
		bool contains = p->role == ROLE_CONTAINER || (place_width(p) < place_width(before) &&
								     m->span.beg_cp - b->span.end_cp < 40);
		if (!chained && !contains)
			break;
		i--;
	}
	return (int32_t)i;
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
	if (c->list->v[last + 1].cues & (CUE_COUNTRYSIDE | CUE_DIRECTION))
		return (int32_t)i;
	return p && near && (p->kind == KIND_CITY || p->kind == KIND_TOWN) ? (int32_t)last + 1 : (int32_t)i;
}

/* The weightiest to the left, of equal ones the nearest, and of its chain the first. */
static int32_t best_left(const struct chooser *c, uint32_t from, uint32_t to, uint32_t dateline)
{
	int32_t found = REF_NONE;
	for (uint32_t i = to; i > from; i--)
		if (event(c, i - 1) &&
			(found < 0 || weight(c, i - 1, dateline) > weight(c, (uint32_t)found, dateline)))
			found = (int32_t)i - 1;
	if (found < 0)
		return found;
	found = leftmost_of_chain(c, (uint32_t)found, from > dateline ? from : dateline);
	return list_container(c, (uint32_t)found, to);
}

/* The first to the right; it gives way to a weightier and narrower one further on in the same clause. */
static int32_t best_right(const struct chooser *c, uint32_t from, uint32_t to, uint32_t dateline)
{
	int32_t found = REF_NONE;
	for (uint32_t i = from; i < to; i++) {
		if (!event(c, i))
			continue;
		if (found < 0)
			found = (int32_t)i;
		else if (weight(c, i, dateline) > weight(c, (uint32_t)found, dateline) &&
			 c->list->v[i].list < 0 &&
			 c->list->v[i].span.beg_cp > c->list->v[found].span.end_cp + DASH)
			found = (int32_t)i;
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

/* Between the best places of both sides. */
static int32_t of_two(const struct chooser *c, const struct casualty *f, const struct casualty *last,
	int32_t left, int32_t right)
{
	uint32_t dateline = f->reach.dateline;
	int a = weight(c, (uint32_t)left, dateline), b = weight(c, (uint32_t)right, dateline);
	bool taken = last && last->sentence == f->sentence && (uint32_t)left >= last->reach.here;
	if (f->consequence && !taken && a > 1)
		return width(c, (uint32_t)right) > width(c, (uint32_t)left) && contains(c, left, right)
			       ? right
			       : left;
	return b >= FIRM || b >= a ? right : left;
}

/* The place in the figure's own sentence. */
static int32_t choose(const struct chooser *c, const struct casualty *f, const struct casualty *last)
{
	const struct reach *r = &f->reach;
	if (r->near > r->here && event(c, r->here))
		return list_container(c, r->here, r->end);
	int32_t left = best_left(c, r->sentence, r->here, r->dateline);
	int32_t right = best_right(c, r->here, r->soft, r->dateline);
	if (right < 0 && (left < 0 || width(c, (uint32_t)left) < 2)) {
		right = best_right(c, r->soft, r->end, r->dateline);
		if (left >= 0 && right >= 0)
			return weight(c, (uint32_t)right, r->dateline) >
					       weight(c, (uint32_t)left, r->dateline)
				       ? right
				       : left;
	}
	if (left >= 0 && right >= 0)
		return of_two(c, f, last, left, right);
	return left >= 0 ? left : right;
}

/* The last mention before the figure that a noun such as "the town" can name again; an event's before any other. */
static int32_t named_again(const struct chooser *c, const struct casualty *f, bool town)
{
	int32_t found = REF_NONE;
	for (uint32_t i = f->reach.here; i > 0; i--) {
		const struct place_mention *m = &c->list->v[i - 1];
		if (m->sentence + REACH_NAMED < f->sentence)
			break;
		if (c->index_of[i - 1] < 0 || m->cues & (CUE_ACTOR | CUE_PERSON))
			continue;
		if (town ? width(c, i - 1) < 2 : width(c, i - 1) != 1)
			continue;
		if (c->f->places[c->index_of[i - 1]].role == ROLE_EVENT)
			return (int32_t)i - 1;
		if (found < 0)
			found = (int32_t)i - 1;
	}
	return found;
}

/* The place told of before that the figure's sentence points back to. */
static int32_t told_before(const struct chooser *c, const struct casualty *f)
{
	uint32_t to = f->reach.sentence;
	if (!c->index_of)
		return REF_NONE;
	if (f->reach.bearing & (1u << BEARING_TOWN | 1u << BEARING_REGION)) {
		int32_t i = named_again(c, f, f->reach.bearing & 1u << BEARING_TOWN);
		if (i >= 0)
			return i;
	}
	bool own_only = (f->period || f->figure.count_type == COUNT_AGGREGATE) && !f->anaphor;
	bool back = f->figure.count_type == COUNT_SUPERSEDED ||
		    (f->reach.bearing & 1u << BEARING_EVENT && !own_only);
	while (back && to > 0) {
		uint32_t sentence = c->list->v[to - 1].sentence, from = to;
		if (sentence + REACH_BACK < f->sentence)
			break;
		while (from > 0 && c->list->v[from - 1].sentence == sentence)
			from--;
		int32_t i = best_left(c, from, to, from);
		if (i >= 0)
			return i;
		to = from;
	}
	return REF_NONE;
}

/* A total since some date, after the figures of an event: their place is not its place. */
static bool leaves_event(const struct casualty *f, const struct casualty *last, int32_t mention)
{
	return f->toll && f->period && f->figure.count_type == COUNT_CUMULATIVE && last &&
	       last->sentence == f->sentence && !last->toll &&
	       (mention < 0 || (uint32_t)mention < last->reach.here || last->mention == mention);
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
		bool own = a->reach.near > a->reach.here && event(&c, a->reach.here);
		if (a->figure.part_of >= 0 && !own) {
			const struct casualty *whole = &list->v[a->figure.part_of];
			a->figure.place = whole->figure.place;
			a->mention = whole->mention;
			if (a->mention >= 0 || whole->sentence == a->sentence)
				continue;
		}
		a->mention = choose(&c, a, b);
		if (leaves_event(a, b, a->mention))
			a->mention = REF_NONE;
		else if (a->mention < 0 && b && b->sentence == a->sentence)
			a->mention = b->mention;
		if (a->mention < 0)
			a->mention = told_before(&c, a);
		if (a->mention >= 0 && in_several_countries(&c, (uint32_t)a->mention))
			a->mention = REF_NONE;
		a->figure.place = a->mention >= 0 ? index_of[a->mention] : REF_NONE;
	}
}
