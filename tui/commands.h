/* Commands: everything a key can do, one row each: name, function, a word for the hint line and a sentence
 * for the help. */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include <stddef.h>

struct app;

struct command {
	const char *name; /* lower case and hyphens; sorted */
	void (*run)(struct app *app, int arg);
	int arg;
	const char *label; /* for the hint line; NULL: never shown there */
	const char *help;
};

extern const struct command commands[];
extern const size_t n_commands;

/* The index of a command, or -1. Binary search. */
int command_find(const char *name, size_t len);

#endif
