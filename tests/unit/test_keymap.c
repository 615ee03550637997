/* Keys, bindings and commands: the tables are in order, and every binding leads somewhere. */
#include "base/embed.h"
#include "commands.h"
#include "event.h"
#include "keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void load(struct keymap *m)
{
	struct err err;
	*m = (struct keymap){0};
	if (!keymap_load(m, "/dev/null", &err))
		fail_msg("%s", err.text);
}

static void test_commands_are_sorted_and_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++) {
		if (i > 0 && strcmp(commands[i - 1].name, commands[i].name) >= 0)
			fail_msg("%s is not after %s", commands[i].name, commands[i - 1].name);
		if (!commands[i].run || !commands[i].help || !*commands[i].help)
			fail_msg("%s has no function or no help", commands[i].name);
		if (commands[i].label && (!*commands[i].label || strlen(commands[i].label) > 12))
			fail_msg("%s: the label is empty or too long for a hint", commands[i].name);
		assert_int_equal(command_find(commands[i].name, strlen(commands[i].name)), (int)i);
	}
	assert_int_equal(command_find("confir", 6), -1);
	assert_int_equal(command_find("confirms", 8), -1);
	assert_int_equal(command_find("", 0), -1);
}

static void test_every_command_has_a_key(void **state)
{
	(void)state;
	struct keymap m;
	load(&m);
	for (size_t c = 0; c < n_commands; c++) {
		bool bound = false;
		for (size_t i = 0; i < m.n; i++)
			bound |= m.v[i].command == (int)c;
		if (!bound)
			fail_msg("no key is bound to %s", commands[c].name);
	}
	keymap_release(&m);
}

/* In the default file each key stands once in a mode: a second line would silently win. */
static void test_no_key_is_bound_twice(void **state)
{
	(void)state;
	struct keymap m;
	load(&m);
	size_t lines = 0;
	const struct embed *e = embed_find("default.keys");
	for (const char *p = e->data; p < e->end; p++)
		lines += (p == e->data || p[-1] == '\n') && e->end - p > 5 && memcmp(p, "bind ", 5) == 0;
	assert_int_equal(m.n, lines);
	for (size_t i = 0; i < m.n; i++)
		assert_true(
			m.v[i].mode < MODES && m.v[i].command >= 0 && (size_t)m.v[i].command < n_commands);
	keymap_release(&m);
}

/* Every mode can be left. */
static void test_every_mode_has_escape_and_redraw(void **state)
{
	(void)state;
	struct keymap m;
	load(&m);
	for (int mode = 0; mode < MODES; mode++) {
		if (keymap_find(&m, (enum mode)mode, (struct key){.sym = SYM_ESC}) < 0)
			fail_msg("Esc does nothing in mode %s", mode_names[mode]);
		if (keymap_find(&m, (enum mode)mode, (struct key){.cp = 'l', .mods = MOD_CTRL}) < 0)
			fail_msg("C-l does nothing in mode %s", mode_names[mode]);
	}
	keymap_release(&m);
}

static void test_key_names(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct key want;
	} cases[] = {
		{"a", {.cp = 'a'}},
		{"A", {.cp = 'A'}},
		{"-", {.cp = '-'}},
		{"Space", {.cp = ' '}},
		{"C-r", {.cp = 'r', .mods = MOD_CTRL}},
		{"M-x", {.cp = 'x', .mods = MOD_ALT}},
		{"Tab", {.sym = SYM_TAB}},
		{"S-Tab", {.sym = SYM_TAB, .mods = MOD_SHIFT}},
		{"F1", {.sym = SYM_F1}},
		{"F12", {.sym = SYM_F12}},
		{"PgDn", {.sym = SYM_PAGE_DOWN}},
		{"\xD8\xB4", {.cp = 0x0634}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct key k;
		char back[KEY_NAME];
		if (!key_parse(cases[i].name, strlen(cases[i].name), &k))
			fail_msg("%s is no key", cases[i].name);
		if (!key_equal(&k, &cases[i].want))
			fail_msg("%s is another key", cases[i].name);
		key_format(&k, back);
		assert_string_equal(back, cases[i].name);
	}
	static const char *const wrong[] = {"", "ab", "S-a", "X-a", "F0", "F13", "F1x", "tab", "\xFF", "C-"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct key k;
		if (key_parse(wrong[i], strlen(wrong[i]), &k))
			fail_msg("'%s' was taken for a key", wrong[i]);
	}
}

