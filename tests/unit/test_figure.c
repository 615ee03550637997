/* Figure: tests/cases/figures.txt through the whole pipeline, windows, and spans that a person chose. */
#include "base/str.h"
#include "detect/detect.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/detector_fixture.h"

static void add_number(struct str *s, const char *before, int64_t n)
{
	if (n == NUMBER_NONE)
		str_addf(s, "%s-", before);
	else
		str_addf(s, "%s%lld", before, (long long)n);
}

/* "words | killed+injured | number | more", as the case file writes a figure. */
static void describe(const struct figure *f, const struct text *text, struct str *s)
{
	for (uint32_t i = f->span.beg_cp; i < f->span.end_cp; i++)
		str_add_cp(s, text->cp[i]);
	const char *sep = " | ";
	for (unsigned h = 0; h < vocab_harm.n; h++)
		if (f->harm & 1u << h) {
			str_addf(s, "%s%s", sep, vocab_name(&vocab_harm, h));
			sep = "+";
		}
	if (f->approximator == APPROX_EXACT) {
		add_number(s, " | ", f->value);
	} else {
		str_addf(s, " | %s", vocab_name(&vocab_approximator, f->approximator));
		add_number(s, " ", f->low);
		add_number(s, "/", f->best);
		add_number(s, "/", f->high);
	}
	str_addf(s, " | victim=%s status=%s", vocab_name(&vocab_victim, f->victim),
		vocab_name(&vocab_civil_status, f->status));
	if (f->unit != UNIT_PERSON)
		str_addf(s, " unit=%s", vocab_name(&vocab_unit, f->unit));
	if (f->part_of != REF_NONE)
		str_addf(s, " part=%d relation=%s", f->part_of, vocab_name(&vocab_relation, f->relation));
	if (f->count_type != COUNT_INCIDENT)
		str_addf(s, " type=%s", vocab_name(&vocab_count_type, f->count_type));
	if (f->polarity != POLARITY_ASSERTED)
		str_addf(s, " polarity=%s", vocab_name(&vocab_polarity, f->polarity));
	str_add_byte(s, '\n');
}

static bool detect(const struct detector *d, struct text text, struct arena *a, struct findings *f)
{
	struct err err = {0};
	struct detect_input in = {text, NULL};
	if (detect_run(d, &in, a, f, &err))
		return true;
	print_error("%s\n", err.text);
	return false;
}

static void figure_case(const struct case_group *g, void *detector)
{
	struct arena a = {0};
	struct findings f;
	struct str got = {0}, want = {0};
	size_t n;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct text text = {cp, (uint32_t)n};
	assert_true(detect(detector, text, &a, &f));
	for (size_t i = 0; i < f.n_figures; i++)
		describe(&f.figures[i], &text, &got);
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->lines[i].key, "figure") == 0)
			str_addf(&want, "%s\n", g->lines[i].value);
	if (strcmp(str_text(&got), str_text(&want)) != 0)
		fail_msg("figures.txt:%u: got\n%sfor\n%s", g->line, str_text(&got), str_text(&want));
	str_release(&got);
	str_release(&want);
	arena_release(&a);
	free(cp);
}

static void test_cases(void **state)
{
	case_file_each("figures.txt", figure_case, *state);
}

/* Invariants of whatever is found: spans in order and inside, references backward, bounds in order, a rule and a reason. */
static void check_findings(const struct findings *f, uint32_t len_cp)
{
	struct err err = {0};
	for (size_t i = 0; i < f->n_figures; i++) {
		const struct figure *g = &f->figures[i];
		if (!figure_check(g, i, f->n_figures, f->n_places, len_cp, &err))
			fail_msg("figure %zu: %s", i, err.text);
		assert_non_null(g->evidence.rule);
		assert_non_null(g->evidence.why);
		assert_true(g->evidence.score > 0 && g->evidence.score <= 1);
		assert_true(g->part_of < (int32_t)i);
	}
}

/* A text of several windows: each sentence is read as it is alone. */
static void test_windows(void **state)
{
	size_t n;
	/* "three civilians were killed in the shelling of the town." */
	unsigned *one =
		case_decode("\xD9\x82\xD8\xAA\xD9\x84 \xD8\xAB\xD9\x84\xD8\xA7\xD8\xAB\xD8\xA9 "
			    "\xD9\x85\xD8\xAF\xD9\x86\xD9\x8A\xD9\x8A\xD9\x86 \xD9\x81\xD9\x8A "
			    "\xD9\x82\xD8\xB5\xD9\x81 \xD8\xA7\xD9\x84\xD8\xA8\xD9\x84\xD8\xAF\xD8\xA9.\n",
			&n);
	enum { TIMES = 6000 };
	uint32_t *cp = malloc(n * TIMES * sizeof *cp);
	assert_non_null(cp);
	for (size_t i = 0; i < TIMES; i++)
		memcpy(cp + i * n, one, n * sizeof *cp);
	struct arena a = {0};
	struct findings f;
	struct text text = {cp, (uint32_t)(n * TIMES)};
	assert_true(detect(*state, text, &a, &f));
	assert_int_equal(f.n_figures, TIMES);
	for (size_t i = 0; i < f.n_figures; i++) {
		assert_int_equal(f.figures[i].value, 3);
		assert_int_equal(f.figures[i].span.beg_cp - i * n, f.figures[0].span.beg_cp);
	}
	check_findings(&f, text.len_cp);
	arena_release(&a);
	free(cp);
	free(one);
}

static void test_nothing_to_read(void **state)
{
	static const uint32_t marks[] = {'.', '\n', '(', '1', ')', '(', 0x0648, 0x0627, 0x0644, '-', '7'};
	for (uint32_t n = 0; n <= sizeof marks / sizeof *marks; n++) {
		struct arena a = {0};
		struct findings f;
		assert_true(detect(*state, (struct text){marks, n}, &a, &f));
		assert_int_equal(f.n_figures, 0);
		arena_release(&a);
	}
}

static void test_chosen_span(void **state)
{
	size_t n;
	/* "the shelling wounded 12 people" with the number and its noun chosen, then the noun alone */
	unsigned *cp =
		case_decode("\xD8\xA3\xD8\xB5\xD9\x8A\xD8\xA8 12 \xD8\xB4\xD8\xAE\xD8\xB5\xD8\xA7", &n);
	struct detect_input in = {{cp, (uint32_t)n}, NULL};
	struct arena a = {0};
	struct figure f;
	struct err err = {0};
	assert_true(detect_read_figure(*state, &in, (struct span){5, 12}, &a, &f, &err));
	assert_int_equal(f.value, 12);
	assert_int_equal(f.harm, 1 << HARM_INJURED);
	assert_int_equal(f.part_of, REF_NONE);
	assert_true(detect_read_figure(*state, &in, (struct span){8, 12}, &a, &f, &err));
	assert_int_equal(f.span.beg_cp, 8);
	assert_int_equal(f.value, 1);
	arena_release(&a);
	free(cp);
}

static void test_version_tells_data_apart(void **state)
{
	struct err err = {0};
	struct detector *bare = NULL;
	struct detector_options opt = {.without_shipped_gazetteer = true};
	assert_true(detector_new(&opt, &bare, &err));
	assert_string_not_equal(detector_version(*state), detector_version(bare));
	detector_free(bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_nothing_to_read),
		cmocka_unit_test(test_chosen_span),
		cmocka_unit_test(test_version_tells_data_apart),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
