/* Fold: a table of exceptions for the Arabic block, ICU for the rest of Unicode. */
#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* U+0621..U+064A, the letters of Arabic itself: alifs to alif, hamza seats to their seat, teh marbuta to heh, alif maqsura
 * to yeh, tatweel to nothing. */
enum { BASIC_BEG = 0x0621, BASIC_END = 0x064B };
/* clang-format off */
static const uint16_t basic[BASIC_END - BASIC_BEG] = {
	0x0621, 0x0627, 0x0627, 0x0648, 0x0627, 0x064A, 0x0627,
	0x0628, 0x0647, 0x062A, 0x062B, 0x062C, 0x062D, 0x062E,
	0x062F, 0x0630, 0x0631, 0x0632, 0x0633, 0x0634, 0x0635,
	0x0636, 0x0637, 0x0638, 0x0639, 0x063A, 0x063B, 0x063C,
	0x063D, 0x063E, 0x063F, 0, 0x0641, 0x0642, 0x0643,
	0x0644, 0x0645, 0x0646, 0x0647, 0x0648, 0x064A, 0x064A,
};
/* clang-format on */

/* The other letters and marks of U+0600..U+06FF that fold to another one. */
static const struct {
	uint16_t from, to;
} letters[] = {
	{0x060C, ','}, {0x061B, ';'}, {0x061F, '?'}, {0x066A, '%'}, /* the marks of sentences, percent */
	{0x066B, '.'},                                              /* decimal separator */
	{0x066C, ','},                                              /* thousands separator */
	{0x0671, 0x0627},                                           /* alif wasla */
	{0x0672, 0x0627}, {0x0673, 0x0627}, {0x067E, 0x0628},       /* peh -> beh */
	{0x0686, 0x062C},                                           /* tcheh -> jeem */
	{0x06A4, 0x0641},                                           /* veh -> feh */
	{0x06A9, 0x0643},                                           /* keheh -> kaf */
	{0x06AA, 0x0643}, {0x06AF, 0x0643},                         /* gaf -> kaf */
	{0x06BE, 0x0647},                                           /* heh doachashmee -> heh */
	{0x06C0, 0x0647}, {0x06C1, 0x0647}, {0x06C3, 0x0647}, {0x06CC, 0x064A}, /* Farsi yeh -> yeh */
	{0x06D2, 0x064A}, {0x06D5, 0x0647},                                     /* ae -> heh */
};

static bool is_dropped(uint32_t cp)
{
	if (cp == 0x0640 /* tatweel */)
		return true;
	if (u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return true;
	int8_t type = u_charType((UChar32)cp);
	return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

static uint32_t fold_arabic(uint32_t cp)
{
	if (cp >= BASIC_BEG && cp < BASIC_END)
		return basic[cp - BASIC_BEG];
	if (cp >= 0x0660 && cp <= 0x0669)
		return '0' + (cp - 0x0660);
	if (cp >= 0x06F0 && cp <= 0x06F9)
		return '0' + (cp - 0x06F0);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].from == cp)
			return letters[i].to;
	return is_dropped(cp) ? 0 : cp;
}

enum { LONGEST_FORM = 18 }; /* U+FDFA */

/* The letters of a presentation form, or 0. */
static int32_t decompose(uint32_t cp, UChar out[LONGEST_FORM])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
	int32_t n = U_SUCCESS(status)
			    ? unorm2_getRawDecomposition(nfkd, (UChar32)cp, out, LONGEST_FORM, &status)
			    : 0;
	return U_SUCCESS(status) && n > 0 ? n : 0;
}

static bool is_presentation_form(uint32_t cp)
{
	return (cp >= 0xFB50 && cp <= 0xFDFF) || (cp >= 0xFE70 && cp <= 0xFEFC);
}

/* The letters of the first word of a form, without marks; a form that is but a mark on a space has none. */
static size_t fold_form(uint32_t cp, uint32_t out[FOLD_MAX])
{
	UChar d[LONGEST_FORM];
	int32_t n = decompose(cp, d);
	size_t k = 0;
	if (n == 0) {
		out[0] = cp;
		return 1;
	}
	for (int32_t i = 0; i < n && k < FOLD_MAX && (d[i] != ' ' || k == 0); i++) {
		uint32_t f = d[i] == ' ' ? 0 : fold_arabic(d[i]);
		if (f)
			out[k++] = f;
	}
	return k;
}

uint32_t fold_cp(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	if (cp >= 0x0600 && cp <= 0x06FF)
		return fold_arabic(cp);
	if (is_presentation_form(cp)) {
		uint32_t letters_of[FOLD_MAX];
		return fold_form(cp, letters_of) ? letters_of[0] : 0;
	}
	if (is_dropped(cp))
		return 0;
	return (uint32_t)u_tolower((UChar32)cp);
}

uint32_t fold_unshaped(uint32_t cp)
{
	UChar d[LONGEST_FORM];
	return is_presentation_form(cp) && decompose(cp, d) == 1 ? d[0] : cp;
}

size_t fold_letters(uint32_t cp, uint32_t out[FOLD_MAX])
{
	if (is_presentation_form(cp))
		return fold_form(cp, out);
	out[0] = fold_cp(cp);
	return out[0] != 0;
}

size_t fold_into(const uint32_t *cp, size_t n, uint32_t *out)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++)
		k += fold_letters(cp[i], out + k);
	return k;
}

bool fold_text(const struct text *t, struct arena *a, struct folded *out, struct err *err)
{
	size_t room = (size_t)t->len_cp + FOLD_MAX; /* ligatures are counted below */
	for (uint32_t i = 0; i < t->len_cp; i++)
		room += is_presentation_form(t->cp[i]) ? FOLD_MAX - 1 : 0;
	uint32_t *cp = arena_array(a, room, sizeof *cp), *map = arena_array(a, room, sizeof *map);
	if (!cp || !map)
		return err_memory(err);
	uint32_t len = 0;
	for (uint32_t i = 0; i < t->len_cp; i++) {
		size_t n = fold_letters(t->cp[i], cp + len);
		for (size_t k = 0; k < n; k++)
			map[len++] = i;
	}
	map[len] = t->len_cp;
	*out = (struct folded){cp, map, len};
	return true;
}

/* The first letter is sought by itself: it is rare enough in real text for the inner comparison not to
 * matter. */
bool fold_find(const struct folded *hay, const uint32_t *needle, size_t n, uint32_t from, uint32_t *at)
{
	if (n == 0 || n > hay->len)
		return false;
	for (size_t i = from; i + n <= hay->len; i++) {
		if (hay->cp[i] == needle[0] && memcmp(hay->cp + i, needle, n * sizeof *needle) == 0) {
			*at = (uint32_t)i;
			return true;
		}
	}
	return false;
}
