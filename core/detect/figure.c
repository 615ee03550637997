/*
 * Figure: the walk.
 *
 * A sentence is walked once. Words that steer change the state (figure_machine.h); each quantity is then considered against
 * it (figure_consider.c). Distances are in words and small, so a sentence costs time in proportion to its length.
 */
#include "detect/figure_machine.h"

#include <stdlib.h>

/* Is word i inside the name of a place? Only asked with rising i. */
static bool in_place(struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = machine_word(m, i)->tok;
	if (!p)
		return false;
	while (m->next_mention < p->n && p->v[m->next_mention].tok_end <= tok)
		m->next_mention++;
	return m->next_mention < p->n && p->v[m->next_mention].tok_beg <= tok &&
	       !(p->v[m->next_mention].cues & (CUE_UNKNOWN | CUE_WEAK));
}

bool machine_place_begins(const struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = machine_word(m, i)->tok;
	if (!p)
		return false;
	for (size_t k = m->next_mention; k < p->n && p->v[k].tok_beg <= tok; k++)
		if (p->v[k].tok_beg == tok)
			return true;
	return false;
}

/* The mention that ends before word i, -1 when none does. */
static int64_t place_that_ends(const struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = machine_word(m, i)->tok;
	for (size_t k = m->next_mention > 0 ? m->next_mention - 1 : 0; p && k < p->n && p->v[k].tok_beg < tok;
		k++)
		if (p->v[k].tok_end == tok)
			return (int64_t)k;
	return -1;
}

bool machine_place_ends(const struct machine *m, uint32_t i)
{
	return place_that_ends(m, i) >= 0;
}

bool machine_joined_place_ends(const struct machine *m, uint32_t i)
{
	int64_t k = place_that_ends(m, i);
	return k >= 0 && figure_place_joined(m->r, m->places, (size_t)k, i);
}

bool figure_place_joined(const struct reading *r, const struct place_list *p, size_t mention, uint32_t i)
{
	enum { BACK = 3 }; /* words from "and in" to the name */
	static const uint64_t others = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_NOUN);
	while (figure_place_nested(p, mention))
		mention--;
	const struct place_mention *name = &p->v[mention];
	const struct token *k = &r->tokens->v[name->tok_beg];
	if (name->span.beg_cp > k->beg_cp)
		return token_fold(r->tokens, k)[0] == 0x0648 /* waw */;
	while (i > 0 && r->words->v[i].tok > name->tok_beg)
		i--;
	for (uint32_t back = 1; back <= BACK && back <= i; back++) {
		const struct word *w = &r->words->v[i - back];
		if (w->kind != WORD_WORD || w->classes & others)
			return false;
		if (w->clitics & CLITIC_WA)
			return w->prep == PREP_IN;
		if (w->prep == PREP_IN && i > back && word_is(w - 1, LEX_VERB))
			return true;
	}
	return false;
}

static void set_mood(struct machine *m, uint32_t i, enum polarity p, uint32_t reach)
{
	m->mood = p;
	m->mood_beg = i;
	m->mood_end = i + reach;
}

/* What steer() heeds. */
static const uint64_t steers = LEX_BIT(LEX_DENIAL) | LEX_BIT(LEX_NO_INFORMATION) | LEX_BIT(LEX_UNCONFIRMED) |
			       LEX_BIT(LEX_NEGATION) | LEX_BIT(LEX_CUMULATIVE) | LEX_BIT(LEX_PREP) |
			       LEX_BIT(LEX_HYPOTHETICAL) | LEX_BIT(LEX_CONSEQUENCE) | LEX_BIT(LEX_BETWEEN) |
			       LEX_BIT(LEX_PART) | LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_CLAUSE) |
			       LEX_BIT(LEX_TOLL) | LEX_BIT(LEX_BEARING);

/* "No reports of injuries have come in": the reports are what is missing. */
static bool no_word_of(const struct machine *m, uint32_t i)
{
	return m->mood == POLARITY_UNKNOWN && i <= m->mood_end;
}

/* "A child under (18)": an age, and no negation. */
static bool limits_number(const struct machine *m, uint32_t i)
{
	const struct word *next = machine_word(m, i + 1);
	return next->kind == WORD_DIGITS || word_is(next, LEX_GLUE) || word_is(next, LEX_TEN) ||
	       word_is(next, LEX_ORDINAL);
}

