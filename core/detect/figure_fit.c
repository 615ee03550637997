/*
 * Figure, fitting: may this quantity be taken here? By the harm word before it, or by its own noun.
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

/* "…, and on the other side 22 soldiers", "and in Aleppo five, and Homs 2": the place told first, joined. */
static bool joined_by_place(const struct machine *m, const struct quantity *q)
{
	bool bare =
		q->kind == QUANTITY_BARE_NUMBER && q->beg > m->sentence_beg && machine_place_ends(m, q->beg);
	bool counted = q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_DUAL;
	bool who = counted || q->kind == QUANTITY_VAGUE || (q->kind == QUANTITY_SINGULAR && !q->possessed);
	if ((!who && !bare) || q->definite || q->harm)
		return false;
	if (machine_joined_place_ends(m, q->beg))
		return true;
	if (!counted && !bare)
		return false;
	for (uint32_t back = 2; back <= 4 && back <= q->beg - m->sentence_beg; back++) {
		const struct word *w = machine_word(m, q->beg - back);
		if (w->kind != WORD_WORD || word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR) ||
			word_is(w, LEX_NOUN))
			return false;
		if (w->clitics & CLITIC_WA)
			return w->prep == PREP_IN;
	}
	return false;
}

/* A connector between figures: "and", "in addition to", a comma in a list. */
bool machine_connected(const struct machine *m, const struct quantity *q)
{
	if (q->joined || joined_by_place(m, q))
		return true;
	if (q->beg == 0)
		return false;
	const struct word *before = machine_word(m, q->beg - 1);
	bool his = q->noun && q->noun->flags & LEX_POSSESSED;
	bool at_once = m->scope.n && m->scope.end + 1 == q->beg; /* "arrested him with five others" */
	return before->prep == PREP_BESIDES ||
	       (before->prep == PREP_WITH && (his || at_once)); /* "with his companions" */
}

/* "and 22 in X": the number stands for people told of before. */
static bool tells_place(const struct machine *m, const struct quantity *q)
{
	const struct word *w = machine_word(m, q->end);
	return word_is(w, LEX_PREP) && !w->clitics &&
	       (machine_place_begins(m, q->end + 1) || machine_place_begins(m, q->end + 2));
}

/* "hit a square in which 200 people were gathering": another predicate stands between. */
static bool was_between(const struct machine *m, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (word_is(machine_word(m, i), LEX_WAS))
			return true;
	return false;
}

/* "five martyrs in A, and in B three": the same harm in the next place. */
uint8_t machine_same_elsewhere(const struct machine *m, const struct quantity *q)
{
	bool third = q->kind == QUANTITY_OTHERS && q->joined && !q->definite; /* "two dead …, and a third" */
	if ((q->kind != QUANTITY_BARE_NUMBER && !third) || q->harm || q->clitics & ~(unsigned)CLITIC_WA ||
		m->scope.harm || m->out->n <= m->sentence_first || q->unknown_noun)
		return 0;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	bool next = q->joined || word_punct(machine_word(m, q->beg - 1), ','); /* "one in A, three in B" */
	bool placed = joined_by_place(m, q) || (next && tells_place(m, q)) ||
		      (third && machine_partitive(m, q->end) && q->status != STATUS_UNKNOWN);
	return last->own_harm && last->figure.part_of < 0 && placed &&
			       words_between(last->word_end, q->beg) <= REACH_JOINED
		       ? last->figure.harm
		       : 0;
}

/* "the army 28, the opposition 3": who or where they are of, the number, and the end of the entry. */
static bool is_entry(const struct machine *m, const struct quantity *q)
{
	enum { WORDS = 4 };
	static const uint64_t no_entry = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_PREP) |
					 LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_BEFORE) | LEX_BIT(LEX_APPROX);
	const struct word *after = machine_word(m, q->end);
	bool who = false;
	if (after->kind == WORD_WORD && !(after->flags & WORD_SENTENCE_START) &&
		!(after->clitics & CLITIC_WA))
		return false;
	uint32_t i = q->beg;
	for (; i > m->scope.last && machine_word(m, i - 1)->kind == WORD_WORD; i--) {
		const struct word *w = machine_word(m, i - 1);
		if (w->classes & no_entry || q->beg - i >= WORDS)
			return false;
		who |= word_is(w, LEX_ACTOR) || (word_is(w, LEX_NOUN) && w->clitics & CLITIC_AL);
	}
	return who;
}

