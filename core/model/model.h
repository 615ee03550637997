/*
 * Model: what is found in a document, by a machine or by a person.
 *
 * Spans are half-open [beg_cp, end_cp) in code points of the stored text. Strings are NUL-terminated UTF-8 and belong to
 * whoever owns the struct (an arena of the document, usually); NULL means "not said". Numbers that the text does not
 * give are NUMBER_NONE. References from figure to figure and from figure to place are indices into the same document's
 * arrays, -1 for none.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/err.h"
#include "model/vocab.h"

#include <math.h>
#include <stdint.h>

struct span {
	uint32_t beg_cp, end_cp;
};

static inline bool span_is_empty(struct span s)
{
	return s.beg_cp >= s.end_cp;
}

#define NUMBER_NONE INT64_MIN
enum { REF_NONE = -1 };
enum { COUNTRY_TEXT = 3 }; /* ISO 3166-1 alpha-2 and a NUL; "" when unknown */

/* Where a suggestion comes from, so that a person can judge it. */
struct evidence {
	float score;      /* 0..1, the probability that the suggestion is right */
	const char *rule; /* short stable name of the rule: "figure.number-noun" */
	const char *why;  /* the words it fired on, one line; may be NULL */
};

struct place {
	struct span span;
	enum place_kind kind;
	enum place_role role;
	enum direction direction; /* "north of", or the part of the countryside meant */
	const char *name;         /* the gazetteer's spelling; NULL when unknown */
	char country[COUNTRY_TEXT];
	const char *admin1;    /* governorate, in Arabic */
	double lat, lon;       /* degrees WGS 84; NAN when unknown */
	const char *gazetteer; /* id of the row; NULL: not in the gazetteer */
	struct evidence evidence;
};

struct figure {
	struct span span;
	uint8_t harm; /* set: 1 << enum harm */
	int64_t value, low, best, high;
	enum approximator approximator;
	enum unit unit;
	enum victim victim;
	enum civil_status status;
	int32_t part_of; /* index of a figure */
	enum relation relation;
	int32_t place; /* index of a place */
	enum count_type count_type;
	enum polarity polarity;
	struct span perpetrator; /* the words that name who did it; empty when none */
	enum basis perpetrator_basis;
	struct span attribution;         /* the words that name who says so; empty when none */
	const char *date_from, *date_to; /* ISO 8601 days */
	int date_precision;              /* UCDP 1 (exact day) to 5; 0 when unknown */
	struct evidence evidence;
};

/* Everything found in one document, in text order. The arrays belong to the arena they were made in. */
struct findings {
	struct place *places;
	size_t n_places;
	struct figure *figures;
	size_t n_figures;
};

/* Empty values with their "none" markers set. */
struct place place_none(void);
struct figure figure_none(void);

/*
 * The bounds that an approximator gives to a number (docs/annotation.md): sets low, best and high, and the value where
 * the words name none. `a` is the number; `b` is the upper one of "between", else unused.
 */
void figure_set_bounds(struct figure *f, enum approximator approximator, int64_t a, int64_t b);

/* UCDP's precision of a date that lies somewhere in [d, d + days]: 1 the day, 2 a few days, 3 a week, 4 a month, 5 longer
 * (UCDP GED codebook, date_prec). */
int date_precision(int64_t days);

/* The rules that a stored figure or place keeps. n_* are the counts of the document; text_cp its length. */
bool figure_check(const struct figure *f, size_t index, size_t n_figures, size_t n_places, uint32_t text_cp,
	struct err *err) MUST_CHECK;
bool place_check(const struct place *p, uint32_t text_cp, struct err *err) MUST_CHECK;

#endif
