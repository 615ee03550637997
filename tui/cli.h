/*
 * Cli: what the sub-commands share.
 *
 * A sub-command is a row of the table in subcommands.c and a file cmd_NAME.c. run() returns false with one sentence
 * in err for what ends it; failures of single inputs go to cli_report() and the command goes on. The exit status is the
 * worst of both. Standard output is flushed and checked once, by main.
 */
#ifndef TUI_CLI_H
#define TUI_CLI_H

#include "base/str.h"
#include "detect/detect.h"
#include "options.h"
#include "store/store.h"

struct cli {
	const char *db; /* as given; NULL: the default */
	const char *as;
	int write_errno;    /* of the first failed cli_write(), 0: none */
	int status;         /* the worst so far */
	bool help, version; /* asked for */
	bool no_learned;    /* leave out what `rasid learn` wrote */
	bool out_is_terminal, err_is_terminal;
	int width_col; /* of the terminal; 80 when it does not say */
};

struct subcommand {
	const char *name;
	const char *synopsis;              /* what follows the name */
	const char *summary;               /* one line */
	const char *details;               /* paragraphs; may be NULL */
	const char *examples;              /* lines; may be NULL */
	const struct option_spec *options; /* may be NULL */
	bool (*run)(struct cli *cli, int argc, char **argv, struct err *err);
};

/* The i-th row of the table, NULL past its end. */
const struct subcommand *subcommand_at(size_t i);
const struct subcommand *subcommand_find(const char *name);
/* The name that was perhaps meant, or NULL. */
const char *subcommand_nearest(const char *name);
void subcommand_print_help(const struct subcommand *c, FILE *out);
void subcommands_print(FILE *out);

/* ---- options and messages (cli.c) ---- */

/*
 * The options of a sub-command, one by one; the global ones are taken here. take() gets the others. *operands: index of
 * the first operand. When --help was given, the help was printed and *done is true.
 */
bool cli_options(struct cli *cli, const char *name, int argc, char **argv,
	bool (*take)(void *arg, const char *option, const char *value, struct err *err), void *arg,
	int *operands, bool *done, struct err *err) MUST_CHECK;

/* To standard output; false once a write has failed: there is no use in going on. main reports why. */
bool cli_write(struct cli *cli, const struct str *text);

/* "rasid: sentence" on standard error; remembers the status. */
void cli_report(struct cli *cli, const struct err *err);
/* A remark that is no failure. */
void cli_note(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* A line that is overwritten by the next; nothing unless standard error is a terminal. Ends with cli_progress_end(). */
void cli_progress(const struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
void cli_progress_end(const struct cli *cli);

/* ---- what commands open (cli_detector.c, cli_store.c) ---- */

/* NULL-terminated list of option values, for detector_options. */
struct path_list {
	const char *items[33];
	size_t n;
};
bool path_list_add(struct path_list *l, const char *option, const char *path, struct err *err) MUST_CHECK;

/*
 * The detector with overlays and, unless --no-learned says otherwise, with what was learnt here (docs/confidence.md); rows
 * that are left out are told on standard error.
 */
bool cli_detector(const struct cli *cli, const struct path_list *gazetteers, const struct path_list *lexicons,
	struct detector **out, struct err *err) MUST_CHECK;

bool cli_store(struct cli *cli, bool read_only, struct store **out, struct err *err) MUST_CHECK;
/* --as, $RASID_ANNOTATOR, $USER, the login name, "annotator". */
const char *cli_annotator(const struct cli *cli);

/* Whether to colour: --color=always|never|auto, NO_COLOR, a terminal. */
bool cli_color(const struct cli *cli, const char *when, bool *color, struct err *err) MUST_CHECK;

#endif
