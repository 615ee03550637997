/*
 * Relate, telling: the traits of a pair of figures (relate_telling.h).
 */
#include "detect/relate_telling.h"

#include "detect/gazetteer.h"
#include "detect/relate_place.h"

#include <string.h>

#define TRAIT(t) (UINT64_C(1) << (t))

enum {
	ROUND_FROM = 20, /* smaller numbers are not rounded */
	ROUND_PART = 8,  /* a rounded number leaves out an eighth at most */
	CLOSE_KM = 20,
	REGION_KM = 60, /* from a region's middle to its towns */
	SOON = 4,       /* sentences */
	SMALL = 10,
	MANY_VICTIMS = 8, /* fewer "victims" need not be the dead */
	JOINT = 2,        /* letters between joined figures */
	LINE = 200,       /* letters of a headline */
	PHRASE = 10       /* letters of a phrase that not everybody is told of by */
};

static bool is_vague(const struct figure *f)
{
	return f->value == NUMBER_NONE && f->approximator != APPROX_BETWEEN;
}

static int64_t number_of(const struct figure *f)
{
	return f->value != NUMBER_NONE ? f->value : f->low;
}

static bool is_loose(const struct figure *f)
{
	return f->approximator == APPROX_MORE_THAN || f->approximator == APPROX_AT_LEAST ||
	       f->approximator == APPROX_ABOUT;
}

/* Can "more than 250" be said of 257? */
static bool rounds(const struct figure *loose, const struct figure *exact)
{
	bool told = exact->approximator == APPROX_EXACT ||
		    (exact->approximator == APPROX_AT_LEAST && loose->approximator == APPROX_MORE_THAN);
	return is_loose(loose) && told && exact->value >= ROUND_FROM && loose->value % 10 == 0 &&
	       loose->value <= exact->value && exact->value <= loose->value + loose->value / ROUND_PART;
}

static uint32_t length(const struct figure *f)
{
	return f->span.end_cp - f->span.beg_cp;
}

static uint64_t vague_traits(const struct figure *a, const struct figure *b)
{
	if ((a->approximator == APPROX_DUAL_OR_PLURAL && b->value == 2) ||
		(b->approximator == APPROX_DUAL_OR_PLURAL && a->value == 2))
		return TRAIT(TELLING_TWO);
	if (!is_vague(a))
		return 0;
	if (!is_vague(b))
		return b->value >= 2 && (a->low <= 3 || b->value >= a->low) ? TRAIT(TELLING_COUNTED) : 0;
	if (a->low > 3 && b->low > 3 && a->low != b->low)
		return 0;
	return TRAIT(a->low == b->low && length(a) == length(b) ? TELLING_VAGUE_SAME : TELLING_VAGUE);
}

static uint64_t number_traits(const struct figure *a, const struct figure *b)
{
	if (is_vague(a) || is_vague(b))
		return vague_traits(a, b);
	int64_t n = number_of(a);
	uint64_t looser = a->approximator != b->approximator ? TRAIT(TELLING_LOOSER) : 0;
	if (rounds(a, b) || rounds(b, a))
		return TRAIT(TELLING_ROUNDED) | (n == number_of(b) ? TRAIT(TELLING_MANY) : 0);
	if (n != number_of(b) || n <= 0)
		return 0;
	if (n <= 2)
		return TRAIT(n == 1 ? TELLING_ONE : TELLING_TWO) | looser;
	if (n < 10)
		return TRAIT(n < 5 ? TELLING_FEW : TELLING_SOME) | looser;
	return TRAIT(n < 20 ? TELLING_TENS : n < 100 ? TELLING_SCORES : TELLING_MANY) | looser;
}

/* What a kind of victim says: an age or sex, a trade, both or neither. */
enum { SAYS_AGE = 1 << 0, SAYS_TRADE = 1 << 1 };

static unsigned says(enum victim v)
{
	if (v == VICTIM_PERSON || v == VICTIM_CIVILIAN)
		return 0;
	return victim_is_by_age(v) ? SAYS_AGE : SAYS_TRADE;
}

