/*
 * Relate, between: what one word between a figure and a place says of the two.
 *
 * Words are counted as in the reading. Nothing is kept from word to word: what a walk has passed is relate_reach.c's.
 */
#ifndef DETECT_RELATE_BETWEEN_H
#define DETECT_RELATE_BETWEEN_H

#include "detect/relate.h"

/* "but"; "where"; "adding that"; "at a time when" */
enum { CLAUSE_PLAIN, CLAUSE_WHERE, CLAUSE_TELLS, CLAUSE_WHILE };

/* The enum lex_bearing of word i, or 0. */
static inline unsigned bearing_of(const struct reading *r, uint32_t i)
{
	return reading_word(r, i)->bearing;
}

/* What kind of preposition word i is, as its lexicon counts them, or 0. */
static inline unsigned prep_of(const struct reading *r, uint32_t i)
{
	return reading_word(r, i)->prep;
}

uint32_t path_of_word(const struct reading *r, uint32_t i);

/* What word i says of a figure and a place that stand to either side of it: a set of enum path. Most words say nothing. */
static inline uint32_t path_between(const struct reading *r, uint32_t i)
{
	static const uint64_t speak = LEX_BIT(LEX_BEARING) | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CONSEQUENCE) |
				      LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_PREP) | LEX_BIT(LEX_ASSAULT);
	const struct word *w = reading_word(r, i);
	return w->classes & speak || w->kind == WORD_PUNCT || w->clitics & CLITIC_FA ? path_of_word(r, i) : 0;
}

#endif
