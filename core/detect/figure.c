/*
 * Figure: the scope machine.
 *
 * A sentence is walked once. `scope` is what the last harm word governs, `part` what a part marker opened, `mood` what
 * negations and rumours say of the next quantities, `toll` a total whose number stands further on ("the number of the
 * dead rose to 45"). Distances are in words and small; each is a named constant.
 */
#include "detect/figure.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEAR = 2,          /* a bare singular stands next to its verb, or one word further */
	REACH_NOUN = 5,    /* a bare dual or plural */
	REACH_NUMBER = 14, /* a number with a person's noun */
	REACH_JOINED = 9,  /* "and" + quantity after a figure */
	REACH_MOOD = 9,
	REACH_NEGATION = 7,
	REACH_PART = 5,
	SUBJECTS = 6,
	REACH_VERB = 7,
};

enum { KILLED_OR_INJURED = 1 << HARM_KILLED | 1 << HARM_INJURED };

struct scope {
	bool active;
	bool masdar;
	bool weak;
	bool takes_bi;   /* its victims follow the preposition bi */
	bool transitive; /* who did it may stand before the victims */
	bool consequence;
	bool closed;       /* a word of cause has been met */
	uint8_t harm;      /* 0: governs nouns that carry their own */
	uint32_t beg, end; /* the harm words */
	uint32_t last;     /* end of the last figure or of the trigger */
	uint32_t n;        /* figures found in it */
};

struct part {
	int32_t parent; /* -1: none */
	int32_t outer;  /* the whole whose full list the parent stands in; -1: none */
	enum relation relation;
	uint32_t end; /* of the marker or of the last part */
	uint32_t n;
};

/* People named before the verb that says what befell them: "that four women and three children were killed". */
struct subject {
	struct quantity quantity;
	bool part;
};

struct machine {
	const struct reading *r;
	const struct place_list *places;
	size_t next_mention;
	struct casualties *out;
	struct scope scope;
	struct part part;
	struct scope toll;
	enum polarity mood;
	uint32_t mood_end; /* the last word it reaches */
	uint32_t hypothetical_end;
	uint32_t consequence; /* the last word of consequence in the sentence, + 1; 0: none */
	uint32_t sentence_beg, sentence_end;
	uint64_t classes;      /* of the whole sentence */
	bool period;           /* speaks of the attacks of a period told of before */
	size_t sentence_first; /* figures before the sentence */
	uint32_t quiet_end;
	uint32_t passed_over; /* end of the last number of people that is no figure */
	struct subject subjects[SUBJECTS];
	uint32_t n_subjects;
	bool subject_parts; /* a part marker followed them */
};

static const struct word *at(const struct machine *m, uint32_t i)
{
	const struct words *ws = m->r->words;
	return &ws->v[i < ws->n ? i : ws->n];
}

static const struct lex_entry *entry(const struct machine *m, uint32_t i, enum lex_class c)
{
	return word_entry(m->r->lx, at(m, i), c);
}

/* Is word i inside the name of a place? Only asked with rising i. */
static bool in_place(struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = at(m, i)->tok;
	if (!p)
		return false;
	while (m->next_mention < p->n && p->v[m->next_mention].tok_end <= tok)
		m->next_mention++;
	return m->next_mention < p->n && p->v[m->next_mention].tok_beg <= tok &&
	       !(p->v[m->next_mention].cues & (CUE_UNKNOWN | CUE_WEAK));
}

static bool place_begins(const struct machine *m, uint32_t i)
{
	const struct place_list *p = m->places;
	uint32_t tok = at(m, i)->tok;
	if (!p)
		return false;
	for (size_t k = m->next_mention; k < p->n && p->v[k].tok_beg <= tok; k++)
		if (p->v[k].tok_beg == tok)
			return true;
	return false;
}

/* ---- making figures ---- */

/* A total since some day; "these attacks" alone does not say so. */
static bool strong_cumulative(const struct machine *m)
{
	return m->period || (m->classes >> LEX_CUMULATIVE & 1 && m->out->period == m->out->n_sentences + 1);
}

static enum count_type count_type_of(const struct machine *m, const struct quantity *q, bool toll)
{
	if (toll)
		return COUNT_CUMULATIVE;
	if (q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL || q->kind == QUANTITY_OTHERS)
		return COUNT_INCIDENT;
	if (strong_cumulative(m))
		return COUNT_CUMULATIVE;
	return m->classes >> LEX_AGGREGATE & 1 ? COUNT_AGGREGATE : COUNT_INCIDENT;
}

struct origin {
	uint8_t harm;
	const char *rule;
	float score;
	uint32_t trigger_beg, trigger_end; /* words; equal when the noun is its own trigger */
	int32_t part_of;
	enum relation relation;
	bool toll, consequence;
	enum polarity polarity;
};

static struct span words_span(const struct machine *m, uint32_t beg, uint32_t end)
{
	if (beg >= end)
		return (struct span){0, 0};
	return (struct span){word_beg_cp(m->r->words, beg, m->r->tokens, m->r->text),
		word_end_cp(m->r->words, end - 1, m->r->tokens)};
}

/* What a bare number or "others" leaves unsaid is what the last whole figure said. */
static void inherit(const struct machine *m, const struct quantity *q, struct figure *f)
{
	if ((q->noun && !(q->other && q->noun->flags & LEX_MASS)) || q->harm ||
		m->out->n <= m->sentence_first)
		if (!q->other || (q->noun && f->status != STATUS_UNKNOWN) || m->out->last_whole < 0)
			return;
	if (m->out->last_whole < 0)
		return;
	const struct casualty *last = &m->out->v[m->out->last_whole];
	if (last->window != m->out->n_windows || last->sentence + 1 < m->out->n_sentences)
		return;
	if (f->victim == VICTIM_PERSON && !q->noun)
		f->victim = last->figure.victim;
	if (f->status == STATUS_UNKNOWN)
		f->status = last->figure.status;
}

