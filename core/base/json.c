/* JSON: adding members with one check at the end. */
#include "base/json.h"

void json_put(json_t **j, const char *key, json_t *value)
{
	if (*j && json_object_set_new_nocheck(*j, key, value) == 0)
		return;
	if (!*j)
		json_decref(value);
	json_decref(*j);
	*j = NULL;
}
