/*
 * Resolve: what the files of the resolver share; see place.h.
 *
 * A document uses a name in one sense unless it says otherwise: mentions are grouped by name, and what one of them is
 * said to lie in counts for all.
 */
#ifndef DETECT_RESOLVE_H
#define DETECT_RESOLVE_H

#include "detect/place_engine.h"

enum { MAX_ROWS = 48, MAX_ANCHORS = 64 };

struct choice {
	const struct gaz_row *row; /* NULL: not in the gazetteer */
	double points, second;
	bool fuzzy;
};

/* All of a mention that its choice depends on, besides its name. */
struct choice_key {
	uint32_t cues;
	int32_t within; /* name of the mention that contains it, or -1 */
	int32_t listed; /* name of the mention beside it in its list, or -1 */
	int16_t head;
	uint8_t kind, nation;
	const struct gaz_row *line;
};

/* One name of the document. */
struct name_info {
	uint64_t key;
	uint32_t first; /* value in the phrase table, or NAME_NONE */
	uint32_t n_mentions;
	bool strong; /* at least one mention stands by itself */
	bool small;  /* some mention is called a town, a village or a part of a city */
	bool fuzzy_tried;
	const struct gaz_row *fuzzy;  /* the row at one letter's distance */
	const struct gaz_row *within; /* what some mention is said to lie in */
	bool chosen;
	struct choice_key chosen_for; /* the last choice made, and for what */
	struct choice choice;
};

/* Rows of a name, no row twice. */
struct rows {
	const struct gaz_row *v[MAX_ROWS];
	size_t n;
};

struct admin_count {
	const char *country, *admin1;
	uint32_t n;
};

/* A row as a meaning of a name, weighed before: a name's rows are weighed once for each mention. */
struct weighed {
	const struct gaz_row *row; /* NULL: empty */
	uint32_t name;
	bool has_km, has_points;
	double km, points;
};

enum { ADMIN_SLOTS = 512, COUNTRY_SLOTS = 26 * 26 };

/* What the document is about. */
struct setting {
	struct {
		double lat, lon;
		uint32_t name; /* whose place it is: it says nothing of itself */
	} anchors[MAX_ANCHORS];
	size_t n_anchors;
	struct weighed *weighed; /* a slot a hash, once the setting is read: a later one takes its place */
	unsigned weighed_bits;
	uint32_t countries[COUNTRY_SLOTS];
	uint32_t n_countries; /* sum of these */
	char main_country[COUNTRY_TEXT];
	struct admin_count admins[ADMIN_SLOTS]; /* open addressing; country NULL: empty */
	size_t n_admins;
	uint32_t most_admin;
};

struct resolver {
	const struct place_engine *e;
	const struct text *text;
	const struct place_list *list;
	struct arena *a;
	struct name_info *names;
	size_t n_names;
	uint32_t *name_of; /* for each mention, its index in names */
	int32_t *within;   /* for each mention, the mention that contains it, or -1 */
	struct setting setting;
};

struct rows rows_of(const struct place_engine *e, uint32_t first);

/* Fills r->setting from the mentions that need no resolving. */
bool setting_read(struct resolver *r, struct err *err) MUST_CHECK;
/* How much of the document speaks of the country, and how much of that a name of n mentions makes. */
uint32_t setting_country(const struct setting *s, const char *country);
uint32_t setting_weight(uint32_t n_mentions);
/* How often the governorate is named or an unambiguous place in it. */
uint32_t setting_admin(const struct setting *s, const char *country, const char *admin1);
/* Kilometres to the nearest anchor of another name; 0 when there is none or the row has no coordinates. */
double setting_distance(const struct setting *s, const struct gaz_row *row, uint32_t name);
/* Points for how the row suits what the document is about, as a meaning of a name. */
double setting_points(const struct setting *s, const struct gaz_row *row, uint32_t name);

/* The rows whose name differs from the text's words in one letter, the best for the setting; NULL when none will do. */
const struct gaz_row *fuzzy_find(
	const struct resolver *r, const struct place_mention *m, const struct gaz_row *within);

/* Codes have two letters, or none and two zeros. */
static inline bool same_country(const char *a, const char *b)
{
	return a[0] == b[0] && a[1] == b[1];
}

/* The same, and Israel and Palestine too: reports name places of the one as lying in the other. */
static inline bool same_land(const char *a, const char *b)
{
	bool a_shared = same_country(a, "IL") || same_country(a, "PS");
	return same_country(a, b) || (a_shared && (same_country(b, "IL") || same_country(b, "PS")));
}

static inline bool is_settlement(unsigned kind)
{
	return kind == KIND_CITY || kind == KIND_TOWN || kind == KIND_VILLAGE;
}

static inline bool is_unit(unsigned kind)
{
	return kind == KIND_DISTRICT || kind == KIND_SUBDISTRICT || kind == KIND_GOVERNORATE ||
	       kind == KIND_REGION;
}

static inline bool is_loose(const struct resolver *r, const struct place_mention *m)
{
	return m->head >= 0 &&
	       engine_word(r->e, m->head)->flags & (FLAG_LOOSE | FLAG_RELATION | FLAG_FACILITY | FLAG_ROAD);
}

/* A guess that stands where places stand, and not only behind a preposition. */
static inline bool is_supported(const struct place_mention *m)
{
	return m->cues & (CUE_LIST | CUE_FRONT | CUE_COUNTRYSIDE | CUE_HEAD);
}

/* Points for what the row lies in, as the mention `outer` says (-1: nothing is said). */
double resolve_points_within(const struct resolver *r, const struct gaz_row *row, int32_t outer);
/* The row of an outer place that says most about the governorate; NULL when there is none. */
const struct gaz_row *resolve_outer_row(const struct resolver *r, int32_t outer);
/* Whether the row lies in the country that the document is about, or in that of a place beside mention i in its list. */
bool resolve_is_home(const struct resolver *r, size_t i, const struct gaz_row *row);
/* The row that mention i means; `line` is the governorate that heads its lines, or NULL. */
struct choice resolve_choose(struct resolver *r, size_t i, const struct gaz_row *line);

#endif
