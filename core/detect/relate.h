/*
 * Relate: which place a figure belongs to, and which figures say again what an earlier one said.
 */
#ifndef DETECT_RELATE_H
#define DETECT_RELATE_H

#include "detect/figure.h"

/* Gives the figures of the last window the mention that is their place: figure.place is its index, or REF_NONE. */
void relate_places(const struct reading *r, const struct place_list *places, struct casualties *c);

/* After places are resolved: figures that repeat an earlier one are related to it. */
void relate_repeats(struct casualties *c, const struct findings *f);

#endif
