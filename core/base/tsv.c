/* TSV: a cursor over lines and fields. */
#include "base/tsv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool view_eq(struct view v, const char *s)
{
	return strlen(s) == v.len && memcmp(v.data, s, v.len) == 0;
}

bool view_split(struct view *rest, char sep, struct view *part)
{
	if (!rest->data)
		return false;
	const char *at = memchr(rest->data, sep, rest->len);
	if (!at) {
		*part = *rest;
		*rest = (struct view){NULL, 0};
		return true;
	}
	*part = (struct view){rest->data, (size_t)(at - rest->data)};
	*rest = (struct view){at + 1, rest->len - part->len - 1};
	return true;
}

/* A NUL-terminated copy for the library's number readers; no number is this long. */
static bool copy_short(struct view v, char buf[32])
{
	if (v.len == 0 || v.len >= 32)
		return false;
	memcpy(buf, v.data, v.len);
	buf[v.len] = '\0';
	return true;
}

bool view_int(struct view v, long *out)
{
	char buf[32], *end;
	if (!copy_short(v, buf))
		return false;
	errno = 0;
	long n = strtol(buf, &end, 10);
	if (errno || *end)
		return false;
	*out = n;
	return true;
}

bool view_double(struct view v, double *out)
{
	char buf[32], *end;
	if (!copy_short(v, buf))
		return false;
	double d = strtod(buf, &end);
	if (*end)
		return false;
	*out = d;
	return true;
}

/* The next line that is neither blank nor a comment. */
static bool next_line(struct tsv *t, struct view *line)
{
	while (t->pos < t->end) {
		const char *nl = memchr(t->pos, '\n', (size_t)(t->end - t->pos));
		const char *stop = nl ? nl : t->end;
		*line = (struct view){t->pos, (size_t)(stop - t->pos)};
		t->pos = nl ? nl + 1 : t->end;
		t->line++;
		if (line->len && line->data[line->len - 1] == '\r')
			line->len--;
		if (line->len && line->data[0] != '#')
			return true;
	}
	return false;
}

static unsigned split_fields(struct view line, struct view fields[TSV_MAX_FIELDS])
{
	unsigned n = 0;
	struct view part;
	while (n < TSV_MAX_FIELDS && view_split(&line, '\t', &part))
		fields[n++] = part;
	return line.data ? TSV_MAX_FIELDS + 1 : n;
}

bool tsv_open(struct tsv *t, const char *name, const char *text, size_t len, struct err *err)
{
	*t = (struct tsv){.name = name, .pos = text, .end = text + len};
	struct view line;
	if (!next_line(t, &line))
		return err_set(err, ERR_INPUT, "%s: no header line that names the columns", name);
	t->n_columns = split_fields(line, t->columns);
	if (t->n_columns > TSV_MAX_FIELDS)
		return tsv_fail(t, err, "more than %d columns", TSV_MAX_FIELDS);
	return true;
}

int tsv_column(const struct tsv *t, const char *name)
{
	for (unsigned i = 0; i < t->n_columns; i++)
		if (view_eq(t->columns[i], name))
			return (int)i;
	return -1;
}

struct view tsv_field(const struct tsv *t, const char *column)
{
	int i = tsv_column(t, column);
	return i >= 0 && (unsigned)i < t->n_fields ? t->fields[i] : (struct view){"", 0};
}

bool tsv_next(struct tsv *t)
{
	struct view line;
	if (!next_line(t, &line))
		return false;
	t->n_fields = split_fields(line, t->fields);
	for (unsigned i = t->n_fields; i < t->n_columns; i++)
		t->fields[i] = (struct view){"", 0};
	return true;
}

bool tsv_fail(const struct tsv *t, struct err *err, const char *fmt, ...)
{
	char what[256];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return err_set(err, ERR_INPUT, "%s:%u: %s", t->name, t->line, what);
}
