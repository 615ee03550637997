/*
 * Resolve, the choice: which row a mention means.
 *
 * A candidate's points come from the kind that the text asserts, from what the place is said to lie in, from the other
 * places of the document and from its rank. The points are log-odds of a sort: two are a strong hint, four settle it.
 */
#include "detect/resolve.h"

#include <string.h>

enum { NONE = -1 };

/* ---- what kind of row a mention wants ---- */

static bool wants_governorate(const struct place_mention *m)
{
	if (m->cues & CUE_HEAD)
		return m->kind == KIND_GOVERNORATE;
	return m->cues & (CUE_COUNTRYSIDE | CUE_LINE_HEAD | CUE_DIRECTION);
}

static bool is_quarter(unsigned kind)
{
	return kind == KIND_NEIGHBOURHOOD || kind == KIND_CAMP || kind == KIND_VILLAGE ||
	       kind == KIND_LOCALITY || kind == KIND_TOWN;
}

static bool is_landform(unsigned kind)
{
	return kind == KIND_HILL || kind == KIND_MOUNTAIN || kind == KIND_PLAIN || kind == KIND_VALLEY ||
	       kind == KIND_LOCALITY || kind == KIND_REGION;
}

static double points_for_kind(
	const struct resolver *r, const struct place_mention *m, const struct gaz_row *row)
{
	if (!(m->cues & CUE_HEAD) && m->kind == KIND_OTHER) {
		if (row->kind == KIND_GOVERNORATE)
			return wants_governorate(m) ? 2.5 : -2;
		if (row->kind == KIND_DISTRICT || row->kind == KIND_SUBDISTRICT)
			return -1.5;
		return is_settlement(row->kind) || row->kind == KIND_COUNTRY || row->kind == KIND_REGION ? 0.5
		       : row->kind == KIND_FACILITY                                                      ? -1
													 : 0;
	}
	if (row->kind == m->kind) {
		if (m->kind == KIND_LOCALITY && is_loose(r, m))
			return 0.5; /* the junction of a town */
		return is_loose(r, m) && engine_word(r->e, m->head)->flags & FLAG_PLURAL ? -1 : 3;
	}
	if (is_loose(r, m)) {
		if (row->kind == KIND_GOVERNORATE)
			return engine_word(r->e, m->head)->flags & (FLAG_FACILITY | FLAG_ROAD) ? -4 : -1;
		if (m->kind != KIND_DISTRICT && is_unit(row->kind))
			return -1;
		return row->kind == KIND_SUBDISTRICT ? 2 : 0.5;
	}
	if (is_settlement(m->kind) && is_settlement(row->kind))
		return 0.5;
	if ((is_quarter(m->kind) && is_quarter(row->kind)) || (is_unit(m->kind) && is_unit(row->kind)) ||
		(is_landform(m->kind) && (is_landform(row->kind) || row->kind == KIND_VILLAGE)))
		return 0;
	return is_unit(row->kind) || row->kind == KIND_COUNTRY ? -4 : -2;
}

/* ---- what a mention lies in ---- */

static bool same_admin1(const struct gaz_row *a, const struct gaz_row *b)
{
	return *a->admin1 && same_country(a->country, b->country) && strcmp(a->admin1, b->admin1) == 0;
}

static double points_within_row(const struct gaz_row *row, const struct gaz_row *outer)
{
	bool country = same_country(row->country, outer->country), admin1 = same_admin1(row, outer);
	if (row == outer)
		return -6;
	switch (outer->kind) {
	case KIND_COUNTRY:
		return country ? 2 : same_land(row->country, outer->country) ? 1.5 : -6;
	case KIND_GOVERNORATE:
		return admin1 ? 4 : -3;
	case KIND_DISTRICT:
		return admin1 && strcmp(row->admin2, outer->admin2) == 0 ? 5 : admin1 ? 1.5 : -3;
	case KIND_SUBDISTRICT:
		return admin1 && strcmp(row->admin3, outer->admin3) == 0 ? 6 : admin1 ? 1.5 : -3;
	default:
		break;
	}
	if (isnan(row->lat) || isnan(outer->lat))
		return admin1 ? 2 : -2;
	double d = geo_distance_km(row->lat, row->lon, outer->lat, outer->lon);
	double abroad = outer->kind == KIND_REGION && *outer->country && !country ? 5 : 0;
	return (d < 15 ? 5 : d < 40 ? 3 : d < 90 ? 0.5 : -3) - abroad;
}

