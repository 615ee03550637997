/*
 * Quantity, nouns: what belongs to a counted noun, before it and after it.
 */
#include "detect/quantity_grammar.h"

#include <string.h>

#include "text/fold.h"

/* His son and a daughter are one word in the folded text: the letter that was written tells them apart. */
const struct lex_entry *reading_noun(const struct reading *r, const struct word *w)
{
	const struct lex_entry *first = word_entry(r->lx, w, LEX_NOUN);
	if (!first || !(first->flags & LEX_POSSESSED) || w->n_tok != 1)
		return first;
	if (word_entry(r->lx, w, LEX_EXCLUDED)) /* his man, and his leg: what a table names is meant */
		return NULL;
	if (fold_unshaped(r->text->cp[r->tokens->v[w->tok].end_cp - 1]) != 0x0629 /* teh marbuta */)
		return first;
	for (uint32_t a = w->first; a != UINT32_MAX; a = phrase_next(r->lx->phrases, a)) {
		const struct lex_entry *e = &r->lx->entries[phrase_value(r->lx->phrases, a)];
		if (e->cls == LEX_NOUN && !(e->flags & LEX_POSSESSED))
			return e;
	}
	return NULL;
}

/* "soldiers and officers", "boys and girls": who both are. */
static enum victim joined_victim(enum victim a, const struct lex_entry *e)
{
	static const uint32_t army = 1u << VICTIM_SOLDIER | 1u << VICTIM_OFFICER;
	static const uint32_t young =
		1u << VICTIM_CHILD | 1u << VICTIM_BOY | 1u << VICTIM_GIRL | 1u << VICTIM_INFANT;
	uint32_t both = 1u << a | 1u << e->victim;
	if (e->status == STATUS_COMBATANT)
		return both & ~army ? VICTIM_FIGHTER : VICTIM_SOLDIER;
	return both & ~young ? VICTIM_CIVILIAN : VICTIM_CHILD;
}

void quantity_take_noun(struct quantity *q, const struct lex_entry *e)
{
	if (!q->noun) {
		q->noun = e;
		q->victim = e->victim;
		q->status = e->status;
		q->unit = e->unit;
	} else {
		if (e->victim != q->victim && q->victim == VICTIM_PERSON)
			q->victim = e->victim;
		else if (e->victim != q->victim && e->victim != VICTIM_PERSON)
			q->victim = joined_victim(q->victim, e);
		if (e->status != q->status && e->status != STATUS_UNKNOWN)
			q->status = q->status == STATUS_UNKNOWN ? e->status : STATUS_MIXED;
		q->victim = q->status == STATUS_MIXED ? VICTIM_PERSON : q->victim;
	}
	q->harm |= e->harm;
	q->cases |= (e->flags & LEX_CASES) != 0;
}

/* A definite word without a mark before it: makes the noun before it a genitive construct. */
bool quantity_definite_follows(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	if (w->kind == WORD_PUNCT &&
		(w->hash_low == '"' || w->hash_low == LEFT_GUILLEMET || w->hash_low == 0x201C))
		w = reading_word(r, ++j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START)
		return false;
	if (w->clitics & ~(unsigned)CLITIC_AL)
		return false;
	if (word_is(w, LEX_ACTOR) || w->clitics & CLITIC_AL)
		return !word_is(w, LEX_PREP);
	static const uint64_t names = LEX_BIT(LEX_BEARING) | LEX_BIT(LEX_PERIOD) | LEX_BIT(LEX_BEFORE) |
				      LEX_BIT(LEX_EXCLUDED) | LEX_BIT(LEX_ASSAULT) | LEX_BIT(LEX_TARGET);
	if (w->classes & ~names)
		return false;
	return token_begins_with_article(r->tokens, &r->tokens->v[w->tok]);
}

/* "(the) national": an unknown word with the article that ends like an adjective of origin. */
static bool is_definite_origin(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	if (w->kind != WORD_WORD || w->first != UINT32_MAX || w->flags & WORD_SENTENCE_START)
		return false;
	const struct token *k = &r->tokens->v[w->tok];
	const uint16_t *f = token_fold(r->tokens, k);
	uint32_t n = k->n_fold;
	return n > 4 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */ &&
	       (f[n - 1] == 0x064A /* yeh */ || (f[n - 2] == 0x064A && f[n - 1] == 0x0647 /* heh */));
}

