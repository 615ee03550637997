/*
 * Layout: one paragraph to visual lines of cells.
 *
 * Input is logical order in code points; output is cells in screen order, left to right. Every base character owns one
 * cell (two columns if it is wide); marks share their base's cell; lam-alef is one cell. cell.beg_cp leads back, so a
 * click or a caret never guesses. Joining and bidi see the whole paragraph; lines are broken before reordering
 * (UAX #9 L1-L2) because wrapping visual text would cut a right-to-left run at the wrong end.
 *
 * A lam-alef is measured as two columns when lines are broken, drawn as one cell, and drawn as two letters where a `cut`
 * (the edge of a span, a selection or the caret) falls between them: editing a span never re-wraps the paragraph.
 * Control characters, unassigned and private ones are drawn as visible stand-ins; bidi controls act inside their
 * paragraph and are never emitted.
 *
 * Source: UAX #9 and UAX #14 by ICU; joining by ICU's UCHAR_JOINING_TYPE, presentation forms from ICU's decompositions.
 * Cost: O(n) a paragraph. Rejected: u_shapeArabic (spacing harakat, gaps after lam-alef, breaks joins beside letters
 * that it does not know).
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include "base/err.h"
#include "text/text.h"

#include <stddef.h>
#include <stdint.h>

enum { LAYOUT_CELL_CP = 5 }; /* a base and four marks, what a terminal cell of ncurses holds */

enum layout_flag {
	CELL_LIGATURE = 1, /* draws lam and alef */
	CELL_STAND_IN = 2, /* a mark for a control or invisible character; drawn unlike text */
	CELL_CLIPPED = 4,  /* has more marks than fit */
	CELL_HIDDEN = 8,   /* its range holds zero-width characters too */
	CELL_NO_FORM = 16, /* a joining letter without presentation form, left as it is */
};

struct layout_cell {
	uint32_t cp[LAYOUT_CELL_CP]; /* what to draw: shaped base, then marks */
	uint8_t n_cp, width_col, level, flags;
	uint16_t col;            /* inside the line, 0 = left */
	uint32_t beg_cp, end_cp; /* the code points it stands for, offsets in the document */
};

struct layout_line {
	uint32_t beg_cp, end_cp; /* logical range with trailing white space, without the newline */
	uint32_t first, n;       /* slice of cells */
	uint16_t width_col;
};

struct layout {
	uint32_t beg_cp, end_cp; /* the paragraph in the document */
	struct layout_cell *cells;
	struct layout_line *lines;
	uint32_t n_cells, n_lines; /* n_lines >= 1 */
	uint8_t level;             /* resolved paragraph level: odd is right-to-left */
	uint16_t width_col;        /* that it was laid out for */
	size_t cells_cap, lines_cap;
};

/* LAYOUT_AUTO: the first strong character decides, and right-to-left without one; LAYOUT_AUTO_LTR: left-to-right then. */
enum layout_base { LAYOUT_AUTO, LAYOUT_LTR, LAYOUT_RTL, LAYOUT_AUTO_LTR };

struct layout_options {
	uint16_t width_col; /* at least 1 */
	enum layout_base base;
	bool reveal; /* draw zero-width characters as a middle dot */
	const uint32_t
		*cuts; /* sorted document offsets where lam-alef must be split; not in a single column */
	size_t n_cuts;
};

/* ICU's objects and the table of forms; one per thread. */
struct layout_engine;
bool layout_engine_new(struct layout_engine **out, struct err *err) MUST_CHECK;
void layout_engine_free(struct layout_engine *e);

/*
 * Lays out t->cp[beg, end), one paragraph without its newline, or a chunk of one. *out is zeroed or an earlier result,
 * whose memory is reused; after a failure it holds nothing that may be drawn. Fails with ERR_MEMORY only.
 * White space where a line ends has no cells. No line is wider than width_col: in a single column a wide character is
 * drawn as a stand-in.
 */
bool layout_paragraph(struct layout_engine *e, const struct text *t, uint32_t beg_cp, uint32_t end_cp,
	const struct layout_options *opt, struct layout *out, struct err *err) MUST_CHECK;
void layout_release(struct layout *l);

/* The end of the paragraph that begins at beg: the offset of the next LF or U+2029, or the text's length. */
uint32_t layout_paragraph_end(const struct text *t, uint32_t beg_cp);

/* The direction that LAYOUT_AUTO gives the paragraph [beg, end). Linear up to its first strong character. */
enum layout_base layout_paragraph_base(const struct text *t, uint32_t beg_cp, uint32_t end_cp);

/*
 * Chunks: a paragraph that is too long to lay out for one key (an article in a single line) is laid out in pieces, each
 * by a call of layout_paragraph() of its own, with the base that layout_paragraph_base() gives the whole:
 *
 *	for (uint32_t a = beg, b; a < end; a = b) {
 *		b = layout_chunk_end(t, a, end, LAYOUT_CHUNK_CP);
 *		… [a, b) …
 *	}
 *
 * A chunk ends after white space if there is any in its second half, else between letters that do not join, else at max.
 * The walk touches a few code points per chunk. The price: a line ends at each chunk's end even if it has room left;
 * embeddings, isolates and bracket pairs do not reach across (bidi sees 64 code points beyond each edge, enough for
 * digits, punctuation and neighbours, and joining goes on as if there were no edge).
 */
enum { LAYOUT_CHUNK_CP = 8192 };
uint32_t layout_chunk_end(const struct text *t, uint32_t beg_cp, uint32_t end_cp, uint32_t max_cp);

uint32_t layout_line_at(const struct layout *l, uint32_t cp);
/* Index into cells, or -1: the cell that draws cp on that line; the cell that covers that column. */
int32_t layout_cell_of(const struct layout *l, uint32_t line, uint32_t cp);
int32_t layout_cell_at(const struct layout *l, uint32_t line, uint16_t col);

/* Columns of one code point: 0 for marks and invisible ones, 2 for wide ones. Does not depend on the locale. */
unsigned layout_cp_width(uint32_t cp);

#endif
