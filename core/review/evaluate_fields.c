/*
 * Fields of a pair: whether the found value is right, and what the two values are called.
 *
 * A table of (name, fields, measure, right) a kind: a new field is a new row.
 */
#include "review/evaluate_fields.h"

#include "base/utf8.h"
#include "detect/gazetteer.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

#define NEAR_KM 10.0

/* ---- names ---- */

/* Folded, without blanks and without the article; returns the length. */
static size_t fold_name(const char *name, uint32_t *out, size_t max)
{
	size_t n = strlen(name), pos = 0, len = 0;
	while (pos < n && len < max) {
		uint32_t cp = utf8_decode((const uint8_t *)name, n, &pos);
		cp = cp == CP_INVALID ? 0 : fold_cp(cp);
		if (cp && cp != ' ')
			out[len++] = cp;
	}
	if (len > 3 && out[0] == 0x0627 /* alef */ && out[1] == 0x0644 /* lam */) {
		memmove(out, out + 2, (len - 2) * sizeof *out);
		len -= 2;
	}
	return len;
}

bool evaluate_same_name(const char *a, const char *b)
{
	uint32_t fa[256], fb[256];
	if (!a || !b)
		return a == b;
	size_t na = fold_name(a, fa, 256), nb = fold_name(b, fb, 256);
	return na == nb && memcmp(fa, fb, na * sizeof *fa) == 0;
}

/* ---- is it right, and what the two values are called ---- */

static void add_name(struct str *s, const char *name)
{
	str_add(s, name && *name ? name : "null");
}

static void add_number(struct str *s, int64_t n)
{
	if (n == NUMBER_NONE)
		str_add(s, "null");
	else
		str_addf(s, "%lld", (long long)n);
}

static void add_figure_number(struct str *s, const struct figure *f)
{
	add_number(s, f->value);
	str_add(s, " [");
	add_number(s, f->low);
	str_add_byte(s, ',');
	add_number(s, f->best);
	str_add_byte(s, ',');
	add_number(s, f->high);
	str_addf(s, "] %s", vocab_name(&vocab_approximator, f->approximator));
}

static bool country_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->country);
	add_name(&d->got, f->country);
	return strcmp(g->country, f->country) == 0;
}

static bool admin1_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->admin1);
	add_name(&d->got, f->admin1);
	return evaluate_same_name(g->admin1, f->admin1);
}

static bool near_right(const struct place *g, const struct place *f, struct described *d)
{
	str_addf(&d->expected, "%.3f %.3f", g->lat, g->lon);
	if (isnan(f->lat))
		str_add(&d->got, "null");
	else
		str_addf(&d->got, "%.3f %.3f (%s, %.0f km away)", f->lat, f->lon,
			f->name ? f->name : "no name", geo_distance_km(g->lat, g->lon, f->lat, f->lon));
	return !isnan(f->lat) && geo_distance_km(g->lat, g->lon, f->lat, f->lon) <= NEAR_KM;
}

static bool place_name_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, g->name);
	add_name(&d->got, f->name);
	return evaluate_same_name(g->name, f->name);
}

static bool kind_right(const struct place *g, const struct place *f, struct described *d)
{
	str_add(&d->expected, vocab_name(&vocab_place_kind, g->kind));
	str_add(&d->got, vocab_name(&vocab_place_kind, f->kind));
	return g->kind == f->kind;
}

static bool role_right(const struct place *g, const struct place *f, struct described *d)
{
	str_add(&d->expected, vocab_name(&vocab_place_role, g->role));
	str_add(&d->got, vocab_name(&vocab_place_role, f->role));
	return g->role == f->role;
}

static bool direction_right(const struct place *g, const struct place *f, struct described *d)
{
	add_name(&d->expected, vocab_name(&vocab_direction, g->direction));
	add_name(&d->got, vocab_name(&vocab_direction, f->direction));
	return g->direction == f->direction;
}

static bool number_right(const struct figure *g, const struct figure *f, struct described *d)
{
	add_figure_number(&d->expected, g);
	add_figure_number(&d->got, f);
	return g->value == f->value && g->low == f->low && g->best == f->best && g->high == f->high &&
	       g->approximator == f->approximator;
}

static void add_harm(struct str *s, uint8_t harm)
{
	for (unsigned i = 0; i < vocab_harm.n; i++)
		if (harm & 1u << i)
			str_addf(s, "%s%s", s->len ? "+" : "", vocab_name(&vocab_harm, i));
	if (!harm)
		str_add(s, "none");
}

static bool harm_right(const struct figure *g, const struct figure *f, struct described *d)
{
	add_harm(&d->expected, g->harm);
	add_harm(&d->got, f->harm);
	return g->harm == f->harm;
}

#define FIGURE_NAME_CHECK(member, vocab)                                                                     \
	static bool member##_right(const struct figure *g, const struct figure *f, struct described *d)      \
	{                                                                                                    \
		str_add(&d->expected, vocab_name(&(vocab), g->member));                                      \
		str_add(&d->got, vocab_name(&(vocab), f->member));                                           \
		return g->member == f->member;                                                               \
	}
FIGURE_NAME_CHECK(victim, vocab_victim)
FIGURE_NAME_CHECK(status, vocab_civil_status)
FIGURE_NAME_CHECK(polarity, vocab_polarity)
FIGURE_NAME_CHECK(count_type, vocab_count_type)
FIGURE_NAME_CHECK(unit, vocab_unit)

const struct place_check eval_place_checks[] = {
	{"country", FIELD(COUNTRY), EVAL_COUNTRY, country_right},
	{"admin1", FIELD(ADMIN1), EVAL_ADMIN1, admin1_right},
	{"coordinates", FIELD(LAT), EVAL_NEAR, near_right},
	{"name", FIELD(NAME), EVAL_MEASURES, place_name_right},
	{"kind", FIELD(KIND), EVAL_MEASURES, kind_right},
	{"role", FIELD(ROLE), EVAL_MEASURES, role_right},
	{"direction", FIELD(DIRECTION), EVAL_MEASURES, direction_right},
	{NULL, 0, EVAL_MEASURES, NULL},
};

const struct figure_check eval_figure_checks[] = {
	{"number", FIELD(VALUE) | FIELD(LOW) | FIELD(BEST) | FIELD(HIGH) | FIELD(APPROXIMATOR), EVAL_NUMBER,
		number_right},
	{"harm", FIELD(HARM), EVAL_HARM, harm_right},
	{"victim", FIELD(VICTIM), EVAL_VICTIM, victim_right},
	{"status", FIELD(STATUS), EVAL_STATUS, status_right},
	{"polarity", FIELD(POLARITY), EVAL_POLARITY, polarity_right},
	{"count_type", FIELD(COUNT_TYPE), EVAL_COUNT_TYPE, count_type_right},
	{"unit", FIELD(UNIT), EVAL_MEASURES, unit_right},
	{NULL, 0, EVAL_MEASURES, NULL},
};

bool eval_gold_tells(const struct place *g, uint32_t field)
{
	return !(field == FIELD(ADMIN1) && !g->admin1) &&
	       !(field == FIELD(LAT) && (isnan(g->lat) || isnan(g->lon))) &&
	       !(field == FIELD(COUNTRY) && !*g->country);
}
