/*
 * Relate, totals: what the parts of a total say of who all of them were.
 *
 * A list of all of them says what their total is, mixed if need be; women and children "among them" make it one of
 * civilians, "civilians among them" in a fight a mixed one. A part alone says nothing of the rest. Linear in the figures
 * but for the fight, looked for PEOPLE_BREATH words after the total.
 */
#include "detect/relate_people.h"

/* Is it a part of no known number, of those that nobody counts among the armed: "women" of "women and children"? */
static bool of_the_weak(const struct figure *f, int32_t whole)
{
	return f->part_of == whole && f->relation == RELATION_INCLUDED_IN && f->value == NUMBER_NONE &&
	       f->status == STATUS_CIVILIAN;
}

/* "25 were wounded, civilians among them", joined to dead fighters: not of one side, as what it was joined to is. */
static bool is_other_side(const struct reading *r, const struct casualty *whole, const struct figure *part)
{
	const struct figure *w = &whole->figure;
	if (part->relation != RELATION_INCLUDED_IN || part->status == w->status ||
		w->status == STATUS_UNKNOWN || w->status == STATUS_MIXED || part->status == STATUS_UNKNOWN)
		return false;
	for (uint32_t i = whole->word_beg; i < whole->word_end; i++)
		if (word_is(&r->words->v[i], LEX_NOUN))
			return false;
	return true;
}

/* "dozens of dead, civilians among them, in the clashes": the others fought. */
static bool tells_of_fight(const struct reading *r, const struct casualty *whole)
{
	for (uint32_t i = whole->word_beg; i < r->words->n && i < whole->word_beg + PEOPLE_BREATH; i++) {
		const struct word *w = &r->words->v[i];
		const struct lex_entry *t = word_entry(r->lx, w, LEX_TARGET);
		if (i > whole->word_beg && w->flags & WORD_SENTENCE_START)
			return false;
		if (t && t->a == TARGET_FIGHT)
			return true;
	}
	return false;
}

/* What part k says of a total whose people nothing else tells. */
static enum civil_status told_by_part(const struct reading *r, const struct casualties *c, size_t k)
{
	const struct figure *part = &c->v[k].figure;
	const struct casualty *whole = &c->v[part->part_of];
	const struct word *last = &r->words->v[c->v[k].word_end - 1];
	const struct lex_entry *noun = word_entry(r->lx, last, LEX_NOUN);
	const struct lex_entry *of = word_entry(r->lx, &r->words->v[whole->word_end - 1], LEX_NOUN);
	if (of && of->flags & LEX_DEMONYM && part->victim == VICTIM_OFFICER)
		return STATUS_COMBATANT; /* "15 Iranians, two officers among them" */
	bool civilians = noun && noun->victim == VICTIM_CIVILIAN &&
			 word_is(last, LEX_ADJ); /* no tourists, who are civilians among others */
	if (civilians && tells_of_fight(r, whole))
		return STATUS_MIXED;
	bool after_weak = k > 0 && of_the_weak(&c->v[k - 1].figure, part->part_of);
	if (after_weak && part->status == STATUS_COMBATANT && part->relation == RELATION_INCLUDED_IN)
		return STATUS_MIXED; /* "civilians and soldiers among them" */
	bool kinds = of_the_weak(part, part->part_of) && !civilians &&
		     (part->victim == VICTIM_CIVILIAN || after_weak);
	bool all = part->relation == RELATION_EXHAUSTIVE_PART_OF;
	return all || (kinds && whole->figure.count_type != COUNT_CUMULATIVE) ? part->status : STATUS_UNKNOWN;
}

/* A total whose parts are all told is what they are; one with "women and children" among it is of civilians. */
void people_settle_wholes(const struct reading *r, struct casualties *c)
{
	for (size_t k = c->window_beg; k < c->n; k++) {
		const struct figure *part = &c->v[k].figure;
		struct figure *whole = part->part_of >= 0 ? &c->v[part->part_of].figure : NULL;
		if (!whole || part->relation == RELATION_RESTATES)
			continue;
		if (is_other_side(r, &c->v[part->part_of], part)) {
			whole->status = STATUS_UNKNOWN;
			whole->victim = VICTIM_PERSON;
		} else if (whole->status == STATUS_UNKNOWN) {
			whole->status = told_by_part(r, c, k);
		} else if (part->relation == RELATION_EXHAUSTIVE_PART_OF && part->status != STATUS_UNKNOWN &&
			   part->status != whole->status) {
			whole->status = STATUS_MIXED;
		}
	}
}

/* Is someone counted who may as well be of either side: "persons", not "dead" or a mere number? */
bool people_counts_persons(const struct frame *s, const struct casualty *f)
{
	for (uint32_t i = f->word_beg; !f->own_harm && i < f->word_end; i++)
		if (word_is(at(s, i), LEX_NOUN))
			return !(entry(s, i, LEX_NOUN)->flags & LEX_POSSESSED);
	return false;
}

/* "200 wounded, 21 civilians among them": not all are. */
bool people_has_civilian_part(const struct frame *s, const struct casualty *f)
{
	enum { PARTS = 8 }; /* figures that a total's parts are looked for among */
	const struct casualty *end = s->c->v + s->c->n;
	for (const struct casualty *p = f + 1; p < end && p <= f + PARTS; p++)
		if (p->figure.part_of == f - s->c->v && p->figure.relation == RELATION_INCLUDED_IN &&
			p->figure.victim == VICTIM_CIVILIAN && p->figure.value != NUMBER_NONE)
			return true;
	return false;
}