/* After a label: "Damascus: 12, Aleppo: 8", "four in Aleppo, three in Deraa", "the child A, the child B". */
static bool is_list_item(const struct machine *m, const struct quantity *q)
{
	if (!m->scope.label || q->beg <= m->sentence_beg || q->clitics || q->harm ||
		words_between(m->scope.last, q->beg) > REACH_ITEM)
		return false;
	const struct word *before = machine_word(m, q->beg - 1);
	if (q->kind == QUANTITY_BARE_NUMBER || q->kind == QUANTITY_NUMBER_NOUN)
		return word_punct(before, ':') ||
		       (q->digits && !q->noun && (machine_place_ends(m, q->beg) || is_entry(m, q))) ||
		       (word_punct(before, ',') && m->scope.n && tells_place(m, q));
	return q->kind == QUANTITY_SINGULAR && q->definite && word_punct(before, ',') && m->scope.n;
}

/* "the arrest by X of 'the leader of Y'": the preposition and a quote before it. */
static bool after_li(const struct machine *m, const struct quantity *q)
{
	if (q->beg < m->scope.end + 2 || !word_is_quote(machine_word(m, q->beg - 1)))
		return false;
	const struct lex_entry *li = machine_entry(m, q->beg - 2, LEX_GLUE);
	return li && li->a == 0;
}

static bool begins_with_bi(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	return w->kind == WORD_WORD && !(w->flags & WORD_SENTENCE_START) &&
	       token_fold(m->r->tokens, &m->r->tokens->v[w->tok])[0] == 0x0628 /* beh */;
}

/* After "another": how, where, of whom; else the word would be "the last" of what follows it. */
static bool tells_how(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	return w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START || begins_with_bi(m, i) ||
	       word_is(w, LEX_PREP) || word_is(w, LEX_CAUSE) || word_is(w, LEX_CLAUSE);
}

/* The sick who are taken to a hospital, the president who leaves his house have come to no harm by that. */
static bool fits_moved(const struct scope *s, const struct quantity *q)
{
	if (q->noun && q->noun->flags & (LEX_STATE | LEX_WEAK))
		return false;
	if (s->weak && (q->kind == QUANTITY_SINGULAR || q->victim == VICTIM_MEDIC))
		return false; /* "the minister arrived at the hospital", "three doctors" */
	return q->kind != QUANTITY_SINGULAR || q->unit == UNIT_FAMILY ||
	       (!q->definite && s->harm == 1 << HARM_INJURED);
}

/* "A youth by a bullet in the head and another in the chest": the feminine speaks of the thing. */
static bool another_thing(const struct machine *m, const struct quantity *q)
{
	const struct lex_entry *other = machine_entry(m, q->beg, LEX_OTHER);
	for (uint32_t i = q->beg; other && other->a && i-- > m->scope.last;) {
		const struct word *w = machine_word(m, i);
		if (word_is(w, LEX_NOUN) || w->kind == WORD_PUNCT)
			return false;
		const struct token *t = &m->r->tokens->v[w->tok];
		if (word_is(w, LEX_EXCLUDED) && token_last_letter(m->r->text, t) == 0x0629 /* teh marbuta */)
			return true;
	}
	return false;
}

/* "Six people by shelling of X and another by aircraft": the attack, told without article, is what there is another of. */
static bool another_attack(const struct machine *m, const struct quantity *q)
{
	if (m->out->v[m->out->n - 1].figure.value == 1)
		return false;
	for (uint32_t i = q->beg; i-- > m->scope.last;) {
		const struct word *w = machine_word(m, i);
		if (w->kind == WORD_PUNCT)
			return false;
		if (word_is(w, LEX_ASSAULT))
			return !token_begins_with_article(m->r->tokens, &m->r->tokens->v[w->tok]);
	}
	return false;
}

