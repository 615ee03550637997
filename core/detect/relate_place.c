/*
 * Relate, places: the place of each figure among those that stood.
 *
 * Everything that may be the place stands against everything else and against "nowhere": the mentions around the figure
 * in its sentence, nouns that name a place again, the place of the figure before or of the whole, and what was told of
 * before. Each has traits (relate_traits.h), and the sum of their weights decides. So a rule is one row: that a place
 * where somebody comes from is rarely where they were harmed lowers it, and forbids nothing.
 */
#include "detect/relate_place.h"
#include "detect/relate_traits.h"

#include <string.h>

enum {
	REACH_BACK = 4,  /* sentences, to an event told of before */
	REACH_NAMED = 8, /* to what a noun names again */
	STEPS = 64, /* mentions or figures that a search goes back, so that all of them together stay linear */
	OPTIONS_MAX = 24, /* places around a figure, told before, and nowhere */
};

struct option {
	int32_t mention; /* REF_NONE: nowhere */
	uint64_t traits;
};

struct chooser {
	const struct place_list *list;
	const int32_t *index_of;
	const struct findings *f;
	const struct casualties *figures;
	const struct casualty *of; /* the figure at hand */
	int32_t lead, main;        /* where the first event took place, and most of them; -1: unknown */
	struct option v[OPTIONS_MAX];
	size_t n;
};

static uint64_t trait(bool holds, enum trait t)
{
	return holds ? UINT64_C(1) << t : 0;
}

/* ---- mentions ---- */

/* The sentence of a mention as figures count them: places begin with one, figures with nought. */
static uint32_t told_in(const struct chooser *c, int32_t i)
{
	return c->list->v[i].sentence - 1;
}

/* The place that a mention became when it can be where something happened, else NULL. */
static const struct place *place_of(const struct chooser *c, int32_t i)
{
	int32_t at = c->index_of && i >= 0 ? c->index_of[i] : -1;
	if (at < 0 || c->list->v[i].cues & (CUE_ACTOR | CUE_DISTANT))
		return NULL;
	return c->f->places[at].role == ROLE_ACTOR ? NULL : &c->f->places[at];
}

/* How narrow a mention is: the countryside of a city is no city. */
static int width(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	int n = place_width(&c->f->places[c->index_of[i]]);
	if (m->cues & CUE_COUNTRYSIDE)
		return 1;
	if (m->head < 0 && c->f->places[c->index_of[i]].kind == KIND_GOVERNORATE)
		return 2; /* it may be the city */
	if (m->kind == KIND_GOVERNORATE || m->kind == KIND_COUNTRY)
		return kind_width(m->kind) < n ? kind_width(m->kind) : n;
	return n;
}

static bool same_mention(const struct chooser *c, int32_t a, int32_t b)
{
	if (a == b)
		return true;
	return a >= 0 && b >= 0 && c->list->v[a].key == c->list->v[b].key;
}

/* "in Iraq and Syria": nothing says in which. */
static bool in_several_countries(const struct chooser *c, int32_t i)
{
	const struct place *p = place_of(c, i);
	if (!p || p->kind != KIND_COUNTRY)
		return false;
	const struct place_mention *m = c->list->v;
	const struct place *next =
		(size_t)i + 1 < c->list->n && m[i + 1].list == i ? place_of(c, i + 1) : NULL;
	const struct place *before = i > 0 && m[i].list == i - 1 ? place_of(c, i - 1) : NULL;
	return (next && next->kind == KIND_COUNTRY) || (before && before->kind == KIND_COUNTRY);
}

/* "The quarters X, Y and Z in the town T": the town that three or more are said to lie in, or none. */
static int32_t town_of_list(const struct chooser *c, int32_t i)
{
	enum { MANY = 3 };
	const struct place_mention *m = c->list->v;
	int32_t last = i;
	unsigned n = 1;
	for (int32_t k = i; n < MANY && m[k].list >= 0; k = m[k].list)
		n++;
	for (; (size_t)last + 1 < c->list->n && m[last + 1].list == last && n < STEPS; last++)
		n++;
	int32_t town = last + 1;
	if (n < MANY || (size_t)town >= c->list->n || m[town].sentence != m[i].sentence ||
		m[last].parent != town || m[town].cues & (CUE_COUNTRYSIDE | CUE_DIRECTION))
		return REF_NONE;
	return place_of(c, town) && width(c, town) == 2 + (c->f->places[c->index_of[town]].kind == KIND_CITY)
		       ? town
		       : REF_NONE;
}

