/* import: files into the database. */
#include "importing.h"
#include "subcommands.h"

#include <string.h>

struct import {
	struct input_options input;
	struct path_list gazetteers, lexicons;
	bool quiet;
};

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct import *im = arg;
	const struct {
		const char *name;
		const char **to;
	} texts[] = {{"encoding", &im->input.decode.encoding}, {"title", &im->input.title},
		{"url", &im->input.url}, {"outlet", &im->input.outlet}, {"published", &im->input.published}};
	if (strcmp(option, "gazetteer") == 0)
		return path_list_add(&im->gazetteers, option, value, err);
	if (strcmp(option, "lexicon") == 0)
		return path_list_add(&im->lexicons, option, value, err);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(option, texts[i].name) == 0)
			*texts[i].to = value;
	if (strcmp(option, "lossy") == 0)
		im->input.decode.lossy = true;
	else if (strcmp(option, "quiet") == 0)
		im->quiet = true;
	return strcmp(option, "published") != 0 || option_day(option, value, err);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct import opt = {0};
	struct store *store = NULL;
	struct detector *detector = NULL;
	int first;
	bool done;
	if (!cli_options(cli, "import", argc, argv, take, &opt, &first, &done, err) || done)
		return done;
	if (first == argc)
		return err_set(err, ERR_USAGE, "import needs files; '-' is standard input");
	bool ok = cli_detector(cli, &opt.gazetteers, &opt.lexicons, &detector, err) &&
		  cli_store(cli, false, &store, err);
	struct importing im = {
		.cli = cli, .store = store, .detector = detector, .input = &opt.input, .quiet = opt.quiet};
	ok = ok && importing_files(&im, argc - first, argv + first, err);
	if (ok && argc - first > 1)
		cli_note("%zu documents imported, %zu already there", im.added, im.known);
	store_close(store);
	detector_free(detector);
	return ok;
}

static const struct option_spec options[] = {
	{"title", 0, "TEXT", "the title (default: the first line)"},
	{"url", 0, "URL", "where the text was published"},
	{"published", 0, "DATE", "the day it appeared, as 2019-05-28"},
	{"outlet", 0, "NAME", "who published it"},
	{"encoding", 0, "NAME", "the encoding of the files (default: found out)"},
	{"lossy", 0, NULL, "replace ill-formed bytes instead of refusing the file"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{"quiet", 'q', NULL, "no line for each document"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_import = {
	.name = "import",
	.synopsis = "[OPTION...] FILE...",
	.summary = "put texts into the database, with suggestions",
	.details =
		"FILE is a text, or documents as JSON Lines (.jsonl: \"text\" and, where known, \"id\", \"title\", \"url\",\n"
		"\"published\", \"outlet\"). A text that is there already is recognised. A file that cannot be read does not\n"
		"keep the others out; the exit status tells of the worst.",
	.examples = "  rasid import --published 2019-05-28 --outlet SMART article.txt\n"
		    "  rasid import articles.jsonl",
	.options = options,
	.run = run,
};
