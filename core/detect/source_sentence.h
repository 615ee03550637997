/*
 * Source, inside: one sentence of a window as classes of words (core/data/lexicon/sources.tsv, dates.tsv).
 *
 * Positions are tokens of the window. A token is looked up when it is first asked for, so that a very long sentence costs
 * no more than what is read of it.
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
	SOURCE_CLASSES
};

struct source_match {
	struct phrase_match phrase;
	uint32_t end; /* token */
	int value;
};

enum { SOURCE_MAX_MATCHES = 4 };

struct source_cell {
	uint32_t classes;
	uint8_t known, n;
	struct phrase_match matches[SOURCE_MAX_MATCHES];
};

struct source_sentence {
	const struct source_words *w;
	const struct reading *r;
	uint32_t beg, end;               /* tokens */
	uint32_t clause_beg, clause_end; /* of the figure at hand */
	uint32_t fig_beg, fig_end;
	struct source_cell *cells; /* of tokens beg to end */
	size_t cap;
};

/* The longest phrase of the class that begins at token i of the sentence; *m may be NULL. */
bool source_is(struct source_sentence *s, uint32_t i, enum source_class c, struct source_match *m);
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
