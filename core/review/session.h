/*
 * Session: one annotator at work on one document of a store; what the screen edits.
 *
 * Every change goes through a function here, which checks it, writes it (one transaction, one journal row) and only then
 * shows it in `items`: what the session holds is what is saved. A change that fails leaves everything as it was.
 * Views read the structs; they never write them.
 */
#ifndef REVIEW_SESSION_H
#define REVIEW_SESSION_H

#include "detect/detect.h"
#include "detect/gazetteer.h"
#include "model/item.h"
#include "review/crossfoot.h"
#include "store/store.h"

struct session {
	struct store *store;             /* borrowed */
	const struct detector *detector; /* borrowed */
	const char *annotator;           /* borrowed */
	struct arena arena;              /* of the open document */
	struct document doc;
	struct items items;
	struct crossfoot crossfoot; /* kept up to date */
	uint32_t n_decided;         /* of items.n; rejected counts as decided, skipped does not */
	uint32_t n_untouched;       /* neither decided nor skipped */
	uint32_t shape; /* another number whenever items come, go or move: else only their values changed */
	struct receipt saved; /* of the last act; seq 0 when there was none */
};

void session_init(struct session *s, struct store *store, const struct detector *d, const char *annotator);
void session_release(struct session *s);

/* Opens a document; runs detection first when its suggestions are missing or from another detector version. */
bool session_open(struct session *s, int64_t document, struct err *err) MUST_CHECK;

/*
 * Moving: the index of the item after/before `from` (-1: from the beginning/end) in text order that passes the filter, or
 * -1. Rejected additions are never met.
 */
enum item_filter { FILTER_ANY, FILTER_UNDECIDED, FILTER_PLACES, FILTER_FIGURES };
int32_t session_next(const struct session *s, int32_t from, enum item_filter filter);
int32_t session_prev(const struct session *s, int32_t from, enum item_filter filter);
/* The standing item at a code point, the shortest when several overlap; -1 when none. */
int32_t session_item_at(const struct session *s, uint32_t cp);

/*
 * Decisions. dwell_ms: how long the item was in focus. Confirming accepts the current values: a corrected item stays
 * corrected, a deleted addition is added again. Skipping leaves what is decided as it is. What changes nothing writes
 * nothing: then `saved` stays.
 */
bool session_confirm(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err) MUST_CHECK;
bool session_reject(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err) MUST_CHECK;
bool session_skip(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err) MUST_CHECK;
bool session_flag(
	struct session *s, uint32_t item, bool flagged, int64_t dwell_ms, struct err *err) MUST_CHECK;
/* The annotator's words about an item; NULL or "" removes them. */
bool session_note(
	struct session *s, uint32_t item, const char *note, int64_t dwell_ms, struct err *err) MUST_CHECK;

/* Replaces the item's fields by those of *p or *f (its spans included). Becomes `corrected`, or `confirmed` when the new
 * values are the machine's own; an added item stays `added`. */
bool session_set_place(struct session *s, uint32_t item, const struct place *p, int64_t dwell_ms,
	struct err *err) MUST_CHECK;
bool session_set_figure(struct session *s, uint32_t item, const struct figure *f, int64_t dwell_ms,
	struct err *err) MUST_CHECK;

/* A new item over a span, read by the detector's own rules where they can (the number in the words, the gazetteer's row).
 * *item is its index. */
bool session_add(
	struct session *s, enum item_type type, struct span span, uint32_t *item, struct err *err) MUST_CHECK;

/* ERR_NOT_FOUND when there is nothing to undo. Another document is opened when the act was there. *item: what changed. */
bool session_undo(struct session *s, uint32_t *item, struct err *err) MUST_CHECK;
bool session_redo(struct session *s, uint32_t *item, struct err *err) MUST_CHECK;

/* The rows that a place's words may mean, best first; returns how many were written. */
size_t session_candidates(const struct session *s, uint32_t item, const struct gaz_row **out, size_t max);

#endif
