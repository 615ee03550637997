/*
 * Source, when: the date in the figure's sentence that stands nearest to it.
 *
 * Relative dates need the day of publishing, and none is invented without it.
 */
#include "detect/source_sentence.h"

#include "base/day.h"

#include <string.h>

enum { REACH = 60 };

struct when {
	int64_t from, to;
	int precision;
	uint32_t end; /* token */
};

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
	return y >= DAY_MIN_YEAR && y <= DAY_MAX_YEAR;
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
	k += k < s->end && token_is_punct(&s->r->tokens->v[k], ',');
	int64_t y = number_at(s, k), py, pm, pd, month = m.value;
	if (is_year(y)) {
		j = k + 1;
	} else {
		if (published == DAY_NONE)
			return false;
		day_civil(published, &py, &pm, &pd);
		bool ahead = month > pm || (month == pm && day > pd + 1);
		y = py - ahead;
		if (source_is(s, j, DATE_LAST, &mark) || source_is(s, j, DATE_THIS, &mark))
			j = mark.end;
	}
	if (day > 0 && !day_exists(y, month, day))
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
	if (!day_exists(y, m, d))
		return false;
	*out = (struct when){day_of(y, m, d), day_of(y, m, d), 1, i + 5};
	return true;
}

static bool has_article(const struct source_sentence *s, uint32_t i)
{
	const struct token *k = &s->r->tokens->v[i];
	return k->kind == TOKEN_WORD && token_begins_with_article(s->r->tokens, k);
}

/* "The seventh of October"; not "the first week of October", "the second half of it". */
static bool read_ordinal(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match day, of;
	if (!source_is(s, i, DATE_ORDINAL, &day) || !source_is(s, day.end, DATE_FROM, &of))
		return false;
	if (i > s->beg && has_article(s, i - 1) && !source_is(s, i - 1, DATE_WEEKDAY, NULL) &&
		!source_is(s, i - 1, DATE_DAY, NULL))
		return false;
	return read_month(s, of.end, day.value, published, out);
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
	return (struct when){published - days, published, date_precision(days), end};
}

/* The calendar unit before the present one, or the present one up to the day of publishing. */
static struct when calendar(int unit, bool last, int64_t published, uint32_t end)
{
	int64_t y, m, d;
	day_civil(published, &y, &m, &d);
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
	uint32_t lo = s->word_beg, hi = s->word_end;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (w->v[mid].tok < tok)
			lo = mid + 1;
		else
			hi = mid;
	}
	struct number n;
	if (lo >= s->word_end || w->v[lo].tok != tok || !number_read_alone(s->r, lo, &n) || n.value < 1 ||
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
	struct source_match next; /* "the night from Wednesday to Thursday" */
	end += end < s->end && (token_is_punct(&s->r->tokens->v[end], '-') ||
				       token_is_punct(&s->r->tokens->v[end], 0x2013 /* dash */) ||
				       token_is_punct(&s->r->tokens->v[end], '/'));
	if (ago > 0 && source_is(s, end, DATE_WEEKDAY, &next) && next.value == (m.value + 1) % 7)
		*out = (struct when){out->from, out->from + 1, date_precision(1), next.end};
	return true;
}

static bool read_relative(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match m;
	if (read_period(s, i, published, out) || read_weekday(s, i, published, out))
		return true;
	if (source_is(s, i, DATE_THIS_UNIT, &m)) {
		bool before = source_is(s, m.end, DATE_LAST, NULL);
		*out = calendar(m.value, before, published, m.end + before);
		return true;
	}
	if (!source_is(s, i, DATE_DAY, &m))
		return false;
	int64_t about = m.value < 7 ? 0 : 3; /* "a week ago" may be off by some days */
	*out = (struct when){
		published - m.value - about, published - m.value + about, date_precision(2 * about), m.end};
	return true;
}

/* "Wednesday, 5 June 2024", "today (5 June)": the day again, and more exactly. */
static void read_same_day(struct source_sentence *s, int64_t published, struct when *w)
{
	struct when again;
	uint32_t i = w->end;
	if (w->from != w->to)
		return;
	i += i < s->end && s->r->tokens->v[i].kind == TOKEN_PUNCT;
	if (read_digits(s, i, &again) || read_day_month(s, i, published, &again))
		*w = again;
}

