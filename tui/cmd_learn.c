/*
 * learn: what the decisions of this database teach, or gold files.
 *
 * Three models are compared on decisions that they have not seen: the shipped one, the shipped one that knows rejected
 * words, and one fitted anew from the shipped one on. The best is kept; when none is better, the shipped one is.
 */
#include "calibration.h"
#include "learned.h"
#include "review/decisions.h"
#include "subcommands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct learn {
	struct cli *cli;
	struct detector *detector;
	struct path_list gazetteers, lexicons;
	const char *write_path;
	bool from_gold, reset, dry_run;
};

/* ---- from gold: how the shipped table is made ---- */

static void gold_comment(
	struct str *out, const struct quality *q, double c, size_t n_documents, const char *version)
{
	str_addf(out,
		"# Weights of the score (docs/confidence.md), fitted by 'rasid learn --from-gold'; one row a feature.\n"
		"# %zu suggestions (those of a file named twice count twice), %zu right, in %zu documents.\n"
		"# L2-regularised logistic regression, C = %g.\n"
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

/* ---- from the decisions of this database ---- */

enum { LEARN_MIN = 50, LEARN_FOLDS = 5, FEW_DOCUMENTS = 10 };

enum candidate { SHIPPED, SHIPPED_REJECTED, REFITTED, CANDIDATES };

static const char *const candidate_names[CANDIDATES] = {
	"shipped weights (before)", "  and rejected words", "refitted, and rejected words"};

struct trial {
	struct quality quality[CANDIDATES];
	enum candidate best;
	double c;
};

static bool try_models(
	const struct examples *ex, const struct score_weights *shipped, struct trial *t, struct err *err)
{
	double *scores = calloc(ex->n, sizeof *scores);
	if (!scores)
		return err_memory(err);
	bool ok = true;
	for (int i = 0; ok && i < CANDIDATES; i++) {
		struct learn_folds f = {.n_folds = LEARN_FOLDS,
			.prior = shipped,
			.pairs = i != SHIPPED,
			.fixed = i != REFITTED};
		ok = f.fixed ? learn_cross_validate(ex, &f, scores, err)
			     : learn_choose_c(ex, &f, scores, err);
		if (ok)
			quality_measure(ex, scores, &t->quality[i]);
		t->c = f.c;
	}
	t->best = SHIPPED;
	for (int i = SHIPPED + 1; ok && i < CANDIDATES; i++)
		if (t->quality[i].log_loss < t->quality[t->best].log_loss - 1e-6)
			t->best = (enum candidate)i;
	free(scores);
	return ok;
}

static void print_trial(const struct trial *t, const struct decisions *d)
{
	printf("%zu decisions on suggestions, %zu of them right, each held out from what it is measured on\n",
		d->examples.n, t->quality[SHIPPED].right);
	if (d->n_lost)
		printf("%zu more are on what is not suggested any more\n", d->n_lost);
	printf("\n%-30s %10s %20s %15s\n", "", "log-loss", "calibration error", "accuracy at .5");
	for (int i = 0; i < CANDIDATES; i++)
		printf("%-30s %10.4f %20.4f %15.3f%s\n", candidate_names[i], t->quality[i].log_loss,
			t->quality[i].ece, t->quality[i].accuracy, i == (int)t->best ? "  kept" : "");
	putchar('\n');
}

/* Writes the table, or removes it when it would say nothing; tells which. */
static bool keep(enum learned_file file, const struct str *text, const char *what, struct err *err)
{
	struct str path = {0};
	bool exists;
	bool ok = learned_write(file, text, err);
	if (ok && text && learned_path(file, &path, &exists))
		printf("%s: %s\n", what, str_text(&path));
	str_release(&path);
	return ok;
}

static bool keep_model(const struct trial *t, const struct decisions *d, const struct score_weights *shipped,
	const char *comment, struct err *err)
{
	struct score_weights w;
	struct str text = {0};
	if (t->best != REFITTED)
		return keep(LEARNED_MODEL, NULL, "", err);
	if (!learn_fit(&d->examples, NULL, shipped, t->c, &w, err))
		return false;
	score_weights_write(&text, comment, &w);
	bool ok = keep(LEARNED_MODEL, &text, "weights", err);
	str_release(&text);
	return ok;
}

static bool keep_words(const struct trial *t, const struct decisions *d, const char *comment, struct err *err)
{
	struct str text = {0};
	char what[64];
	size_t n = 0;
	if (t->best != SHIPPED)
		decisions_write_rejected(d, comment, &text, &n);
	snprintf(what, sizeof what, "%zu rejected words", n);
	bool ok = keep(LEARNED_REJECTED, n ? &text : NULL, what, err);
	str_release(&text);
	return ok;
}

static bool keep_places(const struct decisions *d, const char *comment, struct err *err)
{
	struct str text = {0};
	char what[64];
	decisions_write_gazetteer(d, comment, &text);
	snprintf(what, sizeof what, "%zu places", d->n_places);
	bool ok = keep(LEARNED_GAZETTEER, d->n_places ? &text : NULL, what, err);
	str_release(&text);
	return ok;
}

static bool keep_all(const struct trial *t, const struct decisions *d, const struct score_weights *shipped,
	struct err *err)
{
	char comment[256], now[TIME_TEXT];
	time_format(time_now_ms(), now);
	snprintf(comment, sizeof comment,
		"# Learnt here by 'rasid learn' at %s from %zu decisions; 'rasid learn --reset' removes it.\n",
		now, d->examples.n);
	if (!keep_model(t, d, shipped, comment, err) || !keep_words(t, d, comment, err) ||
		!keep_places(d, comment, err))
		return false;
	if (t->best == SHIPPED)
		puts("no weights were learnt: the shipped ones do as well on decisions they have not seen");
	return true;
}

static bool learn_decisions(struct learn *l, const struct decisions *d, struct err *err)
{
	struct score_weights shipped;
	struct trial t = {.c = 0};
	if (d->examples.n < LEARN_MIN) {
		printf("%zu decisions on suggestions; learning takes %d at least, so nothing was changed\n",
			d->examples.n, LEARN_MIN);
		return true;
	}
	if (!score_weights_shipped(&shipped, err) || !try_models(&d->examples, &shipped, &t, err))
		return false;
	print_trial(&t, d);
	return l->dry_run || keep_all(&t, d, &shipped, err);
}

static bool learn_here(struct learn *l, struct err *err)
{
	struct decisions d = {0};
	struct store *store = NULL;
	bool ok = cli_store(l->cli, true, &store, err) &&
		  cli_detector(l->cli, &l->gazetteers, &l->lexicons, &l->detector, err) &&
		  decisions_read(store, l->detector, &d, err);
	if (ok) {
		decisions_group(&d, FEW_DOCUMENTS);
		ok = learn_decisions(l, &d, err);
	}
	decisions_release(&d);
	store_close(store);
	return ok;
}

static bool reset(struct err *err)
{
	for (int i = 0; i < LEARNED_FILES; i++)
		if (!learned_write((enum learned_file)i, NULL, err))
			return false;
	puts("what was learnt is removed; the shipped weights and gazetteer are at work");
	return true;
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
	else if (strcmp(option, "reset") == 0)
		l->reset = true;
	else if (strcmp(option, "dry-run") == 0)
		l->dry_run = true;
	else
		l->write_path = value;
	return true;
}

static bool check(const struct learn *l, bool operands, struct err *err)
{
	if (l->reset && (l->from_gold || l->dry_run || operands))
		return err_set(err, ERR_USAGE, "--reset goes alone");
	if (!l->from_gold && operands)
		return err_set(err, ERR_USAGE, "learn takes files only with --from-gold");
	if (!l->from_gold && l->write_path)
		return err_set(err, ERR_USAGE, "--write goes with --from-gold");
	return true;
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct learn l = {.cli = cli};
	int first;
	bool done;
	if (!cli_options(cli, "learn", argc, argv, take, &l, &first, &done, err) || done)
		return done;
	if (!check(&l, first < argc, err))
		return false;
	bool ok = l.reset       ? reset(err)
		  : l.from_gold ? learn_from_gold(&l, argc - first, argv + first, err)
				: learn_here(&l, err);
	detector_free(l.detector);
	return ok;
}

static const struct option_spec options[] = {
	{"reset", 0, NULL, "forget what was learnt here"},
	{"dry-run", 'n', NULL, "show what would be learnt and keep nothing"},
	{"from-gold", 0, NULL, "fit a table of weights on gold files (how the shipped one is made)"},
	{"write", 0, "FILE", "with --from-gold: where to write the table"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_learn = {
	.name = "learn",
	.synopsis = "[OPTION...] | --reset | --from-gold [--write FILE] GOLD...",
	.summary = "learn from the decisions in the database",
	.details =
		"Reads the decisions of all annotators, refits the scores of suggestions, shows how well they did before and\n"
		"after on decisions that were held out, and keeps the better. Places that people added or corrected enter a\n"
		"gazetteer; words that they rejected lower the score where they stand after the same word again. All of it is\n"
		"kept as tables in the user's data folder and used from then on, which the detector's version says; --no-learned\n"
		"leaves it out once.",
	.examples = "  rasid learn\n"
		    "  rasid learn --reset\n"
		    "  rasid learn --from-gold --write model.tsv gold.jsonl",
	.options = options,
	.run = run,
};
