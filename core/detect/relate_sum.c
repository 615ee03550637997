/*
 * Relate, sums: parts told in later sentences than their total, which the arithmetic gives away.
 *
 *	Three soldiers dead in X | An officer and two soldiers were killed …
 *	Two martyrs in Y | The martyr A … | The martyr B …
 *
 * Joined figures that add up to a total just told of, in a place that can be its own, are its parts; so are as many
 * named persons as it counts. Anything less than the whole sum proves nothing, and stays alone. Linear but for short
 * looks ahead.
 */
#include "detect/relate_telling.h"

enum {
	JOINT = 2,       /* letters between joined figures: a blank and "and" */
	TOTAL_MAX = 30,  /* more are not told one by one */
	NAMED_MAX = 9,   /* nor named */
	NAMED_REACH = 8, /* sentences in which they are named */
	RUN_MAX = 6,
	SHARES_FROM = 10, /* smaller totals are the sum of what follows by chance */
	SHARES_MANY = 20,
	SHARES_MAX = 16,
	SHARES_REACH = 16 /* sentences */
};

static bool may_be_total(const struct casualty *c)
{
	return c->figure.part_of < 0 && !c->listed && c->figure.approximator == APPROX_EXACT &&
	       c->figure.polarity == POLARITY_ASSERTED && c->figure.unit != UNIT_FAMILY &&
	       c->figure.value >= 2 && c->figure.value <= TOTAL_MAX;
}

static bool may_be_part(const struct casualty *total, const struct casualty *c)
{
	return c->figure.part_of < 0 && c->figure.harm == total->figure.harm && !c->other &&
	       c->figure.approximator == APPROX_EXACT && c->figure.polarity == POLARITY_ASSERTED &&
	       c->figure.value < total->figure.value;
}

/* The joined figures from k that add up to the total; 0: they do not. */
static size_t run_of(const struct casualties *c, const struct casualty *total, size_t k)
{
	int64_t sum = 0;
	for (size_t n = 0; n < RUN_MAX && k + n < c->n; n++) {
		const struct casualty *x = &c->v[k + n];
		if (x->sentence != c->v[k].sentence || !may_be_part(total, x) ||
			(n && x->figure.span.beg_cp > x[-1].figure.span.end_cp + JOINT))
			return 0;
		sum += x->figure.value;
		if (sum >= total->figure.value)
			return sum == total->figure.value ? n + 1 : 0;
	}
	return 0;
}

/* A part counts the period that its whole does. */
static void make_parts(struct casualties *c, size_t total, size_t beg, size_t n)
{
	for (size_t i = beg; i < beg + n; i++) {
		c->v[i].figure.part_of = (int32_t)total;
		c->v[i].figure.relation = RELATION_EXHAUSTIVE_PART_OF;
		if ((c->v[total].period || !c->v[total].toll) && c->v[i].figure.count_type == COUNT_INCIDENT)
			c->v[i].figure.count_type = c->v[total].figure.count_type;
	}
}

/* They are all of it: a total that is left open is what they are. */
static void share_status(struct casualties *c, size_t total, size_t beg, size_t n)
{
	unsigned seen = 0;
	for (size_t i = beg; i < beg + n; i++)
		seen |= 1u << c->v[i].figure.status;
	if (c->v[total].figure.status != STATUS_UNKNOWN || seen & 1u << STATUS_UNKNOWN)
		return;
	bool one = (seen & (seen - 1)) == 0;
	c->v[total].figure.status = one ? c->v[beg].figure.status : STATUS_MIXED;
}

/* The parts of total t in the sentence after its own. */
static void relate_sum(struct casualties *c, const struct telling_scene *s, size_t t)
{
	const struct casualty *total = &c->v[t];
	size_t k = t + 1;
	while (k < c->n && c->v[k].sentence == total->sentence)
		k++;
	for (; k < c->n && c->v[k].sentence == total->sentence + 1; k++) {
		size_t n = run_of(c, total, k);
		bool people = n && victims_fit(&total->figure, &c->v[k].figure);
		if (people && c->v[k].reach.bearing & (BEARS_APART | BEARS_TURN))
			return;
		if (people && places_fit(s, &total->figure, &c->v[k].figure)) {
			make_parts(c, t, k, n);
			share_status(c, t, k, n);
			return;
		}
	}
}

/* What x adds to a sum: a noun that is written as dual and plural alike counts two. */
static int64_t share_of(const struct figure *x)
{
	return x->approximator == APPROX_DUAL_OR_PLURAL ? 2 : x->value;
}

