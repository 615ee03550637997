/*
 * Quantity: the grammar of counted nouns.
 *
 *	quantity = approx? (number | vague | "one of" | ordinal) "of"? noun adjective* (and noun)* other? approx-after?
 *	         | noun adjective* number? other? | other
 */
#include "detect/quantity.h"

#include <string.h>

enum {
	EN_DASH = 0x2013,
	EM_DASH = 0x2014,
	ARABIC_COMMA = 0x060C,
	LEFT_GUILLEMET = 0xAB,
	RIGHT_GUILLEMET = 0xBB
};
#define PREFIXED (CLITIC_BI | CLITIC_LI | CLITIC_KA | CLITIC_SA)

static const struct word *at(const struct reading *r, uint32_t i)
{
	return &r->words->v[i < r->words->n ? i : r->words->n];
}

/* His son and a daughter are one word in the folded text: the letter that was written tells them apart. */
static const struct lex_entry *noun_entry(const struct reading *r, const struct word *w)
{
	const struct lex_entry *first = word_entry(r->lx, w, LEX_NOUN);
	if (!first || !(first->flags & LEX_POSSESSED) || w->n_tok != 1)
		return first;
	if (r->text->cp[r->tokens->v[w->tok].end_cp - 1] != 0x0629 /* teh marbuta */)
		return first;
	for (uint32_t a = w->first; a != UINT32_MAX; a = phrase_next(r->lx->phrases, a)) {
		const struct lex_entry *e = &r->lx->entries[phrase_value(r->lx->phrases, a)];
		if (e->cls == LEX_NOUN && !(e->flags & LEX_POSSESSED))
			return e;
	}
	return NULL;
}

static const struct lex_entry *entry(const struct reading *r, uint32_t i, enum lex_class c)
{
	return c == LEX_NOUN ? noun_entry(r, at(r, i)) : word_entry(r->lx, at(r, i), c);
}

static bool plain(const struct reading *r, uint32_t i)
{
	return !(at(r, i)->clitics & (PREFIXED | CLITIC_WA | CLITIC_FA));
}

static bool has_article(const struct reading *r, uint32_t i)
{
	return at(r, i)->clitics & CLITIC_AL;
}

static bool is_prep(const struct reading *r, uint32_t i, int64_t which)
{
	const struct lex_entry *e = entry(r, i, LEX_PREP);
	return e && e->a == which && !at(r, i)->clitics;
}

static void set_bounds(struct quantity *q, enum approximator approximator, int64_t a, int64_t b)
{
	q->approximator = approximator;
	q->a = a;
	q->b = b;
}

static void take_noun(struct quantity *q, const struct lex_entry *e)
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
			q->victim = e->status == STATUS_COMBATANT ? VICTIM_FIGHTER : VICTIM_CIVILIAN;
		if (e->status != q->status && e->status != STATUS_UNKNOWN)
			q->status = q->status == STATUS_UNKNOWN ? e->status : STATUS_MIXED;
	}
	q->harm |= e->harm;
}

static bool is_quote(const struct word *w)
{
	return w->kind == WORD_PUNCT &&
	       (w->hash_low == '"' || w->hash_low == LEFT_GUILLEMET || w->hash_low == RIGHT_GUILLEMET ||
		       w->hash_low == 0x201C || w->hash_low == 0x201D);
}

/* A definite word without a mark before it: makes the noun before it a genitive construct. */
static bool definite_follows(const struct reading *r, uint32_t j)
{
	const struct word *w = at(r, j);
	if (w->kind == WORD_PUNCT &&
		(w->hash_low == '"' || w->hash_low == LEFT_GUILLEMET || w->hash_low == 0x201C))
		w = at(r, ++j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START)
		return false;
	if (w->clitics & ~(unsigned)CLITIC_AL)
		return false;
	if (word_is(w, LEX_ACTOR) || w->clitics & CLITIC_AL)
		return !word_is(w, LEX_PREP);
	if (w->first != UINT32_MAX)
		return false;
	const struct token *k = &r->tokens->v[w->tok];
	const uint16_t *f = token_fold(r->tokens, k);
	return k->n_fold > 3 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
}

