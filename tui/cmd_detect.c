/*
 * detect: text in, suggestions out; no database.
 *
 * Documents are read in batches, detected by --jobs threads, and printed in the order they were read: a batch keeps
 * memory bounded, and the output does not depend on the number of threads.
 */
#include "subcommands.h"

#include "crew.h"
#include "formats/jsonl.h"
#include "formats/listing.h"
#include "formats/plain.h"
#include "input.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 256 };

enum format { FORMAT_JSONL, FORMAT_TABLE, FORMAT_TEXT };
static const char *const format_names[] = {"jsonl", "table", "text", NULL};

struct job {
	struct arena arena;
	struct record record;
	struct str out;
	struct err err;
	bool ok;
};

struct detect {
	struct cli *cli;
	struct detector *detector;
	struct path_list gazetteers, lexicons;
	struct input_options input;
	int format;
	const char *color_when;
	bool color;
	long jobs;
	struct job *batch;
	size_t n_batch;
	struct crew crew;
};

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct detect *d = arg;
	if (strcmp(option, "format") == 0)
		return option_choice(option, value, format_names, &d->format, err);
	if (strcmp(option, "published") == 0) {
		d->input.published = value;
		return option_day(option, value, err);
	}
	if (strcmp(option, "gazetteer") == 0)
		return path_list_add(&d->gazetteers, option, value, err);
	if (strcmp(option, "lexicon") == 0)
		return path_list_add(&d->lexicons, option, value, err);
	if (strcmp(option, "encoding") == 0)
		d->input.decode.encoding = value;
	else if (strcmp(option, "lossy") == 0)
		d->input.decode.lossy = true;
	else if (strcmp(option, "color") == 0)
		d->color_when = value;
	else
		return option_number(option, value, 1, CREW_MAX, &d->jobs, err);
	return true;
}

static bool render(const struct detect *d, const struct document *doc, const struct findings *f,
	struct str *out, struct err *err)
{
	if (d->format == FORMAT_JSONL)
		return jsonl_add_findings(out, doc, f, err);
	if (d->format == FORMAT_TABLE)
		return listing_add_findings(
			out, doc, f, d->cli->out_is_terminal ? TABLE_ISOLATED : TABLE_ALIGNED, err);
	plain_add_marked(out, &doc->text, f, d->color ? PLAIN_COLOR : PLAIN_BRACKETS);
	return !out->failed || err_memory(err);
}

static void run_job(void *arg, size_t i)
{
	struct detect *d = arg;
	struct job *job = &d->batch[i];
	struct detect_input in = {.text = job->record.doc.text, .published = job->record.doc.published};
	struct findings found = {0};
	job->ok = detect_run(d->detector, &in, &job->arena, &found, &job->err) &&
		  render(d, &job->record.doc, &found, &job->out, &job->err);
}

static void print_batch(struct detect *d)
{
	for (size_t i = 0; i < d->n_batch; i++) {
		struct job *job = &d->batch[i];
		if (job->ok)
			cli_write(d->cli, &job->out);
		else
			cli_report(d->cli, &job->err);
		str_release(&job->out);
		arena_release(&job->arena);
		memset(job, 0, sizeof *job);
	}
	d->n_batch = 0;
}

static void flush_batch(struct detect *d)
{
	crew_start(&d->crew, d->jobs, d->n_batch, run_job, d);
	crew_finish(&d->crew);
	print_batch(d);
}

/* Nothing can be found in it; the empty answer is given all the same, and the exit status tells. */
static void report_without_arabic(struct cli *cli, const struct input *in, const struct record *r)
{
	struct err err;
	const char *path = strcmp(in->path, "-") == 0 ? "standard input" : in->path;
	if (text_has_arabic(r->doc.text.cp, r->doc.text.len_cp))
		return;
	if (in->is_jsonl)
		err_set(&err, ERR_INPUT, "no Arabic text in %s: %s", path,
			r->doc.name ? r->doc.name : "a record");
	else
		err_set(&err, ERR_INPUT, "no Arabic text in %s", path);
	cli_report(cli, &err);
}

static void detect_file(struct detect *d, const char *path)
{
	struct input in;
	struct err err;
	enum jsonl_step step;
	if (!input_open(&in, path, &d->input, &err)) {
		cli_report(d->cli, &err);
		return;
	}
	do {
		struct job *job = &d->batch[d->n_batch];
		step = input_next(&in, &job->arena, &job->record, &err);
		if (step == JSONL_RECORD) {
			report_without_arabic(d->cli, &in, &job->record);
			d->n_batch++;
		} else {
			arena_release(&job->arena);
			if (step == JSONL_BAD)
				cli_report(d->cli, &err);
		}
		if (d->n_batch == BATCH)
			flush_batch(d);
	} while (step != JSONL_END && !ferror(stdout));
	flush_batch(d);
	input_close(&in);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct detect d = {.cli = cli, .jobs = crew_size()};
	int first;
	bool done;
	if (!cli_options(cli, "detect", argc, argv, take, &d, &first, &done, err) || done)
		return done;
	if (!cli_color(cli, d.color_when, &d.color, err) ||
		!cli_detector(cli, &d.gazetteers, &d.lexicons, &d.detector, err))
		return false;
	d.batch = calloc(BATCH, sizeof *d.batch);
	if (d.batch && first == argc)
		detect_file(&d, "-");
	for (int i = first; d.batch && i < argc && !ferror(stdout); i++)
		detect_file(&d, argv[i]);
	bool ok = d.batch || err_memory(err);
	free(d.batch);
	detector_free(d.detector);
	return ok;
}

static const struct option_spec options[] = {
	{"format", 'f', "FORMAT",
		"jsonl (default), table, or text: the text with places {marked} and figures [marked]"},
	{"published", 0, "DATE", "the day the text appeared, as 2019-05-28"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{"encoding", 0, "NAME", "the encoding of the files (default: found out)"},
	{"lossy", 0, NULL, "replace ill-formed bytes instead of refusing the file"},
	{"color", 0, "WHEN", "always, never or auto (default)"},
	{"jobs", 'j', "N", "threads (default: one for each processor)"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_detect = {
	.name = "detect",
	.synopsis = "[OPTION...] [FILE...]",
	.summary = "find places and casualty figures in texts, without a database",
	.details =
		"Reads text files, or documents as JSON Lines (.jsonl: \"id\", \"text\", \"published\"), or standard input\n"
		"(also as '-'), and prints one JSON object a document.",
	.examples =
		"  rasid detect article.txt\n"
		"  rasid detect --format text article.txt\n"
		"  rasid detect --published 2019-05-28 < article.txt | jq '.figures[] | [.surface, .value]'",
	.options = options,
	.run = run,
};
