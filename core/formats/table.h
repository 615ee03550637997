/*
 * Table: rows of cells, aligned for a person or separated by tabs for a program.
 *
 * Widths are counted in terminal columns. Cells are made safe for a terminal as they come in (formats/plain.h). A table
 * for a terminal can isolate its cells (U+2068 … U+2069): a terminal that reorders right-to-left text then keeps the
 * columns in their order. In a pipe the isolates would be noise, and are left out.
 */
#ifndef FORMATS_TABLE_H
#define FORMATS_TABLE_H

#include "base/str.h"

#include <stdint.h>

enum { TABLE_MAX_COLUMNS = 16 };

struct table {
	unsigned n_columns;
	uint32_t right;   /* set of columns that are aligned to the right */
	struct str cells; /* all cells, each ended by a NUL */
	size_t n_cells;
	unsigned width_col[TABLE_MAX_COLUMNS];
};

enum table_style { TABLE_ALIGNED, TABLE_ISOLATED, TABLE_TSV };

/* The first n cells are the head row. */
void table_init(struct table *t, unsigned n_columns, const char *const *heads, uint32_t right);
/* The next cell, row by row; NULL is an empty one. */
void table_add(struct table *t, const char *utf8);
void table_addf(struct table *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Renders whole rows; false when memory was out. */
bool table_render(const struct table *t, enum table_style style, struct str *out);
void table_release(struct table *t);

#endif
