/*
 * Detect: the pipeline, window by window.
 *
 * A window is tokenized, read with the lexicon, searched for places and for figures; figures meet their places while the
 * window's words are still there. What outlives a window is the mentions and the figures. Memory beyond the text and
 * the findings is bounded by the window.
 */
#include "detect/detect.h"

#include "detect/lexicon.h"
#include "detect/relate.h"
#include "detect/score.h"
#include "detect/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct detector {
	struct lexicon *lexicon;
	struct place_engine *places;
	struct score_model *model;
	struct source_words *sources;
	struct token_tables *letters;
	struct work_pool *pool;
	char version[160];
};

bool detector_new(const struct detector_options *opt, struct detector **out, struct err *err)
{
	static const struct detector_options none;
	struct detector *d = calloc(1, sizeof *d);
	if (!d)
		return err_memory(err);
	if (!opt)
		opt = &none;
	if (!rows_check_names(opt->lexicon_paths, err) || !token_tables_new(&d->letters, err) ||
		!lexicon_new(opt->lexicon_paths, opt->warn, opt->warn_arg, &d->lexicon, err) ||
		!source_words_new(opt->lexicon_paths, opt->warn, opt->warn_arg, &d->sources, err) ||
		!place_engine_new(opt, &d->places, err) ||
		!score_model_new(opt->model_path, opt->rejected_path, &d->model, err) ||
		!work_pool_new(&d->pool, err)) {
		detector_free(d);
		return false;
	}
	place_engine_use_letters(d->places, d->letters);
	snprintf(d->version, sizeof d->version, "rasid %s lexicon %08x gazetteer %08x model %08x%s%.32s",
		RASID_VERSION, (unsigned)(d->lexicon->checksum ^ source_words_checksum(d->sources)),
		(unsigned)place_engine_checksum(d->places), (unsigned)score_model_checksum(d->model),
		opt->model_name ? " " : "", opt->model_name ? opt->model_name : "");
	*out = d;
	return true;
}

void detector_free(struct detector *d)
{
	if (!d)
		return;
	lexicon_free(d->lexicon);
	place_engine_free(d->places);
	score_model_free(d->model);
	source_words_free(d->sources);
	token_tables_free(d->letters);
	work_pool_free(d->pool);
	free(d);
}

const char *detector_version(const struct detector *d)
{
	return d->version;
}

const struct gazetteer *detector_gazetteer(const struct detector *d)
{
	return place_engine_gazetteer(d->places);
}

/* The words of a window, mended; where anything was, they are read again. */
static bool read_words(
	const struct detector *d, const struct text *text, uint32_t beg_cp, struct work *w, struct err *err)
{
	struct mend_tables tables = {d->lexicon, place_engine_gazetteer(d->places)};
	bool mended;
	if (!tokens_scan(&w->tokens, text, beg_cp, err) ||
		!words_read(d->lexicon, &w->tokens, &w->words, err) ||
		!mend_tokens(&tables, &w->mender, text, &w->words, &w->tokens, &mended, err))
		return false;
	return !mended ||
	       words_read_again(d->lexicon, &w->tokens, &w->words, w->mender.edits, w->mender.n_edits, err);
}

static bool scan(const struct detector *d, const struct detect_input *in, struct work *w, struct arena *a,
	struct err *err)
{
	const struct text *text = &in->text;
	for (uint32_t beg = 0; beg < text->len_cp; beg = w->tokens.end_cp) {
		if (!read_words(d, text, beg, w, err) ||
			!place_scan(d->places, text, &w->tokens, &w->words, &w->places, err))
			return false;
		struct reading r = {d->lexicon, text, &w->tokens, &w->words};
		if (!figure_scan(&r, &w->places, &w->figures, err))
			return false;
		relate_counts(&r, &w->figures);
		relate_status(&r, &w->figures);
		relate_reach(&r, &w->places, &w->figures);
		if (!source_scan(d->sources, &r, in->published, &w->sources, a, &w->figures, err))
			return false;
	}
	return true;
}

