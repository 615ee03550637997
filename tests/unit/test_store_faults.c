/*
 * Faults: the Nth write, sync or truncation fails, or the Nth allocation inside SQLite, for N = 1, 2, … until a run passes
 * without meeting the fault. After each run the database must open, be intact, verify, and hold all that was reported saved.
 *
 * Writes fail through a VFS of our own over the default one, once (a bad moment) or from then on (a full disk).
 */
#include "lib/store_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the fault ---- */

enum kind { IN_FILES, IN_MEMORY };

static struct {
	enum kind kind;
	long countdown; /* the fault comes when this reaches 0; 0: never */
	bool lasting;   /* and stays */
	int code;       /* what SQLite is told of files */
	bool met;
} fault;

static bool strikes(enum kind kind)
{
	if (kind != fault.kind)
		return false;
	if (fault.countdown <= 0)
		return fault.met && fault.lasting;
	if (--fault.countdown > 0)
		return false;
	return fault.met = true;
}

/* ---- a VFS that fails ---- */

static sqlite3_vfs *real_vfs;

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct faulty_file *)f)->real;
}

static int f_close(sqlite3_file *f)
{
	int rc = real_of(f)->pMethods->xClose(real_of(f));
	sqlite3_free(real_of(f));
	return rc;
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (!strikes(IN_FILES))
		return real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
	/* A torn write: the first half arrives. */
	real_of(f)->pMethods->xWrite(real_of(f), p, n / 2, at);
	return fault.code;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return strikes(IN_FILES) ? fault.code : real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int syncs;

static int f_sync(sqlite3_file *f, int flags)
{
	syncs++;
	return strikes(IN_FILES) ? fault.code : real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int f_traits(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int delete)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), delete);
}

static const sqlite3_io_methods methods = {2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock,
	f_unlock, f_reserved, f_control, f_sector, f_traits, f_shm_map, f_shm_lock, f_shm_barrier,
	f_shm_unmap, NULL, NULL};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	(void)vfs;
	struct faulty_file *f = (struct faulty_file *)file;
	f->base.pMethods = NULL;
	f->real = sqlite3_malloc(real_vfs->szOsFile);
	if (!f->real)
		return SQLITE_NOMEM;
	int rc = real_vfs->xOpen(real_vfs, name, f->real, flags, out_flags);
	if (rc == SQLITE_OK)
		f->base.pMethods = &methods;
	else
		sqlite3_free(f->real);
	return rc;
}

static void install_vfs(void)
{
	static sqlite3_vfs vfs;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "faulty";
	vfs.szOsFile = sizeof(struct faulty_file);
	vfs.xOpen = v_open;
	vfs.pNext = NULL;
	assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

/* ---- allocation that fails ---- */

static sqlite3_mem_methods real_mem;

static void *m_malloc(int n)
{
	return strikes(IN_MEMORY) ? NULL : real_mem.xMalloc(n);
}

static void *m_realloc(void *p, int n)
{
	return strikes(IN_MEMORY) ? NULL : real_mem.xRealloc(p, n);
}

static void install_memory(void)
{
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_mem), SQLITE_OK);
	sqlite3_mem_methods mine = real_mem;
	mine.xMalloc = m_malloc;
	mine.xRealloc = m_realloc;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &mine), SQLITE_OK);
}

/* ---- what is run ---- */

struct saved {
	int64_t seq; /* the last that was reported */
	int documents;
	bool all; /* the whole run succeeded */
};

static bool decide(struct fixture *f, int64_t id, struct saved *saved)
{
	struct items items;
	if (!store_items_load(f->store, id, "ann", &f->arena, &items, &f->err))
		return false;
	bool ok = true;
	for (uint32_t i = 0; ok && i < items.n; i++) {
		struct item before = items.v[i];
		struct receipt receipt;
		items.v[i].decision = i % 2 ? DECISION_REJECTED : DECISION_CONFIRMED;
		const struct act act = {ACT_CONFIRM, id, "ann", &items, i, &before, &items.v[i], 0, "v1"};
		ok = store_act(f->store, &act, &receipt, &f->err);
		if (ok)
			saved->seq = receipt.seq;
		else
			items.v[i] = before;
	}
	struct undone undone;
	for (int i = 0; ok && i < 2; i++) {
		ok = i ? store_redo(f->store, "ann", &undone, &f->err)
		       : store_undo(f->store, "ann", &undone, &f->err);
		if (ok)
			saved->seq = undone.receipt.seq;
	}
	items_release(&items);
	return ok;
}

static bool put(struct fixture *f, int64_t id, const char *version)
{
	struct place places[2] = {place_none(), place_none()};
	places[0].span = (struct span){0, 4};
	places[1].span = (struct span){6, 9};
	struct figure figure = figure_none();
	figure.span = (struct span){1, 3};
	figure.harm = 1;
	figure.place = version[1] == '1';
	const struct findings found = {places, 2, &figure, 1};
	return store_suggestions_put(f->store, id, version, &found, &f->err);
}