/* "dead and wounded among the civilians": what is said of the last holds for those joined to it. */
static void share_status(struct machine *m, const struct quantity *q, const struct casualty *c)
{
	if (m->out->n == m->sentence_first || !q->joined)
		return;
	struct casualty *before = &m->out->v[m->out->n - 1];
	if (q->beg > before->word_end + 1 || before->figure.status != STATUS_UNKNOWN || !before->own_harm ||
		!c->own_harm)
		return;
	before->figure.status = c->figure.status;
	if (before->figure.victim == VICTIM_PERSON)
		before->figure.victim = c->figure.victim;
}

static bool add(struct machine *m, const struct quantity *q, const struct origin *o, struct err *err)
{
	struct casualties *out = m->out;
	if (!vec_reserve(&out->v, &out->cap, out->n + 1, sizeof *out->v))
		return err_memory(err);
	struct casualty *c = &out->v[out->n];
	*c = (struct casualty){.figure = figure_none(),
		.window = out->n_windows,
		.sentence = out->n_sentences,
		.word_beg = q->beg,
		.word_end = q->end,
		.scope_beg = o->trigger_beg,
		.trigger = words_span(m, o->trigger_beg, o->trigger_end),
		.consequence = o->consequence,
		.own_harm = q->harm != 0,
		.repeated = q->repeated,
		.toll = o->toll,
		.title = out->n_sentences == 0,
		.mention = REF_NONE};
	struct figure *f = &c->figure;
	f->span = (struct span){q->beg_cp, q->end_cp};
	f->harm = o->harm;
	f->victim = q->victim;
	f->status = q->status;
	f->unit = q->unit;
	f->polarity = o->polarity;
	f->part_of = o->part_of;
	f->relation = o->relation;
	f->count_type = count_type_of(m, q, o->toll);
	f->evidence.rule = o->rule;
	f->evidence.score = o->score;
	if (o->polarity == POLARITY_NEGATED) {
		f->approximator = APPROX_EXACT;
		f->value = f->low = f->best = f->high = 0;
	} else if (o->polarity == POLARITY_UNKNOWN) {
		f->approximator = APPROX_VAGUE;
		f->low = 0;
	} else {
		figure_set_bounds(f, q->approximator, q->a, q->b);
	}
	inherit(m, q, f);
	if (o->part_of >= 0 && f->status == STATUS_UNKNOWN)
		f->status = out->v[o->part_of].figure.status;
	share_status(m, q, c);
	if (o->relation == RELATION_NONE || o->part_of < 0)
		out->last_whole = (int32_t)out->n;
	out->n++;
	return true;
}

/* ---- what may be taken ---- */

static float score_of(const struct quantity *q)
{
	switch (q->kind) {
	case QUANTITY_NUMBER_NOUN:
		return 0.97f;
	case QUANTITY_BARE_NUMBER:
		return q->unknown_noun ? 0.6f : 0.92f;
	case QUANTITY_VAGUE:
		return 0.9f;
	case QUANTITY_OTHERS:
		return 0.93f;
	case QUANTITY_DUAL:
		return 0.9f;
	case QUANTITY_PLURAL:
		return 0.8f;
	case QUANTITY_SINGULAR:
		break;
	}
	return q->definite ? 0.75f : 0.88f;
}

static const char *rule_of(const struct quantity *q)
{
	static const char *const rules[] = {
		[QUANTITY_NUMBER_NOUN] = "figure.number-noun",
		[QUANTITY_BARE_NUMBER] = "figure.bare-number",
		[QUANTITY_VAGUE] = "figure.vague",
		[QUANTITY_OTHERS] = "figure.others",
		[QUANTITY_SINGULAR] = "figure.singular",
		[QUANTITY_DUAL] = "figure.dual",
		[QUANTITY_PLURAL] = "figure.plural",
	};
	return rules[q->kind];
}

static bool in_mood(const struct machine *m, uint32_t i)
{
	return m->mood != POLARITY_ASSERTED && i <= m->mood_end;
}

/* Content words between two places; punctuation and places count too, because each is a step away. */
static uint32_t gap(uint32_t from, uint32_t to)
{
	return to > from ? to - from : 0;
}

/* A connector between figures: "and", "in addition to", a comma in a list. */
static bool connected(const struct machine *m, const struct quantity *q)
{
	if (q->joined)
		return true;
	if (q->beg == 0)
		return false;
	const struct word *before = at(m, q->beg - 1);
	const struct lex_entry *p = word_entry(m->r->lx, before, LEX_PREP);
	return p && p->a == 4;
}