/* May x be one of the numbers that add up to the total, told one after the other? */
static bool may_be_share(const struct casualty *total, const struct casualty *x)
{
	int64_t n = share_of(&x->figure);
	bool exact =
		x->figure.approximator == APPROX_EXACT || x->figure.approximator == APPROX_DUAL_OR_PLURAL;
	return n != NUMBER_NONE && x->figure.harm == total->figure.harm &&
	       x->figure.polarity == POLARITY_ASSERTED && n < total->figure.value && exact &&
	       !(x->reach.bearing & BEARS_APART) && victims_fit(&total->figure, &x->figure);
}

struct shares {
	size_t v[SHARES_MAX], n;
	bool here;   /* one is in the total's place */
	bool spread; /* each is in another place than the one before */
	bool lines;  /* each begins a line */
};

static void take_share(struct shares *s, const struct telling_scene *scene, size_t t, size_t k)
{
	const struct casualties *c = scene->c;
	const struct figure *x = &c->v[k].figure;
	bool open = c->v[t].figure.value < SHARES_MANY && x->place < 0;
	s->here |= !open && places_fit(scene, &c->v[t].figure, x);
	s->spread =
		x->place >= 0 && (s->n == 0 || (s->spread && x->place != c->v[s->v[s->n - 1]].figure.place));
	s->lines = (s->n == 0 || s->lines) && c->v[k].reach.bearing & BEARS_LINE;
	s->v[s->n++] = k;
}

/* Is what follows the share k in its sentence another one? Then the sum was chance. */
static bool goes_on(const struct casualties *c, size_t t, size_t k)
{
	for (size_t i = k + 1; i < c->n && c->v[i].sentence == c->v[k].sentence; i++)
		if (c->v[i].figure.part_of < 0 && c->v[i].figure.harm == c->v[t].figure.harm)
			return true;
	return false;
}

/*
 * "17 dead … | 12 were killed in A and five in B": the whole figures of one sentence that add up to a total too large
 * for chance, one of them in its place; or three at least, each in a place of its own, over sentences and lines.
 */
static void relate_shares(struct casualties *c, const struct telling_scene *scene, size_t t)
{
	const struct casualty *total = &c->v[t];
	struct shares s = {.n = 0};
	int64_t sum = 0;
	for (size_t k = t + 1; k < c->n && sum < total->figure.value; k++) {
		const struct casualty *x = &c->v[k];
		if (x->figure.part_of >= 0 || !(x->figure.harm & total->figure.harm))
			continue;
		if (x->sentence > total->sentence + SHARES_REACH || s.n == SHARES_MAX ||
			!may_be_share(total, x))
			return;
		sum += share_of(&x->figure);
		take_share(&s, scene, t, k);
	}
	if (sum != total->figure.value || s.n < 2 || goes_on(c, t, s.v[s.n - 1]))
		return;
	uint32_t first = c->v[s.v[0]].sentence;
	bool one_sentence = first > total->sentence && first == c->v[s.v[s.n - 1]].sentence;
	if (!(one_sentence && s.here) && !(s.n > 2 && (s.spread || s.lines)))
		return;
	for (size_t i = 0; i < s.n; i++)
		make_parts(c, t, s.v[i], 1);
}

/* Does another toll of the total's harm follow share k soon? Then the sum was chance. */
static bool goes_on_after(const struct casualties *c, size_t t, size_t k)
{
	for (size_t i = k + 1; i < c->n && c->v[i].sentence <= c->v[k].sentence + 1; i++)
		if (c->v[i].figure.part_of < 0 && c->v[i].figure.harm & c->v[t].figure.harm &&
			!c->v[i].definite && !(c->v[i].reach.bearing & BEARS_APART))
			return true;
	return false;
}

/* "Two officers killed in X | An officer was killed in …, and another died of …": a headline, and then one after the other. */
static void relate_headline(struct casualties *c, const struct telling_scene *scene, size_t t)
{
	enum { REACH = 3 }; /* sentences */
	const struct casualty *total = &c->v[t];
	size_t v[SHARES_MAX], n = 0;
	int64_t sum = 0;
	for (size_t k = t + 1; k < c->n && sum < total->figure.value; k++) {
		const struct casualty *x = &c->v[k];
		if (x->figure.part_of >= 0 || !(x->figure.harm & total->figure.harm))
			continue;
		if (x->title || x->sentence > total->sentence + REACH || n == SHARES_MAX || x->definite ||
			!may_be_share(total, x) || !places_fit(scene, &total->figure, &x->figure))
			return;
		sum += share_of(&x->figure);
		v[n++] = k;
	}
	if (sum != total->figure.value || n < 2 || goes_on_after(c, t, v[n - 1]))
		return;
	for (size_t i = 0; i < n; i++)
		make_parts(c, t, v[i], 1);
}

