/* verify-log: does the journal's chain of hashes hold, and does it give the current state? */
#include "subcommands.h"

#include <inttypes.h>

static bool no_options(void *arg, const char *option, const char *value, struct err *err)
{
	(void)arg, (void)value;
	return err_set(err, ERR_USAGE, "verify-log takes no option --%s", option);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct store *store;
	struct journal_check check;
	int first;
	bool done;
	if (!cli_options(cli, "verify-log", argc, argv, no_options, NULL, &first, &done, err) || done)
		return done;
	if (first < argc)
		return err_set(err, ERR_USAGE, "verify-log takes no '%.40s'", argv[first]);
	if (!cli_store(cli, true, &store, err))
		return false;
	bool ok = store_journal_verify(store, &check, err);
	if (ok)
		printf("%" PRId64 " rows, whole and in order; head %s\n", check.rows, check.head);
	store_close(store);
	return ok;
}

const struct subcommand cmd_verify_log = {
	.name = "verify-log",
	.synopsis = "",
	.summary = "check that the journal was not altered",
	.details =
		"Checks the hash of each row, its link to the row before, and that the journal gives the current state. Keep the\n"
		"head that is printed somewhere else: rows cut off the end cannot be seen without it.",
	.examples = "  rasid verify-log",
	.run = run,
};
