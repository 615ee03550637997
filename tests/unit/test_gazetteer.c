/* The gazetteer: loading good and bad tables, spellings, look-up, and a hundred thousand rows. */
#include "base/str.h"
#include "base/utf8.h"
#include "detect/gazetteer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Arabic letters are spelled by number: the names of these tables are Latin, which the tables allow. */
#define HEADER "id\tname\tlatin\talt\tkind\tcountry\tadmin1\tadmin2\tadmin3\tlat\tlon\trank\tcommon\n"

static void keep_warning(void *arg, const char *message)
{
	struct str *s = arg;
	str_addf(s, "%s\n", message);
}

static struct gazetteer *load(const char *name, const char *text, struct str *warnings)
{
	struct err err = {0};
	struct gazetteer *g;
	assert_true(gazetteer_new(&g, &err));
	assert_true(gazetteer_load(g, name, text, strlen(text), keep_warning, warnings, &err));
	assert_true(gazetteer_seal(g, &err));
	return g;
}

static size_t find(const struct gazetteer *g, const char *utf8, const struct gaz_row **out, size_t max)
{
	uint32_t cp[200];
	size_t n = 0, pos = 0, len = strlen(utf8);
	while (pos < len && n < 200)
		cp[n++] = utf8_decode((const uint8_t *)utf8, len, &pos);
	return gazetteer_find(g, cp, n, out, max);
}

/* Each row is loaded alone, after a good one, and must be left out with a message that holds the words. */
static const struct {
	const char *name, *row, *says;
} bad_rows[] = {
	{"unknown kind", "b\tB\t\t\tcastle\tSY\t\t\t\t1\t1\t5\t0", "unknown kind 'castle'"},
	{"no name", "b\t\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0", "no usable name"},
	{"latitude out of range", "b\tB\t\t\ttown\tSY\t\t\t\t91\t1\t5\t0", "no latitude '91'"},
	{"longitude out of range", "b\tB\t\t\ttown\tSY\t\t\t\t1\t-180.5\t5\t0", "no longitude '-180.5'"},
	{"latitude is no number", "b\tB\t\t\ttown\tSY\t\t\t\t35N\t1\t5\t0", "no latitude '35N'"},
	{"latitude is not a number", "b\tB\t\t\ttown\tSY\t\t\t\tnan\t1\t5\t0", "no latitude 'nan'"},
	{"rank out of range", "b\tB\t\t\ttown\tSY\t\t\t\t1\t1\t6\t0", "no rank '6'"},
	{"common is neither", "b\tB\t\t\ttown\tSY\t\t\t\t1\t1\t5\tyes", "'yes'"},
	{"country in words", "b\tB\t\t\ttown\tSyria\t\t\t\t1\t1\t5\t0", "no country code 'Syria'"},
	{"second row with an id", "a\tB\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0", "a second row with the id 'a'"},
	{"too many fields", "b\tB\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0\tx", "more fields than columns"},
	{"not UTF-8", "b\t\xff\xfe\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0", "not UTF-8"},
	{"too many words", "b\ta b c d e f g h i j\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0", "cannot be searched"},
};

static void test_bad_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
		char table[600];
		struct str said = {0};
		snprintf(table, sizeof table,
			HEADER "a\tA\t\t\ttown\tSY\t\t\t\t1\t1\t5\t0\n%s\nz\tZ\t\t\ttown\tSY\n",
			bad_rows[i].row);
		struct gazetteer *g = load("folder/t.tsv", table, &said);
		if (gazetteer_count(g) != 2 || !gazetteer_by_id(g, "z"))
			fail_msg("%s: %zu rows were loaded", bad_rows[i].name, gazetteer_count(g));
		if (!strstr(str_text(&said), bad_rows[i].says) ||
			!strstr(str_text(&said), "folder/t.tsv:3: "))
			fail_msg("%s: said '%s'", bad_rows[i].name, str_text(&said));
		str_release(&said);
		gazetteer_free(g);
	}
}

