/*
 * Place words: the lexical classes of the tokens of one window, as far as places are concerned.
 *
 * One table of phrases holds the gazetteer's names and the words of core/data/lexicon/place_*.tsv, so that a token is
 * looked up once. Lexing fills one struct a token; the rules of place.c look at it and never at letters.
 */
#ifndef DETECT_PLACE_WORDS_H
#define DETECT_PLACE_WORDS_H

#include "detect/gazetteer.h"
#include "text/token.h"

enum word_class {
	WORD_HEAD,         /* village, town …; value: enum place_kind */
	WORD_DIRECTION,    /* value: enum direction */
	WORD_RELATION,     /* countryside, outskirts, front …; value: enum word_relation */
	WORD_PREPOSITION,  /* value: enum word_preposition */
	WORD_NESTING,      /* belonging to, lying in */
	WORD_FILLER,       /* may stand between the introducing words */
	WORD_FORMER,       /* begins names of several words */
	WORD_SUFFIX,       /* an adjective that ends names */
	WORD_SPEECH,       /* a verb of saying or policy */
	WORD_ACTOR,        /* government, army: what is joined to it acts */
	WORD_BACKING,      /* loyal to, agreement of */
	WORD_SOURCE,       /* who speaks from a place */
	WORD_ORIGIN,       /* where fire comes from */
	WORD_SETTING,      /* the situation in */
	WORD_OUTSIDE,      /* banned in, except: it did not happen there */
	WORD_SEES,         /* a verb of which places are subjects */
	WORD_DISTANCE,     /* kilometre */
	WORD_CAPITAL,      /* a capital that stands for its government */
	WORD_TITLE,        /* before a person's name */
	WORD_GIVEN,        /* a given name */
	WORD_ORGANISATION, /* value: words of the name that follow; with FLAG_NAME: the whole name */
	WORD_DEMONYM,
	WORD_COMMON,  /* any other frequent word */
	WORD_STRIKES, /* a verb or verbal noun of which places are objects */
	WORD_LABEL,   /* before a colon, of a line that tells the place */
	WORD_CLASSES
};

enum word_relation { RELATE_COUNTRYSIDE, RELATE_AROUND, RELATE_FRONT, RELATE_INSIDE, RELATE_PEOPLE };
enum word_preposition { PREPOSE_IN, PREPOSE_TO, PREPOSE_FROM, PREPOSE_ON, PREPOSE_BETWEEN };

enum word_row_flag {
	FLAG_PLURAL = 1,
	FLAG_WEAK = 2,
	FLAG_PART = 4,
	FLAG_LOOSE = 8,
	FLAG_RELATION = 16,
	FLAG_DEFINITE = 32,
	FLAG_FACILITY = 64,
	FLAG_STREET = 128,
	FLAG_ROAD = 256,
	FLAG_KNOWN = 512,
	FLAG_NAME = 1024,
	FLAG_ADJECTIVE = 2048,
	FLAG_MEMORIAL = 4096, /* named after something far away as often as after its place */
	FLAG_BARE = 8192,     /* takes no article: with one it is another word */
	FLAG_BEHIND = 16384   /* makes the name before it a medium's or an organisation's */
};

struct word_row {
	uint8_t class, value;
	uint16_t flags;
};

struct place_words {
	struct word_row *rows;
	size_t n, cap; /* cap 0: the rows are an image's */
};

enum { WORD_NONE = -1 };
#define NAME_NONE UINT32_MAX

/* What one token is. Rows are those of the word alone, its clitics taken off, unless a phrase begins or ends here. */
struct lexed {
	uint32_t classes; /* set of 1 << enum word_class */
	uint32_t name;    /* first value of the longest name that begins here, or NAME_NONE */
	int16_t head, direction, relation, preposition,
		organisation; /* rows of these classes, or WORD_NONE */
	int16_t ending;       /* row of the longest phrase of several words that ends here */
	uint8_t ending_tokens;
	uint8_t phrase_tokens;    /* of the longest phrase of words that begins here, 0 when none is known */
	bool word_seen;           /* the token alone is a word of the lexicons */
	uint8_t word_clitics;     /* enum clitic taken off the word */
	uint8_t word_letters_off; /* clitic letters before the word */
	uint8_t name_tokens, name_clitics, name_letters_off, name_article;
	bool name_article_missing;
	bool opens_list; /* "among them" */
	bool kinship;    /* a former that begins names of people too: "father of" */
	uint8_t nation;  /* of a demonym: its row's value, see word_nation(); 0: none */
};

static inline bool lexed_is(const struct lexed *l, enum word_class c)
{
	return l->classes >> c & 1;
}

/* Adds the words of n lexicon files to the table of g and to *w. The reader's words are set here. */
bool place_words_load(struct place_words *w, struct gazetteer *g, const struct row_text *texts, size_t n,
	struct row_reader *reader, struct err *err) MUST_CHECK;
void place_words_release(struct place_words *w);
/* The country of a demonym whose people are news at home; "" when n names none. n < NATIONS. */
enum { NATIONS = 40 };
const char *word_nation(unsigned n);
/* Whether an article that names it is likely to be set there. */
bool word_nation_sets(unsigned n);
/* Whether each row's class, value and flags are some that a lexicon could have given. */
bool place_words_fit(const struct word_row *rows, size_t n);

/* What a token is by itself, by the number of its letters (text/token.h), and how it may go on as a phrase. */
struct word_memo {
	struct lexed lexed;
	struct phrase_onward onward;
	bool known;
};

/*
 * Returns the classes of all. out has tokens->n + 1 elements; memo has one of each number of the tokens, filled here, always
 * of the same table.
 */
uint32_t place_words_lex(const struct place_words *w, const struct phrase_table *names,
	const struct tokens *tokens, struct word_memo *memo, struct lexed *out);

#endif
