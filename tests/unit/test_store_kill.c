/*
 * Killing: a child works on a database and reports each act after the store has; it is killed at some moment, and
 * everything that it had reported must be there. The moments come from a fixed seed, so that a failure can be looked for
 * again, though the scheduler has its say.
 */
#include "lib/store_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS = 25, LONGEST_US = 60000 };

/* Decides this and that until it is killed; every fifth time it takes an act back or makes suggestions anew. */
static void work(const char *path, int64_t document, int report)
{
	struct store *s;
	struct err err;
	struct arena a = {0};
	struct items items;
	if (!store_open(path, NULL, &s, &err) || !store_items_load(s, document, "ann", &a, &items, &err))
		_exit(1);
	for (unsigned i = 0;; i++) {
		struct receipt receipt;
		struct undone undone;
		uint32_t at = i % (uint32_t)items.n;
		struct item before = items.v[at];
		items.v[at].decision = i / items.n % 2 ? DECISION_CONFIRMED : DECISION_REJECTED;
		const struct act act = {
			ACT_CONFIRM, document, "ann", &items, at, &before, &items.v[at], i, "v1"};
		if (!store_act(s, &act, &receipt, &err))
			_exit(2);
		if (i % 5 == 4) {
			if (!store_undo(s, "ann", &undone, &err))
				_exit(3);
			receipt = undone.receipt;
		}
		if (write(report, &receipt.seq, sizeof receipt.seq) != (ssize_t)sizeof receipt.seq)
			_exit(4);
	}
}

static int64_t last_reported(int report)
{
	int64_t seq, last = 0;
	while (read(report, &seq, sizeof seq) == (ssize_t)sizeof seq)
		last = seq;
	return last;
}

static int64_t kill_once(struct fixture *f, int64_t document, unsigned delay_us)
{
	int pipes[2], status;
	assert_int_equal(pipe(pipes), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(pipes[0]);
		work(f->path, document, pipes[1]);
	}
	close(pipes[1]);
	nanosleep(&(struct timespec){.tv_nsec = (long)delay_us * 1000}, NULL);
	kill(child, SIGKILL);
	int64_t last = last_reported(pipes[0]);
	close(pipes[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status)); /* killed, not failed */
	return last;
}

static void test_killed_at_random_moments(void **state)
{
	struct fixture *f = *state;
	int64_t document = fixture_document(f, "some text that is long enough for spans");
	fixture_suggest(f, document, "v1");
	store_close(f->store);
	f->store = NULL;
	uint32_t seed = 20190508;
	int64_t acts = 0, rows_before = 0;
	for (int i = 0; i < ROUNDS; i++) {
		seed = seed * 1664525u + 1013904223u;
		int64_t last = kill_once(f, document, (unsigned)((uint64_t)seed * LONGEST_US >> 32));
		fixture_open(f); /* recovers */
		int64_t rows = fixture_number(f, "SELECT count(*) FROM journal");
		if (rows < last || rows < rows_before)
			fail_msg("round %d: row %lld was reported, %lld are there", i, (long long)last,
				(long long)rows);
		if (last > rows_before)
			acts += last - rows_before;
		rows_before = rows;
		fixture_verify(f);
		store_close(f->store);
		f->store = NULL;
	}
	assert_int_equal(fixture_number(f,
				 "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
		0);
	assert_true(acts > ROUNDS); /* it was killed at work */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_killed_at_random_moments, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
