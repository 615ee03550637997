/* completions: a script for the shell, made from the same tables as the help. */
#include "subcommands.h"

#include <string.h>

static bool no_options(void *arg, const char *option, const char *value, struct err *err)
{
	(void)arg, (void)value;
	return err_set(err, ERR_USAGE, "completions takes no option --%s", option);
}

static void print_options(const struct option_spec *table)
{
	for (; table && table->name; table++)
		printf(" --%s", table->name);
}

static void print_bash(void)
{
	const struct subcommand *c;
	puts("# bash completion for rasid; source it, or install it as rasid in the folder of bash-completion\n"
	     "_rasid()\n{\n"
	     "\tlocal word=${COMP_WORDS[COMP_CWORD]} command= i\n"
	     "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	     "\t\tcase ${COMP_WORDS[i]} in\n"
	     "\t\t--db | --as) i=$((i + 1)) ;;\n"
	     "\t\t-*) ;;\n"
	     "\t\t*) command=${COMP_WORDS[i]}; break ;;\n"
	     "\t\tesac\n"
	     "\tdone\n"
	     "\tlocal words=\n"
	     "\tcase $command in");
	fputs("\t'') words=\"", stdout);
	for (size_t i = 0; (c = subcommand_at(i)); i++)
		printf("%s%s", i ? " " : "", c->name);
	print_options(global_options);
	puts("\" ;;");
	for (size_t i = 0; (c = subcommand_at(i)); i++) {
		printf("\t%s) words=\"", c->name);
		print_options(c->options);
		print_options(global_options);
		puts("\" ;;");
	}
	puts("\tesac\n"
	     "\tif [[ $command && $word != -* ]]; then\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
	     "\telse\n"
	     "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	     "\tfi\n"
	     "}\n"
	     "complete -o filenames -F _rasid rasid");
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	int first;
	bool done;
	if (!cli_options(cli, "completions", argc, argv, no_options, NULL, &first, &done, err) || done)
		return done;
	if (first + 1 != argc || strcmp(argv[first], "bash") != 0)
		return err_set(err, ERR_USAGE, "completions needs the name of a shell: bash");
	print_bash();
	return true;
}

const struct subcommand cmd_completions = {
	.name = "completions",
	.synopsis = "bash",
	.summary = "print a completion script for the shell",
	.examples = "  rasid completions bash > ~/.local/share/bash-completion/completions/rasid",
	.run = run,
};
