/*
 * Form: the fields of one item while they are edited.
 *
 * The form works on copies; form_save() hands them to the session as one act. The field in focus takes what
 * is typed: text and numbers as such (Arabic digits too), a choice by its first letters or left and right, a
 * set by the numbers of its members, a reference by left and right, a gazetteer row by its number. Words of the text
 * are typed too, or taken by number from those that other figures name; they are looked up when the field is left.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "line_edit.h"
#include "model/item.h"

struct gaz_row;

enum { FORM_CANDIDATES = 9, FORM_WORDS = 6 };

enum field_kind {
	FIELD_NUMBER,    /* int64_t, empty for none */
	FIELD_CHOICE,    /* an enum of a vocabulary */
	FIELD_HARM,      /* the set of harms */
	FIELD_PLACE_REF, /* a place of the document */
	FIELD_FIGURE_REF,
	FIELD_CANDIDATE, /* a row of the gazetteer */
	FIELD_TEXT,      /* const char * */
	FIELD_NAME,      /* the same, and the gazetteer's rows follow it */
	FIELD_COUNTRY,
	FIELD_DEGREES, /* double, empty for none */
	FIELD_WORDS,   /* struct span, empty for none */
	FIELD_DAY      /* const char *, ISO 8601 */
};

struct field {
	const char *label;
	enum field_kind kind;
	size_t offset; /* in struct figure or struct place */
	const struct vocab *vocab;
	const char *hint;
};

struct form {
	uint32_t item;
	enum item_type type;
	struct figure figure;
	struct place place;
	int field;
	bool fresh;            /* the field was just entered: a number that is typed replaces the old one */
	struct line_edit line; /* what a typed field holds while it is in focus */
	const struct gaz_row *candidates[FORM_CANDIDATES];
	size_t n_candidates;
	struct span words[FORM_WORDS]; /* what other figures have in the field in focus */
	size_t n_words;
};

/* The table of fields of a type; *n is their number. */
const struct field *form_fields(enum item_type type, int *n);
bool field_is_typed(const struct field *f);

#endif
