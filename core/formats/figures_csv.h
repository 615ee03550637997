/*
 * Figures as CSV (RFC 4180: CRLF, quotes doubled), one row a figure, UTF-8 without byte order mark.
 *
 * Spreadsheets take a cell that begins with = + - @ tab or CR for a formula, and the words come from documents of unknown
 * authors. Such text cells get a leading apostrophe, unless `raw` is set. Numbers and coordinates are written by us and
 * are never guarded.
 */
#ifndef FORMATS_FIGURES_CSV_H
#define FORMATS_FIGURES_CSV_H

#include "formats/jsonl.h"

bool figures_csv_add_head(struct str *out, struct err *err) MUST_CHECK;

/* Rows for the document's figures; which items, and whose, as in jsonl_add_items(). */
bool figures_csv_add_items(struct str *out, const struct document *doc, const struct items *items,
	const struct jsonl_export *opt, bool raw, struct err *err) MUST_CHECK;

#endif
