/* Formats: our JSON Lines both ways, CSV of figures, tables, marked text. */
#include "formats/figures_csv.h"
#include "formats/jsonl.h"
#include "formats/listing.h"
#include "formats/plain.h"
#include "formats/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

/* A letter, an emoji (two UTF-16 units, four bytes), then ASCII. */
static const uint32_t doc_cp[] = {0x642, 0x1F60A, ' ', '=', '7', ' ', 'm', 'e', 'n', 0x1B, '[', '\n', 'b'};
static const struct text doc_text = {doc_cp, sizeof doc_cp / sizeof *doc_cp};

static struct document sample_document(void)
{
	struct document d = {.id = 3, .text = doc_text, .name = "sample", .title = "=cmd()", .outlet = "-x"};
	const char u8[] = "\xD9\x82\xF0\x9F\x98\x8A =7 men\x1B[\nb";
	sha256_hex(u8, sizeof u8 - 1, d.sha256);
	return d;
}

static struct figure sample_figure(uint32_t beg, uint32_t end)
{
	struct figure f = figure_none();
	f.span = (struct span){beg, end};
	f.harm = 1 << HARM_KILLED;
	figure_set_bounds(&f, APPROX_AT_LEAST, 7, 0);
	f.evidence = (struct evidence){0.5f, "figure.test", "why"};
	return f;
}

/* ---- reading ---- */

static const struct {
	const char *name, *json;
	const char *error; /* part of the message; NULL: a record */
} reading[] = {
	{"the least", "{\"text\":\"abc\"}", NULL},
	{"no text", "{\"id\":\"x\"}", "f:1: 'text' is missing"},
	{"text of a wrong type", "{\"text\":7}", "f:1: 'text' is missing"},
	{"not JSON", "nonsense", "f:1: not well-formed JSON"},
	{"cut off", "{\"text\":\"abc\"", "f:1: not well-formed JSON"},
	{"no object", "7", "f:1:"},
	{"a NUL", "{\"text\":\"a\\u0000b\"}", "f:1: not well-formed JSON"},
	{"a lone surrogate", "{\"text\":\"a\\ud83d\"}", "f:1: not well-formed JSON"},
	{"a NUL in a key", "{\"text\":\"a\",\"b\\u0000\":\"\"}", "f:1: not well-formed JSON"},
	{"an escape that is none", "{\"text\":\"a\\x\"}", "f:1: not well-formed JSON"},
	{"half an escape", "{\"text\":\"a\\u06\"}", "f:1: not well-formed JSON"},
	{"a line feed in a string", "{\"text\":\"a\nb\"}", "f:1: not well-formed JSON"},
	{"ill-formed UTF-8", "{\"text\":\"a\xD8\"}", "f:1: not well-formed JSON"},
	{"a comma too many", "{\"text\":\"a\",}", "f:1: not well-formed JSON"},
	{"no closing quote", "{\"text\":\"a\\\"}", "f:1: not well-formed JSON"},
	{"no colon", "{\"text\" \"a\"}", "f:1: not well-formed JSON"},
	{"nothing in it", "{ }", "f:1: 'text' is missing"},
	{"null is nothing", "{\"text\":null}", "f:1: 'text' is missing"},
	{"places that are a string", "{\"text\":\"abc\",\"places\":\"\"}", "'places' must be an array"},
	{"places of a wrong type", "{\"text\":\"abc\",\"places\":{}}", "'places' must be an array"},
	{"a span past the end", "{\"text\":\"abc\",\"places\":[{\"start\":1,\"end\":4}]}",
		"places[0]: the span 1 to 4 does not lie in the text of 3"},
	{"a span backwards", "{\"text\":\"abc\",\"places\":[{\"start\":2,\"end\":1}]}",
		"places[0]: the span 2 to 1"},
	{"a surface that differs",
		"{\"text\":\"abc\",\"places\":[{\"start\":0,\"end\":2,\"surface\":\"ax\"}]}",
		"places[0]: 'surface' differs"},
	{"a surface that is longer",
		"{\"text\":\"abc\",\"places\":[{\"start\":0,\"end\":2,\"surface\":\"abc\"}]}",
		"places[0]: 'surface' is longer"},
	{"part_of nothing", "{\"text\":\"abc\",\"figures\":[{\"start\":0,\"end\":1,\"part_of\":1}]}",
		"figures[0]: 'part_of' names no figure"},
	{"place nowhere",
		"{\"text\":\"abc\",\"places\":[],\"figures\":[{\"start\":0,\"end\":1,\"place\":0}]}",
		"figures[0]: 'place' names no place"},
	{"a trap past the end", "{\"text\":\"abc\",\"not_figures\":[{\"start\":0,\"end\":9}]}",
		"not_figures[0]"},
	{"an unknown name",
		"{\"text\":\"abc\",\"places\":[{\"start\":0,\"end\":1,\"role\":\"road_endpoint\"}]}", NULL},
};

