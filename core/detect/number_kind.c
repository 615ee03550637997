/*
 * Number, kind: what the marks and words beside a number make of it.
 *
 * Dates, clock times, percentages and the numbers of names ("Su-24", "B12") count nobody, so that the caller passes them.
 */
#include "detect/number_kind.h"

enum { EN_DASH = 0x2013 };

static bool is_separator(const struct word *w)
{
	return w->kind == WORD_PUNCT && w->flags & WORD_GLUED &&
	       (w->hash_low == '/' || w->hash_low == ':' || w->hash_low == '\\');
}

/* Digits of 12/5 and 14:30, not of "2022: 188 dead". */
static bool glued_digits(const struct reading *r, uint32_t i)
{
	return reading_word(r, i)->kind == WORD_DIGITS && reading_word(r, i)->flags & WORD_GLUED;
}

static bool is_dash(const struct word *w)
{
	return word_punct(w, '-') || word_punct(w, EN_DASH);
}

static bool month_at(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, reading_word(r, i), LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_MONTH && !(reading_word(r, i)->clitics & (CLITIC_BI | CLITIC_WA));
}

/* "8 October 2023", not "since 8 October 411 dead". */
static bool is_year(const struct reading *r, uint32_t i)
{
	enum { DIGITS = 4 };
	const struct token *t = &r->tokens->v[reading_word(r, i)->tok];
	return reading_word(r, i)->kind == WORD_DIGITS && t->end_cp - t->beg_cp == DIGITS;
}

enum number_kind number_kind_of(
	const struct reading *r, uint32_t first, uint32_t end, bool digits, uint32_t *end_out)
{
	const struct word *after = reading_word(r, end), *before = first ? reading_word(r, first - 1) : NULL;
	const struct lex_entry *parts = word_entry(r->lx, after, LEX_NUMERAL);
	if (parts && parts->sub == NUMERAL_FRACTION && parts->form == FORM_PLURAL && !after->clitics) {
		*end_out = end + 1;
		return NUMBER_DECIMAL;
	}
	if (word_is(after, LEX_PERCENT) || word_punct(after, '%')) {
		*end_out = end + 1;
		return NUMBER_PERCENT;
	}
	if (before && word_punct(before, '%') && reading_word(r, first)->flags & WORD_GLUED)
		return NUMBER_PERCENT;
	uint32_t m = end;
	const struct lex_entry *of = word_entry(r->lx, after, LEX_PREP);
	if (of && of->a == PREP_FROM && !after->clitics)
		m++;
	if (month_at(r, m)) {
		*end_out = m + 1;
		if (is_separator(reading_word(r, m + 1)) && month_at(r, m + 2))
			*end_out = m + 3;
		if (is_year(r, *end_out))
			++*end_out;
		return NUMBER_DATE;
	}
	if (!digits)
		return NUMBER_CARDINAL;
	if ((is_separator(after) && glued_digits(r, end + 1)) ||
		(before && is_separator(before) && first >= 2 &&
			reading_word(r, first - 2)->kind == WORD_DIGITS && glued_digits(r, first))) {
		while (is_separator(reading_word(r, *end_out)) && glued_digits(r, *end_out + 1))
			*end_out += 2;
		return NUMBER_DATE;
	}
	if (is_dash(after) && reading_word(r, end + 1)->kind == WORD_DIGITS &&
		is_dash(reading_word(r, end + 2)) && reading_word(r, end + 3)->kind == WORD_DIGITS) {
		*end_out = end + 4;
		return NUMBER_DATE;
	}
	if (before && is_dash(before) && reading_word(r, first)->flags & WORD_GLUED && first >= 2 &&
		before->flags & WORD_GLUED && reading_word(r, first - 2)->kind != WORD_DIGITS)
		return NUMBER_NAME;
	if (before && reading_word(r, first)->flags & WORD_GLUED &&
		((before->kind == WORD_WORD && before->first == UINT32_MAX) || before->kind == WORD_LATIN) &&
		!word_is(before, LEX_GLUE) && !word_is(before, LEX_CONJ))
		return NUMBER_NAME;
	if (after->kind == WORD_LATIN && after->flags & WORD_GLUED)
		return NUMBER_NAME;
	if (reading_word(r, first)->flags & WORD_LINE_START &&
		((is_dash(after) && reading_word(r, end + 1)->kind != WORD_DIGITS) ||
			word_punct(after, ')') || word_punct(after, '.')))
		return NUMBER_NAME;
	return NUMBER_CARDINAL;
}
