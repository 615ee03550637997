/*
 * Layout: code points to clusters, clusters to lines, lines to cells in screen order.
 *
 *	code points   a m l A c    letter, mark, lam, alef, control: offsets in the document
 *	clusters      a-- l-- c    one future cell each: base, glyph, width; they tile the paragraph
 *	UTF-16        a m l A p    what ICU sees: the control is its picture, surplus brackets are neutral
 *	lines         [a--] [l-- c]        filled greedily at UAX #14 opportunities
 *	cells         a--, c, l--          by visual run
 *
 * A cluster knows the UTF-16 index of its base and clusters are sorted by it, so the runs of ICU are led back
 * to clusters by binary search: no second map is needed. A bidi run takes the clusters whose base lies in it;
 * marks and zero-width characters follow their base wherever they are.
 * All buffers belong to the engine and only grow: a warm engine does not allocate for a paragraph, ICU's word
 * lists for languages without spaces apart.
 */
#include "text/layout.h"

#include "base/vec.h"
#include "text/cluster.h"

#include <assert.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

struct layout_engine {
	struct shaper shaper;
	UBiDi *para, *line;
	UBreakIterator *breaks;
	struct cluster_list clusters;
};

/* One call of layout_paragraph(). */
struct job {
	struct layout_engine *e;
	const struct text *t;
	const struct layout_options *opt;
	const uint32_t *cp; /* of the paragraph */
	uint32_t beg_cp, n_cp;
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

/* ---- what ICU finds ---- */

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
	ubidi_setPara(
		e->para, e->clusters.u16, (int32_t)e->clusters.n_u16, base_level[j->opt->base], NULL, &code);
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
	ubrk_setText(e->breaks, e->clusters.u16, (int32_t)e->clusters.n_u16, &code);
	if (U_FAILURE(code))
		return icu_failed(j->err, code);
	uint32_t k = 0;
	for (int32_t at = ubrk_first(e->breaks); at != UBRK_DONE; at = ubrk_next(e->breaks)) {
		while (k < e->clusters.n && e->clusters.items[k].base_u16 < (uint32_t)at)
			k++;
		if (k == e->clusters.n)
			break;
		if (e->clusters.items[k].base_u16 == (uint32_t)at)
			e->clusters.items[k].flags |= CLUSTER_BREAK;
	}
	return true;
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
	for (; k < e->clusters.n; k++) {
		const struct cluster *c = &e->clusters.items[k];
		if (c->flags & CLUSTER_BREAK)
			fits = k;
		if (c->flags & CLUSTER_SPACE) {
			hanging += c->width_col;
			continue;
		}
		bool whole = k == first || c->flags & CLUSTER_ALEF;
		if (used + hanging + measure(c) > j->opt->width_col && !whole)
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
		if (shape_kind(j->e->clusters.props[i]) != KIND_MARK)
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
	const struct cluster *c = &j->e->clusters.items[k];
	uint32_t beg = cluster_beg_cp(&j->e->clusters, k), end = cluster_beg_cp(&j->e->clusters, k + 1);
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
		if (e->clusters.items[mid].base_u16 < at_u16)
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
	uint32_t beg_u16 = cluster_beg_u16(&e->clusters, first);
	UErrorCode code = U_ZERO_ERROR;
	ubidi_setLine(e->para, (int32_t)beg_u16, (int32_t)cluster_beg_u16(&e->clusters, end), e->line, &code);
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
		.beg_cp = j->beg_cp + cluster_beg_cp(&j->e->clusters, first),
		.end_cp = j->beg_cp +
			  (*next < j->e->clusters.n ? cluster_beg_cp(&j->e->clusters, *next) : j->n_cp),
		.first = out->n_cells,
	};
	uint32_t visible = *next;
	while (visible > first && (j->e->clusters.items[visible - 1].flags & CLUSTER_SPACE))
		visible--;
	return visible == first || add_cells(j, line, first, visible);
}

static bool add_lines(struct job *j)
{
	struct layout *out = j->out;
	out->n_lines = out->n_cells = 0;
	if (!vec_reserve(&out->cells, &out->cells_cap, j->e->clusters.n, sizeof *out->cells))
		return err_memory(j->err);
	uint32_t k = 0;
	do {
		if (!add_line(j, k, &k))
			return false;
	} while (k < j->e->clusters.n);
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
	cluster_list_release(&e->clusters);
	free(e);
}

bool layout_paragraph(struct layout_engine *e, const struct text *t, uint32_t beg_cp, uint32_t end_cp,
	const struct layout_options *opt, struct layout *out, struct err *err)
{
	assert(beg_cp <= end_cp && end_cp <= t->len_cp && end_cp - beg_cp <= INT32_MAX / 2);
	struct layout_options usable = *opt;
	usable.width_col = opt->width_col ? opt->width_col : 1;
	struct job j = {
		.e = e,
		.t = t,
		.opt = &usable,
		.cp = t->cp ? t->cp + beg_cp : NULL,
		.beg_cp = beg_cp,
		.n_cp = end_cp - beg_cp,
		.out = out,
		.err = err,
	};
	if (!cluster_list_fill(&e->clusters, &e->shaper, t, beg_cp, end_cp, &usable, err))
		return false;
	if (!resolve_levels(&j) || !find_breaks(&j) || !add_lines(&j))
		return false;
	out->beg_cp = beg_cp;
	out->end_cp = end_cp;
	out->width_col = usable.width_col;
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
