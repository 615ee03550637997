/*
 * Store: one SQLite file with documents, suggestions, every annotator's decisions and the journal.
 *
 * WAL, synchronous=FULL, foreign keys, STRICT tables, user_version migrations, an application_id. One act of the user is
 * one transaction and one journal row; what a call reported as saved survives kill -9 and power loss.
 * The schema is core/data/schema.sql, explained in docs/database.md. Not thread-safe: one store per thread.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/str.h"
#include "model/document.h"
#include "model/item.h"

struct store;

struct store_options {
	bool read_only; /* never creates, migrates or writes */
	int busy_ms;    /* how long to wait for another process's lock; 0: 2000 */
};

/* Creates the file when it is missing and migrates an older one. Every failure of the file is told apart (err.h). */
bool store_open(
	const char *path, const struct store_options *opt, struct store **out, struct err *err) MUST_CHECK;
void store_close(struct store *s);
const char *store_path(const struct store *s);

/*
 * Many changes as one: between begin and end nothing is durable, and everything is after the end (keep) or nothing is.
 * For imports; a sync for each of 100,000 documents would take minutes. Does not nest. End once for each begin that
 * succeeded; keep = false cannot fail.
 */
bool store_batch_begin(struct store *s, struct err *err) MUST_CHECK;
bool store_batch_end(struct store *s, bool keep, struct err *err) MUST_CHECK;

/* ---- documents (documents.c) ---- */

/* Stores a text under its hash, computed here when doc->sha256 is empty. The same text again is recognised by its hash:
 * then *id is the first one's and *existed is true. */
bool store_document_add(
	struct store *s, const struct document *doc, int64_t *id, bool *existed, struct err *err) MUST_CHECK;
/* Everything of the document, strings and text in the arena. ERR_NOT_FOUND when there is none. */
bool store_document_get(
	struct store *s, int64_t id, struct arena *a, struct document *out, struct err *err) MUST_CHECK;

struct document_summary {
	int64_t id;
	char sha256[SHA256_HEX];
	const char *name, *title, *outlet, *published; /* valid during the callback */
	uint32_t len_cp;
	uint32_t n_items, n_decided; /* of the annotator asked for; skipped counts as undecided */
};
/* In import order. The callback returns false to stop. annotator may be NULL: then the counts are of suggestions alone. */
bool store_documents_each(struct store *s, const char *annotator,
	bool (*fn)(void *arg, const struct document_summary *d), void *arg, struct err *err) MUST_CHECK;
bool store_document_find(struct store *s, const char *sha256, int64_t *id, struct err *err) MUST_CHECK;
/* How many documents there are. They are numbered from 1 in the order of import: an id is a position too. */
bool store_document_count(struct store *s, int64_t *out, struct err *err) MUST_CHECK;
/* Neighbours in import order for next/previous document: step +1 or -1. ERR_NOT_FOUND at the end. */
bool store_document_step(struct store *s, int64_t id, int step, int64_t *out, struct err *err) MUST_CHECK;

/* ---- suggestions: the machine's layer (suggestions.c) ---- */

/*
 * The uid of the nth item (from 0) of a type over one span of one text: a UUID version 8 (RFC 9562, 5.8) made of these.
 * Whoever finds the same item in the same article gives it the same uid: another annotator, another version of the
 * detector, another database. Decisions stay attached when suggestions are made anew, and two databases merge.
 */
void store_item_uid(const char *document_sha256, enum item_type type, struct span span, unsigned nth,
	char out[UUID_TEXT]);

/* A document's findings in the form that is stored: a JSON array. Needs no store, so that other threads can do it. */
void store_suggestions_write(struct str *out, const char *document_sha256, const struct findings *f);
/* Replaces the document's suggestions by n written ones, unless they come from the same detector version already. Suggestions
 * on which somebody decided are kept and marked superseded. One transaction. */
bool store_suggestions_put_written(struct store *s, int64_t document, const char *detector_version,
	const struct str *items, size_t n, struct err *err) MUST_CHECK;