static bool is_young(enum victim v)
{
	return v == VICTIM_GIRL || v == VICTIM_BOY || v == VICTIM_INFANT;
}

static uint64_t victim_traits(const struct figure *a, const struct figure *b)
{
	bool fight = a->status == STATUS_COMBATANT && b->status == STATUS_COMBATANT;
	bool side = (a->status == STATUS_CIVILIAN && b->status == STATUS_COMBATANT) ||
		    (a->status == STATUS_COMBATANT && b->status == STATUS_CIVILIAN);
	bool open_a = a->victim == VICTIM_PERSON || a->victim == VICTIM_CIVILIAN;
	bool open_b = b->victim == VICTIM_PERSON || b->victim == VICTIM_CIVILIAN;
	if (side || (a->unit == UNIT_FAMILY) != (b->unit == UNIT_FAMILY))
		return 0;
	uint64_t status = a->status != b->status        ? TRAIT(TELLING_STATUS_OPEN)
			  : a->status != STATUS_UNKNOWN ? TRAIT(TELLING_STATUS)
							: 0;
	if (status == TRAIT(TELLING_STATUS_OPEN) &&
		(a->status == STATUS_COMBATANT || b->status == STATUS_COMBATANT))
		status = TRAIT(TELLING_FIGHTERS_OPEN);
	if (a->victim == b->victim || (open_a && open_b))
		return TRAIT(TELLING_SAME_VICTIM) | status;
	if (open_a || (a->victim == VICTIM_CHILD && is_young(b->victim)))
		return TRAIT(TELLING_NARROWER) | status;
	if (open_b || (b->victim == VICTIM_CHILD && is_young(a->victim)))
		return TRAIT(TELLING_WIDER) | status;
	if ((a->victim == VICTIM_POLICE && b->victim == VICTIM_SOLDIER) ||
		(a->victim == VICTIM_SOLDIER && b->victim == VICTIM_POLICE))
		return 0;
	return fight || says(a->victim) != says(b->victim) ? TRAIT(TELLING_ACROSS) | status : 0;
}

static bool same_text(const char *a, const char *b)
{
	return a && b && *a && strcmp(a, b) == 0;
}

/* Most are not, as their latitudes alone tell. */
static bool are_close(const struct place *p, const struct place *q, double km)
{
	const double degree_km = 111;
	return fabs(p->lat - q->lat) * degree_km <= km &&
	       geo_distance_km(p->lat, p->lon, q->lat, q->lon) <= km;
}

/* Does a governorate have its name from the region: "Sinai", "North Sinai"? */
static bool named_after(const struct place *p, const struct place *region)
{
	return region->kind == KIND_REGION && region->name && p->admin1 && strstr(p->admin1, region->name);
}

/* Is a place that no gazetteer knows told of by the same letters twice? */
static bool same_unknown(const struct text *text, const struct place *p, const struct place *q)
{
	return !p->name && !q->name && p->kind == q->kind &&
	       p->span.end_cp - p->span.beg_cp == q->span.end_cp - q->span.beg_cp &&
	       telling_same_letters(text, p->span.beg_cp, q->span.beg_cp, p->span.end_cp - p->span.beg_cp);
}

/* A city, and a quarter that is told to be near it, or is known by no more than its governorate. */
static bool is_quarter_of(const struct place *p, const struct place *city)
{
	return p->kind == KIND_NEIGHBOURHOOD && city->kind == KIND_CITY &&
	       same_text(p->admin1, city->admin1) &&
	       (isnan(p->lat) || isnan(city->lat) || are_close(p, city, CLOSE_KM));
}

