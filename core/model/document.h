/*
 * Document: a text and what is known about it. The text is an array of code points that is never altered after import;
 * all offsets count in it. sha256 is of the stored text as UTF-8: the same article imported twice has the same hash.
 */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include "base/ids.h"
#include "text/text.h"

#include <stdint.h>

struct document {
	int64_t id; /* of the store; 0 when it is in none */
	char sha256[SHA256_HEX];
	struct text text;
	const char *name;   /* file name or external id: what people call it */
	const char *title;  /* first line or given; NULL when none */
	const char *outlet; /* source: who published it */
	const char *url;
	const char *published; /* ISO 8601 day; dates such as "yesterday" are relative to it */
	const char *language;  /* BCP 47, "ar" */
};

#endif
