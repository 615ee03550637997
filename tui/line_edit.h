/*
 * Line_edit: one line of text that is being typed, in reading order, with a caret between letters.
 *
 * Left and right move on the screen; the line is shown right to left as soon as its first letter is Arabic.
 */
#ifndef TUI_LINE_EDIT_H
#define TUI_LINE_EDIT_H

#include "event.h"
#include "surface.h"

enum { LINE_EDIT_MAX_CP = 200 };

struct line_edit {
	uint32_t cp[LINE_EDIT_MAX_CP];
	uint32_t n, caret;
};

void line_edit_set(struct line_edit *e, const char *u8); /* NULL is "" */
/* As UTF-8, malloc'd; NULL when memory is out. */
char *line_edit_text(const struct line_edit *e);
/* Characters that are no text (controls) are left out; what does not fit is dropped. */
void line_edit_insert(struct line_edit *e, const uint32_t *cp, size_t n);

enum line_motion { LINE_LEFT, LINE_RIGHT, LINE_BEGIN, LINE_END };
void line_edit_move(struct line_edit *e, struct layout_engine *engine, enum line_motion motion);
void line_edit_backspace(struct line_edit *e);
void line_edit_delete(struct line_edit *e);

/* In max_cols columns, the caret included; sets the surface's caret when `focused`. */
void line_edit_draw(const struct line_edit *e, struct surface *s, int row, int col, int max_cols,
	enum style style, bool focused);

#endif
