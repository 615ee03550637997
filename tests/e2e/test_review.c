/*
 * Review, end to end: the real program in a pseudo-terminal, judged by the cells that a terminal would show.
 *
 * The program is the one that RASID_PROGRAM names (without it everything is skipped). Each test has a database of its own.
 * Arabic on the screen is given as presentation forms in screen order, left to right.
 */
#include "base/err.h"
#include "lib/vt.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SEED "fixtures/seed.txt"
/* "four", as typed in a search: alef with hamza, reh, beh, ain, teh marbuta */
#define FOUR "\xD8\xA3\xD8\xB1\xD8\xA8\xD8\xB9\xD8\xA9"

struct stage {
	char folder[64], db[80], hostile[80];
	struct vt *vt;
};

static const char *program(void)
{
	return getenv("RASID_PROGRAM");
}

static int setup(void **state)
{
	struct stage *s = calloc(1, sizeof *s);
	if (!s)
		return -1;
	snprintf(s->folder, sizeof s->folder, "/tmp/rasid-e2e-XXXXXX");
	if (!mkdtemp(s->folder))
		return -1;
	snprintf(s->db, sizeof s->db, "%s/db", s->folder);
	snprintf(s->hostile, sizeof s->hostile, "%s/hostile.txt", s->folder);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;
	static const char *const names[] = {"db", "db-wal", "db-shm", "hostile.txt"};
	vt_free(s->vt);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[160];
		snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
		unlink(path);
	}
	rmdir(s->folder);
	free(s);
	return 0;
}

static void start(struct stage *s, int rows, int cols, const char *file, const char *const env[])
{
	if (!program())
		skip();
	const char *argv[] = {
		program(), "--db", s->db, "--as", "amal", "review", "--keys", "/dev/null", file, NULL};
	vt_free(s->vt);
	s->vt = vt_spawn(rows, cols, argv, env);
	assert_non_null(s->vt);
}

static void expect(struct stage *s, const char *text)
{
	if (!vt_wait_text(s->vt, text)) {
		vt_print(s->vt);
		fail_msg("the screen never showed '%s'", text);
	}
}

/* ("? help" stands at the end of the last row, which is painted last: the whole frame is there.) */
static void press(struct stage *s, const char *keys, const char *then)
{
	vt_send(s->vt, keys);
	expect(s, then);
}

/* The search takes the caret to "four civilians", which is a figure. */
static void go_to_four(struct stage *s)
{
	press(s, "/", "find");
	press(s, FOUR "\r", "found");
	expect(s, "FIGURE");
	expect(s, "4 killed");
}

/* ---- tests ---- */

static void test_text_is_right_to_left(void **state)
{
	struct stage *s = *state;
	static const uint32_t first_word[] = {
		0xFEED /* waw */, 0xFEB3 /* seen, initial */, 0xFEC2 /* tah, final */, ' '};
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	for (int i = 0; i < 4; i++)
		assert_int_equal(vt_cell(s->vt, 2, 97 - i).cp[0], first_word[i]);
	/* The marks that keep other terminals from ordering the row again hang on the blank edges. */
	assert_int_equal(vt_cell(s->vt, 2, 0).cp[1], 0x202D);
	assert_int_equal(vt_cell(s->vt, 2, 99).cp[1], 0x202C);
	size_t n;
	assert_non_null(strstr(vt_output(s->vt, &n), "\033[8l"));
}

static void test_a_decision_survives_a_kill(void **state)
{
	struct stage *s = *state;
	int status;
	start(s, 30, 100, SEED, NULL);
	expect(s, "0 of ");
	press(s, "a", "1 of ");
	expect(s, "saved #");
	press(s, "x", "2 of ");
	vt_signal(s->vt, SIGKILL);
	assert_true(vt_wait_exit(s->vt, &status));
	assert_true(WIFSIGNALED(status));
	start(s, 30, 100, SEED, NULL);
	expect(s, "2 of ");
	press(s, "u", "1 of ");
	press(s, "u", "0 of ");
	press(s, "u", "nothing");
	press(s, "\x12", "1 of ");
}

static void test_editing(void **state)
{
	struct stage *s = *state;
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	go_to_four(s);
	press(s, "e", "EDIT");
	press(s, "5", "low       5");
	press(s, "\r", "corrected to 5 killed");
	expect(s, "1 of ");
	press(s, "u", "undone: 4 killed");
	press(s, "e", "EDIT");
	vt_send(s->vt, "6\033");
	expect(s, "nothing was changed");
	expect(s, "0 of ");
}

