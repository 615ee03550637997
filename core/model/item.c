/* Item: comparing what the machine read with what the person says. */
#include "model/item.h"

#include <string.h>

struct span item_span(const struct item *it)
{
	return it->type == ITEM_PLACE ? it->place.span : it->figure.span;
}

bool item_stands(const struct item *it)
{
	return it->decision != DECISION_REJECTED;
}

static bool text_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool span_equal(struct span a, struct span b)
{
	return a.beg_cp == b.beg_cp && a.end_cp == b.end_cp;
}

static bool degrees_equal(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

bool place_equal(const struct place *a, const struct place *b)
{
	return span_equal(a->span, b->span) && a->kind == b->kind && a->role == b->role &&
	       a->direction == b->direction && text_equal(a->name, b->name) &&
	       strcmp(a->country, b->country) == 0 && text_equal(a->admin1, b->admin1) &&
	       degrees_equal(a->lat, b->lat) && degrees_equal(a->lon, b->lon) &&
	       text_equal(a->gazetteer, b->gazetteer);
}

bool figure_equal(const struct figure *a, const struct figure *b)
{
	return span_equal(a->span, b->span) && a->harm == b->harm && a->value == b->value &&
	       a->low == b->low && a->best == b->best && a->high == b->high &&
	       a->approximator == b->approximator && a->unit == b->unit && a->victim == b->victim &&
	       a->status == b->status && a->part_of == b->part_of && a->relation == b->relation &&
	       a->place == b->place && a->count_type == b->count_type && a->polarity == b->polarity &&
	       span_equal(a->perpetrator, b->perpetrator) && a->perpetrator_basis == b->perpetrator_basis &&
	       span_equal(a->attribution, b->attribution) && text_equal(a->date_from, b->date_from) &&
	       text_equal(a->date_to, b->date_to) && a->date_precision == b->date_precision;
}
