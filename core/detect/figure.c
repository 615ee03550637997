/*
 * Figure: the walk.
 *
 * A sentence is walked once. Words that steer change the state (figure_machine.h); each quantity is then considered against
 * it, in a fixed order: part of a figure, number of a toll, subject of a verb to its right, governed by the harm
 * word to its left, carrying its harm itself. Distances are in words and small; each is a named constant.
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

bool machine_place_ends(const struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = machine_word(m, i)->tok;
	for (size_t k = m->next_mention > 0 ? m->next_mention - 1 : 0; p && k < p->n && p->v[k].tok_beg < tok;
		k++)
		if (p->v[k].tok_end == tok)
			return true;
	return false;
}

/* A number whose verb of harm comes after it: "that a person was killed". */
static bool take_before_verb(struct machine *m, const struct quantity *q, const struct lex_entry *after,
	uint32_t verb, struct err *err)
{
	const struct lex_entry *too =
		machine_word(m, verb + 1)->clitics == CLITIC_WA && machine_plural_verb(m, verb + 1)
			? machine_verb(m, verb + 1)
			: NULL; /* "nine men were killed and wounded" */
	bool both = too && too->harm && !(too->flags & (LEX_OBJECT | LEX_WEAK)) && q->a > 1;
	struct origin o = {.harm = after->harm | (both ? too->harm : 0),
		.part_of = -1,
		.trigger_beg = verb,
		.trigger_end = verb + 1,
		.rule = "figure.before-verb"};
	machine_remember_subject(m, q);
	if (m->n_subjects > 1 && m->subjects[m->n_subjects - 1].quantity.beg == q->beg) {
		if (!machine_settle_subjects(m, verb, after, err))
			return false;
	} else {
		m->n_subjects = 0;
		if (!machine_take(m, q, &o, err))
			return false;
	}
	m->part.parent = -1;
	m->scope = (struct scope){
		.active = true, .harm = after->harm, .beg = verb, .end = verb + 1, .last = verb + 1, .n = 1};
	m->quiet_end = verb + 1;
	const struct lex_entry *as = machine_entry(m, verb + 1, LEX_NOUN);
	if (as && as->harm && as->flags & LEX_MASS && !machine_word(m, verb + 1)->clitics)
		m->quiet_noun = verb + 1; /* "thirty people fell victims" */
	return true;
}

static bool is_of_kin(const struct quantity *q)
{
	return q->noun && q->noun->flags & LEX_POSSESSED && (q->noun->flags & LEX_KIN || q->partitive);
}

/* The harm of a quantity that is taken: its noun's, else the scope's. */
static uint8_t harm_of(const struct machine *m, const struct quantity *q, bool scoped)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	uint8_t own = state ? 0 : q->harm;
	if (q->between_harms)
		return q->harm;
	if (state && ((q->harm == 1 << HARM_TRAPPED && m->scope.harm == 1 << HARM_MISSING) ||
			     (q->harm == 1 << HARM_ABDUCTED && m->scope.harm == 1 << HARM_DETAINED)))
		return q->harm; /* those searched for; hostages that are held */
	bool added = m->scope.n && machine_connected(m, q);
	if (state && scoped && added && (q->harm == 1 << HARM_MISSING || q->harm == 1 << HARM_ABDUCTED))
		return q->harm; /* "the dead …, and the missing" */
	bool of_toll = m->toll.active && m->scope.beg == m->toll.beg;
	if (state && scoped && q->joined && m->scope.n && (of_toll || m->out->v[m->out->n - 1].own_harm))
		return q->harm; /* the last of "dead, wounded and homeless" */
	if (scoped && !m->scope.masdar && m->scope.harm == 1 << HARM_MISSING && !own &&
		(is_of_kin(q) || (m->scope.transitive && machine_plural_verb(m, m->scope.beg))))
		return 1 << HARM_KILLED; /* "she lost her son", "they lost eight men" */
	if (scoped && own == 1 << HARM_INJURED && m->scope.harm == 1 << HARM_KILLED && !m->scope.weak &&
		!m->scope.label && q->beg == m->scope.end)
		return m->scope.harm; /* the wounded who died */
	if (scoped && own & m->scope.harm && !m->scope.weak)
		return own & m->scope.harm; /* "the killing of 580 victims" */
	return own ? own : scoped ? m->scope.harm : q->harm;
}

