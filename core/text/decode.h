/*
 * Decode: the bytes of a file become code points, once.
 *
 * Encodings: UTF-8, UTF-16 (either order), Windows-1256, ISO-8859-6. A byte order mark decides; else well-formed UTF-8 is
 * UTF-8; else ICU's detector chooses among the rest. The mark is dropped, CR LF and CR become LF. Ill-formed input fails
 * with ERR_ENCODING that gives the byte offset, unless lossy is set: then each bad sequence becomes U+FFFD.
 * NUL bytes mark a binary file, which is refused (ERR_INPUT); so is an empty file.
 * Cost: one pass; UTF-8 is decoded by our own loop, the others by ICU.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct decode_options {
	const char *encoding; /* ICU's name to force one; NULL to detect */
	bool lossy;
};

struct decoded {
	uint32_t *cp; /* malloc'd */
	uint32_t len_cp;
	char encoding[32]; /* "UTF-8", "windows-1256" … */
	bool had_bom, had_crlf;
	uint32_t replaced; /* ill-formed sequences that became U+FFFD */
};

bool text_decode(const uint8_t *bytes, size_t n, const struct decode_options *opt, struct decoded *out,
	struct err *err) MUST_CHECK;
void decoded_release(struct decoded *d);

/* The code points of UTF-8 into cp, which has room for n; ill-formed sequences become U+FFFD. Returns how many. */
uint32_t text_from_utf8(const uint8_t *u8, size_t n, uint32_t *cp);
/* UTF-8 of cp[0..n), malloc'd and NUL-terminated; *len_u8 may be NULL. NULL when memory is out. */
char *text_to_utf8(const uint32_t *cp, size_t n, size_t *len_u8);

/* Whether the text has a letter of the Arabic script at all. */
bool text_has_arabic(const uint32_t *cp, size_t n);

#endif
