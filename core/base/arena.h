/*
 * Arena: memory that is released all at once.
 *
 * One arena per document, one per frame. Blocks double from 4 KiB up to 1 MiB, a larger request gets a block of its own.
 * Nothing in an arena is freed by itself; arena_clear() keeps the largest block for reuse.
 * A zeroed struct is a valid empty arena.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head; /* the block that is being filled */
};

/* size bytes aligned for any object, not zeroed; NULL when memory is out. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, alloc_size(2)));
void *arena_zalloc(struct arena *a, size_t size) __attribute__((malloc, alloc_size(2)));

/* An array of n elements of the given size; NULL when memory is out or n * size overflows. */
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((malloc, alloc_size(2, 3)));

/* Copies of a string or of n bytes plus a final NUL; NULL when memory is out, or when s is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);

void arena_clear(struct arena *a);
void arena_release(struct arena *a);

#endif
