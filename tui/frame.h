/*
 * Frame: where the panes are, from the size of the screen.
 *
 *	wide    100 columns and more: details left of the text
 *	narrow  details under the text, seven lines at 80x24 and fewer when there are fewer
 *	tiny    below 40x10: the text and one line of details
 *	none    below 20x5: a sentence that asks for room
 *
 * The first and the last column belong to the terminal back end.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "surface.h"

enum frame_kind { FRAME_NONE, FRAME_TINY, FRAME_NARROW, FRAME_WIDE };

struct frame {
	enum frame_kind kind;
	struct rect text, details;
	int header_row;            /* -1: none */
	int top_rule, bottom_rule; /* rows; -1: none */
	int divider_col;           /* wide only, else -1 */
	int status_row;
};

/* editing: the details pane holds a form and takes more rows where it is under the text. */
struct frame frame_compute(int rows, int cols, bool editing);

#endif