/* "123 victims … | 49 were killed and 74 wounded": who of a joint toll was killed and who wounded. */
static void relate_harms(struct casualties *c, size_t t)
{
	enum { REACH = 3 }; /* sentences */
	const struct casualty *total = &c->v[t], *x = NULL;
	for (size_t k = t + 1; k < c->n && c->v[k].sentence <= total->sentence + REACH; k++) {
		const struct casualty *y = &c->v[k];
		bool some = y->figure.harm & total->figure.harm && y->figure.harm != total->figure.harm;
		if (y->figure.part_of >= 0 || !some || y->figure.value == NUMBER_NONE)
			continue;
		if (x && y->sentence == x->sentence && !(x->figure.harm & y->figure.harm) &&
			x->figure.value + y->figure.value == total->figure.value) {
			make_parts(c, t, (size_t)(x - c->v), 1);
			make_parts(c, t, k, 1);
			return;
		}
		x = y;
	}
}

/* "X: 11 dead | Y: six dead | Z: 24 dead | The toll is 41": a total after the items, told right before it, that it sums. */
static void relate_items_before(struct casualties *c, size_t t)
{
	enum { ITEMS = 3 };
	const struct casualty *total = &c->v[t];
	size_t v[SHARES_MAX], n = 0;
	int64_t left = total->figure.value;
	for (size_t k = t; k-- > 0 && left > 0;) {
		const struct casualty *x = &c->v[k];
		if (x->figure.part_of >= 0 || !(x->figure.harm & total->figure.harm))
			continue;
		if (x->title || x->sentence == total->sentence || n == SHARES_MAX ||
			x->sentence + SHARES_REACH < total->sentence || !may_be_share(total, x))
			return;
		left -= share_of(&x->figure);
		v[n++] = k;
	}
	for (size_t i = 0; left == 0 && n >= ITEMS && i < n; i++)
		make_parts(c, t, v[i], 1);
}

static bool is_named(const struct text *text, const struct casualty *c)
{
	uint32_t end;
	return c->definite && c->figure.value == 1 && figure_name(text, &c->figure, &end) < end;
}

/* The persons named after total t, when they are as many as it counts. */
static void relate_named(struct casualties *c, const struct text *text, size_t t)
{
	const struct casualty *total = &c->v[t];
	size_t found[NAMED_MAX];
	int64_t n = 0;
	for (size_t k = t + 1; k < c->n && c->v[k].sentence <= total->sentence + NAMED_REACH; k++) {
		const struct casualty *x = &c->v[k];
		if (x->figure.harm != total->figure.harm || x->figure.part_of >= 0)
			continue;
		if (x->figure.value == total->figure.value && x->sentence == total->sentence)
			continue; /* "the rise of two martyrs …, who rose as two martyrs" */
		if (x->figure.value != 1)
			return; /* told again, or others */
		if (!is_named(text, x) || !victims_fit(&total->figure, &x->figure))
			continue;
		for (int64_t i = 0; i < n; i++)
			if (names_agree(text, &c->v[found[i]].figure, &x->figure))
				return;
		if (n == total->figure.value)
			return;
		found[n++] = k;
	}
	for (int64_t i = 0; n == total->figure.value && i < n; i++)
		make_parts(c, t, found[i], 1);
}

void relate_sums(struct casualties *c, const struct text *text, const struct findings *f)
{
	const struct telling_scene s = {c, f, text};
	for (size_t t = 0; t < c->n; t++) {
		const struct figure *x = &c->v[t].figure;
		if (x->part_of < 0 && x->harm == (1 << HARM_KILLED | 1 << HARM_INJURED) && x->value > 2)
			relate_harms(c, t);
		if (x->part_of < 0 && !c->v[t].listed && x->polarity == POLARITY_ASSERTED &&
			x->value >= SHARES_FROM)
			relate_shares(c, &s, t);
		if (x->part_of < 0 && x->value >= SHARES_FROM && x->approximator == APPROX_EXACT)
			relate_items_before(c, t);
		if (!may_be_total(&c->v[t]))
			continue;
		relate_sum(c, &s, t);
		if (c->v[t].title)
			relate_headline(c, &s, t);
		if (c->v[t].figure.value <= NAMED_MAX)
			relate_named(c, text, t);
	}
}
