/* Fs: whole files, mapped files and XDG folders. */
#include "base/fs.h"

#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void bytes_release(struct bytes *b)
{
	free(b->data);
	*b = (struct bytes){0};
}

static bool read_all(int fd, size_t hint, const char *path, struct bytes *out, struct err *err)
{
	uint8_t *data = NULL;
	size_t n = 0, cap = 0;
	for (;;) {
		size_t want = n == 0 && hint ? hint + 1 : n + 65536;
		if (!vec_reserve(&data, &cap, want, 1)) {
			free(data);
			return err_memory(err);
		}
		ssize_t got = read(fd, data + n, cap - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(data);
			return err_errno(err, errno, "read", path);
		}
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out = (struct bytes){data, n};
	return true;
}

bool fs_read(const char *path, struct bytes *out, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, 0, "standard input", out, err);

	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, errno, "open", path);
	struct stat st;
	bool ok = true;
	if (fstat(fd, &st) != 0)
		ok = err_errno(err, errno, "read", path);
	else if (S_ISDIR(st.st_mode))
		ok = err_set(err, ERR_INPUT, "'%s' is a directory; name the files in it", path);
	else
		ok = read_all(fd, (size_t)st.st_size, path, out, err);
	close(fd);
	return ok;
}

/* ---- replacing ---- */

static bool write_all(int fd, const uint8_t *data, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, data, n);
		if (k < 0 && errno != EINTR)
			return false;
		data += k > 0 ? k : 0;
		n -= k > 0 ? (size_t)k : 0;
	}
	return true;
}

bool fs_replace(const char *path, const void *data, size_t n, bool durable, struct err *err)
{
	struct str temporary = {0};
	str_addf(&temporary, "%s.XXXXXX", path);
	if (temporary.failed) {
		str_release(&temporary);
		return err_memory(err);
	}
	int fd = mkostemp(temporary.data, O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, data, n) && (!durable || fsync(fd) == 0);
	int failed = ok ? 0 : errno;
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = !(failed = errno);
	if (ok && rename(temporary.data, path) != 0)
		ok = !(failed = errno);
	if (!ok && fd >= 0)
		unlink(temporary.data);
	str_release(&temporary);
	return ok || err_errno(err, failed, "write", path);
}

/* ---- mapping ---- */

bool fs_map(const char *path, struct bytes *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	void *p = MAP_FAILED;
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return false;
	*out = (struct bytes){p, (size_t)st.st_size};
	return true;
}

void fs_unmap(struct bytes *b)
{
	if (b->data)
		munmap(b->data, b->n);
	*b = (struct bytes){0};
}

/* ---- folders ---- */

static bool make_folders(char *path, struct err *err)
{
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		int failed = mkdir(path, 0700) != 0 && errno != EEXIST ? errno : 0;
		if (failed)
			return err_errno(err, failed, "make the folder", path);
		*p = '/';
	}
	return true;
}

static bool xdg_path(
	const char *var, const char *fallback, const char *name, struct str *out, struct err *err)
{
	const char *dir = getenv(var), *home = getenv("HOME");
	if (dir && dir[0] == '/')
		str_addf(out, "%s/rasid/%s", dir, name);
	else if (home && home[0] == '/')
		str_addf(out, "%s/%s/rasid/%s", home, fallback, name);
	else
		return err_set(err, ERR_USAGE, "neither %s nor HOME is set; say where with an option", var);
	return out->failed ? err_memory(err) : true;
}

bool fs_data_path(const char *name, struct str *out, struct err *err)
{
	size_t start = out->len;
	return xdg_path("XDG_DATA_HOME", ".local/share", name, out, err) &&
	       make_folders(out->data + start, err);
}

bool fs_data_name(const char *name, struct str *out, struct err *err)
{
	return xdg_path("XDG_DATA_HOME", ".local/share", name, out, err);
}

bool fs_cache_folder(struct str *out, struct err *err)
{
	size_t start = out->len;
	if (!xdg_path("XDG_CACHE_HOME", ".cache", "", out, err))
		return false;
	out->data[--out->len] = '\0';
	return out->len > start;
}

bool fs_make_folder(const char *path, struct err *err)
{
	struct str s = {0};
	str_addf(&s, "%s/", path);
	bool ok = s.failed ? err_memory(err) : make_folders(s.data, err);
	str_release(&s);
	return ok;
}

bool fs_config_path(const char *name, struct str *out, struct err *err)
{
	return xdg_path("XDG_CONFIG_HOME", ".config", name, out, err);
}
