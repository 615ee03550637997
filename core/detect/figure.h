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

/* What lies between a figure and a place that may be its own; a set. */
enum path {
	PATH_RIGHT = 1 << 0,     /* the place stands after the figure */
	PATH_AT_ONCE = 1 << 1,   /* in the same phrase: "three people in the town X" */
	PATH_CLAUSE = 1 << 2,    /* a word that begins a new clause */
	PATH_COMMA = 1 << 3,     /* a comma with a new subject after it */
	PATH_FIGURE = 1 << 4,    /* another figure */
	PATH_ADDED = 1 << 5,     /* "in addition to" */
	PATH_LED_TO = 1 << 6,    /* a word of consequence */
	PATH_CAUSE = 1 << 7,     /* "because of", "by the shelling of" */
	PATH_AWAY = 1 << 8,      /* "were taken to", "according to", in its clause */
	PATH_FAR = 1 << 9,       /* many words */
	PATH_OPENS = 1 << 10,    /* the place opens the sentence: "In X, …" */
	PATH_DATELINE = 1 << 11, /* it only says where the report was written */
	PATH_STRUCK = 1 << 13,   /* a word of attack stands shortly before the place */
	PATH_WHERE = 1 << 14,    /* "where" */
	PATH_NEXT = 1 << 15,     /* a comma and another harm: "…, and the wounding of" */
	PATH_PAUSE = 1 << 16,    /* any comma */
	PATH_ANEW = 1 << 18,     /* a comma and another attack: "…, and struck Y" */
	PATH_LABEL = 1 << 17,    /* the place is a label: "X: three killed; Y: two" */
	PATH_SAID = 1 << 12,     /* it belongs to who says it: "the ministry in X said that" */
};

/* A mention that may be a figure's place, or a noun such as "the town" that names one again. */
struct nearby {
	uint32_t mention; /* of a noun: the first mention after it */
	uint32_t path;    /* set of enum path */
	uint8_t noun;     /* enum lex_bearing; 0: a mention */
	uint8_t passed;   /* figures, but for parts, between the figure and it; 0 on the left */
};

/* What a figure's sentence says of places told of before; a set. */
enum bearing {
	BEARS_CLAUSE = 1 << 0,  /* "the shelling", in the figure's clause */
	BEARS_TURN = 1 << 2,    /* the sentence begins with a word that turns to something else */
	BEARS_RESUMES = 1 << 3, /* it begins with one that goes on: "he added" */
	BEARS_APART =
		1 << 4,     /* it tells of another time or event: "had", "last week", "in another incident" */
	BEARS_CUT = 1 << 6, /* a new clause begins between the figure before and this one */
	BEARS_LINE = 1 << 5,  /* the sentence begins a line */
	BEARS_OPENS = 1 << 7, /* it opens with a place: "in X, three were killed" */
};

enum { REACH_MAX = 12 };

/* The places around a figure, the nearest of each side; mentions are indices into struct place_list. */
struct reach {
	struct nearby v[REACH_MAX];
	uint8_t n;
	uint8_t bearing;   /* set of enum bearing */
	uint32_t sentence; /* the first mention of its sentence */
};

struct casualty {
	struct figure figure; /* part_of indexes struct casualties; place is set when places are resolved */
	uint32_t window, sentence;
	uint32_t word_beg, word_end; /* of no meaning in the next window */
	uint32_t scope_beg;          /* word of the harm word that governs it, or its own */
	uint32_t
		rank; /* how many whole figures with its harm stand before it, in the title or else in the body */
	struct span trigger; /* that word in the text */
	struct reach reach;
	int32_t mention;  /* the place, as an index of mentions; -1: none */
	bool consequence; /* governed by "which led to": the place is before it */
	bool own_harm;    /* its noun says the harm */
	bool repeated;    /* definite with a number: told of before */
	bool definite;    /* has the article */
	bool other;       /* says "other" */
	bool one_of;      /* "one of the young men" */
	bool toll;
	bool period;   /* counts a period, as words beside it say */
	bool kin;      /* "his sister" */
	bool cases;    /* "cases of arrest" */
	bool of_day;   /* "Tuesday saw …": counts a day, wherever it was */
	bool anaphor;  /* of "these attacks", told of just before */
	bool title;    /* in the first sentence of the text */
	bool listed;   /* a total that a list of all follows */
	bool labelled; /* the number of an item, after its name: "Aleppo: 12", "Aleppo (12 dead)" */
	bool named;    /* an item of a list of names */
};

/* A list of lines that is going on: their whole, as an index of figures, + 1 (0: none); harm (0: no list); whose dead. */
struct toll_list {
	int32_t parent;
	uint8_t harm, victim, status;
	bool names, table; /* of persons; of numbers alone */
};

struct casualties {
	struct casualty *v;
	size_t n, cap;
	uint32_t n_windows, n_sentences;
	size_t window_beg; /* the first one of the last window */
	uint32_t period;   /* the last sentence that spoke of a period, + 1; 0: none */
	struct toll_list list;
	int32_t last_whole; /* the last that is no part; -1 when none */
};

/* "(the village X) of Y": does a mention of the window say where the one just before it lies? */
static inline bool figure_place_nested(const struct place_list *p, size_t mention)
{
	enum { BETWEEN = 2 }; /* tokens */
	return mention > p->window_beg && mention < p->n && p->v[mention].cues & CUE_NESTED &&
	       p->v[mention].tok_beg <= p->v[mention - 1].tok_end + BETWEEN;
}

/* "and in the village X", "and X", "killed in X": is the mention, whose name ends before word i, joined to what is before? */
bool figure_place_joined(
	const struct reading *r, const struct place_list *places, size_t mention, uint32_t i);

/* Appends the figures of a window. `places` holds the mentions found in it (and before), and may be NULL. */
bool figure_scan(const struct reading *r, const struct place_list *places, struct casualties *out,
	struct err *err) MUST_CHECK;
void casualties_clear(struct casualties *c);
void casualties_release(struct casualties *c);

#endif
