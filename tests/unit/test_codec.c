/* Codec: structs to JSON and back, and what is refused. */
#include "model/codec.h"
#include "model/item.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const uint32_t text_cp[] = {'a', 0x642, 0x1F60A, 'd', 'e', 'f', 'g', 'h'};
static const struct text text = {text_cp, sizeof text_cp / sizeof *text_cp};

static struct figure full_figure(void)
{
	struct figure f = figure_none();
	f.span = (struct span){1, 3};
	f.harm = 1 << HARM_KILLED | 1 << HARM_AFFECTED;
	figure_set_bounds(&f, APPROX_BETWEEN, 10, 15);
	f.unit = UNIT_FAMILY;
	f.victim = VICTIM_OTHER;
	f.status = STATUS_MIXED;
	f.part_of = 4;
	f.relation = RELATION_RESTATES;
	f.place = 0;
	f.count_type = COUNT_SUPERSEDED;
	f.polarity = POLARITY_UNKNOWN;
	f.perpetrator = (struct span){0, 2};
	f.perpetrator_basis = BASIS_CLAIMED;
	f.attribution = (struct span){4, 6};
	f.date_from = "2019-05-07";
	f.date_to = "2019-05-08";
	f.date_precision = 5;
	f.evidence = (struct evidence){0.9312f, "figure.number-noun", "because"};
	return f;
}

static struct place full_place(void)
{
	struct place p = place_none();
	p.span = (struct span){2, 8};
	p.kind = KIND_FACILITY;
	p.role = ROLE_CONTEXT;
	p.direction = DIR_CENTRE;
	p.name = "\xD9\x82";
	memcpy(p.country, "SY", 3);
	p.admin1 = "x";
	p.lat = 35.431170199999997;
	p.lon = -36.1;
	p.gazetteer = "SY0301";
	p.evidence = (struct evidence){0.5f, "place.name", NULL};
	return p;
}

/* Through text, as files and the database do. */
static json_t *through_text(json_t *j)
{
	assert_non_null(j);
	char *dumped = json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(17));
	json_decref(j);
	assert_non_null(dumped);
	json_t *back = json_loads(dumped, 0, NULL);
	free(dumped);
	assert_non_null(back);
	return back;
}

static void test_figure_round_trip(void **state)
{
	(void)state;
	const struct figure cases[] = {full_figure(), figure_none()};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct err err = {0};
		struct figure back;
		bool optional = true;
		json_t *j = through_text(codec_figure_to_json(&cases[i], &text));
		assert_true(codec_figure_from_json(j, &a, &back, &optional, &err));
		assert_true(figure_equal(&cases[i], &back));
		assert_false(optional);
		assert_float_equal(cases[i].evidence.score, back.evidence.score, 1e-6);
		json_decref(j);
		arena_release(&a);
	}
}

static void test_place_round_trip(void **state)
{
	(void)state;
	const struct place cases[] = {full_place(), place_none()};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct err err = {0};
		struct place back;
		json_t *j = through_text(codec_place_to_json(&cases[i], &text));
		assert_true(codec_place_from_json(j, &a, &back, NULL, &err));
		assert_true(place_equal(&cases[i], &back));
		json_decref(j);
		arena_release(&a);
	}
}

