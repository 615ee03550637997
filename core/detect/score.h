/*
 * Score: the probability that a suggestion is right, from a linear model over its features.
 *
 *	logit = sum of the weights of the features that are true + what people said of this very pair of words
 *	score = 1 / (1 + e^-logit)
 *
 * Right means (docs/confidence.md): there is such a figure or place there, and its harm and number, or its country and
 * governorate, are those suggested. The weights are a table that can be read, core/data/model.tsv (columns: item, feature,
 * weight); features that it does not name weigh 0. The two features that moved the score most are told beside the words
 * in evidence.why.
 *
 * A pair is a suggestion's words with the word before them. rejected.tsv (columns: item, surface, before, rejected, kept)
 * counts what people decided on each; a pair lowers the logit by log((rejected + 1) / (kept + 1)), never raises it.
 *
 * Cost: the features of a finding are some twenty additions; a pair is looked up only when there are any.
 */
#ifndef DETECT_SCORE_H
#define DETECT_SCORE_H

#include "base/str.h"
#include "detect/features.h"

/* Indexed by enum item_type, then by feature. */
struct score_weights {
	double v[2][FEATURES_MAX];
};

/* Reads a table of weights. Names that no feature has are passed over: they may be those of another version. */
bool score_weights_read(
	struct score_weights *w, const char *name, const char *text, size_t len, struct err *err) MUST_CHECK;
bool score_weights_shipped(struct score_weights *w, struct err *err) MUST_CHECK;
/* The table with a comment of lines that each begin with "# "; weights that are 0 to three decimals are left out. */
void score_weights_write(struct str *out, const char *comment, const struct score_weights *w);

/* Sum of the weights. */
double score_logit(const struct score_weights *w, enum item_type type, const struct feature_list *l);
double score_probability(double logit);

/* The words of a span with the word before them, folded; 0 stands for none. */
uint64_t score_pair_key(const struct text *t, enum item_type type, struct span span);
/* The same of strings, as the table has them. */
uint64_t score_pair_key_z(enum item_type type, const char *surface, const char *before);
/* The word before a span, as it stands in the text; empty at the beginning of a sentence. */
struct span score_word_before(const struct text *t, struct span span);
/* What a pair's counts add to the logit; at most 0. */
double score_pair_shift(uint32_t rejected, uint32_t kept);

struct score_model;

/* Paths of tables that stand in for the shipped one and beside it; NULL: none. */
bool score_model_new(const char *weights_path, const char *rejected_path, struct score_model **out,
	struct err *err) MUST_CHECK;
void score_model_free(struct score_model *m);
/* Of all that it was read from. */
uint32_t score_model_checksum(const struct score_model *m);

/* The features each score was made of, beside the findings; in the run's arena. */
struct score_trace {
	const struct feature_list *places, *figures;
};

/* Sets evidence.score and evidence.why of all findings. trace may be NULL. */
bool score_findings(const struct score_model *m, const struct feature_source *s, struct arena *a,
	struct findings *f, struct score_trace *trace, struct err *err) MUST_CHECK;

#endif
