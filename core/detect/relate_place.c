/*
 * Relate, places: the place of each figure among those that stood.
 *
 * Everything that may be the place stands against everything else and against "nowhere": the mentions around the figure
 * in its sentence, nouns that name a place again, the place of the figure before or of the whole, and what was told of
 * before. Each has traits (relate_traits.h), and the sum of their weights decides. So a rule is one row: that a place
 * where somebody comes from is rarely where they were harmed lowers it, and forbids nothing.
 */
#include "detect/gazetteer.h"
#include "detect/relate_where.h"

#include <string.h>

enum { REACH_BACK = 4 }; /* sentences, to an event told of before */

/* ---- options ---- */

static bool has(const struct chooser *c, int32_t mention)
{
	for (size_t i = 0; i < c->n; i++)
		if (where_same(c, c->v[i].mention, mention))
			return true;
	return false;
}

/* A total since a date; but "these attacks" were told of just before, and a part lies where its whole does. */
static bool is_total(const struct casualty *f)
{
	return f->figure.count_type == COUNT_CUMULATIVE && !f->anaphor && f->figure.part_of < 0;
}

/* Is it a narrow place, and not that of the total since a date that the figure is part of? */
static bool narrows_total(const struct chooser *c, int32_t mention, bool wide)
{
	int32_t whole = c->of->figure.part_of;
	return !wide && whole >= 0 && is_total(&c->figures->v[whole]) &&
	       !where_same(c, c->figures->v[whole].mention, mention);
}

static void add(struct chooser *c, int32_t mention, uint64_t traits)
{
	/* What stood around an earlier mention says nothing of this figure. */
	const uint64_t elsewhere = trait(true, TRAIT_COUNTRY) | trait(true, TRAIT_FACILITY);
	const struct casualty *f = c->of;
	if (c->n == OPTIONS_MAX || !where_place(c, mention) || where_is_several_countries(c, mention))
		return;
	uint64_t own = where_traits(c, mention);
	bool wide = where_width(c, mention) < 2,
	     taken = f->figure.harm & (1u << HARM_DISPLACED | 1u << HARM_DETAINED | 1u << HARM_ABDUCTED);
	bool before = traits & trait(true, TRAIT_BEFORE);
	if (before || traits & trait(true, TRAIT_NOUN))
		own &= elsewhere;
	if (own & trait(true, TRAIT_TO) && traits & trait(true, TRAIT_STRUCK))
		own &= ~trait(true, TRAIT_TO); /* "a rocket towards X" */
	if (own & trait(true, TRAIT_TO))
		traits &= ~trait(true, TRAIT_CAUSE_RIGHT);
	if (own & trait(true, TRAIT_FROM) && !taken)
		traits &= ~trait(true, TRAIT_AT_ONCE); /* "two of the people of X" */
	traits |= own | trait(is_total(f) && wide, TRAIT_TOTAL_WIDE) |
		  trait(is_total(f) && !wide, TRAIT_TOTAL_NARROW) |
		  trait(narrows_total(c, mention, wide), TRAIT_PART_NARROW) |
		  trait(taken && !(c->list->v[mention].cues & CUE_CONTEXT) && own & trait(true, TRAIT_FROM),
			  TRAIT_MOVED_FROM) |
		  trait(where_same(c, mention, c->main), before ? TRAIT_MAIN : TRAIT_MAIN_HERE);
	c->v[c->n++] = (struct option){mention, traits};
}

