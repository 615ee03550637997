/*
 * Term_probe: which terminal is this?
 *
 * Environment variables leak through tmux and vanish over ssh, so the terminal is asked. A Linux console gets
 * no questions: older kernels print parts of them.
 */
#include "base/ids.h"
#include "term_bidi.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { PATIENCE_MS = 400, REPLY_MAX = 512 };

/* The questions: XTVERSION, DECRQM of BDSM (mode 8), primary device attributes. */
static const char questions[] = "\033[>q\033[8$p\033[c";

/* Does the reply end in an answer to DA1, "CSI ? … c"? */
static bool is_complete(const char *b, size_t n)
{
	if (n == 0 || b[n - 1] != 'c')
		return false;
	const char *esc = memrchr(b, '\033', n);
	return esc && (size_t)(b + n - esc) > 3 && esc[1] == '[' && esc[2] == '?';
}

static void ask(int fd, char reply[REPLY_MAX])
{
	size_t n = 0;
	int64_t end_ms = time_now_ms() + PATIENCE_MS;
	reply[0] = '\0';
	if (write(fd, questions, sizeof questions - 1) < 0)
		return;
	while (n < REPLY_MAX - 1 && !is_complete(reply, n)) {
		int64_t left = end_ms - time_now_ms();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (left <= 0 || poll(&p, 1, (int)left) <= 0)
			break;
		ssize_t k = read(fd, reply + n, REPLY_MAX - 1 - n);
		if (k <= 0)
			break;
		n += (size_t)k;
		reply[n] = '\0';
	}
}

static void ask_raw(int fd, char reply[REPLY_MAX])
{
	struct termios saved, raw;
	reply[0] = '\0';
	if (tcgetattr(fd, &saved) != 0)
		return;
	raw = saved;
	cfmakeraw(&raw);
	if (tcsetattr(fd, TCSADRAIN, &raw) != 0)
		return;
	ask(fd, reply);
	tcsetattr(fd, TCSADRAIN, &saved);
}

/* The name that XTVERSION gave: "DCS > | name ST". */
static void read_version(const char *reply, char out[80])
{
	out[0] = '\0';
	const char *at = strstr(reply, "\033P>|");
	if (!at)
		return;
	at += 4;
	size_t n = strcspn(at, "\033\007");
	snprintf(out, 80, "%.*s", (int)n, at);
}

/* Reads what comes out of a pipe up to the end of its first line. */
static void read_line(int fd, char out[80])
{
	size_t n = 0;
	ssize_t k;
	while (n < 79 && (k = read(fd, out + n, 79 - n)) > 0)
		n += (size_t)k;
	out[n] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

/* The terminal outside tmux, "type|name"; empty when tmux does not tell. */
static void ask_tmux(char out[80])
{
	static const char *const argv[] = {
		"tmux", "display-message", "-p", "#{client_termtype}|#{client_termname}", NULL};
	int ends[2];
	pid_t pid;
	posix_spawn_file_actions_t to_pipe;
	out[0] = '\0';
	if (pipe(ends) != 0)
		return;
	posix_spawn_file_actions_init(&to_pipe);
	posix_spawn_file_actions_addopen(&to_pipe, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&to_pipe, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&to_pipe, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&to_pipe, ends[0]);
	bool started =
		posix_spawnp(&pid, argv[0], &to_pipe, NULL, (char *const *)(uintptr_t)argv, environ) == 0;
	close(ends[1]);
	if (started) {
		read_line(ends[0], out);
		waitpid(pid, NULL, 0);
	}
	close(ends[0]);
	posix_spawn_file_actions_destroy(&to_pipe);
}

static const char *env(const char *name)
{
	const char *v = getenv(name);
	return v ? v : "";
}

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

void term_traits_probe(int fd, struct term_traits *out)
{
	struct term_traits t = {.mode = BIDI_LRO, .marks = true, .tmux = *env("TMUX") != '\0'};
	const char *term = env("TERM");
	if (begins(term, "linux")) {
		*out = (struct term_traits){.mode = BIDI_PLAIN};
		return;
	}
	char reply[REPLY_MAX], id[80];
	ask_raw(fd, reply);
	if (t.tmux)
		ask_tmux(id);
	else
		read_version(reply, id);
	bool silent = !t.tmux && !*id;
	if (begins(id, "kitty") || strstr(id, "xterm-kitty") ||
		(!t.tmux && strcmp(term, "xterm-kitty") == 0)) {
		t.mode = BIDI_KITTY;
		t.marks = false;
	} else if (strstr(id, "Konsole") || (silent && *env("KONSOLE_VERSION"))) {
		t.mode = t.tmux ? BIDI_LRO : BIDI_LRO_PIN; /* tmux merges cells after a ZWJ */
		t.konsole_osc = t.tmux;
	} else if (!t.tmux && (begins(term, "mlterm") || (silent && *env("MLTERM")))) {
		t.mlterm = true;
		t.mode = BIDI_PLAIN; /* it ignores U+202D, but gives it a cell */
	}
	if (begins(term, "alacritty") || begins(term, "st-") || *env("ALACRITTY_WINDOW_ID"))
		t.marks = false;
	*out = t;
}
