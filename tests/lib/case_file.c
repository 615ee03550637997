/* Case files: reading groups of "key: value" lines. */
#include "lib/case_file.h"

#include "base/fs.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *case_get(const struct case_group *g, const char *key)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->lines[i].key, key) == 0)
			return g->lines[i].value;
	return NULL;
}

unsigned *case_decode(const char *utf8, size_t *n)
{
	size_t len = strlen(utf8), pos = 0;
	unsigned *cp = malloc((len + 1) * sizeof *cp);
	assert_non_null(cp);
	for (*n = 0; pos < len; (*n)++) {
		cp[*n] = utf8_decode((const uint8_t *)utf8, len, &pos);
		if (cp[*n] == '\\' && utf8[pos] == 'n') {
			cp[*n] = '\n';
			pos++;
		}
	}
	return cp;
}

static void add_line(struct case_group *g, char *line, const char *name, unsigned number)
{
	char *colon = strchr(line, ':');
	if (!colon || g->n == CASE_MAX_LINES)
		fail_msg("%s:%u: not 'key: value', or too many lines in a group", name, number);
	*colon = '\0';
	g->lines[g->n].key = line;
	g->lines[g->n++].value = colon + 1 + (colon[1] == ' ');
}

void case_file_each(const char *name, void (*fn)(const struct case_group *g, void *arg), void *arg)
{
	const char *dir = getenv("RASID_TESTS");
	char path[4096];
	snprintf(path, sizeof path, "%s/cases/%s", dir ? dir : "tests", name);
	struct bytes file;
	struct err err = {0};
	if (!fs_read(path, &file, &err))
		fail_msg("%s", err.text);
	char *text = calloc(1, file.n + 1);
	assert_non_null(text);
	memcpy(text, file.data, file.n);

	struct case_group g = {0};
	unsigned number = 0, groups = 0;
	for (char *line = text, *next; line; line = next) {
		number++;
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (line[0] == '#')
			continue;
		if (line[0]) {
			if (g.n == 0)
				g.line = number;
			add_line(&g, line, name, number);
		}
		if (g.n && (!line[0] || !next)) {
			fn(&g, arg);
			groups++;
			g.n = 0;
		}
	}
	free(text);
	bytes_release(&file);
	if (groups == 0)
		fail_msg("%s has no cases", path);
}