static void test_bad_tables(void **state)
{
	(void)state;
	static const char *const tables[] = {"", "# only a comment\n", "id\tkind\n1\ttown\n"};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct err err = {0};
		struct gazetteer *g;
		assert_true(gazetteer_new(&g, &err));
		assert_false(gazetteer_load(g, "t", tables[i], strlen(tables[i]), NULL, NULL, &err));
		assert_int_equal(err.code, ERR_INPUT);
		gazetteer_free(g);
	}
}

/* Tables of others: other names of columns and kinds, no ranks, a country by the file's name. */
static void test_foreign_table(void **state)
{
	(void)state;
	static const char table[] =
		"name_ar\tname_en\talt_ar\tkind\tadmin1_ar\tlatitude\tlongitude\tpopulation\n"
		"Tell One\tOne\tTellone|Eins\tcity\tNorth\t35.5\t36.5\t400000\n"
		"Two\t\t\tadmin3\tNorth\t\t\t\n";
	struct str said = {0};
	struct gazetteer *g = load("/some/where/sy.tsv", table, &said);
	const struct gaz_row *row;
	assert_string_equal(str_text(&said), "");
	assert_int_equal(gazetteer_count(g), 2);
	assert_int_equal(find(g, "Eins", &row, 1), 1);
	assert_string_equal(row->name, "Tell One");
	assert_string_equal(row->country, "SY");
	assert_string_equal(row->admin1, "North");
	assert_string_equal(row->id, "sy:2");
	assert_int_equal(row->rank, 1);
	assert_int_equal(find(g, "two", &row, 1), 1);
	assert_int_equal(row->kind, KIND_SUBDISTRICT);
	assert_true(isnan(row->lat));
	gazetteer_free(g);
	str_release(&said);
}

static void test_order(void **state)
{
	(void)state;
	static const char table[] = HEADER "v\tNew Town\t\t\tvillage\tSY\tEast\t\t\t35\t40\t5\t0\n"
					   "c\tNewtown\t\t\tcity\tSY\tWest\t\t\t35\t36\t2\t0\n"
					   "o\tNewtown Old\t\t\tcity\tSY\tWest\t\t\t35\t36\t2\t0\n";
	struct str said = {0};
	struct gazetteer *g = load("t.tsv", table, &said);
	const struct gaz_row *rows[4];
	assert_int_equal(find(g, "new town", rows, 4), 2); /* however it is split, and nothing longer */
	assert_string_equal(rows[0]->id, "c");
	assert_string_equal(rows[1]->id, "v");
	assert_int_equal(find(g, "newtown", rows, 1), 2); /* counts all, writes what fits */
	assert_int_equal(find(g, "new", rows, 4), 0);
	struct place near = place_none();
	near.lat = 35;
	near.lon = 40.1;
	uint32_t cp[] = {'n', 'e', 'w', 't', 'o', 'w', 'n'};
	assert_int_equal(gazetteer_candidates(g, cp, 7, &near, 1, rows, 4), 2);
	assert_string_equal(rows[0]->id, "v");
	gazetteer_free(g);
	str_release(&said);
}