static bool fits_scope(const struct machine *m, const struct quantity *q)
{
	const struct scope *s = &m->scope;
	uint32_t away = gap(s->last, q->beg);
	if (!s->active || q->clitics & (CLITIC_KA | CLITIC_SA | CLITIC_FA))
		return false;
	if (q->clitics & CLITIC_BI && !(s->takes_bi && away == 0))
		return false;
	if (q->clitics & CLITIC_LI && !(s->masdar && q->kind <= QUANTITY_VAGUE && away <= 6))
		return false;
	if (q->noun && q->noun->flags & LEX_COLLECTIVE && q->kind > QUANTITY_VAGUE)
		return false;
	if (s->harm == 0 && !q->between_harms)
		return false;
	bool first = s->n == 0;
	const struct lex_entry *before = q->beg > 0 ? entry(m, q->beg - 1, LEX_PREP) : NULL;
	bool added = before && before->a == 4;
	if (!first) {
		if (added && q->kind <= QUANTITY_VAGUE)
			return away <= REACH_NUMBER;
		if (s->closed)
			return q->joined && away <= REACH_NUMBER && q->kind == QUANTITY_NUMBER_NOUN &&
			       !q->definite;
		return connected(m, q) && away <= REACH_JOINED &&
		       (q->kind != QUANTITY_BARE_NUMBER || q->other || away <= 2) &&
		       !(q->kind == QUANTITY_SINGULAR && q->definite && away > 4) &&
		       !(q->kind == QUANTITY_OTHERS && away > 3);
	}
	if (q->joined && !(s->masdar && away == 0))
		return false;
	switch (q->kind) {
	case QUANTITY_NUMBER_NOUN:
	case QUANTITY_VAGUE:
		if (s->masdar)
			return away <= 6;
		if (s->weak)
			return away <= REACH_NOUN && !s->closed;
		return away <= REACH_NUMBER;
	case QUANTITY_BARE_NUMBER:
		if (s->weak && q->unknown_noun)
			return false;
		return !s->closed && (q->unknown_noun ? away == 0 : away <= NEAR + 1) &&
		       (s->masdar ? away == 0 || q->approximator : true);
	case QUANTITY_OTHERS:
		return away <= NEAR;
	case QUANTITY_DUAL:
	case QUANTITY_PLURAL:
		return (s->masdar ? away <= 1 : away <= REACH_NOUN) &&
		       !(s->closed && q->kind == QUANTITY_PLURAL);
	case QUANTITY_SINGULAR:
		if (s->closed)
			return false;
		if (s->masdar)
			return away == 0 || (away <= NEAR && !q->definite);
		return away <= (q->accusative ? REACH_NOUN : NEAR);
	}
	return false;
}

/* "whose age is 5 years", between a noun and its verb. */
static uint32_t skip_age(const struct machine *m, uint32_t i)
{
	struct number n;
	if (!word_is(at(m, i), LEX_BEFORE) || !number_read(m->r, i + 1, &n))
		return i;
	return word_is(at(m, n.end), LEX_EXCLUDED) ? n.end + 1 : n.end;
}

/* A harm verb or participle right after the phrase: "that a person was killed", "ten people trapped". */
static const struct lex_entry *harm_after(const struct machine *m, const struct quantity *q, uint32_t *verb)
{
	*verb = skip_age(m, q->end);
	const struct word *w = at(m, *verb);
	if (w->flags & WORD_SENTENCE_START || w->kind != WORD_WORD || w->clitics)
		return NULL;
	const struct lex_entry *e = word_entry(m->r->lx, w, LEX_VERB);
	const struct lex_entry *subject = entry(m, *verb + 1, LEX_NOUN);
	if (e && subject && subject->flags & LEX_POSSESSED && subject->flags & LEX_KIN)
		return NULL; /* "children whose father was killed" */
	if (q->kind == QUANTITY_BARE_NUMBER && !q->other)
		return NULL; /* a year, more likely than not */
	if (e && e->harm && q->kind != QUANTITY_OTHERS)
		return e;
	e = word_entry(m->r->lx, w, LEX_PARTICIPLE);
	if (e && e->harm)
		return e;
	if (q->kind != QUANTITY_NUMBER_NOUN && q->kind != QUANTITY_VAGUE)
		return NULL;
	/* "ten people of the dead perished", "1.8 million people in X are displaced now" */
	for (uint32_t k = *verb; k < *verb + 5; k++) {
		w = at(m, k);
		if (w->flags & WORD_SENTENCE_START || w->kind != WORD_WORD ||
			w->clitics & (CLITIC_WA | CLITIC_FA) || word_is(w, LEX_CAUSE) ||
			word_is(w, LEX_CLAUSE) || word_is(w, LEX_PART) || word_is(w, LEX_CONSEQUENCE))
			return NULL;
		e = word_entry(m->r->lx, w, LEX_VERB);
		if (e && e->harm && !w->clitics && !(e->flags & LEX_OBJECT)) {
			*verb = k;
			return e;
		}
	}
	return NULL;
}

/* "a martyr and several wounded": the next one is joined and carries its harm too. */
static bool heads_list(const struct machine *m, const struct quantity *q)
{
	struct quantity other;
	uint32_t next, end;
	if (!number_joined(m->r, q->end, &next) || quantity_read(m->r, next, &other, &end) != QUANTITY_FOUND)
		return false;
	return other.harm && !(other.harm & q->harm) && !other.definite;
}

/* May a noun that carries its harm stand alone here? */
static bool fits_alone(const struct machine *m, const struct quantity *q)
{
	if (!q->harm || !q->noun || q->clitics & (CLITIC_KA | CLITIC_SA))
		return false;
	if (q->kind == QUANTITY_PLURAL && q->beg > m->sentence_beg && word_is(at(m, q->beg - 1), LEX_TOLL))
		return false;
	if (q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_VAGUE)
		return true;
	if (q->noun->flags & LEX_STATE)
		return false;
	switch (q->kind) {
	case QUANTITY_PLURAL:
		if (!(q->noun->flags & LEX_MASS) && q->noun->unit != UNIT_BODY &&
			!(q->beg > 0 && word_is(at(m, q->beg - 1), LEX_LIGHT)))
			return false;
		return !q->definite && !q->possessed && !place_begins(m, q->end) &&
		       (!(q->clitics & CLITIC_BI) || (m->consequence && q->beg - m->consequence <= 3));
	case QUANTITY_DUAL:
		return !q->definite && !q->possessed;
	case QUANTITY_SINGULAR:
		if (!q->definite && q->noun->flags & LEX_MASS && !q->clitics && heads_list(m, q))
			return true;
		return !q->definite && !q->possessed && !(q->noun->flags & LEX_WEAK) &&
		       !(q->clitics & CLITIC_BI) &&
		       (q->noun->unit == UNIT_BODY || q->joined ||
			       (q->accusative && m->consequence && q->beg - m->consequence <= 3) ||
			       (q->noun->flags & LEX_MASS && m->scope.active &&
				       gap(m->scope.last, q->beg) <= NEAR));
	default:
		return false;
	}
}

