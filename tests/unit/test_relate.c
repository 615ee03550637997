/* Relate: tests/cases/relations.txt, which place each figure is given; repeats.txt, which say again or are parts. */
#include "base/str.h"
#include "detect/detect.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/detector_fixture.h"

static void add_span(struct str *s, const struct text *text, struct span span)
{
	for (uint32_t i = span.beg_cp; i < span.end_cp; i++)
		str_add_cp(s, text->cp[i]);
}

static void relation_case(const struct case_group *g, void *detector)
{
	struct arena a = {0};
	struct findings f;
	struct err err = {0};
	struct str got = {0}, want = {0};
	size_t n;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct detect_input in = {{cp, (uint32_t)n}, NULL};
	assert_true(detect_run(detector, &in, &a, &f, &err));
	for (size_t i = 0; i < f.n_figures; i++) {
		const struct figure *x = &f.figures[i];
		add_span(&got, &in.text, x->span);
		str_add(&got, " | ");
		if (x->place == REF_NONE)
			str_add(&got, "-");
		else
			add_span(&got, &in.text, f.places[x->place].span);
		str_add_byte(&got, '\n');
	}
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->lines[i].key, "figure") == 0)
			str_addf(&want, "%s\n", g->lines[i].value);
	if (strcmp(str_text(&got), str_text(&want)) != 0)
		fail_msg("relations.txt:%u: got\n%sfor\n%s", g->line, str_text(&got), str_text(&want));
	str_release(&got);
	str_release(&want);
	arena_release(&a);
	free(cp);
}

/* Is figure i told so: its words, its relation and the words of the figure that it is related to? */
static bool says(
	const struct findings *f, size_t i, const struct text *text, const char *want, struct str *got)
{
	const struct figure *x = &f->figures[i];
	str_clear(got);
	add_span(got, text, x->span);
	if (x->relation == RELATION_NONE) {
		str_add(got, " | -");
	} else {
		str_addf(got, " | %s ", vocab_name(&vocab_relation, x->relation));
		add_span(got, text, f->figures[x->part_of].span);
	}
	return strcmp(str_text(got), want) == 0;
}

static void repeat_case(const struct case_group *g, void *detector)
{
	struct arena a = {0};
	struct findings f;
	struct err err = {0};
	struct str got = {0};
	size_t n;
	unsigned *cp = case_decode(case_get(g, "text"), &n);
	struct detect_input in = {{cp, (uint32_t)n}, NULL};
	assert_true(detect_run(detector, &in, &a, &f, &err));
	for (size_t line = 1, i = 0; line < g->n; line++, i++) {
		while (i < f.n_figures && !says(&f, i, &in.text, g->lines[line].value, &got))
			i++;
		if (i == f.n_figures)
			fail_msg("repeats.txt:%u: no '%s' after what was found, the last being '%s'", g->line,
				g->lines[line].value, str_text(&got));
	}
	str_release(&got);
	arena_release(&a);
	free(cp);
}

static void test_cases(void **state)
{
	case_file_each("relations.txt", relation_case, *state);
}

static void test_repeats(void **state)
{
	case_file_each("repeats.txt", repeat_case, *state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_repeats)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
