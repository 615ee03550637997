/* The cache of compiled gazetteers: what is kept, when it is taken, and all that must not be taken. */
#include "detect/place_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define HEADER "id\tname\tkind\tcountry\trank\n"

struct world {
	char room[64], folder[96], table[96];
	const char *tables[2];
	struct str said;
	struct detector_options opt;
};

static void keep_warning(void *arg, const char *message)
{
	str_addf(arg, "%s\n", message);
}

static void write_table(const char *path, const char *text)
{
	struct err err;
	assert_true(fs_replace(path, text, strlen(text), false, &err));
}

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	if (!w)
		return -1;
	snprintf(w->room, sizeof w->room, "/tmp/rasid-test-XXXXXX");
	if (!mkdtemp(w->room))
		return -1;
	snprintf(w->folder, sizeof w->folder, "%s/cache/rasid", w->room);
	snprintf(w->table, sizeof w->table, "%s/own.tsv", w->room);
	write_table(w->table, HEADER "one\tFirstplace\ttown\tSY\t3\n");
	w->tables[0] = w->table;
	w->opt = (struct detector_options){.gazetteer_paths = w->tables,
		.without_shipped_gazetteer = true,
		.cache_folder = w->folder,
		.warn = keep_warning,
		.warn_arg = &w->said};
	*state = w;
	return 0;
}

