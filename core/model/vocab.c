/* Vocab: the tables of names, in the order of the enums. */
#include "model/vocab.h"

#include <assert.h>
#include <string.h>

#define VOCAB(var, what, ...)                                                                                \
	static const char *const var##_names[] = {__VA_ARGS__};                                              \
	const struct vocab vocab_##var = {what, sizeof var##_names / sizeof *var##_names, var##_names}

/* clang-format off */
VOCAB(place_kind, "kind", "other", "country", "region", "governorate", "district", "subdistrict", "city", "town",
	"village", "neighbourhood", "camp", "hill", "mountain", "plain", "valley", "river", "lake", "sea", "crossing",
	"road", "locality", "facility");
VOCAB(place_role, "role", "event_location", "container", "reference", "source_location", "actor", "context");
VOCAB(direction, "direction", "", "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest",
	"centre");
VOCAB(harm, "harm", "killed", "injured", "missing", "abducted", "detained", "displaced", "trapped", "affected");
VOCAB(approximator, "approximator", "exact", "at_least", "more_than", "about", "up_to", "fewer_than", "between", "vague",
	"ambiguous_dual_plural");
VOCAB(unit, "unit", "person", "family", "body");
VOCAB(victim, "victim", "person", "civilian", "man", "woman", "child", "girl", "boy", "infant", "elderly", "family",
	"medic", "rescuer", "journalist", "aid_worker", "fighter", "soldier", "officer", "police", "official", "student",
	"worker", "farmer", "driver", "displaced", "detainee", "other");
VOCAB(civil_status, "status", "unknown", "civilian", "combatant", "mixed");
VOCAB(relation, "relation", "", "included_in", "exhaustive_part_of", "restates");
VOCAB(count_type, "count_type", "incident", "aggregate", "cumulative", "superseded");
VOCAB(polarity, "polarity", "asserted", "unconfirmed", "denied", "negated", "unknown");
VOCAB(basis, "perpetrator_basis", "", "stated", "implied", "claimed");
VOCAB(decision, "decision", "undecided", "confirmed", "corrected", "rejected", "added", "skipped");

/* clang-format on */

const char *vocab_name(const struct vocab *v, unsigned value)
{
	assert(value < v->n);
	return v->names[value];
}

int vocab_find(const struct vocab *v, const char *name, size_t len)
{
	for (unsigned i = 0; i < v->n; i++)
		if (strlen(v->names[i]) == len && memcmp(v->names[i], name, len) == 0)
			return (int)i;
	return -1;
}

int vocab_find_z(const struct vocab *v, const char *name)
{
	return vocab_find(v, name, strlen(name));
}
