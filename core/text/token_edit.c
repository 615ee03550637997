/*
 * Token edit: words cut and joined after the pass. The tokens from the first edit on are copied once, so that the cost is
 * linear however many edits there are.
 */
#include "text/token_scan.h"

#include <stdlib.h>
#include <string.h>

/* Adds the letters from beg to end as a word, whatever stands between them. */
static bool add_word(struct scanner *s, uint32_t beg_cp, uint32_t end_cp, unsigned flags, struct err *err)
{
	struct tokens *t = s->t;
	if (!token_has_room(t) && !token_make_room(t, 0, end_cp - beg_cp, err))
		return false;
	struct token *k = &t->v[t->n++];
	*k = (struct token){.beg_cp = beg_cp,
		.end_cp = end_cp,
		.fold = (uint32_t)t->n_folded,
		.kind = TOKEN_WORD,
		.flags = (uint8_t)flags};
	struct letters l = {.v = t->folded + k->fold};
	for (uint32_t i = beg_cp; i < end_cp; i++)
		if (is_letter(class_at(s, i)))
			token_add_letters(s, &l, s->cp[i]);
	token_keep(t, k, l.n, l.hash);
	return true;
}

/* Of a word in two, the first part begins it and the second ends it. */
enum {
	FIRST_FLAGS = TOKEN_GLUED | TOKEN_HASHTAG | TOKEN_SENTENCE_START | TOKEN_LINE_START | TOKEN_EVASION,
	LAST_FLAGS = TOKEN_HASHTAG | TOKEN_TANWIN | TOKEN_EVASION
};

/* Token k with the edits that begin at *e; *next is the token behind. */
static bool edit_token(struct scanner *s, const struct token *old, uint32_t *next,
	const struct token_edit **e, const struct token_edit *end, struct err *err)
{
	const struct token *k = &old[*next];
	if (!(*e)->cut_cp) {
		const struct token *last = k + (*e)->n_tok - 1;
		*next += (*e)++->n_tok;
		return add_word(s, k->beg_cp, last->end_cp,
			(k->flags & FIRST_FLAGS) | (last->flags & TOKEN_TANWIN) | TOKEN_EVASION, err);
	}
	uint32_t tok = (*e)->tok, beg = k->beg_cp;
	unsigned flags = k->flags & FIRST_FLAGS;
	for (; *e < end && (*e)->tok == tok; ++*e) {
		if (!add_word(s, beg, (*e)->cut_cp, flags, err))
			return false;
		beg = (*e)->cut_cp;
		flags = TOKEN_GLUED | (k->flags & TOKEN_HASHTAG);
	}
	++*next;
	return add_word(s, beg, k->end_cp, flags | (k->flags & LAST_FLAGS), err);
}

bool tokens_edit(
	struct tokens *t, const struct text *text, const struct token_edit *edits, size_t n, struct err *err)
{
	if (n == 0)
		return true;
	uint32_t first = edits[0].tok, n_old = t->n - first, end_cp = t->v[t->n].end_cp;
	struct token *old = malloc(n_old * (sizeof *old + sizeof *t->number));
	if (!old)
		return err_memory(err);
	uint16_t *number = (uint16_t *)(old + n_old);
	memcpy(old, t->v + first, n_old * sizeof *old);
	memcpy(number, t->number + first, n_old * sizeof *number);
	struct scanner s = {.t = t,
		.table = t->tables->classes,
		.power = t->tables->power,
		.cp = text->cp,
		.len = text->len_cp};
	const struct token_edit *e = edits, *end = edits + n;
	bool ok = true;
	t->n = first;
	for (uint32_t i = 0; ok && i < n_old;) {
		if (e < end && e->tok == first + i) {
			ok = edit_token(&s, old, &i, &e, end, err);
			continue;
		}
		uint32_t run = (e < end ? e->tok - first : n_old) - i;
		ok = token_make_room(t, run, 0, err);
		if (!ok)
			break;
		memcpy(t->v + t->n, old + i, run * sizeof *old);
		memcpy(t->number + t->n, number + i, run * sizeof *number);
		t->n += run;
		i += run;
	}
	free(old);
	if (!ok || (!token_has_room(t) && !token_make_room(t, 0, 0, err)))
		return false;
	token_end_window(t, end_cp);
	return true;
}
