/* Evaluate: small gold documents with hand-counted scores. Texts are ASCII: scoring does not read them, but for digits. */
#include "formats/jsonl.h"
#include "review/evaluate.h"
#include "review/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Both sides are written as the members of one object; this is its text. */
#define TEXT "\"text\":\"abcdefghijklmnopqrstuvwxyz7012345678\""

struct expected {
	enum measure measure;
	uint32_t right, of;
};

static const struct {
	const char *name, *gold, *found;
	struct expected
		expected[8]; /* of == 0 and right == 0 after the first is the end, unless listed first */
	const char *errors;  /* "missed figure", … joined by commas; NULL: not checked */
} cases[] = {
	{"all right", "\"places\":[{\"start\":0,\"end\":3}]", "\"places\":[{\"start\":0,\"end\":3}]",
		{{EVAL_PLACE_RECALL, 1, 1}, {EVAL_PLACE_PRECISION, 1, 1}, {EVAL_PLACE_EXACT_RECALL, 1, 1},
			{EVAL_PLACE_EXACT_PRECISION, 1, 1}, {EVAL_PLACE_SPAN, 1, 1}},
		""},
	{"overlap is found, but not exact", "\"places\":[{\"start\":0,\"end\":3}]",
		"\"places\":[{\"start\":2,\"end\":5}]",
		{{EVAL_PLACE_RECALL, 1, 1}, {EVAL_PLACE_PRECISION, 1, 1}, {EVAL_PLACE_EXACT_RECALL, 0, 1},
			{EVAL_PLACE_EXACT_PRECISION, 0, 1}, {EVAL_PLACE_SPAN, 0, 1}},
		"span place"},
	{"touching is no overlap", "\"places\":[{\"start\":0,\"end\":3}]",
		"\"places\":[{\"start\":3,\"end\":5}]",
		{{EVAL_PLACE_RECALL, 0, 1}, {EVAL_PLACE_PRECISION, 0, 1}}, "missed place,false alarm place"},
	{"one prediction finds one item", "\"places\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":9}]",
		"\"places\":[{\"start\":0,\"end\":9}]",
		{{EVAL_PLACE_RECALL, 1, 2}, {EVAL_PLACE_PRECISION, 1, 1}}, "missed place,span place"},
	{"one item is found once", "\"places\":[{\"start\":0,\"end\":9}]",
		"\"places\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":9}]",
		{{EVAL_PLACE_RECALL, 1, 1}, {EVAL_PLACE_PRECISION, 1, 2}}, "span place,false alarm place"},
	{"an optional item is not missed", "\"places\":[{\"start\":0,\"end\":3,\"optional\":true}]",
		"\"places\":[]", {{EVAL_PLACE_RECALL, 0, 0}, {EVAL_PLACE_PRECISION, 0, 0}}, ""},
	{"nor is finding it right or wrong", "\"places\":[{\"start\":0,\"end\":3,\"optional\":true}]",
		"\"places\":[{\"start\":0,\"end\":2}]",
		{{EVAL_PLACE_RECALL, 0, 0}, {EVAL_PLACE_PRECISION, 0, 0}}, ""},
	{"a required item goes before an optional one",
		"\"places\":[{\"start\":0,\"end\":9,\"optional\":true},{\"start\":8,\"end\":12}]",
		"\"places\":[{\"start\":0,\"end\":9}]",
		{{EVAL_PLACE_RECALL, 1, 1}, {EVAL_PLACE_PRECISION, 1, 1}}, "span place"},
	{"what the file does not list is not scored", "\"places\":[]",
		"\"figures\":[{\"start\":0,\"end\":3}]",
		{{EVAL_FIGURE_RECALL, 0, 0}, {EVAL_FIGURE_PRECISION, 0, 0}}, ""},
	{"identity of a place",
		"\"places\":[{\"start\":0,\"end\":3,\"country\":\"SY\",\"admin1\":\"Idlib\",\"lat\":35.0,\"lon\":36.0},"
		"{\"start\":4,\"end\":6,\"country\":\"SY\",\"admin1\":null,\"lat\":null,\"lon\":null}]",
		"\"places\":[{\"start\":0,\"end\":3,\"country\":\"SY\",\"admin1\":\"idlib\",\"lat\":35.05,\"lon\":36.0},"
		"{\"start\":4,\"end\":6,\"country\":\"IQ\"}]",
		{{EVAL_COUNTRY, 1, 2}, {EVAL_ADMIN1, 1, 1}, {EVAL_NEAR, 1, 1}}, "wrong place country"},
	{"too far away", "\"places\":[{\"start\":0,\"end\":3,\"lat\":35.0,\"lon\":36.0}]",
		"\"places\":[{\"start\":0,\"end\":3,\"lat\":35.1,\"lon\":36.0}]", {{EVAL_NEAR, 0, 1}},
		"wrong place coordinates"},
	{"fields of a figure",
		"\"figures\":[{\"start\":0,\"end\":3,\"value\":4,\"low\":4,\"best\":4,\"high\":4,\"approximator\":\"exact\","
		"\"harm\":[\"killed\"],\"victim\":\"man\",\"status\":\"civilian\",\"polarity\":\"asserted\","
		"\"count_type\":\"incident\"}]",
		"\"figures\":[{\"start\":0,\"end\":3,\"value\":4,\"low\":4,\"best\":4,\"high\":null,\"approximator\":\"exact\","
		"\"harm\":[\"killed\",\"injured\"],\"victim\":\"man\",\"status\":\"civilian\",\"polarity\":\"denied\","
		"\"count_type\":\"incident\"}]",
		{{EVAL_NUMBER, 0, 1}, {EVAL_HARM, 0, 1}, {EVAL_VICTIM, 1, 1}, {EVAL_STATUS, 1, 1},
			{EVAL_POLARITY, 0, 1}, {EVAL_COUNT_TYPE, 1, 1}},
		"wrong figure number,wrong figure harm,wrong figure polarity"},
	{"fields not named are not tested", "\"figures\":[{\"start\":0,\"end\":3,\"harm\":[\"killed\"]}]",
		"\"figures\":[{\"start\":0,\"end\":3,\"harm\":[\"killed\"],\"value\":9,\"polarity\":\"denied\"}]",
		{{EVAL_HARM, 1, 1}, {EVAL_NUMBER, 0, 0}, {EVAL_POLARITY, 0, 0}}, ""},
	{"figures with a number: digits, or a value above two",
		"\"figures\":[{\"start\":25,\"end\":27,\"value\":1},{\"start\":0,\"end\":3,\"value\":3},"
		"{\"start\":4,\"end\":6,\"value\":2},{\"start\":8,\"end\":9,\"value\":null}]",
		"\"figures\":[{\"start\":25,\"end\":27}]",
		{{EVAL_NUMBERED_RECALL, 1, 2}, {EVAL_FIGURE_RECALL, 1, 4}}, NULL},
	{"parts",
		"\"figures\":[{\"start\":0,\"end\":3,\"part_of\":null},{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"included_in\"},"
		"{\"start\":8,\"end\":9,\"part_of\":0,\"relation\":\"restates\"}]",
		"\"figures\":[{\"start\":0,\"end\":3,\"part_of\":2,\"relation\":\"restates\"},"
		"{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"included_in\"},{\"start\":8,\"end\":9}]",
		{{EVAL_PART_RECALL, 1, 2}, {EVAL_PART_PRECISION, 1, 2}, {EVAL_PART_INCLUDED_RECALL, 1, 1},
			{EVAL_PART_INCLUDED_PRECISION, 1, 1}, {EVAL_PART_RESTATES_RECALL, 0, 1},
			{EVAL_PART_RESTATES_PRECISION, 0, 1}},
		"wrong figure part_of,wrong figure part_of"},
	{"the right pair in the wrong group",
		"\"figures\":[{\"start\":0,\"end\":3,\"part_of\":null},{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"restates\"}]",
		"\"figures\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"included_in\"}]",
		{{EVAL_PART_RECALL, 1, 1}, {EVAL_PART_PRECISION, 1, 1}, {EVAL_PART_RESTATES_RECALL, 0, 1},
			{EVAL_PART_INCLUDED_PRECISION, 0, 1}},
		"wrong figure part_of"},
	{"a pair with an optional total is scored neither way",
		"\"figures\":[{\"start\":0,\"end\":3,\"optional\":true,\"part_of\":null},"
		"{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"included_in\"}]",
		"\"figures\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":6,\"part_of\":0,\"relation\":\"included_in\"}]",
		{{EVAL_PART_RECALL, 0, 0}, {EVAL_PART_PRECISION, 0, 0}}, ""},
	{"place of a figure: overlap, same name, both null, wrong",
		"\"places\":[{\"start\":0,\"end\":3,\"name\":\"x\"},{\"start\":4,\"end\":6,\"name\":\"y\"}],\"figures\":["
		"{\"start\":10,\"end\":12,\"place\":0},{\"start\":13,\"end\":14,\"place\":1},"
		"{\"start\":15,\"end\":16,\"place\":null},{\"start\":17,\"end\":18,\"place\":0}]",
		"\"places\":[{\"start\":1,\"end\":3,\"name\":\"q\"},{\"start\":7,\"end\":9,\"name\":\"Y\"}],\"figures\":["
		"{\"start\":10,\"end\":12,\"place\":0},{\"start\":13,\"end\":14,\"place\":1},"
		"{\"start\":15,\"end\":16,\"place\":null},{\"start\":17,\"end\":18,\"place\":1}]",
		{{EVAL_FIGURE_PLACE, 3, 4}}, NULL},
	{"a trap returned as the kind it is not",
		"\"figures\":[],\"not_figures\":[{\"start\":0,\"end\":3},{\"start\":5,\"end\":7}]",
		"\"figures\":[{\"start\":2,\"end\":9}]", {{EVAL_TRAPS, 0, 2}}, NULL},
	{"another kind may stand there", "\"figures\":[],\"not_figures\":[{\"start\":0,\"end\":3}]",
		"\"places\":[{\"start\":0,\"end\":3}]", {{EVAL_TRAPS, 1, 1}}, ""},
	{"a trap inside a right figure is not returned",
		"\"figures\":[{\"start\":0,\"end\":10}],\"not_figures\":[{\"start\":8,\"end\":10}]",
		"\"figures\":[{\"start\":0,\"end\":10}]", {{EVAL_TRAPS, 1, 1}}, ""},
	{"a case with nothing wrong",
		"\"group\":\"A\",\"figures\":[{\"start\":0,\"end\":3,\"harm\":[\"killed\"]}]",
		"\"figures\":[{\"start\":0,\"end\":4,\"harm\":[\"killed\"]}],\"places\":[{\"start\":0,\"end\":4}]",
		{{EVAL_CASES, 1, 1}, {EVAL_CASES_EXACT, 0, 1}}, "span figure"},
	{"a case with a wrong direction",
		"\"group\":\"P\",\"places\":[{\"start\":0,\"end\":3,\"direction\":\"north\"}]",
		"\"places\":[{\"start\":0,\"end\":3,\"direction\":\"south\"}]", {{EVAL_CASES, 0, 1}},
		"wrong place direction"},
	{"a case with a false alarm", "\"group\":\"X\",\"figures\":[]",
		"\"figures\":[{\"start\":0,\"end\":3}]", {{EVAL_CASES, 0, 1}}, "false alarm figure"},
	{"an article is no case", "\"figures\":[]", "\"figures\":[]", {{EVAL_CASES, 0, 0}}, ""},
};

