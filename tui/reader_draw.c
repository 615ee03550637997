/*
 * Reader_draw: the visible lines with what was found in them.
 *
 * First an array says for each visible code point which item shows there: rejected ones lie lowest, a shorter
 * one over a longer one, the current one on top. Then the cells of the layouts are drawn in the style of
 * their first code point, and last the marks: a figure stands between [ ] and a place between { }, drawn over
 * the blanks beside the span where there are blanks (the text itself is never moved), and the closing one
 * tells what became of it:
 * + added, ~ corrected, x rejected, ! marked for a second reader.
 */
#include "state.h"

#include "base/vec.h"

#include <string.h>
#include <unicode/uchar.h>

enum look { LOOK_OPEN, LOOK_DECIDED, LOOK_REJECTED, LOOK_CURRENT, LOOK_MARK };

static enum style style_of(const struct item *it, enum look look)
{
	static const enum style styles[2][5] = {
		[ITEM_PLACE] = {STYLE_PLACE, STYLE_PLACE_DECIDED, STYLE_PLACE_REJECTED, STYLE_PLACE_CURRENT,
			STYLE_PLACE_MARK},
		[ITEM_FIGURE] = {STYLE_FIGURE, STYLE_FIGURE_DECIDED, STYLE_FIGURE_REJECTED,
			STYLE_FIGURE_CURRENT, STYLE_FIGURE_MARK},
	};
	return styles[it->type][look];
}

static enum look look_of(const struct item *it)
{
	switch (it->decision) {
	case DECISION_CONFIRMED:
	case DECISION_CORRECTED:
	case DECISION_ADDED:
		return LOOK_DECIDED;
	case DECISION_REJECTED:
		return LOOK_REJECTED;
	default:
		return LOOK_OPEN;
	}
}

/* Added by the person and deleted again: nothing of it shows. */
static bool is_gone(const struct item *it)
{
	return it->decision == DECISION_REJECTED && !it->has_machine;
}

struct painter {
	struct app *app;
	struct reader *r;
	struct span visible;
	size_t first, last; /* of items->order */
	int32_t linked_place, linked_total;
	int32_t *owners;
};

static void own(struct painter *p, int32_t index)
{
	struct span s = item_span(&p->r->items->v[index]);
	uint32_t beg = s.beg_cp > p->visible.beg_cp ? s.beg_cp : p->visible.beg_cp;
	uint32_t end = s.end_cp < p->visible.end_cp ? s.end_cp : p->visible.end_cp;
	for (uint32_t i = beg; i < end; i++)
		p->owners[i - p->visible.beg_cp] = index;
}

static bool find_owners(struct painter *p)
{
	const struct items *it = p->r->items;
	size_t n = p->visible.end_cp - p->visible.beg_cp;
	if (!vec_reserve(&p->r->owners, &p->r->owners_cap, n + 1, sizeof *p->r->owners))
		return false;
	p->owners = p->r->owners;
	for (size_t i = 0; i < n; i++)
		p->owners[i] = -1;
	for (int rejected = 1; rejected >= 0; rejected--)
		for (size_t i = p->first; i < p->last; i++) {
			const struct item *item = &it->v[it->order[i]];
			if (!is_gone(item) && (item->decision == DECISION_REJECTED) == rejected)
				own(p, (int32_t)it->order[i]);
		}
	if (p->app->focus >= 0)
		own(p, p->app->focus);
	return true;
}

static bool in_selection(const struct reader *r, uint32_t cp)
{
	return cp >= r->selection.beg_cp && cp < r->selection.end_cp;
}

