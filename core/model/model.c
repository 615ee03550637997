/* Model: empty values, the bounds rule, and the invariants. */
#include "model/model.h"

#include "base/day.h"

#include <string.h>

struct place place_none(void)
{
	return (struct place){.lat = NAN, .lon = NAN};
}

struct figure figure_none(void)
{
	return (struct figure){
		.value = NUMBER_NONE,
		.low = NUMBER_NONE,
		.best = NUMBER_NONE,
		.high = NUMBER_NONE,
		.part_of = REF_NONE,
		.place = REF_NONE,
	};
}

/* Which of low, best and high an approximator fills: N the number, H the number less one, B the second number. */
static const struct {
	char value, low, best, high;
} bounds[] = {
	[APPROX_EXACT] = {'N', 'N', 'N', 'N'},
	[APPROX_AT_LEAST] = {'N', 'N', 'N', 0},
	[APPROX_MORE_THAN] = {'N', 'N', 'N', 0},
	[APPROX_ABOUT] = {'N', 0, 'N', 0},
	[APPROX_UP_TO] = {'N', 0, 'N', 'N'},
	[APPROX_FEWER_THAN] = {'N', 0, 0, 'H'},
	[APPROX_BETWEEN] = {0, 'N', 0, 'B'},
	[APPROX_VAGUE] = {0, 'N', 0, 'B'},
	[APPROX_DUAL_OR_PLURAL] = {0, 'N', 0, 0},
};

static int64_t pick(char which, int64_t a, int64_t b)
{
	switch (which) {
	case 'N':
		return a;
	case 'H':
		return a == NUMBER_NONE ? a : a - 1;
	case 'B':
		return b;
	default:
		return NUMBER_NONE;
	}
}

void figure_set_bounds(struct figure *f, enum approximator approximator, int64_t a, int64_t b)
{
	f->approximator = approximator;
	f->value = pick(bounds[approximator].value, a, b);
	f->low = pick(bounds[approximator].low, a, b);
	f->best = pick(bounds[approximator].best, a, b);
	f->high = pick(bounds[approximator].high, a, b);
}

int date_precision(int64_t days)
{
	return days < 1 ? 1 : days <= 6 ? 2 : days <= 7 ? 3 : days <= 31 ? 4 : 5;
}

static bool span_check(struct span s, uint32_t text_cp, struct err *err)
{
	if (span_is_empty(s))
		return err_set(err, ERR_INVALID, "the span [%u, %u) is empty", s.beg_cp, s.end_cp);
	if (s.end_cp > text_cp)
		return err_set(err, ERR_INVALID, "the span [%u, %u) ends after the text's %u characters",
			s.beg_cp, s.end_cp, text_cp);
	return true;
}

static bool in_order(int64_t a, int64_t b)
{
	return a == NUMBER_NONE || b == NUMBER_NONE || a <= b;
}

static bool not_negative(int64_t n)
{
	return n == NUMBER_NONE || n >= 0;
}

/* The words that name an actor lie in the text. */
static bool inner_check(struct span s, uint32_t text_cp, struct err *err)
{
	return span_is_empty(s) || span_check(s, text_cp, err);
}

static bool dates_check(const char *from, const char *to, struct err *err)
{
	if ((from && day_parse(from) == DAY_NONE) || (to && day_parse(to) == DAY_NONE))
		return err_set(err, ERR_INVALID, "'%s' is no day: write it as 2019-05-07",
			from && day_parse(from) == DAY_NONE ? from : to);
	if (from && to && day_parse(to) < day_parse(from))
		return err_set(err, ERR_INVALID, "the last day, %s, lies before the first, %s", to, from);
	return true;
}

bool figure_check(const struct figure *f, size_t index, size_t n_figures, size_t n_places, uint32_t text_cp,
	struct err *err)
{
	if (!span_check(f->span, text_cp, err))
		return false;
	if (f->harm == 0)
		return err_set(err, ERR_INVALID, "a figure needs at least one kind of harm");
	if (!not_negative(f->value) || !not_negative(f->low) || !not_negative(f->best) ||
		!not_negative(f->high))
		return err_set(err, ERR_INVALID, "a number of people cannot be negative");
	if (!in_order(f->low, f->best) || !in_order(f->best, f->high) || !in_order(f->low, f->high))
		return err_set(err, ERR_INVALID, "the bounds are not in order: low <= best <= high");
	if (f->approximator == APPROX_VAGUE && (f->value != NUMBER_NONE || f->best != NUMBER_NONE))
		return err_set(err, ERR_INVALID, "a vague quantity has bounds, but no value of its own");
	if (f->part_of != REF_NONE && (f->part_of < 0 || (size_t)f->part_of >= n_figures))
		return err_set(err, ERR_INVALID, "part of figure %d, which does not exist", f->part_of);
	if (f->part_of == (int32_t)index)
		return err_set(err, ERR_INVALID, "a figure cannot be part of itself");
	if ((f->part_of == REF_NONE) != (f->relation == RELATION_NONE))
		return err_set(
			err, ERR_INVALID, "a part needs a relation, and a relation a figure to be part of");
	if (f->place != REF_NONE && (f->place < 0 || (size_t)f->place >= n_places))
		return err_set(err, ERR_INVALID, "placed at place %d, which does not exist", f->place);
	return inner_check(f->perpetrator, text_cp, err) && inner_check(f->attribution, text_cp, err) &&
	       dates_check(f->date_from, f->date_to, err);
}

bool place_check(const struct place *p, uint32_t text_cp, struct err *err)
{
	if (!span_check(p->span, text_cp, err))
		return false;
	if (isnan(p->lat) != isnan(p->lon))
		return err_set(err, ERR_INVALID, "a place has both coordinates or none");
	if (!isnan(p->lat) && (fabs(p->lat) > 90 || fabs(p->lon) > 180))
		return err_set(
			err, ERR_INVALID, "the coordinates %.4f, %.4f lie outside the world", p->lat, p->lon);
	if (p->country[0] && strlen(p->country) != 2)
		return err_set(err, ERR_INVALID, "'%s' is no two-letter country code", p->country);
	return true;
}
