/* Match: gold spans and predicted spans, paired one to one. */
#ifndef REVIEW_MATCH_H
#define REVIEW_MATCH_H

#include "base/arena.h"
#include "model/model.h"

#include <stddef.h>

enum { MATCH_NONE = -1 };

struct match_input {
	const struct span *gold;
	const bool *optional; /* beside gold */
	size_t n_gold;
	const struct span *found;
	size_t n_found;
};

struct match {
	int32_t *found_of_gold; /* index or MATCH_NONE */
	int32_t *gold_of_found; /* the same pairs, seen from the other side */
	bool *ignored;          /* beside found: neither right nor wrong */
};

/*
 * Greedy by largest overlap, the tighter pair first among equals; required gold items choose before optional ones.
 * Cost: candidates are overlapping pairs only; gold times found comparisons to list them.
 */
bool match_spans(
	const struct match_input *in, struct arena *a, struct match *out, struct err *err) MUST_CHECK;

uint32_t span_overlap(struct span a, struct span b);

#endif
