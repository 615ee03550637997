/* Learned: where the files are; writing them whole or not at all. */
#include "learned.h"

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *const names[LEARNED_FILES] = {
	"learned/model.tsv", "learned/gazetteer.tsv", "learned/rejected.tsv"};

bool learned_path(enum learned_file file, struct str *path, bool *exists)
{
	struct err err;
	*exists = fs_data_name(names[file], path, &err) && access(str_text(path), F_OK) == 0;
	return !path->failed && path->len > 0;
}

static bool write_all(int fd, const struct str *text)
{
	for (size_t at = 0; at < text->len;) {
		ssize_t n = write(fd, text->data + at, text->len - at);
		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return fsync(fd) == 0;
}

static bool replace(const char *path, const struct str *text, struct err *err)
{
	struct str temporary = {0};
	str_addf(&temporary, "%s.new", path);
	if (temporary.failed)
		return err_memory(err);
	int fd = open(str_text(&temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write_all(fd, text);
	int failed = ok ? 0 : errno;
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = !(failed = errno);
	if (ok && rename(str_text(&temporary), path) != 0)
		ok = !(failed = errno);
	if (!ok)
		unlink(str_text(&temporary));
	str_release(&temporary);
	return ok || err_errno(err, failed, "write", path);
}

bool learned_write(enum learned_file file, const struct str *text, struct err *err)
{
	struct str path = {0};
	bool ok;
	if (text) {
		ok = text->failed ? err_memory(err) : fs_data_path(names[file], &path, err);
		ok = ok && replace(str_text(&path), text, err);
	} else {
		ok = fs_data_name(names[file], &path, err);
		if (ok && unlink(str_text(&path)) != 0 && errno != ENOENT)
			ok = err_errno(err, errno, "remove", str_text(&path));
	}
	str_release(&path);
	return ok;
}
