/*
 * Style: what a cell means, and the one table of how each meaning looks.
 *
 * Views name meanings only. A terminal with 256 colours, with 8 and with none takes its own columns of the
 * table; whatever rests on colour in one column rests on underline, bold or reverse in the last, so that
 * meaning never needs colour. Foregrounds are middle tones, readable on dark and on light grounds; a style
 * with a ground of its own sets both.
 */
#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include <stdint.h>

enum style {
	STYLE_TEXT,
	STYLE_FAINT,    /* rules, hints, the machine's reading beside a changed one */
	STYLE_LABEL,    /* names of fields */
	STYLE_TITLE,    /* headings of panes, the program's name */
	STYLE_KEY,      /* a key in a hint */
	STYLE_GOOD,     /* agreement, "saved" */
	STYLE_BAD,      /* disagreement, errors */
	STYLE_FIELD,    /* the field that is being edited */
	STYLE_STAND_IN, /* marks for invisible and control characters */
	STYLE_SELECTION,
	STYLE_MATCH, /* found by a search */
	STYLE_FIGURE,
	STYLE_FIGURE_DECIDED,
	STYLE_FIGURE_REJECTED,
	STYLE_FIGURE_CURRENT,
	STYLE_FIGURE_MARK,
	STYLE_PLACE,
	STYLE_PLACE_DECIDED,
	STYLE_PLACE_REJECTED,
	STYLE_PLACE_CURRENT,
	STYLE_PLACE_MARK,
	STYLE_LINKED, /* the place or the total that the current figure refers to */
	STYLES
};

enum { ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8, ATTR_ITALIC = 16 };

/* Colours are numbers of the terminal's palette, -1 its own. */
struct style_look {
	const char *name;
	char letter; /* in golden screens */
	uint8_t attrs;
	int16_t fg_256, bg_256;
	int16_t fg_8, bg_8;
	uint8_t mono_attrs; /* without colours */
};

extern const struct style_look style_looks[STYLES];

#endif