/* Removes what a folder holds, and it. */
static void remove_folder(const char *path)
{
	char name[400];
	DIR *d = opendir(path);
	for (struct dirent *e; d && (e = readdir(d));) {
		snprintf(name, sizeof name, "%s/%s", path, e->d_name);
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(name) != 0)
			rmdir(name);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

static int tear_down(void **state)
{
	struct world *w = *state;
	char cache[96];
	chmod(w->folder, 0700);
	remove_folder(w->folder);
	snprintf(cache, sizeof cache, "%s/cache", w->room);
	remove_folder(cache);
	remove_folder(w->room);
	str_release(&w->said);
	free(w);
	return 0;
}

/* Starts, says whether the row is there, and stops. */
static bool start_knows(struct world *w, const char *id)
{
	struct err err = {0};
	struct place_engine *e;
	if (!place_engine_new(&w->opt, &e, &err))
		fail_msg("%s", err.text);
	bool knows = gazetteer_by_id(place_engine_gazetteer(e), id) != NULL;
	place_engine_free(e);
	return knows;
}

/* Whether a start would take it out of the cache. */
static bool is_kept(const struct world *w)
{
	struct err err;
	struct place_cache c;
	struct place_engine *e;
	struct place_source s = {.path = w->table};
	assert_true(fs_read(w->table, &s.bytes, &err));
	assert_true(place_cache_open(&c, &w->opt, &s, 1, &err));
	bytes_release(&s.bytes);
	bool kept = place_cache_get(&c, &e);
	if (kept)
		place_engine_free(e);
	return kept;
}

/* The path of the only file of the cache; how many there are. */
static unsigned only_file(const struct world *w, char path[400])
{
	unsigned n = 0;
	DIR *d = opendir(w->folder);
	for (struct dirent *e; d && (e = readdir(d));)
		if (e->d_name[0] != '.') {
			snprintf(path, 400, "%s/%s", w->folder, e->d_name);
			n++;
		}
	if (d)
		closedir(d);
	return n;
}

static void test_kept(void **state)
{
	struct world *w = *state;
	char path[400];
	struct stat first, second;
	assert_false(is_kept(w));
	assert_true(start_knows(w, "one"));
	assert_true(is_kept(w));
	assert_int_equal(only_file(w, path), 1);
	assert_int_equal(stat(path, &first), 0);
	assert_int_equal(first.st_mode & 077, 0);
	assert_true(start_knows(w, "one"));
	assert_int_equal(stat(path, &second), 0);
	assert_int_equal(first.st_ino, second.st_ino); /* read, not made again */
}

/* Same size, same time: only the bytes differ. */
static void test_changed(void **state)
{
	struct world *w = *state;
	struct stat st;
	assert_true(start_knows(w, "one"));
	assert_int_equal(stat(w->table, &st), 0);
	write_table(w->table, HEADER "two\tFirstplace\ttown\tSY\t3\n");
	struct timespec times[2] = {st.st_atim, st.st_mtim};
	assert_int_equal(utimensat(AT_FDCWD, w->table, times, 0), 0);
	assert_false(is_kept(w));
	assert_true(start_knows(w, "two"));
	assert_false(start_knows(w, "one"));
	assert_true(is_kept(w));
}

/* The same bytes under another name can give other rows: ids and countries come from names. */
static void test_other_name(void **state)
{
	struct world *w = *state;
	char link_name[96];
	assert_true(start_knows(w, "one"));
	snprintf(link_name, sizeof link_name, "%s/ye.tsv", w->room);
	assert_int_equal(link(w->table, link_name), 0);
	memcpy(w->table, link_name, sizeof w->table);
	assert_false(is_kept(w));
	w->opt.without_shipped_gazetteer = false;
	assert_false(is_kept(w));
}

static void test_warnings(void **state)
{
	struct world *w = *state;
	write_table(w->table, HEADER "one\tA\ttown\tSY\t3\ntwo\tB\tcastle\tSY\t3\nthree\tC\ttown\tSY\t9\n");
	assert_true(start_knows(w, "one"));
	assert_non_null(strstr(str_text(&w->said), "own.tsv:3: unknown kind 'castle'"));
	assert_non_null(strstr(str_text(&w->said), "own.tsv:4: no rank '9'"));
	assert_true(is_kept(w));
	char *first = str_steal(&w->said);
	assert_true(start_knows(w, "one"));
	assert_string_equal(str_text(&w->said), first);
	free(first);
	w->opt.warn = NULL;
	assert_true(start_knows(w, "one"));
}

/* A table that cannot be loaded fails each time, and leaves nothing. */
static void test_failure(void **state)
{
	struct world *w = *state;
	struct err err = {0};
	struct place_engine *e;
	char path[400];
	write_table(w->table, "id\tkind\none\ttown\n");
	for (int i = 0; i < 2; i++) {
		assert_false(place_engine_new(&w->opt, &e, &err));
		assert_int_equal(err.code, ERR_INPUT);
	}
	assert_int_equal(only_file(w, path), 0);
}

/* What may lie there instead of a whole image. The start is right, and the next one has a good image again. */
enum damage { CUT, EMPTY, FLIPPED, TEXT, OTHERS_KEY, SYMLINK, FOLDER, DAMAGES };

static void damage(const struct world *w, const char *path, enum damage how)
{
	struct bytes b;
	struct err err;
	char other[500];
	assert_true(fs_read(path, &b, &err));
	switch (how) {
	case CUT:
		assert_true(fs_replace(path, b.data, b.n / 2, false, &err));
		break;
	case EMPTY:
		assert_true(fs_replace(path, "", 0, false, &err));
		break;
	case FLIPPED:
		b.data[b.n - 40] ^= 4;
		assert_true(fs_replace(path, b.data, b.n, false, &err));
		break;
	case TEXT:
		memset(b.data, 'x', b.n);
		assert_true(fs_replace(path, b.data, b.n, false, &err));
		break;
	case OTHERS_KEY:
		b.data[32] ^= 1;
		assert_true(fs_replace(path, b.data, b.n, false, &err));
		break;
	case SYMLINK:
		snprintf(other, sizeof other, "%s/gone", w->room);
		assert_int_equal(unlink(path), 0);
		assert_int_equal(symlink(other, path), 0);
		break;
	default:
		assert_int_equal(unlink(path), 0);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	bytes_release(&b);
}

static void test_damage(void **state)
{
	struct world *w = *state;
	char path[400];
	assert_true(start_knows(w, "one"));
	assert_int_equal(only_file(w, path), 1);
	for (enum damage how = 0; how < DAMAGES; how++) {
		damage(w, path, how);
		if (is_kept(w))
			fail_msg("damage %d is taken", (int)how);
		if (!start_knows(w, "one"))
			fail_msg("damage %d: a row is missing", (int)how);
		if (how != FOLDER && !is_kept(w))
			fail_msg("damage %d is not mended", (int)how);
	}
	assert_string_equal(str_text(&w->said), ""); /* and no word of it */
}

/* Nothing can be written: a file where the folder should be. (A mode would not stop a test that root runs.) */
static void test_no_folder(void **state)
{
	struct world *w = *state;
	char cache[96];
	snprintf(cache, sizeof cache, "%s/cache", w->room);
	write_table(cache, "in the way");
	assert_true(start_knows(w, "one"));
	assert_false(is_kept(w));
	assert_true(start_knows(w, "one"));
	assert_string_equal(str_text(&w->said), "");
	w->opt.cache_folder = NULL;
	assert_true(start_knows(w, "one"));
}

static void test_old_files(void **state)
{
	struct world *w = *state;
	char path[400], own[500];
	assert_true(start_knows(w, "one"));
	snprintf(own, sizeof own, "%s/notes", w->folder); /* not ours: stays */
	write_table(own, "x");
	for (int i = 0; i < 12; i++) {
		char text[100];
		snprintf(text, sizeof text, HEADER "t%d\tPlace\ttown\tSY\t3\n", i);
		write_table(w->table, text);
		(void)start_knows(w, "one");
	}
	assert_true(is_kept(w)); /* the newest */
	assert_int_equal(only_file(w, path), 4 + 1);
	assert_int_equal(access(own, F_OK), 0);
}

/* Several processes start at once, again and again on other tables; each knows its rows. */
static void test_processes(void **state)
{
	struct world *w = *state;
	enum { PROCESSES = 4, ROUNDS = 12 };
	for (int p = 0; p < PROCESSES; p++) {
		pid_t pid = fork();
		assert_true(pid >= 0);
		if (pid)
			continue;
		snprintf(w->table, sizeof w->table, "%s/p%d.tsv", w->room, p % 2);
		bool ok = true;
		for (int i = 0; ok && i < ROUNDS; i++) {
			struct err err;
			struct place_engine *e;
			char text[100], id[16];
			snprintf(id, sizeof id, "r%d", i % 6);
			snprintf(text, sizeof text, HEADER "%s\tPlace\ttown\tSY\t3\n", id);
			ok = fs_replace(w->table, text, strlen(text), false, &err) &&
			     place_engine_new(&w->opt, &e, &err);
			if (ok) { /* the other process may have replaced the table since */
				ok = gazetteer_count(place_engine_gazetteer(e)) == 1 &&
				     gazetteer_row(place_engine_gazetteer(e), 0)->id[0] == 'r';
				place_engine_free(e);
			}
		}
		_exit(ok ? 0 : 1);
	}
	for (int p = 0; p < PROCESSES; p++) {
		int status;
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_changed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_other_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_warnings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_folder, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_old_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_processes, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
