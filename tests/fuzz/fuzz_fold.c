/*
 * Fuzz: folding, tokens and phrases over any code points.
 *
 * Checked: the way back from folded letters is monotonous and inside the text; folding twice changes nothing; tokens follow
 * each other without overlap, cover all but white space and stray marks, and their hashes are those of their letters; a
 * phrase match stays inside the window.
 */
#include "base/arena.h"
#include "text/fold.h"
#include "text/phrase.h"
#include "text/token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(condition)                                                                                     \
	do {                                                                                                 \
		if (!(condition))                                                                            \
			abort();                                                                             \
	} while (0)

/* Two bytes a code point, drawn to the Arabic block; 0xFF escapes to any code point out of the next three. */
static uint32_t *make_text(const uint8_t *data, size_t n, uint32_t *len)
{
	uint32_t *cp = malloc((n + 1) * sizeof *cp);
	CHECK(cp);
	*len = 0;
	for (size_t i = 0; i < n; i++) {
		if (data[i] == 0xFF && i + 3 < n) {
			cp[(*len)++] =
				((uint32_t)data[i + 1] << 16 | (uint32_t)data[i + 2] << 8 | data[i + 3]) %
				0x110000;
			i += 3;
		} else {
			cp[(*len)++] = data[i] < 0x80 ? data[i] : 0x0600u + data[i] - 0x80u;
		}
	}
	return cp;
}

static void check_fold(const struct text *t)
{
	struct arena a = {0};
	struct err err;
	struct folded f;
	CHECK(fold_text(t, &a, &f, &err));
	for (uint32_t i = 0; i < f.len; i++)
		CHECK(f.map_cp[i] < t->len_cp && (i == 0 || f.map_cp[i - 1] <= f.map_cp[i]));
	uint32_t *again = malloc((FOLD_MAX * (size_t)f.len + 1) * sizeof *again);
	CHECK(again);
	CHECK(fold_into(f.cp, f.len, again) == f.len && memcmp(again, f.cp, f.len * sizeof *again) == 0);
	free(again);
	arena_release(&a);
}

static void check_window(const struct phrase_table *table, const struct text *text, const struct tokens *t)
{
	uint32_t at = t->beg_cp;
	for (uint32_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		CHECK(k->beg_cp >= at && k->end_cp > k->beg_cp && k->end_cp <= t->end_cp);
		CHECK(k->kind == TOKEN_PUNCT || k->kind == TOKEN_NEWLINE ||
			k->hash == token_hash(token_fold(t, k), k->n_fold));
		at = k->end_cp;
		struct phrase_match m;
		if (phrase_longest(table, t, i, PHRASE_ANY_ARTICLE, &m)) {
			CHECK(i + m.n_tokens <= t->n);
			uint32_t beg = phrase_beg_cp(t, text, i, &m);
			CHECK(beg >= k->beg_cp && beg <= t->v[i + m.n_tokens - 1].end_cp);
		}
	}
}

/* Keys are pieces of the input, so that the text holds some of them. */
static struct phrase_table *make_table(const uint8_t *data, size_t n)
{
	struct phrase_table *table;
	struct err err;
	CHECK(phrase_table_new(&table, &err));
	for (size_t i = 0; i + 8 < n && i < 256; i += 8) {
		/* a key that cannot be added is refused with a reason, nothing more */
		if (!phrase_table_add(table, (const char *)data + i, 8, (uint32_t)i, &err))
			CHECK(err.text[0]);
	}
	CHECK(phrase_table_seal(table, &err));
	return table;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	uint32_t len;
	uint32_t *cp = make_text(data, n, &len);
	struct text text = {cp, len};
	struct tokens tokens = {0};
	struct err err;
	struct phrase_table *table = make_table(data, n);
	check_fold(&text);
	for (uint32_t at = 0; at < len; at = tokens.end_cp) {
		CHECK(tokens_scan(&tokens, &text, at, &err));
		CHECK(tokens.end_cp > at);
		check_window(table, &text, &tokens);
	}
	phrase_table_free(table);
	tokens_release(&tokens);
	free(cp);
	return 0;
}
