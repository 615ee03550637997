/*
 * Decisions: what the people of one database said, as far as a detector can learn from it.
 *
 * All annotators' layers are read. A decision on a suggestion becomes an example, with the features that the suggestion
 * has for the detector at hand (a suggestion that it does not make any more teaches nothing); the words of suggestions
 * are counted as pairs (detect/score.h); places that people added or corrected become rows of a gazetteer.
 */
#ifndef REVIEW_DECISIONS_H
#define REVIEW_DECISIONS_H

#include "detect/detect.h"
#include "review/label.h"
#include "store/store.h"

struct learnt_pair {
	uint64_t key;
	enum item_type type;
	const char *surface, *before;
	uint32_t rejected, kept;
};

struct learnt_place {
	const char *name, *surface, *admin1; /* admin1 "" when unknown */
	const char *source;                  /* who, where */
	char country[COUNTRY_TEXT];
	enum place_kind kind;
	double lat, lon;
};

struct decisions {
	struct examples examples;
	struct learnt_pair *pairs;
	size_t n_pairs, pairs_cap;
	struct learnt_place *places;
	size_t n_places, places_cap;
	size_t n_lost; /* decisions on what is not suggested any more */
	struct arena strings;
};

bool decisions_read(
	struct store *s, const struct detector *d, struct decisions *out, struct err *err) MUST_CHECK;
void decisions_release(struct decisions *d);

/*
 * With fewer documents than n, what is held out together are runs of ten decisions instead of documents. Run this before
 * measuring.
 */
void decisions_group(struct decisions *d, uint32_t n);

/* The tables for detector_options; *rows: how many were written. */
void decisions_write_gazetteer(const struct decisions *d, const char *comment, struct str *out);
void decisions_write_rejected(const struct decisions *d, const char *comment, struct str *out, size_t *rows);

#endif