static uint64_t traits_of_path(uint32_t path)
{
	static const struct {
		uint32_t path;
		uint8_t left, right; /* TRAITS: none */
	} rows[] = {
		{PATH_CLAUSE, TRAIT_CLAUSE_LEFT, TRAIT_CLAUSE_RIGHT},
		{PATH_COMMA, TRAITS, TRAIT_COMMA_RIGHT},
		{PATH_LABEL, TRAITS, TRAIT_LABEL_RIGHT},
		{PATH_PAUSE, TRAIT_PAUSE_LEFT, TRAIT_PAUSE_RIGHT},
		{PATH_FIGURE, TRAIT_FIGURE_LEFT, TRAITS},
		{PATH_LED_TO, TRAIT_LED_TO, TRAIT_LED_TO},
		{PATH_SAID, TRAIT_SAID, TRAIT_SAID},
		{PATH_AWAY, TRAIT_AWAY_LEFT, TRAIT_AWAY_RIGHT},
		{PATH_FAR, TRAIT_FAR, TRAIT_FAR},
		{PATH_STRUCK, TRAIT_STRUCK, TRAIT_STRUCK},
		{PATH_DATELINE, TRAIT_LINE_HEAD, TRAIT_LINE_HEAD},
		{PATH_AT_ONCE, TRAIT_AT_ONCE, TRAIT_AT_ONCE},
		{PATH_WHERE, TRAIT_WHERE, TRAIT_WHERE},
	};
	bool right = path & PATH_RIGHT;
	uint64_t traits = trait(right, TRAIT_RIGHT) | trait(right && path & PATH_CAUSE, TRAIT_CAUSE_RIGHT);
	if (path & PATH_OPENS || right)
		path &= ~(uint32_t)PATH_LED_TO; /* it is where all of the sentence is */
	if (path & PATH_OPENS)
		path &= ~(uint32_t)PATH_PAUSE; /* "In X, …" */
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint8_t t = right ? rows[i].right : rows[i].left;
		traits |= trait(path & rows[i].path && t != TRAITS, t);
	}
	return traits;
}

/* The mention right after a figure, "nine in X", or none. */
static int32_t at_once(const struct chooser *c, const struct casualty *f)
{
	for (unsigned k = 0; k < f->reach.n; k++)
		if (f->reach.v[k].path & PATH_AT_ONCE && !f->reach.v[k].noun)
			return where_first_of_list(c, (int32_t)f->reach.v[k].mention);
	return REF_NONE;
}

/* Is m where a part of a toll was harmed, or one part and another elsewhere: "20, nine of them in X, two in Y"? */
static bool is_of_parts(const struct chooser *c, int32_t m)
{
	int32_t whole = (int32_t)(c->of - c->figures->v);
	bool here = false, elsewhere = false;
	const struct casualty *end = c->figures->v + c->figures->n;
	for (const struct casualty *f = c->of + 1;
		f < end && f->sentence == c->of->sentence && f < c->of + STEPS; f++) {
		int32_t own = f->figure.part_of == whole ? at_once(c, f) : REF_NONE;
		here |= own >= 0 && where_same(c, own, m);
		elsewhere |= own >= 0 && !where_same(c, own, m);
	}
	return here && (elsewhere || c->of->toll);
}

/* Do only words of one clause stand between a figure and a place after it, and not so few that it follows at once? */
static bool is_plain(uint32_t path)
{
	const uint32_t breaks = PATH_CLAUSE | PATH_COMMA | PATH_FIGURE | PATH_ADDED | PATH_AWAY | PATH_SAID |
				PATH_NEXT | PATH_AT_ONCE | PATH_LABEL;
	return path & PATH_RIGHT && !(path & breaks);
}

