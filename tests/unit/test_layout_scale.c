/* Layout: huge and hostile paragraphs take time in proportion to their length. */
#include "text/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "lib/layout_fixture.h"

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double time_to_lay_out(struct fixture *f, const uint32_t *cp, uint32_t n)
{
	double start = seconds();
	lay_out(f, cp, 0, n, (struct layout_options){.width_col = 80});
	return seconds() - start;
}

/*
 * Sixteen times the text may take sixteen times as long, with a wide margin, whatever the text. A quadratic step would
 * take 256 times as long.
 */
static void test_hostile_text_is_linear(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *name;
		uint32_t period[6];
		uint32_t n;
	} cases[] = {
		{"open brackets, then closing ones of another kind", {'('}, 1},
		{"open and closing brackets that do not match", {'(', ']', 0x05D0}, 3},
		{"directions that alternate", {'a', 0x05D0}, 2},
		{"embeddings", {0x202B, 'a', 0x202A, 0x05D0}, 4},
		{"isolates", {0x2067, 'a', 0x2068, 0x0628, 0x2069}, 5},
		{"marks", {0x064E}, 1},
		{"zero-width characters", {0x200B}, 1},
		{"blanks", {' '}, 1},
		{"one word", {0x0628}, 1},
		{"lam-alef", {0x0644, 0x0627}, 2},
		{"controls", {0x1B, 0x9B}, 2},
		{"characters of two units", {0x1F600, 0x10D00}, 2},
	};
	enum { SMALL = 1 << 13, LARGE = 1 << 17 };
	uint32_t *cp = malloc(LARGE * sizeof *cp);
	assert_non_null(cp);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double took[2];
		for (int large = 0; large < 2; large++) {
			uint32_t n = large ? LARGE : SMALL;
			for (uint32_t k = 0; k < n; k++)
				cp[k] = cases[i].period[k % cases[i].n];
			for (uint32_t k = n / 2; i == 0 && k < n; k++)
				cp[k] = ']';
			cp[0] = 0x0628; /* both directions occur, so that bidi has work to do */
			cp[1] = 'a';
			took[large] = time_to_lay_out(f, cp, n);
		}
		if (took[1] > 0.02 && took[1] > 100 * took[0])
			fail_msg("%s: %.4f s, and %.4f s for 16 times as much", cases[i].name, took[0],
				took[1]);
	}
	free(cp);
}

static void test_a_million_characters(void **state)
{
	struct fixture *f = *state;
	enum { N = 1000003 };
	uint32_t *cp = malloc(N * sizeof *cp);
	assert_non_null(cp);
	for (uint32_t i = 0; i < N; i++)
		cp[i] = i % 6 == 5 ? ' ' : 0x0628 + i % 3;
	static const uint16_t widths[] = {1, 80, UINT16_MAX};
	for (int w = 0; w < 3; w++) {
		lay_out(f, cp, 0, N, (struct layout_options){.width_col = widths[w]});
		const struct layout_line *last = &f->l.lines[f->l.n_lines - 1];
		assert_int_equal(last->end_cp, N);
		assert_int_equal(last->first + last->n, f->l.n_cells);
		assert_true(f->l.n_lines >= N / 6 * 5 / widths[w]);
		assert_int_equal(layout_line_at(&f->l, N), f->l.n_lines - 1);
	}
	uint32_t chunks = 0;
	struct text t = {cp, N};
	for (uint32_t a = 0, b; a < N; a = b, chunks++) {
		b = layout_chunk_end(&t, a, N, LAYOUT_CHUNK_CP);
		assert_true(b - a <= LAYOUT_CHUNK_CP && (b == N || cp[b - 1] == ' '));
	}
	assert_in_range(chunks, N / LAYOUT_CHUNK_CP, N / (LAYOUT_CHUNK_CP - 8) + 1);
	free(cp);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hostile_text_is_linear, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_million_characters, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
