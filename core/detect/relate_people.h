/*
 * Relate, people: who one word or one attack says that people are; shared by the files that read it of a figure.
 *
 * Words are counted as in the reading; a figure is read within the words of its sentence.
 */
#ifndef DETECT_RELATE_PEOPLE_H
#define DETECT_RELATE_PEOPLE_H

#include "detect/relate.h"

enum {
	PEOPLE_BREATH = 60, /* words to either side of a figure: what is told in one breath */
	PEOPLE_OWNER = 2    /* words from a post to whose it is */
};

struct frame {
	const struct reading *r;
	struct casualties *c;
	uint32_t beg, end; /* the words of the figure's sentence */
};

/* Who they are said to be; the victim is VICTIM_PERSON when only their side is known. */
struct people {
	enum civil_status status;
	enum victim victim;
};

static const struct people unsaid = {STATUS_UNKNOWN, VICTIM_PERSON};

static inline const struct word *at(const struct frame *s, uint32_t i)
{
	return reading_word(s->r, i);
}

static inline const struct lex_entry *entry(const struct frame *s, uint32_t i, enum lex_class cls)
{
	return word_entry(s->r->lx, at(s, i), cls);
}

static inline bool is_of(const struct frame *s, uint32_t i)
{
	return at(s, i)->prep == PREP_FROM;
}

static inline bool ends(const struct word *w)
{
	return w->kind != WORD_WORD || w->flags & WORD_SENTENCE_START;
}

/* The people that the word at i names: a force or group, or a noun that says the side of more than one. */
struct people people_named(const struct frame *s, uint32_t i);

/* Of "members" told of at i, of which army: the force named within three words says it; else `members`. */
struct people people_of_whom(const struct frame *s, uint32_t i, struct people members);

/* Does its phrase count people who may as well be of either side: "persons", not "dead" or a mere number? */
bool people_counts_persons(const struct frame *s, const struct casualty *f);

/* Is a number of civilians told as part of it? */
bool people_has_civilian_part(const struct frame *s, const struct casualty *f);

/* "three soldiers were killed, and wounded were …": what the figure before says, in one breath with it. */
struct people people_told_before(const struct frame *s, const struct casualty *f);
/* "a policeman and two civilians were killed, nine were wounded": were both sides told of before it? */
bool people_after_both_sides(const struct frame *s, const struct casualty *f);

/* What the attack told of with the figure struck; nothing sure: unsaid. */
struct people people_struck(const struct frame *s, const struct casualty *f);
/* The same, of what follows the figure only. */
struct people people_struck_after(const struct frame *s, const struct casualty *f);
/* Of whom an inquiry's list of facts counts, by the target that it names. */
struct people people_listed(const struct frame *s, const struct casualty *f);

/* Sets the status of totals by their parts', which are settled. */
void people_settle_wholes(const struct reading *r, struct casualties *c);

#endif
