/* Store: files and their failures, documents, suggestions, decisions. */
#include "lib/store_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- files ---- */

static void test_create_and_reopen(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "first");
	store_close(f->store);
	fixture_open(f);
	bool existed = false;
	int64_t again = 0;
	assert_true(store_document_add(
		f->store, &(struct document){.text = fixture_text("first")}, &again, &existed, &f->err));
	assert_true(existed);
	assert_int_equal(id, again);
	assert_int_equal(fixture_number(f, "PRAGMA application_id"), 0x72617369);
	assert_int_equal(fixture_number(f, "PRAGMA user_version"), 1);
	assert_string_equal(store_path(f->store), f->path);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	close(fd);
}

static void make_foreign(struct fixture *f)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(f->other, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE bookmarks (url TEXT)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void make_newer(struct fixture *f)
{
	struct store *s;
	sqlite3 *db;
	assert_true(store_open(f->other, NULL, &s, &f->err));
	store_close(s);
	assert_int_equal(sqlite3_open(f->other, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void make_truncated(struct fixture *f)
{
	struct store *s;
	assert_true(store_open(f->other, NULL, &s, &f->err));
	store_close(s);
	assert_int_equal(truncate(f->other, 6000), 0);
}

static void make_text(struct fixture *f)
{
	static const char text[] = "id,name\n1,one\n";
	char many[2000];
	for (size_t i = 0; i < sizeof many; i++)
		many[i] = text[i % (sizeof text - 1)];
	write_file(f->other, many, sizeof many);
}

static void make_directory(struct fixture *f)
{
	assert_int_equal(mkdir(f->other, 0700), 0);
}

static void make_fifo(struct fixture *f)
{
	assert_int_equal(mkfifo(f->other, 0600), 0);
}

static void make_no_folder(struct fixture *f)
{
	snprintf(f->other, sizeof f->other, "%s/none/x.db", f->folder);
}

static void make_nothing(struct fixture *f)
{
	(void)f;
}

static void make_garbled(struct fixture *f)
{
	make_foreign(f);
	int fd = open(f->other, O_WRONLY);
	assert_true(pwrite(fd, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8, 100) == 8);
	close(fd);
}

static void test_bad_files(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *name;
		void (*make)(struct fixture *f);
		bool read_only;
		enum err_code want;
		const char *says;
	} cases[] = {
		{"another program's", make_foreign, false, ERR_DB_FOREIGN, "another program"},
		{"newer", make_newer, false, ERR_DB_NEWER, "update rasid"},
		{"newer, reading", make_newer, true, ERR_DB_NEWER, "update rasid"},
		{"cut short", make_truncated, false, ERR_DB_DAMAGED, "cut short"},
		{"cut short, reading", make_truncated, true, ERR_DB_DAMAGED, "cut short"},
		{"text", make_text, false, ERR_DB_DAMAGED, "no database"},
		{"garbled", make_garbled, false, ERR_DB_DAMAGED, "damaged"},
		{"directory", make_directory, false, ERR_INPUT, "directory"},
		{"fifo", make_fifo, false, ERR_INPUT, "special file"},
		{"no folder", make_no_folder, false, ERR_NOT_FOUND, "folder"},
		{"missing, reading", make_nothing, true, ERR_NOT_FOUND, "no database"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store *s = NULL;
		struct stat before, after;
		snprintf(f->other, sizeof f->other, "%s/bad-%zu.db", f->folder, i);
		cases[i].make(f);
		bool exists = stat(f->other, &before) == 0;
		f->err = (struct err){0};
		bool ok = store_open(
			f->other, &(struct store_options){.read_only = cases[i].read_only}, &s, &f->err);
		if (ok || s || f->err.code != cases[i].want || !strstr(f->err.text, cases[i].says))
			fail_msg("%s: opened %d, code %d, '%s'", cases[i].name, ok, f->err.code, f->err.text);
		if (exists != (stat(f->other, &after) == 0) ||
			(exists && (before.st_size != after.st_size || before.st_mtime != after.st_mtime)))
			fail_msg("%s: the file was touched", cases[i].name);
	}
}

static void test_read_only_file(void **state)
{
	struct fixture *f = *state;
	fixture_document(f, "text");
	store_close(f->store);
	f->store = NULL;
	struct store_options reading = {.read_only = true};
	assert_true(store_open(f->path, &reading, &f->store, &f->err));
	assert_int_equal(fixture_count_documents(f), 1);
	int64_t id;
	bool existed;
	assert_false(store_document_add(
		f->store, &(struct document){.text = fixture_text("new")}, &id, &existed, &f->err));
	assert_int_equal(f->err.code, ERR_DB_READONLY);
	store_close(f->store);
	f->store = NULL;
	chmod(f->path, 0400);
	if (geteuid() == 0) /* root may write all */
		return;
	assert_false(store_open(f->path, NULL, &f->store, &f->err));
	assert_int_equal(f->err.code, ERR_DB_READONLY);
}

/* Another user's folder: nothing can be written beside the file. In a child, because rights are given up. */
static void test_reading_in_a_read_only_folder(void **state)
{
	struct fixture *f = *state;
	fixture_document(f, "text");
	store_close(f->store);
	f->store = NULL;
	char odd[256];
	snprintf(odd, sizeof odd, "%s/a b?c#%%41.db", f->folder);
	assert_int_equal(rename(f->path, odd), 0);
	assert_int_equal(chmod(odd, 0444), 0);
	assert_int_equal(chmod(f->folder, 0555), 0);
	pid_t child = fork();
	if (child == 0) {
		struct store *s;
		struct document doc;
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(0);
		if (!store_open(odd, &(struct store_options){.read_only = true}, &s, &f->err))
			_exit(1);
		if (!store_document_get(s, 1, &f->arena, &doc, &f->err) || doc.text.len_cp != 4)
			_exit(2);
		store_close(s);
		if (store_open(odd, NULL, &s, &f->err))
			_exit(3);
		_exit(f->err.code == ERR_DB_READONLY || f->err.code == ERR_ACCESS ? 0 : 4);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	chmod(f->folder, 0700);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_locked(void **state)
{
	struct fixture *f = *state;
	sqlite3 *other;
	assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	store_close(f->store);
	assert_true(store_open(f->path, &(struct store_options){.busy_ms = 50}, &f->store, &f->err));
	int64_t id;
	bool existed;
	struct document doc = {.text = fixture_text("while locked")};
	assert_false(store_document_add(f->store, &doc, &id, &existed, &f->err));
	assert_int_equal(f->err.code, ERR_DB_LOCKED);
	assert_non_null(strstr(f->err.text, f->path));
	assert_int_equal(fixture_count_documents(f), 0);
	sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(other);
	assert_true(store_document_add(f->store, &doc, &id, &existed, &f->err));
}

/* ---- documents ---- */

static void test_document_round_trip(void **state)
{
	struct fixture *f = *state;
	static const uint32_t cp[] = {0x642, 0x62A, 0x650, 0x644, '\n', 0x1F60A, 'a', 0x202E};
	const struct document in = {
		.text = {cp, sizeof cp / sizeof *cp},
		.name = "a.txt",
		.title = "T",
		.outlet = "O",
		.url = "http://x",
		.published = "2019-05-08",
		.language = "ar",
	};
	int64_t id;
	bool existed;
	assert_true(store_document_add(f->store, &in, &id, &existed, &f->err));
	assert_false(existed);
	struct document out;
	assert_true(store_document_get(f->store, id, &f->arena, &out, &f->err));
	assert_int_equal(out.text.len_cp, in.text.len_cp);
	assert_memory_equal(out.text.cp, cp, sizeof cp);
	assert_string_equal(out.name, in.name);
	assert_string_equal(out.title, in.title);
	assert_string_equal(out.outlet, in.outlet);
	assert_string_equal(out.url, in.url);
	assert_string_equal(out.published, in.published);
	assert_string_equal(out.language, in.language);
	char want[SHA256_HEX];
	static const char u8[] = "\xD9\x82\xD8\xAA\xD9\x90\xD9\x84\n\xF0\x9F\x98\x8A"
				 "a\xE2\x80\xAE";
	sha256_hex(u8, sizeof u8 - 1, want);
	assert_string_equal(out.sha256, want);
	int64_t found;
	assert_true(store_document_find(f->store, want, &found, &f->err));
	assert_int_equal(found, id);
	assert_false(store_document_get(f->store, id + 1, &f->arena, &out, &f->err));
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

static void test_step(void **state)
{
	struct fixture *f = *state;
	int64_t first = fixture_document(f, "one"), second = fixture_document(f, "two"), at;
	assert_true(store_document_step(f->store, first, 1, &at, &f->err));
	assert_int_equal(at, second);
	assert_true(store_document_step(f->store, second, -1, &at, &f->err));
	assert_int_equal(at, first);
	assert_false(store_document_step(f->store, second, 1, &at, &f->err));
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
	assert_false(store_document_step(f->store, first, -1, &at, &f->err));
}

static void test_batch(void **state)
{
	struct fixture *f = *state;
	assert_true(store_batch_begin(f->store, &f->err));
	fixture_document(f, "one");
	fixture_suggest(f, fixture_document(f, "two"), "v1");
	assert_true(store_batch_end(f->store, false, &f->err));
	assert_int_equal(fixture_count_documents(f), 0);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM journal"), 0);
	assert_true(store_batch_begin(f->store, &f->err));
	fixture_document(f, "one");
	fixture_document(f, "two");
	assert_true(store_batch_end(f->store, true, &f->err));
	assert_int_equal(fixture_count_documents(f), 2);
}

/* ---- suggestions ---- */

static void test_suggestions_load(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	struct items items = fixture_load(f, id, "ann");
	assert_int_equal(items.n, 4);
	for (size_t i = 0; i < items.n; i++) {
		assert_int_equal(items.v[i].decision, DECISION_NONE);
		assert_true(items.v[i].has_machine);
	}
	/* In text order: place 0-4, figure 2-9 (longer first), figure 2-6, place 10-14. */
	static const uint32_t begs[] = {0, 2, 2, 10}, ends[] = {4, 9, 6, 14};
	for (size_t i = 0; i < 4; i++) {
		struct span span = item_span(&items.v[items.order[i]]);
		assert_int_equal(span.beg_cp, begs[i]);
		assert_int_equal(span.end_cp, ends[i]);
	}
	const struct item *part = &items.v[items.order[2]], *whole = &items.v[items.order[1]];
	assert_int_equal(part->figure.part_of, whole - items.v);
	assert_int_equal(part->figure.relation, RELATION_INCLUDED_IN);
	assert_int_equal(items.v[whole->figure.place].place.span.beg_cp, 10);
	assert_string_equal(items.v[whole->figure.place].place.name, "two \"quoted\" \\ \n");
	assert_float_equal(items.v[whole->figure.place].place.lat, 35.1, 0);
	items_release(&items);
}

static void test_same_version_is_stored_once(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	int64_t rows = fixture_number(f, "SELECT count(*) FROM journal");
	fixture_suggest(f, id, "v1");
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM journal"), rows);
	bool current;
	assert_true(store_suggestions_current(f->store, id, "v1", &current, &f->err));
	assert_true(current);
	assert_true(store_suggestions_current(f->store, id, "v2", &current, &f->err));
	assert_false(current);
}

static struct document_summary last_summary;

static bool keep_summary(void *arg, const struct document_summary *d)
{
	(void)arg;
	last_summary = *d;
	return true;
}

static void check_counts(struct fixture *f, const char *annotator, unsigned n_items, unsigned n_decided)
{
	assert_true(store_documents_each(f->store, annotator, keep_summary, NULL, &f->err));
	assert_int_equal(last_summary.n_items, n_items);
	assert_int_equal(last_summary.n_decided, n_decided);
}

static void test_new_version_keeps_what_was_decided(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	struct items items = fixture_load(f, id, "ann");
	check_counts(f, "ann", 4, 0);
	/* Confirms the figure that stands in place 10-14, and says nothing of that place. */
	fixture_act(f, id, "ann", &items, items.order[1], ACT_CONFIRM, DECISION_CONFIRMED);
	char figure[UUID_TEXT];
	memcpy(figure, items.v[items.order[1]].uid, UUID_TEXT);
	items_release(&items);
	check_counts(f, "ann", 4, 1);

	/* v2 finds the first place only, as before, and one more. */
	struct place places[2] = {place_none(), place_none()};
	places[0].span = (struct span){0, 4};
	places[1].span = (struct span){20, 24};
	const struct findings found = {.places = places, .n_places = 2};
	assert_true(store_suggestions_put(f->store, id, "v2", &found, &f->err));

	items = fixture_load(f, id, "ann"); /* both places, the figure, and the place that it refers to */
	assert_int_equal(items.n, 4);
	const struct item *it = fixture_find(&items, figure);
	assert_int_equal(it->decision, DECISION_CONFIRMED);
	assert_true(it->figure.place >= 0);
	assert_int_equal(items.v[it->figure.place].place.span.beg_cp, 10);
	items_release(&items);
	check_counts(f, "ann", 3, 1);

	items = fixture_load(f, id, "other"); /* nothing old for who decided nothing */
	assert_int_equal(items.n, 2);
	items_release(&items);
	check_counts(f, "other", 2, 0);

	fixture_suggest(f, id, "v3"); /* finds all again: the decision is on the same item */
	items = fixture_load(f, id, "ann");
	assert_int_equal(items.n, 4);
	assert_int_equal(fixture_find(&items, figure)->decision, DECISION_CONFIRMED);
	items_release(&items);
	check_counts(f, "ann", 4, 1);
	fixture_verify(f);
}

/* ---- decisions ---- */

static void test_act_survives(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	struct items items = fixture_load(f, id, "ann");
	uint32_t at = items.order[1];
	struct item *it = &items.v[at], before = *it;
	it->figure.value = it->figure.low = it->figure.best = 7;
	it->figure.high = NUMBER_NONE;
	it->figure.approximator = APPROX_AT_LEAST;
	it->decision = DECISION_CORRECTED;
	it->flagged = true;
	it->note = "sure?\nno";
	const struct act act = {ACT_CORRECT, id, "ann", &items, at, &before, it, 1234, "v1"};
	struct receipt receipt;
	assert_true(store_act(f->store, &act, &receipt, &f->err));
	assert_true(receipt.seq > 0);
	struct figure want = it->figure;
	char uid[UUID_TEXT];
	memcpy(uid, it->uid, UUID_TEXT);
	items_release(&items);
	store_close(f->store);
	fixture_open(f);
	items = fixture_load(f, id, "ann");
	const struct item *back = fixture_find(&items, uid);
	assert_true(figure_equal(&back->figure, &want));
	assert_true(figure_equal(&back->machine_figure, &before.machine_figure));
	assert_int_equal(back->decision, DECISION_CORRECTED);
	assert_true(back->flagged);
	assert_string_equal(back->note, "sure?\nno");
	items_release(&items);
	items = fixture_load(f, id, "other");
	assert_int_equal(fixture_find(&items, uid)->decision, DECISION_NONE);
	items_release(&items);
	assert_int_equal(fixture_number(f, "SELECT dwell_ms FROM journal WHERE act = 'correct'"), 1234);
	assert_int_equal(fixture_number(f, "SELECT best FROM figure_current"), 7);
	assert_int_equal(
		fixture_number(f, "SELECT count(*) FROM suggested_figure WHERE part_of IS NOT NULL"), 1);
}

static void test_broken_values_are_refused(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	struct items items = fixture_load(f, id, "ann");
	uint32_t at = items.order[1];
	struct item before = items.v[at];
	int64_t rows = fixture_number(f, "SELECT count(*) FROM journal");
	const struct act act = {ACT_CORRECT, id, "ann", &items, at, &before, &items.v[at], 0, "v1"};
	struct receipt receipt = {0};
	static const struct {
		const char *name;
		int64_t low, best, high;
		uint8_t harm;
	} cases[] = {{"low > best", 5, 4, 6, 1}, {"best > high", 1, 4, 3, 1}, {"no harm", 1, 1, 1, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct figure *fig = &items.v[at].figure;
		fig->low = cases[i].low;
		fig->best = cases[i].best;
		fig->high = cases[i].high;
		fig->harm = cases[i].harm;
		if (store_act(f->store, &act, &receipt, &f->err) || f->err.code != ERR_INVALID || receipt.seq)
			fail_msg("%s: '%s'", cases[i].name, f->err.text);
	}
	items.v[at] = before;
	const struct act nameless = {ACT_CONFIRM, id, "a\nb", &items, at, &before, &items.v[at], 0, "v1"};
	assert_false(store_act(f->store, &nameless, &receipt, &f->err));
	assert_int_equal(f->err.code, ERR_INVALID);
	assert_int_equal(fixture_number(f, "SELECT count(*) FROM journal"), rows);
	items_release(&items);
}

static void test_uid(void **state)
{
	(void)state;
	char a[UUID_TEXT], b[UUID_TEXT], hash[SHA256_HEX];
	sha256_hex("x", 1, hash);
	store_item_uid(hash, ITEM_PLACE, (struct span){1, 2}, 0, a);
	store_item_uid(hash, ITEM_PLACE, (struct span){1, 2}, 0, b);
	assert_string_equal(a, b);
	assert_int_equal(strlen(a), 36);
	assert_int_equal(a[14], '8');
	assert_non_null(strchr("89ab", a[19]));
	store_item_uid(hash, ITEM_PLACE, (struct span){1, 2}, 1, b);
	assert_string_not_equal(a, b);
	store_item_uid(hash, ITEM_FIGURE, (struct span){1, 2}, 0, b);
	assert_string_not_equal(a, b);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_create_and_reopen),
		TEST(test_bad_files),
		TEST(test_read_only_file),
		TEST(test_reading_in_a_read_only_folder),
		TEST(test_locked),
		TEST(test_document_round_trip),
		TEST(test_step),
		TEST(test_batch),
		TEST(test_suggestions_load),
		TEST(test_same_version_is_stored_once),
		TEST(test_new_version_keeps_what_was_decided),
		TEST(test_act_survives),
		TEST(test_broken_values_are_refused),
		TEST(test_uid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
