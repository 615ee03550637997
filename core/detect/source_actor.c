/*
 * Source, who did it: the actor beside a word of attack in the figure's clause.
 *
 *	verb actor …            aircraft of the regime … verb
 *	strike (adjective)* actor | adjective      a Russian air raid; shelling by the forces of X
 *	agent actor             at the hands of X, under fire from X
 *
 * The nearest to the figure counts, before it or after it. A verb's actor counts only from before: what attacks
 * after the count is told of next. Nothing is inferred: a weapon that names nobody gives "implied" and no words.
 */
#include "detect/source_sentence.h"

enum {
	SUBJECT = 4, /* words between a subject and its verb */
	FILL = 3,    /* words between a strike and who did it: adjectives, a kind of weapon */
	REACH = 80,
};

struct name {
	uint32_t beg, end;
	struct phrase_match match; /* at beg */
};

static bool is_word(const struct source_sentence *s, uint32_t i)
{
	return i < s->end && s->r->tokens->v[i].kind == TOKEN_WORD;
}

static bool may_fill(struct source_sentence *s, uint32_t i)
{
	return is_word(s, i) && !source_is(s, i, SOURCE_STOP, NULL) && !source_is(s, i, SOURCE_ATTACK, NULL);
}

static uint32_t adjectives_end(struct source_sentence *s, uint32_t end)
{
	struct source_match m;
	while (source_is(s, end, SOURCE_ADJECTIVE, &m) && !(m.phrase.clitics & ~(unsigned)CLITIC_AL))
		end = m.end;
	return end;
}

/* Adjectives that go on with a name, others after "or", and a second name joined by "and". */
static uint32_t name_end(struct source_sentence *s, uint32_t end)
{
	struct source_match m;
	end = adjectives_end(s, end);
	if (source_is(s, end, SOURCE_STOP, &m) && m.value == STOP_OR &&
		source_is(s, m.end, SOURCE_ADJECTIVE, NULL))
		end = adjectives_end(s, m.end);
	if (source_is(s, end, SOURCE_ACTOR, &m) && m.phrase.clitics & CLITIC_WA &&
		!(m.phrase.clitics & (CLITIC_BI | CLITIC_LI)))
		end = m.end;
	return end;
}

/* A force by its name, or a head and the name behind it, in quotes or not. */
static bool read_force(struct source_sentence *s, uint32_t i, struct name *out)
{
	struct source_match m, of;
	if (source_is(s, i, SOURCE_ACTOR, &m)) {
		*out = (struct name){i, name_end(s, m.end), m.phrase};
		return true;
	}
	if (!source_is(s, i, SOURCE_HEAD, &m))
		return false;
	uint32_t j = m.end;
	bool quote = source_is_quote(s, j);
	j += quote;
	if (!source_is(s, j, SOURCE_ACTOR, &of)) {
		if (!quote || !is_word(s, j) || !source_is_quote(s, j + 1))
			return false;
		of.end = j + 1;
	}
	*out = (struct name){i, of.end + (quote && source_is_quote(s, of.end)), m.phrase};
	return true;
}

/* "Russian warplanes", "artillery of the army": a platform with a name. */
static bool read_platform(struct source_sentence *s, uint32_t i, struct name *out)
{
	struct source_match m, a;
	struct name force;
	if (!source_is(s, i, SOURCE_PLATFORM, &m))
		return false;
	for (uint32_t j = m.end, n = 0; n < FILL; n++, j++) {
		if (source_is(s, j, SOURCE_HEDGE, &a)) /* "an aircraft thought to be Russian" */
			j = a.end;
		if (source_is(s, j, SOURCE_ADJECTIVE, &a)) {
			*out = (struct name){i, name_end(s, a.end), m.phrase};
			return true;
		}
		if (read_force(s, j, &force) && !(force.match.clitics & (CLITIC_WA | CLITIC_BI))) {
			*out = (struct name){i, force.end, m.phrase};
			return true;
		}
		if (!may_fill(s, j))
			break;
	}
	return false;
}

static bool read_name(struct source_sentence *s, uint32_t i, struct name *out)
{
	i += source_is_quote(s, i);
	return read_platform(s, i, out) || read_force(s, i, out);
}

/* Is the strike at i the subject of a verb before it, so that a bare name behind it is the target? */
static bool is_subject(struct source_sentence *s, uint32_t i)
{
	return i > s->beg && source_is(s, i - 1, SOURCE_ATTACK, NULL) &&
	       !source_is(s, i - 1, SOURCE_STRIKE, NULL);
}

