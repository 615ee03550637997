/*
 * Screen_world: a database for tests of the screen, and a session on it.
 *
 * Two documents: tests/screen/article.txt with the suggestions of article.tsv, and hostile.txt without any.
 */
#ifndef TESTS_LIB_SCREEN_WORLD_H
#define TESTS_LIB_SCREEN_WORLD_H

#include "review/session.h"
#include "text/decode.h"

struct screen_world {
	char folder[64], path[96];
	struct store *store;
	struct session session;
	struct decoded article, hostile;
};

/* The test fails when it cannot be made. */
void screen_world_open(struct screen_world *w);
void screen_world_close(struct screen_world *w);

/* Fails the test with the error's words unless ok. */
void screen_world_must(bool ok, const struct err *err, const char *what);

#endif
