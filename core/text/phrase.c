/*
 * Phrase: an open-addressing table from the hash of joined letters to entries.
 *
 * A slot is 32 bits of hash and an entry's index, so that a miss touches one cache line. Load factor at most
 * one half.
 */
#include "text/phrase_table.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>

bool phrase_table_new(struct phrase_table **out, struct err *err)
{
	struct phrase_table *t = calloc(1, sizeof *t);
	if (!t)
		return err_memory(err);
	t->slot_bits = 10;
	t->slots = calloc((size_t)1 << t->slot_bits, sizeof *t->slots);
	if (!t->slots) {
		free(t);
		return err_memory(err);
	}
	phrase_table_powers(t);
	*out = t;
	return true;
}

void phrase_table_free(struct phrase_table *t)
{
	if (!t)
		return;
	if (!t->in_image) {
		free(t->entries);
		free(t->values);
		free(t->pool);
		free(t->slots);
		free(t->seen);
	}
	free(t);
}

/* The hash's low bits depend on the letters' low bits only: a multiplication spreads them (Knuth 6.4). */
static inline size_t slot_of(const struct phrase_table *t, uint64_t hash)
{
	return (size_t)((hash * 0xD6E8FEB86659FD93u) >> (64 - t->slot_bits));
}

static inline size_t seen_at(const struct phrase_table *t, uint64_t hash)
{
	return (size_t)((hash * 0xD6E8FEB86659FD93u) >> (64 - t->seen_bits));
}

static void slot_put(struct phrase_table *t, uint64_t hash, uint32_t entry)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	size_t i = slot_of(t, hash);
	while (t->slots[i].entry)
		i = (i + 1) & mask;
	t->slots[i] = (struct slot){(uint32_t)(hash >> 32), entry + 1};
}

static bool grow_slots(struct phrase_table *t, struct err *err)
{
	if (t->n_entries * 2 < (size_t)1 << t->slot_bits)
		return true;
	struct slot *slots = calloc((size_t)1 << (t->slot_bits + 1), sizeof *slots);
	if (!slots)
		return err_memory(err);
	free(t->slots);
	t->slots = slots;
	t->slot_bits++;
	for (size_t i = 0; i < t->n_entries; i++)
		slot_put(t, t->entries[i].hash, (uint32_t)i);
	return true;
}

/* ---- looking up ---- */

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
	for (size_t i = slot_of(t, hash); t->slots[i].entry; i = (i + 1) & mask) {
		if (t->slots[i].tag != (uint32_t)(hash >> 32))
			continue;
		uint32_t at = t->slots[i].entry - 1;
		const struct entry *e = &t->entries[at];
		if (e->hash == hash && spelling_equals(spelling, t->pool + e->letters, e->n_letters))
			return at;
	}
	return NONE;
}

/* A key of plain letters, as one token. */
static int64_t find_letters(const struct phrase_table *t, const uint16_t *letters, size_t n, uint64_t hash)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	for (size_t i = slot_of(t, hash); t->slots[i].entry; i = (i + 1) & mask) {
		const struct entry *e = &t->entries[t->slots[i].entry - 1];
		if (e->hash == hash && e->n_letters == n &&
			memcmp(t->pool + e->letters, letters, n * sizeof *letters) == 0)
			return t->slots[i].entry - 1;
	}
	return NONE;
}

uint32_t phrase_exact(const struct phrase_table *t, const uint16_t *folded, size_t n)
{
	int64_t at = find_letters(t, folded, n, token_hash(folded, n));
	return at == NONE ? NO_VALUE : t->entries[at].first;
}

uint32_t phrase_value(const struct phrase_table *t, uint32_t at)
{
	return t->values[at].value;
}

uint32_t phrase_next(const struct phrase_table *t, uint32_t at)
{
	return t->values[at].next;
}

/* ---- adding ---- */

static bool entry_get(
	struct phrase_table *t, const uint16_t *letters, size_t n, uint32_t *out, struct err *err)
{
	uint64_t hash = token_hash(letters, n);
	int64_t at = find_letters(t, letters, n, hash);
	if (at == NONE) {
		if (!grow_slots(t, err))
			return false;
		if (!vec_reserve(&t->entries, &t->entries_cap, t->n_entries + 1, sizeof *t->entries) ||
			!vec_reserve(&t->pool, &t->pool_cap, t->n_pool + n, sizeof *t->pool))
			return err_memory(err);
		at = (int64_t)t->n_entries++;
		memcpy(t->pool + t->n_pool, letters, n * sizeof *letters);
		t->entries[at] =
			(struct entry){hash, (uint32_t)t->n_pool, NO_VALUE, NO_VALUE, (uint8_t)n, false};
		t->n_pool += n;
		slot_put(t, hash, (uint32_t)at);
	}
	*out = (uint32_t)at;
	return true;
}