/* Adjectives that agree with the noun, "not" before one included. */
static uint32_t read_adjectives(const struct reading *r, uint32_t j, struct quantity *q, bool definite)
{
	for (;;) {
		const struct lex_entry *e = entry(r, j, LEX_ADJ);
		const struct lex_entry *n = entry(r, j, LEX_NOUN);
		if (!e || !plain(r, j) || (has_article(r, j) && !definite))
			return j;
		if (q->kind == QUANTITY_SINGULAR && e->form == FORM_PLURAL)
			return j;
		if (definite && q->kind == QUANTITY_SINGULAR && !has_article(r, j))
			return j;
		if (q->victim == VICTIM_PERSON || e->victim == VICTIM_ELDERLY)
			q->victim = e->victim != VICTIM_PERSON ? e->victim : q->victim;
		if (q->status == STATUS_UNKNOWN ||
			(e->status == STATUS_COMBATANT && q->noun && q->noun->victim == VICTIM_MAN))
			q->status = e->status != STATUS_UNKNOWN ? e->status : q->status;
		(void)n;
		j++;
	}
}

/* The genitive of a mere head: members (of the forces (of the regime)). */
static uint32_t read_group(const struct reading *r, uint32_t j, struct quantity *q)
{
	for (unsigned guard = 0; guard < 4; guard++) {
		const struct lex_entry *actor = entry(r, j, LEX_ACTOR), *noun = entry(r, j, LEX_NOUN);
		if (!plain(r, j) || at(r, j)->kind != WORD_WORD)
			return j;
		if (actor && actor->flags & LEX_CONSTRUCT && !has_article(r, j)) {
			q->group = actor;
			j++;
			if (is_quote(at(r, j))) {
				const struct lex_entry *named = entry(r, j + 1, LEX_ACTOR);
				if (!named)
					return j;
				q->group = named;
				return is_quote(at(r, j + 2)) ? j + 3 : j + 2;
			}
			continue;
		}
		if (actor) {
			q->group = actor;
			j++;
			while (word_is(at(r, j), LEX_ADJ) && has_article(r, j) && plain(r, j))
				j++;
			return j;
		}
		if (noun && noun->flags & LEX_HEAD && !has_article(r, j)) {
			take_noun(q, noun);
			j++;
			continue;
		}
		if (!definite_follows(r, j))
			return j;
		j++;
		while (word_is(at(r, j), LEX_ADJ) && has_article(r, j) && plain(r, j))
			j++;
		return j;
	}
	return j;
}

/* "and wounded" after "14 dead", "and the wounded" after "dozens of the dead". */
static uint32_t read_joined_nouns(
	const struct reading *r, uint32_t j, struct quantity *q, const struct lex_entry *first, bool definite)
{
	uint32_t next;
	while (number_joined(r, j, &next)) {
		const struct lex_entry *n = entry(r, next, LEX_NOUN);
		if (!n || at(r, next)->clitics & PREFIXED || has_article(r, next) != definite)
			return j;
		if (q->kind == QUANTITY_VAGUE && !definite &&
			(n->form != FORM_PLURAL || first->form != FORM_PLURAL))
			return j;
		if (q->kind == QUANTITY_NUMBER_NOUN) {
			bool accusative = n->flags & LEX_ACCUSATIVE && first->flags & LEX_ACCUSATIVE;
			bool plurals = n->form == FORM_PLURAL && first->form == FORM_PLURAL &&
				       (n->harm != 0) == (first->harm != 0) && n->harm;
			if (definite || !(accusative || plurals))
				return j;
		}
		if (q->kind == QUANTITY_VAGUE && (n->form == FORM_DUAL || n->form == FORM_SINGULAR))
			return j;
		take_noun(q, n);
		j = next + 1;
		j = read_adjectives(r, j, q, definite);
	}
	return j;
}

static uint32_t read_other(const struct reading *r, uint32_t j, struct quantity *q)
{
	const struct lex_entry *o = entry(r, j, LEX_OTHER);
	if (!o || !plain(r, j))
		return j;
	q->other = true;
	return j + 1;
}