/* The first of the list that a mention stands in, of those that stood. */
static int32_t first_of_list(const struct chooser *c, int32_t i)
{
	enum { BRACKET = 3 }; /* letters before another name of it, in brackets */
	int32_t first = i;
	const struct place_mention *m = &c->list->v[i];
	if (i > 0 && !(m->cues & (CUE_LIST | CUE_ROAD | CUE_BETWEEN)) && m->list < 0 &&
		!(m[-1].cues & CUE_LINE_HEAD) && m[-1].sentence == m->sentence &&
		m->span.beg_cp - m[-1].span.end_cp <= BRACKET && m->span.beg_cp - m[-1].span.end_cp > 1 &&
		place_of(c, i - 1))
		return i - 1;
	int32_t town = town_of_list(c, i);
	if (town >= 0)
		return town;
	unsigned steps = 0;
	for (int32_t k = c->list->v[i].list; k >= 0 && steps < STEPS; k = c->list->v[k].list, steps++)
		if (place_of(c, k) && !(c->list->v[k].cues & (CUE_SOURCE | CUE_LINE_HEAD)))
			first = k;
	return first;
}

static bool is_water(const struct chooser *c, int32_t i)
{
	enum place_kind kind = c->f->places[c->index_of[i]].kind;
	return kind == KIND_SEA || kind == KIND_RIVER;
}

/* Does a country, governorate or water stand before it that cannot lie in it: "to Turkey near the town X"? */
static bool within_wider(const struct chooser *c, int32_t i)
{
	if (i <= 0 || !place_of(c, i - 1) || !place_of(c, i))
		return false;
	return is_water(c, i - 1) || (width(c, i - 1) < 2 && width(c, i - 1) < width(c, i));
}

/* The cues of a mention; one that contains another shares those of it: "from X in Y". */
static uint32_t way_of(const struct chooser *c, int32_t i)
{
	enum { BESIDE = 12 }; /* letters */
	const struct place_mention *m = &c->list->v[i];
	uint32_t cues = m->cues;
	bool beside = i > 0 && !(cues & (CUE_LOCATIVE | CUE_LIST | CUE_NEAR)) &&
		      m[-1].sentence == m->sentence && m->span.beg_cp - m[-1].span.end_cp <= BESIDE;
	if (i > 0 && (beside || (cues & CUE_NESTED && m[-1].parent == i)) && !within_wider(c, i))
		cues |= m[-1].cues & (CUE_FROM | CUE_TO | CUE_SOURCE);
	return cues;
}

static bool is_event(const struct chooser *c, int32_t i)
{
	const struct place *p = place_of(c, i);
	return p && p->role == ROLE_EVENT && !is_water(c, i) &&
	       !(way_of(c, i) & (CUE_FROM | CUE_TO | CUE_SOURCE | CUE_CONTEXT | CUE_PERSON | CUE_LINE_HEAD));
}

/* "North of X". */
static bool lies_beside(const struct place_mention *m)
{
	return m->cues & CUE_DIRECTION && !(m->cues & (CUE_COUNTRYSIDE | CUE_HEAD)) &&
	       m->direction != DIR_CENTRE;
}

/* The place of most events, if one has more than half of them (Boyer and Moore's vote), and of the first. */
static void read_focus(struct chooser *c)
{
	size_t votes = 0, n = 0, of_main = 0;
	c->lead = c->main = REF_NONE;
	for (size_t i = 0; i < c->list->n; i++) {
		if (!is_event(c, (int32_t)i))
			continue;
		if (c->lead < 0)
			c->lead = (int32_t)i;
		if (lies_beside(&c->list->v[i]))
			continue;
		if (votes == 0)
			c->main = (int32_t)i;
		votes += same_mention(c, c->main, (int32_t)i) ? 1 : (size_t)-1;
		n++;
	}
	for (size_t i = 0; i < c->list->n; i++)
		of_main += is_event(c, (int32_t)i) && !lies_beside(&c->list->v[i]) &&
			   same_mention(c, c->main, (int32_t)i);
	if (of_main < 2 || 2 * of_main <= n)
		c->main = REF_NONE;
}