static void test_reading(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
		struct jsonl r;
		struct arena a = {0};
		struct record rec;
		struct err err = {0};
		jsonl_open(&r, "f", reading[i].json, strlen(reading[i].json));
		enum jsonl_step step = jsonl_next(&r, &a, &rec, &err);
		if (step != (reading[i].error ? JSONL_BAD : JSONL_RECORD) ||
			(reading[i].error && !strstr(err.text, reading[i].error)))
			fail_msg("%s: step %d, '%s'", reading[i].name, (int)step, err.text);
		arena_release(&a);
	}
}

/* Strings by our own reader and by jansson, to which a number sends the object, are the same. */
static void test_strings(void **state)
{
	(void)state;
	static const char *const strings[] = {"", "a", "\\\"\\\\\\/", "\\b\\f\\n\\r\\t", "\\u0627\\u0644",
		"\\uD83D\\ude00x", "\xD8\xA7\xD9\x84 \xD8", "\xD8\xA7\xD9\x84",
		"\xE2\x80\x8F\xF0\x9F\x98\x80", "\\uFFFF\x7F", "\\\\\\\"", "a\",\"text\":\"b",
		"a\" , \"url\" : null , \"x\":\"y", "\\ud83d\\u0041", "\xED\xA0\x80"};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		struct arena a = {0};
		struct record rec[2];
		enum jsonl_step step[2];
		for (int k = 0; k < 2; k++) {
			char json[200];
			struct jsonl r;
			struct err err;
			snprintf(json, sizeof json, "\n{%s\"text\": \"%s\"\n}", k ? "\"n\":1," : "",
				strings[i]);
			jsonl_open(&r, "f", json, strlen(json));
			step[k] = jsonl_next(&r, &a, &rec[k], &err);
			assert_true(step[k] == JSONL_BAD || (r.pos == r.end && r.line == 3));
		}
		const struct document *x = &rec[0].doc, *y = &rec[1].doc;
		if (step[0] != step[1] || (step[0] == JSONL_RECORD &&
						  (x->text.len_cp != y->text.len_cp ||
							  memcmp(x->text.cp, y->text.cp,
								  x->text.len_cp * sizeof *x->text.cp) != 0 ||
							  strcmp(x->sha256, y->sha256) != 0)))
			fail_msg("string %zu is read in two ways", i);
		arena_release(&a);
	}
}

static void test_stream(void **state)
{
	(void)state;
	static const char stream[] =
		"\xEF\xBB\xBF[{\"id\":\"a\",\"text\":\"x\"},\n{\n \"id\": \"b\",\n \"text\": \"y\"\n}]\n"
		"\nbroken {\n{\"id\":\"c\",\"text\":\"z\",\"source\":\"s\",\"date\":\"2020-01-02\"}";
	struct jsonl r;
	struct arena a = {0};
	struct record rec;
	struct err err;
	jsonl_open(&r, "f", stream, sizeof stream - 1);
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	assert_string_equal(rec.doc.name, "a");
	assert_false(rec.has_places);
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	assert_string_equal(rec.doc.name, "b");
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_BAD);
	assert_non_null(strstr(err.text, "f:7:"));
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	assert_string_equal(rec.doc.name, "c");
	assert_string_equal(rec.doc.outlet, "s");
	assert_string_equal(rec.doc.published, "2020-01-02");
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_END);
	arena_release(&a);
}

