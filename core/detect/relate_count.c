/*
 * Relate, count types: which figures count a period, and which an older toll that a newer one replaced.
 *
 * The walk knows a period only when its words stand before the figure. Here the words of each sentence are read again with
 * its figures at hand: a period holds for the figures after it in the sentence, and for those before it up to a word
 * that opens another toll or clause; "he added" and "the report" carry it on. A toll that rises is cumulative; one that
 * only is so much counts what the sentence speaks of. What holds for a figure holds for those joined to it and for its
 * parts. A single victim is never a period's total. Linear in the words.
 */
#include "detect/relate_period.h"

enum {
	JOINED = 1,         /* words between a figure and one joined to it */
	OLD_REACH = 12,     /* words from "the earlier toll" to its number */
	WHEN = 24,          /* words from a period to "when" */
	STILL = 6,          /* words from "still" to who is missing */
	MANY_AT_ONCE = 300, /* a toll of one event seldom has more */
	MANY_KILLED = 1000, /* not at once */
	MANY_TAKEN = 5000,
	MANY_MISSING = 100,
	SAYS = 8,       /* words from "had" to "said" */
	TOLLS = 6,      /* sentences from a toll to what had been said before it */
	MANY_HELD = 10, /* that are still held were not taken at once */
	MANY_AT_ALL = 1000000
};

struct pass {
	const struct reading *r;
	struct casualties *c;
	size_t beg, end;         /* the figures of the sentence */
	uint32_t blocker;        /* the last word that opens another toll or clause */
	enum count_type told;    /* the period last spoken of in the window */
	uint64_t classes;        /* of the words of the sentence */
	bool had;                /* which begins with "had" */
	enum count_type goes_on; /* with the period of the sentence before */
	uint32_t going_on;       /* the last sentence that counts a period so, + 1 */
	bool report;             /* which tells more of a report: even one victim is of its period */
};

/* Of words that speak of a period; few sentences have one. */
#define PERIOD_CLASSES (LEX_BIT(LEX_CUMULATIVE) | LEX_BIT(LEX_PERIOD) | LEX_BIT(LEX_AGGREGATE))

static const struct word *at(const struct pass *p, uint32_t i)
{
	return reading_word(p->r, i);
}

static inline int64_t value_of(const struct pass *p, uint32_t i, enum lex_class cls)
{
	return word_value(p->r->lx, at(p, i), cls);
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

/* "since 2014, when 30 were killed": is another time spoken of between the period and the figure? */
static bool another_time(const struct pass *p, uint32_t i, const struct casualty *f)
{
	for (uint32_t end = i + WHEN; i < f->word_beg && i < end; i++)
		if (value_of(p, i, LEX_PERIOD) == PERIOD_WHEN)
			return true;
	return false;
}

/* Is the toll said to rise, in the words of its sentence before it? */
static bool rises(const struct pass *p, const struct casualty *f)
{
	for (uint32_t i = f->word_beg; i > 0 && !(at(p, i)->flags & WORD_SENTENCE_START);)
		if (value_of(p, --i, LEX_REACH) == REACH_RISES)
			return true;
	return false;
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
		if (after && another_time(p, i, f)) {
			if (!f->toll && f->figure.count_type == type)
				f->figure.count_type = COUNT_INCIDENT;
			continue;
		}
		bool within = after || f->word_beg > p->blocker || !p->blocker;
		if (f->toll && after && type == COUNT_AGGREGATE &&
			!(p->classes >> LEX_REACH & 1 && rises(p, f)))
			f->figure.count_type = type; /* "the number of the dead in four days was 32" */
		if (f->toll || (within && f->figure.count_type == type))
			f->period = true;
		if (within && may_be_total(&f->figure))
			mark(f, type);
	}
}

static bool stands_between(const struct pass *p, uint32_t beg, uint32_t end, enum lex_class cls)
{
	while (beg < end && !word_is(at(p, beg), cls))
		beg++;
	return beg < end;
}

/* "the shelling that goes on leaves victims": they are of no one incident. */
static void apply_to_plurals(struct pass *p, uint32_t i)
{
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		if (f->word_beg < i || !stands_between(p, i - (i > 0), f->word_beg, LEX_ASSAULT))
			continue;
		if (stands_between(p, i, f->word_beg, LEX_CLAUSE))
			break;
		if (may_be_total(&f->figure) && f->figure.approximator == APPROX_VAGUE)
			mark(f, COUNT_AGGREGATE);
	}
}

