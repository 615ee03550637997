/*
 * Lexicon: the words that casualty figures are made of, each with its reading.
 *
 * Rows of core/data/lexicon/{numbers,nouns,harm,markers,exclude,actors}.tsv give base forms; every inflected form is made
 * when the lexicon is built (detect/inflect.h), so that reading a text is one probe a word. A form may have several
 * readings: "qatal" is a verb, active or passive, and a verbal noun.
 *
 * Classes that steer are rows of markers.tsv; which file reads which is told in docs/architecture.md.
 *
 * An overlay is a file with the same name and columns: its rows are added to the shipped ones. Immutable once built.
 */
#ifndef DETECT_LEXICON_H
#define DETECT_LEXICON_H

#include "base/err.h"
#include "detect/rows.h"
#include "model/vocab.h"
#include "text/phrase_image.h"

#include <stdint.h>

enum lex_class {
	/* numbers */
	LEX_UNIT,     /* a: 0..10 */
	LEX_TEEN,     /* the second word of 11..19; a: 10 */
	LEX_TEN,      /* a: 20, 30 … 90 */
	LEX_HUNDRED,  /* a: 100, 200 … 900 */
	LEX_SCALE,    /* a: 1000, 1000000 …; form: dual counts two of them */
	LEX_FRACTION, /* a: denominator */
	LEX_VAGUE,    /* a: low, b: high or NUMBER_NONE; sub: enum lex_vague */
	LEX_ONE,      /* "one of" */
	LEX_ORDINAL,  /* a: 1 … */
	LEX_PERCENT,
	/* people */
	LEX_NOUN,  /* a person; harm is what the noun itself says */
	LEX_ADJ,   /* an adjective that may follow one */
	LEX_OTHER, /* "another, others"; form says how many */
	/* harm */
	LEX_VERB,
	LEX_MASDAR,
	LEX_PARTICIPLE, /* after a noun: "wounded", "missing" */
	/* markers */
	LEX_APPROX,       /* before the number; sub: enum approximator */
	LEX_APPROX_AFTER, /* after the noun */
	LEX_BETWEEN,
	LEX_PART,        /* "among them"; sub: enum relation, a: enum lex_part or 0 */
	LEX_CAUSE,       /* ends what a harm word governs; a: enum lex_cause */
	LEX_CLAUSE,      /* begins a new clause */
	LEX_CONSEQUENCE, /* "which led to": the place is to the left */
	LEX_LIGHT,       /* "caused, left": introduces harm words */
	LEX_NEGATION,
	LEX_NO_INFORMATION,
	LEX_DENIAL,
	LEX_UNCONFIRMED,
	LEX_CUMULATIVE,
	LEX_AGGREGATE,
	LEX_TOLL,  /* "the number of, the toll of" */
	LEX_REACH, /* "rose, reached": a toll's number follows; a: enum lex_reach */
	LEX_PREP,  /* a preposition or particle: no noun can be meant; a: enum lex_prep or 0 */
	LEX_HYPOTHETICAL,
	LEX_EACH, /* "in each of" */
	/* what is no figure */
	LEX_EXCLUDED, /* a counted thing that is no person; sub: enum lex_excluded */
	LEX_BEFORE,   /* a noun whose number is a name or a date: brigade, resolution, year */
	LEX_STOP,     /* a word that must not be taken apart or read otherwise; a: enum lex_stop */
	LEX_ACTOR,    /* an armed group or force */
	LEX_GLUE,     /* an article or preposition before digits */
	LEX_CONJ,     /* a lone "and" */
	LEX_BEARING,  /* points to a place told of before, or away from the event; a: enum lex_bearing */
	LEX_PERIOD,   /* opens a period, or says that a count is an old one; a: enum lex_period */
	LEX_WAS,      /* "was": begins another predicate */
	LEX_LIFE, /* "their lives, their homes": completes a verb that says no harm without it; a: enum lex_life */
	LEX_ASSAULT, /* "shelling, raid, struck": what it strikes may say who was hit */
	LEX_TARGET,  /* what is struck; a: enum lex_target */
	LEX_NUMERAL, /* of numbers that count nobody: parts, signs, dozens; sub: enum lex_numeral */
	LEX_CLASSES
};

