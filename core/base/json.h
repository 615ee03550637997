/* JSON: what jansson leaves to its callers. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

/*
 * Adds a member that may have failed to be made (NULL); takes over `value`. When it fails *j is released and becomes NULL,
 * so that failures add up and are checked once, at the end.
 */
void json_put(json_t **j, const char *key, json_t *value);

#endif
