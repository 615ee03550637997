/*
 * Relate, reach: the places around each figure and what lies between, noted while the words of its window are there.
 *
 *	… place … led to … FIGURE at once: in place … , … because of … place … new clause … place
 *
 * From each figure two walks go out, to the end and to the beginning of its sentence but not further than a reader would
 * look; each remembers what it passed (enum path), and notes the mentions of places, and the nouns that name a place
 * again ("the town"), with it. So the choice, made when all places are resolved, needs no words. Linear: a walk has a
 * fixed length.
 */
#include "detect/relate_between.h"

enum {
	AT_ONCE = 4,     /* words */
	ATTACK = 9,      /* words, with an attack among them */
	STRUCK = 5,      /* words from a word of attack to its target */
	DATELINE = 10,   /* words before its dash */
	TAKEN = 2,       /* words from "were taken" to who was */
	LOOK = 90,       /* words of a walk */
	FAR = 18,        /* words */
	SIDE_MAX = 6,    /* candidates of a walk */
	INSIDE_PLACE = 3 /* words from a place to a noun that says where it lies: "X east of the province" */
};

struct sentence {
	uint32_t number, beg, end; /* words */
	uint32_t mention;          /* the first of it */
	uint32_t opens;            /* the first mention after those that open it */
	uint32_t list;             /* the word that announces a list of all, or 0 */
	bool in_list;              /* one stands in the sentence before, which has no figure */
	uint32_t dateline;
	bool turn, resumes, apart, line, read;
};

/* A walk away from a figure. */
struct walk {
	const struct reading *r;
	const struct place_list *places;
	const struct casualties *figures;
	const struct sentence *sentence;
	struct casualty *f;
	uint32_t path;
	uint8_t n, passed; /* places noted; figures passed that are no parts */
};

static uint32_t mention_at(const struct place_list *p, uint32_t from, uint32_t tok)
{
	while (from < p->n && p->v[from].tok_beg < tok)
		from++;
	return from;
}

static bool is_month(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = word_entry(r->lx, reading_word(r, i), LEX_EXCLUDED);
	return e && e->sub == EXCLUDED_MONTH;
}

/* "X (agency) - …", "X, 16 August: …": the place heads the report. The mark after it, or 0. */
static uint32_t dateline_of(const struct reading *r, uint32_t beg)
{
	static const uint32_t marks[] = {
		':', '-', '/', 0x2013 /* en dash */, 0x2014 /* em dash */, 0x0640 /* tatweel */};
	for (uint32_t i = beg;
		i < beg + DATELINE && (i == beg || !(reading_word(r, i)->flags & WORD_SENTENCE_START)); i++) {
		const struct word *w = reading_word(r, i);
		for (size_t k = 0; i > beg && k < sizeof marks / sizeof *marks; k++)
			if (word_punct(w, marks[k]))
				return is_month(r, i - 1) ? 0 : marks[k];
		if (word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR) || word_is(w, LEX_PREP))
			return 0;
	}
	return 0;
}

static struct nearby *note(struct walk *w, uint32_t mention, uint32_t path, unsigned noun)
{
	struct reach *reach = &w->f->reach;
	if (w->n == SIDE_MAX || reach->n == REACH_MAX)
		return NULL;
	struct nearby *c = &reach->v[reach->n++];
	*c = (struct nearby){mention, path, (uint8_t)noun, w->passed};
	w->n++;
	return c;
}

/* Does word i follow a place so closely that it says where that one lies? */
static bool within_place(const struct walk *w, uint32_t i, uint32_t mention)
{
	if (mention <= w->sentence->mention)
		return false;
	const struct place_mention *m = &w->places->v[mention - 1];
	uint32_t tok = reading_word(w->r, i)->tok;
	return m->tok_end <= tok && tok - m->tok_end < INSIDE_PLACE;
}

static bool names_again(unsigned bearing)
{
	return (bearing >= BEARING_TOWN && bearing <= BEARING_STRIP && bearing != BEARING_AWAY) ||
	       bearing == BEARING_SITE;
}

