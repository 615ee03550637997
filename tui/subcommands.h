/* Subcommands: the rows of the table of sub-commands, one a file. */
#ifndef TUI_SUBCOMMANDS_H
#define TUI_SUBCOMMANDS_H

#include "cli.h"

extern const struct subcommand cmd_completions, cmd_detect, cmd_evaluate, cmd_export, cmd_help, cmd_import,
	cmd_learn, cmd_list, cmd_review, cmd_verify_log;

#endif
