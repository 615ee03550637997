/*
 * Gazetteer: named places, found by any of their spellings.
 *
 * Rows come from TSV (columns: id name latin alt kind country admin1 admin2 admin3 lat lon rank common; see
 * docs/formats.md), or from tables of others whose header is recognised (name_ar, name_en, alt_ar, admin1_ar, population
 * …). Keys are folded (text/fold.h) with spaces dropped. A row that is malformed, out of range or a
 * duplicate is left out and reported; the others still load. Immutable once built.
 */
#ifndef DETECT_GAZETTEER_H
#define DETECT_GAZETTEER_H

#include "base/err.h"
#include "detect/rows.h"
#include "model/model.h"
#include "text/phrase.h"
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
	bool unsure;  /* its table does not say whether it is common */
};

size_t gazetteer_count(const struct gazetteer *g);
const struct gaz_row *gazetteer_row(const struct gazetteer *g, size_t i);
const struct gaz_row *gazetteer_by_id(const struct gazetteer *g, const char *id);
/* The index of one of its rows. */
size_t gazetteer_index(const struct gazetteer *g, const struct gaz_row *row);

/*
 * Rows with this name, any spelling, clitics and a missing or additional article allowed; ordered by rank. Writes up to
 * max pointers, returns how many there are in all.
 */
size_t gazetteer_find(
	const struct gazetteer *g, const uint32_t *cp, size_t n, const struct gaz_row **out, size_t max);

/* What the scanner knows of each letter, which takes longer to make than a name to look up (text/token.h); it outlives g. */
struct token_tables;
void gazetteer_use_letters(struct gazetteer *g, const struct token_tables *letters);

/* The same, best first for a document: by nearness to `near` (standing places with coordinates) and shared governorate. */
size_t gazetteer_candidates(const struct gazetteer *g, const uint32_t *cp, size_t n, const struct place *near,
	size_t n_near, const struct gaz_row **out, size_t max);

/* ---- building ---- */

typedef void (*gazetteer_warn)(void *arg, const char *message);

bool gazetteer_new(struct gazetteer **out, struct err *err) MUST_CHECK;
void gazetteer_free(struct gazetteer *g);

/*
 * Spelling rules, before any load: columns at (word | prefix), from, to. Every name with the word (or the first letters)
 * is also found as it would be with the other.
 */
bool gazetteer_load_spellings(struct gazetteer *g, const struct row_text *texts, size_t n,
	struct row_reader *reader, struct err *err) MUST_CHECK;

/*
 * Loads a table. Fails only when memory is out or the header names no column for names. A table without a column
 * for the country takes it from its file's name, when that is a code of two letters (sy.tsv). warn may be NULL.
 */
bool gazetteer_load(struct gazetteer *g, const char *name, const char *text, size_t len, gazetteer_warn warn,
	void *warn_arg, struct err *err) MUST_CHECK;

/* The countries that no loaded row gives, by ICU's Arabic names. */
bool gazetteer_add_countries(struct gazetteer *g, struct err *err) MUST_CHECK;

/* Another word that the same table of phrases shall know; tag < GAZETTEER_WORD. */
bool gazetteer_add_word(
	struct gazetteer *g, const char *word, size_t len, uint32_t tag, struct err *err) MUST_CHECK;
/* Ends building. */
bool gazetteer_seal(struct gazetteer *g, struct err *err) MUST_CHECK;

/* Its values are indices of rows, or GAZETTEER_WORD | tag. */
enum { GAZETTEER_WORD = 1 << 30 };
struct phrase_table *gazetteer_names(const struct gazetteer *g);

/* Great-circle distance, haversine on a sphere of 6,371 km. */
double geo_distance_km(double lat1, double lon1, double lat2, double lon2);

#endif