static enum telling compare_places(const struct text *text, const struct place *p, const struct place *q)
{
	if (same_text(p->gazetteer, q->gazetteer) || same_text(p->name, q->name) || same_unknown(text, p, q))
		return TELLING_PLACE_SAME;
	bool wide = place_width(p) < 2 || place_width(q) < 2;
	if (wide && (p->kind == KIND_COUNTRY || q->kind == KIND_COUNTRY))
		return strcmp(p->country, q->country) == 0 ? TELLING_PLACE_WITHIN : TELLING_PLACE_ELSEWHERE;
	if ((wide && same_text(p->admin1, q->admin1)) || named_after(p, q) || named_after(q, p))
		return TELLING_PLACE_WITHIN;
	if (is_quarter_of(p, q) || is_quarter_of(q, p))
		return TELLING_PLACE_WITHIN;
	bool region = p->kind == KIND_REGION || q->kind == KIND_REGION;
	if (region && strcmp(p->country, q->country) == 0 && are_close(p, q, REGION_KM))
		return TELLING_PLACE_WITHIN;
	if (are_close(p, q, CLOSE_KM))
		return wide ? TELLING_PLACE_WITHIN : TELLING_PLACE_CLOSE;
	return same_text(p->admin1, q->admin1) ? TELLING_PLACE_NEAR : TELLING_PLACE_ELSEWHERE;
}

static enum telling place_trait(const struct telling_scene *s, const struct figure *a, const struct figure *b)
{
	if (a->place < 0 || b->place < 0)
		return TELLING_PLACE_OPEN;
	const struct place *places = s->f->places;
	return a->place == b->place ? TELLING_PLACE_SAME
				    : compare_places(s->text, &places[a->place], &places[b->place]);
}

/* Does the line end before the sentence does? */
static bool ends_line(const struct text *text, uint32_t from)
{
	for (uint32_t i = from; i < text->len_cp && i < from + LINE; i++) {
		if (text->cp[i] == '\n')
			return true;
		if (text->cp[i] == '.' && i + 1 < text->len_cp && text->cp[i + 1] <= ' ')
			return false;
	}
	return false;
}

static uint64_t standing_traits(const struct telling_scene *s, size_t i, size_t k)
{
	const struct casualties *c = s->c;
	const struct casualty *a = &c->v[i], *b = &c->v[k];
	uint32_t away = b->sentence - a->sentence;
	uint64_t set = TRAIT(away == 0      ? TELLING_SAME_SENTENCE
			     : away == 1    ? TELLING_NEXT_SENTENCE
			     : away <= SOON ? TELLING_SOON
					    : TELLING_LATER);
	if (a->title && !b->title && a->rank == b->rank)
		set |= TRAIT(TELLING_FIRST);
	if (a->title && ends_line(s->text, a->figure.span.end_cp))
		set |= TRAIT(TELLING_HEADLINE);
	if (away > SOON && a->figure.value != NUMBER_NONE && a->figure.value < SMALL)
		set |= TRAIT(TELLING_SMALL_LATER);
	return set | (a->title ? TRAIT(TELLING_TITLE) : a->sentence == 1 ? TRAIT(TELLING_LEAD) : 0);
}

static bool is_elsewhere(enum telling where)
{
	return where == TELLING_PLACE_CLOSE || where == TELLING_PLACE_NEAR ||
	       where == TELLING_PLACE_ELSEWHERE;
}

static bool tells_elsewhere(const struct telling_scene *s, const struct figure *a, const struct figure *x)
{
	enum telling where = place_trait(s, a, x);
	return is_elsewhere(where) && where != TELLING_PLACE_CLOSE;
}

uint64_t telling_between(const struct telling_scene *s, size_t i, size_t k)
{
	enum { BETWEEN = 100, TOLLS_MANY = 4 }; /* figures looked at */
	const uint64_t all = TRAIT(TELLING_BETWEEN_MANY) | TRAIT(TELLING_BETWEEN_ELSEWHERE);
	unsigned tolls = 0;
	const struct casualties *c = s->c;
	const struct figure *a = &c->v[i].figure;
	uint64_t set = 0;
	for (size_t j = i + 1; j < k && j < i + BETWEEN && (set & all) != all; j++) {
		const struct figure *x = &c->v[j].figure;
		if (x->part_of >= 0 || x->polarity != POLARITY_ASSERTED)
			continue;
		if (x->harm == a->harm && number_of(x) != number_of(a) && !rounds(x, a) && !rounds(a, x) &&
			!is_vague(x) && !is_vague(a))
			set |= TRAIT(++tolls < TOLLS_MANY ? TELLING_BETWEEN : TELLING_BETWEEN_MANY);
		if (!(set & TRAIT(TELLING_BETWEEN_ELSEWHERE)) && tells_elsewhere(s, a, x))
			set |= TRAIT(TELLING_BETWEEN_ELSEWHERE);
	}
	return set;
}

