/* Vt: forkpty, poll and libvterm. */
#include "lib/vt.h"

#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

struct vt {
	VTerm *term;
	VTermScreen *screen;
	int rows, cols, fd, status;
	pid_t pid;
	bool ended;
	struct str output, row;
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void set_env(const char *entry)
{
	const char *eq = strchr(entry, '=');
	char name[64];
	snprintf(name, sizeof name, "%.*s", (int)(eq - entry), entry);
	if (eq[1])
		setenv(name, eq + 1, 1);
	else
		unsetenv(name);
}

static void run_child(const char *const argv[], const char *const env[])
{
	static const char *const defaults[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", "TMUX=", "NO_COLOR=",
		"KONSOLE_VERSION=", "MLTERM=", "ALACRITTY_WINDOW_ID=", "COLUMNS=", "LINES=", "TZ=UTC"};
	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		set_env(defaults[i]);
	for (; env && *env; env++)
		set_env(*env);
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

struct vt *vt_spawn(int rows, int cols, const char *const argv[], const char *const env[])
{
	struct vt *v = calloc(1, sizeof *v);
	if (!v)
		return NULL;
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	v->rows = rows;
	v->cols = cols;
	v->pid = forkpty(&v->fd, NULL, NULL, &size);
	if (v->pid == 0)
		run_child(argv, env);
	if (v->pid < 0) {
		free(v);
		return NULL;
	}
	fcntl(v->fd, F_SETFL, O_NONBLOCK);
	v->term = vterm_new(rows, cols);
	vterm_set_utf8(v->term, 1);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_reset(v->screen, 1);
	return v;
}

static void reap(struct vt *v, int flags)
{
	if (!v->ended && waitpid(v->pid, &v->status, flags) == v->pid)
		v->ended = true;
}

void vt_free(struct vt *v)
{
	if (!v)
		return;
	if (!v->ended) {
		kill(v->pid, SIGKILL);
		reap(v, 0);
	}
	close(v->fd);
	vterm_free(v->term);
	str_release(&v->output);
	str_release(&v->row);
	free(v);
}

static void write_all(struct vt *v, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t k = write(v->fd, bytes, n);
		if (k < 0 && errno != EAGAIN && errno != EINTR)
			return;
		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		}
	}
}

/* Takes what the program wrote, waiting at most this long for something; false when nothing came. */
static bool pump(struct vt *v, int wait_ms)
{
	struct pollfd p = {.fd = v->fd, .events = POLLIN};
	if (poll(&p, 1, wait_ms) <= 0)
		return false;
	char buf[8192];
	ssize_t n = read(v->fd, buf, sizeof buf);
	if (n <= 0)
		return false;
	str_add_n(&v->output, buf, (size_t)n);
	vterm_input_write(v->term, buf, (size_t)n);
	size_t reply;
	while ((reply = vterm_output_read(v->term, buf, sizeof buf)) > 0)
		write_all(v, buf, reply);
	return true;
}

void vt_send(struct vt *v, const char *bytes)
{
	write_all(v, bytes, strlen(bytes));
}

void vt_resize(struct vt *v, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	while (pump(v, 0))
		;
	v->rows = rows;
	v->cols = cols;
	vterm_set_size(v->term, rows, cols);
	ioctl(v->fd, TIOCSWINSZ, &size);
}

void vt_signal(struct vt *v, int sig)
{
	if (!v->ended)
		kill(v->pid, sig);
}

bool vt_wait(struct vt *v, bool (*done)(struct vt *v, void *arg), void *arg)
{
	int64_t end = now_ms() + VT_PATIENCE_MS;
	while (!done(v, arg)) {
		bool came = pump(v, 20);
		if (!came) {
			reap(v, WNOHANG);
			/* What a program wrote just before its end may still be on its way. */
			if (v->ended && !pump(v, 20))
				return done(v, arg);
		}
		if (now_ms() > end)
			return false;
	}
	return true;
}

static bool shows(struct vt *v, void *text)
{
	return vt_find(v, text) >= 0;
}

static bool shows_not(struct vt *v, void *text)
{
	return vt_find(v, text) < 0;
}

bool vt_wait_text(struct vt *v, const char *text)
{
	return vt_wait(v, shows, (void *)(uintptr_t)text);
}

bool vt_wait_gone(struct vt *v, const char *text)
{
	return vt_wait(v, shows_not, (void *)(uintptr_t)text);
}

static bool has_ended(struct vt *v, void *arg)
{
	(void)arg;
	reap(v, WNOHANG);
	return v->ended;
}

bool vt_wait_exit(struct vt *v, int *status)
{
	bool ok = vt_wait(v, has_ended, NULL);
	while (pump(v, 0))
		;
	*status = v->status;
	return ok;
}

static bool is_drawn(uint32_t cp)
{
	return !(cp >= 0x200B && cp <= 0x200F) && !(cp >= 0x202A && cp <= 0x202E);
}

const char *vt_row(struct vt *v, int row)
{
	str_clear(&v->row);
	for (int col = 0; col < v->cols; col++) {
		VTermScreenCell c;
		VTermPos pos = {row, col};
		if (!vterm_screen_get_cell(v->screen, pos, &c) || c.chars[0] == UINT32_MAX)
			continue; /* the right half of a wide character */
		str_add_cp(&v->row, c.chars[0] && is_drawn(c.chars[0]) ? c.chars[0] : ' ');
	}
	return str_text(&v->row);
}

int vt_find(struct vt *v, const char *text)
{
	for (int row = 0; row < v->rows; row++)
		if (strstr(vt_row(v, row), text))
			return row;
	return -1;
}

static uint32_t rgb(struct vt *v, VTermColor c)
{
	vterm_screen_convert_color_to_rgb(v->screen, &c);
	return (uint32_t)c.rgb.red << 16 | (uint32_t)c.rgb.green << 8 | c.rgb.blue;
}

struct vt_cell vt_cell(struct vt *v, int row, int col)
{
	struct vt_cell out = {0};
	VTermScreenCell c;
	VTermPos pos = {row, col};
	if (!vterm_screen_get_cell(v->screen, pos, &c))
		return out;
	for (int i = 0; i < VT_CELL_CP && i < VTERM_MAX_CHARS_PER_CELL; i++)
		out.cp[i] = c.chars[i] == UINT32_MAX ? 0 : c.chars[i];
	out.bold = c.attrs.bold;
	out.underline = c.attrs.underline;
	out.reverse = c.attrs.reverse;
	out.has_fg = !VTERM_COLOR_IS_DEFAULT_FG(&c.fg);
	out.has_bg = !VTERM_COLOR_IS_DEFAULT_BG(&c.bg);
	out.fg = rgb(v, c.fg);
	out.bg = rgb(v, c.bg);
	return out;
}

void vt_caret(struct vt *v, int *row, int *col)
{
	VTermPos pos;
	vterm_state_get_cursorpos(vterm_obtain_state(v->term), &pos);
	*row = pos.row;
	*col = pos.col;
}

const char *vt_output(const struct vt *v, size_t *n)
{
	*n = v->output.len;
	return str_text(&v->output);
}

void vt_print(struct vt *v)
{
	for (int row = 0; row < v->rows; row++)
		fprintf(stderr, "%3d |%s|\n", row, vt_row(v, row));
}
