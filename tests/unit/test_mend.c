/* Mend: tests/cases/mend.txt, which words a text has once it is mended. */
#include "base/str.h"
#include "detect/gazetteer.h"
#include "detect/mend.h"
#include "detect/place.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct world {
	struct lexicon *lexicon;
	struct place_engine *places;
	struct mender mender; /* of one text after the other, as of a text's windows */
	struct tokens tokens;
	struct words words;
};

static int set_up(void **state)
{
	static struct world w;
	struct err err = {0};
	w = (struct world){0};
	*state = &w;
	if (lexicon_new(NULL, NULL, NULL, &w.lexicon, &err) && place_engine_new(NULL, &w.places, &err))
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	lexicon_free(w->lexicon);
	place_engine_free(w->places);
	mender_release(&w->mender);
	tokens_release(&w->tokens);
	words_release(&w->words);
	return 0;
}

static void mend_case(const struct case_group *g, void *world)
{
	struct world *w = world;
	struct mend_tables tables = {w->lexicon, place_engine_gazetteer(w->places)};
	struct err err = {0};
	struct str got = {0};
	size_t n;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct text text = {cp, (uint32_t)n};
	assert_true(tokens_scan(&w->tokens, &text, 0, &err));
	bool mended;
	assert_true(words_read(w->lexicon, &w->tokens, &w->words, &err));
	assert_true(mend_tokens(&tables, &w->mender, &text, &w->words, &w->tokens, &mended, &err));
	assert_int_equal(w->tokens.v[w->tokens.n].beg_cp, n);
	for (uint32_t i = 0; i < w->tokens.n; i++) {
		const struct token *k = &w->tokens.v[i];
		assert_int_equal(k->hash,
			k->kind == TOKEN_PUNCT ? k->hash : token_hash(token_fold(&w->tokens, k), k->n_fold));
		str_add(&got, i ? " | " : "");
		for (uint32_t c = k->beg_cp; c < k->end_cp; c++)
			str_add_cp(&got, cp[c]);
	}
	if (strcmp(str_text(&got), case_get(g, "words")) != 0)
		fail_msg("mend.txt:%u: got %s", g->line, str_text(&got));
	str_release(&got);
	free(cp);
}

static void test_cases(void **state)
{
	case_file_each("mend.txt", mend_case, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
