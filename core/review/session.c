/*
 * Session: the one way in which a person's decisions reach the store.
 *
 * Every change builds the item as it is to be, has it checked, writes it, and only when that has succeeded puts it into
 * `items`. So there is never anything unsaved, and nothing to roll back here. A change that would change nothing writes
 * nothing.
 *
 * Opening loads the new document beside the old one and swaps at the end: a failure leaves the old one open.
 * Cost: a decision is one transaction and one pass over the items (cross-footing). Moving is in move.c.
 */
#include "review/session.h"

#include "review/order.h"

#include <string.h>

void session_init(struct session *s, struct store *store, const struct detector *d, const char *annotator)
{
	*s = (struct session){.store = store, .detector = d, .annotator = annotator, .crossfoot.stated = -1};
}

void session_release(struct session *s)
{
	items_release(&s->items);
	arena_release(&s->arena);
	*s = (struct session){0};
}

static bool is_decided(const struct item *it)
{
	return it->decision != DECISION_NONE && it->decision != DECISION_SKIPPED;
}

static void refresh(struct session *s)
{
	s->n_decided = s->n_untouched = 0;
	for (size_t i = 0; i < s->items.n; i++) {
		s->n_decided += is_decided(&s->items.v[i]);
		s->n_untouched += s->items.v[i].decision == DECISION_NONE;
	}
	s->shape++;
	crossfoot_compute(&s->items, &s->crossfoot);
}

/* Deleted by the person who had added it: shown nowhere. */
static bool is_gone(const struct item *it)
{
	return it->decision == DECISION_REJECTED && !it->has_machine;
}

/* As refresh() after one item became another. Passes over the items only when a sum can have changed. */
static void refresh_one(struct session *s, const struct item *before, const struct item *after)
{
	struct span was = item_span(before), is = item_span(after);
	s->n_decided = s->n_decided - is_decided(before) + is_decided(after);
	s->n_untouched =
		s->n_untouched - (before->decision == DECISION_NONE) + (after->decision == DECISION_NONE);
	if (was.beg_cp != is.beg_cp || was.end_cp != is.end_cp || is_gone(before) != is_gone(after))
		s->shape++;
	if (after->type == ITEM_FIGURE &&
		(item_stands(before) != item_stands(after) || !figure_equal(&before->figure, &after->figure)))
		crossfoot_compute(&s->items, &s->crossfoot);
}

/* ---- opening ---- */

static struct detect_input input_of(const struct document *doc)
{
	return (struct detect_input){.text = doc->text, .published = doc->published};
}

/* A store that may only be read is shown with the suggestions that it has. */
static bool detect(struct session *s, const struct document *doc, struct err *err)
{
	const char *version = s->detector ? detector_version(s->detector) : NULL;
	bool current = true;
	if (!version)
		return true;
	if (!store_suggestions_current(s->store, doc->id, version, &current, err))
		return false;
	if (current)
		return true;
	struct arena arena = {0};
	struct findings found;
	const struct detect_input in = input_of(doc);
	bool ok = detect_run(s->detector, &in, &arena, &found, err) &&
		  store_suggestions_put(s->store, doc->id, version, &found, err);
	arena_release(&arena);
	return ok || err->code == ERR_DB_READONLY;
}

bool session_open(struct session *s, int64_t document, struct err *err)
{
	struct arena arena = {0};
	struct document doc;
	struct items items;
	if (!store_document_get(s->store, document, &arena, &doc, err) || !detect(s, &doc, err) ||
		!store_items_load(s->store, document, s->annotator, &arena, &items, err)) {
		arena_release(&arena);
		return false;
	}
	items_release(&s->items);
	arena_release(&s->arena);
	s->arena = arena;
	s->doc = doc;
	s->items = items;
	refresh(s);
	return true;
}

/* ---- checking ---- */

static bool check_reference(const struct items *items, int32_t ref, enum item_type type, struct err *err)
{
	if (ref == REF_NONE)
		return true;
	if (items->v[ref].type != type)
		return err_set(err, ERR_INVALID,
			type == ITEM_PLACE ? "a figure can only be placed at a place"
					   : "a figure can only be part of a figure");
	return true;
}

/* Follows part_of from a figure that is to be `f`; the number of steps is bounded by the items. */
static bool check_no_circle(const struct items *items, size_t index, const struct figure *f, struct err *err)
{
	int32_t at = f->part_of;
	for (size_t steps = 0; at != REF_NONE && steps <= items->n; steps++) {
		if ((size_t)at == index)
			return err_set(err, ERR_INVALID, "a figure cannot be part of its own part");
		at = items->v[at].figure.part_of;
	}
	return true;
}

static bool check_item(const struct session *s, size_t index, const struct item *it, struct err *err)
{
	const struct items *items = &s->items;
	uint32_t len_cp = s->doc.text.len_cp;
	if (it->type == ITEM_PLACE)
		return place_check(&it->place, len_cp, err);
	const struct figure *f = &it->figure;
	return figure_check(f, index, items->n, items->n, len_cp, err) &&
	       check_reference(items, f->part_of, ITEM_FIGURE, err) &&
	       check_reference(items, f->place, ITEM_PLACE, err) && check_no_circle(items, index, f, err);
}

