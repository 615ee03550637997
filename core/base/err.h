/*
 * Errors: one pattern for the whole program.
 *
 * A function that can fail returns bool, takes `struct err *err` last and is marked MUST_CHECK. On failure it
 * fills *err with a code and one sentence that a user can act on, and leaves its out-parameters alone. err may not
 * be NULL. Callers add context with err_wrap() on the way up. errno, SQLite and ICU codes are translated where they
 * occur and never travel further.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#define MUST_CHECK        __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

enum err_code {
	ERR_NONE,
	ERR_USAGE,       /* the command line is wrong */
	ERR_NOT_FOUND,   /* a file, document or item that was named does not exist */
	ERR_ACCESS,      /* exists, but may not be read or written */
	ERR_IO,          /* the system failed to read or write */
	ERR_DISK_FULL,   /* nothing more can be written; what was saved is safe */
	ERR_ENCODING,    /* bytes that are no text in the stated or detected encoding */
	ERR_INPUT,       /* text that does not have the stated form (JSON, TSV, a gold file) */
	ERR_MEMORY,      /* an allocation failed */
	ERR_DB,          /* SQLite failed in a way that none of the codes below names */
	ERR_DB_FOREIGN,  /* a database, but another program's */
	ERR_DB_NEWER,    /* written by a newer version of this program */
	ERR_DB_READONLY, /* cannot be written */
	ERR_DB_LOCKED,   /* another process holds the lock for longer than we wait */
	ERR_DB_DAMAGED,  /* truncated or malformed, or no database at all */
	ERR_TAMPERED,    /* the journal's chain of hashes does not hold */
	ERR_INVALID,     /* a value that breaks the data model's rules */
	ERR_TERMINAL,    /* no terminal, or one that cannot show the screen */
	ERR_INTERRUPTED, /* the user asked to stop */
	ERR_CODES
};

struct err {
	enum err_code code;
	char text[512]; /* UTF-8, one sentence, no final newline */
};

/* Fills *err and returns false, so that a failing function ends in `return err_set(…)`. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before the text that is there and returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Shorthands for the two failures that occur everywhere. `path` is shown escaped. */
bool err_memory(struct err *err);
bool err_errno(struct err *err, int errnum, const char *doing, const char *path);

/* The exit status for a code; the numbers are those of BSD's sysexits(3). */
int err_exit_status(enum err_code code);

#endif
