/*
 * Gazetteer: named places, found by any of their spellings.
 *
 * Rows come from TSV (columns: id name latin alt kind country admin1 admin2 admin3 lat lon rank common; see
 * docs/formats.md). Keys are folded (text/fold.h) with spaces dropped. A row that is malformed, out of range or a
 * duplicate is left out and reported; the others still load. Immutable once built.
 */
#ifndef DETECT_GAZETTEER_H
#define DETECT_GAZETTEER_H

#include "base/err.h"
#include "model/model.h"
#include "text/text.h"

struct gazetteer;

struct gaz_row {
	const char *id, *name, *latin;
	const char *admin1, *admin2, *admin3; /* Arabic; "" when there is none */
	char country[COUNTRY_TEXT];
	enum place_kind kind;
	double lat, lon;
	uint8_t rank; /* 1 capital or governorate … 5 small village */
	bool common;  /* also an ordinary word or a personal name */
};

size_t gazetteer_count(const struct gazetteer *g);
const struct gaz_row *gazetteer_row(const struct gazetteer *g, size_t i);
const struct gaz_row *gazetteer_by_id(const struct gazetteer *g, const char *id);

/*
 * Rows with this name, any spelling, clitics and a missing or additional article allowed; ordered by rank. Writes up to
 * max pointers, returns how many there are in all.
 */
size_t gazetteer_find(const struct gazetteer *g, const uint32_t *cp, size_t n, const struct gaz_row **out, size_t max);

/* The same, best first for a document: by nearness to `near` (standing places with coordinates) and shared governorate. */
size_t gazetteer_candidates(const struct gazetteer *g, const uint32_t *cp, size_t n, const struct place *near,
	size_t n_near, const struct gaz_row **out, size_t max);

/* Great-circle distance, haversine on a sphere of 6,371 km. */
double geo_distance_km(double lat1, double lon1, double lat2, double lon2);

#endif
