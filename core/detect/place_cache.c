/* Place cache: the key, the file, and the removal of old files. */
#include "detect/place_cache.h"

#include "base/hash.h"
#include "base/ids.h"
#include "detect/shipped.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/uversion.h>
#include <unistd.h>

enum { KEPT_FILES = 4, MAX_LISTED = 64 };

#define PREFIX "places-"

/* ---- what it was made from ---- */

bool place_cache_open(struct place_cache *c, const struct detector_options *opt,
	const struct place_source *sources, size_t n, struct err *err)
{
	struct str s = {0};
	UVersionInfo icu;
	u_getVersion(icu); /* names the countries */
	str_addf(&s, "rasid %s %s\nicu %u.%u\nshipped %d\n", RASID_VERSION, shipped_build(), icu[0], icu[1],
		!opt->without_shipped_gazetteer);
	for (size_t i = 0; i < n; i++)
		str_addf(&s, "%s %zu %016" PRIx64 " %s\n", sources[i].lexicon ? "lexicon" : "gazetteer",
			sources[i].bytes.n, hash_bytes(sources[i].bytes.data, sources[i].bytes.n),
			sources[i].path);
	_Static_assert(sizeof c->key == SHA256_HEX, "the key is a SHA-256");
	sha256_hex(str_text(&s), s.len, c->key);
	bool ok = !s.failed;
	str_release(&s);
	/* A program without the image does not know its own build: what it kept, another might take for its own. */
	c->folder = *shipped_build() ? opt->cache_folder : NULL;
	return ok || err_memory(err);
}

static bool file_name(const struct place_cache *c, struct str *out)
{
	str_addf(out, "%s/" PREFIX "%.16s", c->folder, c->key);
	return !out->failed;
}

/* ---- getting ---- */

bool place_cache_get(const struct place_cache *c, struct place_engine **out)
{
	struct str path = {0};
	struct bytes mapped = {0};
	struct image image;
	bool ok = c->folder && file_name(c, &path) && fs_map(str_text(&path), &mapped) &&
		  image_open(&image, mapped.data, mapped.n, c->key, false) &&
		  place_engine_get(&image, SHIPPED_PLACES, out);
	if (ok)
		(*out)->mapped = mapped;
	else
		fs_unmap(&mapped);
	str_release(&path);
	return ok;
}

/* ---- keeping ---- */

struct listed {
	char name[64];
	struct timespec changed;
};

static int newest_first(const void *a, const void *b)
{
	const struct timespec *x = &((const struct listed *)a)->changed,
			      *y = &((const struct listed *)b)->changed;
	if (x->tv_sec != y->tv_sec)
		return x->tv_sec > y->tv_sec ? -1 : 1;
	return (x->tv_nsec < y->tv_nsec) - (x->tv_nsec > y->tv_nsec);
}

/* Also what a process that was killed left half written. Whoever has a removed file mapped keeps it until the end. */
static void remove_old(const char *folder)
{
	struct listed list[MAX_LISTED];
	size_t n = 0;
	DIR *d = opendir(folder);
	if (!d)
		return;
	for (struct dirent *e; n < MAX_LISTED && (e = readdir(d));) {
		struct stat st;
		size_t len = strlen(e->d_name);
		if (strncmp(e->d_name, PREFIX, strlen(PREFIX)) != 0 || len >= sizeof list[n].name ||
			fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
			continue;
		memcpy(list[n].name, e->d_name, len + 1);
		list[n++].changed = st.st_mtim;
	}
	qsort(list, n, sizeof *list, newest_first);
	for (size_t i = KEPT_FILES; i < n; i++)
		(void)unlinkat(dirfd(d), list[i].name, 0);
	closedir(d);
}

void place_cache_put(const struct place_cache *c, const struct place_engine *e, const struct str *warnings)
{
	struct image_builder b = {0};
	struct str path = {0};
	struct bytes image = {0};
	struct err err;
	if (!c->folder)
		return;
	place_engine_put(e, warnings, &b, SHIPPED_PLACES);
	if (image_end(&b, c->key, &image, &err) && file_name(c, &path) && fs_make_folder(c->folder, &err) &&
		fs_replace(str_text(&path), image.data, image.n, false, &err))
		remove_old(c->folder);
	bytes_release(&image);
	str_release(&path);
}