bool machine_is_name(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct token *k = &m->r->tokens->v[w->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	if (w->kind != WORD_WORD || w->classes || k->n_fold < 2 || token_begins_with_article(m->r->tokens, k))
		return false;
	uint16_t last = f[k->n_fold - 1], before = f[k->n_fold - 2];
	bool plural = last == 0x0646 /* noon */ && (before == 0x0648 /* waw */ || before == 0x064A /* yeh */);
	return last != 0x0627 /* alif */ && !plural;
}

enum { LEAST_DOZENS = 20 };

/* After a person: by what. */
static bool tells_why(const struct machine *m, uint32_t i)
{
	i = machine_past_group(m, i);
	return word_is(machine_word(m, i), LEX_CAUSE) ||
	       (begins_with_bi(m, i) && (word_is(machine_word(m, i), LEX_ASSAULT) ||
						word_is(machine_word(m, i), LEX_EXCLUDED)));
}

/* A quantity after the first one that the harm word governs: joined to it, listed, added. */
static bool fits_further(const struct machine *m, const struct quantity *q, uint32_t away, bool added)
{
	const struct scope *s = &m->scope;
	bool comma = machine_joined_anew(m, q);
	if (comma && q->kind == QUANTITY_SINGULAR && s->harm == 1 << HARM_TRAPPED)
		return false; /* "the missing under the rubble, and our reporter says" */
	if (q->joined && q->kind == QUANTITY_OTHERS && q->a == 1 &&
		(another_attack(m, q) || another_thing(m, q)))
		return false;
	if (q->joined && q->kind == QUANTITY_OTHERS && !q->definite && q->a < 3 && tells_how(m, q->end))
		return away <= (comma ? REACH_NUMBER : REACH_JOINED); /* "…, and another with light wounds" */
	bool how = begins_with_bi(m, q->end) || (!q->digits && word_is(machine_word(m, q->end), LEX_CAUSE));
	if (q->joined && q->kind == QUANTITY_BARE_NUMBER && how)
		return away <= REACH_NUMBER; /* "and 15 by suffocation", "and four during clashes" */
	if (q->kind == QUANTITY_BARE_NUMBER && q->joined &&
		(q->group || tells_place(m, q) || machine_partitive(m, q->end)))
		return away <= REACH_NUMBER; /* "and 22 of the regime's forces" */
	if ((added && q->kind <= QUANTITY_VAGUE) || (comma && q->joined && q->kind == QUANTITY_NUMBER_NOUN))
		return away <= REACH_NUMBER;
	if (q->other && q->kind == QUANTITY_BARE_NUMBER && word_is(machine_word(m, q->beg - 1), LEX_LIGHT))
		return away <= REACH_NUMBER; /* "then we found eleven others" */
	if (q->kind == QUANTITY_SINGULAR && q->joined && !q->definite && q->noun->flags & LEX_RANK &&
		machine_is_name(m, q->beg - 1))
		return false; /* "the brothers Ali and Major", who is called so */
	if (q->kind == QUANTITY_SINGULAR && q->definite && q->noun->flags & LEX_MASS)
		return false; /* "and the victim is from X" */
	if (q->kind == QUANTITY_SINGULAR && q->definite && q->victim == VICTIM_OFFICIAL && q->joined &&
		m->out->v[m->out->n - 1].figure.value != 1)
		return false; /* "23 men of the militia and (of) the former president" */
	bool few = q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL;
	if (s->closed && q->joined && few && away == 0 && !q->definite &&
		!(q->clitics & ~(unsigned)CLITIC_WA))
		return true; /* "by the shelling a woman and two children" */
	bool some = few || q->kind == QUANTITY_VAGUE;
	if (s->closed && q->joined && some && !q->definite && !q->possessed && tells_why(m, q->end))
		return away <= REACH_NUMBER; /* "a youth by shelling of X, and two civilians by a raid" */
	if (s->closed && q->joined && q->other && q->kind == QUANTITY_SINGULAR)
		return away <= REACH_NOUN;
	if (s->closed && q->joined && q->kind == QUANTITY_VAGUE && q->a >= LEAST_DOZENS)
		return away <= REACH_NUMBER; /* "by bullets, and the dozens by suffocation" */
	if (s->closed)
		return (q->joined || joined_by_place(m, q)) && away <= REACH_NUMBER &&
		       (q->kind == QUANTITY_NUMBER_NOUN || !q->joined) && !q->definite;
	return machine_connected(m, q) && away <= REACH_JOINED &&
	       (q->kind != QUANTITY_BARE_NUMBER || q->other || away <= 2 || joined_by_place(m, q)) &&
	       !(q->kind == QUANTITY_SINGULAR && q->definite && away > 4 && !comma) &&
	       !(q->kind == QUANTITY_OTHERS && away > 3);
}

/* "By the shelling", "by the live fire" before word i: with the article no genitive follows. */
static bool by_the(const struct machine *m, uint32_t i)
{
	for (uint32_t back = 1; back <= 2 && back <= i - m->sentence_beg; back++) {
		const struct word *w = machine_word(m, i - back);
		const struct token *k = &m->r->tokens->v[w->tok];
		const uint16_t *f = token_fold(m->r->tokens, k);
		if (w->kind != WORD_WORD)
			return false;
		if (k->n_fold > 4 && f[0] == 0x0628 /* beh */ && f[1] == 0x0627 /* alif */ && f[2] == 0x0644)
			return true;
	}
	return false;
}

/* "Omar Ali, one of the rescuers, was killed": nothing but a name and a comma between the two words. */
static bool name_between(const struct machine *m, uint32_t from, uint32_t to)
{
	enum { NAME = 6 }; /* words */
	static const uint64_t no_name = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_PREP) |
					LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CONSEQUENCE) |
					LEX_BIT(LEX_HYPOTHETICAL) | LEX_BIT(LEX_ASSAULT);
	for (uint32_t i = from; i < to; i++) {
		const struct word *w = machine_word(m, i);
		bool mark = word_is_quote(w) || (word_punct(w, ',') && i + 1 == to);
		if (!mark && (w->kind != WORD_WORD || (w->classes & no_name && !(w->clitics & CLITIC_AL))))
			return false;
	}
	return to > from && to - from <= NAME;
}

