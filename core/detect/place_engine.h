/* Place engine: what the files of the place finder share; see place.h. */
#ifndef DETECT_PLACE_ENGINE_H
#define DETECT_PLACE_ENGINE_H

#include "base/image.h"
#include "detect/place.h"
#include "detect/place_words.h"

struct place_engine {
	struct gazetteer *gazetteer;
	const struct phrase_table *names; /* the gazetteer's */
	struct place_words words;
	const uint8_t *facts; /* for each place of a value, of the names from there on: enum name_fact */
	uint8_t *own_facts;   /* the same, of an engine that is not in an image */
	uint32_t checksum;
	/* Of an engine in an image: what was told when it was made, each with a final NUL; the file that it was mapped from. */
	const char *warnings;
	size_t n_warnings;
	struct bytes mapped;
};

/* Ends the building of an engine whose gazetteer and words are complete. */
bool place_engine_seal(struct place_engine *e, struct err *err) MUST_CHECK;

/* Keeps a sealed engine under tags from `tag` on, with what was told of its rows (or NULL). */
void place_engine_put(
	const struct place_engine *e, const struct str *warnings, struct image_builder *b, uint32_t tag);
/* False when the image is damaged or memory is out. The image outlives the engine. */
bool place_engine_get(const struct image *m, uint32_t tag, struct place_engine **out);
/* Tells again what was told when the engine was made. */
void place_engine_tell(const struct place_engine *e, const struct detector_options *opt);

/*
 * What all rows of a name have in common: asked of each name in a text, whose rows lie far apart in memory. The bits say what
 * is not so, but for the first; above them is the best rank of all that are no districts.
 */
enum name_fact {
	FACT_COUNTRY = 1, /* one is a country */
	FACT_NOT_COMMON = 2,
	FACT_NOT_UNSURE = 4,
	FACT_NOT_FACILITY = 8,
	FACT_RANK_SHIFT = 4
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
	bool hospitals;     /* "the hospitals of" */
	bool li;            /* begins with the clitic "to, of" */
};

/* Reads leftwards from a name at token i whose own clitics are given. Looks at no more than a dozen tokens. */
struct intro intro_read(const struct place_engine *e, const struct tokens *t, const struct lexed *lx,
	uint32_t i, uint8_t clitics);

/* The direction of two words: north + west. */
enum direction direction_join(enum direction a, enum direction b);

bool token_is_quote(const struct token *k);

#endif
