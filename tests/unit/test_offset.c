/* Offset: every place of texts whose length is around the checkpoints, against counting from the beginning. */
#include "base/utf8.h"
#include "text/offset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* One of each length in both units, and two that neither can hold. */
static const uint32_t pool[] = {'a', 0x0642, 0x2026, 0x1F60A, 0xD800, 0x110000};

static void check_text(const uint32_t *cp, uint32_t n, const char *name)
{
	struct text t = {cp, n};
	struct offset_map *m = NULL;
	struct err err;
	assert_true(offset_map_new(&t, &m, &err));
	uint64_t u8 = 0, u16 = 0;
	for (uint32_t i = 0; i <= n; i++) {
		if (offset_cp_to_u8(m, i) != u8 || offset_cp_to_u16(m, i) != u16)
			fail_msg("%s: character %u of %u to bytes or units", name, i, n);
		char bytes[UTF8_MAX];
		size_t len_u8 = i < n ? utf8_encode(cp[i], bytes) : 2;
		unsigned len_u16 = i < n && cp[i] >= 0x10000 && cp[i] <= 0x10FFFF ? 2 : 1;
		/* an offset inside a character is that of its beginning; past the end it is the end */
		for (uint64_t k = 0; k < len_u8; k++)
			if (offset_u8_to_cp(m, u8 + k) != i)
				fail_msg("%s: byte %lu of %u characters", name, (unsigned long)(u8 + k), n);
		for (uint64_t k = 0; k < len_u16; k++)
			if (offset_u16_to_cp(m, u16 + k) != i)
				fail_msg("%s: unit %lu of %u characters", name, (unsigned long)(u16 + k), n);
		u8 += len_u8;
		u16 += len_u16;
	}
	assert_int_equal(offset_cp_to_u8(m, UINT32_MAX), offset_cp_to_u8(m, n));
	assert_int_equal(offset_cp_to_u16(m, UINT32_MAX), offset_cp_to_u16(m, n));
	assert_int_equal(offset_u8_to_cp(m, UINT64_MAX), n);
	assert_int_equal(offset_u16_to_cp(m, UINT64_MAX), n);
	offset_map_free(m);
}

static void test_every_place(void **state)
{
	(void)state;
	static const uint32_t lengths[] = {0, 1, 2, 255, 256, 257, 511, 512, 513, 1000};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		uint32_t n = lengths[i], seed = 1;
		/* the exact size on the heap, so that reading past the end is seen */
		uint32_t *cp = malloc(n ? n * sizeof *cp : 1);
		assert_non_null(cp);
		for (uint32_t k = 0; k < n; k++) {
			seed = seed * 1664525 + 1013904223;
			cp[k] = pool[(seed >> 16) % (sizeof pool / sizeof *pool)];
		}
		check_text(cp, n, "mixed");
		for (uint32_t k = 0; k < n; k++)
			cp[k] = 0x0642;
		check_text(cp, n, "two bytes");
		for (uint32_t k = 0; k < n; k++)
			cp[k] = 0x1F60A;
		check_text(cp, n, "pairs");
		free(cp);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
