/*
 * Term_ncurses: a real terminal. The only file that includes curses.h.
 *
 * Output: each row that differs from the last frame is encoded (term_bidi) and given to curses, which sends
 * what changed. Input: getch() for bytes and key codes, of which term_decode makes events. Signals are blocked except
 * while we wait in ppoll(), so a handler never meets curses half-way through something.
 */
#include "base/utf8.h"
#include "term_bidi.h"
#include "term_decode.h"
#include "terminal.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#undef columns
#undef lines

enum { ESC_DELAY_MS = 25 };

struct term_ncurses {
	struct terminal base;
	SCREEN *screen;
	struct term_traits traits;
	struct cell *shown; /* the last frame; NULL: nothing is known of the screen */
	struct cell *row;   /* scratch for one encoded row */
	uint16_t shown_rows, shown_cols;
	bool colors, entered;
	int pairs[STYLES];
	struct sigaction saved[NSIG];
	sigset_t saved_mask, wait_mask;
	struct term_decoder decoder;
};

/* ---- signals ---- */

static volatile sig_atomic_t got_resize, got_quit, got_stop;

static void on_signal(int sig)
{
	if (sig == SIGWINCH || sig == SIGCONT)
		got_resize = 1;
	else if (sig == SIGTSTP)
		got_stop = 1;
	else
		got_quit = 1;
}

/* Only calls that POSIX allows in a handler. It reaches no saved settings, so it sets what makes a shell usable. */
static void on_crash(int sig)
{
	static const char restore[] =
		"\033[8h\033[?1243h\033[?1006l\033[?1002l\033[?2004l\033[0m\033[?1049l\033[?25h\r\n";
	ssize_t ignored = write(STDOUT_FILENO, restore, sizeof restore - 1);
	(void)ignored;
	struct termios tty;
	if (tcgetattr(STDIN_FILENO, &tty) == 0) {
		tty.c_iflag |= ICRNL;
		tty.c_oflag |= OPOST | ONLCR;
		tty.c_lflag |= ICANON | ECHO | ISIG | IEXTEN;
		tcsetattr(STDIN_FILENO, TCSANOW, &tty);
	}
	signal(sig, SIG_DFL);
	raise(sig);
}

static const int waited_for[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void signals_take(struct term_ncurses *t)
{
	sigset_t block;
	sigemptyset(&block);
	for (size_t i = 0; i < sizeof waited_for / sizeof *waited_for; i++)
		sigaddset(&block, waited_for[i]);
	sigprocmask(SIG_BLOCK, &block, &t->saved_mask);
	t->wait_mask = t->saved_mask;
	struct sigaction sa = {.sa_handler = on_signal};
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof waited_for / sizeof *waited_for; i++) {
		sigdelset(&t->wait_mask, waited_for[i]);
		sigaction(waited_for[i], &sa, &t->saved[waited_for[i]]);
	}
	sa.sa_handler = on_crash;
	for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
		sigaction(crashes[i], &sa, &t->saved[crashes[i]]);
}

static void signals_give_back(struct term_ncurses *t)
{
	for (size_t i = 0; i < sizeof waited_for / sizeof *waited_for; i++)
		sigaction(waited_for[i], &t->saved[waited_for[i]], NULL);
	for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
		sigaction(crashes[i], &t->saved[crashes[i]], NULL);
	sigprocmask(SIG_SETMASK, &t->saved_mask, NULL);
}

/* ---- taking and giving back the screen ---- */

static void send_bytes(const char *bytes, size_t n)
{
	fflush(stdout);
	while (n > 0) {
		ssize_t k = write(STDOUT_FILENO, bytes, n);
		if (k < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		}
	}
}

static void enter(struct term_ncurses *t)
{
	struct str s = {0};
	str_add(&s, "\033[?2004h\033[?1002h\033[?1006h"); /* bracketed paste; buttons and drags, SGR form */
	term_bidi_enter(&t->traits, t->base.rows, &s);
	send_bytes(str_text(&s), s.len);
	str_release(&s);
	t->entered = true;
}