/* From nothing to a database with decisions on two versions of suggestions; stops at the first failure. */
static bool run_open_store(struct fixture *f, struct saved *saved)
{
	int64_t id;
	bool existed, current;
	if (!store_document_add(f->store,
		    &(struct document){.text = fixture_text("some text of some length")}, &id, &existed,
		    &f->err))
		return false;
	saved->documents = 1;
	struct journal_check check;
	return put(f, id, "v1") && decide(f, id, saved) && put(f, id, "v2") && decide(f, id, saved) &&
	       store_suggestions_current(f->store, id, "v2", &current, &f->err) &&
	       store_journal_verify(f->store, &check, &f->err);
}

static struct saved run(struct fixture *f)
{
	struct saved saved = {0};
	f->store = NULL;
	f->err = (struct err){0};
	if (store_open(f->path, NULL, &f->store, &f->err)) {
		saved.all = run_open_store(f, &saved);
		store_close(f->store);
		f->store = NULL;
	}
	if (!saved.all)
		assert_true(f->err.code != ERR_NONE && f->err.text[0]);
	return saved;
}

static void check_after(struct fixture *f, const struct saved *saved, const char *what, long n)
{
	fault.countdown = 0;
	fault.lasting = false;
	if (!store_open(f->path, NULL, &f->store, &f->err))
		fail_msg("%s %ld: does not open again: %s", what, n, f->err.text);
	int64_t rows = fixture_number(f, "SELECT coalesce(max(seq), 0) FROM journal");
	if (rows < saved->seq || fixture_count_documents(f) < saved->documents)
		fail_msg(
			"%s %ld: %lld reported, %lld there", what, n, (long long)saved->seq, (long long)rows);
	if (fixture_number(f, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") !=
		0) {
		fail_msg("%s %ld: the database is damaged", what, n);
	}
	fixture_verify(f);
}

/* Runs with the fault at the nth call; returns whether it was met. */
static bool run_with_fault(const char *what, enum kind kind, long n, bool lasting, int code)
{
	struct fixture *f;
	fixture_setup((void **)&f);
	store_close(f->store);
	unlink(f->path);
	fault.kind = kind;
	fault.countdown = n;
	fault.lasting = lasting;
	fault.code = code;
	fault.met = false;
	struct saved saved = run(f);
	bool met = fault.met;
	if (!met && !saved.all)
		fail_msg("%s: fails without a fault: %s", what, f->err.text);
	if (code == SQLITE_FULL && lasting && met && !saved.all && f->err.code != ERR_DISK_FULL)
		fail_msg("%s %ld: code %d, '%s'", what, n, f->err.code, f->err.text);
	check_after(f, &saved, what, n);
	fixture_teardown((void **)&f);
	return met;
}

static void test_writes(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		bool lasting;
		int code;
	} cases[] = {
		{"write fails once", false, SQLITE_IOERR_WRITE},
		{"writes fail from here", true, SQLITE_IOERR_WRITE},
		{"full once", false, SQLITE_FULL},
		{"full from here", true, SQLITE_FULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		long n = 1;
		while (run_with_fault(cases[i].name, IN_FILES, n, cases[i].lasting, cases[i].code))
			n++;
		assert_true(n > 50);
		print_message("%s: %ld faults\n", cases[i].name, n - 1);
	}
}

/* Every allocation at first, then fewer: reading the schema makes thousands that are all alike. */
static void test_memory(void **state)
{
	(void)state;
	long n = 1, faults = 0;
	while (run_with_fault("allocation", IN_MEMORY, n, false, 0)) {
		n += 1 + n / 60;
		faults++;
	}
	assert_true(faults > 100);
	print_message("%ld failed allocations of %ld\n", faults, n);
}

/* One decision is one sync of the log, no more and no less. The log's first commit after opening syncs its header too. */
static void test_one_sync_an_act(void **state)
{
	struct fixture *f = *state;
	int64_t id = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, id, "v1");
	struct items items = fixture_load(f, id, "ann");
	for (uint32_t i = 0; i < 1000; i++) {
		int before = syncs;
		fixture_act(f, id, "ann", &items, i % 4, ACT_CONFIRM,
			i % 3 ? DECISION_CONFIRMED : DECISION_REJECTED);
		if (syncs != before + 1)
			fail_msg("act %u: %d syncs", i, syncs - before);
	}
	struct undone undone;
	int before = syncs;
	assert_true(store_undo(f->store, "ann", &undone, &f->err));
	assert_int_equal(syncs, before + 1);
	items_release(&items);
	/* The log has grown long; opening a document moves it into the file, and the next act is still saved. */
	struct document doc;
	before = syncs;
	assert_true(store_document_get(f->store, id, &f->arena, &doc, &f->err));
	assert_true(syncs > before);
	assert_true(store_redo(f->store, "ann", &undone, &f->err));
	fixture_verify(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_one_sync_an_act, fixture_setup, fixture_teardown),
		cmocka_unit_test(test_writes),
		cmocka_unit_test(test_memory),
	};
	install_memory();
	install_vfs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