static enum polarity polarity_at(const struct machine *m, const struct quantity *q)
{
	if (!in_mood(m, q->beg))
		return POLARITY_ASSERTED;
	if (m->mood == POLARITY_NEGATED || m->mood == POLARITY_UNKNOWN)
		return q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_SINGULAR ||
				       q->kind == QUANTITY_OTHERS
			       ? m->mood
			       : POLARITY_ASSERTED;
	return m->mood;
}

static bool take(struct machine *m, const struct quantity *q, struct origin *o, struct err *err)
{
	o->polarity = polarity_at(m, q);
	if (!o->score)
		o->score = score_of(q);
	if (!o->rule)
		o->rule = rule_of(q);
	if (!add(m, q, o, err))
		return false;
	return true;
}

/* ---- parts ---- */

static bool fits_part(const struct machine *m, const struct quantity *q)
{
	const struct part *p = &m->part;
	if (p->parent < 0)
		return false;
	uint32_t away = gap(p->end, q->beg);
	bool state = q->noun && q->noun->flags & LEX_STATE;
	if (q->harm && !state && !(q->harm & m->out->v[p->parent].figure.harm))
		return false;
	if (q->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA | CLITIC_FA | CLITIC_SA))
		return false;
	if (p->n == 0)
		return away <= REACH_PART && !(p->relation == RELATION_EXHAUSTIVE_PART_OF && away > 1) &&
		       !(q->kind == QUANTITY_SINGULAR && away > NEAR);
	uint32_t reach = p->relation == RELATION_EXHAUSTIVE_PART_OF && q->joined &&
					 (q->kind == QUANTITY_NUMBER_NOUN ||
						 (q->kind == QUANTITY_SINGULAR && !q->definite))
				 ? REACH_NUMBER
				 : REACH_JOINED;
	return (connected(m, q) || away == 1) && away <= reach &&
	       !(q->kind == QUANTITY_SINGULAR && q->definite &&
		       !(q->noun && q->noun->status == STATUS_COMBATANT)) &&
	       !(q->kind >= QUANTITY_OTHERS && away > 5 && reach == REACH_JOINED);
}

/* After "122 civilians, among them 12 women": does q go on with the list that the 122 stand in? */
static bool leaves_inner(const struct machine *m, const struct quantity *q)
{
	const struct figure *inner = &m->out->v[m->part.parent].figure;
	const struct lex_entry *p = q->beg > 0 ? entry(m, q->beg - 1, LEX_PREP) : NULL;
	if (m->part.n == 0)
		return false;
	if (p && p->a == 4)
		return true;
	return q->status != STATUS_UNKNOWN && inner->status != STATUS_UNKNOWN && q->status != inner->status;
}

/* "nine civilians, among them three children, in A and four civilians in B": the four are no part of the nine. */
static bool new_whole(const struct machine *m, const struct quantity *q)
{
	const struct figure *parent = &m->out->v[m->part.parent].figure;
	if (m->part.n == 0 || !q->joined || q->kind != QUANTITY_NUMBER_NOUN || !m->scope.active)
		return false;
	return word_is(at(m, q->end), LEX_PART) ||
	       (q->victim == parent->victim && q->victim != VICTIM_CHILD && gap(m->part.end, q->beg) > 0);
}

static bool take_part(struct machine *m, const struct quantity *q, struct err *err)
{
	const struct casualty *parent = &m->out->v[m->part.parent];
	struct origin o = {.harm = parent->figure.harm,
		.part_of = m->part.parent,
		.relation = m->part.relation,
		.trigger_beg = m->part.end > q->beg ? q->beg : m->part.end,
		.trigger_end = q->beg,
		.toll = false,
		.consequence = parent->consequence};
	if (m->part.n == 0) {
		o.trigger_beg = m->part.end ? m->part.end - 1 : 0;
		o.trigger_end = m->part.end;
	} else {
		o.trigger_beg = o.trigger_end = q->beg;
	}
	enum count_type type = parent->figure.count_type;
	if (parent->toll && !(m->classes >> LEX_CUMULATIVE & 1))
		type = COUNT_INCIDENT;
	if (q->harm && !(q->noun && q->noun->flags & LEX_STATE) && !(q->harm & ~o.harm))
		o.harm = q->harm;
	if (!take(m, q, &o, err))
		return false;
	m->out->v[m->out->n - 1].figure.count_type = type;
	m->part.end = q->end;
	m->part.n++;
	m->scope.last = q->end;
	return true;
}

static void open_part(struct machine *m, uint32_t i, const struct lex_entry *e, uint32_t end)
{
	int32_t parent = m->out->last_whole;
	if (parent < 0 || m->out->v[parent].window != m->out->n_windows)
		return;
	int32_t outer = -1;
	if (m->part.parent >= 0 && m->part.relation == RELATION_EXHAUSTIVE_PART_OF && m->part.n &&
		e->sub == RELATION_INCLUDED_IN && gap(m->part.end, i) <= 1) {
		outer = m->part.parent;
		parent = (int32_t)m->out->n - 1;
	}
	const struct casualty *c = &m->out->v[parent];
	if (c->sentence + 1 < m->out->n_sentences ||
		(c->sentence < m->out->n_sentences && i > m->sentence_beg + 3))
		return;
	if (e->sub == RELATION_EXHAUSTIVE_PART_OF &&
		(gap(c->word_end, i) > 4 || c->sentence != m->out->n_sentences))
		return;
	if (c->figure.value != NUMBER_NONE && c->figure.value < 2)
		return;
	if (m->scope.active && m->scope.n == 0 && i <= m->scope.end + 1)
		return;
	if (m->passed_over > c->word_end && c->sentence == m->out->n_sentences)
		return;
	m->part = (struct part){
		.parent = parent, .outer = outer, .relation = (enum relation)e->sub, .end = end};
}