static void read_sentence(struct pass *p, uint32_t beg, uint32_t end)
{
	static const uint64_t speak =
		PERIOD_CLASSES | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_REACH) | LEX_BIT(LEX_TOLL);
	p->blocker = 0;
	for (uint32_t i = beg; i < end; i++) {
		const struct word *w = at(p, i);
		if (!(w->classes & speak)) /* as most words */
			continue;
		enum count_type type = period_at(p->r, i, p->had);
		if (type != COUNT_INCIDENT && w->clitics & CLITIC_WA)
			p->blocker = i; /* "and during May …": is told of what follows */
		if (type != COUNT_INCIDENT)
			apply(p, i, type);
		if (word_is(w, LEX_CUMULATIVE) && !value_of(p, i, LEX_CUMULATIVE))
			for (size_t k = p->beg; k < p->end; k++)
				p->c->v[k].period |= p->c->v[k].toll; /* "the total number" */
		if (value_of(p, i, LEX_PERIOD) == PERIOD_GOES_ON)
			apply_to_plurals(p, i);
		for (size_t k = p->beg; value_of(p, i, LEX_PERIOD) == PERIOD_BEFORE && k < p->end; k++)
			if (p->c->v[k].word_beg < i && p->c->v[k].figure.part_of < 0)
				mark(&p->c->v[k], COUNT_SUPERSEDED);
		if (word_is(w, LEX_CLAUSE) || word_is(w, LEX_REACH) || word_is(w, LEX_TOLL))
			p->blocker = i;
	}
}

/* The period that these words speak of, or COUNT_INCIDENT. */
static enum count_type period_of(const struct pass *p, uint32_t beg, uint32_t end)
{
	enum count_type found = COUNT_INCIDENT;
	for (uint32_t i = beg; i < end; i++) {
		if (!(at(p, i)->classes & PERIOD_CLASSES))
			continue;
		enum count_type type = period_at(p->r, i, p->had);
		if (type == COUNT_INCIDENT && word_is(at(p, i), LEX_AGGREGATE))
			type = COUNT_AGGREGATE;
		if (type == COUNT_AGGREGATE || type == COUNT_CUMULATIVE)
			found = type;
	}
	return found;
}

/* Does the sentence, which tells of no period, go on with the one told of before: "he added that …", "the report says …"? */
static enum count_type resumed(struct pass *p, uint32_t beg, uint32_t end)
{
	enum count_type last = COUNT_INCIDENT;
	uint32_t from = beg;
	for (uint32_t i = beg; p->classes & LEX_BIT(LEX_PERIOD) && i < end; i++)
		if (value_of(p, i, LEX_PERIOD) == PERIOD_SAME) {
			p->report = p->told != COUNT_INCIDENT;
			return p->told;
		}
	bool resumes = value_of(p, beg, LEX_BEARING) == BEARING_RESUMES ||
		       value_of(p, beg + 1, LEX_BEARING) == BEARING_RESUMES;
	if (resumes && beg > 0) {
		for (from = beg - 1; from > 0 && !(at(p, from)->flags & WORD_SENTENCE_START);)
			from--;
		last = period_of(p, from, beg);
	}
	bool still = resumes && p->going_on && p->going_on == p->c->v[p->beg].sentence;
	return last == COUNT_INCIDENT && still ? COUNT_AGGREGATE : last;
}

static void settle_toll(struct pass *p, struct casualty *f, uint32_t beg, enum count_type before)
{
	bool rises = f->word_beg > 0 &&
		     (value_of(p, f->word_beg - 1, LEX_PREP) == 2 || at(p, f->word_beg)->clitics & CLITIC_LI);
	enum count_type period = COUNT_INCIDENT;
	for (uint32_t i = beg; i < f->word_beg; i++) {
		int64_t kind = value_of(p, i, LEX_PERIOD);
		rises |= value_of(p, i, LEX_REACH) == REACH_RISES;
		if ((kind == PERIOD_DAY && i >= f->scope_beg) || word_is(at(p, i), LEX_AGGREGATE))
			period = COUNT_AGGREGATE;
	}
	if (!rises)
		f->figure.count_type = before != COUNT_INCIDENT   ? before
				       : period != COUNT_INCIDENT ? period
								  : p->goes_on;
}

/* "the number of the dead is 21": so many of what the sentence speaks of; "rose to 21": of all so far. */
static void read_tolls(struct pass *p, uint32_t beg)
{
	enum count_type before = COUNT_INCIDENT;
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		bool harmed = f->figure.harm & (1u << HARM_KILLED | 1u << HARM_INJURED);
		if (f->toll && harmed && !f->period && f->figure.count_type == COUNT_CUMULATIVE)
			settle_toll(p, f, beg, before);
		int32_t whole = f->figure.part_of;
		if (whole >= (int32_t)p->beg && p->c->v[whole].toll && !f->toll && !f->period)
			f->figure.count_type = p->c->v[whole].figure.count_type;
		before = whole < 0 ? f->figure.count_type : before;
	}
}

