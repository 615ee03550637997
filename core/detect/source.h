/*
 * Source: who did it, who says so, and when, for the figures of a window.
 *
 * These fields describe a figure and make none. Each is filled only from words of the figure's own sentence (the source of
 * what is said also from the sentence that a verb such as "he added" goes on from); what the words do not say stays
 * empty. A part has what its total has, unless its own words say otherwise. Text without figures costs nothing.
 */
#ifndef DETECT_SOURCE_H
#define DETECT_SOURCE_H

#include "base/arena.h"
#include "detect/figure.h"

struct source_words;

/* Reads core/data/lexicon/{sources,dates,actors}.tsv and the overlays of these names. */
bool source_words_new(const char *const *overlays, lexicon_warn *warn, void *warn_arg,
	struct source_words **out, struct err *err) MUST_CHECK;
void source_words_free(struct source_words *w);
uint32_t source_words_checksum(const struct source_words *w);
/* Keeps them under SOURCE_PARTS tags from `tag` on; and has them back, of a trusted image only, which outlives them. */
enum { SOURCE_PARTS = PHRASE_PARTS + 1 };
void source_words_put(const struct source_words *w, struct image_builder *b, uint32_t tag);
bool source_words_get(const struct image *m, uint32_t tag, struct source_words **out);

/* What is known of words, kept from window to window: zeroed at first, for one table and one struct tokens. */
struct source_notes {
	struct source_memo *memo; /* by the number of a token's letters */
	uint32_t *classes;        /* of each token of the window */
	size_t memo_cap, classes_cap;
	uint32_t n_memo, epoch;
};
void source_notes_release(struct source_notes *n);

/* Fills the figures of the last window. published: an ISO day or NULL; dates are strings in the arena. */
bool source_scan(const struct source_words *w, const struct reading *r, const char *published,
	struct source_notes *notes, struct arena *a, struct casualties *c, struct err *err) MUST_CHECK;

#endif
