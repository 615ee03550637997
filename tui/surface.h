/*
 * Surface: the screen in memory, a grid of cells that carry characters and a meaning.
 *
 * Views draw here, a terminal back end shows it. Coordinates are (row, column) from 0 at the top left;
 * everything outside the surface or outside the given width is clipped. All strings pass the layout engine,
 * so that Arabic is joined and ordered and hostile characters become stand-ins: nothing raw ever reaches a
 * cell. The first and the last column belong to the terminal back end (it hides direction marks there); views
 * stay out of them.
 */
#ifndef TUI_SURFACE_H
#define TUI_SURFACE_H

#include "style.h"
#include "text/layout.h"

#include <stdbool.h>

struct cell {
	uint32_t cp[LAYOUT_CELL_CP]; /* base and marks */
	uint8_t n_cp;                /* 0: the right half of a wide character */
	uint8_t style;               /* enum style */
};

struct surface {
	struct cell *cells; /* rows * cols */
	uint16_t rows, cols;
	int caret_row, caret_col; /* -1: no caret */
	bool caret_hidden;        /* it goes there without being seen: what it stands on is marked already */
	struct layout_engine *engine;
	struct layout scratch; /* of the string being drawn */
};

struct rect {
	int row, col, rows, cols;
};

bool surface_init(struct surface *s, struct err *err) MUST_CHECK;
void surface_release(struct surface *s);
/* Any size, 0 included; the content is undefined until surface_clear(). */
bool surface_resize(struct surface *s, uint16_t rows, uint16_t cols, struct err *err) MUST_CHECK;
void surface_clear(struct surface *s);

/* NULL outside. */
struct cell *surface_at(struct surface *s, int row, int col);
void surface_put(struct surface *s, int row, int col, uint32_t cp, enum style style);
void surface_put_cell(struct surface *s, int row, int col, const struct layout_cell *cell, enum style style);
void surface_fill(struct surface *s, struct rect area, uint32_t cp, enum style style);
void surface_style(struct surface *s, struct rect area, enum style style);

/*
 * Draws UTF-8 text in at most max_cols columns; a longer one is cut and ends in U+2026. Returns the columns
 * used. The direction is left to right unless `base` says otherwise; Arabic inside it reads right to left.
 */
int surface_text(struct surface *s, int row, int col, int max_cols, enum style style, const char *u8);
int surface_printf(struct surface *s, int row, int col, int max_cols, enum style style, const char *fmt, ...)
	PRINTF_LIKE(6, 7);

/* The columns that a string takes, a bound from above: joined letters may take fewer. */
int surface_width(const char *u8);

struct text_draw {
	int row, col, max_cols;
	enum style style;
	enum layout_base base;
	bool align_right; /* in max_cols */
	int64_t caret_cp; /* index into the code points where the caret goes; -1: none */
};
int surface_text_cp(struct surface *s, const struct text_draw *d, const uint32_t *cp, uint32_t n);

/* Draws over several rows of an area, broken between words; returns the rows used. */
int surface_wrap(struct surface *s, struct rect area, enum style style, const char *u8);

#endif
