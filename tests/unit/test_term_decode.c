/* Codes of a terminal to events: what comes in, what the program is told. */
#include "term_decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Codes that wait; a zero stands for a pause in which nothing comes. */
struct script {
	const int *at, *end;
};

static int next(void *arg, int wait_ms)
{
	struct script *s = arg;
	(void)wait_ms;
	if (s->at == s->end)
		return CODE_NONE;
	int c = *s->at++;
	return c == 0 ? CODE_NONE : c;
}

/* "a M-b Esc mouse:press@2,3 paste:5" */
static void tell(const struct event *e, char *out, size_t size)
{
	static const char *const acts[] = {"press", "drag", "release", "up", "down"};
	char name[KEY_NAME];
	if (e->type == EVENT_MOUSE) {
		snprintf(out, size, "mouse:%s@%d,%d ", acts[e->u.mouse.act], e->u.mouse.row, e->u.mouse.col);
	} else if (e->type == EVENT_PASTE) {
		snprintf(out, size, "paste:%zu ", e->u.paste.n);
	} else {
		key_format(&e->u.key, name);
		snprintf(out, size, "%s%s ", name, e->u.key.cp2 ? "+" : "");
	}
}

static const struct {
	const char *what;
	int codes[24];
	const char *events;
} rows[] = {
	{"characters", {'a', 'B', 0xD9, 0x84, 0}, "a B \xD9\x84 "},
	{"a character of four bytes", {0xF0, 0x9F, 0x98, 0x80}, "\xF0\x9F\x98\x80 "},
	{"an ill-formed byte costs no key after it", {0xFF, 'a', 0xC3, 'b'},
		"\xEF\xBF\xBD a \xEF\xBF\xBD b "},
	{"a character cut off", {0xE2, 0x82, 0, 'x'}, "\xEF\xBF\xBD x "},
	{"lam and alef at once are one key", {0xD9, 0x84, 0xD8, 0xA7, 'a'}, "\xD9\x84+ a "},
	{"lam and another letter are two", {0xD9, 0x84, 0xD8, 0xA8}, "\xD9\x84 \xD8\xA8 "},
	{"lam and a key", {0xD9, 0x84, TERM_KEY(SYM_UP, 0)}, "\xD9\x84 Up "},
	{"lam and alef after a pause are two", {0xD9, 0x84, 0, 0xD8, 0xA7}, "\xD9\x84 \xD8\xA7 "},
	{"control keys", {'\r', '\t', 0x7F, 0x08, 0x12}, "Enter Tab Backspace Backspace C-r "},
	{"named keys", {TERM_KEY(SYM_PAGE_UP, 0), TERM_KEY(SYM_TAB, MOD_SHIFT), TERM_KEY(SYM_F1, 0)},
		"PgUp S-Tab F1 "},
	{"a key that means nothing", {CODE_OTHER, 'a'}, "a "},
	{"a lone escape", {0x1B, 0, 'a'}, "Esc a "},
	{"escape and a named key", {0x1B, TERM_KEY(SYM_UP, 0)}, "Esc Up "},
	{"two escapes", {0x1B, 0x1B, 0}, "Esc Esc "},
	{"alt", {0x1B, 'a', 0x1B, '[', 0, 'x'}, "M-a M-[ x "},
	{"an unknown sequence decides nothing", {0x1B, '[', '1', ';', '5', 'A', 'x'}, "x "},
	{"an unknown function key decides nothing", {0x1B, 'O', 'x', 'j'}, "j "},
	{"a sequence cut off", {0x1B, '[', '1', 0, 'a'}, "a "},
	{"a press", {CODE_MOUSE, '0', ';', '4', ';', '3', 'M'}, "mouse:press@2,3 "},
	{"a release", {CODE_MOUSE, '0', ';', '4', ';', '3', 'm'}, "mouse:release@2,3 "},
	{"a drag", {CODE_MOUSE, '3', '2', ';', '4', ';', '3', 'M'}, "mouse:drag@2,3 "},
	{"wheels",
		{CODE_MOUSE, '6', '4', ';', '1', ';', '1', 'M', CODE_MOUSE, '6', '5', ';', '1', ';', '1',
			'M'},
		"mouse:up@0,0 mouse:down@0,0 "},
	{"another button", {CODE_MOUSE, '2', ';', '1', ';', '1', 'M', 'a'}, "a "},
	{"a report that is none", {CODE_MOUSE, '0', ';', 'x', 'a'}, "a "},
	{"a paste", {CODE_PASTE_BEG, 'a', '\r', 0xD8, 0xA7, TERM_KEY(SYM_UP, 0), 'b', CODE_PASTE_END, 'c'},
		"paste:4 c "},
	{"a paste without an end", {CODE_PASTE_BEG, 'a', 0, 'b'}, "paste:1 b "},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const int *end = rows[i].codes + sizeof rows[i].codes / sizeof *rows[i].codes;
		while (end > rows[i].codes && end[-1] == 0)
			end--;
		struct script s = {rows[i].codes, end};
		struct term_decoder d = {.next = next, .arg = &s};
		char got[200] = "";
		size_t len = 0;
		while (s.at < s.end || d.n_back) {
			struct event e;
			if (term_decode(&d, &e) != DECODED_EVENT)
				continue;
			tell(&e, got + len, sizeof got - len);
			len += strlen(got + len);
		}
		term_decoder_release(&d);
		if (strcmp(got, rows[i].events) != 0)
			fail_msg("%s: got \"%s\", not \"%s\"", rows[i].what, got, rows[i].events);
	}
}

/* A paste of any length is cut and not refused; the keys after it arrive. */
static int endless(void *arg, int wait_ms)
{
	unsigned *n = arg;
	(void)wait_ms;
	++*n;
	return *n == 1 ? CODE_PASTE_BEG : *n < 2000000 ? 'a' : *n == 2000000 ? CODE_PASTE_END : 'z';
}

static void test_long_paste(void **state)
{
	(void)state;
	unsigned n = 0;
	struct term_decoder d = {.next = endless, .arg = &n};
	struct event e;
	assert_int_equal(term_decode(&d, &e), DECODED_EVENT);
	assert_int_equal(e.type, EVENT_PASTE);
	assert_int_equal(e.u.paste.n, 1 << 20);
	assert_int_equal(term_decode(&d, &e), DECODED_EVENT);
	assert_int_equal(e.u.key.cp, 'z');
	term_decoder_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_long_paste),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