/* The mentions and nouns of the figure's own sentence; a list of places is its first one, as near as its nearest. */
static void add_around(struct chooser *c)
{
	const struct reach *r = &c->of->reach;
	unsigned passed[2] = {0, 0}; /* places nearer, of each side */
	int32_t last = REF_NONE, of_part = REF_NONE;
	const uint64_t comes_or_goes = trait(true, TRAIT_FROM) | trait(true, TRAIT_TO);
	const uint64_t holds = trait(true, TRAIT_CONTAINER) | trait(true, TRAIT_REFERENCE);
	bool labelled = false; /* a label's container was passed: the label is of the place before it */
	bool happened = false; /* a place was passed on the right where something may have */
	uint8_t passed_first = 0;
	for (unsigned k = 0; k < r->n; k++) {
		const struct nearby *a = &r->v[k];
		unsigned *n = &passed[a->path & PATH_RIGHT ? 1 : 0];
		int32_t m = a->noun ? where_named_again(c, a->mention, a->noun) : (int32_t)a->mention;
		if (m < 0 || !where_place(c, m))
			continue;
		m = a->noun ? m : where_first_of_list(c, m);
		if (a->path & PATH_RIGHT && a->path & PATH_FIGURE && is_of_parts(c, m)) {
			of_part = of_part < 0 ? m : of_part;
			continue;
		}
		uint32_t path = a->path;
		bool others = path & PATH_RIGHT && happened && a->passed > passed_first;
		if (others)
			path &= ~(uint32_t)PATH_CAUSE;
		if (path & PATH_RIGHT && path & (PATH_NEXT | PATH_ANEW) && c->of->consequence)
			path |= PATH_COMMA; /* "X, which killed three, and wounded two in Y" */
		bool again = m == last && *n > 0;
		last = m;
		if (!again)
			add(c, m,
				traits_of_path(path) | trait(a->noun, TRAIT_NOUN) |
					trait(others, TRAIT_OTHERS_RIGHT) |
					trait(a->noun && path & PATH_SAID, TRAIT_SOURCE) |
					trait(*n == 0 && !a->noun && is_plain(path), TRAIT_PLAIN_RIGHT) |
					trait(!(path & PATH_RIGHT) && where_width(c, m) > 1 &&
							(labelled || (*n == 0 && path & PATH_LABEL)),
						TRAIT_LABEL_LEFT));
		uint64_t *own = &c->v[c->n - 1].traits;
		labelled = *own & trait(true, TRAIT_LABEL_LEFT) && *own & holds;
		if (labelled)
			*own &= ~trait(true, TRAIT_LABEL_LEFT);
		if (path & PATH_RIGHT && !happened && !(path & PATH_AWAY) &&
			!(c->v[c->n - 1].traits & comes_or_goes)) {
			happened = true;
			passed_first = a->passed;
		}
		*n += !again;
		if (!a->noun && m > (int32_t)a->mention &&
			c->v[c->n - 1].mention == m) /* the town of its quarters */
			c->v[c->n - 1].traits &= ~trait(true, TRAIT_CONTAINER);
	}
	if (c->n == 1 && of_part >= 0) /* none of its own: the first of its parts' */
		add(c, of_part, trait(true, TRAIT_RIGHT));
}

