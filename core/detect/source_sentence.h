/*
 * Source, inside: one sentence of a window as classes of words (core/data/lexicon/sources.tsv, dates.tsv).
 *
 * Positions are tokens of the window. The classes of a sentence's tokens are read once, as bits; what they are together
 * tells which readers have nothing to read, and where the others may begin. Most figures stand in sentences that name
 * nobody and no day. (Asking for each class at each token took 131 instructions a character of a report's text.)
 */
#ifndef DETECT_SOURCE_SENTENCE_H
#define DETECT_SOURCE_SENTENCE_H

#include "detect/source.h"

enum source_class {
	SOURCE_ACTOR,
	SOURCE_HEAD, /* of an actor's name: what follows belongs to it */
	SOURCE_ADJECTIVE,
	SOURCE_PLATFORM,
	SOURCE_STRIKE,
	SOURCE_ATTACK,
	SOURCE_AGENT,
	SOURCE_HINT,
	SOURCE_ACCUSE,
	SOURCE_HEDGE,
	SOURCE_SAY,
	SOURCE_RESUME,
	SOURCE_ACCORD,
	SOURCE_SOURCE,
	SOURCE_ANAPHOR,
	SOURCE_STOP,
	SOURCE_BY,   /* between a strike and who did it */
	SOURCE_THAT, /* what a subject may follow */
	DATE_DAY,
	DATE_WEEKDAY,
	DATE_MONTH,
	DATE_UNIT,
	DATE_LAST,
	DATE_THIS,
	DATE_THIS_UNIT,
	DATE_SINCE,
	DATE_FROM,
	DATE_YEAR,
	DATE_ORDINAL,
	SOURCE_CLASSES
};

/* Further bits of a token's classes. */
enum { SOURCE_DIGITS = SOURCE_CLASSES, SOURCE_PHRASE, SOURCE_KNOWN };

enum { SOURCE_VALUE_BITS = 16 };

/* Values of SOURCE_SOURCE, SOURCE_STOP, SOURCE_ACCUSE, SOURCE_STRIKE and SOURCE_SAY. */
enum { SOURCE_IS_BODY = 1, SOURCE_IS_MEDIUM = 2 };
enum {
	STOP_TOLD = 1 /* "what … said" */,
	STOP_SELF = 2 /* "that it …" */,
	STOP_IN = 3 /* a body */,
	STOP_OR = 4
};
enum { ACCUSE_SELF = 1 /* "its responsibility" */ };
enum { STRIKE_OF_OBJECT = 1 /* "targeting" */ };
enum { SAY_OR_BETWEEN = 1 };

struct source_words {
	struct phrase_table *table; /* values: class above SOURCE_VALUE_BITS, value below */
	uint32_t checksum;
};

struct source_match {
	struct phrase_match phrase;
	uint32_t end; /* token */
	int value;
};

struct source_sentence {
	const struct source_words *w;
	const struct reading *r;
	struct source_notes *notes;
	uint32_t beg, end;               /* tokens */
	uint32_t clause_beg, clause_end; /* of the figure at hand */
	uint32_t fig_beg, fig_end;
	uint32_t word_beg, word_end; /* words among which the sentence's are */
	uint32_t any;                /* classes of all tokens */
};

bool source_notes_ready(struct source_notes *n, const struct tokens *t, struct err *err) MUST_CHECK;
/* Reads the classes of tokens beg to end. */
void source_sentence_enter(struct source_sentence *s, uint32_t beg, uint32_t end);

static inline uint32_t source_bit(unsigned class)
{
	return UINT32_C(1) << class;
}

/* Has token i of the sentence one of these classes? */
static inline bool source_has(const struct source_sentence *s, uint32_t i, uint32_t bits)
{
	return i >= s->beg && i < s->end && s->notes->classes[i] & bits;
}

/* The match of a class that token i has. */
void source_match_read(
	const struct source_sentence *s, uint32_t i, enum source_class c, struct source_match *m);
/* The longest phrase of the class that begins at token i of the sentence; *m may be NULL. */
static inline bool source_is(
	const struct source_sentence *s, uint32_t i, enum source_class c, struct source_match *m)
{
	if (!source_has(s, i, source_bit(c)))
		return false;
	if (m)
		source_match_read(s, i, c, m);
	return true;
}
bool source_is_quote(const struct source_sentence *s, uint32_t i);

/* Where the words from token beg to token end lie, the clitics of the match at beg left out. */
struct span source_span(
	const struct source_sentence *s, uint32_t beg, const struct phrase_match *m, uint32_t end);

/* The three readers: each fills its fields of the figure, or leaves them. */
void source_perpetrator(struct source_sentence *s, struct figure *f);
bool source_attribution(struct source_sentence *s, struct figure *f);
bool source_date(struct source_sentence *s, const char *published, struct arena *a, struct figure *f,
	struct err *err) MUST_CHECK;

#endif
