/*
 * Score: the model at work.
 *
 * What is shown of a feature ("common word -0.8") is made once, when the model is loaded; scoring copies it behind the
 * words of the text that the finding was read from, so that evidence.why is written once.
 */
#include "detect/score.h"

#include "base/embed.h"
#include "base/fs.h"
#include "base/tsv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 64, N_TOLD = 2 };
#define TELL_FROM 0.25 /* a weight that is worth telling */
#define SCORE_MIN 0.01
#define SCORE_MAX 0.99

struct pair {
	uint64_t key; /* 0: empty */
	double shift;
	uint32_t rejected;
};

struct score_model {
	struct score_weights weights;
	char labels[2][FEATURES_MAX][LABEL]; /* " · common word −0.8"; empty: not told */
	uint8_t label_len[2][FEATURES_MAX];
	struct pair *pairs;
	size_t mask; /* of pairs; 0: there are none */
	uint32_t checksum;
};

/* FNV-1a, 32 bits, carried on. */
static uint32_t checksum_add(uint32_t h, const void *data, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ ((const unsigned char *)data)[i]) * 0x01000193u;
	return h;
}

static void make_labels(struct score_model *m)
{
	for (unsigned type = ITEM_PLACE; type <= ITEM_FIGURE; type++)
		for (size_t i = 1; i < feature_count((enum item_type)type); i++) {
			double w = m->weights.v[type][i];
			if (fabs(w) >= TELL_FROM)
				snprintf(m->labels[type][i], LABEL, " \u00b7 %s %s%.1f",
					feature_name((enum item_type)type, i), w < 0 ? "\u2212" : "+",
					fabs(w));
			m->label_len[type][i] = (uint8_t)strlen(m->labels[type][i]);
		}
}

/* ---- pairs ---- */

static struct pair *pair_slot(const struct score_model *m, uint64_t key)
{
	size_t at = key >> 7 & m->mask;
	while (m->pairs[at].key && m->pairs[at].key != key)
		at = (at + 1) & m->mask;
	return &m->pairs[at];
}

static bool copy_field(struct view v, char *out, size_t size)
{
	if (v.len >= size)
		return false;
	memcpy(out, v.data, v.len);
	out[v.len] = '\0';
	return true;
}

static bool read_pair(struct score_model *m, const struct tsv *t, const int column[5], struct err *err)
{
	char surface[1024], before[256];
	long rejected, kept;
	struct view item = t->fields[column[0]];
	if (!copy_field(t->fields[column[1]], surface, sizeof surface) ||
		!copy_field(t->fields[column[2]], before, sizeof before))
		return true; /* too long to recur */
	if (!view_int(t->fields[column[3]], &rejected) || !view_int(t->fields[column[4]], &kept) ||
		rejected < 0 || kept < 0 || rejected > UINT32_MAX || kept > UINT32_MAX)
		return tsv_fail(t, err, "rejected and kept are counts");
	uint64_t key = score_pair_key_z(view_eq(item, "figure") ? ITEM_FIGURE : ITEM_PLACE, surface, before);
	struct pair *p = pair_slot(m, key);
	*p = (struct pair){key, score_pair_shift((uint32_t)rejected, (uint32_t)kept), (uint32_t)rejected};
	return true;
}

static bool read_pairs(struct score_model *m, const char *name, const char *text, size_t len, struct err *err)
{
	static const char *const names[] = {"item", "surface", "before", "rejected", "kept"};
	struct tsv t;
	int column[5];
	size_t lines = 0, slots = 16;
	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	while (slots < 2 * (lines + 1))
		slots *= 2;
	if (!tsv_open(&t, name, text, len, err))
		return false;
	for (size_t i = 0; i < 5; i++)
		if ((column[i] = tsv_column(&t, names[i])) < 0)
			return tsv_fail(&t, err, "a column '%s' is missing", names[i]);
	m->pairs = calloc(slots, sizeof *m->pairs);
	if (!m->pairs)
		return err_memory(err);
	m->mask = slots - 1;
	while (tsv_next(&t))
		if (!read_pair(m, &t, column, err))
			return false;
	return true;
}

/* ---- loading ---- */

static bool load_weights(struct score_model *m, const char *path, struct err *err)
{
	struct bytes b = {0};
	const struct embed *e = embed_find("model.tsv");
	if (!path) {
		if (e)
			m->checksum = checksum_add(m->checksum, e->data, (size_t)(e->end - e->data));
		return score_weights_shipped(&m->weights, err);
	}
	if (!fs_read(path, &b, err))
		return false;
	bool ok = score_weights_read(&m->weights, path, b.data ? (const char *)b.data : "", b.n, err);
	m->checksum = checksum_add(m->checksum, b.data, b.n);
	bytes_release(&b);
	return ok;
}

static bool load_rejected(struct score_model *m, const char *path, struct err *err)
{
	struct bytes b = {0};
	if (!path)
		return true;
	if (!fs_read(path, &b, err))
		return false;
	bool ok = read_pairs(m, path, b.data ? (const char *)b.data : "", b.n, err);
	m->checksum = checksum_add(m->checksum, b.data, b.n);
	bytes_release(&b);
	return ok;
}