/* A street or building, whose town says more. */
static bool is_street(const struct chooser *c, int32_t i)
{
	return c->list->v[i].cues & CUE_STREET || c->f->places[c->index_of[i]].kind == KIND_FACILITY;
}

/* What a mention is, whatever figure asks. */
static uint64_t traits_of(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	const struct place *p = &c->f->places[c->index_of[i]];
	uint32_t way = way_of(c, i);
	int n = width(c, i);
	bool of_street = i > 0 && m[-1].parent == i && place_of(c, i - 1) && is_street(c, i - 1);
	bool bare = !(m->cues & (CUE_LOCATIVE | CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT |
					CUE_LIST | CUE_HASHTAG | CUE_LINE_HEAD | CUE_NESTED));
	return trait(n == 0, TRAIT_COUNTRY) | trait(n == 1, TRAIT_REGION) | trait(n == 2, TRAIT_DISTRICT) |
	       trait(p->role == ROLE_CONTAINER && !(m->cues & CUE_LINE_HEAD) && !of_street &&
			       !within_wider(c, i),
		       TRAIT_CONTAINER) |
	       trait(p->role == ROLE_REFERENCE && !(m->cues & (CUE_ROAD | CUE_BETWEEN)), TRAIT_REFERENCE) |
	       trait(way & (CUE_SOURCE | CUE_PERSON) || (m->cues & CUE_CONTEXT && n < 2), TRAIT_SOURCE) |
	       trait(m->cues & CUE_LINE_HEAD, TRAIT_LINE_HEAD) | trait(way & CUE_FROM, TRAIT_FROM) |
	       trait(way & CUE_TO, TRAIT_TO) | trait(lies_beside(m) || m->cues & CUE_NEAR, TRAIT_BESIDE) |
	       trait(m->cues & (CUE_ROAD | CUE_BETWEEN), TRAIT_ROAD) |
	       trait(m->cues & CUE_STREET || is_water(c, i), TRAIT_STREET) |
	       trait(p->kind == KIND_FACILITY, TRAIT_FACILITY) | trait(bare, TRAIT_BARE) |
	       trait(m->cues & CUE_UNKNOWN, TRAIT_UNKNOWN);
}

/* ---- options ---- */

static bool has(const struct chooser *c, int32_t mention)
{
	for (size_t i = 0; i < c->n; i++)
		if (same_mention(c, c->v[i].mention, mention))
			return true;
	return false;
}

/* A total since a date; but "these attacks" were told of just before. */
static bool is_total(const struct casualty *f)
{
	return f->figure.count_type == COUNT_CUMULATIVE && !f->anaphor;
}

static void add(struct chooser *c, int32_t mention, uint64_t traits)
{
	/* What stood around an earlier mention says nothing of this figure. */
	const uint64_t elsewhere =
		trait(true, TRAIT_COUNTRY) | trait(true, TRAIT_UNKNOWN) | trait(true, TRAIT_FACILITY);
	const struct casualty *f = c->of;
	if (c->n == OPTIONS_MAX || !place_of(c, mention) || in_several_countries(c, mention))
		return;
	uint64_t own = traits_of(c, mention);
	bool wide = width(c, mention) < 2, moved = f->figure.harm & 1u << HARM_DISPLACED;
	if (traits & (trait(true, TRAIT_NOUN) | trait(true, TRAIT_BEFORE)))
		own &= elsewhere;
	if (own & trait(true, TRAIT_TO))
		traits &= ~trait(true, TRAIT_CAUSE_RIGHT);
	traits |= own | trait(is_total(f) && wide, TRAIT_TOTAL_WIDE) |
		  trait(is_total(f) && !wide, TRAIT_TOTAL_NARROW) |
		  trait(moved && own & trait(true, TRAIT_FROM), TRAIT_MOVED_FROM) |
		  trait(same_mention(c, mention, c->main), TRAIT_MAIN);
	c->v[c->n++] = (struct option){mention, traits};
}

