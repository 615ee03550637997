/*
 * Decode: find the encoding, convert, then make all line ends LF.
 *
 * The UTF-8 loop takes four letters of Arabic or eight of ASCII in one step, keeps other two-byte letters on a short path and
 * leaves the rest, with every check, to base/utf8. Code points never outnumber bytes, so the array is allocated once for the worst case and cut afterwards:
 * pages that were never written cost nothing.
 */
#include "text/decode.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/charset.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

/* Offsets in UTF-16 must fit ICU's int32_t, and those in UTF-8 32 bits, for any text. */
#define INPUT_MAX_U8 (((size_t)1 << 30) - 1)

static const char utf8_name[] = "UTF-8";

/* What is being decoded: the bytes after a byte order mark, which had skipped_u8 bytes. */
struct input {
	const uint8_t *bytes;
	size_t n, skipped_u8;
	bool lossy;
};

static bool ill_formed(struct err *err, const struct input *in, const char *encoding, size_t at)
{
	return err_set(err, ERR_ENCODING,
		"the text is not well-formed %s: byte 0x%02X at offset %zu; --lossy replaces such bytes, --encoding "
		"names another encoding",
		encoding, at < in->n ? in->bytes[at] : 0, at + in->skipped_u8);
}

/* ---- UTF-8 ---- */

/* Eight bytes, the first lowest. */
static inline uint64_t load8(const uint8_t *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return le64toh(word);
}

/* Eight bytes that are four letters from U+0600 to U+06FF: D8..DB 80..BF, four times. */
#define FOUR_ARABIC_MASK 0xC0FCC0FCC0FCC0FCu
#define FOUR_ARABIC      0x80D880D880D880D8u

/* All four at once: the low bits of each lead and of what follows it meet in a lane of 16 bits. */
static inline void put_four(uint64_t word, uint32_t *o)
{
	uint64_t lanes = (word & 0x001F001F001F001Fu) << 6 | (word >> 8 & 0x003F003F003F003Fu);
	o[0] = (uint16_t)lanes;
	o[1] = (uint16_t)(lanes >> 16);
	o[2] = (uint16_t)(lanes >> 32);
	o[3] = (uint16_t)(lanes >> 48);
}

/* Decodes up to the first sequence that is neither ASCII nor two bytes long; returns how many bytes it took. */
static size_t decode_short(const uint8_t *p, size_t n, uint32_t **out)
{
	uint32_t *o = *out;
	size_t i = 0;
	while (i + 8 <= n) {
		uint64_t word = load8(p + i);
		if ((word & FOUR_ARABIC_MASK) == FOUR_ARABIC) {
			put_four(word, o);
			o += 4;
			i += 8;
		} else if (!(word & 0x8080808080808080u)) {
			for (int k = 0; k < 8; k++)
				o[k] = p[i + (size_t)k];
			o += 8;
			i += 8;
		} else if (p[i] < 0x80) {
			*o++ = p[i++];
		} else if (p[i] >= 0xC2 && p[i] < 0xE0 && (p[i + 1] & 0xC0) == 0x80) {
			*o++ = (uint32_t)(p[i] & 0x1F) << 6 | (p[i + 1] & 0x3F);
			i += 2;
		} else {
			break;
		}
	}
	*out = o;
	return i;
}

/* Fails at the first ill-formed sequence when not lossy: *bad is then its offset. */
static bool decode_utf8(const struct input *in, struct decoded *d, size_t *bad)
{
	uint32_t *o = d->cp;
	size_t pos = 0;
	for (;;) {
		pos += decode_short(in->bytes + pos, in->n - pos, &o);
		if (pos >= in->n)
			break;
		size_t at = pos;
		uint32_t cp = utf8_decode(in->bytes, in->n, &pos);
		if (cp == CP_INVALID) {
			*bad = at;
			if (!in->lossy)
				return false;
			cp = CP_REPLACEMENT;
			d->replaced++;
		}
		*o++ = cp;
	}
	d->len_cp = (uint32_t)(o - d->cp);
	return true;
}

uint32_t text_from_utf8(const uint8_t *u8, size_t n, uint32_t *cp)
{
	const struct input in = {.bytes = u8, .n = n, .lossy = true};
	struct decoded d = {.cp = cp};
	size_t bad;
	(void)decode_utf8(&in, &d, &bad); /* only what is not lossy fails */
	return d.len_cp;
}

/* ---- the others, by ICU ---- */

/* Called by ICU for each ill-formed sequence: one U+FFFD each. */
static void replace_ill_formed(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
	int32_t n, UConverterCallbackReason reason, UErrorCode *code)
{
	(void)bytes;
	(void)n;
	if (reason > UCNV_IRREGULAR)
		return;
	static const UChar replacement = CP_REPLACEMENT;
	uint32_t *replaced = *(uint32_t *const *)context;
	(*replaced)++;
	*code = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

static bool append_u16(struct decoded *d, size_t *cap, const UChar *units, size_t n)
{
	if (!vec_reserve(&d->cp, cap, d->len_cp + n, sizeof *d->cp))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (d->len_cp && U16_IS_TRAIL(units[i]) && U16_IS_LEAD(d->cp[d->len_cp - 1]))
			d->cp[d->len_cp - 1] =
				(uint32_t)U16_GET_SUPPLEMENTARY(d->cp[d->len_cp - 1], units[i]);
		else
			d->cp[d->len_cp++] = units[i];
	}
	return true;
}