/* Folds a phrase; word_end[w] is where word w ends in the joined letters. */
static bool fold_phrase(const char *phrase, size_t len, uint16_t letters[MAX_LETTERS],
	size_t word_end[MAX_WORDS], size_t *n_words, struct err *err)
{
	size_t n = 0, words = 0, pos = 0, word_beg = 0;
	while (pos <= len) {
		uint32_t cp = pos < len ? utf8_decode((const uint8_t *)phrase, len, &pos) : ' ';
		if (cp == CP_INVALID)
			return err_set(err, ERR_ENCODING, "'%.*s' is not UTF-8", (int)len, phrase);
		if (cp == ' ') {
			if (n > word_beg) {
				if (words == MAX_WORDS)
					break;
				word_end[words++] = word_beg = n;
			}
			if (pos == len)
				break;
			continue;
		}
		uint32_t f[FOLD_MAX];
		size_t k = fold_letters(cp, f);
		if (n + k > MAX_LETTERS)
			break;
		for (size_t i = 0; i < k; i++)
			letters[n++] = (uint16_t)(f[i] < 0x10000 ? f[i] : '?');
	}
	if (words == 0)
		return err_set(err, ERR_INPUT, "an empty phrase");
	if (pos < len || word_end[words - 1] != n)
		return err_set(err, ERR_INPUT, "'%.*s' is longer than %d words or %d letters", (int)len,
			phrase, MAX_WORDS, MAX_LETTERS);
	*n_words = words;
	return true;
}

static bool value_add(struct phrase_table *t, struct entry *e, uint32_t value, struct err *err)
{
	if (!vec_reserve(&t->values, &t->values_cap, t->n_values + 1, sizeof *t->values))
		return err_memory(err);
	uint32_t at = (uint32_t)t->n_values++;
	t->values[at] = (struct value){value, NO_VALUE};
	if (e->first == NO_VALUE)
		e->first = at;
	else
		t->values[e->last].next = at;
	e->last = at;
	return true;
}

bool phrase_table_add(struct phrase_table *t, const char *phrase, size_t len, uint32_t value, struct err *err)
{
	uint16_t letters[MAX_LETTERS];
	size_t word_end[MAX_WORDS], n_words;
	uint32_t at;
	if (!fold_phrase(phrase, len, letters, word_end, &n_words, err))
		return false;
	for (size_t w = 0; w + 1 < n_words; w++) {
		if (!entry_get(t, letters, word_end[w], &at, err))
			return false;
		t->entries[at].beginning = true;
	}
	return entry_get(t, letters, word_end[n_words - 1], &at, err) &&
	       value_add(t, &t->entries[at], value, err);
}

bool phrase_table_add_beginning(struct phrase_table *t, const char *word, size_t len, struct err *err)
{
	uint16_t letters[MAX_LETTERS];
	size_t word_end[MAX_WORDS], n_words;
	uint32_t at;
	if (!fold_phrase(word, len, letters, word_end, &n_words, err) ||
		!entry_get(t, letters, word_end[n_words - 1], &at, err))
		return false;
	t->entries[at].beginning = true;
	return true;
}

/* Growing left spare room: what is read-only from here on takes no more than it needs. */
bool phrase_table_seal(struct phrase_table *t, struct err *err)
{
	for (t->seen_bits = 10; (size_t)1 << t->seen_bits < 4 * t->n_entries;)
		t->seen_bits++;
	free(t->seen);
	t->seen = calloc((size_t)1 << (t->seen_bits - 6), sizeof *t->seen);
	if (!t->seen)
		return err_memory(err);
	for (size_t i = 0; i < t->n_entries; i++) {
		size_t bit = seen_at(t, t->entries[i].hash);
		t->seen[bit >> 6] |= UINT64_C(1) << (bit & 63);
	}
	struct entry *entries = t->n_entries ? realloc(t->entries, t->n_entries * sizeof *entries) : NULL;
	if (entries) {
		t->entries = entries;
		t->entries_cap = t->n_entries;
	}
	uint16_t *pool = t->n_pool ? realloc(t->pool, t->n_pool * sizeof *pool) : NULL;
	if (pool) {
		t->pool = pool;
		t->pool_cap = t->n_pool;
	}
	return true;
}

/* ---- matching ---- */

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
	bool reads_on; /* past the first token */
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
		if (e->first != NO_VALUE)
			match_insert(
				&q->out, (struct phrase_match){e->first, n_tokens, r->clitics, r->n_clitic,
						 r->n_article, (uint8_t)letters, r->article_missing});
		if (!e->beginning || (q->options & PHRASE_ONE_TOKEN))
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

/* Whether an entry may have this hash: most words end here, after one cache line. */
static inline bool may_have(const struct phrase_table *t, uint64_t hash)
{
	size_t bit = seen_at(t, hash);
	return t->seen[bit >> 6] >> (bit & 63) & 1;
}

static inline void attempt(struct search *q, struct reading r)
{
	if (may_have(q->t, r.hash))
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
size_t phrase_all_at(const struct phrase_table *t, const struct tokens *tokens, uint32_t i, unsigned options,
	struct phrase_match *out, size_t max, bool *reads_on)
{
	const struct token *k = &tokens->v[i];
	*reads_on = false;
	if (k->kind == TOKEN_PUNCT || k->kind == TOKEN_NEWLINE || k->n_fold == 0)
		return 0;
	struct search q = {t, tokens, token_fold(tokens, k), i, options, k->n_fold, {out, 0, max}, false};
	attempt_readings(&q, k);
	*reads_on = q.reads_on;
	return q.out.n;
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
