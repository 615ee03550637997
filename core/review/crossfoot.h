/*
 * Cross-footing: do the itemised figures of an article add up to its stated total?
 *
 * Stated total: a standing figure of killed and injured together that is asserted, no part of another and no repeat;
 * `aggregate` before `incident`, then the largest.
 * Itemised: all other standing figures of killed or injured, asserted, count_type incident, neither part nor repeat, of
 * persons or bodies. Statuses that the total excludes are left out: a total of civilians is compared with civilians and
 * with those of unknown status. A figure without a best number (vague) adds its low bound to the lower sum only.
 */
#ifndef REVIEW_CROSSFOOT_H
#define REVIEW_CROSSFOOT_H

#include "model/item.h"

enum foot_verdict {
	FOOT_NO_TOTAL,
	FOOT_AGREES, /* the sum lies within the total's bounds; "about N": within a tenth */
	FOOT_BELOW,
	FOOT_ABOVE,
	FOOT_OPEN /* nothing is itemised, or some of it is vague */
};

struct foot_sum {
	int64_t low, best; /* best counts figures with a best value only */
	uint32_t figures, vague;
};

struct crossfoot {
	struct foot_sum killed, injured, both; /* itemised; both: figures of killed and injured together */
	int32_t stated;                        /* item index of the stated total, -1 when there is none */
	int64_t sum;                           /* itemised best numbers of all three, of the total's status */
	enum foot_verdict verdict;
};

/* Linear in the items. */
void crossfoot_compute(const struct items *items, struct crossfoot *out);

#endif