bool score_model_new(
	const char *weights_path, const char *rejected_path, struct score_model **out, struct err *err)
{
	struct score_model *m = calloc(1, sizeof *m);
	if (!m)
		return err_memory(err);
	m->checksum = 0x811c9dc5u;
	if (!load_weights(m, weights_path, err) || !load_rejected(m, rejected_path, err)) {
		score_model_free(m);
		return false;
	}
	make_labels(m);
	*out = m;
	return true;
}

void score_model_free(struct score_model *m)
{
	if (!m)
		return;
	free(m->pairs);
	free(m);
}

uint32_t score_model_checksum(const struct score_model *m)
{
	return m->checksum;
}

/* ---- scoring ---- */

/* The features that moved the sum most, largest first; 0 stands for none. */
static void most_telling(
	const struct score_model *m, enum item_type type, const struct feature_list *l, uint8_t top[N_TOLD])
{
	memset(top, 0, N_TOLD);
	for (unsigned i = 0; i < l->n; i++) {
		uint8_t f = l->v[i];
		const double *w = m->weights.v[type];
		if (!m->labels[type][f][0])
			continue;
		if (!top[0] || fabs(w[f]) > fabs(w[top[0]])) {
			top[1] = top[0];
			top[0] = f;
		} else if (!top[1] || fabs(w[f]) > fabs(w[top[1]])) {
			top[1] = f;
		}
	}
}

struct scoring {
	const struct score_model *m;
	const struct feature_source *s;
	struct findings *f;
	struct feature_list *places, *figures; /* of a trace, or NULL */
	struct arena *a;
	struct str line; /* evidence.why of a finding, while it is written */
};

/* The words from the introduction to the name's end, on one line. */
static void write_place(struct scoring *c, const struct place_mention *m)
{
	enum { MAX_CP = 80 };
	uint32_t beg = m->why_beg_cp <= m->span.beg_cp ? m->why_beg_cp : m->span.beg_cp;
	uint32_t n = m->span.end_cp - beg;
	str_add_line(&c->line, c->s->text->cp + beg, n < MAX_CP ? n : MAX_CP);
}

/* The words a figure was read from: its harm word and its own. */
static void write_figure(struct scoring *c, const struct casualty *from)
{
	struct span t = from->trigger, s = from->figure.span;
	if (t.beg_cp < t.end_cp) {
		str_add_line(&c->line, c->s->text->cp + t.beg_cp, t.end_cp - t.beg_cp);
		str_add(&c->line, " + ");
	}
	str_add_line(&c->line, c->s->text->cp + s.beg_cp, s.end_cp - s.beg_cp);
}

/* Behind the words, what moved the score. */
static const char *tell(
	struct scoring *c, enum item_type type, const struct feature_list *l, const struct pair *pair)
{
	uint8_t top[N_TOLD];
	most_telling(c->m, type, l, top);
	if (pair)
		str_addf(&c->line, " \u00b7 rejected here %u times", pair->rejected);
	for (unsigned i = 0; i < N_TOLD; i++)
		if (top[i])
			str_add_n(&c->line, c->m->labels[type][top[i]], c->m->label_len[type][top[i]]);
	return c->line.failed ? NULL : arena_strndup(c->a, str_text(&c->line), c->line.len);
}

static bool score_one(struct scoring *c, enum item_type type, struct span span, const struct feature_list *l,
	struct evidence *e)
{
	const struct score_model *m = c->m;
	const struct pair *pair = NULL;
	double logit = score_logit(&m->weights, type, l);
	if (m->mask) {
		pair = pair_slot(m, score_pair_key(c->s->text, type, span));
		if (!pair->key || pair->shift >= 0)
			pair = NULL;
		else
			logit += pair->shift;
	}
	double p = score_probability(logit);
	e->score = (float)(p < SCORE_MIN ? SCORE_MIN : p > SCORE_MAX ? SCORE_MAX : p);
	e->why = tell(c, type, l, pair);
	return e->why;
}

static bool score_place(void *arg, size_t mention, const struct feature_list *l)
{
	struct scoring *c = arg;
	size_t i = (size_t)c->s->index_of[mention];
	if (c->places)
		c->places[i] = *l;
	str_clear(&c->line);
	write_place(c, &c->s->mentions->v[mention]);
	return score_one(c, ITEM_PLACE, c->f->places[i].span, l, &c->f->places[i].evidence);
}

static bool score_figure(void *arg, size_t i, const struct feature_list *l)
{
	struct scoring *c = arg;
	if (c->figures)
		c->figures[i] = *l;
	str_clear(&c->line);
	write_figure(c, &c->s->figures->v[i]);
	return score_one(c, ITEM_FIGURE, c->f->figures[i].span, l, &c->f->figures[i].evidence);
}

bool score_findings(const struct score_model *m, const struct feature_source *s, struct arena *a,
	struct findings *f, struct score_trace *trace, struct err *err)
{
	struct scoring c = {.m = m, .s = s, .f = f, .a = a};
	if (trace) {
		c.places = arena_zalloc(a, (f->n_places + 1) * sizeof *c.places);
		c.figures = arena_zalloc(a, (f->n_figures + 1) * sizeof *c.figures);
		if (!c.places || !c.figures)
			return err_memory(err);
		*trace = (struct score_trace){c.places, c.figures};
	}
	struct feature_reader reader = {score_place, score_figure, &c};
	bool ok = features_read(s, a, &reader, err);
	str_release(&c.line);
	return ok;
}