static uint64_t traits_of_path(uint32_t path)
{
	static const struct {
		uint16_t path;
		uint8_t left, right;
	} rows[] = {
		{PATH_CLAUSE, TRAIT_CLAUSE_LEFT, TRAIT_CLAUSE_RIGHT},
		{PATH_COMMA, TRAIT_COMMA_LEFT, TRAIT_COMMA_RIGHT},
		{PATH_FIGURE, TRAIT_FIGURE_LEFT, TRAIT_FIGURE_RIGHT},
		{PATH_ADDED, TRAIT_ADDED, TRAIT_ADDED},
		{PATH_LED_TO, TRAIT_LED_TO, TRAIT_LED_TO},
		{PATH_SAID, TRAIT_SAID, TRAIT_SAID},
		{PATH_AWAY, TRAIT_AWAY_LEFT, TRAIT_AWAY_RIGHT},
		{PATH_FAR, TRAIT_FAR, TRAIT_FAR},
		{PATH_STRUCK, TRAIT_STRUCK, TRAIT_STRUCK},
		{PATH_OPENS, TRAIT_OPENS, TRAIT_OPENS},
		{PATH_DATELINE, TRAIT_LINE_HEAD, TRAIT_LINE_HEAD},
		{PATH_AT_ONCE, TRAIT_AT_ONCE, TRAIT_AT_ONCE},
	};
	bool right = path & PATH_RIGHT;
	uint64_t traits = trait(right, TRAIT_RIGHT) | trait(right && path & PATH_CAUSE, TRAIT_CAUSE_RIGHT);
	if (path & PATH_OPENS || right)
		path &= ~(uint32_t)PATH_LED_TO; /* it is where all of the sentence is */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		traits |= trait(path & rows[i].path, right ? rows[i].right : rows[i].left);
	return traits;
}

/* A city and the governorate of its name stand for one another where nothing better is named. */
static bool is_stand_in(const struct chooser *c, int32_t i, enum lex_bearing noun)
{
	const struct place_mention *m = &c->list->v[i];
	const struct place *p = &c->f->places[c->index_of[i]];
	if (noun == BEARING_CITY)
		return p->kind == KIND_GOVERNORATE && m->head < 0 &&
		       !(m->cues & (CUE_COUNTRYSIDE | CUE_STREET | CUE_PERSON));
	return noun == BEARING_REGION && p->kind == KIND_CITY && p->name && p->admin1 &&
	       strcmp(p->name, p->admin1) == 0;
}

/* Can the noun mean the place of mention i? */
static bool may_mean(const struct chooser *c, int32_t i, enum lex_bearing noun)
{
	const struct place_mention *m = &c->list->v[i];
	enum place_kind kind = c->f->places[c->index_of[i]].kind;
	if (is_stand_in(c, i, noun))
		return true;
	if (noun == BEARING_THERE)
		return !(m->cues & CUE_PERSON);
	if (noun == BEARING_SITE)
		return kind == KIND_FACILITY || kind == KIND_CROSSING;
	if (m->cues & (CUE_COUNTRYSIDE | CUE_STREET | CUE_PERSON))
		return noun == BEARING_REGION && kind == KIND_GOVERNORATE;
	switch (noun) {
	case BEARING_REGION:
		return kind == KIND_GOVERNORATE;
	case BEARING_STRIP:
		return kind == KIND_REGION;
	case BEARING_CAMP:
		return kind == KIND_CAMP;
	case BEARING_QUARTER:
		return kind == KIND_NEIGHBOURHOOD;
	case BEARING_DISTRICT:
		return kind == KIND_DISTRICT || kind == KIND_SUBDISTRICT;
	case BEARING_CITY:
		return kind == KIND_CITY || kind == KIND_TOWN;
	case BEARING_VILLAGE:
		return kind == KIND_VILLAGE || kind == KIND_TOWN;
	default:
		return kind == KIND_TOWN || kind == KIND_VILLAGE || kind == KIND_CITY;
	}
}

/* The mention that a noun after `to` names again: the last that can be meant, one of an event before any other. */
static int32_t named_again(const struct chooser *c, uint32_t to, enum lex_bearing noun)
{
	int32_t found = REF_NONE, away = REF_NONE;
	for (uint32_t i = to; i > 0 && i + STEPS > to; i--) {
		int32_t k = (int32_t)i - 1;
		if (told_in(c, k) + REACH_NAMED < c->of->sentence)
			break;
		if (!place_of(c, k) || !may_mean(c, k, noun))
			continue;
		if (is_event(c, k) && !is_stand_in(c, k, noun))
			return k;
		bool passing = way_of(c, k) & (CUE_FROM | CUE_TO | CUE_SOURCE);
		if (passing && away < 0)
			away = k;
		if (!passing && found < 0)
			found = k;
	}
	return found >= 0 ? found : away;
}

