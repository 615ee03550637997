/*
 * Work: what a run of the detector fills and forgets, and what it learns about words on the way.
 *
 * A word's readings depend on its letters alone, so what one document taught holds for the next: of an article of three
 * thousand letters, reading its words anew was a quarter of the time. A detector keeps the work of finished runs, one for each
 * thread that ran at once, and hands it out again; nothing of a document stays in it. Rejected: a parameter of
 * detect_run(), which every caller would have to carry.
 */
#ifndef DETECT_WORK_H
#define DETECT_WORK_H

#include "detect/figure.h"
#include "detect/mend.h"
#include "detect/place.h"
#include "detect/source.h"

struct work {
	struct tokens tokens;
	struct mender mender;
	struct words words;
	struct place_list places;
	struct casualties figures;
	struct source_notes sources;
};

struct work_pool;

bool work_pool_new(struct work_pool **out, struct err *err) MUST_CHECK;
void work_pool_free(struct work_pool *p);

/* A work without a document, the caller's until it is given back; NULL when memory is out. Threads may call at once. */
struct work *work_take(struct work_pool *p);
/* `reuse`: it is worth keeping; false after a failure or a very long text. */
void work_give(struct work_pool *p, struct work *w, bool reuse);
void work_release(struct work *w);

#endif
