/* Cli: options and messages. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool take_global(struct cli *cli, const char *option, const char *value)
{
	if (strcmp(option, "db") == 0)
		cli->db = value;
	else if (strcmp(option, "as") == 0)
		cli->as = value;
	else if (strcmp(option, "no-learned") == 0)
		cli->no_learned = true;
	else if (strcmp(option, "help") == 0)
		cli->help = true;
	else if (strcmp(option, "version") == 0)
		cli->version = true;
	else
		return false;
	return true;
}

bool cli_options(struct cli *cli, const char *name, int argc, char **argv,
	bool (*take)(void *arg, const char *option, const char *value, struct err *err), void *arg,
	int *operands, bool *done, struct err *err)
{
	const struct subcommand *c = name ? subcommand_find(name) : NULL;
	char prefix[40] = "";
	if (c)
		snprintf(prefix, sizeof prefix, "%s ", c->name);
	struct options o = {.own = c ? c->options : NULL,
		.global = global_options,
		.argc = argc,
		.argv = argv,
		.command = prefix};
	const struct option_spec *spec = NULL;
	const char *value = NULL;
	enum options_step step;
	*done = false;
	while ((step = options_next(&o, !c, &spec, &value, operands, err)) == OPTIONS_ONE)
		if (!take_global(cli, spec->name, value) && !take(arg, spec->name, value, err))
			return false;
	if (step == OPTIONS_BAD)
		return false;
	if (cli->as && !*cli->as)
		return err_set(err, ERR_USAGE, "--as needs a name");
	if (c && cli->help) {
		subcommand_print_help(c, stdout);
		*done = true;
	} else if (c && cli->version) {
		puts("rasid " RASID_VERSION);
		*done = true;
	}
	return true;
}

/* ---- messages ---- */

bool cli_write(struct cli *cli, const struct str *text)
{
	errno = 0;
	if (text->len && fwrite(str_text(text), 1, text->len, stdout) != text->len && !cli->write_errno)
		cli->write_errno = errno;
	return !ferror(stdout);
}

/* A file name may hold anything; what reaches the terminal may not. */
static void print_line(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		putc(*p < ' ' || *p == 127 ? '?' : *p, stderr);
	putc('\n', stderr);
}

void cli_report(struct cli *cli, const struct err *err)
{
	int status = err_exit_status(err->code);
	if (status > cli->status)
		cli->status = status;
	cli_progress_end(cli);
	fputs("rasid: ", stderr);
	print_line(err->text);
}

void cli_note(const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	fputs("rasid: ", stderr);
	print_line(text);
}

void cli_progress(const struct cli *cli, const char *fmt, ...)
{
	if (!cli->err_is_terminal)
		return;
	char text[256];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\r%s\x1b[K", text);
	fflush(stderr);
}

void cli_progress_end(const struct cli *cli)
{
	if (cli->err_is_terminal)
		fputs("\r\x1b[K", stderr);
}

bool cli_color(const struct cli *cli, const char *when, bool *color, struct err *err)
{
	static const char *const choices[] = {"auto", "always", "never", NULL};
	const char *no_color = getenv("NO_COLOR");
	int choice = 0;
	if (when && !option_choice("color", when, choices, &choice, err))
		return false;
	*color = choice == 1 || (choice == 0 && cli->out_is_terminal && !(no_color && *no_color));
	return true;
}
