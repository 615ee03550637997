/* Number, kind: of the number that is read, between number.c and number_kind.c alone. */
#ifndef DETECT_NUMBER_KIND_H
#define DETECT_NUMBER_KIND_H

#include "detect/number.h"

/*
 * The kind of the number of words [first, end), which was written in digits or not. *end_out, which holds `end`, moves
 * behind what belongs to a date or a percentage.
 */
enum number_kind number_kind_of(
	const struct reading *r, uint32_t first, uint32_t end, bool digits, uint32_t *end_out);

#endif