static void leave(struct term_ncurses *t)
{
	if (!t->entered)
		return;
	struct str s = {0};
	str_add(&s, "\033[?1006l\033[?1002l\033[?2004l");
	term_bidi_leave(&t->traits, &s);
	send_bytes(str_text(&s), s.len);
	str_release(&s);
	t->entered = false;
}

static void forget_screen(struct term_ncurses *t)
{
	free(t->shown);
	t->shown = NULL;
	clearok(curscr, TRUE);
}

static void take_size(struct term_ncurses *t)
{
	struct winsize w;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0)
		resizeterm(w.ws_row, w.ws_col);
	t->base.rows = (uint16_t)LINES;
	t->base.cols = (uint16_t)COLS;
}

static void ncurses_suspend(struct terminal *term)
{
	struct term_ncurses *t = (struct term_ncurses *)term;
	leave(t);
	endwin();
	fflush(stdout);
	/* The whole job, as the terminal's own key would. */
	struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
	sigset_t only, before;
	sigemptyset(&only);
	sigaddset(&only, SIGTSTP);
	sigaction(SIGTSTP, &stop, &ours);
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &only, &before); /* here we stop, and here we are continued */
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	got_stop = 0;
	refresh();
	take_size(t);
	enter(t);
	forget_screen(t);
	got_resize = 1;
}

static void ncurses_redraw(struct terminal *term)
{
	forget_screen((struct term_ncurses *)term);
}

static const char *ncurses_next_bidi(struct terminal *term)
{
	struct term_ncurses *t = (struct term_ncurses *)term;
	t->traits.mode = (enum bidi_mode)((t->traits.mode + 1) % BIDI_MODES);
	forget_screen(t);
	return bidi_mode_names[t->traits.mode];
}

static void ncurses_free(struct terminal *term)
{
	struct term_ncurses *t = (struct term_ncurses *)term;
	curs_set(1);
	leave(t);
	if (!isendwin())
		endwin();
	delscreen(t->screen);
	signals_give_back(t);
	free(t->shown);
	free(t->row);
	term_decoder_release(&t->decoder);
	free(t);
}

/* ---- painting ---- */

static attr_t curses_attrs(uint8_t a)
{
	attr_t out = 0;
	if (a & ATTR_BOLD)
		out |= A_BOLD;
	if (a & ATTR_DIM)
		out |= A_DIM;
	if (a & ATTR_UNDERLINE)
		out |= A_UNDERLINE;
	if (a & ATTR_REVERSE)
		out |= A_REVERSE;
	if (a & ATTR_ITALIC)
		out |= A_ITALIC;
	return out;
}

static void make_pairs(struct term_ncurses *t)
{
	for (int i = 0; i < STYLES; i++) {
		const struct style_look *l = &style_looks[i];
		int fg = COLORS >= 256 ? l->fg_256 : l->fg_8, bg = COLORS >= 256 ? l->bg_256 : l->bg_8;
		int pair = fg < 0 && bg < 0 ? 0 : alloc_pair(fg, bg);
		t->pairs[i] = pair < 0 ? 0 : pair;
	}
}

static void put_cell(struct term_ncurses *t, int y, int x, const struct cell *c)
{
	wchar_t w[CCHARW_MAX + 1];
	int n = 0;
	for (; n < c->n_cp && n < CCHARW_MAX; n++)
		w[n] = (wchar_t)c->cp[n];
	w[n] = L'\0';
	const struct style_look *look = &style_looks[c->style];
	attr_t attrs = curses_attrs(t->colors ? look->attrs : look->mono_attrs);
	int pair = t->colors ? t->pairs[c->style] : 0;
	cchar_t cc;
	if (setcchar(&cc, w, attrs, 0, &pair) != OK) {
		w[0] = (wchar_t)CP_REPLACEMENT;
		w[1] = L'\0';
		if (setcchar(&cc, w, attrs, 0, &pair) != OK)
			return;
	}
	mvadd_wch(y, x, &cc);
}

static void paint_row(struct term_ncurses *t, const struct surface *s, int y)
{
	const struct cell *src = &s->cells[(size_t)y * s->cols];
	memcpy(t->row, src, s->cols * sizeof *src);
	term_bidi_encode(&t->traits, t->row, s->cols);
	for (int x = 0; x < s->cols; x++)
		if (t->row[x].n_cp)
			put_cell(t, y, x, &t->row[x]);
}

