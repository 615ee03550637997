/*
 * Resolve, one letter off: the gazetteer's name that a misspelt one stands for.
 *
 * All words at edit distance one are looked up: deletions, exchanges, insertions and the swapping of neighbours. That
 * is some 600 look-ups a name, done once for each unknown name of a document.
 */
#include "detect/resolve.h"

#include "text/fold.h"

#include <string.h>

enum { MIN_LETTERS = 5, MAX_LETTERS = 40, ALIF = 0x0627, LAM = 0x0644 };

/* The folded letters of Arabic; teh marbuta, hamza on carriers and alif maqsura fold into these. */
static const uint16_t letters[] = {0x0621, 0x0627, 0x0628, 0x062A, 0x062B, 0x062C, 0x062D, 0x062E, 0x062F,
	0x0630, 0x0631, 0x0632, 0x0633, 0x0634, 0x0635, 0x0636, 0x0637, 0x0638, 0x0639, 0x063A, 0x0641,
	0x0642, 0x0643, 0x0644, 0x0645, 0x0646, 0x0647, 0x0648, 0x064A};

struct search {
	const struct resolver *r;
	const struct gaz_row *within;
	const struct gaz_row *best;
	double best_cost;
};

/* Kilometres, a governorate's border counted as 40 and a wrong one as out of question. */
static double cost_of(const struct search *s, const struct gaz_row *row)
{
	const struct setting *set = &s->r->setting;
	double d = setting_distance(set, row, UINT32_MAX);
	if (set->n_countries && !same_country(row->country, set->main_country))
		return 1e6;
	if (row->kind == KIND_COUNTRY || row->kind == KIND_REGION || row->kind == KIND_FACILITY)
		return 1e6;
	if (s->within && *s->within->admin1 && strcmp(s->within->admin1, row->admin1) != 0)
		d += 200;
	return d + row->rank;
}

static void try_word(struct search *s, const uint16_t *word, size_t n)
{
	uint32_t first = phrase_exact(s->r->e->names, word, n);
	if (first == NAME_NONE)
		return;
	struct rows rows = rows_of(s->r->e, first);
	for (size_t i = 0; i < rows.n; i++) {
		double cost = cost_of(s, rows.v[i]);
		if (cost < s->best_cost) {
			s->best_cost = cost;
			s->best = rows.v[i];
		}
	}
}

static void try_edits(struct search *s, const uint16_t *w, size_t n)
{
	uint16_t buf[MAX_LETTERS + 2];
	for (size_t i = 0; i <= n; i++) {
		memcpy(buf, w, i * sizeof *w);
		if (i < n) {
			memcpy(buf + i, w + i + 1, (n - i - 1) * sizeof *w);
			try_word(s, buf, n - 1);
		}
		memcpy(buf + i + 1, w + i, (n - i) * sizeof *w);
		for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
			buf[i] = letters[k];
			try_word(s, buf, n + 1);
		}
		if (i == n)
			break;
		memcpy(buf, w, n * sizeof *w);
		for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
			buf[i] = letters[k];
			try_word(s, buf, n);
		}
		memcpy(buf, w, n * sizeof *w);
		if (i + 1 < n) {
			buf[i] = w[i + 1];
			buf[i + 1] = w[i];
			try_word(s, buf, n);
		}
	}
}

const struct gaz_row *fuzzy_find(
	const struct resolver *r, const struct place_mention *m, const struct gaz_row *within)
{
	enum { NEAR_KM = 35 };
	uint32_t n_cp = m->span.end_cp - m->span.beg_cp, joined[FOLD_MAX * MAX_LETTERS], cp[MAX_LETTERS];
	uint16_t w[MAX_LETTERS];
	size_t n = 0, k = 0;
	for (uint32_t i = 0; i < n_cp && k < MAX_LETTERS; i++)
		if (r->text->cp[m->span.beg_cp + i] > ' ' && r->text->cp[m->span.beg_cp + i] != '_')
			cp[k++] = r->text->cp[m->span.beg_cp + i];
	if (k == MAX_LETTERS)
		return NULL;
	k = fold_into(cp, k, joined);
	for (size_t i = 0; i < k && n < MAX_LETTERS; i++)
		w[n++] = (uint16_t)joined[i];
	size_t stem = n > 2 && w[0] == ALIF && w[1] == LAM ? n - 2 : n;
	if (stem < MIN_LETTERS || n >= MAX_LETTERS)
		return NULL;
	struct search s = {.r = r, .within = within, .best_cost = 1e5};
	try_edits(&s, w, n);
	bool measured = r->setting.n_anchors > 0;
	return s.best && (!measured || s.best_cost < NEAR_KM) ? s.best : NULL;
}
