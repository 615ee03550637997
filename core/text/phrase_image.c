/*
 * Phrase image: the table's arrays are written as they are.
 *
 * What must hold so that a search stays inside: an entry's letters lie in the pool; an entry's first value exists; a
 * value's next one comes after it, so that a walk ends; a slot's entry exists, and half of the slots are empty, so that a
 * probe ends; there are as many slots and filter bits as the shift of a hash can reach.
 */
#include "text/phrase_image.h"

#include "text/phrase_table.h"

#include <stdlib.h>

enum { PART_ENTRIES, PART_VALUES, PART_POOL, PART_SLOTS, PART_SEEN };
_Static_assert(sizeof(struct entry) == 24, "no byte between the members");
_Static_assert(offsetof(struct phrase_table, values) == 0, "phrase_value() looks there");
_Static_assert(PART_SEEN + 1 == PHRASE_PARTS, "one tag a part");

void phrase_table_put(const struct phrase_table *t, struct image_builder *b, uint32_t tag)
{
	image_add(b, tag + PART_ENTRIES, t->entries, sizeof *t->entries, t->n_entries);
	image_add(b, tag + PART_VALUES, t->values.v, sizeof *t->values.v, t->n_values);
	image_add(b, tag + PART_POOL, t->pool, sizeof *t->pool, t->n_pool);
	image_add(b, tag + PART_SLOTS, t->slots, sizeof *t->slots, (size_t)1 << t->slot_bits);
	image_add(b, tag + PART_SEEN, t->seen, sizeof *t->seen, (size_t)1 << (t->seen_bits - 6));
}

/* n is two to the power of *bits, which lies within what a table may have. */
static bool power_of_two(size_t n, unsigned *bits)
{
	*bits = 0;
	while (*bits < 40 && (size_t)1 << *bits < n)
		++*bits;
	return (size_t)1 << *bits == n && *bits >= 4 && *bits < 40;
}

static bool entries_fit(const struct phrase_table *t)
{
	for (size_t i = 0; i < t->n_entries; i++) {
		const struct entry *e = &t->entries[i];
		const unsigned char *flag = (const void *)&e->beginning;
		if (e->letters > t->n_pool || e->n_letters > t->n_pool - e->letters ||
			(e->first >= t->n_values && e->first != NO_VALUE) || *flag > 1)
			return false;
	}
	return true;
}

static bool slots_fit(const struct phrase_table *t)
{
	size_t n = (size_t)1 << t->slot_bits, used = 0;
	for (size_t i = 0; i < n; i++) {
		if (t->slots[i].entry > t->n_entries)
			return false;
		used += t->slots[i].entry != 0;
	}
	return used <= n / 2;
}

static bool values_fit(const struct phrase_table *t, phrase_value_check *check, const void *arg)
{
	for (size_t i = 0; i < t->n_values; i++) {
		const struct phrase_link *v = &t->values.v[i];
		if (v->next != NO_VALUE && (v->next <= i || v->next >= t->n_values))
			return false;
		if (!check(arg, v->value))
			return false;
	}
	return true;
}

bool phrase_table_get(const struct image *m, uint32_t tag, phrase_value_check *check, const void *arg,
	struct phrase_table **out)
{
	struct phrase_table *t = calloc(1, sizeof *t);
	size_t n_slots = 0, n_seen = 0;
	if (!t)
		return false;
	/* An image is read-only and so is a table in one: nothing writes through these. */
	t->in_image = true;
	t->entries = (void *)image_part(m, tag + PART_ENTRIES, sizeof *t->entries, &t->n_entries);
	t->values.v = (void *)image_part(m, tag + PART_VALUES, sizeof *t->values.v, &t->n_values);
	t->pool = (void *)image_part(m, tag + PART_POOL, sizeof *t->pool, &t->n_pool);
	t->slots = (void *)image_part(m, tag + PART_SLOTS, sizeof *t->slots, &n_slots);
	t->seen = (void *)image_part(m, tag + PART_SEEN, sizeof *t->seen, &n_seen);
	bool ok = t->entries && t->values.v && t->pool && t->slots && t->seen &&
		  power_of_two(n_slots, &t->slot_bits) && power_of_two(n_seen, &t->seen_bits) &&
		  t->n_entries < UINT32_MAX && t->n_values < UINT32_MAX;
	t->seen_bits += 6; /* 64 in each word */
	if (ok && !m->trusted)
		ok = entries_fit(t) && slots_fit(t) && values_fit(t, check, arg);
	if (!ok) {
		free(t);
		return false;
	}
	phrase_table_powers(t);
	*out = t;
	return true;
}