static bool in_hit(const struct search *s, uint32_t cp)
{
	size_t lo = 0, hi = s->n_hits;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (s->hits[mid].end_cp <= cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n_hits && s->hits[lo].beg_cp <= cp;
}

static enum style cell_style(const struct painter *p, const struct layout_cell *c)
{
	if (in_selection(p->r, c->beg_cp))
		return STYLE_SELECTION;
	int32_t owner = p->owners[c->beg_cp - p->visible.beg_cp];
	if (owner >= 0 && owner == p->app->focus)
		return style_of(&p->r->items->v[owner], LOOK_CURRENT);
	if (in_hit(&p->app->search, c->beg_cp))
		return STYLE_MATCH;
	if (c->flags & (CELL_STAND_IN | CELL_CLIPPED))
		return STYLE_STAND_IN;
	if (owner < 0)
		return STYLE_TEXT;
	const struct item *it = &p->r->items->v[owner];
	if ((owner == p->linked_place || owner == p->linked_total) && look_of(it) == LOOK_OPEN)
		return STYLE_LINKED;
	return style_of(it, look_of(it));
}

static int line_left(const struct painter *p, const struct layout *l, const struct layout_line *line)
{
	return p->app->frame.text.col + 1 + (l->level & 1 ? p->r->width_col - line->width_col : 0);
}

static void draw_line(struct painter *p, const struct layout *l, uint32_t n, int row)
{
	const struct layout_line *line = &l->lines[n];
	int left = line_left(p, l, line);
	for (uint32_t i = 0; i < line->n; i++) {
		const struct layout_cell *c = &l->cells[line->first + i];
		surface_put_cell(&p->app->surface, row, left + c->col, c, cell_style(p, c));
	}
}

/* ---- marks ---- */

static uint32_t state_sign(const struct item *it)
{
	if (it->flagged)
		return '!';
	switch (it->decision) {
	case DECISION_CORRECTED:
		return '~';
	case DECISION_ADDED:
		return '+';
	case DECISION_REJECTED:
		return 'x';
	default:
		return 0;
	}
}

/*
 * A blank cell beside the span's edge: the one of the character there when it is white space, or the margin
 * when the edge is the line's. *on_right tells on which side of the span it lies.
 */
static bool mark_col(const struct painter *p, const struct layout *l, uint32_t line_at, uint32_t inside,
	bool closing, int *col, bool *on_right)
{
	const struct layout_line *line = &l->lines[line_at];
	int left = line_left(p, l, line);
	int32_t cell = layout_cell_of(l, line_at, inside);
	if (cell < 0)
		return false;
	const struct layout_cell *c = &l->cells[cell];
	*on_right = (c->level & 1) != closing; /* right-to-left words open on their right */
	int x = *on_right ? c->col + c->width_col : c->col - 1;
	*col = left + x;
	if (x < 0 || x >= line->width_col)
		return true;
	int32_t beside = layout_cell_at(l, line_at, (uint16_t)x);
	return beside >= 0 && u_isUWhiteSpace((UChar32)p->r->text.cp[l->cells[beside].beg_cp]);
}

static void draw_mark(
	struct painter *p, const struct item *it, struct spot s, uint32_t inside, bool closing, bool current)
{
	const struct layout *l = reader_layout(p->r, s.block);
	int col;
	bool on_right;
	struct spot at = p->r->top;
	int row = 0;
	while (row < p->r->rows && (at.block != s.block || at.line != s.line)) {
		if (reader_step(p->r, &at, 1) == 0)
			return;
		row++;
	}
	if (!l || row == p->r->rows || !mark_col(p, l, s.line, inside, closing, &col, &on_right))
		return;
	uint32_t bracket = it->type == ITEM_FIGURE ? (on_right ? ']' : '[') : (on_right ? '}' : '{');
	uint32_t sign = closing ? state_sign(it) : 0;
	struct cell *c = surface_at(&p->app->surface, p->app->frame.text.row + row, col);
	/* Two spans may have one blank between them: a mark that is there already stays, unless this is the
	 * current one's. */
	if (c && (c->cp[0] == ' ' || current))
		surface_put(&p->app->surface, p->app->frame.text.row + row, col, sign ? sign : bracket,
			style_of(it, LOOK_MARK));
}

static void draw_marks(struct painter *p, int32_t index)
{
	const struct item *it = &p->r->items->v[index];
	struct span s = item_span(it);
	if (is_gone(it) || s.beg_cp >= s.end_cp)
		return;
	bool current = index == p->app->focus;
	if (s.beg_cp >= p->visible.beg_cp && s.beg_cp < p->visible.end_cp)
		draw_mark(p, it, reader_spot_of(p->r, s.beg_cp), s.beg_cp, false, current);
	if (s.end_cp > p->visible.beg_cp && s.end_cp <= p->visible.end_cp)
		draw_mark(p, it, reader_spot_of(p->r, s.end_cp - 1), s.end_cp - 1, true, current);
}

/* ---- the pane ---- */

static bool visible_range(struct reader *r, struct span *out)
{
	struct spot bottom = r->top;
	const struct layout *l = reader_layout(r, r->top.block);
	if (!l)
		return false;
	out->beg_cp = l->lines[r->top.line].beg_cp;
	reader_step(r, &bottom, r->rows - 1);
	l = reader_layout(r, bottom.block);
	if (!l)
		return false;
	out->end_cp = l->lines[bottom.line].end_cp;
	return true;
}

static void draw_caret(struct app *app)
{
	int row = reader_row_of(&app->reader, app->caret_cp);
	if (row < 0 || row >= app->reader.rows)
		return;
	app->surface.caret_row = app->frame.text.row + row;
	app->surface.caret_col = app->frame.text.col + reader_col_of(&app->reader, app->caret_cp);
	/* A block caret would cover the first letter of what is to be judged. Screen readers follow it all the same. */
	const struct item *it = app_item(app);
	app->surface.caret_hidden = app->mode == MODE_READ && it && item_span(it).beg_cp == app->caret_cp;
}

void reader_draw(struct app *app)
{
	struct painter p = {.app = app, .r = &app->reader, .linked_place = -1, .linked_total = -1};
	if (!visible_range(p.r, &p.visible))
		return;
	reader_items_near(p.r, p.visible.beg_cp, p.visible.end_cp, &p.first, &p.last);
	const struct item *focus = app_item(app);
	if (focus && focus->type == ITEM_FIGURE) {
		p.linked_place = focus->figure.place;
		p.linked_total = focus->figure.part_of;
	}
	if (!find_owners(&p))
		return;
	struct spot at = p.r->top;
	for (int row = 0; row < p.r->rows; row++) {
		const struct layout *l = reader_layout(p.r, at.block);
		if (l)
			draw_line(&p, l, at.line, app->frame.text.row + row);
		if (reader_step(p.r, &at, 1) == 0)
			break;
	}
	for (size_t i = p.first; i < p.last; i++)
		draw_marks(&p, (int32_t)p.r->items->order[i]);
	if (app->focus >= 0)
		draw_marks(&p, app->focus);
	if (app->mode == MODE_READ || app->mode == MODE_SELECT)
		draw_caret(app);
}
