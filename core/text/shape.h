/*
 * Shape: what layout must know of one code point, and the joined forms of the letters of the Arabic script.
 *
 * Private to text/layout and its neighbours. A shaper is a plain struct, some 10 KiB, filled from ICU's
 * character data in a fraction of a millisecond and never changed afterwards. Code points only: no UTF-16
 * here.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "base/err.h"
#include "text/text.h"

#include <stddef.h>
#include <stdint.h>

/* What becomes of a code point on the screen. */
enum shape_kind {
	KIND_BASE,    /* owns a cell */
	KIND_MARK,    /* is drawn on the base before it */
	KIND_HIDDEN,  /* zero-width: joiners, bidi controls, variation selectors; never emitted */
	KIND_CONTROL, /* control, unassigned, private or no character: a stand-in is drawn */
};

/* The properties of a code point in 16 bits: its kind and these. */
enum {
	PROP_KIND = 3,
	PROP_WIDE = 1 << 2,  /* two columns */
	PROP_SPACE = 1 << 3, /* white space where a line may end */
	PROP_JOINS_NEXT = 1 << 4,
	PROP_JOINS_PREV = 1 << 5,
	PROP_JOIN_CAUSING = 1 << 6, /* tatweel and ZWJ: join, but have no forms */
	PROP_TRANSPARENT = 1 << 7,  /* skipped when neighbours are joined */
	PROP_BRACKET = 1 << 8,      /* of a pair, in the sense of UAX #9 BD14 and BD15 */
	/* of a code point in its text, set by shaper_join() */
	PROP_JOINED_NEXT = 1 << 9,
	PROP_JOINED_PREV = 1 << 10,
};

enum { SHAPE_FAST = 0x1000, SHAPE_FORMS_BEG = 0x600, SHAPE_FORMS_N = 0x100, SHAPE_CONTEXT_CP = 64 };
enum shape_form { FORM_ISOLATED, FORM_FINAL, FORM_INITIAL, FORM_MEDIAL, FORMS };

struct shaper {
	uint16_t props[SHAPE_FAST];          /* of the code points below, the rest is asked of ICU */
	uint16_t form[SHAPE_FORMS_N][FORMS]; /* of the letters U+0600-U+06FF, 0 when there is none */
	uint16_t lam_alef[4][2]; /* alef with madda, hamza above, hamza below, bare; isolated and final */
};

bool shaper_init(struct shaper *s, struct err *err) MUST_CHECK;

/* Properties that do not depend on the neighbours. */
uint16_t shape_derive_props(uint32_t cp);
static inline uint16_t shaper_props(const struct shaper *s, uint32_t cp)
{
	return cp < SHAPE_FAST ? s->props[cp] : shape_derive_props(cp);
}
static inline enum shape_kind shape_kind(uint16_t props)
{
	return (enum shape_kind)(props & PROP_KIND);
}

/*
 * The properties of t->cp[beg, end) into props[0, end - beg), with who is joined to whom. Neighbours outside
 * the range, in the same paragraph, count: a text cut in the middle of a word keeps its forms.
 */
void shaper_join(
	const struct shaper *s, const struct text *t, uint32_t beg_cp, uint32_t end_cp, uint16_t *props);

/* The presentation form for the joins in props, or cp itself where there is none. */
uint32_t shaper_form(const struct shaper *s, uint32_t cp, uint16_t props);

/* The ligature of a lam, with its own props, and this alef; 0 when cp is no such alef. */
uint32_t shaper_lam_alef(const struct shaper *s, uint16_t lam_props, uint32_t cp);

/* What is drawn instead of a control: its picture (U+2400 …) or U+FFFD; a tab is a blank. */
uint32_t shape_stand_in(uint32_t cp);

/* LF and U+2029, which end a paragraph. */
static inline bool shape_ends_paragraph(uint32_t cp)
{
	return cp == '\n' || cp == 0x2029;
}

#endif
