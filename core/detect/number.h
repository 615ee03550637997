/*
 * Number: cardinals in words and digits, as Arabic writes them.
 *
 *	three and twenty; hundred and three and twenty; three hundreds; two thousands and hundred; half of a million;
 *	1,234  1.8 million  1,5 million  150 thousand; digits of three scripts; the article and prepositions glued before
 *
 * The reader works on words (detect/words.h) and looks only to its right. What stands beside digits may make them
 * something else (a date, a clock time, a name, a percentage): `kind` says so, and the caller passes over them.
 */
#ifndef DETECT_NUMBER_H
#define DETECT_NUMBER_H

#include "detect/reading.h"

enum number_kind { NUMBER_CARDINAL, NUMBER_PERCENT, NUMBER_DATE, NUMBER_NAME, NUMBER_DECIMAL };

struct number {
	int64_t value;
	double real; /* the same, with what a fraction leaves over */
	enum number_kind kind;
	uint32_t beg; /* the word where the number itself begins: a glued preposition is before it */
	uint32_t end;
	bool digits, definite;
};

/* The longest number that begins at word i. Returns how many words it has, 0 when there is none. */
uint32_t number_read(const struct reading *r, uint32_t i, struct number *out);

/* "(2)", "«2»", "/2/": digits between brackets or quotes, or between slashes that are those of no date. */
bool number_enclosed(const struct reading *r, uint32_t i);

/* The same without a look at what stands beside it: the kind is cardinal or decimal. */
uint32_t number_read_alone(const struct reading *r, uint32_t i, struct number *out);

/* Only its first term: of "15 thousand and 20 thousand", 15 thousand. */
uint32_t number_read_term(const struct reading *r, uint32_t i, struct number *out);

/* The value of a digit in any of the three scripts, -1 when it is none. */
int number_digit(uint32_t cp);

/* Is word j joined to the word before it by "and"? Then *next is where what is joined begins: j or j + 1. */
bool number_joined(const struct reading *r, uint32_t j, uint32_t *next);

/*
 * A text that is one number and nothing else (detect/number_text.c): cardinals, and what counts nobody, such as
 * fractions, decimals, powers, dozens and signs. False when it is not.
 */
bool number_parse_text(const struct lexicon *lx, const char *utf8, size_t len, double *out);

#endif