static void read_record(const char *members, struct arena *a, struct record *out)
{
	struct str s = {0};
	struct jsonl r;
	struct err err;
	str_addf(&s, "{%s,%s}", TEXT, members);
	jsonl_open(&r, "case", str_text(&s), s.len);
	if (jsonl_next(&r, a, out, &err) != JSONL_RECORD)
		fail_msg("%s: %s", members, err.text);
	str_release(&s);
}

static void note_error(void *arg, const struct record *gold, const struct eval_error *e)
{
	static const char *const kinds[] = {"missed", "false alarm", "wrong", "trap", "span"};
	struct str *list = arg;
	(void)gold;
	str_addf(list, "%s%s %s", list->len ? "," : "", kinds[e->kind], e->is_figure ? "figure" : "place");
	if (e->kind == EVAL_WRONG)
		str_addf(list, " %s", e->field);
}

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct record gold, found;
		struct str errors = {0};
		struct eval_options opt = {.error = note_error, .arg = &errors};
		struct evaluation sum = {0};
		struct err err;
		read_record(cases[i].gold, &a, &gold);
		read_record(cases[i].found, &a, &found);
		assert_true(evaluate_document(&gold, &found.findings, &opt, &sum, &err));
		for (size_t k = 0; k < 8 && (k == 0 || cases[i].expected[k].measure != 0); k++) {
			const struct expected *x = &cases[i].expected[k];
			struct score s = sum.scores[x->measure];
			if (s.right != x->right || s.of != x->of)
				fail_msg("%s: measure %d is %u/%u, not %u/%u", cases[i].name, (int)x->measure,
					s.right, s.of, x->right, x->of);
		}
		if (cases[i].errors && strcmp(cases[i].errors, str_text(&errors)) != 0)
			fail_msg("%s: errors '%s'", cases[i].name, str_text(&errors));
		str_release(&errors);
		arena_release(&a);
	}
}

