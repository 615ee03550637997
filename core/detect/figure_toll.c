/*
 * Figure, tolls: totals whose number stands further on, "the number of the dead rose to 45", or before them, "to 45 (rose)
 * the number of civilians who were killed".
 *
 * A toll is opened by its words and holds until its number is met or another toll is spoken of; distances are in words and
 * small, but for people counted far behind what is told of them.
 */
#include "detect/figure_machine.h"

/* "the dead of the army", "the victims among civilians": whose toll it is; what stands behind its number says no more. */
static void look_whose(struct machine *m, uint32_t i)
{
	static const uint64_t ends = LEX_BIT(LEX_REACH) | LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_VERB) |
				     LEX_BIT(LEX_ASSAULT) /* "of the shelling by X" */ | LEX_BIT(LEX_UNIT) |
				     LEX_BIT(LEX_TEN) | LEX_BIT(LEX_HUNDRED) | LEX_BIT(LEX_SCALE);
	for (uint32_t k = i + 1; k < i + 5; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *actor = machine_entry(m, k, LEX_ACTOR),
				       *n = machine_entry(m, k, LEX_NOUN);
		if (w->flags & WORD_SENTENCE_START || w->classes & ends || w->kind == WORD_DIGITS ||
			word_punct(w, ',') || w->clitics & (CLITIC_BI | CLITIC_KA))
			return;
		if (actor && actor->a == 0 && !lex_is_victims(machine_entry(m, i, LEX_NOUN))) {
			const struct lex_entry *next = machine_entry(m, k + 1, LEX_NOUN);
			bool mixed = next && next->status == STATUS_CIVILIAN && !next->harm &&
				     machine_word(m, k + 1)->clitics & CLITIC_WA;
			m->toll.victim = mixed ? VICTIM_PERSON : (enum victim)actor->sub;
			m->toll.status = mixed ? STATUS_MIXED : STATUS_COMBATANT;
			return;
		}
		if (n && !n->harm && n->form != FORM_SINGULAR && n->status != STATUS_UNKNOWN) {
			const struct lex_entry *self = machine_entry(m, i, LEX_NOUN);
			bool too = k == i + 1 && w->clitics & CLITIC_WA && self->status != STATUS_UNKNOWN;
			if (too && self->status != n->status) { /* "the dead of civilians and soldiers" */
				m->toll.victim = VICTIM_PERSON;
				m->toll.status = STATUS_MIXED;
			}
			if (too)
				return;
			bool sons = n->flags & LEX_KIN && !(n->flags & LEX_POSSESSED);
			m->toll.victim = sons ? VICTIM_PERSON : n->victim; /* "the dead of the sons of X" */
			m->toll.status = n->status;
			return;
		}
	}
}

/* "The toll of (the) arrests": the act, which stands for those it befell, or NULL. */
static const struct lex_entry *act_of_toll(const struct machine *m, uint32_t i)
{
	const struct lex_entry *act = machine_entry(m, i, LEX_MASDAR);
	bool told = act && act->harm == 1 << HARM_DETAINED && machine_word(m, i)->clitics == CLITIC_AL &&
		    i > m->sentence_beg && word_is(machine_word(m, i - 1), LEX_TOLL);
	return told ? act : NULL;
}

/* "the number of the dead …": a total is going to be told. */
void machine_look_for_toll(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	const struct lex_entry *act = n ? NULL : act_of_toll(m, i);
	if (act) {
		m->toll = (struct scope){.active = true, .harm = act->harm, .beg = i, .end = i + 1};
		return;
	}
	bool many =
		n && (n->form == FORM_PLURAL ||
			     (n->form == FORM_DUAL_OR_PLURAL &&
				     (machine_word(m, i)->clitics & CLITIC_AL || n->flags & LEX_POSSESSED)));
	if (!many || (!n->harm && machine_word(m, i)->clitics & CLITIC_WA))
		return;
	bool told = false, exceeded = false;
	for (uint32_t back = 1; back <= 3 && back <= i - m->sentence_beg; back++) {
		const struct lex_entry *reach = machine_entry(m, i - back, LEX_REACH);
		told |= reach || word_is(machine_word(m, i - back), LEX_TOLL);
		exceeded |= reach && reach->a == REACH_EXCEEDS;
	}
	bool next = m->toll.active && machine_word(m, i)->clitics == (CLITIC_WA | CLITIC_AL) &&
		    machine_word(m, i + 1)->prep == PREP_TO;
	if (!told && !(next && n->harm)) /* "the dead rose to 2306 and the wounded to 10698" */
		return;
	if (!next && m->toll.active && words_between(m->toll.end, i) <= 2)
		m->toll.harm |= n->harm;
	else
		m->toll = (struct scope){.active = true, .harm = n->harm, .beg = i, .end = i + 1};
	m->toll.exceeded |= exceeded;
	m->toll.weak = n->flags & LEX_STATE; /* "the prisoners who died" */
	const struct lex_entry *adj = machine_entry(m, i + 1, LEX_PARTICIPLE);
	if (!m->toll.harm && adj && machine_word(m, i + 1)->clitics == CLITIC_AL)
		m->toll.harm = adj->harm; /* "the number of displaced families" */
	look_whose(m, i);
	m->toll.persons = !m->toll.harm;
	m->toll.end = i + 1;
}

