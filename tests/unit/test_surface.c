/* Surface, line editing and the encoders of terminals. Arabic is spelt in escapes: U+0628 beh, U+062A teh, U+0644 lam. */
#include "line_edit.h"
#include "surface.h"
#include "term_bidi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BEH "\xD8\xA8"
#define TEH "\xD8\xAA"

static struct surface open_surface(uint16_t rows, uint16_t cols)
{
	struct surface s;
	struct err err;
	if (!surface_init(&s, &err) || !surface_resize(&s, rows, cols, &err))
		fail_msg("%s", err.text);
	return s;
}

/* A row as text: '.' for blanks, '?' for what is not ASCII. */
static const char *row_text(struct surface *s, int row, char out[64])
{
	int n = 0;
	for (int x = 0; x < s->cols && n < 63; x++) {
		const struct cell *c = surface_at(s, row, x);
		out[n++] = c->n_cp == 0      ? '"'
			   : c->cp[0] == ' ' ? '.'
			   : c->cp[0] < 0x7F ? (char)c->cp[0]
					     : '?';
	}
	out[n] = '\0';
	return out;
}

static void test_text_is_clipped(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text;
		int col, max_cols;
		const char *want;
		int used;
	} cases[] = {
		{"fits", "abc", 1, 8, ".abc......", 3},
		{"cut with an ellipsis", "abcdefghij", 1, 5, ".abcd?....", 5},
		{"exactly", "abcde", 1, 5, ".abcde....", 5},
		{"no room", "abc", 1, 0, "..........", 0},
		{"beyond the right edge", "abcdef", 7, 6, ".......abc", 6},
		{"wide",
			"a\xE6\xBC\xA2"
			"b",
			0, 9, "a?\"b......", 4},
		{"a wide one that does not fit",
			"abcd\xE6\xBC\xA2"
			"efg",
			0, 6, "abcd?.....", 5},
		{"ill-formed",
			"a\xFF"
			"b",
			0, 9, "a?b.......", 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct surface s = open_surface(1, 10);
		char got[64];
		int used = surface_text(&s, 0, cases[i].col, cases[i].max_cols, STYLE_TEXT, cases[i].text);
		row_text(&s, 0, got);
		if (strcmp(got, cases[i].want) != 0 || used != cases[i].used)
			fail_msg("%s: '%s', %d columns", cases[i].name, got, used);
		surface_release(&s);
	}
}

static void test_arabic_is_ordered_and_joined(void **state)
{
	(void)state;
	struct surface s = open_surface(1, 10);
	surface_text(&s, 0, 0, 10, STYLE_TEXT, "x " BEH TEH);
	assert_int_equal(surface_at(&s, 0, 2)->cp[0], 0xFE96 /* teh, final */);
	assert_int_equal(surface_at(&s, 0, 3)->cp[0], 0xFE91 /* beh, initial */);
	surface_release(&s);
}

