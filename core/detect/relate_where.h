/*
 * Relate, where: the mentions of places as what may be a figure's; shared by relate_where.c and relate_place.c.
 *
 * A mention is an index of the chooser's list of mentions. Only one that stood, as where_place() tells, may be passed to
 * the functions that say what it is.
 */
#ifndef DETECT_RELATE_WHERE_H
#define DETECT_RELATE_WHERE_H

#include "detect/relate_place.h"
#include "detect/relate_traits.h"

enum {
	STEPS = 64, /* mentions or figures that a search goes back, so that all of them together stay linear */
	OPTIONS_MAX = 24, /* places around a figure, told before, and nowhere */
};

struct option {
	int32_t mention; /* REF_NONE: nowhere */
	uint64_t traits;
};

struct chooser {
	const struct place_list *list;
	const int32_t *index_of;
	const struct findings *f;
	const struct casualties *figures;
	const struct casualty *of; /* the figure at hand */
	int32_t lead, main;        /* where the first event took place, and most of them; -1: unknown */
	struct option v[OPTIONS_MAX];
	size_t n;
};

static inline uint64_t trait(bool holds, enum trait t)
{
	return holds ? UINT64_C(1) << t : 0;
}

/* The place that a mention became when it can be where something happened, else NULL. */
const struct place *where_place(const struct chooser *c, int32_t i);
/* The sentence of a mention as figures count them. */
uint32_t where_told(const struct chooser *c, int32_t i);
/* How narrow it is, as kind_width(): the countryside of a city is no city. */
int where_width(const struct chooser *c, int32_t i);
bool where_same(const struct chooser *c, int32_t a, int32_t b);
/* "in Iraq and Syria": nothing says in which. */
bool where_is_several_countries(const struct chooser *c, int32_t i);
/* "From the village X, in the town Y": does mention i not contain the one before it, whence people are? */
bool where_is_home_elsewhere(const struct chooser *c, int32_t i);
bool where_is_event(const struct chooser *c, int32_t i);
/* What a mention is, whatever figure asks. */
uint64_t where_traits(const struct chooser *c, int32_t i);
/* What stands for the list that a mention stands in: its first, or the town of its quarters. */
int32_t where_first_of_list(const struct chooser *c, int32_t i);
/* The mention that a noun before mention `to` names again, or REF_NONE. */
int32_t where_named_again(const struct chooser *c, uint32_t to, enum lex_bearing noun);
/* The narrowest place of an event in a mention's sentence up to it. */
int32_t where_narrowest(const struct chooser *c, int32_t i);
/* Sets the place of the first event and that of most. */
void where_read_focus(struct chooser *c);

#endif
