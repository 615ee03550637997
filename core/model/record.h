/*
 * Record: a document with its findings as a file brings them, gold annotations or plain text.
 *
 * Not every file says everything. `tests` tells which kinds of item the record lists completely, `fields` which fields of
 * an item the file named; what is not named is not known, which is not the same as null. Traps are spans that look like
 * a finding and are none. Everything lives in the arena the record was read into.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "model/document.h"
#include "model/model.h"

enum record_field {
	FIELD_KIND,
	FIELD_ROLE,
	FIELD_DIRECTION,
	FIELD_NAME,
	FIELD_COUNTRY,
	FIELD_ADMIN1,
	FIELD_LAT,
	FIELD_HARM,
	FIELD_VALUE,
	FIELD_LOW,
	FIELD_BEST,
	FIELD_HIGH,
	FIELD_APPROXIMATOR,
	FIELD_UNIT,
	FIELD_VICTIM,
	FIELD_STATUS,
	FIELD_PART_OF,
	FIELD_RELATION,
	FIELD_PLACE,
	FIELD_COUNT_TYPE,
	FIELD_POLARITY,
	RECORD_FIELDS
};

/* A member of record_mark.fields: FIELD(PLACE). */
#define FIELD(name) (UINT32_C(1) << FIELD_##name)

/* The name of a field in files. */
extern const char *const record_field_names[RECORD_FIELDS];

struct record_mark {
	bool optional;   /* two careful people may differ on whether it is one: scored neither way */
	uint32_t fields; /* set of FIELD(NAME) */
};

struct record_trap {
	struct span span;
	bool is_figure; /* else a place */
};

struct record {
	struct document doc;
	const char *group; /* of a constructed case; NULL for an article */
	struct findings findings;
	struct record_mark *place_marks, *figure_marks; /* beside findings.places and .figures */
	bool has_places, has_figures;                   /* the file lists them */
	struct record_trap *traps;
	size_t n_traps;
};

#endif
