/*
 * Place engine: loading lexicons and gazetteers.
 *
 * Without overlays it is the one that the build compiled; with overlays, the one that an earlier start kept, or else all
 * tables are read again, shipped ones first.
 */
#include "detect/place_engine.h"

#include "base/embed.h"
#include "base/fs.h"
#include "base/vec.h"
#include "detect/place_cache.h"
#include "detect/shipped.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, 32 bits, carried on. */
static uint32_t checksum_add(uint32_t h, const char *data, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)data[i]) * 0x01000193u;
	return h;
}

static bool has_prefix(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* One embedded or overlaid file, told apart by its name: a lexicon place_NAME.tsv, or a spelling table. */
static bool load_lexicon(
	struct place_engine *e, const char *name, const char *text, size_t n, struct err *err)
{
	e->checksum = checksum_add(e->checksum, text, n);
	const char *slash = strrchr(name, '/');
	if (strcmp(slash ? slash + 1 : name, "place_spelling.tsv") == 0)
		return gazetteer_load_spellings(e->gazetteer, name, text, n, err);
	return place_words_load(&e->words, e->gazetteer, name, text, n, err);
}

static bool load_embedded(struct place_engine *e, const struct detector_options *opt, struct err *err)
{
	for (const struct embed *f = embed_files; f->name; f++)
		if (has_prefix(f->name, "lexicon/place_") &&
			!load_lexicon(e, f->name, f->data, (size_t)(f->end - f->data), err))
			return false;
	for (const struct embed *f = embed_files; f->name && !opt->without_shipped_gazetteer; f++) {
		if (!has_prefix(f->name, "gazetteer/"))
			continue;
		size_t n = (size_t)(f->end - f->data);
		e->checksum = checksum_add(e->checksum, f->data, n);
		if (!gazetteer_load(e->gazetteer, f->name, f->data, n, opt->warn, opt->warn_arg, err))
			return false;
	}
	return true;
}

/* ---- overlays ---- */

struct sources {
	struct place_source *v;
	size_t n, cap;
};

static void sources_release(struct sources *s)
{
	for (size_t i = 0; i < s->n; i++)
		bytes_release(&s->v[i].bytes);
	free(s->v);
}

static bool read_source(struct sources *s, const char *path, bool lexicon, struct err *err)
{
	struct place_source one = {.path = path, .lexicon = lexicon};
	if (!vec_reserve(&s->v, &s->cap, s->n + 1, sizeof *s->v))
		return err_memory(err);
	if (!fs_read(path, &one.bytes, err))
		return false;
	s->v[s->n++] = one;
	return true;
}

static bool read_sources(struct sources *s, const struct detector_options *opt, struct err *err)
{
	for (const char *const *p = opt->lexicon_paths; p && *p; p++) {
		const char *slash = strrchr(*p, '/');
		if (has_prefix(slash ? slash + 1 : *p, "place_") && !read_source(s, *p, true, err))
			return false;
	}
	for (const char *const *p = opt->gazetteer_paths; p && *p; p++)
		if (!read_source(s, *p, false, err))
			return false;
	return true;
}

static bool load_source(struct place_engine *e, const struct detector_options *opt,
	const struct place_source *s, struct err *err)
{
	const char *text = s->bytes.data ? (const char *)s->bytes.data : "";
	if (s->lexicon)
		return load_lexicon(e, s->path, text, s->bytes.n, err);
	e->checksum = checksum_add(e->checksum, text, s->bytes.n);
	return gazetteer_load(e->gazetteer, s->path, text, s->bytes.n, opt->warn, opt->warn_arg, err);
}

/* ---- making an engine ---- */

static bool build(const struct detector_options *opt, const struct sources *s, struct place_engine **out,
	struct err *err)
{
	struct place_engine *e = calloc(1, sizeof *e);
	if (!e)
		return err_memory(err);
	e->checksum = 0x811c9dc5u;
	bool ok = gazetteer_new(&e->gazetteer, err) && load_embedded(e, opt, err);
	for (size_t i = 0; ok && i < s->n; i++)
		ok = load_source(e, opt, &s->v[i], err);
	if (!ok || (!opt->without_shipped_gazetteer && !gazetteer_add_countries(e->gazetteer, err)) ||
		!gazetteer_seal(e->gazetteer, err)) {
		place_engine_free(e);
		return false;
	}
	e->names = gazetteer_names(e->gazetteer);
	*out = e;
	return true;
}

/* Passes warnings on and keeps them. */
struct told {
	const struct detector_options *opt;
	struct str all;
};

static void tell(void *arg, const char *message)
{
	struct told *t = arg;
	str_add_n(&t->all, message, strlen(message) + 1);
	if (t->opt->warn)
		t->opt->warn(t->opt->warn_arg, message);
}

static bool build_and_keep(const struct detector_options *opt, const struct sources *s,
	const struct place_cache *cache, struct place_engine **out, struct err *err)
{
	struct told told = {.opt = opt};
	struct detector_options telling = *opt;
	telling.warn = tell;
	telling.warn_arg = &told;
	bool ok = build(&telling, s, out, err);
	if (ok)
		place_cache_put(cache, *out, &told.all);
	str_release(&told.all);
	return ok;
}

bool place_engine_new(const struct detector_options *opt, struct place_engine **out, struct err *err)
{
	static const struct detector_options none = {0};
	struct sources sources = {0};
	struct place_cache cache;
	struct image shipped;
	if (!opt)
		opt = &none;
	bool ok = read_sources(&sources, opt, err);
	bool as_shipped = ok && sources.n == 0 && !opt->without_shipped_gazetteer;
	if (ok &&
		!(as_shipped && shipped_image(&shipped) && place_engine_get(&shipped, SHIPPED_PLACES, out))) {
		ok = place_cache_open(&cache, opt, sources.v, sources.n, err);
		if (ok && place_cache_get(&cache, out))
			place_engine_tell(*out, opt);
		else
			ok = ok && build_and_keep(opt, &sources, &cache, out, err);
	}
	sources_release(&sources);
	return ok;
}

void place_engine_free(struct place_engine *e)
{
	if (!e)
		return;
	gazetteer_free(e->gazetteer);
	place_words_release(&e->words);
	fs_unmap(&e->mapped);
	free(e);
}

const struct gazetteer *place_engine_gazetteer(const struct place_engine *e)
{
	return e->gazetteer;
}

uint32_t place_engine_checksum(const struct place_engine *e)
{
	return e->checksum;
}
