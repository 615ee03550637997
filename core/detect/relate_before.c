/*
 * Relate, the figure before: what it says of the one told in the same breath, "three soldiers were killed and two hurt".
 *
 * Its side holds on when nothing turns between the two: no clause, no noun for other people. A civilian before makes those
 * after civilians only while both are left open; victims are handed on of fighters alone. Looks PEOPLE_BREATH words back.
 */
#include "detect/relate_people.h"

/* "and he added that there are nine injured": of those of the sentence before, if they are of one force. */
static bool resumes(const struct frame *s, const struct casualty *b, const struct casualty *f)
{
	const struct lex_entry *adds = entry(s, s->beg, LEX_BEARING);
	return b->sentence + 1 == f->sentence && f->own_harm && adds && adds->a == BEARING_RESUMES &&
	       b->figure.status == STATUS_COMBATANT;
}

bool people_after_both_sides(const struct frame *s, const struct casualty *f)
{
	unsigned seen = 0;
	for (const struct casualty *b = f; b-- > s->c->v + s->c->window_beg && b->sentence == f->sentence &&
					   b->word_end + PEOPLE_BREATH > f->word_beg;)
		seen |= b->figure.part_of < 0 ? 1u << b->figure.status : 0;
	return seen & 1u << STATUS_CIVILIAN && seen & 1u << STATUS_COMBATANT;
}

/* "two civilians were killed and twelve persons hurt", "a child and three wounded": a number with a noun for anyone. */
static bool changes_noun(const struct frame *s, const struct casualty *b, const struct casualty *f)
{
	const struct lex_entry *n = entry(s, f->word_end - 1, LEX_NOUN);
	bool anyone = b->figure.victim == VICTIM_CIVILIAN || victim_is_by_age(b->figure.victim);
	if (!n && b->figure.value == 1 && f->figure.value != 1 && !anyone)
		return true; /* "a medic was killed and others were hurt" */
	bool theirs = n && n->flags & LEX_POSSESSED && n->flags & LEX_KIN; /* "and two of his colleagues" */
	return f->figure.value != NUMBER_NONE && n && n->victim == VICTIM_PERSON && !theirs;
}

struct people people_told_before(const struct frame *s, const struct casualty *f)
{
	for (const struct casualty *b = f; b-- > s->c->v + s->c->window_beg;) {
		if (b->sentence != f->sentence && !resumes(s, b, f))
			return unsaid;
		if ((f->toll && !b->toll) || b->word_end + PEOPLE_BREATH < f->word_beg)
			return unsaid;
		if (b->figure.part_of >= 0 && b->figure.relation != RELATION_RESTATES)
			continue;
		bool arrests = !people_counts_persons(s, f) && b->figure.harm == 1u << HARM_DETAINED &&
			       f->figure.harm == b->figure.harm; /* "as they arrested 30 of …" */
		for (uint32_t i = b->word_end; !arrests && i < f->word_beg; i++)
			if (word_is(at(s, i), LEX_CLAUSE))
				return unsaid;
		if (b->figure.status == STATUS_COMBATANT &&
			(f->figure.status == STATUS_COMBATANT || !people_counts_persons(s, f)))
			return (struct people){STATUS_COMBATANT, b->figure.victim};
		if (b->figure.victim != VICTIM_PERSON && changes_noun(s, b, f))
			return unsaid;
		return (struct people){b->figure.status == STATUS_CIVILIAN ? STATUS_CIVILIAN : STATUS_UNKNOWN,
			VICTIM_PERSON};
	}
	return unsaid;
}