static bool after_reach(const struct machine *m, uint32_t i)
{
	if (word_is(machine_word(m, i), LEX_REACH)) /* "exceeded 100" */
		return true;
	for (uint32_t back = 1; back <= 2 && back <= i - m->sentence_beg; back++) {
		const struct word *w = machine_word(m, i - back);
		if (word_is(w, LEX_REACH) || w->prep == PREP_TO)
			return true;
		if (w->kind == WORD_WORD && w->prep != PREP_BESIDES)
			return false;
	}
	return false;
}

/* "the number of the displaced from X reached, since spring, about 130 thousand", the verb being first. */
static bool reached_before(const struct machine *m, const struct quantity *q)
{
	uint32_t away = words_between(m->toll.end, q->beg);
	const struct lex_entry *before = machine_entry(m, q->beg - 1, LEX_PREP);
	bool year = q->digits && q->a >= 1900 && q->a <= 2100;
	bool people = q->kind == QUANTITY_NUMBER_NOUN && q->digits && m->toll.harm && !q->joined && !q->harm;
	enum { OF_MANY = 3000 };
	bool many = q->digits &&
		    q->a >= OF_MANY; /* "the number of those who fled X and around it reached 400,000" */
	bool plain =
		!q->definite &&
		away <= (people                   ? REACH_COUNTED
				: q->noun || many ? REACH_JOINED
						  : REACH_NOUN) &&
		(q->noun ? q->kind == QUANTITY_NUMBER_NOUN : q->digits && (many || away <= NEAR) && !year);
	bool round = q->definite && !q->digits && q->kind == QUANTITY_BARE_NUMBER && away == 0;
	if (m->toll.n || away > (people ? REACH_COUNTED : REACH_JOINED) ||
		q->clitics & ~(unsigned)CLITIC_AL || !(q->approximator || plain || round) ||
		(before && before->a) || word_is(machine_word(m, q->beg - 1), LEX_CAUSE))
		return false;
	for (uint32_t back = 1; back <= 2 && back <= m->toll.beg - m->sentence_beg; back++)
		if (word_is(machine_word(m, m->toll.beg - back), LEX_REACH))
			return true;
	return false;
}

/* "estimates the number of detainees at 9900": a verb of reaching before the toll. */
static bool estimated(const struct machine *m)
{
	for (uint32_t back = 1; back <= 4 && back <= m->toll.beg - m->sentence_beg; back++)
		if (word_is(machine_word(m, m->toll.beg - back), LEX_REACH))
			return true;
	return m->classes >> LEX_REACH & 1;
}

/* "the dead (are) five and the wounded ten": the number right after a definite plural of the harmed. */
static bool after_the_harmed(const struct machine *m, const struct quantity *q)
{
	if (q->beg <= m->sentence_beg || q->definite || q->joined || q->clitics || q->harm)
		return false;
	const struct lex_entry *n = machine_entry(m, q->beg - 1, LEX_NOUN);
	const struct lex_entry *before =
		q->beg - 1 > m->sentence_beg ? machine_entry(m, q->beg - 2, LEX_PREP) : NULL;
	uint8_t clitics = machine_word(m, q->beg - 1)->clitics;
	bool plural = n && (n->form == FORM_PLURAL || n->form == FORM_DUAL_OR_PLURAL);
	bool of_them =
		q->kind == QUANTITY_NUMBER_NOUN && q->noun && !q->noun->harm; /* "the dead 13 civilians" */
	return plural && n->harm && clitics & CLITIC_AL && !(before && before->a && before->a != PREP_THAT) &&
	       (q->kind == QUANTITY_BARE_NUMBER || q->partitive || of_them) &&
	       (!m->toll.active || m->toll.end == q->beg || clitics == (CLITIC_WA | CLITIC_AL) ||
		       (q->beg > m->sentence_beg + 1 && word_punct(machine_word(m, q->beg - 2), ':')));
}

