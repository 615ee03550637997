/* Embed: the files of core/data (and tui's default keys), compiled in. Names are paths below their folder. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

struct embed {
	const char *name; /* "lexicon/numbers.tsv" */
	const char *data; /* not NUL-terminated */
	const char *end;
};

/* All files, sorted by name; the table ends with a NULL name. Made by the Makefile. */
extern const struct embed embed_files[];

/* NULL when there is no such file. */
const struct embed *embed_find(const char *name);

/*
 * What the build compiled of them (detect/shipped.h), at a multiple of 64 bytes, and a hash of the code and data that did
 * it; both empty in the program that compiles.
 */
extern const struct embed embed_image;
extern const char embed_build[];

#endif