/* ---- changing ---- */

static bool check_index(const struct session *s, uint32_t item, struct err *err)
{
	return item < s->items.n || err_set(err, ERR_NOT_FOUND, "there is no item %u in this document", item);
}

static bool text_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same(const struct item *a, const struct item *b)
{
	bool values = a->type == ITEM_PLACE ? place_equal(&a->place, &b->place)
					    : figure_equal(&a->figure, &b->figure);
	return values && a->decision == b->decision && a->flagged == b->flagged &&
	       text_same(a->note, b->note);
}

static bool equals_machine(const struct item *it)
{
	return it->type == ITEM_PLACE ? place_equal(&it->place, &it->machine_place)
				      : figure_equal(&it->figure, &it->machine_figure);
}

/* The decision that accepts an item's current values. */
static enum decision accepted(const struct item *it)
{
	if (!it->has_machine)
		return DECISION_ADDED;
	return equals_machine(it) ? DECISION_CONFIRMED : DECISION_CORRECTED;
}

static bool write(struct session *s, enum act_kind kind, uint32_t index, const struct item *before,
	const struct item *after, int64_t dwell_ms, struct err *err)
{
	const struct act act = {
		.kind = kind,
		.document = s->doc.id,
		.annotator = s->annotator,
		.items = &s->items,
		.index = index,
		.before = before,
		.after = after,
		.dwell_ms = dwell_ms < 0 ? 0 : dwell_ms,
		.detector_version = s->detector ? detector_version(s->detector) : NULL,
	};
	return store_act(s->store, &act, &s->saved, err);
}

static bool change(struct session *s, enum act_kind kind, uint32_t index, const struct item *after,
	int64_t dwell_ms, struct err *err)
{
	const struct item before = s->items.v[index];
	if (same(&before, after))
		return true;
	if (!check_item(s, index, after, err) || !write(s, kind, index, &before, after, dwell_ms, err))
		return false;
	order_replace(&s->items, index, after);
	refresh_one(s, &before, after);
	return true;
}

bool session_confirm(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	after.decision = accepted(&after);
	return change(s, ACT_CONFIRM, item, &after, dwell_ms, err);
}

bool session_reject(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	after.decision = DECISION_REJECTED;
	return change(s, ACT_REJECT, item, &after, dwell_ms, err);
}

/* An item that is decided keeps its decision: passing it by is no new one. */
bool session_skip(struct session *s, uint32_t item, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	if (after.decision == DECISION_NONE)
		after.decision = DECISION_SKIPPED;
	return change(s, ACT_SKIP, item, &after, dwell_ms, err);
}

bool session_flag(struct session *s, uint32_t item, bool flagged, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	after.flagged = flagged;
	return change(s, ACT_FLAG, item, &after, dwell_ms, err);
}

bool session_note(struct session *s, uint32_t item, const char *note, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	after.note = note && *note ? arena_strdup(&s->arena, note) : NULL;
	if (note && *note && !after.note)
		return err_memory(err);
	return change(s, ACT_NOTE, item, &after, dwell_ms, err);
}

/* Strings of the caller's become the document's. */
static bool own(struct arena *a, const char **text)
{
	if (!*text)
		return true;
	*text = arena_strdup(a, *text);
	return *text != NULL;
}

static bool own_place(struct arena *a, struct place *p)
{
	return own(a, &p->name) && own(a, &p->admin1) && own(a, &p->gazetteer) && own(a, &p->evidence.rule) &&
	       own(a, &p->evidence.why);
}

static bool own_figure(struct arena *a, struct figure *f)
{
	return own(a, &f->date_from) && own(a, &f->date_to) && own(a, &f->evidence.rule) &&
	       own(a, &f->evidence.why);
}

static bool set_values(struct session *s, uint32_t item, enum item_type type, const struct place *p,
	const struct figure *f, int64_t dwell_ms, struct err *err)
{
	if (!check_index(s, item, err))
		return false;
	struct item after = s->items.v[item];
	if (after.type != type)
		return err_set(
			err, ERR_INVALID, "this item is a %s", after.type == ITEM_PLACE ? "place" : "figure");
	if (p)
		after.place = *p;
	if (f)
		after.figure = *f;
	if (!own_place(&s->arena, &after.place) || !own_figure(&s->arena, &after.figure))
		return err_memory(err);
	after.decision = accepted(&after);
	return change(s, ACT_CORRECT, item, &after, dwell_ms, err);
}

bool session_set_place(
	struct session *s, uint32_t item, const struct place *p, int64_t dwell_ms, struct err *err)
{
	return set_values(s, item, ITEM_PLACE, p, NULL, dwell_ms, err);
}

bool session_set_figure(
	struct session *s, uint32_t item, const struct figure *f, int64_t dwell_ms, struct err *err)
{
	return set_values(s, item, ITEM_FIGURE, NULL, f, dwell_ms, err);
}

/* ---- adding ---- */

