/*
 * Offset: the same place in a text counted in code points, UTF-8 bytes or UTF-16 units.
 *
 * A checkpoint every 256 code points keeps each conversion within one short walk: memory is 8 bytes per 256 code points,
 * and only a binary search among the checkpoints grows with the document. Offsets past the end, or inside a multi-unit
 * character, are rounded down to the character's beginning or the text's end.
 */
#ifndef TEXT_OFFSET_H
#define TEXT_OFFSET_H

#include "base/err.h"
#include "text/text.h"

struct offset_map;

/* Borrows the text. Free with offset_map_free(). */
bool offset_map_new(const struct text *t, struct offset_map **out, struct err *err) MUST_CHECK;
void offset_map_free(struct offset_map *m);

uint64_t offset_cp_to_u8(const struct offset_map *m, uint32_t cp);
uint64_t offset_cp_to_u16(const struct offset_map *m, uint32_t cp);
uint32_t offset_u8_to_cp(const struct offset_map *m, uint64_t u8);
uint32_t offset_u16_to_cp(const struct offset_map *m, uint64_t u16);

#endif
