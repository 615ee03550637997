/* Journal: the chain, what tampering it shows, and the undo rows. */
#include "base/str.h"
#include "lib/store_fixture.h"

#include <stdio.h>

#include <cmocka.h>

/* Two documents with suggestions, six acts by two annotators, one of them undone and done again. */
static void fill(struct fixture *f)
{
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	fixture_suggest(f, fixture_document(f, "another text that is long enough"), "v1");
	for (int i = 0; i < 2; i++) {
		const char *annotator = i ? "b" : "a";
		struct items items = fixture_load(f, id, annotator);
		items.v[0].note = "two\nlines";
		fixture_act(f, id, annotator, &items, 0, ACT_CONFIRM, DECISION_CONFIRMED);
		fixture_act(f, id, annotator, &items, 1, ACT_REJECT, DECISION_REJECTED);
		fixture_act(f, id, annotator, &items, 0, ACT_REJECT, DECISION_REJECTED);
		items_release(&items);
	}
	struct undone undone;
	assert_true(store_undo(f->store, "a", &undone, &f->err));
	assert_int_equal(undone.kind, ACT_REJECT);
	assert_true(store_redo(f->store, "a", &undone, &f->err));
}

static void test_chain(void **state)
{
	struct fixture *f = *state;
	struct journal_check check;
	assert_true(store_journal_verify(f->store, &check, &f->err));
	assert_int_equal(check.rows, 0);
	fill(f);
	assert_true(store_journal_verify(f->store, &check, &f->err));
	assert_int_equal(check.rows, 12);
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM journal WHERE seq = 12 AND hash = '%s'", check.head);
	assert_int_equal(fixture_number(f, sql), 1);
	assert_int_equal(fixture_number(f, "SELECT count(DISTINCT uid) FROM journal"), 12);
	assert_int_equal(
		fixture_number(f,
			"SELECT count(*) FROM journal u JOIN journal t ON t.uid = u.target WHERE u.act IN "
			"('undo', 'redo') AND t.act = 'reject' AND t.item = u.item"),
		2);
}

/* The recipe of docs/database.md, with SQL that knows nothing of the program. */
static void test_hash_recipe(void **state)
{
	struct fixture *f = *state;
	fill(f);
	sqlite3 *db;
	sqlite3_stmt *stmt;
	sqlite3_open(f->path, &db);
	sqlite3_prepare_v2(db,
		"SELECT seq || x'0A' || uid || x'0A' || at || x'0A' || annotator || x'0A' || act || x'0A' || document_sha256 "
		"|| x'0A' || coalesce(item, '') || x'0A' || coalesce(detector, '') || x'0A' || dwell_ms || x'0A' || "
		"coalesce(target, '') || x'0A' || coalesce(old_value, '') || x'0A' || coalesce(new_value, '') || x'0A' || "
		"prev_hash || x'0A', hash FROM journal",
		-1, &stmt, NULL);
	int rows = 0;
	for (; sqlite3_step(stmt) == SQLITE_ROW; rows++) {
		char hash[SHA256_HEX];
		sha256_hex(sqlite3_column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), hash);
		assert_string_equal(hash, (const char *)sqlite3_column_text(stmt, 1));
	}
	assert_int_equal(rows, 12);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

static void test_append_only(void **state)
{
	struct fixture *f = *state;
	fill(f);
	assert_int_equal(fixture_exec(f, "UPDATE journal SET dwell_ms = 1 WHERE seq = 3"), SQLITE_CONSTRAINT);
	assert_int_equal(fixture_exec(f, "DELETE FROM journal WHERE seq = 12"), SQLITE_CONSTRAINT);
	assert_int_equal(fixture_exec(f, "UPDATE document_text SET text = 'x'"), SQLITE_CONSTRAINT);
	fixture_verify(f);
}