/* The figure of the same harm joined to figure k: "an officer and a soldier"; NULL: none. */
static const struct casualty *joined_to(const struct casualties *c, size_t k)
{
	const struct casualty *b = &c->v[k];
	return k + 1 < c->n && b[1].sentence == b->sentence && b[1].figure.harm == b->figure.harm &&
			       b[1].figure.span.beg_cp <= b->figure.span.end_cp + JOINT
		       ? &b[1]
		       : NULL;
}

/* "three killed and nine others injured": others than the dead, and no others than those told of before. */
static bool beside_others(const struct casualties *c, size_t k)
{
	return k > 0 && c->v[k - 1].sentence == c->v[k].sentence &&
	       !(c->v[k - 1].figure.harm & c->v[k].figure.harm);
}

/* Does a figure between i and k say again what figure i says? */
static bool told_again(const struct casualties *c, size_t i, size_t k)
{
	enum { SOON_AFTER = 16 };
	for (size_t j = i + 1; j < k && j < i + SOON_AFTER; j++)
		if (c->v[j].figure.relation == RELATION_RESTATES && c->v[j].figure.part_of == (int32_t)i)
			return true;
	return false;
}

static uint64_t word_traits(const struct casualties *c, size_t i, size_t k)
{
	const struct casualty *a = &c->v[i], *b = &c->v[k], *next = joined_to(c, k);
	enum count_type x = a->figure.count_type, y = b->figure.count_type;
	bool rose = a->title && x == COUNT_INCIDENT && b->toll; /* a title need not say that it did */
	uint64_t set = rose                  ? 0
		       : x != y              ? TRAIT(TELLING_COUNT_OTHER)
		       : x != COUNT_INCIDENT ? TRAIT(TELLING_COUNT_SAME)
					     : 0;
	bool resumed = b->definite && !a->definite && a->figure.victim == b->figure.victim;
	set |= b->repeated || (b->definite && b->figure.value > 1) ? TRAIT(TELLING_DEFINITE)
	       : resumed                                           ? TRAIT(TELLING_THE_ONE)
								   : 0;
	set |= b->one_of ? TRAIT(TELLING_ONE_OF) : 0;
	set |= b->reach.bearing & BEARS_RESUMES ? TRAIT(TELLING_RESUMES) : 0;
	set |= b->reach.bearing & BEARS_APART && !(a->reach.bearing & BEARS_APART) ? TRAIT(TELLING_APART) : 0;
	bool one = b->other && b->figure.value == 1; /* "a child was killed and another wounded" */
	bool other =
		(b->other || (next && next->other)) && (one || is_vague(&a->figure) || !beside_others(c, k));
	set |= other && !a->other ? TRAIT(TELLING_OTHERS) : 0;
	return set | (telling_is_part(&a->figure) ? TRAIT(TELLING_PART) : 0);
}

/* One person told of with article and name is another one under another name. */
static uint64_t name_traits(const struct text *text, const struct casualty *a, const struct casualty *b)
{
	if (b->figure.value != 1)
		return 0;
	if (a->figure.value == 1 && !a->definite && !a->one_of && length(&a->figure) >= PHRASE &&
		telling_same_letters(text, a->figure.span.beg_cp, b->figure.span.beg_cp, length(&a->figure)))
		return TRAIT(TELLING_SAME_WORDS);
	if (!a->definite || !b->definite || a->figure.value != 1 || b->figure.value != 1)
		return 0;
	uint32_t end;
	if (figure_name(text, &a->figure, &end) == end || figure_name(text, &b->figure, &end) == end)
		return a->own_harm || b->own_harm ? 0 : TRAIT(TELLING_ONE_OF); /* "the member of X, A" */
	bool same = names_agree(text, &a->figure, &b->figure);
	return TRAIT(same ? TELLING_NAME_SAME : TELLING_NAME_OTHER);
}