/* Gives traits to every option of a place, or to nowhere. */
static void mark(struct chooser *c, int32_t mention, uint64_t traits)
{
	for (size_t i = 0; i < c->n; i++)
		if (where_same(c, c->v[i].mention, mention))
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

/* The last place of an event that was spoken of before the sentence, or none. */
static int32_t told_before(const struct chooser *c, uint32_t *sentence)
{
	uint32_t end = c->of->reach.sentence;
	for (uint32_t i = end; i > 0 && i + STEPS > end; i--) {
		*sentence = where_told(c, (int32_t)i - 1);
		if (*sentence + REACH_BACK < c->of->sentence)
			break;
		if (where_is_event(c, (int32_t)i - 1))
			return where_first_of_list(c, where_narrowest(c, (int32_t)i - 1));
	}
	return REF_NONE;
}

/* What speaks for or against any place told of before. */
static uint64_t traits_before(const struct casualty *f)
{
	/* A period's total is of more than the one event that is spoken of. */
	bool these = f->anaphor || (f->definite && f->figure.value > 1 && f->figure.value != NUMBER_NONE);
	bool total = (f->period || f->figure.count_type == COUNT_AGGREGATE) && !f->anaphor;
	uint8_t bears = total ? 0 : f->reach.bearing;
	return trait(true, TRAIT_BEFORE) | trait(bears & BEARS_CLAUSE, TRAIT_BEARS_CLAUSE) |
	       trait(f->reach.n == 0, TRAIT_ALONE) |
	       trait(f->reach.bearing & (BEARS_TURN | BEARS_APART), TRAIT_TURN) | trait(these, TRAIT_THESE) |
	       trait(f->of_day || (is_total(f) && (f->period || f->reach.n > 0)), TRAIT_TOLD_TOTAL);
}

/* What was told before the sentence: where the last figures stood, the last event, the first, the most frequent one. */
static void add_before(struct chooser *c)
{
	const struct casualty *f = c->of;
	uint64_t traits = traits_before(f);
	uint32_t then, when;
	int32_t happened = happened_before(c, &then), told = told_before(c, &when);
	int32_t latest = told >= 0 && (happened < 0 || when > then) ? told : happened;
	offer(c, told, traits | ago(f, when));
	offer(c, happened, traits | ago(f, then));
	if (latest >= 0)
		mark(c, latest, trait(true, TRAIT_LATEST));
	if (!f->title && c->lead >= 0)
		offer(c, c->lead, traits | ago(f, where_told(c, c->lead)));
	if (!f->title && c->lead >= 0)
		mark(c, c->lead, trait(true, TRAIT_LEAD));
	if (!f->title && c->main >= 0 && where_told(c, c->main) <= f->sentence)
		offer(c, c->main, traits | ago(f, 0));
}

/* Does a place that is not the last figure's stand between that figure and this one? */
static bool passed_place(const struct chooser *c, const struct casualty *last)
{
	const struct reach *r = &c->of->reach;
	for (unsigned k = 0; k < r->n; k++)
		if (!(r->v[k].path & (PATH_RIGHT | PATH_FIGURE | PATH_AWAY)) && !r->v[k].noun &&
			where_is_event(c, (int32_t)r->v[k].mention) &&
			!where_same(c, where_first_of_list(c, (int32_t)r->v[k].mention), last->mention))
			return true;
	return false;
}

/* "Two killed in X, and a man killed and his wife wounded in Y": does the last figure's place end what is told of it? */
static bool is_closed(const struct chooser *c, const struct casualty *last)
{
	const struct casualty *f = c->of;
	if (last->mention < 0 || f->figure.part_of >= 0)
		return false;
	const struct span *where = &c->list->v[last->mention].span;
	bool again = f->figure.harm & last->figure.harm || last->figure.harm == 1 << HARM_INJURED;
	return again && where->beg_cp >= last->figure.span.end_cp && where->end_cp <= f->figure.span.beg_cp;
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
		bool joined = last->word_end + 1 >= f->word_beg || (is_total(last) && is_total(f));
		bool total = f->toll && f->period && is_total(f) && !last->toll;
		offer(c, last->mention, trait(true, TRAIT_BEFORE));
		mark(c, last->mention,
			trait(!total, TRAIT_LAST) | trait(total, TRAIT_LAST_NO_TOTAL) |
				trait(joined && !total, TRAIT_LAST_JOINED) |
				trait(passed_place(c, last), TRAIT_LAST_PASSED) |
				trait(is_closed(c, last), TRAIT_LAST_CLOSED));
	}
	if (f->figure.part_of < 0)
		return;
	const struct casualty *whole = &c->figures->v[f->figure.part_of];
	bool near = whole->sentence == f->sentence;
	offer(c, whole->mention, trait(true, TRAIT_BEFORE));
	if (near || whole->mention >= 0) /* that a list's total has no place says nothing of its items */
		mark(c, whole->mention, trait(near, TRAIT_WHOLE) | trait(!near, TRAIT_WHOLE_FAR));
}

/* A region that is no part of a governorate: what lies near its middle is taken to lie in it. */
static bool lies_in_region(const struct place *a, const struct place *b)
{
	enum { RADIUS_KM = 60 };
	return a->kind == KIND_REGION && !(a->admin1 && *a->admin1) && kind_width(b->kind) > 1 &&
	       strcmp(a->country, b->country) == 0 &&
	       geo_distance_km(a->lat, a->lon, b->lat, b->lon) < RADIUS_KM; /* never of unknown points */
}

/* Does place b lie in place a? A town may have quarters only. */
static bool lies_in(const struct place *a, const struct place *b)
{
	bool governorate = a->kind == KIND_GOVERNORATE || a->kind == KIND_REGION, town = a->kind == KIND_CITY;
	bool quarter = b->kind == KIND_NEIGHBOURHOOD || b->kind == KIND_OTHER;
	if (a->kind == KIND_COUNTRY)
		return b->kind != KIND_COUNTRY && strcmp(a->country, b->country) == 0;
	if (lies_in_region(a, b))
		return true;
	return (governorate || (town && quarter)) && b->kind != a->kind && a->name && b->admin1 &&
	       strcmp(a->name, b->admin1) == 0 && strcmp(a->country, b->country) == 0;
}

