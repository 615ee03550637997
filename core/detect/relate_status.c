/*
 * Relate, who they were: what the words after a figure say of its people, and what its total says of a part.
 *
 * "nine of the dead are civilians", "seven people of one family", people who fled: the phrase itself leaves it open. Only
 * what is open is settled here, never what the phrase says. Linear in the figures.
 */
#include "detect/relate.h"

enum { AFTER = 3 /* words from the figure to what is said of it */ };

static const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

static bool ends(const struct word *w)
{
	return w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START;
}

/* "of one family", in the phrase or right after it. */
static bool of_a_family(const struct reading *r, const struct casualty *f)
{
	bool partitive = false;
	for (uint32_t i = f->word_beg; i < f->word_end + AFTER; i++) {
		if (i >= f->word_end && ends(at(r, i)))
			return false;
		const struct lex_entry *of = word_entry(r->lx, at(r, i), LEX_PREP);
		const struct lex_entry *n = word_entry(r->lx, at(r, i), LEX_NOUN);
		partitive |= of && of->a == 1;
		if (partitive && n && n->unit == UNIT_FAMILY && !(at(r, i)->clitics & CLITIC_WA))
			return true;
	}
	return false;
}

/* "are of the civilians", "they are soldiers": the noun that says who all of them are, or NULL. */
static const struct lex_entry *said_to_be(const struct reading *r, const struct casualty *f)
{
	const struct lex_entry *they = word_entry(r->lx, at(r, f->word_end), LEX_PART);
	uint32_t i = f->word_end + 1;
	if (!they || they->sub != RELATION_EXHAUSTIVE_PART_OF || ends(at(r, f->word_end)))
		return NULL;
	const struct lex_entry *of = word_entry(r->lx, at(r, i), LEX_PREP);
	if (of && of->a == 1)
		i++;
	if (ends(at(r, i)))
		return NULL;
	const struct lex_entry *n = word_entry(r->lx, at(r, i), LEX_NOUN);
	return n && n->form != FORM_SINGULAR && n->unit == UNIT_PERSON && !n->harm ? n : NULL;
}

static void settle(const struct reading *r, struct casualties *c, struct casualty *f)
{
	struct figure *g = &f->figure;
	const struct figure *whole = g->part_of >= 0 ? &c->v[g->part_of].figure : NULL;
	const struct lex_entry *n = g->status == STATUS_UNKNOWN ? said_to_be(r, f) : NULL;
	if (n) {
		g->status = n->status;
		if (g->victim == VICTIM_PERSON)
			g->victim = n->victim;
	}
	if (whole && g->victim == VICTIM_PERSON && f->own_harm && g->relation == RELATION_INCLUDED_IN &&
		whole->status == STATUS_COMBATANT)
		g->victim = whole->victim;
	if (g->status != STATUS_UNKNOWN)
		return;
	if (g->harm == 1u << HARM_DISPLACED || of_a_family(r, f))
		g->status = STATUS_CIVILIAN;
}

void relate_status(const struct reading *r, struct casualties *c)
{
	for (size_t k = c->window_beg; k < c->n; k++)
		settle(r, c, &c->v[k]);
}