/* "the news of the killing of seven is unfounded": the figures of this clause, just before word i, are denied. */
static void deny_before(struct machine *m, uint32_t i)
{
	enum { NEAR_DENIAL = 8 }; /* words */
	size_t k = m->out->n;
	for (uint32_t j = i; j > m->sentence_beg && i - j < NEAR_DENIAL; j--) {
		if (word_punct(machine_word(m, j - 1), ','))
			return;
		while (k > m->sentence_first && m->out->v[k - 1].word_end >= j)
			m->out->v[--k].figure.polarity = POLARITY_DENIED;
	}
}

/* Whether what follows happened: denied, not known, rumoured, negated; "no one … but a child" did. */
static void steer_mood(struct machine *m, uint32_t i, const struct word *w)
{
	const struct lex_entry *denial = machine_entry(m, i, LEX_DENIAL),
			       *says = machine_entry(m, i, LEX_BEARING);
	bool told =
		says && (says->a == BEARING_SAYS || says->a == BEARING_RESUMES || says->a == BEARING_ADMITS);
	if (m->mood == POLARITY_DENIED && told && !denial && w->clitics & CLITIC_WA)
		m->mood = POLARITY_ASSERTED; /* "denied it, and spoke of one wounded" */
	if (denial && denial->a)
		deny_before(m, i);
	else if (denial)
		set_mood(m, i, POLARITY_DENIED, 20);
	else if (word_is(w, LEX_NO_INFORMATION))
		set_mood(m, i, POLARITY_UNKNOWN, REACH_MOOD);
	else if (m->mood == POLARITY_DENIED && i <= m->mood_end && !word_is(w, LEX_NEGATION))
		; /* "denied reports of" */
	else if (word_is(w, LEX_UNCONFIRMED) && !(w->n_tok == 1 && w->clitics & CLITIC_AL))
		set_mood(m, i, no_word_of(m, i) ? POLARITY_UNKNOWN : POLARITY_UNCONFIRMED, REACH_MOOD);
	else if (word_is(w, LEX_NEGATION) && !(w->clitics & (CLITIC_BI | CLITIC_LI)) && !limits_number(m, i))
		set_mood(m, i, POLARITY_NEGATED, w->n_tok > 1 ? REACH_MOOD : REACH_NEGATION);
	if (w->prep == PREP_BUT || (w->prep == PREP_BESIDES && word_is(machine_word(m, i + 1), LEX_MASDAR)))
		m->mood = POLARITY_ASSERTED;
}

/* Whether it counts a period or a day, and whether it happened after all: "an attempt that led to …" did. */
static void steer_time(struct machine *m, uint32_t i, const struct word *w)
{
	const struct lex_entry *e;
	if ((e = machine_entry(m, i, LEX_CUMULATIVE)) && e->a == 2)
		m->period = m->out->period && m->out->period + 4 > m->out->n_sentences;
	if (e && e->a == 1)
		m->out->period = m->out->n_sentences + 1;
	if (w->prep == PREP_WEEKDAY && i > m->sentence_beg) {
		const struct lex_entry *saw = machine_entry(m, i - 1, LEX_STOP);
		m->day_total |= saw && saw->a == STOP_DAY_SAW; /* "Tuesday saw …" */
	}
	if ((e = machine_entry(m, i, LEX_HYPOTHETICAL))) {
		m->hypothetical_end = i + 5;
		m->escaped_end = e->a || i < m->escaped_end ? m->hypothetical_end : 0;
	}
	if (word_is(w, LEX_CONSEQUENCE)) {
		m->consequence = i + 1;
		const uint16_t *letters = token_fold(m->r->tokens, &m->r->tokens->v[w->tok]);
		bool would = w->clitics & CLITIC_LI && letters[1] == 0x0627 /* alif: no present */;
		if (would)
			m->hypothetical_end = i + 5; /* "would have led to" */
		else if (m->hypothetical_end < i + 4 && machine_past_verb(m, i))
			m->hypothetical_end = i;
	}
}

