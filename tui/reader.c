/* Reader: blocks, layouts on demand, and geometry. Drawing is reader_draw.c. */
#include "reader.h"

#include "base/vec.h"
#include "text/decode.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { LINE_FEED = 0x0A, PARAGRAPH_SEPARATOR = 0x2029, LAM = 0x0644, MIN_CACHE = 64 };

void reader_init(struct reader *r, struct layout_engine *engine)
{
	*r = (struct reader){.engine = engine, .rows = 1, .width_col = 1};
}

static void drop_layouts(struct reader *r)
{
	r->generation++;
	for (uint32_t i = 0; i < r->n_cache; i++)
		r->cache[i].valid = false;
}

void reader_release(struct reader *r)
{
	for (uint32_t i = 0; i < r->n_cache; i++)
		layout_release(&r->cache[i].layout);
	free(r->cache);
	free(r->blocks);
	free(r->owners);
	*r = (struct reader){0};
}

static bool is_newline(uint32_t cp)
{
	return cp == LINE_FEED || cp == PARAGRAPH_SEPARATOR;
}

/* Where the block after the one at beg begins; len + 1 when there is none. */
static uint32_t next_block(const struct text *t, uint32_t beg)
{
	uint32_t end = layout_paragraph_end(t, beg);
	if (end - beg <= LAYOUT_CHUNK_CP)
		return end + 1;
	return layout_chunk_end(t, beg, end, LAYOUT_CHUNK_CP);
}

bool reader_open(struct reader *r, struct text text, const struct items *items, struct err *err)
{
	uint32_t *blocks = NULL;
	size_t n = 0, cap = 0;
	for (uint32_t beg = 0; beg <= text.len_cp; beg = next_block(&text, beg)) {
		if (!vec_reserve(&blocks, &cap, n + 1, sizeof *blocks)) {
			free(blocks);
			return err_memory(err);
		}
		blocks[n++] = beg;
	}
	free(r->blocks);
	r->blocks = blocks;
	r->n_blocks = (uint32_t)n;
	r->text = text;
	r->items = items;
	r->base = text_has_arabic(text.cp, text.len_cp) ? LAYOUT_RTL : LAYOUT_AUTO;
	r->top = (struct spot){0, 0};
	r->selection = (struct span){0, 0};
	drop_layouts(r);
	reader_items_changed(r);
	return true;
}

bool reader_resize(struct reader *r, int rows, int cols, struct err *err)
{
	uint32_t top_cp = 0;
	const struct layout *l = r->n_blocks ? reader_layout(r, r->top.block) : NULL;
	if (l)
		top_cp = l->lines[r->top.line].beg_cp;
	r->rows = (uint16_t)(rows > 1 ? rows : 1);
	r->width_col = (uint16_t)(cols > 3 ? cols - 2 : 1);
	uint32_t n = r->rows * 2u > MIN_CACHE ? r->rows * 2u : MIN_CACHE;
	if (n > r->n_cache) {
		struct cached_layout *cache = realloc(r->cache, n * sizeof *cache);
		if (!cache)
			return err_memory(err);
		memset(cache + r->n_cache, 0, (n - r->n_cache) * sizeof *cache);
		r->cache = cache;
		r->n_cache = n;
	}
	drop_layouts(r);
	if (r->n_blocks)
		r->top = reader_spot_of(r, top_cp);
	return true;
}

void reader_values_changed(struct reader *r)
{
	r->generation++;
}

void reader_items_changed(struct reader *r)
{
	r->max_span_cp = 0;
	reader_values_changed(r);
	for (size_t i = 0; i < r->items->n; i++) {
		struct span s = item_span(&r->items->v[i]);
		if (s.end_cp - s.beg_cp > r->max_span_cp)
			r->max_span_cp = s.end_cp - s.beg_cp;
	}
}

void reader_set_reveal(struct reader *r, bool reveal)
{
	const struct layout *l = reader_layout(r, r->top.block);
	uint32_t top_cp = l ? l->lines[r->top.line].beg_cp : 0;
	r->reveal = reveal;
	drop_layouts(r);
	r->top = reader_spot_of(r, top_cp);
}

void reader_select(struct reader *r, struct span selection)
{
	if (selection.beg_cp != r->selection.beg_cp || selection.end_cp != r->selection.end_cp)
		r->generation++;
	r->selection = selection;
}

