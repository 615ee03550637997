/* Scores: the table of weights, pairs of words, calibration on known numbers, fitting on invented examples. */
#include "base/str.h"
#include "base/utf8.h"
#include "detect/score.h"
#include "review/learn.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- features and weights ---- */

static void names_are_unique(void **state)
{
	(void)state;
	for (unsigned t = ITEM_PLACE; t <= ITEM_FIGURE; t++) {
		enum item_type type = (enum item_type)t;
		for (size_t i = 0; i < feature_count(type); i++) {
			const char *name = feature_name(type, i);
			assert_true(*name && !strpbrk(name, "\t\n~"));
			assert_int_equal(feature_find(type, name, strlen(name)), (int)i);
		}
	}
	assert_int_equal(feature_find(ITEM_PLACE, "no such thing", 13), -1);
}

static void shipped_weights_read_back(void **state)
{
	(void)state;
	struct err err;
	struct score_weights w, again;
	struct str text = {0};
	assert_true(score_weights_shipped(&w, &err));
	score_weights_write(&text, "# a comment\n", &w);
	assert_true(score_weights_read(&again, "again", str_text(&text), text.len, &err));
	for (unsigned t = 0; t < 2; t++)
		for (size_t i = 0; i < FEATURES_MAX; i++)
			assert_float_equal(w.v[t][i], again.v[t][i], 0.001);
	str_release(&text);
}

static const struct {
	const char *name, *text, *says; /* says NULL: is read */
} tables[] = {
	{"a feature of another version", "item\tfeature\tweight\nplace\tmoon phase\t3\n", NULL},
	{"no such item", "item\tfeature\tweight\nperson\tno row\t3\n", "neither place nor figure"},
	{"no number", "item\tfeature\tweight\nplace\tno row\tmuch\n", "no number"},
	{"not finite", "item\tfeature\tweight\nplace\tno row\tnan\n", "no number"},
	{"no column", "item\tfeature\nplace\tno row\n", "columns item, feature and weight"},
};

static void bad_tables_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct err err = {0};
		struct score_weights w;
		bool ok = score_weights_read(&w, "t", tables[i].text, strlen(tables[i].text), &err);
		if (ok != !tables[i].says || (!ok && !strstr(err.text, tables[i].says)))
			fail_msg("%s: %s", tables[i].name, ok ? "read" : err.text);
	}
}

static void sums(void **state)
{
	(void)state;
	struct score_weights w = {.v = {[ITEM_PLACE] = {1, 0.5, -2}}};
	struct feature_list l = {.n = 2, .v = {0, 2}};
	assert_float_equal(score_logit(&w, ITEM_PLACE, &l), -1, 1e-12);
	assert_float_equal(score_logit(&w, ITEM_FIGURE, &l), 0, 1e-12);
	assert_float_equal(score_probability(0), 0.5, 1e-12);
	assert_float_equal(score_probability(-1), 0.268941421, 1e-8);
}

/* ---- pairs ---- */

static void pairs(void **state)
{
	(void)state;
	uint32_t cp[64];
	const char *ascii = "end. near Alpha, near  alpha far alpha";
	struct text t = {cp, (uint32_t)strlen(ascii)};
	for (uint32_t i = 0; i < t.len_cp; i++)
		cp[i] = (unsigned char)ascii[i];
	struct span first = {10, 15}, second = {23, 28}, third = {33, 38}, opening = {5, 9};
	uint64_t key = score_pair_key(&t, ITEM_PLACE, first);
	assert_true(key == score_pair_key(&t, ITEM_PLACE, second));
	assert_true(key != score_pair_key(&t, ITEM_PLACE, third));
	assert_true(key != score_pair_key(&t, ITEM_FIGURE, first));
	assert_true(key == score_pair_key_z(ITEM_PLACE, "alpha", "near"));
	struct span before = score_word_before(&t, opening);
	assert_int_equal(before.beg_cp, before.end_cp);
	assert_float_equal(score_pair_shift(0, 5), 0, 1e-12);
	assert_float_equal(score_pair_shift(2, 2), 0, 1e-12);
	assert_float_equal(score_pair_shift(3, 1), -log(2), 1e-12);
}

/* ---- calibration ---- */

static void known_calibration(void **state)
{
	(void)state;
	struct reliability r = {0};
	assert_true(isnan(reliability_ece(&r)));
	for (int i = 0; i < 10; i++) /* ten of .8, eight right */
		reliability_add(&r, 0.8, i < 8);
	assert_float_equal(reliability_ece(&r), 0, 1e-9);
	for (int i = 0; i < 10; i++) /* ten of .95, five right: off by .45 */
		reliability_add(&r, 0.95, i < 5);
	assert_float_equal(reliability_ece(&r), 0.225, 1e-9);
	reliability_add(&r, 1, true);
	reliability_add(&r, 0, false);
	assert_int_equal(r.bins[9].n, 11);
	assert_int_equal(r.bins[0].n, 1);
}

static void known_quality(void **state)
{
	(void)state;
	struct example e[] = {{.right = true, .score = 0.8f}, {.right = false, .score = 0.4f}};
	struct examples ex = {.v = e, .n = 2};
	double scores[] = {0.5, 0.25};
	struct quality q;
	quality_measure(&ex, scores, &q);
	assert_float_equal(q.log_loss, -(log(0.5) + log(0.75)) / 2, 1e-9);
	assert_float_equal(q.accuracy, 1, 1e-9);
	quality_measure(&ex, NULL, &q);
	assert_float_equal(q.log_loss, -(log(0.8) + log(0.6)) / 2, 1e-6);
}

