/*
 * Db: what the files of store/ share to speak SQLite. Private to store/.
 *
 * Every failure of SQLite passes through db_fail(), which looks at the code and at the file and writes the sentence.
 * Statements are prepared once for each SQL literal and kept: sql must be a string that lives as long as the program.
 * A query that is begun is ended, in the same function:
 *
 *	struct query q;
 *	bool ok = query_begin(&q, s, "SELECT … WHERE id = ?", err);
 *	if (ok) { query_int(&q, 1, id); ok = query_row(&q, &row, err); … }
 *	query_end(&q);
 *
 * Transactions nest: the outermost is BEGIN IMMEDIATE, inner ones are savepoints.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "store/store.h"

#include <sqlite3.h>

enum { DB_STATEMENTS = 48 };

struct store {
	sqlite3 *db;
	char *path;
	bool read_only;
	int busy_ms;
	unsigned depth; /* of nested transactions */
	bool in_batch;  /* store_batch_begin() was called */
	int wal_pages;  /* length of the write-ahead log after the last commit */
	size_t n_statements;
	struct {
		const char *sql;
		sqlite3_stmt *stmt;
		bool busy;
	} statements[DB_STATEMENTS];
};

/* Translates the connection's last error and returns false. `doing`: "save the decision". */
bool db_fail(const struct store *s, const char *doing, struct err *err);

bool db_exec(struct store *s, const char *sql, struct err *err) MUST_CHECK;

/* A read-only store refuses with ERR_DB_READONLY. */
bool db_begin(struct store *s, struct err *err) MUST_CHECK;
/* Commits when ok, else rolls back and keeps *err. Returns whether everything is saved. */
bool db_end(struct store *s, bool ok, struct err *err) MUST_CHECK;
/* Moves the write-ahead log into the file when it has grown long. Cannot fail: what is not moved now is moved later. */
void db_checkpoint_if_long(struct store *s);

struct query {
	struct store *s;
	sqlite3_stmt *stmt;
	int slot; /* in s->statements, -1 when the statement is its own */
	int rc;   /* first failure to bind */
};

bool query_begin(struct query *q, struct store *s, const char *sql, struct err *err) MUST_CHECK;
void query_end(struct query *q);

/* Parameters count from 1. Text is borrowed until query_end(); NULL binds null. */
void query_int(struct query *q, int at, int64_t value);
void query_text(struct query *q, int at, const char *text);
void query_text_n(struct query *q, int at, const char *text, size_t n);

/* Steps: *row tells whether there is one. */
bool query_row(struct query *q, bool *row, struct err *err) MUST_CHECK;
/* Steps to the end of a statement that gives no rows, and ends it. */
bool query_done(struct query *q, struct err *err) MUST_CHECK;

/* Columns count from 0; text is valid until the next step, NULL for null. */
const char *column_text(const struct query *q, int at);
/* Copies a text of exactly size - 1 bytes (a hash, a uid) and its NUL; false when it is anything else. */
bool column_fixed(const struct query *q, int at, char *out, size_t size);
/* A copy in the arena; sets *oom when there is a value but no memory. */
const char *column_copy(const struct query *q, int at, struct arena *a, bool *oom);

#endif
