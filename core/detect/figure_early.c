/*
 * Figure, early: parts that a headline tells before their whole.
 *
 *	Among them a child … three civilians killed by shelling
 *
 * A line that begins with "among them" and people, and that names a harm further on, tells of those harmed so; they become
 * parts of the first figure behind the harm word. Without one there is nothing that they could be part of, and they go.
 */
#include "detect/figure_machine.h"

enum { LOOK = 10 }; /* words from "among them" to the harm word */

static uint8_t harm_at(const struct machine *m, uint32_t i)
{
	const struct lex_entry *e = machine_verb(m, i);
	e = e ? e : machine_entry(m, i, LEX_MASDAR);
	return e ? e->harm : 0;
}

uint32_t machine_enter_early(struct machine *m, uint32_t beg)
{
	const struct lex_entry *part = machine_entry(m, beg, LEX_PART);
	if (!part || part->sub != RELATION_INCLUDED_IN || part->a == PART_ONE ||
		machine_word(m, beg)->clitics ||
		!(machine_word(m, m->sentence_beg)->flags & WORD_LINE_START) ||
		!quantity_may_begin(machine_word(m, beg + 1)))
		return beg;
	uint32_t i = beg + 2;
	while (i < m->sentence_end && i < beg + LOOK && !harm_at(m, i) &&
		!(machine_word(m, i)->classes &
			(LEX_BIT(LEX_VERB) | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CAUSE))))
		i++;
	uint8_t harm = i < m->sentence_end && i < beg + LOOK ? harm_at(m, i) : 0;
	if (!harm)
		return beg;
	m->early_end = i;
	m->early_before = m->out->last_whole;
	m->scope = (struct scope){
		.active = true, .masdar = true, .harm = harm, .beg = beg, .end = beg + 1, .last = beg + 1};
	return beg + 1;
}

void machine_leave_early(struct machine *m)
{
	if (!m->early_end)
		return;
	size_t whole = m->sentence_first;
	while (whole < m->out->n && m->out->v[whole].word_end <= m->early_end)
		whole++;
	if (whole == m->out->n) {
		m->out->n = m->sentence_first;
		m->out->last_whole = m->early_before;
		return;
	}
	for (size_t k = m->sentence_first; k < whole; k++) {
		struct figure *f = &m->out->v[k].figure;
		if (f->part_of >= 0)
			continue;
		f->part_of = (int32_t)whole;
		f->relation = RELATION_INCLUDED_IN;
	}
}
