/*
 * Resolve, one letter off: the gazetteer's name that a misspelt one stands for.
 *
 * All words at edit distance one are looked up: deletions, exchanges, insertions and the swapping of neighbours. That
 * is some 600 look-ups a name, done once for each unknown name of a document. The hash of each follows from those of the
 * letters before and behind (text/token.h); most end at the table's filter, and no word is put together for them.
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
	const uint16_t *word;
	size_t n;
	uint64_t before[MAX_LETTERS + 1],
		behind[MAX_LETTERS + 1]; /* hashes of the letters before i, and from i on */
	uint64_t power[MAX_LETTERS + 1];
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

/* The word with the letters [i, i + drop) replaced. */
static void try_edit(struct search *s, size_t i, size_t drop, const uint16_t *put, size_t n_put)
{
	uint64_t hash = s->behind[i + drop];
	for (size_t k = n_put; k-- > 0;)
		hash = token_hash_push(hash, put[k]);
	if (!phrase_may_have(s->r->e->names, s->before[i] + s->power[i] * hash))
		return;
	uint16_t buf[MAX_LETTERS + 2];
	memcpy(buf, s->word, i * sizeof *buf);
	memcpy(buf + i, put, n_put * sizeof *buf);
	memcpy(buf + i + n_put, s->word + i + drop, (s->n - i - drop) * sizeof *buf);
	try_word(s, buf, s->n - drop + n_put);
}

static void try_edits(struct search *s)
{
	enum { LETTERS = sizeof letters / sizeof *letters };
	const uint16_t *w = s->word;
	size_t n = s->n;
	s->before[0] = 0;
	s->power[0] = 1;
	for (size_t i = 0; i < n; i++) {
		s->before[i + 1] = s->before[i] + s->power[i] * w[i];
		s->power[i + 1] = s->power[i] * TOKEN_HASH_K;
	}
	s->behind[n] = 0;
	for (size_t i = n; i-- > 0;)
		s->behind[i] = token_hash_push(s->behind[i + 1], w[i]);
	for (size_t i = 0; i <= n; i++) {
		if (i < n)
			try_edit(s, i, 1, w, 0);
		for (size_t k = 0; k < LETTERS; k++)
			try_edit(s, i, 0, &letters[k], 1);
		for (size_t k = 0; i < n && k < LETTERS; k++)
			try_edit(s, i, 1, &letters[k], 1);
		if (i + 1 < n)
			try_edit(s, i, 2, (uint16_t[]){w[i + 1], w[i]}, 2);
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
	struct search s;
	s.r = r;
	s.within = within;
	s.best = NULL;
	s.best_cost = 1e5;
	s.word = w;
	s.n = n;
	try_edits(&s);
	bool measured = r->setting.n_anchors > 0;
	return s.best && (!measured || s.best_cost < NEAR_KM) ? s.best : NULL;
}
