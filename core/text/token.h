/*
 * Token: words, numbers and marks of a text, with the folded form and its hash.
 *
 * A text is scanned in windows of whole sentences, so that memory beyond the text stays bounded; a window
 * ends after TOKENS_WINDOW_CP code points at the next sentence end (or at the next space, in a text without
 * any). Tokens cover everything but white space. Offsets are into the document.
 *
 * - A WORD is a run of Arabic letters with their marks and tatweel. Digits end it: an article before digits
 * is a word, the digits a glued number. Underscores end it (hashtags). Spaces and marks between two tatweels, a dot,
 * slash, star or middle dot beside one, and a slash or star after the first letter of a word are filter evasion: they
 * belong to the word, not to its folded form.
 * - A NUMBER is a run of digits of one script, with single . , U+066B U+066C between digits, and
 *   U+060C, ' and U+2019 before a group of exactly three (folded to a comma).
 * - LATIN is a run of letters of any other script.
 * - PUNCT is one code point, NEWLINE one LF.
 *
 * Equal folded forms of one kind share their letters and a number, so that what a reader finds out about a word by itself
 * can be kept in an array under that number (detect/words.c): news repeats its words, and most tokens were seen before.
 * The numbers stay from window to window; when there are too many, they begin anew and the epoch changes.
 *
 * The hash of a folded form c0 c1 … is c0 + K*(c1 + K*(c2 + …)) mod 2^64, K odd. So the hash without the
 * first letter, with one more letter in front, and of two words joined all follow in O(1): clitics and joined
 * spellings cost no rescan.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include "base/err.h"
#include "text/text.h"

#include <stddef.h>
#include <stdint.h>

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_LATIN, TOKEN_PUNCT, TOKEN_NEWLINE };

enum token_flag {
	TOKEN_GLUED = 1,          /* nothing between it and the token before */
	TOKEN_HASHTAG = 2,        /* begins with #, or follows such a token after an underscore */
	TOKEN_SENTENCE_START = 4, /* first of a sentence */
	TOKEN_EVASION = 8,        /* had filter evasion in it */
	TOKEN_TANWIN = 16,        /* ends in tanwin fath, written */
	TOKEN_LINE_START = 32,    /* first of a line */
	TOKEN_BREAK = 128, /* a word that the next one may go on: a tatweel or a mark is between them */
	TOKEN_SEAM = 64,   /* what ends words (teh marbuta, alif maqsura, tanwin) stands inside */
};

enum { TOKENS_WINDOW_CP = 1 << 16, TOKEN_MAX_FOLD = 40 };
enum { TOKEN_NO_NUMBER = 0 };

struct token {
	uint64_t hash;           /* of the folded form; of PUNCT: the folded code point */
	uint32_t beg_cp, end_cp; /* in the document, marks included */
	uint32_t fold;           /* where its folded form begins in tokens.folded */
	uint8_t n_fold; /* letters of it; a longer word keeps its first TOKEN_MAX_FOLD, and hashes those */
	uint8_t kind, flags;
};

struct token_tables;

struct tokens {
	struct token *v; /* v[n] exists: an empty NEWLINE token, so that a rule may look one ahead */
	uint32_t n;
	uint16_t *number; /* of each token's folded form; TOKEN_NO_NUMBER: it has none, compare its letters */
	uint32_t n_numbers; /* all numbers are below; never more than 65536 */
	uint32_t epoch;     /* numbers of different epochs have nothing to do with each other; never 0 */
	uint16_t *folded;
	uint32_t beg_cp, end_cp; /* the window */
	size_t v_cap, number_cap, folded_cap, n_folded;
	size_t n_room, folded_room, numbers_room; /* while the counts are below, the arrays need not grow */
	/* the scanner's own */
	const struct token_tables *tables;
	struct token_tables *own_tables;
	struct token_slot *slots;
	unsigned slot_bits;
};

/*
 * What the scanner knows of each letter; takes some 0.2 ms to make, more than a short text to scan. Whoever scans many
 * texts makes it once, and sets tokens.tables before the first scan; it may be shared by threads and outlives *t. Otherwise
 * the first scan makes one.
 */
bool token_tables_new(struct token_tables **out, struct err *err) MUST_CHECK;
void token_tables_free(struct token_tables *tables);

/* Scans the window that begins at beg_cp. *t is zeroed or an earlier result, whose memory is reused. */
bool tokens_scan(struct tokens *t, const struct text *text, uint32_t beg_cp, struct err *err) MUST_CHECK;
/*
 * Edits in the order of the text: n_tok tokens become one word, or, when cut_cp is set, the word tok is cut before the letter
 * at cut_cp. A word may be cut more than once; one that is cut is not joined.
 */
struct token_edit {
	uint32_t tok, n_tok, cut_cp;
};
bool tokens_edit(struct tokens *t, const struct text *text, const struct token_edit *edits, size_t n,
	struct err *err) MUST_CHECK;
void tokens_release(struct tokens *t);

static inline const uint16_t *token_fold(const struct tokens *t, const struct token *k)
{
	return t->folded + k->fold;
}

/* Do its letters begin like a word with the article? */
static inline bool token_begins_with_article(const struct tokens *t, const struct token *k)
{
	const uint16_t *f = token_fold(t, k);
	return k->n_fold > 3 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
}

/* Its last letter as it is written (teh marbuta is no heh), marks and shapes apart; 0: it has none. */
uint32_t token_last_letter(const struct text *text, const struct token *k);

static inline bool token_is_punct(const struct token *k, uint32_t cp)
{
	return k->kind == TOKEN_PUNCT && k->hash == cp;
}

/* A symbol that posts set before a line or a report: a red disc, a pin. */
bool token_is_sign(uint32_t cp);

/* ---- hashing of folded letters ---- */

#define TOKEN_HASH_K 0x9E3779B97F4A7C15u /* 2^64 / golden ratio; odd */

uint64_t token_hash(const uint16_t *folded, size_t n);
/* K to the power n, n <= 4 * TOKEN_MAX_FOLD. */
uint64_t token_hash_power(size_t n);
/* The hash of the letters without the first one, which is c. */
static inline uint64_t token_hash_drop(uint64_t hash, uint16_t c)
{
	const uint64_t inverse = 0xF1DE83E19937733Du; /* of TOKEN_HASH_K mod 2^64: their product is 1 */
	return (hash - c) * inverse;
}

static inline uint64_t token_hash_push(uint64_t hash, uint16_t c)
{
	return c + TOKEN_HASH_K * hash;
}

/* The hash of a (n letters) followed by b. */
static inline uint64_t token_hash_join(uint64_t a, size_t n, uint64_t b)
{
	return a + token_hash_power(n) * b;
}

#endif