/* "a number of victims are still under the rubble", told beside a period's total; "30 are still held". */
static void read_still(struct pass *p, uint32_t beg)
{
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		bool beside = false;
		for (size_t b = k; b-- > p->c->window_beg && p->c->v[b].sentence + 1 >= f->sentence;)
			beside |= p->c->v[b].figure.count_type != COUNT_INCIDENT;
		bool held = (f->figure.harm == 1 << HARM_DETAINED && f->figure.low >= MANY_HELD) ||
			    (f->figure.harm == 1 << HARM_MISSING && f->figure.low >= MANY_MISSING);
		if (!held && (!beside || f->figure.approximator != APPROX_VAGUE))
			continue;
		for (uint32_t i = f->word_beg; i-- > beg && i + STILL > f->word_beg;)
			if (value_of(p, i, LEX_PERIOD) == PERIOD_STILL)
				mark(f, COUNT_CUMULATIVE);
		if (value_of(p, f->word_end, LEX_PERIOD) == PERIOD_STILL)
			mark(f, COUNT_CUMULATIVE);
	}
}

/* Is there a toll of one event, told before figure k, that has risen above it? */
static bool has_risen(const struct pass *p, size_t k)
{
	const struct casualty *f = &p->c->v[k];
	for (size_t i = p->beg; i-- > p->c->window_beg && p->c->v[i].sentence + TOLLS >= f->sentence;) {
		const struct casualty *toll = &p->c->v[i];
		if (toll->toll && !toll->period && toll->figure.count_type == COUNT_CUMULATIVE &&
			toll->figure.harm & f->figure.harm && toll->figure.value < MANY_AT_ONCE)
			return f->figure.value < toll->figure.value;
	}
	return false;
}

/* "The ministry had said that 19 were killed", after a toll that rose to 25: it was replaced. */
static void read_had(struct pass *p, uint32_t beg)
{
	bool said = false;
	for (uint32_t i = beg; p->had && i <= beg + SAYS && i < p->c->v[p->beg].word_beg; i++) {
		int64_t bearing = value_of(p, i, LEX_BEARING);
		said |= bearing == BEARING_SAYS || bearing == BEARING_RESUMES;
	}
	for (size_t k = p->beg; said && k < p->end; k++)
		if (p->c->v[k].figure.part_of < 0 && p->c->v[k].figure.value >= 3 && has_risen(p, k))
			mark(&p->c->v[k], COUNT_SUPERSEDED);
}

/* "among the dead", after an old toll was told: they are of the new one. */
static void leave_old_toll(struct pass *p, struct casualty *f)
{
	const struct casualty *old = &p->c->v[f->figure.part_of];
	if (old->figure.count_type != COUNT_SUPERSEDED || old->sentence == f->sentence)
		return;
	for (int32_t k = f->figure.part_of; k-- > 0 && p->c->v[k].sentence + 2 >= old->sentence;) {
		const struct figure *g = &p->c->v[k].figure;
		bool fewer = g->value != NUMBER_NONE && f->figure.value != NUMBER_NONE &&
			     g->value <= f->figure.value;
		if (g->part_of < 0 && g->harm == old->figure.harm && g->count_type != COUNT_SUPERSEDED &&
			!fewer) {
			f->figure.part_of = k;
			return;
		}
	}
}

/* Is it a part of the dead of one event, whose number rose? The toll of a war or of a year is of many. */
static bool of_one_event(const struct casualty *whole, const struct casualty *part)
{
	enum count_type type = whole->figure.count_type;
	return whole->toll && !whole->period && (type == COUNT_CUMULATIVE || type == COUNT_INCIDENT) &&
	       whole->figure.value < MANY_AT_ONCE && part->figure.relation != RELATION_RESTATES;
}

static void spread_to_part(struct pass *p, struct casualty *f)
{
	leave_old_toll(p, f);
	const struct casualty *w = &p->c->v[f->figure.part_of];
	if (of_one_event(w, f)) /* "rose to 11, three children among them" */
		f->figure.count_type = COUNT_INCIDENT;
	else if (w->figure.part_of >= 0 && w->figure.relation != RELATION_RESTATES && !f->period)
		f->figure.count_type = w->figure.count_type; /* "among them 54 civilians, of whom 39" */
	else if ((w->period || w->figure.count_type == COUNT_AGGREGATE) &&
		 f->figure.count_type == COUNT_INCIDENT)
		mark(f, w->figure.count_type);
}

/* Does the word only join: a comma, "and the injury of", "besides the presence of"? */
static bool joins(const struct pass *p, uint32_t i)
{
	const struct word *w = at(p, i);
	return w->kind == WORD_PUNCT || word_is(w, LEX_MASDAR) || word_is(w, LEX_CONJ) ||
	       word_is(w, LEX_LIGHT) || value_of(p, i, LEX_PREP) == 4 || value_of(p, i + 1, LEX_PREP) == 4;
}

