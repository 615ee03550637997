/* Options: the tables of sub-commands are sound, and values are read as they should. */
#include "subcommands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void check_row(
	const struct subcommand *c, const struct option_spec *o, const struct option_spec *others)
{
	if (!o->help || !*o->help)
		fail_msg("%s --%s has no help", c->name, o->name);
	for (; others && others->name; others++)
		if (others != o &&
			(strcmp(others->name, o->name) == 0 || (o->letter && others->letter == o->letter)))
			fail_msg("%s: --%s and --%s cannot be told apart", c->name, o->name, others->name);
}

static void test_tables(void **state)
{
	(void)state;
	const struct subcommand *c;
	for (size_t i = 0; (c = subcommand_at(i)); i++) {
		if (!c->summary || !*c->summary || !c->synopsis || !c->run || subcommand_find(c->name) != c)
			fail_msg("%s is incomplete, or its name is not its own", c->name);
		for (const struct option_spec *o = c->options; o && o->name; o++) {
			check_row(c, o, c->options);
			check_row(c, o, global_options);
		}
	}
	assert_null(subcommand_find("frobnicate"));
}

static void test_days(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool good;
	} cases[] = {
		{"2019-05-28", true},
		{"2020-02-29", true},
		{"2000-02-29", true},
		{"1900-02-29", false},
		{"2019-02-29", false},
		{"2019-13-01", false},
		{"2019-00-10", false},
		{"2019-04-31", false},
		{"2019-5-28", false},
		{"28-05-2019", false},
		{"2019-05-28x", false},
		{"2019-05- 8", false},
		{"+019-05-28", false},
		{"", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err err;
		if (option_day("published", cases[i].text, &err) != cases[i].good)
			fail_msg("'%s'", cases[i].text);
	}
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool good;
	} cases[] = {{"1", true}, {"64", true}, {"65", false}, {"0", false}, {"-1", false}, {"+1", false},
		{" 1", false}, {"1x", false}, {"", false}, {"99999999999999999999", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err err;
		long n;
		if (option_number("jobs", cases[i].text, 1, 64, &n, &err) != cases[i].good)
			fail_msg("'%s'", cases[i].text);
	}
}

static void test_nearest(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *meant;
	} cases[] = {{"reveiw", "review"}, {"improt", "import"}, {"exprt", "export"},
		{"verify", "verify-log"}, {"lst", "list"}, {"frobnicate", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *near = subcommand_nearest(cases[i].typed);
		if ((near == NULL) != (cases[i].meant == NULL) || (near && strcmp(near, cases[i].meant) != 0))
			fail_msg("%s: %s", cases[i].typed, near ? near : "nothing");
	}
	assert_int_equal(word_distance("abcd", "abdc"), 1);
	assert_int_equal(word_distance("", "abc"), 3);
	assert_int_equal(word_distance("kitten", "sitting"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
