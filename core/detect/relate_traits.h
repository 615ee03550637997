/*
 * Relate, traits: what speaks for and against a place as that of a figure.
 *
 * A place that may be a figure's has a set of traits, and so has "nowhere"; the one with the greatest sum of weights is
 * chosen. The weights are tenths of a logarithm of odds: ten of them make something almost three times as likely.
 *
 * How they were set: by hand at first; then moved to make the expected number of right choices over 208 annotated
 * documents (1,734 figures, those of the project's own articles at 0.6) as great as possible: a softmax over the options
 * of each figure, sums doubled, less three times the squared distance (in logarithms) from the former weights; four of
 * them were set back where a document or two had moved them.
 * Which traits there are was judged by fourteen sets of documents, each chosen for with weights fitted to the others from
 * nought: 1,406 right, where the traits before had 1,373. What brought that: commas, labels, a place that follows plainly,
 * narrow places of a total's parts, "the dead" whom nothing places. What only repeated what others say went out: "he
 * added", the second place of a side, unknown names, a place beside a town.
 * Rejected: trees over the same and forty more traits, which choose no better for documents left out; maximum
 * likelihood, which spends itself on figures that annotators leave without a place for reasons no trait tells.
 */
#ifndef DETECT_RELATE_TRAITS_H
#define DETECT_RELATE_TRAITS_H

#include <stdint.h>

/* clang-format off */
enum trait {
	/* what the place is */
	TRAIT_COUNTRY, /* a country */
	TRAIT_REGION, /* a governorate or region, or the countryside of a city */
	TRAIT_DISTRICT,
	TRAIT_STREET,
	TRAIT_FACILITY, /* a civil building, such as a hospital */
	TRAIT_CONTAINER, /* says where the place before it lies */
	TRAIT_REFERENCE, /* the place before it lies north of it, near it */
	TRAIT_SOURCE, /* a speaker's place, or a setting: "the war in X" */
	TRAIT_HOLDS, /* another of the places that may be the figure's lies in it */
	TRAIT_LINE_HEAD, /* heads a line or the report */
	TRAIT_FROM, /* "from X" */
	TRAIT_TO, /* "to X, towards X" */
	TRAIT_ROAD, /* an end of a road, or one of two places with something between them */
	TRAIT_BARE, /* no word before it says that it is a place */
	/* the way from the figure to it (enum path), of the side where that matters */
	TRAIT_RIGHT,
	TRAIT_AT_ONCE,
	TRAIT_PLAIN_RIGHT, /* the nearest, with only words of the same clause between, but not at once */
	TRAIT_LABEL_LEFT, /* it is the label that stands nearest before the figure: "X: three killed" */
	TRAIT_LABEL_RIGHT, /* it is that of others: "three killed; Y: two" */
	TRAIT_PAUSE_LEFT, /* any comma */
	TRAIT_PAUSE_RIGHT,
	TRAIT_CLAUSE_LEFT,
	TRAIT_CLAUSE_RIGHT,
	TRAIT_COMMA_RIGHT, /* one with a new subject after it */
	TRAIT_FIGURE_LEFT,
	TRAIT_OTHERS_RIGHT, /* it is of others: "two in X, and three by shelling on Y" */
	TRAIT_LED_TO, /* on the left */
	TRAIT_CAUSE_RIGHT,
	TRAIT_AWAY_LEFT,
	TRAIT_AWAY_RIGHT,
	TRAIT_STRUCK, /* a word of attack stands shortly before it: "raids on X" */
	TRAIT_FAR,
	TRAIT_SAID,
	TRAIT_WHERE, /* "X, where" */
	TRAIT_NOUN, /* named again: "the town" */
	/* the figures beside it */
	TRAIT_LAST, /* it is the place of the figure before, in the same sentence */
	TRAIT_LAST_JOINED, /* and that one stands next to this one */
	TRAIT_LAST_PASSED, /* but another place stands between the two */
	TRAIT_LAST_CLOSED, /* or it stands between the two itself, and this one tells of another killing */
	TRAIT_LAST_NO_TOTAL, /* it is the place of an event before a total since a date, in the same sentence */
	TRAIT_WHOLE, /* it is the place of the figure that this one is part of, in the same sentence */
	TRAIT_WHOLE_FAR, /* or in an earlier one */
	/* the figure and the place together */
	TRAIT_MOVED_FROM, /* the displaced, the taken, and where they come from */
	TRAIT_TOTAL_WIDE, /* a total since a date, and a region or country */
	TRAIT_TOTAL_NARROW, /* or a narrower place */
	TRAIT_PART_NARROW, /* the same of a part of such a total */
	/* a place told of before the sentence */
	TRAIT_BEFORE, /* it was */
	TRAIT_ALONE, /* the sentence names no other place */
	TRAIT_LATEST, /* nothing has happened elsewhere since */
	TRAIT_LONG_AGO, /* not in the sentence before */
	TRAIT_VERY_LONG_AGO,
	TRAIT_MAIN, /* most events of the text took place there */
	TRAIT_MAIN_HERE, /* the same of one that the figure's sentence names */
	TRAIT_LEAD, /* the first one did */
	TRAIT_BEARS_CLAUSE, /* "the shelling", in the figure's clause */
	TRAIT_TURN, /* the sentence turns to something else: "but", "had", "in another incident" */
	TRAIT_THESE, /* "these attacks" */
	TRAIT_TOLD_TOTAL, /* the figure is a total since a date, or of a day */
	/* no place at all */
	TRAIT_NOWHERE,
	TRAIT_NOWHERE_TOTAL, /* the figure is a total since a date */
	TRAIT_NOWHERE_AGGREGATE, /* of a period */
	TRAIT_NOWHERE_FIGHTER, /* combatants */
	TRAIT_NOWHERE_DEFINITE, /* "the dead", of whom was told before */
	TRAIT_NOWHERE_HERE, /* the sentence names a place where something happened */
	TRAITS
};
/* clang-format on */

_Static_assert((int)TRAITS <= 64, "a set of traits is one word");

extern const int8_t trait_weights[TRAITS];

#endif
