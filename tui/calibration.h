/*
 * Calibration: gold files as examples, and the reliability of scores on them.
 *
 * Shared by `evaluate --calibration`, which prints what the weights at work are worth, and `learn --from-gold`, which fits
 * new ones.
 */
#ifndef TUI_CALIBRATION_H
#define TUI_CALIBRATION_H

#include "cli.h"
#include "review/learn.h"

enum { CALIBRATION_FOLDS = 10 };

struct calibration {
	struct examples examples;
	char (*documents)[SHA256_HEX];
	size_t n_documents, documents_cap;
};

/* Adds the documents of a gold file, constructed cases left out. A text that was met before counts as the same document. */
bool calibration_add(
	struct calibration *c, const struct detector *d, const char *path, struct err *err) MUST_CHECK;
void calibration_release(struct calibration *c);

/* Ten bins, then one line with the number, the share that is right, ECE, log-loss and accuracy. */
void calibration_print(const char *title, const struct quality *q);
/* The reliability of the scores at work (those of `version`), and of weights fitted by cross-validation over these documents. */
bool calibration_report(struct calibration *c, const char *version, struct err *err) MUST_CHECK;

#endif
