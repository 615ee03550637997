/*
 * Quantity: the grammar of counted phrases.
 *
 *	quantity = approx? (number | vague | "one of" | ordinal) "of"? noun adjective* (and noun)* other? approx-after?
 *	         | noun adjective* number? other? | other
 */
#include "detect/quantity_grammar.h"

/* "three of the …": the partitive's noun, at k. */
static uint32_t read_partitive(const struct reading *r, uint32_t k, struct quantity *q, uint32_t unchanged)
{
	if (word_is_quote(reading_word(r, k)) && word_is(reading_word(r, k + 1), LEX_ACTOR)) {
		q->group = reading_entry(r, k + 1, LEX_ACTOR);
		return unchanged;
	}
	const struct lex_entry *n = reading_entry(r, k, LEX_NOUN), *actor = reading_entry(r, k, LEX_ACTOR);
	if (word_is(reading_word(r, k), LEX_ADJ) && !n &&
		word_is(reading_word(r, k + 1), LEX_NOUN)) /* "two of the senior leaders" */
		n = reading_entry(r, ++k, LEX_NOUN);
	if (actor && actor->flags & LEX_HEAD && reading_plain(r, k)) {
		q->partitive = true;
		return quantity_read_group(r, k, q);
	}
	if (actor && !n) {
		q->group = quantity_named_group(r, k, actor);
		return unchanged;
	}
	if (!n || reading_word(r, k)->clitics & (PREFIXED | CLITIC_WA) ||
		(n->unit == UNIT_FAMILY && n->form == FORM_SINGULAR))
		return unchanged;
	q->partitive = true;
	quantity_take_noun(q, n);
	if (n->flags & LEX_KIN && !(n->flags & LEX_POSSESSED) && n->form == FORM_PLURAL && q->noun == n &&
		q->victim == VICTIM_CHILD)
		q->victim = VICTIM_PERSON; /* sons of a tribe, of a town */
	bool definite = reading_has_article(r, k++);
	if (!definite && !(n->flags & LEX_POSSESSED))
		k = quantity_read_group(r, k, q);
	definite = reading_has_article(r, k - 1);
	k = quantity_read_adjectives(r, k, q, definite);
	definite = reading_has_article(r, k - 1);
	bool people = n->form != FORM_SINGULAR && !n->harm; /* "70 of the civilians and the soldiers" */
	if (q->kind != QUANTITY_VAGUE && !(definite && (n->flags & LEX_HEAD || people)))
		return k;
	return quantity_read_joined(r, k, q, n, definite); /* "15 of the officers and the soldiers" */
}

/* The noun right after a number or a vague word, at k; NULL when what stands there cannot be it. */
static const struct lex_entry *counted_at(const struct reading *r, uint32_t k, const struct quantity *q)
{
	const struct lex_entry *n = reading_entry(r, k, LEX_NOUN);
	if (!n || !reading_plain(r, k) ||
		word_is(reading_word(r, k), LEX_PREP) /* "in front of", not "imam" */)
		return NULL;
	if (q->kind == QUANTITY_VAGUE && quantity_article_inside(r, k - 1) && !quantity_article_inside(r, k))
		return NULL; /* "the dozens (are) missing" */
	if (q->kind == QUANTITY_VAGUE)
		return n->form == FORM_SINGULAR && n->flags & LEX_POSSESSED ? NULL : n;
	return n->flags & LEX_POSSESSED || (reading_has_article(r, k) && !q->definite) ? NULL : n;
}

static bool is_unknown_noun(const struct reading *r, uint32_t k)
{
	const struct word *w = reading_word(r, k);
	if (w->kind == WORD_LATIN)
		return true;
	if (w->kind != WORD_WORD)
		return false;
	if (w->first == UINT32_MAX)
		return !(w->flags & WORD_SENTENCE_START);
	return word_is(w, LEX_ADJ) && reading_plain(r, k) && !word_is(w, LEX_NOUN) && !word_is(w, LEX_PREP);
}