/* Another name is typed: the gazetteer's rows of that name are offered, and a number takes one. */
static void test_another_place(void **state)
{
	struct stage *s = *state;
	start(s, 30, 100, SEED, NULL);
	expect(s, "PLACE 1");
	press(s, "e", "EDIT");
	expect(s, "which");
	vt_send(s->vt, "\033[B\x15"); /* down to the name; empty it */
	vt_send(s->vt, "\xD8\xAD\xD9\x85\xD8\xA7\xD8\xA9" /* Hama */);
	expect(s, "not in the gazetteer");
	expect(s, "1 \xEF\xBA\x93" /* its last letter, teh marbuta: first on the screen */);
	press(s, "\033[A1\r", "corrected to");
	expect(s, "1 of ");
	press(s, "u", "undone");
}

static void test_arabic_keyboard(void **state)
{
	struct stage *s = *state;
	start(s, 30, 100, SEED, NULL);
	expect(s, "0 of ");
	press(s, "\xD8\xB4" /* sheen: a */, "1 of ");
	press(s, "\xD8\xB9" /* ain: u */, "0 of ");
	press(s, "\xD8\x9F" /* question mark */, "Reading and deciding");
}

/* The pointer comes down on the figure: the same cell that the search found. */
static void test_mouse(void **state)
{
	struct stage *s = *state;
	int row, col;
	char report[48];
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	go_to_four(s);
	vt_caret(s->vt, &row, &col);
	press(s, "\033", "FIGURE"); /* alone: the search is forgotten */
	if (!vt_wait_gone(s->vt, "found"))
		fail_msg("Escape did not end the search");
	press(s, "\t", "? help");
	if (!vt_wait_gone(s->vt, "4 killed"))
		fail_msg("Tab did not leave the figure");
	/* The view has moved with the jump: back by wheel and click at where the text shows the words now. */
	go_to_four(s);
	vt_caret(s->vt, &row, &col);
	snprintf(report, sizeof report, "\033[<0;%d;%dM\033[<0;%d;%dm", 95, row + 1, 95, row + 1);
	vt_send(s->vt, report);
	snprintf(report, sizeof report, "\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1);
	press(s, report, "4 killed");
	press(s, "a", "confirmed 4 killed");
}

static void test_dragging_selects(void **state)
{
	struct stage *s = *state;
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	press(s, "\033[<0;98;3M\033[<32;90;3M\033[<0;90;3m", "letters selected");
	press(s, "f", "+ added");
	expect(s, "1 of ");
	press(s, "d", "0 of ");
}

static void test_resizing(void **state)
{
	struct stage *s = *state;
	static const int sizes[][2] = {{24, 80}, {12, 40}, {5, 20}, {50, 200}, {1, 1}, {30, 100}};
	start(s, 30, 100, SEED, NULL);
	expect(s, "PLACE 1");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		vt_resize(s->vt, sizes[i][0], sizes[i][1]);
		if (sizes[i][1] >= 40)
			expect(s, "PLACE 1");
		else if (sizes[i][1] >= 20)
			expect(s, "undecided");
	}
	vt_resize(s->vt, 4, 30);
	expect(s, "More room");
	vt_resize(s->vt, 24, 80);
	press(s, "a", "1 of ");
}

static bool caret_is_at(struct vt *v, void *arg)
{
	int row, col;
	vt_caret(v, &row, &col);
	return row == ((int *)arg)[0] && col == ((int *)arg)[1];
}

static void test_a_caret_move_sends_little(void **state)
{
	struct stage *s = *state;
	int at[2] = {2, 97};
	size_t before, after;
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	press(s, "g", "No item here");
	assert_true(vt_wait(s->vt, caret_is_at, at));
	for (int i = 0; i < 5; i++) {
		at[1]--;
		vt_output(s->vt, &before);
		vt_send(s->vt, "\033[D");
		assert_true(vt_wait(s->vt, caret_is_at, at));
		vt_output(s->vt, &after);
		if (after - before > 200)
			fail_msg("moving the caret once sent %zu bytes", after - before);
	}
}

