/* UTF-8, one code point at a time. */
#include "base/utf8.h"

#include <stdbool.h>

size_t utf8_encode(uint32_t cp, char out[UTF8_MAX])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = CP_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* The second byte's range depends on the first (Unicode 15, table 3-7). */
static bool second_ok(uint8_t lead, uint8_t b)
{
	uint8_t lo = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	uint8_t hi = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return b >= lo && b <= hi;
}

uint32_t utf8_decode(const uint8_t *bytes, size_t n, size_t *pos)
{
	uint8_t lead = bytes[(*pos)++];
	if (lead < 0x80)
		return lead;
	if (lead < 0xC2 || lead > 0xF4)
		return CP_INVALID;
	if (lead < 0xE0 && *pos < n && (bytes[*pos] & 0xC0) == 0x80) /* Arabic, sooner */
		return (uint32_t)(lead & 0x1F) << 6 | (bytes[(*pos)++] & 0x3F);
	int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
	uint32_t cp = lead & (0x3Fu >> more);
	for (int i = 0; i < more; i++) {
		if (*pos >= n)
			return CP_INVALID;
		uint8_t b = bytes[*pos];
		if (i == 0 ? !second_ok(lead, b) : (b & 0xC0) != 0x80)
			return CP_INVALID;
		cp = cp << 6 | (b & 0x3F);
		(*pos)++;
	}
	return cp;
}