/* Where the sequence begins that stopped the converter. */
static size_t bad_offset(const UConverter *converter, size_t consumed)
{
	char bytes[32];
	int8_t n = sizeof bytes;
	UErrorCode code = U_ZERO_ERROR;
	ucnv_getInvalidChars(converter, bytes, &n, &code);
	return U_SUCCESS(code) && (size_t)n <= consumed ? consumed - (size_t)n : consumed;
}

static bool convert(
	const struct input *in, UConverter *converter, const char *name, struct decoded *d, struct err *err)
{
	const char *from = (const char *)in->bytes, *end = from + in->n;
	size_t cap = in->n;
	UErrorCode code;
	do {
		UChar units[4096], *to = units;
		code = U_ZERO_ERROR;
		ucnv_toUnicode(
			converter, &to, units + sizeof units / sizeof *units, &from, end, NULL, true, &code);
		if (!append_u16(d, &cap, units, (size_t)(to - units)))
			return err_memory(err);
	} while (code == U_BUFFER_OVERFLOW_ERROR);
	if (code == U_MEMORY_ALLOCATION_ERROR)
		return err_memory(err);
	if (U_FAILURE(code))
		return ill_formed(
			err, in, name, bad_offset(converter, (size_t)(from - (const char *)in->bytes)));
	return true;
}

static bool decode_by_icu(const struct input *in, const char *name, struct decoded *d, struct err *err)
{
	UErrorCode code = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &code);
	if (code == U_MEMORY_ALLOCATION_ERROR)
		return err_memory(err);
	if (U_FAILURE(code))
		return err_set(err, ERR_USAGE,
			"'%s' is not the name of an encoding; try UTF-8, UTF-16LE, windows-1256 or ISO-8859-6",
			name);
	uint32_t *replaced = &d->replaced;
	const void *context = &replaced;
	ucnv_setToUCallBack(converter, in->lossy ? replace_ill_formed : UCNV_TO_U_CALLBACK_STOP,
		in->lossy ? context : NULL, NULL, NULL, &code);
	bool ok = convert(in, converter, name, d, err);
	ucnv_close(converter);
	return ok;
}

/* ---- which encoding ---- */

struct mark {
	const char *encoding;
	uint8_t bytes[3];
	size_t n;
};

static const struct mark marks[] = {
	{utf8_name, {0xEF, 0xBB, 0xBF}, 3},
	{"UTF-16LE", {0xFF, 0xFE}, 2},
	{"UTF-16BE", {0xFE, 0xFF}, 2},
};

static const struct mark *find_mark(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= marks[i].n && !memcmp(bytes, marks[i].bytes, marks[i].n))
			return &marks[i];
	return NULL;
}

static bool same_encoding(const char *a, const char *b)
{
	return ucnv_compareNames(a, b) == 0;
}

/* Whether a byte order mark for `mark` is what the encoding `forced` begins with. */
static bool mark_fits(const char *forced, const char *mark)
{
	return same_encoding(forced, mark) || (same_encoding(forced, "UTF-16") && strcmp(mark, utf8_name));
}

static bool refuse_unknown(struct err *err, const struct input *in, size_t bad, const char *other)
{
	if (!*other)
		return ill_formed(err, in, utf8_name, bad);
	return err_set(err, ERR_ENCODING,
		"the text is neither UTF-8 (byte 0x%02X at offset %zu) nor in an Arabic encoding; it may be %s: name it "
		"with --encoding, or let --lossy replace what is not UTF-8",
		in->bytes[bad], bad + in->skipped_u8, other);
}

/* No mark and no name: UTF-16 by its look, well-formed UTF-8, or an Arabic encoding of eight bits. */
static bool decode_unknown(const struct input *in, struct decoded *d, const char **name, struct err *err)
{
	*name = charset_guess_utf16(in->bytes, in->n);
	if (*name)
		return decode_by_icu(in, *name, d, err);
	const uint8_t *nul = memchr(in->bytes, 0, in->n);
	if (nul)
		return err_set(err, ERR_INPUT, "this is a binary file, not text (NUL byte at offset %zu)",
			(size_t)(nul - in->bytes));

	struct input strict = *in;
	size_t bad = 0;
	*name = utf8_name;
	strict.lossy = false;
	if (decode_utf8(&strict, d, &bad))
		return true;
	const char *found = NULL;
	char other[32] = "";
	if (!charset_is_damaged_utf8(in->bytes, in->n) &&
		!charset_guess_arabic(in->bytes, in->n, &found, other, err))
		return false;
	if (found) {
		*name = found;
		return decode_by_icu(in, found, d, err);
	}
	if (in->lossy)
		return decode_utf8(in, d, &bad);
	return refuse_unknown(err, in, bad, other);
}

