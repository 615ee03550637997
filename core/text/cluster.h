/*
 * Cluster: what will be one cell, before lines are broken and reordered. Private to text/layout.
 *
 * Clusters tile their paragraph in logical order. Each has one base; marks and zero-width characters follow it, and
 * those before the first base belong to the first cluster. Offsets count from the beginning of the paragraph.
 * The list holds the paragraph's UTF-16 too, as ICU shall see it: code units and clusters are made in one pass.
 * Around a chunk stands some of the paragraph's text, so that its edges resolve as they would in the whole.
 */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "text/layout.h"
#include "text/shape.h"

#include <unicode/umachine.h>

/* Beside enum layout_flag. */
enum {
	CLUSTER_SPACE = 1 << 8,      /* hangs at the end of a line */
	CLUSTER_BREAK = 1 << 9,      /* a line may begin here */
	CLUSTER_LAM = 1 << 10,       /* first half of a lam-alef that is cut */
	CLUSTER_ALEF = 1 << 11,      /* its second half: measured with the first */
	CLUSTER_BARE_MARK = 1 << 12, /* the base itself is a mark, on a dotted circle */
	CLUSTER_CELL_FLAGS = 0xFF,
};

struct cluster {
	uint32_t base_cp, base_u16;
	uint32_t glyph;
	uint16_t flags;
	uint8_t width_col;
};

/* The arrays only grow, and serve one paragraph after the other. A zeroed struct is a valid empty list. */
struct cluster_list {
	struct cluster *items;
	uint16_t *props; /* per code point, by shaper_join() */
	UChar *u16;
	size_t items_cap, props_cap, u16_cap;
	uint32_t n, n_cp;
	uint32_t n_u16;            /* with the text around a chunk */
	uint32_t beg_u16, end_u16; /* without */
};

/* Fills the list from t->cp[beg, end). Fails with ERR_MEMORY. */
bool cluster_list_fill(struct cluster_list *l, const struct shaper *s, const struct text *t, uint32_t beg_cp,
	uint32_t end_cp, const struct layout_options *opt, struct err *err) MUST_CHECK;
void cluster_list_release(struct cluster_list *l);

/* Where cluster k begins; the paragraph's end for k = n > 0. Zero-width characters before it belong to cluster 0. */
static inline uint32_t cluster_beg_cp(const struct cluster_list *l, uint32_t k)
{
	if (k == 0)
		return 0;
	return k < l->n ? l->items[k].base_cp : l->n_cp;
}
static inline uint32_t cluster_beg_u16(const struct cluster_list *l, uint32_t k)
{
	if (k == 0)
		return l->beg_u16;
	return k < l->n ? l->items[k].base_u16 : l->end_u16;
}

#endif
