/* Line_edit: editing and drawing. */
#include "line_edit.h"

#include "base/utf8.h"
#include "text/decode.h"

#include <string.h>

void line_edit_set(struct line_edit *e, const char *u8)
{
	size_t len = u8 ? strlen(u8) : 0, pos = 0;
	e->n = 0;
	while (pos < len && e->n < LINE_EDIT_MAX_CP) {
		uint32_t cp = utf8_decode((const uint8_t *)u8, len, &pos);
		e->cp[e->n++] = cp == CP_INVALID ? CP_REPLACEMENT : cp;
	}
	e->caret = e->n;
}

char *line_edit_text(const struct line_edit *e)
{
	return text_to_utf8(e->cp, e->n, NULL);
}

static bool is_text(uint32_t cp)
{
	return cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp < 0xA0) && !(cp >= 0x202A && cp <= 0x202E) &&
	       !(cp >= 0x2066 && cp <= 0x2069);
}

void line_edit_insert(struct line_edit *e, const uint32_t *cp, size_t n)
{
	for (size_t i = 0; i < n && e->n < LINE_EDIT_MAX_CP; i++) {
		uint32_t c = cp[i] == '\n' || cp[i] == '\t' ? ' ' : cp[i];
		if (!is_text(c))
			continue;
		memmove(&e->cp[e->caret + 1], &e->cp[e->caret], (e->n - e->caret) * sizeof *e->cp);
		e->cp[e->caret++] = c;
		e->n++;
	}
}

static bool is_rtl_letter(uint32_t cp)
{
	return (cp >= 0x0590 && cp < 0x0900) || (cp >= 0xFB1D && cp < 0xFF00);
}

/* The first letter decides; an empty line and one of digits reads left to right. */
static enum layout_base base_of(const struct line_edit *e)
{
	for (uint32_t i = 0; i < e->n; i++) {
		if (is_rtl_letter(e->cp[i]))
			return LAYOUT_RTL;
		if ((e->cp[i] | 0x20) >= 'a' && (e->cp[i] | 0x20) <= 'z')
			break;
	}
	return LAYOUT_LTR;
}

static void move_visual(struct line_edit *e, struct layout_engine *engine, int step)
{
	struct text text = {e->cp, e->n};
	struct layout_options opt = {.width_col = 4 * LINE_EDIT_MAX_CP, .base = base_of(e)};
	struct layout l = {0};
	struct err err;
	if (!layout_paragraph(engine, &text, 0, e->n, &opt, &l, &err))
		return;
	bool rtl = l.level & 1, forward = rtl == (step < 0);
	int32_t cell = e->caret < e->n ? layout_cell_of(&l, 0, e->caret) : -1;
	if (cell >= 0)
		cell += step;
	else if (!forward && l.n_cells)
		cell = rtl ? 0 : (int32_t)l.n_cells - 1;
	if (cell >= 0 && cell < (int32_t)l.n_cells)
		e->caret = l.cells[cell].beg_cp;
	else if (forward)
		e->caret = e->n;
	layout_release(&l);
}

void line_edit_move(struct line_edit *e, struct layout_engine *engine, enum line_motion motion)
{
	if (motion == LINE_BEGIN)
		e->caret = 0;
	else if (motion == LINE_END)
		e->caret = e->n;
	else
		move_visual(e, engine, motion == LINE_LEFT ? -1 : 1);
}

void line_edit_backspace(struct line_edit *e)
{
	if (e->caret > 0) {
		e->caret--;
		line_edit_delete(e);
	}
}

void line_edit_delete(struct line_edit *e)
{
	if (e->caret < e->n) {
		memmove(&e->cp[e->caret], &e->cp[e->caret + 1], (e->n - e->caret - 1) * sizeof *e->cp);
		e->n--;
	}
}

void line_edit_draw(const struct line_edit *e, struct surface *s, int row, int col, int max_cols,
	enum style style, bool focused)
{
	enum layout_base base = base_of(e);
	surface_fill(s, (struct rect){row, col, 1, max_cols}, ' ', style);
	/* One column stays free for a caret at the end. A line that is too long shows the part around the
	 * caret. */
	uint32_t room = max_cols > 2 ? (uint32_t)max_cols - 1 : 1;
	uint32_t from = e->caret > room ? e->caret - room : 0;
	struct text_draw d = {.row = row,
		.col = col + (base == LAYOUT_RTL),
		.max_cols = max_cols - 1,
		.style = style,
		.base = base,
		.align_right = base == LAYOUT_RTL,
		.caret_cp = focused ? (int64_t)(e->caret - from) : -1};
	surface_text_cp(s, &d, e->cp + from, e->n - from);
}
