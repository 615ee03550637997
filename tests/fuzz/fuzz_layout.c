/*
 * Fuzz: any code points, with any options, give lines that tile the paragraph and fit, of cells that may be drawn.
 *
 * The first four bytes are the options, then each code point is two or three bytes: of the blocks where layout has
 * decisions to make, or anything.
 */
#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { LEN_MAX = 4096 };

static void require(bool condition)
{
	if (!condition)
		abort();
}

static uint32_t read_text(const uint8_t *data, size_t n, uint32_t *cp)
{
	static const uint32_t blocks[] = {0x0000, 0x0600, 0x0000, 0x0600, 0x2000, 0x0300, 0x4E00, 0xFE00};
	uint32_t len = 0;
	for (size_t i = 0; i + 2 < n && len < LEN_MAX; i += 2) {
		if (data[i] >= 0xF0) {
			cp[len++] =
				(uint32_t)(data[i] & 0x1F) << 16 | (uint32_t)data[i + 1] << 8 | data[i + 2];
			i++;
		} else {
			cp[len++] = blocks[data[i] % 8] + data[i + 1];
		}
	}
	return len;
}

static void check(const struct layout *l, uint32_t beg, uint32_t end)
{
	uint32_t at = beg, cells = 0;
	require(l->n_lines >= 1);
	for (uint32_t n = 0; n < l->n_lines; n++) {
		const struct layout_line *line = &l->lines[n];
		require(line->beg_cp == at && line->first == cells && line->width_col <= l->width_col);
		at = line->end_cp;
		cells += line->n;
		for (uint32_t k = line->first; k < cells; k++) {
			const struct layout_cell *c = &l->cells[k];
			require(c->beg_cp >= line->beg_cp && c->end_cp <= line->end_cp &&
				c->beg_cp < c->end_cp);
			require(c->cp[0] >= ' ' && c->cp[0] <= 0x10FFFF &&
				layout_cp_width(c->cp[0]) == c->width_col);
			require(c->n_cp >= 1 && c->n_cp <= LAYOUT_CELL_CP);
			require(layout_cell_at(l, n, c->col) == (int32_t)k);
			require(layout_cell_of(l, n, c->beg_cp) == (int32_t)k);
		}
	}
	require(at == end && cells == l->n_cells);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct layout_engine *e; /* building one takes longer than an input */
	struct err err;
	if (!e && !layout_engine_new(&e, &err))
		return 0;
	if (n < 4)
		return 0;
	uint32_t *cp = malloc(LEN_MAX * sizeof *cp);
	require(cp != NULL);
	uint32_t len = read_text(data + 4, n - 4, cp);
	struct text t = {realloc(cp, (len ? len : 1) * sizeof *cp), len};
	require(t.cp != NULL);
	uint32_t cuts[2] = {data[2], data[2] + data[3]};
	struct layout_options opt = {
		.width_col = data[0] ? data[0] : UINT16_MAX,
		.base = (enum layout_base)(data[1] & 3),
		.reveal = data[1] & 4,
		.cuts = cuts,
		.n_cuts = data[1] & 8 ? 2 : 0,
	};
	uint32_t max = data[1] & 16 ? 16 : LAYOUT_CHUNK_CP;
	struct layout l = {0};
	for (uint32_t beg = 0; beg <= len;) {
		uint32_t end = layout_paragraph_end(&t, beg), a = beg;
		do {
			uint32_t b = layout_chunk_end(&t, a, end, max);
			require(b > a || a == end);
			if (layout_paragraph(e, &t, a, b, &opt, &l, &err))
				check(&l, a, b);
			a = b;
		} while (a < end);
		beg = end + 1;
	}
	layout_release(&l);
	free((void *)(uintptr_t)t.cp);
	return 0;
}