bool machine_fits_scope(const struct machine *m, const struct quantity *q)
{
	const struct scope *s = &m->scope;
	uint32_t away = words_between(s->last, q->beg);
	if (s->active && s->harm && is_list_item(m, q))
		return true;
	if (!s->active || q->clitics & (CLITIC_KA | CLITIC_SA | CLITIC_FA))
		return false;
	if (q->clitics & CLITIC_BI && !(s->takes_bi && away == 0))
		return false;
	bool one = q->kind == QUANTITY_SINGULAR && !q->definite && !q->possessed && s->n == 0 &&
		   s->harm == 1 << HARM_INJURED; /* "an injury by bullets to a youth" */
	if (q->clitics & CLITIC_LI &&
		!(s->masdar && (q->kind <= QUANTITY_VAGUE || one) && away <= REACH_JOINED))
		return false;
	if (q->clitics & CLITIC_LI && one)
		return true;
	if (s->masdar && !s->weak && s->n == 0 && q->kind == QUANTITY_SINGULAR && away <= 6 && after_li(m, q))
		return true;
	if (q->noun && q->noun->flags & LEX_COLLECTIVE && q->kind > QUANTITY_VAGUE)
		return false;
	if (s->harm == 0 && !q->between_harms)
		return false;
	if (s->moved && !fits_moved(s, q))
		return false;
	bool sought = machine_word(m, s->beg)->n_tok > 1 && s->weak && s->masdar &&
		      s->harm == 1 << HARM_MISSING && !q->harm;
	if (sought && (q->status == STATUS_COMBATANT || q->victim == VICTIM_OTHER))
		return false; /* "in search of wanted men" */
	if (q->unit == UNIT_BODY && q->possessed)
		return false; /* "searched for his body" */
	if (q->unit == UNIT_BODY && !(s->harm & (1 << HARM_KILLED | 1 << HARM_MISSING)))
		return false; /* bodies that are held */
	bool first = s->n == 0;
	bool added = q->beg > 0 && machine_word(m, q->beg - 1)->prep == PREP_BESIDES;
	if (!first)
		return fits_further(m, q, away, added);
	if (machine_is_late_subject(m, q))
		return true;

	bool his = q->joined && q->possessed && q->noun && q->noun->flags & LEX_KIN;
	if (his && !s->weak && name_between(m, s->last, q->beg))
		return true; /* "«Munir Ali» and his son" */
	if (q->joined && !(s->masdar && away == 0))
		return false;
	bool several = q->kind == QUANTITY_PLURAL || q->approximator == APPROX_DUAL_OR_PLURAL;
	bool family = q->kind == QUANTITY_SINGULAR && q->unit == UNIT_FAMILY;
	bool phrase = machine_word(m, s->beg)->n_tok > 1;
	if (s->weak && s->masdar && phrase && !q->harm && (several || family))
		return false; /* "a massacre of a whole family": how many died, its number says */
	switch (q->kind) {
	case QUANTITY_NUMBER_NOUN:
	case QUANTITY_VAGUE:
		if (s->masdar)
			return away <= (s->weak ? NEAR : REACH_MASDAR);
		if (added && !s->weak)
			return away <= REACH_PRONOUN;
		if (s->weak)
			return away <= REACH_NOUN && !s->closed && !was_between(m, s->last, q->beg);
		return away <= REACH_NUMBER;
	case QUANTITY_BARE_NUMBER:
		if ((s->weak && q->unknown_noun) ||
			(q->definite && word_is(machine_word(m, q->beg - 1), LEX_PREP)))
			return false;     /* "was hit on the 20th" */
		if (q->group && !s->weak) /* "117 of the regime's forces" */
			return away <= (s->masdar ? REACH_MASDAR : REACH_NUMBER);
		return !s->closed && (q->unknown_noun ? away == 0 : away <= NEAR + 1) &&
		       (s->masdar ? away == 0 || q->approximator : true);
	case QUANTITY_OTHERS:
		return away <= NEAR;
	case QUANTITY_DUAL:
	case QUANTITY_PLURAL:
		return (s->masdar ? away <= 1 : away <= REACH_NOUN) &&
		       !(s->closed && q->kind == QUANTITY_PLURAL);
	case QUANTITY_SINGULAR:
		if (q->definite && away > 0 && word_is(machine_word(m, q->beg - 1), LEX_EXCLUDED))
			return false; /* "fled from the areas of the …" */
		if (s->closed && s->transitive && q->accusative && !q->definite)
			return away <= NEAR; /* "they killed with bullets a soldier" */
		if (s->closed && !s->masdar && !s->weak && !q->definite && !q->possessed && by_the(m, q->beg))
			return away <= NEAR; /* "was hit by the shelling a woman" */
		if (s->closed || (q->definite && q->victim == VICTIM_WORKER && q->beg > m->sentence_beg &&
					 word_is(machine_word(m, q->beg - 1), LEX_ACTOR)))
			return false; /* "the medical staff working there" */
		if (s->masdar)
			return away == 0 || (away <= NEAR && !q->definite && !s->weak);
		if (q->one_of && !s->weak && name_between(m, s->last, q->beg))
			return true;
		if (q->definite && away > 0 && !s->weak && !s->transitive && machine_is_name(m, q->beg - 1))
			return false; /* "Hasan the-Hajj Omar was killed" */
		if (s->weak && q->definite && q->harm & s->harm)
			return away <= REACH_MASDAR; /* "mourned, in a statement, the martyr X" */
		return away <= (q->accusative ? REACH_NOUN : NEAR);
	}
	return false;
}

