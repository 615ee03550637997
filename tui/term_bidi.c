/* Term_bidi: the encoders. What each terminal needs was found by looking at screenshots of it. */
#include "term_bidi.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum { LRO = 0x202D, PDF = 0x202C, ZWNJ = 0x200C, ZWJ = 0x200D };

const char *const bidi_mode_names[BIDI_MODES] = {"plain", "lro", "lro+pin", "kitty", "kitty-fallback"};

static int decomposition(uint32_t cp)
{
	return u_getIntPropertyValue((UChar32)cp, UCHAR_DECOMPOSITION_TYPE);
}

static UScriptCode script(uint32_t cp)
{
	UErrorCode e = U_ZERO_ERROR;
	return uscript_getScript((UChar32)cp, &e);
}

static bool is_arabic_letter(const struct cell *c)
{
	return c->n_cp && u_charDirection((UChar32)c->cp[0]) == U_RIGHT_TO_LEFT_ARABIC;
}

/* Blank or a line of the frame: kitty ends a run there. */
static bool ends_run(const struct cell *c)
{
	return c->n_cp == 0 ||
	       (c->n_cp == 1 && (c->cp[0] == ' ' || (c->cp[0] >= 0x2500 && c->cp[0] < 0x25A0)));
}

static bool from_arabic_font(const struct cell *c)
{
	uint32_t cp = c->cp[0];
	return is_arabic_letter(c) || script(cp) == USCRIPT_ARABIC || cp == 0x060C /* comma */ ||
	       cp == 0x061B /* semicolon */ || cp == 0x061F /* question mark */ || cp == 0x0640 /* tatweel */;
}

static bool same_face(const struct cell *a, const struct cell *b)
{
	unsigned differ = style_looks[a->style].attrs ^ style_looks[b->style].attrs;
	return !(differ & (ATTR_BOLD | ATTR_ITALIC));
}

/* Turns the glyphs of row[beg, end) around; the styles stay where they are. */
static void reverse_glyphs(struct cell *row, int beg, int end)
{
	for (int a = beg, b = end - 1; a < b; a++, b--) {
		struct cell t = row[a];
		memcpy(row[a].cp, row[b].cp, sizeof t.cp);
		row[a].n_cp = row[b].n_cp;
		memcpy(row[b].cp, t.cp, sizeof t.cp);
		row[b].n_cp = t.n_cp;
	}
	for (int a = beg; a < end; a++)
		if (row[a].n_cp)
			row[a].cp[0] = (uint32_t)u_charMirror((UChar32)row[a].cp[0]);
}

static void encode_kitty(struct cell *row, int n, bool fallback)
{
	int i = 0;
	while (i < n) {
		if (ends_run(&row[i]) || (fallback && !from_arabic_font(&row[i]))) {
			i++;
			continue;
		}
		int end = i;
		bool seen = false, rtl = false;
		while (end < n && !ends_run(&row[end]) && (!fallback || from_arabic_font(&row[end])) &&
			same_face(&row[end], &row[i])) {
			UScriptCode k = script(row[end].cp[0]);
			if (!seen && k > USCRIPT_INHERITED) {
				seen = true;
				rtl = k == USCRIPT_ARABIC || k == USCRIPT_HEBREW;
			}
			end++;
		}
		if (rtl)
			reverse_glyphs(row, i, end);
		i = end;
	}
}

/* After each cell beside an Arabic letter, what holds the form on its right and the one of the next letter.
 */
static void encode_pins(struct cell *row, int n)
{
	for (int i = 0; i + 1 < n; i++) {
		struct cell *c = &row[i];
		if ((!is_arabic_letter(c) && !is_arabic_letter(&row[i + 1])) || c->n_cp == 0)
			continue;
		int here = decomposition(c->cp[0]);
		int next = decomposition(row[i + 1].n_cp ? row[i + 1].cp[0] : ' ');
		bool joins_here = here == U_DT_INITIAL || here == U_DT_MEDIAL;
		bool joins_next = next == U_DT_FINAL || next == U_DT_MEDIAL;
		if (c->n_cp > LAYOUT_CELL_CP - 2)
			c->n_cp = LAYOUT_CELL_CP - 2;
		if (joins_here)
			c->cp[c->n_cp++] = ZWJ;
		if (!joins_here || !joins_next)
			c->cp[c->n_cp++] = ZWNJ;
		if (!joins_here && joins_next)
			c->cp[c->n_cp++] = ZWJ;
	}
}

static void set_edge(struct cell *c, uint32_t control)
{
	c->cp[0] = ' ';
	c->cp[1] = control;
	c->n_cp = 2;
	c->style = STYLE_TEXT;
}

void term_bidi_encode(const struct term_traits *t, struct cell *row, int n)
{
	if (!t->marks)
		for (int i = 0; i < n; i++)
			if (row[i].n_cp > 1)
				row[i].n_cp = 1;
	if (t->mode == BIDI_KITTY || t->mode == BIDI_KITTY_FALLBACK)
		encode_kitty(row, n, t->mode == BIDI_KITTY_FALLBACK);
	if (t->mode == BIDI_LRO_PIN)
		encode_pins(row, n);
	if ((t->mode == BIDI_LRO || t->mode == BIDI_LRO_PIN) && n >= 2) {
		set_edge(&row[0], LRO);
		set_edge(&row[n - 1], PDF);
	}
}

/* An operating system command; tmux hands it on only when wrapped, and only with allow-passthrough on. */
static void add_osc(const struct term_traits *t, struct str *out, const char *osc)
{
	if (!t->tmux) {
		str_addf(out, "\033]%s\007", osc);
		return;
	}
	str_addf(out, "\033Ptmux;\033\033]%s\007\033\\", osc);
}

void term_bidi_enter(const struct term_traits *t, int rows, struct str *out)
{
	if (t->mlterm)
		add_osc(t, out, "5379;use_ctl=false");
	if (t->konsole_osc)
		add_osc(t, out, "50;BidiRenderingEnabled=false");
	/* VTE keeps the mode for each paragraph and takes it over only when the cursor is in column 1. */
	str_add(out, "\0337");
	for (int r = 1; r <= rows; r++)
		str_addf(out, "\033[%d;1H\033[8l", r);
	str_add(out, "\0338");
	/* VTE swaps the arrow keys on right-to-left rows otherwise; ours follow the screen already. */
	str_add(out, "\033[?1243l");
}

void term_bidi_leave(const struct term_traits *t, struct str *out)
{
	str_add(out, "\033[8h\033[?1243h");
	if (t->mlterm)
		add_osc(t, out, "5379;use_ctl=true");
	if (t->konsole_osc)
		add_osc(t, out, "50;BidiRenderingEnabled=true");
}
