/* Fuzz: any text gives findings that keep the data model's rules, and a span chosen anywhere can be read. */
#include "base/utf8.h"
#include "detect/detect.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
	if (!condition)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct detector *detector;
	struct err err;
	if (!detector)
		require(detector_new(NULL, &detector, &err));
	uint32_t *cp = malloc((n + 1) * sizeof *cp);
	require(cp);
	struct detect_input in = {{cp, 0}, NULL};
	for (size_t pos = 0; pos < n;) {
		uint32_t c = utf8_decode(data, n, &pos);
		cp[in.text.len_cp++] = c == CP_INVALID || c == 0 ? CP_REPLACEMENT : c;
	}
	struct arena arena = {0};
	struct findings f;
	require(detect_run(detector, &in, &arena, &f, &err));
	for (size_t i = 0; i < f.n_figures; i++)
		require(figure_check(&f.figures[i], i, f.n_figures, f.n_places, in.text.len_cp, &err));
	for (size_t i = 0; i < f.n_places; i++)
		require(place_check(&f.places[i], in.text.len_cp, &err));
	if (in.text.len_cp && in.text.len_cp < 2000) {
		uint32_t beg = data[0] % in.text.len_cp, end = beg + 1 + data[n - 1] % (in.text.len_cp - beg);
		struct figure figure;
		require(detect_read_figure(detector, &in, (struct span){beg, end}, &arena, &figure, &err));
		require(figure.span.beg_cp == beg && figure.span.end_cp == end);
	}
	arena_release(&arena);
	free(cp);
	return 0;
}