/* "the toll of the blast rose to two persons". */
static bool rises_to(const struct machine *m, const struct quantity *q)
{
	bool to = q->beg > m->sentence_beg && machine_word(m, q->beg - 1)->prep == PREP_TO;
	bool harm = m->toll.harm || q->harm || m->out->last_whole >= 0;
	return m->toll.active && harm && to && !q->definite && !q->possessed &&
	       words_between(m->toll.end, q->beg) <= REACH_JOINED;
}

/* "rose to 84 since the raid began, and (to) 408 since the war": the same toll of a longer time. */
static bool counts_longer(const struct machine *m, const struct quantity *q)
{
	const struct word *since = machine_word(m, q->end);
	const struct lex_entry *period = word_entry(m->r->lx, since, LEX_PERIOD);
	return m->toll.active && m->toll.n && q->joined && q->digits && q->kind == QUANTITY_BARE_NUMBER &&
	       ((period && period->a == PERIOD_SINCE) || word_is(since, LEX_CUMULATIVE));
}

/* "rose to two dead and the wounding of (three women)": by a verbal noun of its own. */
static bool is_governed(const struct machine *m, const struct quantity *q)
{
	const struct scope *s = &m->scope;
	return s->active && s->masdar && s->harm && s->n == 0 && s->end == q->beg && s->beg >= m->toll.end;
}

/* "the number of the dead of the attack: 12": definite genitives between those harmed and their number. */
static bool past_genitives(const struct machine *m, const struct quantity *q)
{
	enum { MOST = 3, MOST_TOLD = 6 };
	bool counted = q->kind == QUANTITY_NUMBER_NOUN && q->digits && !q->joined;
	uint32_t end = q->beg - word_punct(machine_word(m, q->beg - 1), ':');
	const struct lex_entry *toll = machine_entry(m, m->toll.beg, LEX_TOLL);
	bool people = m->toll.harm || (toll && toll->flags & LEX_MASS && q->noun);
	if (!people || m->toll.end >= end || end - m->toll.end > (counted ? MOST_TOLD : MOST) || q->clitics ||
		(end == q->beg && !q->digits))
		return false;
	for (uint32_t i = m->toll.end; i < end; i++) { /* "that came (of) the raid" */
		bool of = counted && i > m->toll.end && i + 1 < end && word_is(machine_word(m, i), LEX_PREP);
		if (!of && !word_has_article(m->r->tokens, machine_word(m, i)))
			return false;
	}
	return true;
}

/* "the number of the dead nears (to) 40,000". */
static bool nears(const struct machine *m, const struct quantity *q)
{
	enum { VERB_TO_TOLL = 3 }; /* words */
	if (!m->toll.active || q->beg <= m->toll.beg || machine_word(m, q->beg - 1)->prep != PREP_FROM)
		return false;
	for (uint32_t i = q->beg - 1; i-- > m->sentence_beg && m->toll.beg < i + VERB_TO_TOLL + 1;) {
		const struct lex_entry *e = machine_entry(m, i, LEX_REACH);
		if (e)
			return e->a == REACH_NEARS;
	}
	return false;
}

bool machine_fits_toll(const struct machine *m, const struct quantity *q)
{
	if (is_governed(m, q))
		return false;
	if (after_the_harmed(m, q) || counts_longer(m, q))
		return true;
	if (q->kind == QUANTITY_DUAL)
		return rises_to(m, q);
	if (q->kind != QUANTITY_NUMBER_NOUN && q->kind != QUANTITY_BARE_NUMBER && q->kind != QUANTITY_VAGUE)
		return false;
	const struct lex_entry *is = q->beg > 0 ? machine_entry(m, q->beg - 1, LEX_REACH) : NULL;
	bool reached = is && q->digits && m->toll.harm; /* "the number of the dead reached 13 …" */
	if ((q->unknown_noun && !reached) || q->clitics & CLITIC_KA ||
		(q->clitics & CLITIC_BI && !estimated(m)))
		return false;
	bool colon = q->beg == m->toll.end + 1 && word_punct(machine_word(m, m->toll.end), ':');
	bool beside = q->digits && !q->clitics &&
		      (colon || (q->beg == m->toll.end && (m->toll.harm || m->classes >> LEX_REACH & 1)));
	return m->toll.active &&
	       (beside || (q->clitics & CLITIC_BI && words_between(m->toll.end, q->beg) <= 2) ||
		       after_reach(m, q->beg) || reached_before(m, q) || q->clitics & CLITIC_LI ||
		       past_genitives(m, q) || nears(m, q) ||
		       (m->toll.n && machine_word(m, q->beg - 1)->period == PERIOD_OLD));
}