/* "between dead and wounded": both harms, whatever the noun was. Not part of the span. */
static uint32_t read_between_harms(const struct reading *r, uint32_t j, struct quantity *q)
{
	if (!word_is(at(r, j), LEX_BETWEEN))
		return j;
	const struct lex_entry *a = entry(r, j + 1, LEX_NOUN);
	uint32_t next;
	if (!a || !a->harm || !number_joined(r, j + 2, &next))
		return j;
	const struct lex_entry *b = entry(r, next, LEX_NOUN);
	if (!b || !b->harm)
		return j;
	q->harm |= a->harm | b->harm;
	q->between_harms = true;
	uint32_t end = next + 1;
	while (number_joined(r, end, &next) && (b = entry(r, next, LEX_NOUN)) && b->harm) {
		q->harm |= b->harm;
		end = next + 1;
	}
	return end;
}

static uint32_t read_approx_after(const struct reading *r, uint32_t j, struct quantity *q)
{
	const struct lex_entry *e = entry(r, j, LEX_APPROX_AFTER);
	if (!e || q->kind == QUANTITY_VAGUE || q->kind == QUANTITY_PLURAL)
		return j;
	/* "at least" may belong to a number to its right. */
	struct number n;
	if (entry(r, j, LEX_APPROX) && !(at(r, j + 1)->clitics & CLITIC_WA) &&
		!word_is(at(r, j + 1), LEX_GLUE) && !word_is(at(r, j + 1), LEX_CONJ) &&
		number_read(r, j + 1, &n))
		return j;
	q->approximator = e->sub;
	return j + 1;
}

/* What stands after the noun without being counted: "of the regime's forces", "in the ranks of civilians". */
static void look_at_origin(const struct reading *r, uint32_t j, struct quantity *q)
{
	if (q->unit == UNIT_BODY) { /* the body of a child */
		const struct lex_entry *n = NULL;
		for (uint32_t k = j; k < j + 4 && at(r, k)->kind == WORD_WORD && !n; k++)
			if (!((n = entry(r, k, LEX_NOUN)) &&
				    (k == j || at(r, k)->clitics & CLITIC_LI ||
					    word_is(at(r, k - 1), LEX_ONE) || is_prep(r, k - 1, 1))))
				n = NULL;
		if (n && !n->harm) {
			q->victim = n->victim;
			q->status = n->status;
		}
		return;
	}
	for (uint32_t k = j; k < j + 3; k++) {
		if (at(r, k)->kind != WORD_WORD || at(r, k)->flags & WORD_SENTENCE_START ||
			number_joined(r, k, &(uint32_t){0}))
			return;
		const struct lex_entry *actor = entry(r, k, LEX_ACTOR), *noun = entry(r, k, LEX_NOUN);
		if (k > j && actor && !(at(r, k)->clitics & (CLITIC_BI | CLITIC_KA))) {
			q->group = actor;
			return;
		}
		if (k > j && noun && !noun->harm && noun->status != STATUS_UNKNOWN &&
			noun->form != FORM_SINGULAR &&
			(q->status == STATUS_UNKNOWN || q->victim == VICTIM_PERSON) &&
			!(noun->flags & LEX_KIN)) {
			if (q->status == STATUS_UNKNOWN)
				q->status = noun->status;
			if (q->victim == VICTIM_PERSON &&
				!(noun->flags & LEX_COLLECTIVE && noun->status == STATUS_CIVILIAN))
				q->victim = noun->victim;
			return;
		}
		if (k == j && !is_prep(r, k, 1) && !(word_is(at(r, k), LEX_PREP)))
			return;
	}
}

/* "25 fighters of the opposition at least": bears on the number, is no part of its span. */
static void look_for_distant_approx(const struct reading *r, uint32_t j, struct quantity *q)
{
	if (q->approximator != APPROX_EXACT || !is_prep(r, j, 1))
		return;
	for (uint32_t k = j + 1;
		k < j + 6 && at(r, k)->kind == WORD_WORD && !(at(r, k)->flags & WORD_SENTENCE_START); k++) {
		const struct lex_entry *e = entry(r, k, LEX_APPROX_AFTER);
		struct number n;
		if (at(r, k)->clitics & CLITIC_WA)
			return;
		if (!e)
			continue;
		if (!number_read(r, k + 1, &n))
			q->approximator = e->sub;
		return;
	}
}

