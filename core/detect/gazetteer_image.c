/* Gazetteer image: rows with offsets into one block of strings, each ended by a NUL. */
#include "detect/gazetteer_image.h"

#include "base/str.h"
#include "detect/gazetteer_table.h"

#include <stdlib.h>
#include <string.h>

enum { PART_ROWS = PHRASE_PARTS, PART_STRINGS, PART_IDS };
_Static_assert(PART_IDS + 1 == GAZETTEER_PARTS, "one tag a part");

struct packed_row {
	double lat, lon;
	uint32_t id, name, latin, admin1, admin2, admin3; /* in the strings */
	char country[COUNTRY_TEXT];
	uint8_t kind, rank, common, unsure, zero;
};
_Static_assert(sizeof(struct packed_row) == 48, "no hidden padding");

/* ---- writing ---- */

/* The offset of a string's copy; that of the row before when both share it. */
static uint32_t put_string(struct str *all, const char *s, const char *previous, uint32_t previous_at)
{
	if (s == previous)
		return previous_at;
	size_t at = all->len;
	if (at > UINT32_MAX)
		all->failed = true;
	str_add_n(all, s, strlen(s) + 1);
	return (uint32_t)at;
}

static struct packed_row pack(const struct gaz_row *r, const struct gaz_row *before,
	const struct packed_row *packed, struct str *all)
{
	static const struct gaz_row none;
	struct packed_row p;
	memset(&p, 0, sizeof p);
	before = before ? before : &none;
	p.lat = r->lat;
	p.lon = r->lon;
	p.id = put_string(all, r->id, before->id, packed->id);
	p.name = put_string(all, r->name, before->name, packed->name);
	p.latin = put_string(all, r->latin, before->latin, packed->latin);
	p.admin1 = put_string(all, r->admin1, before->admin1, packed->admin1);
	p.admin2 = put_string(all, r->admin2, before->admin2, packed->admin2);
	p.admin3 = put_string(all, r->admin3, before->admin3, packed->admin3);
	memcpy(p.country, r->country, strlen(r->country));
	p.kind = (uint8_t)r->kind;
	p.rank = r->rank;
	p.common = r->common;
	p.unsure = r->unsure;
	return p;
}

void gazetteer_put(const struct gazetteer *g, struct image_builder *b, uint32_t tag)
{
	struct str all = {0};
	struct packed_row *rows = calloc(g->n + 1, sizeof *rows), none = {0};
	str_add_n(&all, "", 1); /* never empty, and the end of it is an end of a string */
	for (size_t i = 0; rows && i < g->n; i++)
		rows[i] = pack(&g->rows[i], i ? &g->rows[i - 1] : NULL, i ? &rows[i - 1] : &none, &all);
	if (rows && !all.failed) {
		phrase_table_put(g->names, b, tag);
		image_add(b, tag + PART_ROWS, rows, sizeof *rows, g->n);
		image_add(b, tag + PART_STRINGS, all.data, 1, all.len);
		image_add(b, tag + PART_IDS, g->by_id, sizeof *g->by_id, g->id_mask + 1);
	} else {
		b->failed = true;
	}
	free(rows);
	str_release(&all);
}

/* ---- opening ---- */

struct names_check {
	size_t n_rows, n_words;
};

static bool check_value(const void *arg, uint32_t value)
{
	const struct names_check *c = arg;
	return value < GAZETTEER_WORD ? value < c->n_rows : value - GAZETTEER_WORD < c->n_words;
}

static bool country_fits(const char country[COUNTRY_TEXT])
{
	for (int i = 0; i < 2 && country[0]; i++)
		if (country[i] < 'A' || country[i] > 'Z')
			return false;
	return country[COUNTRY_TEXT - 1] == '\0';
}

static bool row_fits(const struct packed_row *p, size_t n_strings)
{
	return p->id < n_strings && p->name < n_strings && p->latin < n_strings && p->admin1 < n_strings &&
	       p->admin2 < n_strings && p->admin3 < n_strings && country_fits(p->country) &&
	       p->kind < vocab_place_kind.n && p->rank >= 1 && p->rank <= 5 && p->common <= 1 &&
	       p->unsure <= 1 && (isnan(p->lat) || fabs(p->lat) <= 90) &&
	       (isnan(p->lon) || fabs(p->lon) <= 180);
}

static struct gaz_row unpack(const struct packed_row *p, const char *strings)
{
	struct gaz_row r = {
		.id = strings + p->id,
		.name = strings + p->name,
		.latin = strings + p->latin,
		.admin1 = strings + p->admin1,
		.admin2 = strings + p->admin2,
		.admin3 = strings + p->admin3,
		.kind = (enum place_kind)p->kind,
		.lat = p->lat,
		.lon = p->lon,
		.rank = p->rank,
		.common = p->common,
		.unsure = p->unsure,
	};
	memcpy(r.country, p->country, sizeof r.country);
	return r;
}

static bool get_rows(const struct image *m, uint32_t tag, struct gazetteer *g)
{
	size_t n, n_strings;
	const struct packed_row *rows = image_part(m, tag + PART_ROWS, sizeof *rows, &n);
	const char *strings = image_part(m, tag + PART_STRINGS, 1, &n_strings);
	if (!rows || !strings || n >= GAZETTEER_WORD || n_strings == 0 || strings[n_strings - 1] != '\0')
		return false;
	g->rows = malloc((n + 1) * sizeof *g->rows);
	if (!g->rows)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!m->trusted && !row_fits(&rows[i], n_strings))
			return false;
		g->rows[i] = unpack(&rows[i], strings);
	}
	g->n = g->cap = n;
	return true;
}

/* A power of two of slots, half of them empty at the least, so that a probe ends. */
static bool get_ids(const struct image *m, uint32_t tag, struct gazetteer *g)
{
	size_t n, used = 0;
	const uint32_t *ids = image_part(m, tag + PART_IDS, sizeof *ids, &n);
	if (!ids || n == 0 || (n & (n - 1)) != 0)
		return false;
	for (size_t i = 0; !m->trusted && i < n; i++) {
		if (ids[i] > g->n)
			return false;
		used += ids[i] != 0;
	}
	g->by_id = (void *)ids; /* never written: nothing is added to a gazetteer in an image */
	g->id_mask = n - 1;
	return used <= n / 2;
}

bool gazetteer_get(const struct image *m, uint32_t tag, uint32_t n_words, struct gazetteer **out)
{
	struct gazetteer *g = calloc(1, sizeof *g);
	if (!g)
		return false;
	g->in_image = true;
	struct names_check check = {0, n_words};
	bool ok = get_rows(m, tag, g) && get_ids(m, tag, g);
	check.n_rows = g->n;
	if (!ok || !phrase_table_get(m, tag, check_value, &check, &g->names)) {
		gazetteer_free(g);
		return false;
	}
	*out = g;
	return true;
}