/* ---- fitting ---- */

/* xorshift32 (Marsaglia 2003): the same examples in every run. */
static double uniform(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x / 4294967296.0;
}

/* Places whose feature 3 halves the odds ten times over, and feature 4 says nothing. */
static struct examples invent(size_t n, uint32_t seed)
{
	struct examples ex = {0};
	struct err err;
	for (size_t i = 0; i < n; i++) {
		struct example e = {.document = (uint32_t)(i / 10), .features = {.n = 1, .v = {0}}};
		bool marked = uniform(&seed) < 0.3;
		if (marked)
			e.features.v[e.features.n++] = 3;
		if (uniform(&seed) < 0.5)
			e.features.v[e.features.n++] = 4;
		e.right = uniform(&seed) < (marked ? 0.2 : 0.9);
		e.pair = i;
		assert_true(examples_add(&ex, &e, &err));
	}
	return ex;
}

static double loss(const struct score_weights *w, const struct examples *ex)
{
	double *scores = calloc(ex->n, sizeof *scores);
	struct quality q;
	assert_non_null(scores);
	learn_apply(w, ex, scores);
	quality_measure(ex, scores, &q);
	free(scores);
	return q.log_loss;
}

static void fitting_finds_what_is_there(void **state)
{
	(void)state;
	struct err err;
	struct examples ex = invent(2000, 7), unseen = invent(2000, 99);
	struct score_weights w, start = {.v = {[ITEM_PLACE] = {1}, [ITEM_FIGURE] = {3}}};
	assert_true(learn_fit(&ex, NULL, NULL, 1, &w, &err));
	assert_float_equal(score_probability(w.v[ITEM_PLACE][0]), 0.9, 0.03);
	assert_float_equal(score_probability(w.v[ITEM_PLACE][0] + w.v[ITEM_PLACE][3]), 0.2, 0.05);
	assert_true(fabs(w.v[ITEM_PLACE][4]) < 0.3);
	assert_true(loss(&w, &unseen) < loss(&start, &unseen) - 0.1);
	assert_true(learn_fit(&ex, NULL, &start, 1, &w, &err)); /* from a prior */
	assert_float_equal(score_probability(w.v[ITEM_PLACE][0]), 0.9, 0.03);
	assert_true(loss(&w, &unseen) < loss(&start, &unseen) - 0.1);
	assert_float_equal(w.v[ITEM_FIGURE][0], 3, 1e-9); /* nothing was said of figures */
	examples_release(&ex);
	examples_release(&unseen);
}

static void cross_validation_is_honest(void **state)
{
	(void)state;
	struct err err;
	struct examples ex = invent(1000, 3);
	double *scores = calloc(ex.n, sizeof *scores);
	struct learn_folds folds = {.n_folds = 10, .c = 1};
	struct quality q;
	assert_non_null(scores);
	assert_true(learn_cross_validate(&ex, &folds, scores, &err));
	quality_measure(&ex, scores, &q);
	assert_true(q.ece < 0.05);
	/* labels without any sense: nobody can do better than the share of the right */
	uint32_t seed = 5;
	for (size_t i = 0; i < ex.n; i++)
		ex.v[i].right = uniform(&seed) < 0.5;
	assert_true(learn_cross_validate(&ex, &folds, scores, &err));
	quality_measure(&ex, scores, &q);
	assert_true(q.log_loss > log(2) - 0.01);
	ex.n_documents = 1;
	assert_false(learn_cross_validate(&ex, &folds, scores, &err));
	assert_int_equal(err.code, ERR_INPUT);
	free(scores);
	examples_release(&ex);
}

static void rejected_pairs_count_in_other_documents(void **state)
{
	(void)state;
	struct err err;
	struct examples ex = {0};
	double with[60], without[60];
	for (uint32_t i = 0; i < 60; i++) {
		struct example e = {.document = i, .right = i % 3 != 0, .pair = i % 3 != 0 ? i : 7777};
		e.features.n = 1;
		assert_true(examples_add(&ex, &e, &err));
	}
	struct learn_folds folds = {.n_folds = 5, .c = 0.1};
	assert_true(learn_cross_validate(&ex, &folds, without, &err));
	folds.pairs = true;
	assert_true(learn_cross_validate(&ex, &folds, with, &err));
	for (size_t i = 0; i < ex.n; i++)
		if (ex.v[i].right)
			assert_float_equal(with[i], without[i], 1e-12);
		else
			assert_true(with[i] < without[i] / 2);
	examples_release(&ex);
}

static void all_agreed(void **state)
{
	(void)state;
	struct err err;
	struct examples ex = invent(100, 1);
	struct score_weights w;
	for (size_t i = 0; i < ex.n; i++)
		ex.v[i].right = true;
	assert_true(learn_fit(&ex, NULL, NULL, 1, &w, &err));
	double p = score_probability(w.v[ITEM_PLACE][0]);
	assert_true(p > 0.9 && p < 0.999);
	examples_release(&ex);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_unique),
		cmocka_unit_test(shipped_weights_read_back),
		cmocka_unit_test(bad_tables_are_refused),
		cmocka_unit_test(sums),
		cmocka_unit_test(pairs),
		cmocka_unit_test(known_calibration),
		cmocka_unit_test(known_quality),
		cmocka_unit_test(fitting_finds_what_is_there),
		cmocka_unit_test(cross_validation_is_honest),
		cmocka_unit_test(rejected_pairs_count_in_other_documents),
		cmocka_unit_test(all_agreed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