static enum quantity_result finish(const struct reading *r, uint32_t i, uint32_t j, struct quantity *q)
{
	q->beg = i;
	uint32_t after = read_approx_after(r, j, q);
	q->end = after;
	q->end_cp = word_end_cp(r->words, after - 1, r->tokens);
	after = read_between_harms(r, after, q);
	look_for_distant_approx(r, after, q);
	if (after != q->end)
		q->end = after;
	else
		look_at_origin(r, after, q);
	if (q->group && q->group->a == 1) { /* rescuers and medics */
		q->status = STATUS_CIVILIAN;
		if (q->victim == VICTIM_PERSON || q->victim == VICTIM_FIGHTER || q->victim == VICTIM_WORKER)
			q->victim = q->group->sub;
	} else if (q->group) {
		if (q->status == STATUS_UNKNOWN || q->victim == VICTIM_FIGHTER)
			q->status = STATUS_COMBATANT;
		if (q->victim == VICTIM_PERSON || q->victim == VICTIM_FIGHTER)
			q->victim = q->group->sub;
	}
	q->clitics = at(r, i)->clitics & ~(unsigned)CLITIC_AL;
	q->joined = q->clitics & CLITIC_WA || (i > 0 && word_is(at(r, i - 1), LEX_CONJ));
	return QUANTITY_FOUND;
}

static bool excluded_noun(const struct reading *r, uint32_t j)
{
	return word_is(at(r, j), LEX_EXCLUDED) && !word_is(at(r, j), LEX_NOUN) &&
	       !(at(r, j)->clitics & CLITIC_BI);
}

/* The counted noun after a number or a vague word at j. False: something that is no person is counted, *end tells. */
static bool read_counted(const struct reading *r, uint32_t *j, struct quantity *q, uint32_t *end)
{
	uint32_t k = *j;
	if (is_prep(r, k, 1)) {
		if (excluded_noun(r, k + 1)) {
			*end = k + 2;
			return false;
		}
		const struct lex_entry *n = entry(r, k + 1, LEX_NOUN), *actor = entry(r, k + 1, LEX_ACTOR);
		if (is_quote(at(r, k + 1)) && word_is(at(r, k + 2), LEX_ACTOR)) {
			q->group = entry(r, k + 2, LEX_ACTOR);
			return true;
		}
		const struct lex_entry *adj = entry(r, k + 1, LEX_ADJ);
		if (adj && !n && word_is(at(r, k + 2), LEX_NOUN)) { /* "two of the senior leaders" */
			k++;
			n = entry(r, k + 1, LEX_NOUN);
		}
		if (actor && actor->flags & LEX_HEAD && plain(r, k + 1)) {
			q->partitive = true;
			*j = read_group(r, k + 1, q);
			return true;
		}
		if (actor && actor->flags & LEX_CONSTRUCT && plain(r, k + 1) && !has_article(r, k + 1)) {
			q->group = actor;
			return true;
		}
		if (actor) {
			q->group = actor;
			return true;
		}
		if (!n || at(r, k + 1)->clitics & (PREFIXED | CLITIC_WA))
			return true;
		if (n->unit == UNIT_FAMILY && n->form == FORM_SINGULAR)
			return true;
		if (q->kind == QUANTITY_BARE_NUMBER && n->form == FORM_SINGULAR &&
			!(n->flags & LEX_COLLECTIVE))
			return true;
		q->partitive = true;
		take_noun(q, n);
		k += 2;
		if (!has_article(r, k - 1) && !(n->flags & LEX_POSSESSED))
			k = read_group(r, k, q);
		k = read_adjectives(r, k, q, has_article(r, k - 1));
		if (q->kind == QUANTITY_VAGUE)
			k = read_joined_nouns(r, k, q, n, has_article(r, k - 1));
		*j = k;
		return true;
	}
	const struct lex_entry *n = entry(r, k, LEX_NOUN);
	if (n && q->kind == QUANTITY_VAGUE && n->form == FORM_SINGULAR && n->flags & LEX_POSSESSED)
		return true;
	if (n && plain(r, k) && !(n->flags & LEX_POSSESSED && q->kind != QUANTITY_VAGUE) &&
		!(has_article(r, k) && q->kind != QUANTITY_VAGUE && !q->definite)) {
		bool definite = has_article(r, k);
		take_noun(q, n);
		k++;
		if (q->kind == QUANTITY_VAGUE && n->flags & LEX_HEAD && !definite)
			k = read_group(r, k, q);
		k = read_adjectives(r, k, q, definite);
		k = read_joined_nouns(r, k, q, n, definite);
		*j = k;
		return true;
	}
	if (excluded_noun(r, k) || word_is(at(r, k), LEX_PERCENT)) {
		*end = k + 1;
		return false;
	}
	const struct word *w = at(r, k);
	if (w->kind == WORD_WORD && w->first == UINT32_MAX && !(w->flags & WORD_SENTENCE_START) &&
		!word_is(w, LEX_OTHER))
		q->unknown_noun = true;
	else if (w->kind == WORD_LATIN)
		q->unknown_noun = true;
	else if (word_is(w, LEX_ADJ) && plain(r, k) && !word_is(w, LEX_NOUN))
		q->unknown_noun = true;
	return true;
}

