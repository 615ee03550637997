/*
 * Relate, targets: what an attack struck says who was hit by it: a market, a checkpoint, the camp of an army.
 *
 * The attack is that of the figure's clause; for "the attack", that of the sentence before. Armed men and civilians
 * together leave it open, and so do a car or a town; in a home "three persons" are civilians, "three martyrs" anyone.
 * Linear in the words of the clause, but for an attack whose target stands before it, which looks back STRIKES words.
 */
#include "detect/relate_people.h"

enum {
	STRIKES = 12,   /* words from an attack to what it strikes */
	OF_A_WAR = 2000 /* a toll that no single attack takes */
};

/* Whose the post or vehicle at i is: they stand after it. */
static struct people owner(const struct frame *s, uint32_t i)
{
	struct people p = unsaid;
	for (uint32_t k = i + 1, end = i + PEOPLE_OWNER; k <= end && p.status == STATUS_UNKNOWN; k++) {
		end += word_is_quote(at(s, k)) && end < i + 2 * PEOPLE_OWNER;
		p = people_named(s, k);
	}
	return p.status == STATUS_COMBATANT && p.victim == VICTIM_FIGHTER ? people_of_whom(s, i + 1, p) : p;
}

/* "under the rubble of a house". */
static bool is_rubble(const struct frame *s, uint32_t i)
{
	const struct lex_entry *cause = entry(s, i, LEX_CAUSE);
	return cause && cause->a == CAUSE_RUBBLE;
}

/* No clause begins with "amid a market". */
static bool is_amid(const struct frame *s, uint32_t i)
{
	return word_amid_place(s->r->lx, at(s, i));
}

/* "at the demonstrators", "while waiting for aid": shots have no word of attack. */
static bool is_crowd(const struct frame *s, uint32_t i)
{
	const struct lex_entry *t = entry(s, i, LEX_TARGET);
	return t && t->a == TARGET_CROWD;
}

/* What stands at i as something that an attack struck: after it, and neither on the way to it nor beside it. */
static struct people struck(const struct frame *s, const struct casualty *f, uint32_t i)
{
	const struct lex_entry *t = entry(s, i, LEX_TARGET), *n = entry(s, i, LEX_NOUN);
	if (is_crowd(s, i))
		return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
	bool in = at(s, i - 1)->prep == PREP_IN || is_amid(s, i - 1);
	bool hit = word_is(at(s, i - 1), LEX_ASSAULT) || is_rubble(s, i - 1) || in;
	if (is_of(s, i - 1) || word_is(at(s, i - 1), LEX_PART) || (word_is(at(s, i - 1), LEX_CAUSE) && !hit))
		return unsaid;
	if (n && n->status == STATUS_CIVILIAN && n->form != FORM_SINGULAR &&
		(!n->harm || n->flags & LEX_STATE))
		return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
	if (hit && word_is(at(s, i), LEX_ACTOR) && !word_is(at(s, i - 1), LEX_ASSAULT))
		return people_named(s, i); /* an attack on the army */
	if (!t || t->a == TARGET_FIGHT || (word_is(at(s, i - 1), LEX_PREP) && !in))
		return unsaid;
	if (t->a == TARGET_CIVIL || (t->a == TARGET_HOME && people_counts_persons(s, f)))
		return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
	struct people p = owner(s, i);
	if (t->a == TARGET_ARMED &&
		p.status != STATUS_COMBATANT) /* a blast at a checkpoint: passers-by, too */
		return in && !f->own_harm ? unsaid : (struct people){STATUS_COMBATANT, VICTIM_SOLDIER};
	return p.status == STATUS_COMBATANT || p.victim != VICTIM_PERSON ? p : unsaid;
}

static bool in_a_figure(const struct frame *s, const struct casualty *f, uint32_t i)
{
	const struct casualty *g = f;
	while (g > s->c->v + s->c->window_beg && g[-1].sentence + 1 >= f->sentence &&
		g[-1].word_end + PEOPLE_BREATH > i)
		g--;
	for (; g < s->c->v + s->c->n && g->sentence <= f->sentence && g->word_beg < i + PEOPLE_BREATH; g++)
		if (i >= g->word_beg && i < g->word_end)
			return true;
	return false;
}

/* Where what is told of the figure ends: at another clause, at "he added that". A toll's attack is before it. */
static uint32_t end_of_telling(const struct frame *s, const struct casualty *f)
{
	uint32_t end = f->word_end;
	for (; end < s->end && !f->toll && (!word_is(at(s, end), LEX_CLAUSE) || is_amid(s, end)); end++) {
		const struct lex_entry *says = entry(s, end, LEX_BEARING);
		if (says &&
			(says->a == BEARING_RESUMES || says->a == BEARING_SAYS || says->a == BEARING_THAT))
			break;
	}
	return end;
}

