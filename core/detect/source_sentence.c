/*
 * Source, the words of a sentence: their classes as bits, and the matches behind them.
 *
 * What a word is by itself is kept under the number of its letters for all windows (text/token.h); a word that goes on as
 * a phrase here is looked up where it stands.
 */
#include "detect/source_sentence.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_MATCHES = 4 };

struct source_memo {
	uint32_t classes;
	bool known;
	uint8_t n;
	struct phrase_match matches[MAX_MATCHES];
	struct phrase_onward onward;
};

bool source_notes_ready(struct source_notes *n, const struct tokens *t, struct err *err)
{
	if (!vec_reserve(&n->memo, &n->memo_cap, t->n_numbers, sizeof *n->memo) ||
		!vec_reserve(&n->classes, &n->classes_cap, (size_t)t->n + 1, sizeof *n->classes))
		return err_memory(err);
	if (n->epoch != t->epoch)
		n->n_memo = 0;
	n->epoch = t->epoch;
	for (; n->n_memo < t->n_numbers; n->n_memo++)
		n->memo[n->n_memo].known = false;
	memset(n->classes, 0, t->n * sizeof *n->classes);
	return true;
}

void source_notes_release(struct source_notes *n)
{
	free(n->memo);
	free(n->classes);
	*n = (struct source_notes){0};
}

static uint32_t classes_of(const struct phrase_table *table, const struct phrase_match *v, size_t n)
{
	uint32_t classes = 0;
	for (size_t m = 0; m < n; m++)
		for (uint32_t at = v[m].first; at != UINT32_MAX; at = phrase_next(table, at))
			classes |= source_bit(phrase_value(table, at) >> SOURCE_VALUE_BITS);
	return classes;
}

static struct source_memo *memo_of(const struct source_sentence *s, uint32_t i)
{
	uint16_t number = s->r->tokens->number[i];
	struct source_memo *memo = &s->notes->memo[number];
	if (memo->known || number == TOKEN_NO_NUMBER)
		return memo->known ? memo : NULL;
	memo->n = (uint8_t)phrase_alone(
		s->w->table, s->r->tokens, i, 0, memo->matches, MAX_MATCHES, &memo->onward);
	memo->classes = classes_of(s->w->table, memo->matches, memo->n);
	memo->known = true;
	return memo;
}

static uint32_t classes_at(const struct source_sentence *s, uint32_t i)
{
	const struct token *k = &s->r->tokens->v[i];
	if (k->kind != TOKEN_WORD)
		return k->kind == TOKEN_NUMBER ? source_bit(SOURCE_DIGITS) : 0;
	struct source_memo *memo = memo_of(s, i);
	if (memo && !phrase_goes_on(s->w->table, &memo->onward, s->r->tokens, i))
		return memo->classes;
	struct phrase_match m[MAX_MATCHES];
	size_t n = phrase_all(s->w->table, s->r->tokens, i, 0, m, MAX_MATCHES);
	return classes_of(s->w->table, m, n) | source_bit(SOURCE_PHRASE);
}

void source_sentence_enter(struct source_sentence *s, uint32_t beg, uint32_t end)
{
	s->beg = beg;
	s->end = end;
	s->any = 0;
	for (uint32_t i = beg; i < end; i++) {
		uint32_t *c = &s->notes->classes[i];
		if (!*c)
			*c = classes_at(s, i) | source_bit(SOURCE_KNOWN);
		s->any |= *c;
	}
}

void source_match_read(
	const struct source_sentence *s, uint32_t i, enum source_class c, struct source_match *out)
{
	struct phrase_match anew[MAX_MATCHES];
	const struct phrase_match *v = anew;
	size_t n;
	if (source_has(s, i, source_bit(SOURCE_PHRASE))) {
		n = phrase_all(s->w->table, s->r->tokens, i, 0, anew, MAX_MATCHES);
	} else {
		const struct source_memo *memo = &s->notes->memo[s->r->tokens->number[i]];
		v = memo->matches;
		n = memo->n;
	}
	for (size_t m = 0; m < n; m++)
		for (uint32_t at = v[m].first; at != UINT32_MAX; at = phrase_next(s->w->table, at)) {
			uint32_t value = phrase_value(s->w->table, at);
			if (value >> SOURCE_VALUE_BITS != c)
				continue;
			*out = (struct source_match){
				v[m], i + v[m].n_tokens, (int)(value & ((1 << SOURCE_VALUE_BITS) - 1))};
			return;
		}
}

bool source_is_quote(const struct source_sentence *s, uint32_t i)
{
	const struct token *k = &s->r->tokens->v[i];
	return i < s->end && k->kind == TOKEN_PUNCT &&
	       (k->hash == '"' || k->hash == 0x00AB || k->hash == 0x00BB || k->hash == 0x201C ||
		       k->hash == 0x201D || k->hash == '\'' || k->hash == '#' || k->hash == '_');
}

struct span source_span(
	const struct source_sentence *s, uint32_t beg, const struct phrase_match *m, uint32_t end)
{
	static const struct phrase_match plain;
	uint32_t from = phrase_beg_cp(s->r->tokens, s->r->text, beg, m ? m : &plain);
	return (struct span){from, s->r->tokens->v[end - 1].end_cp};
}
