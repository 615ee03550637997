/*
 * Quantity, finishing: what stands behind the phrase. Its span ends before most of it, but it bears on the number, the harm
 * or on who was harmed: "between dead and wounded", "at least", "of the regime's forces", "(the body) of a child".
 */
#include "detect/quantity_grammar.h"

/* "35 persons (fell) between dead and wounded", "(fell) wounded". */
static bool is_fell(const struct reading *r, uint32_t j)
{
	const struct word *w = reading_word(r, j);
	return word_is(w, LEX_VERB) && word_is(w, LEX_LIGHT) && !w->clitics;
}

/* "between dead and wounded": both harms, whatever the noun was. Not part of the span. */
static uint32_t read_between_harms(const struct reading *r, uint32_t j, struct quantity *q)
{
	uint32_t unchanged = j;
	if (reading_is_prep(r, j, PREP_FROM)) /* "five members of theirs, between …" */
		for (uint32_t k = j + 1; k < j + 5 && reading_word(r, k)->kind == WORD_WORD && j == unchanged;
			k++)
			j = word_is(reading_word(r, k), LEX_BETWEEN) ? k : j;
	if (word_punct(reading_word(r, j), ',') && word_is(reading_word(r, j + 1), LEX_BETWEEN))
		j++;
	j += is_fell(r, j);
	if (!word_is(reading_word(r, j), LEX_BETWEEN))
		return unchanged;
	const struct lex_entry *a = reading_entry(r, j + 1, LEX_NOUN);
	uint32_t next;
	bool joined = a && a->harm && number_joined(r, j + 2, &next);
	bool at_once = j == unchanged && !(reading_word(r, j)->clitics & CLITIC_WA);
	if (a && a->harm && a->flags & LEX_MASS && !joined && at_once && !q->harm &&
		reading_has_article(r, j + 1)) {
		q->harm |= a->harm; /* "11 children among the dead" */
		q->between_harms = true;
		return j + 2;
	}
	if (!joined)
		return unchanged;
	const struct lex_entry *b = reading_entry(r, next, LEX_NOUN);
	if (!b || !b->harm)
		return unchanged;
	bool state = q->noun && q->noun->flags & LEX_STATE; /* detainees who fell dead and wounded */
	q->harm = (state ? 0 : q->harm) | a->harm | b->harm;
	q->between_harms = true;
	uint32_t end = next + 1;
	while (number_joined(r, end, &next) && (b = reading_entry(r, next, LEX_NOUN)) && b->harm) {
		q->harm |= b->harm;
		end = next + 1;
	}
	return end;
}

/* "a large number of the rebels dead and wounded", of what befell them: both harms, no part of the span. */
static uint32_t read_fell_as(const struct reading *r, uint32_t j, struct quantity *q)
{
	bool fell = is_fell(r, j);
	uint32_t next = j + fell;
	bool people = q->kind == QUANTITY_VAGUE || q->kind == QUANTITY_NUMBER_NOUN ||
		      (fell && q->kind == QUANTITY_PLURAL);
	if ((!q->partitive && q->kind != QUANTITY_VAGUE && !fell) || q->harm || !people)
		return j;
	do {
		const struct lex_entry *n = reading_entry(r, next, LEX_NOUN);
		bool mass = n && n->harm && (n->flags & LEX_MASS || q->harm) && n->form != FORM_SINGULAR;
		if (!mass || (fell && lex_is_victims(n)) /* "fell victims" died */ ||
			reading_word(r, next)->clitics & (CLITIC_AL | PREFIXED))
			return j;
		q->harm |= n->harm;
		j = next + 1;
	} while (number_joined(r, j, &next));
	return j;
}

static uint32_t read_approx_after(const struct reading *r, uint32_t j, struct quantity *q)
{
	const struct lex_entry *e = reading_entry(r, j, LEX_APPROX_AFTER);
	if (!e || q->kind == QUANTITY_VAGUE || q->kind == QUANTITY_PLURAL)
		return j;
	/* "at least" may belong to a number to its right. */
	struct number n;
	if (reading_entry(r, j, LEX_APPROX) && !(reading_word(r, j + 1)->clitics & CLITIC_WA) &&
		!word_is(reading_word(r, j + 1), LEX_GLUE) && !word_is(reading_word(r, j + 1), LEX_CONJ) &&
		number_read(r, j + 1, &n))
		return j;
	q->approximator = e->sub;
	return j + 1;
}

