/*
 * Phrase: a fixed set of words and phrases, found in tokens whatever clitics stand before them.
 *
 * Keys are folded and joined without spaces, so that split and joined spellings are one key; for a key of
 * several words each beginning of whole words is entered too, and a match is followed token by token as long
 * as there is one. A key may have several values, in the order they were added. Lookups cost O(1) a token:
 * one probe for the word as it is, one for each way to read its first letters as clitics. Hits are compared
 * letter by letter: equal hashes prove nothing.
 *
 * Clitics: wa, fa (then) bi, li, ka, sa, (then) the article; li + article is written lam lam.
 */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include "text/token.h"

enum clitic {
	CLITIC_WA = 1,
	CLITIC_FA = 2,
	CLITIC_BI = 4,
	CLITIC_LI = 8,
	CLITIC_KA = 16,
	CLITIC_SA = 32,
	CLITIC_AL = 64
};

struct phrase_table;

bool phrase_table_new(struct phrase_table **out, struct err *err) MUST_CHECK;
void phrase_table_free(struct phrase_table *t);

/*
 * Adds a value under a phrase: words of UTF-8 separated by single spaces, folded here. At most 8 words and
 * 120 letters (ERR_INPUT). `value` is the caller's, any but UINT32_MAX.
 */
bool phrase_table_add(
	struct phrase_table *t, const char *phrase, size_t len, uint32_t value, struct err *err) MUST_CHECK;
/* Marks a beginning after which the next token is tried too, for keys that are stored joined but may be
 * written apart. */
bool phrase_table_add_beginning(
	struct phrase_table *t, const char *word, size_t len, struct err *err) MUST_CHECK;
/* Ends adding; from here on the table is read-only and may be shared by threads. */
bool phrase_table_seal(struct phrase_table *t, struct err *err) MUST_CHECK;

struct phrase_match {
	uint32_t first; /* first value: walk with phrase_value() and phrase_next() */
	uint8_t n_tokens;
	uint8_t clitics;   /* set of enum clitic that were taken off; CLITIC_AL: an article that the key does
			      not have */
	uint8_t n_clitic;  /* folded letters of the clitics before the article */
	uint8_t n_article; /* folded letters of an article taken off: 2, or 1 after li, which swallows the
			      alif */
	uint8_t n_letters; /* of the key */
	bool article_missing; /* the key has an article that the text does not: only with PHRASE_ANY_ARTICLE
			       */
};

enum phrase_option {
	PHRASE_NO_CLITICS = 1,   /* only the bare word */
	PHRASE_KEEP_ARTICLE = 2, /* the article is part of the key: never taken off */
	PHRASE_ANY_ARTICLE = 4,  /* a key with an article also matches without (names) */
	PHRASE_ONE_TOKEN = 8,    /* no phrases */
};

/*
 * The match that begins at token i and covers the most tokens; among equals the one with the fewest clitics.
 * False when there is none.
 */
bool phrase_longest(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out);
/* All matches at token i, longest and least stripped first; returns how many were written. */
size_t phrase_all(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max);
/* The same; *reads_on: whether tokens after i were looked at, so that the matches do not depend on token i alone. */
size_t phrase_all_at(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max, bool *reads_on);
/*
 * The matches of token i by itself, and how it may go on as a phrase: all matches are these, unless phrase_goes_on() with
 * the token behind it. What comes out depends on the token's kind and letters only, and may be kept for them.
 */
enum { PHRASE_ONWARD = 2 };
struct phrase_onward {
	uint64_t hash[PHRASE_ONWARD], power[PHRASE_ONWARD];
	uint8_t n;     /* more than PHRASE_ONWARD: not all are here */
	uint16_t stop; /* the number of letters it was last found not to go on with (text/token.h) */
};
size_t phrase_alone(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max, struct phrase_onward *onward);
/* *o goes with the tokens as long as their epoch is the same. */
bool phrase_goes_on_at(
	const struct phrase_table *t, struct phrase_onward *o, const struct tokens *tokens, uint32_t i);
static inline bool phrase_goes_on(
	const struct phrase_table *t, struct phrase_onward *o, const struct tokens *tokens, uint32_t i)
{
	if (!o->n || (o->stop != TOKEN_NO_NUMBER && o->stop == tokens->number[i + 1]))
		return false;
	return phrase_goes_on_at(t, o, tokens, i);
}

/* The values of exactly these folded letters; UINT32_MAX when there are none. */
uint32_t phrase_exact(const struct phrase_table *t, const uint16_t *folded, size_t n);
/* Whether a key may have this hash; a false is sure, and most are false that can be. */
bool phrase_may_have(const struct phrase_table *t, uint64_t hash);
/* Whether there is a key, or a beginning of one, with this hash: nearly sure, by 32 bits of it. */
bool phrase_has(const struct phrase_table *t, uint64_t hash);

/* A value and where the next one of the same key is. They are what readers of many texts look at most: no call is made. */
struct phrase_link {
	uint32_t value, next;
};
/* What the table begins with. */
struct phrase_links {
	struct phrase_link *v;
};

static inline uint32_t phrase_value(const struct phrase_table *t, uint32_t at)
{
	return ((const struct phrase_links *)(const void *)t)->v[at].value;
}
/* UINT32_MAX after the last */
static inline uint32_t phrase_next(const struct phrase_table *t, uint32_t at)
{
	return ((const struct phrase_links *)(const void *)t)->v[at].next;
}

/* How many values there are: places run from 0 to there, and the next of a key always lies behind. */
size_t phrase_count(const struct phrase_table *t);

/* Where in the document the match begins: its clitics passed over with their marks, its article kept. */
uint32_t phrase_beg_cp(
	const struct tokens *tokens, const struct text *text, uint32_t i, const struct phrase_match *m);

#endif