/* Does nothing stand between but what joins; or, with no part told between, one word? */
static bool in_one_breath(const struct pass *p, uint32_t from, uint32_t to, bool beside)
{
	bool joined = true;
	for (uint32_t i = from; i < to; i++)
		joined &= joins(p, i);
	return joined || (beside && to - from <= JOINED);
}

/* "Besides the wounding of about 200", "and hundreds of others": added to b, of a period, told before in the sentence. */
static bool is_added(const struct pass *p, const struct casualty *b, const struct casualty *f)
{
	enum { BESIDES = 3 }; /* words */
	bool added = f->other;
	for (uint32_t i = f->word_beg; i > 0 && i + BESIDES > f->word_beg; i--)
		added |= at(p, i - 1)->prep == PREP_BESIDES;
	return added && b->period && !b->toll;
}

/* What is joined to a total is one too, and so are its parts. */
static void spread(struct pass *p)
{
	struct casualty *whole = NULL; /* the last that is no part */
	for (size_t k = p->beg; k < p->end; k++) {
		struct casualty *f = &p->c->v[k];
		bool killed = !(f->figure.harm & ~(1u << HARM_KILLED | 1u << HARM_INJURED)) &&
			      f->figure.harm & 1u << HARM_KILLED;
		bool taken = f->figure.harm == 1u << HARM_MISSING || f->figure.harm == 1u << HARM_DETAINED;
		int64_t many = killed ? MANY_KILLED : taken ? MANY_TAKEN : MANY_AT_ALL;
		if (f->figure.value != NUMBER_NONE && f->figure.count_type == COUNT_INCIDENT &&
			f->figure.value >= many)
			mark(f, COUNT_CUMULATIVE);
		if (f->figure.part_of >= 0) {
			spread_to_part(p, f);
			continue;
		}
		struct casualty *b = whole;
		whole = f;
		if (!b || (!in_one_breath(p, p->c->v[k - 1].word_end, f->word_beg, b == f - 1) &&
				  !is_added(p, b, f)))
			continue;
		bool old = b->figure.count_type == COUNT_SUPERSEDED && b->figure.harm != f->figure.harm;
		if (old || (may_be_total(&f->figure) && (b->toll || b->period)))
			mark(f, b->figure.count_type);
	}
}

static void settle_sentence(struct pass *p, uint32_t beg, uint32_t end)
{
	enum count_type goes_on = COUNT_INCIDENT, own = COUNT_INCIDENT;
	if (p->classes & PERIOD_CLASSES)
		own = period_of(p, beg, end);
	if (own == COUNT_INCIDENT)
		goes_on = resumed(p, beg, end);
	if (p->classes & PERIOD_CLASSES)
		read_sentence(p, beg, end);
	for (size_t k = p->beg; k < p->end && goes_on != COUNT_INCIDENT; k++)
		if (p->c->v[k].figure.part_of < 0 &&
			(may_be_total(&p->c->v[k].figure) ||
				(p->report && p->c->v[k].figure.count_type == COUNT_INCIDENT)) &&
			!(p->c->v[k].figure.harm & 1u << HARM_DISPLACED))
			mark(&p->c->v[k], goes_on);
	p->goes_on = goes_on;
	if (own == COUNT_AGGREGATE || goes_on == COUNT_AGGREGATE)
		p->going_on = p->c->v[p->beg].sentence + 1;
	read_tolls(p, beg);
	read_still(p, beg);
	read_had(p, beg);
	spread(p);
	p->told = own != COUNT_INCIDENT ? own : p->told;
}

void relate_counts(const struct reading *r, struct casualties *c)
{
	struct pass p = {.r = r, .c = c, .told = COUNT_INCIDENT};
	uint32_t word = 0;
	for (p.beg = c->window_beg; p.beg < c->n; p.beg = p.end) {
		uint32_t sentence = c->v[p.beg].sentence, beg = c->v[p.beg].word_beg, end;
		p.end = p.beg;
		while (p.end < c->n && c->v[p.end].sentence == sentence)
			p.end++;
		while (beg > word && !(at(&p, beg)->flags & WORD_SENTENCE_START))
			beg--;
		p.classes = at(&p, beg)->classes;
		p.had = word_is(at(&p, beg), LEX_WAS);
		p.report = false;
		for (end = beg + 1; end < r->words->n && !(r->words->v[end].flags & WORD_SENTENCE_START);
			end++)
			p.classes |= r->words->v[end].classes;
		settle_sentence(&p, beg, end);
		word = end;
	}
	relate_list_counts(c);
}