/* "the toll of the victims rose to 41 …, and 77 wounded": the wounded are told by themselves, or the dead before. */
static bool wounded_apart(const struct machine *m, const struct quantity *q)
{
	for (size_t k = m->sentence_first; k < m->out->n; k++)
		if (m->out->v[k].figure.harm == 1 << HARM_KILLED)
			return true;
	const struct word *next = machine_word(m, q->end);
	if (word_punct(next, '(') || word_punct(next, ':'))
		return false; /* "135 victims (45 dead and 90 wounded)": parts of them */
	for (uint32_t i = q->end; i < m->sentence_end; i++) {
		const struct lex_entry *n = machine_entry(m, i, LEX_NOUN),
				       *e = machine_entry(m, i, LEX_MASDAR);
		if (!e)
			e = machine_entry(m, i, LEX_VERB);
		bool act = e && e->harm == 1 << HARM_INJURED && machine_word(m, i)->clitics & CLITIC_WA;
		if (act || (n && n->harm == 1 << HARM_INJURED && !(machine_word(m, i)->clitics & CLITIC_AL)))
			return true;
	}
	return false;
}

/* "the toll rose to 15", "the toll of the attack is 15 persons": as before it, else dead; a count of things harms nobody. */
static uint8_t harm_unsaid(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *toll = machine_entry(m, m->toll.beg, LEX_TOLL);
	const struct word *of = machine_word(m, m->toll.beg + 1);
	bool casualties = toll && toll->flags & LEX_MASS;
	bool attack = casualties && word_is(of, LEX_ASSAULT) && !word_is(of, LEX_EXCLUDED);
	bool whole = !toll || attack || !word_has_article(m->r->tokens, of);
	if (whole && m->out->last_whole >= 0)
		return m->out->v[m->out->last_whole].figure.harm;
	return casualties && !m->disease && (attack || q->noun) ? 1 << HARM_KILLED : 0;
}

void machine_tell_whose(const struct machine *m, struct quantity *number)
{
	if (number->status == STATUS_UNKNOWN && number->victim == VICTIM_PERSON &&
		m->toll.status != STATUS_UNKNOWN) {
		number->status = m->toll.status;
		number->victim = m->toll.victim;
	}
}

bool machine_take_toll(struct machine *m, const struct quantity *q, struct err *err)
{
	struct origin o = {.harm = m->toll.harm ? m->toll.harm : q->harm,
		.part_of = -1,
		.trigger_beg = m->toll.beg,
		.trigger_end = m->toll.end,
		.toll = true,
		.rule = "figure.toll"};
	if (!m->toll.active || after_the_harmed(m, q)) {
		o.harm = machine_entry(m, q->beg - 1, LEX_NOUN)->harm;
		o.toll = m->toll.active;
	}
	bool state = q->noun && q->noun->flags & LEX_STATE;
	bool apart = q->joined && q->harm == 1 << HARM_MISSING; /* "rose to 90 dead and 12 missing" */
	if (q->harm && (!state || apart))                       /* "those who died … to 184 victims" */
		o.harm = q->harm & m->toll.harm ? q->harm & m->toll.harm : q->harm;
	else if (o.harm == (1 << HARM_KILLED | 1 << HARM_INJURED) && !q->between_harms && wounded_apart(m, q))
		o.harm = 1 << HARM_KILLED;
	if (!o.harm && !m->toll.persons)
		o.harm = harm_unsaid(m, q);
	if (!o.harm)
		return true;
	struct quantity number = *q;
	const struct lex_entry *reach = q->beg > 0 ? machine_entry(m, q->beg - 1, LEX_REACH) : NULL;
	if ((m->toll.exceeded || (reach && reach->a == REACH_EXCEEDS)) && q->approximator == APPROX_EXACT)
		number.approximator = APPROX_MORE_THAN;
	if (q->approximator == APPROX_EXACT && nears(m, q))
		number.approximator = APPROX_ABOUT;
	machine_tell_whose(m, &number);
	if (!machine_take(m, &number, &o, err))
		return false;
	m->toll.n = 1;
	m->scope = m->toll;
	m->scope.harm = o.harm;
	m->scope.masdar = true;
	m->scope.last = q->end;
	m->scope.n = 1;
	m->part.parent = -1;
	return true;
}

