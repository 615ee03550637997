/*
 * Figure, scopes: harm words and what they open, and tolls, whose number stands further on ("rose to 45").
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

static void open_scope(struct machine *m, uint32_t i, const struct lex_entry *e, bool masdar)
{
	struct scope *s = &m->scope;
	bool joined = machine_word(m, i)->clitics & CLITIC_WA ||
		      (i > 0 && word_is(machine_word(m, i - 1), LEX_CONJ));
	bool beside = i == s->end || (i == s->end + 1 && machine_word(m, s->end)->kind != WORD_WORD) ||
		      (i == s->end + 1 && word_is(machine_word(m, s->end), LEX_CONJ));
	const struct lex_entry *kin = machine_entry(m, i + 1, LEX_NOUN);
	bool another = !masdar && kin && kin->flags & LEX_POSSESSED && kin->flags & LEX_KIN;
	if (s->active && s->n == 0 && joined && beside && s->harm && !another) {
		s->harm |= e->harm;
		s->end = s->last = i + 1;
		s->masdar = masdar;
		return;
	}
	bool consequence = m->consequence && i - m->consequence <= 3;
	if (!consequence && s->active && joined)
		consequence = s->consequence;
	*s = (struct scope){.active = true,
		.masdar = masdar,
		.weak = e->flags & LEX_WEAK,
		.takes_bi = e->flags & LEX_COLLECTIVE,
		.transitive = !masdar && e->flags & LEX_TRANSITIVE,
		.consequence = consequence,
		.moved = e->flags & LEX_COMPLETED && e->harm & (1 << HARM_INJURED | 1 << HARM_DISPLACED),
		.harm = e->harm,
		.beg = i,
		.end = i + 1,
		.last = i + 1};
	m->part.parent = -1;
}

/* "the remains of 12 people": the bodies are the harm, the people the quantity. */
bool machine_read_bodies(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	struct number number;
	if (!n || n->unit != UNIT_BODY)
		return false;
	const struct lex_entry *of = machine_entry(m, i + 1, LEX_NOUN);
	uint32_t next;
	bool two = n->form == FORM_DUAL && n->flags & LEX_CONSTRUCT && of &&
		   (of->form != FORM_SINGULAR ||
			   number_joined(m->r, i + 2, &next)); /* "of an officer and a …" */
	bool one = n->form == FORM_SINGULAR && of && !(of->harm & ~(1u << HARM_KILLED)) &&
		   of->form == FORM_SINGULAR && machine_word(m, i + 1)->clitics == CLITIC_AL &&
		   !(n->flags & LEX_POSSESSED);
	if (!two && !one &&
		(!number_read(m->r, i + 1, &number) || !(word_is(machine_word(m, number.end), LEX_NOUN) ||
							       machine_partitive(m, number.end))))
		return false;
	static const struct lex_entry bodies = {.cls = LEX_MASDAR, .harm = 1 << HARM_KILLED};
	struct part among = m->part; /* "among them the bodies of six children" */
	bool kept = among.parent >= 0 && among.n == 0 && words_between(among.end, i) <= 1 &&
		    m->out->v[among.parent].figure.harm & 1 << HARM_KILLED;
	open_scope(m, i, &bodies, true);
	if (kept) {
		m->part = among;
		m->part.end = i + 1;
	}
	return true;
}

