/*
 * Figure, considering: is a quantity a figure, and what governs it?
 *
 * The questions are asked in a fixed order and the first that is answered decides: nobody is counted; a total that was
 * replaced; a part; the number of a toll; the subject of a verb after it; governed by the harm word before it; carrying
 * its harm itself. What remains is kept as people to whom nothing has happened yet.
 */
#include "detect/figure_machine.h"

/* A number whose verb of harm comes after it: "that a person was killed". */
static bool take_before_verb(struct machine *m, const struct quantity *q, const struct lex_entry *after,
	uint32_t verb, struct err *err)
{
	struct quantity agreed = *q;
	if (q->approximator == APPROX_DUAL_OR_PLURAL && machine_dual_verb(m, verb))
		agreed.approximator =
			APPROX_EXACT; /* "that two civilians were killed", whose letters may be many */
	q = &agreed;
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
			     (q->harm == 1 << HARM_MISSING && m->scope.harm == 1 << HARM_TRAPPED) ||
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
		return m->scope.harm;                   /* the wounded who died */
	bool several = q->noun && own & ~q->noun->harm; /* "dozens of dead and wounded" */
	if (scoped && own & m->scope.harm && !m->scope.weak && !several)
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
	struct quantity told = *q;
	if (o.toll)
		machine_tell_whose(m, &told);
	if (!machine_take(m, &told, &o, err))
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

/* "Bodies (that belong) to people whom … killed": the bodies are counted, not the people. */
static bool is_whose_body(const struct machine *m, const struct quantity *q)
{
	enum { BELONG = 2 }; /* words between */
	if (!(q->clitics & CLITIC_LI))
		return false;
	for (uint32_t k = q->beg; k > m->sentence_beg && q->beg - k <= BELONG; k--) {
		const struct lex_entry *n = machine_entry(m, k - 1, LEX_NOUN);
		if (n && n->unit == UNIT_BODY)
			return true;
	}
	return false;
}

static bool has_verb_after(
	const struct machine *m, const struct quantity *q, const struct lex_entry **after, uint32_t *verb)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	bool one_harmed = q->one_of && q->noun && q->noun->flags & LEX_MASS; /* "one of the wounded died" */
	bool named = (q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL) && !q->joined &&
		     !q->harm; /* "that the youth X was killed" */
	if ((q->harm && !state && !one_harmed) || is_whose_body(m, q) ||
		(q->noun && q->noun->flags & LEX_COLLECTIVE && q->kind > QUANTITY_VAGUE) ||
		(q->definite && q->kind != QUANTITY_NUMBER_NOUN && !named) || m->hypothetical_end > q->beg)
		return false;
	*after = machine_harm_after(m, q, verb);
	if (*after && !machine_agrees(m, q, *verb))
		return false;
	if (*after && q->clitics & CLITIC_LI && (*after)->harm == 1 << HARM_DISPLACED)
		return false; /* "in pursuit of men who had fled" */
	if (*after && (*after)->harm == 1 << HARM_DISPLACED && q->joined && m->scope.active && m->scope.n &&
		m->scope.harm != (*after)->harm)
		return false; /* "arrested his father and two of his uncles, from their homes" */
	if (*after && (*after)->harm == 1 << HARM_TRAPPED && q->joined && m->scope.active && m->scope.n &&
		m->scope.last == q->beg && (q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL))
		return false; /* "a man and his wife died under the rubble" */
	if (*after && state && q->harm == 1 << HARM_MISSING && (*after)->harm == 1 << HARM_TRAPPED)
		return false; /* "the missing under the rubble" */
	const struct lex_entry *of = m->scope.active ? machine_entry(m, m->scope.beg, LEX_NOUN) : NULL;
	bool bodies = of && of->unit == UNIT_BODY && m->scope.n == 0 && m->scope.end == q->beg;
	if (*after && bodies && !((*after)->harm & 1 << HARM_KILLED))
		return false; /* "the bodies of seven are held" */
	bool searched = m->scope.harm == 1 << HARM_MISSING && *after && (*after)->harm == 1 << HARM_TRAPPED;
	return *after && (!m->scope.active || m->scope.n || m->scope.harm == (*after)->harm || searched ||
				 !machine_fits_scope(m, q));
}

/* A number that is an adjective in Arabic: "the last 24 hours", "one month", "two hours". */
static bool describes_thing(const struct machine *m, const struct quantity *q, const struct word *before)
{
	static const uint64_t things = LEX_BIT(LEX_EXCLUDED) | LEX_BIT(LEX_AGGREGATE),
			      spans = things | LEX_BIT(LEX_PERIOD) | LEX_BIT(LEX_CUMULATIVE);
	if (q->kind != QUANTITY_BARE_NUMBER)
		return false;
	if (q->definite)
		return before->classes & things;
	if (q->digits || q->clitics || q->other || word_is(machine_word(m, q->end), LEX_PART))
		return false;
	const struct lex_entry *e = word_entry(m->r->lx, before, LEX_EXCLUDED);
	bool agrees = q->a == 1 || (q->a == 2 && e && e->form == FORM_DUAL);
	return agrees && before->classes & spans && !word_has_article(m->r->tokens, before);
}

/* "According to activists": who tells it. */
static bool tells_it(const struct machine *m, const struct quantity *q)
{
	if (q->beg <= m->sentence_beg || q->kind <= QUANTITY_BARE_NUMBER || q->harm)
		return false;
	const struct lex_entry *away = machine_entry(m, q->beg - 1, LEX_BEARING);
	return away && away->a == BEARING_AWAY && word_is(machine_word(m, q->beg - 1), LEX_CAUSE);
}

