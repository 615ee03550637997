/* Str: append-only growth by doubling. */
#include "base/str.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void str_fail(struct str *s)
{
	s->failed = true;
	s->cap = 0; /* so that no later piece fits */
}

bool str_reserve(struct str *s, size_t extra)
{
	if (s->failed)
		return false;
	size_t need = s->len + extra + 1;
	if (need <= s->cap)
		return true;
	size_t cap = s->cap ? s->cap : 64;
	while (cap < need)
		cap *= 2;
	char *data = realloc(s->data, cap);
	if (!data) {
		str_fail(s);
		return false;
	}
	s->data = data;
	s->cap = cap;
	return true;
}

void str_add_cp(struct str *s, uint32_t cp)
{
	char u8[UTF8_MAX];
	str_add_n(s, u8, utf8_encode(cp, u8));
}

void str_add_line(struct str *s, const uint32_t *cp, size_t n)
{
	if (!str_reserve(s, n * UTF8_MAX))
		return;
	char *to = s->data + s->len;
	for (size_t i = 0; i < n; i++) {
		if (cp[i] >= 0x80 && cp[i] < 0x800) { /* Arabic */
			*to++ = (char)(0xC0 | cp[i] >> 6);
			*to++ = (char)(0x80 | (cp[i] & 0x3F));
		} else {
			to += utf8_encode(cp[i] < ' ' ? ' ' : cp[i], to);
		}
	}
	*to = '\0';
	s->len = (size_t)(to - s->data);
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !str_reserve(s, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(s->data + s->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	s->len += (size_t)n;
}

const char *str_text(const struct str *s)
{
	return s->data && !s->failed ? s->data : "";
}

char *str_steal(struct str *s)
{
	char *data = NULL;
	if (str_reserve(s, 0)) {
		data = s->data;
		data[s->len] = '\0';
	} else {
		free(s->data);
	}
	*s = (struct str){0};
	return data;
}

void str_clear(struct str *s)
{
	s->len = 0;
	s->failed = false;
	if (s->data)
		s->data[0] = '\0';
}

void str_release(struct str *s)
{
	free(s->data);
	*s = (struct str){0};
}