static void test_fields_named(void **state)
{
	(void)state;
	static const char json[] =
		"{\"text\":\"abc\",\"group\":\"A\",\"places\":[{\"start\":0,\"end\":1,\"role\":\"road_endpoint\",\"kind\":\"city\","
		"\"optional\":true}],\"figures\":[{\"start\":0,\"end\":1,\"value\":null,\"harm\":[\"killed\"]}],"
		"\"traps\":[{\"start\":1,\"end\":2,\"not_a\":\"place\"}],\"not_figures\":[{\"start\":2,\"end\":3}]}";
	struct jsonl r;
	struct arena a = {0};
	struct record rec;
	struct err err;
	jsonl_open(&r, "f", json, sizeof json - 1);
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	assert_true(rec.has_places && rec.has_figures);
	assert_string_equal(rec.group, "A");
	assert_int_equal(rec.place_marks[0].fields, 1u << FIELD_KIND);
	assert_true(rec.place_marks[0].optional);
	assert_int_equal(rec.figure_marks[0].fields, 1u << FIELD_VALUE | 1u << FIELD_HARM);
	assert_false(rec.figure_marks[0].optional);
	assert_int_equal(rec.n_traps, 2);
	assert_false(rec.traps[0].is_figure);
	assert_true(rec.traps[1].is_figure);
	arena_release(&a);
}

static void test_rejected(void **state)
{
	(void)state;
	static const char json[] =
		"{\"text\":\"abcdefgh\",\"places\":[{\"start\":0,\"end\":1,\"decision\":\"rejected\"},"
		"{\"start\":1,\"end\":2,\"decision\":\"confirmed\"}],\"figures\":["
		"{\"start\":2,\"end\":3,\"place\":1},{\"start\":3,\"end\":4,\"decision\":\"rejected\"},"
		"{\"start\":4,\"end\":5,\"part_of\":1,\"place\":0},{\"start\":5,\"end\":6,\"part_of\":2,\"place\":1}]}";
	struct jsonl r;
	struct arena a = {0};
	struct record rec;
	struct err err;
	jsonl_open(&r, "f", json, sizeof json - 1);
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	const struct findings *f = &rec.findings;
	assert_int_equal(f->n_places, 1);
	assert_int_equal(f->places[0].span.beg_cp, 1);
	assert_int_equal(f->n_figures, 3);
	assert_int_equal(f->figures[0].place, 0);
	assert_int_equal(f->figures[1].part_of, REF_NONE);
	assert_int_equal(f->figures[1].place, REF_NONE);
	assert_int_equal(f->figures[2].part_of, 1);
	assert_int_equal(rec.n_traps, 2);
	assert_true(rec.traps[0].is_figure && rec.traps[0].span.beg_cp == 3);
	assert_false(rec.traps[1].is_figure || rec.traps[1].span.beg_cp);
	arena_release(&a);
}

/* ---- round trip ---- */

static void test_findings_round_trip(void **state)
{
	(void)state;
	struct document d = sample_document();
	struct place p = place_none();
	p.span = (struct span){0, 2};
	p.name = "n";
	struct figure f[2] = {sample_figure(3, 5), sample_figure(4, 9)};
	f[1].part_of = 0;
	f[1].relation = RELATION_INCLUDED_IN;
	f[1].place = 0;
	struct findings found = {&p, 1, f, 2};
	struct str out = {0};
	struct err err;
	assert_true(jsonl_add_findings(&out, &d, &found, &err));
	assert_int_equal(str_text(&out)[out.len - 1], '\n');

	struct jsonl r;
	struct arena a = {0};
	struct record rec;
	jsonl_open(&r, "f", out.data, out.len);
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_RECORD);
	assert_string_equal(rec.doc.name, d.name);
	assert_string_equal(rec.doc.sha256, d.sha256);
	assert_int_equal(rec.doc.text.len_cp, doc_text.len_cp);
	assert_memory_equal(rec.doc.text.cp, doc_cp, sizeof doc_cp);
	assert_int_equal(rec.findings.n_places, 1);
	assert_true(place_equal(&rec.findings.places[0], &p));
	assert_int_equal(rec.findings.n_figures, 2);
	for (int i = 0; i < 2; i++)
		assert_true(figure_equal(&rec.findings.figures[i], &f[i]));
	assert_int_equal(jsonl_next(&r, &a, &rec, &err), JSONL_END);
	arena_release(&a);
	str_release(&out);
}

/* ---- decisions ---- */

enum { N_ITEMS = 4 };

