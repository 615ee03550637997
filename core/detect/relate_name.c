/*
 * Relate, names: the letters around two figures, whether they name the same person, "the martyr Ali Hasan", or are one copied
 * sentence.
 *
 * A name is what follows the counted noun, past adjectives with the article and short particles; its words are compared
 * letter by letter, for within one text a person is spelled one way. Rejected: a list of names, which no article keeps to.
 */
#include "detect/relate_telling.h"

#include <string.h>

enum {
	NAME = 3,       /* letters, at least */
	NAME_REACH = 3, /* words between it and the figure */
	NAME_WORDS = 3,
	COPY = 40 /* letters that do not stand twice by chance, with those of the figure */
};

static bool is_letter(unsigned cp)
{
	return cp >= 0x0621 /* hamza */ && cp <= 0x064A /* yeh */;
}

bool telling_same_letters(const struct text *text, uint32_t x, uint32_t y, uint32_t n)
{
	return y + n <= text->len_cp && memcmp(text->cp + x, text->cp + y, n * sizeof *text->cp) == 0;
}

/* The next word from beg on; empty when none. */
static uint32_t word_from(const struct text *text, uint32_t beg, uint32_t *end)
{
	for (*end = beg; *end < text->len_cp && text->cp[*end] == ' '; ++*end)
		beg++;
	while (*end < text->len_cp && is_letter(text->cp[*end]))
		++*end;
	return beg;
}

/* The next one that may be of a name: no adjective with the article, no particle; empty when none. */
static uint32_t name_from(const struct text *text, uint32_t beg, uint32_t *end)
{
	for (unsigned n = 0; n < NAME_REACH; n++) {
		beg = word_from(text, beg, end);
		bool article = *end - beg > NAME && text->cp[beg] == 0x0627 /* alif */ &&
			       text->cp[beg + 1] == 0x0644 /* lam */;
		if (!article)
			return *end - beg >= NAME ? beg : *end;
		beg = *end;
	}
	return *end = beg;
}

uint32_t figure_name(const struct text *text, const struct figure *f, uint32_t *end)
{
	return name_from(text, f->span.end_cp, end);
}

/* The later one may be called by the last name alone, which may have the article that adjectives have. */
bool names_agree(const struct text *text, const struct figure *a, const struct figure *b)
{
	uint32_t end_a, end_b, x = figure_name(text, a, &end_a), y = figure_name(text, b, &end_b);
	uint32_t last_end, last = word_from(text, b->span.end_cp, &last_end);
	for (unsigned i = 0; i < NAME_WORDS && x < end_a; i++, x = name_from(text, end_a, &end_a))
		if (y < end_b && end_a - x == end_b - y && telling_same_letters(text, x, y, end_a - x))
			return true;
	x = figure_name(text, a, &end_a);
	for (unsigned i = 0; i < NAME_WORDS && x < end_a && last < y; i++) {
		x = word_from(text, end_a, &end_a);
		if (end_a - x == last_end - last && telling_same_letters(text, x, last, end_a - x))
			return true; /* "the journalist Ali al-Hasan", then "the journalist al-Hasan" */
	}
	return false;
}

bool telling_copied(const struct text *text, const struct figure *a, const struct figure *b)
{
	uint32_t n = a->span.end_cp - a->span.beg_cp, left = 0, right = 0;
	if (b->span.end_cp - b->span.beg_cp != n ||
		!telling_same_letters(text, a->span.beg_cp, b->span.beg_cp, n))
		return false;
	while (left < COPY && left < a->span.beg_cp &&
		text->cp[a->span.beg_cp - left - 1] == text->cp[b->span.beg_cp - left - 1])
		left++;
	while (right < COPY && b->span.end_cp + right < text->len_cp &&
		text->cp[a->span.end_cp + right] == text->cp[b->span.end_cp + right])
		right++;
	return left + n + right >= COPY;
}