static bool keep_frame(struct term_ncurses *t, const struct surface *s)
{
	size_t n = (size_t)s->rows * s->cols;
	if (!t->shown || t->shown_rows != s->rows || t->shown_cols != s->cols) {
		struct cell *row = realloc(t->row, (s->cols ? s->cols : 1u) * sizeof *row);
		if (row)
			t->row = row;
		free(t->shown);
		t->shown = row ? calloc(n ? n : 1, sizeof *t->shown) : NULL;
		t->shown_rows = s->rows;
		t->shown_cols = s->cols;
	}
	return t->shown != NULL;
}

static void ncurses_paint(struct terminal *term, const struct surface *s)
{
	struct term_ncurses *t = (struct term_ncurses *)term;
	if (!keep_frame(t, s))
		return;
	for (int y = 0; y < s->rows && y < LINES; y++) {
		const struct cell *now = &s->cells[(size_t)y * s->cols];
		struct cell *before = &t->shown[(size_t)y * s->cols];
		if (memcmp(now, before, s->cols * sizeof *now) != 0) {
			paint_row(t, s, y);
			memcpy(before, now, s->cols * sizeof *now);
		}
	}
	bool caret = s->caret_row >= 0 && s->caret_row < LINES && s->caret_col >= 0 && s->caret_col < COLS;
	curs_set(caret && !s->caret_hidden ? 1 : 0);
	if (caret)
		move(s->caret_row, s->caret_col);
	refresh();
}

/* ---- input ---- */

static const struct {
	int curses, ours;
} codes[] = {
	{KEY_UP, TERM_KEY(SYM_UP, 0)},
	{KEY_DOWN, TERM_KEY(SYM_DOWN, 0)},
	{KEY_LEFT, TERM_KEY(SYM_LEFT, 0)},
	{KEY_RIGHT, TERM_KEY(SYM_RIGHT, 0)},
	{KEY_SLEFT, TERM_KEY(SYM_LEFT, MOD_SHIFT)},
	{KEY_SRIGHT, TERM_KEY(SYM_RIGHT, MOD_SHIFT)},
	{KEY_HOME, TERM_KEY(SYM_HOME, 0)},
	{KEY_END, TERM_KEY(SYM_END, 0)},
	{KEY_PPAGE, TERM_KEY(SYM_PAGE_UP, 0)},
	{KEY_NPAGE, TERM_KEY(SYM_PAGE_DOWN, 0)},
	{KEY_BACKSPACE, TERM_KEY(SYM_BACKSPACE, 0)},
	{KEY_DC, TERM_KEY(SYM_DELETE, 0)},
	{KEY_ENTER, TERM_KEY(SYM_ENTER, 0)},
	{KEY_BTAB, TERM_KEY(SYM_TAB, MOD_SHIFT)},
};

static int code_of_curses(int c)
{
	if (c == ERR)
		return CODE_NONE;
	if (c < 256 || c >= CODE_KEYS)
		return c;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].curses == c)
			return codes[i].ours;
	if (c >= KEY_F(1) && c <= KEY_F(12))
		return TERM_KEY(SYM_F1 + c - KEY_F(1), 0);
	return CODE_OTHER;
}

static int next_code(void *arg, int wait_ms)
{
	(void)arg;
	timeout(wait_ms);
	return code_of_curses(getch());
}

static bool take_signal(struct term_ncurses *t, struct event *out)
{
	if (got_quit) {
		*out = (struct event){.type = EVENT_QUIT};
		return true;
	}
	if (got_stop)
		ncurses_suspend(&t->base);
	if (got_resize) {
		got_resize = 0;
		take_size(t);
		struct str s = {0};
		term_bidi_enter(&t->traits, t->base.rows, &s);
		send_bytes(str_text(&s), s.len);
		str_release(&s);
		forget_screen(t);
		*out = (struct event){.type = EVENT_RESIZE};
		return true;
	}
	return false;
}

