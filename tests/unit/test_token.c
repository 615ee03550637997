/* Tokens, phrases and folding, from case files; hashing by its laws. */
#include "base/str.h"
#include "base/utf8.h"
#include "lib/case_file.h"
#include "text/fold.h"
#include "text/phrase.h"
#include "text/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void scan(const char *utf8, struct text *text, struct tokens *tokens)
{
	size_t n;
	struct err err = {0};
	text->cp = case_decode(utf8, &n);
	text->len_cp = (uint32_t)n;
	assert_true(tokens_scan(tokens, text, 0, &err));
	assert_int_equal(tokens->end_cp, n);
}

static void describe(const struct tokens *t, struct str *out)
{
	static const char kinds[] = {'w', 'n', 'l', 'p', '/'};
	for (uint32_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		str_add(out, i ? " " : "");
		str_add_byte(out, kinds[k->kind]);
		if (k->flags & TOKEN_GLUED)
			str_add_byte(out, '+');
		if (k->flags & TOKEN_SENTENCE_START)
			str_add_byte(out, '^');
		if (!(k->flags & (TOKEN_GLUED | TOKEN_SENTENCE_START)))
			str_add_byte(out, ':');
		for (unsigned c = 0; c < k->n_fold; c++)
			str_add_cp(out, token_fold(t, k)[c]);
		if (k->kind == TOKEN_PUNCT)
			str_add_cp(out, (uint32_t)k->hash);
	}
}

static void token_case(const struct case_group *g, void *arg)
{
	(void)arg;
	struct text text;
	struct tokens tokens = {0};
	struct str got = {0};
	scan(case_get(g, "text"), &text, &tokens);
	describe(&tokens, &got);
	if (strcmp(str_text(&got), case_get(g, "tokens")) != 0)
		fail_msg("tokens.txt:%u: got %s", g->line, str_text(&got));
	str_release(&got);
	tokens_release(&tokens);
	free((void *)text.cp);
}

static void test_tokens(void **state)
{
	(void)state;
	case_file_each("tokens.txt", token_case, NULL);
}

static void describe_match(const struct phrase_table *table, const struct tokens *tokens,
	const struct text *text, const struct phrase_match *m, struct str *out)
{
	static const char letters[] = "wfblkSA";
	str_addf(out, "%u/%u/", phrase_value(table, m->first), m->n_tokens);
	for (unsigned b = 0; b < 7; b++)
		if (m->clitics & 1u << b)
			str_add_byte(out, letters[b]);
	str_add_byte(out, '/');
	for (uint32_t i = phrase_beg_cp(tokens, text, 0, m); i < tokens->v[m->n_tokens - 1].end_cp; i++)
		str_add_cp(out, text->cp[i]);
}

static void phrase_case(const struct case_group *g, void *arg)
{
	(void)arg;
	struct err err = {0};
	struct phrase_table *table;
	assert_true(phrase_table_new(&table, &err));
	const char *keys = case_get(g, "keys"), *article = case_get(g, "article");
	for (uint32_t value = 0; keys; value++) {
		size_t len = strcspn(keys, "|");
		assert_true(phrase_table_add(table, keys, len, value, &err));
		keys = keys[len] ? keys + len + 1 : NULL;
	}
	assert_true(phrase_table_seal(table, &err));
	unsigned options = !article                      ? 0
			   : strcmp(article, "any") == 0 ? PHRASE_ANY_ARTICLE
							 : PHRASE_KEEP_ARTICLE;

	struct text text;
	struct tokens tokens = {0};
	struct phrase_match m;
	struct str got = {0};
	scan(case_get(g, "text"), &text, &tokens);
	if (phrase_longest(table, &tokens, 0, options, &m))
		describe_match(table, &tokens, &text, &m, &got);
	else
		str_add(&got, "none");
	if (strcmp(str_text(&got), case_get(g, "want")) != 0)
		fail_msg("phrases.txt:%u: got %s", g->line, str_text(&got));
	str_release(&got);
	tokens_release(&tokens);
	phrase_table_free(table);
	free((void *)text.cp);
}

static void test_phrases(void **state)
{
	(void)state;
	case_file_each("phrases.txt", phrase_case, NULL);
}

static void test_hash_laws(void **state)
{
	(void)state;
	static const uint16_t word[] = {0x0648, 0x0628, 0x062D, 0x0644, 0x0628};
	uint64_t whole = token_hash(word, 5), rest = token_hash(word + 1, 4);
	assert_true(token_hash_drop(whole, word[0]) == rest);
	assert_true(token_hash_push(rest, word[0]) == whole);
	assert_true(token_hash_join(token_hash(word, 2), 2, token_hash(word + 2, 3)) == whole);
}

/* Every window's tokens follow the one before without gap, whatever the text; punctuation alone ends a window
 * too. */
static void test_windows(void **state)
{
	(void)state;
	enum { LEN = 5 * TOKENS_WINDOW_CP };
	static const uint32_t patterns[][4] = {{0x0642, 0x062A, 0x0644, ' '}, {'(', ')', '(', ')'},
		{0x0642, 0x0642, 0x0642, 0x0642}, {'1', ' ', '.', '\n'}};
	uint32_t *cp = malloc(LEN * sizeof *cp);
	assert_non_null(cp);
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		for (uint32_t i = 0; i < LEN; i++)
			cp[i] = patterns[p][i % 4];
		struct text text = {cp, LEN};
		struct tokens t = {0};
		struct err err = {0};
		uint32_t at = 0, windows = 0;
		while (at < LEN) {
			assert_true(tokens_scan(&t, &text, at, &err));
			assert_int_equal(t.beg_cp, at);
			assert_true(t.end_cp > at);
			for (uint32_t i = 1; i < t.n; i++)
				assert_true(t.v[i].beg_cp >= t.v[i - 1].end_cp);
			at = t.end_cp;
			windows++;
		}
		if (patterns[p][1] != 0x0642)
			assert_true(windows > 1);
		tokens_release(&t);
	}
	free(cp);
}

static void test_fold_keeps_a_way_back(void **state)
{
	(void)state;
	static const uint32_t cp[] = {0x0642, 0x064F, 0x0640, 0xFEFB /* lam-alef */, 0x0661, 0x200F};
	struct text text = {cp, 6};
	struct arena a = {0};
	struct folded f;
	struct err err = {0};
	assert_true(fold_text(&text, &a, &f, &err));
	static const uint32_t want[] = {0x0642, 0x0644, 0x0627, '1'}, map[] = {0, 3, 3, 4, 6};
	assert_int_equal(f.len, 4);
	assert_memory_equal(f.cp, want, sizeof want);
	assert_memory_equal(f.map_cp, map, sizeof map);
	uint32_t at;
	assert_true(fold_find(&f, want + 1, 2, 0, &at));
	assert_int_equal(at, 1);
	assert_false(fold_find(&f, want + 1, 2, 2, &at));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_hash_laws),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_fold_keeps_a_way_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
