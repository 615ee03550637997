/*
 * Label: suggestions whose truth is known, as examples to learn from and to measure with.
 *
 * Gold: a suggestion is right when it is matched to an item that is not optional (review/match.h) and the main fields
 * agree where the gold names them: of a figure harm, value and bounds, of a place country and governorate. What gold
 * leaves open (optional items, kinds that the file does not list) gives no example.
 *
 * Decisions: confirmed is right, rejected is wrong; corrected is right when the correction left the main fields and the
 * gazetteer's row as they were. Added items were never suggested and give no example.
 */
#ifndef REVIEW_LABEL_H
#define REVIEW_LABEL_H

#include "detect/score.h"
#include "model/record.h"

struct example {
	uint32_t document; /* what is held out together */
	enum item_type type;
	bool right;
	float score;   /* what it was given */
	uint64_t pair; /* score_pair_key() */
	struct feature_list features;
};

struct examples {
	struct example *v;
	size_t n, cap;
	uint32_t n_documents;
};

void examples_release(struct examples *ex);
bool examples_add(struct examples *ex, const struct example *e, struct err *err) MUST_CHECK;

/* The examples of one gold document; `trace` is that of the run that made `found`. */
bool label_gold(const struct record *gold, const struct findings *found, const struct score_trace *trace,
	uint32_t document, struct examples *out, struct err *err) MUST_CHECK;

/* Whether a decision says something of the suggestion, and what. */
bool label_decision(const struct item *it, bool *right);

#endif