/* Both in one. */
bool store_suggestions_put(struct store *s, int64_t document, const char *detector_version,
	const struct findings *f, struct err *err) MUST_CHECK;
bool store_suggestions_current(struct store *s, int64_t document, const char *detector_version, bool *current,
	struct err *err) MUST_CHECK;

/* ---- annotations: what a person sees and decides (annotations.c) ---- */

/* Suggestions with the annotator's decisions over them, and what they added. Strings live in the arena, items->v and
 * items->order are malloc'd: items_release(). */
bool store_items_load(struct store *s, int64_t document, const char *annotator, struct arena *a,
	struct items *out, struct err *err) MUST_CHECK;
void items_release(struct items *items);
/* One item as the annotator's layer has it now, its references found in `items`; *exists is false when the layer says
 * nothing of it (again), and *out is left alone. */
bool store_item_load(struct store *s, int64_t document, const char *annotator, const char *uid,
	const struct items *items, struct arena *a, struct item *out, bool *exists,
	struct err *err) MUST_CHECK;

/* The names of all who decided on something of the document, sorted; in the arena. (annotators.c) */
bool store_annotators(struct store *s, int64_t document, struct arena *a, const char *const **names,
	size_t *n, struct err *err) MUST_CHECK;

/* What the user did, for the journal. */
enum act_kind {
	ACT_CONFIRM,
	ACT_CORRECT,
	ACT_REJECT,
	ACT_SKIP,
	ACT_RESET,
	ACT_ADD,
	ACT_FLAG,
	ACT_NOTE,
	ACT_UNDO,
	ACT_REDO
};
/* "confirm" and so on: the names in the journal. */
const char *act_name(enum act_kind kind);

struct act {
	enum act_kind kind;
	int64_t document;
	const char *annotator;
	const struct items *items; /* of the document: references are written as uids */
	uint32_t index;            /* the item acted on */
	const struct item *before; /* NULL when it was just added */
	const struct item *after;
	int64_t dwell_ms;             /* how long the item was in focus */
	const char *detector_version; /* NULL when none was at work */
};

struct receipt {
	int64_t seq; /* number of the journal row */
	int64_t at_ms;
};

/* One transaction: the item's new state and one journal row. Nothing changed when it fails. */
bool store_act(struct store *s, const struct act *act, struct receipt *out, struct err *err) MUST_CHECK;

/*
 * Undo and redo are new journal rows that restore what a row replaced (undo) or set (redo); they survive restarts and
 * cross documents. *document and *uid tell what changed; reload that document's items if it is the open one.
 * ERR_NOT_FOUND when there is nothing left to undo or redo. A new act by the annotator ends what can be redone.
 */
struct undone {
	int64_t document;
	char uid[UUID_TEXT];
	enum act_kind kind; /* of the act that was undone or redone */
	struct receipt receipt;
};
bool store_undo(struct store *s, const char *annotator, struct undone *out, struct err *err) MUST_CHECK;
bool store_redo(struct store *s, const char *annotator, struct undone *out, struct err *err) MUST_CHECK;

/* ---- journal (journal.c) ---- */

struct journal_row {
	int64_t seq;
	const char *uid, *at, *annotator, *act, *document_sha256, *item, *detector, *old_value, *new_value,
		*prev_hash, *hash;
	const char *target; /* undo and redo: uid of the row undone or done again; else NULL */
	int64_t dwell_ms;
};
bool store_journal_each(struct store *s, bool (*fn)(void *arg, const struct journal_row *r), void *arg,
	struct err *err) MUST_CHECK;

struct journal_check {
	int64_t rows;
	char head[SHA256_HEX]; /* hash of the last row: note it elsewhere to detect a cut-off end */
};
/* Checks each row's hash and its link to the row before, and that replaying the journal gives the current state.
 * ERR_TAMPERED names the first bad row. */
bool store_journal_verify(struct store *s, struct journal_check *out, struct err *err) MUST_CHECK;

#endif