/* Words that change the state without being quantities or harm words. */
/* "Among the dead (of the massacre of X, in Y,) 15 children": past what follows the noun before word i. */
static uint32_t past_whose(const struct machine *m, uint32_t i)
{
	enum { LONGEST = 8 }; /* words */
	for (uint32_t k = i; k < i + LONGEST; k++) {
		const struct word *w = machine_word(m, k);
		if (word_punct(w, ','))
			return k + 1;
		if (quantity_may_begin(w))
			return k;
		if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || word_is(w, LEX_VERB))
			break;
	}
	return i;
}

/* "Two attacks, one of them suicidal", "(cars) one of which was driven by": is the one at word i no person? */
static bool one_is_thing(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i > m->sentence_beg ? i - 1 : i);
	const struct token *k = &m->r->tokens->v[w->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	if (i == m->sentence_beg || w->kind != WORD_WORD || word_is(w, LEX_NOUN) || k->n_fold < 4)
		return false;
	bool dual = f[k->n_fold - 1] == 0x0646 /* noon */ &&
		    (f[k->n_fold - 2] == 0x064A /* yeh */ || f[k->n_fold - 2] == 0x0627 /* alif */);
	bool present = w->first == UINT32_MAX && f[0] == 0x064A;
	return present || (dual && w->classes & (LEX_BIT(LEX_ASSAULT) | LEX_BIT(LEX_EXCLUDED)));
}

static void steer(struct machine *m, uint32_t i)
{
	enum { WHO = 3 }; /* words from the killing of somebody to where they were */
	const struct word *w = machine_word(m, i);
	const struct lex_entry *e;
	steer_mood(m, i, w);
	steer_time(m, i, w);
	if (word_is(w, LEX_BETWEEN) && word_is(machine_word(m, i + 1), LEX_NOUN) &&
		machine_word(m, i + 2)->clitics & CLITIC_WA) {
		uint32_t end = i + 3; /* "between dead and wounded (and missing)": counts nothing by itself */
		while (machine_word(m, end)->clitics == CLITIC_WA &&
			word_is(machine_word(m, end), LEX_NOUN) &&
			machine_entry(m, end, LEX_NOUN)->form == FORM_SINGULAR)
			end++;
		m->hypothetical_end = end;
	}
	e = machine_entry(m, i, LEX_PART);
	if (e && m->n_subjects && machine_after_subject(m, i)) {
		m->subject_parts = (enum relation)e->sub;
		return;
	}
	if (e && !(e->a == PART_ONE && one_is_thing(m, i)) && !(w->clitics & (CLITIC_BI | CLITIC_LI)))
		machine_open_part(m, i, e, i + 1);
	if (w->prep == PREP_OUT_OF && word_is(machine_word(m, i + 1), LEX_NOUN)) {
		const struct lex_entry *n = machine_entry(m, i + 1, LEX_NOUN);
		if (n->harm && n->form != FORM_SINGULAR) {
			const struct lex_entry *too = machine_entry(m, i + 2, LEX_NOUN);
			bool both = too && machine_word(m, i + 2)->clitics & CLITIC_WA && too->harm;
			machine_open_among(m, past_whose(m, i + 2 + both), n->harm | (both ? too->harm : 0),
				RELATION_INCLUDED_IN);
			if (!word_has_article(m->r->tokens, machine_word(m, i + 1)))
				m->quiet_noun = i + 1; /* "among the dead of", but "among the five dead" */
		}
	}
	bool held = m->scope.active && m->scope.weak && m->scope.harm == 1 << HARM_DETAINED;
	if (w->prep == PREP_WHO && held && m->scope.n == 0)
		m->scope.active = false; /* "in the prisons of X, which have fighters" */
	if (word_is(w, LEX_CAUSE)) {
		m->scope.closed |= i >= m->scope.last; /* not by when it was */
		if (m->part.n && i >= m->part.sum_end)
			m->part.parent = -1;
	}
	bool told = m->scope.active && m->scope.n == 0 &&
		    (m->scope.masdar ? i <= m->scope.end + WHO && word_is(machine_word(m, i + 1), LEX_PART)
				     : m->scope.end == i);
	bool too = told || machine_is_amid(m, i);
	if (word_is(w, LEX_CLAUSE) &&
		!too) { /* none begins in "was killed also the medic", "the killing of all (aboard), who are", "amid the city" */
		machine_close_scope(m);
		m->n_subjects = 0;
		m->hypothetical_end = i;
		m->mood = POLARITY_ASSERTED;
	}
	if ((e = machine_entry(m, i, LEX_TOLL)) && (!m->toll.active || e->harm || e->a))
		m->toll = (struct scope){.active = true,
			.harm = e->a ? machine_harm_named(m, i) : e->harm,
			.beg = i,
			.end = i + 1};
}