/* The mention right after a figure, "nine in X", or none. */
static int32_t at_once(const struct chooser *c, const struct casualty *f)
{
	for (unsigned k = 0; k < f->reach.n; k++)
		if (f->reach.v[k].path & PATH_AT_ONCE && !f->reach.v[k].noun)
			return first_of_list(c, (int32_t)f->reach.v[k].mention);
	return REF_NONE;
}

/* Is m where a part of the figure at hand was harmed, and another part elsewhere: "20, nine of them in X, two in Y"? */
static bool is_of_parts(const struct chooser *c, int32_t m)
{
	int32_t whole = (int32_t)(c->of - c->figures->v);
	bool here = false, elsewhere = false;
	const struct casualty *end = c->figures->v + c->figures->n;
	for (const struct casualty *f = c->of + 1;
		f < end && f->sentence == c->of->sentence && f < c->of + STEPS; f++) {
		int32_t own = f->figure.part_of == whole ? at_once(c, f) : REF_NONE;
		here |= own >= 0 && same_mention(c, own, m);
		elsewhere |= own >= 0 && !same_mention(c, own, m);
	}
	return here && elsewhere;
}

/* The mentions and nouns of the figure's own sentence; a list of places is its first one, as near as its nearest. */
static void add_around(struct chooser *c)
{
	const struct reach *r = &c->of->reach;
	unsigned passed[2] = {0, 0}; /* places nearer, of each side */
	int32_t last = REF_NONE, of_part = REF_NONE;
	for (unsigned k = 0; k < r->n; k++) {
		const struct nearby *a = &r->v[k];
		unsigned *n = &passed[a->path & PATH_RIGHT ? 1 : 0];
		int32_t m = a->noun ? named_again(c, a->mention, a->noun) : (int32_t)a->mention;
		if (m < 0 || !place_of(c, m))
			continue;
		m = a->noun ? m : first_of_list(c, m);
		if (a->path & PATH_RIGHT && a->path & PATH_FIGURE && is_of_parts(c, m)) {
			of_part = of_part < 0 ? m : of_part;
			continue;
		}
		if (m == last && *n > 0)
			continue;
		last = m;
		add(c, m,
			traits_of_path(a->path) | trait(a->noun, TRAIT_NOUN) | trait(*n == 1, TRAIT_SECOND) |
				trait(*n > 1, TRAIT_THIRD));
		++*n;
	}
	if (c->n == 1 && of_part >= 0) /* none of its own: the first of its parts' */
		add(c, of_part, trait(true, TRAIT_RIGHT) | trait(true, TRAIT_FIGURE_RIGHT));
}

/* Gives traits to every option of a place, or to nowhere. */
static void mark(struct chooser *c, int32_t mention, uint64_t traits)
{
	for (size_t i = 0; i < c->n; i++)
		if (same_mention(c, c->v[i].mention, mention))
			c->v[i].traits |= traits;
}

static uint64_t ago(const struct casualty *f, uint32_t sentence)
{
	return trait(sentence + 1 < f->sentence, TRAIT_LONG_AGO) |
	       trait(sentence + REACH_BACK < f->sentence, TRAIT_VERY_LONG_AGO);
}

/* Adds a place that is none of the options yet. */
static void offer(struct chooser *c, int32_t mention, uint64_t traits)
{
	if (mention >= 0 && !has(c, mention))
		add(c, mention, traits);
}

/* Where the last figure of an earlier sentence stood, or none. */
static int32_t happened_before(const struct chooser *c, uint32_t *sentence)
{
	const struct casualty *f = c->of, *last = f;
	while (last > c->figures->v && last + STEPS > f &&
		(last->sentence == f->sentence || last->mention < 0))
		last--;
	*sentence = last->sentence;
	return last->sentence != f->sentence ? last->mention : REF_NONE;
}

/* The narrowest place of an event of a mention's sentence up to it, the last of equals: a district gives way to its town. */
static int32_t narrowest(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = c->list->v;
	int32_t best = i;
	for (int32_t k = i - 1; k >= 0 && k + STEPS > i && m[k].sentence == m[i].sentence; k--)
		if (is_event(c, k) && width(c, k) > width(c, best) && !is_street(c, k))
			best = k;
	return best;
}