/* In memory: 0 the whole (figure), 1 a place, 2 a part (figure), 3 a rejected figure. In the text: 1, 0, 2, 3. */
static void sample_items(struct item v[N_ITEMS], uint32_t order[N_ITEMS], struct items *out)
{
	static const uint32_t text_order[N_ITEMS] = {1, 0, 2, 3};
	memset(v, 0, N_ITEMS * sizeof *v);
	memcpy(order, text_order, sizeof text_order);
	for (int i = 0; i < N_ITEMS; i++) {
		snprintf(v[i].uid, sizeof v[i].uid, "uid-%d", i);
		v[i].type = i == 1 ? ITEM_PLACE : ITEM_FIGURE;
		v[i].has_machine = true;
		v[i].figure = v[i].machine_figure = sample_figure(3 + (uint32_t)i, 9);
		v[i].place = v[i].machine_place = place_none();
	}
	v[1].place.span = v[1].machine_place.span = (struct span){0, 1};
	v[0].decision = DECISION_CORRECTED;
	v[0].machine_figure.value = 70;
	v[0].figure.place = v[0].machine_figure.place = 1;
	v[2].decision = DECISION_CONFIRMED;
	v[2].figure.part_of = v[2].machine_figure.part_of = 0;
	v[2].figure.relation = v[2].machine_figure.relation = RELATION_INCLUDED_IN;
	v[3].decision = DECISION_REJECTED;
	v[3].note = "=1+1";
	*out = (struct items){.v = v, .order = order, .n = N_ITEMS, .cap = N_ITEMS};
}

static json_t *export_object(const struct jsonl_export *opt)
{
	struct document d = sample_document();
	struct item v[N_ITEMS];
	uint32_t order[N_ITEMS];
	struct items items;
	struct str out = {0};
	struct err err;
	sample_items(v, order, &items);
	if (!jsonl_add_items(&out, &d, &items, opt, &err))
		fail_msg("%s", err.text);
	json_t *j = json_loads(str_text(&out), 0, NULL);
	assert_non_null(j);
	str_release(&out);
	return j;
}

static const char *text_of(json_t *figure, const char *key)
{
	return json_string_value(json_object_get(figure, key));
}

static void test_decisions(void **state)
{
	(void)state;
	struct jsonl_export opt = {.annotator = "maha"};
	json_t *j = export_object(&opt), *figures = json_object_get(j, "figures");
	assert_int_equal(json_array_size(json_object_get(j, "places")), 1);
	assert_int_equal(json_array_size(figures), 3);
	json_t *whole = json_array_get(figures, 0), *part = json_array_get(figures, 1),
	       *no = json_array_get(figures, 2);
	assert_string_equal(text_of(whole, "decision"), "corrected");
	assert_string_equal(text_of(whole, "annotator"), "maha");
	assert_int_equal(json_integer_value(json_object_get(whole, "place")), 0);
	assert_int_equal(json_integer_value(json_object_get(json_object_get(whole, "machine"), "value")), 70);
	assert_string_equal(text_of(part, "uid"), "uid-2");
	assert_int_equal(json_integer_value(json_object_get(part, "part_of")), 0);
	assert_true(json_is_null(json_object_get(part, "machine")));
	assert_string_equal(text_of(no, "decision"), "rejected");
	json_t *place = json_array_get(json_object_get(j, "places"), 0);
	assert_string_equal(text_of(place, "decision"), "undecided");
	assert_true(json_is_null(json_object_get(place, "annotator")));
	json_decref(j);
}

static void test_left_out(void **state)
{
	(void)state;
	struct jsonl_export opt = {.annotator = "maha", .standing_only = true, .decided_only = true};
	json_t *j = export_object(&opt), *figures = json_object_get(j, "figures");
	assert_int_equal(json_array_size(json_object_get(j, "places")), 0);
	assert_int_equal(json_array_size(figures), 2);
	assert_true(json_is_null(json_object_get(json_array_get(figures, 0), "place")));
	assert_int_equal(json_integer_value(json_object_get(json_array_get(figures, 1), "part_of")), 0);
	json_decref(j);
}

/* ---- CSV ---- */

static char *export_csv(bool raw)
{
	struct document d = sample_document();
	struct jsonl_export opt = {.annotator = "@maha"};
	struct item v[N_ITEMS];
	uint32_t order[N_ITEMS];
	struct items items;
	struct str out = {0};
	struct err err;
	sample_items(v, order, &items);
	assert_true(figures_csv_add_head(&out, &err));
	assert_true(figures_csv_add_items(&out, &d, &items, &opt, raw, &err));
	return str_steal(&out);
}