double resolve_points_within(const struct resolver *r, const struct gaz_row *row, int32_t outer)
{
	if (outer < 0)
		return 0;
	const struct place_mention *o = &r->list->v[outer];
	struct rows rows = rows_of(r->e, o->first);
	double best = rows.n ? -6 : 0, likely = -1e9;
	for (size_t i = 0; i < rows.n; i++) {
		double p = setting_points(&r->setting, rows.v[i], r->name_of[outer]);
		likely = p > likely ? p : likely;
	}
	for (size_t i = 0; i < rows.n; i++) {
		if (setting_points(&r->setting, rows.v[i], r->name_of[outer]) < likely - 1.5)
			continue; /* a namesake that the document does not mean */
		if (rows.v[i]->kind == KIND_GOVERNORATE && o->cues & CUE_HEAD &&
			o->kind != KIND_GOVERNORATE && !is_loose(r, o))
			continue;
		double p = points_within_row(row, rows.v[i]);
		best = p > best ? p : best;
	}
	return best;
}

/* The row of an outer place that says most about the governorate. */
const struct gaz_row *resolve_outer_row(const struct resolver *r, int32_t outer)
{
	if (outer < 0)
		return NULL;
	const struct place_mention *o = &r->list->v[outer];
	struct rows rows = rows_of(r->e, o->first);
	const struct gaz_row *best = NULL;
	double best_points = -1e9;
	bool town = o->cues & CUE_HEAD && is_settlement(o->kind) && !is_loose(r, o); /* "the city of X" */
	for (size_t i = 0; i < rows.n; i++) {
		const struct gaz_row *row = rows.v[i];
		double p = 5 - row->rank + (row->kind == KIND_GOVERNORATE ? (town ? -2 : 2) : 0) +
			   (setting_admin(&r->setting, row->country, row->admin1) ? 3 : 0) +
			   (same_country(row->country, r->setting.main_country) ? 3 : 0);
		if (p > best_points) {
			best_points = p;
			best = row;
		}
	}
	return best;
}

/* ---- choosing ---- */

/*
 * Whether a village shares its name with a city of the first rank, or with one of the second in its country, and nothing
 * says that the village is meant.
 */
static bool overshadowed(const struct place_mention *m, const struct rows *rows, const struct gaz_row *row)
{
	if (row->rank < 4 || m->cues & (CUE_HEAD | CUE_PLURAL))
		return false;
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i]->kind != KIND_FACILITY &&
			(rows->v[i]->rank <= 1 || (rows->v[i]->rank == 2 && rows->v[i]->kind == KIND_CITY &&
							  same_country(rows->v[i]->country, row->country))))
			return true;
	return false;
}

/* What the place beside this one in its list surely means. */
struct fellow {
	const struct gaz_row *row; /* NULL: it has namesakes abroad */
	bool one_admin;            /* it has none in another governorate */
};

static int32_t after_in_list(const struct resolver *r, size_t i)
{
	const struct place_mention *v = r->list->v;
	return i + 1 < r->list->n && v[i + 1].list == (int32_t)i ? (int32_t)i + 1 : NONE;
}

/* The mention before in the list; of the first, the one after; or -1. */
static int32_t beside_in_list(const struct resolver *r, size_t i)
{
	int32_t before = r->list->v[i].list;
	return before >= 0 ? before : after_in_list(r, i);
}

static struct fellow fellow_of(const struct resolver *r, size_t i)
{
	int32_t beside = beside_in_list(r, i);
	struct rows rows = beside < 0 ? (struct rows){.n = 0} : rows_of(r->e, r->list->v[beside].first);
	struct fellow f = {rows.n ? rows.v[0] : NULL, rows.n > 0};
	for (size_t k = 1; k < rows.n; k++) {
		if (!same_country(rows.v[k]->country, rows.v[0]->country))
			return (struct fellow){NULL, false};
		f.one_admin &= same_admin1(rows.v[k], rows.v[0]);
	}
	return f;
}

