/* Crossfoot: invented articles, and the seed article when the shared data are there. */
#include "model/codec.h"
#include "review/crossfoot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { K = 1 << HARM_KILLED, I = 1 << HARM_INJURED, M = 1 << HARM_MISSING };

/* One figure of a case; a row with harm 0 ends it. */
struct row {
	uint8_t harm;
	enum approximator approximator;
	int64_t n;
	enum civil_status status;
	enum count_type count_type;
	int32_t part_of;
	enum relation relation;
	enum polarity polarity;
	enum unit unit;
	enum decision decision;
};

#define NO_PART .part_of = REF_NONE
#define ITEM(h, a, n, s)                                                                                     \
	{                                                                                                    \
		h, a, n, STATUS_##s, NO_PART                                                                 \
	}
#define TOTAL(a, n, s)                                                                                       \
	{                                                                                                    \
		K | I, a, n, STATUS_##s, COUNT_AGGREGATE, NO_PART                                            \
	}

static const struct {
	const char *name;
	struct row rows[8];
	struct crossfoot want;
} cases[] = {
	{"nothing", {{0}}, {.stated = -1, .verdict = FOOT_NO_TOTAL}},
	{"no total", {ITEM(K, APPROX_EXACT, 3, CIVILIAN), ITEM(I, APPROX_EXACT, 4, COMBATANT), {0}},
		{{3, 3, 1, 0}, {4, 4, 1, 0}, {0}, -1, 7, FOOT_NO_TOTAL}},
	{"agrees, parts and repeats not added",
		{TOTAL(APPROX_EXACT, 7, CIVILIAN), ITEM(K, APPROX_EXACT, 3, CIVILIAN),
			ITEM(I, APPROX_EXACT, 4, CIVILIAN),
			{K, APPROX_EXACT, 2, STATUS_CIVILIAN, .part_of = 1, .relation = RELATION_INCLUDED_IN},
			{K, APPROX_EXACT, 3, STATUS_CIVILIAN, .part_of = 1, .relation = RELATION_RESTATES},
			{0}},
		{{3, 3, 1, 0}, {4, 4, 1, 0}, {0}, 0, 7, FOOT_AGREES}},
	{"fighters left out of a total of civilians, the unknown not",
		{TOTAL(APPROX_EXACT, 7, CIVILIAN), ITEM(K, APPROX_EXACT, 3, CIVILIAN),
			ITEM(I, APPROX_EXACT, 4, UNKNOWN), ITEM(K, APPROX_EXACT, 15, COMBATANT),
			ITEM(K, APPROX_EXACT, 9, MIXED), {0}},
		{{3, 3, 1, 0}, {4, 4, 1, 0}, {0}, 0, 7, FOOT_AGREES}},
	{"below", {TOTAL(APPROX_MORE_THAN, 60, UNKNOWN), ITEM(K, APPROX_EXACT, 59, CIVILIAN), {0}},
		{{59, 59, 1, 0}, {0}, {0}, 0, 59, FOOT_BELOW}},
	{"above", {TOTAL(APPROX_UP_TO, 60, UNKNOWN), ITEM(K, APPROX_EXACT, 61, CIVILIAN), {0}},
		{{61, 61, 1, 0}, {0}, {0}, 0, 61, FOOT_ABOVE}},
	{"about is a tenth", {TOTAL(APPROX_ABOUT, 60, UNKNOWN), ITEM(K, APPROX_EXACT, 54, CIVILIAN), {0}},
		{{54, 54, 1, 0}, {0}, {0}, 0, 54, FOOT_AGREES}},
	{"about is no more than a tenth",
		{TOTAL(APPROX_ABOUT, 60, UNKNOWN), ITEM(K, APPROX_EXACT, 67, CIVILIAN), {0}},
		{{67, 67, 1, 0}, {0}, {0}, 0, 67, FOOT_ABOVE}},
	{"a vague figure leaves it open",
		{TOTAL(APPROX_EXACT, 7, UNKNOWN), ITEM(K, APPROX_EXACT, 2, CIVILIAN),
			ITEM(I, APPROX_VAGUE, 3, CIVILIAN), {0}},
		{{2, 2, 1, 0}, {3, 0, 1, 1}, {0}, 0, 2, FOOT_OPEN}},
	{"a vague figure can be too much",
		{TOTAL(APPROX_EXACT, 7, UNKNOWN), ITEM(K, APPROX_EXACT, 5, CIVILIAN),
			ITEM(I, APPROX_VAGUE, 3, CIVILIAN), {0}},
		{{5, 5, 1, 0}, {3, 0, 1, 1}, {0}, 0, 5, FOOT_ABOVE}},
	{"nothing itemised", {TOTAL(APPROX_EXACT, 7, UNKNOWN), {0}}, {.stated = 0, .verdict = FOOT_OPEN}},
	{"the largest of both, the other itemised",
		{ITEM(K | I, APPROX_EXACT, 14, CIVILIAN), ITEM(K | I, APPROX_EXACT, 20, CIVILIAN),
			ITEM(K, APPROX_EXACT, 6, CIVILIAN), {0}},
		{{6, 6, 1, 0}, {0}, {14, 14, 1, 0}, 1, 20, FOOT_AGREES}},
	{"an aggregate before a larger one",
		{ITEM(K | I, APPROX_EXACT, 14, CIVILIAN), TOTAL(APPROX_EXACT, 12, CIVILIAN), {0}},
		{{0}, {0}, {14, 14, 1, 0}, 1, 14, FOOT_ABOVE}},
	{"what is not counted",
		{TOTAL(APPROX_EXACT, 1, UNKNOWN), ITEM(M, APPROX_EXACT, 5, CIVILIAN),
			{K, APPROX_EXACT, 9, STATUS_CIVILIAN, COUNT_CUMULATIVE, NO_PART},
			{K, APPROX_EXACT, 9, STATUS_CIVILIAN, NO_PART, .polarity = POLARITY_DENIED},
			{K, APPROX_EXACT, 9, STATUS_CIVILIAN, NO_PART, .unit = UNIT_FAMILY},
			{K, APPROX_EXACT, 9, STATUS_CIVILIAN, NO_PART, .decision = DECISION_REJECTED},
			{K, APPROX_EXACT, 1, STATUS_CIVILIAN, NO_PART, .unit = UNIT_BODY}, {0}},
		{{1, 1, 1, 0}, {0}, {0}, 0, 1, FOOT_AGREES}},
	{"about in an item has no lower bound",
		{TOTAL(APPROX_EXACT, 20, UNKNOWN), ITEM(I, APPROX_ABOUT, 20, CIVILIAN), {0}},
		{{0}, {0, 20, 1, 0}, {0}, 0, 20, FOOT_AGREES}},
	{"sums do not overflow",
		{TOTAL(APPROX_EXACT, 1, UNKNOWN), ITEM(K, APPROX_EXACT, INT64_MAX, CIVILIAN),
			ITEM(K, APPROX_EXACT, INT64_MAX, CIVILIAN), {0}},
		{{INT64_MAX, INT64_MAX, 2, 0}, {0}, {0}, 0, INT64_MAX, FOOT_ABOVE}},
};

