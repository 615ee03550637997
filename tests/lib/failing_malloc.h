/*
 * Failing malloc: replaces the program's malloc in a test that includes this file, once, so that the Nth allocation fails.
 *
 * Only calls from the program itself fail: ICU 72 does not survive failures of its own (ucsdet_open() gives a detector
 * that crashes). Sanitizers bring a malloc of their own: then SANITIZED is defined instead, with a test that skips.
 */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || !defined __GLIBC__
#define SANITIZED 1
#endif

#ifdef SANITIZED

static inline void test_nothing(void **state)
{
	(void)state;
	skip();
}

#else

void *__libc_malloc(size_t n);
void *__libc_realloc(void *p, size_t n);
void *__libc_calloc(size_t n, size_t size);
void __libc_free(void *p);

static unsigned long countdown; /* the allocation that fails, 0 for none */
static long live;
static unsigned long allocations; /* all that were ever made, ICU's too */

extern const char __executable_start[], etext[];

static bool fails(const void *caller)
{
	const char *at = caller;
	return countdown && at >= __executable_start && at < etext && --countdown == 0;
}

void *malloc(size_t n)
{
	void *p = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(n);
	live += p != NULL;
	allocations++;
	return p;
}

void *calloc(size_t n, size_t size)
{
	void *p = fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
	live += p != NULL;
	allocations++;
	return p;
}

void *realloc(void *old, size_t n)
{
	void *p = fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, n);
	live += p && !old;
	allocations++;
	return p;
}

void free(void *p)
{
	live -= p != NULL;
	__libc_free(p);
}

#endif
#endif
