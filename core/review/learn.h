/*
 * Learn: fitting the score's weights, and measuring whether a score means what it says.
 *
 * Logistic regression with an L2 penalty, by liblinear (L2R_LR). Without a prior the weights are held near 0. With one
 * they are held near a multiple of it: the prior's sum is a feature of its own whose weight is all but free, and the
 * offsets from it are penalised; a database with few decisions thus learns how far to trust the shipped model first, and
 * its own ways after that. Two invented examples, one right and one wrong, keep a weight finite where all agree.
 *
 * Nothing is measured on what it was fitted on: cross-validation leaves out whole documents.
 */
#ifndef REVIEW_LEARN_H
#define REVIEW_LEARN_H

#include "review/label.h"

enum { RELIABILITY_BINS = 10 };

/* Bin i holds the scores of i/10 up to (i + 1)/10; 1 is in the last. */
struct reliability {
	struct {
		size_t n, right;
		double sum; /* of scores */
	} bins[RELIABILITY_BINS];
	size_t n;
};
void reliability_add(struct reliability *r, double score, bool right);
/* Expected calibration error: |mean score - share right| of each bin, weighted by its size; NAN when there is nothing. */
double reliability_ece(const struct reliability *r);

struct quality {
	size_t n, right;
	double log_loss; /* mean, natural logarithm */
	double ece;
	double accuracy; /* of "right" from .5 up */
	struct reliability reliability;
};
/* scores[i] is the score of example i; NULL: what the examples were given. */
void quality_measure(const struct examples *ex, const double *scores, struct quality *out);

/* The weights' scores of all examples, without pairs. */
void learn_apply(const struct score_weights *w, const struct examples *ex, double *scores);

/* Fits on the examples whose held[i] is false (held may be NULL). prior may be NULL. Larger c trusts the examples more. */
bool learn_fit(const struct examples *ex, const bool *held, const struct score_weights *prior, double c,
	struct score_weights *out, struct err *err) MUST_CHECK;

/*
 * Each document's scores come from weights fitted without it; n_folds parts, documents dealt out in turn. With
 * `pairs` the counts of pairs in the other parts count too. Fails with ERR_INPUT when there are fewer than two documents.
 */
struct learn_folds {
	unsigned n_folds;
	const struct score_weights *prior;
	double c;
	bool pairs;
	bool fixed; /* the prior as it is: nothing is fitted */
};
bool learn_cross_validate(
	const struct examples *ex, const struct learn_folds *f, double *scores, struct err *err) MUST_CHECK;

/*
 * Tries a few values of c by cross-validation and keeps the one with the lowest log-loss. Rejected: the smallest within a
 * standard error of it (Breiman and others 1984, 3.4.3), which gave all suggestions nearly the same score and did no better
 * on articles of another hand.
 */
bool learn_choose_c(
	const struct examples *ex, struct learn_folds *f, double *scores, struct err *err) MUST_CHECK;

#endif