static void test_csv(void **state)
{
	(void)state;
	char *csv = export_csv(false), *raw = export_csv(true);
	/* code points 3 to 9 are UTF-16 units 4 to 10 and bytes 7 to 13 */
	assert_non_null(
		strstr(csv, "\"uid-0\",\"3\",\"9\",\"4\",\"10\",\"7\",\"13\",\"'=7 men\",\"1\",\"0\""));
	assert_non_null(strstr(csv, "\"'=cmd()\",\"'-x\""));
	assert_non_null(strstr(csv, "\"corrected\",\"'@maha\""));
	assert_non_null(strstr(csv, "\"'=1+1\"\r\n"));
	assert_non_null(strstr(csv, "\"uid-0\",\"included_in\""));
	assert_non_null(strstr(raw, "\"=7 men\""));
	assert_null(strstr(raw, "'="));
	size_t rows = 0;
	for (const char *p = csv; (p = strstr(p, "\r\n")); p += 2)
		rows++;
	assert_int_equal(rows, 1 + 3);
	free(csv);
	free(raw);
}

/* ---- for reading ---- */

static void test_table(void **state)
{
	(void)state;
	static const char *const heads[] = {"n", "word", "z"};
	struct table t;
	struct str out = {0};
	table_init(&t, 3, heads, 1u << 0);
	table_add(&t, "10");
	table_add(&t, "\xD9\x82\xD9\x8F"); /* a letter and a mark: one column */
	table_add(&t, "a\x1B[31m\tb");
	table_add(&t, "5");
	table_add(&t, NULL);
	table_add(&t, "\xE2\x80\xAE"); /* a bidi override */
	assert_true(table_render(&t, TABLE_ALIGNED, &out));
	assert_string_equal(str_text(&out),
		" n  word  z\n10  \xD9\x82\xD9\x8F     a\xE2\x90\x9B[31m b\n 5        \xC2\xB7\n");
	str_clear(&out);
	assert_true(table_render(&t, TABLE_TSV, &out));
	assert_string_equal(
		str_text(&out), "n\tword\tz\n10\t\xD9\x82\xD9\x8F\ta\xE2\x90\x9B[31m b\n5\t\t\xC2\xB7\n");
	str_release(&out);
	table_release(&t);
}

static void test_marked(void **state)
{
	(void)state;
	struct place p[2] = {place_none(), place_none()};
	p[0].span = (struct span){0, 2};
	p[1].span = (struct span){6, 9};
	struct figure f[2] = {sample_figure(3, 9), sample_figure(12, 13)};
	struct findings found = {p, 2, f, 2};
	struct str out = {0};
	plain_add_marked(&out, &doc_text, &found, PLAIN_BRACKETS);
	assert_string_equal(str_text(&out), "{\xD9\x82\xF0\x9F\x98\x8A} [=7 {men}]\xE2\x90\x9B[\n[b]\n");
	str_clear(&out);
	plain_add_marked(&out, &doc_text, &found, PLAIN_COLOR);
	assert_non_null(strstr(str_text(&out), "\x1B[0;4;36m\xD9\x82"));
	assert_non_null(strstr(str_text(&out), "\x1B[0;1;31m=7 \x1B[0;4;1;31mmen\x1B[0m\xE2\x90\x9B["));
	str_release(&out);
}

static void test_listing_numbers(void **state)
{
	(void)state;
	static const struct {
		enum approximator approximator;
		int64_t a, b;
		const char *text;
	} cases[] = {
		{APPROX_EXACT, 7, 0, "7"},
		{APPROX_AT_LEAST, 7, 0, ">=7"},
		{APPROX_MORE_THAN, 60, 0, ">60"},
		{APPROX_ABOUT, 20, 0, "~20"},
		{APPROX_UP_TO, 9, 0, "<=9"},
		{APPROX_BETWEEN, 3, 5, "3-5"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct figure f = figure_none();
		struct str out = {0};
		figure_set_bounds(&f, cases[i].approximator, cases[i].a, cases[i].b);
		listing_add_number(&out, &f);
		assert_string_equal(str_text(&out), cases[i].text);
		str_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_fields_named),
		cmocka_unit_test(test_rejected),
		cmocka_unit_test(test_findings_round_trip),
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_marked),
		cmocka_unit_test(test_listing_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