/* The last whole figure with that harm, not many figures ago; -1 when there is none. */
static int32_t whole_with(const struct machine *m, uint8_t harm, int64_t more_than)
{
	for (size_t k = m->out->n; k > 0 && k + 8 > m->out->n; k--) {
		const struct casualty *c = &m->out->v[k - 1];
		if (c->sentence + 4 < m->out->n_sentences)
			return -1;
		if (c->figure.part_of < 0 && harm & c->figure.harm && c->figure.low != NUMBER_NONE &&
			c->figure.low > more_than)
			return (int32_t)(k - 1);
	}
	return -1;
}

/* "among the wounded": parts of the last wounded told of, or wounded by themselves. */
static void open_among(struct machine *m, uint32_t end, uint8_t harm)
{
	int32_t parent = whole_with(m, harm, 1);
	m->scope = (struct scope){
		.active = parent < 0, .masdar = true, .harm = harm, .beg = end - 1, .end = end, .last = end};
	m->part = (struct part){.parent = parent, .outer = -1, .relation = RELATION_INCLUDED_IN, .end = end};
}

/* ---- scopes ---- */

static void open_scope(struct machine *m, uint32_t i, const struct lex_entry *e, bool masdar)
{
	struct scope *s = &m->scope;
	bool joined = at(m, i)->clitics & CLITIC_WA || (i > 0 && word_is(at(m, i - 1), LEX_CONJ));
	if (s->active && s->n == 0 && joined && gap(s->end, i) <= 1 && s->harm) {
		s->harm |= e->harm;
		s->end = s->last = i + 1;
		s->masdar = masdar;
		return;
	}
	bool consequence = m->consequence && i - m->consequence <= 3;
	if (!consequence && s->active && joined)
		consequence = s->consequence;
	*s = (struct scope){.active = true,
		.masdar = masdar,
		.weak = e->flags & LEX_WEAK,
		.takes_bi = e->flags & LEX_COLLECTIVE,
		.transitive = !masdar && e->flags & LEX_TRANSITIVE,
		.consequence = consequence,
		.harm = e->harm,
		.beg = i,
		.end = i + 1,
		.last = i + 1};
	m->part.parent = -1;
}

/* Reads a harm word at i. */
/* "the remains of 12 people": the bodies are the harm, the people the quantity. */
static bool read_bodies(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = entry(m, i, LEX_NOUN);
	struct number number;
	if (!n || n->unit != UNIT_BODY || !number_read(m->r, i + 1, &number) ||
		!word_is(at(m, number.end), LEX_NOUN))
		return false;
	static const struct lex_entry bodies = {.cls = LEX_MASDAR, .harm = 1 << HARM_KILLED};
	open_scope(m, i, &bodies, true);
	return true;
}

