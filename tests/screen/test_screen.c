/*
 * Screen: keys in, screens out, without a terminal.
 *
 * For each tests/screen/NAME.keys a database is made with two documents, article.txt with the suggestions of article.tsv
 * and hostile.txt without any; the script runs (term_script.c has its commands), and what it dumps must equal NAME.golden.
 * UPDATE=1 writes the goldens anew: look at the difference before it is committed. Times of day are written as HH:MM:SS.
 */
#include "base/fs.h"
#include "lib/screen_world.h"
#include "state.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "tests/screen/"

/* ---- scripts ---- */

static bool is_clock(const char *s)
{
	for (int i = 0; i < 8; i++)
		if (i % 3 == 2 ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

/* 12:34:56 becomes HH:MM:SS. */
static void hide_clocks(char *text)
{
	for (size_t n = strlen(text); n >= 8; n--, text++)
		if (is_clock(text))
			memcpy(text, "HH:MM:SS", 8);
}

static char *run_script(const char *path, size_t *len)
{
	struct screen_world w;
	struct err err;
	struct bytes script;
	struct app app;
	struct terminal *term;
	char *out = NULL;
	screen_world_open(&w);
	screen_world_must(fs_read(path, &script, &err), &err, path);
	FILE *f = open_memstream(&out, len);
	screen_world_must(
		term_script_new(path, (const char *)script.data, script.n, f, &term, &err), &err, path);
	bool ok = app_init(&app, &w.session, term, "/dev/null", &err) && app_loop(&app, &err);
	screen_world_must(ok, &err, path);
	app_release(&app);
	term_free(term);
	fclose(f);
	bytes_release(&script);
	screen_world_close(&w);
	hide_clocks(out);
	return out;
}

/* The first line that differs, for the message. */
static void report(const char *path, const char *got, const char *want)
{
	char title[128] = "";
	unsigned line = 1;
	while (*got && *got == *want) {
		if (strncmp(got, "== ", 3) == 0)
			snprintf(title, sizeof title, "%.*s", (int)strcspn(got, "\n"), got);
		line += *got == '\n';
		got++;
		want++;
	}
	while (got[-1] != '\n' && line > 1) {
		got--;
		want--;
	}
	print_error("%s:%u, in %s\n  is      %.*s\n  should  %.*s\n", path, line, title,
		(int)strcspn(got, "\n"), got, (int)strcspn(want, "\n"), want);
}

static bool check_script(const char *name)
{
	char keys[300], golden[300];
	snprintf(keys, sizeof keys, FOLDER "%s.keys", name);
	snprintf(golden, sizeof golden, FOLDER "%s.golden", name);
	size_t len = 0;
	char *got = run_script(keys, &len);
	const char *update = getenv("UPDATE");
	bool ok = true;
	if (update && *update == '1') {
		FILE *f = fopen(golden, "w");
		ok = f && fwrite(got, 1, len, f) == len;
		if (f)
			fclose(f);
	} else {
		struct bytes want;
		struct err err;
		ok = fs_read(golden, &want, &err);
		if (!ok)
			print_error("%s\n", err.text);
		if (ok && (want.n != len || memcmp(want.data, got, len) != 0)) {
			char *text = strndup((const char *)want.data, want.n);
			report(golden, got, text);
			free(text);
			ok = false;
		}
		bytes_release(&want);
	}
	free(got);
	return ok;
}

static int is_script(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return n > 5 && strcmp(e->d_name + n - 5, ".keys") == 0;
}

static void test_scripts(void **state)
{
	(void)state;
	struct dirent **list;
	int n = scandir(FOLDER, &list, is_script, alphasort), failed = 0;
	assert_true(n >= 10);
	for (int i = 0; i < n; i++) {
		char name[256];
		snprintf(name, sizeof name, "%.*s", (int)strlen(list[i]->d_name) - 5, list[i]->d_name);
		failed += !check_script(name);
		free(list[i]);
	}
	free(list);
	if (failed)
		fail_msg("%d scripts differ from their goldens", failed);
}

static void test_wrong_scripts_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *script, *want;
	} cases[] = {
		{"keys a", "s:1: a script begins with a size"},
		{"# only this", "s:1: a script begins with a size"},
		{"size wide\n", "s:1: a size is COLSxROWS"},
		{"# nothing\nfly\n", "s:2: there is no such command"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err err;
		struct terminal *t;
		if (term_script_new("s", cases[i].script, strlen(cases[i].script), stderr, &t, &err))
			fail_msg("accepted: %s", cases[i].script);
		assert_string_equal(err.text, cases[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_wrong_scripts_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
