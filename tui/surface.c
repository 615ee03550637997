/*
 * Surface: clipping, and strings through the layout engine.
 *
 * Cost: a string of ASCII is copied; any other is laid out, O(length). A failed allocation while drawing
 * leaves the string out: the next frame tries again, and nothing but the picture is lost.
 */
#include "surface.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRING_MAX_CP = 1024, ELLIPSIS = 0x2026, WIDE_ENOUGH_COL = 4096 };

bool surface_init(struct surface *s, struct err *err)
{
	*s = (struct surface){.caret_row = -1, .caret_col = -1};
	return layout_engine_new(&s->engine, err);
}

void surface_release(struct surface *s)
{
	layout_release(&s->scratch);
	layout_engine_free(s->engine);
	free(s->cells);
	*s = (struct surface){0};
}

bool surface_resize(struct surface *s, uint16_t rows, uint16_t cols, struct err *err)
{
	size_t n = (size_t)rows * cols;
	struct cell *cells = realloc(s->cells, (n ? n : 1) * sizeof *cells);
	if (!cells)
		return err_memory(err);
	s->cells = cells;
	s->rows = rows;
	s->cols = cols;
	surface_clear(s);
	return true;
}

void surface_clear(struct surface *s)
{
	/* Zeroed first: rows are compared as memory, and padding must not differ. */
	memset(s->cells, 0, (size_t)s->rows * s->cols * sizeof *s->cells);
	for (size_t i = 0; i < (size_t)s->rows * s->cols; i++) {
		s->cells[i].cp[0] = ' ';
		s->cells[i].n_cp = 1;
	}
	s->caret_row = s->caret_col = -1;
	s->caret_hidden = false;
}

struct cell *surface_at(struct surface *s, int row, int col)
{
	if (row < 0 || col < 0 || row >= s->rows || col >= s->cols)
		return NULL;
	return &s->cells[(size_t)row * s->cols + col];
}

/* Writing over one half of a wide character leaves a blank where the other half was. */
static void split_wide(struct surface *s, int row, int col)
{
	struct cell *here = surface_at(s, row, col), *left = surface_at(s, row, col - 1);
	struct cell *right = surface_at(s, row, col + 1);
	if (here->n_cp == 0 && left) {
		memset(left->cp, 0, sizeof left->cp);
		left->cp[0] = ' ';
		left->n_cp = 1;
	}
	if (right && right->n_cp == 0) {
		right->cp[0] = ' ';
		right->n_cp = 1;
	}
}

static void put_cps(struct surface *s, int row, int col, const uint32_t *cp, unsigned n, enum style style)
{
	struct cell *c = surface_at(s, row, col);
	if (!c)
		return;
	split_wide(s, row, col);
	memset(c->cp, 0, sizeof c->cp);
	if (n)
		memcpy(c->cp, cp, n * sizeof *cp);
	c->n_cp = (uint8_t)n;
	c->style = (uint8_t)style;
}

void surface_put(struct surface *s, int row, int col, uint32_t cp, enum style style)
{
	put_cps(s, row, col, &cp, 1, style);
}

void surface_put_cell(struct surface *s, int row, int col, const struct layout_cell *cell, enum style style)
{
	if (cell->width_col == 2 && !surface_at(s, row, col + 1)) {
		surface_put(s, row, col, ' ', style); /* a wide character does not fit in half */
		return;
	}
	put_cps(s, row, col, cell->cp, cell->n_cp, style);
	if (cell->width_col == 2)
		put_cps(s, row, col + 1, NULL, 0, style);
}

void surface_fill(struct surface *s, struct rect area, uint32_t cp, enum style style)
{
	for (int r = area.row; r < area.row + area.rows; r++)
		for (int c = area.col; c < area.col + area.cols; c++)
			surface_put(s, r, c, cp, style);
}

void surface_style(struct surface *s, struct rect area, enum style style)
{
	for (int r = area.row; r < area.row + area.rows; r++)
		for (int c = area.col; c < area.col + area.cols; c++)
			if (surface_at(s, r, c))
				surface_at(s, r, c)->style = (uint8_t)style;
}

/* ---- strings ---- */

static uint32_t decode(const char *u8, uint32_t *cp, uint32_t max)
{
	size_t len = strlen(u8), pos = 0;
	uint32_t n = 0;
	while (pos < len && n < max) {
		uint32_t c = utf8_decode((const uint8_t *)u8, len, &pos);
		cp[n++] = c == CP_INVALID ? CP_REPLACEMENT : c;
	}
	return n;
}

