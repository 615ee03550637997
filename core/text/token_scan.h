/*
 * Token, inside: what the files of the scanner share.
 *
 *	token.c          the pass over a window, and the numbering of folded forms
 *	token_tables.c   classes and folded forms of characters
 *	token_sentence.c what ends and what opens a sentence
 *	token_break.c    what breaks words up against filters, and what shows that two are glued
 *	token_edit.c     words cut and joined after the pass
 */
#ifndef TEXT_TOKEN_SCAN_H
#define TEXT_TOKEN_SCAN_H

#include "text/fold.h"
#include "text/token_tables.h"

enum { TATWEEL = 0x0640, SHADDA = 0x0651, HAMZA = 0x0621, HEH = 0x0647 };
/* Letters are compared by fours: behind a form there are zeros up to a multiple. */
enum { GROUP = 4, ROOM = TOKEN_MAX_FOLD + GROUP };

struct scanner {
	struct tokens *t;
	const uint16_t *table;
	const uint64_t *power;
	const uint32_t *cp;
	uint32_t i, len;
	uint32_t token_end; /* of the token before, or of the marks behind it */
	uint8_t starts;     /* flags that the next token gets: of a sentence, of a line */
	bool hashtag;
};

static inline enum char_class class_at(const struct scanner *s, uint32_t i)
{
	uint32_t cp = s->cp[i], at = cp < TABLE_SIZE ? cp : token_table_beyond(cp);
	return at || !cp ? (enum char_class)(s->table[at] >> FOLD_BITS) : token_class(cp);
}

static inline uint16_t fold_at(const struct scanner *s, uint32_t i)
{
	uint32_t cp = s->cp[i];
	if (cp < TABLE_SIZE)
		return s->table[cp] & FOLD_MASK;
	uint32_t f = fold_cp(cp);
	return (uint16_t)(f < 0x10000 ? f : '?');
}

static inline bool is_letter(enum char_class c)
{
	return c <= C_FINAL;
}

static inline bool in_word(enum char_class c)
{
	return is_letter(c) || c == C_MARK || c == C_TATWEEL;
}

/* Letters on their way into the pool. */
struct letters {
	uint16_t *v;
	unsigned n;
	uint64_t hash;
};

static inline bool is_evasion_mark(uint32_t cp)
{
	return cp == '.' || cp == '/' || cp == '*' || cp == 0x00B7 /* middle dot */ ||
	       cp == 0x2022 /* bullet */;
}

static inline void letter_add(const struct scanner *s, struct letters *l, uint16_t c)
{
	if (l->n == TOKEN_MAX_FOLD)
		return;
	l->hash += s->power[l->n] * c;
	l->v[l->n++] = c;
}

/* Whether the mark at i ends the sentence it stands in, or is a sign that opens one within a line. */
bool token_ends_sentence(const struct scanner *s, uint32_t i);
bool token_opens_sentence(const struct scanner *s, uint32_t i);

/* The letters of a code point beyond the table, which may be a ligature. */
void token_add_letters(const struct scanner *s, struct letters *l, uint32_t cp);

/* Ends a token whose letters are the last in the pool: they stay there if they are new. */
void token_keep(struct tokens *t, struct token *k, unsigned n, uint64_t hash);

/* Room for the tokens, letters and numbers that one more scan step can add (and for `more` tokens). */
static inline bool token_has_room(const struct tokens *t)
{
	return t->n < t->n_room && t->n_folded < t->folded_room && t->n_numbers < t->numbers_room;
}

bool token_make_room(struct tokens *t, uint32_t more, uint32_t left_cp, struct err *err) MUST_CHECK;

static inline void token_end_window(struct tokens *t, uint32_t end_cp)
{
	t->number[t->n] = TOKEN_NO_NUMBER;
	t->v[t->n] = (struct token){
		.beg_cp = end_cp, .end_cp = end_cp, .fold = (uint32_t)t->n_folded, .kind = TOKEN_NEWLINE};
}

/* ---- token_break.c ---- */

/*
 * Where a word goes on behind the marks and spaces at i that break it up against filters; 0: it does not. Between two
 * tatweels anything may stand; beside one, or after the first letter, one mark of a few (a space beside a tatweel may
 * end an honest word: detect/mend.c reads further).
 */
uint32_t token_goes_on(const struct scanner *s, uint32_t i, const struct letters *l);
/* Whether one space at i, maybe before a tatweel, parts a word's letters from letters. */
bool token_may_go_on(const struct scanner *s, uint32_t i);
/* A mark at s->i, which a word ends at: letters behind it may belong to the word. */
void token_note_break(struct scanner *s, uint32_t end_cp);
/* Whether a letter stands behind i, which a letter that ends words is in: two words have no blank between them. */
bool token_is_seam(const struct scanner *s, uint32_t i);

#endif
