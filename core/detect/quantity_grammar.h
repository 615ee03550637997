/*
 * Quantity grammar: the parts of a counted phrase, shared by the files quantity*.c.
 *
 * A reader takes the word where its part may begin and returns where it ends: the same word when the part is not there.
 */
#ifndef DETECT_QUANTITY_GRAMMAR_H
#define DETECT_QUANTITY_GRAMMAR_H

#include "detect/quantity.h"

enum { EN_DASH = 0x2013, EM_DASH = 0x2014, LEFT_GUILLEMET = 0xAB, RIGHT_GUILLEMET = 0xBB };

/* Prepositions and the future's particle: a noun with one is not what the number before it counts. */
#define PREFIXED (CLITIC_BI | CLITIC_LI | CLITIC_KA | CLITIC_SA)

/* quantity_noun.c: the reading as a noun, of a word that has one; NULL when its writing excludes it. */
const struct lex_entry *reading_noun(const struct reading *r, const struct word *w);

/* The reading of a class, NULL when the word has none. */
static inline const struct lex_entry *reading_entry(const struct reading *r, uint32_t i, enum lex_class c)
{
	const struct word *w = reading_word(r, i);
	return c == LEX_NOUN && word_is(w, c) ? reading_noun(r, w) : word_entry(r->lx, w, c);
}

static inline bool reading_plain(const struct reading *r, uint32_t i)
{
	return !(reading_word(r, i)->clitics & (PREFIXED | CLITIC_WA | CLITIC_FA));
}

static inline bool reading_has_article(const struct reading *r, uint32_t i)
{
	return reading_word(r, i)->clitics & CLITIC_AL;
}

static inline bool reading_is_prep(const struct reading *r, uint32_t i, enum lex_prep which)
{
	const struct lex_entry *e = reading_entry(r, i, LEX_PREP);
	return e && e->a == which && !reading_word(r, i)->clitics;
}

static inline void quantity_set(struct quantity *q, enum approximator approximator, int64_t a, int64_t b)
{
	q->approximator = approximator;
	q->a = a;
	q->b = b;
}

/* A thing; also one whose phrase says what was struck, or with what: "five residential houses", "air raids". */
static inline bool reading_is_excluded(const struct reading *r, uint32_t j)
{
	static const uint64_t struck = LEX_BIT(LEX_TARGET) | LEX_BIT(LEX_ASSAULT);
	const struct word *w = reading_word(r, j);
	bool thing =
		word_is(w, LEX_EXCLUDED) || (w->n_tok > 1 && w->classes & struck && !word_is(w, LEX_CAUSE));
	return thing && reading_plain(r, j) && !word_is(w, LEX_NOUN) &&
	       !word_is(w, LEX_CLAUSE) /* "kilometre", and "likewise" */;
}

/* quantity_single.c: phrases without a number before them. */
bool quantity_article_inside(const struct reading *r, uint32_t i);
enum quantity_result quantity_read_noun(const struct reading *r, uint32_t i, struct quantity *q);
enum quantity_result quantity_read_others(const struct reading *r, uint32_t i, struct quantity *q);
bool quantity_is_and_one_of(const struct reading *r, uint32_t i);
enum quantity_result quantity_read_one_of(const struct reading *r, uint32_t i, struct quantity *q);

/* quantity_range.c: each returns where its part ends; 0, or k for read_added(), when it is not there. */
uint32_t quantity_read_range(const struct reading *r, const struct number *n, struct number *second);
uint32_t quantity_read_pair(const struct reading *r, uint32_t j, struct number *low, struct number *high);
uint32_t quantity_read_added(const struct reading *r, uint32_t k, const struct number *n, struct quantity *q);

void quantity_take_noun(struct quantity *q, const struct lex_entry *e);
bool quantity_definite_follows(const struct reading *r, uint32_t j);
uint32_t quantity_read_adjectives(const struct reading *r, uint32_t j, struct quantity *q, bool definite);
uint32_t quantity_read_group(const struct reading *r, uint32_t j, struct quantity *q);

/* The group named after the head of a group's name at k, or that head. */
const struct lex_entry *quantity_named_group(
	const struct reading *r, uint32_t k, const struct lex_entry *head);
uint32_t quantity_read_joined(const struct reading *r, uint32_t j, struct quantity *q,
	const struct lex_entry *first, bool definite);
uint32_t quantity_read_other(const struct reading *r, uint32_t j, struct quantity *q);
/* quantity_finish.c: what stands behind the phrase; the quantity is done. */
enum quantity_result quantity_finish(const struct reading *r, uint32_t i, uint32_t j, struct quantity *q);

#endif