static bool finish(const struct detector *d, const struct text *text, struct work *w, struct arena *a,
	struct findings *out, struct score_trace *trace, struct err *err)
{
	int32_t *index_of = NULL;
	if (!place_resolve(d->places, text, &w->places, a, out, &index_of, err))
		return false;
	relate_places(&w->figures, &w->places, index_of, out);
	relate_wide_counts(&w->figures, out);
	relate_lists(&w->figures);
	relate_sums(&w->figures, text, out);
	relate_repeats(&w->figures, text, out);
	out->n_figures = w->figures.n;
	out->figures = arena_array(a, w->figures.n ? w->figures.n : 1, sizeof *out->figures);
	if (!out->figures)
		return err_memory(err);
	for (size_t i = 0; i < w->figures.n; i++)
		out->figures[i] = w->figures.v[i].figure;
	const struct feature_source source = {.text = text,
		.names = gazetteer_names(place_engine_gazetteer(d->places)),
		.gazetteer = place_engine_gazetteer(d->places),
		.mentions = &w->places,
		.index_of = index_of,
		.figures = &w->figures,
		.findings = out};
	return score_findings(d->model, &source, a, out, trace, err);
}

bool detect_run(const struct detector *d, const struct detect_input *in, struct arena *a,
	struct findings *out, struct err *err)
{
	return detect_run_traced(d, in, a, out, NULL, err);
}

bool detect_run_traced(const struct detector *d, const struct detect_input *in, struct arena *a,
	struct findings *out, struct score_trace *trace, struct err *err)
{
	enum { KEEP_CP = 1 << 20 }; /* a longer text leaves more room than the next will need */
	struct work *w = work_take(d->pool);
	struct findings f = {0};
	if (!w)
		return err_memory(err);
	w->tokens.tables = d->letters;
	bool ok = scan(d, in, w, a, err) && finish(d, &in->text, w, a, &f, trace, err);
	work_give(d->pool, w, ok && in->text.len_cp <= KEEP_CP);
	if (ok)
		*out = f;
	return ok;
}

bool detect_read_place(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct place *out, struct err *err)
{
	return place_read(d->places, &in->text, span, NULL, 0, a, out, err);
}

/* The first quantity in the words of a span, as it stands there. */
static bool read_span(const struct detector *d, const struct text *text, struct span span, struct work *w,
	struct quantity *q, bool *found, struct err *err)
{
	struct text part = {text->cp, span.end_cp};
	uint32_t beg = span.beg_cp;
	*found = false;
	if (!read_words(d, &part, beg, w, err))
		return false;
	struct reading r = {d->lexicon, &part, &w->tokens, &w->words};
	for (uint32_t i = 0, end; i < w->words.n && !*found; i++)
		*found = quantity_read(&r, i, q, &end) == QUANTITY_FOUND;
	return true;
}

/* The figure that the whole text gives at the span, or the nearest one before it in the same sentence, for what is unsaid. */
static const struct figure *neighbour(const struct findings *f, struct span span, bool *same)
{
	const struct figure *best = NULL;
	*same = false;
	for (size_t i = 0; i < f->n_figures; i++) {
		const struct figure *g = &f->figures[i];
		if (g->span.beg_cp < span.end_cp && span.beg_cp < g->span.end_cp) {
			*same = true;
			return g;
		}
		if (g->span.beg_cp < span.beg_cp)
			best = g;
	}
	return best;
}

bool detect_read_figure(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct figure *out, struct err *err)
{
	struct work w = {.tokens = {.tables = d->letters}};
	struct findings f = {0};
	struct quantity q = {0};
	bool found = false, same = false;
	bool ok = detect_run(d, in, a, &f, err) && read_span(d, &in->text, span, &w, &q, &found, err);
	work_release(&w);
	if (!ok)
		return false;
	const struct figure *near = neighbour(&f, span, &same);
	struct figure g = figure_none();
	if (near && same)
		g = *near;
	else if (near && near->span.end_cp + 120 > span.beg_cp)
		g.harm = near->harm;
	if (!g.harm)
		g.harm = 1 << HARM_KILLED;
	g.part_of = g.place = REF_NONE;
	g.relation = RELATION_NONE;
	g.span = span;
	if (found) {
		g.victim = q.victim;
		g.status = q.status;
		g.unit = q.unit;
		if (q.harm)
			g.harm = q.harm;
		figure_set_bounds(&g, q.approximator, q.a, q.b);
	} else if (!same) {
		figure_set_bounds(&g, APPROX_VAGUE, 3, NUMBER_NONE);
	}
	g.evidence = (struct evidence){.score = 1, .rule = "figure.chosen", .why = NULL};
	*out = g;
	return true;
}
