/*
 * Shipped: the lexicons and gazetteers of core/data as the build compiled them, an image within the program.
 *
 * The tables themselves are in the program too, because a user's overlays are added to them row by row. A program without
 * the image (the one that compiles it) reads the tables at each start; nothing else differs.
 */
#ifndef DETECT_SHIPPED_H
#define DETECT_SHIPPED_H

#include "base/image.h"

enum shipped_tag { SHIPPED_PLACES = 0x10, SHIPPED_LEXICON = 0x30, SHIPPED_SOURCES = 0x40 };

/* False when the program was built without. */
bool shipped_image(struct image *out);

/* A hash of the code and the data that this program was built of; "" in a program without the image. */
const char *shipped_build(void);

/* Compiles the tables: what the build puts into the program. A row that has to be left out is a failure. */
bool shipped_compile(struct bytes *out, struct err *err) MUST_CHECK;

#endif
