/*
 * Charset: evidence in the bytes first, ICU's detector second.
 *
 * The detector compares groups of three letters and is at a loss with a headline; it looks at 8 KiB at most. What the
 * bytes themselves exclude is certain at any length: ISO-8859-6 defines 45 letters and marks and little else, while the
 * commonest letters feh, qaf and kaf of Windows-1256 are holes in it. Where both are possible and the detector sees no
 * difference it is Windows-1256, by far the commoner.
 */
#include "text/charset.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { SAMPLE_U8 = 4096, VETO_MIN_LETTERS = 32, VETO_LEAD = 20 };

static const char windows_1256[] = "windows-1256";
static const char iso_8859_6[] = "ISO-8859-6";

/* ---- UTF-16 ---- */

static bool is_plausible_unit(uint8_t high, uint8_t low)
{
	if (high == 0)
		return low >= 0x20 ? low < 0x7F || low >= 0xA0 : low == '\n' || low == '\r' || low == '\t';
	return high == 0x06 || high == 0x20 || high == 0xFB || high == 0xFE;
}

const char *charset_guess_utf16(const uint8_t *bytes, size_t n)
{
	size_t sample = (n < SAMPLE_U8 ? n : SAMPLE_U8) & ~(size_t)1;
	size_t little = 0, big = 0;
	for (size_t i = 0; i < sample; i += 2) {
		little += is_plausible_unit(bytes[i + 1], bytes[i]);
		big += is_plausible_unit(bytes[i], bytes[i + 1]);
	}
	size_t units = sample / 2, enough = units - units / 10;
	if (n % 2 || units < 2 || (little < enough && big < enough))
		return NULL;
	return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* ---- UTF-8 ---- */

/* In Windows-1256 it takes a letter before a comma to look like UTF-8: one sequence in a hundred letters. */
bool charset_is_damaged_utf8(const uint8_t *bytes, size_t n)
{
	size_t good = 0, bad = 0;
	for (size_t pos = 0; pos < n;) {
		if (bytes[pos] < 0x80)
			pos++;
		else if (utf8_decode(bytes, n, &pos) == CP_INVALID)
			bad++;
		else
			good++;
	}
	return good * 4 > bad;
}

/* ---- eight bits ---- */

struct evidence {
	size_t high;   /* bytes above ASCII */
	size_t arabic; /* of these, how many are Arabic in Windows-1256 */
	bool not_iso;  /* there are some that ISO-8859-6 does not have */
};

static bool is_in_iso_8859_6(uint8_t b)
{
	return b == 0xA0 || b == 0xA4 || b == 0xAC || b == 0xAD || b == 0xBB || b == 0xBF ||
	       (b >= 0xC1 && b <= 0xDA) || (b >= 0xE0 && b <= 0xF2);
}

/* What the high half means, from ICU's own table. */
static bool table_of(const char *encoding, UChar out[128], struct err *err)
{
	char high[128];
	for (int i = 0; i < 128; i++)
		high[i] = (char)(0x80 + i);
	UErrorCode code = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(encoding, &code);
	int32_t n = ucnv_toUChars(converter, out, 128, high, 128, &code);
	ucnv_close(converter);
	if (code == U_MEMORY_ALLOCATION_ERROR)
		return err_memory(err);
	if (U_FAILURE(code) || n != 128)
		return err_set(err, ERR_ENCODING, "the Unicode library has no converter for %s", encoding);
	return true;
}

static bool weigh(const uint8_t *bytes, size_t n, struct evidence *out, struct err *err)
{
	UChar table[128];
	if (!table_of(windows_1256, table, err))
		return false;
	size_t counts[128] = {0};
	for (size_t i = 0; i < n; i++)
		if (bytes[i] >= 0x80)
			counts[bytes[i] - 0x80]++;
	*out = (struct evidence){0};
	for (int i = 0; i < 128; i++) {
		out->high += counts[i];
		out->arabic += table[i] >= 0x0600 && table[i] <= 0x06FF ? counts[i] : 0;
		out->not_iso |= counts[i] && !is_in_iso_8859_6((uint8_t)(0x80 + i));
	}
	return true;
}

struct confidence {
	int windows, iso, other;
	char other_name[32];
};

static void note_match(const UCharsetMatch *match, struct confidence *out)
{
	UErrorCode code = U_ZERO_ERROR;
	const char *name = ucsdet_getName(match, &code);
	int confidence = ucsdet_getConfidence(match, &code);
	if (U_FAILURE(code))
		return;
	if (!strcmp(name, windows_1256)) {
		out->windows = confidence;
	} else if (!strcmp(name, iso_8859_6)) {
		out->iso = confidence;
	} else if (confidence > out->other) {
		out->other = confidence;
		snprintf(out->other_name, sizeof out->other_name, "%s", name);
	}
}

static bool ask_detector(const uint8_t *bytes, size_t n, struct confidence *out, struct err *err)
{
	UErrorCode code = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&code);
	int32_t found = 0;
	ucsdet_setText(detector, (const char *)bytes, (int32_t)n, &code);
	const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &code);
	*out = (struct confidence){0};
	if (U_SUCCESS(code))
		for (int32_t i = 0; i < found; i++)
			note_match(matches[i], out);
	ucsdet_close(detector);
	return code == U_MEMORY_ALLOCATION_ERROR ? err_memory(err) : true;
}

bool charset_guess_arabic(const uint8_t *bytes, size_t n, const char **found, char other[32], struct err *err)
{
	struct evidence seen;
	struct confidence sure;
	if (!weigh(bytes, n, &seen, err) || !ask_detector(bytes, n, &sure, err))
		return false;
	int arabic = sure.windows > sure.iso ? sure.windows : sure.iso;
	bool veto = seen.high >= VETO_MIN_LETTERS && sure.other > arabic + VETO_LEAD;
	*found = NULL;
	snprintf(other, 32, "%s", sure.other > arabic ? sure.other_name : "");
	if (!veto && seen.arabic * 2 > seen.high)
		*found = seen.not_iso || sure.windows >= sure.iso ? windows_1256 : iso_8859_6;
	else if (!veto && !seen.not_iso && sure.iso > VETO_LEAD)
		*found = iso_8859_6;
	return true;
}