/* What somebody does who drops the triggers first. */
static void test_tampering_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *sql, *says;
	} cases[] = {
		{"UPDATE journal SET uid = '00000000-0000-7000-8000-000000000000' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET at = '2001-01-01T00:00:00.000Z' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET annotator = 'x' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET act = 'skip' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET document_sha256 = (SELECT sha256 FROM document WHERE id = 2) WHERE seq = 6",
			"row 6 "},
		{"UPDATE journal SET item = 'x' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET detector = NULL WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET dwell_ms = dwell_ms + 1 WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET target = 'x' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET old_value = '{}' WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET new_value = replace(new_value, 'reject', 'confirm') WHERE seq = 6",
			"row 6 "},
		{"UPDATE journal SET prev_hash = hash WHERE seq = 6", "row 6 "},
		{"UPDATE journal SET hash = prev_hash WHERE seq = 6", "row 6 "},
		{"DELETE FROM journal WHERE seq = 6", "row 6 is missing"},
		{"DELETE FROM journal WHERE seq = 1", "row 1 is missing"},
		{"DELETE FROM journal WHERE seq = 12",
			"the annotations"}, /* shown by the state that it left */
		{"UPDATE annotation SET state = replace(state, 'rejected', 'confirmed')",
			"annotations differ"},
		{"DELETE FROM annotation WHERE annotator = 'b'", "annotations differ"},
		{"INSERT INTO annotation (document_id, annotator, uid, seq, extra, state) SELECT 2, 'c', uid, seq, 0, state "
		 "FROM annotation LIMIT 1",
			"says nothing"},
		{"UPDATE document_text SET text = replace(text, 'long', 'good')", "text of 'name'"},
		{"INSERT INTO document (sha256, name, len_cp, imported_at) VALUES (printf('%064d', 1), 'n', 0, '')",
			"import of document"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture *f;
		struct journal_check check = {.rows = -1};
		fixture_setup((void **)&f);
		fill(f);
		assert_int_equal(fixture_exec(f, "DROP TRIGGER journal_update; DROP TRIGGER journal_delete; "
						 "DROP TRIGGER document_text_stays"),
			SQLITE_OK);
		if (fixture_exec(f, cases[i].sql) != SQLITE_OK)
			fail_msg("%s: not done", cases[i].sql);
		bool ok = store_journal_verify(f->store, &check, &f->err);
		if (ok || f->err.code != ERR_TAMPERED || !strstr(f->err.text, cases[i].says) ||
			check.rows != -1)
			fail_msg("%s: holds %d, '%s'", cases[i].sql, ok, f->err.text);
		fixture_teardown((void **)&f);
	}
}

/* Hashes made anew for a changed row: then the chain breaks behind it, or the contents contradict it. */
static void test_rehashed_row_is_found(void **state)
{
	struct fixture *f = *state;
	fill(f);
	sqlite3 *db;
	sqlite3_stmt *stmt;
	char hash[SHA256_HEX], sql[200];
	fixture_exec(f, "DROP TRIGGER journal_update; UPDATE journal SET dwell_ms = 99999 WHERE seq = 6");
	sqlite3_open(f->path, &db);
	sqlite3_prepare_v2(db,
		"SELECT seq || x'0A' || uid || x'0A' || at || x'0A' || annotator || x'0A' || act || x'0A' || document_sha256 "
		"|| x'0A' || coalesce(item, '') || x'0A' || coalesce(detector, '') || x'0A' || dwell_ms || x'0A' || "
		"coalesce(target, '') || x'0A' || coalesce(old_value, '') || x'0A' || coalesce(new_value, '') || x'0A' || "
		"prev_hash || x'0A' FROM journal WHERE seq = 6",
		-1, &stmt, NULL);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	sha256_hex(sqlite3_column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), hash);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	snprintf(sql, sizeof sql, "UPDATE journal SET hash = '%s' WHERE seq = 6", hash);
	fixture_exec(f, sql);
	struct journal_check check;
	assert_false(store_journal_verify(f->store, &check, &f->err));
	assert_int_equal(f->err.code, ERR_TAMPERED);
	assert_non_null(strstr(f->err.text, "row 7 does not follow"));
}

static bool count_rows(void *arg, const struct journal_row *r)
{
	int *n = arg;
	assert_int_equal(r->seq, ++*n);
	assert_int_equal(strlen(r->at), 24);
	return *n < 5;
}

static void test_each_stops(void **state)
{
	struct fixture *f = *state;
	fill(f);
	int n = 0;
	assert_true(store_journal_each(f->store, count_rows, &n, &f->err));
	assert_int_equal(n, 5);
}

static void test_undo_is_each_annotators_own(void **state)
{
	struct fixture *f = *state;
	fill(f);
	struct undone undone;
	store_close(f->store); /* and survives a restart */
	fixture_open(f);
	for (int i = 0; i < 3; i++)
		assert_true(store_undo(f->store, "b", &undone, &f->err));
	assert_false(store_undo(f->store, "b", &undone, &f->err));
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM annotation WHERE annotator = 'b'"), 0);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM annotation WHERE annotator = 'a'"), 2);
	assert_false(store_redo(f->store, "a", &undone, &f->err));
	for (int i = 0; i < 3; i++)
		assert_true(store_redo(f->store, "b", &undone, &f->err));
	assert_int_equal(
		fixture_number(f, "SELECT count(*) FROM annotation x JOIN annotation y USING (uid, state) "
				  "WHERE x.annotator = 'a' AND y.annotator = 'b'"),
		2);
	fixture_verify(f);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_chain),
		TEST(test_hash_recipe),
		TEST(test_append_only),
		cmocka_unit_test(test_tampering_is_found),
		TEST(test_rehashed_row_is_found),
		TEST(test_each_stops),
		TEST(test_undo_is_each_annotators_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