void reader_items_near(const struct reader *r, uint32_t beg_cp, uint32_t end_cp, size_t *first, size_t *last)
{
	const struct items *it = r->items;
	uint32_t from = beg_cp > r->max_span_cp ? beg_cp - r->max_span_cp : 0;
	size_t lo = 0, hi = it->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (item_span(&it->v[it->order[mid]]).beg_cp < from)
			lo = mid + 1;
		else
			hi = mid;
	}
	*first = lo;
	while (lo < it->n && item_span(&it->v[it->order[lo]]).beg_cp < end_cp)
		lo++;
	*last = lo;
}

/* ---- layouts ---- */

struct span reader_block(const struct reader *r, uint32_t block)
{
	struct span s = {r->blocks[block], r->text.len_cp};
	if (block + 1 < r->n_blocks) {
		s.end_cp = r->blocks[block + 1];
		if (s.end_cp > s.beg_cp && is_newline(r->text.cp[s.end_cp - 1]))
			s.end_cp--;
	}
	return s;
}

static bool is_mark(uint32_t cp)
{
	int8_t t = u_charType((UChar32)cp);
	return t == U_NON_SPACING_MARK || t == U_ENCLOSING_MARK;
}

/* Does an edge at this offset fall between the letters of a lam-alef? */
static bool splits_lam_alef(const struct text *t, uint32_t at)
{
	if (at == 0 || at >= t->len_cp)
		return false;
	uint32_t alef = t->cp[at];
	if (alef != 0x0627 && alef != 0x0622 && alef != 0x0623 &&
		alef != 0x0625) /* alef, with madda, hamzas */
		return false;
	uint32_t i = at;
	while (i > 0 && is_mark(t->cp[i - 1]))
		i--;
	return i > 0 && t->cp[i - 1] == LAM;
}

enum { MAX_CUTS = 64 };

static void add_cut(const struct reader *r, struct span block, uint32_t at, uint32_t *cuts, size_t *n)
{
	if (at <= block.beg_cp || at >= block.end_cp || *n == MAX_CUTS || !splits_lam_alef(&r->text, at))
		return;
	size_t i = *n;
	while (i > 0 && cuts[i - 1] > at)
		i--;
	if (i > 0 && cuts[i - 1] == at)
		return;
	memmove(&cuts[i + 1], &cuts[i], (*n - i) * sizeof *cuts);
	cuts[i] = at;
	++*n;
}

static size_t collect_cuts(const struct reader *r, struct span block, uint32_t cuts[MAX_CUTS])
{
	size_t n = 0, first, last;
	reader_items_near(r, block.beg_cp, block.end_cp, &first, &last);
	for (size_t i = first; i < last; i++) {
		struct span s = item_span(&r->items->v[r->items->order[i]]);
		add_cut(r, block, s.beg_cp, cuts, &n);
		add_cut(r, block, s.end_cp, cuts, &n);
	}
	if (r->selection.beg_cp < r->selection.end_cp) {
		add_cut(r, block, r->selection.beg_cp, cuts, &n);
		add_cut(r, block, r->selection.end_cp, cuts, &n);
	}
	return n;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_cuts(const uint32_t *cuts, size_t n)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ cuts[i]) * 1099511628211u;
	return h;
}

const struct layout *reader_layout(struct reader *r, uint32_t block)
{
	if (!r->n_cache)
		return NULL;
	struct cached_layout *c = &r->cache[block % r->n_cache];
	if (c->valid && c->block == block && c->generation == r->generation)
		return &c->layout;
	struct span s = reader_block(r, block);
	uint32_t cuts[MAX_CUTS];
	size_t n = collect_cuts(r, s, cuts);
	uint64_t hash = hash_cuts(cuts, n);
	c->generation = r->generation;
	if (c->valid && c->block == block && c->cuts == hash)
		return &c->layout;
	struct layout_options opt = {
		.width_col = r->width_col, .base = r->base, .reveal = r->reveal, .cuts = cuts, .n_cuts = n};
	struct err err;
	c->valid = layout_paragraph(r->engine, &r->text, s.beg_cp, s.end_cp, &opt, &c->layout, &err);
	c->block = block;
	c->cuts = hash;
	return c->valid ? &c->layout : NULL;
}

