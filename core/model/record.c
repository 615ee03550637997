/* Record: the names of its fields, in the order of the enum. */
#include "model/record.h"

const char *const record_field_names[RECORD_FIELDS] = {
	"kind",
	"role",
	"direction",
	"name",
	"country",
	"admin1",
	"lat",
	"harm",
	"value",
	"low",
	"best",
	"high",
	"approximator",
	"unit",
	"victim",
	"status",
	"part_of",
	"relation",
	"place",
	"count_type",
	"polarity",
};
