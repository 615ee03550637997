/* Table: cells are kept end to end in one string; rendering walks it once. */
#include "formats/table.h"

#include "formats/plain.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void table_init(struct table *t, unsigned n_columns, const char *const *heads, uint32_t right)
{
	assert(n_columns > 0 && n_columns <= TABLE_MAX_COLUMNS);
	*t = (struct table){.n_columns = n_columns, .right = right};
	for (unsigned i = 0; i < n_columns; i++)
		table_add(t, heads[i]);
}

void table_add(struct table *t, const char *utf8)
{
	size_t beg = t->cells.len, column = t->n_cells++ % t->n_columns;
	plain_add_z(&t->cells, utf8);
	if (t->cells.failed)
		return;
	unsigned width = t->cells.len > beg ? plain_width(t->cells.data + beg) : 0;
	if (width > t->width_col[column])
		t->width_col[column] = width;
	str_add_byte(&t->cells, '\0');
}

void table_addf(struct table *t, const char *fmt, ...)
{
	char text[256];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	table_add(t, text);
}

static void add_blanks(struct str *out, unsigned n)
{
	while (n-- > 0)
		str_add_byte(out, ' ');
}

static void add_cell(
	const struct table *t, unsigned column, const char *cell, enum table_style style, struct str *out)
{
	unsigned pad = t->width_col[column] - plain_width(cell);
	bool right = t->right >> column & 1, last = column + 1 == t->n_columns;
	if (column)
		str_add(out, "  ");
	if (right)
		add_blanks(out, pad);
	if (style == TABLE_ISOLATED)
		str_add_cp(out, 0x2068 /* first strong isolate */);
	str_add(out, cell);
	if (style == TABLE_ISOLATED)
		str_add_cp(out, 0x2069 /* pop isolate */);
	if (!right && !last)
		add_blanks(out, pad);
}

bool table_render(const struct table *t, enum table_style style, struct str *out)
{
	const char *cell = str_text(&t->cells);
	if (t->cells.failed)
		return false;
	for (size_t i = 0; i < t->n_cells - t->n_cells % t->n_columns; i++, cell += strlen(cell) + 1) {
		unsigned column = (unsigned)(i % t->n_columns);
		if (style != TABLE_TSV)
			add_cell(t, column, cell, style, out);
		else if (column)
			str_addf(out, "\t%s", cell);
		else
			str_add(out, cell);
		if (column + 1 == t->n_columns)
			str_add_byte(out, '\n');
	}
	return !out->failed;
}

void table_release(struct table *t)
{
	str_release(&t->cells);
}
