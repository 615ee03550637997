/*
 * Faults: decoding, layout and offsets when the Nth allocation fails, for N = 1, 2, … until nothing fails any more.
 *
 * See lib/failing_malloc.h. A failure must be reported as ERR_MEMORY, leave the result alone,
 * keep nothing allocated, and leave the engine fit for the next paragraph.
 * Sanitizers bring a malloc of their own: with them this test is skipped.
 */
#include "text/decode.h"
#include "text/layout.h"
#include "text/offset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/failing_malloc.h"

#ifdef SANITIZED

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

/* What is tried: true when it worked, and then it has released everything. */
typedef bool attempt_fn(const void *arg, struct err *err);

static void fail_each_allocation(const char *name, attempt_fn *attempt, const void *arg)
{
	struct err err = {0};
	if (!attempt(arg, &err)) /* fills ICU's caches */
		fail_msg("%s: %s", name, err.text);
	unsigned long n = 1;
	for (;; n++) {
		long before = live;
		err = (struct err){0};
		countdown = n;
		bool ok = attempt(arg, &err);
		bool reached = countdown == 0;
		countdown = 0;
		if (live != before)
			fail_msg(
				"%s: %ld allocations are lost when number %lu fails", name, live - before, n);
		if (!ok && err.code != ERR_MEMORY)
			fail_msg("%s: allocation %lu fails with error %d: %s", name, n, err.code, err.text);
		if (!reached)
			break;
	}
	assert_true(n > 1);
}

struct bytes_in {
	const char *name, *bytes;
	size_t n;
};

static bool try_decode(const void *arg, struct err *err)
{
	const struct bytes_in *in = arg;
	struct decoded d = {.len_cp = 12345};
	if (!text_decode((const uint8_t *)in->bytes, in->n, NULL, &d, err)) {
		assert_int_equal(d.len_cp, 12345);
		return false;
	}
	char *text = text_to_utf8(d.cp, d.len_cp, NULL);
	bool ok = text || err_memory(err);
	free(text);
	decoded_release(&d);
	return ok;
}

static void test_decode(void **state)
{
	(void)state;
	static const struct bytes_in inputs[] = {
		{"UTF-8", "abc\r\n", 5},
		{"UTF-16", "\xFE\xFF\x06\x42", 4},
		{"windows-1256", "\xDE\xCA\xE1 12", 6},
	};
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
		fail_each_allocation(inputs[i].name, try_decode, &inputs[i]);
}

static bool try_offsets(const void *arg, struct err *err)
{
	struct offset_map *m = NULL;
	if (!offset_map_new(arg, &m, err)) {
		assert_null(m);
		return false;
	}
	offset_map_free(m);
	return true;
}

static bool try_layout(const void *arg, struct err *err)
{
	const struct text *t = arg;
	struct layout_engine *e = NULL;
	struct layout l = {0};
	struct layout_options opt = {.width_col = 20};
	bool ok = layout_engine_new(&e, err) && layout_paragraph(e, t, 0, t->len_cp, &opt, &l, err);
	if (!ok && e) { /* an engine that ran out of memory can be used again */
		struct err again;
		countdown = 0;
		assert_true(layout_paragraph(e, t, 0, t->len_cp, &opt, &l, &again));
		assert_int_equal(l.lines[l.n_lines - 1].end_cp, t->len_cp);
	}
	layout_release(&l);
	layout_engine_free(e);
	return ok;
}

static uint32_t *mixed_text(uint32_t n)
{
	static const uint32_t period[] = {0x0628, 'a', ' ', 0x0644, 0x0627, '(', '1', ')', 0x202B, 0x064E};
	uint32_t *cp = malloc(n * sizeof *cp);
	assert_non_null(cp);
	for (uint32_t i = 0; i < n; i++)
		cp[i] = period[i % (sizeof period / sizeof *period)];
	return cp;
}

static void test_offsets_and_layout(void **state)
{
	(void)state;
	uint32_t *cp = mixed_text(3000);
	struct text t = {cp, 3000};
	fail_each_allocation("offsets", try_offsets, &t);
	fail_each_allocation("layout", try_layout, &t);
	free(cp);
}

static void test_a_warm_engine_does_not_allocate(void **state)
{
	(void)state;
	uint32_t *cp = mixed_text(3000);
	struct text t = {cp, 3000};
	struct layout_engine *e = NULL;
	struct layout l = {0};
	struct err err;
	assert_true(layout_engine_new(&e, &err));
	unsigned long before = 0;
	for (int round = 0; round < 3; round++) {
		before = allocations;
		for (uint32_t n = 1; n <= t.len_cp; n += 97)
			for (uint16_t width = 10; width < 100; width += 40) {
				struct layout_options opt = {.width_col = width, .reveal = width > 50};
				assert_true(layout_paragraph(e, &t, 0, n, &opt, &l, &err));
			}
	}
	assert_int_equal(allocations - before, 0);
	layout_release(&l);
	layout_engine_free(e);
	free(cp);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_offsets_and_layout),
		cmocka_unit_test(test_a_warm_engine_does_not_allocate),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