/* Lays the code points out on one line; a newline among them is shown as its stand-in. */
static const struct layout_line *lay_line(
	struct surface *s, const uint32_t *cp, uint32_t n, enum layout_base base)
{
	struct text text = {cp, n};
	struct layout_options opt = {.width_col = WIDE_ENOUGH_COL, .base = base};
	struct err err;
	if (!layout_paragraph(s->engine, &text, 0, n, &opt, &s->scratch, &err))
		return NULL;
	return &s->scratch.lines[0];
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

/* How many code points fit in max columns; *cut tells that something is left over, for which a column is kept
 * free. */
static uint32_t fit(const uint32_t *cp, uint32_t n, int max_cols, bool *cut)
{
	int width = 0;
	uint32_t fits = 0;
	for (uint32_t i = 0; i < n; i++) {
		int w = (int)layout_cp_width(cp[i]);
		if (is_control(cp[i])) /* drawn as a stand-in */
			w = 1;
		width += w;
		if (width <= max_cols - 1)
			fits = i + 1;
		if (width > max_cols) {
			*cut = true;
			return fits;
		}
	}
	*cut = false;
	return n;
}

static void place_caret(
	struct surface *s, const struct text_draw *d, const struct layout_line *line, int col, uint32_t n)
{
	const struct layout *l = &s->scratch;
	bool rtl = l->level & 1;
	uint32_t at = (uint32_t)d->caret_cp;
	int32_t cell = at < n ? layout_cell_of(l, 0, at) : -1;
	if (cell >= 0) {
		s->caret_col = col + l->cells[cell].col;
	} else if (line->n == 0) {
		s->caret_col = col;
	} else {
		/* The end: the slot after the last character, on the side to which that one's direction
		 * leads. */
		int32_t last = n ? layout_cell_of(l, 0, n - 1) : -1;
		bool leftwards = last >= 0 ? l->cells[last].level & 1 : rtl;
		int trailing = last < 0 && !rtl ? 1 : 0; /* a hanging blank has no cell */
		if (last >= 0)
			s->caret_col = col + l->cells[last].col + (leftwards ? -1 : l->cells[last].width_col);
		else
			s->caret_col = rtl ? col - 2 : col + line->width_col + trailing;
	}
	s->caret_row = d->row;
}

int surface_text_cp(struct surface *s, const struct text_draw *d, const uint32_t *cp, uint32_t n)
{
	uint32_t buf[STRING_MAX_CP];
	if (d->max_cols <= 0)
		return 0;
	if (n > STRING_MAX_CP - 1)
		n = STRING_MAX_CP - 1;
	bool cut;
	uint32_t fits = fit(cp, n, d->max_cols, &cut);
	memcpy(buf, cp, fits * sizeof *cp);
	if (cut)
		buf[fits++] = ELLIPSIS;
	const struct layout_line *line = lay_line(s, buf, fits, d->base);
	if (!line)
		return 0;
	int slack = d->max_cols - line->width_col;
	int col = d->col + (d->align_right && slack > 0 ? slack : 0);
	for (uint32_t i = 0; i < line->n; i++) {
		const struct layout_cell *c = &s->scratch.cells[line->first + i];
		if (c->col + c->width_col > d->max_cols)
			break;
		surface_put_cell(s, d->row, col + c->col, c,
			c->flags & (CELL_STAND_IN | CELL_CLIPPED) ? STYLE_STAND_IN : d->style);
	}
	if (d->caret_cp >= 0)
		place_caret(s, d, line, col, fits);
	return line->width_col < d->max_cols ? line->width_col : d->max_cols;
}

int surface_width(const char *u8)
{
	uint32_t cp[STRING_MAX_CP];
	uint32_t n = decode(u8, cp, STRING_MAX_CP);
	int width = 0;
	for (uint32_t i = 0; i < n; i++)
		width += is_control(cp[i]) ? 1 : (int)layout_cp_width(cp[i]);
	return width;
}

/* Printable ASCII needs no layout: most strings of the frame are. Returns -1 when the string is something
 * else. */
static int ascii_text(struct surface *s, int row, int col, int max_cols, enum style style, const char *u8)
{
	size_t n = 0;
	while (u8[n])
		if (u8[n] < ' ' || u8[n] > '~' || ++n > (size_t)max_cols)
			return -1;
	for (size_t i = 0; i < n; i++)
		surface_put(s, row, col + (int)i, (uint32_t)u8[i], style);
	return (int)n;
}

int surface_text(struct surface *s, int row, int col, int max_cols, enum style style, const char *u8)
{
	if (max_cols <= 0)
		return 0;
	int used = ascii_text(s, row, col, max_cols, style, u8);
	if (used >= 0)
		return used;
	uint32_t cp[STRING_MAX_CP];
	uint32_t n = decode(u8, cp, STRING_MAX_CP);
	struct text_draw d = {row, col, max_cols, style, LAYOUT_LTR, false, -1};
	used = surface_text_cp(s, &d, cp, n);
	/* Blanks at the end hang over a line's edge and have no cells, but a string that is built of parts
	 * needs them. */
	for (uint32_t i = n; i > 0 && cp[i - 1] == ' ' && used < max_cols; i--)
		used++;
	return used;
}

int surface_printf(struct surface *s, int row, int col, int max_cols, enum style style, const char *fmt, ...)
{
	char buf[2048];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	return surface_text(s, row, col, max_cols, style, buf);
}

int surface_wrap(struct surface *s, struct rect area, enum style style, const char *u8)
{
	if (area.cols <= 0 || area.rows <= 0)
		return 0;
	uint32_t cp[STRING_MAX_CP];
	struct text text = {cp, decode(u8, cp, STRING_MAX_CP)};
	struct layout_options opt = {.width_col = (uint16_t)area.cols, .base = LAYOUT_LTR};
	struct err err;
	if (!layout_paragraph(s->engine, &text, 0, text.len_cp, &opt, &s->scratch, &err))
		return 0;
	const struct layout *l = &s->scratch;
	int rows = (int)l->n_lines < area.rows ? (int)l->n_lines : area.rows;
	for (int r = 0; r < rows; r++) {
		const struct layout_line *line = &l->lines[r];
		for (uint32_t i = 0; i < line->n; i++) {
			const struct layout_cell *c = &l->cells[line->first + i];
			surface_put_cell(s, area.row + r, area.col + c->col, c,
				c->flags & (CELL_STAND_IN | CELL_CLIPPED) ? STYLE_STAND_IN : style);
		}
	}
	if (rows < (int)l->n_lines)
		surface_put(s, area.row + rows - 1, area.col + area.cols - 1, ELLIPSIS, STYLE_FAINT);
	return rows;
}