/* What the attacks told of in these words struck. Civilians and armed men together leave it open. */
static struct people struck_within(
	const struct frame *s, const struct casualty *f, uint32_t beg, uint32_t end)
{
	uint32_t attack = 0;   /* past the last attack; 0: none */
	bool families = false; /* massacres of them do not say who the dead are */
	struct people found = unsaid;
	for (uint32_t i = beg; i < end; i++) {
		const struct lex_entry *assault = entry(s, i, LEX_ASSAULT);
		uint32_t from = assault && assault->a == 1 ? i - beg < STRIKES ? beg : i - STRIKES : i;
		bool strikes = assault || is_rubble(s, i) || is_crowd(s, i);
		if (!strikes && (!attack || i >= attack + STRIKES))
			continue;
		for (uint32_t k = from; k <= i;
			k++) { /* "the market came under fire": back to what stands before */
			struct people p = struck(s, f, k);
			if (p.status == STATUS_UNKNOWN || in_a_figure(s, f, k))
				continue;
			if (found.status != STATUS_UNKNOWN && p.status != found.status)
				return unsaid;
			const struct lex_entry *n = entry(s, k, LEX_NOUN);
			families =
				n && n->unit == UNIT_FAMILY && (families || found.status == STATUS_UNKNOWN);
			found = p;
		}
		const struct lex_entry *verb = entry(s, i, LEX_VERB);
		bool leads = word_is(at(s, i), LEX_CONSEQUENCE) || (verb && !(verb->flags & LEX_COMPLETED));
		families &= !leads;
		if (strikes)
			attack = i + 1;
		else if (leads)
			attack = 0;
	}
	return families ? unsaid : found;
}

/* "a car carrying members of": no other clause. */
static bool carries(const struct frame *s, uint32_t i)
{
	const struct lex_entry *car = i > s->beg ? entry(s, i - 1, LEX_TARGET) : NULL;
	return car && car->a == TARGET_POST;
}

/* What the clause's attack struck; of "the attack", the one before. A toll told after its dead is of more. */
static struct people target(const struct frame *s, const struct casualty *f)
{
	uint32_t beg = f->word_beg, end = end_of_telling(s, f);
	bool anaphor = false;
	if (f->figure.low != NUMBER_NONE && f->figure.low >= OF_A_WAR)
		return unsaid;
	if (f->toll && f > s->c->v + s->c->window_beg && f[-1].sentence == f->sentence && !f[-1].toll)
		return unsaid;
	while (beg > s->beg && (!word_is(at(s, beg), LEX_CLAUSE) || carries(s, beg) || is_amid(s, beg)))
		beg--;
	struct people found = struck_within(s, f, beg, end);
	for (uint32_t i = beg; i < f->word_beg; i++) {
		const struct lex_entry *points = entry(s, i, LEX_BEARING);
		anaphor |= points && points->a == BEARING_EVENT && word_is(at(s, i), LEX_ASSAULT);
	}
	if (found.status != STATUS_UNKNOWN || !anaphor || s->beg == 0)
		return found;
	for (end = s->beg, beg = end - 1;
		beg > 0 && beg + PEOPLE_BREATH > end && !(at(s, beg)->flags & WORD_SENTENCE_START);)
		beg--;
	return struck_within(s, f, beg, end);
}

/* "45 of them in the massacre of the camp": what is told of a part alone stands after it. */
struct people people_struck_after(const struct frame *s, const struct casualty *f)
{
	return struck_within(s, f, f->word_end, end_of_telling(s, f));
}

/* "Killed:" before the figure at i: a line of an inquiry's list of facts. */
static bool is_listed(const struct frame *s, uint32_t i)
{
	bool harmed = false;
	for (uint32_t k = s->beg; k + 1 < i; k++)
		harmed |= word_is(at(s, k), LEX_NOUN) && entry(s, k, LEX_NOUN)->harm;
	return harmed && word_punct(at(s, i - 1), ':');
}

/* Of whom such a list counts: "Hospital: …", "Target: the market of …" some lines above, and no force with it. */
struct people people_listed(const struct frame *s, const struct casualty *f)
{
	enum { LIST = 120 }; /* words */
	bool force = false;
	if (f->word_beg == 0 || !is_listed(s, f->word_beg))
		return unsaid;
	for (uint32_t i = s->beg; i-- > 0 && i + LIST > f->word_beg;) {
		const struct word *w = at(s, i);
		const struct lex_entry *t = entry(s, i, LEX_TARGET);
		bool begins = w->flags & WORD_SENTENCE_START;
		bool subject = begins ? word_punct(at(s, i + 1), ':') : word_punct(at(s, i - 1), ':');
		force |= word_is(w, LEX_ACTOR);
		if (t && t->a == TARGET_CIVIL && subject && !force)
			return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
		force &= !begins;
	}
	return unsaid;
}

/* "Dozens of victims" of a raid on a market may be anybody, more often than not; eight dead are its visitors. */
struct people people_struck(const struct frame *s, const struct casualty *f)
{
	struct people p = target(s, f);
	return p.status == STATUS_CIVILIAN && f->figure.value == NUMBER_NONE ? unsaid : p;
}