static uint32_t path_to(const struct walk *w, uint32_t mention)
{
	uint32_t path = w->path;
	if (mention < w->sentence->opens)
		path |= PATH_OPENS;
	if (w->sentence->dateline && mention == w->sentence->mention &&
		w->places->v[mention].tok_beg <= reading_word(w->r, w->sentence->beg)->tok + 1)
		path |= PATH_DATELINE | (w->sentence->dateline == ':' ? 0 : PATH_SAID);
	return path;
}

/*
 * Is the place at word i the target of an attack that the words before it tell: "raids on the outskirts of X"? And did
 * that attack lead to what follows: "the raid on X led to …"?
 */
static uint32_t struck(const struct walk *w, uint32_t i)
{
	for (uint32_t k = i; k > w->sentence->beg && k + STRUCK > i; k--) {
		const struct word *word = reading_word(w->r, k - 1);
		if (word_is(word, LEX_ASSAULT)) {
			bool led = k > 1 && word_is(reading_word(w->r, k - 2), LEX_CONSEQUENCE);
			return PATH_STRUCK | (led ? PATH_LED_TO : 0);
		}
		if (word->flags & WORD_SENTENCE_START || word_is(word, LEX_CLAUSE) ||
			word_is(word, LEX_CONSEQUENCE) || bearing_of(w->r, k - 1) == BEARING_AWAY)
			return 0;
	}
	return 0;
}

/* Does a figure of the sentence, near the one at hand, end before word i? */
static bool is_figure_end(const struct walk *w, uint32_t i)
{
	enum { NEAR = 8 }; /* figures, of each side */
	const struct casualty *beg = w->figures->v + w->figures->window_beg,
			      *end = w->figures->v + w->figures->n;
	for (const struct casualty *f = w->f - beg > NEAR ? w->f - NEAR : beg; f < end && f <= w->f + NEAR;
		f++)
		if (f->word_end == i)
			return true;
	return false;
}

/* "Among the dead …": does word i with the one after it speak of the people told of before? */
static bool among_told(const struct reading *r, uint32_t i)
{
	if (prep_of(r, i) != PREP_OUT_OF)
		return false;
	const struct lex_entry *people = word_entry(r->lx, reading_word(r, i + 1), LEX_NOUN);
	return people && people->harm &&
	       token_begins_with_article(r->tokens, &r->tokens->v[reading_word(r, i + 1)->tok]);
}

/* "displaced people from the town X": where the people of a noun that stands before it come from. */
static bool people_from(const struct walk *w, uint32_t i, uint32_t mention)
{
	enum { FROM = 3 }; /* words */
	const struct place_mention *m = &w->places->v[mention];
	if (!(m->cues & CUE_FROM))
		return false;
	for (uint32_t k = i; k > w->sentence->beg && k + FROM > i; k--)
		if (prep_of(w->r, k - 1) == PREP_FROM)
			return k > 1 && word_is(reading_word(w->r, k - 2), LEX_NOUN) &&
			       !is_figure_end(w, k - 1);
	return false;
}

/* "in the governorate, among it X": a part of the place before it. */
static bool is_included(const struct walk *w, uint32_t i)
{
	return i > w->sentence->beg && word_is(reading_word(w->r, i - 1), LEX_PART) &&
	       !is_figure_end(w, i - 1);
}

/* Does a figure of the sentence, near the one at hand, begin at word i? */
static bool is_figure_beg(const struct walk *w, uint32_t i)
{
	const struct casualty *f = w->f, *first = w->figures->v + w->figures->window_beg,
			      *last = w->figures->v + w->figures->n - 1;
	while (f > first && f->word_beg > i)
		f--;
	while (f < last && f->word_beg < i)
		f++;
	return f->word_beg == i;
}

/* "and in X 7, and Y 4", "and in X were killed 7": is the place, joined to what stands before, followed by a figure? */
static bool is_joined_head(const struct walk *w, uint32_t end, uint32_t mention)
{
	while (figure_place_nested(w->places, mention + 1)) /* "in X of Y" */
		mention++;
	while (end < w->sentence->end && reading_word(w->r, end)->tok < w->places->v[mention].tok_end)
		end++;
	uint32_t beg = end + word_is(reading_word(w->r, end), LEX_VERB);
	return quantity_may_begin(reading_word(w->r, beg)) && is_figure_beg(w, beg) &&
	       figure_place_joined(w->r, w->places, mention, end);
}

