/*
 * The shipped gazetteer: what it says of itself, and against tables of others when these are at hand.
 *
 * A row that lies more than 10 km from every row of the same name in the other tables must be justified by a comment
 * line directly above it.
 */
#include "base/embed.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "detect/gazetteer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_APART_KM = 10, MAX_SAME_NAME = 256 };

static void keep_warning(void *arg, const char *message)
{
	str_addf(arg, "%s\n", message);
}

static bool is_table(const struct embed *f)
{
	return strncmp(f->name, "gazetteer/", 10) == 0;
}

static struct gazetteer *load_shipped(struct str *warnings)
{
	struct err err = {0};
	struct gazetteer *g;
	assert_true(gazetteer_new(&g, &err));
	for (const struct embed *f = embed_files; f->name; f++)
		if (is_table(f))
			assert_true(gazetteer_load(g, f->name, f->data, (size_t)(f->end - f->data),
				keep_warning, warnings, &err));
	assert_true(gazetteer_seal(g, &err));
	return g;
}

/* Ids are unique, kinds known, numbers in range: the loader says so of each row that breaks this. */
static void test_loads_without_warning(void **state)
{
	(void)state;
	struct str said = {0};
	struct gazetteer *g = load_shipped(&said);
	if (said.len)
		fail_msg("%s", str_text(&said));
	assert_true(gazetteer_count(g) > 3000);
	gazetteer_free(g);
}

static const struct {
	const char *country;
	double south, north, west, east;
} boxes[] = {
	{"SY", 32.2, 37.4, 35.5, 42.5},
	{"IQ", 29.0, 37.4, 38.7, 48.8},
	{"LB", 33.0, 34.75, 35.0, 36.7},
	{"PS", 31.1, 32.6, 34.1, 35.7},
	{"IL", 29.4, 33.4, 34.1, 35.95},
	{"YE", 12.0, 19.1, 41.8, 54.6},
	{"SD", 8.6, 23.3, 21.7, 38.9},
	{"LY", 19.4, 33.3, 9.2, 25.3},
	{"JO", 29.1, 33.5, 34.8, 39.4},
	{"TR", 35.7, 42.2, 25.6, 44.9},
	{"EG", 21.9, 31.8, 24.6, 37.0},
	{"IR", 25.0, 39.9, 44.0, 63.4},
	{"SA", 16.0, 32.3, 34.4, 55.8},
};

static bool in_box(const struct gaz_row *row)
{
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
		if (strcmp(boxes[i].country, row->country) == 0)
			return row->lat >= boxes[i].south && row->lat <= boxes[i].north &&
			       row->lon >= boxes[i].west && row->lon <= boxes[i].east;
	return true;
}

static void test_in_the_country(void **state)
{
	(void)state;
	struct str said = {0}, out = {0};
	struct gazetteer *g = load_shipped(&said);
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct gaz_row *row = gazetteer_row(g, i);
		bool wide = row->kind == KIND_COUNTRY || row->kind == KIND_REGION || row->kind == KIND_SEA ||
			    row->kind == KIND_RIVER;
		if (isnan(row->lat) || isnan(row->lon))
			str_addf(&out, "%s has no coordinates\n", row->id);
		else if (!wide && !in_box(row))
			str_addf(&out, "%s at %.2f, %.2f is not in %s\n", row->id, row->lat, row->lon,
				row->country);
	}
	if (out.len)
		fail_msg("%s", str_text(&out));
	gazetteer_free(g);
	str_release(&said);
}

static bool has_governorate(const struct gazetteer *g, const struct gaz_row *row)
{
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct gaz_row *gov = gazetteer_row(g, i);
		if (gov->kind == KIND_GOVERNORATE && strcmp(gov->country, row->country) == 0 &&
			strcmp(gov->admin1, row->admin1) == 0)
			return true;
	}
	return false;
}

/* The governorate of a row is a row of that country; a country that has none named in rows is excused. */
static void test_governorates_exist(void **state)
{
	(void)state;
	struct str said = {0}, out = {0};
	struct gazetteer *g = load_shipped(&said);
	const struct gaz_row *before = NULL;
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct gaz_row *row = gazetteer_row(g, i);
		if (!*row->admin1 || (before && before->admin1 == row->admin1))
			continue;
		before = row;
		if (!has_governorate(g, row))
			str_addf(&out, "%s: no governorate row for its admin1\n", row->id);
	}
	if (out.len)
		fail_msg("%s", str_text(&out));
	gazetteer_free(g);
	str_release(&said);
}

