/*
 * Figure, subjects: people named before the verb that says what befell them.
 *
 * At most SUBJECTS of one sentence wait for their verb; a new clause forgets them. A pronoun at a verb's or a noun's end
 * ("which led to his death") must agree with them in number, and reaches back REACH_PRONOUN words.
 */
#include "detect/figure_machine.h"

/* "Four civilians (of one family) (two children and …)": does the bracket that q stands in count those of the last subject? */
static bool opens_bracket(const struct machine *m, const struct quantity *q)
{
	if (!m->n_subjects || q->beg == m->sentence_beg || !word_punct(machine_word(m, q->beg - 1), '('))
		return false;
	const struct quantity *whole = &m->subjects[m->n_subjects - 1].quantity;
	const struct lex_entry *family =
		machine_partitive(m, whole->end) ? machine_entry(m, whole->end + 1, LEX_NOUN) : NULL;
	uint32_t i = whole->end;
	if (family && family->unit == UNIT_FAMILY)
		i += 2 + word_is(machine_word(m, i + 2), LEX_UNIT);
	return i + 1 == q->beg && machine_sum_end(m, i, whole->a);
}

void machine_remember_subject(struct machine *m, const struct quantity *q)
{
	if (m->scope.active && m->scope.n == 0 && words_between(m->scope.last, q->beg) < 4)
		return;
	if (opens_bracket(m, q))
		m->subject_parts =
			RELATION_EXHAUSTIVE_PART_OF; /* "four civilians (two children and …) were killed" */
	bool among = m->n_subjects && m->subject_parts; /* "seven people, women among them, were killed" */
	bool named = among && q->kind == QUANTITY_SINGULAR;
	if ((q->kind == QUANTITY_PLURAL && !among) ||
		(q->kind == QUANTITY_BARE_NUMBER && !(among && q->a < 1000)) || q->kind == QUANTITY_OTHERS ||
		(q->definite && !named) || (q->possessed && !(m->n_subjects && q->joined)) ||
		q->clitics & ~(unsigned)CLITIC_WA)
		return;
	bool adverb = q->kind == QUANTITY_SINGULAR && q->accusative && q->beg == m->sentence_beg;
	if (adverb && word_punct(machine_word(m, q->end), ','))
		return; /* "militarily, …" */
	bool one_people = q->kind == QUANTITY_SINGULAR && q->noun && q->noun->flags & LEX_DEMONYM;
	if (one_people && !q->accusative && !q->joined && q->beg > m->sentence_beg)
		return; /* "(an aircraft) that is Russian" */
	if (q->beg > m->sentence_beg && word_punct(machine_word(m, q->beg - 1), '(') && !opens_bracket(m, q))
		return; /* explains the word before it */
	if (m->n_subjects && !(m->subject_parts && machine_after_subject(m, q->beg - 1)) &&
		words_between(m->subjects[m->n_subjects - 1].quantity.end, q->beg) > REACH_PART)
		m->n_subjects = 0;
	if (m->n_subjects == 0) {
		const struct word *b = q->beg > m->sentence_beg ? machine_word(m, q->beg - 1) : NULL;
		const struct lex_entry *says = b ? machine_entry(m, q->beg - 1, LEX_BEARING) : NULL;
		bool that = says && says->a == BEARING_RESUMES && b->n_tok > 1; /* "he stressed that" */
		bool between = b && word_is(b, LEX_BETWEEN); /* "a quarrel between two families" */
		if (q->joined || between || (b && b->kind == WORD_WORD && !word_is(b, LEX_PREP) && !that))
			return;
		m->subject_parts = RELATION_NONE;
	} else if (!q->joined && !m->subject_parts) {
		return;
	}
	if (m->n_subjects < SUBJECTS)
		m->subjects[m->n_subjects++] = (struct subject){*q, m->subject_parts};
}

/* Does word i follow the last subject, or where those are from: "13 members of X, officers among them, …"? */
bool machine_after_subject(const struct machine *m, uint32_t i)
{
	enum { AT_ONCE = 2, FROM = 6 }; /* words */
	uint32_t end = m->subjects[m->n_subjects - 1].quantity.end, away = words_between(end, i);
	if (away <= AT_ONCE)
		return true;
	for (uint32_t k = end; k + 1 < i; k++)
		if (machine_word(m, k)->kind == WORD_PUNCT || word_is(machine_word(m, k), LEX_VERB))
			return false;
	return away <= FROM && word_is(machine_word(m, end), LEX_PREP);
}

