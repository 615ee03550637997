/*
 * Words: a window's tokens read with the lexicon, greedily and once.
 *
 * A word covers one token or the tokens of a phrase of the lexicon. `classes` is the set of enum lex_class of its
 * readings; words that the lexicon does not have are unknown (no classes), which the grammar treats as content.
 */
#ifndef DETECT_WORDS_H
#define DETECT_WORDS_H

#include "detect/lexicon.h"
#include "text/token.h"

enum word_kind { WORD_WORD, WORD_DIGITS, WORD_PUNCT, WORD_LATIN, WORD_BREAK };

/* Of its first token. */
enum word_flag {
	WORD_SENTENCE_START = TOKEN_SENTENCE_START,
	WORD_LINE_START = TOKEN_LINE_START,
	WORD_GLUED = TOKEN_GLUED, /* nothing between it and the word before */
	WORD_HASHTAG = TOKEN_HASHTAG,
	WORD_TANWIN = TOKEN_TANWIN,
	WORD_FLAGS = WORD_SENTENCE_START | WORD_LINE_START | WORD_GLUED | WORD_HASHTAG | WORD_TANWIN
};

struct word {
	uint64_t classes;
	uint32_t tok, first; /* first: the lexicon's first value, UINT32_MAX when none */
	uint32_t hash_low;   /* PUNCT: the code point, folded */
	uint8_t n_tok, kind, flags, clitics, n_letters_clitic;
	/* values of its readings of these classes, which walks over words ask for; 0: it has none */
	uint8_t bearing, clause, period, prep;
};

/* What the lexicon says of a token by itself, by the number of its letters (text/token.h). */
struct lex_memo {
	struct word word; /* tok and flags apart */
	struct phrase_onward onward;
	bool known;
};

struct words {
	struct word *v; /* v[n] is a BREAK */
	uint32_t n;
	size_t cap;
	struct word *spare; /* where they are read again */
	size_t spare_cap;
	struct lex_memo *memo;
	size_t memo_cap;
	uint32_t n_memo, epoch;
};

/* Reads the window. *out is zeroed, or an earlier result of the same lexicon and the same struct tokens, whose memory and
 * knowledge of words is used again. */
bool words_read(
	const struct lexicon *lx, const struct tokens *t, struct words *out, struct err *err) MUST_CHECK;
/* Reads it again after the edits, as if it had not been read: what is not near one is kept. */
bool words_read_again(const struct lexicon *lx, const struct tokens *t, struct words *out,
	const struct token_edit *edits, size_t n_edits, struct err *err) MUST_CHECK;
void words_release(struct words *w);

/* Whether the lexicon lacks the word of a token that is read by itself in this window (of another, it may not be known yet);
 * of rare words without a number this is not kept. */
static inline bool words_lack(const struct words *ws, uint16_t number)
{
	const struct lex_memo *m = &ws->memo[number];
	return m->known && m->word.first == UINT32_MAX && m->onward.n == 0;
}

static inline bool word_is(const struct word *w, enum lex_class c)
{
	return w->classes >> c & 1;
}

/* A set of classes. */
#define LEX_BIT(class) (UINT64_C(1) << (class))

/* The first reading of a class that the word has. */
const struct lex_entry *word_reading(const struct lexicon *lx, const struct word *w, enum lex_class c);

/* No reading, but perhaps as an attack or what it struck, which the grammar of figures does not know. */
static inline bool word_is_unknown(const struct word *w)
{
	return (w->classes & ~(LEX_BIT(LEX_ASSAULT) | LEX_BIT(LEX_TARGET))) == 0;
}

/* The reading of a class, NULL when the word has none, as most have: that is told without a call. */
static inline const struct lex_entry *word_entry(
	const struct lexicon *lx, const struct word *w, enum lex_class c)
{
	return word_is(w, c) ? word_reading(lx, w, c) : NULL;
}

static inline bool word_punct(const struct word *w, uint32_t cp)
{
	return w->kind == WORD_PUNCT && w->hash_low == cp;
}

static inline bool word_is_quote(const struct word *w)
{
	return w->kind == WORD_PUNCT &&
	       (w->hash_low == '"' || w->hash_low == 0xAB || w->hash_low == 0xBB /* guillemets */ ||
		       w->hash_low == 0x201C || w->hash_low == 0x201D);
}

/* A word that the lexicon lacks is not taken apart: its letters say it. A phrase has what its last word has. */
static inline bool word_has_article(const struct tokens *t, const struct word *w)
{
	return w->kind == WORD_WORD &&
	       (w->clitics & CLITIC_AL || token_begins_with_article(t, &t->v[w->tok + w->n_tok - 1]));
}

/* The value of the first reading of a class, 0 when the word has none. */
static inline int64_t word_value(const struct lexicon *lx, const struct word *w, enum lex_class c)
{
	switch (c) {
	case LEX_BEARING:
		return w->bearing;
	case LEX_CLAUSE:
		return w->clause;
	case LEX_PERIOD:
		return w->period;
	case LEX_PREP:
		return w->prep;
	default:
		break;
	}
	const struct lex_entry *e = word_entry(lx, w, c);
	return e ? e->a : 0;
}

/* "amid a market, amid the city": where and not what went with it, by the word and the next, if it is "amid". */
static inline bool word_amid_place(const struct lexicon *lx, const struct word *w)
{
	if (w->prep != PREP_AMID)
		return false;
	const struct lex_entry *e = word_entry(lx, w + 1, LEX_EXCLUDED);
	return word_is(w + 1, LEX_TARGET) || (e && e->sub == EXCLUDED_PLACE);
}

/* Where the word begins in the document without its clitics (an article stays), and where it ends. */
uint32_t word_beg_cp(const struct words *ws, uint32_t i, const struct tokens *t, const struct text *text);
uint32_t word_end_cp(const struct words *ws, uint32_t i, const struct tokens *t);

#endif