static bool read_when(struct source_sentence *s, uint32_t i, int64_t published, struct when *out)
{
	struct source_match m;
	if (read_digits(s, i, out) || read_day_month(s, i, published, out) ||
		read_ordinal(s, i, published, out))
		return true;
	if (published != DAY_NONE && read_relative(s, i, published, out)) {
		read_same_day(s, published, out);
		return true;
	}
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
	struct source_match m;
	bool since = i > s->beg && source_is(s, i - 1, DATE_SINCE, NULL);
	if (!since && !(i > s->beg + 1 && source_is(s, i - 2, DATE_SINCE, &m) && m.end == i))
		return true;
	if (published == DAY_NONE || published < w->from)
		return false;
	*w = (struct when){w->from, published, back(published, published - w->from, 0).precision, w->end};
	return true;
}

/* Classes with which a date begins, but for words of a number before a unit of time. */
static uint32_t begins(void)
{
	return source_bit(SOURCE_DIGITS) | source_bit(DATE_WEEKDAY) | source_bit(DATE_THIS_UNIT) |
	       source_bit(DATE_DAY) | source_bit(DATE_MONTH) | source_bit(DATE_YEAR) |
	       source_bit(DATE_ORDINAL);
}

/* May a date begin at token i? *unit: the next unit of time, sought from where it was for the token before. */
static inline bool may_begin(const struct source_sentence *s, uint32_t i, uint32_t *unit)
{
	enum { COUNT = 12 }; /* tokens of a number up to hundreds, and more */
	if (source_has(s, i, begins()))
		return true;
	while (*unit < s->end && (*unit < i || !source_has(s, *unit, source_bit(DATE_UNIT))))
		++*unit;
	return *unit < s->end && *unit - i <= COUNT;
}

/* "X said on Tuesday that …": the day between a verb of saying and what is said is the day of saying. */
static bool is_day_of_saying(struct source_sentence *s, uint32_t beg, uint32_t end)
{
	enum { SAYER = 10, PAST = 2 };
	bool told = false;
	for (uint32_t i = end; i < end + PAST + 1; i++)
		told |= source_is(s, i, SOURCE_THAT, NULL) || source_is(s, i, SOURCE_STOP, NULL);
	for (uint32_t i = beg; told && i-- > s->beg && beg - i < SAYER;)
		if (source_is(s, i, SOURCE_SAY, NULL))
			return true;
	return false;
}

/* The date nearest to the figure; a more exact one right behind another says the same day again and wins. */
static bool nearest(struct source_sentence *s, int64_t published, struct when *best)
{
	uint32_t beg = s->fig_beg > s->beg + REACH ? s->fig_beg - REACH : s->beg;
	uint32_t end = s->end < s->fig_end + REACH ? s->end : s->fig_end + REACH;
	uint32_t best_distance = UINT32_MAX, unit = s->any & source_bit(DATE_UNIT) ? beg : s->end;
	struct when w;
	for (uint32_t i = beg; i < end && s->any & (begins() | source_bit(DATE_UNIT)); i++) {
		if ((i >= s->fig_beg && i < s->fig_end) || !may_begin(s, i, &unit))
			continue;
		if (!read_when(s, i, published, &w) || !open_period(s, i, published, &w))
			continue;
		uint32_t distance = i < s->fig_beg ? s->fig_beg - (w.end < s->fig_beg ? w.end : s->fig_beg)
						   : i - s->fig_end;
		bool elsewhere = i < s->clause_beg || i >= s->clause_end;
		distance += elsewhere ? 2 * REACH : 0;
		if (i < s->fig_beg && w.from == w.to && is_day_of_saying(s, i, w.end))
			distance += REACH;
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
	char text[DAY_TEXT];
	day_text(day, text);
	return arena_strdup(a, text);
}

bool source_date(
	struct source_sentence *s, const char *published, struct arena *a, struct figure *f, struct err *err)
{
	struct when w;
	if (!nearest(s, day_parse(published), &w))
		return true;
	const char *from = iso(w.from, a), *to = iso(w.to, a);
	if (!from || !to)
		return err_memory(err);
	f->date_from = from;
	f->date_to = to;
	f->date_precision = w.precision;
	return true;
}