static bool read_trigger(struct machine *m, uint32_t i)
{
	const struct word *w = at(m, i);
	const struct lex_entry *v = entry(m, i, LEX_VERB), *n = entry(m, i, LEX_MASDAR);
	if (!v && !n)
		return false;
	if (w->clitics & (CLITIC_AL | CLITIC_KA))
		return false;
	if (i < m->hypothetical_end) {
		m->scope.active = false;
		return true;
	}
	bool masdar = n && (!v || v->flags & LEX_OBJECT || w->clitics & (CLITIC_BI | CLITIC_LI));
	/* Both readings: after a preposition or a noun of occurrence it is the noun. */
	if (v && n && i > 0) {
		const struct word *b = at(m, i - 1);
		masdar = masdar || (b->kind == WORD_WORD && (word_is(b, LEX_LIGHT) || word_is(b, LEX_PREP) ||
								    word_is(b, LEX_CONSEQUENCE)));
	}
	const struct lex_entry *e = masdar ? n : v;
	if (e->flags & (LEX_OBJECT | LEX_POSSESSED))
		return true;
	if (!masdar && m->toll.active && m->toll.n == 0 && gap(m->toll.end, i) <= 3 &&
		(!(w->clitics & CLITIC_WA) || m->toll.harm) &&
		!m->scope.n) { /* "the number of those killed" */
		m->toll.harm |= e->harm;
		m->toll.end = i + 1;
		return true;
	}
	if (!masdar && w->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	if (!masdar && !e->harm && i > 0 && word_is(at(m, i - 1), LEX_PREP) &&
		word_is(at(m, i + 1), LEX_NOUN)) {
		m->hypothetical_end = i + 2; /* "who fell dead": told already */
		return true;
	}
	/* The particle that looks like "lost", before a verb. */
	if (!masdar && e->flags & LEX_WEAK && word_is(at(m, i + 1), LEX_VERB))
		return true;
	open_scope(m, i, e, masdar);
	return true;
}

static void close_scope(struct machine *m)
{
	m->scope.active = false;
	m->part.parent = -1;
}

/* "the number of the dead …": a total is going to be told. */
static void look_for_toll(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = entry(m, i, LEX_NOUN);
	if (!n || n->form != FORM_PLURAL)
		return;
	bool told = false;
	for (uint32_t back = 1; back <= 3 && back <= i - m->sentence_beg; back++)
		told |= word_is(at(m, i - back), LEX_TOLL) || word_is(at(m, i - back), LEX_REACH);
	if (!told)
		return;
	if (m->toll.active && gap(m->toll.end, i) <= 2)
		m->toll.harm |= n->harm;
	else
		m->toll = (struct scope){.active = true, .harm = n->harm, .beg = i, .end = i + 1};
	m->toll.end = i + 1;
}

static bool after_reach(const struct machine *m, uint32_t i)
{
	for (uint32_t back = 1; back <= 2 && back <= i - m->sentence_beg; back++) {
		const struct word *w = at(m, i - back);
		const struct lex_entry *p = word_entry(m->r->lx, w, LEX_PREP);
		if (word_is(w, LEX_REACH) || (p && p->a == 2))
			return true;
		if (w->kind == WORD_WORD && !(p && p->a == 4))
			return false;
	}
	return false;
}

static bool fits_toll(const struct machine *m, const struct quantity *q)
{
	if (q->kind != QUANTITY_NUMBER_NOUN && q->kind != QUANTITY_BARE_NUMBER && q->kind != QUANTITY_VAGUE)
		return false;
	if (q->unknown_noun || (q->clitics & (CLITIC_BI | CLITIC_KA)))
		return false;
	bool colon = q->beg == m->toll.end + 1 && word_punct(at(m, m->toll.end), ':');
	bool beside =
		q->digits && !q->clitics && (colon || (q->beg == m->toll.end && m->classes >> LEX_REACH & 1));
	return m->toll.active && (beside || after_reach(m, q->beg) || q->clitics & CLITIC_LI);
}

static bool take_toll(struct machine *m, const struct quantity *q, struct err *err)
{
	struct origin o = {.harm = m->toll.harm ? m->toll.harm : q->harm,
		.part_of = -1,
		.trigger_beg = m->toll.beg,
		.trigger_end = m->toll.end,
		.toll = true,
		.rule = "figure.toll"};
	if (q->harm && !(q->noun && q->noun->flags & LEX_STATE))
		o.harm = q->harm;
	if (!o.harm && m->out->last_whole >= 0)
		o.harm = m->out->v[m->out->last_whole].figure.harm;
	if (!o.harm)
		return true;
	if (!take(m, q, &o, err))
		return false;
	m->scope = m->toll;
	m->scope.harm = o.harm;
	m->scope.masdar = true;
	m->scope.last = q->end;
	m->scope.n = 1;
	m->part.parent = -1;
	return true;
}

/* ---- subjects before their verb ---- */

static void remember_subject(struct machine *m, const struct quantity *q)
{
	if (m->scope.active && m->scope.n == 0 && gap(m->scope.last, q->beg) < 4)
		return;
	if (q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_BARE_NUMBER || q->kind == QUANTITY_OTHERS ||
		q->definite || q->possessed || q->clitics & ~(unsigned)CLITIC_WA)
		return;
	if (m->n_subjects && gap(m->subjects[m->n_subjects - 1].quantity.end, q->beg) > REACH_PART)
		m->n_subjects = 0;
	if (m->n_subjects == 0) {
		const struct word *b = q->beg > m->sentence_beg ? at(m, q->beg - 1) : NULL;
		if (q->joined || (b && b->kind == WORD_WORD && !word_is(b, LEX_PREP)))
			return;
		m->subject_parts = false;
	} else if (!q->joined && !m->subject_parts) {
		return;
	}
	if (m->n_subjects < SUBJECTS)
		m->subjects[m->n_subjects++] = (struct subject){*q, m->subject_parts};
}

/* The verb at i says what befell them. */
static bool settle_subjects(struct machine *m, uint32_t i, const struct lex_entry *verb, struct err *err)
{
	uint32_t n = m->n_subjects;
	m->n_subjects = 0;
	if (n == 0 || gap(m->subjects[n - 1].quantity.end, i) > REACH_VERB)
		return true;
	int32_t whole = -1;
	for (uint32_t k = 0; k < n; k++) {
		const struct subject *s = &m->subjects[k];
		struct origin o = {.harm = verb->harm,
			.part_of = s->part ? whole : -1,
			.relation = s->part ? RELATION_INCLUDED_IN : RELATION_NONE,
			.trigger_beg = i,
			.trigger_end = i + 1,
			.rule = "figure.before-verb"};
		if (!take(m, &s->quantity, &o, err))
			return false;
		if (!s->part)
			whole = (int32_t)m->out->n - 1;
	}
	return true;
}

/* "from 40 to 45": the old total, then the new one. */
static bool superseded(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *of = q->beg > 0 ? entry(m, q->beg - 1, LEX_PREP) : NULL;
	const struct lex_entry *to = entry(m, q->end, LEX_PREP);
	return m->toll.active && of && of->a == 1 && to && to->a == 2 && q->kind <= QUANTITY_BARE_NUMBER;
}

static bool partitive(const struct machine *m, uint32_t i)
{
	const struct lex_entry *e = entry(m, i, LEX_PREP);
	return e && e->a == 1;
}

/* "nine of the dead": a part of the last whole figure, if that one is greater. */
static bool of_the_dead(struct machine *m, const struct quantity *q)
{
	if (m->out->last_whole < 0 || q->approximator == APPROX_VAGUE || q->kind > QUANTITY_BARE_NUMBER)
		return false;
	uint8_t harm = q->harm;
	if (!q->partitive && partitive(m, q->end) && at(m, q->end + 1)->clitics & CLITIC_AL) {
		const struct lex_entry *n = entry(m, q->end + 1, LEX_NOUN);
		harm = n ? n->harm : 0;
	} else if (!q->partitive || !(at(m, q->end - 1)->clitics & CLITIC_AL)) {
		return false;
	}
	int32_t parent = harm ? whole_with(m, harm, q->a) : -1;
	if (parent < 0)
		return false;
	m->part =
		(struct part){.parent = parent, .outer = -1, .relation = RELATION_INCLUDED_IN, .end = q->beg};
	return true;
}

/* ---- the walk ---- */

/* "masked gunmen abducted …" in Arabic order, verb first: fighters before a noun in the accusative are who did it. */
static bool is_agent(const struct machine *m, const struct quantity *q)
{
	struct quantity object;
	uint32_t end;
	if (!m->scope.active || !m->scope.transitive || m->scope.n || q->status != STATUS_COMBATANT ||
		q->accusative || (q->kind != QUANTITY_PLURAL && q->kind != QUANTITY_SINGULAR))
		return false;
	uint32_t i = q->end;
	while (i < q->end + 3 && at(m, i)->kind == WORD_WORD && at(m, i)->classes == 0)
		i++;
	return quantity_read(m->r, i, &object, &end) == QUANTITY_FOUND && !object.joined && !object.clitics &&
	       object.noun && (object.accusative || object.kind == QUANTITY_NUMBER_NOUN);
}

static bool consider(struct machine *m, const struct quantity *q, struct err *err)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	uint8_t own = state ? 0 : q->harm;
	const struct lex_entry *after;
	uint32_t verb;
	if (m->hypothetical_end > q->beg && (state || q->kind > QUANTITY_BARE_NUMBER))
		return true;
	if (is_agent(m, q))
		return true;
	if (superseded(m, q)) {
		struct quantity now;
		uint32_t end;
		struct quantity old = *q;
		if (quantity_read(m->r, q->end + 1, &now, &end) == QUANTITY_FOUND && !old.harm)
			old.harm = now.harm;
		if (!take_toll(m, &old, err))
			return false;
		m->out->v[m->out->n - 1].figure.count_type = COUNT_SUPERSEDED;
		m->out->v[m->out->n - 1].figure.approximator = APPROX_EXACT;
		return true;
	}
	if (q->unit == UNIT_FAMILY && q->kind == QUANTITY_NUMBER_NOUN && q->beg > 0 &&
		partitive(m, q->beg - 1))
		return true;
	if (of_the_dead(m, q))
		return take_part(m, q, err);
	if (m->part.parent >= 0 && m->part.outer >= 0 && leaves_inner(m, q)) {
		m->part.parent = m->part.outer;
		m->part.outer = -1;
		m->part.relation = RELATION_EXHAUSTIVE_PART_OF;
	}
	if (fits_part(m, q) && !new_whole(m, q))
		return take_part(m, q, err);
	if (fits_toll(m, q))
		return take_toll(m, q, err);
	if (!own && (after = harm_after(m, q, &verb)) &&
		(!m->scope.active || m->scope.n || !fits_scope(m, q) || m->scope.harm == after->harm) &&
		!(q->definite && q->kind != QUANTITY_NUMBER_NOUN)) {
		struct origin o = {.harm = after->harm,
			.part_of = -1,
			.trigger_beg = verb,
			.trigger_end = verb + 1,
			.rule = "figure.before-verb"};
		remember_subject(m, q);
		if (m->n_subjects > 1 && m->subjects[m->n_subjects - 1].quantity.beg == q->beg) {
			if (!settle_subjects(m, verb, after, err))
				return false;
		} else {
			m->n_subjects = 0;
			if (!take(m, q, &o, err))
				return false;
		}
		m->part.parent = -1;
		m->scope = (struct scope){.active = true,
			.harm = after->harm,
			.beg = verb,
			.end = verb + 1,
			.last = verb + 1,
			.n = 1};
		m->quiet_end = verb + 1;
		return true;
	}
	bool scoped = fits_scope(m, q);
	if (scoped || fits_alone(m, q)) {
		uint8_t harm = own ? own : scoped ? m->scope.harm : q->harm;
		if (q->between_harms)
			harm = q->harm;
		else if (scoped && own == 1 << HARM_INJURED && m->scope.harm == 1 << HARM_KILLED &&
			 q->beg == m->scope.end)
			harm = m->scope.harm; /* the wounded who died */
		if (!own && q->kind == QUANTITY_BARE_NUMBER && q->unknown_noun && !scoped)
			return true;
		bool in_scope = m->scope.active && gap(m->scope.last, q->beg) <= REACH_NUMBER;
		struct origin o = {.harm = harm,
			.part_of = -1,
			.trigger_beg = in_scope ? m->scope.beg : q->beg,
			.trigger_end = in_scope ? m->scope.end : q->beg,
			.consequence = in_scope ? m->scope.consequence
						: m->consequence && q->beg - m->consequence <= 4};
		if (!take(m, q, &o, err))
			return false;
		m->part.parent = -1;
		const struct lex_entry *again = word_entry(m->r->lx, at(m, q->end), LEX_VERB);
		if (own && again && again->harm == harm && !at(m, q->end)->clitics)
			m->quiet_end = q->end + 1;
		if (!m->scope.active) {
			m->scope = (struct scope){.beg = q->beg, .end = q->beg, .consequence = o.consequence};
		}
		m->scope.last = q->end;
		m->scope.n++;
		return true;
	}
	if (q->kind == QUANTITY_NUMBER_NOUN)
		m->passed_over = q->end;
	remember_subject(m, q);
	return true;
}