static bool speaks_of_disease(const struct machine *m)
{
	if (!(m->classes >> LEX_STOP & 1))
		return false;
	for (uint32_t i = m->sentence_beg; i < m->sentence_end; i++) {
		const struct lex_entry *e = machine_entry(m, i, LEX_STOP);
		if (e && e->a == STOP_DISEASE)
			return true;
	}
	return false;
}

/* "An injury" is the act until a number says otherwise, unless it is a part ("among them an injury") or negated. */
static bool names_act(const struct machine *m, uint32_t i, const struct quantity *q)
{
	const struct word *w = machine_word(m, i);
	if (q->beg != i || !word_is(w, LEX_MASDAR) || !q->noun || q->noun->form != FORM_SINGULAR ||
		q->noun != machine_entry(m, i, LEX_NOUN))
		return false;
	bool among =
		m->part.parent >= 0 && m->part.n == 0 && m->part.end == i && !w->clitics && !q->possessed;
	bool negated = m->mood == POLARITY_NEGATED && i <= m->mood_end && i > m->sentence_beg &&
		       word_is(machine_word(m, i - 1), LEX_PREP);
	return !among && !negated && !machine_adds_injury(m, i);
}

/* "That 11 civilians, a woman among them, and 44 others were injured": a text lost the verb of those who were killed. */
static bool lacks_verb(const struct machine *m, uint32_t i, const struct lex_entry *v)
{
	struct quantity others;
	uint32_t end;
	const struct quantity *first = &m->subjects[0].quantity,
			      *last = &m->subjects[m->n_subjects - 1].quantity;
	return v->harm == 1 << HARM_INJURED && machine_word(m, i)->clitics == CLITIC_WA && last->end == i &&
	       first->kind == QUANTITY_NUMBER_NOUN && !first->harm && first->beg > m->sentence_beg &&
	       machine_word(m, first->beg - 1)->prep == PREP_THAT &&
	       quantity_read(m->r, i + 1, &others, &end) == QUANTITY_FOUND && others.other;
}

/* A verb or a noun of harm at i: says what befell those before it, else opens a scope for those after it. */
static bool read_act(struct machine *m, uint32_t i, struct err *err)
{
	const struct lex_entry *v = machine_verb(m, i);
	if (v && m->mood == POLARITY_NEGATED && machine_word(m, i)->clitics & CLITIC_WA &&
		machine_past_verb(m, i))
		m->mood = POLARITY_ASSERTED; /* "he did not surrender, and they arrested …" */
	static const struct lex_entry killed = {.cls = LEX_VERB, .harm = 1 << HARM_KILLED};
	if (v && m->n_subjects && lacks_verb(m, i, v) && !machine_settle_subjects(m, i, &killed, err))
		return false;
	bool freed = v && v->flags & LEX_WEAK && i < m->hypothetical_end; /* "the release of ten in prison" */
	if (v && v->harm && m->n_subjects && !freed && !machine_word(m, i)->clitics &&
		!machine_of_another(m, i, v)) {
		size_t before = m->out->n;
		if (!machine_settle_subjects(m, i, v, err))
			return false;
		if (m->out->n > before) {
			m->scope = (struct scope){.active = true,
				.harm = v->harm,
				.beg = i,
				.end = i + 1,
				.last = i + 1,
				.n = 1};
			return true;
		}
	}
	machine_read_trigger(m, i);
	return true;
}

