/*
 * Place: which words of a text name places, and which places they are.
 *
 *	place_scan()     one window of tokens -> mentions: names of the gazetteer by longest match, and names that only
 *	                 their context gives away (after "village", in a list of places, said to be a place before)
 *	place_resolve()  all mentions of the document -> places: the gazetteer's row or none, kind, role, direction;
 *	                 mentions that turn out to be no places are dropped
 *
 * A mention outlives its window: it carries code-point offsets and what the resolver needs of its context. Everything
 * is linear in the tokens. The words of the rules are in core/data/lexicon (place_NAME.tsv) and in the gazetteers.
 */
#ifndef DETECT_PLACE_H
#define DETECT_PLACE_H

#include "base/arena.h"
#include "detect/detect.h"
#include "detect/gazetteer.h"
#include "detect/place_words.h"
#include "detect/words.h"
#include "text/token.h"

struct place_engine;

/* Reads the embedded place lexicons and gazetteers, then the overlays of *opt. Immutable afterwards. */
bool place_engine_new(
	const struct detector_options *opt, struct place_engine **out, struct err *err) MUST_CHECK;
void place_engine_free(struct place_engine *e);
const struct gazetteer *place_engine_gazetteer(const struct place_engine *e);
/* For its gazetteer: gazetteer_use_letters(). */
void place_engine_use_letters(struct place_engine *e, const struct token_tables *letters);
/* Of the loaded lexicons and gazetteers, for the detector's version. */
uint32_t place_engine_checksum(const struct place_engine *e);

/* What stands before or around a name; a set. */
enum place_cue {
	CUE_HEAD = 1 << 0,        /* a noun of kind: village, town … */
	CUE_LOCATIVE = 1 << 1,    /* in, at, near, towards, north of … */
	CUE_COUNTRYSIDE = 1 << 2, /* the countryside of it */
	CUE_DIRECTION = 1 << 3,   /* north of it */
	CUE_LIST = 1 << 4,        /* joined to another place */
	CUE_HASHTAG = 1 << 5,
	CUE_LINE_HEAD = 1 << 6, /* heads a line of a bulletin */
	CUE_ACTOR = 1 << 7,     /* says or does something, as a government */
	CUE_SOURCE = 1 << 8,    /* where the speaker is, or where the fire came from */
	CUE_NESTED = 1 << 9,    /* says where the mention before it lies */
	CUE_PERSON = 1 << 10,   /* likely part of a person's name */
	CUE_BETWEEN = 1 << 11,  /* between it and another place */
	CUE_ROAD = 1 << 12,     /* end point of a road */
	CUE_UNKNOWN = 1 << 13,  /* no row has this name */
	CUE_COMMON = 1 << 14,   /* also an ordinary word */
	CUE_WEAK = 1 << 15,     /* counts only when a better mention of the same name stands elsewhere */
	CUE_QUOTED = 1 << 16,
	CUE_DISTANT = 1 << 17, /* the speaker's frame, not the event: time of Damascus */
	CUE_CONTEXT = 1 << 18, /* names the setting only: situation in it, hashtag at the end */
	CUE_FRONT = 1 << 19,   /* front line at it */
	CUE_PLURAL = 1 << 20,  /* in a list that a noun of kind in the plural opens */
	CUE_GENERIC = 1 << 22, /* "the eastern region": a name in some countries, a description in all */
	CUE_STREET = 1 << 21,  /* a street or square named after it */
	CUE_FROM = 1 << 23,    /* "from" it */
	CUE_TO = 1 << 24,      /* "to, towards" it */
	CUE_NEAR = 1 << 25,    /* "near" it */
	CUE_WORD = 1 << 27,    /* spelled like a word of the lexicons */
	CUE_OPENS = 1 << 28,   /* "In X," opens the sentence */
	CUE_CIVIC = 1 << 26, /* a hospital, school, mosque: people are taken there as well as struck there */
};

struct place_mention {
	uint32_t tok_beg, tok_end; /* tokens of its window; of no meaning in the next one */
	uint32_t window;           /* which window: 0, 1, … */
	struct span span;          /* of the name, clitics left out */
	uint32_t sentence;         /* number of its sentence in the document */
	uint32_t first;            /* first value in the gazetteer's phrase table; UINT32_MAX: unknown name */
	uint64_t key;              /* equal for equal names */
	uint32_t cues;             /* enum place_cue */
	int32_t parent;            /* index of the mention that is said to contain it, or -1 */
	int32_t list;              /* index of the mention before it in the same list, or -1 */
	int16_t head;              /* row of the heads' lexicon, or -1 */
	uint8_t kind;              /* enum place_kind that the head asserts; KIND_OTHER: none */
	uint8_t direction;         /* enum direction */
	uint8_t nation;            /* of the adjective after it, see word_nation(); 0: none */
	uint32_t why_beg_cp;       /* the words that the rule fired on: from here to the span's end */
};

/* A name that no row has, but that this document established as a place's. */
struct place_known {
	uint64_t first_word; /* hash of its first word */
	uint64_t key;
	uint32_t n_words;
	uint32_t next; /* index + 1 of the next one in its slot, in the order in which they came; 0: none */
};

/* The mentions of one document, grown by place_scan(). Zero it before the first use; place_list_clear() to reuse it. */
struct place_list {
	struct place_mention *v;
	size_t n, cap;
	uint32_t n_windows, n_sentences;
	size_t window_beg; /* the first mention of the last window */
	struct place_known *known;
	size_t n_known, known_cap;
	uint32_t *
		known_slots; /* by first_word: index + 1 of the first, 0 for none; made with the first known name */
	void *scratch;       /* per-token classes of the window, reused */
	size_t scratch_cap;
	void *memo;          /* what the lexicons say of words seen before, by the numbers of their letters */
	uint32_t memo_made;  /* checksum of the engine it was made with */
	uint32_t memo_epoch; /* of the tokens */
	size_t n_memo, memo_cap;
	uint32_t nations[NATIONS]; /* how often the demonyms of each are named; see word_nation() */
};

/*
 * Appends the window's mentions in text order. The tokens are in the same struct each time. `words`: of these tokens, so that
 * what the figures' lexicon knows as people is guessed to be no place; NULL: unknown.
 */
bool place_scan(const struct place_engine *e, const struct text *text, const struct tokens *tokens,
	const struct words *words, struct place_list *list, struct err *err) MUST_CHECK;
void place_list_clear(struct place_list *list);
void place_list_release(struct place_list *list);

/*
 * After the last window: makes out->places and out->n_places, in text order and without overlaps. index_of[i] (an array
 * in the arena, list->n long) is the place that mention i became, or -1.
 */
bool place_resolve(const struct place_engine *e, const struct text *text, const struct place_list *list,
	struct arena *a, struct findings *out, int32_t **index_of, struct err *err) MUST_CHECK;

/* What a span that a person chose names: the best row for it, or an unknown place. near[] are the standing places. */
bool place_read(const struct place_engine *e, const struct text *text, struct span span,
	const struct place *near, size_t n_near, struct arena *a, struct place *out,
	struct err *err) MUST_CHECK;

#endif
