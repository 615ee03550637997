/*
 * Faults of the screen: a person's work while the Nth allocation fails.
 *
 * As in test_text_faults.c the program's malloc is replaced, and fails for calls from the program itself. Whatever fails,
 * the screen either goes on (a pane or a message is missing for one frame) or ends with ERR_MEMORY; nothing stays
 * allocated, and the database holds what the journal says.
 * Sanitizers bring a malloc of their own: with them this test is skipped.
 */
#include "lib/screen_world.h"
#include "state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/failing_malloc.h"

#ifdef SANITIZED

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

/* Every view and most commands, once. */
static const char script[] = "size 100x30\n"
			     "keys a x\n"
			     "keys . . e 9 Enter\n"
			     "keys /\n"
			     "type 12\n"
			     "keys Enter v w g c\n"
			     "type n\n"
			     "keys Enter ? Esc r\n"
			     "size 80x24\n"
			     "keys > u C-r ] [\n"
			     "size 20x5\n"
			     "dump end\n";

/* How it went with one failing allocation. */
struct outcome {
	bool ok, reached;
	struct err err;
};

static struct outcome work(unsigned long n, FILE *sink)
{
	struct screen_world w;
	struct app app;
	struct terminal *term = NULL;
	struct outcome o = {.ok = false};
	struct err err;
	struct journal_check check;
	screen_world_open(&w);
	countdown = n;
	o.ok = term_script_new("script", script, sizeof script - 1, sink, &term, &o.err);
	if (o.ok) {
		o.ok = app_init(&app, &w.session, term, "/dev/null", &o.err) && app_loop(&app, &o.err);
		app_release(&app);
	}
	o.reached = countdown == 0;
	countdown = 0;
	term_free(term);
	screen_world_must(store_journal_verify(w.store, &check, &err), &err, "the journal");
	screen_world_close(&w);
	return o;
}

static void test_each_allocation_fails_once(void **state)
{
	(void)state;
	FILE *sink = fopen("/dev/null", "w");
	assert_non_null(sink);
	assert_true(work(0, sink).ok); /* fills caches */
	unsigned long n = 1, tried = 0, ended = 0;
	struct outcome o = {.reached = true};
	/* Every one of the first, then ever fewer: most later ones are the same calls again. */
	for (; o.reached; n += 1 + n / 20) {
		long before = live;
		o = work(n, sink);
		if (live != before)
			fail_msg("allocation %lu failed: %ld blocks stay allocated", n, live - before);
		if (!o.ok && o.err.code != ERR_MEMORY)
			fail_msg("allocation %lu failed: %s", n, o.err.text);
		tried++;
		ended += !o.ok;
	}
	fclose(sink);
	assert_true(o.ok && tried > 30 && ended > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_allocation_fails_once)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
