/* Place image: a place engine as parts of an image: gazetteer, words, checksum, and what was told while it was made. */
#include "detect/place_engine.h"

#include "detect/gazetteer_image.h"

#include <stdlib.h>
#include <string.h>

enum { PART_WORDS = GAZETTEER_PARTS, PART_CHECKSUM, PART_WARNINGS, PART_FACTS };

void place_engine_put(
	const struct place_engine *e, const struct str *warnings, struct image_builder *b, uint32_t tag)
{
	gazetteer_put(e->gazetteer, b, tag);
	image_add(b, tag + PART_WORDS, e->words.rows, sizeof *e->words.rows, e->words.n);
	image_add(b, tag + PART_FACTS, e->facts, 1, phrase_count(e->names));
	image_add(b, tag + PART_CHECKSUM, &e->checksum, sizeof e->checksum, 1);
	image_add(b, tag + PART_WARNINGS, warnings ? warnings->data : NULL, 1, warnings ? warnings->len : 0);
	b->failed |= warnings && warnings->failed;
}

/* Each warning ends in a NUL. */
static bool get_warnings(const struct image *m, uint32_t tag, struct place_engine *e)
{
	size_t n;
	const char *all = image_part(m, tag + PART_WARNINGS, 1, &n);
	if (!all || (n && all[n - 1] != '\0'))
		return false;
	e->warnings = all;
	e->n_warnings = n;
	return true;
}

/* One a value; what they say can be wrong, and does no harm. */
static bool get_facts(const struct image *m, uint32_t tag, struct place_engine *e)
{
	size_t n;
	e->facts = image_part(m, tag + PART_FACTS, 1, &n);
	return e->facts && n == phrase_count(e->names);
}

bool place_engine_get(const struct image *m, uint32_t tag, struct place_engine **out)
{
	size_t n = 0, n_checksums = 0;
	const struct word_row *rows = image_part(m, tag + PART_WORDS, sizeof *rows, &n);
	const uint32_t *checksum = image_part(m, tag + PART_CHECKSUM, sizeof *checksum, &n_checksums);
	struct place_engine *e = calloc(1, sizeof *e);
	if (!e || !rows || !checksum || n_checksums != 1 || (!m->trusted && !place_words_fit(rows, n)) ||
		!get_warnings(m, tag, e) || !gazetteer_get(m, tag, (uint32_t)n, &e->gazetteer)) {
		place_engine_free(e);
		return false;
	}
	e->words = (struct place_words){.rows = (void *)rows, .n = n}; /* never written, as cap 0 says */
	e->checksum = *checksum;
	e->names = gazetteer_names(e->gazetteer);
	if (!get_facts(m, tag, e)) {
		place_engine_free(e);
		return false;
	}
	*out = e;
	return true;
}

void place_engine_tell(const struct place_engine *e, const struct detector_options *opt)
{
	for (size_t at = 0; opt->warn && at < e->n_warnings; at += strlen(e->warnings + at) + 1)
		opt->warn(opt->warn_arg, e->warnings + at);
}
