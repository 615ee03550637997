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

/* Where the mentions of places lie that may be a figure's: indices into struct place_list. */
struct reach {
	uint32_t sentence; /* the first of its sentence */
	uint32_t here;     /* the first after the figure begins */
	uint32_t near;     /* past the first when that one follows at once, else equal to here */
	uint32_t soft;     /* the first after a comma that begins something new */
	uint32_t end;      /* the first after its clause */
	uint32_t dateline; /* the first after those that only say where the report was written */
	uint8_t bearing;   /* set of 1 << enum lex_bearing: what in its sentence points back */
};

struct casualty {
	struct figure figure; /* part_of indexes struct casualties; place is set when places are resolved */
	uint32_t window, sentence;
	uint32_t word_beg, word_end; /* of no meaning in the next window */
	uint32_t scope_beg;          /* word of the harm word that governs it, or its own */
	struct span trigger;         /* that word in the text */
	struct reach reach;
	int32_t mention;  /* the place, as an index of mentions; -1: none */
	bool consequence; /* governed by "which led to": the place is before it */
	bool own_harm;    /* its noun says the harm */
	bool repeated;    /* definite with a number: told of before */
	bool toll;
	bool period;  /* counts a period, as words beside it say */
	bool anaphor; /* of "these attacks", told of just before */
	bool title;   /* in the first sentence of the text */
};

struct casualties {
	struct casualty *v;
	size_t n, cap;
	uint32_t n_windows, n_sentences;
	size_t window_beg;  /* the first one of the last window */
	uint32_t period;    /* the last sentence that spoke of a period, + 1; 0: none */
	int32_t last_whole; /* the last that is no part; -1 when none */
};

/* Appends the figures of a window. `places` holds the mentions found in it (and before), and may be NULL. */
bool figure_scan(const struct reading *r, const struct place_list *places, struct casualties *out,
	struct err *err) MUST_CHECK;
void casualties_clear(struct casualties *c);
void casualties_release(struct casualties *c);

#endif