/* "three dead of «Givati»": of those who fell for a name in quotes, an unknown one is that of their unit. */
static bool is_quoted_unit(const struct reading *r, uint32_t j, uint32_t k, const struct quantity *q)
{
	return reading_word(r, k)->first == UINT32_MAX && q->status == STATUS_UNKNOWN &&
	       q->victim == VICTIM_PERSON && q->noun && q->noun->flags & LEX_MASS &&
	       reading_is_prep(r, j, PREP_FROM);
}

/* The body of a child, of a member of the army. */
static void look_at_body(const struct reading *r, uint32_t j, struct quantity *q)
{
	const struct lex_entry *n = NULL;
	uint32_t last = j; /* past the noun */
	for (uint32_t k = j; k < j + 4 && reading_word(r, k)->kind == WORD_WORD && !n; last = ++k)
		if (!((n = reading_entry(r, k, LEX_NOUN)) &&
			    (k == j || reading_word(r, k)->clitics & CLITIC_LI ||
				    word_is(reading_word(r, k - 1), LEX_ONE) ||
				    reading_is_prep(r, k - 1, PREP_FROM))))
			n = NULL;
	if (n && !n->harm) {
		q->victim = n->victim;
		q->status = n->status;
	}
	if (n && n->flags & LEX_HEAD && n->status == STATUS_COMBATANT) {
		j = last + reading_is_prep(r, last, PREP_FROM);
		q->group = reading_plain(r, j) ? reading_entry(r, j, LEX_ACTOR) : NULL;
	}
}

/* "dead of the civilians and fighters": the word joined at k names people of the other side. */
static bool is_of_both_sides(const struct reading *r, uint32_t k, const struct lex_entry *first)
{
	const struct lex_entry *n = reading_entry(r, k, LEX_NOUN);
	bool definite = reading_has_article(r, k) || reading_word(r, k)->n_tok > 1 ||
			(n && n->flags & LEX_HEAD && reading_has_article(r, k + 1));
	return n && definite && reading_word(r, k)->clitics & CLITIC_WA && n->form != FORM_SINGULAR &&
	       n->status != STATUS_UNKNOWN && n->status != first->status;
}

/* What stands after the noun without being counted: "of the regime's forces", "in the ranks of civilians". */
static void look_at_origin(const struct reading *r, uint32_t j, struct quantity *q)
{
	bool quoted = false;
	for (uint32_t k = j, end = j + 3; k < end; k++) {
		if ((k > j || q->partitive) && !quoted && word_is_quote(reading_word(r, k))) {
			quoted = true;
			end++;
			continue;
		}
		if (reading_word(r, k)->kind != WORD_WORD ||
			reading_word(r, k)->flags & WORD_SENTENCE_START ||
			word_is(reading_word(r, k), LEX_CAUSE) || /* "(yesterday) at the hands of the army" */
			reading_word(r, k)->clitics & CLITIC_WA || number_joined(r, k, &(uint32_t){0}))
			return;
		const struct lex_entry *actor = reading_entry(r, k, LEX_ACTOR),
				       *noun = reading_entry(r, k, LEX_NOUN);
		unsigned clitics = reading_word(r, k)->clitics;
		bool within = q->noun && q->noun->flags & LEX_HEAD &&
			      clitics & CLITIC_BI;                       /* "a member in the army" */
		bool theirs = k == j && (clitics & CLITIC_LI || within); /* "16 members of (theirs)" */
		if (quoted && q->victim == VICTIM_PERSON && actor && actor->flags & LEX_CONSTRUCT &&
			word_is_quote(reading_word(r, k + 1))) {
			q->status = STATUS_COMBATANT; /* «the army» of whom one denies it */
			q->victim = VICTIM_SOLDIER;
			return;
		}
		bool headless = actor && actor->flags & LEX_CONSTRUCT && reading_has_article(r, k);
		if ((k > j || theirs) && actor && !headless &&
			(theirs || !(clitics & (CLITIC_BI | CLITIC_KA)))) {
			q->group = quantity_named_group(r, k, actor);
			return;
		}
		if (quoted && word_is_quote(reading_word(r, k - 1)) && is_quoted_unit(r, j, k, q)) {
			q->status = STATUS_COMBATANT;
			q->victim = VICTIM_FIGHTER;
			return;
		}
		bool sons = noun && noun->flags & LEX_KIN && !(noun->flags & LEX_POSSESSED) &&
			    noun->victim == VICTIM_CHILD; /* "of the sons of the town": of any age */
		if (k > j && noun && !noun->harm && noun->status != STATUS_UNKNOWN &&
			noun->form != FORM_SINGULAR &&
			(q->status == STATUS_UNKNOWN || q->victim == VICTIM_PERSON) &&
			(!(noun->flags & LEX_KIN) || (sons && k == j + 1)) &&
			!reading_is_excluded(r, k - 1)) { /* not "in two suicidal explosions" */
			if (q->status == STATUS_UNKNOWN)
				q->status = noun->status;
			if (is_of_both_sides(r, k + 1, noun)) {
				q->status = STATUS_MIXED;
				return;
			}
			if (q->victim == VICTIM_PERSON && !sons &&
				!(noun->flags & LEX_COLLECTIVE && noun->status == STATUS_CIVILIAN))
				q->victim = noun->victim;
			if (noun->flags & LEX_HEAD && noun->status == STATUS_COMBATANT &&
				reading_plain(r, k + 1))
				q->group = reading_entry(r, k + 1, LEX_ACTOR);
			return;
		}
		if (k == j && !reading_word(r, k)->prep)
			return; /* "near (a checkpoint of the army)" */
	}
}

