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

static bool has_prefix(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
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

/* ---- loading ---- */

static bool is_spelling(const char *name)
{
	static const char ours[] = "place_spelling.tsv";
	size_t n = strlen(name);
	return n >= strlen(ours) && strcmp(name + n - strlen(ours), ours) == 0;
}

/* The texts of the spelling rules, or of the other lexicons, the shipped ones first. Returns their number. */
static size_t lexicon_texts(const struct sources *s, bool spelling, struct row_text *out)
{
	size_t n = 0;
	for (const struct embed *f = embed_files; f->name; f++)
		if (has_prefix(f->name, "lexicon/place_") && is_spelling(f->name) == spelling)
			out[n++] = (struct row_text){f->name, f->data, (size_t)(f->end - f->data)};
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].lexicon && is_spelling(s->v[i].path) == spelling)
			out[n++] = row_text(s->v[i].path, &s->v[i].bytes);
	return n;
}

static bool load_lexicons(
	struct place_engine *e, const struct detector_options *opt, const struct sources *s, struct err *err)
{
	size_t most = s->n;
	for (const struct embed *f = embed_files; f->name; f++)
		most++;
	struct row_text *texts = calloc(most + 1, sizeof *texts);
	struct row_reader r = {.checksum = ROWS_CHECKSUM, .warn = opt->warn, .warn_arg = opt->warn_arg};
	bool ok = texts || err_memory(err);
	if (ok)
		ok = gazetteer_load_spellings(e->gazetteer, texts, lexicon_texts(s, true, texts), &r, err);
	if (ok)
		ok = place_words_load(
			&e->words, e->gazetteer, texts, lexicon_texts(s, false, texts), &r, err);
	e->checksum = r.checksum;
	free(texts);
	return ok;
}

static bool load_table(
	struct place_engine *e, const struct detector_options *opt, struct row_text t, struct err *err)
{
	e->checksum = rows_checksum(e->checksum, t.text, t.len);
	return gazetteer_load(e->gazetteer, t.name, t.text, t.len, opt->warn, opt->warn_arg, err);
}

static bool load_gazetteers(
	struct place_engine *e, const struct detector_options *opt, const struct sources *s, struct err *err)
{
	for (const struct embed *f = embed_files; f->name && !opt->without_shipped_gazetteer; f++)
		if (has_prefix(f->name, "gazetteer/") &&
			!load_table(
				e, opt, (struct row_text){f->name, f->data, (size_t)(f->end - f->data)}, err))
			return false;
	for (size_t i = 0; i < s->n; i++)
		if (!s->v[i].lexicon && !load_table(e, opt, row_text(s->v[i].path, &s->v[i].bytes), err))
			return false;
	return true;
}

/* ---- facts of names ---- */

static uint8_t facts_of_row(const struct gaz_row *r)
{
	bool unit = r->kind == KIND_DISTRICT || r->kind == KIND_SUBDISTRICT;
	return (uint8_t)((r->kind == KIND_COUNTRY ? FACT_COUNTRY : 0) | (r->common ? 0 : FACT_NOT_COMMON) |
			 (r->common || r->unsure ? 0 : FACT_NOT_UNSURE) |
			 (r->kind == KIND_FACILITY ? 0 : FACT_NOT_FACILITY) |
			 (unit ? 5 : r->rank) << FACT_RANK_SHIFT);
}

static uint8_t facts_join(uint8_t a, uint8_t b)
{
	enum { BITS = (1 << FACT_RANK_SHIFT) - 1 };
	uint8_t rank =
		a >> FACT_RANK_SHIFT < b >> FACT_RANK_SHIFT ? a >> FACT_RANK_SHIFT : b >> FACT_RANK_SHIFT;
	return (uint8_t)(((a | b) & BITS) | rank << FACT_RANK_SHIFT);
}

/* From the last value to the first, since the next one lies behind. */
static bool make_facts(struct place_engine *e, struct err *err)
{
	enum { NO_ROW = 5 << FACT_RANK_SHIFT };
	size_t n = phrase_count(e->names);
	uint8_t *facts = malloc(n + 1);
	if (!facts)
		return err_memory(err);
	for (size_t at = n; at-- > 0;) {
		uint32_t value = phrase_value(e->names, (uint32_t)at),
			 next = phrase_next(e->names, (uint32_t)at);
		uint8_t rest = next == NAME_NONE ? NO_ROW : facts[next];
		facts[at] = value >= GAZETTEER_WORD
				    ? rest
				    : facts_join(rest, facts_of_row(gazetteer_row(e->gazetteer, value)));
	}
	e->facts = e->own_facts = facts;
	return true;
}

bool place_engine_seal(struct place_engine *e, struct err *err)
{
	if (!gazetteer_seal(e->gazetteer, err))
		return false;
	e->names = gazetteer_names(e->gazetteer);
	return make_facts(e, err);
}

/* ---- making an engine ---- */

static bool build(const struct detector_options *opt, const struct sources *s, struct place_engine **out,
	struct err *err)
{
	struct place_engine *e = calloc(1, sizeof *e);
	if (!e)
		return err_memory(err);
	bool ok = gazetteer_new(&e->gazetteer, err) && load_lexicons(e, opt, s, err) &&
		  load_gazetteers(e, opt, s, err);
	if (!ok || (!opt->without_shipped_gazetteer && !gazetteer_add_countries(e->gazetteer, err)) ||
		!place_engine_seal(e, err)) {
		place_engine_free(e);
		return false;
	}
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
	free(e->own_facts);
	fs_unmap(&e->mapped);
	free(e);
}

const struct gazetteer *place_engine_gazetteer(const struct place_engine *e)
{
	return e->gazetteer;
}

void place_engine_use_letters(struct place_engine *e, const struct token_tables *letters)
{
	gazetteer_use_letters(e->gazetteer, letters);
}

uint32_t place_engine_checksum(const struct place_engine *e)
{
	return e->checksum;
}
