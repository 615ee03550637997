/*
 * Order: keeping `order` of struct items sorted while items change and are added. Private to review/.
 *
 * Cost: a binary search, and a move of the indices between the old and the new position.
 */
#ifndef REVIEW_ORDER_H
#define REVIEW_ORDER_H

#include "model/item.h"

/* Where an item stands among the first n of `order`, or is to stand. */
size_t order_position(const struct items *items, uint32_t item, size_t n);

/* Puts an item's new state in its place. */
void order_replace(struct items *items, uint32_t index, const struct item *it);

/* Room for one more, so that order_append() cannot fail. */
bool order_reserve(struct items *items, struct err *err) MUST_CHECK;
uint32_t order_append(struct items *items, const struct item *it);

#endif
