/*
 * Reader: the pane with the text, and every question about where something is on it.
 *
 * The document is cut into blocks, one a paragraph (a paragraph that is too long is cut at a space), whose
 *beginnings are found once. Only blocks that are looked at are laid out; a layout is kept until its width or
 *the letters that must be split change. So the cost of a key is that of the visible lines, whatever the
 *length of the document.
 *
 *	spot      (block, line inside the block)
 *	row       line of the pane, 0 at the top; the top line is a spot
 *	column    cell of the pane, 0 at the left; lines of a right-to-left paragraph end at the right margin
 *
 * One column is kept free at each side of the lines: the marks around a span may fall there.
 */
#ifndef TUI_READER_H
#define TUI_READER_H

#include "model/item.h"
#include "surface.h"
#include "text/layout.h"

struct spot {
	uint32_t block, line;
};

struct cached_layout {
	uint32_t block;
	uint64_t cuts;       /* hash of the offsets that were split */
	uint64_t generation; /* of the reader, when that hash was last compared */
	bool valid;
	struct layout layout;
};

struct reader {
	struct layout_engine *engine; /* borrowed */
	struct text text;             /* borrowed */
	const struct items *items;    /* borrowed */
	enum layout_base base;
	bool reveal;      /* invisible characters are drawn as a dot */
	uint32_t *blocks; /* their beginnings */
	uint32_t n_blocks;
	uint32_t max_span_cp; /* of all items: bounds the search for those that reach into a range */
	uint16_t rows, width_col;
	struct spot top;
	struct cached_layout
		*cache; /* slot = block % n_cache, n_cache > rows: what is visible never collides */
	uint32_t n_cache;
	struct span selection; /* empty: none; set by reader_select() */
	uint64_t generation;   /* counts what may change the cuts: items, selection, document, width */
	int32_t *owners;       /* scratch of drawing: the item that shows at each visible code point */
	size_t owners_cap;
};

void reader_init(struct reader *r, struct layout_engine *engine);
void reader_release(struct reader *r);
/* A new document; the text and the items outlive it. Goes to the beginning. */
bool reader_open(struct reader *r, struct text text, const struct items *items, struct err *err) MUST_CHECK;
bool reader_resize(struct reader *r, int rows, int cols, struct err *err) MUST_CHECK;
/* To be called after items came, went or moved: linear in the items. Else after their values changed: constant. */
void reader_items_changed(struct reader *r);
void reader_values_changed(struct reader *r);

void reader_set_reveal(struct reader *r, bool reveal);
void reader_select(struct reader *r, struct span selection);

/* The indices of r->items->order that may reach into [beg, end): *first to *last, exclusive. */
void reader_items_near(const struct reader *r, uint32_t beg_cp, uint32_t end_cp, size_t *first, size_t *last);

/* NULL when memory is out. Valid until a block n_cache further is asked for. */
const struct layout *reader_layout(struct reader *r, uint32_t block);
struct span reader_block(const struct reader *r, uint32_t block);
struct spot reader_spot_of(struct reader *r, uint32_t cp);
/* Moves by lines, stopping at the ends; returns how far it came. */
int reader_step(struct reader *r, struct spot *s, int lines);

/* Rows from the top to a place: negative or >= rows when it is outside the pane (then only the sign is
 * meant). */
int reader_row_of(struct reader *r, uint32_t cp);
int reader_col_of(struct reader *r, uint32_t cp);
/* The offset at a row and column, the nearest one when nothing is there. */
uint32_t reader_at(struct reader *r, int row, int col);

/* Scrolling. reader_show puts the place's line on a row, except near the ends of the text. */
void reader_show(struct reader *r, uint32_t cp, int row);
void reader_keep_visible(struct reader *r, uint32_t cp);
void reader_scroll(struct reader *r, int lines);

/* Moving a caret; each returns the new offset. */
uint32_t reader_move_visual(struct reader *r, uint32_t cp, int step); /* -1 left, +1 right on the screen */
uint32_t reader_move_line(struct reader *r, uint32_t cp, int lines, int goal_col);
uint32_t reader_move_letter(
	const struct reader *r, uint32_t cp, int step); /* in reading order, marks with their letter */
uint32_t reader_move_word(const struct reader *r, uint32_t cp, int step);
/* One word further for an edge of a span: a beginning stands before a word, an end behind one. */
uint32_t reader_move_edge(const struct reader *r, uint32_t cp, int step, bool is_end);
uint32_t reader_line_begin(struct reader *r, uint32_t cp);
uint32_t reader_line_end(struct reader *r, uint32_t cp);

#endif
