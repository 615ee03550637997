/* Rows: the shipped tables of words hold together, and what is wrong with a user's is told. */
#include "detect/detect.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void collect(void *arg, const char *message)
{
	struct str *told = arg;
	str_add(told, message);
	str_add(told, "\n");
}

static char room[] = "/tmp/rasid-rows-XXXXXX";

static int make_room(void **state)
{
	(void)state;
	return mkdtemp(room) ? 0 : -1;
}

static int leave_room(void **state)
{
	(void)state;
	return rmdir(room);
}

/* Makes a detector with one overlay; what it tells, or its error, goes to *told. */
static bool load(const char *name, const char *rows, struct str *told)
{
	char path[80];
	snprintf(path, sizeof path, "%s/%s", room, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(rows, f) >= 0 && fclose(f) == 0);
	const char *paths[] = {path, NULL};
	struct detector_options opt = {.lexicon_paths = paths, .warn = collect, .warn_arg = told};
	struct detector *d = NULL;
	struct err err = {0};
	bool ok = detector_new(&opt, &d, &err);
	if (!ok)
		str_add(told, err.text);
	detector_free(d);
	assert_int_equal(unlink(path), 0);
	return ok;
}

static void test_shipped_tables_hold_together(void **state)
{
	(void)state;
	static const char *const names[] = {"numbers.tsv\0words\tclass\tvalue\n",
		"nouns.tsv\0singular\tkind\tplural\tvictim\n", "sources.tsv\0words\tclass\n"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str told = {0};
		assert_true(load(names[i], names[i] + strlen(names[i]) + 1, &told));
		assert_string_equal(str_text(&told), "");
		str_release(&told);
	}
}

static void test_what_is_wrong_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *name, *rows;
		bool loads;
		const char *told; /* a part of it */
	} cases[] = {
		{"nouns.tsv", "singular\tkind\tplural\tvictim\nabc\t\tabcs\tnobody\n", true,
			"nouns.tsv:2: 'nobody' is not known in the column victim; the row is left out\n"},
		{"nouns.tsv", "singular\tkind\tplural\tvictim\nabc\tverb\tabcs\tperson\n", true,
			"'verb' is not known in the column kind; the row is left out"},
		{"nouns.tsv", "singular\tkind\tplural\tvictim\nabc\t\tx\tperson\nabc\t\tx\tperson\n", true,
			"nouns.tsv:3: 'abc' stands in "},
		{"nouns.tsv", "singular\tkind\tplural\tvictim\nabc\t\tx\tperson\nabc\t\tx\tchild\n", true,
			"nouns.tsv:3: 'abc' has another reading in "},
		{"nouns.tsv", "singular\tkind\tplural\tvictim\n-\t\tx\tperson\n-\t\ty\tchild\n", true, ""},
		{"harm.tsv", "words\tkind\tharm\nabc|def\tverb\tkilled\nxyz|def\tverb\tinjured\n", true,
			"harm.tsv:3: 'def' has another reading in "},
		{"dates.tsv", "words\tclass\tvalue\nabc\tday\t-1\n", true,
			"dates.tsv:2: the value is no number from 0 to 65535; the row is left out\n"},
		{"sources.tsv", "nothing\n", false,
			"sources.tsv:1: no column 'words'; the first line has to name"},
		{"sources.tsv", "", false, "sources.tsv"},
		{"words.tsv", "words\tclass\n", false,
			"has to be named like the one that it adds to: actors.tsv, "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str told = {0};
		bool loads = load(cases[i].name, cases[i].rows, &told);
		if (loads != cases[i].loads || !strstr(str_text(&told), cases[i].told) ||
			(!*cases[i].told && told.len))
			fail_msg("row %zu: %s, told: %s", i, loads ? "loads" : "fails", str_text(&told));
		str_release(&told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped_tables_hold_together),
		cmocka_unit_test(test_what_is_wrong_is_told),
	};
	return cmocka_run_group_tests(tests, make_room, leave_room);
}