/* Nothing says that the two were harmed in different places. */
static bool at_once(const struct figure *a, const struct figure *b)
{
	return a->place == b->place || a->place < 0 || b->place < 0;
}

/* The figures next to a and to b: are they, too, the same? */
static uint64_t beside_traits(const struct casualties *c, size_t i, size_t k)
{
	uint64_t set = 0;
	for (size_t n = 0; n < 4; n++) {
		size_t p = n & 1 ? i + 1 : i - 1, q = n & 2 ? k + 1 : k - 1;
		if (p >= c->n || q >= c->n || p == k || q == i || p == q ||
			c->v[p].sentence != c->v[i].sentence || c->v[q].sentence != c->v[k].sentence)
			continue;
		const struct figure *x = &c->v[p].figure, *y = &c->v[q].figure;
		bool part = telling_is_part(x);
		if (x->harm != y->harm || part != telling_is_part(y) || !at_once(x, &c->v[i].figure) ||
			!at_once(y, &c->v[k].figure))
			continue;
		if (part ? x->victim != y->victim : x->harm == c->v[i].figure.harm)
			continue;
		if (is_vague(x) || is_vague(y))
			continue;
		set |= TRAIT(number_of(x) != number_of(y) ? TELLING_BESIDE_OTHER
			     : number_of(x) < 3           ? TELLING_BESIDE_FEW
							  : TELLING_BESIDE_SAME);
	}
	bool same = set & (TRAIT(TELLING_BESIDE_SAME) | TRAIT(TELLING_BESIDE_FEW));
	return same ? set & ~TRAIT(TELLING_BESIDE_OTHER) : set;
}

bool victims_fit(const struct figure *whole, const struct figure *part)
{
	return (victim_traits(whole, part) & ~TRAIT(TELLING_WIDER)) != 0;
}

bool places_fit(const struct telling_scene *s, const struct figure *a, const struct figure *b)
{
	enum telling where = place_trait(s, a, b);
	return where == TELLING_PLACE_SAME || where == TELLING_PLACE_WITHIN || where == TELLING_PLACE_OPEN;
}

/* "Her mother" and "her sister". */
static bool is_other_kin(const struct text *text, const struct casualty *a, const struct casualty *b)
{
	enum { LETTERS = 4 };
	return a->kin && b->kin &&
	       !telling_same_letters(text, a->figure.span.beg_cp, b->figure.span.beg_cp, LETTERS);
}

/* "Seven martyrs in Hama", then "seven women in Syria": who is said to be more is told of a wider place, and is another. */
static bool is_narrower_elsewhere(
	const struct telling_scene *s, const struct figure *a, const struct figure *b)
{
	if (a->place < 0 || b->place < 0 || says(a->victim) || !(says(b->victim) & SAYS_AGE))
		return false;
	const struct place *p = s->f->places;
	return place_width(&p[b->place]) < 2 && place_width(&p[a->place]) >= 2;
}

