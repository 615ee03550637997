/*
 * Importing: read, store, detect, in transactions of many documents.
 *
 * Two batches take turns: while a crew detects what is in the one, the calling thread, which alone may use the store, writes
 * what was found in the other and fills it again. What is told, and in which order, depends on nobody's speed.
 */
#include "importing.h"

#include "crew.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64, TRANSACTION = 1000 };

/* A document that is in the store; `wanted`: without suggestions of this detector. */
struct job {
	struct arena arena;
	struct record record;
	int64_t id;
	bool existed, wanted, ok;
	struct findings found;
	struct str written; /* what was found, as it is stored */
	struct err err;
};

struct batch {
	const struct detector *detector;
	struct crew crew;
	struct job v[BATCH];
	size_t n;
};

struct turns {
	struct importing *im;
	struct batch *filling, *running;
};

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

/* ---- two batches ---- */

static void run_job(void *arg, size_t i)
{
	struct batch *b = arg;
	struct job *job = &b->v[i];
	struct detect_input in = {.text = job->record.doc.text, .published = job->record.doc.published};
	job->ok = !job->wanted || detect_run(b->detector, &in, &job->arena, &job->found, &job->err);
	if (job->wanted && job->ok)
		store_suggestions_write(&job->written, job->record.doc.sha256, &job->found);
}

static bool store_job(struct importing *im, const struct job *job, struct err *err)
{
	if (!job->ok) {
		*err = job->err;
		return false;
	}
	size_t n = job->found.n_places + job->found.n_figures;
	if (job->wanted && !store_suggestions_put_written(
				   im->store, job->id, detector_version(im->detector), &job->written, n, err))
		return false;
	tell(im, job->id, job->existed, &job->record, &job->found);
	im->added += !job->existed;
	im->known += job->existed;
	if (!im->first)
		im->first = job->id;
	return true;
}

static void clear_batch(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		arena_release(&b->v[i].arena);
		str_release(&b->v[i].written);
	}
	b->n = 0;
}

/* What was filled is run, and what ran is stored. */
static bool turn(struct turns *t, struct err *err)
{
	struct batch *done = t->running;
	bool ok = true;
	crew_finish(&done->crew);
	crew_start(&t->filling->crew, crew_size(), t->filling->n, run_job, t->filling);
	t->running = t->filling;
	t->filling = done;
	for (size_t i = 0; ok && i < done->n; i++)
		ok = store_job(t->im, &done->v[i], err);
	clear_batch(done);
	cli_progress(t->im->cli, "%zu documents", t->im->added + t->im->known);
	return ok;
}

static bool finish_turns(struct turns *t, struct err *err)
{
	return turn(t, err) && turn(t, err);
}

static bool add_job(struct turns *t, struct job *job, struct err *err)
{
	struct importing *im = t->im;
	bool current = false;
	t->filling->n++;
	if (!begin(im, err) || !store_document_add(im->store, &job->record.doc, &job->id, &job->existed, err))
		return false;
	if (job->existed &&
		!store_suggestions_current(im->store, job->id, detector_version(im->detector), &current, err))
		return false;
	job->wanted = !current;
	if (t->filling->n < BATCH)
		return true;
	return turn(t, err) && (im->pending < TRANSACTION || (finish_turns(t, err) && commit(im, err)));
}

static bool turns_init(struct turns *t, struct importing *im, struct err *err)
{
	*t = (struct turns){im, calloc(1, sizeof *t->filling), calloc(1, sizeof *t->running)};
	if (!t->filling || !t->running) {
		free(t->filling);
		free(t->running);
		return err_memory(err);
	}
	t->filling->detector = t->running->detector = im->detector;
	return true;
}

static void turns_release(struct turns *t)
{
	crew_finish(&t->running->crew);
	clear_batch(t->running);
	clear_batch(t->filling);
	free(t->running);
	free(t->filling);
}

/* ---- files ---- */

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

/* False when the database failed; bad input was reported. What is read lives until the file is closed. */
static bool import_file(struct turns *t, const char *path, struct err *err)
{
	struct importing *im = t->im;
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
		struct job *job = &t->filling->v[t->filling->n];
		*job = (struct job){0};
		step = input_next(&in, &job->arena, &job->record, &bad);
		if (step == JSONL_BAD)
			cli_report(im->cli, &bad);
		bool good = step == JSONL_RECORD && has_arabic(im, &in, &job->record);
		if (good)
			ok = add_job(t, job, err);
		else
			arena_release(&job->arena);
	} while (ok && step != JSONL_END);
	ok = ok && finish_turns(t, err);
	crew_finish(&t->running->crew); /* after a failure, somebody may still read */
	input_close(&in);
	return ok;
}

bool importing_files(struct importing *im, int n, char **paths, struct err *err)
{
	struct turns t;
	if (!turns_init(&t, im, err))
		return false;
	bool ok = true;
	for (int i = 0; ok && i < n; i++)
		ok = import_file(&t, paths[i], err);
	turns_release(&t);
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
