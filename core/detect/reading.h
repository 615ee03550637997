/*
 * Reading: one window of a text as its tokens and words, with the lexicon that read them.
 *
 * The grammars (number.h, quantity.h, figure.h, relate.h) take words by their number; the words are detect/words.h's.
 */
#ifndef DETECT_READING_H
#define DETECT_READING_H

#include "detect/words.h"

struct reading {
	const struct lexicon *lx;
	const struct text *text;
	const struct tokens *tokens;
	const struct words *words;
};

/* Word i; behind the last one stands a BREAK. */
static inline const struct word *reading_word(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

#endif