/* Has the unknown word at k the ending that a counted noun has after n? */
static bool counts_unknown(const struct reading *r, uint32_t k, int64_t n)
{
	const struct word *w = reading_word(r, k);
	const struct token *t = &r->tokens->v[w->tok];
	const uint16_t *f = token_fold(r->tokens, t);
	uint32_t len = t->n_fold;
	bool article = f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
	if (w->kind != WORD_WORD || len < 4 || article || f[0] == 0x0628 /* beh, a preposition */)
		return false;
	if (n >= 3 && n <= 10)
		return (f[len - 1] == 0x0646 /* noon */ && (f[len - 2] == 0x064A || f[len - 2] == 0x0648)) ||
		       (f[len - 1] == 0x062A /* teh */ && f[len - 2] == 0x0627);
	return n >= 11 && n <= 99 && (f[len - 1] == 0x0627 || f[len - 1] == 0x0647 /* heh */);
}

/* "30 from both sides", "30 from the town X": what is not counted, but where they are from. */
static bool is_origin(const struct reading *r, uint32_t k)
{
	const struct lex_entry *e = reading_entry(r, k, LEX_EXCLUDED);
	if (e && e->sub == EXCLUDED_PLACE && e->form == FORM_SINGULAR)
		return true;
	return e && e->sub == EXCLUDED_THING && e->form != FORM_SINGULAR && e->form != FORM_PLURAL &&
	       reading_has_article(r, k);
}

/* "in 12 schools": a word that names persons too (teachers), but these were not counted. */
static bool is_thing_too(const struct reading *r, uint32_t k)
{
	const struct word *w = reading_word(r, k);
	return word_is(w, LEX_EXCLUDED) && !word_is(w, LEX_CLAUSE) && reading_plain(r, k);
}

/* "seven the day of the attack", "15 on Sunday": a time in the singular that is not counted, since its name follows it. */
static bool is_when(const struct reading *r, uint32_t k, int64_t n)
{
	enum { FEW = 10 }; /* up to here a plural is counted */
	const struct lex_entry *time = reading_entry(r, k, LEX_EXCLUDED);
	const struct word *name = reading_word(r, k + 1);
	if (!time || time->sub != EXCLUDED_TIME || time->form != FORM_SINGULAR || !reading_plain(r, k))
		return false;
	const struct lex_entry *month = reading_entry(r, k + 1, LEX_EXCLUDED);
	bool dated = name->period == PERIOD_DAY || name->kind == WORD_DIGITS ||
		     (month && month->sub == EXCLUDED_MONTH);
	return dated || (n <= FEW && word_has_article(r->tokens, name));
}

/* Can no noun that belongs to the word before follow at j? */
static bool ends_here(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & (PREFIXED | CLITIC_WA))
		return true;
	if (w->first == UINT32_MAX && token_fold(r->tokens, &r->tokens->v[w->tok])[0] == 0x0628 /* beh */)
		return true;
	return word_is(w, LEX_CAUSE) || word_is(w, LEX_PREP) || word_is(w, LEX_PART) || word_is(w, LEX_WAS) ||
	       (w->flags & WORD_TANWIN && !word_is(w, LEX_NOUN)) ||
	       (word_is(w, LEX_ADJ) && !word_is(w, LEX_NOUN));
}

