/*
 * Item: one place or figure of one document as an annotator sees it, with the machine's reading beside the person's.
 *
 *	machine   decision     what it is
 *	yes       undecided    a suggestion nobody looked at
 *	yes       skipped      looked at and left; counts as undecided, but "next undecided" passes it by once
 *	yes       confirmed    right as suggested: current == machine
 *	yes       corrected    right after a change: current != machine
 *	yes       rejected     not a place or figure at all; kept as a negative
 *	no        added        found by the person
 *	no        rejected     added, then deleted by the person; kept for undo and for the journal
 *
 * uid is globally unique and never changes; references between items are by index in `struct items` in memory and by
 * uid in the database and the journal.
 */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include "base/ids.h"
#include "model/model.h"

enum item_type { ITEM_PLACE, ITEM_FIGURE };

struct item {
	char uid[UUID_TEXT];
	enum item_type type;
	enum decision decision;
	bool has_machine;
	bool flagged;     /* marked for a second reader */
	const char *note; /* the annotator's words; NULL when none */
	/* As type says. In `struct items` part_of and place are indices of items. */
	struct place place, machine_place;
	struct figure figure, machine_figure;
};

/*
 * All items of one document. v only grows, so an index names the same item for as long as the document is open; `order`
 * lists the indices by position in the text: by beginning, then the longer first.
 */
struct items {
	struct item *v;
	uint32_t *order;
	size_t n, cap;
};

/* The current span, and the machine's. */
struct span item_span(const struct item *it);

/* Neither rejected nor deleted: counts as part of the document's record. */
bool item_stands(const struct item *it);

/* Field by field, strings by content, the evidence left out. */
bool place_equal(const struct place *a, const struct place *b);
bool figure_equal(const struct figure *a, const struct figure *b);

#endif