/* "10 to 15", "10-15", "10 or 15". */
static uint32_t read_range(const struct reading *r, const struct number *n, struct number *second)
{
	const struct word *w = at(r, n->end);
	uint32_t next = 0;
	if (word_punct(w, '-') || word_punct(w, EN_DASH))
		next = n->end + 1;
	else if ((is_prep(r, n->end, 2) && !(n->beg > 0 && is_prep(r, n->beg - 1, 1))) ||
		 is_prep(r, n->end, 3))
		next = n->end + 1;
	if (!next || !number_read(r, next, second) || second->kind != NUMBER_CARDINAL ||
		second->value <= n->value)
		return 0;
	return second->end;
}

/* A head before the number that makes it a name, a date or an age. */
static bool named_before(const struct reading *r, uint32_t i)
{
	for (uint32_t back = 1; back <= 2 && back <= i; back++) {
		const struct word *w = at(r, i - back);
		if (w->kind == WORD_BREAK || at(r, i - back + 1)->flags & WORD_SENTENCE_START)
			return false;
		if (word_is(w, LEX_BEFORE))
			return true;
		if (w->kind != WORD_PUNCT && !word_is(w, LEX_APPROX) && !word_is(w, LEX_GLUE))
			return false;
	}
	return false;
}

static enum quantity_result read_number_phrase(const struct reading *r, uint32_t i, uint32_t j,
	struct quantity *q, const struct lex_entry *approx, uint32_t *end)
{
	struct number n, upper;
	uint32_t range = 0;
	bool pair = false;
	if (word_is(at(r, j), LEX_BETWEEN) && number_read(r, j + 1, &n)) {
		uint32_t next;
		if (number_joined(r, n.end, &next) || is_prep(r, n.end, 2)) {
			next = is_prep(r, n.end, 2) ? n.end + 1 : next;
			struct word *w = &r->words->v[next];
			uint8_t kept = w->clitics;
			(void)kept;
			range = number_read(r, next, &upper) && upper.value > n.value ? upper.end : 0;
		}
		if (!range)
			return QUANTITY_NONE;
		pair = true;
	} else if (!number_read(r, j, &n)) {
		return QUANTITY_NONE;
	}
	*end = n.end;
	if (n.kind != NUMBER_CARDINAL)
		return QUANTITY_EXCLUDED;
	if (!pair)
		range = read_range(r, &n, &upper);
	q->digits = n.digits;
	q->kind = QUANTITY_BARE_NUMBER;
	q->definite = n.definite;
	q->beg_cp = approx || pair ? word_beg_cp(r->words, i, r->tokens, r->text)
				   : word_beg_cp(r->words, n.beg, r->tokens, r->text);
	uint32_t k = n.end;
	if (range) {
		set_bounds(q, APPROX_BETWEEN, n.value, upper.value);
		k = range;
	} else {
		set_bounds(q, approx ? approx->sub : APPROX_EXACT, n.value, NUMBER_NONE);
	}
	const struct lex_entry *added;
	uint32_t next;
	if (number_joined(r, k, &next) && (added = entry(r, next, LEX_VAGUE)) && added->sub == VAGUE_ADDED) {
		set_bounds(q, APPROX_VAGUE, n.value + 1, n.value + 9);
		k = next + 1;
	}
	if (n.value == 0)
		return QUANTITY_EXCLUDED;
	uint32_t number_end = k;
	enum quantity_kind kind = q->approximator == APPROX_VAGUE ? QUANTITY_VAGUE : QUANTITY_BARE_NUMBER;
	q->kind = n.value >= 11 ? QUANTITY_NUMBER_NOUN : QUANTITY_NUMBER_NOUN;
	if (!read_counted(r, &k, q, end))
		return QUANTITY_EXCLUDED;
	if (!q->noun && named_before(r, i))
		return QUANTITY_EXCLUDED;
	if (!q->noun)
		q->kind = kind;
	k = read_other(r, k, q);
	if (q->other && k == number_end + 1)
		q->unknown_noun = false;
	if (kind == QUANTITY_VAGUE)
		q->kind = QUANTITY_VAGUE;
	return finish(r, i, k, q);
}

