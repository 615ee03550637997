/* Places in sentences, from a case file; laws that hold for any text; the cost of long documents. */
#include "base/str.h"
#include "base/utf8.h"
#include "detect/place.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

struct world {
	struct place_engine *engine;
	struct tokens tokens;
	struct place_list list;
	struct arena arena;
};

static int set_up(void **state)
{
	struct err err = {0};
	struct world *w = calloc(1, sizeof *w);
	if (!w || !place_engine_new(NULL, &w->engine, &err))
		return -1;
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	place_engine_free(w->engine);
	tokens_release(&w->tokens);
	place_list_release(&w->list);
	arena_release(&w->arena);
	free(w);
	return 0;
}

static struct findings find(struct world *w, const struct text *text)
{
	struct err err = {0};
	struct findings f = {0};
	int32_t *index;
	place_list_clear(&w->list);
	arena_clear(&w->arena);
	for (uint32_t at = 0; at < text->len_cp; at = w->tokens.end_cp) {
		assert_true(tokens_scan(&w->tokens, text, at, &err));
		assert_true(w->tokens.end_cp > at);
		assert_true(place_scan(w->engine, text, &w->tokens, NULL, &w->list, &err));
	}
	assert_true(place_resolve(w->engine, text, &w->list, &w->arena, &f, &index, &err));
	for (size_t i = 0; i < w->list.n; i++)
		assert_true(index[i] >= -1 && index[i] < (int32_t)f.n_places);
	return f;
}

/* ---- the case file ---- */

static void describe(const struct text *text, const struct place *p, struct str *out)
{
	for (uint32_t i = p->span.beg_cp; i < p->span.end_cp; i++)
		str_add_cp(out, text->cp[i]);
	const char *direction = vocab_name(&vocab_direction, p->direction);
	str_addf(out, "/%s/%s/%s/%s/%s", vocab_name(&vocab_place_kind, p->kind),
		*p->country ? p->country : "-", p->admin1 ? p->admin1 : "-", *direction ? direction : "-",
		p->gazetteer ? "known" : "nil");
}

/* Field by field as far as `want` goes; "-" stands for anything. */
static bool fields_match(const char *got, const char *want, size_t want_len)
{
	const char *end = want + want_len;
	while (want < end) {
		size_t g = strcspn(got, "/"), n = 0;
		while (want + n < end && want[n] != '/')
			n++;
		bool any = n == 1 && *want == '-';
		if (!any && (g != n || memcmp(got, want, n) != 0))
			return false;
		got += got[g] ? g + 1 : g;
		want += n + 1;
	}
	return true;
}

static void place_case(const struct case_group *g, void *arg)
{
	struct world *w = arg;
	size_t n, at = 0;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct text text = {cp, (uint32_t)n};
	struct findings f = find(w, &text);
	const char *want = case_get(g, "places");
	struct str got = {0};
	bool ok = true;
	for (size_t i = 0; i < f.n_places; i++) {
		struct str one = {0};
		describe(&text, &f.places[i], &one);
		str_addf(&got, "%s%s", i ? " | " : "", str_text(&one));
		const char *bar = strstr(want + at, " | ");
		size_t len = bar ? (size_t)(bar - want) - at : strlen(want + at);
		ok = ok && len && fields_match(str_text(&one), want + at, len);
		at += bar ? len + 3 : len;
		str_release(&one);
	}
	if (!ok || want[at])
		fail_msg("places.txt:%u: got %s", g->line, str_text(&got));
	str_release(&got);
	free(cp);
}

static void test_cases(void **state)
{
	case_file_each("places.txt", place_case, *state);
}