uint64_t telling_traits(const struct telling_scene *s, size_t i, size_t k)
{
	const struct casualties *c = s->c;
	const struct casualty *a = &c->v[i], *b = &c->v[k];
	uint64_t numbers = number_traits(&a->figure, &b->figure);
	uint64_t people = numbers ? victim_traits(&a->figure, &b->figure) : 0;
	if (!people)
		return 0;
	if (telling_is_part(&a->figure) && a->figure.victim != b->figure.victim &&
		says(a->figure.victim) == SAYS_AGE)
		return 0; /* "15 children" of a whole, then "15 civilians" */
	if (is_other_kin(s->text, a, b) || is_narrower_elsewhere(s, &a->figure, &b->figure))
		return 0;
	if (a->figure.harm != b->figure.harm) {
		bool few = a->figure.value < MANY_VICTIMS || b->figure.value < MANY_VICTIMS;
		if (few && !(a->toll && b->toll)) /* "the toll of victims rose to four" */
			return 0;
		people |= TRAIT(TELLING_HARM_WIDER);
	}
	enum telling where = place_trait(s, &a->figure, &b->figure);
	if (!is_elsewhere(where) && telling_copied(s->text, &a->figure, &b->figure))
		people |= TRAIT(TELLING_COPIED); /* in two towns it is only a turn of phrase */
	bool one = where == TELLING_PLACE_OPEN && b->figure.value == 1 && !b->definite;
	if ((one || is_elsewhere(where)) && b->reach.bearing & BEARS_OPENS)
		people |= TRAIT(TELLING_PLACE_TURNS);
	if (is_vague(&b->figure) && where != TELLING_PLACE_SAME && told_again(c, i, k))
		people |= TRAIT(TELLING_TOLD);
	return TRAIT(TELLING_ANY) | numbers | people | TRAIT(where) | standing_traits(s, i, k) |
	       word_traits(c, i, k) | name_traits(s->text, a, b) | beside_traits(c, i, k);
}

int telling_weight(uint64_t traits)
{
	int sum = 0;
	for (; traits; traits &= traits - 1)
		sum += telling_weights[__builtin_ctzll(traits)];
	return sum;
}

const int8_t telling_weights[TELLINGS] = {
	[TELLING_ANY] = -20,
	[TELLING_ONE] = -4,
	[TELLING_TWO] = 0,
	[TELLING_FEW] = 8,
	[TELLING_SOME] = 13,
	[TELLING_TENS] = 16,
	[TELLING_SCORES] = 22,
	[TELLING_MANY] = 32,
	[TELLING_ROUNDED] = 16,
	[TELLING_VAGUE_SAME] = 3,
	[TELLING_VAGUE] = -20,
	[TELLING_COUNTED] = -44,
	[TELLING_LOOSER] = 0,
	[TELLING_HARM_WIDER] = -8,
	[TELLING_SAME_VICTIM] = 16,
	[TELLING_NARROWER] = 4,
	[TELLING_WIDER] = -4,
	[TELLING_ACROSS] = -8,
	[TELLING_STATUS] = 3,
	[TELLING_STATUS_OPEN] = 0,
	[TELLING_FIGHTERS_OPEN] = -8,
	[TELLING_PLACE_SAME] = 10,
	[TELLING_PLACE_WITHIN] = 6,
	[TELLING_PLACE_CLOSE] = -20,
	[TELLING_PLACE_NEAR] = -20,
	[TELLING_PLACE_ELSEWHERE] = -30,
	[TELLING_PLACE_OPEN] = 4,
	[TELLING_PLACE_TURNS] = -14,
	[TELLING_TITLE] = 2,
	[TELLING_HEADLINE] = 10,
	[TELLING_LEAD] = 7,
	[TELLING_FIRST] = 14,
	[TELLING_SAME_SENTENCE] = -20,
	[TELLING_NEXT_SENTENCE] = 5,
	[TELLING_SOON] = 4,
	[TELLING_LATER] = 2,
	[TELLING_SMALL_LATER] = -8,
	[TELLING_BETWEEN] = -8,
	[TELLING_BETWEEN_MANY] = -10,
	[TELLING_BETWEEN_ELSEWHERE] = -3,
	[TELLING_DEFINITE] = 24,
	[TELLING_THE_ONE] = 14,
	[TELLING_ONE_OF] = -10,
	[TELLING_OTHERS] = -20,
	[TELLING_SAME_WORDS] = 22,
	[TELLING_COPIED] = 20,
	[TELLING_NAME_SAME] = 32,
	[TELLING_NAME_OTHER] = -25,
	[TELLING_RESUMES] = 3,
	[TELLING_APART] = -14,
	[TELLING_TOLD] = -12,
	[TELLING_PART] = -15,
	[TELLING_COUNT_SAME] = 6,
	[TELLING_COUNT_OTHER] = -11,
	[TELLING_BESIDE_SAME] = 22,
	[TELLING_BESIDE_FEW] = 14,
	[TELLING_BESIDE_OTHER] = -24,
};
