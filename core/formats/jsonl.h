/*
 * Jsonl: our own interchange form, one JSON object a document (docs/formats.md).
 *
 * Reading takes a stream of objects, one a line or spread over many lines; an array of objects is read as its members.
 * Writing gives one line. Offsets are code points. Strings are UTF-8; NUL characters and lone surrogates are refused.
 */
#ifndef FORMATS_JSONL_H
#define FORMATS_JSONL_H

#include "base/arena.h"
#include "base/str.h"
#include "model/item.h"
#include "model/record.h"

struct jsonl {
	const char *name; /* for messages; borrowed */
	const char *pos, *end;
	unsigned line; /* of pos, 1-based */
};

/* The bytes outlive *r. A byte order mark is passed by. */
void jsonl_open(struct jsonl *r, const char *name, const void *bytes, size_t n);

enum jsonl_step { JSONL_RECORD, JSONL_END, JSONL_BAD };

/*
 * The next record, everything of it in the arena. JSONL_BAD fills err ("name:line: …") and moves to the next line, so
 * that the good ones can still be read. Checked: the text is there, spans lie in it and surfaces equal it, references
 * exist. A value outside its vocabulary is left out, and its field unmarked. An item that an annotator rejected becomes a
 * trap, and references to it become none.
 */
enum jsonl_step jsonl_next(struct jsonl *r, struct arena *a, struct record *out, struct err *err) MUST_CHECK;

/* One line, newline included: what a detector found. `id` is the document's name. */
bool jsonl_add_findings(
	struct str *out, const struct document *doc, const struct findings *f, struct err *err) MUST_CHECK;

struct jsonl_export {
	const char *annotator;
	bool standing_only; /* leave rejected items out */
	bool decided_only;  /* leave undecided and skipped items out */
};

/* Whether the options let an item through. */
bool jsonl_writes_item(const struct item *it, const struct jsonl_export *opt);

/*
 * One line, newline included: a document with decisions. References become indices into the arrays as written, null when
 * the other item is left out. Each written item is read again and its surface compared with the text.
 */
bool jsonl_add_items(struct str *out, const struct document *doc, const struct items *items,
	const struct jsonl_export *opt, struct err *err) MUST_CHECK;

#endif