/* "25 fighters of the opposition at least": bears on the number, is no part of its span. */
static void look_for_distant_approx(const struct reading *r, uint32_t j, struct quantity *q)
{
	if (q->approximator != APPROX_EXACT || !reading_is_prep(r, j, PREP_FROM))
		return;
	for (uint32_t k = j + 1; k < j + 6 && reading_word(r, k)->kind == WORD_WORD &&
				 !(reading_word(r, k)->flags & WORD_SENTENCE_START);
		k++) {
		const struct lex_entry *e = reading_entry(r, k, LEX_APPROX_AFTER);
		struct number n;
		if (reading_word(r, k)->clitics & CLITIC_WA)
			return;
		if (!e)
			continue;
		if (!number_read(r, k + 1, &n))
			q->approximator = e->sub;
		return;
	}
}

/* "506 of the dead (are) civilians", "are of the civilians". */
static void look_at_predicate(const struct reading *r, struct quantity *q)
{
	if (!q->partitive || !q->harm || q->status != STATUS_UNKNOWN || q->victim != VICTIM_PERSON)
		return;
	uint32_t k = q->end;
	const struct lex_entry *they = reading_entry(r, k, LEX_PART);
	k += (they && they->sub == RELATION_EXHAUSTIVE_PART_OF && they->a != PART_FOLLOWS) ||
	     word_is(reading_word(r, k), LEX_WAS);
	bool from = k > q->end && reading_is_prep(r, k, PREP_FROM);
	const struct lex_entry *n = reading_entry(r, k + from, LEX_NOUN);
	bool several = n && (n->form == FORM_PLURAL || n->form == FORM_DUAL_OR_PLURAL);
	if (!several || n->harm || reading_word(r, k + from)->clitics & PREFIXED ||
		reading_has_article(r, k + from) != from)
		return;
	q->victim = n->victim;
	q->status = n->status;
}

enum quantity_result quantity_finish(const struct reading *r, uint32_t i, uint32_t j, struct quantity *q)
{
	q->beg = i;
	uint32_t after = read_approx_after(r, j, q);
	q->end = after;
	q->end_cp = word_end_cp(r->words, after - 1, r->tokens);
	after = read_fell_as(r, read_between_harms(r, after, q), q);
	look_for_distant_approx(r, after, q);
	if (after != q->end)
		q->end = after;
	else if (q->unit == UNIT_BODY)
		look_at_body(r, after, q);
	else
		look_at_origin(r, after, q);
	look_at_predicate(r, q);
	if (q->group && q->group->a == 1) { /* rescuers and medics */
		q->status = STATUS_CIVILIAN;
		if (q->victim == VICTIM_PERSON || q->victim == VICTIM_FIGHTER || q->victim == VICTIM_WORKER ||
			q->victim == VICTIM_OFFICIAL)
			q->victim = q->group->sub;
	} else if (q->group) {
		bool men = q->victim == VICTIM_MAN ||
			   q->victim == VICTIM_RESCUER; /* "men of the resistance", its volunteers */
		if (q->status == STATUS_UNKNOWN || q->victim == VICTIM_FIGHTER || men)
			q->status = STATUS_COMBATANT;
		if (q->victim == VICTIM_PERSON || q->victim == VICTIM_FIGHTER || men)
			q->victim = q->group->sub;
	}
	q->clitics = reading_word(r, i)->clitics & ~(unsigned)CLITIC_AL;
	q->joined = q->clitics & CLITIC_WA || (i > 0 && word_is(reading_word(r, i - 1), LEX_CONJ));
	return QUANTITY_FOUND;
}
