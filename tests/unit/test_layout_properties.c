/*
 * Layout: what must hold for every paragraph, over thousands of pseudo-random ones.
 *
 * The seed is fixed: a failure is the same on every machine, and its message holds the paragraph. RASID_PARAGRAPHS asks
 * for another number of them.
 */
#include "text/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include <cmocka.h>

enum { LEN_MAX = 160, PARAGRAPHS = 6000, CUTS = 4 };

/* Letters that join in each way, marks, bidi and zero-width controls, brackets, wide and unassigned characters. */
static const uint32_t hostile_pool[] = {
	0x0644,
	0x0627,
	0x0644,
	0x0623,
	0x0628,
	0x0645,
	0x062F,
	0x06CE,
	0x0640, /* lam, alefs, joining letters */
	0x064E,
	0x0651,
	0x0670,
	0x0301,
	0x20DD, /* marks */
	0x200B,
	0x200C,
	0x200D,
	0xFEFF,
	0x00AD,
	0xFE0F,
	0xE0041,
	0x034F, /* zero-width */
	0x202A,
	0x202B,
	0x202C,
	0x202D,
	0x202E,
	0x2066,
	0x2067,
	0x2068,
	0x2069,
	0x200E,
	0x200F,
	0x061C,
	' ',
	' ',
	' ',
	' ',
	'\t',
	0x00A0,
	0x3000,
	'a',
	'B',
	'1',
	'2',
	'(',
	')',
	'[',
	']',
	'-',
	',',
	'.',
	'%',
	'/',
	0x0661,
	0x060C,
	0x066B,
	0x05D0,
	0xFEFB,
	0xFDF2, /* digits, forms that are there */
	0x4E00,
	0x1F600,
	0x4DC0,
	0x1100,
	0x1161,
	0x10D00, /* wide, Hangul, Hanifi Rohingya */
	0x00,
	0x1B,
	0x7F,
	0x9B,
	0x85,
	0x0D,
	0x0A,
	0x2028,
	0x2029,
	0xE000,
	0x0378,
	0xD800,
	0x10FFFF,
	0x110000,
};

/* Nothing that reaches further than its neighbours: no brackets, no explicit embeddings. */
static const uint32_t plain_pool[] = {
	0x0644,
	0x0627,
	0x0644,
	0x0623,
	0x0628,
	0x0645,
	0x062F,
	0x064E,
	0x0651,
	0x0640,
	0x200C,
	0x200D,
	' ',
	' ',
	' ',
	'a',
	'B',
	'1',
	'2',
	0x0661,
	0x060C,
	'-',
	',',
	'.',
	'%',
	'/',
	0x05D0,
	0x1F600,
};

static uint32_t random_below(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % n;
}

struct paragraph {
	uint32_t cp[LEN_MAX];
	uint32_t n;
	uint32_t cuts[CUTS];
	struct layout_options opt; /* without the cuts */
	const char *broken;        /* the property that does not hold */
};

static void describe(const struct paragraph *p, unsigned long number)
{
	print_error("paragraph %lu, width %u, base %d, reveal %d, cuts", number, p->opt.width_col,
		p->opt.base, p->opt.reveal);
	for (int i = 0; i < CUTS; i++)
		print_error(" %u", p->cuts[i]);
	print_error(":");
	for (uint32_t i = 0; i < p->n; i++)
		print_error(" %04X", p->cp[i]);
	print_error("\n");
	fail_msg("paragraph %lu: %s", number, p->broken);
}

static bool holds(struct paragraph *p, bool condition, const char *property)
{
	if (!condition && !p->broken)
		p->broken = property;
	return condition;
}

static bool is_mark(uint32_t cp)
{
	int type = cp <= 0x10FFFF ? u_charType((UChar32)cp) : U_UNASSIGNED;
	return layout_cp_width(cp) == 0 &&
	       !u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
	       (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || cp == 0x1161);
}

/* What may reach the terminal: graphic characters and marks, nothing that it would act on. */
static bool is_drawable(uint32_t cp)
{
	if (cp > 0x10FFFF || cp == 0x2028 || cp == 0x2029)
		return false;
	switch (u_charType((UChar32)cp)) {
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_SURROGATE:
	case U_UNASSIGNED:
	case U_PRIVATE_USE_CHAR:
		return false;
	default:
		return !u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
	}
}

