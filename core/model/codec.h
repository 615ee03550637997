/*
 * Codec: places and figures as JSON objects (jansson), the one form for files, the journal and the database.
 *
 * Fields and order are those of docs/formats.md; nulls are written, not left out. Unknown fields are ignored when reading,
 * missing ones are null, a field of the wrong type or a name outside its vocabulary fails with ERR_INPUT naming it.
 * `part_of` and `place` are written as the plain indices of the struct. Strings that are read live in the arena.
 */
#ifndef MODEL_CODEC_H
#define MODEL_CODEC_H

#include "base/arena.h"
#include "model/document.h"
#include "model/model.h"

#include <jansson.h>

/* New references, NULL when memory is out. `text` gives the surface; NULL leaves it out. */
json_t *codec_place_to_json(const struct place *p, const struct text *text);
json_t *codec_figure_to_json(const struct figure *f, const struct text *text);

/* optional: the gold form's "optional": true; may be NULL. */
bool codec_place_from_json(
	const json_t *j, struct arena *a, struct place *out, bool *optional, struct err *err) MUST_CHECK;
bool codec_figure_from_json(
	const json_t *j, struct arena *a, struct figure *out, bool *optional, struct err *err) MUST_CHECK;

#endif
