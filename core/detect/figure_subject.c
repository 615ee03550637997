/*
 * Figure, subjects: people named before the verb that says what befell them.
 */
#include "detect/figure_machine.h"

void machine_remember_subject(struct machine *m, const struct quantity *q)
{
	if (m->scope.active && m->scope.n == 0 && words_between(m->scope.last, q->beg) < 4)
		return;
	if (q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_BARE_NUMBER || q->kind == QUANTITY_OTHERS ||
		q->definite || q->possessed || q->clitics & ~(unsigned)CLITIC_WA)
		return;
	if (m->n_subjects && words_between(m->subjects[m->n_subjects - 1].quantity.end, q->beg) > REACH_PART)
		m->n_subjects = 0;
	if (m->n_subjects == 0) {
		const struct word *b = q->beg > m->sentence_beg ? machine_word(m, q->beg - 1) : NULL;
		if (q->joined || (b && b->kind == WORD_WORD && !word_is(b, LEX_PREP)))
			return;
		m->subject_parts = false;
	} else if (!q->joined && !m->subject_parts) {
		return;
	}
	if (m->n_subjects < SUBJECTS)
		m->subjects[m->n_subjects++] = (struct subject){*q, m->subject_parts};
}

/* The verb at i says what befell them. */
bool machine_settle_subjects(struct machine *m, uint32_t i, const struct lex_entry *verb, struct err *err)
{
	uint32_t n = m->n_subjects;
	m->n_subjects = 0;
	const struct lex_entry *own = machine_entry(m, i + 1, LEX_NOUN);
	if (own && own->flags & LEX_POSSESSED && own->flags & LEX_KIN) /* it befell the one after the verb */
		return true;
	if (n == 0 || words_between(m->subjects[n - 1].quantity.end, i) > REACH_VERB)
		return true;
	int32_t whole = -1;
	for (uint32_t k = 0; k < n; k++) {
		const struct subject *s = &m->subjects[k];
		struct origin o = {.harm = verb->harm,
			.part_of = s->part ? whole : -1,
			.relation = s->part ? RELATION_INCLUDED_IN : RELATION_NONE,
			.trigger_beg = i,
			.trigger_end = i + 1,
			.rule = "figure.before-verb"};
		if (!machine_take(m, &s->quantity, &o, err))
			return false;
		if (!s->part)
			whole = (int32_t)m->out->n - 1;
	}
	return true;
}
