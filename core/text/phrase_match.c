/*
 * Phrase match: what begins at a token, read with and without clitics, followed from token to token.
 *
 * A reading of the first token is a hash, made from the token's in O(1). Most readings end at the bit set of hashes,
 * which stays in the first cache. What a word is by itself, and with which hashes it may go on, can be asked for apart:
 * a reader that keeps it for each word (detect/words.c) tests one hash for the next token instead of reading the word
 * again, which news repeats in 19 of 20 cases.
 */
#include "text/fold.h"
#include "text/phrase_table.h"

#include <string.h>
#include <unicode/uchar.h>

/* Letters to compare a key with: at most two in front that are not written, then those of tokens from a
 * letter on. */
struct spelling {
	const struct tokens *tokens;
	uint32_t token, token_end;
	uint8_t drop;
	uint8_t n_front;
	uint16_t front[2];
};

static bool spelling_equals(const struct spelling *s, const uint16_t *key, size_t n)
{
	size_t at = 0;
	for (; at < s->n_front; at++)
		if (at >= n || key[at] != s->front[at])
			return false;
	unsigned drop = s->drop;
	for (uint32_t i = s->token; i < s->token_end; i++, drop = 0) {
		const struct token *k = &s->tokens->v[i];
		if (k->kind == TOKEN_PUNCT)
			continue;
		size_t len = k->n_fold - drop;
		if (at + len > n || memcmp(key + at, token_fold(s->tokens, k) + drop, len * sizeof *key) != 0)
			return false;
		at += len;
	}
	return at == n;
}

static inline int64_t find(const struct phrase_table *t, uint64_t hash, const struct spelling *spelling)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	for (size_t i = phrase_slot(t, hash); t->slots[i].entry; i = (i + 1) & mask) {
		if (t->slots[i].tag != (uint32_t)(hash >> 32))
			continue;
		uint32_t at = t->slots[i].entry - 1;
		const struct entry *e = &t->entries[at];
		if (e->hash == hash && spelling_equals(spelling, t->pool + e->letters, e->n_letters))
			return at;
	}
	return NONE;
}

enum { ALIF = 0x0627, LAM = 0x0644, WAW = 0x0648, FEH = 0x0641, BEH = 0x0628, KAF = 0x0643, SEEN = 0x0633 };

/* One way to read the first letters of a word as clitics. */
struct reading {
	uint64_t hash; /* of what is left, letters in front included */
	uint8_t drop;  /* folded letters taken off, the article's included */
	uint8_t clitics, n_clitic, n_article;
	uint8_t n_front;
	uint16_t front[2];
	bool article_missing;
};

struct match_list {
	struct phrase_match *v;
	size_t n, max;
};

/* One look-up in progress. */
struct search {
	const struct phrase_table *t;
	const struct tokens *tokens;
	const uint16_t *letters; /* of the first token */
	uint32_t i;
	unsigned options, n;
	struct match_list out;
	bool reads_on;                /* past the first token */
	struct phrase_onward *onward; /* instead of reading on, or NULL */
};

enum { MIN_LEFT = 2 };

/* The token that continues a phrase after token i: the next word, over an underscore. tokens->n when there is
 * none. */
static uint32_t continuation(const struct tokens *t, uint32_t i)
{
	uint32_t j = i + 1;
	if (j < t->n && token_is_punct(&t->v[j], '_') && (t->v[j].flags & TOKEN_GLUED))
		j++;
	if (j >= t->n)
		return t->n;
	const struct token *k = &t->v[j];
	bool word = k->kind == TOKEN_WORD || k->kind == TOKEN_NUMBER || k->kind == TOKEN_LATIN;
	return word && k->n_fold ? j : t->n;
}

/* Keeps the list ordered: more tokens first; an equal one goes behind, since readings come least stripped
 * first. */
static void match_insert(struct match_list *l, struct phrase_match m)
{
	size_t at = l->n;
	while (at > 0 && l->v[at - 1].n_tokens < m.n_tokens)
		at--;
	if (at >= l->max)
		return;
	size_t last = l->n < l->max ? l->n : l->max - 1;
	memmove(l->v + at + 1, l->v + at, (last - at) * sizeof *l->v);
	l->v[at] = m;
	if (l->n < l->max)
		l->n++;
}

