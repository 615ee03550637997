/*
 * Layout: code points to clusters, clusters to lines, lines to cells in screen order.
 *
 *	code points   a m l A c    letter, mark, lam, alef, control: offsets in the document
 *	clusters      a-- l-- c    one future cell each: base, glyph, width; they tile the paragraph
 *	UTF-16        a m l A p    what ICU sees: the control is its picture, surplus brackets are neutral
 *	lines         [a--] [l-- c]        filled greedily at UAX #14 opportunities
 *	cells         a--, c, l--          by visual run
 *
 * UTF-16 exists only here. A cluster knows the UTF-16 index of its base, and clusters are sorted by it, so
 *that runs of ICU are led back to clusters by binary search: no second map is needed. Each bidi run takes the
 *clusters whose base lies in it; marks and zero-width characters follow their base wherever they are. All
 *buffers belong to the engine and only grow: a warm engine does not allocate for a paragraph, ICU's word
 *lists for languages without spaces apart. ICU pairs brackets in time quadratic in their nesting. UAX #9 BD16
 *looks at 63 open brackets at most; beyond that an opening bracket is hidden from ICU, which keeps hostile
 *text linear.
 */
#include "text/layout.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/shape.h"

#include <assert.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

enum { LAM = 0x0644, DOTTED_CIRCLE = 0x25CC, MIDDLE_DOT = 0x00B7, NEUTRAL_OPENING = 0x00A1 };
enum { OPEN_BRACKETS_MAX = 63, CONTEXT_U16 = 2 * SHAPE_CONTEXT_CP };
#define NO_CLUSTER UINT32_MAX

/* Beside enum layout_flag. */
enum {
	CLUSTER_SPACE = 1 << 8,      /* hangs at the end of a line */
	CLUSTER_BREAK = 1 << 9,      /* a line may begin here */
	CLUSTER_LAM = 1 << 10,       /* first half of a lam-alef that is cut */
	CLUSTER_ALEF = 1 << 11,      /* its second half: measured with the first */
	CLUSTER_BARE_MARK = 1 << 12, /* the base itself is a mark, on a dotted circle */
	CLUSTER_CELL_FLAGS = 0xFF,
};

/* Offsets count from the beginning of the paragraph. Ends where the next one begins. */
struct cluster {
	uint32_t base_cp, base_u16;
	uint32_t glyph;
	uint16_t flags;
	uint8_t width_col;
};

struct layout_engine {
	struct shaper shaper;
	UBiDi *para, *line;
	UBreakIterator *breaks;
	uint16_t *props; /* per code point */
	UChar *u16;
	struct cluster *clusters;
	size_t props_cap, u16_cap, clusters_cap;
	uint32_t n_u16, n_clusters;
	UChar before[CONTEXT_U16], after[CONTEXT_U16]; /* the paragraph around a chunk of it */
};

/* One call of layout_paragraph(). */
struct job {
	struct layout_engine *e;
	const struct text *t;
	const struct layout_options *opt;
	const uint32_t *cp; /* of the paragraph */
	uint32_t beg_cp, n_cp;
	uint16_t width_col;
	struct layout *out;
	struct err *err;
};

static bool icu_failed(struct err *err, UErrorCode code)
{
	if (code == U_MEMORY_ALLOCATION_ERROR)
		return err_memory(err);
	return err_set(
		err, ERR_MEMORY, "the Unicode library cannot lay out this text: %s", u_errorName(code));
}

/* ---- what ICU sees ---- */

/* The brackets that are open at this point of the paragraph. */
struct brackets {
	uint32_t closing[OPEN_BRACKETS_MAX];
	unsigned n;
};

