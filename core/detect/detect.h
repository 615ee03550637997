/*
 * Detect: text in, suggestions out. Pure: no files, no clock, no state between documents.
 *
 *	text -> tokens with word classes -> numbers -> places -> figures -> which place is meant -> what belongs to what
 *
 * Knowledge is data: core/data/lexicon and core/data/gazetteer, with overlays of the user. Every suggestion carries the
 * rule that fired and the words it fired on. A detector is immutable once made and may serve many threads: what it keeps
 * from run to run (detect/work.h) saves time and changes no result.
 */
#ifndef DETECT_DETECT_H
#define DETECT_DETECT_H

#include "base/arena.h"
#include "model/document.h"
#include "model/model.h"

struct detector;
struct gazetteer;

struct detector_options {
	/* TSV files in the form of core/data/gazetteer/sy.tsv, loaded after the shipped ones; NULL-terminated or NULL. */
	const char *const *gazetteer_paths;
	const char *const *lexicon_paths; /* overlays, same form and file names as core/data/lexicon */
	bool without_shipped_gazetteer;
	const char *
		model_path; /* weights in the form of core/data/model.tsv, instead of the shipped ones; or NULL */
	const char *rejected_path; /* what people rejected (detect/score.h), or NULL */
	const char *model_name;    /* said after the version when there is such a path: "learned" */
	/* Where gazetteers with overlays are kept compiled (detect/place_cache.h), made when needed; NULL: nowhere. */
	const char *cache_folder;
	/* Told of each row that is left out (file:line: why); may be NULL. */
	void (*warn)(void *arg, const char *message);
	void *warn_arg;
};

bool detector_new(const struct detector_options *opt, struct detector **out, struct err *err) MUST_CHECK;
void detector_free(struct detector *d);

/* "rasid 0.1.0 lexicon 1a2b3c4d gazetteer 5e6f7081 model 9a8b7c6d": changes whenever a suggestion could. */
const char *detector_version(const struct detector *d);
const struct gazetteer *detector_gazetteer(const struct detector *d);

struct detect_input {
	struct text text;
	const char *published; /* ISO 8601 day or NULL */
};

/* The findings live in the arena, names and rules partly in the detector: both must outlive *out. */
bool detect_run(const struct detector *d, const struct detect_input *in, struct arena *a,
	struct findings *out, struct err *err) MUST_CHECK;

struct score_trace;
/* The same; *trace, in the arena too, tells what each score was made of (detect/score.h). */
bool detect_run_traced(const struct detector *d, const struct detect_input *in, struct arena *a,
	struct findings *out, struct score_trace *trace, struct err *err) MUST_CHECK;

/*
 * Reads one span that a person chose: the number, harm and victim in its words (what the words do not say is taken from
 * the words around it), or the gazetteer's best row. Indices of the result refer to nothing (REF_NONE).
 */
bool detect_read_figure(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct figure *out, struct err *err) MUST_CHECK;
bool detect_read_place(const struct detector *d, const struct detect_input *in, struct span span,
	struct arena *a, struct place *out, struct err *err) MUST_CHECK;

#endif
