/* Describe: items in a few words, for panes and messages. Text of the document is set apart by directional
 * isolates. */
#ifndef TUI_DESCRIBE_H
#define TUI_DESCRIBE_H

#include "base/str.h"
#include "model/item.h"
#include "text/text.h"

/* "killed", "killed and injured" */
void describe_harm(uint8_t harm, struct str *out);
/* "4", "more than 60", "3 to 9", "about 20", "some, at least 3" */
void describe_quantity(const struct figure *f, struct str *out);
/* "low 20, best 20, high ?" */
void describe_bounds(const struct figure *f, struct str *out);
/* "civilian, 2 families"… who was harmed */
void describe_victim(const struct figure *f, struct str *out);
/* The name of the gazetteer, else the words. */
void describe_place(const struct place *p, const struct text *t, struct str *out);
/* "4 killed", or a place as above */
void describe_item(const struct item *it, const struct text *t, struct str *out);

/* A vocabulary's name as words: "event location". */
void describe_name(const struct vocab *v, unsigned value, struct str *out);
/* Words of the document between isolates, cut after max_cp; nothing when the span is empty. */
void describe_span(struct span s, const struct text *t, uint32_t max_cp, struct str *out);
/* A string from outside between isolates. */
void describe_foreign(const char *u8, struct str *out);

#endif
