/*
 * Cross-footing: do the itemised figures of an article add up to its stated total?
 *
 * Itemised: standing figures with polarity asserted, count_type incident, not part of another, of killed or injured;
 * a figure of both harms that is `aggregate` (or the largest that has both) is the stated total. Parts are never added. Vague
 * figures add their low bound to the lower sum only. The statuses that the stated figure excludes are excluded: a total of
 * civilians is compared with civilians.
 */
#ifndef REVIEW_CROSSFOOT_H
#define REVIEW_CROSSFOOT_H

#include "model/item.h"

enum foot_verdict { FOOT_NO_TOTAL, FOOT_AGREES, FOOT_BELOW, FOOT_ABOVE, FOOT_OPEN };

struct foot_sum {
	int64_t low, best; /* best counts figures with a best value only */
	uint32_t figures, vague;
};

struct crossfoot {
	struct foot_sum killed, injured, both; /* itemised; both: figures of killed and injured together */
	int32_t stated;                        /* item index of the stated total, -1 when there is none */
	int64_t sum;                           /* itemised killed + injured of the stated total's status */
	enum foot_verdict verdict;
};

/* Linear in the items. */
void crossfoot_compute(const struct items *items, struct crossfoot *out);

#endif
