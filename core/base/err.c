/* Errors: filling, wrapping, and the table of exit statuses. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const unsigned char exit_status[ERR_CODES] = {
	[ERR_NONE] = EX_OK,
	[ERR_USAGE] = EX_USAGE,
	[ERR_NOT_FOUND] = EX_NOINPUT,
	[ERR_ACCESS] = EX_NOPERM,
	[ERR_IO] = EX_IOERR,
	[ERR_DISK_FULL] = EX_IOERR,
	[ERR_ENCODING] = EX_DATAERR,
	[ERR_INPUT] = EX_DATAERR,
	[ERR_MEMORY] = EX_OSERR,
	[ERR_DB] = EX_SOFTWARE,
	[ERR_DB_FOREIGN] = EX_CONFIG,
	[ERR_DB_NEWER] = EX_CONFIG,
	[ERR_DB_READONLY] = EX_NOPERM,
	[ERR_DB_LOCKED] = EX_TEMPFAIL,
	[ERR_DB_DAMAGED] = EX_DATAERR,
	[ERR_TAMPERED] = EX_DATAERR,
	[ERR_INVALID] = EX_DATAERR,
	[ERR_TERMINAL] = EX_UNAVAILABLE,
	[ERR_INTERRUPTED] = 130, /* as a shell reports SIGINT */
};

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	err->code = code;
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	return false;
}

bool err_wrap(struct err *err, const char *fmt, ...)
{
	char old[sizeof err->text];
	memcpy(old, err->text, sizeof old);

	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof err->text)
		snprintf(err->text + n, sizeof err->text - (size_t)n, ": %s", old);
	return false;
}

bool err_memory(struct err *err)
{
	return err_set(err, ERR_MEMORY, "out of memory");
}

static enum err_code code_of_errno(int errnum)
{
	switch (errnum) {
	case ENOENT:
	case ENOTDIR:
		return ERR_NOT_FOUND;
	case EACCES:
	case EPERM:
	case EROFS:
		return ERR_ACCESS;
	case ENOSPC:
	case EDQUOT:
		return ERR_DISK_FULL;
	case ENOMEM:
		return ERR_MEMORY;
	case EINTR:
		return ERR_INTERRUPTED;
	default:
		return ERR_IO;
	}
}

bool err_errno(struct err *err, int errnum, const char *doing, const char *path)
{
	return err_set(err, code_of_errno(errnum), "cannot %s '%s': %s", doing, path, strerror(errnum));
}

int err_exit_status(enum err_code code)
{
	return exit_status[code];
}