/* Words that count nobody or say nothing new: a doer, a period, an illness, what those told of did or were. */
static bool counts_nobody(struct machine *m, const struct quantity *q)
{
	uint32_t left = q->beg > m->sentence_beg ? q->beg - 1 : q->beg; /* the word before it, or itself */
	const struct word *before = machine_word(m, left);
	bool casualties = q->noun && q->noun->flags & LEX_MASS; /* "caused (in) injuries", "there are dead" */
	uint32_t past;
	if (left < q->beg && machine_names_doer(m, left))
		return true;
	if (describes_thing(m, q, before))
		return true;
	if (q->beg < m->quiet_end && q->beg > 0 && word_is(machine_word(m, q->beg), LEX_PARTICIPLE))
		return true; /* has said what befell those before it */
	const struct casualty *last = m->out->n > m->sentence_first ? &m->out->v[m->out->n - 1] : NULL;
	if (q->kind == QUANTITY_SINGULAR && q->noun->flags & LEX_RANK && !q->definite && !q->joined && last &&
		last->definite && last->word_end == q->beg)
		return true; /* "the lawyer Raed", whose name means major */
	if (machine_of_things(m, q))
		return true;
	if (machine_is_mourner(m, q) || (tells_it(m, q) && !m->scope.n)) {
		m->scope.end = m->scope.last = q->end; /* whom they mourn or tell of stands next */
		return true;
	}
	if (q->kind == QUANTITY_SINGULAR && q->accusative && q->harm && !q->joined &&
		word_punct(before, ',') && m->out->n > m->sentence_first &&
		m->out->v[m->out->n - 1].figure.value == 1)
		return true; /* "the youth died, after he came to hospital, wounded" */
	if (q->possessed && q->kind == QUANTITY_PLURAL && casualties)
		return true; /* "their injuries are grave" */
	if (q->kind == QUANTITY_SINGULAR && q->definite && lex_is_victims(q->noun) &&
		!machine_is_name(m, q->end))
		return true; /* "the victim", told of before */
	if (m->disease && q->harm == 1 << HARM_INJURED && casualties)
		return true;
	if (machine_is_agent(m, q, &past)) {
		m->scope.last = past;
		if (q->unit == UNIT_FAMILY)
			m->quiet_noun = q->end; /* its name */
		return true;
	}
	if (q->kind == QUANTITY_PLURAL && left < q->beg && !before->clitics &&
		(before->prep == PREP_FROM || (before->prep == PREP_IN && !casualties)))
		return true; /* "a man of the sons of Homs", "some of them in grave condition" */
	bool of_name = q->kind == QUANTITY_SINGULAR && q->noun->flags & LEX_KIN && !q->definite &&
		       !q->possessed && !q->clitics && left < q->beg && machine_is_name(m, left);
	return of_name || machine_describes(m, q); /* "Amina, daughter of Ali" */
}

/* "Two of the dead", "of whom two died": a part, with the harm that its own words give it. */
static bool take_of_the_dead(struct machine *m, const struct quantity *q, struct err *err)
{
	bool bare = q->kind == QUANTITY_BARE_NUMBER;
	bool own = m->scope.active && m->scope.n == 0 && (bare || q->partitive) &&
		   words_between(m->scope.end, q->beg) <= NEAR;
	uint32_t verb;
	if (!machine_take_part(m, q, err))
		return false;
	struct figure *f = &m->out->v[m->out->n - 1].figure;
	if (own && m->scope.harm) /* "of whom two died" */
		f->harm = m->scope.harm;
	const struct lex_entry *after = bare ? machine_harm_after(m, q, &verb) : NULL;
	if (after) /* "three of them died later" */
		f->harm = after->harm;
	return true;
}

bool machine_consider(struct machine *m, const struct quantity *q, struct err *err)
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
	if (counts_nobody(m, q))
		return true;
	if (machine_superseded(m, q))
		return machine_take_superseded(m, q, err);
	if (machine_of_the_dead(m, q))
		return take_of_the_dead(m, q, err);
	enum relation of_rest;
	int32_t whole = machine_whole_of_rest(m, q, &of_rest);
	if (whole >= 0) {
		m->part = (struct part){
			.parent = whole, .outer = -1, .relation = of_rest, .end = q->beg, .n = 1};
		return machine_take_part(m, q, err);
	}
	machine_look_further_among(m, q);
	machine_leave_inner(m, q);
	machine_enter_sum_item(m, q);
	if (machine_is_apposition(m, q) || machine_is_place_item(m, q))
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
	if (!scoped && !told)
		told = machine_by_another(m, q);
	if (!alone && !told)
		told = machine_told_before(m, q);
	if (!alone && !told)
		told = machine_cases_told(m, q);
	if (told) {
		struct origin o = {.harm = told, .part_of = -1, .trigger_beg = q->beg, .trigger_end = q->beg};
		m->part.parent = -1;
		return machine_take(m, q, &o, err);
	}
	if (alone)
		return take_here(m, q, scoped, err);
	if (q->kind == QUANTITY_NUMBER_NOUN || (q->kind == QUANTITY_BARE_NUMBER && q->other))
		m->passed_over = q->end; /* "and the rescue of six others, among them …" */
	m->passed = *q;
	bool whose = q->beg > m->sentence_beg && machine_partitive(m, q->beg - 1); /* "two of its men" */
	m->has_passed = (!q->harm || state) && !(whose && q->possessed) && !(q->clitics & CLITIC_LI);
	machine_remember_subject(m, q);
	return true;
}
