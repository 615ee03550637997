/*
 * Quantity: one phrase that says how many of what: "about 20 others", "two children", "dozens of dead and wounded".
 *
 * Looks only at the words of the phrase and one or two after it. Whether the phrase is a casualty figure is for
 * detect/figure.c to say: this reader knows no harm but what the noun itself carries.
 */
#ifndef DETECT_QUANTITY_H
#define DETECT_QUANTITY_H

#include "detect/number.h"
#include "model/model.h"

enum quantity_kind {
	QUANTITY_NUMBER_NOUN, /* three children */
	QUANTITY_BARE_NUMBER, /* three */
	QUANTITY_VAGUE,       /* dozens of civilians */
	QUANTITY_OTHERS,      /* another, others */
	QUANTITY_SINGULAR,    /* a child */
	QUANTITY_DUAL,        /* two children, in one word */
	QUANTITY_PLURAL,      /* children */
};

struct quantity {
	enum quantity_kind kind;
	uint32_t beg, end; /* words */
	uint32_t beg_cp, end_cp;
	enum approximator approximator;
	int64_t a, b;
	const struct lex_entry *noun;  /* what is counted; NULL when no noun says it */
	const struct lex_entry *group; /* the actor that members are counted of, or NULL */
	uint8_t harm;                  /* what the nouns carry, joined */
	enum victim victim;
	enum civil_status status;
	enum unit unit;
	uint8_t clitics;   /* before the phrase */
	bool joined;       /* "and" stands before it */
	bool definite;     /* has the article, or a genitive that makes it so */
	bool possessed;    /* his child */
	bool other;        /* says "other" */
	bool accusative;   /* in the form of an object */
	bool repeated;     /* definite with its number: speaks of people told of before */
	bool unknown_noun; /* counts something that the lexicon does not have */
	bool digits, partitive, one_of;
	bool cases;         /* "cases of arrest"; without a noun, "cases" of what was told before */
	bool between_harms; /* "between dead and wounded" */
};

enum quantity_result {
	QUANTITY_NONE, /* nothing begins here */
	QUANTITY_FOUND,
	QUANTITY_EXCLUDED, /* something else is counted here: pass over it */
};

/* What a quantity begins with, but for a number in brackets: most words are asked, and few do. */
#define QUANTITY_CLASSES                                                                                     \
	(LEX_BIT(LEX_UNIT) | LEX_BIT(LEX_TEN) | LEX_BIT(LEX_HUNDRED) | LEX_BIT(LEX_SCALE) |                  \
		LEX_BIT(LEX_FRACTION) | LEX_BIT(LEX_VAGUE) | LEX_BIT(LEX_ONE) | LEX_BIT(LEX_ORDINAL) |       \
		LEX_BIT(LEX_NOUN) | LEX_BIT(LEX_OTHER) | LEX_BIT(LEX_APPROX) | LEX_BIT(LEX_BETWEEN) |        \
		LEX_BIT(LEX_GLUE))
static inline bool quantity_may_begin(const struct word *w)
{
	return w->classes & QUANTITY_CLASSES || w->kind == WORD_DIGITS;
}

/* Reads the phrase that begins at word i. *end is where to go on after QUANTITY_EXCLUDED. */
enum quantity_result quantity_read(const struct reading *r, uint32_t i, struct quantity *out, uint32_t *end);

#endif
