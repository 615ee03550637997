/*
 * Mend, inside: what the tables say of some letters that may be a word. Letters are folded, at most TOKEN_MAX_FOLD.
 */
#ifndef DETECT_MEND_KNOWN_H
#define DETECT_MEND_KNOWN_H

#include "detect/mend.h"

enum {
	ALIF = 0x0627,
	ALIF_HAMZA_ABOVE = 0x0623,
	ALIF_HAMZA_BELOW = 0x0625,
	LAM = 0x0644,
	TEH = 0x062A,
	HEH = 0x0647
};
enum {
	TEH_MARBUTA = 0x0629,
	ALIF_MAQSURA = 0x0649,
	WAW = 0x0648,
	FEH = 0x0641,
	BEH = 0x0628,
	KAF = 0x0643,
	SEEN = 0x0633
};

/* Particles before nouns (in, from, to) and before clauses (that). */
enum opening { OPENS_NOTHING, OPENS_NOUN, OPENS_CLAUSE };

/* What the tables say of some letters. */
struct known {
	bool vocabulary; /* an ordinary word, in any table */
	bool name;       /* of a place, or its beginning with an article */
	bool famous;     /* of a city */
	bool number;     /* three to ninety: stands before a counted noun */
	bool counted;    /* a person, a number, or a harm … */
	bool masdar;     /* … */
	bool article;    /* before three letters or more */
	bool particle;
	enum opening opens;
	uint8_t n_key; /* letters without clitics and article */
	uint8_t n_off; /* letters of clitics */
};

static inline bool is_known(const struct known *k)
{
	return k->vocabulary || k->name;
}

static inline bool is_conjunction(uint16_t c)
{
	return c == WAW || c == FEH;
}

static inline bool is_preposition(uint16_t c)
{
	return c == BEH || c == LAM || c == KAF || c == SEEN;
}

struct known known_look_up(const struct mend_tables *tables, const uint16_t *letters, unsigned n);
/* Cheaper, when nothing else is asked. */
bool known_any(const struct mend_tables *tables, const uint16_t *letters, unsigned n);
/* Bit n: the first n letters may be known, whatever clitics are taken off. By hashes alone: most fronts are no words. */
uint64_t known_fronts(const struct mend_tables *tables, const uint16_t *letters, unsigned n);

#endif
