/* Decisions: what is right, what is counted, what is written. Texts are ASCII, in which the detector finds nothing itself. */
#include "base/str.h"
#include "detect/detect.h"
#include "detect/gazetteer.h"
#include "lib/store_fixture.h"
#include "review/decisions.h"
#include "review/learn.h"

#include <math.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- which decisions say what ---- */

static struct item suggestion(enum item_type type, enum decision decision)
{
	struct item it = {.type = type, .decision = decision, .has_machine = true};
	it.place = it.machine_place = place_none();
	it.figure = it.machine_figure = figure_none();
	it.machine_figure.harm = it.figure.harm = 1 << HARM_KILLED;
	figure_set_bounds(&it.machine_figure, APPROX_EXACT, 7, NUMBER_NONE);
	it.figure = it.machine_figure;
	snprintf(it.machine_place.country, COUNTRY_TEXT, "SY");
	it.machine_place.admin1 = "Idlib";
	it.machine_place.gazetteer = "sy-idlib";
	it.place = it.machine_place;
	return it;
}

static void change_value(struct item *it)
{
	figure_set_bounds(&it->figure, APPROX_EXACT, 8, NUMBER_NONE);
}

static void change_harm(struct item *it)
{
	it->figure.harm = 1 << HARM_INJURED;
}

static void change_victim(struct item *it)
{
	it->figure.victim = VICTIM_CHILD;
}

static void change_admin1(struct item *it)
{
	it->place.admin1 = "Hama";
}

static void change_row(struct item *it)
{
	it->place.gazetteer = "sy-idlib-gov";
}

static void change_role(struct item *it)
{
	it->place.role = ROLE_CONTEXT;
}

static void forget_machine(struct item *it)
{
	it->has_machine = false;
}

enum { SAYS_NOTHING = -1 };

static const struct {
	const char *name;
	enum item_type type;
	enum decision decision;
	void (*change)(struct item *it);
	int right;
} labels[] = {
	{"confirmed", ITEM_FIGURE, DECISION_CONFIRMED, NULL, 1},
	{"rejected", ITEM_PLACE, DECISION_REJECTED, NULL, 0},
	{"another value", ITEM_FIGURE, DECISION_CORRECTED, change_value, 0},
	{"another harm", ITEM_FIGURE, DECISION_CORRECTED, change_harm, 0},
	{"another victim", ITEM_FIGURE, DECISION_CORRECTED, change_victim, 1},
	{"another governorate", ITEM_PLACE, DECISION_CORRECTED, change_admin1, 0},
	{"another row", ITEM_PLACE, DECISION_CORRECTED, change_row, 0},
	{"another role", ITEM_PLACE, DECISION_CORRECTED, change_role, 1},
	{"added", ITEM_PLACE, DECISION_ADDED, forget_machine, SAYS_NOTHING},
	{"added and deleted", ITEM_PLACE, DECISION_REJECTED, forget_machine, SAYS_NOTHING},
	{"skipped", ITEM_PLACE, DECISION_SKIPPED, NULL, SAYS_NOTHING},
	{"undecided", ITEM_FIGURE, DECISION_NONE, NULL, SAYS_NOTHING},
};

static void labels_of_decisions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct item it = suggestion(labels[i].type, labels[i].decision);
		bool right = false;
		if (labels[i].change)
			labels[i].change(&it);
		int got = label_decision(&it, &right) ? right : SAYS_NOTHING;
		if (got != labels[i].right)
			fail_msg("%s: %d, not %d", labels[i].name, got, labels[i].right);
	}
}

/* ---- reading a database ---- */

static struct decisions read_all(struct fixture *f, const struct detector *d)
{
	struct decisions out = {0};
	if (!decisions_read(f->store, d, &out, &f->err))
		fail_msg("%s", f->err.text);
	return out;
}

/* A place that a person added over [beg, end), somewhere in Idlib. */
static void add_place(
	struct fixture *f, int64_t document, const char *annotator, struct span span, double lat)
{
	struct item it = {.type = ITEM_PLACE,
		.decision = DECISION_ADDED,
		.place = place_none(),
		.machine_place = place_none(),
		.figure = figure_none(),
		.machine_figure = figure_none()};
	assert_true(uuid_new(it.uid, &f->err));
	it.place.span = span;
	it.place.kind = KIND_VILLAGE;
	snprintf(it.place.country, COUNTRY_TEXT, "SY");
	it.place.admin1 = "Idlib";
	it.place.lat = lat;
	it.place.lon = isnan(lat) ? NAN : 36.5;
	struct items items = {.v = &it, .n = 1};
	struct receipt receipt;
	const struct act act = {
		.kind = ACT_ADD, .document = document, .annotator = annotator, .items = &items, .after = &it};
	if (!store_act(f->store, &act, &receipt, &f->err))
		fail_msg("%s", f->err.text);
}