static bool take_here(struct machine *m, const struct quantity *q, bool scoped, struct err *err)
{
	enum { JOINED_AT = 2 }; /* words, a comma and "and" */
	bool in_scope = m->scope.active && words_between(m->scope.last, q->beg) <= REACH_NUMBER;
	struct origin o = {.harm = harm_of(m, q, scoped),
		.part_of = -1,
		.trigger_beg = in_scope ? m->scope.beg : q->beg,
		.trigger_end = in_scope ? m->scope.end : q->beg,
		.consequence =
			in_scope ? m->scope.consequence : m->consequence && q->beg - m->consequence <= 4};
	/* "45 killed and 60 wounded": the second number of a toll. */
	o.toll = m->toll.active && m->scope.beg == m->toll.beg && m->scope.n && q->joined &&
		 words_between(m->scope.last, q->beg) <= JOINED_AT;
	if (!machine_take(m, q, &o, err))
		return false;
	m->part.parent = -1;
	/* "206 wounded, who were hit": the verb says nothing new. */
	const struct lex_entry *again = machine_entry(m, q->end, LEX_VERB);
	if (q->harm && again && again->harm == o.harm && !machine_word(m, q->end)->clitics)
		m->quiet_end = q->end + 1;
	const struct lex_entry *whose = machine_entry(m, q->end, LEX_NOUN);
	if (q->unit == UNIT_BODY && whose && whose->form == FORM_SINGULAR &&
		!machine_word(m, q->end)->clitics)
		m->quiet_noun = q->end; /* "the body of a youth who was killed" */
	if (!m->scope.active)
		m->scope = (struct scope){.beg = q->beg, .end = q->beg, .consequence = o.consequence};
	m->scope.last = q->end;
	m->scope.n++;
	return true;
}

static bool has_verb_after(
	const struct machine *m, const struct quantity *q, const struct lex_entry **after, uint32_t *verb)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	bool one_harmed = q->one_of && q->noun && q->noun->flags & LEX_MASS; /* "one of the wounded died" */
	bool named = (q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL) && !q->joined &&
		     !q->harm; /* "that the youth X was killed" */
	if ((q->harm && !state && !one_harmed) ||
		(q->noun && q->noun->flags & LEX_COLLECTIVE && q->kind > QUANTITY_VAGUE) ||
		(q->definite && q->kind != QUANTITY_NUMBER_NOUN && !named) || m->hypothetical_end > q->beg)
		return false;
	*after = machine_harm_after(m, q, verb);
	if (*after && (*after)->harm == 1 << HARM_DISPLACED && q->joined && m->scope.active && m->scope.n &&
		m->scope.harm != (*after)->harm)
		return false; /* "arrested his father and two of his uncles, from their homes" */
	if (*after && (*after)->harm == 1 << HARM_TRAPPED && q->joined && m->scope.active && m->scope.n &&
		m->scope.last == q->beg && (q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL))
		return false; /* "a man and his wife died under the rubble" */
	if (*after && state && q->harm == 1 << HARM_MISSING && (*after)->harm == 1 << HARM_TRAPPED)
		return false; /* "the missing under the rubble" */
	bool searched = m->scope.harm == 1 << HARM_MISSING && *after && (*after)->harm == 1 << HARM_TRAPPED;
	return *after && (!m->scope.active || m->scope.n || m->scope.harm == (*after)->harm || searched ||
				 !machine_fits_scope(m, q));
}

