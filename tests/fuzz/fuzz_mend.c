/* Fuzz: whatever is cut or joined, the tokens stay in order, hashed by their letters, and hold the same letters. */
#include "detect/gazetteer.h"
#include "detect/mend.h"
#include "detect/place.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
	if (!condition)
		abort();
}

/* A byte is a letter of Arabic, or one of what parts and breaks up words. */
static uint32_t code_point(uint8_t byte)
{
	static const uint32_t others[] = {' ', '\n', '.', '/', '*', '_', '-', '1', 'a', '#', 0x00A0, 0x060C,
		0x0640, 0x064B, 0x064F, 0x200B, 0xFEFB /* lam-alef */, 0xFDF2 /* four letters */};
	enum { N_OTHERS = sizeof others / sizeof *others, N_LETTERS = 0x064B - 0x0621 };
	unsigned k = byte % (N_OTHERS + N_LETTERS);
	return k < N_OTHERS ? others[k] : 0x0621 + (k - N_OTHERS);
}

/* The letters of all tokens, in order; a token that has lost letters has no sum. */
static bool letters_of(const struct tokens *t, uint64_t *sum)
{
	*sum = 0;
	for (uint32_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		if (k->n_fold == TOKEN_MAX_FOLD)
			return false;
		for (unsigned c = 0; c < k->n_fold; c++)
			*sum = *sum * 31 + token_fold(t, k)[c];
	}
	return true;
}

static void check_tokens(const struct tokens *t)
{
	uint32_t at = t->beg_cp;
	for (uint32_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		require(k->beg_cp >= at && k->end_cp > k->beg_cp && k->end_cp <= t->end_cp);
		require(k->kind == TOKEN_PUNCT || k->kind == TOKEN_NEWLINE ||
			k->hash == token_hash(token_fold(t, k), k->n_fold));
		require(t->number[i] < t->n_numbers);
		at = k->end_cp;
	}
	require(t->v[t->n].kind == TOKEN_NEWLINE && t->v[t->n].beg_cp == t->end_cp);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct lexicon *lexicon;
	static struct place_engine *places;
	struct err err;
	if (!lexicon)
		require(lexicon_new(NULL, NULL, NULL, &lexicon, &err) &&
			place_engine_new(NULL, &places, &err));
	struct mend_tables tables = {lexicon, place_engine_gazetteer(places)};
	struct text text = {NULL, (uint32_t)n};
	uint32_t *cp = malloc((n + 1) * sizeof *cp);
	require(cp);
	for (size_t i = 0; i < n; i++)
		cp[i] = code_point(data[i]);
	text.cp = cp;
	struct tokens t = {0};
	struct words words = {0};
	struct mender m = {0};
	for (uint32_t at = 0; at < text.len_cp; at = t.end_cp) {
		uint64_t before, after;
		bool mended;
		require(tokens_scan(&t, &text, at, &err) && words_read(lexicon, &t, &words, &err));
		bool whole = letters_of(&t, &before);
		require(mend_tokens(&tables, &m, &text, &words, &t, &mended, &err));
		check_tokens(&t);
		require(!whole || !letters_of(&t, &after) || after == before);
		require(words_read(lexicon, &t, &words, &err));
	}
	mender_release(&m);
	words_release(&words);
	tokens_release(&t);
	free(cp);
	return 0;
}
