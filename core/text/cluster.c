/*
 * Cluster: one pass over a paragraph.
 *
 * ICU pairs brackets in time quadratic in their nesting. UAX #9 BD16 looks at 63 open brackets at most; beyond that an
 * opening bracket is shown to ICU as another neutral of the same line-breaking class, which keeps hostile text linear.
 */
#include "text/cluster.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

enum { LAM = 0x0644, DOTTED_CIRCLE = 0x25CC, MIDDLE_DOT = 0x00B7, INVERTED_EXCLAMATION = 0x00A1 };
enum { OPEN_BRACKETS_MAX = 63 };
#define NO_CLUSTER UINT32_MAX

/* The brackets that are open at this point of the paragraph. */
struct brackets {
	uint32_t closing[OPEN_BRACKETS_MAX];
	unsigned n;
};

/* One call of cluster_list_fill(). */
struct scan {
	struct cluster_list *list;
	const struct shaper *shaper;
	const struct layout_options *opt;
	const uint32_t *cp; /* of the paragraph */
	uint32_t beg_cp;    /* of the paragraph in its document */
	uint32_t lam;       /* the cluster of a lam that an alef may follow */
	uint16_t width_col;
	struct brackets open;
};

/* ---- what ICU sees ---- */

static uint32_t limit_nesting(struct brackets *open, uint32_t cp)
{
	uint32_t partner = (uint32_t)u_getBidiPairedBracket((UChar32)cp);
	if (u_getIntPropertyValue((UChar32)cp, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN) {
		if (open->n == OPEN_BRACKETS_MAX)
			return INVERTED_EXCLAMATION;
		open->closing[open->n++] = partner;
		return cp;
	}
	for (unsigned i = open->n; i > 0; i--)
		if (open->closing[i - 1] == cp) {
			open->n = i - 1;
			break;
		}
	return cp;
}

/* Adds a code point to what ICU sees; a control that would end the paragraph or steer the terminal is its picture. */
static void show(struct scan *s, uint32_t cp, uint16_t props)
{
	struct cluster_list *l = s->list;
	if (props & PROP_BRACKET)
		cp = limit_nesting(&s->open, cp);
	else if (shape_kind(props) == KIND_CONTROL && cp != '\t')
		cp = shape_stand_in(cp);
	U16_APPEND_UNSAFE(l->u16, l->n_u16, cp);
}

/* The end of the paragraph's part before a chunk, or the beginning of the part after it. */
static void show_before(struct scan *s, const struct text *t)
{
	uint32_t beg = s->beg_cp;
	while (beg > 0 && s->beg_cp - beg < SHAPE_CONTEXT_CP && !shape_ends_paragraph(t->cp[beg - 1]))
		beg--;
	for (; beg < s->beg_cp; beg++)
		show(s, t->cp[beg], shaper_props(s->shaper, t->cp[beg]));
}

static void show_after(struct scan *s, const struct text *t, uint32_t end_cp)
{
	uint32_t left = SHAPE_CONTEXT_CP;
	for (; left > 0 && end_cp < t->len_cp && !shape_ends_paragraph(t->cp[end_cp]); left--, end_cp++)
		show(s, t->cp[end_cp], shaper_props(s->shaper, t->cp[end_cp]));
}

/* ---- clusters ---- */

/* Whether an edge falls after the lam and not after the alef. */
static bool is_cut(const struct layout_options *opt, uint32_t lam_cp, uint32_t alef_cp)
{
	size_t lo = 0, hi = opt->n_cuts;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (opt->cuts[mid] <= lam_cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < opt->n_cuts && opt->cuts[lo] <= alef_cp;
}

static bool begins_cluster(const struct scan *s, enum shape_kind kind)
{
	const struct cluster_list *l = s->list;
	if (kind == KIND_HIDDEN)
		return s->opt->reveal;
	if (kind != KIND_MARK || !l->n)
		return true;
	return l->items[l->n - 1].flags & (CLUSTER_SPACE | CELL_STAND_IN);
}

static struct cluster make_cluster(const struct scan *s, uint32_t i)
{
	uint32_t cp = s->cp[i];
	uint16_t props = s->list->props[i];
	struct cluster c = {.base_cp = i, .base_u16 = s->list->n_u16, .glyph = cp, .width_col = 1};
	if (props & PROP_SPACE)
		c.flags |= CLUSTER_SPACE;
	switch (shape_kind(props)) {
	case KIND_CONTROL:
		c.glyph = shape_stand_in(cp);
		c.flags |= cp == '\t' ? 0 : CELL_STAND_IN;
		break;
	case KIND_HIDDEN:
		c.glyph = MIDDLE_DOT;
		c.flags |= CELL_STAND_IN;
		break;
	case KIND_MARK:
		c.glyph = DOTTED_CIRCLE;
		c.flags |= CLUSTER_BARE_MARK;
		break;
	case KIND_BASE:
		c.glyph = shaper_form(s->shaper, cp, props);
		if (c.glyph == cp && (props & (PROP_JOINED_PREV | PROP_JOINED_NEXT)) &&
			!(props & PROP_JOIN_CAUSING))
			c.flags |= CELL_NO_FORM;
		c.width_col = props & PROP_WIDE ? 2 : 1;
		if (c.width_col > s->width_col) {
			c.glyph = CP_REPLACEMENT;
			c.flags |= CELL_STAND_IN;
			c.width_col = 1;
		}
		break;
	}
	return c;
}

/*
 * Joins an alef to the lam before it. True when the lam's cluster now draws both; where a cut separates them,
 * both clusters are marked as halves of one. In a single column two halves do not fit: there cuts are
 * ignored.
 */
static bool join_lam_alef(const struct scan *s, struct cluster *lam, struct cluster *alef)
{
	uint32_t ligature = shaper_lam_alef(s->shaper, s->list->props[lam->base_cp], s->cp[alef->base_cp]);
	if (!ligature)
		return false;
	if (s->width_col > 1 && is_cut(s->opt, s->beg_cp + lam->base_cp, s->beg_cp + alef->base_cp)) {
		lam->flags |= CLUSTER_LAM;
		alef->flags |= CLUSTER_ALEF;
		return false;
	}
	lam->glyph = ligature;
	lam->flags |= CELL_LIGATURE;
	return true;
}

/* The cluster that code point i begins, unless the lam before it takes it. */
static void add_cluster(struct scan *s, uint32_t i)
{
	struct cluster_list *l = s->list;
	struct cluster c = make_cluster(s, i);
	bool after_lam = s->lam != NO_CLUSTER && (l->props[i] & PROP_JOINED_PREV);
	if (!after_lam || !join_lam_alef(s, &l->items[s->lam], &c))
		l->items[l->n++] = c;
	s->lam = s->cp[i] == LAM ? l->n - 1 : NO_CLUSTER;
}

static void scan(struct scan *s)
{
	struct cluster_list *l = s->list;
	bool hidden_first = false;
	for (uint32_t i = 0; i < l->n_cp; i++) {
		enum shape_kind kind = shape_kind(l->props[i]);
		if (begins_cluster(s, kind)) {
			add_cluster(s, i);
		} else if (kind == KIND_HIDDEN) {
			s->lam = NO_CLUSTER;
			hidden_first |= !l->n;
			if (l->n)
				l->items[l->n - 1].flags |= CELL_HIDDEN;
		}
		show(s, s->cp[i], l->props[i]);
	}
	if (hidden_first && l->n)
		l->items[0].flags |= CELL_HIDDEN;
}

bool cluster_list_fill(struct cluster_list *l, const struct shaper *shaper, const struct text *t,
	uint32_t beg_cp, uint32_t end_cp, const struct layout_options *opt, struct err *err)
{
	size_t n = end_cp > beg_cp ? end_cp - beg_cp : 1; /* ICU wants an array even for no text */
	if (!vec_reserve(&l->props, &l->props_cap, n, sizeof *l->props) ||
		!vec_reserve(&l->u16, &l->u16_cap, 2 * (n + 2 * SHAPE_CONTEXT_CP), sizeof *l->u16) ||
		!vec_reserve(&l->items, &l->items_cap, n, sizeof *l->items))
		return err_memory(err);
	l->n = l->n_u16 = l->beg_u16 = l->end_u16 = 0;
	l->n_cp = end_cp - beg_cp;
	if (!l->n_cp)
		return true;
	struct scan s = {
		.list = l,
		.shaper = shaper,
		.opt = opt,
		.cp = t->cp + beg_cp,
		.beg_cp = beg_cp,
		.lam = NO_CLUSTER,
		.width_col = opt->width_col,
	};
	shaper_join(shaper, t, beg_cp, end_cp, l->props);
	show_before(&s, t);
	l->beg_u16 = l->n_u16;
	scan(&s);
	l->end_u16 = l->n_u16;
	show_after(&s, t, end_cp);
	return true;
}

void cluster_list_release(struct cluster_list *l)
{
	free(l->items);
	free(l->u16);
	free(l->props);
	*l = (struct cluster_list){0};
}
