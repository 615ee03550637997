/*
 * Move: which item comes next, which lies under the caret, and what a place's words may mean. Changes nothing.
 *
 * Skipped items are passed by as long as any item is untouched; when none is, their turn comes.
 */
#include "review/order.h"
#include "review/session.h"

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
	bool skipped_too = filter == FILTER_UNDECIDED && s->n_untouched == 0;
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

/* Standing places with coordinates around a position of the order, nearest in the text first; at most max. */
static size_t places_around(const struct session *s, size_t at, struct place *out, size_t max)
{
	const struct items *items = &s->items;
	size_t n = 0;
	for (size_t step = 1; n < max && (step <= at || at + step < items->n); step++)
		for (int side = 0; side < 2 && n < max; side++) {
			if (side == 0 ? step > at : at + step >= items->n)
				continue;
			const struct item *it = &items->v[items->order[side == 0 ? at - step : at + step]];
			if (it->type == ITEM_PLACE && item_stands(it) && !isnan(it->place.lat))
				out[n++] = it->place;
		}
	return n;
}

size_t session_candidates(const struct session *s, uint32_t item, const struct gaz_row **out, size_t max)
{
	struct place near[64]; /* a long text says no more about a place by what is far away in it */
	if (!s->detector || item >= s->items.n || s->items.v[item].type != ITEM_PLACE)
		return 0;
	size_t at = order_position(&s->items, item, s->items.n);
	size_t n = places_around(s, at, near, sizeof near / sizeof *near);
	struct span span = item_span(&s->items.v[item]);
	size_t found = gazetteer_candidates(detector_gazetteer(s->detector), s->doc.text.cp + span.beg_cp,
		span.end_cp - span.beg_cp, near, n, out, max);
	return found < max ? found : max;
}