static void test_without_colours(void **state)
{
	struct stage *s = *state;
	static const char *const env[] = {"NO_COLOR=1", NULL};
	start(s, 30, 100, SEED, env);
	expect(s, "? help");
	unsigned underlined = 0, reversed = 0;
	for (int y = 0; y < 30; y++)
		for (int x = 0; x < 100; x++) {
			struct vt_cell c = vt_cell(s->vt, y, x);
			assert_false(c.has_fg || c.has_bg);
			underlined += c.underline;
			reversed += c.reverse;
		}
	assert_true(underlined > 0 && reversed > 0);
	press(s, "a", "1 of ");
}

static void test_on_a_vt100(void **state)
{
	struct stage *s = *state;
	static const char *const env[] = {"TERM=vt100", NULL};
	start(s, 24, 80, SEED, env);
	expect(s, "? help");
	press(s, "a", "1 of ");
	press(s, "q", "");
}

/* Nothing of a hostile text or name reaches the terminal as it is. */
static void test_hostile_text(void **state)
{
	struct stage *s = *state;
	static const char text[] =
		"\xD9\x82\xD8\xAA\xD9\x84 3 \xD9\x85\xD8\xAF\xD9\x86\xD9\x8A\xD9\x8A\xD9\x86\n"
		"a\033]52;c;SGFja2Vk\007b \033[31mred\033[0m \033c\n"
		"c \xC2\x9B"
		"31m \xC2\x9D"
		"52;c;x\xC2\x9C d\x7F \x08 \x0E\n"
		"e \xE2\x80\xAE"
		"abc\xE2\x80\xAC f \xE2\x81\xA6x\xE2\x81\xA9 \xEF\xBB\xBF \xF3\xA0\x81\x81\n";
	static const char *const never[] = {"\033]52", "\033[31mred", "\033c", "\xC2\x9B", "\xC2\x9D",
		"\xE2\x80\xAE", "\xE2\x81\xA6", "\xF3\xA0\x81\x81", "\xEF\xBB\xBF", "\x0E"};
	FILE *f = fopen(s->hostile, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, sizeof text - 1, f), sizeof text - 1);
	fclose(f);
	start(s, 30, 100, s->hostile, NULL);
	expect(s, "? help");
	expect(s, "\xE2\x90\x9B" /* the stand-in for ESC */);
	press(s, "jjjG", "100 %");
	press(s, "gv", "select words");
	press(s, "jjj", "letters selected");
	press(s, "f", "+ added");
	press(s, "e", "EDIT");
	size_t n;
	const char *out = vt_output(s->vt, &n);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (memmem(out, n, never[i], strlen(never[i])))
			fail_msg("the terminal was sent what number %zu of the list forbids", i);
}

/* ---- giving the terminal back, and terminals that will not do ---- */

static bool ends_restored(struct stage *s)
{
	size_t n;
	const char *out = vt_output(s->vt, &n);
	return strstr(out, "\033[8h") && strstr(out, "\033[?1049l") && strstr(out, "\033[?1006l") &&
	       strstr(out, "\033[?2004l") && strstr(out, "\033[?1243h");
}