static int command(const struct keymap *m, enum mode mode, struct key k)
{
	return keymap_find(m, mode, k);
}

static void test_arabic_keyboard(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct key arabic;
		char latin;
	} cases[] = {
		{"sheen is a", {.cp = 0x0634}, 'a'},
		{"hamza is x", {.cp = 0x0621}, 'x'},
		{"theh is e", {.cp = 0x062B}, 'e'},
		{"ain is u", {.cp = 0x0639}, 'u'},
		{"lam is g", {.cp = 0x0644}, 'g'},
		{"lam and alef at once are b", {.cp = 0x0644, .cp2 = 0x0627}, 'b'},
		{"the ligature is b", {.cp = 0xFEFB}, 'b'},
		{"Arabic-Indic one", {.cp = 0x0661}, '1'},
		{"extended nine", {.cp = 0x06F9}, '9'},
		{"jeem is [", {.cp = 0x062C}, '['},
		{"question mark", {.cp = 0x061F}, '?'},
		{"zah is /", {.cp = 0x0638}, '/'},
	};
	struct keymap m;
	load(&m);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int want = command(&m, MODE_READ, (struct key){.cp = (uint32_t)cases[i].latin});
		int got = command(&m, MODE_READ, cases[i].arabic);
		if (want < 0 || got != want)
			fail_msg("%s: command %d, not %d", cases[i].name, got, want);
	}
	keymap_release(&m);
}

/* Each letter of the bindings can be typed on an Arabic keyboard. */
static void test_every_letter_has_an_arabic_key(void **state)
{
	(void)state;
	bool reached[128] = {false};
	for (uint32_t cp = 0x0600; cp < 0x0700; cp++) {
		struct key k = key_latin((struct key){.cp = cp});
		if (k.cp < 128)
			reached[k.cp] = true;
	}
	reached['b'] = true; /* two characters, tested above */
	for (char c = 'a'; c <= 'z'; c++)
		if (!reached[(int)c])
			fail_msg("no Arabic letter stands for %c", c);
}

static void test_the_users_file_wins(void **state)
{
	(void)state;
	struct keymap m;
	struct err err;
	load(&m);
	static const char own[] =
		"# mine\n\nbind read y confirm \"yes, that is right\"\nunbind read a\r\nbind read x skip\n";
	assert_true(keymap_parse(&m, "own", own, sizeof own - 1, &err));
	int y = command(&m, MODE_READ, (struct key){.cp = 'y'});
	assert_string_equal(commands[y].name, "confirm");
	assert_int_equal(command(&m, MODE_READ, (struct key){.cp = 'a'}), -1);
	assert_string_equal(commands[command(&m, MODE_READ, (struct key){.cp = 'x'})].name, "skip");
	assert_string_equal(m.v[m.n - 2].help, "yes, that is right");
	keymap_release(&m);
}

static void test_wrong_lines_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"bind read a fly\n", "keys:1: there is no command 'fly'"},
		{"\nbind dream a confirm\n", "keys:2: there is no mode 'dream'"},
		{"bind read Foo confirm\n", "keys:1: there is no key 'Foo'"},
		{"map a confirm\n", "keys:1: a line begins with bind or unbind, not 'map'"},
		{"bind read a confirm help\n", "keys:1: the help must be a text in quotes, not 'help'"},
		{"bind read\n", "keys:1: there is no key ''"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keymap m = {0};
		struct err err = {0};
		if (keymap_parse(&m, "keys", cases[i].text, strlen(cases[i].text), &err))
			fail_msg("accepted: %s", cases[i].text);
		assert_int_equal(err.code, ERR_INPUT);
		assert_string_equal(err.text, cases[i].want);
		keymap_release(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands_are_sorted_and_explained),
		cmocka_unit_test(test_every_command_has_a_key),
		cmocka_unit_test(test_no_key_is_bound_twice),
		cmocka_unit_test(test_every_mode_has_escape_and_redraw),
		cmocka_unit_test(test_key_names),
		cmocka_unit_test(test_arabic_keyboard),
		cmocka_unit_test(test_every_letter_has_an_arabic_key),
		cmocka_unit_test(test_the_users_file_wins),
		cmocka_unit_test(test_wrong_lines_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
