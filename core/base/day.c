/* Day: see day.h. */
#include "base/day.h"

#include <stdio.h>

int64_t day_of(int64_t y, int64_t m, int64_t d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void day_civil(int64_t day, int64_t *y, int64_t *m, int64_t *d)
{
	int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

bool day_exists(int64_t y, int64_t m, int64_t d)
{
	int64_t yy, mm, dd;
	if (y < DAY_MIN_YEAR || y > DAY_MAX_YEAR || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	day_civil(day_of(y, m, d), &yy, &mm, &dd);
	return dd == d;
}

int64_t day_parse(const char *iso)
{
	static const char shape[] = "0000-00-00";
	int part[3] = {0}, n = 0;
	if (!iso)
		return DAY_NONE;
	for (const char *p = shape; *p; p++, iso++) {
		bool digit = *iso >= '0' && *iso <= '9';
		if (*p == '0' ? !digit : *iso != *p)
			return DAY_NONE;
		if (digit)
			part[n] = part[n] * 10 + (*iso - '0');
		else
			n++;
	}
	if ((*iso >= '0' && *iso <= '9') || !day_exists(part[0], part[1], part[2]))
		return DAY_NONE;
	return day_of(part[0], part[1], part[2]);
}

void day_text(int64_t day, char out[DAY_TEXT])
{
	int64_t y, m, d;
	day_civil(day, &y, &m, &d);
	snprintf(out, DAY_TEXT, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
}
