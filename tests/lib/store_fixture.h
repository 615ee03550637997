/* Fixture: a database in a folder of its own, and short ways to fill and question it. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "store/store.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
	char folder[64], path[128], other[128];
	struct store *store;
	struct arena arena;
	struct err err;
};

/* For cmocka: *state is a struct fixture with an open, empty store. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

void fixture_open(struct fixture *f);
/* A view of a static buffer, valid until the next call. */
struct text fixture_text(const char *ascii);
int64_t fixture_document(struct fixture *f, const char *ascii);

/*
 * Places 0-4 and 10-14; figures 2-9 (12 killed, in the second place) and 2-6 (vague, included in the first). Needs a text
 * of 14 characters.
 */
void fixture_suggest(struct fixture *f, int64_t document, const char *version);
struct items fixture_load(struct fixture *f, int64_t document, const char *annotator);
const struct item *fixture_find(const struct items *items, const char *uid);

/* Gives an item a decision and saves that; the test fails when it cannot be saved. */
struct receipt fixture_act(struct fixture *f, int64_t document, const char *annotator, struct items *items,
	uint32_t at, enum act_kind kind, enum decision decision);

/* The first column of the first row, over a connection of its own. */
int64_t fixture_number(struct fixture *f, const char *sql);
int fixture_exec(struct fixture *f, const char *sql);
int fixture_count_documents(struct fixture *f);
void fixture_verify(struct fixture *f);

#endif
