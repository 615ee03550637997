/* Order: binary search and insertion by beginning, then the longer first, then by index. */
#include "review/order.h"

#include "base/vec.h"

#include <string.h>

static bool comes_before(const struct items *items, uint32_t a, uint32_t b)
{
	struct span x = item_span(&items->v[a]), y = item_span(&items->v[b]);
	if (x.beg_cp != y.beg_cp)
		return x.beg_cp < y.beg_cp;
	return x.end_cp != y.end_cp ? x.end_cp > y.end_cp : a < b;
}

size_t order_position(const struct items *items, uint32_t item, size_t n)
{
	size_t lo = 0, hi = n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (comes_before(items, items->order[mid], item))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void order_insert(struct items *items, uint32_t item, size_t n)
{
	size_t at = order_position(items, item, n);
	memmove(items->order + at + 1, items->order + at, (n - at) * sizeof *items->order);
	items->order[at] = item;
}

void order_replace(struct items *items, uint32_t index, const struct item *it)
{
	size_t at = order_position(items, index, items->n);
	items->v[index] = *it;
	memmove(items->order + at, items->order + at + 1, (items->n - at - 1) * sizeof *items->order);
	order_insert(items, index, items->n - 1);
}

bool order_reserve(struct items *items, struct err *err)
{
	size_t cap_v = items->cap, cap_order = items->cap;
	if (!vec_reserve(&items->v, &cap_v, items->n + 1, sizeof *items->v) ||
		!vec_reserve(&items->order, &cap_order, items->n + 1, sizeof *items->order))
		return err_memory(err);
	items->cap = cap_v;
	return true;
}

uint32_t order_append(struct items *items, const struct item *it)
{
	uint32_t index = (uint32_t)items->n;
	items->v[index] = *it;
	order_insert(items, index, items->n);
	items->n++;
	return index;
}
