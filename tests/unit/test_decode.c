/* Decode: encodings, marks, line ends, and what is refused with which words. */
#include "base/utf8.h"
#include "text/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(s) s, sizeof(s) - 1

/* "qatala 12" and "al-qasf" in the two eight-bit encodings; the second has no letter that ISO-8859-6 lacks. */
#define WINDOWS_1256 "\xDE\xCA\xE1 12 \xE3\xCF\xE4\xED\xC7"
#define ISO_8859_6   "\xE2\xCA\xE4 \xEA\xE8\xE5 \xC7\xE4\xC7\xCD\xCF \xE1\xEA \xC7\xE4\xE2\xD1\xEA\xC9"

struct decode_case {
	const char *name;
	const char *bytes;
	size_t n;
	const char *encoding; /* that is asked for, or NULL */
	bool lossy;
	const char *want_encoding; /* NULL: want_text is part of the message */
	enum err_code want_code;
	const char *want_text; /* in UTF-8 */
	bool bom, crlf;
	uint32_t replaced;
};

static const struct decode_case decode_cases[] = {
	{.name = "ascii", BYTES("abc"), .want_encoding = "UTF-8", .want_text = "abc"},
	{.name = "one byte", BYTES("a"), .want_encoding = "UTF-8", .want_text = "a"},
	{.name = "two bytes a letter",
		BYTES("\xD9\x82\xD8\xAA\xD9\x84"),
		.want_encoding = "UTF-8",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84"},
	{.name = "all lengths, longer than a word",
		BYTES("0123456789\xD9\x82 12345678\xE2\x80\xA6\xF0\x9F\x98\x8A\xD9\x82yz"),
		.want_encoding = "UTF-8",
		.want_text = "0123456789\xD9\x82 12345678\xE2\x80\xA6\xF0\x9F\x98\x8A\xD9\x82yz"},
	{.name = "utf-8 mark",
		BYTES("\xEF\xBB\xBFx"),
		.want_encoding = "UTF-8",
		.want_text = "x",
		.bom = true},
	{.name = "utf-8 mark with the name given",
		BYTES("\xEF\xBB\xBFx"),
		.encoding = "utf8",
		.want_encoding = "UTF-8",
		.want_text = "x",
		.bom = true},
	{.name = "utf-16 little mark",
		BYTES("\xFF\xFE\x42\x06"),
		.want_encoding = "UTF-16LE",
		.want_text = "\xD9\x82",
		.bom = true},
	{.name = "utf-16 big mark, pair",
		BYTES("\xFE\xFF\xD8\x3D\xDE\x0A"),
		.want_encoding = "UTF-16BE",
		.want_text = "\xF0\x9F\x98\x8A",
		.bom = true},
	{.name = "utf-16 with a mark, by its family name",
		BYTES("\xFF\xFE\x42\x06"),
		.encoding = "UTF-16",
		.want_encoding = "UTF-16LE",
		.want_text = "\xD9\x82",
		.bom = true},
	{.name = "utf-16 little without mark",
		BYTES("\x42\x06\x2A\x06\x44\x06 \0001\0\n\0"),
		.want_encoding = "UTF-16LE",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84 1\n"},
	{.name = "utf-16 big without mark",
		BYTES("\x06\x42\x06\x2A\x06\x44\0 \0001"),
		.want_encoding = "UTF-16BE",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84 1"},
	{.name = "utf-16 without mark, letters only",
		BYTES("\x42\x06\x2A\x06\x44\x06"),
		.want_encoding = "UTF-16LE",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84"},
	{.name = "windows-1256",
		BYTES(WINDOWS_1256),
		.want_encoding = "windows-1256",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84 12 \xD9\x85\xD8\xAF\xD9\x86\xD9\x8A\xD8\xA7"},
	{.name = "windows-1256, a Persian letter",
		BYTES("\xC8\xCF \x81\xCF\xD1"),
		.want_encoding = "windows-1256",
		.want_text = "\xD8\xA8\xD8\xAF \xD9\xBE\xD8\xAF\xD8\xB1"},
	{.name = "windows-1256, one word possible in both",
		BYTES("\xCA\xCC\xCF"),
		.want_encoding = "windows-1256",
		.want_text = "\xD8\xAA\xD8\xAC\xD8\xAF"},
	{.name = "iso-8859-6",
		BYTES(ISO_8859_6),
		.want_encoding = "ISO-8859-6",
		.want_text =
			"\xD9\x82\xD8\xAA\xD9\x84 \xD9\x8A\xD9\x88\xD9\x85 \xD8\xA7\xD9\x84\xD8\xA7\xD8\xAD\xD8"
			"\xAF \xD9\x81\xD9\x8A \xD8\xA7\xD9\x84\xD9\x82\xD8\xB1\xD9\x8A\xD8\xA9"},
	{.name = "iso-8859-6 by name",
		BYTES("\xE1\xEA"),
		.encoding = "iso-8859-6",
		.want_encoding = "ISO-8859-6",
		.want_text = "\xD9\x81\xD9\x8A"},
	{.name = "another encoding by name",
		BYTES("caf\xE9"),
		.encoding = "latin1",
		.want_encoding = "ISO-8859-1",
		.want_text = "caf\xC3\xA9"},
	{.name = "line ends",
		BYTES("a\r\nb\rc\nd\r\n"),
		.want_encoding = "UTF-8",
		.want_text = "a\nb\nc\nd\n",
		.crlf = true},
	{.name = "old line ends are no CR LF",
		BYTES("a\rb\r"),
		.want_encoding = "UTF-8",
		.want_text = "a\nb\n"},
	{.name = "utf-16 line ends",
		BYTES("\xFF\xFE"
		      "a\0\r\0\n\0b\0"),
		.want_encoding = "UTF-16LE",
		.want_text = "a\nb",
		.bom = true,
		.crlf = true},
	{.name = "a mark that is not the first is text",
		BYTES("a\xEF\xBB\xBF"),
		.want_encoding = "UTF-8",
		.want_text = "a\xEF\xBB\xBF"},
	{.name = "lossy utf-8",
		BYTES("\xD9\x82\xFF\xD8\xAA\xE2\x80x\xD9\x84\xD9"),
		.lossy = true,
		.want_encoding = "UTF-8",
		.want_text = "\xD9\x82\xEF\xBF\xBD\xD8\xAA\xEF\xBF\xBDx\xD9\x84\xEF\xBF\xBD",
		.replaced = 3},
	{.name = "lossy utf-16",
		BYTES("\xFE\xFF\xD8\x3D\0x\xDC"),
		.lossy = true,
		.want_encoding = "UTF-16BE",
		.want_text = "\xEF\xBF\xBDx\xEF\xBF\xBD",
		.bom = true,
		.replaced = 2},
	{.name = "lossy iso-8859-6",
		BYTES("\xE1\xFF"),
		.encoding = "ISO-8859-6",
		.lossy = true,
		.want_encoding = "ISO-8859-6",
		.want_text = "\xD9\x81\xEF\xBF\xBD",
		.replaced = 1},
	{.name = "lossy leaves Windows-1256 alone",
		BYTES(WINDOWS_1256),
		.lossy = true,
		.want_encoding = "windows-1256",
		.want_text = "\xD9\x82\xD8\xAA\xD9\x84 12 \xD9\x85\xD8\xAF\xD9\x86\xD9\x8A\xD8\xA7"},

	{.name = "empty", BYTES(""), .want_code = ERR_INPUT, .want_text = "empty"},
	{.name = "only a mark", BYTES("\xEF\xBB\xBF"), .want_code = ERR_INPUT, .want_text = "no text"},
	{.name = "binary", BYTES("ab\0c\x01"), .want_code = ERR_INPUT, .want_text = "NUL byte at offset 2"},
	{.name = "binary, lossy all the same",
		BYTES("ab\0c\x01"),
		.lossy = true,
		.want_code = ERR_INPUT,
		.want_text = "binary"},
	{.name = "NUL in UTF-16",
		BYTES("\xFE\xFF\0a\0\0"),
		.want_code = ERR_INPUT,
		.want_text = "NUL at character 1"},
	{.name = "damaged utf-8",
		BYTES("\xD9\x82\xD8\xAA\xD9\x84\xD9 \xD9\x82"),
		.want_code = ERR_ENCODING,
		.want_text = "0xD9 at offset 6"},
	{.name = "damaged utf-8 after a mark, offset in the file",
		BYTES("\xEF\xBB\xBF"
		      "ab\xFF"),
		.want_code = ERR_ENCODING,
		.want_text = "0xFF at offset 5"},
	{.name = "the hint names both options",
		BYTES("\xEF\xBB\xBF\xFF"),
		.want_code = ERR_ENCODING,
		.want_text = "--lossy"},
	{.name = "overlong",
		BYTES("\xD9\x82 \xC0\x80"),
		.want_code = ERR_ENCODING,
		.want_text = "0xC0 at offset 3"},
	{.name = "surrogate in utf-8",
		BYTES("\xD9\x82\xD9\x82\xD9\x82\xD9\x82 \xED\xA0\x80"),
		.want_code = ERR_ENCODING,
		.want_text = "offset 9"},
	{.name = "cut utf-16", BYTES("\xFE\xFF\0a\0"), .want_code = ERR_ENCODING, .want_text = "offset 4"},
	{.name = "lone surrogate",
		BYTES("\xFE\xFF\0a\xDC\0\0b"),
		.want_code = ERR_ENCODING,
		.want_text = "offset 4"},
	{.name = "undefined byte",
		BYTES("\xE1\xEA\xFF"),
		.encoding = "ISO-8859-6",
		.want_code = ERR_ENCODING,
		.want_text = "0xFF at offset 2"},
	{.name = "another script",
		BYTES("\xE9t\xE9 d\xE9j\xE0 vu, la for\xEAt et le ch\xE2teau"),
		.want_code = ERR_ENCODING,
		.want_text = "ISO-8859-1"},
	{.name = "no such encoding",
		BYTES("a"),
		.encoding = "klingon",
		.want_code = ERR_USAGE,
		.want_text = "'klingon'"},
};

static void check_decoded(const struct decode_case *c, const struct decoded *d)
{
	size_t n = 0;
	char *text = text_to_utf8(d->cp, d->len_cp, &n);
	assert_non_null(text);
	if (n != strlen(c->want_text) || strcmp(text, c->want_text))
		fail_msg("%s: text is '%s'", c->name, text);
	if (!c->want_encoding || strcmp(d->encoding, c->want_encoding))
		fail_msg("%s: encoding is %s", c->name, d->encoding);
	if (d->had_bom != c->bom || d->had_crlf != c->crlf || d->replaced != c->replaced)
		fail_msg("%s: mark %d, CR LF %d, %u replaced", c->name, d->had_bom, d->had_crlf, d->replaced);
	free(text);
}

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof decode_cases / sizeof *decode_cases; i++) {
		const struct decode_case *c = &decode_cases[i];
		struct decode_options opt = {.encoding = c->encoding, .lossy = c->lossy};
		struct decoded d = {0};
		struct err err = {0};
		/* the exact size on the heap, so that reading past the end is seen */
		uint8_t *bytes = malloc(c->n ? c->n : 1);
		assert_non_null(bytes);
		memcpy(bytes, c->bytes, c->n);
		if (text_decode(bytes, c->n, &opt, &d, &err)) {
			check_decoded(c, &d);
			decoded_release(&d);
		} else if (c->want_encoding || err.code != c->want_code || !strstr(err.text, c->want_text)) {
			fail_msg("%s: error %d: %s", c->name, err.code, err.text);
		} else {
			assert_null(d.cp);
		}
		free(bytes);
	}
}

/* Every code point survives, wherever the eight-byte steps of the fast path fall. */
static void test_every_code_point(void **state)
{
	(void)state;
	enum { N = 0x110000 - 0x800 - 1 };
	uint32_t *cp = malloc(N * sizeof *cp);
	assert_non_null(cp);
	for (uint32_t shift = 0; shift < 3; shift++) {
		uint32_t n = 0;
		for (uint32_t c = 1; c < 0x110000; c++)
			if (c != '\r' && (c < 0xD800 || c > 0xDFFF))
				cp[n++] = c;
		size_t len = 0;
		char *text = text_to_utf8(cp + shift, n - shift, &len);
		assert_non_null(text);
		struct decoded d;
		struct err err;
		assert_true(text_decode((const uint8_t *)text, len, NULL, &d, &err));
		assert_int_equal(d.len_cp, n - shift);
		assert_memory_equal(d.cp, cp + shift, d.len_cp * sizeof *cp);
		decoded_release(&d);
		free(text);
	}
	free(cp);
}

static void test_to_utf8_replaces_what_utf8_cannot_hold(void **state)
{
	(void)state;
	const uint32_t cp[] = {'a', 0xD800, 0x110000, UINT32_MAX};
	size_t n = 0;
	char *text = text_to_utf8(cp, 4, &n);
	assert_non_null(text);
	assert_string_equal(text, "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_int_equal(n, 10);
	free(text);
	text = text_to_utf8(NULL, 0, NULL);
	assert_string_equal(text, "");
	free(text);
}

static void test_has_arabic(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint32_t cp[3];
		bool want;
	} cases[] = {
		{"a letter", {'a', 0x0628, 'b'}, true},
		{"a Persian letter", {0x067E, 'a', 'b'}, true},
		{"a presentation form", {'a', 'b', 0xFE91}, true},
		{"Latin", {'a', 'b', 0x00E9}, false},
		{"Hebrew", {0x05D0, 0x05D1, ' '}, false},
		{"digits and comma alone", {0x0661, 0x060C, ' '}, false},
		{"no character", {0x110000, UINT32_MAX, ' '}, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (text_has_arabic(cases[i].cp, 3) != cases[i].want)
			fail_msg("%s", cases[i].name);
	assert_false(text_has_arabic(NULL, 0));
}

/* Letters taken by fours and letters taken one by one are the same, however they lie among others. */
static void test_steps(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\xD9\x82", "\xD8\x80", "\xDB\xBF", "a", " ", "\xC2\x80",
		"\xDF\xBF", "\xD7\x90", "\xE2\x80\xA6", "\xF0\x9F\x98\x8A",
		"\xD9\x82\xD8\xAA\xD9\x84\xD9\x89", "12345678"};
	enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 2000, MANY = 12 };
	uint64_t random = 1;
	for (unsigned round = 0; round < ROUNDS; round++) {
		char bytes[MANY * 8 + 1] = "";
		for (unsigned i = 0; i < MANY; i++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			strcat(bytes, pieces[(random >> 33) % PIECES]);
		}
		size_t n = strlen(bytes), pos = 0;
		struct decoded d;
		struct err err = {0};
		assert_true(text_decode((const uint8_t *)bytes, n, NULL, &d, &err));
		for (uint32_t i = 0; i < d.len_cp; i++)
			assert_int_equal(d.cp[i], utf8_decode((const uint8_t *)bytes, n, &pos));
		assert_int_equal(pos, n);
		decoded_release(&d);
	}
}

/* One byte that is wrong anywhere among letters taken by fours is found, and where it is. */
static void test_steps_check(void **state)
{
	(void)state;
	static const struct decode_options strict = {.encoding = "UTF-8"};
	enum { N = 32 };
	for (size_t bad = 0; bad < N; bad++) {
		uint8_t bytes[N];
		char where[32];
		for (size_t i = 0; i < N; i++)
			bytes[i] = i % 2 ? 0x82 : 0xD9;
		bytes[bad] = 0xFF;
		struct decoded d;
		struct err err = {0};
		assert_false(text_decode(bytes, N, &strict, &d, &err));
		snprintf(where, sizeof where, "offset %zu;", bad - bad % 2);
		if (!strstr(err.text, where))
			fail_msg("byte %zu: %s", bad, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_steps_check),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_to_utf8_replaces_what_utf8_cannot_hold),
		cmocka_unit_test(test_has_arabic),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
