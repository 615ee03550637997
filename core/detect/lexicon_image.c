/*
 * Lexicon image: readings and phrases as they are in memory.
 *
 * Only a trusted image is opened: a user's overlay costs the making of all forms (some 5 ms) at each start, which is less
 * than what the checking of each field of each reading would add to the code.
 */
#include "detect/lexicon.h"

#include <stdlib.h>

enum { PART_ENTRIES = PHRASE_PARTS, PART_CHECKSUM };
_Static_assert(PART_CHECKSUM + 1 == LEXICON_PARTS, "one tag a part");

/* The bytes between members are written as zero: equal lexicons give equal images. */
void lexicon_put(const struct lexicon *lx, struct image_builder *b, uint32_t tag)
{
	struct lex_entry *copy = calloc(lx->n_entries + 1, sizeof *copy);
	b->failed |= !copy;
	for (size_t i = 0; copy && i < lx->n_entries; i++) {
		const struct lex_entry *e = &lx->entries[i];
		copy[i].cls = e->cls;
		copy[i].sub = e->sub;
		copy[i].form = e->form;
		copy[i].harm = e->harm;
		copy[i].victim = e->victim;
		copy[i].status = e->status;
		copy[i].unit = e->unit;
		copy[i].flags = e->flags;
		copy[i].a = e->a;
		copy[i].b = e->b;
	}
	phrase_table_put(lx->phrases, b, tag);
	if (copy)
		image_add(b, tag + PART_ENTRIES, copy, sizeof *copy, lx->n_entries);
	image_add(b, tag + PART_CHECKSUM, &lx->checksum, sizeof lx->checksum, 1);
	free(copy);
}

static bool any_value(const void *arg, uint32_t value)
{
	(void)arg;
	(void)value;
	return true;
}

bool lexicon_get(const struct image *m, uint32_t tag, struct lexicon **out)
{
	size_t n, n_checksums;
	const struct lex_entry *entries = image_part(m, tag + PART_ENTRIES, sizeof *entries, &n);
	const uint32_t *checksum = image_part(m, tag + PART_CHECKSUM, sizeof *checksum, &n_checksums);
	struct lexicon *lx = calloc(1, sizeof *lx);
	if (!lx || !m->trusted || !entries || !checksum || n_checksums != 1 ||
		!phrase_table_get(m, tag, any_value, NULL, &lx->phrases)) {
		free(lx);
		return false;
	}
	lx->entries = (void *)entries; /* never written: nothing is added to a lexicon in an image */
	lx->n_entries = n;
	lx->checksum = *checksum;
	*out = lx;
	return true;
}
