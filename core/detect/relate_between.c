/* Relate, between: commas, clauses, causes and the other words that part a figure from a place (relate_between.h). */
#include "detect/relate_between.h"

/* A comma after which a new clause with a subject of its own begins: neither a cause, a preposition nor a harm word. */
static bool hard_comma(const struct reading *r, uint32_t i)
{
	const struct word *n = reading_word(r, i + 1);
	if (!word_punct(reading_word(r, i), ','))
		return false;
	if (n->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	if (n->clitics & (CLITIC_WA | CLITIC_FA))
		return word_is_unknown(n) || (prep_of(r, i + 1) == PREP_IN && !word_is(n, LEX_CAUSE));
	return !(word_is(n, LEX_CAUSE) || word_is(n, LEX_PREP) || word_is(n, LEX_PART) ||
		 word_is(n, LEX_EXCLUDED) || n->kind != WORD_WORD);
}

/* A comma, and another harm that is told of: "the killing of three, and the wounding of". */
static bool next_harm(const struct reading *r, uint32_t i)
{
	const struct word *n = reading_word(r, i + 1);
	return word_punct(reading_word(r, i), ',') && n->clitics & CLITIC_WA &&
	       (word_is(n, LEX_MASDAR) || word_is(n, LEX_VERB));
}

/* Another attack, perhaps after a comma: "which wounded three, and struck Y with shells". */
static bool next_attack(const struct reading *r, uint32_t i)
{
	i += word_punct(reading_word(r, i), ',');
	const struct word *w = reading_word(r, i);
	return w->clitics & CLITIC_WA && (word_is(w, LEX_ASSAULT) || bearing_of(r, i) == BEARING_STRIKE);
}

uint32_t path_of_word(const struct reading *r, uint32_t i)
{
	const struct word *w = reading_word(r, i);
	uint32_t path = 0;
	if (bearing_of(r, i) == BEARING_AWAY)
		return PATH_AWAY;
	if (word_is(w, LEX_CLAUSE))
		path |= w->clause == CLAUSE_WHERE   ? PATH_WHERE
			: w->clause == CLAUSE_TELLS ? PATH_COMMA
						    : PATH_CLAUSE;
	if (word_is(w, LEX_CONSEQUENCE) || (w->clitics & CLITIC_FA && word_is(w, LEX_VERB)))
		path |= PATH_LED_TO; /* "shelled X, so three were killed" */
	if (word_is(w, LEX_CAUSE))
		path |= PATH_CAUSE;
	if (bearing_of(r, i) == BEARING_APART)
		path |= PATH_CLAUSE;
	if (prep_of(r, i) == PREP_BESIDES)
		path |= PATH_ADDED;
	if (word_punct(w, ';'))
		path |= PATH_CLAUSE;
	if (word_punct(w, ','))
		path |= PATH_PAUSE;
	if (hard_comma(r, i))
		path |= PATH_COMMA;
	else if (next_attack(r, i))
		path |= PATH_ANEW;
	else if (next_harm(r, i))
		path |= PATH_NEXT;
	return path;
}
