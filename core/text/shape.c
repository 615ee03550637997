/*
 * Shape: properties from ICU, the table of presentation forms, and joining.
 *
 * The forms are not listed here: each character of the two blocks of Arabic presentation forms says by its
 * decomposition which letter it is a form of (U+FE91 = <initial> 0628). Joining is the rule of the Unicode
 * Standard, section 9.2: two letters join when the first can join forwards and the second backwards, whatever
 * transparent marks stand between. Rejected: a hand-written table of letters, which every program that has
 * one keeps incomplete.
 */
#include "text/shape.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { LAM = 0x0644 };

/* ---- properties ---- */

static bool in_range(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

/* Vowels and finals that stack on the Hangul consonant before them: no columns of their own, as in wcwidth().
 */
static bool is_hangul_medial(uint32_t cp)
{
	return in_range(cp, 0x1160, 0x11FF) || in_range(cp, 0xD7B0, 0xD7FB);
}

/* Format characters without an image that ICU does not call ignorable: annotation marks, hieroglyph joiners.
 */
static bool is_other_format(uint32_t cp)
{
	return in_range(cp, 0xFFF9, 0xFFFB) || in_range(cp, 0x13430, 0x1343F);
}

static enum shape_kind derive_kind(uint32_t cp)
{
	switch (u_charType((UChar32)cp)) {
	case U_UNASSIGNED:
	case U_PRIVATE_USE_CHAR:
	case U_SURROGATE:
	case U_CONTROL_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? KIND_HIDDEN
											    : KIND_CONTROL;
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
		return u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? KIND_HIDDEN
											    : KIND_MARK;
	default:
		if (u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
			is_other_format(cp))
			return KIND_HIDDEN;
		return is_hangul_medial(cp) ? KIND_MARK : KIND_BASE;
	}
}

/* Hexagrams and circled numbers on black squares are narrow in Unicode 15, but wide in terminals and in
 * glibc. */
static bool is_wide(uint32_t cp)
{
	int width = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH || in_range(cp, 0x4DC0, 0x4DFF) ||
	       in_range(cp, 0x3248, 0x324F);
}

static bool is_breaking_space(uint32_t cp)
{
	return cp == '\t' || (u_charType((UChar32)cp) == U_SPACE_SEPARATOR && cp != 0x00A0 && cp != 0x2007 &&
				     cp != 0x202F && cp != 0x1680 /* drawn as a stroke */);
}

static uint16_t joining_props(uint32_t cp)
{
	switch (u_getIntPropertyValue((UChar32)cp, UCHAR_JOINING_TYPE)) {
	case U_JT_DUAL_JOINING:
		return PROP_JOINS_NEXT | PROP_JOINS_PREV;
	case U_JT_RIGHT_JOINING:
		return PROP_JOINS_PREV;
	case U_JT_LEFT_JOINING:
		return PROP_JOINS_NEXT;
	case U_JT_JOIN_CAUSING:
		return PROP_JOINS_NEXT | PROP_JOINS_PREV | PROP_JOIN_CAUSING;
	case U_JT_TRANSPARENT:
		return PROP_TRANSPARENT;
	default:
		return 0;
	}
}

uint16_t shape_derive_props(uint32_t cp)
{
	if (cp > 0x10FFFF)
		return KIND_CONTROL;
	enum shape_kind kind = derive_kind(cp);
	uint16_t props = (uint16_t)kind;
	if (kind == KIND_BASE && is_wide(cp))
		props |= PROP_WIDE;
	if (is_breaking_space(cp))
		props |= PROP_SPACE;
	if (kind != KIND_CONTROL)
		props |= joining_props(cp);
	if (u_getIntPropertyValue((UChar32)cp, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE)
		props |= PROP_BRACKET;
	return props;
}

uint32_t shape_stand_in(uint32_t cp)
{
	if (cp == '\t')
		return ' ';
	if (cp < 0x20)
		return 0x2400 + cp; /* the control pictures */
	return cp == 0x7F ? 0x2421 : CP_REPLACEMENT;
}

/* ---- forms ---- */

static int alef_index(uint32_t cp)
{
	switch (cp) {
	case 0x0622:
		return 0;
	case 0x0623:
		return 1;
	case 0x0625:
		return 2;
	case 0x0627:
		return 3;
	default:
		return -1;
	}
}

static int form_of_decomposition(int type)
{
	switch (type) {
	case U_DT_ISOLATED:
		return FORM_ISOLATED;
	case U_DT_FINAL:
		return FORM_FINAL;
	case U_DT_INITIAL:
		return FORM_INITIAL;
	case U_DT_MEDIAL:
		return FORM_MEDIAL;
	default:
		return -1;
	}
}

/* Enters one presentation form under its letter; where two exist the first is kept. */
static void add_form(struct shaper *s, const UNormalizer2 *nfkd, UChar32 presentation)
{
	int form = form_of_decomposition(u_getIntPropertyValue(presentation, UCHAR_DECOMPOSITION_TYPE));
	UChar letters[8];
	UErrorCode code = U_ZERO_ERROR;
	int32_t n = form < 0 ? -1 : unorm2_getRawDecomposition(nfkd, presentation, letters, 8, &code);
	if (U_FAILURE(code) || n < 1)
		return;
	uint32_t row = (uint32_t)letters[0] - SHAPE_FORMS_BEG;
	if (n == 1 && row < SHAPE_FORMS_N && !s->form[row][form])
		s->form[row][form] = (uint16_t)presentation;
	if (n == 2 && letters[0] == LAM && alef_index(letters[1]) >= 0 && form <= FORM_FINAL)
		s->lam_alef[alef_index(letters[1])][form] = (uint16_t)presentation;
}

bool shaper_init(struct shaper *s, struct err *err)
{
	UErrorCode code = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&code);
	if (U_FAILURE(code))
		return err_memory(err);
	memset(s, 0, sizeof *s);
	for (uint32_t cp = 0; cp < SHAPE_FAST; cp++)
		s->props[cp] = shape_derive_props(cp);
	for (UChar32 cp = 0xFB50; cp <= 0xFDFD; cp++)
		add_form(s, nfkd, cp);
	for (UChar32 cp = 0xFE70; cp <= 0xFEFC; cp++)
		add_form(s, nfkd, cp);
	return true;
}

uint32_t shaper_form(const struct shaper *s, uint32_t cp, uint16_t props)
{
	if (cp - SHAPE_FORMS_BEG >= SHAPE_FORMS_N || !(props & (PROP_JOINS_NEXT | PROP_JOINS_PREV)))
		return cp;
	bool prev = props & PROP_JOINED_PREV, next = props & PROP_JOINED_NEXT;
	enum shape_form form =
		prev ? (next ? FORM_MEDIAL : FORM_FINAL) : (next ? FORM_INITIAL : FORM_ISOLATED);
	uint16_t found = s->form[cp - SHAPE_FORMS_BEG][form];
	return found ? found : cp;
}

uint32_t shaper_lam_alef(const struct shaper *s, uint16_t lam_props, uint32_t cp)
{
	int alef = alef_index(cp);
	if (alef < 0)
		return 0;
	return s->lam_alef[alef][lam_props & PROP_JOINED_PREV ? FORM_FINAL : FORM_ISOLATED];
}

/* ---- joining ---- */

/* The properties of the nearest letter before beg or at and after end in the same paragraph, 0 when there is
 * none. */
static uint16_t joiner_before(const struct shaper *s, const struct text *t, uint32_t beg_cp)
{
	for (uint32_t i = beg_cp, left = SHAPE_CONTEXT_CP; i > 0 && left > 0; i--, left--) {
		uint16_t props = shaper_props(s, t->cp[i - 1]);
		if (!(props & PROP_TRANSPARENT))
			return props;
	}
	return 0;
}

static uint16_t joiner_after(const struct shaper *s, const struct text *t, uint32_t end_cp)
{
	for (uint32_t i = end_cp, left = SHAPE_CONTEXT_CP; i < t->len_cp && left > 0; i++, left--) {
		uint16_t props = shaper_props(s, t->cp[i]);
		if (!(props & PROP_TRANSPARENT))
			return props;
	}
	return 0;
}

void shaper_join(
	const struct shaper *s, const struct text *t, uint32_t beg_cp, uint32_t end_cp, uint16_t *props)
{
	const uint32_t *cp = t->cp + beg_cp;
	uint32_t n = end_cp - beg_cp;
	uint16_t outside = joiner_before(s, t, beg_cp);
	uint16_t *last = &outside;
	for (uint32_t i = 0; i < n; i++) {
		props[i] = shaper_props(s, cp[i]);
		if (props[i] & PROP_TRANSPARENT)
			continue;
		if ((*last & PROP_JOINS_NEXT) && (props[i] & PROP_JOINS_PREV)) {
			*last |= PROP_JOINED_NEXT;
			props[i] |= PROP_JOINED_PREV;
		}
		last = &props[i];
	}
	if ((*last & PROP_JOINS_NEXT) && (joiner_after(s, t, end_cp) & PROP_JOINS_PREV))
		*last |= PROP_JOINED_NEXT;
}
