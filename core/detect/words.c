/*
 * Words: one longest match a position; punctuation and digits pass through.
 *
 * What a word is by itself is found once and kept under its number; when it may begin a phrase, the next token is tested.
 * That costs an eighth of looking up each token (of a report's text, 72 instructions a character).
 */
#include "detect/words.h"

#include "base/vec.h"
#include "text/phrase_table.h"

#include <stdlib.h>
#include <string.h>

static const uint8_t kinds[] = {
	[TOKEN_WORD] = WORD_WORD,
	[TOKEN_NUMBER] = WORD_DIGITS,
	[TOKEN_LATIN] = WORD_LATIN,
	[TOKEN_PUNCT] = WORD_PUNCT,
	[TOKEN_NEWLINE] = WORD_BREAK,
};

/* Where a word keeps the value of its first reading of a class, or NULL. */
static uint8_t *value_for(struct word *w, enum lex_class c)
{
	switch (c) {
	case LEX_BEARING:
		return &w->bearing;
	case LEX_CLAUSE:
		return &w->clause;
	case LEX_PERIOD:
		return &w->period;
	case LEX_PREP:
		return &w->prep;
	default:
		return NULL;
	}
}

/* What the readings from `first` on say. */
static void put_readings(const struct lexicon *lx, uint32_t first, struct word *w)
{
	w->first = first;
	for (uint32_t at = first; at != UINT32_MAX; at = phrase_next(lx->phrases, at)) {
		const struct lex_entry *e = &lx->entries[phrase_value(lx->phrases, at)];
		uint8_t *value = word_is(w, e->cls) ? NULL : value_for(w, e->cls);
		if (value)
			*value = e->a >= 0 && e->a < UINT8_MAX ? (uint8_t)e->a : UINT8_MAX;
		w->classes |= LEX_BIT(e->cls);
	}
}

/* A preposition takes no article: "al-Ali" is a name, though it is spelled like "the on". */
static bool takes_no_article(const struct word *w)
{
	return word_is(w, LEX_PREP) && !(w->classes & ~(LEX_BIT(LEX_PREP) | LEX_BIT(LEX_NUMERAL)));
}

static void put_match(const struct lexicon *lx, const struct phrase_match *m, struct word *w)
{
	struct word unread = *w;
	put_readings(lx, m->first, w);
	if (m->n_tokens == 1 && m->clitics & CLITIC_AL && takes_no_article(w)) {
		*w = unread;
		return;
	}
	w->n_tok = m->n_tokens;
	w->clitics = m->clitics;
	w->n_letters_clitic = m->n_clitic;
}

/* The memo of a token, filled; NULL when its letters have no number. */
static struct lex_memo *memo_of(
	const struct lexicon *lx, const struct tokens *t, struct words *ws, uint32_t tok)
{
	struct lex_memo *memo = &ws->memo[t->number[tok]];
	if (memo->known)
		return memo;
	if (t->number[tok] == TOKEN_NO_NUMBER)
		return NULL;
	struct phrase_match m;
	*memo = (struct lex_memo){.known = true, .word = {.first = UINT32_MAX, .n_tok = 1}};
	if (phrase_alone(lx->phrases, t, tok, 0, &m, 1, &memo->onward))
		put_match(lx, &m, &memo->word);
	return memo;
}

/* Fills what the letters of w's token say. */
static void look_up(const struct lexicon *lx, const struct tokens *t, struct words *ws, struct word *w)
{
	struct lex_memo *memo = memo_of(lx, t, ws, w->tok);
	struct phrase_match m;
	if (memo && !phrase_goes_on(lx->phrases, &memo->onward, t, w->tok)) {
		uint32_t tok = w->tok;
		uint8_t flags = w->flags;
		*w = memo->word;
		w->tok = tok;
		w->flags = flags;
	} else if (phrase_longest(lx->phrases, t, w->tok, 0, &m)) {
		put_match(lx, &m, w);
	}
}

/* Room for a memo of each number, those of new numbers empty. */
static bool memo_ready(struct words *ws, const struct tokens *t, struct err *err)
{
	if (!vec_reserve(&ws->memo, &ws->memo_cap, t->n_numbers, sizeof *ws->memo))
		return err_memory(err);
	if (ws->epoch != t->epoch)
		ws->n_memo = 0;
	ws->epoch = t->epoch;
	for (; ws->n_memo < t->n_numbers; ws->n_memo++)
		ws->memo[ws->n_memo].known = false;
	return true;
}

