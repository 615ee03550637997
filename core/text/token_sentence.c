/* Token sentence: which marks end a sentence, and which open one. */
#include "text/token_scan.h"

enum { ITEM_DIGITS = 3 };

/* "Sudan.. more than 30 dead": dots after the first few words of a line only set them off. */
static bool sets_off_head(const struct scanner *s, uint32_t i)
{
	enum { HEAD_WORDS = 4 };
	const struct tokens *t = s->t;
	if (!(i + 1 < s->len && s->cp[i + 1] == '.') && !(i > 0 && s->cp[i - 1] == '.'))
		return false;
	uint32_t k = t->n;
	while (k > 0 && token_is_punct(&t->v[k - 1], '.'))
		k--;
	for (int n = 0; n < HEAD_WORDS && k > 0 && t->v[k - 1].kind <= TOKEN_NUMBER; n++, k--)
		if (t->v[k - 1].flags & TOKEN_LINE_START)
			return true;
	return false;
}

/* A full stop ends no sentence inside a Latin name, a number, an abbreviation of single letters, or in "1." before an item. */
static bool stop_ends_sentence(const struct scanner *s, uint32_t i)
{
	if (i + 1 >= s->len)
		return true;
	enum char_class next = class_at(s, i + 1);
	const struct tokens *t = s->t;
	const struct token *before = t->n > 1 ? &t->v[t->n - 2] : NULL;
	bool counts = before && before->kind == TOKEN_NUMBER && before->flags & TOKEN_LINE_START &&
		      before->n_fold <= ITEM_DIGITS;
	if (next == C_LETTER || next == C_DIGIT || counts)
		return false;
	if (!is_letter(next))
		return !sets_off_head(s, i);
	bool one_before = before && before->kind == TOKEN_WORD && before->n_fold == 1;
	bool one_after = i + 2 >= s->len || !in_word(class_at(s, i + 2));
	return !(one_before || one_after);
}

bool token_ends_sentence(const struct scanner *s, uint32_t i)
{
	switch (s->cp[i]) {
	case '!':
	case '?':
	case 0x061F: /* Arabic question mark */
	case 0x06D4: /* Arabic full stop */
		return true;
	case '.':
		return stop_ends_sentence(s, i);
	default:
		return false;
	}
}

bool token_is_sign(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} signs[] = {
		{0x25A0, 0x25FF}, /* squares, discs, triangles */
		{0x26AA, 0x26AB}, /* white and black circles */
		{0x2B1B, 0x2B1C}, {0x2B55, 0x2B55}, {0x26A0, 0x26A0}, {0x2705, 0x2705}, {0x2714, 0x2716},
		{0x274C, 0x274C}, {0x1F446, 0x1F449},   /* pointing hands */
		{0x1F4CC, 0x1F4CC},                     /* a pin */
		{0x1F518, 0x1F518}, {0x1F534, 0x1F53D}, /* red and blue circles, diamonds, triangles */
		{0x1F6A8, 0x1F6A8}, {0x1F6D1, 0x1F6D1}, /* a warning light, a stop sign */
		{0x1F7E0, 0x1F7EB},                     /* coloured circles and squares */
	};
	for (size_t k = 0; cp >= signs[0].first && k < sizeof signs / sizeof *signs; k++)
		if (cp >= signs[k].first && cp <= signs[k].last)
			return true;
	return false;
}

bool token_opens_sentence(const struct scanner *s, uint32_t i)
{
	enum { LOOK = 4, VARIATION = 0xFE0F };
	if (!token_is_sign(s->cp[i]))
		return false;
	for (uint32_t k = i + 1; k < s->len && k <= i + LOOK; k++) {
		enum char_class c = class_at(s, k);
		if (is_letter(c) || c == C_DIGIT)
			return true;
		if (c != C_SPACE && s->cp[k] != VARIATION && s->cp[k] != '#' && s->cp[k] != '(')
			return false;
	}
	return false;
}