static struct item item_of(const struct row *r)
{
	struct item it = {
		.type = ITEM_FIGURE, .decision = r->decision, .figure = figure_none(), .place = place_none()};
	figure_set_bounds(&it.figure, r->approximator, r->n, NUMBER_NONE);
	it.figure.harm = r->harm;
	it.figure.status = r->status;
	it.figure.count_type = r->count_type;
	it.figure.part_of = r->part_of;
	it.figure.relation = r->relation;
	it.figure.polarity = r->polarity;
	it.figure.unit = r->unit;
	return it;
}

static void check_sum(
	const char *name, const char *which, const struct foot_sum *got, const struct foot_sum *want)
{
	if (got->low != want->low || got->best != want->best || got->figures != want->figures ||
		got->vague != want->vague)
		fail_msg("%s: %s: low %lld, best %lld, %u figures, %u vague", name, which,
			(long long)got->low, (long long)got->best, got->figures, got->vague);
}

static void check(const char *name, const struct crossfoot *got, const struct crossfoot *want)
{
	check_sum(name, "killed", &got->killed, &want->killed);
	check_sum(name, "injured", &got->injured, &want->injured);
	check_sum(name, "both", &got->both, &want->both);
	if (got->stated != want->stated || got->sum != want->sum || got->verdict != want->verdict)
		fail_msg("%s: stated %d, sum %lld, verdict %d", name, got->stated, (long long)got->sum,
			got->verdict);
}

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct item v[8];
		struct items items = {.v = v};
		while (cases[i].rows[items.n].harm) {
			v[items.n] = item_of(&cases[i].rows[items.n]);
			items.n++;
		}
		struct crossfoot got;
		crossfoot_compute(&items, &got);
		check(cases[i].name, &got, &cases[i].want);
	}
}

static void test_seed_article(void **state)
{
	(void)state;
	const char *shared = getenv("RASID_SHARED");
	char path[512];
	snprintf(path, sizeof path, "%s/gold/seed.json", shared ? shared : "../shared/data");
	json_t *article = json_load_file(path, 0, NULL);
	if (!article)
		skip();
	json_t *figures = json_object_get(article, "figures");
	struct arena a = {0};
	struct err err = {0};
	struct items items = {.v = arena_array(&a, json_array_size(figures), sizeof *items.v)};
	for (size_t i = 0; i < json_array_size(figures); i++) {
		struct item it = {.type = ITEM_FIGURE, .place = place_none()};
		bool optional;
		if (!codec_figure_from_json(json_array_get(figures, i), &a, &it.figure, &optional, &err))
			fail_msg("%s", err.text);
		items.v[items.n++] = it;
	}
	struct crossfoot got;
	crossfoot_compute(&items, &got);
	assert_int_equal(got.killed.best, 12);
	assert_int_equal(got.injured.best, 49);
	assert_int_equal(got.sum, 61);
	assert_int_equal(got.stated, 0);
	assert_int_equal(items.v[got.stated].figure.low, 60);
	assert_int_equal(got.verdict, FOOT_AGREES);
	json_decref(article);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_seed_article),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
