/* Image: the head with its table of parts, and the arrays behind it. */
#include "base/image.h"

#include "base/hash.h"
#include "base/vec.h"

#include <assert.h>
#include <string.h>

enum { ALIGN = 16, FORM = 1, BYTE_ORDER_MARK = 0x01020304 };

struct part {
	uint32_t tag, elem_size;
	uint64_t at, n; /* bytes from the beginning of the image; elements */
};

struct head {
	char magic[8];
	uint32_t byte_order, form;
	uint64_t size;     /* of the whole image */
	uint64_t checksum; /* of all that follows this member */
	char key[IMAGE_KEY];
	uint64_t n_parts, zero;
	struct part parts[IMAGE_PARTS];
};
_Static_assert(sizeof(struct head) % ALIGN == 0, "the first part is aligned");

static const char magic[8] = "rasidimg";

static uint64_t checksum_of(const uint8_t *data, size_t n)
{
	size_t from = offsetof(struct head, checksum) + sizeof(uint64_t);
	return hash_bytes(data + from, n - from);
}

/* ---- opening ---- */

static bool key_is(const struct head *h, const char *key)
{
	char padded[IMAGE_KEY] = {0};
	size_t n = strlen(key);
	memcpy(padded, key, n < IMAGE_KEY ? n : IMAGE_KEY);
	return n <= IMAGE_KEY && memcmp(h->key, padded, IMAGE_KEY) == 0;
}

static bool part_fits(const struct part *p, size_t size)
{
	return p->elem_size > 0 && p->at % ALIGN == 0 && p->at >= sizeof(struct head) && p->at <= size &&
	       p->n <= (size - p->at) / p->elem_size;
}

bool image_open(struct image *out, const void *data, size_t n, const char *key, bool trusted)
{
	const struct head *h = data;
	if (n < sizeof *h || (uintptr_t)data % ALIGN != 0 || memcmp(h->magic, magic, sizeof magic) != 0 ||
		h->byte_order != BYTE_ORDER_MARK || h->form != FORM || h->size != n || !key_is(h, key) ||
		h->n_parts > IMAGE_PARTS)
		return false;
	for (size_t i = 0; i < h->n_parts; i++)
		if (!part_fits(&h->parts[i], n))
			return false;
	if (!trusted && checksum_of(data, n) != h->checksum)
		return false;
	*out = (struct image){data, n, trusted};
	return true;
}

const void *image_part(const struct image *m, uint32_t tag, size_t elem_size, size_t *n)
{
	const struct head *h = (const void *)m->data;
	for (size_t i = 0; i < h->n_parts; i++) {
		const struct part *p = &h->parts[i];
		if (p->tag != tag || p->elem_size != elem_size)
			continue;
		*n = (size_t)p->n;
		return m->data + p->at;
	}
	return NULL;
}

/* ---- making ---- */

/* Zeroed bytes at the end; false when memory is out. */
static bool grow(struct image_builder *b, size_t more)
{
	if (b->failed || more > SIZE_MAX / 4 || !vec_reserve(&b->data, &b->cap, b->n + more, 1)) {
		b->failed = true;
		return false;
	}
	memset(b->data + b->n, 0, more);
	b->n += more;
	return true;
}

void image_add(struct image_builder *b, uint32_t tag, const void *array, size_t elem_size, size_t n)
{
	assert(b->n_parts < IMAGE_PARTS && elem_size > 0);
	size_t bytes = n * elem_size;
	if ((b->n == 0 && !grow(b, sizeof(struct head))) || n > SIZE_MAX / 4 / elem_size) {
		b->failed = true;
		return;
	}
	size_t at = b->n;
	if (!grow(b, (bytes + ALIGN - 1) / ALIGN * ALIGN))
		return;
	if (bytes)
		memcpy(b->data + at, array, bytes);
	struct head *h = (void *)b->data;
	h->parts[b->n_parts++] = (struct part){tag, (uint32_t)elem_size, at, n};
}

bool image_end(struct image_builder *b, const char *key, struct bytes *out, struct err *err)
{
	bool ok = strlen(key) <= IMAGE_KEY && (b->n > 0 || grow(b, sizeof(struct head))) && !b->failed;
	if (ok) {
		struct head *h = (void *)b->data;
		memcpy(h->magic, magic, sizeof magic);
		h->byte_order = BYTE_ORDER_MARK;
		h->form = FORM;
		h->size = b->n;
		memcpy(h->key, key, strlen(key));
		h->n_parts = b->n_parts;
		h->checksum = checksum_of(b->data, b->n);
		*out = (struct bytes){b->data, b->n};
	} else {
		free(b->data);
	}
	*b = (struct image_builder){0};
	return ok || err_memory(err);
}
