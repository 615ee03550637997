/*
 * Json, flat: an object of strings, as corpora of articles are, in a tenth of jansson's time.
 *
 * jansson reads a byte by some 160 instructions, which was a third of an import. Here a string is found by its closing quote
 * and copied in runs. Whatever is not just an object whose members are well-formed strings or null is left to jansson, whose
 * verdict and words count: nothing is refused here.
 */
#ifndef FORMATS_JSON_FLAT_H
#define FORMATS_JSON_FLAT_H

#include <jansson.h>
#include <stddef.h>

/* The object at the beginning of the bytes, and how many it took; NULL: let jansson read it. */
json_t *json_flat_read(const char *bytes, size_t n, size_t *used);

#endif
