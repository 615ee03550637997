/*
 * Gazetteer: rows in one array, their strings in one arena, their names in one phrase table.
 *
 * Loading makes no allocation a row; a row's governorate is usually that of the row before and is then shared. Row ids
 * are unique over all tables: an open-addressing table finds them. A hash map from names to rows was rejected, because
 * reading a text needs the phrase table anyway.
 */
#include "detect/gazetteer_table.h"

#include <stdlib.h>
#include <string.h>

bool gazetteer_new(struct gazetteer **out, struct err *err)
{
	struct gazetteer *g = calloc(1, sizeof *g);
	if (!g)
		return err_memory(err);
	g->id_mask = 1023;
	g->by_id = calloc(g->id_mask + 1, sizeof *g->by_id);
	if (!g->by_id || !phrase_table_new(&g->names, err)) {
		free(g->by_id);
		free(g);
		return err_memory(err);
	}
	*out = g;
	return true;
}

void gazetteer_free(struct gazetteer *g)
{
	if (!g)
		return;
	free(g->rows);
	if (!g->in_image)
		free(g->by_id);
	phrase_table_free(g->names);
	arena_release(&g->strings);
	free(g);
}

void gazetteer_use_letters(struct gazetteer *g, const struct token_tables *letters)
{
	g->letters = letters;
}

size_t gazetteer_count(const struct gazetteer *g)
{
	return g->n;
}

const struct gaz_row *gazetteer_row(const struct gazetteer *g, size_t i)
{
	return &g->rows[i];
}

size_t gazetteer_index(const struct gazetteer *g, const struct gaz_row *row)
{
	return (size_t)(row - g->rows);
}

struct phrase_table *gazetteer_names(const struct gazetteer *g)
{
	return g->names;
}

/* ---- ids ---- */

/* FNV-1a, 64 bits. */
static uint64_t id_hash(const char *id, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)id[i]) * 0x100000001b3u;
	return h ^ h >> 29;
}

size_t gazetteer_id_slot(const struct gazetteer *g, const char *id, size_t len)
{
	size_t i = id_hash(id, len) & g->id_mask;
	for (; g->by_id[i]; i = (i + 1) & g->id_mask) {
		const char *other = g->rows[g->by_id[i] - 1].id;
		if (strncmp(other, id, len) == 0 && other[len] == '\0')
			break;
	}
	return i;
}

const struct gaz_row *gazetteer_by_id(const struct gazetteer *g, const char *id)
{
	uint32_t at = g->by_id[gazetteer_id_slot(g, id, strlen(id))];
	return at ? &g->rows[at - 1] : NULL;
}

bool gazetteer_id_add(struct gazetteer *g, size_t row, struct err *err)
{
	if ((row + 1) * 2 > g->id_mask) {
		size_t mask = g->id_mask * 2 + 1;
		uint32_t *table = calloc(mask + 1, sizeof *table);
		if (!table)
			return err_memory(err);
		free(g->by_id);
		g->by_id = table;
		g->id_mask = mask;
		for (size_t i = 0; i < row; i++)
			g->by_id[gazetteer_id_slot(g, g->rows[i].id, strlen(g->rows[i].id))] =
				(uint32_t)i + 1;
	}
	g->by_id[gazetteer_id_slot(g, g->rows[row].id, strlen(g->rows[row].id))] = (uint32_t)row + 1;
	return true;
}

bool gazetteer_add_word(struct gazetteer *g, const char *word, size_t len, uint32_t tag, struct err *err)
{
	return phrase_table_add(g->names, word, len, GAZETTEER_WORD | tag, err);
}

bool gazetteer_seal(struct gazetteer *g, struct err *err)
{
	return phrase_table_seal(g->names, err);
}

/* ---- looking up ---- */

static bool holds(const uint32_t *rows, size_t n, uint32_t row)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i] == row)
			return true;
	return false;
}

enum { MAX_FOUND = 256, MAX_MATCHES = 12 };

/* All rows whose name is the whole text. */
static size_t find_rows(const struct gazetteer *g, const uint32_t *cp, size_t n, uint32_t rows[MAX_FOUND])
{
	struct tokens tokens = {.tables = g->letters};
	struct text text = {cp, (uint32_t)n};
	struct err err;
	size_t found = 0;
	if (n == 0 || n > 10 * MAX_NAME_U8 || !tokens_scan(&tokens, &text, 0, &err))
		return 0;
	uint32_t first = 0;
	while (first < tokens.n && tokens.v[first].n_fold == 0)
		first++;
	struct phrase_match match[MAX_MATCHES];
	size_t m = first < tokens.n
			   ? phrase_all(g->names, &tokens, first, PHRASE_ANY_ARTICLE, match, MAX_MATCHES)
			   : 0;
	for (size_t i = 0; i < m; i++) {
		if (first + match[i].n_tokens < tokens.n)
			continue;
		for (uint32_t at = match[i].first; at != UINT32_MAX; at = phrase_next(g->names, at)) {
			uint32_t row = phrase_value(g->names, at);
			if (row < GAZETTEER_WORD && found < MAX_FOUND && !holds(rows, found, row))
				rows[found++] = row;
		}
	}
	tokens_release(&tokens);
	return found;
}

struct ranked {
	const struct gaz_row *row;
	double cost; /* lower is better */
};

static int by_cost(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* What nearness to the places that stand is worth: a rank a doubling of the distance, and two for the governorate. */
static double cost_near(const struct gaz_row *r, const struct place *near, size_t n_near)
{
	double best = 2000;
	bool same_admin1 = false;
	for (size_t i = 0; i < n_near; i++) {
		if (near[i].admin1 && *r->admin1 && strcmp(near[i].admin1, r->admin1) == 0)
			same_admin1 = true;
		if (isnan(near[i].lat) || isnan(r->lat))
			continue;
		double d = geo_distance_km(r->lat, r->lon, near[i].lat, near[i].lon);
		if (d < best)
			best = d;
	}
	return n_near ? log2(1 + best / 10) - (same_admin1 ? 2 : 0) : 0;
}

size_t gazetteer_candidates(const struct gazetteer *g, const uint32_t *cp, size_t n, const struct place *near,
	size_t n_near, const struct gaz_row **out, size_t max)
{
	uint32_t rows[MAX_FOUND];
	struct ranked ranked[MAX_FOUND];
	size_t found = find_rows(g, cp, n, rows);
	for (size_t i = 0; i < found; i++) {
		const struct gaz_row *r = &g->rows[rows[i]];
		ranked[i] = (struct ranked){r, r->rank + cost_near(r, near, n_near)};
	}
	qsort(ranked, found, sizeof *ranked, by_cost);
	for (size_t i = 0; i < found && i < max; i++)
		out[i] = ranked[i].row;
	return found;
}

size_t gazetteer_find(
	const struct gazetteer *g, const uint32_t *cp, size_t n, const struct gaz_row **out, size_t max)
{
	return gazetteer_candidates(g, cp, n, NULL, 0, out, max);
}

double geo_distance_km(double lat1, double lon1, double lat2, double lon2)
{
	const double radius_km = 6371, rad = 0.017453292519943295;
	double s = sin((lat2 - lat1) * rad / 2), t = sin((lon2 - lon1) * rad / 2);
	double h = s * s + cos(lat1 * rad) * cos(lat2 * rad) * t * t;
	return 2 * radius_km * asin(sqrt(h < 1 ? h : 1));
}
