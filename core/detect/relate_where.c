/*
 * Relate, where: what the mentions of places are, for the choice of a figure's place (relate_where.h).
 *
 * Whether one stood, how narrow it is, what its cues and its neighbours say of it; which mention stands for a list or is
 * named again by a noun. Nothing here knows of the words between a mention and a figure: that is relate_reach.c's.
 */
#include "detect/relate_where.h"

#include <string.h>

enum { REACH_NAMED = 8 }; /* sentences, to what a noun names again */

/* The sentence of a mention as figures count them: places begin with one, figures with nought. */
uint32_t where_told(const struct chooser *c, int32_t i)
{
	return c->list->v[i].sentence - 1;
}

/* The place that a mention became when it can be where something happened, else NULL. */
const struct place *where_place(const struct chooser *c, int32_t i)
{
	int32_t at = c->index_of && i >= 0 ? c->index_of[i] : -1;
	if (at < 0 || c->list->v[i].cues & (CUE_ACTOR | CUE_DISTANT))
		return NULL;
	return c->f->places[at].role == ROLE_ACTOR ? NULL : &c->f->places[at];
}

/* How narrow a mention is: the countryside of a city is no city. */
int where_width(const struct chooser *c, int32_t i)
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

bool where_same(const struct chooser *c, int32_t a, int32_t b)
{
	if (a == b)
		return true;
	return a >= 0 && b >= 0 && c->list->v[a].key == c->list->v[b].key;
}

/* "in Iraq and Syria": nothing says in which. */
bool where_is_several_countries(const struct chooser *c, int32_t i)
{
	const struct place *p = where_place(c, i);
	if (!p || p->kind != KIND_COUNTRY)
		return false;
	const struct place_mention *m = c->list->v;
	const struct place *next =
		(size_t)i + 1 < c->list->n && m[i + 1].list == i ? where_place(c, i + 1) : NULL;
	const struct place *before = i > 0 && m[i].list == i - 1 ? where_place(c, i - 1) : NULL;
	return (next && next->kind == KIND_COUNTRY) || (before && before->kind == KIND_COUNTRY);
}

static bool is_settlement(enum place_kind kind)
{
	return kind == KIND_CITY || kind == KIND_TOWN || kind == KIND_VILLAGE;
}

/* "The quarters X, Y and Z in the town T": the town that three or more are said to lie in, or none. */
static int32_t town_of_list(const struct chooser *c, int32_t i)
{
	enum { MANY = 3 };
	const struct place_mention *m = c->list->v;
	if (!where_place(c, i) || is_settlement(c->f->places[c->index_of[i]].kind))
		return REF_NONE;
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
	return where_place(c, town) &&
			       where_width(c, town) == 2 + (c->f->places[c->index_of[town]].kind == KIND_CITY)
		       ? town
		       : REF_NONE;
}

/* The first of the list that a mention stands in, of those that stood. */
int32_t where_first_of_list(const struct chooser *c, int32_t i)
{
	enum { BRACKET = 2 }; /* letters before another name of it, in brackets; " - " has more */
	int32_t first = i;
	const struct place_mention *m = &c->list->v[i];
	if (i > 0 && !(m->cues & (CUE_LIST | CUE_ROAD | CUE_BETWEEN | CUE_HASHTAG)) && m->list < 0 &&
		!(m[-1].cues & CUE_LINE_HEAD) && m[-1].sentence == m->sentence &&
		m->span.beg_cp - m[-1].span.end_cp <= BRACKET && m->span.beg_cp - m[-1].span.end_cp > 1 &&
		where_place(c, i - 1))
		return i - 1;
	int32_t town = town_of_list(c, i);
	if (town >= 0)
		return town;
	unsigned steps = 0;
	bool slash =
		m->list >= 0 && m->span.beg_cp == c->list->v[m->list].span.end_cp + 1; /* "Aleppo/al-Bab" */
	for (int32_t k = slash ? -1 : m->list; k >= 0 && steps < STEPS; k = c->list->v[k].list, steps++)
		if (where_place(c, k) && !(c->list->v[k].cues & (CUE_SOURCE | CUE_LINE_HEAD)))
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
	if (i <= 0 || !where_place(c, i - 1) || !where_place(c, i))
		return false;
	return is_water(c, i - 1) || (where_width(c, i - 1) < 2 && where_width(c, i - 1) < where_width(c, i));
}

bool where_is_home_elsewhere(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = c->list->v;
	if (i <= 0 || !(m[i - 1].cues & CUE_FROM) || !where_place(c, i - 1) || !(m[i].cues & CUE_LOCATIVE))
		return false;
	enum place_kind kind = c->f->places[c->index_of[i - 1]].kind, in = c->f->places[c->index_of[i]].kind;
	return is_settlement(kind) && is_settlement(in);
}

/* The cues of a mention; one that contains another shares those of it: "from X in Y". */
static uint32_t way_of(const struct chooser *c, int32_t i)
{
	enum { BESIDE = 12 }; /* letters */
	const struct place_mention *m = &c->list->v[i];
	uint32_t cues = m->cues;
	bool beside = i > 0 && !(cues & (CUE_LOCATIVE | CUE_LIST | CUE_NEAR)) &&
		      m[-1].sentence == m->sentence && m->span.beg_cp - m[-1].span.end_cp <= BESIDE;
	if (i > 0 && !where_is_home_elsewhere(c, i) && (beside || (cues & CUE_NESTED && m[-1].parent == i)) &&
		!within_wider(c, i))
		cues |= m[-1].cues & (CUE_FROM | CUE_TO | CUE_SOURCE);
	return cues;
}

