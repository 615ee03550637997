/*
 * Lexicon image: readings and phrases as they are in memory.
 *
 * Only a trusted image is opened: a user's overlay costs the making of all forms (some 5 ms) at each start, which is less
 * than what the checking of each field of each reading would add to the code.
 */
#include "detect/lexicon.h"

#include <stdlib.h>

enum { PART_ENTRIES = PHRASE_PARTS, PART_CHECKSUM };
_Static_assert(sizeof(struct lex_entry) == 32, "no byte between the members");
_Static_assert(PART_CHECKSUM + 1 == LEXICON_PARTS, "one tag a part");

void lexicon_put(const struct lexicon *lx, struct image_builder *b, uint32_t tag)
{
	phrase_table_put(lx->phrases, b, tag);
	image_add(b, tag + PART_ENTRIES, lx->entries, sizeof *lx->entries, lx->n_entries);
	image_add(b, tag + PART_CHECKSUM, &lx->checksum, sizeof lx->checksum, 1);
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
