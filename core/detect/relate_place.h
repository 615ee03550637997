/*
 * Relate, places: what the files relate*.c share about how narrow a place is.
 */
#ifndef DETECT_RELATE_PLACE_H
#define DETECT_RELATE_PLACE_H

#include "detect/relate.h"

/* 0: a country, 1: a governorate or region, 2: a district, 3: a settlement or narrower. */
static inline int kind_width(unsigned kind)
{
	switch (kind) {
	case KIND_COUNTRY:
		return 0;
	case KIND_REGION:
	case KIND_GOVERNORATE:
		return 1;
	case KIND_DISTRICT:
	case KIND_SUBDISTRICT:
		return 2;
	default:
		return 3;
	}
}

/* A region inside a governorate is no wider than a district. */
static inline int place_width(const struct place *p)
{
	bool inner = p->kind == KIND_REGION && p->admin1 && *p->admin1;
	return inner ? 2 : kind_width(p->kind);
}

#endif