/* The last place of an event that was spoken of before the sentence, or none. */
static int32_t told_before(const struct chooser *c, uint32_t *sentence)
{
	uint32_t end = c->of->reach.sentence;
	for (uint32_t i = end; i > 0 && i + STEPS > end; i--) {
		*sentence = told_in(c, (int32_t)i - 1);
		if (*sentence + REACH_BACK < c->of->sentence)
			break;
		if (is_event(c, (int32_t)i - 1))
			return first_of_list(c, narrowest(c, (int32_t)i - 1));
	}
	return REF_NONE;
}

/* What speaks for or against any place told of before. */
static uint64_t traits_before(const struct casualty *f)
{
	/* A period's total is of more than the one event that is spoken of. */
	bool total = (f->period || f->figure.count_type == COUNT_AGGREGATE) && !f->anaphor;
	uint8_t bears = total ? 0 : f->reach.bearing;
	return trait(true, TRAIT_BEFORE) | trait(bears & BEARS_CLAUSE, TRAIT_BEARS_CLAUSE) |
	       trait(f->reach.bearing & BEARS_RESUMES, TRAIT_RESUMES) | trait(f->reach.n == 0, TRAIT_ALONE) |
	       trait(f->reach.bearing & BEARS_TURN, TRAIT_TURN) |
	       trait(f->reach.bearing & BEARS_LINE, TRAIT_NEW_LINE) | trait(f->anaphor, TRAIT_THESE) |
	       trait(is_total(f), TRAIT_TOLD_TOTAL);
}

/* What was told before the sentence: where the last figures stood, the last event, the first, the most frequent one. */
static void add_before(struct chooser *c)
{
	const struct casualty *f = c->of;
	uint64_t traits = traits_before(f) | trait(f->reach.n == 0, TRAIT_ALONE);
	uint32_t then, when;
	int32_t happened = happened_before(c, &then), told = told_before(c, &when);
	int32_t latest = told >= 0 && (happened < 0 || when > then) ? told : happened;
	offer(c, told, traits | ago(f, when));
	offer(c, happened, traits | ago(f, then));
	if (latest >= 0)
		mark(c, latest, trait(true, TRAIT_LATEST));
	if (!f->title && c->lead >= 0)
		offer(c, c->lead, traits | ago(f, told_in(c, c->lead)));
	if (!f->title && c->lead >= 0)
		mark(c, c->lead, trait(true, TRAIT_LEAD));
	if (!f->title)
		offer(c, c->main, traits | ago(f, 0));
}

/* Does a place that is not the last figure's stand between that figure and this one? */
static bool passed_place(const struct chooser *c, const struct casualty *last)
{
	const struct reach *r = &c->of->reach;
	for (unsigned k = 0; k < r->n; k++)
		if (!(r->v[k].path & (PATH_RIGHT | PATH_FIGURE | PATH_AWAY)) && !r->v[k].noun &&
			is_event(c, (int32_t)r->v[k].mention) &&
			!same_mention(c, first_of_list(c, (int32_t)r->v[k].mention), last->mention))
			return true;
	return false;
}

/* Does a place follow the figure at once: "six in X"? Then it is not where the others were. */
static bool has_own(const struct chooser *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].traits & trait(true, TRAIT_AT_ONCE) &&
			!(c->v[i].traits & (trait(true, TRAIT_FACILITY) | trait(true, TRAIT_FROM))))
			return true;
	return false;
}

/* Figures that share a harm word or are parts of one another share the place, which may be none. */
static void add_kin(struct chooser *c)
{
	const struct casualty *f = c->of, *last = f > c->figures->v ? f - 1 : NULL;
	if (has_own(c))
		return;
	if (last && last->figure.part_of >= 0 && f->figure.part_of != last->figure.part_of &&
		at_once(c, last) >= 0)
		last = &c->figures->v
				[last->figure.part_of]; /* a part with a place of its own says nothing of others */
	if (last && last->sentence == f->sentence) {
		bool joined = last->word_end + 1 >= f->word_beg;
		bool total = f->toll && f->period && is_total(f) && !last->toll;
		offer(c, last->mention, trait(true, TRAIT_BEFORE));
		mark(c, last->mention,
			trait(!total, TRAIT_LAST) | trait(total, TRAIT_LAST_NO_TOTAL) |
				trait(joined && !total, TRAIT_LAST_JOINED) |
				trait(f->reach.bearing & BEARS_CUT, TRAIT_LAST_APART) |
				trait(passed_place(c, last), TRAIT_LAST_PASSED));
	}
	if (f->figure.part_of < 0)
		return;
	const struct casualty *whole = &c->figures->v[f->figure.part_of];
	bool near = whole->sentence == f->sentence;
	offer(c, whole->mention, trait(true, TRAIT_BEFORE));
	if (near || whole->mention >= 0) /* that a list's total has no place says nothing of its items */
		mark(c, whole->mention, trait(near, TRAIT_WHOLE) | trait(!near, TRAIT_WHOLE_FAR));
}

