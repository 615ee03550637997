/*
 * Parts: what the files of store/ do for each other. Private to store/. All functions here run inside the caller's
 * transaction.
 */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "base/str.h"
#include "store/db.h"

#include <jansson.h>

/* ---- journal.c ---- */

/* One row to be; strings are borrowed, NULL is null. */
struct entry {
	const char *annotator; /* "" for imports and detection runs */
	const char *act, *document_sha256, *item, *detector, *target, *old_value, *new_value;
	int64_t dwell_ms;
};
bool journal_append(struct store *s, const struct entry *e, struct receipt *out, struct err *err) MUST_CHECK;

/* ---- state.c: an item's state as JSON, references as uids ---- */

/* One line of JSON, malloc'd; NULL when memory is out. */
char *state_of_item(const struct items *items, const struct item *item);

/* An item before its references are known by index. Uids live in the arena, "" when there is none. */
struct loose_item {
	struct item item;
	const char *part_of, *place, *machine_part_of, *machine_place;
	bool annotated, superseded, visible;
};
/* From a state, or from one element of a reading: then the machine's half is filled and the person's is a copy of it. */
bool loose_from_state(const char *json, const char *uid, struct arena *a, struct loose_item *out,
	struct err *err) MUST_CHECK;
bool loose_from_suggestion(json_t *j, struct arena *a, struct loose_item *out, struct err *err) MUST_CHECK;

/* ---- suggestions.c ---- */

/* Calls fn with the arrays of a document: first what is current, then what is superseded. None: no call. */
typedef bool reading_fn(void *arg, json_t *array, bool superseded, struct err *err);
bool reading_each(struct store *s, int64_t document, reading_fn *fn, void *arg, struct err *err) MUST_CHECK;

/* ---- annotations.c ---- */

/* Sets the state of an item in an annotator's layer, NULL removes it; keeps progress. *extra: see schema.sql. */
struct layer_key {
	int64_t document;
	const char *annotator, *uid;
};
bool layer_get(struct store *s, const struct layer_key *k, struct str *state, bool *exists,
	struct err *err) MUST_CHECK;
bool layer_set(struct store *s, const struct layer_key *k, const char *state, int64_t seq, bool extra,
	struct err *err) MUST_CHECK;

/* ---- undo.c ---- */

bool undo_push(struct store *s, const char *annotator, int64_t seq, struct err *err) MUST_CHECK;

/* ---- documents.c ---- */

/* The hash of a document, into the buffer; ERR_NOT_FOUND when there is no such document. */
bool document_sha256(struct store *s, int64_t id, char out[SHA256_HEX], struct err *err) MUST_CHECK;

#endif