/* "X: three killed; Y - two": what a mark or a figure right behind the place at word i makes of it. */
static uint32_t label_at(const struct walk *w, uint32_t i, uint32_t mention)
{
	static const uint32_t marks[] = {':', '-', 0x2013 /* en dash */, 0x2014 /* em dash */};
	const struct place_mention *m = &w->places->v[mention];
	while (i < w->sentence->end && reading_word(w->r, i)->tok < m->tok_end)
		i++;
	if (is_joined_head(w, i, mention))
		return PATH_LABEL | (w->path & (PATH_RIGHT | PATH_FIGURE) ? 0 : PATH_AT_ONCE);
	bool marked = false;
	for (size_t k = 0; i < w->sentence->end && k < sizeof marks / sizeof *marks; k++)
		marked |= word_punct(reading_word(w->r, i), marks[k]);
	return marked && !(m->cues & (CUE_ROAD | CUE_BETWEEN | CUE_LOCATIVE | CUE_LIST)) ? PATH_LABEL : 0;
}

static uint32_t path_at(const struct walk *w, uint32_t i, uint32_t mention)
{
	return path_to(w, mention) | struck(w, i) | label_at(w, i, mention) |
	       (people_from(w, i, mention) || is_included(w, i) ? PATH_AWAY : 0);
}

/* ---- the two walks ---- */

/* "Among them a woman" of the whole at hand; "among them 45 in a raid on X" says where those were. */
static bool tells_who(const struct walk *w, size_t part)
{
	const struct casualty *p = &w->figures->v[part];
	return p->figure.part_of == w->f - w->figures->v &&
	       word_is(reading_word(w->r, p->word_end - 1), LEX_NOUN);
}

/* The word behind what belongs to the figure: "six (of the army)", "six (and two wounded)", "six (, among them a woman and a child)", "six(,) in X". */
static uint32_t past_its_words(const struct walk *w, size_t next)
{
	const struct reading *r = w->r;
	uint32_t i = w->f->word_end;
	if (prep_of(r, i) == PREP_FROM && word_is(reading_word(r, i + 1), LEX_ACTOR))
		i += 2;
	for (; next < w->figures->n && w->figures->v[next].word_beg == i &&
		w->figures->v[next].figure.part_of < 0;
		next++)
		i = w->figures->v[next].word_end;
	const struct lex_entry *of =
		prep_of(r, i) == PREP_FROM ? word_entry(r->lx, reading_word(r, i + 1), LEX_NOUN) : NULL;
	if (of && of->unit == UNIT_FAMILY) /* "of one family" */
		i += 2 + word_is(reading_word(r, i + 2), LEX_UNIT);
	if (word_is(reading_word(r, i + word_punct(reading_word(r, i), ',')), LEX_PART))
		for (; next < w->figures->n && tells_who(w, next); next++)
			i = w->figures->v[next].word_end;
	return i + (word_punct(reading_word(r, i), ',') && prep_of(r, i + 1) == PREP_IN);
}

/*
 * Does the phrase at word i, which follows a figure, name its first mention: "six in the town X", "six in a raid on a
 * market in X"? Until then only prepositions and words that no list has may come; after an attack, all but those of
 * another clause.
 */
static bool follows_at_once(const struct reading *r, uint32_t i, uint32_t tok)
{
	static const uint64_t locative =
		LEX_BIT(LEX_PREP) | LEX_BIT(LEX_EXCLUDED) | LEX_BIT(LEX_BEARING) | LEX_BIT(LEX_ADJ);
	static const uint64_t clause = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_CLAUSE) |
				       LEX_BIT(LEX_CONSEQUENCE) | LEX_BIT(LEX_PART);
	bool attack = false;
	uint32_t when = 0; /* words more that "today, Tuesday," allows */
	for (uint32_t beg = i; i < beg + (attack ? ATTACK : AT_ONCE + when); i++) {
		const struct word *w = reading_word(r, i);
		when += word_is(w, LEX_PERIOD) ? 2 : 0;
		if (w->tok <= tok && tok < w->tok + (w->n_tok ? w->n_tok : 1u))
			return true;
		attack |= i <= beg + 1 && (word_is(w, LEX_ASSAULT) || word_is(w, LEX_CAUSE));
		bool in_phrase = attack ? !(w->classes & clause)
					: w->classes == 0 || w->classes & locative || w->clitics & CLITIC_BI;
		if (w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || w->clitics & CLITIC_WA ||
			!in_phrase || bearing_of(r, i) == BEARING_AWAY)
			return false;
	}
	return false;
}