/* "a martyr and several wounded", "a martyr - 13 wounded": the next one is joined or set off, and carries its harm too. */
static bool heads_list(const struct machine *m, const struct quantity *q)
{
	struct quantity other;
	const struct word *mark = machine_word(m, q->end);
	bool comma = word_punct(mark, ','), dash = word_punct(mark, '-') || word_punct(mark, '/');
	uint32_t next, end, behind = q->end + (comma || dash);
	bool joined = number_joined(m->r, behind, &next);
	if (!(joined || dash) || quantity_read(m->r, joined ? next : behind, &other, &end) != QUANTITY_FOUND)
		return false;
	return other.harm && !(other.harm & q->harm) && !other.definite;
}

/* "A wounded civilian in an explosion", as headlines begin. */
static bool heads_headline(const struct machine *m, const struct quantity *q)
{
	const struct word *w = machine_word(m, q->end);
	bool begins = q->beg == m->sentence_beg || machine_word(m, q->beg - 1)->kind == WORD_PUNCT;
	bool by = w->clitics & CLITIC_BI && w->kind == WORD_WORD; /* "by gunfire" */
	return begins &&
	       (by || word_is(w, LEX_CAUSE) || word_punct(w, '(') || (word_is(w, LEX_PREP) && !w->clitics));
}

