/* Source: tests/cases/sources.txt through the whole pipeline; dates against a plain calendar; bad days of publishing. */
#include "base/str.h"
#include "detect/detect.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/detector_fixture.h"

static void add_words(struct str *s, struct span span, const struct text *text)
{
	if (span.beg_cp >= span.end_cp)
		str_add(s, "-");
	for (uint32_t i = span.beg_cp; i < span.end_cp; i++)
		str_add_cp(s, text->cp[i]);
}

static void describe(const struct figure *f, const struct text *text, struct str *s)
{
	add_words(s, f->span, text);
	str_add(s, " | ");
	add_words(s, f->perpetrator, text);
	if (f->perpetrator_basis != BASIS_NONE)
		str_addf(s, " (%s)", vocab_name(&vocab_basis, f->perpetrator_basis));
	str_add(s, " | ");
	add_words(s, f->attribution, text);
	if (f->date_from)
		str_addf(s, " | %s %s %d\n", f->date_from, f->date_to, f->date_precision);
	else
		str_add(s, " | -\n");
}

static void source_case(const struct case_group *g, void *detector)
{
	struct arena a = {0};
	struct err err = {0};
	struct findings f;
	struct str got = {0}, want = {0};
	size_t n;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct detect_input in = {{cp, (uint32_t)n}, case_get(g, "published")};
	assert_true(detect_run(detector, &in, &a, &f, &err));
	for (size_t i = 0; i < f.n_figures; i++)
		describe(&f.figures[i], &in.text, &got);
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->lines[i].key, "figure") == 0)
			str_addf(&want, "%s\n", g->lines[i].value);
	if (strcmp(str_text(&got), str_text(&want)) != 0)
		print_error("sources.txt:%u: got\n%sfor\n%s", g->line, str_text(&got), str_text(&want));
	assert_string_equal(str_text(&got), str_text(&want));
	str_release(&got);
	str_release(&want);
	arena_release(&a);
	free(cp);
}

static void test_cases(void **state)
{
	case_file_each("sources.txt", source_case, *state);
}

/* "Three people were killed" and, behind it, "yesterday". */
static const uint32_t killed_yesterday[] = {0x0642, 0x062A, 0x0644, ' ', 0x062B, 0x0644, 0x0627, 0x062B,
	0x0629, ' ', 0x0623, 0x0634, 0x062E, 0x0627, 0x0635, ' ', 0x0623, 0x0645, 0x0633};
static const struct text yesterday = {killed_yesterday, sizeof killed_yesterday / sizeof *killed_yesterday};

/* Every day of five years, a leap year among them, has the day before it that the C library knows. */
static void test_yesterday(void **state)
{
	for (int day = 0; day < 5 * 365; day += 3) {
		time_t at = (time_t)(946684800 /* 2000-01-01 */ - 400 * 86400) + (time_t)day * 86400;
		time_t before = at - 86400;
		char published[11], want[11];
		strftime(published, sizeof published, "%Y-%m-%d", gmtime(&at));
		strftime(want, sizeof want, "%Y-%m-%d", gmtime(&before));
		struct arena a = {0};
		struct err err = {0};
		struct findings f;
		struct detect_input in = {yesterday, published};
		assert_true(detect_run(*state, &in, &a, &f, &err));
		assert_int_equal(f.n_figures, 1);
		assert_string_equal(f.figures[0].date_from, want);
		assert_string_equal(f.figures[0].date_to, want);
		assert_int_equal(f.figures[0].date_precision, 1);
		arena_release(&a);
	}
}

static void test_bad_published(void **state)
{
	static const char *const bad[] = {
		"", "yesterday", "2019-02-30", "2019-13-01", "0000-00-00", "2019", "99999-1-1"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a = {0};
		struct err err = {0};
		struct findings f;
		struct detect_input in = {yesterday, bad[i]};
		assert_true(detect_run(*state, &in, &a, &f, &err));
		assert_int_equal(f.n_figures, 1);
		if (f.figures[0].date_from)
			fail_msg("published '%s' gives %s", bad[i], f.figures[0].date_from);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_yesterday),
		cmocka_unit_test(test_bad_published),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
