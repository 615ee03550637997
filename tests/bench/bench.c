/*
 * Bench: one measurement a call, printed as "name<TAB>figure<TAB>unit" lines. tests/bench/run.sh calls it and prints the table.
 *
 *	bench detect FILE ROUNDS     CPU time of the detection pipeline and of `wc -m` on the same file, alternating
 *	bench once FILE              detection once, for counting instructions; prints the code points
 *	bench run PROGRAM ARG…       wall time of a whole run, the first and the median of those after it
 *	bench start PROGRAM ARG…     run in a terminal: wall time to the first whole frame
 *	bench keys PROGRAM ARG…      the same, then CPU time and bytes to the terminal per key, by kind of key
 *
 * The terminal is a pty of 100 x 30 whose other end answers the device-attributes query as xterm does. A frame is whole
 * when the status line's count has arrived; a key is done when nothing came for QUIET_MS.
 */
#include "base/arena.h"
#include "base/fs.h"
#include "detect/detect.h"
#include "text/decode.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUIET_MS = 40, FRAME_WAIT_MS = 120000, KEYS = 100, MAX_ROUNDS = 32 };

static double seconds(clockid_t clock)
{
	struct timespec ts;
	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* ---- detection ---- */

struct corpus_text {
	struct bytes file;
	uint32_t len_cp;
	struct detector *detector;
};

static void load(const char *path, struct corpus_text *c)
{
	struct err err;
	struct detector_options opt = {0};
	if (!fs_read(path, &c->file, &err) || !detector_new(&opt, &c->detector, &err))
		die(err.text);
}

/* From bytes to findings, as the program does it. */
static void run_pipeline(struct corpus_text *c, size_t *n_found)
{
	struct err err;
	struct arena arena = {0};
	struct findings f;
	struct decode_options decode = {0};
	struct decoded text;
	if (!text_decode(c->file.data, c->file.n, &decode, &text, &err))
		die(err.text);
	struct detect_input in = {.text = {text.cp, text.len_cp}};
	if (!detect_run(c->detector, &in, &arena, &f, &err))
		die(err.text);
	*n_found = f.n_places + f.n_figures;
	c->len_cp = text.len_cp;
	arena_release(&arena);
	decoded_release(&text);
}

static double wc_seconds(const char *path)
{
	struct rusage before, after;
	getrusage(RUSAGE_CHILDREN, &before);
	pid_t pid = fork();
	if (pid == 0) {
		setenv("LC_ALL", "C.UTF-8", 1);
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execlp("wc", "wc", "-m", path, (char *)NULL);
		_exit(127);
	}
	int status;
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0)
		die("wc -m failed");
	getrusage(RUSAGE_CHILDREN, &after);
	return (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
	       (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6 +
	       (double)(after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
	       (double)(after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *v, unsigned n)
{
	qsort(v, n, sizeof *v, by_size);
	return v[n / 2];
}

static int bench_detect(int argc, char **argv)
{
	unsigned rounds = argc > 1 ? (unsigned)atoi(argv[1]) : 5;
	double ours[MAX_ROUNDS], peer[MAX_ROUNDS], ratio[MAX_ROUNDS];
	struct corpus_text c;
	size_t found = 0;
	load(argv[0], &c);
	if (rounds == 0 || rounds > MAX_ROUNDS)
		rounds = 5;
	for (unsigned r = 0; r < rounds; r++) {
		double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
		run_pipeline(&c, &found);
		ours[r] = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
		peer[r] = wc_seconds(argv[0]);
		ratio[r] = ours[r] / peer[r];
	}
	printf("detect.ratio\t%.2f\ttimes wc -m (median of %u)\n", median(ratio, rounds), rounds);
	printf("detect.ns_per_char\t%.1f\tns\n", median(ours, rounds) / c.len_cp * 1e9);
	printf("detect.wc_ns_per_char\t%.1f\tns\n", median(peer, rounds) / c.len_cp * 1e9);
	printf("detect.found\t%zu\tplaces and figures\n", found);
	return 0;
}

static int bench_once(int argc, char **argv)
{
	(void)argc;
	struct corpus_text c;
	size_t found = 0;
	load(argv[0], &c);
	run_pipeline(&c, &found);
	printf("chars\t%u\tcode points\n", c.len_cp);
	return 0;
}

/* ---- whole runs ---- */

static double run_seconds(char **argv)
{
	double start = seconds(CLOCK_MONOTONIC);
	pid_t pid = fork();
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execv(argv[0], argv);
		_exit(127);
	}
	int status;
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0)
		die("the program failed");
	return seconds(CLOCK_MONOTONIC) - start;
}

static int bench_run(int argc, char **argv)
{
	(void)argc;
	enum { ROUNDS = 15 };
	double after[ROUNDS], first = run_seconds(argv);
	for (unsigned r = 0; r < ROUNDS; r++)
		after[r] = run_seconds(argv);
	printf("run.first\t%.1f\tms\n", first * 1e3);
	printf("run.again\t%.1f\tms (median of %d)\n", median(after, ROUNDS) * 1e3, ROUNDS);
	return 0;
}

/* ---- the screen ---- */

struct screen {
	pid_t pid;
	int fd;
	size_t bytes;
	char tail[64]; /* the last bytes, to find words across reads */
};

static void spawn(struct screen *s, char **argv)
{
	struct winsize size = {.ws_row = 30, .ws_col = 100};
	*s = (struct screen){0};
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	if (s->pid < 0)
		die(strerror(errno));
	if (s->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execv(argv[0], argv);
		_exit(127);
	}
}

/* Reads what comes within ms; true when something did. */
static bool pump(struct screen *s, int ms, const char *want, bool *seen)
{
	char buf[65536 + 64];
	struct pollfd p = {.fd = s->fd, .events = POLLIN};
	if (poll(&p, 1, ms) <= 0)
		return false;
	size_t keep = strlen(s->tail);
	memcpy(buf, s->tail, keep);
	ssize_t n = read(s->fd, buf + keep, 65536);
	if (n <= 0)
		return false;
	s->bytes += (size_t)n;
	size_t all = keep + (size_t)n;
	if (want && memmem(buf, all, want, strlen(want)))
		*seen = true;
	if (memmem(buf + keep, (size_t)n, "\033[c", 3) && write(s->fd, "\033[?62c", 6) < 0)
		die(strerror(errno));
	size_t left = all < sizeof s->tail - 1 ? all : sizeof s->tail - 1;
	memcpy(s->tail, buf + all - left, left);
	s->tail[left] = '\0';
	for (size_t i = 0; i < left; i++)
		if (s->tail[i] == '\0')
			s->tail[i] = ' ';
	return true;
}

static double wait_frame(struct screen *s, double start)
{
	bool seen = false;
	while (!seen)
		if (!pump(s, FRAME_WAIT_MS, "decided", &seen))
			die("the program showed no screen");
	double took = seconds(CLOCK_MONOTONIC) - start;
	while (pump(s, 200, NULL, NULL))
		;
	return took;
}

/* Nanoseconds of CPU that the program has used. */
static double cpu_ns(const struct screen *s)
{
	char path[64];
	double ns = 0;
	snprintf(path, sizeof path, "/proc/%d/schedstat", s->pid);
	FILE *f = fopen(path, "r");
	if (!f || fscanf(f, "%lf", &ns) != 1)
		die("no /proc/PID/schedstat");
	fclose(f);
	return ns;
}

static long peak_kb(const struct screen *s)
{
	char path[64], line[256];
	long kb = 0;
	snprintf(path, sizeof path, "/proc/%d/status", s->pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb;
}

static void leave(struct screen *s)
{
	if (write(s->fd, "q", 1) < 0)
		kill(s->pid, SIGKILL);
	for (int i = 0; i < 20 && pump(s, 100, NULL, NULL); i++)
		;
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->fd);
}

static void bench_key(struct screen *s, const char *name, const char *key, int count)
{
	size_t bytes = s->bytes;
	double cpu = cpu_ns(s);
	for (int i = 0; i < count; i++) {
		if (write(s->fd, key, strlen(key)) < 0)
			die(strerror(errno));
		while (pump(s, QUIET_MS, NULL, NULL))
			;
	}
	printf("key.%s.cpu\t%.3f\tms\n", name, (cpu_ns(s) - cpu) / count / 1e6);
	printf("key.%s.bytes\t%.0f\tbytes\n", name, (double)(s->bytes - bytes) / count);
}

static int bench_start(int argc, char **argv)
{
	(void)argc;
	struct screen s;
	double start = seconds(CLOCK_MONOTONIC);
	spawn(&s, argv);
	printf("start.frame\t%.1f\tms\n", wait_frame(&s, start) * 1e3);
	printf("start.peak\t%.1f\tMB\n", (double)peak_kb(&s) / 1024);
	leave(&s);
	return 0;
}

static int bench_keys(int argc, char **argv)
{
	(void)argc;
	static const struct {
		const char *name, *key;
	} keys[] = {{"caret", "\033[D"}, {"line", "j"}, {"next", "\t"}, {"accept", "a"}, {"undo", "u"}};
	struct screen s;
	spawn(&s, argv);
	wait_frame(&s, seconds(CLOCK_MONOTONIC));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		bench_key(&s, keys[i].name, keys[i].key, KEYS);
	printf("keys.peak\t%.1f\tMB\n", (double)peak_kb(&s) / 1024);
	leave(&s);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char **argv);
	} benches[] = {{"detect", bench_detect}, {"once", bench_once}, {"run", bench_run},
		{"start", bench_start}, {"keys", bench_keys}};
	for (size_t i = 0; argc > 2 && i < sizeof benches / sizeof *benches; i++)
		if (strcmp(argv[1], benches[i].name) == 0)
			return benches[i].run(argc - 2, argv + 2);
	fputs("usage: bench detect FILE [ROUNDS] | once FILE | run|start|keys PROGRAM ARG...\n", stderr);
	return 64;
}