/* A plural verb comes after its subject, which has been told then. */
bool machine_plural_verb(const struct machine *m, uint32_t i)
{
	const struct token *k = &m->r->tokens->v[machine_word(m, i)->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	return k->n_fold > 3 && f[k->n_fold - 2] == 0x0648 /* waw */ && f[k->n_fold - 1] == 0x0627 /* alif */;
}

/* "lost … his life", "left … their homes", "took … to hospital": the word that completes the verb at i. */
static bool is_completed(const struct machine *m, uint32_t i, enum lex_life by, bool of_men)
{
	for (uint32_t k = i + 1; k < m->sentence_end && k <= i + REACH_LIFE; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *n = machine_entry(m, k, LEX_NOUN);
		bool near = n && k <= i + REACH_PART;
		bool counted = !w->clitics || word_is(machine_word(m, k - 1), LEX_VAGUE);
		bool men = near && n->status == STATUS_COMBATANT && n->flags & LEX_HEAD && counted;
		bool own = near && n->flags & LEX_POSSESSED && n->flags & LEX_KIN;
		const struct lex_entry *life = machine_entry(m, k, LEX_LIFE);
		if ((life && life->a == by) || ((men || own) && of_men)) /* "lost 14 fighters", "his sons" */
			return true;
		if (word_is(w, LEX_CLAUSE) || word_is(w, LEX_CAUSE))
			return false;
	}
	return false;
}

/* The verb's reading, if something completes it; "lost … a leg" says another harm than "lost … his life". */
static const struct lex_entry *completed(const struct machine *m, uint32_t i, const struct lex_entry *e)
{
	static const struct lex_entry maimed = {.cls = LEX_VERB, .harm = 1 << HARM_INJURED};
	enum lex_life by = e->harm == 1 << HARM_DISPLACED ? LIFE_HOME
			   : e->harm == 1 << HARM_INJURED ? LIFE_CARE
							  : LIFE_LOST;
	bool lost = by == LIFE_LOST && e->flags & LEX_WEAK;
	if (lost && is_completed(m, i, LIFE_LIMB, false))
		return &maimed;
	return is_completed(m, i, by, lost) ? e : NULL;
}

/* "lost" and a particle before a past verb are one word: what follows is a verb that the lexicon lacks. */
static bool is_particle(const struct machine *m, uint32_t i)
{
	const struct lex_entry *e = machine_entry(m, i, LEX_VERB);
	const struct word *next = machine_word(m, i + 1);
	const struct token *k = &m->r->tokens->v[next->tok];
	if (!e || e->harm != 1 << HARM_MISSING || !(e->flags & LEX_TRANSITIVE) || next->kind != WORD_WORD ||
		m->r->tokens->v[machine_word(m, i)->tok].n_fold != 3)
		return false;
	return (next->first == UINT32_MAX && !token_begins_with_article(m->r->tokens, k)) ||
	       word_is(next, LEX_WAS);
}

const struct lex_entry *machine_verb(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *plain = NULL, *before = i > 0 ? machine_entry(m, i - 1, LEX_PREP) : NULL;
	if (!word_is(w, LEX_VERB))
		return NULL;
	if (before && word_is(w, LEX_MASDAR) && !w->clitics &&
		(before->a == 1 || before->a == 2 || before->a == 7) && !machine_is_ali(m, i - 1))
		return NULL; /* "set about killing" */
	if (is_particle(m, i))
		return NULL;
	for (uint32_t a = w->first; a != UINT32_MAX; a = phrase_next(m->r->lx->phrases, a)) {
		const struct lex_entry *e = &m->r->lx->entries[phrase_value(m->r->lx->phrases, a)];
		if (e->cls != LEX_VERB)
			continue;
		const struct lex_entry *whole = e->flags & LEX_COMPLETED ? completed(m, i, e) : NULL;
		if (whole)
			return whole;
		if (!(e->flags & LEX_COMPLETED) && !plain)
			plain = e;
	}
	return plain;
}

/* "(fell) dead": a noun that says the harm of those told before. */
static bool falls_as(const struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	return n && n->harm && !machine_word(m, i)->clitics;
}

/* Does the verb at i not begin with the prefix of the present? */
bool machine_past_verb(const struct machine *m, uint32_t i)
{
	return token_fold(m->r->tokens, &m->r->tokens->v[machine_word(m, i)->tok])[0] != 0x064A /* yeh */;
}

/* "the killing that befell …": the harm of the verbal noun that the relative clause is of. */
static uint8_t harm_that_befell(const struct machine *m, uint32_t i)
{
	const struct lex_entry *next = machine_entry(m, i + 1, LEX_MASDAR);
	if (next && machine_word(m, i + 1)->clitics == CLITIC_AL) /* "(there) befell assassinations …" */
		return next->harm;
	if (i <= m->sentence_beg)
		return 0;
	bool relative = word_is(machine_word(m, i - 1), LEX_PREP);
	for (uint32_t back = 1; back <= REACH_PART && back <= i - m->sentence_beg; back++) {
		const struct lex_entry *n = machine_entry(m, i - back, LEX_MASDAR);
		if (n && n->harm && machine_word(m, i - back)->clitics & CLITIC_AL)
			return n->harm;
		if (!relative)
			return 0;
	}
	return 0;
}

/* "X announced its killing three soldiers": who did it is the pronoun, whom it befell stands after it. */
static bool is_own_deed(const struct machine *m, uint32_t i, const struct lex_entry *masdar)
{
	enum { SAID = 6 }; /* words */
	struct quantity q;
	uint32_t end;
	if (!masdar || !(masdar->flags & LEX_POSSESSED) ||
		quantity_read(m->r, i + 1, &q, &end) != QUANTITY_FOUND || q.beg != i + 1 || q.joined ||
		q.definite || q.possessed || (q.kind > QUANTITY_VAGUE && q.kind != QUANTITY_DUAL))
		return false;
	for (uint32_t k = i; k-- > m->sentence_beg && k + SAID > i;) {
		const struct lex_entry *says = machine_entry(m, k, LEX_BEARING);
		if (says && says->a == BEARING_SAYS)
			return true;
	}
	return false;
}

/* Reads a harm word at i. */
bool machine_read_trigger(struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *v = machine_verb(m, i), *n = machine_entry(m, i, LEX_MASDAR);
	if (!v && !n)
		return false;
	if (w->clitics & (CLITIC_AL | CLITIC_KA))
		return false;
	bool did = w->clitics & (CLITIC_WA | CLITIC_FA) &&
		   ((v && !n && machine_past_verb(m, i)) || (n && !v && !(n->flags & LEX_WEAK)) ||
			   i < m->escaped_end); /* "X came away, and two of his guards were killed" */
	if (i < m->hypothetical_end && !did) {  /* "came back and killed" did */
		m->scope.active = false;
		return true;
	}
	if (did)
		m->hypothetical_end = i;
	bool masdar = n && (!v || v->flags & LEX_OBJECT || w->clitics & (CLITIC_BI | CLITIC_LI));
	/* Both readings: after a preposition or a noun of occurrence it is the noun. */
	if (v && n && i > 0) {
		const struct word *b = machine_word(m, i - 1);
		masdar = masdar || (b->kind == WORD_WORD && (word_is(b, LEX_LIGHT) || word_is(b, LEX_PREP) ||
								    word_is(b, LEX_CONSEQUENCE)));
	}
	const struct lex_entry *e = masdar ? n : v;
	const struct lex_entry *with = machine_entry(m, i + 1, LEX_PREP);
	if (e->flags & LEX_OBJECT && e->harm && with &&
		with->a == 10) { /* "arrested him with five of his kin" */
		open_scope(m, i, e, false);
		m->scope.n = m->out->n > 0;
		return true;
	}
	if (is_own_deed(m, i, n)) {
		open_scope(m, i, n, true);
		return true;
	}
	if (e->flags & (LEX_OBJECT | LEX_POSSESSED))
		return true;
	if (!masdar && m->toll.active && m->toll.n == 0 && words_between(m->toll.end, i) <= 3 &&
		(!(w->clitics & CLITIC_WA) || m->toll.harm) &&
		(!m->scope.n ||
			word_is(machine_word(m, i - 1), LEX_PREP))) { /* "the number of those killed" */
		m->toll.harm = m->toll.weak ? e->harm : m->toll.harm | e->harm;
		m->toll.end = i + 1;
		return true;
	}
	if (!masdar && w->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	if (!masdar && (!e->harm || e->flags & LEX_WEAK) && falls_as(m, i + 1) &&
		(machine_plural_verb(m, i) || (i > 0 && word_is(machine_word(m, i - 1), LEX_PREP)))) {
		m->hypothetical_end = i + 2; /* "who fell dead": told already */
		return true;
	}
	/* "forced to flee, from their homes": says it again. */
	if (!masdar && e->flags & LEX_WEAK && m->scope.active && m->scope.n && m->scope.harm == e->harm &&
		e->harm == 1 << HARM_DISPLACED)
		return true;
	/* The particle that looks like "lost", before a verb. */
	if (!masdar && e->flags & LEX_WEAK && word_is(machine_word(m, i + 1), LEX_VERB))
		return true;
	uint8_t befell = e->harm ? 0 : harm_that_befell(m, i);
	if (!e->harm && !befell && m->scope.active && m->scope.harm && m->scope.n == 0 &&
		i <= m->scope.end + 1) {
		m->scope.end = m->scope.last = i + 1; /* "arrests that befell 20 youths" */
		return true;
	}
	open_scope(m, i, e, masdar);
	m->scope.harm |= befell;
	return true;
}

void machine_close_scope(struct machine *m)
{
	m->scope.active = false;
	m->part.parent = -1;
}

/* "the dead of the army", "the victims among civilians": whose toll it is. */
static void look_whose(struct machine *m, uint32_t i)
{
	for (uint32_t k = i + 1; k < i + 5; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *actor = machine_entry(m, k, LEX_ACTOR),
				       *n = machine_entry(m, k, LEX_NOUN);
		if (w->flags & WORD_SENTENCE_START || word_is(w, LEX_REACH) || word_is(w, LEX_CAUSE) ||
			word_is(w, LEX_ASSAULT) /* "of the shelling by X" */ || word_is(w, LEX_VERB) ||
			w->clitics & (CLITIC_BI | CLITIC_KA))
			return;
		if (actor && actor->a == 0) {
			m->toll.victim = actor->sub;
			m->toll.status = STATUS_COMBATANT;
			return;
		}
		if (n && !n->harm && n->form != FORM_SINGULAR && n->status != STATUS_UNKNOWN) {
			bool sons = n->flags & LEX_KIN && !(n->flags & LEX_POSSESSED);
			m->toll.victim = sons ? VICTIM_PERSON : n->victim; /* "the dead of the sons of X" */
			m->toll.status = n->status;
			return;
		}
	}
}

/* "the number of the dead …": a total is going to be told. */
void machine_look_for_toll(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	bool many = n && (n->form == FORM_PLURAL ||
				 (n->form == FORM_DUAL_OR_PLURAL && machine_word(m, i)->clitics & CLITIC_AL));
	if (!many || (!n->harm && machine_word(m, i)->clitics & CLITIC_WA))
		return;
	bool told = false, exceeded = false;
	for (uint32_t back = 1; back <= 3 && back <= i - m->sentence_beg; back++) {
		const struct lex_entry *reach = machine_entry(m, i - back, LEX_REACH);
		told |= reach || word_is(machine_word(m, i - back), LEX_TOLL);
		exceeded |= reach && reach->a == REACH_EXCEEDS;
	}
	const struct lex_entry *to = machine_entry(m, i + 1, LEX_PREP);
	bool next =
		m->toll.active && machine_word(m, i)->clitics == (CLITIC_WA | CLITIC_AL) && to && to->a == 2;
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
		const struct lex_entry *p = word_entry(m->r->lx, w, LEX_PREP);
		if (word_is(w, LEX_REACH) || (p && p->a == 2))
			return true;
		if (w->kind == WORD_WORD && !(p && p->a == 4))
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
	bool plain = !q->definite &&
		     away <= (people           ? REACH_COUNTED
				     : q->noun ? REACH_JOINED
					       : REACH_NOUN) &&
		     (q->noun ? q->kind == QUANTITY_NUMBER_NOUN : q->digits && away <= NEAR && !year);
	if (m->toll.n || away > (people ? REACH_COUNTED : REACH_JOINED) || q->clitics ||
		!(q->approximator || plain) || (before && before->a) ||
		word_is(machine_word(m, q->beg - 1), LEX_CAUSE))
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
	return plural && n->harm && clitics & CLITIC_AL &&
	       !(before && before->a && before->a != 8 /* "that" */) &&
	       (q->kind == QUANTITY_BARE_NUMBER || q->partitive || of_them) &&
	       (!m->toll.active || m->toll.end == q->beg || clitics == (CLITIC_WA | CLITIC_AL) ||
		       (q->beg > m->sentence_beg + 1 && word_punct(machine_word(m, q->beg - 2), ':')));
}

/* "the toll of the blast rose to two persons". */
static bool rises_to(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *to = q->beg > m->sentence_beg ? machine_entry(m, q->beg - 1, LEX_PREP) : NULL;
	bool harm = m->toll.harm || m->out->last_whole >= 0;
	return m->toll.active && harm && to && to->a == 2 && !q->definite && !q->possessed &&
	       words_between(m->toll.end, q->beg) <= REACH_JOINED;
}

bool machine_fits_toll(const struct machine *m, const struct quantity *q)
{
	if (after_the_harmed(m, q))
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
		       after_reach(m, q->beg) || reached_before(m, q) || q->clitics & CLITIC_LI);
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
	if (!o.harm && m->out->last_whole >= 0 && !m->toll.persons)
		o.harm = m->out->v[m->out->last_whole].figure.harm;
	if (!o.harm)
		return true;
	struct quantity number = *q;
	const struct lex_entry *reach = q->beg > 0 ? machine_entry(m, q->beg - 1, LEX_REACH) : NULL;
	if ((m->toll.exceeded || (reach && reach->a == REACH_EXCEEDS)) && q->approximator == APPROX_EXACT)
		number.approximator = APPROX_MORE_THAN;
	if (number.status == STATUS_UNKNOWN && number.victim == VICTIM_PERSON &&
		m->toll.status != STATUS_UNKNOWN) {
		number.status = m->toll.status;
		number.victim = m->toll.victim;
	}
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
	const struct lex_entry *of = q->beg > 0 ? machine_entry(m, q->beg - 1, LEX_PREP) : NULL;
	const struct lex_entry *to = machine_entry(m, q->end, LEX_PREP);
	return m->toll.active && of && of->a == 1 && to && to->a == 2 && q->kind <= QUANTITY_BARE_NUMBER;
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
