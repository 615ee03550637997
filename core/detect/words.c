/* Words: one longest match a position; punctuation and digits pass through. */
#include "detect/words.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static const uint8_t kinds[] = {
	[TOKEN_WORD] = WORD_WORD,
	[TOKEN_NUMBER] = WORD_DIGITS,
	[TOKEN_LATIN] = WORD_LATIN,
	[TOKEN_PUNCT] = WORD_PUNCT,
	[TOKEN_NEWLINE] = WORD_BREAK,
};

static uint8_t flags_of(const struct token *k)
{
	uint8_t f = 0;
	f |= k->flags & TOKEN_SENTENCE_START ? WORD_SENTENCE_START : 0;
	f |= k->flags & TOKEN_LINE_START ? WORD_LINE_START : 0;
	f |= k->flags & TOKEN_GLUED ? WORD_GLUED : 0;
	f |= k->flags & TOKEN_HASHTAG ? WORD_HASHTAG : 0;
	f |= k->flags & TOKEN_TANWIN ? WORD_TANWIN : 0;
	return f;
}

static void look_up(const struct lexicon *lx, const struct tokens *t, struct word *w)
{
	struct phrase_match m;
	if (!phrase_longest(lx->phrases, t, w->tok, 0, &m))
		return;
	w->first = m.first;
	w->n_tok = m.n_tokens;
	w->clitics = m.clitics;
	w->n_letters_clitic = m.n_clitic;
	for (uint32_t at = m.first; at != UINT32_MAX; at = phrase_next(lx->phrases, at))
		w->classes |= UINT64_C(1) << lx->entries[phrase_value(lx->phrases, at)].cls;
}

bool words_read(const struct lexicon *lx, const struct tokens *t, struct words *out, struct err *err)
{
	if (!vec_reserve(&out->v, &out->cap, (size_t)t->n + 1, sizeof *out->v))
		return err_memory(err);
	out->n = 0;
	for (uint32_t i = 0; i < t->n;) {
		const struct token *k = &t->v[i];
		struct word *w = &out->v[out->n++];
		*w = (struct word){.tok = i,
			.first = UINT32_MAX,
			.n_tok = 1,
			.kind = kinds[k->kind],
			.flags = flags_of(k)};
		if (k->kind == TOKEN_WORD)
			look_up(lx, t, w);
		else if (k->kind == TOKEN_PUNCT)
			w->hash_low = (uint32_t)k->hash;
		i += w->n_tok;
	}
	out->v[out->n] = (struct word){.tok = t->n,
		.first = UINT32_MAX,
		.kind = WORD_BREAK,
		.flags = WORD_SENTENCE_START | WORD_LINE_START};
	return true;
}

void words_release(struct words *w)
{
	free(w->v);
	*w = (struct words){0};
}

const struct lex_entry *word_entry(const struct lexicon *lx, const struct word *w, enum lex_class c)
{
	if (!word_is(w, c))
		return NULL;
	for (uint32_t at = w->first; at != UINT32_MAX; at = phrase_next(lx->phrases, at)) {
		const struct lex_entry *e = &lx->entries[phrase_value(lx->phrases, at)];
		if (e->cls == c)
			return e;
	}
	return NULL;
}

uint32_t word_beg_cp(const struct words *ws, uint32_t i, const struct tokens *t, const struct text *text)
{
	const struct word *w = &ws->v[i];
	struct phrase_match m = {
		.n_clitic = w->n_letters_clitic, .clitics = w->clitics, .n_tokens = w->n_tok};
	return phrase_beg_cp(t, text, w->tok, &m);
}

uint32_t word_end_cp(const struct words *ws, uint32_t i, const struct tokens *t)
{
	const struct word *w = &ws->v[i];
	return t->v[w->tok + w->n_tok - 1].end_cp;
}
