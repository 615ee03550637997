/*
 * Crossfoot: one pass to find the stated total, one to add up what is itemised.
 *
 * What can be added: standing figures of persons (or bodies) that the text asserts for one incident each, that are no part
 * and no repeat of another figure. A figure without a best number adds its low bound to the lower sum and leaves the verdict
 * open, unless the lower sum alone is too high already.
 *
 * "About N" is met within a tenth: the words give no bounds, and recorders read them so. A total with an open end ("more
 * than 60") is met by every sum from there on.
 */
#include "review/crossfoot.h"

enum { ABOUT_PART = 10 };

static int64_t add(int64_t a, int64_t b)
{
	int64_t sum;
	return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

static bool both_harms(const struct figure *f)
{
	const unsigned both = 1u << HARM_KILLED | 1u << HARM_INJURED;
	return (f->harm & both) == both;
}

static bool can_count(const struct item *it)
{
	const struct figure *f = &it->figure;
	return it->type == ITEM_FIGURE && item_stands(it) && f->part_of == REF_NONE &&
	       f->relation == RELATION_NONE && f->polarity == POLARITY_ASSERTED && f->unit != UNIT_FAMILY;
}

/* How large a figure is at least, for choosing the largest; -1 when it names no number at all. */
static int64_t size_of(const struct figure *f)
{
	if (f->best != NUMBER_NONE)
		return f->best;
	return f->low != NUMBER_NONE ? f->low : f->high != NUMBER_NONE ? f->high : -1;
}

static bool is_better_total(const struct figure *a, const struct figure *b)
{
	bool a_says = a->count_type == COUNT_AGGREGATE, b_says = b->count_type == COUNT_AGGREGATE;
	return a_says != b_says ? a_says : size_of(a) > size_of(b);
}

static int32_t find_stated(const struct items *items)
{
	int32_t stated = -1;
	for (size_t i = 0; i < items->n; i++) {
		const struct figure *f = &items->v[i].figure;
		if (!can_count(&items->v[i]) || !both_harms(f) || size_of(f) < 0 ||
			f->count_type > COUNT_AGGREGATE)
			continue;
		if (stated < 0 || is_better_total(f, &items->v[stated].figure))
			stated = (int32_t)i;
	}
	return stated;
}

/* A total of civilians leaves fighters out, and figures of both; who is not said to be either may be meant. */
static bool status_fits(enum civil_status total, enum civil_status item)
{
	return total == STATUS_UNKNOWN || total == STATUS_MIXED || item == total || item == STATUS_UNKNOWN;
}

static void add_figure(struct foot_sum *sum, const struct figure *f)
{
	sum->figures++;
	if (f->low != NUMBER_NONE)
		sum->low = add(sum->low, f->low);
	if (f->best != NUMBER_NONE)
		sum->best = add(sum->best, f->best);
	else
		sum->vague++;
}

static void add_items(const struct items *items, struct crossfoot *out)
{
	enum civil_status total = out->stated < 0 ? STATUS_UNKNOWN : items->v[out->stated].figure.status;
	for (size_t i = 0; i < items->n; i++) {
		const struct figure *f = &items->v[i].figure;
		if (!can_count(&items->v[i]) || f->count_type != COUNT_INCIDENT ||
			(int32_t)i == out->stated || !status_fits(total, f->status))
			continue;
		if (both_harms(f))
			add_figure(&out->both, f);
		else if (f->harm & 1u << HARM_KILLED)
			add_figure(&out->killed, f);
		else if (f->harm & 1u << HARM_INJURED)
			add_figure(&out->injured, f);
	}
}

static enum foot_verdict judge(const struct figure *total, const struct crossfoot *c)
{
	int64_t low = total->low, high = total->high;
	if (low == NUMBER_NONE && high == NUMBER_NONE) { /* "about" */
		int64_t slack = (total->best + ABOUT_PART - 1) / ABOUT_PART;
		low = total->best - slack;
		high = add(total->best, slack);
	}
	int64_t at_least = add(add(c->killed.low, c->injured.low), c->both.low);
	uint32_t vague = c->killed.vague + c->injured.vague + c->both.vague;
	uint32_t figures = c->killed.figures + c->injured.figures + c->both.figures;
	if (high != NUMBER_NONE && ((vague == 0 && c->sum > high) || at_least > high))
		return FOOT_ABOVE;
	if (vague > 0 || figures == 0)
		return FOOT_OPEN;
	return low != NUMBER_NONE && c->sum < low ? FOOT_BELOW : FOOT_AGREES;
}

void crossfoot_compute(const struct items *items, struct crossfoot *out)
{
	*out = (struct crossfoot){.stated = find_stated(items)};
	add_items(items, out);
	out->sum = add(add(out->killed.best, out->injured.best), out->both.best);
	out->verdict = out->stated < 0 ? FOOT_NO_TOTAL : judge(&items->v[out->stated].figure, out);
}
