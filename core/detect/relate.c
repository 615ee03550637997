/*
 * Relate: the place of a figure.
 *
 * A harm word's clause runs from it to the next clause. When words of consequence introduce it ("which led to"), the place
 * is to the left; otherwise the nearest place to the right in the clause, then the nearest to the left in the
 * sentence. Of a chain "village X of the district Y in the countryside of Z" the first is the most specific.
 */
#include "detect/relate.h"

#include <string.h>

#define NOT_AN_EVENT (CUE_ACTOR | CUE_SOURCE | CUE_CONTEXT | CUE_DISTANT | CUE_PERSON)

static const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

static bool usable(const struct place_mention *m)
{
	return !(m->cues & NOT_AN_EVENT);
}

/* The most specific of the chain or list that a mention stands in. */
static int32_t head_of(const struct place_list *p, size_t first, int32_t i)
{
	for (unsigned guard = 0; guard < 8; guard++) {
		int32_t before = i - 1;
		if (before < (int32_t)first)
			return i;
		const struct place_mention *m = &p->v[i], *b = &p->v[before];
		if (b->sentence != m->sentence || !usable(b))
			return i;
		bool nested = b->parent == i || m->cues & CUE_NESTED || m->list == before;
		bool beside = m->tok_beg - b->tok_end <= 3 && (m->cues & (CUE_COUNTRYSIDE | CUE_DIRECTION)) &&
			      !(b->cues & CUE_COUNTRYSIDE);
		if (!nested && !beside)
			return i;
		i = before;
	}
	return i;
}

struct range {
	uint32_t beg, end; /* words */
};

/* From the figure to the next clause or harm word that has figures of its own. */
static uint32_t clause_end(const struct reading *r, const struct casualties *c, size_t k)
{
	const struct casualty *f = &c->v[k];
	for (uint32_t i = f->word_end; i < r->words->n; i++) {
		const struct word *w = at(r, i);
		if (w->flags & WORD_SENTENCE_START || word_is(w, LEX_CLAUSE))
			return i;
	}
	return r->words->n;
}

static uint32_t sentence_beg(const struct reading *r, uint32_t i)
{
	while (i > 0 && !(at(r, i)->flags & WORD_SENTENCE_START))
		i--;
	return i;
}

static int32_t to_right(const struct reading *r, const struct place_list *p, uint32_t from, uint32_t to)
{
	uint32_t a = at(r, from)->tok, b = at(r, to)->tok;
	for (size_t i = p->window_beg; i < p->n; i++) {
		if (p->v[i].tok_beg >= b)
			break;
		if (p->v[i].tok_beg >= a && usable(&p->v[i]))
			return (int32_t)i;
	}
	return REF_NONE;
}

static int32_t to_left(const struct reading *r, const struct place_list *p, uint32_t from, uint32_t to)
{
	uint32_t a = at(r, from)->tok, b = at(r, to)->tok;
	int32_t found = REF_NONE;
	for (size_t i = p->window_beg; i < p->n && p->v[i].tok_beg < b; i++)
		if (p->v[i].tok_beg >= a && usable(&p->v[i]))
			found = (int32_t)i;
	return found < 0 ? found : head_of(p, p->window_beg, found);
}

void relate_places(const struct reading *r, const struct place_list *p, struct casualties *c)
{
	for (size_t k = c->window_beg; k < c->n; k++) {
		struct casualty *f = &c->v[k];
		struct figure *g = &f->figure;
		if (g->part_of >= 0 && (size_t)g->part_of >= c->window_beg) {
			g->place = c->v[g->part_of].figure.place;
			if (g->place >= 0)
				continue;
		}
		uint32_t beg = sentence_beg(r, f->word_beg), end = clause_end(r, c, k);
		int32_t left = to_left(r, p, beg, f->word_beg), right = to_right(r, p, f->word_end, end);
		g->place = f->consequence ? (left >= 0 ? left : right) : right >= 0 ? right : left;
		if (g->place < 0 && k > c->window_beg && c->v[k - 1].sentence == f->sentence)
			g->place = c->v[k - 1].figure.place;
	}
}

void relate_repeats(struct casualties *c, const struct findings *f)
{
	(void)c;
	(void)f;
}
