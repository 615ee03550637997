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
	if (actor) {
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
	return q->kind == QUANTITY_VAGUE ? quantity_read_joined(r, k, q, n, reading_has_article(r, k - 1))
					 : k;
}

/* A phrase whose last word has the article: "men of (the) security". */
static bool article_inside(const struct reading *r, uint32_t i)
{
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok + reading_word(r, i)->n_tok - 1];
	const uint16_t *f = token_fold(r->tokens, k);
	return k->n_fold > 3 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
}

/* The noun right after a number or a vague word, at k; NULL when what stands there cannot be it. */
static const struct lex_entry *counted_at(const struct reading *r, uint32_t k, const struct quantity *q)
{
	const struct lex_entry *n = reading_entry(r, k, LEX_NOUN);
	if (!n || !reading_plain(r, k))
		return NULL;
	if (q->kind == QUANTITY_VAGUE && article_inside(r, k - 1) && !article_inside(r, k))
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
	return word_is(w, LEX_ADJ) && reading_plain(r, k) && !word_is(w, LEX_NOUN);
}

/* Has the unknown word at k the ending that a counted noun has after n? */
static bool counts_unknown(const struct reading *r, uint32_t k, int64_t n)
{
	const struct word *w = reading_word(r, k);
	const struct token *t = &r->tokens->v[w->tok];
	const uint16_t *f = token_fold(r->tokens, t);
	uint32_t len = t->n_fold;
	if (w->kind != WORD_WORD || len < 4 || (f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */))
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

/* The counted noun after a number or a vague word at *j. False: no person is counted, *end tells where to go on. */
static bool read_counted(const struct reading *r, uint32_t *j, struct quantity *q, uint32_t *end)
{
	uint32_t k = *j;
	if (reading_is_prep(r, k, 1)) {
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
	if (reading_is_excluded(r, k) || word_is(reading_word(r, k), LEX_PERCENT))
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
	q->digits = n.digits;
	q->definite = n.definite;
	q->beg_cp = word_beg_cp(r->words, approx || pair ? i : n.beg, r->tokens, r->text);
	if (range && !pair && !approx && n.beg > 0 && reading_is_prep(r, n.beg - 1, 1) &&
		reading_is_prep(r, n.end, 2)) /* "from 10 to 15" */
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
	if (v->sub == VAGUE_WITH_MIN && actor &&
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

/* The number after a definite or dual noun: the three martyrs, two civilians (two), one person. */
static uint32_t read_number_after(const struct reading *r, uint32_t j, struct quantity *q, bool definite)
{
	struct number n;
	if (reading_word(r, j)->kind == WORD_DIGITS || reading_word(r, j)->clitics & ~(unsigned)CLITIC_AL ||
		!number_read(r, j, &n) || n.kind != NUMBER_CARDINAL || (n.digits && !n.definite))
		return j;
	if (n.definite != definite && !(q->possessed && n.definite) && n.value > 2)
		return j;
	if (n.definite != definite && n.value <= 2 && !(q->possessed && n.definite))
		return j;
	if (!n.definite && n.value > 2)
		return j;
	if (q->noun->form == FORM_SINGULAR && n.value != 1)
		return j;
	quantity_set(q, APPROX_EXACT, n.value, NUMBER_NONE);
	q->kind = QUANTITY_NUMBER_NOUN;
	q->repeated = n.value > 2 && definite;
	return n.end;
}

static bool article_first(const struct reading *r, uint32_t i)
{
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok];
	const uint16_t *f = token_fold(r->tokens, k);
	return k->n_fold > 3 && f[0] == 0x0627 /* alif */ && f[1] == 0x0644 /* lam */;
}

/* Nouns that give way to what follows: a body of N dead, a family of N persons, "mother of" in a name. */
static bool gives_way(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	struct number number;
	uint32_t j = i + 1;
	if (n->unit == UNIT_BODY && n->form == FORM_DUAL && n->flags & LEX_CONSTRUCT &&
		word_is(reading_word(r, j), LEX_NOUN))
		return true;
	if (n->unit == UNIT_BODY && n->form == FORM_SINGULAR && reading_has_article(r, j) &&
		word_is(reading_word(r, j), LEX_NOUN) && reading_plain(r, j))
		return true; /* "the body of the child" */
	if (n->unit == UNIT_BODY &&
		(number_read(r, j, &number) ||
			(word_is(reading_word(r, j), LEX_NOUN) && reading_entry(r, j, LEX_NOUN) &&
				reading_entry(r, j, LEX_NOUN)->harm)))
		return true;
	if (n->flags & LEX_KIN && n->flags & LEX_WEAK && !(n->flags & LEX_POSSESSED) &&
		!reading_has_article(r, i))
		return reading_word(r, j)->kind == WORD_WORD &&
		       (reading_word(r, j)->first == UINT32_MAX || word_is(reading_word(r, j), LEX_VERB));
	const struct word *next = reading_word(r, j);
	if (n->victim == VICTIM_STUDENT && n->form == FORM_SINGULAR &&
		reading_word(r, i)->clitics & CLITIC_WA && next->kind == WORD_WORD &&
		!word_is(next, LEX_CAUSE))
		return next->clitics & (CLITIC_AL | CLITIC_BI); /* "and (he) demanded" is the same word */
	if (n->unit != UNIT_FAMILY)
		return false;
	while (j < i + 3 && reading_word(r, j)->kind == WORD_WORD && !reading_is_prep(r, j, 1) &&
		!(reading_word(r, j)->clitics & CLITIC_WA))
		j++;
	return reading_is_prep(r, j, 1) && number_read(r, j + 1, &number);
}

/* Families and capture are one word: as a bare noun it is what a harm word before it governs, else it is the act. */
static bool is_capture(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	static const uint64_t governs = UINT64_C(1) << LEX_VERB | UINT64_C(1) << LEX_MASDAR;
	const struct word *w = reading_word(r, i);
	if (n->unit != UNIT_FAMILY || n->form != FORM_PLURAL || n->flags & LEX_POSSESSED ||
		!(w->classes & governs))
		return false;
	return w->clitics || i == 0 || !(reading_word(r, i - 1)->classes & governs);
}

/* August and a father differ by one letter, which folding makes the same. */
static bool is_month(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	const struct lex_entry *month = reading_entry(r, i, LEX_EXCLUDED);
	if (!month || month->sub != EXCLUDED_MONTH || n->flags & LEX_POSSESSED)
		return false;
	return r->text->cp[word_beg_cp(r->words, i, r->tokens, r->text)] == 0x0622 /* alif with madda */ ||
	       reading_word(r, i + 1)->kind == WORD_DIGITS ||
	       (i > 0 && reading_word(r, i - 1)->kind == WORD_DIGITS);
}

/* "the Syrian-Russian alliance": an adjective of origin, unless it follows what may govern a person. */
static bool names_origin(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	if (i > 0 && n->form == FORM_SINGULAR && word_is(reading_word(r, i - 1), LEX_ADJ) &&
		reading_has_article(r, i - 1) && !word_is(reading_word(r, i - 1), LEX_NOUN) &&
		!(reading_word(r, i)->clitics & ~(unsigned)CLITIC_AL))
		return true; /* "the medical staff working in …" */
	static const uint64_t governs = UINT64_C(1) << LEX_VERB | UINT64_C(1) << LEX_MASDAR |
					UINT64_C(1) << LEX_PART | UINT64_C(1) << LEX_ONE;
	if (!(n->flags & LEX_DEMONYM) || n->form != FORM_SINGULAR || i == 0)
		return false;
	const struct word *before = reading_word(r, i - 1);
	return before->kind == WORD_WORD && !(before->classes & governs) &&
	       !(reading_word(r, i)->clitics & CLITIC_WA);
}

/* "a suicide bombing", "an Israeli raid": no person, but an adjective of the attack before it. */
static bool describes_attack(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	const struct word *w = reading_word(r, i), *before = reading_word(r, i > 0 ? i - 1 : 0);
	return i > 0 && n->form == FORM_SINGULAR && !w->clitics && !(w->flags & WORD_SENTENCE_START) &&
	       before->kind == WORD_WORD && !(before->clitics & CLITIC_AL) &&
	       (word_is(before, LEX_ASSAULT) || word_is(before, LEX_EXCLUDED)) && !n->harm &&
	       !(n->flags & LEX_ACCUSATIVE) && (n->flags & LEX_DEMONYM || word_is(w, LEX_ADJ)) &&
	       n->status != STATUS_CIVILIAN;
}

/* "the commander of (the) national security", "the owner of the house": a day after it is no genitive. */
static bool is_title_of(const struct reading *r, uint32_t j, const struct lex_entry *n)
{
	static const uint32_t titled = 1u << VICTIM_OFFICIAL | 1u << VICTIM_WORKER | 1u << VICTIM_DRIVER |
				       1u << VICTIM_OTHER | 1u << VICTIM_FARMER | 1u << VICTIM_MEDIC;
	const struct lex_entry *time = reading_entry(r, j, LEX_EXCLUDED);
	bool takes = n->flags & (LEX_HEAD | LEX_RANK | LEX_KIN) || titled >> n->victim & 1;
	return n->form == FORM_SINGULAR && takes && !(n->flags & (LEX_STATE | LEX_DEMONYM)) &&
	       !(n->flags & LEX_POSSESSED) && !(time && time->sub == EXCLUDED_TIME) &&
	       quantity_definite_follows(r, j);
}

/* "(two) men of security": spelled like one man in the accusative, which takes no genitive. */
static bool is_two_of_guard(
	const struct reading *r, uint32_t i, const struct lex_entry *n, const struct quantity *q)
{
	return n->victim == VICTIM_MAN && q->victim == VICTIM_POLICE && n->flags & LEX_ACCUSATIVE &&
	       !(reading_word(r, i)->flags & WORD_TANWIN);
}

/* "director of ambulances and emergencies": a second thing with "and" and the article, that is no person. */
static bool joins_genitive(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START)
		return false;
	if (w->first != UINT32_MAX)
		return w->clitics == (CLITIC_WA | CLITIC_AL) && word_is(w, LEX_EXCLUDED) &&
		       !word_is(w, LEX_NOUN);
	const struct token *t = &r->tokens->v[w->tok];
	const uint16_t *f = token_fold(r->tokens, t);
	return t->n_fold > 5 && f[0] == 0x0648 /* waw */ && f[1] == 0x0627 /* alif */ &&
	       f[2] == 0x0644 /* lam */;
}

/* "the journalists X and Y" are two, though the form may be a plural's: unknown words, one of them joined by "and". */
static bool names_two(const struct reading *r, uint32_t i)
{
	enum { NAME_WORDS = 5 };
	static const uint16_t waw = 0x0648, alif = 0x0627, lam = 0x0644, beh = 0x0628;
	for (uint32_t k = i; k < i + NAME_WORDS; k++) {
		const struct word *w = reading_word(r, k);
		if (w->kind != WORD_WORD || w->flags & (WORD_SENTENCE_START | WORD_TANWIN))
			return false;
		const struct token *t = &r->tokens->v[w->tok];
		const uint16_t *f = token_fold(r->tokens, t);
		bool unknown = w->first == UINT32_MAX;
		if (k == i && (!unknown || f[0] == beh || f[0] == waw || (f[0] == alif && f[1] == lam)))
			return false;
		if (k > i && unknown && f[0] == waw && t->n_fold > 3)
			return true;
	}
	return false;
}

static enum quantity_result read_noun(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *n = reading_entry(r, i, LEX_NOUN);
	bool definite = reading_has_article(r, i) ||
			(reading_word(r, i)->n_tok > 1 && n &&
				(n->flags & LEX_MASS ? article_first(r, i) : article_inside(r, i)));
	if (!n || gives_way(r, i, n) || is_month(r, i, n) || is_capture(r, i, n) ||
		describes_attack(r, i, n) || (definite && names_origin(r, i, n)))
		return QUANTITY_NONE;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	q->definite = definite;
	q->possessed = n->flags & LEX_POSSESSED;
	q->accusative = n->flags & LEX_ACCUSATIVE || reading_word(r, i)->flags & WORD_TANWIN;
	quantity_take_noun(q, n);
	q->kind = n->form == FORM_SINGULAR ? QUANTITY_SINGULAR
		  : n->form == FORM_PLURAL ? QUANTITY_PLURAL
					   : QUANTITY_DUAL;
	q->beg = i;
	uint32_t j = quantity_read_adjectives(r, i + 1, q, definite || q->possessed);
	if (j == i + 1 && !definite && is_title_of(r, j, n)) {
		j = quantity_read_group(r, j, q);
		j += joins_genitive(r, j);
	}
	switch (n->form) {
	case FORM_SINGULAR:
		if (is_two_of_guard(r, i, n, q))
			q->kind = QUANTITY_DUAL;
		quantity_set(q, APPROX_EXACT, q->kind == QUANTITY_DUAL ? 2 : 1, NUMBER_NONE);
		break;
	case FORM_DUAL:
		quantity_set(q, APPROX_EXACT, 2, NUMBER_NONE);
		break;
	case FORM_DUAL_OR_PLURAL:
		quantity_set(q, APPROX_DUAL_OR_PLURAL, 2, NUMBER_NONE);
		if (definite && names_two(r, i + 1))
			quantity_set(q, APPROX_EXACT, 2, NUMBER_NONE);
		else if (definite || q->possessed)
			q->kind = QUANTITY_PLURAL;
		break;
	default:
		quantity_set(q, APPROX_VAGUE, 3, NUMBER_NONE);
	}
	j = read_number_after(r, j, q, definite);
	if (q->kind == QUANTITY_PLURAL) {
		bool phrase = n->flags & LEX_MASS && reading_word(r, i)->n_tok > 1; /* "the human losses" */
		if ((definite && !phrase) || n->flags & LEX_CONSTRUCT ||
			(!q->possessed && quantity_definite_follows(r, i + 1) && j == i + 1))
			return QUANTITY_NONE;
	}
	if (n->form == FORM_DUAL_OR_PLURAL && q->kind == QUANTITY_DUAL && j == i + 1 &&
		quantity_definite_follows(r, j) && word_is(reading_word(r, j), LEX_ADJ))
		return QUANTITY_NONE;
	j = quantity_read_other(r, j, q);
	if (q->other && q->approximator == APPROX_VAGUE)
		quantity_set(q, APPROX_VAGUE, 3, NUMBER_NONE);
	return quantity_finish(r, i, j, q);
}

static enum quantity_result read_others(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *o = reading_entry(r, i, LEX_OTHER);
	if (reading_has_article(r, i))
		return QUANTITY_NONE;
	q->kind = QUANTITY_OTHERS;
	q->other = true;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	q->victim = VICTIM_PERSON;
	if (o->form == FORM_SINGULAR)
		quantity_set(q, APPROX_EXACT, 1, NUMBER_NONE);
	else if (o->form == FORM_DUAL)
		quantity_set(q, APPROX_EXACT, 2, NUMBER_NONE);
	else if (o->form == FORM_DUAL_OR_PLURAL)
		quantity_set(q, APPROX_DUAL_OR_PLURAL, 2, NUMBER_NONE);
	else
		quantity_set(q, APPROX_VAGUE, 3, NUMBER_NONE);
	const struct lex_entry *adj = reading_entry(r, i + 1, LEX_ADJ);
	bool agrees = adj && reading_plain(r, i + 1) && !reading_has_article(r, i + 1) && !adj->harm &&
		      adj->form == o->form;
	return quantity_finish(r, i, i + 1 + agrees, q);
}

static enum quantity_result read_one_of(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *n = reading_entry(r, i + 1, LEX_NOUN);
	if (!n || !reading_plain(r, i + 1) || n->form == FORM_SINGULAR)
		return QUANTITY_NONE;
	q->kind = QUANTITY_SINGULAR;
	q->one_of = true;
	q->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
	quantity_take_noun(q, n);
	quantity_set(q, APPROX_EXACT, 1, NUMBER_NONE);
	uint32_t j = i + 2;
	if (n->flags & LEX_HEAD && !reading_has_article(r, i + 1) && !(n->flags & LEX_POSSESSED))
		j = quantity_read_group(r, j, q);
	j = quantity_read_adjectives(r, j, q, reading_has_article(r, i + 1));
	return quantity_finish(r, i, j, q);
}

/* Can no noun that belongs to the word before follow at j? */
static bool ends_here(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & (PREFIXED | CLITIC_WA))
		return true;
	if (w->first == UINT32_MAX && token_fold(r->tokens, &r->tokens->v[w->tok])[0] == 0x0628 /* beh */)
		return true;
	return word_is(w, LEX_CAUSE) || word_is(w, LEX_PREP) ||
	       (w->flags & WORD_TANWIN && !word_is(w, LEX_NOUN)) ||
	       (word_is(w, LEX_ADJ) && !word_is(w, LEX_NOUN));
}

enum quantity_result quantity_read(const struct reading *r, uint32_t i, struct quantity *out, uint32_t *end)
{
	const struct word *w = reading_word(r, i);
	bool bracketed = word_punct(w, '(') && reading_word(r, i + 1)->kind == WORD_DIGITS &&
			 word_punct(reading_word(r, i + 2), ')');
	if (!bracketed && !quantity_may_begin(w))
		return QUANTITY_NONE;
	*out = (struct quantity){.victim = VICTIM_PERSON};
	*end = i + 1;
	const struct lex_entry *approx = reading_entry(r, i, LEX_APPROX);
	uint32_t j = i;
	while (j < i + 3 && reading_entry(r, j, LEX_APPROX)) {
		approx = j > i && approx->sub != APPROX_ABOUT ? approx : reading_entry(r, j, LEX_APPROX);
		j++;
	}
	if (approx && (w->clitics & CLITIC_AL))
		return QUANTITY_NONE;
	if (word_is(reading_word(r, j), LEX_VAGUE) && !(reading_word(r, j)->clitics & CLITIC_KA)) {
		enum quantity_result v = read_vague(r, i, j, out, end);
		if (v != QUANTITY_NONE)
			return v;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	enum quantity_result n = read_number_phrase(r, i, j, out, approx, end);
	if (n == QUANTITY_NONE && approx && j > i && word_is(reading_word(r, j), LEX_NOUN) &&
		approx->sub == APPROX_AT_LEAST) { /* "at least one student" */
		*out = (struct quantity){.victim = VICTIM_PERSON};
		n = read_noun(r, j, out);
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
		n = read_one_of(r, i, out);
		if (n != QUANTITY_NONE)
			return n;
		*out = (struct quantity){.victim = VICTIM_PERSON};
	}
	if (word_is(w, LEX_ORDINAL) && !reading_has_article(r, i) &&
		word_is(reading_word(r, i + 1), LEX_NOUN) && reading_plain(r, i + 1) &&
		!reading_has_article(r, i + 1)) {
		n = read_noun(r, i + 1, out);
		out->beg = i;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		out->joined = w->clitics & CLITIC_WA;
		out->clitics = w->clitics;
		return n;
	}
	if (word_is(w, LEX_NOUN))
		return read_noun(r, i, out);
	if (word_is(w, LEX_ORDINAL) && reading_entry(r, i, LEX_ORDINAL)->a > 1 &&
		!reading_has_article(r, i) && ends_here(r, i + 1)) { /* "a third (one)" */
		out->kind = QUANTITY_OTHERS;
		out->other = true;
		out->beg_cp = word_beg_cp(r->words, i, r->tokens, r->text);
		quantity_set(out, APPROX_EXACT, 1, NUMBER_NONE);
		return quantity_finish(r, i, i + 1, out);
	}
	if (word_is(w, LEX_OTHER))
		return read_others(r, i, out);
	return QUANTITY_NONE;
}
