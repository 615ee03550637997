/*
 * Quantity, singles: nouns without a number before them: "a child", "the two journalists X and Y", "one of the dead", "others".
 *
 * Most of it says when a word that the lexicon has as a person is none here: an adjective of an attack, a month, the verb
 * that is spelled alike, the first half of a name.
 */
#include "detect/quantity_grammar.h"

/* "of", the partitive. */
static bool is_of(const struct reading *r, uint32_t tok)
{
	const struct token *t = &r->tokens->v[tok];
	const uint16_t *f = token_fold(r->tokens, t);
	return t->n_fold == 2 && f[0] == 0x0645 /* meem */ && f[1] == 0x0646 /* noon */;
}

/* A phrase whose last word has the article: "men of (the) security"; "some men from (the) security" is indefinite. */
bool quantity_article_inside(const struct reading *r, uint32_t i)
{
	const struct word *w = reading_word(r, i);
	return !(w->n_tok > 2 && is_of(r, w->tok + 1)) &&
	       token_begins_with_article(r->tokens, &r->tokens->v[w->tok + w->n_tok - 1]);
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
	return token_begins_with_article(r->tokens, &r->tokens->v[reading_word(r, i)->tok]);
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
		(number_read(r, j, &number) || word_is(reading_word(r, j), LEX_VAGUE) ||
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
	while (j < i + 3 && reading_word(r, j)->kind == WORD_WORD && !reading_is_prep(r, j, PREP_FROM) &&
		!(reading_word(r, j)->clitics & CLITIC_WA))
		j++;
	return reading_is_prep(r, j, PREP_FROM) && number_read(r, j + 1, &number);
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

/* "the names of martyrs of …". */
static bool after_names_of(const struct reading *r, uint32_t i)
{
	const struct lex_entry *names = i > 0 ? reading_entry(r, i - 1, LEX_STOP) : NULL;
	return names && names->a == STOP_NAMES_OF;
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
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok];
	if (i > 0 && n->form == FORM_SINGULAR && n->status == STATUS_COMBATANT &&
		token_fold(r->tokens, k)[k->n_fold - 1] == 0x0647 /* heh, for teh marbuta */ &&
		word_has_article(r->tokens, reading_word(r, i - 1)))
		return true; /* "the armed groups" */
	if (i > 0 && n->form == FORM_SINGULAR && word_is(reading_word(r, i - 1), LEX_ADJ) &&
		reading_has_article(r, i - 1) && !word_is(reading_word(r, i - 1), LEX_NOUN) &&
		!(reading_word(r, i)->clitics & ~(unsigned)CLITIC_AL))
		return true; /* "the medical staff working in …" */
	static const uint64_t governs = UINT64_C(1) << LEX_VERB | UINT64_C(1) << LEX_MASDAR |
					UINT64_C(1) << LEX_PART | UINT64_C(1) << LEX_ONE;
	if (!(n->flags & LEX_DEMONYM) || n->form != FORM_SINGULAR || i == 0)
		return false;
	const struct word *before = reading_word(r, i - 1);
	const struct lex_entry *act = reading_entry(r, i - 1, LEX_MASDAR);
	if (act && act->flags & LEX_POSSESSED && before->n_tok > 1)
		return true; /* "the loss of his right hand", which is spelled like a Yemeni */
	return before->kind == WORD_WORD && !(before->classes & governs) &&
	       !(reading_word(r, i)->clitics & CLITIC_WA);
}

static bool ends_in_alif(const struct reading *r, uint32_t i)
{
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok + reading_word(r, i)->n_tok - 1];
	return k->n_fold > 2 && token_fold(r->tokens, k)[k->n_fold - 1] == 0x0627 /* alif */;
}

/* "a suicide bombing", "an Israeli raid": no person, but an adjective of the attack before it. */
static bool describes_attack(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	const struct word *w = reading_word(r, i), *before = reading_word(r, i > 0 ? i - 1 : 0);
	if (n->flags & LEX_ACCUSATIVE && !ends_in_alif(r, i - (i > 0)))
		return false; /* "attacked a gunman" */
	return i > 0 && n->form == FORM_SINGULAR && !w->clitics && !(w->flags & WORD_SENTENCE_START) &&
	       before->kind == WORD_WORD && !(before->clitics & CLITIC_AL) &&
	       (word_is(before, LEX_ASSAULT) || word_is(before, LEX_EXCLUDED)) && !n->harm &&
	       (n->flags & LEX_DEMONYM || word_is(w, LEX_ADJ)) && n->status != STATUS_CIVILIAN;
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

/* "In the prison", which is spelled like the prisoner: nobody is in a person. */
static bool is_where(const struct reading *r, uint32_t i, const struct lex_entry *n)
{
	if (i == 0 || n->form != FORM_SINGULAR || reading_word(r, i)->clitics != CLITIC_AL ||
		reading_word(r, i - 1)->prep != PREP_IN)
		return false;
	const struct token *in = &r->tokens->v[reading_word(r, i - 1)->tok];
	return in->n_fold == 2 && token_fold(r->tokens, in)[0] == 0x0641 /* feh; no "on" */;
}

enum quantity_result quantity_read_noun(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *n = reading_entry(r, i, LEX_NOUN);
	bool definite = reading_has_article(r, i) ||
			(reading_word(r, i)->n_tok > 1 && n &&
				(n->flags & LEX_MASS ? article_first(r, i) : quantity_article_inside(r, i)));
	if (!n || word_is(reading_word(r, i), LEX_CLAUSE) || gives_way(r, i, n) || is_month(r, i, n) ||
		is_capture(r, i, n) || describes_attack(r, i, n) ||
		(definite && (names_origin(r, i, n) || is_where(r, i, n))))
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
	if (i == 0 || !word_is(reading_word(r, i - 1), LEX_TOLL)) /* else the number is the toll's */
		j = read_number_after(r, j, q, definite);
	if (q->kind == QUANTITY_PLURAL) {
		bool phrase = n->flags & LEX_MASS && reading_word(r, i)->n_tok > 1; /* "the human losses" */
		if ((definite && !phrase) || n->flags & LEX_CONSTRUCT || after_names_of(r, i) ||
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

enum quantity_result quantity_read_others(const struct reading *r, uint32_t i, struct quantity *q)
{
	const struct lex_entry *o = reading_entry(r, i, LEX_OTHER);
	bool of_things = i > 0 && !reading_word(r, i)->clitics && reading_entry(r, i - 1, LEX_EXCLUDED);
	if (reading_has_article(r, i) || of_things)
		return QUANTITY_NONE; /* "three other shells" */
	q->kind = QUANTITY_OTHERS;
	q->other = true;
	q->definite = quantity_article_inside(r, i);
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

/* "and one of the passers-by" begins like the number one, which counts no definite plural. */
bool quantity_is_and_one_of(const struct reading *r, uint32_t i)
{
	const struct word *w = reading_word(r, i);
	const struct lex_entry *unit = reading_entry(r, i, LEX_UNIT), *n = reading_entry(r, i + 1, LEX_NOUN);
	const struct token *t = &r->tokens->v[w->tok];
	return unit && unit->a == 1 && t->n_fold == 4 && token_fold(r->tokens, t)[0] == 0x0648 /* waw */ &&
	       n && n->form != FORM_SINGULAR && reading_plain(r, i + 1) &&
	       (reading_has_article(r, i + 1) || quantity_article_inside(r, i + 1) || n->flags & LEX_HEAD);
}

enum quantity_result quantity_read_one_of(const struct reading *r, uint32_t i, struct quantity *q)
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
