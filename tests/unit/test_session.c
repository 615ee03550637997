/*
 * Session: decisions, moving, adding, undo; over a store, with a detector that finds what the test tells it.
 *
 * The detector's functions are defined here, so those of the library are not linked: what is tested is what the session
 * makes of them.
 */
#include "base/str.h"
#include "lib/store_fixture.h"
#include "review/session.h"

#include <stdio.h>

#include <cmocka.h>

/* ---- a detector ---- */

struct detector {
	const char *version;
	struct findings found;
	unsigned runs;
	bool fails;
};

const char *detector_version(const struct detector *d)
{
	return d->version;
}

const struct gazetteer *detector_gazetteer(const struct detector *d)
{
	return (const void *)d;
}

bool detect_run(const struct detector *d, const struct detect_input *in, struct arena *a,
	struct findings *out, struct err *err)
{
	(void)in;
	(void)a;
	((struct detector *)d)->runs++;
	if (d->fails)
		return err_set(err, ERR_INPUT, "no detection today");
	*out = d->found;
	return true;
}

bool detect_read_figure(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct figure *out, struct err *err)
{
	(void)d, (void)in, (void)a, (void)err;
	*out = figure_none();
	out->harm = 1 << HARM_INJURED;
	figure_set_bounds(out, APPROX_EXACT, span.end_cp - span.beg_cp, NUMBER_NONE);
	return true;
}

bool detect_read_place(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct place *out, struct err *err)
{
	(void)d, (void)in, (void)span, (void)a, (void)err;
	*out = place_none();
	out->name = "read";
	return true;
}

static size_t near_given;

size_t gazetteer_candidates(const struct gazetteer *g, const uint32_t *cp, size_t n, const struct place *near,
	size_t n_near, const struct gaz_row **out, size_t max)
{
	(void)g, (void)cp, (void)n, (void)near;
	static const struct gaz_row row = {.id = "x"};
	near_given = n_near;
	for (size_t i = 0; i < max && i < 3; i++)
		out[i] = &row;
	return 3;
}

/* ---- fixture ---- */

struct bench {
	struct fixture *f;
	struct session s;
	int64_t doc;
};

static const char article[] = "some text that is long enough for spans";

static int setup(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	fixture_setup((void **)&b->f);
	b->doc = fixture_document(b->f, article);
	fixture_suggest(b->f, b->doc, "v1");
	session_init(&b->s, b->f->store, NULL, "ann");
	assert_true(session_open(&b->s, b->doc, &b->f->err));
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;
	session_release(&b->s);
	fixture_teardown((void **)&b->f);
	free(b);
	return 0;
}

static void must(struct bench *b, bool ok)
{
	if (!ok)
		fail_msg("%s", b->f->err.text);
}

static void check_order(const struct session *s)
{
	for (size_t i = 1; i < s->items.n; i++) {
		struct span x = item_span(&s->items.v[s->items.order[i - 1]]),
			    y = item_span(&s->items.v[s->items.order[i]]);
		assert_true(x.beg_cp < y.beg_cp || (x.beg_cp == y.beg_cp && x.end_cp >= y.end_cp));
	}
}

/* What is held equals what a fresh session loads, by uid. */
static void check_saved(struct bench *b)
{
	struct session fresh;
	session_init(&fresh, b->f->store, NULL, "ann");
	must(b, session_open(&fresh, b->s.doc.id, &b->f->err));
	unsigned ghosts = 0;
	for (size_t i = 0; i < b->s.items.n; i++) {
		const struct item *mine = &b->s.items.v[i], *its = NULL;
		for (size_t k = 0; k < fresh.items.n; k++)
			if (strcmp(fresh.items.v[k].uid, mine->uid) == 0)
				its = &fresh.items.v[k];
		if (!its) { /* an addition that was undone */
			assert_true(!mine->has_machine && mine->decision == DECISION_REJECTED);
			ghosts++;
			continue;
		}
		assert_int_equal(mine->decision, its->decision);
		assert_int_equal(mine->flagged, its->flagged);
		struct figure f = its->figure;
		if (f.part_of >= 0) {
			assert_string_equal(
				fresh.items.v[f.part_of].uid, b->s.items.v[mine->figure.part_of].uid);
			f.part_of = mine->figure.part_of;
		}
		if (f.place >= 0) {
			assert_string_equal(fresh.items.v[f.place].uid, b->s.items.v[mine->figure.place].uid);
			f.place = mine->figure.place;
		}
		assert_true(mine->type == ITEM_FIGURE ? figure_equal(&mine->figure, &f)
						      : place_equal(&mine->place, &its->place));
	}
	assert_int_equal(b->s.items.n, fresh.items.n + ghosts);
	check_order(&b->s);
	session_release(&fresh);
}