/* "8 cases", "15 grave cases" of what was told before; a noun after it would say of what. */
static bool counts_cases(const struct reading *r, uint32_t k)
{
	const struct lex_entry *e = reading_entry(r, k, LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_CASE && reading_plain(r, k) && ends_here(r, k + 1);
}

/* The counted noun after a number or a vague word at *j. False: no person is counted, *end tells where to go on. */
static bool read_counted(const struct reading *r, uint32_t *j, struct quantity *q, uint32_t *end)
{
	uint32_t k = *j;
	const struct lex_entry *least = reading_entry(r, k, LEX_APPROX_AFTER);
	if (least && q->kind != QUANTITY_VAGUE && reading_is_prep(r, k + 1, PREP_FROM)) {
		q->approximator = least->sub; /* "12 at least of the members of X" */
		k++;
	}
	if (reading_is_prep(r, k, PREP_FROM)) {
		*end = k + 2;
		if (reading_is_excluded(r, k + 1) && !is_origin(r, k + 1) &&
			!word_is(reading_word(r, k + 1), LEX_ACTOR)) /* "two of a battalion" */
			return false;
		*j = read_partitive(r, k + 1, q, k);
		return true;
	}
	const struct lex_entry *n = counted_at(r, k, q);
	if (n) {
		bool definite = reading_has_article(r, k);
		quantity_take_noun(q, n);
		k++;
		if (q->kind == QUANTITY_VAGUE && n->flags & (LEX_HEAD | LEX_CONSTRUCT) && !definite)
			k = quantity_read_group(r, k, q);
		k = quantity_read_adjectives(r, k, q, definite);
		*j = quantity_read_joined(r, k, q, n, definite);
		return true;
	}
	if (q->definite && word_is(reading_word(r, k), LEX_ADJ) && reading_has_article(r, k) &&
		reading_plain(r, k)) { /* "the remaining three" */
		*j = quantity_read_adjectives(r, k, q, true);
		return true;
	}
	*end = k + 1;
	if (!q->definite && reading_has_article(r, k) && !word_is(reading_word(r, k), LEX_PERCENT))
		return true; /* "about a hundred were hurt the last night": what is counted has no article */
	if (counts_cases(r, k)) {
		q->cases = true;
		*j = quantity_read_adjectives(r, k + 1, q, false);
		return true;
	}
	if (is_when(r, k, q->a))
		return true;
	if (reading_is_excluded(r, k) || word_is(reading_word(r, k), LEX_PERCENT) || is_thing_too(r, k))
		return false;
	q->unknown_noun = is_unknown_noun(r, k);
	if (q->unknown_noun && q->kind == QUANTITY_NUMBER_NOUN && counts_unknown(r, k, q->a))
		*j = k + 1;
	return true;
}

/* A head before the number that makes it a name, a date or an age. */
static bool named_before(const struct reading *r, uint32_t i, int64_t number)
{
	enum { MOST_OF_A_KIND = 99 };
	for (uint32_t back = 1; back <= 2 && back <= i; back++) {
		const struct word *w = reading_word(r, i - back);
		if (w->kind == WORD_BREAK || reading_word(r, i - back + 1)->flags & WORD_SENTENCE_START)
			return false;
		if (word_is(w, LEX_BEFORE)) /* "sector 5", but "the dead of the strip, 9770" */
			return !word_is(w, LEX_BEARING) || number <= MOST_OF_A_KIND;
		if (w->kind != WORD_PUNCT && !word_is(w, LEX_APPROX) && !word_is(w, LEX_GLUE))
			return false;
	}
	return false;
}

static enum quantity_result read_number_phrase(const struct reading *r, uint32_t i, uint32_t j,
	struct quantity *q, const struct lex_entry *approx, uint32_t *end)
{
	struct number n, upper;
	uint32_t range = quantity_read_pair(r, j, &n, &upper);
	bool pair = range;
	if (!pair && (word_is(reading_word(r, j), LEX_BETWEEN) || !number_read(r, j, &n)))
		return QUANTITY_NONE;
	*end = n.end;
	if (n.kind != NUMBER_CARDINAL || n.value == 0)
		return QUANTITY_EXCLUDED;
	if (!pair)
		range = quantity_read_range(r, &n, &upper);
	if (!range && !n.digits && number_read(r, n.end, &upper) && upper.digits && upper.value == n.value)
		n.end = upper.end; /* "twenty-one 21 soldiers" */
	if (!range && n.digits && word_punct(reading_word(r, n.end), '(') &&
		number_read(r, n.end + 1, &upper) && !upper.digits && upper.value == n.value &&
		word_punct(reading_word(r, upper.end), ')'))
		n.end = upper.end + 1; /* "5 (five) soldiers" */
	q->digits = n.digits;
	q->definite = n.definite;
	q->beg_cp = word_beg_cp(r->words, approx || pair ? i : n.beg, r->tokens, r->text);
	if (range && !pair && !approx && n.beg > 0 && reading_is_prep(r, n.beg - 1, PREP_FROM) &&
		reading_is_prep(r, n.end, PREP_TO)) /* "from 10 to 15" */
		q->beg_cp = word_beg_cp(r->words, n.beg - 1, r->tokens, r->text);
	if (range)
		quantity_set(q, APPROX_BETWEEN, n.value, upper.value);
	else
		quantity_set(q, approx ? approx->sub : APPROX_EXACT, n.value, NUMBER_NONE);
	uint32_t number_end = quantity_read_added(r, range ? range : n.end, &n, q), k = number_end;
	bool vague = q->approximator == APPROX_VAGUE;
	q->kind = QUANTITY_NUMBER_NOUN;
	if (!read_counted(r, &k, q, end))
		return QUANTITY_EXCLUDED;
	if (!q->noun && named_before(r, i, n.value)) {
		*end = number_end;
		return QUANTITY_EXCLUDED;
	}
	k = quantity_read_other(r, k, q);
	if (q->other && k == number_end + 1)
		q->unknown_noun = false;
	if (vague)
		q->kind = QUANTITY_VAGUE;
	else if (!q->noun)
		q->kind = QUANTITY_BARE_NUMBER;
	return quantity_finish(r, i, k, q);
}

static enum quantity_result read_vague(
	const struct reading *r, uint32_t i, uint32_t j, struct quantity *q, uint32_t *end)
{
	const struct lex_entry *v = reading_entry(r, j, LEX_VAGUE);
	struct number n;
	uint32_t next, k = j + 1;
	*end = k;
	if (v->sub == VAGUE_WITH_MIN && reading_has_article(r, j))
		return QUANTITY_EXCLUDED;
	q->kind = QUANTITY_VAGUE;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	quantity_set(q, APPROX_VAGUE, v->a, v->b);
	if (v->sub == VAGUE_ADDED) {
		if (!number_joined(r, k, &next) || !number_read(r, next, &n))
			return QUANTITY_NONE;
		quantity_set(q, APPROX_VAGUE, n.value + v->a, n.value + v->b);
		k = n.end;
	} else if (v->sub == VAGUE_WITH_MIN && !word_is(reading_word(r, k), LEX_NOUN) &&
		   !word_is(reading_word(r, k), LEX_ACTOR) && reading_is_excluded(r, k)) {
		*end = k + 1;
		return QUANTITY_EXCLUDED;
	}
	const struct lex_entry *actor = reading_entry(r, k, LEX_ACTOR);
	if (v->sub == VAGUE_WITH_MIN && actor && !word_is(reading_word(r, k), LEX_NOUN) &&
		reading_plain(r, k)) { /* "a number of the regime's forces" */
		k = quantity_read_group(r, k, q);
		return quantity_finish(r, i, k, q);
	}
	if (!read_counted(r, &k, q, end))
		return QUANTITY_EXCLUDED;
	k = quantity_read_other(r, k, q);
	if (!q->noun && v->sub == VAGUE_WITH_MIN)
		return q->unknown_noun || !q->other ? QUANTITY_EXCLUDED : quantity_finish(r, i, k, q);
	if (!q->noun && q->unknown_noun)
		return QUANTITY_EXCLUDED;
	return quantity_finish(r, i, k, q);
}

/* "Was wounded a third (a grave wound)": after the verb, the noun says how. */
static bool tells_how_hurt(const struct reading *r, uint32_t i)
{
	const struct lex_entry *verb = i > 0 ? reading_entry(r, i - 1, LEX_VERB) : NULL,
			       *n = reading_entry(r, i + 1, LEX_MASDAR);
	return verb && n && verb->harm == n->harm && verb->harm == 1 << HARM_INJURED;
}

enum quantity_result quantity_read(const struct reading *r, uint32_t i, struct quantity *out, uint32_t *end)
{
	const struct word *w = reading_word(r, i);
	if (!number_enclosed(r, i) && !quantity_may_begin(w))
		return QUANTITY_NONE;
	*out = (struct quantity){.victim = VICTIM_PERSON};
	*end = i + 1;
	const struct lex_entry *approx = reading_entry(r, i, LEX_APPROX);
	uint32_t j = i;
	while (j < i + 3 && reading_entry(r, j, LEX_APPROX)) {
		approx = j > i && approx->sub != APPROX_ABOUT ? approx : reading_entry(r, j, LEX_APPROX);
		j++;
	}
	if (approx && (w->clitics & CLITIC_AL || reading_word(r, j)->clitics & CLITIC_WA))
		return QUANTITY_NONE; /* also "(five) at least and others" */
	if (word_is(reading_word(r, j), LEX_VAGUE) && !(reading_word(r, j)->clitics & CLITIC_KA)) {
		enum quantity_result v = read_vague(r, i, j, out, end);
		if (v != QUANTITY_NONE)
			return v;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	if (quantity_is_and_one_of(r, i)) {
		*out = (struct quantity){.victim = VICTIM_PERSON};
		if (quantity_read_one_of(r, i, out) == QUANTITY_FOUND) {
			out->beg_cp++; /* the "and" */
			out->clitics = CLITIC_WA;
			out->joined = true;
			return QUANTITY_FOUND;
		}
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	enum quantity_result n = read_number_phrase(r, i, j, out, approx, end);
	if (n == QUANTITY_NONE && approx && j > i && word_is(reading_word(r, j), LEX_NOUN) &&
		approx->sub == APPROX_AT_LEAST) { /* "at least one student" */
		*out = (struct quantity){.victim = VICTIM_PERSON};
		n = quantity_read_noun(r, j, out);
		if (n != QUANTITY_FOUND || out->approximator != APPROX_EXACT || out->definite)
			return QUANTITY_NONE;
		out->approximator = approx->sub;
		out->beg = i;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		out->clitics = w->clitics & ~(unsigned)CLITIC_AL;
		out->joined = out->clitics & CLITIC_WA;
		return n;
	}
	if (n != QUANTITY_NONE || approx)
		return n;
	*out = (struct quantity){.victim = VICTIM_PERSON};
	if (word_is(w, LEX_ONE)) {
		n = quantity_read_one_of(r, i, out);
		if (n != QUANTITY_NONE)
			return n;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	if (word_is(w, LEX_ORDINAL) && !reading_has_article(r, i) && !tells_how_hurt(r, i) &&
		word_is(reading_word(r, i + 1), LEX_NOUN) && reading_plain(r, i + 1) &&
		!reading_has_article(r, i + 1)) {
		n = quantity_read_noun(r, i + 1, out);
		out->beg = i;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		out->joined = w->clitics & CLITIC_WA;
		out->clitics = w->clitics;
		return n;
	}
	if (word_is(w, LEX_NOUN))
		return quantity_read_noun(r, i, out);
	if (word_is(w, LEX_ORDINAL) && reading_entry(r, i, LEX_ORDINAL)->a > 1 &&
		!reading_has_article(r, i) &&
		(ends_here(r, i + 1) || tells_how_hurt(r, i))) { /* "a third (one)" */
		out->kind = QUANTITY_OTHERS;
		out->other = true;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		quantity_set(out, APPROX_EXACT, 1, NUMBER_NONE);
		return quantity_finish(r, i, i + 1, out);
	}
	if (word_is(w, LEX_OTHER))
		return quantity_read_others(r, i, out);
	return QUANTITY_NONE;
}