/* "X in the town Y": does the text say that mention b, or one of its name, lies in a? */
static bool said_to_lie_in(const struct chooser *c, int32_t a, int32_t b)
{
	int32_t parent = c->list->v[b].parent;
	return parent >= 0 && where_same(c, parent, a) && !where_same(c, a, b) &&
	       !where_is_home_elsewhere(c, parent) && where_width(c, a) <= where_width(c, b);
}

/* Marks the options in which another one lies that may be the place as well. */
static void mark_holders(struct chooser *c)
{
	const uint64_t weak = trait(true, TRAIT_SOURCE) | trait(true, TRAIT_FROM) | trait(true, TRAIT_TO) |
			      trait(true, TRAIT_FACILITY) | trait(true, TRAIT_STREET) |
			      trait(true, TRAIT_AWAY_LEFT) | trait(true, TRAIT_AWAY_RIGHT) |
			      trait(true, TRAIT_LONG_AGO) | trait(true, TRAIT_CLAUSE_RIGHT) |
			      trait(true, TRAIT_COMMA_RIGHT) |
			      trait(c->of->figure.count_type == COUNT_AGGREGATE, TRAIT_BEFORE);
	for (size_t i = 1; i < c->n; i++) {
		const struct place *a = where_place(c, c->v[i].mention);
		if (c->v[i].traits & trait(true, TRAIT_TOTAL_WIDE))
			continue;
		for (size_t k = 1; k < c->n; k++) {
			if (k != i && !(c->v[k].traits & weak & ~c->v[i].traits) &&
				(lies_in(a, where_place(c, c->v[k].mention)) ||
					said_to_lie_in(c, c->v[i].mention, c->v[k].mention))) {
				c->v[i].traits |= trait(true, TRAIT_HOLDS);
				c->v[i].traits &= ~trait(true, TRAIT_LABEL_LEFT); /* "Sarmin - Idlib: …" */
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

static bool names_event(const struct chooser *c)
{
	const struct reach *r = &c->of->reach;
	for (unsigned k = 0; k < r->n; k++)
		if (!r->v[k].noun && where_is_event(c, (int32_t)r->v[k].mention))
			return true;
	return false;
}

static int32_t choose(struct chooser *c)
{
	const struct figure *f = &c->of->figure;
	bool far_part = f->part_of >= 0 && c->figures->v[f->part_of].sentence != c->of->sentence;
	c->n = 0;
	c->v[c->n++] = (struct option){
		REF_NONE, trait(true, TRAIT_NOWHERE) | trait(is_total(c->of), TRAIT_NOWHERE_TOTAL) |
				  trait(f->count_type == COUNT_AGGREGATE, TRAIT_NOWHERE_AGGREGATE) |
				  trait(f->status == STATUS_COMBATANT, TRAIT_NOWHERE_FIGHTER) |
				  trait(c->of->definite, TRAIT_NOWHERE_DEFINITE) |
				  trait(names_event(c), TRAIT_NOWHERE_HERE)};
	if (c->of->labelled)
		for (unsigned k = 0; k < c->of->reach.n; k++)
			if (!(c->of->reach.v[k].path & PATH_RIGHT) && !c->of->reach.v[k].noun)
				return (int32_t)c->of->reach.v[k].mention;
	add_around(c);
	add_before(c);
	add_kin(c);
	mark_holders(c);
	const struct option *best = &c->v[0];
	int most = score(best->traits);
	for (size_t i = 1; i < c->n; i++) {
		int sum = score(c->v[i].traits);
		if (sum > most) {
			most = sum;
			best = &c->v[i];
		}
	}
	if (best->mention < 0 && far_part && c->of->reach.n == 0)
		return c->figures->v[f->part_of]
			.mention; /* an item of a list that names no place of its own */
	return best->mention;
}

void relate_places(struct casualties *list, const struct place_list *places, const int32_t *index_of,
	const struct findings *f)
{
	struct chooser c = {.list = places, .index_of = index_of, .f = f, .figures = list};
	where_read_focus(&c);
	for (size_t k = 0; k < list->n; k++) {
		struct casualty *a = &list->v[k];
		c.of = a;
		a->mention = choose(&c);
		a->figure.place = a->mention >= 0 ? index_of[a->mention] : REF_NONE;
	}
}