/* "… dead and injured", "or injured": joined to one that carries its harm. */
static bool joins_harmed(const struct machine *m, const struct quantity *q)
{
	if (q->definite || m->out->n == m->sentence_first)
		return false;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	bool or = q->beg > m->sentence_beg && machine_word(m, q->beg - 1)->prep == PREP_OR;
	if (or &&last->own_harm && last->word_end + 1 == q->beg)
		return true;
	return q->joined && last->own_harm && last->word_end == q->beg &&
	       last->figure.span.end_cp == word_end_cp(m->r->words, q->beg - 1, m->r->tokens);
}

/* "four martyrs, in addition to a wounded (man)". */
static bool adds_harmed(const struct machine *m, const struct quantity *q)
{
	return m->out->n > m->sentence_first && m->out->v[m->out->n - 1].own_harm &&
	       m->out->v[m->out->n - 1].word_end + 1 == q->beg &&
	       machine_word(m, q->beg - 1)->prep == PREP_BESIDES;
}

/* Does "to" and a number follow word i, before another clause? */
static bool rises_further(const struct machine *m, uint32_t i)
{
	struct number n;
	for (uint32_t k = i; k < i + REACH_JOINED && k < m->sentence_end; k++) {
		if (machine_word(m, k)->prep == PREP_TO && number_read(m->r, k + 1, &n))
			return true;
		if (machine_word(m, k)->kind == WORD_PUNCT || word_is(machine_word(m, k), LEX_CLAUSE))
			return false;
	}
	return false;
}

/* "Occurs", "no" before them, perhaps with "any" between. */
static bool occurs_before(const struct machine *m, uint32_t i)
{
	static const uint64_t occurs = LEX_BIT(LEX_LIGHT) | LEX_BIT(LEX_NEGATION);
	i -= i > m->sentence_beg && machine_word(m, i - 1)->prep == PREP_ANY;
	return i > m->sentence_beg && machine_word(m, i - 1)->classes & occurs;
}

/* Nobody stands behind "injury" at word i whom the act could be of. */
static bool is_of_nobody(const struct machine *m, uint32_t i)
{
	static const uint64_t apart = LEX_BIT(LEX_PREP) | LEX_BIT(LEX_CAUSE) | LEX_BIT(LEX_PERIOD) |
				      LEX_BIT(LEX_ASSAULT) | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_PART);
	const struct word *next = machine_word(m, i + 1);
	return !word_is(next, LEX_NOUN) && !quantity_may_begin(next) && next->prep != PREP_DIRECT &&
	       (next->kind != WORD_WORD || next->classes & apart);
}

/* "Two martyrs and an injury by shelling", "an injury occurred", "without any injury": somebody, or nobody. */
bool machine_adds_injury(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct casualty *last = m->out->n > m->sentence_first ? &m->out->v[m->out->n - 1] : NULL;
	bool adds = w->clitics == CLITIC_WA && last && last->word_end == i && last->own_harm;
	return (adds || (!w->clitics && occurs_before(m, i))) && is_of_nobody(m, i);
}

