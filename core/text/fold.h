/*
 * Fold: the search form of Arabic text, in which spelling variants are equal.
 *
 * Dropped: harakat and tanwin U+064B-U+0652 and the other combining marks, dagger alif U+0670, tatweel
 * U+0640, zero-width and bidi controls. Folded: alif with hamza, madda or wasla to bare alif; alif maqsura
 * and Farsi yeh to yeh; teh marbuta to heh; waw with hamza to waw; yeh with hamza to yeh; Farsi kaf and heh
 * to the Arabic ones; peh, veh, tcheh and gaf to beh, feh, jeem and kaf, as Arabic spells those sounds;
 * Arabic-Indic and extended digits to ASCII, and the Arabic comma, semicolon, question and percent marks
 * too; Latin letters to lower case; presentation forms to their letters. A lone hamza stays. Everything
 * else is itself. One code point folds to one or to none, except ligatures: lam-alef to two, the name of
 * God to four; of the phrases U+FDFA and U+FDFB the first word stays.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/arena.h"
#include "base/err.h"
#include "text/text.h"

#include <stddef.h>

enum { FOLD_MAX = 4 }; /* letters of the longest ligature */

/* The folded form of one code point, 0 when it is dropped; of a ligature the first letter (see fold_letters). */
uint32_t fold_cp(uint32_t cp);

/* The letter, unfolded, that a presentation form of one letter stands for; any other code point is itself. */
uint32_t fold_unshaped(uint32_t cp);

/* All letters of one code point; returns how many, 0 to FOLD_MAX. */
size_t fold_letters(uint32_t cp, uint32_t out[FOLD_MAX]);

/* out has room for FOLD_MAX * n; returns how many were written. */
size_t fold_into(const uint32_t *cp, size_t n, uint32_t *out);

/* A folded text with, for each folded code point, the offset it came from. map[len] is the text's length. */
struct folded {
	uint32_t *cp;
	uint32_t *map_cp;
	uint32_t len;
};

bool fold_text(const struct text *t, struct arena *a, struct folded *out, struct err *err) MUST_CHECK;

/*
 * All places where the needle occurs in the text, both folded: the span of the n-th hit at or after `from`
 * (folded offset). Linear. Returns false when there is none.
 */
bool fold_find(const struct folded *hay, const uint32_t *needle, size_t n, uint32_t from, uint32_t *at);

#endif
