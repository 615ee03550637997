/*
 * Features: what is known of one suggestion and of its surroundings, as a short list of yes-or-no facts.
 *
 * A feature is a row of a table of names, one table for places and one for figures; the names are those of
 * core/data/model.tsv and of what a person is shown. Every feature is either true of a finding or not (numbers are cut
 * into ranges), so that a feature's weight is its whole contribution and the sum can be read aloud.
 */
#ifndef DETECT_FEATURES_H
#define DETECT_FEATURES_H

#include "detect/figure.h"
#include "detect/place.h"
#include "model/item.h"

enum { FEATURES_MAX = 128, FEATURES_EACH = 40 };

/* The features of one finding: indices into the table of its type, without repeats. */
struct feature_list {
	uint8_t n;
	uint8_t v[FEATURES_EACH];
};

/* How many features the type has, at most FEATURES_MAX, and the name of each. Feature 0 is true of every finding. */
size_t feature_count(enum item_type type);
const char *feature_name(enum item_type type, size_t feature);
/* The feature with this name, or -1. */
int feature_find(enum item_type type, const char *name, size_t len);

/* What a run of the detector leaves behind beside its findings; borrowed. */
struct feature_source {
	const struct text *text;
	const struct phrase_table *names; /* of the gazetteer */
	const struct gazetteer *gazetteer;
	const struct place_list *mentions;
	const int32_t *index_of; /* mention -> place, or -1 */
	const struct casualties *figures;
	const struct findings *findings;
};

/* Told of the features of one finding: of the place that a mention became, or of the figure of a casualty. */
struct feature_reader {
	bool (*place)(void *arg, size_t mention, const struct feature_list *l);
	bool (*figure)(void *arg, size_t casualty, const struct feature_list *l);
	void *arg;
};

/*
 * Calls the reader for each place and each figure, in order, until it returns false: then memory is out. Linear; scratch
 * memory is the arena's, some twelve bytes a mention. Rejected: arrays of lists, read by everybody afterwards: of a long
 * text they are as large as the text.
 */
bool features_read(const struct feature_source *s, struct arena *a, const struct feature_reader *reader,
	struct err *err) MUST_CHECK;

#endif
