/* Numerals: number vectors (TSV: text, value, kind) read by the number reader alone; `evaluate --numerals`. */
#ifndef TUI_NUMERALS_H
#define TUI_NUMERALS_H

#include "cli.h"

/* Prints how many of the cardinals are read right; with errors, also which not. */
bool numerals_evaluate(
	const char *path, const struct path_list *lexicons, bool errors, struct err *err) MUST_CHECK;

#endif