/* ---- tests ---- */

static void test_decisions(void **state)
{
	struct bench *b = *state;
	struct session *s = &b->s;
	struct err *err = &b->f->err;
	uint32_t fig = s->items.order[1];
	assert_int_equal(s->n_decided, 0);
	must(b, session_confirm(s, fig, 5, err));
	assert_int_equal(s->items.v[fig].decision, DECISION_CONFIRMED);
	assert_int_equal(s->n_decided, 1);
	int64_t seq = s->saved.seq;
	must(b, session_confirm(s, fig, 5, err)); /* changes nothing */
	assert_int_equal(s->saved.seq, seq);

	struct figure f = s->items.v[fig].figure;
	f.victim = VICTIM_CHILD;
	f.date_from = "2019-05-07";
	must(b, session_set_figure(s, fig, &f, 7, err));
	assert_int_equal(s->items.v[fig].decision, DECISION_CORRECTED);
	assert_true(s->items.v[fig].figure.date_from != f.date_from);
	must(b, session_confirm(s, fig, 5, err)); /* right as it is: stays corrected */
	assert_int_equal(s->items.v[fig].decision, DECISION_CORRECTED);
	must(b, session_set_figure(s, fig, &s->items.v[fig].machine_figure, 7, err));
	assert_int_equal(s->items.v[fig].decision, DECISION_CONFIRMED);

	must(b, session_skip(s, fig, 7, err)); /* keeps what is decided */
	assert_int_equal(s->items.v[fig].decision, DECISION_CONFIRMED);
	must(b, session_reject(s, fig, 7, err));
	assert_int_equal(s->n_decided, 1);
	uint32_t other = s->items.order[0];
	must(b, session_skip(s, other, 7, err));
	assert_int_equal(s->items.v[other].decision, DECISION_SKIPPED);
	assert_int_equal(s->n_decided, 1);
	must(b, session_flag(s, other, true, 7, err));
	must(b, session_note(s, other, "why?", 7, err));
	assert_string_equal(s->items.v[other].note, "why?");
	check_saved(b);
	assert_int_equal(fixture_number(b->f, "SELECT dwell_ms FROM journal WHERE act = 'confirm'"), 5);
	fixture_verify(b->f);
}

static void test_refused_changes(void **state)
{
	struct bench *b = *state;
	struct session *s = &b->s;
	uint32_t fig = s->items.order[1], part = s->items.order[2];
	const struct figure before = s->items.v[fig].figure;
	struct {
		const char *name;
		struct figure f;
	} cases[] = {{"span past the end", before}, {"empty span", before}, {"no harm", before},
		{"bounds", before}, {"place as a whole", before}, {"figure as a place", before},
		{"part of its part", before}, {"reference to nothing", before}};
	cases[0].f.span.end_cp = 4000;
	cases[1].f.span.end_cp = cases[1].f.span.beg_cp;
	cases[2].f.harm = 0;
	cases[3].f.low = 99;
	cases[4].f.part_of = (int32_t)s->items.order[0];
	cases[4].f.relation = RELATION_INCLUDED_IN;
	cases[5].f.place = (int32_t)part;
	cases[6].f.part_of = (int32_t)part;
	cases[6].f.relation = RELATION_INCLUDED_IN;
	cases[7].f.place = 77;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool ok = session_set_figure(s, fig, &cases[i].f, 0, &b->f->err);
		if (ok || b->f->err.code != ERR_INVALID || !figure_equal(&s->items.v[fig].figure, &before))
			fail_msg("%s: %d '%s'", cases[i].name, ok, b->f->err.text);
	}
	struct place p = place_none();
	p.span = (struct span){0, 1};
	assert_false(session_set_place(s, fig, &p, 0, &b->f->err));
	assert_false(session_confirm(s, 400, 0, &b->f->err));
	uint32_t item;
	assert_false(session_add(s, ITEM_PLACE, (struct span){3, 3}, &item, &b->f->err));
	assert_int_equal(s->saved.seq, 0);
	check_saved(b);
}