/* An unknown word that ends like an adjective of origin and agrees with the noun before it in its article and gender. */
static bool is_unknown_adjective(const struct reading *r, uint32_t j, const struct quantity *q, bool definite)
{
	const struct word *w = reading_word(r, j), *noun = reading_word(r, j - 1);
	if (w->kind != WORD_WORD || w->first != UINT32_MAX || w->flags & WORD_SENTENCE_START ||
		j != q->beg + 1 || noun->kind != WORD_WORD ||
		(q->noun && q->noun->flags & (LEX_RANK | LEX_POSSESSED)))
		return false;
	const struct token *k = &r->tokens->v[w->tok], *before = &r->tokens->v[noun->tok + noun->n_tok - 1];
	const uint16_t *f = token_fold(r->tokens, k);
	uint32_t n = k->n_fold;
	bool article = n > 4 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
	bool feminine = n > 4 && f[n - 2] == 0x064A /* yeh */ && f[n - 1] == 0x0647 /* heh */;
	bool present = n <= 5 && f[0] == 0x064A; /* "who wears" */
	bool masculine = n > 4 && f[n - 1] == 0x064A && !present;
	bool of_woman = fold_unshaped(r->text->cp[before->end_cp - 1]) == 0x0629 /* teh marbuta */;
	return article == definite && (of_woman ? feminine : masculine);
}

/* Is the word at j in the accusative, and the noun before it in the nominative? */
static bool is_of_other_case(const struct reading *r, uint32_t j, const struct quantity *q)
{
	const struct token *k = &r->tokens->v[reading_word(r, j)->tok];
	const struct token *noun = &r->tokens->v[reading_word(r, j - 1)->tok];
	const uint16_t *f = token_fold(r->tokens, k), *g = token_fold(r->tokens, noun);
	if (k->n_fold < 3 || noun->n_fold < 3)
		return false;
	if (q->kind == QUANTITY_SINGULAR)
		return !q->accusative && f[k->n_fold - 1] == 0x0627 /* alif */;
	if (q->kind == QUANTITY_PLURAL) /* "(the) masked (men kidnapped) foreigners" */
		return f[k->n_fold - 2] == 0x064A && f[k->n_fold - 1] == 0x0646 /* noon */ &&
		       g[noun->n_fold - 2] == 0x0648 /* waw */ && g[noun->n_fold - 1] == 0x0646;
	return q->kind == QUANTITY_DUAL && f[k->n_fold - 2] == 0x064A /* yeh */ &&
	       g[noun->n_fold - 2] == 0x0627;
}

/* Adjectives that agree with the noun, "not" before one included. */
uint32_t quantity_read_adjectives(const struct reading *r, uint32_t j, struct quantity *q, bool definite)
{
	for (;;) {
		const struct lex_entry *e = reading_entry(r, j, LEX_ADJ);
		if (!e && q->kind == QUANTITY_SINGULAR && is_unknown_adjective(r, j, q, definite)) {
			j++;
			continue;
		}
		bool another = e && e->status == STATUS_CIVILIAN && q->status == STATUS_COMBATANT;
		if (e && (e->harm == 1 << HARM_KILLED || q->kind == QUANTITY_PLURAL || another) &&
			is_of_other_case(r, j, q))
			return j; /* "(fell) a martyr", "a sniper (shot) a civilian": what befell them */
		if (!e || !reading_plain(r, j) || (reading_has_article(r, j) && !definite))
			return j;
		if (q->kind == QUANTITY_SINGULAR && e->form == FORM_PLURAL)
			return j;
		bool same = q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_VAGUE || q->definite ||
			    q->partitive;
		if (definite && same && !reading_has_article(r, j))
			return j;
		if (q->kind == QUANTITY_DUAL && e->form == FORM_SINGULAR && reading_word(r, j)->n_tok == 1)
			return j; /* an adverb */
		if (q->kind == QUANTITY_NUMBER_NOUN && q->noun && q->noun->form == FORM_PLURAL &&
			e->form == FORM_SINGULAR && reading_word(r, j)->flags & WORD_TANWIN)
			return j; /* "five people, in the field": an adverb too */
		q->harm |= e->harm;
		if (q->victim == VICTIM_PERSON || e->victim == VICTIM_ELDERLY ||
			(e->victim == VICTIM_INFANT && q->victim == VICTIM_CHILD))
			q->victim = e->victim != VICTIM_PERSON ? e->victim : q->victim;
		bool guards = e->victim == VICTIM_POLICE && q->victim == VICTIM_MAN; /* two men of security */
		if (e->status == STATUS_COMBATANT && (q->victim == VICTIM_OFFICIAL || guards))
			q->victim = e->victim; /* a military adviser */
		if (q->status == STATUS_UNKNOWN ||
			(e->status == STATUS_COMBATANT && q->noun && q->noun->victim == VICTIM_MAN))
			q->status = e->status != STATUS_UNKNOWN ? e->status : q->status;
		j++;
	}
}