/* "In the Strip, in the quarter X", "in X near Y": does a mention stand in one phrase with the one before it? */
static bool goes_on(const struct place_list *p, uint32_t mention)
{
	const struct place_mention *m = &p->v[mention];
	return !(m->cues & (CUE_LIST | CUE_FROM | CUE_TO)) && m->tok_beg - m[-1].tok_end < INSIDE_PLACE;
}

static void walk_right(struct walk *w, uint32_t here, size_t next)
{
	const struct reading *r = w->r;
	const struct place_list *p = w->places;
	uint32_t mention = here;
	bool once = here < p->n && !(p->v[here].cues & CUE_TO) &&
		    follows_at_once(r, past_its_words(w, next), p->v[here].tok_beg);
	bool from = once && p->v[here].cues & CUE_FROM; /* "brought to the hospital were six from X" */
	for (uint32_t i = w->f->word_beg; i > w->sentence->beg && i + TAKEN > w->f->word_beg; i--)
		if (bearing_of(r, i - 1) == BEARING_AWAY && !from) /* "taken were six wounded to X" */
			w->path |= PATH_AWAY;
	for (uint32_t i = w->f->word_end; i < w->sentence->end && i < w->f->word_end + LOOK; i++) {
		const struct word *word = reading_word(r, i);
		if (i == w->f->word_end + FAR)
			w->path |= PATH_FAR;
		if (mention > here && word->tok < p->v[mention - 1].tok_end)
			continue;
		if (next < w->figures->n && w->figures->v[next].word_beg <= i) {
			w->path |= tells_who(w, next) ? 0 : PATH_FIGURE;
			w->passed += w->figures->v[next].figure.part_of < 0;
			next++;
		}
		if (mention < p->n && p->v[mention].tok_beg < word->tok + (word->n_tok ? word->n_tok : 1u)) {
			once = once && (mention == here || goes_on(p, mention));
			note(w, mention, path_at(w, i, mention) | (once ? PATH_AT_ONCE : 0), 0);
			mention++;
			continue;
		}
		unsigned bearing = bearing_of(r, i);
		if (names_again(bearing) && !within_place(w, i, mention))
			note(w, mention, w->path, bearing);
		if (bearing == BEARING_THERE && i == w->f->word_end)
			note(w, mention, w->path | PATH_AT_ONCE, bearing);
		if (bearing == BEARING_EVENT && !(w->path & PATH_CLAUSE))
			w->f->reach.bearing |= BEARS_CLAUSE;
		uint32_t path = path_between(r, i);
		if (bearing == BEARING_APART && path & PATH_CAUSE && !(word->clitics & CLITIC_WA))
			path = PATH_CAUSE; /* "ten, in another raid on X" */
		if (path & PATH_CAUSE)
			w->path &= ~(uint32_t)(PATH_COMMA | PATH_AWAY |
					       PATH_NEXT); /* what was put in between is over */
		w->path |= path & PATH_WHERE ? PATH_CLAUSE : path;
		bool harm =
			word->clitics & CLITIC_WA && (word_is(word, LEX_MASDAR) || word_is(word, LEX_VERB));
		if (w->path & PATH_ADDED || (bearing == BEARING_APART && path != PATH_CAUSE) || harm)
			w->path &= ~(uint32_t)PATH_CAUSE;
	}
}

/* The walk has come to a word that speaks of what it noted since `since`. */
static void mark(struct walk *w, uint8_t since, uint32_t path)
{
	struct reach *reach = &w->f->reach;
	for (uint8_t k = since; k < reach->n; k++)
		reach->v[k].path |= path;
}

/* Does word i belong to what happened, and not to who tells it? */
static bool is_told(const struct reading *r, uint32_t i, unsigned bearing)
{
	const struct word *w = reading_word(r, i);
	return bearing == BEARING_THAT || bearing == BEARING_EVENT || bearing == BEARING_STRIKE ||
	       word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR) || word_is(w, LEX_LIGHT) ||
	       word_is(w, LEX_TOLL) || word_is(w, LEX_CONSEQUENCE) || word_is(w, LEX_REACH);
}

