/* Place engine: loading lexicons and gazetteers. */
#include "detect/place_engine.h"

#include "base/embed.h"
#include "base/fs.h"

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

static bool load_file(struct place_engine *e, const struct detector_options *opt, const char *path,
	bool lexicon, struct err *err)
{
	struct bytes b;
	if (!fs_read(path, &b, err))
		return false;
	const char *text = b.data ? (const char *)b.data : "";
	bool ok;
	if (lexicon) {
		ok = load_lexicon(e, path, text, b.n, err);
	} else {
		e->checksum = checksum_add(e->checksum, text, b.n);
		ok = gazetteer_load(e->gazetteer, path, text, b.n, opt->warn, opt->warn_arg, err);
	}
	bytes_release(&b);
	return ok;
}

static bool load_overlays(struct place_engine *e, const struct detector_options *opt, struct err *err)
{
	for (const char *const *p = opt->lexicon_paths; p && *p; p++) {
		const char *slash = strrchr(*p, '/');
		if (has_prefix(slash ? slash + 1 : *p, "place_") && !load_file(e, opt, *p, true, err))
			return false;
	}
	for (const char *const *p = opt->gazetteer_paths; p && *p; p++)
		if (!load_file(e, opt, *p, false, err))
			return false;
	return true;
}

bool place_engine_new(const struct detector_options *opt, struct place_engine **out, struct err *err)
{
	static const struct detector_options none = {0};
	if (!opt)
		opt = &none;
	struct place_engine *e = calloc(1, sizeof *e);
	if (!e)
		return err_memory(err);
	e->checksum = 0x811c9dc5u;
	if (!gazetteer_new(&e->gazetteer, err) || !load_embedded(e, opt, err) ||
		!load_overlays(e, opt, err) ||
		(!opt->without_shipped_gazetteer && !gazetteer_add_countries(e->gazetteer, err)) ||
		!gazetteer_seal(e->gazetteer, err)) {
		place_engine_free(e);
		return false;
	}
	e->names = gazetteer_names(e->gazetteer);
	*out = e;
	return true;
}

void place_engine_free(struct place_engine *e)
{
	if (!e)
		return;
	gazetteer_free(e->gazetteer);
	place_words_release(&e->words);
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
