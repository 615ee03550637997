/*
 * Figure, making: what a quantity becomes when something has said that it is a figure.
 */
#include "detect/figure_machine.h"

#include "base/vec.h"

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
	bool several = m->classes >> LEX_AGGREGATE & 1 && q->kind != QUANTITY_PLURAL;
	return m->day_total || several ? COUNT_AGGREGATE : COUNT_INCIDENT;
}

static struct span words_span(const struct machine *m, uint32_t beg, uint32_t end)
{
	if (beg >= end)
		return (struct span){0, 0};
	return (struct span){word_beg_cp(m->r->words, beg, m->r->tokens, m->r->text),
		word_end_cp(m->r->words, end - 1, m->r->tokens)};
}

/* Of one person told by age, sex or trade, "four others" need not be such. */
static bool may_be_such(const struct figure *one, const struct figure *f)
{
	bool side = one->victim == VICTIM_CIVILIAN || one->status == STATUS_COMBATANT;
	return side || one->value != 1 || f->value == 1;
}

/* Is one told of by a trade, beside whom anyone may have been? */
static bool is_tradesman(const struct figure *one)
{
	bool anyone = one->victim == VICTIM_PERSON || one->victim == VICTIM_CIVILIAN;
	return one->value == 1 && one->status == STATUS_CIVILIAN && !anyone && !victim_is_by_age(one->victim);
}

/* Were those told before it, in its sentence, of two sides? */
static bool sides_differ(const struct machine *m)
{
	unsigned seen = 0;
	for (size_t k = m->sentence_first; k < m->out->n; k++)
		seen |= m->out->v[k].figure.part_of < 0 ? 1u << m->out->v[k].figure.status : 0;
	return seen & 1u << STATUS_CIVILIAN && seen & 1u << STATUS_COMBATANT;
}

/* "Three women …, and others": a masculine "others" after women is of men, too. */
static bool are_others(const struct machine *m, const struct quantity *q, enum victim last)
{
	if (!q->other || (last != VICTIM_WOMAN && last != VICTIM_GIRL))
		return false;
	for (uint32_t i = q->beg; i < q->end; i++) {
		const struct lex_entry *other = machine_entry(m, i, LEX_OTHER);
		if (other)
			return !other->a;
	}
	return false;
}

/* What a bare number or "others" leaves unsaid is what the last whole figure said. */
static void inherit(const struct machine *m, const struct quantity *q, struct figure *f)
{
	if ((q->noun && !(q->other && q->noun->flags & LEX_MASS)) || q->harm ||
		m->out->n <= m->sentence_first)
		if (!q->other || (q->noun && f->status != STATUS_UNKNOWN) || m->out->last_whole < 0)
			return;
	bool none = f->polarity == POLARITY_NEGATED || f->polarity == POLARITY_UNKNOWN;
	if (m->out->last_whole < 0 || none || (q->other && sides_differ(m)))
		return;
	const struct casualty *last = &m->out->v[m->out->last_whole];
	if (last->window != m->out->n_windows || last->sentence + 1 < m->out->n_sentences)
		return;
	bool own = q->other && !q->noun && q->status != STATUS_UNKNOWN; /* "a third, of the passers-by" */
	if (f->victim == VICTIM_PERSON && !q->noun && !own && may_be_such(&last->figure, f) &&
		!are_others(m, q, last->figure.victim))
		f->victim = last->figure.victim;
	if (f->status == STATUS_UNKNOWN && !(is_tradesman(&last->figure) && !may_be_such(&last->figure, f)))
		f->status = last->figure.status;
}

/* "dead, wounded and missing among the civilians": what is said of the last holds for those joined to it. */
static void share_status(struct machine *m, const struct quantity *q, const struct casualty *c)
{
	if (!q->joined || !c->own_harm || c->figure.status == STATUS_UNKNOWN ||
		(q->noun && q->noun->flags & LEX_STATE && q->noun->status != STATUS_UNKNOWN))
		return; /* "dead and homeless": only the homeless are civilians by their name */
	for (size_t k = m->out->n; k-- > m->sentence_first;) {
		struct casualty *before = &m->out->v[k];
		if (c->word_beg > before->word_end + 1 || before->figure.status != STATUS_UNKNOWN ||
			!before->own_harm)
			return;
		before->figure.status = c->figure.status;
		if (before->figure.victim == VICTIM_PERSON)
			before->figure.victim = c->figure.victim;
		c = before;
	}
}

/* "Mosul (298 dead, 40 wounded)", "(Mosul 298)": in brackets right after a place. */
static bool is_in_brackets_of_place(const struct machine *m, const struct quantity *q, const struct origin *o)
{
	enum { INSIDE = 8 }; /* words */
	bool item = q->kind == QUANTITY_BARE_NUMBER && machine_place_ends(m, q->beg);
	if (item && o->relation == RELATION_EXHAUSTIVE_PART_OF)
		return true;
	for (uint32_t i = q->beg + word_punct(machine_word(m, q->beg), '(');
		i > m->sentence_beg && i + INSIDE > q->beg; i--) {
		if (word_punct(machine_word(m, i - 1), ')'))
			return false;
		if (word_punct(machine_word(m, i - 1), '('))
			return machine_place_ends(m, i - 1);
	}
	return false;
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
		.definite = q->definite,
		.labelled = (m->scope.label && q->beg == m->scope.end && q->beg > m->scope.beg) ||
			    is_in_brackets_of_place(m, q, o),
		.named = m->out->list.names && m->scope.label,
		.other = q->other,
		.one_of = q->one_of,
		.kin = q->possessed && q->noun && q->noun->flags & LEX_KIN,
		.cases = q->cases,
		.toll = o->toll,
		.anaphor = m->period,
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
	c->of_day = m->day_total && f->count_type == COUNT_AGGREGATE;
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
	if (m->scope.label && f->status == STATUS_UNKNOWN && !q->noun) {
		f->status = m->scope.status; /* "the civilian dead: 27 by shelling" */
		f->victim = m->scope.status == STATUS_UNKNOWN ? f->victim : m->scope.victim;
	}
	if (o->part_of >= 0 && f->status == STATUS_UNKNOWN)
		f->status = out->v[o->part_of].figure.status;
	share_status(m, q, c);
	if (o->relation == RELATION_NONE || o->part_of < 0)
		out->last_whole = (int32_t)out->n;
	out->n++;
	return true;
}

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

