/* learn: the score's weights, fitted. */
#include "calibration.h"
#include "learned.h"
#include "subcommands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct learn {
	struct cli *cli;
	struct detector *detector;
	struct path_list gazetteers, lexicons;
	const char *write_path;
	bool from_gold, reset;
};

/* ---- from gold: how the shipped table is made ---- */

static void gold_comment(
	struct str *out, const struct quality *q, double c, size_t n_documents, const char *version)
{
	str_addf(out,
		"# Weights of the score (docs/confidence.md), fitted by 'rasid learn --from-gold'; one row a feature.\n"
		"# %zu suggestions, %zu of them right, in %zu documents; L2-regularised logistic regression, C = %g.\n"
		"# Cross-validated over documents: expected calibration error %.3f, log-loss %.3f.\n"
		"# Features of %s\n",
		q->n, q->right, n_documents, c, q->ece, q->log_loss, version);
}

static bool write_weights(const char *path, const struct str *text, struct err *err)
{
	FILE *f = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
	if (!f)
		return err_errno(err, errno, "write", path);
	bool ok = fwrite(str_text(text), 1, text->len, f) == text->len;
	int failed = errno;
	if (f != stdout && fclose(f) != 0 && ok) {
		failed = errno;
		ok = false;
	}
	return ok || err_errno(err, failed, "write", path);
}

static bool fit_gold(struct learn *l, struct calibration *c, struct err *err)
{
	struct learn_folds folds = {.n_folds = CALIBRATION_FOLDS};
	struct score_weights w;
	struct quality q;
	struct str comment = {0}, text = {0};
	double *scores = calloc(c->examples.n + 1, sizeof *scores);
	bool ok = scores ? true : err_memory(err);
	ok = ok && learn_choose_c(&c->examples, &folds, scores, err) &&
	     learn_fit(&c->examples, NULL, NULL, folds.c, &w, err);
	if (ok) {
		quality_measure(&c->examples, scores, &q);
		if (!l->write_path || strcmp(l->write_path, "-") != 0)
			calibration_print("cross-validated over these documents", &q);
		gold_comment(&comment, &q, folds.c, c->n_documents, detector_version(l->detector));
		score_weights_write(&text, str_text(&comment), &w);
		ok = comment.failed || text.failed
			     ? err_memory(err)
			     : !l->write_path || write_weights(l->write_path, &text, err);
	}
	str_release(&comment);
	str_release(&text);
	free(scores);
	return ok;
}

static bool learn_from_gold(struct learn *l, int n, char **paths, struct err *err)
{
	struct calibration c = {0};
	if (n == 0)
		return err_set(err, ERR_USAGE, "--from-gold needs gold files");
	l->cli->no_learned = true;
	if (!cli_detector(l->cli, &l->gazetteers, &l->lexicons, &l->detector, err))
		return false;
	bool ok = true;
	for (int i = 0; ok && i < n; i++)
		ok = calibration_add(&c, l->detector, paths[i], err);
	ok = ok && fit_gold(l, &c, err);
	calibration_release(&c);
	return ok;
}

/* ---- command ---- */

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct learn *l = arg;
	if (strcmp(option, "gazetteer") == 0)
		return path_list_add(&l->gazetteers, option, value, err);
	if (strcmp(option, "lexicon") == 0)
		return path_list_add(&l->lexicons, option, value, err);
	if (strcmp(option, "from-gold") == 0)
		l->from_gold = true;
	else
		l->write_path = value;
	return true;
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct learn l = {.cli = cli};
	int first;
	bool done;
	if (!cli_options(cli, "learn", argc, argv, take, &l, &first, &done, err) || done)
		return done;
	bool ok = learn_from_gold(&l, argc - first, argv + first, err);
	detector_free(l.detector);
	return ok;
}

static const struct option_spec options[] = {
	{"from-gold", 0, NULL, "fit a table of weights on gold files instead (how the shipped one is made)"},
	{"write", 0, "FILE", "with --from-gold: where to write the table"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_learn = {
	.name = "learn",
	.synopsis = "--from-gold [--write FILE] GOLD...",
	.summary = "fit the scores of suggestions",
	.options = options,
	.run = run,
};