/* "from 40 to 45": the old total, then the new one. */
bool machine_superseded(const struct machine *m, const struct quantity *q)
{
	return m->toll.active && q->beg > 0 && machine_word(m, q->beg - 1)->prep == PREP_FROM &&
	       machine_word(m, q->end)->prep == PREP_TO && q->kind <= QUANTITY_BARE_NUMBER;
}

bool machine_take_superseded(struct machine *m, const struct quantity *q, struct err *err)
{
	struct quantity now, old = *q;
	uint32_t end;
	if (quantity_read(m->r, q->end + 1, &now, &end) == QUANTITY_FOUND && !old.harm)
		old.harm = now.harm;
	size_t before = m->out->n;
	if (!machine_take_toll(m, &old, err))
		return false;
	if (m->out->n == before) /* nothing says what harm */
		return true;
	struct figure *f = &m->out->v[m->out->n - 1].figure;
	f->count_type = COUNT_SUPERSEDED;
	f->approximator = APPROX_EXACT;
	return true;
}

/* The word of a toll after its number: right there, or past those among them and a comma; 0: none. */
static uint32_t toll_after(const struct machine *m, const struct quantity *q)
{
	enum { PAST = 16 }; /* words */
	static const uint64_t ends = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_CAUSE) |
				     LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CONSEQUENCE);
	if (word_is(machine_word(m, q->end), LEX_TOLL))
		return q->end;
	const struct word *next = machine_word(m, q->end);
	if (!word_is(next, LEX_PART) && !word_punct(next, ',') && !word_is(next, LEX_CONJ) &&
		!(next->clitics & CLITIC_WA))
		return 0; /* "to 12 dead and 34 wounded, the toll of" */
	for (uint32_t i = q->end + 1; i < q->end + PAST && i < m->sentence_end; i++) {
		const struct word *w = machine_word(m, i);
		if (word_is(w, LEX_TOLL) && !w->clitics)
			return i;
		if (w->classes & ends)
			return 0;
	}
	return 0;
}

/* "to 45 the number of those who were killed": what is counted stands after its number. */
void machine_look_for_toll_after(struct machine *m, const struct quantity *q)
{
	enum { TO = 2, COUNTED = 10 }; /* words */
	const struct lex_entry *to = q->beg > m->sentence_beg ? machine_entry(m, q->beg - 1, LEX_PREP) : NULL;
	uint32_t at = to && to->a == TO && q->kind <= QUANTITY_BARE_NUMBER ? toll_after(m, q) : 0;
	if (!at)
		return;
	uint8_t victim = VICTIM_PERSON, status = STATUS_UNKNOWN; /* "the number of civilians who …" */
	m->toll.active = false;                                  /* one of things, until people are named */
	for (uint32_t i = at; i < at + COUNTED && i < m->sentence_end; i++) {
		const struct lex_entry *n = machine_entry(m, i, LEX_NOUN), *v = machine_entry(m, i, LEX_VERB);
		v = v ? v : machine_entry(m, i, LEX_MASDAR); /* "whose death was documented" */
		uint8_t harm = i == at        ? machine_entry(m, i, LEX_TOLL)->harm
			       : n && n->harm ? n->harm
			       : v            ? v->harm
					      : 0;
		if (!harm && n && n->form != FORM_SINGULAR && n->status != STATUS_UNKNOWN) {
			victim = status ? VICTIM_PERSON : n->victim;
			status = status && status != n->status ? STATUS_MIXED : n->status;
		}
		if (!harm)
			continue;
		m->toll = (struct scope){.active = true,
			.harm = harm,
			.victim = victim,
			.status = status,
			.beg = q->beg - 1,
			.end = q->beg};
		m->quiet_end = i + 1;
		return;
	}
	if (q->harm) /* "to 12 dead (rose) the toll of the blast" */
		m->toll = (struct scope){.active = true, .harm = q->harm, .beg = q->beg - 1, .end = q->beg};
}
