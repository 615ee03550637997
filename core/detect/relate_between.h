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

static inline const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

/* The enum lex_bearing of word i, or 0. */
static inline int64_t bearing_of(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, at(r, i), LEX_BEARING);
	return e ? e->a : 0;
}

/* What kind of preposition word i is, as its lexicon counts them, or 0. */
static inline int64_t prep_of(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, at(r, i), LEX_PREP);
	return e ? e->a : 0;
}

/* What word i says of a figure and a place that stand to either side of it: a set of enum path. */
uint32_t path_between(const struct reading *r, uint32_t i);

#endif