static enum quantity_result read_vague(
	const struct reading *r, uint32_t i, uint32_t j, struct quantity *q, uint32_t *end)
{
	const struct lex_entry *v = entry(r, j, LEX_VAGUE);
	struct number n;
	uint32_t next, k = j + 1;
	*end = k;
	if (v->sub == VAGUE_WITH_MIN && has_article(r, j))
		return QUANTITY_EXCLUDED;
	q->kind = QUANTITY_VAGUE;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	set_bounds(q, APPROX_VAGUE, v->a, v->b);
	if (v->sub == VAGUE_ADDED) {
		if (!number_joined(r, k, &next) || !number_read(r, next, &n))
			return QUANTITY_NONE;
		set_bounds(q, APPROX_VAGUE, n.value + v->a, n.value + v->b);
		k = n.end;
	} else if (v->sub == VAGUE_WITH_MIN && !word_is(at(r, k), LEX_NOUN) &&
		   !word_is(at(r, k), LEX_ACTOR) && excluded_noun(r, k)) {
		*end = k + 1;
		return QUANTITY_EXCLUDED;
	}
	const struct lex_entry *actor = entry(r, k, LEX_ACTOR);
	if (v->sub == VAGUE_WITH_MIN && actor && plain(r, k)) { /* "a number of the regime's forces" */
		k = read_group(r, k, q);
		return finish(r, i, k, q);
	}
	if (!read_counted(r, &k, q, end))
		return QUANTITY_EXCLUDED;
	k = read_other(r, k, q);
	if (!q->noun && v->sub == VAGUE_WITH_MIN)
		return q->unknown_noun || !q->other ? QUANTITY_EXCLUDED : finish(r, i, k, q);
	if (!q->noun && q->unknown_noun)
		return QUANTITY_EXCLUDED;
	return finish(r, i, k, q);
}

/* The number after a definite or dual noun: the three martyrs, two civilians (two), one person. */
static uint32_t read_number_after(const struct reading *r, uint32_t j, struct quantity *q, bool definite)
{
	struct number n;
	if (at(r, j)->kind == WORD_DIGITS || at(r, j)->clitics & ~(unsigned)CLITIC_AL ||
		!number_read(r, j, &n) || n.kind != NUMBER_CARDINAL || n.digits)
		return j;
	if (n.definite != definite && !(q->possessed && n.definite) && n.value > 2)
		return j;
	if (n.definite != definite && n.value <= 2 && !(q->possessed && n.definite))
		return j;
	if (!definite && !q->possessed && n.value > 2)
		return j;
	if (q->noun->form == FORM_SINGULAR && n.value != 1)
		return j;
	set_bounds(q, APPROX_EXACT, n.value, NUMBER_NONE);
	q->kind = QUANTITY_NUMBER_NOUN;
	q->repeated = n.value > 2 && definite;
	return n.end;
}

/* A phrase whose last word has the article: "men of (the) security". */
static bool article_inside(const struct reading *r, uint32_t i)
{
	const struct token *k = &r->tokens->v[at(r, i)->tok + at(r, i)->n_tok - 1];
	const uint16_t *f = token_fold(r->tokens, k);
	return k->n_fold > 3 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
}

