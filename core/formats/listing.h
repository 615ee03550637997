/* Listing: the findings of a document as a table for reading. */
#ifndef FORMATS_LISTING_H
#define FORMATS_LISTING_H

#include "formats/table.h"
#include "model/document.h"
#include "model/model.h"

/* "7", "7+", "~7", "<7", "3-5", "3+ (vague)"; "none" when nothing was said. For a person, not for a parser. */
void listing_add_number(struct str *out, const struct figure *f);
/* "killed+injured". */
void listing_add_harm(struct str *out, uint8_t harm);

/* A heading with the document's name, then figures and places in text order. */
bool listing_add_findings(struct str *out, const struct document *doc, const struct findings *f,
	enum table_style style, struct err *err) MUST_CHECK;

#endif
