/*
 * export: documents with an annotator's decisions, as JSON Lines or as CSV of figures.
 *
 * One document at a time is loaded, written and released. What was written is read again before it counts.
 */
#include "formats/figures_csv.h"
#include "formats/jsonl.h"
#include "subcommands.h"

#include "base/vec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_JSONL, FORMAT_CSV };
static const char *const format_names[] = {"jsonl", "csv", NULL};

struct exporting {
	struct cli *cli;
	struct jsonl_export what;
	int format;
	bool raw;
	int64_t *ids;
	size_t n, cap;
	bool failed;
};

static bool add_id(struct exporting *x, int64_t id)
{
	if (!vec_reserve(&x->ids, &x->cap, x->n + 1, sizeof *x->ids))
		return false;
	x->ids[x->n++] = id;
	return true;
}

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct exporting *x = arg;
	long id;
	if (strcmp(option, "format") == 0)
		return option_choice(option, value, format_names, &x->format, err);
	if (strcmp(option, "document") == 0)
		return option_number(option, value, 1, LONG_MAX, &id, err) &&
		       (add_id(x, id) || err_memory(err));
	if (strcmp(option, "annotator") == 0)
		x->what.annotator = value;
	else if (strcmp(option, "decided") == 0)
		x->what.decided_only = true;
	else if (strcmp(option, "standing") == 0)
		x->what.standing_only = true;
	else
		x->raw = true;
	return true;
}

static bool each(void *arg, const struct document_summary *d)
{
	struct exporting *x = arg;
	x->failed = !add_id(x, d->id);
	return !x->failed;
}

static bool render(const struct exporting *x, const struct document *doc, const struct items *items,
	struct str *out, struct err *err)
{
	return x->format == FORMAT_CSV ? figures_csv_add_items(out, doc, items, &x->what, x->raw, err)
				       : jsonl_add_items(out, doc, items, &x->what, err);
}

static bool export_one(const struct exporting *x, struct store *store, int64_t id, struct err *err)
{
	struct arena a = {0};
	struct document doc;
	struct items items = {0};
	struct str out = {0};
	bool ok = store_document_get(store, id, &a, &doc, err) &&
		  store_items_load(store, id, x->what.annotator, &a, &items, err) &&
		  render(x, &doc, &items, &out, err);
	if (ok)
		cli_write(x->cli, &out);
	str_release(&out);
	items_release(&items);
	arena_release(&a);
	return ok;
}

static bool export_all(struct exporting *x, struct store *store, struct err *err)
{
	struct str head = {0};
	if (x->n == 0 && !store_documents_each(store, NULL, each, x, err))
		return false;
	if (x->failed)
		return err_memory(err);
	bool ok = x->format != FORMAT_CSV || figures_csv_add_head(&head, err);
	if (ok)
		cli_write(x->cli, &head);
	str_release(&head);
	for (size_t i = 0; ok && i < x->n && !ferror(stdout); i++)
		ok = export_one(x, store, x->ids[i], err);
	return ok;
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct exporting x = {.cli = cli};
	struct store *store = NULL;
	int first;
	bool done;
	bool ok = cli_options(cli, "export", argc, argv, take, &x, &first, &done, err);
	if (ok && !done && first < argc)
		ok = err_set(err, ERR_USAGE, "export takes no '%.40s'; a document is chosen with --document",
			argv[first]);
	if (!x.what.annotator)
		x.what.annotator = cli_annotator(cli);
	if (ok && !done)
		ok = cli_store(cli, true, &store, err) && export_all(&x, store, err);
	store_close(store);
	free(x.ids);
	return ok;
}

static const struct option_spec options[] = {
	{"format", 'f', "FORMAT", "jsonl (default), or csv: a row for each figure"},
	{"annotator", 'a', "NAME", "whose decisions (default: as --as)"},
	{"document", 'd', "ID", "only this document; may be repeated"},
	{"decided", 0, NULL, "leave out what nobody has decided"},
	{"standing", 0, NULL, "leave out what was rejected"},
	{"raw", 0, NULL, "CSV: no apostrophe before text that a spreadsheet would take for a formula"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_export = {
	.name = "export",
	.synopsis = "[OPTION...]",
	.summary = "write documents with their decisions",
	.details =
		"JSON Lines carry the text and every item with its decision and, where a person changed it, what the machine had\n"
		"said. The forms are described in docs/formats.md.",
	.examples = "  rasid export > all.jsonl\n"
		    "  rasid --as maha export --format csv --standing > figures.csv",
	.options = options,
	.run = run,
};