static enum polarity polarity_at(const struct machine *m, const struct quantity *q)
{
	if (!in_mood(m, q->beg))
		return POLARITY_ASSERTED;
	if (m->mood != POLARITY_NEGATED && m->mood != POLARITY_UNKNOWN)
		return m->mood;
	bool not_one = q->kind == QUANTITY_NUMBER_NOUN && q->a == 1 && !q->digits; /* "not one was killed" */
	bool uncounted = q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_SINGULAR ||
			 q->kind == QUANTITY_OTHERS || q->approximator == APPROX_DUAL_OR_PLURAL;
	return uncounted || not_one ? m->mood : POLARITY_ASSERTED;
}

bool machine_take(struct machine *m, const struct quantity *q, struct origin *o, struct err *err)
{
	o->polarity = polarity_at(m, q);
	if (!o->score)
		o->score = score_of(q);
	if (!o->rule)
		o->rule = rule_of(q);
	if (m->has_passed && m->passed.beg == q->beg)
		m->has_passed = false;
	return add(m, q, o, err);
}

/* "of one family" says where they come from. */
static bool is_attribute(const struct machine *m, const struct quantity *q)
{
	return q->unit == UNIT_FAMILY && q->beg > 0 && machine_partitive(m, q->beg - 1);
}

/* "the other three are civilians": says who they were. */
static bool is_predicate(const struct machine *m, const struct quantity *q)
{
	bool state = q->noun && q->noun->flags & LEX_STATE;
	bool plural = q->kind == QUANTITY_PLURAL || q->approximator == APPROX_DUAL_OR_PLURAL;
	const struct lex_entry *all =
		q->beg > m->sentence_beg ? machine_entry(m, q->beg - 1, LEX_PART) : NULL;
	if (plural && all && all->a == PART_ALL)
		return true; /* "all of them children" */
	if (!plural || q->definite || q->clitics || (q->harm && !state) || m->out->n == m->sentence_first ||
		q->beg == 0)
		return false;
	const struct casualty *c = &m->out->v[m->out->n - 1];
	if (c->figure.value == NUMBER_NONE)
		return false;
	if (c->word_end == q->beg)
		return machine_word(m, q->beg - 1)->clitics & CLITIC_AL;
	uint32_t i = q->beg - 1;
	i -= i > c->word_end && machine_partitive(m, i); /* "three of them of the sons of X" */
	const struct lex_entry *of_them = machine_entry(m, i, LEX_PART);
	const struct word *end = machine_word(m, c->word_end - 1);
	if (word_is(end, LEX_NOUN) || word_is(end, LEX_OTHER))
		return false; /* "seven people, of them children": a part */
	return of_them && of_them->a == PART_OF_THEM && c->word_end == i; /* "seven of them Syrians" */
}

/* "two of them were taken to hospital", "31 of them were released": what befell them is no harm; "seven of them fell" is. */
static bool is_moved(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *of_them = machine_entry(m, q->end, LEX_PART);
	if (q->kind != QUANTITY_BARE_NUMBER || !of_them || of_them->a != PART_OF_THEM)
		return false;
	const struct lex_entry *fell = q->beg > 0 ? machine_verb(m, q->beg - 1) : NULL;
	bool light = q->beg > 0 && word_is(machine_word(m, q->beg - 1), LEX_LIGHT);
	return m->hypothetical_end > q->beg || (light && !(fell && fell->harm == 1 << HARM_KILLED));
}

/* "the fighter X fell (as) a martyr in Y": how the one just told of died. */
static bool is_manner(const struct machine *m, const struct quantity *q)
{
	enum { NAME = 14 }; /* words */
	if (q->kind != QUANTITY_SINGULAR || !q->accusative || q->definite || q->joined || q->clitics ||
		!(q->harm & 1 << HARM_KILLED) || m->out->n == m->sentence_first)
		return false;
	const struct casualty *c = &m->out->v[m->out->n - 1];
	if (c->figure.value != 1 || c->figure.harm != q->harm || words_between(c->word_end, q->beg) > NAME)
		return false;
	for (uint32_t k = c->word_end; k < q->beg; k++)
		if (word_is(machine_word(m, k), LEX_VERB))
			return false;
	return true;
}

bool machine_describes(struct machine *m, const struct quantity *q)
{
	bool predicate = is_predicate(m, q);
	if (predicate && q->end > q->beg + 1)
		m->quiet_noun = q->end - 1; /* its adjective */
	return predicate || is_attribute(m, q) || is_moved(m, q) || is_manner(m, q);
}