/* Past the actor in quotes that begin at word j; j when there is none. */
static uint32_t read_quoted_actor(const struct reading *r, uint32_t j, struct quantity *q)
{
	enum { LONGEST = 6 }; /* words of a name in quotes */
	const struct lex_entry *named =
		word_is_quote(reading_word(r, j)) ? reading_entry(r, j + 1, LEX_ACTOR) : NULL;
	if (!named)
		return j;
	q->group = named;
	uint32_t end = j + 2;
	while (end < j + 1 + LONGEST && reading_word(r, end)->kind == WORD_WORD)
		end++;
	return word_is_quote(reading_word(r, end)) ? end + 1 : j + 2;
}

/* The genitive of a mere head: members (of the forces (of the regime)). */
uint32_t quantity_read_group(const struct reading *r, uint32_t j, struct quantity *q)
{
	for (unsigned guard = 0; guard < 4; guard++) {
		const struct lex_entry *actor = reading_entry(r, j, LEX_ACTOR),
				       *noun = reading_entry(r, j, LEX_NOUN);
		if (word_is_quote(reading_word(r, j)))
			return read_quoted_actor(r, j, q); /* "members of 'X'" */
		if (!reading_plain(r, j) || reading_word(r, j)->kind != WORD_WORD)
			return j;
		if (actor && actor->flags & LEX_CONSTRUCT && !reading_has_article(r, j)) {
			q->group = actor;
			j++;
			const struct word *name = reading_word(r, j);
			bool present = token_fold(r->tokens, &r->tokens->v[name->tok])[0] == 0x064A /* yeh */;
			if (name->kind == WORD_WORD && name->first == UINT32_MAX && !present &&
				!(name->flags & WORD_SENTENCE_START))
				return j + 1; /* its name, and not "that follows …" */
			continue;
		}
		if (actor) {
			q->group = actor;
			j++;
			while (word_is(reading_word(r, j), LEX_ADJ) && reading_has_article(r, j) &&
				reading_plain(r, j))
				j++;
			return j;
		}
		if (noun && noun->flags & LEX_HEAD && !reading_has_article(r, j)) {
			quantity_take_noun(q, noun);
			j++;
			continue;
		}
		if (noun && noun->flags & LEX_POSSESSED && noun->unit == UNIT_FAMILY)
			return j + 1; /* "members of his family" */
		if (!quantity_definite_follows(r, j))
			return j;
		j++;
		while ((word_is(reading_word(r, j), LEX_ADJ) && reading_has_article(r, j) &&
			       reading_plain(r, j)) ||
			is_definite_origin(r, j))
			j++;
		return j;
	}
	return j;
}

