/*
 * Case files: groups of lines that an Arabic reader can add to without C.
 *
 * A group is consecutive lines; blank lines part groups; `#` in column 0 begins a comment. Each line is "key:
 * value".
 */
#ifndef TESTS_CASE_FILE_H
#define TESTS_CASE_FILE_H

#include <stddef.h>

enum { CASE_MAX_LINES = 32 };

struct case_group {
	unsigned line; /* of the first line, for messages */
	size_t n;
	struct {
		char *key, *value;
	} lines[CASE_MAX_LINES];
};

/* Calls fn for each group of tests/cases/NAME (found from RASID_TESTS or the working directory); fails the
 * test when the file is missing or has no group. */
void case_file_each(const char *name, void (*fn)(const struct case_group *g, void *arg), void *arg);

/* The value of a key, or NULL. */
const char *case_get(const struct case_group *g, const char *key);

/* UTF-8 to code points, malloc'd; \n stands for the end of a line. */
unsigned *case_decode(const char *utf8, size_t *n);

#endif
