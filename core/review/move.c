/*
 * Move: which item comes next, which lies under the caret, and what a place's words may mean. Changes nothing.
 *
 * Skipped items are passed by as long as any item is untouched; when none is, their turn comes.
 */
#include "review/order.h"
#include "review/session.h"

#include <stdlib.h>

/* Whether a skipped item's turn has come: when nothing else is undecided. */
static bool only_skipped_left(const struct session *s)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (s->items.v[i].decision == DECISION_NONE)
			return false;
	return true;
}

static bool passes(const struct item *it, enum item_filter filter, bool skipped_too)
{
	if (!it->has_machine && it->decision == DECISION_REJECTED)
		return false;
	switch (filter) {
	case FILTER_UNDECIDED:
		return it->decision == DECISION_NONE || (skipped_too && it->decision == DECISION_SKIPPED);
	case FILTER_PLACES:
		return it->type == ITEM_PLACE;
	case FILTER_FIGURES:
		return it->type == ITEM_FIGURE;
	case FILTER_ANY:
		break;
	}
	return true;
}

static int32_t walk(const struct session *s, ptrdiff_t at, ptrdiff_t step, enum item_filter filter)
{
	bool skipped_too = filter == FILTER_UNDECIDED && only_skipped_left(s);
	for (; at >= 0 && at < (ptrdiff_t)s->items.n; at += step)
		if (passes(&s->items.v[s->items.order[at]], filter, skipped_too))
			return (int32_t)s->items.order[at];
	return -1;
}

int32_t session_next(const struct session *s, int32_t from, enum item_filter filter)
{
	bool given = from >= 0 && (size_t)from < s->items.n;
	return walk(s, given ? (ptrdiff_t)order_position(&s->items, (uint32_t)from, s->items.n) + 1 : 0, 1,
		filter);
}

int32_t session_prev(const struct session *s, int32_t from, enum item_filter filter)
{
	bool given = from >= 0 && (size_t)from < s->items.n;
	size_t at = given ? order_position(&s->items, (uint32_t)from, s->items.n) : s->items.n;
	return walk(s, (ptrdiff_t)at - 1, -1, filter);
}

int32_t session_item_at(const struct session *s, uint32_t cp)
{
	int32_t best = -1;
	uint32_t shortest = UINT32_MAX;
	for (size_t i = 0; i < s->items.n; i++) {
		uint32_t index = s->items.order[i];
		struct span span = item_span(&s->items.v[index]);
		if (span.beg_cp > cp)
			break;
		if (cp < span.end_cp && item_stands(&s->items.v[index]) &&
			span.end_cp - span.beg_cp < shortest) {
			shortest = span.end_cp - span.beg_cp;
			best = (int32_t)index;
		}
	}
	return best;
}

size_t session_candidates(const struct session *s, uint32_t item, const struct gaz_row **out, size_t max)
{
	if (!s->detector || item >= s->items.n || s->items.v[item].type != ITEM_PLACE)
		return 0;
	struct place *near = malloc(s->items.n * sizeof *near);
	size_t n = 0;
	for (size_t i = 0; near && i < s->items.n; i++) {
		const struct item *it = &s->items.v[i];
		if (i != item && it->type == ITEM_PLACE && item_stands(it) && !isnan(it->place.lat))
			near[n++] = it->place;
	}
	struct span span = item_span(&s->items.v[item]);
	size_t found = gazetteer_candidates(detector_gazetteer(s->detector), s->doc.text.cp + span.beg_cp,
		span.end_cp - span.beg_cp, near, n, out, max);
	free(near);
	return found < max ? found : max;
}