static void added_places_become_rows(void **state)
{
	struct fixture *f = *state;
	struct detector *d = NULL;
	assert_true(detector_new(NULL, &d, &f->err));
	int64_t one = fixture_document(f, "abcd efgh ijkl mnop"),
		two = fixture_document(f, "xy abcd yz 1234567");
	add_place(f, one, "maha", (struct span){0, 4}, NAN);
	add_place(f, one, "maha", (struct span){5, 9}, 35.5);
	add_place(f, two, "omar", (struct span){3, 7}, 35.25); /* the first one again, now with coordinates */
	struct decisions got = read_all(f, d);
	assert_int_equal(got.n_places, 2);
	assert_int_equal(got.examples.n, 0);
	struct str table = {0};
	decisions_write_gazetteer(&got, "# why\n", &table);
	assert_non_null(strstr(
		str_text(&table), "\tabcd\t\tvillage\tSY\tIdlib\t35.25000\t36.50000\tadded by omar in "));
	assert_non_null(strstr(
		str_text(&table), "\tefgh\t\tvillage\tSY\tIdlib\t35.50000\t36.50000\tadded by maha in "));

	struct gazetteer *g = NULL;
	uint32_t name[] = {'e', 'f', 'g', 'h'};
	const struct gaz_row *row;
	assert_true(gazetteer_new(&g, &f->err));
	assert_true(gazetteer_load(g, "gazetteer.tsv", str_text(&table), table.len, NULL, NULL, &f->err));
	assert_true(gazetteer_seal(g, &f->err));
	assert_int_equal(gazetteer_count(g), 2);
	assert_int_equal(gazetteer_find(g, name, 4, &row, 1), 1);
	assert_true(row->lat == 35.5 && row->kind == KIND_VILLAGE);
	gazetteer_free(g);
	str_release(&table);
	decisions_release(&got);
	detector_free(d);
}

static void lost_suggestions_teach_nothing(void **state)
{
	struct fixture *f = *state;
	struct detector *d = NULL;
	assert_true(detector_new(NULL, &d, &f->err));
	int64_t one = fixture_document(f, "abcd efgh ijkl mnop");
	fixture_suggest(f, one, "v1");
	struct items items = fixture_load(f, one, "maha");
	fixture_act(f, one, "maha", &items, 0, ACT_REJECT, DECISION_REJECTED);
	fixture_act(f, one, "maha", &items, 1, ACT_SKIP, DECISION_SKIPPED);
	items_release(&items);
	items = fixture_load(f, one, "omar");
	fixture_act(f, one, "omar", &items, 0, ACT_CONFIRM, DECISION_CONFIRMED);
	items_release(&items);
	struct decisions got = read_all(f, d);
	assert_int_equal(got.n_lost, 2);
	assert_int_equal(got.examples.n, 0);
	assert_int_equal(got.n_pairs, 0);
	decisions_release(&got);

	const char *const *names;
	size_t n;
	assert_true(store_annotators(f->store, one, &f->arena, &names, &n, &f->err));
	assert_int_equal(n, 2);
	assert_string_equal(names[0], "maha");
	assert_string_equal(names[1], "omar");
	detector_free(d);
}

static void groups(void **state)
{
	(void)state;
	struct decisions d = {0};
	struct err err;
	for (uint32_t i = 0; i < 25; i++) {
		struct example e = {.document = i < 20 ? 0 : 1};
		assert_true(examples_add(&d.examples, &e, &err));
	}
	decisions_group(&d, 2); /* enough as they are */
	assert_int_equal(d.examples.n_documents, 2);
	decisions_group(&d, 3);
	assert_int_equal(d.examples.n_documents, 3);
	assert_int_equal(d.examples.v[9].document, 0);
	assert_int_equal(d.examples.v[24].document, 2);
	decisions_release(&d);
}

static void rejected_words_are_written_and_read(void **state)
{
	struct fixture *f = *state;
	struct learnt_pair pairs[] = {
		{.type = ITEM_PLACE, .surface = "alpha", .before = "near", .rejected = 3, .kept = 0},
		{.type = ITEM_FIGURE, .surface = "beta", .before = "", .rejected = 0, .kept = 4},
	};
	struct decisions d = {.pairs = pairs, .n_pairs = 2};
	struct str table = {0};
	size_t rows;
	decisions_write_rejected(&d, "", &table, &rows);
	assert_int_equal(rows, 1);
	assert_string_equal(
		str_text(&table), "item\tsurface\tbefore\trejected\tkept\nplace\talpha\tnear\t3\t0\n");
	char path[160];
	snprintf(path, sizeof path, "%s/rejected.tsv", f->folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(str_text(&table), file);
	fclose(file);
	struct score_model *plain = NULL, *taught = NULL;
	assert_true(score_model_new(NULL, NULL, &plain, &f->err));
	assert_true(score_model_new(NULL, path, &taught, &f->err));
	assert_true(score_model_checksum(plain) != score_model_checksum(taught));
	score_model_free(plain);
	score_model_free(taught);
	struct score_model *none = NULL;
	assert_false(score_model_new("/nonexistent/model.tsv", NULL, &none, &f->err));
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
	str_release(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_decisions),
		cmocka_unit_test_setup_teardown(added_places_become_rows, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(
			lost_suggestions_teach_nothing, fixture_setup, fixture_teardown),
		cmocka_unit_test(groups),
		cmocka_unit_test_setup_teardown(
			rejected_words_are_written_and_read, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
