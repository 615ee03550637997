/*
 * Offset: two running totals every 256 code points.
 *
 * A conversion from code points goes to its checkpoint directly and walks at most 255 code points; one to code points
 * finds the checkpoint by halving. Rejected: an array per unit (12 bytes a code point), and walking from the beginning.
 * A code point that UTF-8 cannot hold, a surrogate or a value past U+10FFFF, counts as the U+FFFD that is written for it.
 */
#include "text/offset.h"

#include <stdlib.h>

enum { STEP_CP = 256 };

struct checkpoint {
	uint32_t u8, u16; /* units before the code point STEP_CP * index */
};

struct offset_map {
	struct text text;
	uint32_t n; /* checkpoints; the first is zero */
	struct checkpoint at[];
};

static bool is_supplementary(uint32_t cp)
{
	return cp >= 0x10000 && cp <= 0x10FFFF;
}

static uint32_t len_u8(uint32_t cp)
{
	return 1u + (cp >= 0x80) + (cp >= 0x800) + is_supplementary(cp);
}

static uint32_t len_u16(uint32_t cp)
{
	return 1u + is_supplementary(cp);
}

bool offset_map_new(const struct text *t, struct offset_map **out, struct err *err)
{
	if (t->len_cp >= UINT32_C(1) << 30)
		return err_set(
			err, ERR_INPUT, "the text is too long: 1,073,741,823 characters are the limit");
	uint32_t n = t->len_cp / STEP_CP + 1;
	struct offset_map *m = malloc(sizeof *m + n * sizeof *m->at);
	if (!m)
		return err_memory(err);
	m->text = *t;
	m->n = n;
	struct checkpoint sum = {0};
	for (uint32_t i = 0; i < t->len_cp; i++) {
		if (i % STEP_CP == 0)
			m->at[i / STEP_CP] = sum;
		sum.u8 += len_u8(t->cp[i]);
		sum.u16 += len_u16(t->cp[i]);
	}
	if (t->len_cp % STEP_CP == 0)
		m->at[n - 1] = sum;
	*out = m;
	return true;
}

void offset_map_free(struct offset_map *m)
{
	free(m);
}

uint64_t offset_cp_to_u8(const struct offset_map *m, uint32_t cp)
{
	uint32_t end = cp < m->text.len_cp ? cp : m->text.len_cp;
	uint64_t sum = m->at[end / STEP_CP].u8;
	for (uint32_t i = end - end % STEP_CP; i < end; i++)
		sum += len_u8(m->text.cp[i]);
	return sum;
}

uint64_t offset_cp_to_u16(const struct offset_map *m, uint32_t cp)
{
	uint32_t end = cp < m->text.len_cp ? cp : m->text.len_cp;
	uint64_t sum = m->at[end / STEP_CP].u16;
	for (uint32_t i = end - end % STEP_CP; i < end; i++)
		sum += len_u16(m->text.cp[i]);
	return sum;
}

/* The last checkpoint that is not after the wanted place. */
static uint32_t find(const struct offset_map *m, uint64_t want, uint32_t (*total)(const struct checkpoint *))
{
	uint32_t lo = 0, hi = m->n - 1;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo + 1) / 2;
		if (total(&m->at[mid]) <= want)
			lo = mid;
		else
			hi = mid - 1;
	}
	return lo;
}

static uint32_t walk(const struct offset_map *m, uint32_t from_cp, uint64_t left, uint32_t (*len)(uint32_t))
{
	uint32_t i = from_cp;
	for (; i < m->text.len_cp && left >= len(m->text.cp[i]); i++)
		left -= len(m->text.cp[i]);
	return i;
}

static uint32_t total_u8(const struct checkpoint *c)
{
	return c->u8;
}

static uint32_t total_u16(const struct checkpoint *c)
{
	return c->u16;
}

uint32_t offset_u8_to_cp(const struct offset_map *m, uint64_t u8)
{
	uint32_t k = find(m, u8, total_u8);
	return walk(m, k * STEP_CP, u8 - m->at[k].u8, len_u8);
}

uint32_t offset_u16_to_cp(const struct offset_map *m, uint64_t u16)
{
	uint32_t k = find(m, u16, total_u16);
	return walk(m, k * STEP_CP, u16 - m->at[k].u16, len_u16);
}
