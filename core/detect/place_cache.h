/*
 * Place cache: place engines with a user's overlays, each compiled into a file of the cache folder and mapped from there.
 *
 * The file is a cache and nothing else: it may be removed at any time, and one that is missing, stale, cut short, damaged
 * or somebody else's work is passed over. A folder that cannot be written costs the time of compiling, and no word.
 *
 * It is found by a key over all it was made from: the program's build, ICU's version, and the overlays' names and bytes.
 * Rejected: their sizes and times instead of their bytes. A table that changes twice within a clock tick, or comes back
 * from a backup, would be answered from old rows, silently; and reading 100,000 rows takes 3 ms.
 */
#ifndef DETECT_PLACE_CACHE_H
#define DETECT_PLACE_CACHE_H

#include "base/image.h"
#include "detect/place_engine.h"

/* An overlay, read. */
struct place_source {
	const char *path; /* borrowed; messages name it and rows may take their country from it */
	struct bytes bytes;
	bool lexicon; /* place_NAME.tsv; otherwise a gazetteer */
};

struct place_cache {
	const char *folder; /* borrowed; NULL: nothing is kept */
	char key[IMAGE_KEY + 1];
};

bool place_cache_open(struct place_cache *c, const struct detector_options *opt,
	const struct place_source *sources, size_t n, struct err *err) MUST_CHECK;

/* The engine out of the file; false when there is none that can be used. It holds the mapping until it is freed. */
bool place_cache_get(const struct place_cache *c, struct place_engine **out);

/* Keeps an engine with what was told of its rows (each with a final NUL). Removes all but the newest few files. */
void place_cache_put(const struct place_cache *c, const struct place_engine *e, const struct str *warnings);

#endif
