/*
 * Evaluate: findings against gold, counted.
 *
 * Items are matched one to one by overlap, the largest first, places and figures apart. Optional gold items are scored
 * neither way: a prediction that overlaps one of them, and no other item more, is ignored. Fields are compared on the
 * found items only, and only where the gold names them. Names are compared folded, without spaces and article.
 * Counts add up over documents; a rate is right / of, and of == 0 means "not tested".
 */
#ifndef REVIEW_EVALUATE_H
#define REVIEW_EVALUATE_H

#include "base/arena.h"
#include "model/record.h"

struct score {
	uint32_t right, of;
};

enum measure {
	EVAL_PLACE_RECALL,
	EVAL_PLACE_PRECISION,
	EVAL_PLACE_EXACT_RECALL,
	EVAL_PLACE_EXACT_PRECISION,
	EVAL_PLACE_SPAN, /* exact spans of the found */
	EVAL_COUNTRY,
	EVAL_ADMIN1,
	EVAL_NEAR,            /* within 10 km */
	EVAL_NUMBERED_RECALL, /* figures with a digit or number word */
	EVAL_FIGURE_RECALL,
	EVAL_FIGURE_PRECISION,
	EVAL_FIGURE_SPAN,
	EVAL_NUMBER, /* value, bounds and approximator */
	EVAL_HARM,
	EVAL_VICTIM,
	EVAL_STATUS,
	EVAL_POLARITY,
	EVAL_COUNT_TYPE,
	EVAL_PART_RECALL,
	EVAL_PART_PRECISION,
	EVAL_PART_INCLUDED_RECALL, /* included_in and exhaustive_part_of */
	EVAL_PART_INCLUDED_PRECISION,
	EVAL_PART_RESTATES_RECALL,
	EVAL_PART_RESTATES_PRECISION,
	EVAL_FIGURE_PLACE,
	EVAL_TRAPS, /* right: not returned */
	EVAL_CASES, /* constructed cases with nothing wrong, spans by overlap */
	EVAL_CASES_EXACT,
	EVAL_MEASURES
};

struct evaluation {
	struct score scores[EVAL_MEASURES];
};

enum eval_error_kind { EVAL_MISSED, EVAL_FALSE_ALARM, EVAL_WRONG, EVAL_TRAP, EVAL_SPAN };

/* Strings are valid during the callback. */
struct eval_error {
	enum eval_error_kind kind;
	bool is_figure;
	struct span gold, found;    /* empty when there is none */
	const char *field;          /* EVAL_WRONG: which one */
	const char *expected, *got; /* EVAL_WRONG */
	const char *rule;           /* of the prediction; NULL when none */
};

struct eval_options {
	void (*error)(void *arg, const struct record *gold, const struct eval_error *e); /* may be NULL */
	void *arg;
	/* Whether a figure's words hold a digit or number word; NULL: a digit, or a value above two. */
	bool (*numbered)(void *arg, const struct record *gold, const struct figure *f);
};

/* Adds one document's counts to *sum. */
bool evaluate_document(const struct record *gold, const struct findings *found,
	const struct eval_options *opt, struct evaluation *sum, struct err *err) MUST_CHECK;

void evaluation_add(struct evaluation *sum, const struct evaluation *e);

/* Harmonic mean of two rates; NAN when either was not tested. */
double evaluation_f1(struct score recall, struct score precision);

#endif