static void test_quitting_gives_the_terminal_back(void **state)
{
	struct stage *s = *state;
	int status;
	start(s, 30, 100, SEED, NULL);
	expect(s, "? help");
	vt_send(s->vt, "q");
	assert_true(vt_wait_exit(s->vt, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(ends_restored(s));
}

static void test_signals_give_the_terminal_back(void **state)
{
	struct stage *s = *state;
	static const int signals[] = {SIGTERM, SIGHUP, SIGABRT, SIGSEGV};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		int status;
		start(s, 30, 100, SEED, NULL);
		expect(s, "? help");
		vt_signal(s->vt, signals[i]);
		assert_true(vt_wait_exit(s->vt, &status));
		if (!ends_restored(s))
			fail_msg("signal %d: the terminal was not given back", signals[i]);
		if (signals[i] == SIGABRT || signals[i] == SIGSEGV)
			assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		else
			assert_true(WIFEXITED(status));
	}
}

/* A shell with job control runs the program: stopped, it leaves the screen to the shell; continued, it draws again. */
static void test_suspending(void **state)
{
	struct stage *s = *state;
	char command[400];
	size_t before, after;
	int status;
	if (!program())
		skip();
	snprintf(command, sizeof command,
		"set -m; %s --db %s --as amal review --keys /dev/null " SEED
		"; echo it has stopped; fg >/dev/null; echo over",
		program(), s->db);
	const char *argv[] = {"/bin/sh", "-c", command, NULL};
	s->vt = vt_spawn(30, 100, argv, NULL);
	expect(s, "? help");
	press(s, "a", "1 of ");
	vt_output(s->vt, &before);
	vt_send(s->vt, "\x1A");
	/* The shell says so on the main screen, and is quick to continue: what was written tells that it happened. */
	press(s, "x", "\xC2\xB7 2 of ");
	const char *out = vt_output(s->vt, &after);
	const char *said = memmem(out + before, after - before, "it has stopped", 14);
	assert_non_null(said);
	assert_non_null(memmem(out + before, (size_t)(said - out) - before, "\033[8h", 4));
	assert_non_null(memmem(out + before, (size_t)(said - out) - before, "\033[?1049l", 8));
	assert_non_null(strstr(said, "\033[?1049h"));
	assert_non_null(strstr(said, "\033[8l"));
	vt_send(s->vt, "q");
	assert_true(vt_wait_exit(s->vt, &status));
	assert_int_equal(status, 0);
}

static void test_bad_bytes_and_pastes_are_survived(void **state)
{
	struct stage *s = *state;
	start(s, 30, 100, SEED, NULL);
	expect(s, "0 of ");
	vt_send(s->vt, "\xFF\xC3\xE2\x82");
	expect(s, "no meaning");
	press(s, "\033[200~aaax\033[201~", "pasted text is not taken as keys");
	expect(s, "0 of ");
	press(s, "/", "find");
	press(s, "\033[200~" FOUR "\033[201~\r", "found");
}

static void expect_refusal(struct stage *s, const char *const env[], const char *words)
{
	int status;
	size_t n;
	start(s, 24, 80, SEED, env);
	assert_true(vt_wait_exit(s->vt, &status));
	const char *out = vt_output(s->vt, &n);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != err_exit_status(ERR_TERMINAL) || !strstr(out, words))
		fail_msg("status %x, output: %s", status, out);
	if (strstr(out, "\033[?") || strstr(out, "\033[8l"))
		fail_msg("modes were set on a terminal that was refused");
}

static void test_terminals_that_will_not_do(void **state)
{
	struct stage *s = *state;
	static const char *const dumb[] = {"TERM=dumb", NULL}, *const unknown[] = {
								       "TERM=no-such-terminal", NULL};
	static const char *const none[] = {"TERM=", NULL};
	expect_refusal(s, dumb, "TERM='dumb'");
	expect_refusal(s, unknown, "no-such-terminal");
	expect_refusal(s, none, "TERM is not set");
}

static void test_no_terminal(void **state)
{
	struct stage *s = *state;
	if (!program())
		skip();
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		dup2(ends[1], 2);
		execl(program(), program(), "--db", s->db, "review", SEED, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	char said[1024];
	size_t n = 0;
	ssize_t k;
	while (n < sizeof said - 1 && (k = read(ends[0], said + n, sizeof said - 1 - n)) > 0)
		n += (size_t)k;
	said[n] = '\0';
	close(ends[0]);
	int status;
	waitpid(pid, &status, 0);
	assert_int_equal(WEXITSTATUS(status), err_exit_status(ERR_TERMINAL));
	assert_non_null(strstr(said, "terminal"));
	assert_ptr_equal(strchr(said, '\n'), said + n - 1); /* one line */
}

#define END_TO_END(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		END_TO_END(test_text_is_right_to_left),
		END_TO_END(test_a_decision_survives_a_kill),
		END_TO_END(test_editing),
		END_TO_END(test_another_place),
		END_TO_END(test_arabic_keyboard),
		END_TO_END(test_mouse),
		END_TO_END(test_dragging_selects),
		END_TO_END(test_resizing),
		END_TO_END(test_a_caret_move_sends_little),
		END_TO_END(test_without_colours),
		END_TO_END(test_on_a_vt100),
		END_TO_END(test_hostile_text),
		END_TO_END(test_quitting_gives_the_terminal_back),
		END_TO_END(test_signals_give_the_terminal_back),
		END_TO_END(test_suspending),
		END_TO_END(test_bad_bytes_and_pastes_are_survived),
		END_TO_END(test_terminals_that_will_not_do),
		END_TO_END(test_no_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
