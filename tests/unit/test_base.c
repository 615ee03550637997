/* Base: errors, strings, UTF-8, TSV, arena. */
#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/ids.h"
#include "base/str.h"
#include "base/tsv.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_err_wrap_puts_context_first(void **state)
{
	(void)state;
	struct err err = {0};
	assert_false(err_set(&err, ERR_INPUT, "line %d", 3));
	assert_false(err_wrap(&err, "reading '%s'", "x"));
	assert_string_equal(err.text, "reading 'x': line 3");
	assert_int_equal(err.code, ERR_INPUT);
}

static void test_day(void **state)
{
	(void)state;
	static const struct {
		const char *iso;
		int64_t day;
	} rows[] = {
		{"1970-01-01", 0},
		{"1969-12-31", -1},
		{"2000-02-29", 11016},
		{"2100-02-28", 47540},
		{"2019-05-07T10:00:00Z", 18023},
		{"2019-02-29", DAY_NONE},
		{"2100-02-29", DAY_NONE},
		{"1899-12-31", DAY_NONE},
		{"2019-5-7", DAY_NONE},
		{"2019-05-071", DAY_NONE},
		{"2019-05-0", DAY_NONE},
		{"2019-00-01", DAY_NONE},
		{"", DAY_NONE},
		{NULL, DAY_NONE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (day_parse(rows[i].iso) != rows[i].day)
			fail_msg("'%s' is day %lld", rows[i].iso, (long long)day_parse(rows[i].iso));
	for (int64_t day = day_of(1900, 1, 1); day <= day_of(2100, 12, 31); day++) {
		char text[DAY_TEXT];
		day_text(day, text);
		if (day_parse(text) != day)
			fail_msg("day %lld is '%s'", (long long)day, text);
	}
}

static void test_utf8(void **state)
{
	(void)state;
	static const struct {
		const char *name, *bytes;
		size_t n;
		uint32_t want;
		size_t used;
	} cases[] = {
		{"ascii", "a", 1, 'a', 1},
		{"two bytes", "\xD9\x82", 2, 0x642, 2},
		{"four bytes", "\xF0\x9F\x98\x8A", 4, 0x1F60A, 4},
		{"overlong", "\xC0\x80", 2, CP_INVALID, 1},
		{"surrogate", "\xED\xA0\x80", 3, CP_INVALID, 1},
		{"cut short", "\xE2\x82", 2, CP_INVALID, 2},
		{"past the end of Unicode", "\xF4\x90\x80\x80", 4, CP_INVALID, 1},
		{"lone continuation", "\x80", 1, CP_INVALID, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t pos = 0;
		uint32_t got = utf8_decode((const uint8_t *)cases[i].bytes, cases[i].n, &pos);
		if (got != cases[i].want || pos != cases[i].used)
			fail_msg("%s: U+%04X after %zu bytes", cases[i].name, got, pos);
		char back[UTF8_MAX];
		if (got != CP_INVALID)
			assert_memory_equal(back, cases[i].bytes, utf8_encode(got, back));
	}
}

static void test_tsv(void **state)
{
	(void)state;
	static const char text[] = "# comment\nid\tname\n\n1\tone\r\n2\n";
	struct err err = {0};
	struct tsv t;
	assert_true(tsv_open(&t, "x.tsv", text, sizeof text - 1, &err));
	assert_int_equal(tsv_column(&t, "name"), 1);
	assert_int_equal(tsv_column(&t, "none"), -1);
	assert_true(tsv_next(&t));
	assert_true(view_eq(t.fields[1], "one"));
	assert_true(tsv_next(&t));
	assert_int_equal(t.n_fields, 1);
	assert_true(view_eq(t.fields[1], ""));
	assert_false(tsv_fail(&t, &err, "no name"));
	assert_string_equal(err.text, "x.tsv:5: no name");
	assert_false(tsv_next(&t));
	assert_false(tsv_open(&t, "y.tsv", "# only this\n", 12, &err));
	assert_int_equal(err.code, ERR_INPUT);
}

static void test_str(void **state)
{
	(void)state;
	struct str s = {0};
	assert_string_equal(str_text(&s), "");
	for (int i = 0; i < 100; i++)
		str_addf(&s, "%d,", i);
	str_add_cp(&s, 0x642);
	assert_int_equal(s.len, 10 * 2 + 90 * 3 + 2);
	assert_string_equal(str_text(&s) + s.len - 2, "\xD9\x82");
	str_release(&s);
}

static void test_arena(void **state)
{
	(void)state;
	struct arena a = {0};
	char *first = arena_strdup(&a, "first");
	for (int i = 0; i < 1000; i++)
		assert_non_null(memset(arena_alloc(&a, 1000), i, 1000));
	assert_string_equal(first, "first");
	volatile size_t huge = SIZE_MAX / 2;
	assert_null(arena_array(&a, huge, 4));
	arena_clear(&a);
	assert_non_null(arena_alloc(&a, 1 << 20));
	arena_release(&a);
}

static void test_ids(void **state)
{
	(void)state;
	char hex[SHA256_HEX], a[UUID_TEXT], b[UUID_TEXT], day[TIME_TEXT];
	struct err err = {0};
	sha256_hex("abc", 3, hex); /* FIPS 180-2, appendix B.1 */
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(uuid_new(a, &err) && uuid_new(b, &err));
	assert_int_equal(strlen(a), 36);
	assert_string_not_equal(a, b);
	assert_int_equal(a[14], '7');
	time_format(951782399123, day);
	assert_string_equal(day, "2000-02-28T23:59:59.123Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_err_wrap_puts_context_first),
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_str),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
