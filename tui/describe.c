/* Describe: words out of values. */
#include "describe.h"

#include <inttypes.h>
#include <string.h>

/* First strong isolate and its end (UAX #9): what is inside does not turn its neighbours around. */
#define ISOLATE     "\xE2\x81\xA8"
#define ISOLATE_END "\xE2\x81\xA9"

void describe_name(const struct vocab *v, unsigned value, struct str *out)
{
	for (const char *c = vocab_name(v, value); *c; c++)
		str_add_byte(out, *c == '_' ? ' ' : *c);
}

void describe_foreign(const char *u8, struct str *out)
{
	str_add(out, ISOLATE);
	str_add(out, u8);
	str_add(out, ISOLATE_END);
}

void describe_span(struct span s, const struct text *t, uint32_t max_cp, struct str *out)
{
	if (s.end_cp > t->len_cp || s.beg_cp >= s.end_cp)
		return;
	bool cut = s.end_cp - s.beg_cp > max_cp;
	str_add(out, ISOLATE);
	for (uint32_t i = s.beg_cp; i < (cut ? s.beg_cp + max_cp : s.end_cp); i++)
		str_add_cp(out, t->cp[i] == '\n' ? ' ' : t->cp[i]);
	if (cut)
		str_add_cp(out, 0x2026 /* ellipsis */);
	str_add(out, ISOLATE_END);
}

void describe_harm(uint8_t harm, struct str *out)
{
	int left = __builtin_popcount(harm), n = 0;
	if (left == 0)
		str_add(out, "harm not said");
	for (unsigned i = 0; i < vocab_harm.n; i++)
		if (harm & (1u << i)) {
			left--;
			str_add(out, n == 0 ? "" : left == 0 ? " and " : ", ");
			describe_name(&vocab_harm, i, out);
			n++;
		}
}

static void add_number(int64_t n, struct str *out)
{
	if (n == NUMBER_NONE)
		str_add(out, "?");
	else
		str_addf(out, "%" PRId64, n);
}

void describe_quantity(const struct figure *f, struct str *out)
{
	static const char *const words[] = {
		[APPROX_EXACT] = "",
		[APPROX_AT_LEAST] = "at least ",
		[APPROX_MORE_THAN] = "more than ",
		[APPROX_ABOUT] = "about ",
		[APPROX_UP_TO] = "up to ",
		[APPROX_FEWER_THAN] = "fewer than ",
	};
	if (f->approximator == APPROX_BETWEEN ||
		(f->approximator == APPROX_VAGUE && f->high != NUMBER_NONE)) {
		str_add(out, f->approximator == APPROX_VAGUE ? "some, " : "");
		add_number(f->low, out);
		str_add(out, " to ");
		add_number(f->high, out);
	} else if (f->approximator == APPROX_VAGUE || f->approximator == APPROX_DUAL_OR_PLURAL) {
		str_add(out, f->approximator == APPROX_VAGUE ? "some" : "two or more");
		if (f->low != NUMBER_NONE && f->approximator == APPROX_VAGUE) {
			str_add(out, ", at least ");
			add_number(f->low, out);
		}
	} else {
		str_add(out, words[f->approximator]);
		add_number(f->value, out);
	}
}

void describe_bounds(const struct figure *f, struct str *out)
{
	str_add(out, "low ");
	add_number(f->low, out);
	str_add(out, ", best ");
	add_number(f->best, out);
	str_add(out, ", high ");
	add_number(f->high, out);
}

void describe_victim(const struct figure *f, struct str *out)
{
	describe_name(&vocab_victim, f->victim, out);
	if (f->unit != UNIT_PERSON) {
		str_add(out, ", counted by ");
		describe_name(&vocab_unit, f->unit, out);
	}
	bool said = f->victim == VICTIM_CIVILIAN && f->status == STATUS_CIVILIAN;
	if (f->status != STATUS_UNKNOWN && !said) {
		str_add(out, ", ");
		describe_name(&vocab_civil_status, f->status, out);
	}
}

void describe_place(const struct place *p, const struct text *t, struct str *out)
{
	if (p->name && *p->name)
		describe_foreign(p->name, out);
	else
		describe_span(p->span, t, 40, out);
}

void describe_item(const struct item *it, const struct text *t, struct str *out)
{
	if (it->type == ITEM_PLACE) {
		describe_place(&it->place, t, out);
		return;
	}
	if (it->figure.polarity == POLARITY_NEGATED) {
		str_add(out, "nobody ");
	} else {
		describe_quantity(&it->figure, out);
		str_add_byte(out, ' ');
	}
	describe_harm(it->figure.harm, out);
}
