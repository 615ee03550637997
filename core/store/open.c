/*
 * Open: the file, its settings and its migrations.
 *
 * The order matters: who the file belongs to is read before anything is written to it, so that a foreign or newer database
 * is left exactly as it was. A new file is made in one transaction; a crash in between leaves an empty database, which the
 * next opening completes.
 *
 * Settings: WAL with synchronous=FULL syncs the log once a commit. Checkpoints are ours (db_checkpoint_if_long): SQLite's
 * automatic ones would add two more syncs to every hundredth decision.
 * A whole-file integrity check is not made here, it reads everything; SQLite itself refuses a file shorter than its header
 * says. `rasid verify-log` reads all.
 */
#include "base/embed.h"
#include "base/str.h"
#include "store/db.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { APPLICATION_ID = 0x72617369 /* "rasi" */ };

/* migrations[v] makes version v + 1 out of version v; embedded files of core/data. */
static const char *const migrations[] = {"schema.sql"};
enum { SCHEMA_VERSION = sizeof migrations / sizeof *migrations };

static bool read_number(struct store *s, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) == SQLITE_OK &&
		  sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		*out = sqlite3_column_int64(stmt, 0);
	else
		db_fail(s, "open the database", err);
	sqlite3_finalize(stmt);
	return ok;
}

/* Whose file it is, and of which version: 0 for a new one. */
static bool check_owner(struct store *s, int64_t *version, struct err *err)
{
	int64_t owner, objects;
	if (!read_number(s, "PRAGMA application_id", &owner, err) ||
		!read_number(s, "PRAGMA user_version", version, err) ||
		!read_number(s, "SELECT count(*) FROM sqlite_schema", &objects, err))
		return false;
	bool empty = owner == 0 && *version == 0 && objects == 0;
	if (!empty && owner != APPLICATION_ID)
		return err_set(err, ERR_DB_FOREIGN,
			"'%s' is a database of another program; name another file", s->path);
	if (*version > SCHEMA_VERSION)
		return err_set(err, ERR_DB_NEWER,
			"'%s' was written by a newer version of rasid (form %d, this one knows %d); update rasid",
			s->path, (int)*version, (int)SCHEMA_VERSION);
	if (s->read_only && *version < SCHEMA_VERSION)
		return err_set(err, ERR_DB_READONLY,
			"'%s' is empty or of an older version; open it once for writing", s->path);
	return true;
}

static bool run_migration(struct store *s, int version, struct err *err)
{
	const struct embed *file = embed_find(migrations[version]);
	if (!file)
		return err_set(err, ERR_DB, "the program was built without %s", migrations[version]);
	char *sql = strndup(file->data, (size_t)(file->end - file->data));
	if (!sql)
		return err_memory(err);
	bool ok = sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
		  db_fail(s, "prepare the database", err);
	free(sql);
	return ok;
}

static bool migrate_in_transaction(struct store *s, struct err *err)
{
	int64_t version; /* read again under the lock: another process may have been faster */
	if (!check_owner(s, &version, err))
		return false;
	for (; version < SCHEMA_VERSION; version++)
		if (!run_migration(s, (int)version, err))
			return false;
	char pragmas[80];
	snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
		APPLICATION_ID, (int)SCHEMA_VERSION);
	return db_exec(s, pragmas, err);
}

static bool migrate(struct store *s, struct err *err)
{
	return db_begin(s, err) && db_end(s, migrate_in_transaction(s, err), err);
}

static int on_commit(void *arg, sqlite3 *db, const char *name, int pages)
{
	(void)db;
	(void)name;
	((struct store *)arg)->wal_pages = pages;
	return SQLITE_OK;
}

static bool configure(struct store *s, struct err *err)
{
	int64_t version;
	if (!check_owner(s, &version, err))
		return false;
	if (!s->read_only && sqlite3_db_readonly(s->db, "main") == 1)
		return err_set(
			err, ERR_DB_READONLY, "'%s' may only be read; check the rights of the file", s->path);
	if (!s->read_only && !db_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", err))
		return false;
	if (!db_exec(s, "PRAGMA foreign_keys = ON", err))
		return false;
	sqlite3_wal_hook(s->db, on_commit, s);
	return version == SCHEMA_VERSION || migrate(s, err);
}

static bool open_file(struct store *s, const char *name, int flags, struct err *err)
{
	flags |= s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	if (sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) !=
		SQLITE_OK)
		return db_fail(s, "open the database", err);
	sqlite3_busy_timeout(s->db, s->busy_ms);
	return true;
}

static bool has_log(const struct store *s)
{
	struct str log = {0};
	struct stat st;
	str_addf(&log, "%s-wal", s->path);
	bool has = log.failed || (stat(str_text(&log), &st) == 0 && st.st_size > 0);
	str_release(&log);
	return has;
}

/* A WAL database in a folder that cannot be written (a CD, another person's folder), which nobody is writing. */
static bool open_immutable(struct store *s, struct err *err)
{
	struct str uri = {0};
	str_add(&uri, "file:");
	for (const unsigned char *p = (const unsigned char *)s->path; *p; p++)
		if (isalnum(*p) || strchr("/-_.~", *p))
			str_add_byte(&uri, (char)*p);
		else
			str_addf(&uri, "%%%02X", *p);
	str_add(&uri, "?immutable=1");
	sqlite3_close_v2(s->db);
	s->db = NULL;
	bool ok = uri.failed ? err_memory(err) : open_file(s, str_text(&uri), SQLITE_OPEN_URI, err);
	str_release(&uri);
	return ok;
}

static bool connect(struct store *s, struct err *err)
{
	struct stat st;
	if (stat(s->path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, "'%s' is a %s, not a database", s->path,
			S_ISDIR(st.st_mode) ? "directory" : "special file");
	bool ok = open_file(s, s->path, 0, err) && configure(s, err);
	if (ok || !s->read_only || (err->code != ERR_ACCESS && err->code != ERR_DB_READONLY) || has_log(s))
		return ok;
	return open_immutable(s, err) && configure(s, err);
}
bool store_open(const char *path, const struct store_options *opt, struct store **out, struct err *err)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s)
		return err_memory(err);
	s->read_only = opt && opt->read_only;
	s->busy_ms = opt && opt->busy_ms > 0 ? opt->busy_ms : 2000;
	s->path = strdup(path);
	bool ok = s->path ? connect(s, err) : err_memory(err);
	if (ok)
		*out = s;
	else
		store_close(s);
	return ok;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_statements; i++)
		sqlite3_finalize(s->statements[i].stmt);
	sqlite3_close_v2(s->db);
	free(s->path);
	free(s);
}

const char *store_path(const struct store *s)
{
	return s->path;
}

bool store_batch_begin(struct store *s, struct err *err)
{
	bool ok = db_begin(s, err);
	s->in_batch = s->in_batch || ok;
	return ok;
}

bool store_batch_end(struct store *s, bool keep, struct err *err)
{
	struct err dropped = {0};
	s->in_batch = false;
	bool ok = db_end(s, keep, keep ? err : &dropped);
	db_checkpoint_if_long(s);
	return ok || !keep;
}
