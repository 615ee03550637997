/*
 * Figure, again: people told of before. "Two of them", "nine of the dead", "six of the soldiers" are parts of a whole; "the
 * three journalists" and "the two martyrs" are as many as were told of, and have their harm.
 *
 * Only a few figures back are looked at: an article speaks of those it has just told of.
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

bool machine_partitive(const struct machine *m, uint32_t i)
{
	return machine_word(m, i)->prep == PREP_FROM;
}

bool machine_of_things(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *of_them = machine_entry(m, q->end, LEX_PART);
	if (!of_them || of_them->a != PART_OF_THEM || q->kind != QUANTITY_BARE_NUMBER || q->cases)
		return false;
	const struct token *k = &m->r->tokens->v[machine_word(m, q->end)->tok];
	if (token_fold(m->r->tokens, k)[k->n_fold - 1] != 0x0627 /* alif: no pronoun of persons */)
		return false;
	uint32_t from = m->out->n > m->sentence_first ? m->out->v[m->out->n - 1].word_end : m->sentence_beg;
	for (uint32_t i = q->beg; i-- > from;) {
		const struct lex_entry *e = machine_entry(m, i, LEX_EXCLUDED);
		if (e && e->sub == EXCLUDED_THING)
			return true;
	}
	return false;
}

/* "Two of them": of the figure just before, else of the last whole one of this sentence or the one before. */
static bool of_them(struct machine *m, const struct quantity *q)
{
	enum { JUST_BEFORE = 8 }; /* words */
	int32_t last = (int32_t)m->out->n - 1, parent = m->out->last_whole;
	if (m->out->v[last].window == m->out->n_windows && m->out->v[last].sentence == m->out->n_sentences &&
		words_between(m->out->v[last].word_end, q->beg) <= JUST_BEFORE &&
		m->out->v[last].figure.value > q->a)
		parent = last;
	const struct casualty *c = &m->out->v[parent];
	int64_t n = c->figure.value != NUMBER_NONE ? c->figure.value : c->figure.low;
	if (c->sentence + 1 < m->out->n_sentences || n == NUMBER_NONE || n <= q->a)
		return false;
	bool others = m->has_passed && !m->passed.harm && m->passed.beg >= m->sentence_beg &&
		      (m->passed.kind == QUANTITY_PLURAL || m->passed.approximator == APPROX_VAGUE);
	if (c->sentence < m->out->n_sentences && others)
		return false; /* "a drone hit a crowd of residents, killing two of them" */
	m->part =
		(struct part){.parent = parent, .outer = -1, .relation = RELATION_INCLUDED_IN, .end = q->beg};
	return true;
}

/* "eight soldiers were hurt …, which led to taking six of the soldiers to hospital": the eight; -1: none. */
static int32_t whole_of_same(const struct machine *m, const struct quantity *q)
{
	const struct casualty *c = &m->out->v[m->out->last_whole];
	bool governed = m->scope.active && (m->scope.n == 0 ? !(m->scope.harm & c->figure.harm) : q->joined);
	return !governed && c->sentence == m->out->n_sentences && c->figure.victim == q->victim &&
			       q->victim != VICTIM_PERSON && c->figure.value > q->a
		       ? m->out->last_whole
		       : -1;
}

/* "nine of the dead": a part of the last whole figure, if that one is greater. */
bool machine_of_the_dead(struct machine *m, const struct quantity *q)
{
	bool one = q->one_of && q->noun && q->noun->harm && q->noun->form != FORM_DUAL &&
		   machine_word(m, q->end - 1)->clitics & CLITIC_AL;
	if (m->out->last_whole < 0 || q->approximator == APPROX_VAGUE ||
		(q->kind > QUANTITY_BARE_NUMBER && !one))
		return false;
	uint8_t harm = q->harm;
	const struct lex_entry *part = machine_entry(m, q->end, LEX_PART);
	bool persons = q->kind == QUANTITY_NUMBER_NOUN && q->victim == VICTIM_PERSON && !q->harm;
	if (part && part->a == PART_OF_THEM && !q->definite && !q->other && !q->joined &&
		(persons || q->kind == QUANTITY_BARE_NUMBER))
		return of_them(m, q); /* "two of them", "38 persons of them" */
	if (one) {
		harm = q->noun->harm; /* "one of the dead works as …"; a verb before says what befell him */
		if (m->scope.active && (m->scope.n == 0 || q->joined) && m->scope.harm != harm)
			return false;
	} else if (!q->partitive && machine_partitive(m, q->end) &&
		   machine_word(m, q->end + 1)->clitics & CLITIC_AL) {
		const struct lex_entry *n = machine_entry(m, q->end + 1, LEX_NOUN);
		harm = n ? n->harm : 0;
	} else if (!q->partitive || !(machine_word(m, q->end - 1)->clitics & CLITIC_AL)) {
		return false;
	}
	int32_t parent = harm ? machine_whole_with(m, harm, q->a) : whole_of_same(m, q);
	if (parent < 0)
		return false;
	m->part =
		(struct part){.parent = parent, .outer = -1, .relation = RELATION_INCLUDED_IN, .end = q->beg};
	return true;
}