static void set_mood(struct machine *m, uint32_t i, enum polarity p, uint32_t reach)
{
	m->mood = p;
	m->mood_end = i + reach;
}

/* Words that change the state without being quantities or harm words. */
static void steer(struct machine *m, uint32_t i)
{
	const struct word *w = at(m, i);
	const struct lex_entry *e;
	if (word_is(w, LEX_DENIAL))
		set_mood(m, i, POLARITY_DENIED, 20);
	else if (word_is(w, LEX_NO_INFORMATION))
		set_mood(m, i, POLARITY_UNKNOWN, REACH_MOOD);
	else if (word_is(w, LEX_UNCONFIRMED))
		set_mood(m, i, POLARITY_UNCONFIRMED, REACH_MOOD);
	else if (word_is(w, LEX_NEGATION) && !(w->clitics & (CLITIC_BI | CLITIC_LI)))
		set_mood(m, i, POLARITY_NEGATED, w->n_tok > 1 ? REACH_MOOD : REACH_NEGATION);
	if ((e = entry(m, i, LEX_CUMULATIVE)) && e->a == 2)
		m->period = m->out->period && m->out->period + 4 > m->out->n_sentences;
	if (e && e->a == 1)
		m->out->period = m->out->n_sentences + 1;
	if (word_is(w, LEX_HYPOTHETICAL))
		m->hypothetical_end = i + 5;
	if (word_is(w, LEX_CONSEQUENCE))
		m->consequence = i + 1;
	if (m->n_subjects && word_is(w, LEX_PART) &&
		gap(m->subjects[m->n_subjects - 1].quantity.end, i) <= 2) {
		m->subject_parts = true;
		return;
	}
	if ((e = entry(m, i, LEX_PART)) && !(w->clitics & (CLITIC_BI | CLITIC_LI)))
		open_part(m, i, e, i + 1);
	if ((e = entry(m, i, LEX_PREP)) && e->a == 5 && word_is(at(m, i + 1), LEX_NOUN)) {
		const struct lex_entry *n = entry(m, i + 1, LEX_NOUN);
		if (n->harm && n->form != FORM_SINGULAR)
			open_among(m, i + 2, n->harm);
	}
	if (word_is(w, LEX_CAUSE)) {
		m->scope.closed = true;
		if (m->part.n)
			m->part.parent = -1;
	}
	if (word_is(w, LEX_CLAUSE)) {
		close_scope(m);
		m->n_subjects = 0;
		m->hypothetical_end = i;
		m->mood = POLARITY_ASSERTED;
	}
	if (word_is(w, LEX_TOLL) && !m->toll.active)
		m->toll = (struct scope){.active = true, .beg = i, .end = i + 1};
}

