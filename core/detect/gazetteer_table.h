/* Gazetteer table: what the reader of tables and the look-up share; see gazetteer.h. */
#ifndef DETECT_GAZETTEER_TABLE_H
#define DETECT_GAZETTEER_TABLE_H

#include "base/arena.h"
#include "base/tsv.h"
#include "detect/gazetteer.h"

enum { MAX_SPELLINGS = 64, MAX_NAME_U8 = 200, MAX_IN_WARNING = 40 };

/* A spelling rule: `from` is read as `to` too. */
struct spelling_rule {
	bool prefix; /* letters at the beginning of a joined name; otherwise a whole word */
	struct view from, to;
};

struct gazetteer {
	struct gaz_row *rows;
	size_t n, cap;
	uint32_t *by_id; /* index + 1; 0: empty */
	size_t id_mask;
	struct arena strings;
	struct phrase_table *names;
	struct spelling_rule spellings[MAX_SPELLINGS];
	size_t n_spellings;
	bool in_image;                      /* strings and by_id are an image's */
	const struct token_tables *letters; /* borrowed; NULL: each look-up makes its own */
};

/* Where the id is or would be in by_id. */
size_t gazetteer_id_slot(const struct gazetteer *g, const char *id, size_t len);
/* Enters the id of a row that was just appended. */
bool gazetteer_id_add(struct gazetteer *g, size_t row, struct err *err) MUST_CHECK;

#endif
