/*
 * Db: statements, transactions, and the one place that turns SQLite's codes into sentences.
 *
 * A code alone does not say what a user can do: "unable to open" may be a missing folder, a folder, or a lack of rights. So
 * db_fail() also looks at the file.
 */
#include "store/db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Longer than this, the log is moved into the file when a document is opened; much longer, even during acts. */
enum { WAL_LONG = 1000, WAL_TOO_LONG = 16000 };

/* ---- errors ---- */

/* SQLite tries again without creating, so its errno says ENOENT where the folder may not be written. */
static bool folder_exists(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	struct stat st;
	bool exists = folder && stat(folder, &st) == 0 && S_ISDIR(st.st_mode);
	free(folder);
	return exists;
}

static bool fail_to_open(const struct store *s, struct err *err)
{
	struct stat st;
	int system = stat(s->path, &st) == 0 ? 0 : errno;
	if (system == 0 && S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "'%s' is a directory, not a database", s->path);
	if (system == ENOENT && s->read_only)
		return err_set(err, ERR_NOT_FOUND, "there is no database '%s'", s->path);
	int denied = sqlite3_system_errno(s->db);
	if (system == ENOENT && (denied == EACCES || denied == EROFS || denied == EPERM))
		system = denied;
	if (system == ENOENT && folder_exists(s->path))
		system = denied == ENOENT ? EACCES : denied;
	if (system == ENOENT || system == ENOTDIR)
		return err_set(err, ERR_NOT_FOUND, "cannot make '%s': its folder does not exist", s->path);
	int why = system ? system : denied;
	return err_set(err, ERR_ACCESS, "cannot open the database '%s': %s", s->path,
		why ? strerror(why) : "permission denied, or its folder cannot be written");
}

static bool fail_to_transfer(const struct store *s, const char *doing, struct err *err)
{
	int system = sqlite3_system_errno(s->db);
	if (sqlite3_extended_errcode(s->db) == SQLITE_IOERR_NOMEM)
		return err_memory(err);
	if (system == ENOSPC || system == EDQUOT)
		return err_set(err, ERR_DISK_FULL,
			"cannot %s: no space is left for '%s'; what was saved before is safe", doing,
			s->path);
	return err_set(err, ERR_IO, "cannot %s: the system failed to read or write '%s' (%s)", doing, s->path,
		system ? strerror(system) : sqlite3_errmsg(s->db));
}

bool db_fail(const struct store *s, const char *doing, struct err *err)
{
	if (!s->db)
		return err_memory(err);
	switch (sqlite3_errcode(s->db) & 0xFF) {
	case SQLITE_NOMEM:
		return err_memory(err);
	case SQLITE_CANTOPEN:
		return fail_to_open(s, err);
	case SQLITE_IOERR:
		return fail_to_transfer(s, doing, err);
	case SQLITE_FULL:
		return err_set(err, ERR_DISK_FULL,
			"cannot %s: no space is left for '%s'; what was saved before is safe", doing,
			s->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_DB_LOCKED,
			"cannot %s: another program has held '%s' locked for more than %.1f s; close it there and try again",
			doing, s->path, s->busy_ms / 1000.0);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_set(err, ERR_DB_READONLY, "cannot %s: '%s' may only be read", doing, s->path);
	case SQLITE_NOTADB:
		return err_set(
			err, ERR_DB_DAMAGED, "'%s' is no database, or its beginning is damaged", s->path);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_DB_DAMAGED,
			"the database '%s' is damaged or cut short; restore it from a backup", s->path);
	case SQLITE_CONSTRAINT:
		return err_set(err, ERR_INVALID, "cannot %s: it breaks a rule of the database (%s)", doing,
			sqlite3_errmsg(s->db));
	case SQLITE_TOOBIG:
		return err_set(err, ERR_INVALID, "cannot %s: it is longer than a database row can be", doing);
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_INTERRUPTED, "interrupted: could not %s", doing);
	default:
		return err_set(err, ERR_DB, "cannot %s: %s", doing, sqlite3_errmsg(s->db));
	}
}

/* ---- queries ---- */

bool db_exec(struct store *s, const char *sql, struct err *err)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(s, "use the database", err);
}

