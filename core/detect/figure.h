/*
 * Figure: which quantities of a text are people harmed.
 *
 * A harm word (verb or verbal noun) governs the quantities to its right until the next harm word, a word of cause or a
 * new clause; nouns such as "dead" carry their harm themselves; a part marker ("among them") makes what follows parts
 * of the figure before it. One pass over the words of a window, with a few words of look-ahead; what must survive a
 * window (the figures found, the last whole one) is in struct casualties, which knows no tokens.
 */
#ifndef DETECT_FIGURE_H
#define DETECT_FIGURE_H

#include "detect/place.h"
#include "detect/quantity.h"

struct casualty {
	struct figure
		figure; /* part_of indexes struct casualties; place is a mention's index until places are resolved */
	uint32_t window, sentence;
	uint32_t word_beg, word_end; /* of no meaning in the next window */
	uint32_t scope_beg;          /* word of the harm word that governs it, or its own */
	struct span trigger;         /* that word in the text */
	struct span noun;            /* the counted words */
	bool consequence;            /* governed by "which led to": the place is before it */
	bool own_harm;               /* its noun says the harm */
	bool repeated;               /* definite with a number: told of before */
	bool toll;
	bool title; /* in the first sentence of the text */
};

struct casualties {
	struct casualty *v;
	size_t n, cap;
	uint32_t n_windows, n_sentences;
	size_t window_beg;  /* the first one of the last window */
	int32_t last_whole; /* the last that is no part; -1 when none */
};

/* Appends the figures of a window. `places` holds the mentions found in it (and before), and may be NULL. */
bool figure_scan(const struct reading *r, const struct place_list *places, struct casualties *out,
	struct err *err) MUST_CHECK;
void casualties_clear(struct casualties *c);
void casualties_release(struct casualties *c);

#endif
