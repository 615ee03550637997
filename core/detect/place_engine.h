/* Place engine: what the files of the place finder share; see place.h. */
#ifndef DETECT_PLACE_ENGINE_H
#define DETECT_PLACE_ENGINE_H

#include "detect/place.h"
#include "detect/place_words.h"

struct place_engine {
	struct gazetteer *gazetteer;
	const struct phrase_table *names; /* the gazetteer's */
	struct place_words words;
	uint32_t checksum;
};

static inline const struct word_row *engine_word(const struct place_engine *e, int16_t row)
{
	return &e->words.rows[row];
}

/* What the words before a name say of it. */
struct intro {
	uint32_t beg;       /* first of these words; the name's own token when there are none */
	uint32_t cues;      /* enum place_cue */
	int16_t head;       /* the noun of kind next to the name, or WORD_NONE */
	uint8_t direction;  /* enum direction */
	int8_t preposition; /* enum word_preposition, or -1 */
	bool conjoined;     /* begins with "and" */
	bool li;            /* begins with the clitic "to, of" */
};

/* Reads leftwards from a name at token i whose own clitics are given. Looks at no more than a dozen tokens. */
struct intro intro_read(const struct place_engine *e, const struct tokens *t, const struct lexed *lx,
	uint32_t i, uint8_t clitics);

/* The direction of two words: north + west. */
enum direction direction_join(enum direction a, enum direction b);

bool token_is_quote(const struct token *k);

#endif
