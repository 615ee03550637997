/* Frame: the arithmetic. */
#include "frame.h"

enum { WIDE_COLS = 100, DETAILS_COLS = 35, DETAILS_MAX_COLS = 46, DETAILS_ROWS = 7, FORM_ROWS = 12 };

static int at_most(int a, int b)
{
	return a < b ? a : b;
}

static struct frame wide(int rows, int cols)
{
	int details = at_most(DETAILS_COLS + (cols - WIDE_COLS) / 4, DETAILS_MAX_COLS);
	int body = rows - 4;
	return (struct frame){
		.kind = FRAME_WIDE,
		.header_row = 0,
		.top_rule = 1,
		.bottom_rule = rows - 2,
		.status_row = rows - 1,
		.divider_col = details + 2,
		.details = {2, 1, body, details},
		.text = {2, details + 3, body, cols - 1 - (details + 3)},
	};
}

static struct frame narrow(int rows, int cols, bool editing)
{
	int details = at_most(DETAILS_ROWS, rows * 3 / 10);
	if (editing)
		details = at_most(FORM_ROWS, rows - 7);
	int text = rows - 4 - details;
	return (struct frame){
		.kind = FRAME_NARROW,
		.header_row = 0,
		.top_rule = 1,
		.bottom_rule = 2 + text,
		.divider_col = -1,
		.status_row = rows - 1,
		.text = {2, 1, text, cols - 2},
		.details = {3 + text, 1, details, cols - 2},
	};
}

static struct frame tiny(int rows, int cols, bool editing)
{
	int details = editing ? at_most(rows - 2, 4) : 1;
	return (struct frame){
		.kind = FRAME_TINY,
		.header_row = -1,
		.top_rule = -1,
		.bottom_rule = -1,
		.divider_col = -1,
		.status_row = rows - 1,
		.text = {0, 1, rows - 1 - details, cols - 2},
		.details = {rows - 1 - details, 1, details, cols - 2},
	};
}

struct frame frame_compute(int rows, int cols, bool editing)
{
	if (rows < 5 || cols < 20)
		return (struct frame){.kind = FRAME_NONE,
			.header_row = -1,
			.top_rule = -1,
			.bottom_rule = -1,
			.divider_col = -1,
			.status_row = -1};
	if (rows < 10 || cols < 40)
		return tiny(rows, cols, editing);
	return cols >= WIDE_COLS && rows >= 16 ? wide(rows, cols) : narrow(rows, cols, editing);
}
