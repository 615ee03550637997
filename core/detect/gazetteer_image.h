/*
 * Gazetteer image: a finished gazetteer as parts of an image, and a gazetteer that lives in one.
 *
 * Names, ids and the table of phrases are used where they lie; the rows, 80 bytes each, are made when it is opened, so
 * that a row has pointers like any other struct.
 */
#ifndef DETECT_GAZETTEER_IMAGE_H
#define DETECT_GAZETTEER_IMAGE_H

#include "detect/gazetteer.h"
#include "text/phrase_image.h"

/* Adds it under GAZETTEER_PARTS tags from `tag` on. The gazetteer is sealed. */
enum { GAZETTEER_PARTS = PHRASE_PARTS + 3 };
void gazetteer_put(const struct gazetteer *g, struct image_builder *b, uint32_t tag);

/*
 * n_words: the tags of gazetteer_add_word() lie below. False when the image is damaged or memory is out. The image
 * outlives the gazetteer.
 */
bool gazetteer_get(const struct image *m, uint32_t tag, uint32_t n_words, struct gazetteer **out);

#endif
