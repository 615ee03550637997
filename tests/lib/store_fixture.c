/* Fixture: see the header. */
#include "lib/store_fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

void fixture_open(struct fixture *f)
{
	if (!store_open(f->path, NULL, &f->store, &f->err))
		fail_msg("%s", f->err.text);
}

int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	/* In memory where there is such a folder: what a disk does with a sync is not what is tested. */
	bool in_memory = access("/dev/shm", W_OK | X_OK) == 0;
	snprintf(f->folder, sizeof f->folder, "%s/rasid-test-XXXXXX", in_memory ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/store.db", f->folder);
	fixture_open(f);
	*state = f;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int fixture_teardown(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	arena_release(&f->arena);
	nftw(f->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(f);
	return 0;
}

struct text fixture_text(const char *ascii)
{
	static uint32_t cp[4096];
	uint32_t n = 0;
	while (ascii[n] && n < sizeof cp / sizeof *cp) {
		cp[n] = (unsigned char)ascii[n];
		n++;
	}
	return (struct text){cp, n};
}

int64_t fixture_document(struct fixture *f, const char *ascii)
{
	int64_t id = 0;
	bool existed;
	if (!store_document_add(f->store, &(struct document){.text = fixture_text(ascii), .name = "name"},
		    &id, &existed, &f->err))
		fail_msg("%s", f->err.text);
	return id;
}

void fixture_suggest(struct fixture *f, int64_t document, const char *version)
{
	struct place places[2] = {place_none(), place_none()};
	places[0].span = (struct span){0, 4};
	places[1].span = (struct span){10, 14};
	places[1].name = "two \"quoted\" \\ \n";
	places[1].lat = 35.1;
	places[1].lon = 36.2;
	memcpy(places[1].country, "SY", sizeof "SY");
	struct figure figures[2] = {figure_none(), figure_none()};
	figures[0].span = (struct span){2, 9};
	figures[0].harm = 1 << HARM_KILLED;
	figures[0].place = 1;
	figures[0].evidence = (struct evidence){0.75f, "figure.number-noun", "12 killed"};
	figure_set_bounds(&figures[0], APPROX_EXACT, 12, NUMBER_NONE);
	figures[1].span = (struct span){2, 6};
	figures[1].harm = 1 << HARM_KILLED;
	figures[1].part_of = 0;
	figures[1].relation = RELATION_INCLUDED_IN;
	figure_set_bounds(&figures[1], APPROX_VAGUE, 3, NUMBER_NONE);
	const struct findings found = {places, 2, figures, 2};
	if (!store_suggestions_put(f->store, document, version, &found, &f->err))
		fail_msg("%s", f->err.text);
}

struct items fixture_load(struct fixture *f, int64_t document, const char *annotator)
{
	struct items items = {0};
	if (!store_items_load(f->store, document, annotator, &f->arena, &items, &f->err))
		fail_msg("%s", f->err.text);
	return items;
}

const struct item *fixture_find(const struct items *items, const char *uid)
{
	for (size_t i = 0; i < items->n; i++)
		if (strcmp(items->v[i].uid, uid) == 0)
			return &items->v[i];
	fail_msg("no item %s", uid);
	return NULL;
}

struct receipt fixture_act(struct fixture *f, int64_t document, const char *annotator, struct items *items,
	uint32_t at, enum act_kind kind, enum decision decision)
{
	struct item before = items->v[at];
	struct receipt receipt = {0};
	items->v[at].decision = decision;
	const struct act act = {kind, document, annotator, items, at, &before, &items->v[at], 10, "v1"};
	if (!store_act(f->store, &act, &receipt, &f->err))
		fail_msg("%s", f->err.text);
	return receipt;
}

int64_t fixture_number(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	int64_t n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

int fixture_exec(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return rc;
}

int fixture_count_documents(struct fixture *f)
{
	return (int)fixture_number(f, "SELECT count(*) FROM document");
}

void fixture_verify(struct fixture *f)
{
	struct journal_check check;
	if (!store_journal_verify(f->store, &check, &f->err))
		fail_msg("%s", f->err.text);
	assert_int_equal(check.rows, fixture_number(f, "SELECT count(*) FROM journal"));
}
