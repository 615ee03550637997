/* Tokens, phrases and folding, from case files; hashing, numbers and what a word is alone by their laws. */
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

/* ---- numbers ---- */

/* The next of a row of pseudo-random numbers, the same at each run (Knuth's MMIX generator). */
static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* Equal letters of one kind have one number, different ones different numbers, through all windows of an epoch. */
static void test_numbers(void **state)
{
	(void)state;
	enum { WORDS = 60000, LETTERS = 4, LEN = WORDS * (LETTERS + 1), ALPHABET = 16 };
	uint32_t *cp = malloc(LEN * sizeof *cp), *letters_of = calloc(1 << 16, sizeof *letters_of);
	uint16_t *number_of = calloc(1 << 16, sizeof *number_of); /* of four letters of the alphabet */
	uint64_t random = 1;
	assert_true(cp && letters_of && number_of);
	for (uint32_t i = 0; i < LEN; i++) /* half of the words from 512 */
		cp[i] = i % (LETTERS + 1) == LETTERS  ? ' '
			: i % (2 * (LETTERS + 1)) < 2 ? 0x062F
						      : 0x062F + next_random(&random) % ALPHABET;
	struct text text = {cp, LEN};
	struct tokens t = {0};
	struct err err = {0};
	uint32_t epoch = 0, epochs = 0, again = 0;
	for (uint32_t at = 0; at < LEN; at = t.end_cp) {
		assert_true(tokens_scan(&t, &text, at, &err));
		if (t.epoch != epoch) {
			memset(letters_of, 0, (1 << 16) * sizeof *letters_of);
			memset(number_of, 0, (1 << 16) * sizeof *number_of);
			epochs++;
		}
		epoch = t.epoch;
		for (uint32_t i = 0; i < t.n; i++) {
			uint32_t letters = 0;
			assert_int_equal(t.v[i].n_fold, LETTERS);
			for (unsigned k = 0; k < LETTERS; k++) {
				assert_int_equal(token_fold(&t, &t.v[i])[k], cp[t.v[i].beg_cp + k]);
				letters = letters * ALPHABET + (token_fold(&t, &t.v[i])[k] - 0x062F);
			}
			assert_true(token_hash(token_fold(&t, &t.v[i]), LETTERS) == t.v[i].hash);
			if (t.number[i] == TOKEN_NO_NUMBER)
				continue;
			assert_true(t.number[i] < t.n_numbers);
			again += number_of[letters] != 0;
			if (number_of[letters])
				assert_int_equal(t.number[i], number_of[letters]);
			if (letters_of[t.number[i]])
				assert_int_equal(letters + 1, letters_of[t.number[i]]);
			number_of[letters] = t.number[i];
			letters_of[t.number[i]] = letters + 1;
		}
	}
	assert_true(epochs > 1);
	assert_true(again > WORDS / 4);
	tokens_release(&t);
	free(cp);
	free(letters_of);
	free(number_of);
}

static uint32_t random_word(uint64_t *random, uint32_t *cp)
{
	static const uint32_t letters[] = {0x0627, 0x0644, 0x0648, 0x0628, 0x0633, 0x0642};
	uint32_t n = 1 + next_random(random) % 4;
	for (uint32_t i = 0; i < n; i++)
		cp[i] = letters[next_random(random) % (sizeof letters / sizeof *letters)];
	return n;
}

static void add_random_key(struct phrase_table *table, uint64_t *random, uint32_t value)
{
	struct str key = {0};
	struct err err;
	for (uint32_t words = 1 + next_random(random) % 3; words--;) {
		uint32_t cp[4], n = random_word(random, cp);
		for (uint32_t i = 0; i < n; i++)
			str_add_cp(&key, cp[i]);
		str_add(&key, words ? " " : "");
	}
	assert_true(phrase_table_add(table, str_text(&key), key.len, value, &err));
	str_release(&key);
}

/* What a word is by itself is all that there is to it, unless it goes on. */
static void test_alone_is_all(void **state)
{
	(void)state;
	enum { KEYS = 400, WORDS = 4000, MAX = 16 };
	struct phrase_table *table;
	struct err err = {0};
	uint64_t random = 7;
	uint32_t cp[5 * WORDS], len = 0, alone = 0, on = 0;
	assert_true(phrase_table_new(&table, &err));
	for (uint32_t i = 0; i < KEYS; i++)
		add_random_key(table, &random, i);
	assert_true(phrase_table_seal(table, &err));
	for (uint32_t i = 0; i < WORDS; i++) {
		len += random_word(&random, cp + len);
		cp[len++] = i % 9 ? ' ' : '_';
	}
	struct text text = {cp, len};
	struct tokens t = {0};
	assert_true(tokens_scan(&t, &text, 0, &err));
	for (uint32_t i = 0; i < t.n; i++) {
		struct phrase_match one[MAX], all[MAX];
		struct phrase_onward onward;
		size_t n_one = phrase_alone(table, &t, i, 0, one, MAX, &onward);
		size_t n_all = phrase_all(table, &t, i, 0, all, MAX);
		if (phrase_goes_on(table, &onward, &t, i)) {
			on++;
			continue;
		}
		alone++;
		assert_int_equal(n_one, n_all);
		for (size_t m = 0; m < n_all; m++) {
			assert_int_equal(one[m].first, all[m].first);
			assert_int_equal(one[m].n_tokens, all[m].n_tokens);
			assert_int_equal(one[m].clitics, all[m].clitics);
			assert_int_equal(one[m].n_clitic, all[m].n_clitic);
		}
	}
	assert_true(alone > WORDS / 10 && on > WORDS / 10);
	tokens_release(&t);
	phrase_table_free(table);
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
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_alone_is_all),
		cmocka_unit_test(test_fold_keeps_a_way_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
