/*
 * Place scan: what the files of the scan share; see place.h.
 *
 *	place.c          the pass over a window's tokens
 *	place_intro.c    the words before a name
 *	place_name.c     names of the gazetteer
 *	place_judge.c    which of them are places
 *	place_actor.c    names that stand for governments and persons
 *	place_guess.c    names that only their context gives away
 *	place_mention.c  mentions, and how they join and nest
 */
#ifndef DETECT_PLACE_SCAN_H
#define DETECT_PLACE_SCAN_H

#include "detect/place_engine.h"

enum {
	WAW = 0x0648,
	FEH = 0x0641,
	BEH = 0x0628,
	LAM = 0x0644,
	ALIF = 0x0627,
	TEH = 0x062A,
	YEH = 0x064A,
	HEH = 0x0647,
	NOON = 0x0646,
	AIN = 0x0639,
	MEEM = 0x0645,
	SEEN = 0x0633,
	TATWEEL = 0x0640,
	EN_DASH = 0x2013,
	EM_DASH = 0x2014
};
/* A set of kinds: those that governments divide a country into. */
enum { ADMIN_UNITS = 1 << KIND_GOVERNORATE | 1 << KIND_DISTRICT | 1 << KIND_SUBDISTRICT };
enum { MAX_NAME_WORDS = 4, MIN_UNKNOWN_LETTERS = 3 };

struct scan {
	const struct place_engine *e;
	const struct text *text;
	const struct tokens *t;
	const struct words *words; /* what the lexicon says of them; NULL when it was not asked */
	const struct lexed *lx;
	struct place_list *list;
	int64_t last;  /* the mention before, when it lies in this window; else -1 */
	int64_t guess; /* the last mention when it is a mere guess; else -1 */
	uint32_t sentence;
	uint32_t classes; /* of all words of the window */
	struct err *err;
};

static inline bool is(const struct scan *s, uint32_t i, enum word_class c)
{
	return i < s->t->n && lexed_is(&s->lx[i], c);
}

static inline uint16_t letter(const struct scan *s, uint32_t i, unsigned at)
{
	return token_fold(s->t, &s->t->v[i])[at];
}

static inline bool is_word(const struct scan *s, uint32_t i)
{
	return i < s->t->n && s->t->v[i].kind == TOKEN_WORD && s->t->v[i].n_fold > 0;
}

static inline bool has_article_after(const struct scan *s, uint32_t i, unsigned off)
{
	return s->t->v[i].n_fold > off + 3u && letter(s, i, off) == ALIF && letter(s, i, off + 1) == LAM;
}

static inline bool has_article(const struct scan *s, uint32_t i)
{
	return has_article_after(s, i, 0);
}

static inline bool is_comma(const struct scan *s, uint32_t i)
{
	const struct token *k = &s->t->v[i];
	return i < s->t->n && (token_is_punct(k, ',') || token_is_punct(k, '/'));
}

static inline bool is_dash(const struct scan *s, uint32_t i)
{
	const struct token *k = &s->t->v[i];
	return i < s->t->n && (token_is_punct(k, '-') || token_is_punct(k, EN_DASH) ||
				      token_is_punct(k, EM_DASH) || token_is_punct(k, TATWEEL));
}

/* The next word of a phrase, over an underscore. */
static inline uint32_t next_word(const struct scan *s, uint32_t i)
{
	i++;
	return i < s->t->n && token_is_punct(&s->t->v[i], '_') ? i + 1 : i;
}

static inline bool is_lone_and(const struct scan *s, uint32_t i)
{
	return is_word(s, i) && s->t->v[i].n_fold == 1 && letter(s, i, 0) == WAW;
}

static inline uint32_t skip_quotes(const struct scan *s, uint32_t i)
{
	for (int k = 0; k < 2 && i < s->t->n && token_is_quote(&s->t->v[i]); k++)
		i++;
	return i;
}

/* Whether the token can still be of the last mention's list: behind a comma, and two quotation marks on either side. */
static inline bool is_near_last(const struct scan *s, uint32_t i)
{
	enum { MAX_GAP = 5 };
	return s->last >= 0 && i <= s->list->v[s->last].tok_end + MAX_GAP;
}

static inline struct place_mention *last_mention(const struct scan *s)
{
	return s->last < 0 ? NULL : &s->list->v[s->last];
}

/* A noun of kind without its article: it may introduce a name. */
static inline bool is_open_head(const struct scan *s, uint32_t i)
{
	return s->lx[i].head != WORD_NONE && !(s->lx[i].word_clitics & CLITIC_AL);
}