static double points(const struct resolver *r, size_t i, const struct gaz_row *row,
	const struct gaz_row *line, const struct fellow *fellow)
{
	const struct place_mention *m = &r->list->v[i];
	const struct gaz_row *shared = r->names[r->name_of[i]].within;
	double p = (5 - row->rank) * 0.6 + points_for_kind(r, m, row) +
		   setting_points(&r->setting, row, r->name_of[i]);
	if (r->within[i] >= 0)
		p += resolve_points_within(r, row, r->within[i]);
	else if (shared && !is_unit(row->kind) && shared->kind != KIND_REGION && shared->kind != KIND_COUNTRY)
		p += points_within_row(row, shared) / 2;
	const struct gaz_row *beside = fellow->row;
	if (beside && *beside->country && *row->country)
		p += same_country(beside->country, row->country) ? 1 : -1;
	if (beside && fellow->one_admin && same_admin1(beside, row))
		p += 1.5;
	if (m->nation && *row->country)
		p += same_land(row->country, word_nation(m->nation)) ? 3 : -4;
	if (line && same_admin1(row, line))
		p += 3;
	else if (line && !is_unit(row->kind) && row->kind != KIND_COUNTRY)
		p -= 1.5;
	return p;
}

/* Whether the place before or after it in its list may lie in the row's country too. */
static bool has_fellow(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	const struct place_mention *v = r->list->v;
	const int32_t beside[] = {v[i].list, after_in_list(r, i)};
	for (size_t b = 0; b < 2; b++) {
		struct rows rows = beside[b] < 0 ? (struct rows){.n = 0} : rows_of(r->e, v[beside[b]].first);
		for (size_t k = 0; k < rows.n; k++)
			if (rows.v[k] != row && same_country(rows.v[k]->country, row->country))
				return true;
	}
	return false;
}

bool resolve_is_home(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	return same_country(row->country, r->setting.main_country) || has_fellow(r, i, row);
}

/* "The quarter of Peace": there is one in every city, and nothing speaks of the city that the row lies in. */
static bool is_quarter_elsewhere(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	enum { IN_CITY_KM = 25 };
	const struct setting *s = &r->setting;
	const struct name_info *name = &r->names[r->name_of[i]];
	if (!row->common || row->kind != KIND_NEIGHBOURHOOD || r->list->v[i].kind != KIND_NEIGHBOURHOOD)
		return false;
	uint32_t own = name->strong ? setting_weight(name->n_mentions) : 0;
	bool named = setting_admin(s, row->country, row->admin1) > own;
	double km = setting_distance(s, row, r->name_of[i]);
	return s->n_admins >= 2 && !named && (km > IN_CITY_KM || km == 0);
}

/* Does anything but this name speak of the row's country? */
static bool country_is_told_of(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	const struct name_info *name = &r->names[r->name_of[i]];
	return setting_country(&r->setting, row->country) >
	       setting_weight(name->strong ? name->n_mentions : 0);
}

/* "The town of X", the only one of that name, in a country that the document speaks of too. */
static bool is_named_abroad(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	const struct place_mention *m = &r->list->v[i];
	return m->cues & CUE_HEAD && is_settlement(m->kind) && rows_of(r->e, m->first).n == 1 &&
	       country_is_told_of(r, i, row);
}

/* "The base of X", which is a crossing, and there is no other X. */
static bool is_only_site(const struct resolver *r, const struct place_mention *m, const struct gaz_row *row)
{
	enum { SITES = 1 << KIND_FACILITY | 1 << KIND_CROSSING };
	return SITES >> row->kind & 1 && SITES >> m->kind & 1 && !row->common &&
	       rows_of(r->e, m->first).n == 1;
}

/* A region may lie in two countries: the Golan. */
static bool lies_in_region(const struct gaz_row *row, const struct gaz_row *region)
{
	enum { ACROSS_KM = 40 };
	return region->kind == KIND_REGION && !isnan(row->lat) && !isnan(region->lat) &&
	       geo_distance_km(row->lat, row->lon, region->lat, region->lon) < ACROSS_KM;
}

