/* Fs: whole files and XDG folders. */
#include "base/fs.h"

#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
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

bool fs_config_path(const char *name, struct str *out, struct err *err)
{
	return xdg_path("XDG_CONFIG_HOME", ".config", name, out, err);
}