/* Adds the word that begins at token i; returns the token behind it. */
static uint32_t read_word(const struct lexicon *lx, const struct tokens *t, struct words *out, uint32_t i)
{
	const struct token *k = &t->v[i];
	struct word *w = &out->v[out->n++];
	*w = (struct word){.tok = i,
		.first = UINT32_MAX,
		.n_tok = 1,
		.kind = kinds[k->kind],
		.flags = k->flags & WORD_FLAGS};
	if (k->kind == TOKEN_WORD)
		look_up(lx, t, out, w);
	else if (k->kind == TOKEN_PUNCT)
		w->hash_low = (uint32_t)k->hash;
	return i + w->n_tok;
}

static void end_words(struct words *out, const struct tokens *t)
{
	out->v[out->n] = (struct word){.tok = t->n,
		.first = UINT32_MAX,
		.kind = WORD_BREAK,
		.flags = WORD_SENTENCE_START | WORD_LINE_START};
}

bool words_read(const struct lexicon *lx, const struct tokens *t, struct words *out, struct err *err)
{
	if (!vec_reserve(&out->v, &out->cap, (size_t)t->n + 1, sizeof *out->v))
		return err_memory(err);
	if (!memo_ready(out, t, err))
		return false;
	out->n = 0;
	for (uint32_t i = 0; i < t->n;)
		i = read_word(lx, t, out, i);
	end_words(out, t);
	return true;
}

/* The edits of a window, met in order. */
struct edits {
	const struct token_edit *v, *end;
	uint32_t shift; /* behind those met, what a token's number has grown by, modulo 2^32 */
};

/* Passes the edits of one token if they end at or before token i. */
static bool edit_passed(struct edits *e, uint32_t i)
{
	const struct token_edit *last = e->v;
	if (e->v == e->end)
		return false;
	while (last + 1 < e->end && last[1].tok == e->v->tok)
		last++;
	uint32_t old = e->v->cut_cp ? 1 : e->v->n_tok;
	uint32_t now = e->v->cut_cp ? (uint32_t)(last - e->v) + 2 : 1;
	if (i < e->v->tok + e->shift + now)
		return false;
	e->shift += now - old;
	e->v = last + 1;
	return true;
}

bool words_read_again(const struct lexicon *lx, const struct tokens *t, struct words *out,
	const struct token_edit *edits, size_t n_edits, struct err *err)
{
	enum { LOOKS_AHEAD = 20 }; /* more tokens than a phrase has */
	const struct word *old = out->v;
	const uint32_t n_old = out->n;
	struct edits e = {edits, edits + n_edits, 0};
	if (!vec_reserve(&out->spare, &out->spare_cap, (size_t)t->n + 1, sizeof *out->spare))
		return err_memory(err);
	if (!memo_ready(out, t, err))
		return false;
	out->v = out->spare;
	out->n = 0;
	for (uint32_t p = 0, i = 0; i < t->n;) {
		for (; p < n_old && (e.v == e.end || old[p].tok + LOOKS_AHEAD <= e.v->tok); p++) {
			out->v[out->n] = old[p];
			out->v[out->n++].tok = i = old[p].tok + e.shift;
			i += old[p].n_tok;
		}
		for (bool same = false; i < t->n && !same;) {
			i = read_word(lx, t, out, i);
			while (edit_passed(&e, i))
				;
			while (p < n_old && old[p].tok + e.shift < i)
				p++;
			same = (e.v == e.end || i <= e.v->tok + e.shift) && p < n_old &&
			       old[p].tok + e.shift == i;
		}
	}
	out->spare = (struct word *)old;
	size_t cap = out->cap;
	out->cap = out->spare_cap;
	out->spare_cap = cap;
	end_words(out, t);
	return true;
}

void words_release(struct words *w)
{
	free(w->v);
	free(w->spare);
	free(w->memo);
	*w = (struct words){0};
}

const struct lex_entry *word_reading(const struct lexicon *lx, const struct word *w, enum lex_class c)
{
	for (uint32_t at = w->first; at != UINT32_MAX;) {
		struct phrase_link v = phrase_value_at(lx->phrases, at);
		if (lx->entries[v.value].cls == c)
			return &lx->entries[v.value];
		at = v.next;
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