/* Each reader is called only at words with which what it reads can begin. */
static bool walk(struct machine *m, uint32_t beg, struct err *err)
{
	static const uint64_t acts = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR);
	struct quantity q;
	for (uint32_t i = beg, end; i < m->sentence_end;) {
		const struct word *w = machine_word(m, i);
		bool bracket = w->kind == WORD_PUNCT && number_enclosed(m->r, i);
		if (w->classes == 0 && w->kind != WORD_DIGITS && !bracket) {
			if (w->kind == WORD_PUNCT)
				machine_read_mark(m, i, w->hash_low);
			i++;
			continue;
		}
		if (word_is(w, LEX_STOP) || in_place(m, i) || (i == m->quiet_noun && i > m->sentence_beg)) {
			i++;
			continue;
		}
		size_t settled = m->out->n;
		const struct lex_entry *noun = word_is(w, LEX_NOUN) ? machine_entry(m, i, LEX_NOUN) : NULL;
		bool body = noun && noun->unit == UNIT_BODY;
		if (((body || w->classes & acts) && !machine_settle_pronoun(m, i, err)) ||
			(m->n_subjects && word_is(w, LEX_PREP) && !machine_settle_predicate(m, i, err)))
			return false;
		if (m->out->n > settled) {
			i++;
			continue;
		}
		if (w->classes & steers)
			steer(m, i);
		if (word_is(w, LEX_PART) && machine_one_of_them(m, i, &q)) {
			if (!machine_take_part(m, &q, err))
				return false;
			i++;
			continue;
		}
		if (w->classes & (LEX_BIT(LEX_NOUN) | LEX_BIT(LEX_MASDAR)))
			machine_look_for_toll(m, i);
		if (word_is(w, LEX_NOUN) && machine_read_bodies(m, i)) {
			i++;
			continue;
		}
		enum quantity_result found = QUANTITY_NONE;
		if (bracket || quantity_may_begin(w))
			found = quantity_read(m->r, i, &q, &end);
		if (found == QUANTITY_FOUND && names_act(m, i, &q))
			found = QUANTITY_NONE;
		if (found == QUANTITY_EXCLUDED) {
			i = end > i ? end : i + 1;
			continue;
		}
		if (found == QUANTITY_FOUND) {
			size_t before = m->out->n;
			if (!machine_consider(m, &q, err))
				return false;
			if (m->out->n > before || q.kind <= QUANTITY_VAGUE) {
				i = q.end > i ? q.end : i + 1;
				continue;
			}
			if (q.end == i + 2 && word_is(machine_word(m, i + 1), LEX_ADJ))
				m->quiet_noun = i + 1; /* "the minor child": its adjective is no other one */
		}
		if (w->classes & acts && i >= m->quiet_end && !read_act(m, i, err))
			return false;
		i++;
	}
	return true;
}

bool figure_scan(
	const struct reading *r, const struct place_list *places, struct casualties *out, struct err *err)
{
	static const uint64_t relevant = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_NOUN) |
					 LEX_BIT(LEX_PART) | LEX_BIT(LEX_TOLL);
	const struct words *ws = r->words;
	out->window_beg = out->n;
	if (out->n_windows == 0)
		out->last_whole = -1;
	size_t mention = places ? places->window_beg : 0;
	for (uint32_t i = 0; i < ws->n;) {
		uint32_t end = i + 1;
		uint64_t classes = ws->v[i].classes;
		while (end < ws->n && !(ws->v[end].flags & WORD_SENTENCE_START))
			classes |= ws->v[end++].classes;
		struct machine m = {.r = r,
			.places = places,
			.next_mention = mention,
			.out = out,
			.part = {.parent = -1, .outer = -1},
			.sum = {.parent = -1},
			.sentence_beg = i,
			.sentence_end = end,
			.classes = classes,
			.sentence_first = out->n};
		if (classes & relevant || machine_in_list(&m)) {
			m.disease = speaks_of_disease(&m);
			if (!walk(&m, machine_enter_early(&m, machine_enter_item(&m)), err))
				return false;
			mention = m.next_mention;
			machine_leave_early(&m);
			machine_leave_item(&m);
		} else {
			out->list = (struct toll_list){0};
		}
		out->n_sentences++;
		i = end;
	}
	out->n_windows++;
	return true;
}

void casualties_clear(struct casualties *c)
{
	*c = (struct casualties){.v = c->v, .cap = c->cap, .last_whole = -1};
}

void casualties_release(struct casualties *c)
{
	free(c->v);
	*c = (struct casualties){0};
}