/* Nouns that give way to what follows: a body of N dead, a family of N persons, "mother of" in a name. */
static bool gives_way(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	struct number number;
	uint32_t j = i + 1;
	if (n->unit == UNIT_BODY &&
		(number_read(r, j, &number) || (word_is(at(r, j), LEX_NOUN) && entry(r, j, LEX_NOUN) &&
						       entry(r, j, LEX_NOUN)->harm)))
		return true;
	if (n->flags & LEX_KIN && n->flags & LEX_WEAK && !(n->flags & LEX_POSSESSED))
		return at(r, j)->kind == WORD_WORD && at(r, j)->first == UINT32_MAX;
	if (n->unit != UNIT_FAMILY)
		return false;
	while (j < i + 3 && at(r, j)->kind == WORD_WORD && !is_prep(r, j, 1) &&
		!(at(r, j)->clitics & CLITIC_WA))
		j++;
	return is_prep(r, j, 1) && number_read(r, j + 1, &number);
}

static enum quantity_result read_noun(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *n = entry(r, i, LEX_NOUN);
	bool definite = has_article(r, i) || (at(r, i)->n_tok > 1 && article_inside(r, i));
	const struct lex_entry *month = entry(r, i, LEX_EXCLUDED);
	if (!n || gives_way(r, i, n) ||
		(month && month->sub == EXCLUDED_MONTH && !(n->flags & LEX_POSSESSED)))
		return QUANTITY_NONE;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	q->definite = definite;
	q->possessed = n->flags & LEX_POSSESSED;
	q->accusative = n->flags & LEX_ACCUSATIVE || at(r, i)->flags & WORD_TANWIN;
	take_noun(q, n);
	q->kind = n->form == FORM_SINGULAR ? QUANTITY_SINGULAR
		  : n->form == FORM_PLURAL ? QUANTITY_PLURAL
					   : QUANTITY_DUAL;
	uint32_t j = read_adjectives(r, i + 1, q, definite || q->possessed);
	switch (n->form) {
	case FORM_SINGULAR:
		set_bounds(q, APPROX_EXACT, 1, NUMBER_NONE);
		break;
	case FORM_DUAL:
		set_bounds(q, APPROX_EXACT, 2, NUMBER_NONE);
		break;
	case FORM_DUAL_OR_PLURAL:
		set_bounds(q, APPROX_DUAL_OR_PLURAL, 2, NUMBER_NONE);
		if (definite)
			q->kind = QUANTITY_PLURAL;
		break;
	default:
		set_bounds(q, APPROX_VAGUE, 3, NUMBER_NONE);
	}
	j = read_number_after(r, j, q, definite);
	if (q->kind == QUANTITY_PLURAL) {
		if (definite || n->flags & LEX_CONSTRUCT ||
			(!q->possessed && definite_follows(r, i + 1) && j == i + 1))
			return QUANTITY_NONE;
	}
	if (n->form == FORM_DUAL_OR_PLURAL && q->kind == QUANTITY_DUAL && j == i + 1 &&
		definite_follows(r, j) && word_is(at(r, j), LEX_ADJ))
		return QUANTITY_NONE;
	j = read_other(r, j, q);
	if (q->other && q->approximator == APPROX_VAGUE)
		set_bounds(q, APPROX_VAGUE, 3, NUMBER_NONE);
	return finish(r, i, j, q);
}

static enum quantity_result read_others(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *o = entry(r, i, LEX_OTHER);
	if (has_article(r, i))
		return QUANTITY_NONE;
	q->kind = QUANTITY_OTHERS;
	q->other = true;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	q->victim = VICTIM_PERSON;
	if (o->form == FORM_SINGULAR)
		set_bounds(q, APPROX_EXACT, 1, NUMBER_NONE);
	else if (o->form == FORM_DUAL)
		set_bounds(q, APPROX_EXACT, 2, NUMBER_NONE);
	else if (o->form == FORM_DUAL_OR_PLURAL)
		set_bounds(q, APPROX_DUAL_OR_PLURAL, 2, NUMBER_NONE);
	else
		set_bounds(q, APPROX_VAGUE, 3, NUMBER_NONE);
	return finish(r, i, i + 1, q);
}