static bool ncurses_read(struct terminal *term, struct event *out, struct err *err)
{
	struct term_ncurses *t = (struct term_ncurses *)term;
	for (;;) {
		if (take_signal(t, out))
			return true;
		enum term_decoded got = term_decode(&t->decoder, out);
		if (got == DECODED_EVENT)
			return true;
		if (got == DECODED_NOTHING)
			continue;
		struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
		int n = ppoll(&p, 1, NULL, &t->wait_mask);
		if (n < 0 && errno != EINTR)
			return err_errno(err, errno, "waiting for a key", "the terminal");
		if (n > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL))) {
			*out = (struct event){.type = EVENT_QUIT};
			return true;
		}
	}
}

/* ---- start ---- */

static const struct terminal_ops ops = {
	ncurses_paint, ncurses_read, ncurses_suspend, ncurses_next_bidi, ncurses_redraw, ncurses_free};

bool term_ncurses_check(struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_TERMINAL,
			"the review screen needs a terminal; without one use the other commands, such as 'rasid detect'");
	const char *name = getenv("TERM");
	int status = 0;
	if (!name || !*name)
		return err_set(
			err, ERR_TERMINAL, "the variable TERM is not set; set it to your terminal's type");
	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return err_set(err, ERR_TERMINAL,
			"the terminal type TERM='%.40s' is not known here; try TERM=xterm-256color", name);
	const char *cup = tigetstr("cup");
	bool moves_cursor = cup && cup != (char *)-1;
	del_curterm(cur_term);
	if (!moves_cursor)
		return err_set(err, ERR_TERMINAL,
			"the terminal type TERM='%.40s' cannot position a cursor; use a full terminal, or 'rasid detect'",
			name);
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		return err_set(err, ERR_TERMINAL,
			"the locale's character set is %s, but the screen needs UTF-8; try LC_ALL=C.UTF-8",
			nl_langinfo(CODESET));
	return true;
}

static void define_keys(void)
{
	static const struct {
		const char *bytes;
		int code;
	} keys[] = {
		{"\033[200~", CODE_PASTE_BEG},
		{"\033[201~", CODE_PASTE_END},
		{"\033[<", CODE_MOUSE},
		{"\033[Z", TERM_KEY(SYM_TAB, MOD_SHIFT)},
		{"\033[A", KEY_UP},
		{"\033[B", KEY_DOWN},
		{"\033[C", KEY_RIGHT},
		{"\033[D", KEY_LEFT},
		{"\033[H", KEY_HOME},
		{"\033[F", KEY_END},
		{"\033OA", KEY_UP},
		{"\033OB", KEY_DOWN},
		{"\033OC", KEY_RIGHT},
		{"\033OD", KEY_LEFT},
		{"\033OH", KEY_HOME},
		{"\033OF", KEY_END},
		{"\033[5~", KEY_PPAGE},
		{"\033[6~", KEY_NPAGE},
		{"\033[3~", KEY_DC},
		{"\033OP", KEY_F(1)},
		{"\033[11~", KEY_F(1)},
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		define_key(keys[i].bytes, keys[i].code);
}

bool term_ncurses_new(const struct term_options *opt, struct terminal **out, struct err *err)
{
	if (!term_ncurses_check(err))
		return false;
	struct term_ncurses *t = calloc(1, sizeof *t);
	if (!t)
		return err_memory(err);
	t->base.ops = &ops;
	t->decoder.next = next_code;
	got_resize = got_quit = got_stop = 0;
	term_traits_probe(STDIN_FILENO, &t->traits);
	if (opt->bidi >= 0)
		t->traits.mode = (enum bidi_mode)opt->bidi;
	if (opt->marks >= 0)
		t->traits.marks = opt->marks;
	set_escdelay(ESC_DELAY_MS);
	t->screen = newterm(NULL, stdout, stdin);
	if (!t->screen) {
		free(t);
		return err_set(
			err, ERR_TERMINAL, "curses cannot use this terminal (TERM='%.40s')", getenv("TERM"));
	}
	signals_take(t);
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	/* alloc_pair() crashes on a terminal without colours. */
	t->colors = has_colors() && !opt->no_color && start_color() == OK && use_default_colors() == OK;
	if (t->colors)
		make_pairs(t);
	define_keys();
	take_size(t);
	refresh();
	enter(t);
	*out = &t->base;
	return true;
}