/* A bracket right after a figure may tell who they were; what it opened ends with it. */
static void read_mark(struct machine *m, uint32_t i, uint32_t mark)
{
	if (mark == 0x061B /* semicolon */)
		close_scope(m);
	if (mark == ')')
		m->part.parent = -1;
	if (mark != '(' || m->out->n <= m->sentence_first)
		return;
	const struct casualty *c = &m->out->v[m->out->n - 1];
	if (c->word_end == i && c->figure.part_of < 0 && c->figure.value != NUMBER_NONE &&
		c->figure.value >= 2)
		m->part = (struct part){.parent = (int32_t)m->out->n - 1,
			.outer = -1,
			.relation = RELATION_EXHAUSTIVE_PART_OF,
			.end = i + 1};
}

static bool walk(struct machine *m, struct err *err)
{
	struct quantity q;
	for (uint32_t i = m->sentence_beg, end; i < m->sentence_end;) {
		const struct word *w = at(m, i);
		bool bracket = word_punct(w, '(') && at(m, i + 1)->kind == WORD_DIGITS &&
			       word_punct(at(m, i + 2), ')');
		if (w->classes == 0 && w->kind != WORD_DIGITS && !bracket) {
			if (w->kind == WORD_PUNCT)
				read_mark(m, i, w->hash_low);
			i++;
			continue;
		}
		if (word_is(w, LEX_STOP) || in_place(m, i)) {
			i++;
			continue;
		}
		steer(m, i);
		look_for_toll(m, i);
		if (read_bodies(m, i)) {
			i++;
			continue;
		}
		enum quantity_result found = quantity_read(m->r, i, &q, &end);
		/* "an injury" is the act until a number says otherwise. */
		if (found == QUANTITY_FOUND && q.beg == i && word_is(w, LEX_MASDAR) && q.noun &&
			q.noun->form == FORM_SINGULAR && q.noun == entry(m, i, LEX_NOUN))
			found = QUANTITY_NONE;
		if (found == QUANTITY_EXCLUDED) {
			i = end > i ? end : i + 1;
			continue;
		}
		if (found == QUANTITY_FOUND) {
			size_t before = m->out->n;
			if (!consider(m, &q, err))
				return false;
			if (m->out->n > before || q.kind <= QUANTITY_VAGUE) {
				i = q.end > i ? q.end : i + 1;
				continue;
			}
		}
		if ((word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR)) && i >= m->quiet_end) {
			const struct lex_entry *v = entry(m, i, LEX_VERB);
			if (v && v->harm && m->n_subjects && !w->clitics && !(v->flags & LEX_OBJECT)) {
				size_t before = m->out->n;
				if (!settle_subjects(m, i, v, err))
					return false;
				if (m->out->n > before) {
					m->scope = (struct scope){.active = true,
						.harm = v->harm,
						.beg = i,
						.end = i + 1,
						.last = i + 1,
						.n = 1};
					i++;
					continue;
				}
			}
			read_trigger(m, i);
		}
		i++;
	}
	return true;
}

bool figure_scan(
	const struct reading *r, const struct place_list *places, struct casualties *out, struct err *err)
{
	static const uint64_t relevant = UINT64_C(1) << LEX_VERB | UINT64_C(1) << LEX_MASDAR |
					 UINT64_C(1) << LEX_NOUN | UINT64_C(1) << LEX_PART;
	const struct words *ws = r->words;
	out->window_beg = out->n;
	if (out->n_windows == 0)
		out->last_whole = -1;
	size_t mention = places ? places->window_beg : 0;
	for (uint32_t i = 0; i < ws->n;) {
		uint32_t end = i + 1;
		uint64_t classes = ws->v[i].classes;
		while (end < ws->n && !(ws->v[end].flags & WORD_SENTENCE_START))
			classes |= ws->v[end++].classes;
		if (classes & relevant) {
			struct machine m = {.r = r,
				.places = places,
				.next_mention = mention,
				.out = out,
				.part = {.parent = -1, .outer = -1},
				.sentence_beg = i,
				.sentence_end = end,
				.classes = classes,
				.sentence_first = out->n};
			if (!walk(&m, err))
				return false;
			mention = m.next_mention;
		}
		out->n_sentences++;
		i = end;
	}
	out->n_windows++;
	return true;
}

void casualties_clear(struct casualties *c)
{
	c->n = c->window_beg = 0;
	c->n_windows = c->n_sentences = 0;
	c->last_whole = -1;
}

void casualties_release(struct casualties *c)
{
	free(c->v);
	*c = (struct casualties){0};
}
