/*
 * Relate, reach: where the mentions of places lie around each figure, noted while the words of its window are there.
 *
 * In reading order of a sentence:
 *
 *	dateline | … left … | figure | at once: "in X" | … right … | soft: a comma with a new subject | … | end: a new clause
 *
 * The reach also keeps what in the sentence points back to a place told of before: "the shelling", "the town". Each
 * sentence is read once for what holds for all of its figures, and once more from each figure to the end of its clause.
 */
#include "detect/relate.h"

#define NOT_AN_EVENT (CUE_ACTOR | CUE_SOURCE | CUE_CONTEXT | CUE_DISTANT | CUE_PERSON)

enum {
	AT_ONCE = 4,  /* words */
	DATELINE = 10 /* words before its dash */
};

static const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

static int64_t bearing_of(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, at(r, i), LEX_BEARING);
	return e ? e->a : 0;
}

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
				word_is(w, LEX_BEARING) || w->clitics & CLITIC_BI;
		if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & CLITIC_WA ||
			!locative || bearing_of(r, i) == BEARING_AWAY)
			return false;
	}
	return false;
}

/* "X (agency) - …", "X, 16 August: …": the place heads the report. The first word after it, else beg. */
static uint32_t dateline_end(const struct reading *r, uint32_t beg)
{
	for (uint32_t i = beg; i < beg + DATELINE && (i == beg || !(at(r, i)->flags & WORD_SENTENCE_START));
		i++) {
		const struct word *w = at(r, i);
		if (i > beg && w->kind == WORD_PUNCT &&
			(w->hash_low == '-' || w->hash_low == 0x2013 /* en dash */ ||
				w->hash_low == 0x2014 /* em dash */ || w->hash_low == 0x0640 /* tatweel */ ||
				w->hash_low == ':'))
			return i;
		if (word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR) || word_is(w, LEX_PREP))
			return beg;
	}
	return beg;
}

struct sentence {
	uint32_t number, beg; /* of its first word */
	uint32_t mention;     /* the first of it */
	uint32_t dateline;
	uint8_t bearing;
	bool read;
};

static void read_sentence(const struct reading *r, const struct place_list *p, struct sentence *s)
{
	uint32_t i = s->beg, head = dateline_end(r, s->beg);
	s->bearing = 0;
	s->mention = mention_at(p, s->mention, at(r, s->beg)->tok);
	s->dateline = s->mention;
	if (head > s->beg && s->mention < p->n && p->v[s->mention].tok_beg == at(r, s->beg)->tok)
		s->dateline = s->mention + 1;
	do
		s->bearing |= (uint8_t)(1u << bearing_of(r, i++));
	while (i < r->words->n && !(at(r, i)->flags & WORD_SENTENCE_START));
}

static void measure(const struct reading *r, const struct place_list *p, struct casualty *f)
{
	uint32_t soft = 0, i = f->word_end;
	f->reach.here = mention_at(p, f->reach.sentence, at(r, f->word_beg)->tok);
	while (i < r->words->n && !(at(r, i)->flags & WORD_SENTENCE_START) &&
		!word_is(at(r, i), LEX_CLAUSE) && bearing_of(r, i) != BEARING_AWAY) {
		if (!soft && hard_comma(r, i))
			soft = i;
		i++;
	}
	f->reach.near = f->reach.here + follows_at_once(r, p, f);
	f->reach.end = mention_at(p, f->reach.here, at(r, i)->tok);
	f->reach.soft = soft ? mention_at(p, f->reach.here, at(r, soft)->tok) : f->reach.end;
}

/* "an attack on the village X led to …": a word of consequence and then a place, both before the figure. */
static bool led_to(
	const struct reading *r, const struct place_list *p, const struct casualty *f, uint32_t beg)
{
	if (f->reach.here == f->reach.sentence)
		return false;
	uint32_t tok = p->v[f->reach.here - 1].tok_beg;
	for (uint32_t i = f->word_beg; i > beg; i--)
		if (word_is(at(r, i - 1), LEX_CONSEQUENCE))
			return at(r, i - 1)->tok < tok;
	return false;
}

void relate_reach(const struct reading *r, const struct place_list *p, struct casualties *c)
{
	struct sentence s = {.mention = (uint32_t)p->window_beg};
	uint32_t led_from = 0;
	for (size_t k = c->window_beg; k < c->n; k++) {
		struct casualty *f = &c->v[k];
		if (!s.read || f->sentence != s.number) {
			uint32_t beg = f->word_beg;
			while (beg > s.beg && !(at(r, beg)->flags & WORD_SENTENCE_START))
				beg--;
			s = (struct sentence){
				.number = f->sentence, .beg = beg, .mention = s.mention, .read = true};
			read_sentence(r, p, &s);
			led_from = beg;
		}
		f->reach.sentence = s.mention;
		f->reach.dateline = s.dateline;
		f->reach.bearing = s.bearing;
		measure(r, p, f);
		f->consequence |= led_to(r, p, f, led_from);
		led_from = f->word_end;
	}
}
