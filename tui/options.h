/*
 * Options: the command line of a sub-command, read from its own table.
 *
 * The table is also the source of --help, of the completions and of the manual's check, so an option exists in all of
 * them or in none. Parsing is getopt_long(3)'s (GNU: options and operands may mix, `--` ends the options).
 */
#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

#include "base/err.h"

#include <stdio.h>

struct option_spec {
	const char *name; /* without dashes; NULL ends a table */
	char letter;      /* 0: none */
	const char *arg;  /* what the argument is called in the help; NULL: takes none */
	const char *help;
};

/* Valid before and after the name of the sub-command. */
extern const struct option_spec global_options[];

struct options {
	const struct option_spec *own, *global; /* borrowed; own may be NULL */
	int argc;
	char **argv; /* argv[0] is the name of the sub-command */
	const char *command;
	bool started;
};

enum options_step { OPTIONS_END, OPTIONS_ONE, OPTIONS_BAD };

/*
 * The next option: its row of the table and its argument (NULL when it takes none). At the end *operands is the index in
 * argv of the first operand; they are all at the end then. OPTIONS_BAD fills err with one sentence and, where one is
 * near, the option that was perhaps meant. stop_at_operand: end at the first operand (global options).
 */
enum options_step options_next(struct options *o, bool stop_at_operand, const struct option_spec **spec,
	const char **value, int *operands, struct err *err) MUST_CHECK;

/* A whole number of min to max. */
bool option_number(
	const char *name, const char *value, long min, long max, long *out, struct err *err) MUST_CHECK;
/* An ISO 8601 day that exists. */
bool option_day(const char *name, const char *value, struct err *err) MUST_CHECK;
/* The index of value among choices (NULL-terminated). */
bool option_choice(const char *name, const char *value, const char *const *choices, int *out,
	struct err *err) MUST_CHECK;

/* Lines of --help for a table. */
void options_print(const struct option_spec *table, FILE *out);

/* Edit distance (Damerau, restricted) of two short ASCII words; for "did you mean". */
unsigned word_distance(const char *a, const char *b);

#endif
