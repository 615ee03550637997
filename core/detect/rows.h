/*
 * Rows: the tables of words, compiled in and the user's of the same file names, read row by row.
 *
 * A row that cannot be read is told with file and line and left out; the rest still loads. Two rows that say the same of
 * the same words, or different things, are told too; both are loaded. The first column may hold several words with bars
 * between them; "-" and nothing are no word.
 */
#ifndef DETECT_ROWS_H
#define DETECT_ROWS_H

#include "base/fs.h"
#include "base/tsv.h"

#include <stdint.h>

/* One message, valid during the call. */
typedef void lexicon_warn(void *arg, const char *message);

struct row_table {
	const char *name;    /* below core/data: "lexicon/harm.tsv"; an overlay has the same last part */
	const char *columns; /* what the first line must name at least: "words class" */
	unsigned n_key; /* so many of these, from the first, tell what a row is about; 0: rows may repeat */
	/* Takes one row. ERR_INPUT leaves the row out; any other error ends the loading. */
	bool (*read)(void *words, const struct tsv *t, struct err *err);
};

struct row_reader {
	void *words;        /* what the rows go into */
	uint32_t checksum;  /* of all files read: FNV-1a, 32 bits; begin with ROWS_CHECKSUM */
	lexicon_warn *warn; /* may be NULL */
	void *warn_arg;
};

#define ROWS_CHECKSUM 2166136261u
uint32_t rows_checksum(uint32_t sum, const char *text, size_t len);

/* Fails for an overlay that adds to no compiled-in lexicon. overlays: paths, NULL-terminated, or NULL. */
bool rows_check_names(const char *const *overlays, struct err *err) MUST_CHECK;

/* Does the overlay at this path add to the table? */
bool rows_has_name(const struct row_table *table, const char *path);
/* Does any of the overlays add to one of the n tables? */
bool rows_overlaid(const struct row_table *tables, size_t n, const char *const *overlays);

struct row_text {
	const char *name; /* for messages */
	const char *text; /* not NUL-terminated */
	size_t len;
};
struct row_text row_text(const char *name, const struct bytes *b);

/* The texts of one table in order. */
bool rows_read_texts(struct row_reader *r, const struct row_table *table, const struct row_text *texts,
	size_t n, struct err *err) MUST_CHECK;

/* The n tables in order: of each the compiled-in rows, then the overlays (paths, NULL-terminated, or NULL) of its name. */
bool rows_read(struct row_reader *r, const struct row_table *tables, size_t n, const char *const *overlays,
	struct err *err) MUST_CHECK;

#endif
