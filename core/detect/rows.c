/* Rows: reading, and the check for rows that repeat or contradict one another. */
#include "detect/rows.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/fs.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a row says of one word. */
struct saying {
	uint64_t key, reading; /* hashes: of the word and the other key fields, of all fields but the words */
	const char *word, *file;
	unsigned line;
	size_t order; /* of reading */
};

struct sayings {
	struct saying *v;
	size_t n, cap;
	struct arena words;
};

static void warn(const struct row_reader *r, const struct err *err)
{
	if (r->warn)
		r->warn(r->warn_arg, err->text);
}

/* FNV-1a, 64 bits; the end of a field counts. */
static uint64_t hash(uint64_t h, struct view v)
{
	for (size_t i = 0; i < v.len; i++)
		h = (h ^ (uint8_t)v.data[i]) * 1099511628211u;
	return (h ^ 0xFF) * 1099511628211u;
}

uint32_t rows_checksum(uint32_t sum, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		sum = (sum ^ (uint8_t)text[i]) * 16777619u;
	return sum;
}

/* ---- columns ---- */

/* The index of a column; n_columns when there is none. */
static unsigned column(const struct tsv *t, struct view name)
{
	unsigned i = 0;
	while (i < t->n_columns &&
		!(t->columns[i].len == name.len && memcmp(t->columns[i].data, name.data, name.len) == 0))
		i++;
	return i;
}

static bool has_columns(const struct tsv *t, const struct row_table *table, struct err *err)
{
	struct view wanted = {table->columns, strlen(table->columns)}, name;
	while (view_split(&wanted, ' ', &name))
		if (column(t, name) == t->n_columns)
			return tsv_fail(t, err,
				"no column '%.*s'; the first line has to name the columns, at least: %s",
				(int)name.len, name.data, table->columns);
	return true;
}

static struct view key_field(const struct tsv *t, const struct row_table *table, unsigned i)
{
	struct view names = {table->columns, strlen(table->columns)}, name = {NULL, 0};
	for (unsigned k = 0; k <= i; k++)
		(void)view_split(&names, ' ', &name);
	unsigned c = column(t, name);
	return c < t->n_fields ? t->fields[c] : (struct view){"", 0};
}

/* ---- repeats and contradictions ---- */

static bool remember(struct sayings *s, const struct tsv *t, const struct row_table *table, struct err *err)
{
	uint64_t key = 14695981039346656037u, reading = key;
	if (table->n_key == 0)
		return true;
	struct view words = key_field(t, table, 0), word;
	for (unsigned i = 1; i < table->n_key; i++)
		key = hash(key, key_field(t, table, i));
	for (unsigned c = 0; c < t->n_fields; c++)
		if (t->fields[c].data != words.data)
			reading = hash(reading, t->fields[c]);
	while (view_split(&words, '|', &word)) {
		if (word.len == 0 || view_eq(word, "-"))
			continue;
		const char *text = arena_strndup(&s->words, word.data, word.len);
		if (!text || !vec_reserve(&s->v, &s->cap, s->n + 1, sizeof *s->v))
			return err_memory(err);
		s->v[s->n] = (struct saying){hash(key, word), reading, text, t->name, t->line, s->n};
		s->n++;
	}
	return true;
}