/* Does place b lie in place a? A town may have quarters only. */
static bool lies_in(const struct place *a, const struct place *b)
{
	bool governorate = a->kind == KIND_GOVERNORATE || a->kind == KIND_REGION, town = a->kind == KIND_CITY;
	bool quarter = b->kind == KIND_NEIGHBOURHOOD || b->kind == KIND_OTHER;
	if (a->kind == KIND_COUNTRY)
		return b->kind != KIND_COUNTRY && strcmp(a->country, b->country) == 0;
	return (governorate || (town && quarter)) && b->kind != a->kind && a->name && b->admin1 &&
	       strcmp(a->name, b->admin1) == 0 && strcmp(a->country, b->country) == 0;
}

/* Marks the options in which another one lies that may be the place as well. */
static void mark_holders(struct chooser *c)
{
	const uint64_t weak = trait(true, TRAIT_SOURCE) | trait(true, TRAIT_FROM) | trait(true, TRAIT_TO) |
			      trait(true, TRAIT_FACILITY) | trait(true, TRAIT_STREET) |
			      trait(true, TRAIT_AWAY_LEFT) | trait(true, TRAIT_AWAY_RIGHT) |
			      trait(true, TRAIT_LONG_AGO) | trait(true, TRAIT_FIGURE_RIGHT) |
			      trait(true, TRAIT_CLAUSE_RIGHT) | trait(true, TRAIT_COMMA_RIGHT);
	for (size_t i = 1; i < c->n; i++) {
		const struct place *a = place_of(c, c->v[i].mention);
		for (size_t k = 1; k < c->n; k++) {
			if (k != i && !(c->v[k].traits & weak & ~c->v[i].traits) &&
				lies_in(a, place_of(c, c->v[k].mention))) {
				c->v[i].traits |= trait(true, TRAIT_HOLDS);
				break;
			}
		}
	}
}

static int score(uint64_t traits)
{
	int sum = 0;
	for (; traits; traits &= traits - 1)
		sum += trait_weights[__builtin_ctzll(traits)];
	return sum;
}

static int32_t choose(struct chooser *c)
{
	const struct figure *f = &c->of->figure;
	bool far_part = f->part_of >= 0 && c->figures->v[f->part_of].sentence != c->of->sentence;
	c->n = 0;
	c->v[c->n++] = (struct option){
		REF_NONE, trait(true, TRAIT_NOWHERE) | trait(is_total(c->of), TRAIT_NOWHERE_TOTAL) |
				  trait(f->count_type == COUNT_AGGREGATE, TRAIT_NOWHERE_AGGREGATE) |
				  trait(far_part, TRAIT_NOWHERE_FAR_PART) |
				  trait(f->status == STATUS_COMBATANT, TRAIT_NOWHERE_FIGHTER)};
	add_around(c);
	add_before(c);
	add_kin(c);
	mark_holders(c);
	const struct option *best = &c->v[0];
	for (size_t i = 1; i < c->n; i++)
		if (score(c->v[i].traits) > score(best->traits))
			best = &c->v[i];
	return best->mention;
}

void relate_places(struct casualties *list, const struct place_list *places, const int32_t *index_of,
	const struct findings *f)
{
	struct chooser c = {.list = places, .index_of = index_of, .f = f, .figures = list};
	read_focus(&c);
	for (size_t k = 0; k < list->n; k++) {
		struct casualty *a = &list->v[k];
		c.of = a;
		a->mention = choose(&c);
		a->figure.place = a->mention >= 0 ? index_of[a->mention] : REF_NONE;
	}
}