/* "…, one of them in grave condition", "one of them with the rank of major": what follows is no noun that says who. */
static bool tells_of_one(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct token *t = &m->r->tokens->v[w->tok];
	const struct lex_entry *his = machine_entry(m, i, LEX_MASDAR), *n = machine_entry(m, i, LEX_NOUN);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || word_is(w, LEX_VERB) || n)
		return false;
	return word_is(w, LEX_PREP) || (his && his->flags & LEX_POSSESSED) ||
	       token_fold(m->r->tokens, t)[0] == 0x0628 /* beh */;
}

bool machine_one_of_them(const struct machine *m, uint32_t i, struct quantity *q)
{
	enum { NEXT = 5 }; /* words to the whole */
	const struct lex_entry *e = machine_entry(m, i, LEX_PART);
	if (!e || e->a != PART_ONE || m->part.parent < 0 || m->part.end != i + 1 || !tells_of_one(m, i + 1))
		return false;
	const struct casualty *whole = &m->out->v[m->part.parent];
	if (whole->sentence != m->out->n_sentences || words_between(whole->word_end, i) > NEXT)
		return false;
	*q = (struct quantity){.victim = VICTIM_PERSON,
		.kind = QUANTITY_BARE_NUMBER,
		.beg = i,
		.end = i + 1,
		.beg_cp = word_beg_cp(m->r->words, i, m->r->tokens, m->r->text),
		.end_cp = word_end_cp(m->r->words, i, m->r->tokens)};
	quantity_set(q, APPROX_EXACT, 1, NUMBER_NONE);
	return true;
}

/* Can the people of the later phrase be those of the figure? */
static bool may_be_those(const struct figure *f, const struct quantity *q)
{
	bool open = f->victim == VICTIM_PERSON || f->victim == VICTIM_CIVILIAN;
	return f->victim == q->victim ||
	       (q->kind == QUANTITY_NUMBER_NOUN &&
		       (q->victim == VICTIM_PERSON || q->victim == VICTIM_CIVILIAN ||
			       (open && q->victim != VICTIM_OFFICIAL)));
}

/* "the three journalists", "the two boys": the harm of the last as many told of before; 0: none. */
uint8_t machine_told_before(const struct machine *m, const struct quantity *q)
{
	enum { LAST = 10 }; /* figures */
	bool two =
		q->kind == QUANTITY_DUAL && q->definite && !q->possessed && q->approximator == APPROX_EXACT;
	if (!two && !(q->repeated && q->kind == QUANTITY_NUMBER_NOUN))
		return 0;
	for (size_t k = m->out->n, n = 0; k > 0 && n < LAST; n++) {
		const struct casualty *c = &m->out->v[--k];
		const struct figure *f = &c->figure;
		if (f->value == q->a && f->approximator == APPROX_EXACT &&
			c->sentence < m->out->n_sentences && f->polarity == POLARITY_ASSERTED &&
			(!q->harm || f->harm & q->harm) && (q->harm || may_be_those(f, q)))
			return f->harm;
	}
	return 0;
}

bool machine_done_by(const struct machine *m, uint32_t i)
{
	const struct lex_entry *cause = machine_entry(m, i, LEX_CAUSE);
	return cause && cause->a == CAUSE_DOER;
}

/* "64 cases of arrest by X, and 303 persons at the hands of Y": the harm that was done by another, too; 0: none. */
uint8_t machine_by_another(const struct machine *m, const struct quantity *q)
{
	bool counted = q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_BARE_NUMBER;
	if (!counted || !q->joined || q->harm || q->unknown_noun || !machine_done_by(m, q->end) ||
		m->out->n <= m->sentence_first)
		return 0;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	bool told = false;
	for (uint32_t i = last->word_end; i < q->beg && !told; i++)
		told = machine_done_by(m, i) || word_is(machine_word(m, i), LEX_ACTOR);
	return told && words_between(last->word_end, q->beg) <= REACH_COUNTED ? last->figure.harm : 0;
}

/* "69 cases by the army": the harm of the cases told of before; 0: none. */
uint8_t machine_cases_told(const struct machine *m, const struct quantity *q)
{
	enum { LAST = 12, SENTENCES = 3 };
	if (!q->cases || q->noun)
		return 0;
	for (size_t k = m->out->n, n = 0; k > 0 && n < LAST; n++) {
		const struct casualty *c = &m->out->v[--k];
		if (c->sentence + SENTENCES < m->out->n_sentences)
			return 0;
		if (c->cases)
			return c->figure.harm;
	}
	return 0;
}

/* "the two martyrs", told of before or the first of whom the text tells; of "a house of the two martyrs" it tells no harm. */
bool machine_the_two(const struct machine *m, const struct quantity *q)
{
	if (q->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	for (size_t k = 0; k < m->out->n; k++)
		if (m->out->v[k].figure.harm & q->harm)
			return machine_told_before(m, q);
	return !(q->beg > m->sentence_beg && word_is(machine_word(m, q->beg - 1), LEX_EXCLUDED));
}
