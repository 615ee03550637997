/*
 * Phrase: making the table, an open-addressing one from the hash of joined letters to entries.
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
		free(t->values.v);
		free(t->pool);
		free(t->slots);
		free(t->seen);
	}
	free(t);
}

static void slot_put(struct phrase_table *t, uint64_t hash, uint32_t entry)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	size_t i = phrase_slot(t, hash);
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

/* A key of plain letters, as one token. */
static int64_t find_letters(const struct phrase_table *t, const uint16_t *letters, size_t n, uint64_t hash)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1;
	for (size_t i = phrase_slot(t, hash); t->slots[i].entry; i = (i + 1) & mask) {
		if (t->slots[i].tag != (uint32_t)(hash >> 32))
			continue;
		const struct entry *e = &t->entries[t->slots[i].entry - 1];
		if (e->hash == hash && e->n_letters == n &&
			memcmp(t->pool + e->letters, letters, n * sizeof *letters) == 0)
			return t->slots[i].entry - 1;
	}
	return NONE;
}

uint32_t phrase_exact(const struct phrase_table *t, const uint16_t *folded, size_t n)
{
	uint64_t hash = token_hash(folded, n);
	int64_t at = phrase_filter(t, hash) ? find_letters(t, folded, n, hash) : NONE;
	return at == NONE ? NO_VALUE : t->entries[at].first;
}

bool phrase_may_have(const struct phrase_table *t, uint64_t hash)
{
	return phrase_filter(t, hash);
}

size_t phrase_count(const struct phrase_table *t)
{
	return t->n_values;
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
			(struct entry){hash, (uint32_t)t->n_pool, NO_VALUE, NO_VALUE, (uint8_t)n, false, 0};
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
	if (!vec_reserve(&t->values.v, &t->values_cap, t->n_values + 1, sizeof *t->values.v))
		return err_memory(err);
	uint32_t at = (uint32_t)t->n_values++;
	t->values.v[at] = (struct phrase_link){value, NO_VALUE};
	if (e->first == NO_VALUE)
		e->first = at;
	else
		t->values.v[e->last].next = at;
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
		size_t bit = phrase_seen_bit(t, t->entries[i].hash);
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
