/*
 * Rows: the tables of words, compiled in and the user's of the same file names, read row by row.
 *
 * A row that cannot be read is told with file and line and left out; the rest still loads.
 */
#ifndef DETECT_ROWS_H
#define DETECT_ROWS_H

#include "base/tsv.h"

#include <stdint.h>

/* One message, valid during the call. */
typedef void lexicon_warn(void *arg, const char *message);

struct row_table {
	const char *name; /* below core/data: "lexicon/harm.tsv"; an overlay has the same last part */
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

/* The n compiled-in tables in order, then those overlays (paths, NULL-terminated, or NULL) that bear their names. */
bool rows_read(struct row_reader *r, const struct row_table *tables, size_t n, const char *const *overlays,
	struct err *err) MUST_CHECK;

#endif