static inline bool is_former(const struct scan *s, uint32_t i)
{
	return is(s, i, WORD_FORMER) && s->lx[i].word_letters_off == 0 &&
	       !(s->lx[i].word_clitics & CLITIC_AL);
}

/* ---- mentions ---- */

struct found {
	uint32_t tok_beg, tok_end, beg_cp;
	uint32_t first;
	uint64_t key;
	uint32_t cues; /* besides those of the introduction */
};

/* Appends a mention, joined to the list before it and nested as the introduction says. */
bool scan_emit(struct scan *s, const struct found *f, const struct intro *in) MUST_CHECK;
/* The mention before this one in its list, or -1: joined by "and" or a comma, nothing else between. */
int64_t scan_list_before(const struct scan *s, const struct intro *in);
/* How far back the list of places reaches, up to 3. */
unsigned scan_list_run(const struct scan *s, int64_t i);
/* Equal for equal spellings, articles and the first `off` letters apart. */
uint64_t scan_key(const struct scan *s, uint32_t i, uint32_t n_tokens, unsigned off, uint64_t *first_word);
/* What scan_key() gives for the first word, without reading all letters. */
uint64_t scan_first_word(const struct scan *s, uint32_t i, unsigned off);
enum { KNOWN_BITS = 10, KNOWN_SLOTS = 1 << KNOWN_BITS };
static inline size_t scan_known_slot(uint64_t first_word)
{
	return (size_t)(first_word * 0x9E3779B97F4A7C15u >> (64 - KNOWN_BITS));
}
/* The first known name in the slot of this first word, NULL when there is none; go on with scan_known_next(). */
static inline const struct place_known *scan_known(const struct place_list *l, uint64_t first_word)
{
	uint32_t at = l->n_known ? l->known_slots[scan_known_slot(first_word)] : 0;
	return at ? &l->known[at - 1] : NULL;
}
static inline const struct place_known *scan_known_next(
	const struct place_list *l, const struct place_known *k)
{
	return k->next ? &l->known[k->next - 1] : NULL;
}
bool scan_known_add(struct place_list *l, uint64_t first_word, uint64_t key, uint32_t n_words,
	struct err *err) MUST_CHECK;
/* Whether the folded letters are a word of the lexicons. */
bool scan_is_lexical(const struct scan *s, const uint16_t *w, size_t n);

/* A government: subjects of saying and policy, and what is joined to governments and armies. */
bool scan_acts(const struct scan *s, const struct found *f, const struct intro *in, bool country);
/* "The borders, the northern front, … with X": a line on the map, not a government. */
bool scan_borders_with(const struct scan *s, const struct intro *in);
bool scan_sees(const struct scan *s, const struct intro *in); /* after a verb of which places are subjects */
/* A person's: a title or a given name before it, with nothing between. */
bool scan_is_medium(const struct scan *s, const struct found *f);
bool scan_is_personal(const struct scan *s, const struct found *f, const struct intro *in, uint8_t clitics);
/* The last word of a person's name: a given name, a title or "Abu" two words before it, nothing between. */
bool scan_ends_person(const struct scan *s, uint32_t i);

/* "Location: X: Y": does word i stand in a line that a label says to tell the place? */
bool scan_on_label_line(const struct scan *s, uint32_t i);
/* Whether a mention that begins its line or sentence is set off by ':'; a great place, a country say, by dots or '|' too. */
bool scan_heads_line(const struct scan *s, const struct intro *in, uint32_t tok_end, bool great);
/* The second word of a name: anything that is not clearly another part of speech. */
bool scan_may_continue(const struct scan *s, uint32_t i);

/* ---- ways to read a mention at token i; *used is how many tokens were read, 0 when there is none ---- */

bool scan_take_name(struct scan *s, uint32_t i, uint32_t *used) MUST_CHECK;
/* A name that no gazetteer has, from the word that begins it. */
bool scan_take_former(struct scan *s, uint32_t i, const struct intro *in, uint32_t *used) MUST_CHECK;
bool scan_take_words(
	struct scan *s, uint32_t i, uint32_t n_tokens, const struct intro *in, uint32_t *used) MUST_CHECK;
bool scan_take_after_head(struct scan *s, uint32_t i, uint32_t *used) MUST_CHECK;
bool scan_take_in_list(struct scan *s, uint32_t i, uint32_t *used) MUST_CHECK;
bool scan_take_repeated(struct scan *s, uint32_t i, uint32_t *used) MUST_CHECK;

#endif
