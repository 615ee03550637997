/* Relate, periods: what the words of time at a place speak of: "since 2011", "during the last two weeks", "in March". */
#ifndef DETECT_RELATE_PERIOD_H
#define DETECT_RELATE_PERIOD_H

#include "detect/relate.h"

/* The count type of a figure that the words at i speak of, COUNT_INCIDENT when of none. had: "had" begins the sentence. */
enum count_type period_at(const struct reading *r, uint32_t i, bool had);

#endif
