/*
 * Vocab: the closed sets of values of the data model, each a table of names.
 *
 * The names are those of the interchange form (docs/formats.md) and of the database; they never change. The enums
 * count from 0, so a value is an index into its table. A zeroed field is the commonest value or "not said".
 */
#ifndef MODEL_VOCAB_H
#define MODEL_VOCAB_H

#include <stdbool.h>
#include <stddef.h>

/* clang-format off: values in rows, as the tables of names have them */
enum place_kind {
	KIND_OTHER,
	KIND_COUNTRY,
	KIND_REGION,
	KIND_GOVERNORATE,
	KIND_DISTRICT,
	KIND_SUBDISTRICT,
	KIND_CITY,
	KIND_TOWN,
	KIND_VILLAGE,
	KIND_NEIGHBOURHOOD,
	KIND_CAMP,
	KIND_HILL,
	KIND_MOUNTAIN,
	KIND_PLAIN,
	KIND_VALLEY,
	KIND_RIVER,
	KIND_LAKE,
	KIND_SEA,
	KIND_CROSSING,
	KIND_ROAD,
	KIND_LOCALITY,
	KIND_FACILITY
};

enum place_role { ROLE_EVENT, ROLE_CONTAINER, ROLE_REFERENCE, ROLE_SOURCE, ROLE_ACTOR, ROLE_CONTEXT };

enum direction {
	DIR_NONE,
	DIR_NORTH,
	DIR_NORTHEAST,
	DIR_EAST,
	DIR_SOUTHEAST,
	DIR_SOUTH,
	DIR_SOUTHWEST,
	DIR_WEST,
	DIR_NORTHWEST,
	DIR_CENTRE
};

/* A figure's harm is a set of these: bit 1 << HARM_…. */
enum harm {
	HARM_KILLED,
	HARM_INJURED,
	HARM_MISSING,
	HARM_ABDUCTED,
	HARM_DETAINED,
	HARM_DISPLACED,
	HARM_TRAPPED,
	HARM_AFFECTED
};

enum approximator {
	APPROX_EXACT,
	APPROX_AT_LEAST,
	APPROX_MORE_THAN,
	APPROX_ABOUT,
	APPROX_UP_TO,
	APPROX_FEWER_THAN,
	APPROX_BETWEEN,
	APPROX_VAGUE,
	APPROX_DUAL_OR_PLURAL
};

enum unit { UNIT_PERSON, UNIT_FAMILY, UNIT_BODY };

enum victim {
	VICTIM_PERSON,
	VICTIM_CIVILIAN,
	VICTIM_MAN,
	VICTIM_WOMAN,
	VICTIM_CHILD,
	VICTIM_GIRL,
	VICTIM_BOY,
	VICTIM_INFANT,
	VICTIM_ELDERLY,
	VICTIM_FAMILY,
	VICTIM_MEDIC,
	VICTIM_RESCUER,
	VICTIM_JOURNALIST,
	VICTIM_AID_WORKER,
	VICTIM_FIGHTER,
	VICTIM_SOLDIER,
	VICTIM_OFFICER,
	VICTIM_POLICE,
	VICTIM_OFFICIAL,
	VICTIM_STUDENT,
	VICTIM_WORKER,
	VICTIM_FARMER,
	VICTIM_DRIVER,
	VICTIM_DISPLACED,
	VICTIM_DETAINEE,
	VICTIM_OTHER
};

enum civil_status { STATUS_UNKNOWN, STATUS_CIVILIAN, STATUS_COMBATANT, STATUS_MIXED };

enum relation { RELATION_NONE, RELATION_INCLUDED_IN, RELATION_EXHAUSTIVE_PART_OF, RELATION_RESTATES };

enum count_type { COUNT_INCIDENT, COUNT_AGGREGATE, COUNT_CUMULATIVE, COUNT_SUPERSEDED };

enum polarity {
	POLARITY_ASSERTED,
	POLARITY_UNCONFIRMED,
	POLARITY_DENIED,
	POLARITY_NEGATED,
	POLARITY_UNKNOWN
};

/* How sure the text is of who did it (Airwars: known, suspected). */
enum basis { BASIS_NONE, BASIS_STATED, BASIS_IMPLIED, BASIS_CLAIMED };

/* An annotator's decision about an item; see model/item.h. */
enum decision {
	DECISION_NONE,
	DECISION_CONFIRMED,
	DECISION_CORRECTED,
	DECISION_REJECTED,
	DECISION_ADDED,
	DECISION_SKIPPED
};

/* clang-format on */

/* Told by age or sex alone, as VICTIM_MAN to VICTIM_ELDERLY are, and not by a trade, a side or a state. */
static inline bool victim_is_by_age(enum victim v)
{
	return v >= VICTIM_MAN && v <= VICTIM_ELDERLY;
}

/* One closed set. names[i] belongs to value i; names[n] does not exist. An empty name stands for null. */
struct vocab {
	const char *what; /* "harm", for messages */
	unsigned n;
	const char *const *names;
};

extern const struct vocab vocab_place_kind, vocab_place_role, vocab_direction, vocab_harm, vocab_approximator,
	vocab_unit, vocab_victim, vocab_civil_status, vocab_relation, vocab_count_type, vocab_polarity,
	vocab_basis, vocab_decision;

/* The name of a value; asserts that it is one. */
const char *vocab_name(const struct vocab *v, unsigned value);
/* The value of a name of len bytes, or -1. */
int vocab_find(const struct vocab *v, const char *name, size_t len);
int vocab_find_z(const struct vocab *v, const char *name);

#endif