/* ---- laws ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Words of every class in any order, with marks and line breaks between. */
static uint32_t *random_text(const struct place_engine *e, uint32_t n, uint32_t seed)
{
	static const uint32_t marks[] = {' ', ' ', ' ', ' ', 0x060C, '.', '\n', '"', '#', '_', ':', 0x0648};
	const struct gazetteer *g = place_engine_gazetteer(e);
	uint32_t *cp = malloc(n * sizeof *cp);
	assert_non_null(cp);
	for (uint32_t i = 0; i < n;) {
		const struct gaz_row *row = gazetteer_row(g, next_random(&seed) % gazetteer_count(g));
		const char *word = next_random(&seed) % 3 ? row->name : row->admin1;
		size_t pos = 0, len = strlen(word);
		while (pos < len && i < n)
			cp[i++] = utf8_decode((const uint8_t *)word, len, &pos);
		if (i < n)
			cp[i++] = marks[next_random(&seed) % (sizeof marks / sizeof *marks)];
		if (i < n && next_random(&seed) % 4 == 0)
			cp[i++] = 0x0621 + next_random(&seed) % 42; /* a letter that belongs to nothing */
	}
	return cp;
}

static void test_laws(void **state)
{
	struct world *w = *state;
	enum { LEN = 3000, ROUNDS = 40 };
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint32_t *cp = random_text(w->engine, LEN, round);
		struct text text = {cp, LEN};
		struct findings f = find(w, &text);
		for (size_t i = 0; i < f.n_places; i++) {
			const struct place *p = &f.places[i];
			struct err err = {0};
			if (!place_check(p, LEN, &err))
				fail_msg("round %u, place %zu: %s", round, i, err.text);
			assert_true(i == 0 || f.places[i - 1].span.end_cp <= p->span.beg_cp);
			assert_true(p->evidence.score > 0 && p->evidence.score <= 1);
			assert_non_null(p->evidence.rule);
			assert_true(!p->gazetteer == !p->name);
		}
		free(cp);
	}
}

/* Long documents of several windows: what is found in a sentence does not depend on where it stands. */
static void test_windows(void **state)
{
	struct world *w = *state;
	enum { LEN = 2 * TOKENS_WINDOW_CP + 1000 };
	uint32_t *cp = random_text(w->engine, LEN, 7);
	struct text text = {cp, LEN};
	struct findings f = find(w, &text);
	assert_true(w->list.n_windows >= 2);
	assert_true(f.n_places > LEN / 100);
	uint32_t last_window = w->list.v[w->list.n - 1].window;
	assert_int_equal(last_window, w->list.n_windows - 1);
	free(cp);
}

/* The same text many times over costs the same a character: no step looks back over the whole document. */
static void test_linear(void **state)
{
	struct world *w = *state;
	enum { LEN = 40000, TIMES = 8 };
	uint32_t *cp = malloc((size_t)LEN * TIMES * sizeof *cp), *once = random_text(w->engine, LEN, 3);
	assert_non_null(cp);
	for (size_t k = 0; k < TIMES; k++)
		memcpy(cp + k * LEN, once, LEN * sizeof *cp);
	clock_t spent[2] = {0};
	for (int k = 0; k < 2; k++) {
		struct text text = {cp, k ? LEN * TIMES : LEN};
		clock_t best = 0;
		for (int run = 0; run < 3; run++) {
			clock_t beg = clock();
			find(w, &text);
			clock_t one = clock() - beg;
			best = run == 0 || one < best ? one : best;
		}
		spent[k] = best;
	}
	if (spent[1] > spent[0] * TIMES * 4 + CLOCKS_PER_SEC / 20)
		fail_msg("%d times the text took %.1f times as long", TIMES,
			(double)spent[1] / (double)spent[0]);
	free(once);
	free(cp);
}

/* ---- one span ---- */

static void test_read(void **state)
{
	struct world *w = *state;
	struct err err = {0};
	struct place p;
	/* "in Idlib" */
	static const uint32_t cp[] = {0x0641, 0x064A, ' ', 0x0625, 0x062F, 0x0644, 0x0628};
	struct text text = {cp, 7};
	assert_true(place_read(w->engine, &text, (struct span){3, 7}, NULL, 0, &w->arena, &p, &err));
	assert_string_equal(p.country, "SY");
	assert_non_null(p.gazetteer);
	assert_int_equal(p.span.beg_cp, 3);
	assert_true(place_read(w->engine, &text, (struct span){0, 2}, NULL, 0, &w->arena, &p, &err));
	assert_null(p.gazetteer);
	assert_false(place_read(w->engine, &text, (struct span){3, 9}, NULL, 0, &w->arena, &p, &err));
	assert_int_equal(err.code, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_laws),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_read),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