static void test_form(void **state)
{
	(void)state;
	struct figure f = figure_none();
	f.span = (struct span){0, 3};
	f.harm = 1 << HARM_KILLED | 1 << HARM_INJURED;
	figure_set_bounds(&f, APPROX_MORE_THAN, 60, NUMBER_NONE);
	json_t *j = codec_figure_to_json(&f, &text);
	char *dumped = json_dumps(j, JSON_COMPACT | JSON_ENSURE_ASCII);
	assert_string_equal(dumped,
		"{\"start\":0,\"end\":3,\"surface\":\"a\\u0642\\uD83D\\uDE0A\",\"harm\":[\"killed\",\"injured\"],"
		"\"value\":60,\"low\":60,\"best\":60,\"high\":null,\"approximator\":\"more_than\",\"unit\":\"person\","
		"\"victim\":\"person\",\"status\":\"unknown\",\"part_of\":null,\"relation\":null,\"place\":null,"
		"\"count_type\":\"incident\",\"polarity\":\"asserted\",\"perpetrator\":null,\"perpetrator_basis\":null,"
		"\"attribution\":null,\"date_from\":null,\"date_to\":null,\"date_precision\":null,\"score\":0.0,"
		"\"rule\":null,\"why\":null}");
	free(dumped);
	json_decref(j);
	struct place p = place_none();
	j = codec_place_to_json(&p, NULL);
	assert_null(json_object_get(j, "surface"));
	assert_true(json_is_null(json_object_get(j, "lat")));
	json_decref(j);
}

static void test_optional_and_unknown_fields(void **state)
{
	(void)state;
	struct arena a = {0};
	struct err err = {0};
	struct place p;
	bool optional = false;
	json_t *j = json_pack("{si si sb ss}", "start", 1, "end", 2, "optional", 1, "doubt", "ignored");
	assert_true(codec_place_from_json(j, &a, &p, &optional, &err));
	assert_true(optional);
	assert_true(isnan(p.lat));
	json_decref(j);
	arena_release(&a);
}

static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *name, *json, *names;
		bool figure;
	} cases[] = {
		{"not an object", "[]", "object", true},
		{"no start", "{\"end\":3}", "start", true},
		{"null end", "{\"start\":1,\"end\":null}", "end", false},
		{"negative start", "{\"start\":-1,\"end\":3}", "start", true},
		{"start past 32 bits", "{\"start\":4294967296,\"end\":3}", "start", true},
		{"text for a number", "{\"start\":1,\"end\":3,\"value\":\"3\"}", "value", true},
		{"fraction", "{\"start\":1,\"end\":3,\"low\":1.5}", "low", true},
		{"negative count", "{\"start\":1,\"end\":3,\"high\":-3}", "high", true},
		{"unknown name", "{\"start\":1,\"end\":3,\"victim\":\"alien\"}", "victim", true},
		{"empty name", "{\"start\":1,\"end\":3,\"relation\":\"\"}", "relation", true},
		{"number for a name", "{\"start\":1,\"end\":3,\"kind\":4}", "kind", false},
		{"harm not a list", "{\"start\":1,\"end\":3,\"harm\":\"killed\"}", "harm", true},
		{"unknown harm", "{\"start\":1,\"end\":3,\"harm\":[\"killed\",\"x\"]}", "harm", true},
		{"number in harm", "{\"start\":1,\"end\":3,\"harm\":[1]}", "harm", true},
		{"span of a string", "{\"start\":1,\"end\":3,\"attribution\":\"x\"}", "attribution", true},
		{"span without end", "{\"start\":1,\"end\":3,\"perpetrator\":{\"start\":1}}", "perpetrator",
			true},
		{"long country", "{\"start\":1,\"end\":3,\"country\":\"SYR\"}", "country", false},
		{"text for degrees", "{\"start\":1,\"end\":3,\"lat\":\"north\"}", "lat", false},
		{"precision 6", "{\"start\":1,\"end\":3,\"date_precision\":6}", "date_precision", true},
		{"optional as text", "{\"start\":1,\"end\":3,\"optional\":\"yes\"}", "optional", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = {0};
		struct err err = {0};
		struct figure f;
		struct place p;
		json_t *j = json_loads(cases[i].json, 0, NULL);
		bool ok = cases[i].figure ? codec_figure_from_json(j, &a, &f, NULL, &err)
					  : codec_place_from_json(j, &a, &p, NULL, &err);
		if (ok || err.code != ERR_INPUT || !strstr(err.text, cases[i].names))
			fail_msg("%s: %d '%s'", cases[i].name, ok, err.text);
		json_decref(j);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figure_round_trip),
		cmocka_unit_test(test_place_round_trip),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_optional_and_unknown_fields),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
