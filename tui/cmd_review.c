/*
 * review: the screen, on the first of the files, or on the first document with something undecided, or on the last.
 */
#include "app.h"
#include "importing.h"
#include "subcommands.h"

#include <string.h>

struct review {
	struct app_options app;
	struct input_options input;
	struct path_list gazetteers, lexicons;
	long document;
};

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct review *r = arg;
	const struct {
		const char *name;
		const char **to;
	} texts[] = {{"bidi", &r->app.bidi}, {"marks", &r->app.marks}, {"keys", &r->app.keys},
		{"encoding", &r->input.decode.encoding}, {"published", &r->input.published}};
	if (strcmp(option, "gazetteer") == 0)
		return path_list_add(&r->gazetteers, option, value, err);
	if (strcmp(option, "lexicon") == 0)
		return path_list_add(&r->lexicons, option, value, err);
	if (strcmp(option, "document") == 0)
		return option_number(option, value, 1, INT32_MAX, &r->document, err);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(option, texts[i].name) == 0)
			*texts[i].to = value;
	if (strcmp(option, "lossy") == 0)
		r->input.decode.lossy = true;
	else if (strcmp(option, "no-color") == 0)
		r->app.no_color = true;
	return strcmp(option, "published") != 0 || option_day(option, value, err);
}

/* The first document with something undecided, else the last. */
struct search {
	int64_t undecided, last;
};

static bool look(void *arg, const struct document_summary *d)
{
	struct search *s = arg;
	s->last = d->id;
	if (d->n_decided < d->n_items)
		s->undecided = d->id;
	return !s->undecided;
}

static bool choose_document(struct cli *cli, struct store *store, int64_t *id, struct err *err)
{
	struct search s = {0, 0};
	if (!store_documents_each(store, cli_annotator(cli), look, &s, err))
		return false;
	*id = s.undecided ? s.undecided : s.last;
	return *id ||
	       err_set(err, ERR_NOT_FOUND, "there is no document yet; 'rasid review FILE' imports one");
}

static bool review(struct cli *cli, struct review *r, int n, char **paths, struct store *store,
	const struct detector *detector, struct err *err)
{
	struct importing im = {
		.cli = cli, .store = store, .detector = detector, .input = &r->input, .quiet = true};
	int64_t id = r->document;
	if (!importing_files(&im, n, paths, err))
		return false;
	if (n > 0 && !im.first)
		return false; /* each file was reported */
	if (!id)
		id = im.first;
	if (!id && !choose_document(cli, store, &id, err))
		return false;
	struct session session;
	session_init(&session, store, detector, cli_annotator(cli));
	bool ok = session_open(&session, id, err) && app_run(&session, &r->app, err);
	session_release(&session);
	return ok;
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct review r = {0};
	struct store *store = NULL;
	struct detector *detector = NULL;
	int first;
	bool done;
	if (!cli_options(cli, "review", argc, argv, take, &r, &first, &done, err) || done)
		return done;
	bool ok = app_check_terminal(err) && cli_detector(cli, &r.gazetteers, &r.lexicons, &detector, err) &&
		  cli_store(cli, false, &store, err) &&
		  review(cli, &r, argc - first, argv + first, store, detector, err);
	store_close(store);
	detector_free(detector);
	return ok;
}

static const struct option_spec options[] = {
	{"document", 'd', "ID", "open this document"},
	{"published", 0, "DATE", "the day the files' texts appeared, as 2019-05-28"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{"encoding", 0, "NAME", "the encoding of the files (default: found out)"},
	{"lossy", 0, NULL, "replace ill-formed bytes instead of refusing the file"},
	{"bidi", 0, "MODE",
		"auto, plain, lro, lro+pin, kitty or kitty-fallback: who reorders, we or the terminal"},
	{"marks", 0, "MODE", "auto, on or off: show vowel marks"},
	{"keys", 0, "FILE", "key bindings (default: keys in the user's configuration folder)"},
	{"no-color", 0, NULL, "no colours, as if NO_COLOR were set"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_review = {
	.name = "review",
	.synopsis = "[OPTION...] [FILE...]",
	.summary = "confirm, correct, reject and add, on a screen",
	.details =
		"Imports the files and opens the first of them; without files the first document that has something undecided,\n"
		"or the last one. Every decision is saved when it is made. '?' shows the keys.",
	.examples = "  rasid review article.txt\n"
		    "  rasid --as maha review",
	.options = options,
	.run = run,
};
