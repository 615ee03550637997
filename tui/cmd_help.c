/* help: the same text as --help, in the words people try first. */
#include "subcommands.h"

static bool no_options(void *arg, const char *option, const char *value, struct err *err)
{
	(void)arg, (void)value;
	return err_set(err, ERR_USAGE, "help takes no option --%s", option);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	int first;
	bool done;
	if (!cli_options(cli, "help", argc, argv, no_options, NULL, &first, &done, err) || done)
		return done;
	if (first == argc) {
		subcommands_print(stdout);
		return true;
	}
	const struct subcommand *c = subcommand_find(argv[first]);
	if (c) {
		subcommand_print_help(c, stdout);
		return true;
	}
	const char *near = subcommand_nearest(argv[first]);
	return near ? err_set(err, ERR_USAGE, "there is no command '%.40s'; did you mean '%s'?", argv[first],
			      near)
		    : err_set(err, ERR_USAGE, "there is no command '%.40s'; 'rasid help' lists them",
			      argv[first]);
}

const struct subcommand cmd_help = {
	.name = "help",
	.synopsis = "[COMMAND]",
	.summary = "explain a command",
	.examples = "  rasid help detect",
	.run = run,
};
