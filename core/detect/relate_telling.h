/*
 * Relate, telling: what speaks for and against a figure's telling again of an earlier one.
 *
 * A pair of figures has a set of traits; the sum of their weights and of TELLING_ANY is the logarithm of the odds that
 * the later one says again what the earlier one said, in tenths. The weights were set by hand, held against a fit to
 * annotated articles that judges each article without itself, and moved towards it where many pairs ask for it.
 * Rejected: a rule for each kind of pair, which repeats what it has read and misses the next.
 */
#ifndef DETECT_RELATE_TELLING_H
#define DETECT_RELATE_TELLING_H

#include "detect/relate.h"

/* clang-format off */
enum telling {
	TELLING_ANY, /* every pair: what stands against any repeat */
	/* the numbers */
	TELLING_ONE,
	TELLING_TWO,
	TELLING_FEW, /* three or four */
	TELLING_SOME, /* five to nine */
	TELLING_TENS, /* ten to 19 */
	TELLING_SCORES, /* 20 to 99 */
	TELLING_MANY, /* so many that they do not recur by chance */
	TELLING_ROUNDED, /* "more than 250", then 257 */
	TELLING_VAGUE_SAME, /* no number, the same words */
	TELLING_VAGUE, /* no number */
	TELLING_COUNTED, /* no number, then one */
	TELLING_LOOSER, /* one is "at least", the other is not */
	TELLING_HARM_WIDER, /* "50 victims", then 50 dead */
	/* the people */
	TELLING_SAME_VICTIM,
	TELLING_NARROWER, /* persons, then workers */
	TELLING_WIDER,
	TELLING_ACROSS, /* a woman, then a nurse */
	TELLING_STATUS, /* both are civilians, or both fighters */
	TELLING_STATUS_OPEN, /* it is said of one only */
	TELLING_FIGHTERS_OPEN, /* one are fighters, of the other it is not said */
	/* the places */
	TELLING_PLACE_SAME,
	TELLING_PLACE_WITHIN, /* a governorate, then its town */
	TELLING_PLACE_CLOSE, /* two places not far from each other */
	TELLING_PLACE_NEAR, /* two of one governorate */
	TELLING_PLACE_ELSEWHERE,
	TELLING_PLACE_OPEN, /* one has none */
	TELLING_PLACE_TURNS, /* the later one's sentence opens with another place: "and in X, …" */
	/* where they stand */
	TELLING_TITLE, /* the earlier one stands in the first sentence */
	TELLING_HEADLINE, /* which is a line */
	TELLING_LEAD, /* or in the second */
	TELLING_FIRST, /* as many with that harm stand before it in the body as before the other in the title */
	TELLING_SAME_SENTENCE,
	TELLING_NEXT_SENTENCE,
	TELLING_SOON, /* within four sentences */
	TELLING_LATER,
	TELLING_SMALL_LATER, /* and the number is one of those that recur */
	TELLING_BETWEEN, /* another toll stands between the two */
	TELLING_BETWEEN_MANY, /* or several do: the text is full of numbers */
	TELLING_BETWEEN_ELSEWHERE, /* something happened elsewhere in between */
	/* the words */
	TELLING_DEFINITE, /* "the three dead", "the two" */
	TELLING_THE_ONE, /* "a woman", then "the woman" */
	TELLING_ONE_OF, /* "one of the young men" */
	TELLING_OTHERS, /* "three others" */
	TELLING_SAME_WORDS, /* one person, by the same long phrase */
	TELLING_COPIED, /* the words around both are the same: a title or a summary that is printed twice */
	TELLING_NAME_SAME, /* "the child X", twice */
	TELLING_NAME_OTHER, /* "the martyr X", then "the martyr Y" */
	TELLING_RESUMES, /* "he added that three" */
	TELLING_APART, /* "last week three", "in another incident" */
	TELLING_TOLD, /* no number, not the same place, and told again in between */
	TELLING_PART, /* the earlier one is part of a total */
	TELLING_COUNT_SAME, /* both are totals of one kind */
	TELLING_COUNT_OTHER,
	/* the figures beside them */
	TELLING_BESIDE_SAME, /* "five killed and three injured", twice */
	TELLING_BESIDE_FEW, /* "one killed and one injured", twice */
	TELLING_BESIDE_OTHER,
	TELLINGS
};
/* clang-format on */

_Static_assert((int)TELLINGS <= 64, "a set of traits is one word");

extern const int8_t telling_weights[TELLINGS];

/* What the pairs of a text are judged by. */
struct telling_scene {
	const struct casualties *c;
	const struct findings *f; /* the places */
	const struct text *text;
};

/* A post whose headline and text run into one sentence: another harm word governs the later figure. */
static inline bool telling_runs_on(const struct casualty *a, const struct casualty *b)
{
	enum { APART = 30 }; /* letters */
	return a->title && b->scope_beg > a->word_end &&
	       b->figure.span.beg_cp > a->figure.span.end_cp + APART;
}

/* What most pairs lack: a harm of both; "three in A and three in B" are six, and so are persons of a list. */
static inline bool telling_possible(const struct casualty *a, const struct casualty *b)
{
	return a->figure.harm & b->figure.harm && a->figure.polarity == POLARITY_ASSERTED &&
	       (a->sentence != b->sentence || b->definite || b->repeated || telling_runs_on(a, b)) &&
	       !(a->named && b->named);
}

/* Is it part of a total? */
static inline bool telling_is_part(const struct figure *f)
{
	return f->part_of >= 0 && f->relation != RELATION_RESTATES;
}

/* The traits of figures a < b that may be one, a set of 1 << enum telling, but for what is told in between; 0 when b cannot
 * be a repeat of a. */
uint64_t telling_traits(const struct telling_scene *s, size_t a, size_t b);
/* What is told between the two, soon after the first of them. It only speaks against: a pair that is unlikely without it
 * need not be asked. */
uint64_t telling_between(const struct telling_scene *s, size_t a, size_t b);
/* The sum of their weights. */
int telling_weight(uint64_t traits);

/* Can the people of a part be of those of a whole? Can two figures be of one place? */
bool victims_fit(const struct figure *whole, const struct figure *part);
bool places_fit(const struct telling_scene *s, const struct figure *a, const struct figure *b);
/* Where the name after a figure begins and ends, such as "the martyr Ali"; the same when none follows. */
uint32_t figure_name(const struct text *text, const struct figure *f, uint32_t *end);
/* Does the later figure stand in a copy of the earlier one's sentence, as far as some words around it? */
bool telling_copied(const struct text *text, const struct figure *a, const struct figure *b);
/* Do the n letters from x on stand from y on too? */
bool telling_same_letters(const struct text *text, uint32_t x, uint32_t y, uint32_t n);
bool names_agree(const struct text *text, const struct figure *a, const struct figure *b);

#endif
