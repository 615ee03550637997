/*
 * Input: the documents of a file on the command line.
 *
 * A name that ends in .jsonl or .json, and standard input that begins with a brace, hold records (formats/jsonl.h), any
 * other file holds one text. What the options say about the document goes before what the file says.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "base/fs.h"
#include "formats/jsonl.h"
#include "text/decode.h"

struct input_options {
	struct decode_options decode;
	const char *title, *url, *published, *outlet;
};

struct input {
	const char *path;
	const struct input_options *options;
	struct bytes bytes;
	struct decoded decoded; /* of a text */
	struct jsonl jsonl;
	bool is_jsonl, done;
};

/* Reads the whole file. path and options are borrowed. */
bool input_open(
	struct input *in, const char *path, const struct input_options *opt, struct err *err) MUST_CHECK;
/* As jsonl_next(): a bad record does not end the file. The text of a text file lives until input_close(). */
enum jsonl_step input_next(struct input *in, struct arena *a, struct record *out, struct err *err) MUST_CHECK;
void input_close(struct input *in);

/* Every record of a gold file, until fn fails; what fn takes from the arena goes with the record. */
bool input_each_gold(const char *path,
	bool (*fn)(void *arg, const struct record *gold, struct arena *a, struct err *err), void *arg,
	struct err *err) MUST_CHECK;

#endif