bool query_begin(struct query *q, struct store *s, const char *sql, struct err *err)
{
	*q = (struct query){.s = s, .slot = -1};
	for (size_t i = 0; i < s->n_statements; i++)
		if (s->statements[i].sql == sql && !s->statements[i].busy) {
			s->statements[i].busy = true;
			q->stmt = s->statements[i].stmt;
			q->slot = (int)i;
			return true;
		}
	if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL) != SQLITE_OK)
		return db_fail(s, "use the database", err);
	if (s->n_statements < DB_STATEMENTS) {
		q->slot = (int)s->n_statements++;
		s->statements[q->slot].sql = sql;
		s->statements[q->slot].stmt = q->stmt;
		s->statements[q->slot].busy = true;
	}
	return true;
}

void query_end(struct query *q)
{
	if (!q->stmt)
		return;
	if (q->slot < 0) {
		sqlite3_finalize(q->stmt);
	} else {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
		q->s->statements[q->slot].busy = false;
	}
	q->stmt = NULL;
}

static void bound(struct query *q, int rc)
{
	if (q->rc == SQLITE_OK)
		q->rc = rc;
}

void query_int(struct query *q, int at, int64_t value)
{
	bound(q, sqlite3_bind_int64(q->stmt, at, value));
}

void query_text_n(struct query *q, int at, const char *text, size_t n)
{
	bound(q, sqlite3_bind_text64(q->stmt, at, text, n, SQLITE_STATIC, SQLITE_UTF8));
}

void query_text(struct query *q, int at, const char *text)
{
	if (text)
		query_text_n(q, at, text, strlen(text));
}

bool query_row(struct query *q, bool *row, struct err *err)
{
	int rc = q->rc == SQLITE_OK ? sqlite3_step(q->stmt) : q->rc;
	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return true;
	return db_fail(q->s, sqlite3_stmt_readonly(q->stmt) ? "read the database" : "save", err);
}

bool query_done(struct query *q, struct err *err)
{
	bool row;
	bool ok = query_row(q, &row, err);
	query_end(q);
	return ok;
}

const char *column_text(const struct query *q, int at)
{
	return (const char *)sqlite3_column_text(q->stmt, at);
}

bool column_fixed(const struct query *q, int at, char *out, size_t size)
{
	const char *text = column_text(q, at);
	if (!text || (size_t)sqlite3_column_bytes(q->stmt, at) != size - 1)
		return false;
	memcpy(out, text, size);
	return true;
}

const char *column_copy(const struct query *q, int at, struct arena *a, bool *oom)
{
	if (sqlite3_column_type(q->stmt, at) == SQLITE_NULL)
		return NULL;
	const char *text = column_text(q, at);
	char *copy = arena_strndup(a, text, text ? (size_t)sqlite3_column_bytes(q->stmt, at) : 0);
	if (!copy)
		*oom = true;
	return copy;
}

/* ---- transactions ---- */

void db_checkpoint_if_long(struct store *s)
{
	if (s->wal_pages < WAL_LONG || s->depth > 0 || s->in_batch || s->read_only)
		return;
	/* What fails here fails again where it matters, when the log is written. */
	if (sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK)
		s->wal_pages = 0;
}

bool db_begin(struct store *s, struct err *err)
{
	if (s->read_only)
		return err_set(err, ERR_DB_READONLY, "'%s' was opened for reading only", s->path);
	if (s->depth > 0 && sqlite3_get_autocommit(s->db))
		return err_set(err, ERR_DB, "the changes to '%s' were undone after a failure", s->path);
	struct query q;
	if (!query_begin(&q, s, s->depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner", err) ||
		!query_done(&q, err))
		return false;
	s->depth++;
	return true;
}

/* SQLite itself rolls back on some failures (disk full, no memory); then there is nothing left to end. */
static void roll_back(struct store *s)
{
	if (sqlite3_get_autocommit(s->db))
		return;
	sqlite3_exec(
		s->db, s->depth == 0 ? "ROLLBACK" : "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
}

bool db_end(struct store *s, bool ok, struct err *err)
{
	s->depth--;
	if (ok && sqlite3_get_autocommit(s->db))
		ok = err_set(err, ERR_DB, "the changes to '%s' were undone after a failure", s->path);
	struct query q;
	if (ok)
		ok = query_begin(&q, s, s->depth == 0 ? "COMMIT" : "RELEASE inner", err) &&
		     query_done(&q, err);
	if (!ok)
		roll_back(s);
	if (ok && s->wal_pages > WAL_TOO_LONG)
		db_checkpoint_if_long(s);
	return ok;
}