/* Stops that open something. */
enum lex_stop { STOP_DISEASE = 2, STOP_DAY_SAW, STOP_NAMES_OF };

enum lex_form { FORM_SINGULAR, FORM_DUAL, FORM_PLURAL, FORM_DUAL_OR_PLURAL };

enum lex_vague { VAGUE_OF_NOUN, VAGUE_WITH_MIN, VAGUE_ADDED };
enum lex_bearing {
	BEARING_EVENT = 1, /* the shelling */
	BEARING_TOWN,
	BEARING_REGION,
	BEARING_AWAY, /* what follows lies elsewhere */
	BEARING_CITY,
	BEARING_VILLAGE,
	BEARING_CAMP,
	BEARING_QUARTER,
	BEARING_DISTRICT,
	BEARING_STRIP,
	BEARING_RESUMES, /* "he added" */
	BEARING_SAYS,    /* "said" */
	BEARING_THAT,    /* what is said follows */
	BEARING_STRIKE,  /* "shelled, a raid": what follows is its target */
	BEARING_ADMITS,  /* the dead are of those who do */
	BEARING_BELONGS, /* "who belong to" */
	BEARING_APART,   /* "in another incident" */
	BEARING_MOURNS,  /* or lost: the dead are of those who do, too */
	BEARING_SITE,    /* "the airport" */
	BEARING_THERE,   /* "in it", after the people: the place last spoken of */
	BEARING_RAISES,  /* "which raises": the toll that follows is of those just told of, and others */
};
/* Who is there: civilians; the armed; those whose it is, who stand after it; who lives there; both sides; a crowd. */
enum lex_target { TARGET_CIVIL = 1, TARGET_ARMED, TARGET_POST, TARGET_HOME, TARGET_FIGHT, TARGET_CROWD };
enum lex_prep {
	PREP_FROM = 1, /* "from", and "of" before a whole */
	PREP_TO,
	PREP_OR,
	PREP_BESIDES, /* what adds a figure to those before it */
	PREP_OUT_OF,  /* "from among" */
	PREP_WEEKDAY,
	PREP_IN,
	PREP_THAT,
	PREP_OPENS_NAME, /* may be glued to the noun after it */
	PREP_WITH,
	PREP_RANKS = 12, /* "in the ranks of" */
	PREP_AMID,
	PREP_BUT, /* "no one … but" */
	PREP_WHO, /* "who, which" */
	PREP_ANY,
	PREP_DIRECT, /* directly; "a direct hit", which is no injury */
	PREP_EACH_OF,
};
enum lex_part {
	PART_OF_THEM = 1,
	PART_FOLLOWS, /* "as follows:" announces a list of them all */
	PART_ALL,     /* "all of them children": counts nobody */
	PART_ONE,     /* "one of them": a person by itself */
	PART_MOST,
};
enum lex_cause { CAUSE_RUBBLE = 1, CAUSE_DOER /* who did it follows at once */ };
enum lex_life { LIFE_LOST, LIFE_HOME, LIFE_CARE, LIFE_LIMB };
enum lex_reach { REACH_IS, REACH_EXCEEDS, REACH_RISES, REACH_NEARS };
enum lex_period {
	PERIOD_SINCE = 1,
	PERIOD_OLD,
	PERIOD_DAY, /* a day, or a part of one */
	PERIOD_DATE,
	PERIOD_SPAN,
	PERIOD_HOURS, /* of less than a day */
	PERIOD_YEARS,
	PERIOD_WHEN,       /* "when": what follows is told of another time */
	PERIOD_STILL,      /* "are still under the rubble" */
	PERIOD_SAME,       /* "the report", "the same month": the period told of before */
	PERIOD_EVERYWHERE, /* "in scattered places": several events, counted together */
	PERIOD_GOES_ON,    /* "the shelling that goes on": a plural counts all it harmed */
	PERIOD_EARLY,      /* "a first toll": after "had", one that was replaced */
	PERIOD_BEFORE,     /* "before it rose": what was told before this has been replaced */
};
enum lex_numeral {
	NUMERAL_FRACTION, /* a: denominator; form: how many of it, a plural as the word before says */
	NUMERAL_DOZEN,
	NUMERAL_ZILLION, /* a: power of ten, past what a scale holds */
	NUMERAL_MINUS,
	NUMERAL_POINT,
	NUMERAL_PART, /* "part", of what follows "of" */
	NUMERAL_OVER, /* between numerator and denominator */
};
enum lex_excluded { EXCLUDED_THING, EXCLUDED_TIME, EXCLUDED_MONTH, EXCLUDED_PLACE, EXCLUDED_CASE };

