/* list: the documents of the database and how far the annotator is. */
#include "formats/plain.h"
#include "formats/table.h"
#include "subcommands.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_TABLE, FORMAT_TSV, FORMAT_JSONL, FORMAT_DEFAULT, TITLE_CP = 48 };
static const char *const format_names[] = {"table", "tsv", "jsonl", NULL};

struct list {
	int format;
	struct table table;
	bool failed;
};

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct list *l = arg;
	return option_choice(option, value, format_names, &l->format, err);
}

static bool print_json(const struct document_summary *d)
{
	json_t *j = json_pack("{s:I,s:s,s:s?,s:s?,s:s?,s:s?,s:i,s:i,s:i}", "document", (json_int_t)d->id,
		"sha256", d->sha256, "name", d->name, "title", d->title, "outlet", d->outlet, "published",
		d->published, "length", (int)d->len_cp, "items", (int)d->n_items, "decided",
		(int)d->n_decided);
	char *line = j ? json_dumps(j, JSON_COMPACT) : NULL;
	json_decref(j);
	if (line)
		puts(line);
	free(line);
	return line != NULL;
}

/* The first characters of a title, for a person; a program gets all of it. */
static void add_title(struct list *l, const char *title)
{
	size_t n = 0, bytes = 0;
	for (; title && title[bytes] && n < TITLE_CP; n++)
		for (bytes++; (title[bytes] & 0xC0) == 0x80; bytes++)
			;
	if (l->format == FORMAT_TSV || !title || !title[bytes])
		table_add(&l->table, title);
	else {
		struct str cut = {0};
		str_add_n(&cut, title, bytes);
		str_add_cp(&cut, 0x2026 /* ellipsis */);
		table_add(&l->table, str_text(&cut));
		str_release(&cut);
	}
}

static bool add(void *arg, const struct document_summary *d)
{
	struct list *l = arg;
	if (l->format == FORMAT_JSONL)
		return !(l->failed = !print_json(d));
	table_addf(&l->table, "%" PRId64, d->id);
	table_add(&l->table, d->name);
	table_addf(&l->table, "%u/%u", d->n_decided, d->n_items);
	table_add(&l->table, d->published);
	table_add(&l->table, d->outlet);
	add_title(l, d->title);
	return true;
}

static bool print_table(struct list *l, struct cli *cli, struct err *err)
{
	struct str out = {0};
	enum table_style style = cli->out_is_terminal ? TABLE_ISOLATED : TABLE_ALIGNED;
	if (l->format == FORMAT_TSV)
		style = TABLE_TSV;
	bool ok = table_render(&l->table, style, &out);
	if (ok)
		cli_write(cli, &out);
	str_release(&out);
	return ok || err_memory(err);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	static const char *const heads[] = {"id", "name", "decided", "published", "outlet", "title"};
	struct list l = {.format = FORMAT_DEFAULT};
	struct store *store;
	int first;
	bool done;
	if (!cli_options(cli, "list", argc, argv, take, &l, &first, &done, err) || done)
		return done;
	if (first < argc)
		return err_set(err, ERR_USAGE, "list takes no '%.40s'", argv[first]);
	if (l.format == FORMAT_DEFAULT)
		l.format = cli->out_is_terminal ? FORMAT_TABLE : FORMAT_TSV;
	if (!cli_store(cli, true, &store, err))
		return false;
	table_init(&l.table, sizeof heads / sizeof *heads, heads, 1u << 0 | 1u << 2);
	bool ok = store_documents_each(store, cli_annotator(cli), add, &l, err);
	if (ok && l.failed)
		ok = err_memory(err);
	if (ok && l.format != FORMAT_JSONL)
		ok = print_table(&l, cli, err);
	table_release(&l.table);
	store_close(store);
	return ok;
}

static const struct option_spec options[] = {
	{"format", 'f', "FORMAT", "table, tsv or jsonl (default: table on a terminal, else tsv)"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_list = {
	.name = "list",
	.synopsis = "[--format FORMAT]",
	.summary = "list the documents and how many items are decided",
	.examples = "  rasid list\n  rasid --as maha list --format jsonl",
	.options = options,
	.run = run,
};