/* Whether the document speaks against a small place so far from all that it is about. */
static bool out_of_place(
	const struct resolver *r, size_t i, const struct gaz_row *row, const struct gaz_row *line)
{
	const struct gaz_row *shared = r->names[r->name_of[i]].within;
	const struct gaz_row *outer = r->within[i] >= 0 ? resolve_outer_row(r, r->within[i]) : shared;
	const struct setting *s = &r->setting;
	const struct place_mention *m = &r->list->v[i];
	if (m->nation && same_country(row->country, word_nation(m->nation)))
		return false;
	bool home = s->n_countries == 0 || !*row->country || same_land(row->country, s->main_country);
	bool settled = is_settlement(m->kind) || m->kind == KIND_NEIGHBOURHOOD || m->kind == KIND_CAMP;
	if (!home && settled && m->kind != KIND_CITY && !is_loose(r, m) &&
		(is_unit(row->kind) || (m->kind == KIND_VILLAGE && row->kind == KIND_CITY)))
		return true; /* "villages of X": no city or province abroad */
	const struct gaz_row *said_outer = r->within[i] >= 0 ? resolve_outer_row(r, r->within[i]) : NULL;
	if (!home && settled && said_outer && same_country(said_outer->country, s->main_country) &&
		!same_land(said_outer->country, row->country))
		return true; /* "the town of X in Y": a city abroad has the name too */
	if (is_quarter_elsewhere(r, i, row))
		return true;
	if (line && m->kind == KIND_NEIGHBOURHOOD && row->kind == KIND_NEIGHBOURHOOD && r->within[i] < 0 &&
		!same_admin1(row, line))
		return true; /* "In X, the quarter of Y": one that other cities have too */
	bool said_apart = said_outer && said_outer->kind == KIND_GOVERNORATE && *row->admin1 &&
			  !same_admin1(row, said_outer);
	if (home && said_apart && m->kind == KIND_VILLAGE && m->cues & CUE_HEAD && row->rank <= 1)
		return true; /* "the village of X in Y": no city of that name elsewhere */
	enum { NEAR_KM = 60 };
	if (said_outer && *said_outer->admin1 && *row->admin1 && !same_admin1(row, said_outer) &&
		row->rank >= 4 && m->cues & CUE_HEAD && !isnan(row->lat) && !isnan(said_outer->lat) &&
		geo_distance_km(row->lat, row->lon, said_outer->lat, said_outer->lon) > NEAR_KM)
		return true; /* "the village of X, north of Y", which is far from the one of that name that we know */
	bool memorial = m->head >= 0 && engine_word(r->e, m->head)->flags & FLAG_MEMORIAL && !home;
	if (memorial && !country_is_told_of(r, i, row))
		return true; /* "the hospital of Avicenna": one that many countries have */
	if (is_only_site(r, m, row))
		return false;
	if (home && m->cues & CUE_HEAD && row->kind == m->kind && rows_of(r->e, m->first).n == 1)
		return false; /* "the island of X", and there is one */
	if (row->kind == KIND_COUNTRY || row->kind == KIND_GOVERNORATE || row->kind == KIND_REGION ||
		(row->rank <= 1 && !memorial) || (line && same_admin1(row, line)))
		return false;
	if (r->within[i] >= 0 && resolve_points_within(r, row, r->within[i]) > 1)
		return false;
	if (outer && *outer->country && !same_land(outer->country, row->country) && row->rank >= 3)
		return !lies_in_region(row, outer);
	if (outer && *outer->admin1 && *row->admin1 && !same_admin1(row, outer)) {
		if (isnan(row->lat) || isnan(outer->lat))
			return row->rank >= 4;
		double to_outer = geo_distance_km(row->lat, row->lon, outer->lat, outer->lon);
		bool quarter = row->kind == KIND_NEIGHBOURHOOD || row->kind == KIND_CAMP;
		return quarter ? to_outer > 25 : row->rank <= 3 ? to_outer > 150 : to_outer > NEAR_KM;
	}
	bool facility =
		r->list->v[i].head >= 0 && engine_word(r->e, r->list->v[i].head)->flags & FLAG_FACILITY;
	bool said = row->kind == KIND_FACILITY && row->kind == m->kind; /* "the airport of X" */
	if (facility && !said && s->n_countries && !same_country(row->country, s->main_country) &&
		(row->rank >= 3 || memorial))
		return s->n_anchors == 0 || setting_distance(s, row, r->name_of[i]) > 40;
	bool quarter =
		row->kind == KIND_NEIGHBOURHOOD || row->kind == KIND_CAMP || row->kind == KIND_FACILITY;
	bool foreign = s->n_countries >= 4 && *row->country && !same_land(row->country, s->main_country);
	if (foreign && (row->rank >= 3 || quarter) && (has_fellow(r, i, row) || is_named_abroad(r, i, row)))
		return false;
	if (foreign && (row->rank >= 3 || quarter))
		return s->n_anchors >= 1 ? setting_distance(s, row, r->name_of[i]) > 150 : true;
	bool called_village = m->cues & CUE_HEAD && is_settlement(m->kind) && m->kind != KIND_CITY;
	if (called_village && row->kind == KIND_NEIGHBOURHOOD && !(m->cues & CUE_PLURAL) &&
		setting_distance(s, row, r->name_of[i]) > 25)
		return true; /* "the village of X" is no quarter of a city far away */
	bool village =
		is_settlement(row->kind) && m->kind == KIND_NEIGHBOURHOOD && !is_loose(r, &r->list->v[i]);
	if (village && row->rank >= 4 && setting_distance(s, row, r->name_of[i]) > 25)
		return true; /* a quarter of that name in the town that is spoken of */
	if (row->rank < 4 || s->n_anchors < 2 || said)
		return false;
	bool named = setting_admin(s, row->country, row->admin1) > 0;
	bool only = rows_of(r->e, m->first).n == 1 && !row->common && home && !(m->cues & CUE_HEAD);
	if (only)
		return false;
	return setting_distance(s, row, r->name_of[i]) > (named ? 140 : 70);
}

