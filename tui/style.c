/* Style: the table. Figures are amber, places are teal; what is decided stands on a dark ground of its hue. */
#include "style.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, OWN = -1 };

/* clang-format off */
const struct style_look style_looks[STYLES] = {
	/*                        name               letter  attributes                   256 fg   bg   8 fg    bg      mono */
	[STYLE_TEXT]            = {"text",             '.', 0,                            OWN, OWN, OWN,    OWN,    0},
	[STYLE_FAINT]           = {"faint",            '-', 0,                            244, OWN, OWN,    OWN,    ATTR_DIM},
	[STYLE_LABEL]           = {"label",            'l', 0,                            246, OWN, OWN,    OWN,    ATTR_DIM},
	[STYLE_TITLE]           = {"title",            't', ATTR_BOLD,                    OWN, OWN, OWN,    OWN,    ATTR_BOLD},
	[STYLE_KEY]             = {"key",              'k', ATTR_BOLD,                    67,  OWN, BLUE,   OWN,    ATTR_BOLD},
	[STYLE_GOOD]            = {"good",             'g', 0,                            71,  OWN, GREEN,  OWN,    0},
	[STYLE_BAD]             = {"bad",              'b', ATTR_BOLD,                    167, OWN, RED,    OWN,    ATTR_BOLD},
	[STYLE_FIELD]           = {"field",            'e', 0,                            16,  153, BLACK,  CYAN,   ATTR_REVERSE},
	[STYLE_STAND_IN]        = {"stand-in",         's', ATTR_REVERSE,                 244, OWN, OWN,    OWN,    ATTR_REVERSE},
	[STYLE_SELECTION]       = {"selection",        'v', 0,                            16,  153, WHITE,  BLUE,   ATTR_REVERSE},
	[STYLE_MATCH]           = {"match",            'm', 0,                            16,  183, BLACK,  MAGENTA, ATTR_REVERSE | ATTR_BOLD},
	[STYLE_FIGURE]          = {"figure",           'f', ATTR_UNDERLINE,               172, OWN, YELLOW, OWN,    ATTR_UNDERLINE | ATTR_BOLD},
	[STYLE_FIGURE_DECIDED]  = {"figure-decided",   'F', 0,                            230, 94,  BLACK,  YELLOW, ATTR_BOLD},
	[STYLE_FIGURE_REJECTED] = {"figure-rejected",  'x', 0,                            243, OWN, YELLOW, OWN,    ATTR_DIM},
	[STYLE_FIGURE_CURRENT]  = {"figure-current",   '#', 0,                            16,  220, BLACK,  WHITE,  ATTR_REVERSE | ATTR_BOLD},
	[STYLE_FIGURE_MARK]     = {"figure-mark",      '<', 0,                            172, OWN, YELLOW, OWN,    0},
	[STYLE_PLACE]           = {"place",            'p', ATTR_UNDERLINE,               37,  OWN, CYAN,   OWN,    ATTR_UNDERLINE},
	[STYLE_PLACE_DECIDED]   = {"place-decided",    'P', 0,                            195, 24,  BLACK,  CYAN,   0},
	[STYLE_PLACE_REJECTED]  = {"place-rejected",   'y', 0,                            243, OWN, CYAN,   OWN,    ATTR_DIM},
	[STYLE_PLACE_CURRENT]   = {"place-current",    '@', 0,                            16,  80,  BLACK,  WHITE,  ATTR_REVERSE | ATTR_BOLD},
	[STYLE_PLACE_MARK]      = {"place-mark",       '{', 0,                            37,  OWN, CYAN,   OWN,    0},
	[STYLE_LINKED]          = {"linked",           'L', ATTR_BOLD | ATTR_UNDERLINE,   OWN, OWN, OWN,    OWN,    ATTR_BOLD | ATTR_UNDERLINE},
};
/* clang-format on */
