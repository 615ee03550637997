/*
 * Resolve, the setting: which countries and governorates a document is about, and where its unambiguous places lie.
 *
 * Anchors are at most MAX_ANCHORS points at least 5 km apart, so measuring a candidate costs a constant.
 */
#include "detect/resolve.h"

#include <string.h>

struct rows rows_of(const struct place_engine *e, uint32_t first)
{
	struct rows out;
	out.n = 0; /* the array is left as it is */
	for (uint32_t at = first; at != NAME_NONE && out.n < MAX_ROWS; at = phrase_next(e->names, at)) {
		uint32_t value = phrase_value(e->names, at);
		if (value >= GAZETTEER_WORD)
			continue;
		const struct gaz_row *row = gazetteer_row(e->gazetteer, value);
		bool seen = false;
		for (size_t i = 0; i < out.n; i++)
			seen |= out.v[i] == row;
		if (!seen)
			out.v[out.n++] = row;
	}
	return out;
}

static size_t country_slot(const char *c)
{
	return (size_t)(c[0] - 'A') * 26 + (size_t)(c[1] - 'A');
}

static void count_country(struct setting *s, const char *c, uint32_t weight)
{
	if (!*c)
		return;
	uint32_t *n = &s->countries[country_slot(c)];
	*n += weight;
	s->n_countries += weight;
	if (!*s->main_country || *n > s->countries[country_slot(s->main_country)])
		memcpy(s->main_country, c, COUNTRY_TEXT);
}

uint32_t setting_country(const struct setting *s, const char *country)
{
	return *country ? s->countries[country_slot(country)] : 0;
}

uint32_t setting_weight(uint32_t n_mentions)
{
	return 2 * (uint32_t)sqrt((double)n_mentions);
}

