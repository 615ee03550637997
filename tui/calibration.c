/* Calibration: reading gold into examples, and the tables. */
#include "calibration.h"

#include "base/vec.h"
#include "input.h"

#include <stdlib.h>
#include <string.h>

static bool document_index(struct calibration *c, const char *sha256, uint32_t *out, struct err *err)
{
	for (size_t i = 0; i < c->n_documents; i++)
		if (strcmp(c->documents[i], sha256) == 0) {
			*out = (uint32_t)i;
			return true;
		}
	if (!vec_reserve(&c->documents, &c->documents_cap, c->n_documents + 1, sizeof *c->documents))
		return err_memory(err);
	memcpy(c->documents[c->n_documents], sha256, SHA256_HEX);
	*out = (uint32_t)c->n_documents++;
	return true;
}

struct gold_reader {
	struct calibration *calibration;
	const struct detector *detector;
};

/* A constructed case names only what it tests; it tells nothing of what else was found. */
static bool add_record(void *arg, const struct record *gold, struct arena *a, struct err *err)
{
	struct gold_reader *r = arg;
	struct calibration *c = r->calibration;
	struct detect_input in = {.text = gold->doc.text, .published = gold->doc.published};
	struct findings found = {0};
	struct score_trace trace = {0};
	uint32_t document = 0;
	if (gold->group)
		return true;
	return document_index(c, gold->doc.sha256, &document, err) &&
	       detect_run_traced(r->detector, &in, a, &found, &trace, err) &&
	       label_gold(gold, &found, &trace, document, &c->examples, err);
}

bool calibration_add(struct calibration *c, const struct detector *d, const char *path, struct err *err)
{
	struct gold_reader reader = {c, d};
	return input_each_gold(path, add_record, &reader, err);
}

void calibration_release(struct calibration *c)
{
	examples_release(&c->examples);
	free(c->documents);
	*c = (struct calibration){0};
}

/* ---- tables ---- */

void calibration_print(const char *title, const struct quality *q)
{
	printf("%s\n%-12s %7s %11s %12s\n", title, "score", "count", "mean score", "share right");
	for (int i = 0; i < RELIABILITY_BINS; i++) {
		size_t n = q->reliability.bins[i].n;
		printf("%.1f to %.1f %9zu", i / 10.0, (i + 1) / 10.0, n);
		if (n)
			printf(" %11.3f %12.3f", q->reliability.bins[i].sum / (double)n,
				(double)q->reliability.bins[i].right / (double)n);
		putchar('\n');
	}
	printf("%zu suggestions, %zu right; expected calibration error %.3f; log-loss %.3f; accuracy at .5: %.3f\n\n",
		q->n, q->right, q->ece, q->log_loss, q->accuracy);
}

/* One line for each type, from the same scores. */
static void print_types(const struct calibration *c, const double *scores)
{
	static const char *const names[] = {"places", "figures"};
	for (unsigned type = ITEM_PLACE; type <= ITEM_FIGURE; type++) {
		struct reliability r = {0};
		size_t right = 0;
		for (size_t i = 0; i < c->examples.n; i++)
			if (c->examples.v[i].type == type) {
				reliability_add(&r, scores ? scores[i] : (double)c->examples.v[i].score,
					c->examples.v[i].right);
				right += c->examples.v[i].right;
			}
		if (r.n)
			printf("%s: %zu, %zu right; expected calibration error %.3f\n", names[type], r.n,
				right, reliability_ece(&r));
	}
	putchar('\n');
}

bool calibration_report(struct calibration *c, const char *version, struct err *err)
{
	char title[200];
	struct quality q;
	struct learn_folds folds = {.n_folds = CALIBRATION_FOLDS};
	if (c->examples.n == 0)
		return err_set(err, ERR_INPUT,
			"the gold files hold nothing that a suggestion could be compared with");
	quality_measure(&c->examples, NULL, &q);
	snprintf(title, sizeof title, "scores of %s", version);
	calibration_print(title, &q);
	print_types(c, NULL);
	if (c->n_documents < 2)
		return true;
	double *scores = calloc(c->examples.n, sizeof *scores);
	if (!scores)
		return err_memory(err);
	bool ok = learn_choose_c(&c->examples, &folds, scores, err);
	if (ok) {
		quality_measure(&c->examples, scores, &q);
		calibration_print("cross-validated over these documents", &q);
		print_types(c, scores);
	}
	free(scores);
	return ok;
}