/* Takes all subjects with the harm that word i tells. `among`: the whole that they are said to be part of, or -1. */
static bool take_subjects(struct machine *m, uint32_t i, uint8_t harm, int32_t among, struct err *err)
{
	uint32_t n = m->n_subjects;
	m->n_subjects = 0;
	int32_t whole = among;
	for (uint32_t k = 0; k < n; k++) {
		const struct subject *s = &m->subjects[k];
		enum relation part = among >= 0 ? RELATION_INCLUDED_IN : s->part;
		struct origin o = {.harm = harm,
			.part_of = part ? whole : -1,
			.relation = part,
			.trigger_beg = i,
			.trigger_end = i + 1,
			.rule = "figure.before-verb"};
		if (!machine_take(m, &s->quantity, &o, err))
			return false;
		if (!part)
			whole = (int32_t)m->out->n - 1;
	}
	return true;
}

/* "A shell that terrorists fired hit": men, in the plural, are not who "she" fell or hit. */
bool machine_agrees(const struct machine *m, const struct quantity *q, uint32_t verb)
{
	const struct token *noun = &m->r->tokens->v[machine_word(m, q->end - 1)->tok],
			   *v = &m->r->tokens->v[machine_word(m, verb)->tok];
	const uint16_t *n = token_fold(m->r->tokens, noun), *f = token_fold(m->r->tokens, v);
	uint32_t len = noun->n_fold;
	bool several = q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_DUAL;
	bool men = several && len > 4 && n[len - 1] == 0x0646 /* noon */ &&
		   (n[len - 2] == 0x0648 /* waw */ || n[len - 2] == 0x064A /* yeh */);
	return !(men && machine_word(m, verb)->n_tok == 1 &&
		 f[v->n_fold - 1] == 0x062A /* teh, of the feminine */);
}

/* The verb at i says what befell them. */
bool machine_settle_subjects(struct machine *m, uint32_t i, const struct lex_entry *verb, struct err *err)
{
	uint32_t n = m->n_subjects;
	const struct lex_entry *own = machine_entry(m, i + 1, LEX_NOUN);
	bool its_own =
		own && own->flags & LEX_POSSESSED && own->flags & LEX_KIN; /* it befell the one after it */
	/* "Two members of …, called X and Y, were both killed": the dual tells who is meant. */
	bool both = n == 1 && m->subjects[0].quantity.a == 2 && machine_dual_verb(m, i);
	if (n == 0 || its_own || machine_verb_has_object(m, verb, i) ||
		!machine_agrees(m, &m->subjects[n - 1].quantity, i) ||
		words_between(m->subjects[n - 1].quantity.end, i) > (both ? REACH_DUAL : REACH_VERB)) {
		m->n_subjects = 0;
		return true;
	}
	uint8_t state = m->subjects[n - 1].quantity.harm;
	bool missing = state == 1 << HARM_MISSING && verb->harm == 1 << HARM_TRAPPED; /* "under the rubble" */
	return take_subjects(m, i, missing ? state : verb->harm, -1, err);
}

static void open_scope_after(struct machine *m, uint32_t i, uint8_t harm)
{
	m->scope = (struct scope){
		.active = true, .masdar = true, .harm = harm, .beg = i, .end = i + 1, .last = i + 1, .n = 1};
	m->part.parent = -1;
}

/* A teh marbuta is no pronoun, though it folds to the same letter. */
bool machine_pronoun_agrees(const struct machine *m, uint32_t i, const struct quantity *q)
{
	const struct word *w = machine_word(m, i);
	const struct token *k = &m->r->tokens->v[w->tok + w->n_tok - 1];
	const uint16_t *f = token_fold(m->r->tokens, k);
	uint32_t n = k->n_fold;
	if (n < 4 || token_last_letter(m->r->text, k) == 0x0629 /* teh marbuta */)
		return false;
	bool alif = f[n - 1] == 0x0627;
	const struct token *noun = &m->r->tokens->v[machine_word(m, q->beg)->tok];
	bool marbuta = token_last_letter(m->r->text, noun) == 0x0629;
	bool female = q->victim == VICTIM_WOMAN || q->victim == VICTIM_GIRL;
	if ((female && f[n - 1] == 0x0647 /* heh */) ||
		(!female && !marbuta && alif && f[n - 2] == 0x0647 && q->kind == QUANTITY_SINGULAR))
		return false; /* "the physician … her death" */
	if (f[n - 1] == 0x0647 /* heh */ || (alif && f[n - 2] == 0x0647))
		return q->kind == QUANTITY_SINGULAR || (q->kind == QUANTITY_NUMBER_NOUN && q->a == 1);
	if (alif && f[n - 2] == 0x0645 /* meem */)
		return q->a == 2 && q->approximator != APPROX_VAGUE;
	return q->kind != QUANTITY_SINGULAR && (q->a > 1 || q->approximator == APPROX_VAGUE);
}