static size_t admin_slot(const struct setting *s, const char *country, const char *admin1)
{
	uint32_t h = 2166136261u ^ (uint32_t)country_slot(country);
	for (const char *p = admin1; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	size_t i = h % ADMIN_SLOTS;
	while (s->admins[i].country &&
		(strcmp(s->admins[i].admin1, admin1) != 0 || !same_country(s->admins[i].country, country)))
		i = (i + 1) % ADMIN_SLOTS;
	return i;
}

static void count_admin(struct setting *s, const char *country, const char *admin1, uint32_t weight)
{
	if (!*country || !*admin1)
		return;
	struct admin_count *c = &s->admins[admin_slot(s, country, admin1)];
	if (!c->country) {
		if (s->n_admins >= ADMIN_SLOTS / 2)
			return;
		s->n_admins++;
		c->country = country;
		c->admin1 = admin1;
	}
	c->n += weight;
	if (c->n > s->most_admin)
		s->most_admin = c->n;
}

uint32_t setting_admin(const struct setting *s, const char *country, const char *admin1)
{
	if (!*country || !*admin1)
		return 0;
	return s->admins[admin_slot(s, country, admin1)].n;
}

static double measure(const struct setting *s, const struct gaz_row *row, uint32_t name)
{
	/* Equirectangular: right to a percent at these latitudes and distances. */
	double best = INFINITY, shrink = cos(row->lat * 0.017453292519943295);
	for (size_t i = 0; i < s->n_anchors; i++) {
		double y = row->lat - s->anchors[i].lat, x = (row->lon - s->anchors[i].lon) * shrink;
		double d = y * y + x * x;
		if (d < best && s->anchors[i].name != name)
			best = d;
	}
	return isinf(best) ? 0 : sqrt(best) * 111.2;
}

/* The slot of a row and a name, theirs from now on. */
static struct weighed *weighed(const struct setting *s, const struct gaz_row *row, uint32_t name)
{
	uint64_t h = ((uint64_t)(uintptr_t)row + name) * 0x9E3779B97F4A7C15u;
	struct weighed *w = &s->weighed[h >> (64 - s->weighed_bits)];
	if (w->row != row || w->name != name)
		*w = (struct weighed){.row = row, .name = name};
	return w;
}

double setting_distance(const struct setting *s, const struct gaz_row *row, uint32_t name)
{
	if (s->n_anchors == 0 || isnan(row->lat))
		return 0;
	if (!s->weighed)
		return measure(s, row, name);
	struct weighed *w = weighed(s, row, name);
	if (!w->has_km) {
		w->km = measure(s, row, name);
		w->has_km = true;
	}
	return w->km;
}

static double points_of(const struct setting *s, const struct gaz_row *row, uint32_t name)
{
	double p = 0;
	if (s->n_countries && *row->country)
		p += same_country(row->country, s->main_country) ? 2.5
		     : same_land(row->country, s->main_country)  ? 0
								 : -2;
	uint32_t named = setting_admin(s, row->country, row->admin1);
	if (named)
		p += 0.8 + 1.2 * named / s->most_admin;
	enum { AREA = 1 << KIND_GOVERNORATE | 1 << KIND_REGION | 1 << KIND_SEA | 1 << KIND_RIVER };
	if (s->n_anchors && AREA >> row->kind & 1)
		p += 2; /* a point says little of an area */
	else if (s->n_anchors && !isnan(row->lat) && row->kind != KIND_COUNTRY) {
		double d = setting_distance(s, row, name);
		p += d < 15 ? 2.5 : d < 40 ? 1.5 : d < 90 ? 0.5 : d > 250 && row->rank > 1 ? -2 : 0;
	}
	return p;
}

double setting_points(const struct setting *s, const struct gaz_row *row, uint32_t name)
{
	struct weighed *w = weighed(s, row, name);
	if (!w->has_points) {
		w->points = points_of(s, row, name);
		w->has_points = true;
	}
	return w->points;
}

static void add_anchor(struct setting *s, const struct gaz_row *row, uint32_t name)
{
	if (isnan(row->lat) || s->n_anchors == MAX_ANCHORS ||
		(s->n_anchors && setting_distance(s, row, UINT32_MAX) < 5))
		return;
	s->anchors[s->n_anchors].lat = row->lat;
	s->anchors[s->n_anchors].lon = row->lon;
	s->anchors[s->n_anchors].name = name;
	s->n_anchors++;
}

static bool is_wide(const struct gaz_row *row)
{
	return row->kind == KIND_COUNTRY || row->kind == KIND_REGION || row->kind == KIND_SEA ||
	       row->kind == KIND_RIVER;
}

/* Where a name lies: a governorate where the city of that name does; NULL when there is none. */
static const struct gaz_row *point_of(const struct rows *rows, const struct gaz_row *best)
{
	for (size_t i = 0; i < rows->n && best->kind == KIND_GOVERNORATE; i++)
		if (is_settlement(rows->v[i]->kind) && rows->v[i]->rank <= 2 &&
			same_country(rows->v[i]->country, best->country))
			return rows->v[i];
	return best->kind == KIND_GOVERNORATE ? NULL : best;
}

/* One name of the document: what all its rows agree on counts, by the square root of how often it is named. */
static void count_name(
	struct setting *s, const struct rows *rows, const struct name_info *info, uint32_t name)
{
	uint32_t weight = setting_weight(info->n_mentions);
	const struct gaz_row *best = rows->v[0];
	bool one_country = true, one_admin = true;
	for (size_t i = 1; i < rows->n; i++) {
		const struct gaz_row *row = rows->v[i];
		one_country &= same_country(row->country, best->country);
		one_admin &= strcmp(row->admin1, rows->v[0]->admin1) == 0;
		if (row->rank < best->rank)
			best = row;
	}
	for (size_t i = 0; i < rows->n; i++)
		if (!*rows->v[i]->country)
			return; /* a sea, or a governorate on its shore */
	/* A city outweighs the villages that share its name, unless the text calls it one. */
	bool great = best->rank <= 1 && !info->small;
	bool clear = one_country || great;
	bool half = best->kind == KIND_COUNTRY || !one_country || best->common || best->rank >= 5;
	if (clear)
		count_country(s, best->country, half ? weight / 2 : weight);
	bool clear_admin = (one_country && one_admin) || great;
	if (is_wide(best) || !clear || !clear_admin)
		return;
	count_admin(s, best->country, best->admin1, weight);
	const struct gaz_row *point = point_of(rows, best);
	if (point)
		add_anchor(s, point, name);
}

bool setting_read(struct resolver *r, struct err *err)
{
	for (size_t n = 0; n < r->n_names; n++) {
		const struct name_info *name = &r->names[n];
		if (name->first == NAME_NONE || !name->strong)
			continue;
		struct rows rows = rows_of(r->e, name->first);
		if (rows.n)
			count_name(&r->setting, &rows, name, (uint32_t)n);
	}
	for (unsigned n = 1; n < NATIONS; n++)
		if (r->list->nations[n] && word_nation_sets(n))
			count_country(
				&r->setting, word_nation(n), (uint32_t)sqrt((double)r->list->nations[n]));
	unsigned bits = 6;
	while (bits < 13 && (size_t)1 << bits < 4 * r->n_names)
		bits++;
	r->setting.weighed_bits = bits;
	r->setting.weighed = arena_zalloc(r->a, sizeof *r->setting.weighed << bits);
	return r->setting.weighed || err_memory(err);
}