static enum quantity_result read_one_of(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *n = entry(r, i + 1, LEX_NOUN);
	if (!n || !plain(r, i + 1) || n->form == FORM_SINGULAR)
		return QUANTITY_NONE;
	q->kind = QUANTITY_SINGULAR;
	q->one_of = true;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	take_noun(q, n);
	set_bounds(q, APPROX_EXACT, 1, NUMBER_NONE);
	uint32_t j = i + 2;
	if (n->flags & LEX_HEAD && !has_article(r, i + 1) && !(n->flags & LEX_POSSESSED))
		j = read_group(r, j, q);
	j = read_adjectives(r, j, q, has_article(r, i + 1));
	return finish(r, i, j, q);
}

/* Can no noun that belongs to the word before follow at j? */
static bool ends_here(const struct reading *r, uint32_t j)
{
	const struct word *w = at(r, j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & (PREFIXED | CLITIC_WA))
		return true;
	return word_is(w, LEX_CAUSE) || word_is(w, LEX_PREP);
}

enum quantity_result quantity_read(const struct reading *r, uint32_t i, struct quantity *out, uint32_t *end)
{
	static const uint64_t starts =
		UINT64_C(1) << LEX_UNIT | UINT64_C(1) << LEX_TEN | UINT64_C(1) << LEX_HUNDRED |
		UINT64_C(1) << LEX_SCALE | UINT64_C(1) << LEX_FRACTION | UINT64_C(1) << LEX_VAGUE |
		UINT64_C(1) << LEX_ONE | UINT64_C(1) << LEX_ORDINAL | UINT64_C(1) << LEX_NOUN |
		UINT64_C(1) << LEX_OTHER | UINT64_C(1) << LEX_APPROX | UINT64_C(1) << LEX_BETWEEN |
		UINT64_C(1) << LEX_GLUE;
	const struct word *w = at(r, i);
	if (w->kind != WORD_DIGITS && !(w->classes & starts))
		return QUANTITY_NONE;
	*out = (struct quantity){.victim = VICTIM_PERSON};
	*end = i + 1;
	const struct lex_entry *approx = entry(r, i, LEX_APPROX);
	uint32_t j = i;
	while (j < i + 3 && entry(r, j, LEX_APPROX)) {
		approx = j > i && approx->sub != APPROX_ABOUT ? approx : entry(r, j, LEX_APPROX);
		j++;
	}
	if (approx && (w->clitics & CLITIC_AL))
		return QUANTITY_NONE;
	if (word_is(at(r, j), LEX_VAGUE) && !(at(r, j)->clitics & CLITIC_KA)) {
		enum quantity_result v = read_vague(r, i, j, out, end);
		if (v != QUANTITY_NONE)
			return v;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	enum quantity_result n = read_number_phrase(r, i, j, out, approx, end);
	if (n != QUANTITY_NONE || approx)
		return n;
	*out = (struct quantity){.victim = VICTIM_PERSON};
	if (word_is(w, LEX_ONE)) {
		n = read_one_of(r, i, out);
		if (n != QUANTITY_NONE)
			return n;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	if (word_is(w, LEX_ORDINAL) && !has_article(r, i) && word_is(at(r, i + 1), LEX_NOUN) &&
		plain(r, i + 1) && !has_article(r, i + 1)) {
		n = read_noun(r, i + 1, out);
		out->beg = i;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		out->joined = w->clitics & CLITIC_WA;
		out->clitics = w->clitics;
		return n;
	}
	if (word_is(w, LEX_NOUN))
		return read_noun(r, i, out);
	if (word_is(w, LEX_ORDINAL) && !has_article(r, i) && ends_here(r, i + 1)) { /* "a third (one)" */
		out->kind = QUANTITY_OTHERS;
		out->other = true;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		set_bounds(out, APPROX_EXACT, 1, NUMBER_NONE);
		return finish(r, i, i + 1, out);
	}
	if (word_is(w, LEX_OTHER))
		return read_others(r, i, out);
	return QUANTITY_NONE;
}
