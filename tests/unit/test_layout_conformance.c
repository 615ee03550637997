/*
 * Layout against the Unicode Character Database's own tests of UAX #9, read off the grid of cells.
 *
 * The files' expected order, without what has no cell of its own (marks, controls, white space at the end), must be the
 * order of the cells, and each cell's level must be odd where the file's is. (ICU reports digits in a left-to-right
 * paragraph without right-to-left letters at level 0, not 2: the exact level says nothing about the screen.)
 * Tests with paragraph separators inside are left out: layout takes one paragraph, and shows such characters as
 * stand-ins. Debian's package unicode-data brings the files; without them the tests are skipped.
 *
 * ICU 72 itself differs from BidiCharacterTest.txt in a few lines. A difference is forgiven only where ICU, asked
 * directly, gives the same order as the cells, and their number may not exceed ICU_DIFFERENCES.
 */
#include "text/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <cmocka.h>

enum { LEN_MAX = 256, ICU_DIFFERENCES = 21, LEVEL_NONE = -1 };

struct expected {
	uint32_t cp[LEN_MAX];
	uint32_t n_cp;
	int level[LEN_MAX]; /* LEVEL_NONE for what rule X9 removes */
	uint32_t n_level;
	uint32_t order[LEN_MAX];
	uint32_t n_order;
	int base;       /* 0, 1, or 2 for the first strong character */
	int base_level; /* or LEVEL_NONE when the file does not say */
};

struct tally {
	struct layout_engine *engine;
	struct layout layout;
	unsigned long passed, left_out, icu;
};

static bool is_left_out(uint32_t cp)
{
	return u_charDirection((UChar32)cp) == U_BLOCK_SEPARATOR || cp == 0x2028 ||
	       (cp < 0x20 && cp != '\t') || (cp >= 0x7F && cp < 0xA0);
}

static bool has_left_out(const struct expected *x)
{
	for (uint32_t i = 0; i < x->n_cp; i++)
		if (is_left_out(x->cp[i]))
			return true;
	return false;
}

/* The base of each cell; what is no base has no cell here. */
static void bases_to_cells(const struct expected *x, const struct layout *l, int32_t cell_of[LEN_MAX])
{
	for (uint32_t i = 0; i < LEN_MAX; i++)
		cell_of[i] = -1;
	for (uint32_t k = 0; k < l->n_cells; k++) {
		uint32_t base = l->cells[k].beg_cp;
		while (base < l->cells[k].end_cp && layout_cp_width(x->cp[base]) == 0)
			base++;
		if (base == l->cells[k].end_cp) /* a bare mark: after what is hidden */
			for (base = l->cells[k].beg_cp;
				u_charType((UChar32)x->cp[base]) != U_NON_SPACING_MARK &&
				base + 1 < l->cells[k].end_cp;)
				base++;
		cell_of[base] = (int32_t)k;
	}
}

static bool grid_agrees(const struct expected *x, const struct layout *l)
{
	if (l->n_lines != 1 || (x->base_level != LEVEL_NONE && l->level != x->base_level))
		return false;
	int32_t cell_of[LEN_MAX];
	bases_to_cells(x, l, cell_of);
	uint32_t next = 0;
	for (uint32_t i = 0; i < x->n_order; i++) {
		int32_t k = cell_of[x->order[i]];
		if (k < 0)
			continue;
		int level = x->level[x->order[i]];
		if ((uint32_t)k != next++ || level == LEVEL_NONE || (l->cells[k].level ^ level) & 1)
			return false;
	}
	return next == l->n_cells;
}

/* Every character with a width, but for white space at the end, has a cell. */
static bool nothing_is_lost(const struct expected *x, const struct layout *l)
{
	uint32_t end = x->n_cp, bases = 0;
	while (end > 0 && (u_isUWhiteSpace((UChar32)x->cp[end - 1]) || layout_cp_width(x->cp[end - 1]) == 0))
		end--;
	for (uint32_t i = 0; i < end; i++)
		bases += layout_cp_width(x->cp[i]) > 0;
	return l->n_cells >= bases;
}

/* Whether ICU alone, without any of our code, leaves the file's order or levels too. */
static bool icu_differs(const struct expected *x)
{
	UChar text[2 * LEN_MAX];
	int32_t n = 0, at[LEN_MAX], map[2 * LEN_MAX];
	for (uint32_t i = 0; i < x->n_cp; i++) {
		at[i] = n;
		U16_APPEND_UNSAFE(text, n, x->cp[i]);
	}
	UErrorCode code = U_ZERO_ERROR;
	UBiDi *bidi = ubidi_open();
	ubidi_setPara(bidi, text, n, x->base == 2 ? UBIDI_DEFAULT_LTR : (UBiDiLevel)x->base, NULL, &code);
	ubidi_getLogicalMap(bidi, map, &code);
	bool differs = U_FAILURE(code);
	for (uint32_t i = 0; i + 1 < x->n_order && !differs; i++)
		differs = map[at[x->order[i]]] > map[at[x->order[i + 1]]];
	for (uint32_t i = 0; i < x->n_cp && !differs; i++)
		differs = x->level[i] != LEVEL_NONE && (ubidi_getLevelAt(bidi, at[i]) ^ x->level[i]) & 1;
	ubidi_close(bidi);
	return differs;
}