static bool decode_named(const struct input *in, const char *name, struct decoded *d, struct err *err)
{
	size_t bad = 0;
	if (!same_encoding(name, utf8_name))
		return decode_by_icu(in, name, d, err);
	return decode_utf8(in, d, &bad) || ill_formed(err, in, utf8_name, bad);
}

static bool decode_bytes(struct input *in, const char *forced, struct decoded *d, struct err *err)
{
	const struct mark *mark = find_mark(in->bytes, in->n);
	const char *name = forced;
	if (mark && (!forced || mark_fits(forced, mark->encoding))) {
		name = mark->encoding;
		in->bytes += mark->n;
		in->n -= mark->n;
		in->skipped_u8 = mark->n;
		d->had_bom = true;
	}
	if (name && !decode_named(in, name, d, err))
		return false;
	if (!name && !decode_unknown(in, d, &name, err))
		return false;
	UErrorCode code = U_ZERO_ERROR;
	const char *standard = ucnv_getStandardName(name, "MIME", &code);
	snprintf(d->encoding, sizeof d->encoding, "%s", standard ? standard : name);
	return true;
}

/* ---- the whole ---- */

/* CR LF and CR become LF, in place. */
static void unify_line_ends(struct decoded *d)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < d->len_cp; i++) {
		uint32_t cp = d->cp[i];
		if (cp == '\r') {
			bool pair = i + 1 < d->len_cp && d->cp[i + 1] == '\n';
			d->had_crlf |= pair;
			i += pair;
			cp = '\n';
		}
		d->cp[n++] = cp;
	}
	d->len_cp = n;
}

static bool check_content(const struct decoded *d, bool may_hold_nul, struct err *err)
{
	if (!d->len_cp)
		return err_set(err, ERR_INPUT, "the file holds no text, only a byte order mark");
	for (uint32_t i = 0; may_hold_nul && i < d->len_cp; i++)
		if (!d->cp[i])
			return err_set(
				err, ERR_INPUT, "this is a binary file, not text (NUL at character %u)", i);
	return true;
}

bool text_decode(const uint8_t *bytes, size_t n, const struct decode_options *opt, struct decoded *out,
	struct err *err)
{
	static const struct decode_options detect = {0};
	opt = opt ? opt : &detect;
	if (!n)
		return err_set(err, ERR_INPUT, "the file is empty");
	if (n > INPUT_MAX_U8)
		return err_set(
			err, ERR_INPUT, "the file is larger than 1 GiB; split it into documents first");
	struct decoded d = {.cp = malloc(n * sizeof *d.cp)};
	if (!d.cp)
		return err_memory(err);
	struct input in = {.bytes = bytes, .n = n, .lossy = opt->lossy};
	bool may_hold_nul = memchr(bytes, 0, n); /* no encoding makes NUL of other bytes */
	bool ok = decode_bytes(&in, opt->encoding, &d, err) && check_content(&d, may_hold_nul, err);
	if (!ok) {
		decoded_release(&d);
		return false;
	}
	if (memchr(bytes, '\r', n))
		unify_line_ends(&d);
	uint32_t *cut = realloc(d.cp, d.len_cp * sizeof *d.cp);
	d.cp = cut ? cut : d.cp;
	*out = d;
	return true;
}

void decoded_release(struct decoded *d)
{
	free(d->cp);
	*d = (struct decoded){0};
}

char *text_to_utf8(const uint32_t *cp, size_t n, size_t *len_u8)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < n; i++)
		bits |= cp[i];
	size_t width = bits < 0x80 ? 1 : bits < 0x800 ? 2 : bits < 0x10000 ? 3 : UTF8_MAX;
	char *text = n < SIZE_MAX / UTF8_MAX ? malloc(n * width + 1) : NULL;
	if (!text)
		return NULL;
	char *to = text;
	for (size_t i = 0; i < n; i++) {
		if (cp[i] < 0x80) {
			*to++ = (char)cp[i];
		} else if (cp[i] < 0x800) { /* Arabic */
			*to++ = (char)(0xC0 | cp[i] >> 6);
			*to++ = (char)(0x80 | (cp[i] & 0x3F));
		} else {
			to += utf8_encode(cp[i], to);
		}
	}
	*to = '\0';
	if (len_u8)
		*len_u8 = (size_t)(to - text);
	return text;
}

bool text_has_arabic(const uint32_t *cp, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		UErrorCode code = U_ZERO_ERROR;
		if (cp[i] >= 0x600 && cp[i] <= 0x10FFFF && u_isalpha((UChar32)cp[i]) &&
			uscript_getScript((UChar32)cp[i], &code) == USCRIPT_ARABIC)
			return true;
	}
	return false;
}