/* Is the quantity a figure here? Takes it if so. */
static bool consider(struct machine *m, const struct quantity *q, struct err *err)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	const struct lex_entry *after;
	uint32_t verb;
	if (m->hypothetical_end > q->beg && (state || q->kind > QUANTITY_BARE_NUMBER)) {
		m->passed = *q;
		m->has_passed =
			!q->harm && q->kind != QUANTITY_PLURAL; /* "an attempt on X, which wounded him" */
		return true;
	}
	if (q->beg > m->sentence_beg && machine_names_doer(m, q->beg - 1))
		return true;
	const struct word *before = machine_word(m, q->beg > m->sentence_beg ? q->beg - 1 : q->beg);
	if (q->kind == QUANTITY_BARE_NUMBER && q->definite &&
		(word_is(before, LEX_EXCLUDED) || word_is(before, LEX_AGGREGATE)))
		return true; /* "the last 24 hours", in Arabic order */
	if (q->beg < m->quiet_end && q->beg > 0 && word_is(machine_word(m, q->beg), LEX_PARTICIPLE))
		return true; /* has said what befell those before it */
	if (q->possessed && q->kind == QUANTITY_PLURAL && q->noun->flags & LEX_MASS)
		return true; /* "their injuries are grave" */
	if (m->disease && q->harm == 1 << HARM_INJURED && q->noun && q->noun->flags & LEX_MASS)
		return true;
	uint32_t past;
	if (machine_is_agent(m, q, &past)) {
		m->scope.last = past;
		if (q->unit == UNIT_FAMILY)
			m->quiet_noun = q->end; /* its name */
		return true;
	}
	const struct lex_entry *in = q->beg > m->sentence_beg ? machine_entry(m, q->beg - 1, LEX_PREP) : NULL;
	bool casualties = q->noun && q->noun->flags & LEX_MASS; /* "caused (in) injuries", "there are dead" */
	if (q->kind == QUANTITY_PLURAL && !casualties && in && in->a == 7 &&
		!machine_word(m, q->beg - 1)->clitics)
		return true; /* "some of them in grave condition" */
	bool of_name = q->kind == QUANTITY_SINGULAR && q->noun->flags & LEX_KIN && !q->definite &&
		       !q->possessed && !q->clitics && q->beg > m->sentence_beg &&
		       machine_is_name(m, q->beg - 1);
	if (of_name || machine_describes(m, q)) /* "Amina, daughter of Ali" */
		return true;
	if (machine_superseded(m, q))
		return machine_take_superseded(m, q, err);
	if (machine_of_the_dead(m, q)) {
		bool own = m->scope.active && m->scope.n == 0 &&
			   (q->kind == QUANTITY_BARE_NUMBER || q->partitive) &&
			   words_between(m->scope.end, q->beg) <= NEAR;
		if (!machine_take_part(m, q, err))
			return false;
		if (own && m->scope.harm) /* "of whom two died" */
			m->out->v[m->out->n - 1].figure.harm = m->scope.harm;
		after = q->kind == QUANTITY_BARE_NUMBER ? machine_harm_after(m, q, &verb) : NULL;
		if (after) /* "three of them died later" */
			m->out->v[m->out->n - 1].figure.harm = after->harm;
		return true;
	}
	int32_t whole = machine_whole_of_rest(m, q);
	if (whole >= 0) {
		m->part = (struct part){.parent = whole,
			.outer = -1,
			.relation = RELATION_INCLUDED_IN,
			.end = q->beg,
			.n = 1};
		return machine_take_part(m, q, err);
	}
	machine_look_further_among(m, q);
	machine_leave_inner(m, q);
	machine_enter_sum_item(m, q);
	if (machine_is_apposition(m, q))
		return machine_take_part(m, q, err);
	if (machine_fits_part(m, q) && !machine_new_whole(m, q))
		return machine_take_part(m, q, err);
	machine_look_for_toll_after(m, q);
	if (machine_fits_toll(m, q))
		return machine_take_toll(m, q, err);
	if (has_verb_after(m, q, &after, &verb))
		return take_before_verb(m, q, after, verb, err);
	uint32_t fell;
	const struct lex_entry *as = machine_fell_as(m, q, &fell);
	if (as) {
		m->scope.harm = as->harm & 1 << HARM_KILLED ? 1 << HARM_KILLED : as->harm;
		m->quiet_noun = fell;
	}
	bool scoped = machine_fits_scope(m, q);
	bool alone = scoped || machine_fits_alone(m, q);
	uint8_t told = scoped ? 0 : machine_same_elsewhere(m, q);
	if (!alone && !told)
		told = machine_told_before(m, q);
	if (told) {
		struct origin o = {.harm = told, .part_of = -1, .trigger_beg = q->beg, .trigger_end = q->beg};
		m->part.parent = -1;
		return machine_take(m, q, &o, err);
	}
	if (alone)
		return take_here(m, q, scoped, err);
	if (q->kind == QUANTITY_NUMBER_NOUN)
		m->passed_over = q->end;
	m->passed = *q;
	bool whose = q->beg > m->sentence_beg && machine_partitive(m, q->beg - 1); /* "two of its men" */
	m->has_passed = (!q->harm || state) && !(whose && q->possessed);
	machine_remember_subject(m, q);
	return true;
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
			       LEX_BIT(LEX_TOLL);