static void note_onward(struct phrase_onward *o, uint64_t hash, uint64_t power)
{
	if (o->n < PHRASE_ONWARD) {
		o->hash[o->n] = hash;
		o->power[o->n] = power;
	}
	if (o->n <= PHRASE_ONWARD)
		o->n++;
}

/* "A fighter and 40", written apart: the waw is no ending of a plural. */
static bool is_and(const struct tokens *t, uint32_t i)
{
	return t->v[i].n_fold == 1 && token_fold(t, &t->v[i])[0] == WAW;
}

static void follow(struct search *q, const struct reading *r)
{
	const struct phrase_table *t = q->t;
	const struct tokens *tokens = q->tokens;
	struct spelling s = {tokens, q->i, q->i + 1, r->drop, r->n_front, {r->front[0], r->front[1]}};
	uint64_t hash = r->hash;
	unsigned letters = q->n - r->drop + r->n_front;
	uint64_t power = t->power[q->n - r->drop];
	for (unsigned f = 0; f < r->n_front; f++)
		power *= TOKEN_HASH_K;
	for (;;) {
		int64_t at = find(t, hash, &s);
		if (at == NONE)
			return;
		const struct entry *e = &t->entries[at];
		uint8_t n_tokens = (uint8_t)(s.token_end - q->i);
		if (e->first != NO_VALUE && !(n_tokens > 1 && is_and(tokens, s.token_end - 1)))
			match_insert(
				&q->out, (struct phrase_match){e->first, n_tokens, r->clitics, r->n_clitic,
						 r->n_article, (uint8_t)letters, r->article_missing});
		if (e->beginning && q->onward)
			note_onward(q->onward, hash, power);
		if (!e->beginning || q->onward || (q->options & PHRASE_ONE_TOKEN))
			return;
		q->reads_on = true;
		uint32_t next = continuation(tokens, s.token_end - 1);
		if (next >= tokens->n)
			return;
		const struct token *k = &tokens->v[next];
		hash += power * k->hash;
		power *= t->power[k->n_fold];
		letters += k->n_fold;
		s.token_end = next + 1;
		if (letters > MAX_LETTERS || s.token_end - q->i > 2 * MAX_WORDS)
			return;
	}
}

/* Whether an entry has this hash, nearly sure: by 32 bits of it. */
bool phrase_has(const struct phrase_table *t, uint64_t hash)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	if (!phrase_filter(t, hash))
		return false;
	for (size_t i = phrase_slot(t, hash); t->slots[i].entry; i = (i + 1) & mask)
		if (t->slots[i].tag == (uint32_t)(hash >> 32))
			return true;
	return false;
}

static inline void attempt(struct search *q, struct reading r)
{
	if (phrase_filter(q->t, r.hash))
		follow(q, &r);
}

/* A reading with alif, or alif and lam, in front of the letters. */
static void attempt_with_article(struct search *q, struct reading r, unsigned n_front, bool missing)
{
	r.n_front = (uint8_t)n_front;
	r.front[0] = ALIF;
	r.front[1] = LAM;
	if (n_front == 2)
		r.hash = token_hash_push(r.hash, LAM);
	r.hash = token_hash_push(r.hash, ALIF);
	r.article_missing = missing;
	attempt(q, r);
}

static void attempt_without_article(struct search *q, struct reading r, unsigned n_article)
{
	for (unsigned i = 0; i < n_article; i++)
		r.hash = token_hash_drop(r.hash, q->letters[r.drop + i]);
	r.drop = (uint8_t)(r.drop + n_article);
	r.n_article = (uint8_t)n_article;
	r.clitics |= CLITIC_AL;
	attempt(q, r);
}

/* The readings of one stem: as it is, without its article, with an article that is not written. */
static void attempt_stem(struct search *q, const struct reading *stem)
{
	attempt(q, *stem);
	if (stem->clitics & CLITIC_SA) /* the future's clitic stands before verbs */
		return;
	const uint16_t *rest = q->letters + stem->drop;
	unsigned left = q->n - stem->drop;
	unsigned n_article = left > 2 && rest[0] == ALIF && rest[1] == LAM ? 2 : 0;
	if ((stem->clitics & CLITIC_LI) && rest[0] == LAM) {
		/* li + al-: the alif is not written, and a lam of the name may have been swallowed too */
		n_article = 1;
		attempt_with_article(q, *stem, 1, false);
		attempt_with_article(q, *stem, 2, false);
	}
	if (n_article && left >= n_article + MIN_LEFT && !(q->options & PHRASE_KEEP_ARTICLE))
		attempt_without_article(q, *stem, n_article);
	else if (!n_article && (q->options & PHRASE_ANY_ARTICLE))
		attempt_with_article(q, *stem, 2, true);
}

