/*
 * Ids: content hashes and globally unique ids.
 *
 * SHA-256 (FIPS 180-4) is Nettle's, which uses the processor's instructions for it: every text and every row of the
 * journal is hashed. Ids are UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then random bits of
 * getrandom(2), so that rows of different machines merge and still sort by time.
 */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { SHA256_HEX = 64 + 1, UUID_TEXT = 36 + 1 };

/* Lower-case hexadecimal and a NUL. */
void sha256_hex(const void *bytes, size_t n, char out[SHA256_HEX]);
bool uuid_new(char out[UUID_TEXT], struct err *err) MUST_CHECK;

/* Milliseconds since 1970-01-01T00:00:00Z, and the same as "2026-01-31T23:59:59.123Z". */
int64_t time_now_ms(void);
enum { TIME_TEXT = 24 + 1 };
void time_format(int64_t ms, char out[TIME_TEXT]);

#endif