/* Who did the strike whose words end before i. */
static bool after_strike(struct source_sentence *s, uint32_t i, bool governed, struct name *out)
{
	struct source_match m;
	uint32_t beg = i;
	for (unsigned n = 0; n <= FILL; n++, i++) {
		if (source_is(s, i, SOURCE_HEDGE, &m)) {
			i = m.end - 1;
			continue;
		}
		if (source_is(s, i, SOURCE_BY, &m))
			return read_name(s, m.end, out);
		if (read_name(s, i, out) && !(out->match.clitics & (CLITIC_WA | CLITIC_BI)))
			return !governed || out->match.clitics & CLITIC_LI;
		if (source_is(s, i, SOURCE_ADJECTIVE, &m) && !(m.phrase.clitics & ~(unsigned)CLITIC_AL)) {
			*out = (struct name){i, m.end, m.phrase};
			return true;
		}
		if (!may_fill(s, i) || i > beg + FILL)
			return false;
	}
	return false;
}

/* "the targeting by X of a house": an object in the accusative after who did it. */
static bool has_object(const struct source_sentence *s, uint32_t i)
{
	return is_word(s, i) && s->r->tokens->v[i].flags & TOKEN_TANWIN;
}

/* "in the shelling of X": spelled like "X shelled", but a noun behind a preposition. */
static bool is_governed(struct source_sentence *s, uint32_t i)
{
	return i > s->beg && source_is(s, i, SOURCE_STRIKE, NULL) && source_is(s, i - 1, SOURCE_STOP, NULL) &&
	       !source_is(s, i - 1, SOURCE_THAT, NULL);
}

/* Does what stands before i let a subject begin there: the sentence's beginning, a clause word, a mark, "that"? */
static bool may_begin(struct source_sentence *s, uint32_t i)
{
	if (i <= s->clause_beg + 1)
		return true;
	bool mark = s->r->tokens->v[i - 1].kind == TOKEN_PUNCT && !source_is_quote(s, i - 1);
	return mark || source_is(s, i - 1, SOURCE_THAT, NULL);
}

/* "gunmen fired", "gunmen also fired": a verb of attack at i or one word on. */
static bool acts(struct source_sentence *s, uint32_t i)
{
	i += source_is_quote(s, i);
	if (!is_word(s, i))
		return false;
	return source_is(s, i, SOURCE_ATTACK, NULL) ||
	       (may_fill(s, i) && is_word(s, i + 1) && source_is(s, i + 1, SOURCE_ATTACK, NULL));
}

/* "that gunmen on a motorcycle fired": after "that", whatever stands between. */
static bool acts_in_the_end(struct source_sentence *s, uint32_t i)
{
	i += source_is_quote(s, i);
	for (uint32_t k = i; k <= i + SUBJECT && is_word(s, k); k++)
		if (source_is(s, k, SOURCE_ATTACK, NULL))
			return true;
	return false;
}

/* "Activists accused the army": the last actor of the few words behind the verb; the first may be the accuser. */
static bool accused(struct source_sentence *s, uint32_t i, struct name *out)
{
	enum { ACCUSED = 6 };
	bool found = false;
	struct name n;
	uint32_t end = i < s->fig_beg && s->fig_beg < i + ACCUSED ? s->fig_beg : i + ACCUSED;
	for (uint32_t j = i;
		j < end && (is_word(s, j) || source_is_quote(s, j)) && !source_is(s, j, SOURCE_THAT, NULL);
		j++)
		if (read_name(s, j, &n) && !(n.match.clitics & CLITIC_BI)) {
			*out = n;
			found = true;
			j = n.end - 1;
		}
	return found;
}

/* Without these in its sentence a figure has no candidate: a name alone is none. */
static uint32_t deed(void)
{
	return source_bit(SOURCE_AGENT) | source_bit(SOURCE_ACCUSE) | source_bit(SOURCE_ATTACK) |
	       source_bit(SOURCE_STRIKE);
}

/* A candidate that begins at i, where one may. *verb: it is the subject of a verb. */
static bool read_candidate(struct source_sentence *s, uint32_t i, struct name *out, bool *verb)
{
	struct source_match m;
	*verb = false;
	if (source_is(s, i, SOURCE_AGENT, &m) && read_name(s, m.end, out))
		return true;
	if (source_is(s, i, SOURCE_ACCUSE, &m) && m.value != ACCUSE_SELF && accused(s, m.end, out))
		return true;
	if (source_is(s, i, SOURCE_ATTACK, &m)) {
		uint32_t j = m.end;
		if (read_name(s, j, out) && !(out->match.clitics & (CLITIC_WA | CLITIC_BI | CLITIC_LI))) {
			*verb = !is_governed(s, i);
			return true;
		}
	}
	if (source_is(s, i, SOURCE_STRIKE, &m))
		return after_strike(s, m.end, is_subject(s, i), out) &&
		       (m.value != STRIKE_OF_OBJECT || has_object(s, out->end));
	if (may_begin(s, i) && read_name(s, i, out)) {
		bool told = i > s->beg && source_is(s, i - 1, SOURCE_THAT, NULL);
		*verb = told ? acts_in_the_end(s, out->end) : acts(s, out->end);
		return *verb;
	}
	return false;
}