/* "The toll of the dead in X rose to 95": does word i stand in the phrase of the toll that the figure counts? */
static bool is_of_toll(const struct walk *w, uint32_t i)
{
	enum { PHRASE = 6 }; /* words */
	const struct casualty *f = w->f;
	return f->toll && f->scope_beg >= w->sentence->beg && i > f->scope_beg &&
	       i <= f->scope_beg + PHRASE && !(w->path & (PATH_FIGURE | PATH_CLAUSE));
}

static void walk_left(struct walk *w, uint32_t here, size_t before)
{
	const struct reading *r = w->r;
	const struct place_list *p = w->places;
	uint32_t mention = here, beg = w->f->word_beg;
	uint8_t since = w->f->reach.n, told = since;
	for (uint32_t i = beg; i > w->sentence->beg && i + LOOK > beg; i--) {
		const struct word *word = reading_word(r, i - 1);
		if (i + FAR == beg)
			w->path |= PATH_FAR;
		if (before > w->figures->window_beg && w->figures->v[before - 1].sentence == w->f->sentence &&
			w->figures->v[before - 1].word_beg >= i - 1) {
			if (!(w->path & PATH_FIGURE) && w->path & (PATH_CLAUSE | PATH_COMMA))
				w->f->reach.bearing |= BEARS_CUT;
			w->path |= PATH_FIGURE;
			told = w->f->reach.n;
			before--;
		}
		if (mention > w->sentence->mention && word->tok < p->v[mention - 1].tok_end) {
			if (word->tok > p->v[mention - 1].tok_beg)
				continue;
			mention--;
			if (mention + 1 < here && !goes_on(p, mention + 1))
				w->path &= ~(uint32_t)PATH_WHERE;
			note(w, mention,
				path_at(w, i - 1, mention) | (is_of_toll(w, i - 1) ? PATH_AT_ONCE : 0), 0);
			continue;
		}
		unsigned bearing = bearing_of(r, i - 1);
		if (names_again(bearing) && !within_place(w, i - 1, mention))
			note(w, mention, w->path, bearing);
		if (bearing == BEARING_THERE && !w->path && i > 1 &&
			word_is(reading_word(r, i - 2), LEX_VERB))
			/* "killed in it were three" */
			note(w, mention, PATH_AT_ONCE, bearing);
		if ((bearing == BEARING_EVENT || among_told(r, i - 1)) && !(w->path & PATH_CLAUSE))
			w->f->reach.bearing |= BEARS_CLAUSE;
		if (bearing == BEARING_SAYS || bearing == BEARING_RESUMES)
			mark(w, told, PATH_SAID);
		uint32_t path = path_between(r, i - 1);
		if (path & PATH_WHERE)
			path = w->n ? PATH_CLAUSE : PATH_LED_TO | PATH_WHERE;
		if (path & PATH_AWAY) {
			mark(w, since, PATH_AWAY);
			continue;
		}
		if (path & (PATH_CLAUSE | PATH_COMMA | PATH_LED_TO))
			since = w->f->reach.n;
		if (is_told(r, i - 1, bearing))
			told = w->f->reach.n;
		w->path |= path;
	}
}

/* ---- sentences ---- */

/* The first mention after those that open the sentence: "In the village X of the district Y, …". */
static uint32_t opened(const struct reading *r, const struct place_list *p, const struct sentence *s)
{
	uint32_t i = s->mention, second = s->beg + 1 < s->end ? s->beg + 1 : s->beg;
	if (s->dateline || i >= p->n ||
		p->v[i].why_beg_cp > r->tokens->v[reading_word(r, second)->tok].beg_cp)
		return i;
	for (i++; i < p->n && p->v[i].cues & CUE_NESTED;)
		i++;
	return i;
}

/* "The events were as follows: | In X …": does what ends just before word i announce a list? */
static bool follows_list(const struct reading *r, uint32_t i)
{
	while (i > 0 && reading_word(r, i - 1)->kind == WORD_BREAK)
		i--;
	const struct lex_entry *part = i > 1 && word_punct(reading_word(r, i - 1), ':')
					       ? word_entry(r->lx, reading_word(r, i - 2), LEX_PART)
					       : NULL;
	return part && part->a == PART_FOLLOWS;
}

