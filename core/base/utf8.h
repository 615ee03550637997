/* UTF-8, one code point at a time (RFC 3629). Whole texts are decoded by text/decode. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX = 4 };
#define CP_REPLACEMENT 0xFFFDu
#define CP_INVALID     UINT32_MAX

/* Writes 1 to 4 bytes, no NUL; surrogates and values past U+10FFFF are written as U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[UTF8_MAX]);

/*
 * The code point at bytes[*pos], moving *pos past it. An ill-formed sequence gives CP_INVALID and moves past its
 * longest well-formed beginning, at least one byte (Unicode 15, 3.9, "maximal subpart").
 */
uint32_t utf8_decode(const uint8_t *bytes, size_t n, size_t *pos);

#endif
