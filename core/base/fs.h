/* Fs: reading and replacing whole files, and the places that the XDG base directory specification (0.8) gives a program. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct bytes {
	uint8_t *data; /* malloc'd, or NULL when n is 0 */
	size_t n;
};

/*
 * A whole file, or standard input for "-". A directory, a missing file and an unreadable one fail with a sentence that
 * says which. An empty file is no failure here. Release with bytes_release().
 */
bool fs_read(const char *path, struct bytes *out, struct err *err) MUST_CHECK;
void bytes_release(struct bytes *b);

/*
 * The bytes become the file, whole or not at all, whoever else writes it at the same time: a new file beside it takes its
 * name. durable: not before they are on the disk. Only its owner may read it.
 */
bool fs_replace(const char *path, const void *data, size_t n, bool durable, struct err *err) MUST_CHECK;

/*
 * Maps a file of one's own for reading; false when that cannot be, an empty file included. Whoever owns the file can still
 * change what is mapped: only for files that nobody writes in place. Release with fs_unmap().
 */
bool fs_map(const char *path, struct bytes *out);
void fs_unmap(struct bytes *b);

/* $XDG_DATA_HOME/rasid/NAME or ~/.local/share/rasid/NAME, making the folders. Appends to *out. */
bool fs_data_path(const char *name, struct str *out, struct err *err) MUST_CHECK;
/* The same, making nothing. */
bool fs_data_name(const char *name, struct str *out, struct err *err) MUST_CHECK;
/* $XDG_CACHE_HOME/rasid or ~/.cache/rasid; makes nothing. */
bool fs_cache_folder(struct str *out, struct err *err) MUST_CHECK;
/* Makes a folder and those that it lies in, as its owner's alone. */
bool fs_make_folder(const char *path, struct err *err) MUST_CHECK;
/* $XDG_CONFIG_HOME/rasid/NAME or ~/.config/rasid/NAME; makes nothing. */
bool fs_config_path(const char *name, struct str *out, struct err *err) MUST_CHECK;

#endif