static void check_cell(struct paragraph *p, const struct layout_cell *cell)
{
	holds(p, cell->n_cp >= 1 && cell->n_cp <= LAYOUT_CELL_CP, "a cell has one to five code points");
	holds(p, cell->beg_cp < cell->end_cp, "a cell stands for something");
	holds(p, layout_cp_width(cell->cp[0]) == cell->width_col, "a cell is as wide as its base");
	uint32_t marks = 0;
	for (uint32_t i = cell->beg_cp; i < cell->end_cp && i < p->n; i++)
		marks += is_mark(p->cp[i]);
	for (unsigned i = 0; i < cell->n_cp; i++) {
		holds(p, is_drawable(cell->cp[i]), "nothing but graphic characters is drawn");
		holds(p, i == 0 || is_mark(cell->cp[i]), "only marks follow the base");
	}
	holds(p, cell->flags & CELL_CLIPPED ? marks > cell->n_cp - 1u : marks == cell->n_cp - 1u,
		"a cell draws the marks of its range, or says that it does not");
}

static void check_round_trip(struct paragraph *p, const struct layout *l, uint32_t line, uint32_t k)
{
	const struct layout_cell *cell = &l->cells[k];
	for (uint32_t i = cell->beg_cp; i < cell->end_cp; i++) {
		holds(p, layout_line_at(l, i) == line, "a code point's line is its cell's");
		holds(p, layout_cell_of(l, line, i) == (int32_t)k,
			"logical to visual and back is the identity");
	}
	for (unsigned c = 0; c < cell->width_col; c++)
		holds(p, layout_cell_at(l, line, (uint16_t)(cell->col + c)) == (int32_t)k,
			"column to cell and back is the identity");
}

/* The cells cover the line's beginning without holes; what follows is white space and what is on it. */
static void check_cover(struct paragraph *p, const struct layout *l, const struct layout_line *line)
{
	uint8_t seen[LEN_MAX] = {0};
	uint32_t covered = 0;
	for (uint32_t k = line->first; k < line->first + line->n; k++)
		for (uint32_t i = l->cells[k].beg_cp; i < l->cells[k].end_cp; i++) {
			if (!holds(p, i >= line->beg_cp && i < line->end_cp, "a cell lies in its line"))
				return;
			holds(p, !seen[i], "no code point is in two cells");
			seen[i] = 1;
			covered++;
		}
	for (uint32_t i = line->beg_cp; i < line->end_cp; i++) {
		if (i < line->beg_cp + covered)
			holds(p, seen[i], "cells leave no hole");
		else
			holds(p, u_isUWhiteSpace((UChar32)p->cp[i]) || layout_cp_width(p->cp[i]) == 0,
				"only white space at the end has no cell");
	}
}

static void check_layout(struct paragraph *p, const struct layout *l)
{
	uint32_t at = 0, cells = 0;
	holds(p, l->n_lines >= 1, "there is a line");
	for (uint32_t n = 0; n < l->n_lines; n++) {
		const struct layout_line *line = &l->lines[n];
		uint16_t col = 0;
		holds(p, line->beg_cp == at && (line->end_cp > at || p->n == 0), "lines tile the paragraph");
		at = line->end_cp;
		holds(p, line->first == cells, "lines slice the cells");
		for (uint32_t k = line->first; k < line->first + line->n; k++) {
			holds(p, l->cells[k].col == col, "columns follow one another");
			col = (uint16_t)(col + l->cells[k].width_col);
			check_cell(p, &l->cells[k]);
			check_round_trip(p, l, n, k);
		}
		cells += line->n;
		holds(p, col == line->width_col && col <= p->opt.width_col, "a line fits");
		holds(p, layout_cell_at(l, n, col) == -1, "there is no cell past the end");
		check_cover(p, l, line);
	}
	holds(p, at == p->n, "lines reach the paragraph's end");
	holds(p, cells == l->n_cells, "every cell is in a line");
}

static bool is_alef(uint32_t cp)
{
	return cp == 0x622 || cp == 0x623 || cp == 0x625 || cp == 0x627;
}

