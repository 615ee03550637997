/*
 * Quantity, ranges: two numbers that are the ends of one ("between 10 and 15"), and what a round one is exceeded by.
 */
#include "detect/quantity_grammar.h"

/* "(a toll that rose) from 40 to 45" tells two totals, "from 10 to 15 members" one number. */
static bool of_a_toll(const struct reading *r, uint32_t i)
{
	static const uint64_t toll = LEX_BIT(LEX_REACH) | LEX_BIT(LEX_TOLL);
	for (uint32_t back = 1; back <= 8 && back <= i; back++) {
		if (reading_word(r, i - back)->classes & toll)
			return true;
		if (reading_word(r, i - back + 1)->flags & WORD_SENTENCE_START)
			return false;
	}
	return false;
}

/* "10 to 15", "10-15", "10 or 15". */
uint32_t quantity_read_range(const struct reading *r, const struct number *n, struct number *second)
{
	const struct word *w = reading_word(r, n->end);
	const struct lex_entry *month = n->beg > 0 ? reading_entry(r, n->beg - 1, LEX_EXCLUDED) : NULL;
	uint32_t next = 0;
	if (month && month->sub == EXCLUDED_MONTH)
		return 0; /* "from March 2003 to 2684" */
	if (word_punct(w, '-') || word_punct(w, EN_DASH))
		next = n->end + 1;
	else if ((reading_is_prep(r, n->end, PREP_TO) &&
			 !(n->beg > 0 && reading_is_prep(r, n->beg - 1, PREP_FROM) &&
				 of_a_toll(r, n->beg))) ||
		 reading_is_prep(r, n->end, PREP_OR))
		next = n->end + 1;
	if (!next || !number_read(r, next, second) || second->kind != NUMBER_CARDINAL ||
		second->value <= n->value)
		return 0;
	return second->end;
}

/* "and 15", "to 15", after the low end of a range. */
static uint32_t read_upper(const struct reading *r, const struct number *low, struct number *high)
{
	uint32_t next;
	if (reading_is_prep(r, low->end, PREP_TO))
		next = low->end + 1;
	else if (!number_joined(r, low->end, &next))
		return 0;
	return number_read(r, next, high) && high->value > low->value ? high->end : 0;
}

/* "between 10 and 15"; 0 when word j does not begin one. */
uint32_t quantity_read_pair(const struct reading *r, uint32_t j, struct number *low, struct number *high)
{
	if (!word_is(reading_word(r, j), LEX_BETWEEN))
		return 0;
	uint32_t end = number_read(r, j + 1, low) ? read_upper(r, low, high) : 0;
	return end || !number_read_term(r, j + 1, low) ? end : read_upper(r, low, high);
}

/* "twenty and a few". */
uint32_t quantity_read_added(const struct reading *r, uint32_t k, const struct number *n, struct quantity *q)
{
	uint32_t next;
	if (!number_joined(r, k, &next))
		return k;
	const struct lex_entry *added = reading_entry(r, next, LEX_VAGUE);
	if (!added || added->sub != VAGUE_ADDED)
		return k;
	quantity_set(q, APPROX_VAGUE, n->value + 1, n->value + 9);
	return next + 1;
}
