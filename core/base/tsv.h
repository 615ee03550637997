/*
 * TSV: rows of tab-separated fields out of memory, with a header line and line numbers for messages.
 *
 * The form: UTF-8, LF (a CR before it is dropped), the first line that is neither blank nor a comment names the columns,
 * `#` in column 0 begins a comment line. There is no quoting: a field cannot hold a tab or a newline.
 * Fields are views into the text (not NUL-terminated); nothing is copied.
 */
#ifndef BASE_TSV_H
#define BASE_TSV_H

#include "base/err.h"

#include <stddef.h>

enum { TSV_MAX_FIELDS = 24 };

struct view {
	const char *data;
	size_t len;
};

struct tsv {
	const char *name; /* for messages; borrowed */
	const char *pos, *end;
	unsigned line; /* 1-based number of the row last read */
	unsigned n_columns;
	struct view columns[TSV_MAX_FIELDS];
	unsigned n_fields;
	struct view fields[TSV_MAX_FIELDS];
};

/* Reads the header. Fails with ERR_INPUT when there is none or it has too many columns. text outlives *t. */
bool tsv_open(struct tsv *t, const char *name, const char *text, size_t len, struct err *err) MUST_CHECK;

/* The index of a column, or -1. */
int tsv_column(const struct tsv *t, const char *name);

/* The row's field of that column; empty when there is no such column or the row is too short. */
struct view tsv_field(const struct tsv *t, const char *column);

/* Moves to the next row; false at the end. A short row has empty fields at its end; n_fields tells how many it had. */
bool tsv_next(struct tsv *t);

/* Fills err with "name:line: message" and returns false. */
bool tsv_fail(const struct tsv *t, struct err *err, const char *fmt, ...) PRINTF_LIKE(3, 4);

bool view_eq(struct view v, const char *s);
/* Cuts the text before the next `sep` off *rest into *part; false when *rest is used up (data NULL). */
bool view_split(struct view *rest, char sep, struct view *part);
/* Decimal numbers over the whole view; false when it is no such number. */
bool view_int(struct view v, long *out);
bool view_double(struct view v, double *out);

#endif
