/*
 * Layout: the cases of tests/cases/layout.txt, and what a data file says badly: offsets in a document, questions about
 * cells, widths.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "lib/case_file.h"
#include "text/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/layout_fixture.h"

enum { TEXT_MAX = 512, CUTS_MAX = 8 };

/* ---- the file of cases ---- */

struct layout_case {
	const char *name;
	unsigned line; /* of the file */
	uint32_t cp[TEXT_MAX], n;
	uint32_t cuts[CUTS_MAX];
	struct layout_options opt;
	struct str want; /* the lines, each with its newline */
};

static const struct {
	const char *sign;
	enum layout_flag flag;
} flag_signs[] = {
	{"&", CELL_LIGATURE},
	{"!", CELL_STAND_IN},
	{"^", CELL_CLIPPED},
	{"*", CELL_HIDDEN},
	{"~", CELL_NO_FORM},
};

static void add_cell(struct str *out, const struct layout_cell *cell)
{
	for (unsigned i = 0; i < cell->n_cp; i++) {
		uint32_t cp = cell->cp[i];
		str_add(out, i ? "+" : " ");
		if (cp == ' ')
			str_add_byte(out, '_');
		else if (cp < 0x7F)
			str_add_cp(out, cp);
		else
			str_addf(out, "%04X", cp);
	}
	for (size_t i = 0; i < sizeof flag_signs / sizeof *flag_signs; i++)
		if (cell->flags & flag_signs[i].flag)
			str_add(out, flag_signs[i].sign);
}

static void run_case(struct layout_engine *e, struct layout_case *c)
{
	struct text t = {c->cp, c->n};
	struct layout l = {0};
	struct err err;
	struct str got = {0};
	c->opt.cuts = c->cuts;
	assert_true(layout_paragraph(e, &t, 0, c->n, &c->opt, &l, &err));
	for (uint32_t n = 0; n < l.n_lines; n++) {
		str_add(&got, "line:");
		for (uint32_t k = l.lines[n].first; k < l.lines[n].first + l.lines[n].n; k++)
			add_cell(&got, &l.cells[k]);
		str_add(&got, "\n");
	}
	if (strcmp(str_text(&got), str_text(&c->want)))
		fail_msg("layout.txt:%u: %s: expected\n%sbut the cells are\n%s", c->line, c->name,
			str_text(&c->want), str_text(&got));
	str_release(&got);
	str_release(&c->want);
	layout_release(&l);
}

/* UTF-8 in which \u{…} is a code point. */
static uint32_t read_text(const char *text, uint32_t out[TEXT_MAX])
{
	uint32_t n = 0;
	size_t len = strlen(text);
	for (size_t pos = 0; pos < len && n < TEXT_MAX;) {
		if (strncmp(text + pos, "\\u{", 3)) {
			out[n++] = utf8_decode((const uint8_t *)text, len, &pos);
			continue;
		}
		char *end;
		out[n++] = (uint32_t)strtoul(text + pos + 3, &end, 16);
		assert_true(*end == '}');
		pos = (size_t)(end - text) + 1;
	}
	return n;
}

