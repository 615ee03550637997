/*
 * Figure, marks: what colons, brackets and bullets say of the numbers after them.
 *
 * A label ("Missing: 4 people") governs what follows its colon; a bracket or a colon right after a figure may tell who they
 * were. Constant work a mark, but for the words of a label.
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

/* "1- A 2- B": the digits count lines. */
static bool is_enumerated(const struct machine *m, uint32_t i)
{
	const struct word *after = machine_word(m, i + 1);
	return machine_word(m, i)->kind == WORD_DIGITS &&
	       (word_punct(after, '-') || word_punct(after, ')') || word_punct(after, '.'));
}

/* "- The dead reported:", "Missing:": a label governs the number after its colon. */
static void read_label(struct machine *m, uint32_t colon)
{
	if (m->part.parent >= 0 && m->part.n == 0 && m->part.end == colon)
		return; /* "and the dead are:" has named their whole */
	for (uint32_t back = 1; back <= LABEL && back <= colon - m->sentence_beg; back++) {
		uint32_t i = colon - back;
		const struct word *w = machine_word(m, i);
		const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
		if (w->kind != WORD_WORD)
			return;
		bool first = i <= m->sentence_beg + 1 || machine_word(m, i - 1)->kind == WORD_PUNCT ||
			     w->flags & WORD_LINE_START || word_is(machine_word(m, i - 1), LEX_TOLL);
		bool definite = w->clitics & CLITIC_AL || quantity_definite_follows(m->r, i + 1) ||
				(i > m->sentence_beg && word_is(machine_word(m, i - 1), LEX_TOLL));
		if (!first || !n || !n->harm || n->form == FORM_SINGULAR || !definite)
			continue;
		if (is_enumerated(m, colon + 1))
			return;
		machine_close_scope(m);
		m->scope = (struct scope){.active = true,
			.masdar = true,
			.label = true,
			.harm = n->harm,
			.beg = i,
			.end = i + 1,
			.last = colon + 1};
		return;
	}
}

/* "4 civilians (", "4 civilians of one family (": nothing between but where they are from? */
static bool bracket_describes(const struct machine *m, uint32_t figure_end, uint32_t bracket)
{
	enum { MOST_WORDS = 5 };
	if (figure_end == bracket)
		return true;
	if (bracket - figure_end > MOST_WORDS || !reading_is_prep(m->r, figure_end, PREP_FROM))
		return false;
	for (uint32_t i = figure_end; i < bracket; i++)
		if (machine_word(m, i)->kind == WORD_PUNCT || word_is(machine_word(m, i), LEX_VERB))
			return false;
	return true;
}

/* "5182 dead (5087 in X)": not all of them. */
static void name_some(struct machine *m, int32_t whole)
{
	int64_t left = m->out->v[whole].figure.value;
	for (size_t k = (size_t)whole + 1; k < m->out->n && left > 0; k++)
		if (m->out->v[k].figure.part_of == whole)
			left -= m->out->v[k].figure.value != NUMBER_NONE ? m->out->v[k].figure.value : left;
	for (size_t k = (size_t)whole + 1; k < m->out->n && left > 0; k++)
		if (m->out->v[k].figure.part_of == whole)
			m->out->v[k].figure.relation = RELATION_INCLUDED_IN;
}

/* The part of a total that stands right before a bracket; -1 when none does. */
static int32_t item_before(const struct machine *m, uint32_t open)
{
	for (size_t k = m->out->n; k > m->sentence_first; k--)
		if (m->out->v[k - 1].word_end <= open)
			return m->out->v[k - 1].word_end == open && m->out->v[k - 1].figure.part_of >= 0
				       ? (int32_t)(k - 1)
				       : -1;
	return -1;
}

/* "among them eight civilians (two children and a woman), and three soldiers": the list before the bracket goes on. */
static void leave_bracket(struct machine *m, uint32_t i)
{
	enum { INSIDE = 12 }; /* words */
	uint32_t open = i;
	while (open > m->sentence_beg && open + INSIDE > i && !word_punct(machine_word(m, open), '('))
		open--;
	if (m->mood_beg > open)
		m->mood = POLARITY_ASSERTED; /* "an officer (his name was not told) and a civilian" */
	if (m->part.n && m->part.end <= open && !m->part.bracket)
		return; /* "a child (five years old) and a woman" */
	int32_t inner = m->part.parent, outer = inner >= 0 ? m->out->v[inner].figure.part_of : -1;
	if (inner >= 0 && m->part.bracket)
		name_some(m, inner);
	bool goes_on = outer >= 0 && m->part.bracket && m->out->v[inner].figure.relation != RELATION_RESTATES;
	int32_t item =
		m->part.bracket ? inner : item_before(m, open); /* "14 children (among them an infant)" */
	if (item >= 0 && !goes_on) {
		const struct figure *f = &m->out->v[item].figure;
		goes_on = f->relation == RELATION_INCLUDED_IN;
		outer = f->part_of;
	}
	m->part = goes_on ? (struct part){.parent = outer,
				    .outer = -1,
				    .relation = m->out->v[item].figure.relation,
				    .end = i + 1,
				    .n = 1}
			  : (struct part){.parent = -1, .outer = -1};
}

/* A bracket after a figure may tell who they were; what it opened ends with it. */
void machine_read_mark(struct machine *m, uint32_t i, uint32_t mark)
{
	if (mark == ';')
		machine_close_scope(m);
	if (mark == ':')
		read_label(m, i);
	bool colon = mark == ':', sums = colon && machine_open_sum(m, i);
	if (colon && !sums && m->out->n > m->sentence_first && machine_word(m, i + 1)->kind == WORD_DIGITS)
		mark = '('; /* "12 civilians: 5 in A and 7 in B" */
	const struct word *next = machine_word(m, i + 1);
	bool aside = mark == ';' || mark == ',' || mark == '-' || mark == 0x2013 /* dash */ ||
		     word_is_quote(machine_word(m, i));
	if (aside && m->out->n > m->sentence_first && m->part.parent < 0 && quantity_may_begin(next) &&
		!(next->clitics & CLITIC_WA))
		machine_open_sum(m, i);
	if (mark == ')')
		leave_bracket(m, i);
	if (colon)
		machine_open_bullets(m, i);
	machine_read_bullet(m, i);
	if (mark != '(' || m->out->n <= m->sentence_first)
		return;
	struct casualty *c = &m->out->v[m->out->n - 1];
	if (c->figure.approximator == APPROX_DUAL_OR_PLURAL && c->word_end == i && machine_sum_end(m, i, 2))
		figure_set_bounds(
			&c->figure, APPROX_EXACT, 2, NUMBER_NONE); /* "civilians (a man and his wife)" */
	bool several =
		c->figure.unit == UNIT_FAMILY || (c->figure.value != NUMBER_NONE && c->figure.value >= 2);
	if (several && bracket_describes(m, c->word_end, i))
		m->part = (struct part){.parent = (int32_t)m->out->n - 1,
			.outer = -1,
			.relation = RELATION_EXHAUSTIVE_PART_OF,
			.end = i + 1,
			.bracket = true};
}
