/*
 * Mend: what the tables say of some letters that may be a word.
 *
 * Both tables are asked as for a token that stands alone: with and without clitics and article.
 */
#include "detect/mend_known.h"

enum { FAMOUS_RANK = 2 };

static bool find(const struct phrase_table *table, const uint16_t *letters, unsigned n, unsigned options,
	struct phrase_match *out)
{
	struct token v[2] = {{.hash = token_hash(letters, n), .n_fold = (uint8_t)n, .kind = TOKEN_WORD}};
	const struct tokens one = {.v = v, .n = 1, .folded = (uint16_t *)letters};
	struct phrase_onward onward;
	return phrase_alone(table, &one, 0, options, out, 1, &onward) > 0;
}

/* A match counts when it takes off no more clitics than those before it. */
static bool note(struct known *k, const struct phrase_match *m, const uint16_t *letters, unsigned n)
{
	unsigned off = m->n_clitic;
	if (is_known(k) && k->n_off < off)
		return false;
	bool article = n > off + 2 && letters[off] == ALIF && letters[off + 1] == LAM;
	k->n_key = (uint8_t)(n - off - (m->clitics & CLITIC_AL ? m->n_article : article ? 2u : 0u));
	k->n_off = (uint8_t)off;
	k->article = article && n - off >= 5;
	return true;
}

/* What stands before nouns, by the value of a particle in the lexicon. */
static enum opening opening_of(const struct lex_entry *e)
{
	static const uint8_t openings[] = {[PREP_FROM] = OPENS_NOUN,
		[PREP_TO] = OPENS_NOUN,
		[PREP_IN] = OPENS_NOUN,
		[PREP_THAT] = OPENS_CLAUSE,
		[PREP_OPENS_NAME] = OPENS_NOUN};
	bool any = e->cls == LEX_PREP && e->a >= 0 && e->a < (int64_t)(sizeof openings / sizeof *openings);
	return any ? (enum opening)openings[e->a] : OPENS_NOTHING;
}

static void note_lexicon(struct known *k, const struct lexicon *lx, uint32_t first)
{
	static const uint64_t numbers = LEX_BIT(LEX_UNIT) | LEX_BIT(LEX_TEEN) | LEX_BIT(LEX_TEN);
	static const uint64_t counted = numbers | LEX_BIT(LEX_HUNDRED) | LEX_BIT(LEX_SCALE) |
					LEX_BIT(LEX_VAGUE) | LEX_BIT(LEX_NOUN) | LEX_BIT(LEX_MASDAR);
	k->vocabulary = true;
	for (uint32_t at = first; at != UINT32_MAX; at = phrase_next(lx->phrases, at)) {
		const struct lex_entry *e = &lx->entries[phrase_value(lx->phrases, at)];
		k->particle |= e->cls == LEX_PREP && k->n_off == 0;
		if (k->opens == OPENS_NOTHING)
			k->opens = opening_of(e);
		k->masdar |= e->cls == LEX_MASDAR;
		k->number |= LEX_BIT(e->cls) & numbers;
		k->counted |= LEX_BIT(e->cls) & counted;
	}
}

static void note_names(struct known *k, const struct gazetteer *g, uint32_t first)
{
	const struct phrase_table *names = gazetteer_names(g);
	for (uint32_t at = first; at != UINT32_MAX; at = phrase_next(names, at)) {
		uint32_t value = phrase_value(names, at);
		bool word = value >= GAZETTEER_WORD;
		k->vocabulary |= word;
		k->name |= !word;
		k->famous |= !word && gazetteer_row(g, value)->rank <= FAMOUS_RANK &&
			     !gazetteer_row(g, value)->common;
	}
}

struct known known_look_up(const struct mend_tables *tables, const uint16_t *letters, unsigned n)
{
	struct known k = {0};
	struct phrase_match m;
	if (find(tables->lexicon->phrases, letters, n, 0, &m) && note(&k, &m, letters, n))
		note_lexicon(&k, tables->lexicon, m.first);
	if (find(gazetteer_names(tables->gazetteer), letters, n, PHRASE_ANY_ARTICLE, &m) &&
		note(&k, &m, letters, n))
		note_names(&k, tables->gazetteer, m.first);
	return k;
}

bool known_any(const struct mend_tables *tables, const uint16_t *letters, unsigned n)
{
	struct phrase_match m;
	return find(tables->lexicon->phrases, letters, n, 0, &m) ||
	       find(gazetteer_names(tables->gazetteer), letters, n, PHRASE_ANY_ARTICLE, &m);
}

/* Bit n: the first n letters, `off` of them taken off, may be known. */
static uint64_t fronts_from(
	const struct mend_tables *tables, const uint16_t *letters, unsigned off, unsigned n)
{
	const struct phrase_table *lexicon = tables->lexicon->phrases,
				  *names = gazetteer_names(tables->gazetteer);
	uint64_t fronts = 0, hash = 0, power = 1;
	for (unsigned i = off; i < n; i++) {
		hash += power * letters[i];
		power *= TOKEN_HASH_K;
		uint64_t with_article = token_hash_push(token_hash_push(hash, LAM), ALIF);
		if (i > off && (phrase_has(lexicon, hash) || phrase_has(names, hash) ||
				       phrase_has(names, with_article)))
			fronts |= UINT64_C(1) << (i + 1);
	}
	return fronts;
}

uint64_t known_fronts(const struct mend_tables *tables, const uint16_t *letters, unsigned n)
{
	bool conjunction = is_conjunction(letters[0]);
	unsigned last =
		conjunction && is_preposition(letters[1]) ? 2 : conjunction || is_preposition(letters[0]);
	uint64_t fronts = 0;
	for (unsigned off = 0; off <= last && off + 2 < n; off++) {
		fronts |= fronts_from(tables, letters, off, n);
		if (letters[off] == ALIF && letters[off + 1] == LAM)
			fronts |= fronts_from(tables, letters, off + 2, n);
		if (off && letters[off - 1] == LAM &&
			letters[off] == LAM) /* the article's alif is not written */
			return UINT64_MAX;
	}
	return fronts;
}
