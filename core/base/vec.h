/*
 * Vec: growth for the pattern { T *items; size_t n, cap; } kept in the caller's own struct.
 *
 *	if (!vec_reserve(&v->items, &v->cap, v->n + 1, sizeof *v->items)) return err_memory(err);
 *	v->items[v->n++] = x;
 *
 * Capacity doubles, so appending is amortised constant. The array is the heap's: free(v->items).
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* `items` is the address of the array pointer. False when memory is out; nothing has changed then. */
static inline bool vec_reserve(void *items, size_t *cap, size_t need, size_t elem_size)
{
	if (need <= *cap)
		return true;
	size_t n = *cap ? *cap : 16;
	while (n < need)
		n *= 2;
	if (n > SIZE_MAX / elem_size)
		return false;
	void **array = items;
	void *grown = realloc(*array, n * elem_size);
	if (!grown)
		return false;
	*array = grown;
	*cap = n;
	return true;
}

#endif
