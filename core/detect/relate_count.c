/*
 * Relate, count types: which figures count a period, and which an older toll that a newer one replaced.
 *
 * The walk knows a period only when its words stand before the figure. Here the words of each sentence are read again with
 * its figures at hand: a period holds for the figures after it in the sentence, and for those before it up to a word
 * that opens another toll or clause. What holds for a figure holds for those joined to it and for its parts. A
 * single victim is never a period's total. Linear in the words.
 */
#include "detect/relate.h"

enum {
	JOINED = 1,     /* words between a figure and one joined to it */
	OLD_REACH = 12, /* words from "the earlier toll" to its number */
	NEVER_AT_ONCE = 1000000
};

struct pass {
	const struct reading *r;
	struct casualties *c;
	size_t beg, end;  /* the figures of the sentence */
	uint32_t blocker; /* the last word that opens another toll or clause */
};

static const struct word *at(const struct pass *p, uint32_t i)
{
	return &p->r->words->v[i < p->r->words->n ? i : p->r->words->n];
}

static int64_t value_of(const struct pass *p, uint32_t i, enum lex_class cls)
{
	const struct lex_entry *e = word_entry(p->r->lx, at(p, i), cls);
	return e ? e->a : 0;
}

static bool is_time(const struct pass *p, uint32_t i, bool several)
{
	const struct lex_entry *e = word_entry(p->r->lx, at(p, i), LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_TIME &&
	       (!several || (e->form != FORM_SINGULAR && at(p, i)->clitics & CLITIC_AL));
}

/* What "since" at i opens: a total since a date, one of some days, or nothing ("for two hours"). */
static enum count_type since(const struct pass *p, uint32_t i)
{
	const struct word *n = at(p, i + 1);
	const struct lex_entry *e = word_entry(p->r->lx, n, LEX_EXCLUDED);
	switch (value_of(p, i + 1, LEX_PERIOD)) {
	case PERIOD_WEEKDAY:
		return COUNT_AGGREGATE;
	case PERIOD_DATE:
		return COUNT_CUMULATIVE;
	default:
		break;
	}
	if (e && e->sub == EXCLUDED_MONTH)
		return COUNT_CUMULATIVE;
	bool counted = n->kind == WORD_DIGITS || word_is(n, LEX_UNIT) || word_is(n, LEX_TEEN) ||
		       word_is(n, LEX_TEN) || word_is(n, LEX_ORDINAL);
	if (!counted || is_time(p, i + 2, false))
		return COUNT_INCIDENT;
	return COUNT_CUMULATIVE;
}

static enum count_type period_at(const struct pass *p, uint32_t i)
{
	if (value_of(p, i, LEX_CUMULATIVE) == 1)
		return COUNT_CUMULATIVE;
	switch (value_of(p, i, LEX_PERIOD)) {
	case PERIOD_SINCE:
		return since(p, i);
	case PERIOD_SPAN:
		return is_time(p, i + 1, true) ? COUNT_AGGREGATE : COUNT_INCIDENT;
	case PERIOD_OLD:
		return COUNT_SUPERSEDED;
	default:
		return COUNT_INCIDENT;
	}
}

static bool may_be_total(const struct figure *f)
{
	return f->polarity == POLARITY_ASSERTED && f->count_type == COUNT_INCIDENT &&
	       (f->value == NUMBER_NONE ? f->low >= 3 : f->value >= 3);
}

static void mark(struct casualty *f, enum count_type type)
{
	f->figure.count_type = type;
	f->period = true;
}

static void apply(struct pass *p, uint32_t i, enum count_type type)
{
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		bool after = f->word_beg >= i;
		if (type == COUNT_SUPERSEDED) {
			if (!after)
				continue;
			if (f->word_beg <= i + OLD_REACH && !f->period)
				mark(f, type);
			return; /* what is joined to it follows */
		}
		if (after && f->figure.count_type == type)
			f->period = true;
		if (may_be_total(&f->figure) && (after || f->word_beg > p->blocker || !p->blocker))
			mark(f, type);
	}
}

static void read_sentence(struct pass *p, uint32_t beg, uint32_t end)
{
	p->blocker = 0;
	for (uint32_t i = beg; i < end; i++) {
		const struct word *w = at(p, i);
		enum count_type type = period_at(p, i);
		if (type != COUNT_INCIDENT)
			apply(p, i, type);
		if (word_is(w, LEX_CLAUSE) || word_is(w, LEX_REACH) || word_is(w, LEX_TOLL))
			p->blocker = i;
	}
}

/* "among the dead", after an old toll was told: they are of the new one. */
static void leave_old_toll(struct pass *p, struct casualty *f)
{
	const struct casualty *old = &p->c->v[f->figure.part_of];
	if (old->figure.count_type != COUNT_SUPERSEDED || old->sentence == f->sentence)
		return;
	for (int32_t k = f->figure.part_of; k-- > 0 && p->c->v[k].sentence + 2 >= old->sentence;) {
		const struct figure *g = &p->c->v[k].figure;
		if (g->part_of < 0 && g->harm == old->figure.harm && g->count_type != COUNT_SUPERSEDED) {
			f->figure.part_of = k;
			return;
		}
	}
}

/* What is joined to a total is one too, and so are its parts. */
static void spread(struct pass *p)
{
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		int32_t whole = f->figure.part_of;
		bool many = f->figure.value != NUMBER_NONE && f->figure.value >= NEVER_AT_ONCE;
		if (many && f->figure.count_type == COUNT_INCIDENT)
			mark(f, COUNT_CUMULATIVE);
		if (whole >= 0) {
			leave_old_toll(p, f);
			const struct casualty *w = &p->c->v[f->figure.part_of];
			/* Of a day's total, a plural without a number counts nothing. */
			if (w->figure.count_type == COUNT_AGGREGATE && f->figure.value == NUMBER_NONE)
				f->figure.count_type = COUNT_INCIDENT;
			else if (w->period && f->figure.count_type == COUNT_INCIDENT)
				mark(f, w->figure.count_type);
			continue;
		}
		const struct casualty *b = k > p->beg ? &p->c->v[k - 1] : NULL;
		if (!b || b->figure.part_of >= 0 || b->word_end + JOINED < f->word_beg)
			continue;
		bool old = b->figure.count_type == COUNT_SUPERSEDED && b->figure.harm != f->figure.harm;
		if (old || (may_be_total(&f->figure) && !f->toll && (b->toll || b->period)))
			mark(f, b->figure.count_type);
	}
}

void relate_counts(const struct reading *r, struct casualties *c)
{
	struct pass p = {.r = r, .c = c};
	uint32_t word = 0;
	for (p.beg = c->window_beg; p.beg < c->n; p.beg = p.end) {
		uint32_t sentence = c->v[p.beg].sentence, beg = c->v[p.beg].word_beg, end;
		p.end = p.beg;
		while (p.end < c->n && c->v[p.end].sentence == sentence)
			p.end++;
		while (beg > word && !(at(&p, beg)->flags & WORD_SENTENCE_START))
			beg--;
		end = beg + 1;
		while (end < r->words->n && !(at(&p, end)->flags & WORD_SENTENCE_START))
			end++;
		read_sentence(&p, beg, end);
		spread(&p);
		word = end;
	}
}
