/* rasid: read, verify and record places and casualty figures in Arabic reports. Finds the sub-command and runs it. */
#include "subcommands.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The text is UTF-8 whatever the locale says; only the screen asks the locale, and an unset one gets C.UTF-8. */
static void choose_locale(void)
{
	const char *set = setlocale(LC_CTYPE, "");
	if (!set || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* A closed standard descriptor would be given to the next file that is opened, the database perhaps. */
static void fill_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) != fd)
			_exit(err_exit_status(ERR_IO));
}

static int terminal_width(void)
{
	struct winsize w;
	const char *columns = getenv("COLUMNS");
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0)
		return w.ws_col;
	return columns && strtol(columns, NULL, 10) > 0 ? (int)strtol(columns, NULL, 10) : 80;
}

static bool no_such_option(void *arg, const char *option, const char *value, struct err *err)
{
	(void)arg, (void)value;
	return err_set(err, ERR_USAGE, "unknown option --%s", option);
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	int first;
	bool done;
	if (!cli_options(cli, NULL, argc, argv, no_such_option, NULL, &first, &done, err))
		return false;
	if (cli->version) {
		puts("rasid " RASID_VERSION);
		return true;
	}
	if (first == argc && !cli->help)
		return err_set(err, ERR_USAGE, "no command given; 'rasid help' lists them");
	if (first == argc) {
		subcommands_print(stdout);
		return true;
	}
	const struct subcommand *c = subcommand_find(argv[first]);
	if (c)
		return c->run(cli, argc - first, argv + first, err);
	const char *near = subcommand_nearest(argv[first]);
	return near ? err_set(err, ERR_USAGE, "there is no command '%.40s'; did you mean '%s'?", argv[first],
			      near)
		    : err_set(err, ERR_USAGE, "there is no command '%.40s'; 'rasid help' lists them",
			      argv[first]);
}

/* What was printed must have arrived: a full disk shows itself here at the latest. */
static void finish_output(struct cli *cli)
{
	errno = 0;
	bool bad = ferror(stdout) != 0;
	if (fflush(stdout) != 0 || bad) {
		struct err err;
		int why = cli->write_errno ? cli->write_errno : errno;
		if (why)
			err_errno(&err, why, "write to", "standard output");
		else
			err_set(&err, ERR_IO, "cannot write to standard output");
		cli_report(cli, &err);
	}
}

int main(int argc, char **argv)
{
	fill_descriptors();
	choose_locale();
	struct cli cli = {
		.out_is_terminal = isatty(STDOUT_FILENO),
		.err_is_terminal = isatty(STDERR_FILENO),
		.width_col = terminal_width(),
	};
	struct err err = {0};
	if (!run(&cli, argc, argv, &err) && err.code != ERR_NONE)
		cli_report(&cli, &err);
	finish_output(&cli);
	return cli.status;
}
