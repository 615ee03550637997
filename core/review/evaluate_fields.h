/*
 * The fields that are compared between a gold annotation and the finding that matches it.
 */
#ifndef REVIEW_EVALUATE_FIELDS_H
#define REVIEW_EVALUATE_FIELDS_H

#include "base/str.h"
#include "review/evaluate.h"

/* The two values in words, for a list of errors; the caller releases both. */
struct described {
	struct str expected, got;
};

/*
 * Both tables end with a row without name. `fields` is a set of FIELD_ bits of the record's marks: the check counts where
 * the gold names one of them. Measure EVAL_MEASURES: no rate of its own; wrong in constructed cases, which name what they
 * test.
 */
struct place_check {
	const char *name;
	uint32_t fields;
	enum measure measure;
	bool (*right)(const struct place *gold, const struct place *found, struct described *d);
};

struct figure_check {
	const char *name;
	uint32_t fields;
	enum measure measure;
	bool (*right)(const struct figure *gold, const struct figure *found, struct described *d);
};

extern const struct place_check eval_place_checks[];
extern const struct figure_check eval_figure_checks[];

/* What the gold leaves open is not compared: a place without governorate or coordinates has none to be right about. */
bool eval_gold_tells(const struct place *gold, uint32_t fields);

/* Whether two names are one: folded, without spaces and article; NULL equals NULL alone. */
bool evaluate_same_name(const char *a, const char *b);

#endif
