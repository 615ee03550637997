/*
 * Image: arrays in one block of bytes that is used where it lies, be it a mapped file or a part of the program.
 *
 *	head: magic, byte order, form, size, checksum, key, table of parts | part | part | …
 *
 * A part is an array of elements of one size, at a multiple of 16 bytes, under a tag. What is in it is indices, never
 * pointers. The key says what the image was made from; one with another key is not opened.
 *
 * An image is a cache: whatever is wrong with one, image_open() says no and the caller builds anew. The checksum finds
 * accidents (blocks that never reached the disk, flipped bits). It stops nobody who makes an image on purpose, so whoever
 * reads parts of an image that is not `trusted` checks every index in them once, when it is opened. Rejected: a check at
 * each use, which searching would pay for each word, and which one place would lack some day.
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include "base/err.h"
#include "base/fs.h"

#include <stddef.h>
#include <stdint.h>

enum { IMAGE_KEY = 64, IMAGE_PARTS = 32 };

struct image {
	const uint8_t *data; /* borrowed; at a multiple of 16 */
	size_t n;
	bool trusted; /* compiled into the program */
};

/* Whether the bytes are a whole image with this key (at most IMAGE_KEY letters). *out borrows them. */
bool image_open(struct image *out, const void *data, size_t n, const char *key, bool trusted);

/* The array under a tag and its length; NULL when there is none or its elements have another size. */
const void *image_part(const struct image *m, uint32_t tag, size_t elem_size, size_t *n);

/* ---- making one ---- */

struct image_builder {
	uint8_t *data;
	size_t n, cap;
	unsigned n_parts;
	bool failed; /* memory was out: told by image_end() */
};

/* An empty builder is a zeroed one. Copies the array; a tag is added once. */
void image_add(struct image_builder *b, uint32_t tag, const void *array, size_t elem_size, size_t n);
/* The image, or a failure; the builder is empty again in both cases. */
bool image_end(struct image_builder *b, const char *key, struct bytes *out, struct err *err) MUST_CHECK;

#endif