/* "But, at a time when": not what only goes on. */
static bool turns(const struct word *w)
{
	return word_is(w, LEX_CLAUSE) && w->clause != CLAUSE_WHILE;
}

/* "They are:" with numbers or lines behind it; persons' names are no items. */
static bool opens_items(const struct reading *r, uint32_t i)
{
	const struct word *next = reading_word(r, i + 1);
	bool name = next->kind == WORD_WORD && !next->classes && !(next->flags & WORD_SENTENCE_START);
	return word_punct(reading_word(r, i), ':') && !name;
}

static void read_sentence(
	const struct reading *r, const struct place_list *p, const struct casualty *f, struct sentence *s)
{
	uint32_t beg = f->word_beg;
	while (beg > s->beg && !(reading_word(r, beg)->flags & WORD_SENTENCE_START))
		beg--;
	*s = (struct sentence){.number = f->sentence, .beg = beg, .mention = s->mention, .read = true};
	for (s->end = beg + 1;
		s->end < r->words->n && !(reading_word(r, s->end)->flags & WORD_SENTENCE_START); s->end++) {
		const struct lex_entry *part = word_entry(r->lx, reading_word(r, s->end), LEX_PART);
		if (part && part->sub == RELATION_EXHAUSTIVE_PART_OF &&
			(part->a == PART_FOLLOWS || opens_items(r, s->end + 1)))
			s->list = s->end;
		s->apart |=
			bearing_of(r, s->end) == BEARING_APART ||
			(word_is(reading_word(r, s->end), LEX_ASSAULT) &&
				word_is(reading_word(r, s->end + 1), LEX_OTHER) &&
				!(reading_word(r, s->end + 1)->clitics & CLITIC_WA)); /* "another massacre" */
	}
	s->in_list = follows_list(r, beg);
	s->mention = mention_at(p, s->mention, reading_word(r, beg)->tok);
	s->line = r->tokens->v[reading_word(r, beg)->tok].flags & TOKEN_LINE_START;
	s->dateline = dateline_of(r, beg);
	s->turn = turns(reading_word(r, beg)) || turns(reading_word(r, beg + 1));
	s->apart |= word_is(reading_word(r, beg), LEX_WAS) || bearing_of(r, beg) == BEARING_APART;
	s->resumes = bearing_of(r, beg) == BEARING_RESUMES || bearing_of(r, beg + 1) == BEARING_RESUMES;
	s->opens = opened(r, p, s);
}

/* The totals before "as follows", in its sentence or else in the one before. */
static void announce(const struct sentence *s, struct casualties *c, size_t k)
{
	size_t first = k;
	if (c->v[k].word_beg > s->list)
		while (first > c->window_beg && c->v[first - 1].sentence + 1 == s->number)
			first--;
	for (size_t i = first; i < c->n && c->v[i].sentence <= s->number; i++)
		c->v[i].listed = c->v[i].sentence < s->number || c->v[i].word_beg < s->list;
}

void relate_reach(const struct reading *r, const struct place_list *p, struct casualties *c)
{
	struct sentence s = {.mention = (uint32_t)p->window_beg};
	for (size_t k = c->window_beg; k < c->n; k++) {
		struct casualty *f = &c->v[k];
		if (!s.read || f->sentence != s.number) {
			read_sentence(r, p, f, &s);
			if (s.list)
				announce(&s, c, k);
			for (size_t i = k; s.in_list && i-- > c->window_beg;)
				c->v[i].listed |= c->v[i].sentence == c->v[k - 1].sentence;
		}
		f->reach = (struct reach){.sentence = s.mention,
			.bearing = (s.turn ? BEARS_TURN : 0) | (s.resumes ? BEARS_RESUMES : 0) |
				   (s.apart ? BEARS_APART : 0) | (s.line ? BEARS_LINE : 0) |
				   (s.opens > s.mention ? BEARS_OPENS : 0)};
		uint32_t here = mention_at(p, s.mention, reading_word(r, f->word_beg)->tok);
		struct walk right = {r, p, c, &s, f, PATH_RIGHT, 0, 0}, left = {r, p, c, &s, f, 0, 0, 0};
		walk_right(&right, here, k + 1);
		walk_left(&left, here, k);
		f->consequence |= left.path & PATH_LED_TO;
	}
}
