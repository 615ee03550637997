/* Relate, periods: what the words of time at a place speak of (relate_period.h). */
#include "detect/relate_period.h"

#include "detect/relate_between.h"

enum {
	CHAIN = 3, /* nouns of "since the stop of the fire's release" */
	DAY_HOURS = 24
};

static int64_t value_of(const struct reading *r, uint32_t i, enum lex_class cls)
{
	return word_value(r->lx, reading_word(r, i), cls);
}

static bool is_time(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, reading_word(r, i), LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_TIME;
}

static bool is_month(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, reading_word(r, i), LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_MONTH;
}

static bool is_numeral(const struct word *w)
{
	return w->kind == WORD_DIGITS || word_is(w, LEX_UNIT) || word_is(w, LEX_TEEN) ||
	       word_is(w, LEX_TEN) || word_is(w, LEX_ORDINAL);
}

static bool has_article(const struct reading *r, uint32_t i)
{
	return word_has_article(r->tokens, reading_word(r, i));
}

/* "the war", "that day", "the fall of the city", "the stop of the fire's release": a chain whose last has the article. */
static bool names_event(const struct reading *r, uint32_t i)
{
	uint32_t end = i + CHAIN;
	while (!has_article(r, i) && ++i < end && !word_is(reading_word(r, i), LEX_PREP))
		;
	return i < end && has_article(r, i);
}

/* What "since" at i opens: a total since a date or an event, one of some days, or nothing ("for two hours"). */
static enum count_type since(const struct reading *r, uint32_t i)
{
	switch (value_of(r, i + 1, LEX_PERIOD)) {
	case PERIOD_DAY:
		return COUNT_AGGREGATE;
	case PERIOD_DATE:
		return COUNT_CUMULATIVE;
	case PERIOD_YEARS: /* "the worst for years" */
	case PERIOD_HOURS:
		return COUNT_INCIDENT;
	default:
		break;
	}
	if (is_month(r, i + 1))
		return COUNT_CUMULATIVE;
	if (is_numeral(reading_word(r, i + 1)))
		return is_time(r, i + 2) ? COUNT_INCIDENT : COUNT_CUMULATIVE;
	return names_event(r, i + 1) && !is_time(r, i + 1) ? COUNT_CUMULATIVE : COUNT_INCIDENT;
}

/* What "during" at i opens: "24 hours", "two months", "February", "the last days"; of years, a total since. */
static enum count_type span(const struct reading *r, uint32_t i)
{
	struct number n = {0};
	bool in = reading_word(r, i)->prep == PREP_IN; /* "in February" dates one event */
	uint32_t j = i + 1 + word_is(reading_word(r, i + 1), LEX_GLUE);
	uint32_t k = j + number_read_alone(r, j, &n);
	if (value_of(r, k, LEX_PERIOD) == PERIOD_YEARS)
		return k > j || reading_word(r, k)->clitics & CLITIC_AL ? COUNT_CUMULATIVE : COUNT_INCIDENT;
	if (k > j && value_of(r, k, LEX_PERIOD) == PERIOD_HOURS)
		return n.value >= DAY_HOURS ? COUNT_AGGREGATE : COUNT_INCIDENT;
	if (is_month(r, j) && !in)
		return COUNT_AGGREGATE;
	const struct lex_entry *time = word_entry(r->lx, reading_word(r, k), LEX_EXCLUDED);
	bool several = time && (time->form == FORM_DUAL || (time->form != FORM_SINGULAR &&
								   reading_word(r, k)->clitics & CLITIC_AL));
	return is_time(r, k) && (several || (k > j && n.value > 1)) ? COUNT_AGGREGATE : COUNT_INCIDENT;
}

enum count_type period_at(const struct reading *r, uint32_t i, bool had)
{
	if (value_of(r, i, LEX_CUMULATIVE) == 1)
		return COUNT_CUMULATIVE;
	switch (value_of(r, i, LEX_PERIOD)) {
	case PERIOD_SINCE:
		return since(r, i);
	case PERIOD_SPAN:
		return span(r, i);
	case PERIOD_OLD:
		return COUNT_SUPERSEDED;
	case PERIOD_EARLY:
		return had ? COUNT_SUPERSEDED : COUNT_INCIDENT;
	case PERIOD_EVERYWHERE:
		return COUNT_AGGREGATE;
	default:
		return COUNT_INCIDENT;
	}
}