static struct choice choose_anew(struct resolver *r, size_t i, const struct gaz_row *line)
{
	const struct place_mention *m = &r->list->v[i];
	struct name_info *name = &r->names[r->name_of[i]];
	struct choice best = {NULL, -1e9, -1e9, false};
	if (m->first == NAME_NONE) {
		if (!name->fuzzy_tried && (name->strong || is_supported(m))) {
			const struct gaz_row *outer = resolve_outer_row(r, r->within[i]);
			name->fuzzy = fuzzy_find(r, m, outer ? outer : name->within ? name->within : line);
			name->fuzzy_tried = true;
		}
		best.row = name->fuzzy;
		best.fuzzy = true;
		return best;
	}
	struct rows rows = rows_of(r->e, m->first);
	if (rows.n == 1) /* as most: there is nothing to weigh */
		best = (struct choice){rows.v[0], 0, -1e9, false};
	struct fellow fellow = rows.n > 1 ? fellow_of(r, i) : (struct fellow){NULL, false};
	for (size_t k = 0; rows.n > 1 && k < rows.n; k++) {
		double p =
			points(r, i, rows.v[k], line, &fellow) - (overshadowed(m, &rows, rows.v[k]) ? 5 : 0);
		if (p > best.points) {
			best.second = best.points;
			best.points = p;
			best.row = rows.v[k];
		} else if (p > best.second) {
			best.second = p;
		}
	}
	bool elsewhere = best.row && m->nation && *best.row->country && best.row->rank >= 3 &&
			 best.row->kind != KIND_COUNTRY &&
			 !same_land(best.row->country, word_nation(m->nation));
	if (best.row && (elsewhere || m->cues & CUE_STREET || out_of_place(r, i, best.row, line)))
		best.row = NULL;
	return best;
}

/* A name that stands in the same company as before is the same place. */
struct choice resolve_choose(struct resolver *r, size_t i, const struct gaz_row *line)
{
	enum {
		DECIDING =
			CUE_HEAD | CUE_COUNTRYSIDE | CUE_LINE_HEAD | CUE_DIRECTION | CUE_STREET | CUE_PLURAL
	};
	const struct place_mention *m = &r->list->v[i];
	struct name_info *name = &r->names[r->name_of[i]];
	int32_t within = r->within[i] >= 0 ? (int32_t)r->name_of[r->within[i]] : NONE;
	int32_t beside = beside_in_list(r, i);
	int32_t listed = beside >= 0 ? (int32_t)r->name_of[beside] : NONE;
	struct choice_key key = {m->cues & DECIDING, within, listed, m->head, m->kind, m->nation, line};
	const struct choice_key *k = &name->chosen_for;
	if (name->chosen && k->cues == key.cues && k->within == key.within && k->listed == key.listed &&
		k->head == key.head && k->kind == key.kind && k->nation == key.nation &&
		k->line == key.line && m->first == name->first)
		return name->choice;
	struct choice c = choose_anew(r, i, line);
	if (m->first == name->first) {
		name->chosen = true;
		name->chosen_for = key;
		name->choice = c;
	}
	return c;
}