static void test_spellings(void **state)
{
	(void)state;
	static const char rules[] = "at\tfrom\tto\nword\tabu\tabi\nprefix\tkafr\tkfar|\n";
	static const char bad_rule[] = "at\tfrom\tto\nsuffix\ta\tb\n";
	struct err err = {0};
	struct gazetteer *g;
	const struct gaz_row *row;
	assert_true(gazetteer_new(&g, &err));
	struct row_text good = {"s", rules, strlen(rules)}, bad = {"s", bad_rule, strlen(bad_rule)};
	struct str told = {0};
	struct row_reader r = {.warn = keep_warning, .warn_arg = &told};
	assert_true(gazetteer_load_spellings(g, &good, 1, &r, &err));
	assert_int_equal(told.len, 0);
	assert_true(gazetteer_load_spellings(g, &bad, 1, &r, &err));
	assert_non_null(strstr(str_text(&told), "s:2"));
	str_release(&told);
	/* rules compare letters as they are written, names as they fold */
	static const char lower[] = HEADER "a\tabu duhur\t\t\ttown\tSY\nk\tkafrnabluh\t\t\ttown\tSY\n";
	assert_true(gazetteer_load(g, "t", lower, strlen(lower), NULL, NULL, &err));
	assert_true(gazetteer_seal(g, &err));
	assert_int_equal(find(g, "Abi Duhur", &row, 1), 1);
	assert_int_equal(find(g, "Abiduhur", &row, 1), 1);
	assert_int_equal(find(g, "kfar nabluh", &row, 1), 1);
	assert_int_equal(find(g, "kafr nabluh", &row, 1), 1);
	gazetteer_free(g);
}

static void test_countries(void **state)
{
	(void)state;
	static const char table[] = HEADER "mine\tSuriya\t\t\tcountry\tSY\n";
	struct err err = {0};
	struct gazetteer *g;
	assert_true(gazetteer_new(&g, &err));
	assert_true(gazetteer_load(g, "t", table, strlen(table), NULL, NULL, &err));
	assert_true(gazetteer_add_countries(g, &err));
	assert_non_null(gazetteer_by_id(g, "icu-FR"));
	assert_null(gazetteer_by_id(g, "icu-SY"));
	assert_true(gazetteer_count(g) > 200);
	gazetteer_free(g);
}

/* The shortest way round the sphere: a degree of longitude on the equator, the poles, and the dateline. */
static void test_distance(void **state)
{
	(void)state;
	assert_true(fabs(geo_distance_km(0, 0, 0, 1) - 111.195) < 0.01);
	assert_true(fabs(geo_distance_km(90, 0, -90, 77) - 20015.1) < 0.5);
	assert_true(geo_distance_km(0, 179.9, 0, -179.9) < 23);
	assert_true(geo_distance_km(35, 36, 35, 36) == 0);
}

static void test_many_rows(void **state)
{
	(void)state;
	enum { ROWS = 100000 };
	struct str t = {0};
	struct err err = {0};
	struct gazetteer *g;
	str_add(&t, HEADER);
	for (unsigned i = 0; i < ROWS; i++) {
		char word[8] = {0}; /* i in letters */
		for (unsigned k = 0, rest = i; k < 6; k++, rest /= 26)
			word[k] = (char)('a' + rest % 26);
		str_addf(&t, "r%u\tname%s of\t\tother%s\tvillage\tSY\tA%u\tB%u\t\t35.%u\t36.%u\t5\t0\n", i,
			word, word, i / 10000, i / 1000, i % 1000, i % 997);
	}
	assert_false(t.failed);
	clock_t beg = clock();
	assert_true(gazetteer_new(&g, &err));
	assert_true(gazetteer_load(g, "big.tsv", t.data, t.len, NULL, NULL, &err));
	assert_true(gazetteer_seal(g, &err));
	double ms = 1000.0 * (double)(clock() - beg) / CLOCKS_PER_SEC;
	assert_int_equal(gazetteer_count(g), ROWS);
	const struct gaz_row *row;
	assert_int_equal(find(g, "namebaaaaa of", &row, 1), 1);
	assert_string_equal(row->id, "r1");
	assert_ptr_equal(gazetteer_by_id(g, "r99999"), gazetteer_row(g, ROWS - 1));
	if (ms > 2000) /* 100 ms are expected; sanitizers and a busy machine take a multiple */
		fail_msg("loading %d rows took %.0f ms", ROWS, ms);
	gazetteer_free(g);
	str_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_bad_tables),
		cmocka_unit_test(test_foreign_table),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_many_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
