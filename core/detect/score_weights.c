/* Score, the table of weights: reading, writing, adding up. */
#include "detect/score.h"

#include "base/embed.h"
#include "base/tsv.h"

#include <math.h>
#include <string.h>

static const char *const item_names[] = {"place", "figure"};

static bool read_row(const struct tsv *t, const int column[3], struct score_weights *w, struct err *err)
{
	struct view item = t->fields[column[0]], feature = t->fields[column[1]];
	double weight;
	if (!view_eq(item, "place") && !view_eq(item, "figure"))
		return tsv_fail(t, err, "the item is neither place nor figure");
	if (!view_double(t->fields[column[2]], &weight) || !isfinite(weight))
		return tsv_fail(t, err, "the weight is no number");
	enum item_type type = view_eq(item, "place") ? ITEM_PLACE : ITEM_FIGURE;
	int i = feature_find(type, feature.data, feature.len);
	if (i >= 0)
		w->v[type][i] = weight;
	return true;
}

bool score_weights_read(
	struct score_weights *out, const char *name, const char *text, size_t len, struct err *err)
{
	struct score_weights w = {0};
	struct tsv t;
	if (!tsv_open(&t, name, text, len, err))
		return false;
	const int column[] = {tsv_column(&t, "item"), tsv_column(&t, "feature"), tsv_column(&t, "weight")};
	if (column[0] < 0 || column[1] < 0 || column[2] < 0)
		return tsv_fail(&t, err, "a table of weights has the columns item, feature and weight");
	while (tsv_next(&t))
		if (!read_row(&t, column, &w, err))
			return false;
	*out = w;
	return true;
}

bool score_weights_shipped(struct score_weights *w, struct err *err)
{
	const struct embed *e = embed_find("model.tsv");
	if (!e)
		return err_set(err, ERR_NOT_FOUND, "this program was built without its table of weights");
	return score_weights_read(w, e->name, e->data, (size_t)(e->end - e->data), err);
}

void score_weights_write(struct str *out, const char *comment, const struct score_weights *w)
{
	str_add(out, "item\tfeature\tweight\n");
	str_add(out, comment);
	for (unsigned type = ITEM_PLACE; type <= ITEM_FIGURE; type++)
		for (size_t i = 0; i < feature_count((enum item_type)type); i++)
			if (fabs(w->v[type][i]) >= 0.0005)
				str_addf(out, "%s\t%s\t%.3f\n", item_names[type],
					feature_name((enum item_type)type, i), w->v[type][i]);
}

double score_logit(const struct score_weights *w, enum item_type type, const struct feature_list *l)
{
	double sum = 0;
	for (unsigned i = 0; i < l->n; i++)
		sum += w->v[type][l->v[i]];
	return sum;
}

double score_probability(double logit)
{
	return 1 / (1 + exp(-logit));
}
