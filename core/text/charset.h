/*
 * Charset: guessing the encoding of bytes without a byte order mark that are not UTF-8. Private to text/decode.
 *
 * All results are static strings, ICU's names of the converters.
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* "UTF-16LE" or "UTF-16BE" when nearly all units are Arabic, ASCII or general punctuation; NULL otherwise. */
const char *charset_guess_utf16(const uint8_t *bytes, size_t n);

/* Whether bytes that are not well-formed UTF-8 are most likely UTF-8 that was damaged. */
bool charset_is_damaged_utf8(const uint8_t *bytes, size_t n);

/*
 * "windows-1256" or "ISO-8859-6", or NULL when the bytes look like neither. *other is then the name of the encoding that
 * ICU finds likelier, or "" when it finds none.
 */
bool charset_guess_arabic(
	const uint8_t *bytes, size_t n, const char **found, char other[32], struct err *err) MUST_CHECK;

#endif
