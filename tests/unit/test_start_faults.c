/*
 * Start faults: making a detector when the Nth allocation fails, for N = 1, 2, … until nothing fails any more.
 *
 * See lib/failing_malloc.h. A start either works, without the image or the cache if need be, or fails with ERR_MEMORY; in
 * both cases it keeps nothing allocated.
 */
#include "base/fs.h"
#include "detect/detect.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/failing_malloc.h"

#ifdef SANITIZED

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static bool start(const struct detector_options *opt, struct err *err)
{
	struct detector *d;
	if (!detector_new(opt, &d, err))
		return false;
	detector_free(d);
	return true;
}

static void fail_each_allocation(const char *name, const struct detector_options *opt)
{
	struct err err = {0};
	unsigned long n = 1, failed = 0;
	if (!start(opt, &err)) /* fills the cache, and ICU's */
		fail_msg("%s: %s", name, err.text);
	for (bool reached = true; reached; n++) {
		long before = live;
		err = (struct err){0};
		countdown = n;
		bool ok = start(opt, &err);
		reached = countdown == 0;
		countdown = 0;
		failed += !ok;
		if (live != before)
			fail_msg(
				"%s: %ld allocations are lost when number %lu fails", name, live - before, n);
		if (!ok && err.code != ERR_MEMORY)
			fail_msg("%s: allocation %lu fails with error %d: %s", name, n, err.code, err.text);
	}
	assert_true(n > 10 && failed > 0);
}

static void test_shipped(void **state)
{
	(void)state;
	fail_each_allocation("shipped", &(struct detector_options){0});
}

static void test_cached(void **state)
{
	(void)state;
	static const char table[] = "id\tname\tkind\tcountry\na\tOneplace\ttown\tSY\nb\tTwo\tcastle\tSY\n";
	char room[] = "/tmp/rasid-test-XXXXXX", path[64], name[400];
	struct err err;
	assert_non_null(mkdtemp(room));
	snprintf(path, sizeof path, "%s/own.tsv", room);
	assert_true(fs_replace(path, table, sizeof table - 1, false, &err));
	const char *paths[] = {path, NULL};
	fail_each_allocation(
		"cached", &(struct detector_options){.gazetteer_paths = paths, .cache_folder = room});
	DIR *d = opendir(room);
	for (struct dirent *e; d && (e = readdir(d));) {
		snprintf(name, sizeof name, "%s/%s", room, e->d_name);
		(void)unlink(name);
	}
	closedir(d);
	assert_int_equal(rmdir(room), 0);
}

int main(void)
{
	/* the first reads tables, for which ICU loads its names of countries once and for all */
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cached), cmocka_unit_test(test_shipped)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