/* "86 boys (and girls)": the noun at i and, joined to it, its feminine. */
static bool is_her_like(const struct reading *r, uint32_t i, uint32_t next)
{
	const struct token *a = &r->tokens->v[reading_word(r, i)->tok],
			   *b = &r->tokens->v[reading_word(r, next)->tok];
	const uint16_t *x = token_fold(r->tokens, a), *y = token_fold(r->tokens, b);
	uint32_t off = reading_word(r, next)->clitics & CLITIC_WA ? 1 : 0; /* the conjunction */
	uint32_t stem = a->n_fold - 1u; /* without the alif of the accusative */
	if (a->n_fold < 4 || b->n_fold != off + stem + 1 ||
		y[b->n_fold - 1] != 0x0647 /* heh, of teh marbuta */)
		return false;
	return memcmp(x, y + off, stem * sizeof *x) == 0;
}

/* "and wounded" after "14 dead", "and the wounded" after "dozens of the dead". */
uint32_t quantity_read_joined(
	const struct reading *r, uint32_t j, struct quantity *q, const struct lex_entry *first, bool definite)
{
	uint32_t next;
	while (number_joined(r, j, &next)) {
		const struct lex_entry *n = reading_entry(r, next, LEX_NOUN);
		if (!n || reading_word(r, next)->clitics & PREFIXED ||
			reading_has_article(r, next) != definite)
			return j;
		if (n->form != FORM_SINGULAR && word_is(reading_word(r, next + 1), LEX_UNIT) &&
			!(reading_word(r, next + 1)->clitics & CLITIC_WA))
			return j; /* "eight children and two boys", with a number of their own */
		if (q->kind == QUANTITY_VAGUE && !definite &&
			(n->form != FORM_PLURAL || first->form != FORM_PLURAL))
			return j;
		if (q->kind == QUANTITY_NUMBER_NOUN) {
			bool accusative = n->flags & LEX_ACCUSATIVE && first->flags & LEX_ACCUSATIVE;
			bool whole = definite && n->form != FORM_SINGULAR && first->form != FORM_SINGULAR;
			bool plurals = (whole || (n->form == FORM_PLURAL && first->form == FORM_PLURAL)) &&
				       (n->harm != 0) == (first->harm != 0) &&
				       (!(n->flags & LEX_WEAK) ||
					       first->flags & LEX_WEAK) && /* "3 dead and injuries" */
				       (n->harm || ((n->status == first->status || definite) &&
							   n->unit == first->unit));
			bool many = q->a >= 100 && n->form == FORM_SINGULAR && first->form == FORM_SINGULAR &&
				    n->harm == first->harm; /* "14200 children and women" */
			bool bare = !((n->flags | first->flags) & LEX_ACCUSATIVE) && n->form == first->form;
			bool harmed = bare && q->a > 10 && n->form == FORM_SINGULAR && n->harm &&
				      first->harm && n->harm != first->harm; /* "100 dead and wounded" */
			bool pair = q->a > 10 && first->flags & LEX_ACCUSATIVE && is_her_like(r, j - 1, next);
			if ((definite && !q->partitive) || !(accusative || plurals || many || harmed || pair))
				return j;
		}
		if (q->kind == QUANTITY_VAGUE && (n->form == FORM_DUAL || n->form == FORM_SINGULAR))
			return j;
		quantity_take_noun(q, n);
		j = next + 1;
		j = quantity_read_adjectives(r, j, q, definite);
	}
	return j;
}

uint32_t quantity_read_other(const struct reading *r, uint32_t j, struct quantity *q)
{
	const struct lex_entry *o = reading_entry(r, j, LEX_OTHER);
	if (!o || !reading_plain(r, j))
		return j;
	bool one = q->noun && q->noun->form == FORM_SINGULAR;
	if (o->form == FORM_SINGULAR && !one && word_has_article(r->tokens, reading_word(r, j + 1)))
		return j; /* "24, at the end of the month" */
	q->other = true;
	return j + 1;
}

/* "of the brigade (of) «Golani»": the name says more than the head at k. */
const struct lex_entry *quantity_named_group(
	const struct reading *r, uint32_t k, const struct lex_entry *head)
{
	uint32_t name = k + 1 + word_is_quote(reading_word(r, k + 1));
	const struct lex_entry *named = reading_entry(r, name, LEX_ACTOR);
	bool of = head->flags & LEX_CONSTRUCT && named && !(named->flags & LEX_CONSTRUCT) &&
		  reading_plain(r, name);
	return of ? named : head;
}
