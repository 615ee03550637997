/* Number: tests/cases/numbers.txt, every cardinal below two thousand and many more against a writer of them, and foreign numerals when present. */
#include "detect/number.h"
#include "lib/case_file.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
	struct err err = {0};
	struct lexicon *lx = NULL;
	if (!lexicon_new(NULL, NULL, NULL, &lx, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = lx;
	return 0;
}

static int tear_down(void **state)
{
	lexicon_free(*state);
	return 0;
}

static bool same(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

static void number_case(const struct case_group *g, void *lx)
{
	const char *text = case_get(g, "text"), *want = case_get(g, "value");
	double got = 0;
	bool found = number_parse_text(lx, text, strlen(text), &got);
	if (strcmp(want, "none") == 0 ? found : !found || !same(got, strtod(want, NULL)))
		fail_msg("numbers.txt:%u: %s gives %s%g, not %s", g->line, text, found ? "" : "none ", got,
			want);
}

static void test_cases(void **state)
{
	case_file_each("numbers.txt", number_case, *state);
}

/* The words for a number, out of the case file numerals of this project: joined in the order of the language. */
struct speller {
	const char *units[11], *teen, *tens[10], *hundreds[10];
};

static const struct speller speller = {
	{"", "\xD9\x88\xD8\xA7\xD8\xAD\xD8\xAF", "\xD8\xA7\xD8\xAB\xD9\x86\xD8\xA7\xD9\x86",
		"\xD8\xAB\xD9\x84\xD8\xA7\xD8\xAB\xD8\xA9", "\xD8\xA3\xD8\xB1\xD8\xA8\xD8\xB9\xD8\xA9",
		"\xD8\xAE\xD9\x85\xD8\xB3\xD8\xA9", "\xD8\xB3\xD8\xAA\xD8\xA9",
		"\xD8\xB3\xD8\xA8\xD8\xB9\xD8\xA9", "\xD8\xAB\xD9\x85\xD8\xA7\xD9\x86\xD9\x8A\xD8\xA9",
		"\xD8\xAA\xD8\xB3\xD8\xB9\xD8\xA9", "\xD8\xB9\xD8\xB4\xD8\xB1\xD8\xA9"},
	"\xD8\xB9\xD8\xB4\xD8\xB1",
	{"", "", "\xD8\xB9\xD8\xB4\xD8\xB1\xD9\x88\xD9\x86",
		"\xD8\xAB\xD9\x84\xD8\xA7\xD8\xAB\xD9\x88\xD9\x86",
		"\xD8\xA3\xD8\xB1\xD8\xA8\xD8\xB9\xD9\x88\xD9\x86",
		"\xD8\xAE\xD9\x85\xD8\xB3\xD9\x88\xD9\x86", "\xD8\xB3\xD8\xAA\xD9\x88\xD9\x86",
		"\xD8\xB3\xD8\xA8\xD8\xB9\xD9\x88\xD9\x86",
		"\xD8\xAB\xD9\x85\xD8\xA7\xD9\x86\xD9\x88\xD9\x86",
		"\xD8\xAA\xD8\xB3\xD8\xB9\xD9\x88\xD9\x86"},
	{"", "\xD9\x85\xD8\xA6\xD8\xA9", "\xD9\x85\xD8\xA6\xD8\xAA\xD8\xA7\xD9\x86",
		"\xD8\xAB\xD9\x84\xD8\xA7\xD8\xAB\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xA3\xD8\xB1\xD8\xA8\xD8\xB9\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xAE\xD9\x85\xD8\xB3\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xB3\xD8\xAA\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xB3\xD8\xA8\xD8\xB9\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xAB\xD9\x85\xD8\xA7\xD9\x86\xD9\x85\xD8\xA6\xD8\xA9",
		"\xD8\xAA\xD8\xB3\xD8\xB9\xD9\x85\xD8\xA6\xD8\xA9"},
};

#define AND      " \xD9\x88"
#define THOUSAND "\xD8\xA3\xD9\x84\xD9\x81"

static void spell_below_1000(unsigned n, char *out, size_t size)
{
	size_t len = 0;
	out[0] = '\0';
	if (n >= 100)
		len += (size_t)snprintf(out + len, size - len, "%s", speller.hundreds[n / 100]);
	n %= 100;
	const char *and = len && n ? AND : "";
	if (n > 10 && n < 20)
		snprintf(out + len, size - len, "%s%s %s", and,
			n == 11 ? "\xD8\xA3\xD8\xAD\xD8\xAF" : speller.units[n - 10], speller.teen);
	else if (n <= 10)
		snprintf(out + len, size - len, "%s%s", and, speller.units[n]);
	else if (n % 10)
		snprintf(out + len, size - len, "%s%s" AND "%s", and, speller.units[n % 10],
			speller.tens[n / 10]);
	else
		snprintf(out + len, size - len, "%s%s", and, speller.tens[n / 10]);
}

static void test_every_cardinal(void **state)
{
	for (unsigned n = 1; n < 1000000; n += n < 2000 ? 1 : 397) {
		char low[160], high[160], text[400];
		spell_below_1000(n % 1000, low, sizeof low);
		spell_below_1000(n / 1000, high, sizeof high);
		if (n < 1000)
			snprintf(text, sizeof text, "%s", low);
		else if (n < 2000)
			snprintf(text, sizeof text, THOUSAND "%s%s", *low ? AND : "", low);
		else
			snprintf(text, sizeof text, "%s " THOUSAND "%s%s", high, *low ? AND : "", low);
		double got = 0;
		if (!number_parse_text(*state, text, strlen(text), &got) || !same(got, n))
			fail_msg("%u: %s gives %g", n, text, got);
	}
}

/* Whole cardinals of several libraries' tests: third-party data, read where it is present. */
static void test_foreign_numerals(void **state)
{
	const char *shared = getenv("RASID_SHARED");
	char path[512], line[2048];
	snprintf(path, sizeof path, "%s/numbers/numerals.tsv", shared ? shared : "../shared/data");
	FILE *f = fopen(path, "r");
	if (!f)
		skip();
	unsigned n = 0, right = 0;
	while (fgets(line, sizeof line, f)) {
		char *value = strchr(line, '\t'), *kind = value ? strchr(value + 1, '\t') : NULL;
		if (!kind || strncmp(kind + 1, "cardinal", 8) != 0)
			continue;
		*value++ = *kind = '\0';
		double want = strtod(value, NULL), got = 0;
		if (want != floor(want) || fabs(want) > 1e14)
			continue;
		n++;
		right += number_parse_text(*state, line, strlen(line), &got) && same(got, want);
	}
	fclose(f);
	print_message("%u of %u whole cardinals\n", right, n);
	assert_true(n > 0 && right >= n * 97 / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_every_cardinal),
		cmocka_unit_test(test_foreign_numerals),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
