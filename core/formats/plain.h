/*
 * Plain: text for a terminal or a pipe, without anything that acts on the terminal.
 *
 * A document may hold escape sequences and bidi controls; printed as they are they would move the cursor or reorder what
 * follows. Each is replaced by one visible character: C0 by its control picture (U+2400 block), C1 by U+FFFD, bidi
 * controls by a middle dot.
 */
#ifndef FORMATS_PLAIN_H
#define FORMATS_PLAIN_H

#include "base/str.h"
#include "model/model.h"
#include "text/text.h"

/* One code point as said above; newline and tab too have pictures. */
void plain_add_cp(struct str *out, uint32_t cp);
/* A slice of a text on one line: newlines and tabs become blanks. Ends are clipped to the text. */
void plain_add_slice(struct str *out, const struct text *t, struct span s);
/* UTF-8 on one line, likewise; NULL adds nothing. */
void plain_add_z(struct str *out, const char *utf8);
/* Columns of a cell on a terminal that knows no bidi (text/layout.h, code point by code point). */
unsigned plain_width(const char *utf8);

enum plain_style { PLAIN_COLOR, PLAIN_BRACKETS };

/*
 * The whole text with its findings marked and newlines kept: places in braces, figures in square brackets, as on the screen, or both in SGR
 * colours (places underlined, so that meaning does not rest on colour alone). Ends with a newline.
 */
void plain_add_marked(
	struct str *out, const struct text *t, const struct findings *f, enum plain_style style);

#endif
