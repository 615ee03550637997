/*
 * Paragraph: where paragraphs and their chunks end, and which direction they have.
 *
 * These look at code points only and need no engine. A chunk end is found from its limit backwards, so that
 * walking through a document of one huge line costs next to nothing; only the chunk on the screen is laid
 * out.
 */
#include "text/layout.h"
#include "text/shape.h"

#include <unicode/uchar.h>

uint32_t layout_paragraph_end(const struct text *t, uint32_t beg_cp)
{
	uint32_t i = beg_cp;
	while (i < t->len_cp && !shape_ends_paragraph(t->cp[i]))
		i++;
	return i;
}

static bool is_isolate_initiator(UCharDirection d)
{
	return d == U_LEFT_TO_RIGHT_ISOLATE || d == U_RIGHT_TO_LEFT_ISOLATE || d == U_FIRST_STRONG_ISOLATE;
}

/* UAX #9 P2 and P3: the first strong character outside isolates. */
enum layout_base layout_paragraph_base(const struct text *t, uint32_t beg_cp, uint32_t end_cp)
{
	uint32_t isolates = 0;
	for (uint32_t i = beg_cp; i < end_cp; i++) {
		UCharDirection d =
			t->cp[i] <= 0x10FFFF ? u_charDirection((UChar32)t->cp[i]) : U_OTHER_NEUTRAL;
		if (is_isolate_initiator(d))
			isolates++;
		else if (d == U_POP_DIRECTIONAL_ISOLATE)
			isolates -= isolates > 0;
		else if (isolates)
			continue;
		else if (d == U_LEFT_TO_RIGHT && shape_kind(shape_derive_props(t->cp[i])) != KIND_CONTROL)
			return LAYOUT_LTR;
		else if ((d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC) &&
			 shape_kind(shape_derive_props(t->cp[i])) != KIND_CONTROL)
			return LAYOUT_RTL;
	}
	return LAYOUT_RTL;
}

/* Where a chunk may end before i: GOOD after white space, FAIR between letters that do not join. */
enum cut { CUT_BAD, CUT_FAIR, CUT_GOOD };

static enum cut judge_cut(const struct text *t, uint32_t i)
{
	uint16_t before = shape_derive_props(t->cp[i - 1]), after = shape_derive_props(t->cp[i]);
	enum shape_kind kind = shape_kind(after);
	if (kind == KIND_MARK || kind == KIND_HIDDEN || after & PROP_SPACE)
		return CUT_BAD;
	if (before & PROP_SPACE)
		return CUT_GOOD;
	return before & (PROP_JOINS_NEXT | PROP_TRANSPARENT) ? CUT_BAD : CUT_FAIR;
}

uint32_t layout_chunk_end(const struct text *t, uint32_t beg_cp, uint32_t end_cp, uint32_t max_cp)
{
	uint32_t max = max_cp < 2 ? 2 : max_cp;
	if (end_cp - beg_cp <= max)
		return end_cp;
	for (enum cut wanted = CUT_GOOD; wanted > CUT_BAD; wanted--)
		for (uint32_t i = beg_cp + max; i > beg_cp + max / 2; i--)
			if (judge_cut(t, i) == wanted)
				return i;
	return beg_cp + max;
}