static bool strip(const struct search *q, struct reading *r, uint8_t clitic)
{
	if (!clitic || q->n < r->drop + 1u + MIN_LEFT)
		return false;
	r->hash = token_hash_drop(r->hash, q->letters[r->drop]);
	r->clitics |= clitic;
	r->drop++;
	r->n_clitic++;
	return true;
}

static inline uint8_t conjunction(uint16_t c)
{
	return c == WAW ? CLITIC_WA : c == FEH ? CLITIC_FA : 0;
}

static inline uint8_t preposition(uint16_t c)
{
	switch (c) {
	case BEH:
		return CLITIC_BI;
	case LAM:
		return CLITIC_LI;
	case KAF:
		return CLITIC_KA;
	case SEEN:
		return CLITIC_SA;
	default:
		return 0;
	}
}

static void attempt_readings(struct search *q, const struct token *k)
{
	struct reading whole = {.hash = k->hash};
	attempt_stem(q, &whole);
	if ((q->options & PHRASE_NO_CLITICS) || k->kind != TOKEN_WORD)
		return;
	struct reading prep = whole, conj = whole;
	if (strip(q, &prep, preposition(q->letters[0])))
		attempt_stem(q, &prep);
	if (strip(q, &conj, conjunction(q->letters[0]))) {
		attempt_stem(q, &conj);
		prep = conj;
		if (strip(q, &prep, preposition(q->letters[prep.drop])))
			attempt_stem(q, &prep);
	}
}

/* All readings, those that take fewer letters off first. */
static void search(struct search *q)
{
	const struct token *k = &q->tokens->v[q->i];
	if (k->kind == TOKEN_PUNCT || k->kind == TOKEN_NEWLINE || k->n_fold == 0)
		return;
	q->letters = token_fold(q->tokens, k);
	q->n = k->n_fold;
	attempt_readings(q, k);
}

size_t phrase_all_at(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max, bool *reads_on)
{
	struct search q = {.t = t, .tokens = tokens, .i = i, .options = options, .out = {out, 0, max}};
	search(&q);
	*reads_on = q.reads_on;
	return q.out.n;
}

size_t phrase_alone(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max, struct phrase_onward *onward)
{
	struct search q = {
		.t = t, .tokens = tokens, .i = i, .options = options, .out = {out, 0, max}, .onward = onward};
	onward->n = 0;
	onward->stop = TOKEN_NO_NUMBER;
	search(&q);
	return q.out.n;
}

bool phrase_goes_on_at(
	const struct phrase_table *t, struct phrase_onward *o, const struct tokens *tokens, uint32_t i)
{
	uint32_t next = continuation(tokens, i);
	if (next >= tokens->n)
		return false;
	for (unsigned k = 0; k < o->n; k++)
		if (k == PHRASE_ONWARD || phrase_has(t, o->hash[k] + o->power[k] * tokens->v[next].hash))
			return true;
	if (next == i + 1)
		o->stop = tokens->number[next];
	return false;
}

size_t phrase_all(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max)
{
	bool reads_on;
	return phrase_all_at(t, tokens, i, options, out, max, &reads_on);
}

bool phrase_longest(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out)
{
	return phrase_all(t, tokens, i, options, out, 1) > 0;
}

uint32_t phrase_beg_cp(
	const struct tokens *tokens, const struct text *text, uint32_t i, const struct phrase_match *m)
{
	const struct token *k = &tokens->v[i];
	uint32_t at = k->beg_cp;
	if (m->n_clitic == 0)
		return at;
	for (unsigned left = m->n_clitic; at < k->end_cp; at++) {
		uint32_t f[FOLD_MAX];
		unsigned n = u_isalpha((UChar32)text->cp[at]) ? (unsigned)fold_letters(text->cp[at], f) : 0;
		if (n == 0)
			continue;
		if (left < n) /* a ligature of the clitic and what follows it belongs to the latter */
			break;
		left -= n;
	}
	return at;
}