/* No control, bidi control or escape of a string ends up in a cell. */
static void test_hostile_strings(void **state)
{
	(void)state;
	static const char *const strings[] = {
		"\033[31mred\033[0m",
		"\033]52;c;SGFja2Vk\007",
		"a\xE2\x80\xAE"
		"DEF\xE2\x80\xAC",
		"\xC2\x9B"
		"31m \xC2\x9D",
		"\xEF\xBB\xBF\xE2\x80\x8B\xC2\xAD",
		"tab\tcr\rlf\nnul",
		"\xED\xA0\x80 \xF0\x9F\x98\x8A \xEF\xBF\xBF",
	};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		struct surface s = open_surface(2, 30);
		surface_text(&s, 0, 1, 28, STYLE_TEXT, strings[i]);
		surface_wrap(&s, (struct rect){1, 1, 1, 28}, STYLE_TEXT, strings[i]);
		for (int x = 0; x < 60; x++) {
			const struct cell *c = &s.cells[x];
			for (int k = 0; k < c->n_cp; k++) {
				uint32_t cp = c->cp[k];
				bool bad = cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
					   (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
					   (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || cp == 0xAD ||
					   (cp >= 0xD800 && cp < 0xE000) || cp > 0x10FFFF;
				if (bad)
					fail_msg("string %zu: U+%04X in column %d", i, cp, x);
			}
		}
		surface_release(&s);
	}
}

static void test_overwriting_half_of_a_wide_character(void **state)
{
	(void)state;
	struct surface s = open_surface(1, 6);
	char got[64];
	surface_text(&s, 0, 0, 6, STYLE_TEXT, "\xE6\xBC\xA2\xE5\xAD\x97");
	surface_put(&s, 0, 1, 'x', STYLE_TEXT);
	surface_put(&s, 0, 2, 'y', STYLE_TEXT);
	assert_string_equal(row_text(&s, 0, got), ".xy...");
	surface_put(&s, 0, 99, 'z', STYLE_TEXT);
	surface_put(&s, -1, 0, 'z', STYLE_TEXT);
	surface_release(&s);
}

/* ---- line editing ---- */

static void type(struct line_edit *e, const char *u8)
{
	struct line_edit typed;
	line_edit_set(&typed, u8);
	line_edit_insert(e, typed.cp, typed.n);
}

static void test_typing_arabic(void **state)
{
	(void)state;
	struct surface s = open_surface(1, 12);
	struct line_edit e = {.n = 0};
	type(&e, BEH);
	line_edit_draw(&e, &s, 0, 1, 10, STYLE_FIELD, true);
	assert_int_equal(surface_at(&s, 0, 10)->cp[0], 0xFE8F /* beh alone, at the right end */);
	assert_int_equal(s.caret_col, 9);
	type(&e, TEH);
	surface_clear(&s);
	line_edit_draw(&e, &s, 0, 1, 10, STYLE_FIELD, true);
	assert_int_equal(surface_at(&s, 0, 10)->cp[0], 0xFE91 /* beh, initial */);
	assert_int_equal(surface_at(&s, 0, 9)->cp[0], 0xFE96 /* teh, final */);
	assert_int_equal(s.caret_col, 8);
	line_edit_move(&e, s.engine, LINE_RIGHT);
	assert_int_equal(e.caret, 1);
	line_edit_move(&e, s.engine, LINE_RIGHT);
	line_edit_move(&e, s.engine, LINE_RIGHT);
	assert_int_equal(e.caret, 0);
	line_edit_move(&e, s.engine, LINE_LEFT);
	assert_int_equal(e.caret, 1);
	line_edit_backspace(&e);
	assert_int_equal(e.n, 1);
	assert_int_equal(e.cp[0], 0x062A);
	surface_release(&s);
}

static void test_typing_controls_and_too_much(void **state)
{
	(void)state;
	struct line_edit e = {.n = 0};
	type(&e, "a\033b\xE2\x80\xAE"
		 "c\nd");
	char *text = line_edit_text(&e);
	assert_string_equal(text, "abc d");
	free(text);
	for (int i = 0; i < 2 * LINE_EDIT_MAX_CP; i++)
		type(&e, "x");
	assert_int_equal(e.n, LINE_EDIT_MAX_CP);
}

/* ---- encoders ---- */

static void set_row(struct cell *row, int n, const uint32_t *cp)
{
	memset(row, 0, (size_t)n * sizeof *row);
	for (int i = 0; i < n; i++) {
		row[i].cp[0] = cp[i];
		row[i].n_cp = 1;
	}
}

static void test_encoders(void **state)
{
	(void)state;
	enum { N = 6 };
	/* blank, teh final, beh initial, bracket, blank, blank: a word of two letters as it stands on the screen */
	static const uint32_t shown[N] = {' ', 0xFE96, 0xFE91, '(', ' ', ' '};
	struct cell row[N];

	struct term_traits plain = {.mode = BIDI_PLAIN, .marks = true};
	set_row(row, N, shown);
	term_bidi_encode(&plain, row, N);
	for (int i = 0; i < N; i++)
		assert_true(row[i].n_cp == 1 && row[i].cp[0] == shown[i]);

	struct term_traits lro = {.mode = BIDI_LRO, .marks = true};
	set_row(row, N, shown);
	term_bidi_encode(&lro, row, N);
	assert_true(row[0].n_cp == 2 && row[0].cp[1] == 0x202D);
	assert_true(row[N - 1].n_cp == 2 && row[N - 1].cp[1] == 0x202C);
	assert_int_equal(row[1].cp[0], 0xFE96);

	struct term_traits pin = {.mode = BIDI_LRO_PIN, .marks = true};
	set_row(row, N, shown);
	term_bidi_encode(&pin, row, N);
	assert_true(row[1].n_cp == 2 &&
		    row[1].cp[1] == 0x200C); /* teh joins nothing on its right here, nor does beh */
	assert_true(row[2].n_cp == 3 && row[2].cp[1] == 0x200D && row[2].cp[2] == 0x200C);

	struct term_traits kitty = {.mode = BIDI_KITTY, .marks = false};
	set_row(row, N, shown);
	row[2].style = STYLE_PLACE;
	term_bidi_encode(&kitty, row, N);
	assert_int_equal(row[1].cp[0], ')');
	assert_int_equal(row[2].cp[0], 0xFE91);
	assert_int_equal(row[3].cp[0], 0xFE96);
	assert_int_equal(row[2].style, STYLE_PLACE);

	struct term_traits no_marks = {.mode = BIDI_PLAIN};
	set_row(row, N, shown);
	row[1].cp[1] = 0x064E; /* fatha */
	row[1].n_cp = 2;
	term_bidi_encode(&no_marks, row, N);
	assert_int_equal(row[1].n_cp, 1);
}

static void test_what_enters_also_leaves(void **state)
{
	(void)state;
	struct str in = {0}, out = {0};
	struct term_traits t = {.mode = BIDI_LRO, .mlterm = true, .konsole_osc = true, .tmux = true};
	term_bidi_enter(&t, 2, &in);
	term_bidi_leave(&t, &out);
	assert_non_null(strstr(str_text(&in), "\033[1;1H\033[8l\033[2;1H\033[8l"));
	assert_non_null(strstr(str_text(&in), "\033[?1243l"));
	assert_non_null(strstr(str_text(&in), "\033Ptmux;\033\033]50;BidiRenderingEnabled=false\007\033\\"));
	assert_non_null(strstr(str_text(&out), "\033[8h"));
	assert_non_null(strstr(str_text(&out), "\033[?1243h"));
	assert_non_null(strstr(str_text(&out), "]5379;use_ctl=true"));
	str_release(&in);
	str_release(&out);
}

static void test_styles_have_names_and_letters(void **state)
{
	(void)state;
	for (int i = 0; i < STYLES; i++) {
		assert_non_null(style_looks[i].name);
		assert_true(style_looks[i].letter > ' ' && style_looks[i].letter <= '~');
		for (int k = 0; k < i; k++)
			if (style_looks[k].letter == style_looks[i].letter)
				fail_msg(
					"%s and %s share a letter", style_looks[k].name, style_looks[i].name);
	}
}

/* Nothing may rest on colour alone: without it, what must be told apart still differs. */
static void test_meaning_without_colour(void **state)
{
	(void)state;
	static const enum style apart[][2] = {
		{STYLE_FIGURE, STYLE_PLACE},
		{STYLE_FIGURE, STYLE_TEXT},
		{STYLE_PLACE, STYLE_TEXT},
		{STYLE_FIGURE, STYLE_FIGURE_DECIDED},
		{STYLE_PLACE, STYLE_PLACE_DECIDED},
		{STYLE_FIGURE_DECIDED, STYLE_FIGURE_REJECTED},
		{STYLE_PLACE_DECIDED, STYLE_PLACE_REJECTED},
		{STYLE_FIGURE_CURRENT, STYLE_FIGURE},
		{STYLE_PLACE_CURRENT, STYLE_PLACE},
		{STYLE_FIELD, STYLE_TEXT},
		{STYLE_SELECTION, STYLE_TEXT},
		{STYLE_MATCH, STYLE_TEXT},
		{STYLE_BAD, STYLE_TEXT},
	};
	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
		const struct style_look *a = &style_looks[apart[i][0]], *b = &style_looks[apart[i][1]];
		if (a->mono_attrs == b->mono_attrs)
			fail_msg("%s and %s look the same without colours", a->name, b->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_is_clipped),
		cmocka_unit_test(test_arabic_is_ordered_and_joined),
		cmocka_unit_test(test_hostile_strings),
		cmocka_unit_test(test_overwriting_half_of_a_wide_character),
		cmocka_unit_test(test_typing_arabic),
		cmocka_unit_test(test_typing_controls_and_too_much),
		cmocka_unit_test(test_encoders),
		cmocka_unit_test(test_what_enters_also_leaves),
		cmocka_unit_test(test_styles_have_names_and_letters),
		cmocka_unit_test(test_meaning_without_colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