/* What the detector reads in a span, or an empty reading; it may not place or join what the person has not. */
static bool read_place(struct session *s, struct span span, struct place *out, struct err *err)
{
	struct place p = place_none();
	const struct detect_input in = input_of(&s->doc);
	if (s->detector && !detect_read_place(s->detector, &in, span, &s->arena, &p, err))
		return false;
	p.span = span;
	*out = p;
	return own_place(&s->arena, out) || err_memory(err);
}

static bool read_figure(struct session *s, struct span span, struct figure *out, struct err *err)
{
	struct figure f = figure_none();
	const struct detect_input in = input_of(&s->doc);
	f.approximator = APPROX_VAGUE;
	if (s->detector && !detect_read_figure(s->detector, &in, span, &s->arena, &f, err))
		return false;
	f.span = span;
	f.part_of = f.place = REF_NONE;
	f.relation = RELATION_NONE;
	if (f.harm == 0)
		f.harm = 1 << HARM_KILLED;
	*out = f;
	return own_figure(&s->arena, out) || err_memory(err);
}

static bool has_uid(const struct items *items, const char *uid)
{
	for (size_t i = 0; i < items->n; i++)
		if (strcmp(items->v[i].uid, uid) == 0)
			return true;
	return false;
}

static void new_uid(const struct session *s, enum item_type type, struct span span, char out[UUID_TEXT])
{
	unsigned nth = 0;
	do
		store_item_uid(s->doc.sha256, type, span, nth++, out);
	while (has_uid(&s->items, out));
}

bool session_add(struct session *s, enum item_type type, struct span span, uint32_t *item, struct err *err)
{
	struct item it = {
		.type = type,
		.decision = DECISION_ADDED,
		.place = place_none(),
		.machine_place = place_none(),
		.figure = figure_none(),
		.machine_figure = figure_none(),
	};
	if (span.beg_cp >= span.end_cp || span.end_cp > s->doc.text.len_cp)
		return err_set(err, ERR_INVALID, "select some words of the text first");
	bool ok = type == ITEM_PLACE ? read_place(s, span, &it.place, err)
				     : read_figure(s, span, &it.figure, err);
	new_uid(s, type, span, it.uid);
	if (!ok || !check_item(s, s->items.n, &it, err) || !order_reserve(&s->items, err) ||
		!write(s, ACT_ADD, (uint32_t)s->items.n, NULL, &it, 0, err))
		return false;
	*item = order_append(&s->items, &it);
	refresh(s);
	return true;
}

/* ---- undo ---- */

static int32_t find_uid(const struct items *items, const char *uid)
{
	for (size_t i = 0; i < items->n; i++)
		if (strcmp(items->v[i].uid, uid) == 0)
			return (int32_t)i;
	return -1;
}

/* What an item is when the annotator's layer says nothing of it: the machine's, or for an added one, as good as deleted. */
static struct item untouched(const struct item *it)
{
	struct item out = *it;
	out.flagged = false;
	out.note = NULL;
	out.decision = it->has_machine ? DECISION_NONE : DECISION_REJECTED;
	if (it->has_machine) {
		out.place = it->machine_place;
		out.figure = it->machine_figure;
	}
	return out;
}

static bool reload_item(struct session *s, const char *uid, uint32_t *item, struct err *err)
{
	struct item now;
	bool exists;
	int32_t index = find_uid(&s->items, uid);
	if (!order_reserve(&s->items, err) || !store_item_load(s->store, s->doc.id, s->annotator, uid,
						      &s->items, &s->arena, &now, &exists, err))
		return false;
	if (index >= 0) {
		const struct item before = s->items.v[index];
		now = exists ? now : untouched(&before);
		order_replace(&s->items, (uint32_t)index, &now);
		refresh_one(s, &before, &now);
	} else if (exists) {
		index = (int32_t)order_append(&s->items, &now);
		refresh(s);
	} else {
		return err_set(err, ERR_NOT_FOUND, "the item is not in this document any more");
	}
	*item = (uint32_t)index;
	return true;
}

/*
 * The store has moved already. An added item that is gone from another document leaves nothing to point at there; then
 * *item is the item that stands nearest to its beginning, the first.
 */
static bool follow(struct session *s, const struct undone *undone, uint32_t *item, struct err *err)
{
	s->saved = undone->receipt;
	if (undone->document == s->doc.id)
		return reload_item(s, undone->uid, item, err);
	if (!session_open(s, undone->document, err))
		return false;
	int32_t index = find_uid(&s->items, undone->uid);
	if (index < 0)
		index = session_next(s, -1, FILTER_ANY);
	*item = index < 0 ? 0 : (uint32_t)index;
	return true;
}

bool session_undo(struct session *s, uint32_t *item, struct err *err)
{
	struct undone undone;
	return store_undo(s->store, s->annotator, &undone, err) && follow(s, &undone, item, err);
}

bool session_redo(struct session *s, uint32_t *item, struct err *err)
{
	struct undone undone;
	return store_redo(s->store, s->annotator, &undone, err) && follow(s, &undone, item, err);
}