/* May a noun that carries its harm stand alone here? */
bool machine_fits_alone(const struct machine *m, const struct quantity *q)
{
	if (q->between_harms && q->kind == QUANTITY_BARE_NUMBER)
		return true; /* "about 150, dead and wounded" */
	if (!q->harm || !q->noun || q->clitics & (CLITIC_KA | CLITIC_SA))
		return false;
	if (q->unit == UNIT_BODY && m->scope.active && m->scope.harm == 1 << HARM_DETAINED &&
		q->beg <= m->scope.end + 1)
		return false; /* a body that is held */
	if (q->kind == QUANTITY_PLURAL && q->beg > m->sentence_beg &&
		word_is(machine_word(m, q->beg - 1), LEX_TOLL))
		return false;
	bool rose = m->toll.active && m->toll.beg == q->beg; /* "the victims of the events rose to 98" */
	if (rose && q->kind == QUANTITY_PLURAL && machine_word(m, q->end)->kind == WORD_WORD &&
		!(machine_word(m, q->end)->clitics & CLITIC_WA) && rises_further(m, q->end))
		return false;
	if (q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_VAGUE)
		return true;
	if (q->kind == QUANTITY_PLURAL && q->beg > 0 && machine_word(m, q->beg - 1)->prep == PREP_TO)
		return false; /* "turned into …" */
	bool lies = q->beg > 0 && word_is(machine_word(m, q->beg - 1), LEX_LIGHT) && !q->definite &&
		    (q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_DUAL); /* "there are missing" */
	if ((q->noun->flags & LEX_STATE && !lies) || q->noun->flags & LEX_COLLECTIVE)
		return false;
	if (!q->noun->harm) /* its adjective says it: a wounded soldier */
		return !q->definite && !q->possessed && q->approximator != APPROX_DUAL_OR_PLURAL &&
		       !(q->clitics & CLITIC_BI);
	if ((q->kind == QUANTITY_PLURAL || q->kind == QUANTITY_DUAL) && joins_harmed(m, q))
		return true;
	switch (q->kind) {
	case QUANTITY_PLURAL:
		if (!(q->noun->flags & LEX_MASS) && q->noun->unit != UNIT_BODY &&
			!(q->beg > 0 && word_is(machine_word(m, q->beg - 1), LEX_LIGHT)))
			return false;
		return (!q->definite ||
			       (q->noun->flags & LEX_MASS && m->mood == POLARITY_UNKNOWN &&
				       q->beg <= m->mood_end && machine_word(m, q->beg)->n_tok > 1)) &&
		       !q->possessed && !machine_place_begins(m, q->end) &&
		       (!(q->clitics & CLITIC_BI) || (m->consequence && q->beg - m->consequence <= 3));
	case QUANTITY_DUAL:
		if (q->approximator == APPROX_DUAL_OR_PLURAL && !(q->noun->flags & LEX_MASS) &&
			!(q->beg > 0 && word_is(machine_word(m, q->beg - 1), LEX_LIGHT)))
			return false;
		return !q->possessed && (!q->definite || machine_the_two(m, q));
	case QUANTITY_SINGULAR:
		if (q->approximator == APPROX_AT_LEAST)
			return true; /* "there is at least one wounded" */
		if (!q->definite && !q->clitics && (heads_list(m, q) || heads_headline(m, q)))
			return true;
		if (!q->definite && !q->possessed && !q->clitics && occurs_before(m, q->beg) &&
			q->noun->unit != UNIT_BODY)
			return true; /* "recovery of a (woman) martyr", "without an injury" */
		return !q->definite && !q->possessed &&
		       (!(q->noun->flags & LEX_WEAK) || machine_adds_injury(m, q->beg)) &&
		       !(q->clitics & CLITIC_BI) &&
		       (q->noun->unit == UNIT_BODY || q->joined || adds_harmed(m, q) ||
			       (q->accusative && m->consequence && q->beg - m->consequence <= 3) ||
			       (q->noun->flags & LEX_MASS && m->scope.active &&
				       words_between(m->scope.last, q->beg) <= NEAR));
	default:
		return false;
	}
}
