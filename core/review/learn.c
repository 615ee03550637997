/*
 * Learn: problems for liblinear, and what comes of them.
 *
 * Places and figures are two problems. A problem's features are those of its table (index i + 1), a last one that is the
 * prior's sum. Feature 0, true of all, is scaled up, so that its weight, the common level, is hardly penalised.
 */
#include "review/learn.h"

#include "base/arena.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL_SCALE 50.0 /* of feature 0 */
#define PRIOR_SCALE 5.0  /* of the prior's sum */
#define SURELY      1e-6 /* no score is surer than this, for the log-loss */

/* ---- measuring ---- */

void reliability_add(struct reliability *r, double score, bool right)
{
	int bin = (int)(score * RELIABILITY_BINS);
	bin = bin < 0 ? 0 : bin >= RELIABILITY_BINS ? RELIABILITY_BINS - 1 : bin;
	r->bins[bin].n++;
	r->bins[bin].right += right;
	r->bins[bin].sum += score;
	r->n++;
}

double reliability_ece(const struct reliability *r)
{
	double sum = 0;
	for (int i = 0; i < RELIABILITY_BINS; i++)
		sum += fabs(r->bins[i].sum - (double)r->bins[i].right);
	return r->n ? sum / (double)r->n : NAN;
}

void quality_measure(const struct examples *ex, const double *scores, struct quality *out)
{
	struct quality q = {.n = ex->n};
	double loss = 0;
	size_t agree = 0;
	for (size_t i = 0; i < ex->n; i++) {
		bool right = ex->v[i].right;
		double score = scores ? scores[i] : (double)ex->v[i].score, p = right ? score : 1 - score;
		loss -= log(p < SURELY ? SURELY : p);
		agree += (score >= 0.5) == right;
		q.right += right;
		reliability_add(&q.reliability, score, right);
	}
	q.log_loss = ex->n ? loss / (double)ex->n : NAN;
	q.accuracy = ex->n ? (double)agree / (double)ex->n : NAN;
	q.ece = reliability_ece(&q.reliability);
	*out = q;
}

void learn_apply(const struct score_weights *w, const struct examples *ex, double *scores)
{
	for (size_t i = 0; i < ex->n; i++)
		scores[i] = score_probability(score_logit(w, ex->v[i].type, &ex->v[i].features));
}

/* ---- fitting ---- */

static void say_nothing(const char *text)
{
	(void)text;
}

enum { NODES = FEATURES_EACH + 2, INVENTED = 2 };

/* One row: the features in rising order, the prior's sum, the end. */
static void fill_row(
	struct feature_node row[NODES], const struct example *e, const struct score_weights *prior)
{
	bool has[FEATURES_MAX] = {false};
	size_t n = 0, count = feature_count(e->type);
	for (unsigned i = 0; i < e->features.n; i++)
		has[e->features.v[i]] = true;
	for (size_t i = 0; i < count; i++)
		if (has[i])
			row[n++] = (struct feature_node){(int)i + 1, i == 0 ? LEVEL_SCALE : 1};
	if (prior)
		row[n++] = (struct feature_node){
			(int)count + 1, PRIOR_SCALE * score_logit(prior, e->type, &e->features)};
	row[n] = (struct feature_node){-1, 0};
}

struct rows {
	struct problem problem;
	struct feature_node (*nodes)[NODES];
};

static bool make_problem(const struct examples *ex, const bool *held, enum item_type type,
	const struct score_weights *prior, struct arena *a, struct rows *out)
{
	size_t n = INVENTED, at = 0;
	for (size_t i = 0; i < ex->n; i++)
		n += ex->v[i].type == type && !(held && held[i]);
	out->nodes = arena_array(a, n, sizeof *out->nodes);
	struct feature_node **x = arena_array(a, n, sizeof *x);
	double *y = arena_array(a, n, sizeof *y);
	if (!out->nodes || !x || !y)
		return false;
	for (size_t i = 0; i < ex->n + INVENTED; i++) {
		struct example invented = {.type = type, .right = i % 2 == 0, .features = {.n = 1, .v = {0}}};
		const struct example *e = i < INVENTED ? &invented : &ex->v[i - INVENTED];
		if (i >= INVENTED && (e->type != type || (held && held[i - INVENTED])))
			continue;
		fill_row(out->nodes[at], e, prior);
		x[at] = out->nodes[at];
		y[at++] = i < INVENTED ? (i == 0 ? 1 : -1) : e->right ? 1 : -1;
	}
	out->problem = (struct problem){
		.l = (int)n, .n = (int)feature_count(type) + (prior ? 1 : 0), .y = y, .x = x, .bias = -1};
	return true;
}

static void take_weights(const struct model *m, enum item_type type, const struct score_weights *prior,
	struct score_weights *out)
{
	size_t n = feature_count(type);
	double sign = m->label[0] == 1 ? 1 : -1; /* the first label met is the positive one */
	double scale = prior ? sign * m->w[n] * PRIOR_SCALE : 0;
	for (size_t i = 0; i < n; i++) {
		double own = sign * m->w[i] * (i == 0 ? LEVEL_SCALE : 1);
		out->v[type][i] = own + (prior ? scale * prior->v[type][i] : 0);
	}
}