static uint32_t block_of(const struct reader *r, uint32_t cp)
{
	uint32_t lo = 0, hi = r->n_blocks - 1;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo + 1) / 2;
		if (r->blocks[mid] <= cp)
			lo = mid;
		else
			hi = mid - 1;
	}
	return lo;
}

struct spot reader_spot_of(struct reader *r, uint32_t cp)
{
	struct spot s = {block_of(r, cp), 0};
	const struct layout *l = reader_layout(r, s.block);
	if (l)
		s.line = layout_line_at(l, cp);
	return s;
}

static uint32_t lines_of(struct reader *r, uint32_t block)
{
	const struct layout *l = reader_layout(r, block);
	return l ? l->n_lines : 1;
}

int reader_step(struct reader *r, struct spot *s, int lines)
{
	int done = 0;
	while (done < lines) {
		if (s->line + 1 < lines_of(r, s->block)) {
			s->line++;
		} else if (s->block + 1 < r->n_blocks) {
			s->block++;
			s->line = 0;
		} else {
			break;
		}
		done++;
	}
	while (done > lines) {
		if (s->line > 0) {
			s->line--;
		} else if (s->block > 0) {
			s->block--;
			s->line = lines_of(r, s->block) - 1;
		} else {
			break;
		}
		done--;
	}
	return done;
}

/* ---- geometry ---- */

static bool spot_before(struct spot a, struct spot b)
{
	return a.block != b.block ? a.block < b.block : a.line < b.line;
}

int reader_row_of(struct reader *r, uint32_t cp)
{
	struct spot want = reader_spot_of(r, cp), at = r->top;
	if (spot_before(want, at))
		return -1;
	for (int row = 0; row < r->rows; row++) {
		if (at.block == want.block && at.line == want.line)
			return row;
		if (reader_step(r, &at, 1) == 0)
			break;
	}
	return r->rows;
}

/* Column of the line's left edge in the pane. */
static int indent(const struct reader *r, const struct layout *l, const struct layout_line *line)
{
	return 1 + (l->level & 1 ? r->width_col - line->width_col : 0);
}

int reader_col_of(struct reader *r, uint32_t cp)
{
	struct spot s = reader_spot_of(r, cp);
	const struct layout *l = reader_layout(r, s.block);
	if (!l)
		return 0;
	const struct layout_line *line = &l->lines[s.line];
	int32_t cell = layout_cell_of(l, s.line, cp);
	int left = indent(r, l, line);
	if (cell >= 0)
		return left + l->cells[cell].col;
	int col = l->level & 1 ? left - 1 : left + line->width_col; /* the slot where the line ends */
	return col < 0 ? 0 : col;
}

/* The last offset of a line at which a caret may stand: before the blank at which it was broken. */
static uint32_t line_stop(const struct layout *l, uint32_t line)
{
	const struct layout_line *n = &l->lines[line];
	if (line + 1 < l->n_lines && n->end_cp > n->beg_cp)
		return n->end_cp - 1;
	return n->end_cp;
}

static uint32_t at_spot(struct reader *r, struct spot s, int col)
{
	const struct layout *l = reader_layout(r, s.block);
	if (!l)
		return reader_block(r, s.block).beg_cp;
	const struct layout_line *line = &l->lines[s.line];
	int x = col - indent(r, l, line);
	if (x >= 0 && x < line->width_col) {
		int32_t cell = layout_cell_at(l, s.line, (uint16_t)x);
		if (cell >= 0)
			return l->cells[cell].beg_cp;
	}
	bool before = l->level & 1 ? x >= line->width_col : x < 0;
	return before ? line->beg_cp : line_stop(l, s.line);
}

uint32_t reader_at(struct reader *r, int row, int col)
{
	struct spot s = r->top;
	int moved = reader_step(r, &s, row);
	if (moved < row)
		return r->text.len_cp;
	return at_spot(r, s, col);
}

/* ---- scrolling ---- */

void reader_show(struct reader *r, uint32_t cp, int row)
{
	r->top = reader_spot_of(r, cp);
	reader_step(r, &r->top, -row);
	/* No blank rows under the end while there is text above. */
	struct spot bottom = r->top;
	int below = reader_step(r, &bottom, r->rows - 1);
	reader_step(r, &r->top, below - (r->rows - 1));
}

