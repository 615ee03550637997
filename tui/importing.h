/*
 * Importing: files into the store with the detector's suggestions; what `import` and `review FILE` share.
 *
 * Many documents are one transaction; what was imported is told when it is durable, not before. A failure of one file or
 * record is reported and the rest goes on; a failure of the database ends it.
 */
#ifndef TUI_IMPORTING_H
#define TUI_IMPORTING_H

#include "cli.h"
#include "input.h"

struct importing {
	struct cli *cli;
	struct store *store;
	const struct detector *detector;
	const struct input_options *input;
	bool quiet;
	int64_t first;       /* document of the first file that gave one; 0: none */
	size_t added, known; /* documents */
	size_t pending;      /* in the open transaction */
	struct str told;     /* lines for when it is durable */
};

/* The caller fills the borrowed members; the others are zero. */
bool importing_files(struct importing *im, int n, char **paths, struct err *err) MUST_CHECK;

#endif