/* By key, and those of one key in the order in which they were read. */
static int by_key(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void compare(const struct row_reader *r, struct sayings *s)
{
	if (s->n)
		qsort(s->v, s->n, sizeof *s->v, by_key);
	for (size_t i = 1; i < s->n; i++) {
		const struct saying *a = &s->v[i - 1], *b = &s->v[i];
		struct err e = {0};
		if (a->key != b->key)
			continue;
		(void)err_set(&e, ERR_INPUT,
			a->reading == b->reading
				? "%s:%u: '%s' stands in %s:%u already; one of the two can be deleted"
				: "%s:%u: '%s' has another reading in %s:%u; delete the one that is wrong",
			b->file, b->line, b->word, a->file, a->line);
		warn(r, &e);
	}
}

/* ---- reading ---- */

static bool read_text(struct row_reader *r, const struct row_table *table, struct sayings *said,
	const char *name, const char *text, size_t len, struct err *err)
{
	struct tsv t;
	if (!tsv_open(&t, name, text, len, err) || !has_columns(&t, table, err))
		return false;
	while (tsv_next(&t)) {
		struct err row = {0}, message = {0};
		if (table->read(r->words, &t, &row)) {
			if (!remember(said, &t, table, err))
				return false;
			continue;
		}
		if (row.code != ERR_INPUT) {
			*err = row;
			return false;
		}
		(void)tsv_fail(&t, &message, "%s; the row is left out", row.text);
		warn(r, &message);
	}
	r->checksum = rows_checksum(r->checksum, text, len);
	return true;
}

bool rows_read_texts(struct row_reader *r, const struct row_table *table, const struct row_text *texts,
	size_t n, struct err *err)
{
	struct sayings said = {0};
	bool ok = true;
	for (size_t i = 0; i < n && ok; i++)
		ok = read_text(r, table, &said, texts[i].name, texts[i].text, texts[i].len, err);
	if (ok)
		compare(r, &said);
	arena_release(&said.words);
	free(said.v);
	return ok;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool rows_has_name(const struct row_table *table, const char *path)
{
	return strcmp(last_part(table->name), last_part(path)) == 0;
}

bool rows_overlaid(const struct row_table *tables, size_t n, const char *const *overlays)
{
	for (size_t i = 0; overlays && overlays[i]; i++)
		for (size_t k = 0; k < n; k++)
			if (rows_has_name(&tables[k], overlays[i]))
				return true;
	return false;
}

bool rows_check_names(const char *const *overlays, struct err *err)
{
	for (size_t i = 0; overlays && overlays[i]; i++) {
		char name[64], names[400] = "";
		snprintf(name, sizeof name, "lexicon/%s", last_part(overlays[i]));
		if (embed_find(name))
			continue;
		for (const struct embed *e = embed_files; e->name; e++)
			if (strncmp(e->name, "lexicon/", strlen("lexicon/")) == 0) {
				size_t n = strlen(names);
				snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "",
					last_part(e->name));
			}
		return err_set(err, ERR_INPUT,
			"%s: a lexicon has to be named like the one that it adds to: %s", overlays[i], names);
	}
	return true;
}

struct row_text row_text(const char *name, const struct bytes *b)
{
	return (struct row_text){name, b->data ? (const char *)b->data : "", b->n};
}

static bool read_table(struct row_reader *r, const struct row_table *table, const char *const *overlays,
	struct row_text *texts, struct bytes *bytes, struct err *err)
{
	const struct embed *e = embed_find(table->name);
	size_t n = 0;
	if (!e)
		return err_set(err, ERR_NOT_FOUND, "the program was built without %s", table->name);
	texts[n++] = (struct row_text){e->name, e->data, (size_t)(e->end - e->data)};
	bool ok = true;
	for (size_t i = 0; ok && overlays && overlays[i]; i++) {
		if (!rows_has_name(table, overlays[i]))
			continue;
		ok = fs_read(overlays[i], &bytes[n], err);
		if (ok) {
			texts[n] = row_text(overlays[i], &bytes[n]);
			n++;
		}
	}
	ok = ok && rows_read_texts(r, table, texts, n, err);
	for (size_t i = 1; i < n; i++)
		bytes_release(&bytes[i]);
	return ok;
}

bool rows_read(struct row_reader *r, const struct row_table *tables, size_t n, const char *const *overlays,
	struct err *err)
{
	size_t most = 1;
	while (overlays && overlays[most - 1])
		most++;
	struct row_text *texts = calloc(most, sizeof *texts);
	struct bytes *bytes = calloc(most, sizeof *bytes);
	bool ok = (texts && bytes) || err_memory(err);
	for (size_t i = 0; i < n && ok; i++)
		ok = read_table(r, &tables[i], overlays, texts, bytes, err);
	free(texts);
	free(bytes);
	return ok;
}