void reader_keep_visible(struct reader *r, uint32_t cp)
{
	int row = reader_row_of(r, cp);
	if (row < 0)
		reader_show(r, cp, 0);
	else if (row >= r->rows)
		reader_show(r, cp, r->rows - 1);
}

void reader_scroll(struct reader *r, int lines)
{
	if (lines > 0) {
		struct spot bottom = r->top;
		reader_step(r, &bottom, r->rows - 1);
		lines = reader_step(r, &bottom, lines);
	}
	reader_step(r, &r->top, lines);
}

/* ---- moving a caret ---- */

uint32_t reader_move_visual(struct reader *r, uint32_t cp, int step)
{
	struct spot s = reader_spot_of(r, cp);
	const struct layout *l = reader_layout(r, s.block);
	if (!l)
		return cp;
	const struct layout_line *line = &l->lines[s.line];
	bool rtl = l->level & 1, forward = rtl == (step < 0);
	int32_t first = (int32_t)line->first, end = first + (int32_t)line->n;
	int32_t cell = layout_cell_of(l, s.line, cp);
	if (cell >= 0)
		cell += step;
	else if (!forward) /* from the slot at the line's end back onto the line */
		cell = rtl ? first : end - 1;
	if (cell >= first && cell < end)
		return l->cells[cell].beg_cp;
	uint32_t stop = line_stop(l, s.line);
	if (forward && cp < stop && s.line + 1 == l->n_lines)
		return stop; /* the slot after the paragraph's last letter */
	struct spot next = s;
	if (reader_step(r, &next, forward ? 1 : -1) == 0)
		return forward ? stop : line->beg_cp;
	l = reader_layout(r, next.block);
	if (!l)
		return cp;
	return forward ? l->lines[next.line].beg_cp : line_stop(l, next.line);
}

uint32_t reader_move_line(struct reader *r, uint32_t cp, int lines, int goal_col)
{
	struct spot s = reader_spot_of(r, cp);
	if (reader_step(r, &s, lines) == 0)
		return cp;
	return at_spot(r, s, goal_col);
}

uint32_t reader_move_letter(const struct reader *r, uint32_t cp, int step)
{
	const struct text *t = &r->text;
	if (step > 0) {
		if (cp < t->len_cp)
			cp++;
		while (cp < t->len_cp && is_mark(t->cp[cp]))
			cp++;
		return cp;
	}
	if (cp > 0)
		cp--;
	while (cp > 0 && is_mark(t->cp[cp]))
		cp--;
	return cp;
}

static bool in_word(uint32_t cp)
{
	return u_hasBinaryProperty((UChar32)cp, UCHAR_ALPHABETIC) || u_isdigit((UChar32)cp) || is_mark(cp);
}

uint32_t reader_move_word(const struct reader *r, uint32_t cp, int step)
{
	const struct text *t = &r->text;
	if (step > 0) {
		while (cp < t->len_cp && in_word(t->cp[cp]))
			cp++;
		while (cp < t->len_cp && !in_word(t->cp[cp]))
			cp++;
		return cp;
	}
	while (cp > 0 && !in_word(t->cp[cp - 1]))
		cp--;
	while (cp > 0 && in_word(t->cp[cp - 1]))
		cp--;
	return cp;
}

uint32_t reader_move_edge(const struct reader *r, uint32_t cp, int step, bool is_end)
{
	const struct text *t = &r->text;
	if (!is_end)
		return reader_move_word(r, cp, step);
	if (step > 0) {
		while (cp < t->len_cp && !in_word(t->cp[cp]))
			cp++;
		while (cp < t->len_cp && in_word(t->cp[cp]))
			cp++;
		return cp;
	}
	while (cp > 0 && in_word(t->cp[cp - 1]))
		cp--;
	while (cp > 0 && !in_word(t->cp[cp - 1]))
		cp--;
	return cp;
}

uint32_t reader_line_begin(struct reader *r, uint32_t cp)
{
	struct spot s = reader_spot_of(r, cp);
	const struct layout *l = reader_layout(r, s.block);
	return l ? l->lines[s.line].beg_cp : cp;
}

uint32_t reader_line_end(struct reader *r, uint32_t cp)
{
	struct spot s = reader_spot_of(r, cp);
	const struct layout *l = reader_layout(r, s.block);
	return l ? line_stop(l, s.line) : cp;
}
