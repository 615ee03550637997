/*
 * Place judge: whether a name of the gazetteer is a place where it stands; see place_name.c.
 */
#ifndef DETECT_PLACE_JUDGE_H
#define DETECT_PLACE_JUDGE_H

#include "detect/place_scan.h"

struct name_facts {
	bool country, all_common, all_unsure, facility; /* facility: all rows are */
	uint8_t best_rank;
};

enum verdict { REJECT, WEAK, STRONG };

struct judged {
	const struct found *f;
	const struct intro *in;
	struct name_facts facts;
	bool word;       /* also an ordinary word */
	bool unusual;    /* its article differs from the gazetteer's */
	bool heads_line; /* "X:", "X.." */
	bool labelled;   /* in a line "location: X" */
	bool whole;      /* as it is written, clitics and all, it is another word */
	uint8_t clitics;
	int64_t list;
};

/* WEAK: the document decides. */
enum verdict place_judge(const struct scan *s, const struct judged *j);

struct name_facts name_facts(const struct place_engine *e, uint32_t first);
/* The row that a value of the phrase table stands for; NULL: a word of the lexicons. */
const struct gaz_row *name_row(const struct place_engine *e, uint32_t at);
/* Whether a row of the name has one of the kinds, bits by kind. */
bool name_has_kind(const struct scan *s, uint32_t first, unsigned kinds);
/* The word is also another one, read with no more clitics than the name. */
bool name_is_word(const struct scan *s, const struct found *f, uint8_t letters_off);
/* A governorate, a town, and not merely "an area". */
bool head_is_unit(const struct scan *s, const struct intro *in);

#endif
