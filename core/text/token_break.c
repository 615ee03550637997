/*
 * Token break: what breaks words up against filters, and what shows that two are glued. None of it is reached in ordinary
 * words.
 */
#include "text/token_scan.h"

/* The marks and spaces between two letters of one line. */
struct gap {
	uint32_t end; /* the letter behind; 0: there is none */
	uint32_t n;   /* of what is neither tatweel nor a mark on a letter */
	bool tatweel_before, tatweel_after;
};

enum { MAX_GAP = 3 };

static struct gap gap_read(const struct scanner *s, uint32_t i)
{
	struct gap g = {.tatweel_before = s->cp[i - 1] == TATWEEL};
	for (; i < s->len && g.n <= MAX_GAP; i++) {
		enum char_class c = class_at(s, i);
		if (is_letter(c)) {
			g.end = i;
			break;
		}
		if (c == C_MARK)
			continue;
		if (c != C_TATWEEL && c != C_PUNCT && c != C_SPACE)
			break;
		g.tatweel_after = c == C_TATWEEL;
		g.n += c != C_TATWEEL;
	}
	return g;
}

uint32_t token_goes_on(const struct scanner *s, uint32_t i, const struct letters *l)
{
	struct gap g = gap_read(s, i);
	if (!g.end)
		return 0;
	if (g.tatweel_before && g.tatweel_after)
		return g.end;
	uint32_t cp = s->cp[i];
	if (g.n != 1 || !is_evasion_mark(cp))
		return 0;
	if (g.tatweel_before || g.tatweel_after) /* behind a year stands its sign, a heh */
		return l->n == 1 && l->v[0] == HEH ? 0 : g.end;
	return l->n == 1 && (cp == '/' || cp == '*') ? g.end : 0;
}

bool token_may_go_on(const struct scanner *s, uint32_t i)
{
	if (i >= s->len || class_at(s, i) != C_SPACE)
		return false;
	while (++i < s->len && class_at(s, i) == C_TATWEEL)
		;
	return i < s->len && is_letter(class_at(s, i));
}

void token_note_break(struct scanner *s, uint32_t end_cp)
{
	struct tokens *t = s->t;
	struct token *k = t->n ? &t->v[t->n - 1] : NULL;
	if (k && k->kind == TOKEN_WORD && k->end_cp == end_cp && s->i + 1 < s->len &&
		is_letter(class_at(s, s->i + 1)))
		k->flags |= TOKEN_BREAK;
}

bool token_is_seam(const struct scanner *s, uint32_t i)
{
	for (i++; i < s->len && class_at(s, i) == C_MARK;)
		i++;
	return i < s->len && is_letter(class_at(s, i)) && s->cp[i] != HAMZA;
}