static void check_cuts(struct paragraph *p, const struct layout *whole, const struct layout *cut)
{
	if (!holds(p, whole->n_lines == cut->n_lines, "cuts change no line"))
		return;
	for (uint32_t n = 0; n < whole->n_lines; n++)
		holds(p, whole->lines[n].end_cp == cut->lines[n].end_cp, "cuts move no line end");
	for (uint32_t k = 0; k < cut->n_cells && p->opt.width_col > 1; k++) {
		const struct layout_cell *cell = &cut->cells[k];
		uint32_t lam = cell->beg_cp, alef = cell->end_cp;
		while (lam < cell->end_cp && p->cp[lam] != 0x644)
			lam++;
		while (alef > lam && !is_alef(p->cp[alef - 1]))
			alef--;
		for (int c = 0; c < CUTS && (cell->flags & CELL_LIGATURE); c++)
			holds(p, p->cuts[c] <= lam || p->cuts[c] >= alef, "no ligature lies across a cut");
	}
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void make_paragraph(struct paragraph *p, uint64_t *seed, const uint32_t *pool, uint32_t n_pool)
{
	*p = (struct paragraph){.n = random_below(seed, LEN_MAX)};
	for (uint32_t i = 0; i < p->n; i++)
		p->cp[i] = pool[random_below(seed, n_pool)];
	for (int i = 0; i < CUTS; i++)
		p->cuts[i] = random_below(seed, p->n + 1);
	qsort(p->cuts, CUTS, sizeof *p->cuts, by_value);
	static const uint16_t widths[] = {1, 2, 3, 7, 20, 80, 1000};
	p->opt.width_col = widths[random_below(seed, 7)];
	p->opt.base = (enum layout_base)random_below(seed, 4);
	p->opt.reveal = random_below(seed, 4) == 0;
}

static unsigned long paragraphs_wanted(void)
{
	const char *n = getenv("RASID_PARAGRAPHS");
	return n ? strtoul(n, NULL, 10) : PARAGRAPHS;
}

static void test_every_paragraph(void **state)
{
	(void)state;
	struct layout_engine *e = NULL;
	struct layout whole = {0}, cut = {0};
	struct err err;
	uint64_t seed = 1;
	assert_true(layout_engine_new(&e, &err));
	for (unsigned long i = 0; i < paragraphs_wanted(); i++) {
		struct paragraph p;
		make_paragraph(&p, &seed, hostile_pool, sizeof hostile_pool / sizeof *hostile_pool);
		/* the exact size on the heap, so that reading past the end is seen */
		uint32_t *cp = malloc((p.n ? p.n : 1) * sizeof *cp);
		assert_non_null(cp);
		memcpy(cp, p.cp, p.n * sizeof *cp);
		struct text t = {cp, p.n};
		struct layout_options with_cuts = p.opt;
		with_cuts.cuts = p.cuts;
		with_cuts.n_cuts = CUTS;
		assert_true(layout_paragraph(e, &t, 0, p.n, &p.opt, &whole, &err));
		assert_true(layout_paragraph(e, &t, 0, p.n, &with_cuts, &cut, &err));
		check_layout(&p, &whole);
		check_layout(&p, &cut);
		check_cuts(&p, &whole, &cut);
		if (p.opt.base == LAYOUT_AUTO)
			holds(&p, (layout_paragraph_base(&t, 0, p.n) == LAYOUT_RTL) == (whole.level == 1),
				"the base direction is the one that bidi finds");
		free(cp);
		if (p.broken)
			describe(&p, i);
	}
	layout_release(&whole);
	layout_release(&cut);
	layout_engine_free(e);
}

/* What each code point is drawn as, and at which level; 0 where it has no cell of its own. */
static void note_cells(const struct layout *l, uint32_t glyph[LEN_MAX], uint8_t level[LEN_MAX])
{
	for (uint32_t k = 0; k < l->n_cells; k++) {
		glyph[l->cells[k].beg_cp] = l->cells[k].cp[0];
		level[l->cells[k].beg_cp] = l->cells[k].level & 1;
	}
}

/* Chunks tile their paragraph and are drawn as the whole is, white space at their ends aside. */
static void check_chunks(struct paragraph *p, struct layout_engine *e, uint32_t max)
{
	struct text t = {p->cp, p->n};
	struct layout l = {0};
	struct err err;
	uint32_t glyph[2][LEN_MAX] = {0};
	uint8_t level[2][LEN_MAX] = {0};
	struct layout_options opt = {.width_col = 1000, .base = layout_paragraph_base(&t, 0, p->n)};
	assert_true(layout_paragraph(e, &t, 0, p->n, &opt, &l, &err));
	note_cells(&l, glyph[0], level[0]);
	for (uint32_t a = 0, b; a < p->n; a = b) {
		b = layout_chunk_end(&t, a, p->n, max);
		if (!holds(p, b > a && b <= p->n && b - a <= max, "a chunk has a length"))
			break;
		assert_true(layout_paragraph(e, &t, a, b, &opt, &l, &err));
		holds(p, l.lines[0].beg_cp == a && l.lines[l.n_lines - 1].end_cp == b,
			"a chunk is all laid out");
		note_cells(&l, glyph[1], level[1]);
	}
	for (uint32_t i = 0; i < p->n; i++)
		if (glyph[1][i] && glyph[0][i])
			holds(p, glyph[0][i] == glyph[1][i] && level[0][i] == level[1][i],
				"a chunk is drawn as the whole is");
	layout_release(&l);
}

static void test_chunks(void **state)
{
	(void)state;
	struct layout_engine *e = NULL;
	struct err err;
	uint64_t seed = 2;
	assert_true(layout_engine_new(&e, &err));
	for (unsigned long i = 0; i < paragraphs_wanted() / 4; i++) {
		struct paragraph p;
		make_paragraph(&p, &seed, plain_pool, sizeof plain_pool / sizeof *plain_pool);
		check_chunks(&p, e, 20 + random_below(&seed, 60));
		if (p.broken)
			describe(&p, i);
	}
	layout_engine_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_paragraph),
		cmocka_unit_test(test_chunks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