static enum layout_base read_base(const char *name)
{
	static const char *const names[] = {"auto", "ltr", "rtl", "auto-ltr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return (enum layout_base)i;
	fail_msg("unknown base '%s'", name);
	return LAYOUT_AUTO;
}

static void read_line(struct layout_case *c, const char *key, const char *value)
{
	if (!strcmp(key, "case")) {
		c->name = value;
	} else if (!strcmp(key, "text")) {
		c->n = read_text(value, c->cp);
	} else if (!strcmp(key, "width")) {
		c->opt.width_col = (uint16_t)atoi(value);
	} else if (!strcmp(key, "base")) {
		c->opt.base = read_base(value);
	} else if (!strcmp(key, "cuts")) {
		for (char *end; c->opt.n_cuts < CUTS_MAX && *value; value = end)
			c->cuts[c->opt.n_cuts++] = (uint32_t)strtoul(value, &end, 10);
	} else if (!strcmp(key, "reveal")) {
		c->opt.reveal = true;
	} else if (!strcmp(key, "line")) {
		str_addf(&c->want, *value ? "line: %s\n" : "line:\n", value);
	} else {
		fail_msg("%s: unknown key '%s'", c->name, key);
	}
}

static void run_group(const struct case_group *g, void *arg)
{
	struct layout_case c = {.name = "?", .line = g->line, .opt.width_col = 80};
	for (size_t i = 0; i < g->n; i++)
		read_line(&c, g->lines[i].key, g->lines[i].value);
	assert_true(c.n > 0);
	run_case(arg, &c);
}

static void test_cases(void **state)
{
	(void)state;
	struct layout_engine *e = NULL;
	struct err err;
	assert_true(layout_engine_new(&e, &err));
	case_file_each("layout.txt", run_group, e);
	layout_engine_free(e);
}

/* ---- the rest ---- */

static void test_empty_paragraph(void **state)
{
	struct fixture *f = *state;
	lay_out(f, NULL, 0, 0, (struct layout_options){.width_col = 10});
	assert_int_equal(f->l.n_lines, 1);
	assert_int_equal(f->l.n_cells, 0);
	assert_int_equal(f->l.level, 1);
	assert_int_equal(layout_line_at(&f->l, 0), 0);
	assert_int_equal(layout_cell_of(&f->l, 0, 0), -1);
	assert_int_equal(layout_cell_at(&f->l, 0, 0), -1);
	lay_out(f, NULL, 0, 0, (struct layout_options){.width_col = 10, .base = LAYOUT_AUTO_LTR});
	assert_int_equal(f->l.level, 0);
}

/* Offsets are the document's, not the paragraph's. */
static void test_second_paragraph(void **state)
{
	struct fixture *f = *state;
	static const uint32_t cp[] = {'a', 'b', '\n', 0x0628, 0x0627, ' ', 'x', '\n', 'c'};
	struct text t = {cp, 9};
	assert_int_equal(layout_paragraph_end(&t, 0), 2);
	assert_int_equal(layout_paragraph_end(&t, 3), 7);
	assert_int_equal(layout_paragraph_end(&t, 8), 9);
	assert_int_equal(layout_paragraph_end(&t, 9), 9);
	assert_int_equal(layout_paragraph_base(&t, 0, 2), LAYOUT_LTR);
	assert_int_equal(layout_paragraph_base(&t, 3, 7), LAYOUT_RTL);
	lay_out(f, cp, 3, 7, (struct layout_options){.width_col = 10});
	assert_int_equal(f->l.beg_cp, 3);
	assert_int_equal(f->l.end_cp, 7);
	assert_int_equal(f->l.n_cells, 4);
	assert_int_equal(f->l.cells[0].cp[0], 'x');
	assert_int_equal(f->l.cells[0].beg_cp, 6);
	assert_int_equal(f->l.cells[3].cp[0], 0xFE91); /* beh, initial */
	assert_int_equal(f->l.cells[3].beg_cp, 3);
	assert_int_equal(layout_cell_of(&f->l, 0, 3), 3);
	assert_int_equal(layout_cell_of(&f->l, 0, 7), -1);
}

/* What a caret needs: the place of a column, of a code point, of a mark, of a wide character's second half. */
static void test_questions(void **state)
{
	struct fixture *f = *state;
	static const uint32_t cp[] = {0x0642, 0x064F, 0x062A, ' ', 0x1F600, 'a'};
	lay_out(f, cp, 0, 6, (struct layout_options){.width_col = 20, .base = LAYOUT_LTR});
	/* teh at 0, qaf with damma at 1, blank at 2, face at 3 and 4, a at 5 */
	static const int32_t at[] = {0, 1, 2, 3, 3, 4, -1};
	for (uint16_t col = 0; col < 7; col++)
		assert_int_equal(layout_cell_at(&f->l, 0, col), at[col]);
	static const int32_t of[] = {1, 1, 0, 2, 3, 4, -1};
	for (uint32_t i = 0; i < 7; i++)
		assert_int_equal(layout_cell_of(&f->l, 0, i), of[i]);
	assert_int_equal(f->l.lines[0].width_col, 6);
}

static void test_widths(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint32_t cp;
		unsigned want;
	} cases[] = {
		{"letter", 0x0628, 1},
		{"fatha", 0x064E, 0},
		{"tatweel", 0x0640, 1},
		{"digit", 0x0661, 1},
		{"end of ayah", 0x06DD, 1},
		{"lam-alef", 0xFEFB, 1},
		{"RLM", 0x200F, 0},
		{"ZWJ", 0x200D, 0},
		{"soft hyphen", 0x00AD, 0},
		{"CJK", 0x4E00, 2},
		{"face", 0x1F600, 2},
		{"fullwidth", 0xFF21, 2},
		{"variation", 0xFE0F, 0},
		{"Hangul vowel", 0x1161, 0},
		{"control", 0x1B, 1},
		{"no character", 0x110000, 1},
		{"spacing mark", 0x0903, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (layout_cp_width(cases[i].cp) != cases[i].want)
			fail_msg("%s: %u columns", cases[i].name, layout_cp_width(cases[i].cp));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test_setup_teardown(test_empty_paragraph, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_second_paragraph, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_questions, set_up, tear_down),
		cmocka_unit_test(test_widths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
