/*
 * Json, flat: an object of strings (json_flat.h). One pass finds a string's end, one checks and copies it.
 */
#include "formats/json_flat.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct flat {
	const char *pos, *end;
	char *room; /* of a value, and of a key behind it */
	size_t cap;
};

static char next(struct flat *f)
{
	while (f->pos < f->end && (*f->pos == ' ' || *f->pos == '\t' || *f->pos == '\n' || *f->pos == '\r'))
		f->pos++;
	return f->pos < f->end ? *f->pos : '\0';
}

static bool take(struct flat *f, char c)
{
	if (next(f) != c)
		return false;
	f->pos++;
	return true;
}

/* Four hexadecimal digits, or CP_INVALID. */
static uint32_t read_hex(const char *p, const char *end)
{
	uint32_t n = 0;
	if (end - p < 4)
		return CP_INVALID;
	for (int i = 0; i < 4; i++) {
		char c = p[i], low = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			n = n << 4 | (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			n = n << 4 | (uint32_t)(low - 'a' + 10);
		else
			return CP_INVALID;
	}
	return n;
}

/* The character of an escape whose backslash stands before *p; CP_INVALID: none that is taken here. */
static uint32_t read_escape(const char **p, const char *end)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	char name = *(*p)++;
	const char *at = name ? strchr(names, name) : NULL;
	if (at)
		return (unsigned char)values[at - names];
	uint32_t high = name == 'u' ? read_hex(*p, end) : CP_INVALID;
	if (high == CP_INVALID || high == 0 || (high >= 0xDC00 && high <= 0xDFFF))
		return CP_INVALID;
	*p += 4;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	uint32_t low =
		end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' ? read_hex(*p + 2, end) : CP_INVALID;
	if (low < 0xDC00 || low > 0xDFFF)
		return CP_INVALID;
	*p += 6;
	return 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
}

/* Copies what stands between quotes, escapes read. False: ill-formed. */
static bool copy_string(const char *p, const char *end, char *to, size_t *len)
{
	const char *beg = to;
	while (p < end) {
		unsigned char c = (unsigned char)*p;
		if (c >= 0xC2 && c < 0xE0 && end - p > 1 &&
			((unsigned char)p[1] & 0xC0) == 0x80) { /* Arabic */
			*to++ = *p++;
			*to++ = *p++;
		} else if (c == '\\') {
			p++;
			uint32_t cp = read_escape(&p, end);
			if (cp == CP_INVALID)
				return false;
			to += utf8_encode(cp, to);
		} else if (c < 0x80) {
			if (c < 0x20)
				return false;
			*to++ = *p++;
		} else {
			size_t used = 0;
			if (utf8_decode((const uint8_t *)p, (size_t)(end - p), &used) == CP_INVALID)
				return false;
			memcpy(to, p, used);
			to += used;
			p += used;
		}
	}
	*len = (size_t)(to - beg);
	return true;
}

/* The quote that ends the string begun before p, or NULL. */
static const char *string_end(const char *p, const char *end)
{
	for (const char *q; (q = memchr(p, '"', (size_t)(end - p))) != NULL; p = q + 1) {
		const char *b = q;
		while (b > p && b[-1] == '\\')
			b--;
		if ((q - b) % 2 == 0)
			return q;
	}
	return NULL;
}

/* Reads a string to room[at]; escapes never grow. */
static bool read_string(struct flat *f, size_t at, size_t *len)
{
	if (!take(f, '"'))
		return false;
	const char *close = string_end(f->pos, f->end);
	if (!close)
		return false;
	size_t need = at + (size_t)(close - f->pos) + 1;
	if (need > f->cap) {
		char *room = realloc(f->room, need * 2);
		if (!room)
			return false;
		f->room = room;
		f->cap = need * 2;
	}
	if (!copy_string(f->pos, close, f->room + at, len))
		return false;
	f->pos = close + 1;
	return true;
}

static bool read_member(struct flat *f, json_t *object)
{
	size_t n_key, n;
	if (!read_string(f, 0, &n_key) || !take(f, ':'))
		return false;
	f->room[n_key] = '\0';
	json_t *value = NULL;
	if (next(f) == 'n' && f->end - f->pos >= 4 && memcmp(f->pos, "null", 4) == 0) {
		f->pos += 4;
		value = json_null();
	} else if (read_string(f, n_key + 1, &n)) {
		value = json_stringn_nocheck(f->room + n_key + 1, n);
	}
	return value && json_object_set_new_nocheck(object, f->room, value) == 0;
}

static bool read_members(struct flat *f, json_t *object)
{
	if (!take(f, '{'))
		return false;
	if (take(f, '}'))
		return true;
	do
		if (!read_member(f, object))
			return false;
	while (take(f, ','));
	return take(f, '}');
}

json_t *json_flat_read(const char *bytes, size_t n, size_t *used)
{
	struct flat f = {.pos = bytes, .end = bytes + n};
	json_t *object = json_object();
	bool ok = object && read_members(&f, object);
	free(f.room);
	if (ok)
		*used = (size_t)(f.pos - bytes);
	else
		json_decref(object);
	return ok ? object : NULL;
}