/* The same; at most words none begins, and that is told without a call. */
static inline bool candidate(struct source_sentence *s, uint32_t i, struct name *out, bool *verb)
{
	uint32_t name = source_bit(SOURCE_PLATFORM) | source_bit(SOURCE_ACTOR) | source_bit(SOURCE_HEAD);
	bool quote = s->r->tokens->v[i].kind == TOKEN_PUNCT && source_is_quote(s, i);
	return (quote || source_has(s, i, deed() | name)) && read_candidate(s, i, out, verb);
}

static bool overlaps_figure(const struct source_sentence *s, const struct name *n)
{
	return n->beg < s->fig_end && s->fig_beg < n->end;
}

/* The last candidate before the figure. */
static bool before(struct source_sentence *s, struct name *out, uint32_t *distance)
{
	uint32_t from = s->fig_beg > s->clause_beg + REACH ? s->fig_beg - REACH : s->clause_beg;
	bool verb;
	for (uint32_t i = s->fig_beg; i-- > from;)
		if (candidate(s, i, out, &verb) && !overlaps_figure(s, out) && out->end <= s->fig_beg) {
			*distance = s->fig_beg - out->end;
			return true;
		}
	return false;
}

/* The first after it, unless another cause has been named by then. */
static bool after(struct source_sentence *s, struct name *out, uint32_t *distance)
{
	uint32_t to = s->clause_end < s->fig_end + REACH ? s->clause_end : s->fig_end + REACH;
	bool verb, caused = false;
	for (uint32_t i = s->fig_end; i < to; i++) {
		if (candidate(s, i, out, &verb) && !verb && !overlaps_figure(s, out)) {
			*distance = i - s->fig_end;
			return true;
		}
		struct source_match m;
		bool strike = source_is(s, i, SOURCE_STRIKE, &m);
		if (caused &&
			(source_is(s, i, SOURCE_ATTACK, &m) || (strike && m.phrase.clitics & CLITIC_BI)))
			return false;
		caused |= strike;
	}
	return false;
}

/* "The group said that it killed …": who says so did it; the last such subject before the figure. */
static bool tells_of_itself(struct source_sentence *s, struct name *out)
{
	struct source_match m, self;
	uint32_t told = s->fig_beg;
	if (!(s->any & source_bit(SOURCE_SAY)) || !(s->any & source_bit(SOURCE_ATTACK)))
		return false;
	for (uint32_t i = s->fig_beg; i-- > s->beg && s->fig_beg - i < REACH;) {
		if (source_is(s, i, SOURCE_STOP, &self) && self.value == STOP_SELF &&
			source_is(s, self.end, SOURCE_ATTACK, NULL))
			told = i;
		if (told < s->fig_beg && source_is(s, i, SOURCE_SAY, &m) && m.end < told)
			return read_force(s, m.end, out);
	}
	return false;
}

/* "The group announced its responsibility for …": the name behind the verb of saying. */
static bool owns_up(struct source_sentence *s, struct name *out)
{
	struct source_match says, own;
	if (!(s->any & source_bit(SOURCE_SAY)) || !(s->any & source_bit(SOURCE_ACCUSE)))
		return false;
	for (uint32_t i = s->fig_beg; i-- > s->beg && s->fig_beg - i < REACH;) {
		if (!source_is(s, i, SOURCE_SAY, &says) ||
			!read_force(s, says.end + source_is_quote(s, says.end), out))
			continue;
		uint32_t j = out->end + source_is_quote(s, out->end);
		return source_is(s, j, SOURCE_ACCUSE, &own) && own.value == ACCUSE_SELF;
	}
	return false;
}

static bool has(struct source_sentence *s, uint32_t beg, uint32_t end, enum source_class c)
{
	if (!(s->any & source_bit(c)))
		return false;
	for (uint32_t i = beg; i < end; i++)
		if (source_is(s, i, c, NULL))
			return true;
	return false;
}

void source_perpetrator(struct source_sentence *s, struct figure *f)
{
	struct name left, right, *best = NULL;
	uint32_t d_left = 0, d_right = 0;
	bool may = s->any & deed();
	bool l = may && before(s, &left, &d_left), r = may && after(s, &right, &d_right);
	if (r && (!l || d_right < d_left))
		best = &right;
	else if (l)
		best = &left;
	uint32_t beg = s->clause_beg, end = s->clause_end;
	if (end - beg > 2 * REACH) {
		beg = s->fig_beg > beg + REACH ? s->fig_beg - REACH : beg;
		end = end > s->fig_end + REACH ? s->fig_end + REACH : end;
	}
	bool itself = !best && (tells_of_itself(s, &left) || owns_up(s, &left));
	if (itself)
		best = &left;
	if (!best) {
		if (has(s, beg, end, SOURCE_HINT))
			f->perpetrator_basis = BASIS_IMPLIED;
		return;
	}
	f->perpetrator = source_span(s, best->beg, &best->match, best->end);
	bool claimed = itself || has(s, beg, end, SOURCE_ACCUSE) || has(s, beg, best->end, SOURCE_HEDGE);
	f->perpetrator_basis = claimed ? BASIS_CLAIMED : BASIS_STATED;
}