static void check(struct tally *t, const struct expected *x, unsigned long line)
{
	static const enum layout_base bases[] = {LAYOUT_LTR, LAYOUT_RTL, LAYOUT_AUTO_LTR};
	struct layout_options opt = {.width_col = 2 * LEN_MAX, .base = bases[x->base]};
	struct text text = {x->cp, x->n_cp};
	struct err err;
	if (has_left_out(x)) {
		t->left_out++;
		return;
	}
	if (!layout_paragraph(t->engine, &text, 0, x->n_cp, &opt, &t->layout, &err))
		fail_msg("line %lu: %s", line, err.text);
	if (!nothing_is_lost(x, &t->layout))
		fail_msg("line %lu: a character has no cell", line);
	if (grid_agrees(x, &t->layout))
		t->passed++;
	else if (icu_differs(x))
		t->icu++;
	else
		fail_msg("line %lu, base %d: the cells are in another order than expected", line, x->base);
}

/* ---- reading ---- */

static const char *skip_field(const char *p)
{
	p += strcspn(p, ";\n");
	return *p == ';' ? p + 1 : p;
}

static uint32_t read_numbers(const char *p, int radix, uint32_t out[LEN_MAX])
{
	uint32_t n = 0;
	for (char *end;; p = end) {
		unsigned long v = strtoul(p, &end, radix);
		if (end == p || n == LEN_MAX)
			return n;
		out[n++] = (uint32_t)v;
	}
}

static uint32_t read_levels(const char *p, int out[LEN_MAX])
{
	uint32_t n = 0;
	for (;;) {
		p += strspn(p, " \t");
		if (*p == 'x')
			out[n++] = LEVEL_NONE;
		else if (*p >= '0' && *p <= '9')
			out[n++] = atoi(p);
		else
			return n;
		p += strcspn(p, " \t;\n");
	}
}

static void character_line(struct tally *t, const char *line, unsigned long number)
{
	if (*line == '#' || *line == '\n')
		return;
	struct expected x = {0};
	uint32_t value[LEN_MAX];
	x.n_cp = read_numbers(line, 16, x.cp);
	const char *p = skip_field(line);
	x.base = read_numbers(p, 10, value) ? (int)value[0] : 0;
	p = skip_field(p);
	x.base_level = read_numbers(p, 10, value) ? (int)value[0] : LEVEL_NONE;
	p = skip_field(p);
	x.n_level = read_levels(p, x.level);
	x.n_order = read_numbers(skip_field(p), 10, x.order);
	assert_int_equal(x.n_level, x.n_cp);
	assert_in_range(x.base, 0, 2);
	check(t, &x, number);
}

static const struct {
	const char *name;
	uint32_t cp;
} classes[] = {
	{"L", 'a'},
	{"R", 0x5D0},
	{"AL", 0x62F},
	{"EN", '1'},
	{"ES", '+'},
	{"ET", '#'},
	{"AN", 0x661},
	{"CS", ','},
	{"B", 0x2029},
	{"S", '\t'},
	{"WS", ' '},
	{"ON", '!'},
	{"NSM", 0x300},
	{"BN", 0xAD},
	{"LRE", 0x202A},
	{"RLE", 0x202B},
	{"PDF", 0x202C},
	{"LRO", 0x202D},
	{"RLO", 0x202E},
	{"LRI", 0x2066},
	{"RLI", 0x2067},
	{"FSI", 0x2068},
	{"PDI", 0x2069},
};

static uint32_t read_classes(const char *p, uint32_t out[LEN_MAX])
{
	uint32_t n = 0;
	for (p += strspn(p, " \t"); *p != ';' && *p != '\n' && *p && n < LEN_MAX; p += strspn(p, " \t")) {
		size_t len = strcspn(p, " \t;\n");
		for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
			if (strlen(classes[i].name) == len && !memcmp(classes[i].name, p, len))
				out[n++] = classes[i].cp;
		p += len;
	}
	return n;
}

/* BidiTest.txt states levels and order once for the lines that follow. */
static void class_line(struct tally *t, struct expected *x, const char *line, unsigned long number)
{
	if (!strncmp(line, "@Levels:", 8))
		x->n_level = read_levels(line + 8, x->level);
	else if (!strncmp(line, "@Reorder:", 9))
		x->n_order = read_numbers(line + 9, 10, x->order);
	if (*line == '@' || *line == '#' || *line == '\n')
		return;
	uint32_t bases[LEN_MAX];
	x->n_cp = read_classes(line, x->cp);
	assert_int_equal(x->n_cp, x->n_level);
	assert_int_equal(read_numbers(skip_field(line), 16, bases), 1);
	for (int i = 0; i < 3; i++) {
		if (!(bases[0] & 1u << i))
			continue;
		x->base = (i + 2) % 3; /* bit 0 is the automatic direction */
		x->base_level = LEVEL_NONE;
		check(t, x, number);
	}
}

static void run_file(const char *path, bool by_class, unsigned long at_least, unsigned long icu_most)
{
	FILE *f = fopen(path, "r");
	if (!f) {
		print_message("%s is missing (Debian package unicode-data)\n", path);
		skip();
	}
	struct tally t = {0};
	struct err err;
	assert_true(layout_engine_new(&t.engine, &err));
	struct expected x = {0};
	char *line = NULL;
	size_t cap = 0;
	for (unsigned long number = 1; getline(&line, &cap, f) > 0; number++) {
		if (by_class)
			class_line(&t, &x, line, number);
		else
			character_line(&t, line, number);
	}
	print_message("%s: %lu pass, %lu with separators left out, %lu as ICU has it\n", path, t.passed,
		t.left_out, t.icu);
	free(line);
	fclose(f);
	layout_release(&t.layout);
	layout_engine_free(t.engine);
	assert_true(t.passed >= at_least);
	assert_true(t.icu <= icu_most);
}

static void test_characters(void **state)
{
	(void)state;
	run_file("/usr/share/unicode/BidiCharacterTest.txt", false, 91000, ICU_DIFFERENCES);
}

static void test_classes(void **state)
{
	(void)state;
	run_file("/usr/share/unicode/BidiTest.txt", true, 700000, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_classes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
