/*
 * Subcommands: the table of sub-commands, their help, and the search by name.
 *
 * Each file cmd_NAME.c defines one row. Help, completions and the manual's check read this table.
 */
#include "subcommands.h"
#include "cli.h"

#include <string.h>

static const struct subcommand *const rows[] = {
	&cmd_review,
	&cmd_import,
	&cmd_detect,
	&cmd_export,
	&cmd_list,
	&cmd_evaluate,
	&cmd_learn,
	&cmd_verify_log,
	&cmd_completions,
	&cmd_help,
};

const struct subcommand *subcommand_at(size_t i)
{
	return i < sizeof rows / sizeof *rows ? rows[i] : NULL;
}

const struct subcommand *subcommand_find(const char *name)
{
	const struct subcommand *c;
	for (size_t i = 0; (c = subcommand_at(i)); i++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

const char *subcommand_nearest(const char *name)
{
	const struct subcommand *c;
	const char *best = NULL;
	unsigned distance = 3;
	for (size_t i = 0; (c = subcommand_at(i)); i++) {
		unsigned d = word_distance(name, c->name);
		if (d < distance || (strlen(name) > 2 && strncmp(c->name, name, strlen(name)) == 0)) {
			best = c->name;
			distance = d < distance ? d : distance;
		}
	}
	return best;
}

void subcommand_print_help(const struct subcommand *c, FILE *out)
{
	fprintf(out, "usage: rasid [--db FILE] [--as NAME] %s%s%s\n\n%s\n", c->name, *c->synopsis ? " " : "",
		c->synopsis, c->summary);
	if (c->details)
		fprintf(out, "\n%s\n", c->details);
	if (c->options && c->options->name) {
		fputs("\noptions:\n", out);
		options_print(c->options, out);
	}
	fputs("\nglobal options:\n", out);
	options_print(global_options, out);
	if (c->examples)
		fprintf(out, "\nexamples:\n%s\n", c->examples);
}

void subcommands_print(FILE *out)
{
	const struct subcommand *c;
	fputs("usage: rasid [--db FILE] [--as NAME] COMMAND [ARGUMENT...]\n\n"
	      "Reads Arabic reports of armed conflict, finds places and casualty figures, and records what a person decides\n"
	      "about each.\n\ncommands:\n",
		out);
	for (size_t i = 0; (c = subcommand_at(i)); i++)
		fprintf(out, "  %-12s %s\n", c->name, c->summary);
	fputs("\nglobal options:\n", out);
	options_print(global_options, out);
	fputs("\n'rasid COMMAND --help' tells more about a command.\n", out);
}
