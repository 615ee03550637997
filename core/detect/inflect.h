/*
 * Inflect: all written forms of an Arabic noun or verb from one row of a lexicon.
 *
 * Input and output are UTF-8. The lexicon folds what it is given, so spellings that fold together are made once. Some
 * forms that no grammar has are made too (harmless: nobody writes them), none that a real word of another meaning
 * is known to share.
 */
#ifndef DETECT_INFLECT_H
#define DETECT_INFLECT_H

#include "base/tsv.h"
#include "detect/lexicon.h"

/*
 * A noun. dual: a form without its ending, "-" for none, empty for the regular one. plural: forms separated by "|"; "+wn"
 * and "+at" written in Arabic stand for the sound plurals of the singular; "-" for none.
 */
bool inflect_noun(struct lexicon *lx, struct view singular, struct view dual, struct view plural,
	const struct lex_entry *e, struct err *err) MUST_CHECK;

/* A verb. past: third person masculine singular. present: the stem after the prefix, empty for none. */
bool inflect_verb(struct lexicon *lx, struct view past, struct view present, const struct lex_entry *e,
	struct err *err) MUST_CHECK;

/* A verbal noun: the bare form and its forms with pronouns. */
bool inflect_masdar(
	struct lexicon *lx, struct view form, const struct lex_entry *e, struct err *err) MUST_CHECK;

/* An adjective: masculine and feminine, dual, sound plurals and the plurals given. */
bool inflect_adjective(struct lexicon *lx, struct view form, struct view plural, const struct lex_entry *e,
	struct err *err) MUST_CHECK;

#endif