static void test_f1(void **state)
{
	(void)state;
	assert_true(isnan(evaluation_f1((struct score){0, 0}, (struct score){1, 1})));
	assert_true(evaluation_f1((struct score){0, 3}, (struct score){0, 4}) == 0);
	assert_float_equal(evaluation_f1((struct score){1, 2}, (struct score){1, 1}), 2.0 / 3, 1e-9);
}

static void test_sums(void **state)
{
	(void)state;
	struct evaluation a = {0}, b = {0};
	a.scores[EVAL_HARM] = (struct score){1, 2};
	b.scores[EVAL_HARM] = (struct score){3, 4};
	evaluation_add(&a, &b);
	assert_int_equal(a.scores[EVAL_HARM].right, 4);
	assert_int_equal(a.scores[EVAL_HARM].of, 6);
}

/* ---- matching ---- */

static void test_match_is_one_to_one(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (int round = 0; round < 200; round++) {
		struct span s[2][12];
		bool optional[12];
		for (int i = 0; i < 24; i++) {
			seed = seed * 1664525u + 1013904223u;
			uint32_t beg = seed >> 27;
			s[i / 12][i % 12] = (struct span){beg, beg + 1 + (seed >> 20) % 6};
			optional[i % 12] = seed & 4096;
		}
		struct match_input in = {s[0], optional, 12, s[1], 12};
		struct arena a = {0};
		struct match m;
		struct err err;
		assert_true(match_spans(&in, &a, &m, &err));
		for (int g = 0; g < 12; g++) {
			int32_t f = m.found_of_gold[g];
			if (f != MATCH_NONE) {
				assert_int_equal(m.gold_of_found[f], g);
				assert_true(span_overlap(s[0][g], s[1][f]) > 0);
			}
			for (int k = 0; f == MATCH_NONE && k < 12;
				k++) /* maximal: no overlapping pair is left */
				assert_false(
					m.gold_of_found[k] == MATCH_NONE && span_overlap(s[0][g], s[1][k]));
		}
		for (int f = 0; f < 12; f++)
			if (m.gold_of_found[f] != MATCH_NONE && !optional[m.gold_of_found[f]])
				assert_false(m.ignored[f]);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_f1),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_match_is_one_to_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