enum lex_flag {
	LEX_TRANSITIVE = 1 << 0, /* verb: its form is also active, with the victims as object */
	LEX_OBJECT = 1 << 1,     /* verb with an object pronoun: the victim stands before it */
	LEX_STATE = 1 << 2,      /* noun: its harm is a state (displaced), which another harm overrides */
	LEX_HEAD = 1 << 3,       /* noun: heads a genitive of a group: members, forces */
	LEX_KIN = 1 << 4,        /* noun: counts with a possessive pronoun */
	LEX_RANK = 1 << 5,       /* noun: stands before a name */
	LEX_POSSESSED = 1 << 6,  /* this form has a pronoun at its end */
	LEX_DEMONYM = 1 << 7,
	LEX_COLLECTIVE = 1 << 8,  /* noun: only with a quantity */
	LEX_CONSTRUCT = 1 << 9,   /* this form needs a genitive */
	LEX_WEAK = 1 << 10,       /* verb: harm only with a counted person beside it */
	LEX_ACCUSATIVE = 1 << 11, /* this form ends in the alif of tanwin */
	LEX_MASS = 1 << 12,       /* noun: casualties as such, not persons */
	LEX_FOREIGN = 1 << 14,    /* demonym: of those who are abroad to fight, more often than not */
	LEX_COMPLETED = 1 << 13,  /* verb: says harm only with a LEX_LIFE after it */
	LEX_ACTIVE = 1 << 15,     /* verb: never befalls its subject ("mourns") */
	LEX_CASES = 1 << 16,      /* noun: cases of a harm */
};

struct lex_entry {
	uint8_t cls, sub, form;
	uint8_t harm; /* set: 1 << enum harm */
	uint8_t victim, status, unit;
	uint8_t zero;
	uint32_t flags;
	uint16_t zeros[2]; /* no byte is left to chance: equal lexicons are equal images */
	int64_t a, b;
};

/* "Victims", dead or hurt: of whom they are named is who struck them, as often as who they were. */
static inline bool lex_is_victims(const struct lex_entry *e)
{
	return e && e->flags & LEX_MASS && e->harm == (1 << HARM_KILLED | 1 << HARM_INJURED);
}

struct lexicon {
	struct phrase_table *phrases; /* values are indices of entries */
	struct lex_entry *entries;
	size_t n_entries, entries_cap; /* cap 0: the entries are an image's */
	uint32_t checksum;             /* of all files read */
};

/* overlays: paths of files, NULL-terminated, or NULL; those whose base name is none of the lexicon's are passed over. */
bool lexicon_new(const char *const *overlays, lexicon_warn *warn, void *warn_arg, struct lexicon **out,
	struct err *err) MUST_CHECK;
void lexicon_free(struct lexicon *lx);

/* Keeps it under LEXICON_PARTS tags from `tag` on; and has it back, of a trusted image only, which outlives it. */
enum { LEXICON_PARTS = PHRASE_PARTS + 2 };
void lexicon_put(const struct lexicon *lx, struct image_builder *b, uint32_t tag);
bool lexicon_get(const struct image *m, uint32_t tag, struct lexicon **out);

/* Adds a reading under a form (UTF-8, words separated by single spaces). For detect/inflect.c. */
bool lexicon_add(struct lexicon *lx, const char *form, size_t len, const struct lex_entry *e,
	struct err *err) MUST_CHECK;

#endif
