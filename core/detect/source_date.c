/*
 * Source, when: the date in the figure's sentence that stands nearest to it.
 *
 * Days are counted from 1970-01-01 (proleptic Gregorian; H. Hinnant's civil-day algorithms). Relative dates need the day of
 * publishing, and none is invented without it. Precision is UCDP's: 1 the day, 2 two to six days, 3 a week, 4 a month,
 * 5 a year.
 */
#include "detect/source_sentence.h"

#include <stdio.h>
#include <string.h>

#define NO_DAY INT64_MIN
enum { REACH = 60, MIN_YEAR = 1900, MAX_YEAR = 2100 };

struct when {
	int64_t from, to;
	int precision;
	uint32_t end; /* token */
};

static int64_t day_of(int64_t y, int64_t m, int64_t d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void civil(int64_t day, int64_t *y, int64_t *m, int64_t *d)
{
	int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

static bool valid(int64_t y, int64_t m, int64_t d)
{
	int64_t yy, mm, dd;
	if (y < MIN_YEAR || y > MAX_YEAR || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	civil(day_of(y, m, d), &yy, &mm, &dd);
	return dd == d;
}

static int64_t parse_published(const char *iso)
{
	int y, m, d;
	if (!iso || sscanf(iso, "%4d-%2d-%2d", &y, &m, &d) != 3 || !valid(y, m, d))
		return NO_DAY;
	return day_of(y, m, d);
}

/* A whole number of at most four digits, -1 when the token is none. */
static int64_t number_at(const struct source_sentence *s, uint32_t i)
{
	if (i >= s->end || s->r->tokens->v[i].kind != TOKEN_NUMBER || s->r->tokens->v[i].n_fold > 4)
		return -1;
	const uint16_t *f = token_fold(s->r->tokens, &s->r->tokens->v[i]);
	int64_t n = 0;
	for (unsigned k = 0; k < s->r->tokens->v[i].n_fold; k++) {
		if (f[k] < '0' || f[k] > '9')
			return -1;
		n = n * 10 + (f[k] - '0');
	}
	return n;
}

static bool is_year(int64_t y)
{
	return y >= MIN_YEAR && y <= MAX_YEAR;
}

static struct when month_of(int64_t y, int64_t m, uint32_t end)
{
	int64_t next = m == 12 ? day_of(y + 1, 1, 1) : day_of(y, m + 1, 1);
	return (struct when){day_of(y, m, 1), next - 1, 4, end};
}

/* "May", "May/Ayyar", and the year behind it: named, "last", "this", or the one that lies nearest in the past. */
static bool read_month(
	struct source_sentence *s, uint32_t i, int64_t day, int64_t published, struct when *out)
{
	struct source_match m, second, mark;
	if (!source_is(s, i, DATE_MONTH, &m))
		return false;
	uint32_t j = m.end;
	if (token_is_punct(&s->r->tokens->v[j], '/') && source_is(s, j + 1, DATE_MONTH, &second))
		j = second.end;
	uint32_t k = source_is(s, j, DATE_YEAR, &mark) ? mark.end : j;
	k += k < s->end && token_is_punct(&s->r->tokens->v[k], 0x060C /* comma */);
	int64_t y = number_at(s, k), py, pm, pd, month = m.value;
	if (is_year(y)) {
		j = k + 1;
	} else {
		if (published == NO_DAY)
			return false;
		civil(published, &py, &pm, &pd);
		bool ahead = month > pm || (month == pm && day > pd + 1);
		y = py - ahead;
		if (source_is(s, j, DATE_LAST, &mark) || source_is(s, j, DATE_THIS, &mark))
			j = mark.end;
	}
	if (day > 0 && !valid(y, month, day))
		return false;
	*out = month_of(y, month, j);
	if (day > 0)
		*out = (struct when){day_of(y, month, day), day_of(y, month, day), 1, j};
	return true;
}

/* 6-12-2024, 2024-12-06, 6/12/2024: the day comes first. */
static bool read_digits(struct source_sentence *s, uint32_t i, struct when *out)
{
	const struct token *v = s->r->tokens->v;
	if (i + 4 >= s->end || v[i + 1].kind != TOKEN_PUNCT || v[i + 1].hash != v[i + 3].hash ||
		(v[i + 1].hash != '-' && v[i + 1].hash != '/'))
		return false;
	int64_t a = number_at(s, i), m = number_at(s, i + 2), b = number_at(s, i + 4);
	bool year_first = is_year(a);
	int64_t y = year_first ? a : b, d = year_first ? b : a;
	if (!valid(y, m, d))
		return false;
	*out = (struct when){day_of(y, m, d), day_of(y, m, d), 1, i + 5};
	return true;
}

static bool read_day_month(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	int64_t d = number_at(s, i);
	struct source_match m;
	if (d < 1 || d > 31)
		return false;
	return read_month(s, i + 1, d, published, out) ||
	       (source_is(s, i + 1, DATE_FROM, &m) && read_month(s, m.end, d, published, out));
}

static struct when back(int64_t published, int64_t days, uint32_t end)
{
	int precision = days < 1 ? 1 : days <= 6 ? 2 : days <= 7 ? 3 : days <= 31 ? 4 : 5;
	return (struct when){published - days, published, precision, end};
}

/* The calendar unit before the present one, or the present one up to the day of publishing. */
static struct when calendar(int unit, bool last, int64_t published, uint32_t end)
{
	int64_t y, m, d;
	civil(published, &y, &m, &d);
	if (unit == 7)
		return last ? (struct when){published - 7, published - 1, 3, end} : back(published, 6, end);
	if (unit == 30 && last)
		return month_of(m == 1 ? y - 1 : y, m == 1 ? 12 : m - 1, end);
	if (unit == 30)
		return (struct when){day_of(y, m, 1), published, 4, end};
	return last ? (struct when){day_of(y - 1, 1, 1), day_of(y - 1, 12, 31), 5, end}
		    : (struct when){day_of(y, 1, 1), published, 5, end};
}

/* The number beside a unit of time: digits before or after it, or words. */
static int64_t count_at(const struct source_sentence *s, uint32_t tok, uint32_t *end)
{
	const struct words *w = s->r->words;
	uint32_t lo = 0, hi = w->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (w->v[mid].tok < tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	struct number n;
	if (lo >= w->n || w->v[lo].tok != tok || !number_read_alone(s->r, lo, &n) || n.value < 1 ||
		n.value > 400)
		return -1;
	*end = w->v[n.end].tok;
	return n.value;
}

/* "The last 24 hours", "last week", "the past three days", "this month". i is at the unit or at a number before it. */
static bool read_period(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match unit, m;
	uint32_t j = i;
	int64_t n = count_at(s, i, &j);
	if (n < 0)
		j = i;
	if (!source_is(s, j, DATE_UNIT, &unit))
		return false;
	j = unit.end;
	uint32_t after = j;
	if (n < 0 && (n = count_at(s, j, &after)) > 0)
		j = after;
	bool last = source_is(s, j, DATE_LAST, &m);
	if (!last && !source_is(s, j, DATE_THIS, &m))
		return false;
	if (unit.value == 0)
		*out = back(published, n > 0 ? (n + 23) / 24 : 1, m.end);
	else if (unit.value == 1)
		*out = back(published, n > 0 ? n : 6, m.end);
	else if (n > 0)
		*out = back(published, n * unit.value, m.end);
	else
		*out = calendar(unit.value, last, published, m.end);
	return true;
}

static bool read_weekday(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match m, last;
	if (!source_is(s, i, DATE_WEEKDAY, &m))
		return false;
	int64_t today = ((published + 4) % 7 + 7) % 7, ago = (today - m.value + 7) % 7;
	uint32_t end = m.end;
	if (source_is(s, end, DATE_LAST, &last)) {
		ago = ago ? ago : 7;
		end = last.end;
	}
	*out = (struct when){published - ago, published - ago, 1, end};
	return true;
}

static bool read_relative(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match m;
	if (read_period(s, i, published, out) || read_weekday(s, i, published, out))
		return true;
	if (source_is(s, i, DATE_THIS_UNIT, &m)) {
		*out = calendar(m.value, false, published, m.end);
		return true;
	}
	if (!source_is(s, i, DATE_DAY, &m))
		return false;
	*out = (struct when){published - m.value, published - m.value, 1, m.end};
	return true;
}

static bool read_when(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match m;
	if (read_digits(s, i, out) || read_day_month(s, i, published, out))
		return true;
	if (published != NO_DAY && read_relative(s, i, published, out))
		return true;
	if (read_month(s, i, 0, published, out))
		return true;
	int64_t y = source_is(s, i, DATE_YEAR, &m) ? number_at(s, m.end) : -1;
	if (!is_year(y))
		return false;
	*out = (struct when){day_of(y, 1, 1), day_of(y, 12, 31), 5, m.end + 1};
	return true;
}

/* "Since" makes a period that ends with the report. False when there is no report to end it. */
static bool open_period(struct source_sentence *s, uint32_t i, int64_t published, struct when *w)
{
	if (i == s->beg || !source_is(s, i - 1, DATE_SINCE, NULL))
		return true;
	if (published == NO_DAY || published < w->from)
		return false;
	*w = (struct when){w->from, published, back(published, published - w->from, 0).precision, w->end};
	return true;
}

/* The date nearest to the figure; a more exact one right behind another says the same day again and wins. */
static bool nearest(struct source_sentence *s, int64_t published, struct when *best)
{
	uint32_t beg = s->fig_beg > s->beg + REACH ? s->fig_beg - REACH : s->beg;
	uint32_t end = s->end < s->fig_end + REACH ? s->end : s->fig_end + REACH;
	uint32_t best_distance = UINT32_MAX;
	struct when w;
	for (uint32_t i = beg; i < end; i++) {
		if (i >= s->fig_beg && i < s->fig_end)
			continue;
		if (!read_when(s, i, published, &w) || !open_period(s, i, published, &w))
			continue;
		uint32_t distance = i < s->fig_beg ? s->fig_beg - (w.end < s->fig_beg ? w.end : s->fig_beg)
						   : i - s->fig_end;
		bool elsewhere = i < s->clause_beg || i >= s->clause_end;
		distance += elsewhere ? 2 * REACH : 0;
		if (distance < best_distance) {
			best_distance = distance;
			*best = w;
		}
		i = w.end > i ? w.end - 1 : i;
	}
	return best_distance != UINT32_MAX;
}

static const char *iso(int64_t day, struct arena *a)
{
	int64_t y, m, d;
	char text[sizeof "2019-05-07"];
	civil(day, &y, &m, &d);
	snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
		(unsigned)d % 100);
	return arena_strdup(a, text);
}

bool source_date(
	struct source_sentence *s, const char *published, struct arena *a, struct figure *f, struct err *err)
{
	struct when w;
	if (!nearest(s, parse_published(published), &w))
		return true;
	const char *from = iso(w.from, a), *to = iso(w.to, a);
	if (!from || !to)
		return err_memory(err);
	f->date_from = from;
	f->date_to = to;
	f->date_precision = w.precision;
	return true;
}