static bool fit_type(const struct examples *ex, const bool *held, enum item_type type,
	const struct score_weights *prior, double c, struct score_weights *out, struct err *err)
{
	struct arena a = {0};
	struct rows rows;
	if (!make_problem(ex, held, type, prior, &a, &rows)) {
		arena_release(&a);
		return err_memory(err);
	}
	struct parameter param = {.solver_type = L2R_LR, .eps = 1e-4, .C = c};
	set_print_string_function(say_nothing);
	struct model *m = train(&rows.problem, &param);
	if (m) {
		take_weights(m, type, prior, out);
		free_and_destroy_model(&m);
	}
	arena_release(&a);
	return true;
}

static size_t count_of(const struct examples *ex, const bool *held, enum item_type type)
{
	size_t n = 0;
	for (size_t i = 0; i < ex->n; i++)
		n += ex->v[i].type == type && !(held && held[i]);
	return n;
}

bool learn_fit(const struct examples *ex, const bool *held, const struct score_weights *prior, double c,
	struct score_weights *out, struct err *err)
{
	struct score_weights w = {0};
	for (unsigned type = ITEM_PLACE; type <= ITEM_FIGURE; type++) {
		if (count_of(ex, held, (enum item_type)type) == 0) {
			if (prior)
				memcpy(w.v[type], prior->v[type], sizeof w.v[type]);
		} else if (!fit_type(ex, held, (enum item_type)type, prior, c, &w, err)) {
			return false;
		}
	}
	*out = w;
	return true;
}

/* ---- holding out ---- */

static unsigned fold_of(const struct example *e, unsigned n_folds)
{
	return e->document % n_folds;
}

struct by_pair {
	uint64_t pair;
	size_t example;
};

static int compare_pairs(const void *a, const void *b)
{
	const struct by_pair *x = a, *y = b;
	if (x->pair != y->pair)
		return x->pair < y->pair ? -1 : 1;
	return x->example < y->example ? -1 : x->example > y->example;
}

/* What the same pair came to in the other parts. */
static double shift_of(
	const struct examples *ex, const struct by_pair *run, size_t n, unsigned fold, unsigned n_folds)
{
	uint32_t rejected = 0, kept = 0;
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &ex->v[run[i].example];
		if (fold_of(e, n_folds) != fold) {
			rejected += !e->right;
			kept += e->right;
		}
	}
	return rejected ? score_pair_shift(rejected, kept) : 0;
}

static bool shift_pairs(const struct examples *ex, unsigned n_folds, double *logits, struct err *err)
{
	struct by_pair *v = calloc(ex->n + 1, sizeof *v);
	if (!v)
		return err_memory(err);
	for (size_t i = 0; i < ex->n; i++)
		v[i] = (struct by_pair){ex->v[i].pair, i};
	qsort(v, ex->n, sizeof *v, compare_pairs);
	for (size_t i = 0, end; i < ex->n; i = end) {
		for (end = i + 1; end < ex->n && v[end].pair == v[i].pair; end++)
			;
		for (unsigned fold = 0; end > i + 1 && fold < n_folds; fold++) {
			double shift = shift_of(ex, &v[i], end - i, fold, n_folds);
			for (size_t k = i; shift < 0 && k < end; k++)
				if (fold_of(&ex->v[v[k].example], n_folds) == fold)
					logits[v[k].example] += shift;
		}
	}
	free(v);
	return true;
}

static bool fit_fold(const struct examples *ex, const struct learn_folds *f, unsigned fold, bool *held,
	double *logits, struct err *err)
{
	struct score_weights w;
	for (size_t i = 0; i < ex->n; i++)
		held[i] = fold_of(&ex->v[i], f->n_folds) == fold;
	if (f->fixed)
		w = *f->prior;
	else if (!learn_fit(ex, held, f->prior, f->c, &w, err))
		return false;
	for (size_t i = 0; i < ex->n; i++)
		if (held[i])
			logits[i] = score_logit(&w, ex->v[i].type, &ex->v[i].features);
	return true;
}

bool learn_cross_validate(
	const struct examples *ex, const struct learn_folds *given, double *scores, struct err *err)
{
	struct learn_folds f = *given;
	if (ex->n_documents < 2)
		return err_set(err, ERR_INPUT,
			"cross-validation leaves out documents and needs two of them at least");
	if (f.n_folds > ex->n_documents)
		f.n_folds = ex->n_documents;
	bool *held = calloc(ex->n + 1, sizeof *held);
	if (!held)
		return err_memory(err);
	bool ok = true;
	for (unsigned fold = 0; ok && fold < f.n_folds; fold++)
		ok = fit_fold(ex, &f, fold, held, scores, err);
	free(held);
	ok = ok && (!f.pairs || shift_pairs(ex, f.n_folds, scores, err));
	for (size_t i = 0; ok && i < ex->n; i++)
		scores[i] = score_probability(scores[i]);
	return ok;
}

bool learn_choose_c(const struct examples *ex, struct learn_folds *f, double *scores, struct err *err)
{
	static const double tried[] = {0.003, 0.01, 0.03, 0.1, 0.3, 1};
	double best = INFINITY, best_c = tried[0];
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct quality q;
		f->c = tried[i];
		if (!learn_cross_validate(ex, f, scores, err))
			return false;
		quality_measure(ex, scores, &q);
		if (q.log_loss < best) {
			best = q.log_loss;
			best_c = f->c;
		}
	}
	f->c = best_c;
	return learn_cross_validate(ex, f, scores, err);
}
