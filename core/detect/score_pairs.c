/*
 * Score, pairs: a suggestion's words and the word before them, as one number.
 *
 * Both are folded and joined without spaces, so that spellings are equal; the 64-bit hash stands for the pair, and two
 * pairs of one user's database that share it are not to be feared.
 */
#include "base/utf8.h"
#include "detect/score.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

enum { MAX_BEFORE_CP = 24, MAX_GAP_CP = 3 };

static uint64_t add(uint64_t h, uint32_t cp)
{
	return (h ^ cp) * 0x100000001b3u;
}

static uint64_t begin(enum item_type type)
{
	return add(0xcbf29ce484222325u, type == ITEM_PLACE ? 'p' : 'f');
}

static uint64_t finish(uint64_t h)
{
	h ^= h >> 31;
	return h ? h : 1;
}

static uint64_t add_folded(uint64_t h, uint32_t cp)
{
	uint32_t f = cp > ' ' ? fold_cp(cp) : 0;
	return f ? add(h, f) : h;
}

static bool is_letter(uint32_t cp)
{
	return (cp >= 0x0620 /* Arabic letters and marks */ && cp <= 0x06D3 &&
		       !(cp >= 0x066A && cp <= 0x066D)) ||
	       (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
	       cp >= 0xFB50;
}

static bool ends_sentence(uint32_t cp)
{
	return cp == '\n' || cp == '.' || cp == '!' || cp == 0x061F /* question mark */;
}

struct span score_word_before(const struct text *t, struct span span)
{
	uint32_t end = span.beg_cp;
	while (end > 0 && span.beg_cp - end < MAX_GAP_CP && !is_letter(t->cp[end - 1])) {
		if (ends_sentence(t->cp[end - 1]))
			return (struct span){end, end};
		end--;
	}
	uint32_t beg = end;
	while (beg > 0 && end - beg < MAX_BEFORE_CP && is_letter(t->cp[beg - 1]))
		beg--;
	return (struct span){beg, end};
}

uint64_t score_pair_key(const struct text *t, enum item_type type, struct span span)
{
	struct span before = score_word_before(t, span);
	uint64_t h = begin(type);
	for (uint32_t i = span.beg_cp; i < span.end_cp; i++)
		h = add_folded(h, t->cp[i]);
	h = add(h, ' ');
	for (uint32_t i = before.beg_cp; i < before.end_cp; i++)
		h = add_folded(h, t->cp[i]);
	return finish(h);
}

static uint64_t add_string(uint64_t h, const char *s)
{
	size_t n = strlen(s), pos = 0;
	while (pos < n) {
		uint32_t cp = utf8_decode((const uint8_t *)s, n, &pos);
		if (cp != CP_INVALID)
			h = add_folded(h, cp);
	}
	return h;
}

uint64_t score_pair_key_z(enum item_type type, const char *surface, const char *before)
{
	return finish(add_string(add(add_string(begin(type), surface), ' '), before));
}

double score_pair_shift(uint32_t rejected, uint32_t kept)
{
	double shift = -log((rejected + 1.0) / (kept + 1.0));
	return shift < 0 ? shift : 0;
}