bool where_is_event(const struct chooser *c, int32_t i)
{
	const struct place *p = where_place(c, i);
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
void where_read_focus(struct chooser *c)
{
	size_t votes = 0, n = 0, of_main = 0;
	c->lead = c->main = REF_NONE;
	for (size_t i = 0; i < c->list->n; i++) {
		if (!where_is_event(c, (int32_t)i))
			continue;
		if (c->lead < 0)
			c->lead = (int32_t)i;
		if (lies_beside(&c->list->v[i]))
			continue;
		if (votes == 0)
			c->main = (int32_t)i;
		votes += where_same(c, c->main, (int32_t)i) ? 1 : (size_t)-1;
		n++;
	}
	for (size_t i = c->list->n; c->main >= 0 && i-- > 0;) {
		if (!where_is_event(c, (int32_t)i) || lies_beside(&c->list->v[i]) ||
			!where_same(c, c->main, (int32_t)i))
			continue;
		c->main = (int32_t)i; /* the first mention */
		of_main++;
	}
	if (of_main < 2 || 2 * of_main <= n)
		c->main = REF_NONE;
}

/* A street or building, whose town says more. */
static bool is_street(const struct chooser *c, int32_t i)
{
	return c->list->v[i].cues & CUE_STREET || c->f->places[c->index_of[i]].kind == KIND_FACILITY;
}

/* What a mention is, whatever figure asks. */
uint64_t where_traits(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	const struct place *p = &c->f->places[c->index_of[i]];
	uint32_t way = way_of(c, i);
	int n = where_width(c, i);
	bool of_street = i > 0 && m[-1].parent == i && (!where_place(c, i - 1) || is_street(c, i - 1));
	bool bare = !(m->cues & (CUE_LOCATIVE | CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT |
					CUE_LIST | CUE_HASHTAG | CUE_LINE_HEAD | CUE_NESTED));
	return trait(n == 0, TRAIT_COUNTRY) | trait(n == 1, TRAIT_REGION) | trait(n == 2, TRAIT_DISTRICT) |
	       trait(p->role == ROLE_CONTAINER && !(m->cues & CUE_LINE_HEAD) && !of_street &&
			       !where_is_home_elsewhere(c, i) && !within_wider(c, i),
		       TRAIT_CONTAINER) |
	       trait(p->role == ROLE_REFERENCE && !(m->cues & (CUE_ROAD | CUE_BETWEEN)), TRAIT_REFERENCE) |
	       trait(way & (CUE_SOURCE | CUE_PERSON) || (m->cues & CUE_CONTEXT && n < 2), TRAIT_SOURCE) |
	       trait(m->cues & CUE_LINE_HEAD, TRAIT_LINE_HEAD) | trait(way & CUE_FROM, TRAIT_FROM) |
	       trait(way & CUE_TO, TRAIT_TO) | trait(m->cues & (CUE_ROAD | CUE_BETWEEN), TRAIT_ROAD) |
	       trait(m->cues & CUE_STREET || is_water(c, i), TRAIT_STREET) |
	       trait(p->kind == KIND_FACILITY && m->cues & CUE_CIVIC, TRAIT_FACILITY) |
	       trait(bare, TRAIT_BARE);
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

/* "The town X" is rarely "the city" of the next sentence. */
static bool is_called_otherwise(const struct chooser *c, int32_t i, enum lex_bearing noun)
{
	static const struct {
		enum lex_bearing noun;
		enum place_kind kind;
	} names[] = {{BEARING_CITY, KIND_CITY}, {BEARING_TOWN, KIND_TOWN}, {BEARING_VILLAGE, KIND_VILLAGE}};
	enum place_kind called = c->list->v[i].kind;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (names[k].noun == noun)
			return is_settlement(called) && called != names[k].kind;
	return false;
}

/* "A man from the town X was killed in the town": where he comes from, in the figure's own sentence. */
static bool is_home(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = &c->list->v[i];
	return m->cues & CUE_FROM && m->cues & CUE_HEAD && where_told(c, i) == c->of->sentence;
}

/* The mention that a noun after `to` names again: the last that can be meant, one of an event before any other. */
int32_t where_named_again(const struct chooser *c, uint32_t to, enum lex_bearing noun)
{
	int32_t found = REF_NONE, away = REF_NONE;
	for (uint32_t i = to; i > 0 && i + STEPS > to; i--) {
		int32_t k = (int32_t)i - 1;
		if (where_told(c, k) + (noun == BEARING_THERE ? 0 : REACH_NAMED) < c->of->sentence)
			break;
		if (!where_place(c, k) || !may_mean(c, k, noun))
			continue;
		if (!is_stand_in(c, k, noun) && !is_called_otherwise(c, k, noun) &&
			(where_is_event(c, k) || is_home(c, k)))
			return k;
		bool passing = way_of(c, k) & (CUE_FROM | CUE_TO | CUE_SOURCE);
		if (passing && away < 0)
			away = k;
		if (!passing && found < 0)
			found = k;
	}
	return found >= 0 ? found : away;
}

/* The narrowest place of an event of a mention's sentence up to it, the last of equals: a district gives way to its town. */
int32_t where_narrowest(const struct chooser *c, int32_t i)
{
	const struct place_mention *m = c->list->v;
	int32_t best = i;
	for (int32_t k = i - 1; k >= 0 && k + STEPS > i && m[k].sentence == m[i].sentence; k--)
		if (where_is_event(c, k) && where_width(c, k) > where_width(c, best) && !is_street(c, k))
			best = k;
	return best;
}
