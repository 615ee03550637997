/*
 * Str: a growing UTF-8 string that is always NUL-terminated.
 *
 * A failed allocation sets `failed` and makes every later call a no-op, so a long composition is checked once, at its
 * end. The buffer belongs to the struct until str_steal(). A zeroed struct is a valid empty string.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	char *data; /* NULL while nothing was ever added; use str_text() to read */
	size_t len, cap;
	bool failed;
};

/* Room for `extra` bytes and the NUL; false when there is none, or when an earlier call failed. */
bool str_reserve(struct str *s, size_t extra);

/* What was to be added could not be made: the same as a failed allocation. */
void str_fail(struct str *s);

/* Inline, as what is written is mostly short pieces. */
static inline void str_add_n(struct str *s, const char *bytes, size_t n)
{
	if (s->len + n >= s->cap && !str_reserve(s, n))
		return;
	memcpy(s->data + s->len, bytes, n);
	s->len += n;
	s->data[s->len] = '\0';
}

static inline void str_add(struct str *s, const char *text)
{
	str_add_n(s, text, strlen(text));
}

static inline void str_add_byte(struct str *s, char byte)
{
	str_add_n(s, &byte, 1);
}

void str_add_cp(struct str *s, uint32_t cp); /* as UTF-8; surrogates and values past U+10FFFF become U+FFFD */
/* Code points as UTF-8, on one line: what is below U+0020 becomes a space. */
void str_add_line(struct str *s, const uint32_t *cp, size_t n);
void str_addf(struct str *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* "" when empty or failed; valid until the next change. */
const char *str_text(const struct str *s);
/* The heap buffer, now the caller's; NULL when failed. *s is empty again. */
char *str_steal(struct str *s);
void str_clear(struct str *s);
void str_release(struct str *s);

#endif