/* "sniped at a shepherd, which led to his death": says which of the harms it was. */
static void sharpen_last(struct machine *m, uint32_t i, uint8_t harm)
{
	struct casualty *c = &m->out->v[m->out->n - 1];
	bool died = c->figure.harm == 1 << HARM_INJURED && harm == 1 << HARM_KILLED; /* "hit, … his death" */
	if (c->figure.value == 1 && c->figure.harm != harm && ((c->figure.harm & harm) == harm || died) &&
		!c->own_harm && words_between(c->word_end, i) <= REACH_PRONOUN)
		c->figure.harm = harm;
}

/* "they shot at the youth …, which led to his death", "that 218 civilians … : their killing was documented". */
bool machine_settle_pronoun(struct machine *m, uint32_t i, struct err *err)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *v = machine_entry(m, i, LEX_VERB), *e = machine_entry(m, i, LEX_MASDAR);
	const struct lex_entry *body =
		machine_entry(m, i, LEX_NOUN); /* "ten people, whose bodies were found" */
	if (body && body->unit == UNIT_BODY && body->flags & LEX_POSSESSED && !v)
		e = body;
	if (!(e && e->flags & LEX_POSSESSED))
		e = v && v->flags & LEX_OBJECT && !word_is(w, LEX_NOUN) ? v : NULL;
	bool did = w->clitics & CLITIC_WA; /* "an attempt on X, and he was wounded" */
	if (!e || !e->harm || (i < m->hypothetical_end && !did))
		return true;
	if (e->harm == 1 << HARM_TRAPPED && m->has_passed && m->passed.status == STATUS_COMBATANT)
		return true; /* an attacker who is surrounded */
	const struct lex_entry *as = e == v ? machine_entry(m, i + 1, LEX_NOUN) : NULL;
	if (as && as->harm && as->flags & LEX_ACCUSATIVE && !machine_word(m, i + 1)->clitics)
		m->quiet_noun = i + 1; /* "struck him dead" */
	struct quantity all = m->subjects[0].quantity;
	const struct quantity *first = m->n_subjects ? &all : NULL;
	if (m->n_subjects > 1) { /* "a commander and two of his men, which led to their death" */
		all.kind = QUANTITY_NUMBER_NOUN;
		all.a = 1 + m->n_subjects;
	}
	if (first && machine_pronoun_agrees(m, i, first) &&
		words_between(m->subjects[m->n_subjects - 1].quantity.end, i) <= REACH_NUMBER) {
		open_scope_after(m, i, e->harm);
		m->has_passed = false;
		return take_subjects(m, i, e->harm, -1, err);
	}
	if (m->out->n > m->sentence_first && !m->has_passed) {
		sharpen_last(m, i, e->harm);
		return true;
	}
	if (!m->has_passed || !machine_pronoun_agrees(m, i, &m->passed) ||
		m->passed.kind == QUANTITY_BARE_NUMBER || words_between(m->passed.end, i) > REACH_PRONOUN ||
		(m->out->n > m->sentence_first && m->out->v[m->out->n - 1].word_beg > m->passed.beg))
		return true;
	const struct lex_entry *told = machine_verb(m, m->passed.end); /* "the youth died of his wounds" */
	struct origin o = {.harm = told && told->harm ? told->harm : e->harm,
		.part_of = -1,
		.trigger_beg = i,
		.trigger_end = i + 1,
		.rule = "figure.pronoun",
		.score = 0.8f};
	m->has_passed = false;
	open_scope_after(m, i, e->harm);
	return machine_take(m, &m->passed, &o, err);
}

/* "that a woman and her children were among the dead". */
bool machine_settle_predicate(struct machine *m, uint32_t i, struct err *err)
{
	const struct lex_entry *p = machine_entry(m, i, LEX_PREP), *n = machine_entry(m, i + 1, LEX_NOUN);
	if (!m->n_subjects || !p || p->a != PREP_OUT_OF || !n || !n->harm || n->form == FORM_SINGULAR ||
		!(machine_word(m, i + 1)->clitics & CLITIC_AL) ||
		words_between(m->subjects[m->n_subjects - 1].quantity.end, i) > REACH_PART)
		return true;
	for (uint32_t k = m->subjects[m->n_subjects - 1].quantity.end; k < i; k++)
		if (word_is(machine_word(m, k), LEX_PREP) && machine_word(m, k - 1)->kind == WORD_PUNCT)
			return true; /* "X, director of Y, that among the dead" */
	return take_subjects(m, i + 1, n->harm, machine_whole_with(m, n->harm, 1), err);
}
