/* Rows: see rows.h. */
#include "detect/rows.h"

#include "base/embed.h"
#include "base/fs.h"

#include <string.h>

static bool read_table(struct row_reader *r, const struct row_table *table, const char *name,
	const char *text, size_t len, struct err *err)
{
	struct tsv t;
	if (!tsv_open(&t, name, text, len, err))
		return false;
	while (tsv_next(&t)) {
		struct err row = {0}, message = {0};
		if (table->read(r->words, &t, &row))
			continue;
		if (row.code != ERR_INPUT) {
			*err = row;
			return false;
		}
		(void)tsv_fail(&t, &message, "%s; the row is left out", row.text);
		if (r->warn)
			r->warn(r->warn_arg, message.text);
	}
	for (size_t i = 0; i < len; i++)
		r->checksum = (r->checksum ^ (uint8_t)text[i]) * 16777619u;
	return true;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static const struct row_table *table_named(const struct row_table *tables, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(last_part(tables[i].name), last_part(path)) == 0)
			return &tables[i];
	return NULL;
}

static bool read_overlay(
	struct row_reader *r, const struct row_table *table, const char *path, struct err *err)
{
	struct bytes b;
	if (!fs_read(path, &b, err))
		return false;
	bool ok = read_table(r, table, path, b.data ? (const char *)b.data : "", b.n, err);
	bytes_release(&b);
	return ok;
}

bool rows_read(struct row_reader *r, const struct row_table *tables, size_t n, const char *const *overlays,
	struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct embed *e = embed_find(tables[i].name);
		if (!e)
			return err_set(
				err, ERR_NOT_FOUND, "the program was built without %s", tables[i].name);
		if (!read_table(r, &tables[i], e->name, e->data, (size_t)(e->end - e->data), err))
			return false;
	}
	for (size_t i = 0; overlays && overlays[i]; i++) {
		const struct row_table *table = table_named(tables, n, overlays[i]);
		if (table && !read_overlay(r, table, overlays[i], err))
			return false;
	}
	return true;
}