static void test_failure_to_save_changes_nothing(void **state)
{
	struct bench *b = *state;
	sqlite3 *other;
	session_release(&b->s);
	store_close(b->f->store);
	must(b, store_open(b->f->path, &(struct store_options){.busy_ms = 20}, &b->f->store, &b->f->err));
	session_init(&b->s, b->f->store, NULL, "ann");
	must(b, session_open(&b->s, b->doc, &b->f->err));
	assert_int_equal(sqlite3_open(b->f->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	uint32_t item;
	assert_false(session_confirm(&b->s, 0, 0, &b->f->err));
	assert_int_equal(b->f->err.code, ERR_DB_LOCKED);
	assert_false(session_add(&b->s, ITEM_PLACE, (struct span){3, 5}, &item, &b->f->err));
	assert_int_equal(b->s.items.n, 4);
	assert_int_equal(b->s.items.v[0].decision, DECISION_NONE);
	assert_int_equal(b->s.saved.seq, 0);
	sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(other);
	must(b, session_confirm(&b->s, 0, 0, &b->f->err));
}

static void test_moving(void **state)
{
	struct bench *b = *state;
	struct session *s = &b->s;
	const uint32_t *o = s->items.order; /* place, figure, its part, place */
	int32_t at = -1;
	for (int i = 0; i < 4; i++) {
		at = session_next(s, at, FILTER_ANY);
		assert_int_equal(at, o[i]);
	}
	assert_int_equal(session_next(s, at, FILTER_ANY), -1);
	assert_int_equal(session_prev(s, -1, FILTER_ANY), o[3]);
	assert_int_equal(session_prev(s, (int32_t)o[0], FILTER_ANY), -1);
	assert_int_equal(session_next(s, -1, FILTER_FIGURES), o[1]);
	assert_int_equal(session_next(s, (int32_t)o[0], FILTER_PLACES), o[3]);
	assert_int_equal(session_prev(s, (int32_t)o[3], FILTER_FIGURES), o[2]);

	must(b, session_skip(s, o[0], 0, &b->f->err));
	must(b, session_confirm(s, o[1], 0, &b->f->err));
	assert_int_equal(session_next(s, -1, FILTER_UNDECIDED), o[2]); /* the skipped one is passed by */
	must(b, session_confirm(s, o[2], 0, &b->f->err));
	must(b, session_reject(s, o[3], 0, &b->f->err));
	assert_int_equal(session_next(s, -1, FILTER_UNDECIDED), o[0]); /* until nothing else is left */
	must(b, session_confirm(s, o[0], 0, &b->f->err));
	assert_int_equal(session_next(s, -1, FILTER_UNDECIDED), -1);

	assert_int_equal(session_item_at(s, 3), o[0]); /* place 0-4 and part 2-6 are as long: the first */
	assert_int_equal(session_item_at(s, 5), o[2]); /* the shorter of part and whole */
	assert_int_equal(session_item_at(s, 8), o[1]);
	assert_int_equal(session_item_at(s, 11), -1); /* rejected */
	assert_int_equal(session_item_at(s, 9), -1);

	uint32_t added;
	must(b, session_add(s, ITEM_PLACE, (struct span){20, 24}, &added, &b->f->err));
	assert_int_equal(session_next(s, (int32_t)s->items.order[3], FILTER_ANY), added);
	must(b, session_reject(s, added, 0, &b->f->err));
	assert_int_equal(session_next(s, (int32_t)s->items.order[3], FILTER_ANY), -1);
	check_saved(b);
}

static void test_adding(void **state)
{
	struct bench *b = *state;
	struct session *s = &b->s;
	uint32_t first, second, figure;
	for (uint32_t i = 0; i < 40; i++) /* past the capacity that loading left */
		must(b, session_add(s, ITEM_PLACE, (struct span){(i * 7) % 30, (i * 7) % 30 + 3}, &first,
				&b->f->err));
	must(b, session_add(s, ITEM_PLACE, (struct span){1, 3}, &first, &b->f->err));
	must(b, session_add(s, ITEM_PLACE, (struct span){1, 3}, &second, &b->f->err));
	assert_string_not_equal(s->items.v[first].uid, s->items.v[second].uid);
	must(b, session_add(s, ITEM_FIGURE, (struct span){1, 3}, &figure, &b->f->err));
	assert_int_equal(s->items.v[figure].figure.harm, 1 << HARM_KILLED);
	assert_int_equal(s->items.v[figure].figure.approximator, APPROX_VAGUE);
	assert_int_equal(s->items.v[figure].decision, DECISION_ADDED);
	struct figure f = s->items.v[figure].figure;
	f.span = (struct span){30, 33};
	f.place = (int32_t)first;
	must(b, session_set_figure(s, figure, &f, 0, &b->f->err));
	assert_int_equal(s->items.v[figure].decision, DECISION_ADDED);
	must(b, session_reject(s, figure, 0, &b->f->err));
	must(b, session_confirm(s, figure, 0, &b->f->err));
	assert_int_equal(s->items.v[figure].decision, DECISION_ADDED);
	check_saved(b);
	fixture_verify(b->f);
}

static void test_with_detector(void **state)
{
	struct bench *b = *state;
	struct place place = place_none();
	place.span = (struct span){5, 9};
	place.lat = place.lon = 1;
	struct detector d = {.version = "v2", .found = {.places = &place, .n_places = 1}};
	struct session s;
	session_init(&s, b->f->store, &d, "ann");
	must(b, session_open(&s, b->doc, &b->f->err));
	assert_int_equal(d.runs, 1);
	assert_int_equal(s.items.n, 1);
	must(b, session_open(&s, b->doc, &b->f->err)); /* not again with the same version */
	assert_int_equal(d.runs, 1);

	uint32_t item;
	must(b, session_add(&s, ITEM_FIGURE, (struct span){2, 9}, &item, &b->f->err));
	assert_int_equal(s.items.v[item].figure.best, 7);
	assert_int_equal(s.items.v[item].figure.harm, 1 << HARM_INJURED);
	must(b, session_add(&s, ITEM_PLACE, (struct span){2, 9}, &item, &b->f->err));
	assert_string_equal(s.items.v[item].place.name, "read");
	const struct gaz_row *rows[2];
	assert_int_equal(session_candidates(&s, item, rows, 2), 2);
	assert_int_equal(near_given, 1);
	assert_int_equal(session_candidates(&s, 99, rows, 2), 0);

	/* What was added is the same item when a later version finds it. */
	place.span = (struct span){2, 9};
	d.version = "v3";
	must(b, session_open(&s, b->doc, &b->f->err));
	assert_int_equal(s.items.n, 2);

	d.version = "v4";
	d.fails = true;
	assert_false(session_open(&s, b->doc, &b->f->err)); /* what was open stays open */
	assert_int_equal(s.items.n, 2);
	assert_int_equal(s.doc.id, b->doc);
	session_release(&s);
}

static void test_undo_across_documents(void **state)
{
	struct bench *b = *state;
	struct session *s = &b->s;
	uint32_t item, added;
	assert_false(session_undo(s, &item, &b->f->err));
	assert_int_equal(b->f->err.code, ERR_NOT_FOUND);
	must(b, session_confirm(s, s->items.order[1], 0, &b->f->err));
	must(b, session_add(s, ITEM_PLACE, (struct span){20, 22}, &added, &b->f->err));
	int64_t second = fixture_document(b->f, "another text with items in it");
	fixture_suggest(b->f, second, "v1");
	must(b, session_open(s, second, &b->f->err));
	must(b, session_reject(s, s->items.order[0], 0, &b->f->err));
	must(b, session_open(s, b->doc, &b->f->err));

	must(b, session_undo(s, &item, &b->f->err)); /* opens the other document */
	assert_int_equal(s->doc.id, second);
	assert_int_equal(item, s->items.order[0]);
	assert_int_equal(s->items.v[item].decision, DECISION_NONE);
	must(b, session_undo(s, &item, &b->f->err)); /* back, and the addition is gone */
	assert_int_equal(s->doc.id, b->doc);
	assert_int_equal(s->items.n, 4);
	must(b, session_redo(s, &item, &b->f->err));
	assert_int_equal(s->items.n, 5);
	assert_int_equal(s->items.v[item].decision, DECISION_ADDED);
	check_saved(b);
	must(b, session_undo(s, &item, &b->f->err));
	assert_int_equal(s->items.n, 5); /* indices stay while it is open */
	assert_int_equal(s->items.v[item].decision, DECISION_REJECTED);
	check_saved(b);
	must(b, session_undo(s, &item, &b->f->err));
	assert_int_equal(s->n_decided, 1); /* the deleted addition */
	assert_false(session_undo(s, &item, &b->f->err));
	must(b, session_redo(s, &item, &b->f->err));
	must(b, session_flag(s, item, true, 0, &b->f->err)); /* a new act ends what can be redone */
	assert_false(session_redo(s, &item, &b->f->err));
	assert_int_equal(b->f->err.code, ERR_NOT_FOUND);
	fixture_verify(b->f);
}

/* ---- property: undo takes back, redo restores, whatever the acts ---- */

static uint32_t random_next(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

static uint32_t below(uint32_t *seed, uint32_t n)
{
	return (uint32_t)((uint64_t)random_next(seed) * n >> 32);
}

static void act_at_random(struct bench *b, uint32_t *seed)
{
	struct session *s = &b->s;
	uint32_t item = below(seed, (uint32_t)s->items.n), beg = below(seed, 30);
	struct figure f = s->items.v[item].figure;
	struct err err;
	bool ok = true;
	switch (below(seed, 8)) {
	case 0:
		ok = session_confirm(s, item, 1, &err);
		break;
	case 1:
		ok = session_reject(s, item, 1, &err);
		break;
	case 2:
		ok = session_skip(s, item, 1, &err);
		break;
	case 3:
		ok = session_flag(s, item, below(seed, 2), 1, &err);
		break;
	case 4:
		ok = session_add(s, below(seed, 2) ? ITEM_PLACE : ITEM_FIGURE,
			(struct span){beg, beg + 1 + below(seed, 6)}, &item, &err);
		break;
	case 5:
		f.span = (struct span){beg, beg + 1 + below(seed, 6)};
		ok = s->items.v[item].type != ITEM_FIGURE || session_set_figure(s, item, &f, 1, &err);
		break;
	case 6:
		f.place = (int32_t)below(seed, (uint32_t)s->items.n);
		if (s->items.v[item].type == ITEM_FIGURE && s->items.v[f.place].type == ITEM_PLACE)
			ok = session_set_figure(s, item, &f, 1, &err);
		break;
	default:
		ok = session_note(s, item, below(seed, 2) ? "n" : NULL, 1, &err);
	}
	if (!ok)
		fail_msg("%s", err.text);
}

/* All that the store says of the document, as one hash. */
static void fingerprint(struct bench *b, char out[SHA256_HEX])
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	struct str text = {0};
	sqlite3_open(b->f->path, &db);
	sqlite3_prepare_v2(db,
		"SELECT uid || annotator || extra || state FROM annotation UNION ALL SELECT annotator || n_extra || '/' || "
		"n_decided FROM progress WHERE n_extra + n_decided > 0 ORDER BY 1",
		-1, &stmt, NULL);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		str_add(&text, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	sha256_hex(str_text(&text), text.len, out);
	str_release(&text);
}

enum { ACTS = 60 };

static void test_undo_restores(void **state)
{
	struct bench *b = *state;
	static char prints[ACTS + 1][SHA256_HEX];
	for (uint32_t seed = 1; seed <= 3; seed++) {
		uint32_t random = seed, item;
		unsigned done = 0;
		int64_t seq = b->s.saved.seq;
		fingerprint(b, prints[0]);
		while (done < ACTS) {
			act_at_random(b, &random);
			if (b->s.saved.seq != seq)
				fingerprint(b, prints[++done]);
			seq = b->s.saved.seq;
		}
		check_saved(b);
		char now[SHA256_HEX];
		for (unsigned i = ACTS; i-- > 0;) {
			must(b, session_undo(&b->s, &item, &b->f->err));
			fingerprint(b, now);
			if (strcmp(now, prints[i]) != 0)
				fail_msg("seed %u: undo of act %u does not restore", seed, i + 1);
		}
		check_saved(b);
		for (unsigned i = 1; i <= ACTS; i++) {
			must(b, session_redo(&b->s, &item, &b->f->err));
			fingerprint(b, now);
			if (strcmp(now, prints[i]) != 0)
				fail_msg("seed %u: redo of act %u does not restore", seed, i);
		}
		check_saved(b);
		fixture_verify(b->f);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_decisions),
		TEST(test_refused_changes),
		TEST(test_failure_to_save_changes_nothing),
		TEST(test_moving),
		TEST(test_adding),
		TEST(test_with_detector),
		TEST(test_undo_across_documents),
		TEST(test_undo_restores),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
