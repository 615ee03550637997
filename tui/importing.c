/* Importing: read, store, detect, in transactions of many documents. */
#include "importing.h"

#include <inttypes.h>
#include <string.h>

enum { BATCH = 1000 };

static bool begin(struct importing *im, struct err *err)
{
	return im->pending++ > 0 || store_batch_begin(im->store, err);
}

static bool commit(struct importing *im, struct err *err)
{
	if (im->pending == 0)
		return true;
	im->pending = 0;
	if (!store_batch_end(im->store, true, err))
		return false;
	if (!im->quiet)
		cli_write(im->cli, &im->told);
	str_clear(&im->told);
	return true;
}

static bool suggest(struct importing *im, int64_t id, const struct document *doc, struct arena *a,
	struct findings *out, struct err *err)
{
	struct detect_input in = {.text = doc->text, .published = doc->published};
	return detect_run(im->detector, &in, a, out, err) &&
	       store_suggestions_put(im->store, id, detector_version(im->detector), out, err);
}

static void tell(
	struct importing *im, int64_t id, bool existed, const struct record *r, const struct findings *f)
{
	const char *name = r->doc.name ? r->doc.name : "?";
	if (existed)
		str_addf(&im->told, "%s: already there as document %" PRId64 "\n", name, id);
	else
		str_addf(&im->told, "%s: document %" PRId64 ", %zu figures, %zu places\n", name, id,
			f->n_figures, f->n_places);
}

static bool import_record(struct importing *im, const struct record *r, struct arena *a, struct err *err)
{
	int64_t id;
	bool existed, current = false;
	struct findings found = {0};
	if (!begin(im, err) || !store_document_add(im->store, &r->doc, &id, &existed, err))
		return false;
	if (existed &&
		!store_suggestions_current(im->store, id, detector_version(im->detector), &current, err))
		return false;
	if (!current && !suggest(im, id, &r->doc, a, &found, err))
		return false;
	tell(im, id, existed, r, &found);
	im->added += !existed;
	im->known += existed;
	if (!im->first)
		im->first = id;
	return im->pending < BATCH || commit(im, err);
}

static bool has_arabic(struct importing *im, const struct input *in, const struct record *r)
{
	struct err err;
	const char *path = strcmp(in->path, "-") == 0 ? "standard input" : in->path;
	if (text_has_arabic(r->doc.text.cp, r->doc.text.len_cp))
		return true;
	if (in->is_jsonl)
		err_set(&err, ERR_INPUT, "no Arabic text in %s: %s", path,
			r->doc.name ? r->doc.name : "a record");
	else
		err_set(&err, ERR_INPUT, "no Arabic text in %s; it was not imported", path);
	cli_report(im->cli, &err);
	return false;
}

static void note_losses(const struct input *in)
{
	if (in->decoded.replaced)
		cli_note(
			"%s: %u ill-formed sequences of bytes were replaced", in->path, in->decoded.replaced);
}

/* False when the database failed; bad input was reported. */
static bool import_file(struct importing *im, const char *path, struct err *err)
{
	struct input in;
	struct err bad;
	if (!input_open(&in, path, im->input, &bad)) {
		cli_report(im->cli, &bad);
		return true;
	}
	note_losses(&in);
	bool ok = true;
	enum jsonl_step step;
	do {
		struct arena a = {0};
		struct record r;
		step = input_next(&in, &a, &r, &bad);
		if (step == JSONL_BAD)
			cli_report(im->cli, &bad);
		else if (step == JSONL_RECORD && has_arabic(im, &in, &r))
			ok = import_record(im, &r, &a, err);
		arena_release(&a);
		if ((im->added + im->known) % 64 == 0)
			cli_progress(im->cli, "%zu documents", im->added + im->known);
	} while (ok && step != JSONL_END);
	input_close(&in);
	return ok;
}

bool importing_files(struct importing *im, int n, char **paths, struct err *err)
{
	bool ok = true;
	for (int i = 0; ok && i < n; i++)
		ok = import_file(im, paths[i], err);
	if (ok)
		ok = commit(im, err);
	else if (im->pending > 0) {
		struct err ignored;
		(void)!store_batch_end(im->store, false, &ignored);
	}
	cli_progress_end(im->cli);
	str_release(&im->told);
	return ok;
}
