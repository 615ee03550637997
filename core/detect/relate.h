/*
 * Relate: which place a figure belongs to, and which figures say again what an earlier one said.
 *
 * While a window's words are there, relate_reach() notes for each figure which mentions of places lie where; when all
 * places are resolved, relate_places() chooses among those that stood, and relate_repeats() compares the figures.
 */
#ifndef DETECT_RELATE_H
#define DETECT_RELATE_H

#include "detect/figure.h"

/* For the figures of the last window. */
void relate_reach(const struct reading *r, const struct place_list *places, struct casualties *c);

/* Settles the count types of the figures of the last window: periods, replaced tolls. */
void relate_counts(const struct reading *r, struct casualties *c);
/* The same, of totals told place by place; the figures of the last window. */
void relate_list_counts(struct casualties *c);
/* The same, of many who are told of in a whole region, when the places are known. */
void relate_wide_counts(struct casualties *c, const struct findings *f);
/* Settles who the people of the last window's figures were, where the phrases leave it open. */
void relate_status(const struct reading *r, struct casualties *c);
/* Sets figure.place to an index of f->places or REF_NONE. index_of[i] is the place that mention i became, or -1. */
void relate_places(struct casualties *c, const struct place_list *places, const int32_t *index_of,
	const struct findings *f);

/* Makes the items of an announced list parts of their total. Linear. */
void relate_lists(struct casualties *c);

/* Relates figures that add up to a total of an earlier sentence to it. */
void relate_sums(struct casualties *c, const struct text *text, const struct findings *f);

/* Relates figures that repeat an earlier one to it. Each is compared with a bounded number of earlier ones. */
void relate_repeats(struct casualties *c, const struct text *text, const struct findings *f);

#endif
