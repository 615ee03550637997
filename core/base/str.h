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

struct str {
	char *data; /* NULL while nothing was ever added; use str_text() to read */
	size_t len, cap;
	bool failed;
};

void str_add(struct str *s, const char *text);
void str_add_n(struct str *s, const char *bytes, size_t n);
void str_add_byte(struct str *s, char byte);
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