/* "No reports of injuries have come in": the reports are what is missing. */
static bool no_word_of(const struct machine *m, uint32_t i)
{
	return m->mood == POLARITY_UNKNOWN && i <= m->mood_end;
}

/* Words that change the state without being quantities or harm words. */
static void steer(struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *e;
	if (word_is(w, LEX_DENIAL))
		set_mood(m, i, POLARITY_DENIED, 20);
	else if (word_is(w, LEX_NO_INFORMATION))
		set_mood(m, i, POLARITY_UNKNOWN, REACH_MOOD);
	else if (word_is(w, LEX_UNCONFIRMED) && !(w->n_tok == 1 && w->clitics & CLITIC_AL))
		set_mood(m, i, no_word_of(m, i) ? POLARITY_UNKNOWN : POLARITY_UNCONFIRMED, REACH_MOOD);
	else if (word_is(w, LEX_NEGATION) && !(w->clitics & (CLITIC_BI | CLITIC_LI)))
		set_mood(m, i, POLARITY_NEGATED, w->n_tok > 1 ? REACH_MOOD : REACH_NEGATION);
	if ((e = machine_entry(m, i, LEX_PREP)) && e->a == 14)
		m->mood = POLARITY_ASSERTED; /* "no one … but a child" */
	if ((e = machine_entry(m, i, LEX_CUMULATIVE)) && e->a == 2)
		m->period = m->out->period && m->out->period + 4 > m->out->n_sentences;
	if (e && e->a == 1)
		m->out->period = m->out->n_sentences + 1;
	if (word_is(w, LEX_PREP) && i > m->sentence_beg && (e = machine_entry(m, i, LEX_PREP)) && e->a == 6) {
		const struct lex_entry *saw = machine_entry(m, i - 1, LEX_STOP);
		m->day_total |= saw && saw->a == STOP_DAY_SAW; /* "Tuesday saw …" */
	}
	if ((e = machine_entry(m, i, LEX_HYPOTHETICAL))) {
		m->hypothetical_end = i + 5;
		m->escaped_end = e->a || i < m->escaped_end ? m->hypothetical_end : 0;
	}
	if (word_is(w, LEX_CONSEQUENCE)) {
		m->consequence = i + 1;
		if (m->hypothetical_end < i + 4 && machine_past_verb(m, i))
			m->hypothetical_end = i; /* "an attempt that led to …" did */
	}
	if (word_is(w, LEX_BETWEEN) && word_is(machine_word(m, i + 1), LEX_NOUN) &&
		machine_word(m, i + 2)->clitics & CLITIC_WA)
		m->hypothetical_end = i + 3; /* "between dead and wounded": counts nothing by itself */
	e = machine_entry(m, i, LEX_PART);
	if (e && m->n_subjects && machine_after_subject(m, i)) {
		m->subject_parts = (enum relation)e->sub;
		return;
	}
	if (e && !(w->clitics & (CLITIC_BI | CLITIC_LI)))
		machine_open_part(m, i, e, i + 1);
	if ((e = machine_entry(m, i, LEX_PREP)) && e->a == 5 && word_is(machine_word(m, i + 1), LEX_NOUN)) {
		const struct lex_entry *n = machine_entry(m, i + 1, LEX_NOUN);
		if (n->harm && n->form != FORM_SINGULAR)
			machine_open_among(m, i + 2, n->harm, RELATION_INCLUDED_IN);
	}
	if (word_is(w, LEX_CAUSE)) {
		m->scope.closed |= i >= m->scope.last; /* not by when it was */
		if (m->part.n && i >= m->part.sum_end)
			m->part.parent = -1;
	}
	bool too = machine_is_amid(m, i) ||
		   (m->scope.active && !m->scope.masdar && m->scope.n == 0 && m->scope.end == i);
	if (word_is(w, LEX_CLAUSE) &&
		!too) { /* no clause begins in "was killed also the medic", "amid the city" */
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
		if (word_is(w, LEX_STOP) || in_place(m, i)) {
			i++;
			continue;
		}
		if (i == m->quiet_noun && i > m->sentence_beg) {
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
		if (word_is(w, LEX_NOUN))
			machine_look_for_toll(m, i);
		if (word_is(w, LEX_NOUN) && machine_read_bodies(m, i)) {
			i++;
			continue;
		}
		enum quantity_result found = QUANTITY_NONE;
		if (bracket || quantity_may_begin(w))
			found = quantity_read(m->r, i, &q, &end);
		/* "an injury" is the act until a number says otherwise. */
		if (found == QUANTITY_FOUND && q.beg == i && word_is(w, LEX_MASDAR) && q.noun &&
			q.noun->form == FORM_SINGULAR && q.noun == machine_entry(m, i, LEX_NOUN) &&
			!(m->part.parent >= 0 && m->part.n == 0 && m->part.end == i && !w->clitics &&
				!q.possessed) && /* "among them an injury" */
			!(m->mood == POLARITY_NEGATED && i <= m->mood_end && i > m->sentence_beg &&
				word_is(machine_word(m, i - 1), LEX_PREP)))
			found = QUANTITY_NONE;
		if (found == QUANTITY_EXCLUDED) {
			i = end > i ? end : i + 1;
			continue;
		}
		if (found == QUANTITY_FOUND) {
			size_t before = m->out->n;
			if (!consider(m, &q, err))
				return false;
			if (m->out->n > before || q.kind <= QUANTITY_VAGUE) {
				i = q.end > i ? q.end : i + 1;
				continue;
			}
			if (q.end == i + 2 && word_is(machine_word(m, i + 1), LEX_ADJ))
				m->quiet_noun = i + 1; /* "the minor child": its adjective is no other one */
		}
		if ((word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR)) && i >= m->quiet_end) {
			const struct lex_entry *v = machine_verb(m, i);
			if (v && v->harm && m->n_subjects && !w->clitics && !machine_of_another(m, i, v)) {
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
					i++;
					continue;
				}
			}
			machine_read_trigger(m, i);
		}
		i++;
	}
	return true;
}

bool figure_scan(
	const struct reading *r, const struct place_list *places, struct casualties *out, struct err *err)
{
	static const uint64_t relevant = UINT64_C(1) << LEX_VERB | UINT64_C(1) << LEX_MASDAR |
					 UINT64_C(1) << LEX_NOUN | UINT64_C(1) << LEX_PART;
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
			if (!walk(&m, machine_enter_item(&m), err))
				return false;
			mention = m.next_mention;
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