/* ---- against the tables of others ---- */

static struct gazetteer *load_reference(void)
{
	static const char *const files[] = {"sy.tsv"};
	const char *shared = getenv("RASID_SHARED");
	struct err err = {0};
	struct gazetteer *g;
	assert_true(gazetteer_new(&g, &err));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[600];
		struct bytes b;
		snprintf(path, sizeof path, "%s/gazetteer/%s", shared ? shared : "../shared/data", files[i]);
		if (!fs_read(path, &b, &err)) {
			gazetteer_free(g);
			return NULL;
		}
		assert_true(gazetteer_load(g, path, (const char *)b.data, b.n, NULL, NULL, &err));
		bytes_release(&b);
	}
	assert_true(gazetteer_seal(g, &err));
	return g;
}

/* Kilometres to the nearest reference row of this name, *best when that is less (-1: none yet). */
static void nearest_of_name(
	const struct gazetteer *reference, const struct gaz_row *row, struct view name, double *best)
{
	uint32_t cp[200];
	size_t n = 0, pos = 0;
	while (pos < name.len && n < 200)
		cp[n++] = utf8_decode((const uint8_t *)name.data, name.len, &pos);
	const struct gaz_row *same[MAX_SAME_NAME];
	size_t found = gazetteer_find(reference, cp, n, same, MAX_SAME_NAME);
	for (size_t i = 0; i < found && i < MAX_SAME_NAME; i++) {
		if (isnan(same[i]->lat) || strcmp(same[i]->country, row->country) != 0)
			continue;
		double d = geo_distance_km(row->lat, row->lon, same[i]->lat, same[i]->lon);
		if (*best < 0 || d < *best)
			*best = d;
	}
}

/*
 * By any of the row's names, which are columns 1 and 3 of its line. Tables of settlements have no quarters: a quarter
 * may also be near the seat of its subdistrict, column 8.
 */
static double nearest(const struct gazetteer *reference, const struct gaz_row *row, struct view line)
{
	enum { NAME = 1, ALTERNATIVES = 3, ADMIN3 = 8 };
	double best = -1;
	struct view field, alt;
	for (int column = 0; column <= ADMIN3 && view_split(&line, '\t', &field); column++) {
		bool seat = column == ADMIN3 && row->kind == KIND_NEIGHBOURHOOD;
		while ((column == NAME || column == ALTERNATIVES || seat) && view_split(&field, '|', &alt))
			nearest_of_name(reference, row, alt, &best);
	}
	return best;
}

static bool is_point(const struct gaz_row *row)
{
	return row->kind == KIND_CITY || row->kind == KIND_TOWN || row->kind == KIND_VILLAGE ||
	       row->kind == KIND_NEIGHBOURHOOD || row->kind == KIND_CAMP;
}

/* Rows of one table whose line does not follow a comment. */
static void compare_table(const struct embed *f, const struct gazetteer *shipped,
	const struct gazetteer *reference, struct str *out)
{
	bool justified = false;
	for (const char *at = f->data; at < f->end;) {
		const char *nl = memchr(at, '\n', (size_t)(f->end - at));
		const char *stop = nl ? nl : f->end;
		char id[120];
		size_t len = 0;
		while (at + len < stop && at[len] != '\t' && len + 1 < sizeof id)
			len++;
		memcpy(id, at, len);
		id[len] = '\0';
		const struct gaz_row *row = gazetteer_by_id(shipped, id);
		if (row && is_point(row) && !justified) {
			double d = nearest(reference, row, (struct view){at, (size_t)(stop - at)});
			if (d > MAX_APART_KM)
				str_addf(out, "%s: %s at %.3f, %.3f is %.0f km from every row of its name\n",
					f->name, id, row->lat, row->lon, d);
		}
		justified = stop > at && *at == '#';
		at = stop + 1;
	}
}

static void test_against_reference(void **state)
{
	(void)state;
	struct gazetteer *reference = load_reference();
	if (!reference)
		skip();
	struct str said = {0}, out = {0};
	struct gazetteer *shipped = load_shipped(&said);
	for (const struct embed *f = embed_files; f->name; f++)
		if (is_table(f))
			compare_table(f, shipped, reference, &out);
	if (out.len)
		fail_msg("%s", str_text(&out));
	gazetteer_free(shipped);
	gazetteer_free(reference);
	str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loads_without_warning),
		cmocka_unit_test(test_in_the_country),
		cmocka_unit_test(test_governorates_exist),
		cmocka_unit_test(test_against_reference),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
