/*
 * Phrase table: what the table is made of, for the files that build it, search it and keep it in an image.
 *
 * All arrays hold indices, never pointers, so that they are the same in memory and in a file.
 */
#ifndef TEXT_PHRASE_TABLE_H
#define TEXT_PHRASE_TABLE_H

#include "text/phrase.h"

enum { MAX_WORDS = 8, MAX_LETTERS = 120, NONE = -1 };
#define NO_VALUE UINT32_MAX

struct entry {
	uint64_t hash;
	uint32_t letters;     /* where its key begins in the pool */
	uint32_t first, last; /* values */
	uint8_t n_letters;
	bool beginning; /* of a longer key */
	uint16_t zero;  /* no byte is left to chance: equal tables are equal images */
};

struct slot {
	uint32_t tag;   /* upper half of the hash */
	uint32_t entry; /* index + 1; 0: empty */
};

struct phrase_table {
	struct phrase_links values; /* the first member: phrase.h */
	struct entry *entries;
	uint16_t *pool;
	struct slot *slots;
	size_t n_entries, n_values, n_pool, entries_cap, values_cap, pool_cap;
	unsigned slot_bits;
	uint64_t *
		seen; /* a bit for each hash's place among seen_bits; small enough to stay in the first cache */
	unsigned seen_bits;
	uint64_t power[TOKEN_MAX_FOLD + 1]; /* token_hash_power() of every word length */
	bool in_image;                      /* the arrays are an image's: never written, never freed */
};

/* What phrase_value() and phrase_next() tell, for those who ask at every word. */
static inline struct phrase_link phrase_value_at(const struct phrase_table *t, uint32_t at)
{
	return t->values.v[at];
}

static inline void phrase_table_powers(struct phrase_table *t)
{
	for (size_t n = 0; n <= TOKEN_MAX_FOLD; n++)
		t->power[n] = token_hash_power(n);
}

/* The hash's low bits depend on the letters' low bits only: a multiplication spreads them (Knuth 6.4). */
static inline size_t phrase_slot(const struct phrase_table *t, uint64_t hash)
{
	return (size_t)((hash * 0xD6E8FEB86659FD93u) >> (64 - t->slot_bits));
}

static inline size_t phrase_seen_bit(const struct phrase_table *t, uint64_t hash)
{
	return (size_t)((hash * 0xD6E8FEB86659FD93u) >> (64 - t->seen_bits));
}

/* Whether an entry may have this hash: most words end here, after one cache line. */
static inline bool phrase_filter(const struct phrase_table *t, uint64_t hash)
{
	size_t bit = phrase_seen_bit(t, hash);
	return t->seen[bit >> 6] >> (bit & 63) & 1;
}

#endif
