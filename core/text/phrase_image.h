/*
 * Phrase image: a finished phrase table as parts of an image, and a table that searches them where they lie.
 *
 * Opening one costs nothing when the image is trusted; else one pass over the arrays, after which no look-up can leave
 * them or fail to end, whatever they say.
 */
#ifndef TEXT_PHRASE_IMAGE_H
#define TEXT_PHRASE_IMAGE_H

#include "base/image.h"
#include "text/phrase.h"

/* Adds the table under PHRASE_PARTS tags from `tag` on. The table is sealed. */
enum { PHRASE_PARTS = 5 };
void phrase_table_put(const struct phrase_table *t, struct image_builder *b, uint32_t tag);

/*
 * Values are the user's, so the user says which ones there may be; anything in another image is refused (false, as for
 * any damage). The image outlives the table.
 */
typedef bool phrase_value_check(const void *arg, uint32_t value);
bool phrase_table_get(const struct image *m, uint32_t tag, phrase_value_check *check, const void *arg,
	struct phrase_table **out);

#endif
