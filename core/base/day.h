/*
 * Day: calendar days counted from 1970-01-01 (proleptic Gregorian), and their ISO 8601 form.
 *
 * The algorithms are Howard Hinnant's "chrono-compatible low-level date algorithms" (days_from_civil, civil_from_days).
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_NONE INT64_MIN
enum { DAY_TEXT = 11, DAY_MIN_YEAR = 1900, DAY_MAX_YEAR = 2100 };

int64_t day_of(int64_t year, int64_t month, int64_t day);
void day_civil(int64_t day, int64_t *year, int64_t *month, int64_t *day_of_month);
/* Is there such a day between the years above? */
bool day_exists(int64_t year, int64_t month, int64_t day);

/* "2019-05-07", and what follows it when that is no digit; DAY_NONE when it is no such day, or NULL. */
int64_t day_parse(const char *iso);
void day_text(int64_t day, char out[DAY_TEXT]);

#endif