static uint32_t limit_nesting(struct brackets *open, uint32_t cp)
{
	uint32_t partner = (uint32_t)u_getBidiPairedBracket((UChar32)cp);
	if (u_getIntPropertyValue((UChar32)cp, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN) {
		if (open->n == OPEN_BRACKETS_MAX)
			return NEUTRAL_OPENING;
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

static uint32_t sanitized(uint32_t cp, uint16_t props)
{
	return shape_kind(props) == KIND_CONTROL && cp != '\t' ? shape_stand_in(cp) : cp;
}

/* Text just outside the range, in the same paragraph, so that a chunk resolves its edges as the whole would.
 */
static int32_t context_before(const struct job *j, UChar *out)
{
	uint32_t beg = j->beg_cp;
	while (beg > 0 && j->beg_cp - beg < SHAPE_CONTEXT_CP && !shape_ends_paragraph(j->t->cp[beg - 1]))
		beg--;
	int32_t n = 0;
	for (; beg < j->beg_cp; beg++) {
		uint32_t cp = j->t->cp[beg];
		U16_APPEND_UNSAFE(out, n, sanitized(cp, shaper_props(&j->e->shaper, cp)));
	}
	return n;
}

static int32_t context_after(const struct job *j, UChar *out)
{
	uint32_t end = j->beg_cp + j->n_cp;
	int32_t n = 0;
	for (uint32_t left = SHAPE_CONTEXT_CP; left > 0 && end < j->t->len_cp; left--, end++) {
		uint32_t cp = j->t->cp[end];
		if (shape_ends_paragraph(cp))
			break;
		U16_APPEND_UNSAFE(out, n, sanitized(cp, shaper_props(&j->e->shaper, cp)));
	}
	return n;
}

static bool resolve_levels(struct job *j)
{
	static const UBiDiLevel base_level[] = {
		[LAYOUT_AUTO] = UBIDI_DEFAULT_RTL,
		[LAYOUT_LTR] = 0,
		[LAYOUT_RTL] = 1,
		[LAYOUT_AUTO_LTR] = UBIDI_DEFAULT_LTR,
	};
	struct layout_engine *e = j->e;
	UErrorCode code = U_ZERO_ERROR;
	int32_t n_before = context_before(j, e->before), n_after = context_after(j, e->after);
	ubidi_setContext(e->para, e->before, n_before, e->after, n_after, &code);
	ubidi_setPara(e->para, e->u16, (int32_t)e->n_u16, base_level[j->opt->base], NULL, &code);
	if (U_FAILURE(code))
		return icu_failed(j->err, code);
	j->out->level = ubidi_getParaLevel(e->para);
	return true;
}

/* Flags the clusters before which UAX #14 lets a line begin. */
static bool find_breaks(struct job *j)
{
	struct layout_engine *e = j->e;
	UErrorCode code = U_ZERO_ERROR;
	ubrk_setText(e->breaks, e->u16, (int32_t)e->n_u16, &code);
	if (U_FAILURE(code))
		return icu_failed(j->err, code);
	uint32_t k = 0;
	for (int32_t at = ubrk_first(e->breaks); at != UBRK_DONE; at = ubrk_next(e->breaks)) {
		while (k < e->n_clusters && e->clusters[k].base_u16 < (uint32_t)at)
			k++;
		if (k == e->n_clusters)
			break;
		if (e->clusters[k].base_u16 == (uint32_t)at)
			e->clusters[k].flags |= CLUSTER_BREAK;
	}
	return true;
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

static bool begins_cluster(const struct job *j, enum shape_kind kind)
{
	const struct layout_engine *e = j->e;
	if (kind == KIND_HIDDEN)
		return j->opt->reveal;
	if (kind != KIND_MARK || !e->n_clusters)
		return true;
	return e->clusters[e->n_clusters - 1].flags & (CLUSTER_SPACE | CELL_STAND_IN);
}

static struct cluster make_cluster(const struct job *j, uint32_t i)
{
	uint32_t cp = j->cp[i];
	uint16_t props = j->e->props[i];
	struct cluster c = {.base_cp = i, .base_u16 = j->e->n_u16, .glyph = cp, .width_col = 1};
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
		c.glyph = shaper_form(&j->e->shaper, cp, props);
		if (c.glyph == cp && (props & (PROP_JOINED_PREV | PROP_JOINED_NEXT)) &&
			!(props & PROP_JOIN_CAUSING))
			c.flags |= CELL_NO_FORM;
		c.width_col = props & PROP_WIDE ? 2 : 1;
		if (c.width_col > j->width_col) {
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
static bool join_lam_alef(const struct job *j, struct cluster *lam, struct cluster *alef)
{
	uint32_t ligature = shaper_lam_alef(&j->e->shaper, j->e->props[lam->base_cp], j->cp[alef->base_cp]);
	if (!ligature)
		return false;
	if (j->width_col > 1 && is_cut(j->opt, j->beg_cp + lam->base_cp, j->beg_cp + alef->base_cp)) {
		lam->flags |= CLUSTER_LAM;
		alef->flags |= CLUSTER_ALEF;
		return false;
	}
	lam->glyph = ligature;
	lam->flags |= CELL_LIGATURE;
	return true;
}

/* Builds the clusters and the UTF-16 text together. */
static void scan_paragraph(struct job *j)
{
	struct layout_engine *e = j->e;
	struct brackets open = {.n = 0};
	uint32_t lam = NO_CLUSTER; /* the cluster of a lam that an alef may follow */
	bool hidden_first = false;
	e->n_u16 = e->n_clusters = 0;
	for (uint32_t i = 0; i < j->n_cp; i++) {
		uint32_t cp = j->cp[i];
		enum shape_kind kind = shape_kind(e->props[i]);
		if (begins_cluster(j, kind)) {
			struct cluster c = make_cluster(j, i);
			bool after_lam = lam != NO_CLUSTER && (e->props[i] & PROP_JOINED_PREV);
			bool ligated = after_lam && join_lam_alef(j, &e->clusters[lam], &c);
			if (!ligated)
				e->clusters[e->n_clusters++] = c;
			lam = cp == LAM ? e->n_clusters - 1 : NO_CLUSTER;
		} else if (kind == KIND_HIDDEN) {
			lam = NO_CLUSTER;
			hidden_first |= !e->n_clusters;
			if (e->n_clusters)
				e->clusters[e->n_clusters - 1].flags |= CELL_HIDDEN;
		}
		uint32_t seen =
			e->props[i] & PROP_BRACKET ? limit_nesting(&open, cp) : sanitized(cp, e->props[i]);
		U16_APPEND_UNSAFE(e->u16, e->n_u16, seen);
	}
	if (hidden_first && e->n_clusters)
		e->clusters[0].flags |= CELL_HIDDEN;
}

/* Where a cluster begins, in the paragraph. Zero-width characters before the first base belong to the first.
 */
static uint32_t cluster_beg_cp(const struct job *j, uint32_t k)
{
	if (k == 0)
		return 0;
	return k < j->e->n_clusters ? j->e->clusters[k].base_cp : j->n_cp;
}

static uint32_t cluster_beg_u16(const struct layout_engine *e, uint32_t k)
{
	if (k == 0)
		return 0;
	return k < e->n_clusters ? e->clusters[k].base_u16 : e->n_u16;
}

/* ---- lines ---- */

static uint32_t measure(const struct cluster *c)
{
	if (c->flags & CLUSTER_ALEF)
		return 0;
	return c->width_col + (c->flags & (CELL_LIGATURE | CLUSTER_LAM) ? 1u : 0u);
}

/* The cluster that begins the next line: greedy, white space hangs, a word that is too long is cut where it
 * must. */
static uint32_t fill_line(const struct job *j, uint32_t first)
{
	const struct layout_engine *e = j->e;
	uint64_t used = 0, hanging = 0;
	uint32_t fits = first, k = first;
	for (; k < e->n_clusters; k++) {
		const struct cluster *c = &e->clusters[k];
		if (c->flags & CLUSTER_BREAK)
			fits = k;
		if (c->flags & CLUSTER_SPACE) {
			hanging += c->width_col;
			continue;
		}
		bool whole = k == first || c->flags & CLUSTER_ALEF;
		if (used + hanging + measure(c) > j->width_col && !whole)
			return fits > first ? fits : k;
		used += hanging + measure(c);
		hanging = 0;
	}
	return k;
}

/* ---- cells ---- */

static void add_marks(const struct job *j, struct layout_cell *cell, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (shape_kind(j->e->props[i]) != KIND_MARK)
			continue;
		if (cell->n_cp == LAYOUT_CELL_CP) {
			cell->flags |= CELL_CLIPPED;
			return;
		}
		cell->cp[cell->n_cp++] = j->cp[i];
	}
}

static void add_cell(struct job *j, struct layout_line *line, uint32_t k, UBiDiLevel level)
{
	const struct cluster *c = &j->e->clusters[k];
	uint32_t beg = cluster_beg_cp(j, k), end = cluster_beg_cp(j, k + 1);
	struct layout_cell *cell = &j->out->cells[j->out->n_cells++];
	*cell = (struct layout_cell){
		.cp = {level & 1 ? (uint32_t)u_charMirror((UChar32)c->glyph) : c->glyph},
		.n_cp = 1,
		.width_col = c->width_col,
		.level = level,
		.flags = (uint8_t)(c->flags & CLUSTER_CELL_FLAGS),
		.col = line->width_col,
		.beg_cp = j->beg_cp + beg,
		.end_cp = j->beg_cp + end,
	};
	add_marks(j, cell, c->flags & CLUSTER_BARE_MARK ? c->base_cp : c->base_cp + 1, end);
	line->width_col += c->width_col;
	line->n++;
}

/* The first of the clusters [lo, hi) whose base is at or after a UTF-16 index; hi when there is none. */
static uint32_t cluster_from(const struct layout_engine *e, uint32_t lo, uint32_t hi, uint32_t at_u16)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (e->clusters[mid].base_u16 < at_u16)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The clusters [first, end) of a line, without its trailing white space, in screen order. */
static bool add_cells(struct job *j, struct layout_line *line, uint32_t first, uint32_t end)
{
	struct layout_engine *e = j->e;
	uint32_t beg_u16 = cluster_beg_u16(e, first);
	UErrorCode code = U_ZERO_ERROR;
	ubidi_setLine(e->para, (int32_t)beg_u16, (int32_t)cluster_beg_u16(e, end), e->line, &code);
	int32_t n_runs = ubidi_countRuns(e->line, &code);
	if (U_FAILURE(code))
		return icu_failed(j->err, code);
	for (int32_t r = 0; r < n_runs; r++) {
		int32_t start, n;
		bool rtl = ubidi_getVisualRun(e->line, r, &start, &n) == UBIDI_RTL;
		UBiDiLevel level = ubidi_getLevelAt(e->line, start);
		uint32_t from = cluster_from(e, first, end, beg_u16 + (uint32_t)start);
		uint32_t to = cluster_from(e, from, end, beg_u16 + (uint32_t)start + (uint32_t)n);
		for (uint32_t i = 0; i < to - from; i++)
			add_cell(j, line, rtl ? to - 1 - i : from + i, level);
	}
	return true;
}

/* Adds the line that begins with a cluster and says which begins the next. */
static bool add_line(struct job *j, uint32_t first, uint32_t *next)
{
	struct layout *out = j->out;
	if (!vec_reserve(&out->lines, &out->lines_cap, (size_t)out->n_lines + 1, sizeof *out->lines))
		return err_memory(j->err);
	*next = fill_line(j, first);
	struct layout_line *line = &out->lines[out->n_lines++];
	*line = (struct layout_line){
		.beg_cp = j->beg_cp + cluster_beg_cp(j, first),
		.end_cp = j->beg_cp + (*next < j->e->n_clusters ? cluster_beg_cp(j, *next) : j->n_cp),
		.first = out->n_cells,
	};
	uint32_t visible = *next;
	while (visible > first && (j->e->clusters[visible - 1].flags & CLUSTER_SPACE))
		visible--;
	return visible == first || add_cells(j, line, first, visible);
}

static bool add_lines(struct job *j)
{
	struct layout *out = j->out;
	out->n_lines = out->n_cells = 0;
	if (!vec_reserve(&out->cells, &out->cells_cap, j->e->n_clusters, sizeof *out->cells))
		return err_memory(j->err);
	uint32_t k = 0;
	do {
		if (!add_line(j, k, &k))
			return false;
	} while (k < j->e->n_clusters);
	return true;
}

/* ---- the engine ---- */

bool layout_engine_new(struct layout_engine **out, struct err *err)
{
	struct layout_engine *e = calloc(1, sizeof *e);
	if (!e)
		return err_memory(err);
	UErrorCode code = U_ZERO_ERROR;
	e->para = ubidi_open();
	e->line = ubidi_open();
	e->breaks = ubrk_open(UBRK_LINE, "ar", NULL, 0, &code);
	bool ok = e->para && e->line && e->breaks;
	if (!ok)
		err_memory(err);
	if (ok && U_FAILURE(code))
		ok = icu_failed(err, code);
	if (ok && shaper_init(&e->shaper, err)) {
		*out = e;
		return true;
	}
	layout_engine_free(e);
	return false;
}

void layout_engine_free(struct layout_engine *e)
{
	if (!e)
		return;
	ubrk_close(e->breaks);
	ubidi_close(e->line);
	ubidi_close(e->para);
	free(e->clusters);
	free(e->u16);
	free(e->props);
	free(e);
}

static bool reserve(struct layout_engine *e, uint32_t n_cp)
{
	return vec_reserve(&e->props, &e->props_cap, n_cp, sizeof *e->props) &&
	       vec_reserve(&e->u16, &e->u16_cap, 2 * (size_t)n_cp, sizeof *e->u16) &&
	       vec_reserve(&e->clusters, &e->clusters_cap, n_cp, sizeof *e->clusters);
}

bool layout_paragraph(struct layout_engine *e, const struct text *t, uint32_t beg_cp, uint32_t end_cp,
	const struct layout_options *opt, struct layout *out, struct err *err)
{
	assert(beg_cp <= end_cp && end_cp <= t->len_cp && end_cp - beg_cp <= INT32_MAX / 2);
	struct job j = {
		.e = e,
		.t = t,
		.opt = opt,
		.cp = t->cp ? t->cp + beg_cp : NULL,
		.beg_cp = beg_cp,
		.n_cp = end_cp - beg_cp,
		.width_col = opt->width_col ? opt->width_col : 1,
		.out = out,
		.err = err,
	};
	if (!reserve(e, j.n_cp ? j.n_cp : 1))
		return err_memory(err);
	shaper_join(&e->shaper, t, beg_cp, end_cp, e->props);
	scan_paragraph(&j);
	if (!resolve_levels(&j) || !find_breaks(&j) || !add_lines(&j))
		return false;
	out->beg_cp = beg_cp;
	out->end_cp = end_cp;
	out->width_col = j.width_col;
	return true;
}

void layout_release(struct layout *l)
{
	free(l->cells);
	free(l->lines);
	*l = (struct layout){0};
}

/* ---- questions ---- */

uint32_t layout_line_at(const struct layout *l, uint32_t cp)
{
	uint32_t lo = 0, hi = l->n_lines ? l->n_lines - 1 : 0;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo + 1) / 2;
		if (l->lines[mid].beg_cp <= cp)
			lo = mid;
		else
			hi = mid - 1;
	}
	return lo;
}

int32_t layout_cell_of(const struct layout *l, uint32_t line, uint32_t cp)
{
	const struct layout_line *at = &l->lines[line];
	for (uint32_t i = at->first; i < at->first + at->n; i++)
		if (cp >= l->cells[i].beg_cp && cp < l->cells[i].end_cp)
			return (int32_t)i;
	return -1;
}

int32_t layout_cell_at(const struct layout *l, uint32_t line, uint16_t col)
{
	const struct layout_line *at = &l->lines[line];
	for (uint32_t i = at->first; i < at->first + at->n; i++)
		if (col >= l->cells[i].col && col - l->cells[i].col < l->cells[i].width_col)
			return (int32_t)i;
	return -1;
}

unsigned layout_cp_width(uint32_t cp)
{
	uint16_t props = shape_derive_props(cp);
	switch (shape_kind(props)) {
	case KIND_MARK:
	case KIND_HIDDEN:
		return 0;
	default:
		return props & PROP_WIDE ? 2 : 1;
	}
}
