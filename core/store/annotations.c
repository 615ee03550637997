/*
 * Annotations: a person's layer over the machine's.
 *
 * Loading merges three lists by uid: the current suggestions, the superseded ones, and the annotator's states. A state is
 * complete in itself (it holds the machine's reading that the person saw), so it wins over the suggestion of its uid.
 * Superseded suggestions are shown where the annotator said something of them, or where a shown item refers to them.
 * Cost: linear, one hash table of uids.
 */
#include "store/parts.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* ---- the list that is being loaded ---- */

struct loading {
	struct arena *arena; /* of the document: strings stay */
	struct loose_item *v;
	size_t n, cap;
	uint32_t *table; /* open addressing: index + 1, 0 is free */
	size_t slots;    /* a power of two */
};

static size_t slot_of(const struct loading *l, const char *uid)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */
	for (const char *p = uid; *p; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	size_t slot = (size_t)(h ^ h >> 32) & (l->slots - 1);
	while (l->table[slot] && strcmp(l->v[l->table[slot] - 1].item.uid, uid) != 0)
		slot = (slot + 1) & (l->slots - 1);
	return slot;
}

static bool grow_table(struct loading *l)
{
	if (l->slots > l->n * 2)
		return true;
	size_t slots = l->slots ? l->slots * 2 : 256;
	uint32_t *table = calloc(slots, sizeof *table);
	if (!table)
		return false;
	free(l->table);
	l->table = table;
	l->slots = slots;
	for (size_t i = 0; i < l->n; i++)
		table[slot_of(l, l->v[i].item.uid)] = (uint32_t)i + 1;
	return true;
}

/* Adds an item, or puts it in the place of the one with its uid. */
static bool merge(struct loading *l, const struct loose_item *item, struct err *err)
{
	if (!vec_reserve(&l->v, &l->cap, l->n + 1, sizeof *l->v) || !grow_table(l))
		return err_memory(err);
	size_t slot = slot_of(l, item->item.uid);
	if (l->table[slot] == 0)
		l->table[slot] = (uint32_t)++l->n;
	l->v[l->table[slot] - 1] = *item;
	return true;
}

static struct loose_item *lookup(const struct loading *l, const char *uid)
{
	if (!*uid || l->slots == 0)
		return NULL;
	uint32_t at = l->table[slot_of(l, uid)];
	return at ? &l->v[at - 1] : NULL;
}

/* ---- reading the three lists ---- */

static bool merge_array(void *arg, json_t *array, bool superseded, struct err *err)
{
	struct loading *l = arg;
	for (size_t i = 0; i < json_array_size(array); i++) {
		struct loose_item item;
		if (!loose_from_suggestion(json_array_get(array, i), l->arena, &item, err))
			return false;
		item.superseded = superseded;
		item.visible = !superseded;
		if (!merge(l, &item, err))
			return false;
	}
	return true;
}

static bool load_suggestions(struct store *s, int64_t document, struct loading *l, struct err *err)
{
	return reading_each(s, document, merge_array, l, err);
}

static bool load_states(
	struct store *s, int64_t document, const char *annotator, struct loading *l, struct err *err)
{
	struct query q;
	bool more = false;
	bool ok = query_begin(&q, s,
		"SELECT uid, state FROM annotation WHERE document_id = ? AND annotator = ? ORDER BY beg_cp, end_cp, uid",
		err);
	if (ok) {
		query_int(&q, 1, document);
		query_text(&q, 2, annotator);
	}
	while (ok && (ok = query_row(&q, &more, err)) && more) {
		struct loose_item item;
		ok = loose_from_state(column_text(&q, 1), column_text(&q, 0), l->arena, &item, err) &&
		     merge(l, &item, err);
	}
	query_end(&q);
	return ok;
}

/* ---- references and order ---- */

static bool show(struct loading *l, const char *uid)
{
	struct loose_item *item = lookup(l, uid);
	if (!item || item->visible)
		return false;
	return item->visible = true;
}

static void show_what_is_referred_to(struct loading *l)
{
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < l->n; i++) {
			const struct loose_item *it = &l->v[i];
			if (!it->visible)
				continue;
			bool shown = show(l, it->part_of);
			shown = show(l, it->place) || shown;
			shown = show(l, it->machine_part_of) || shown;
			shown = show(l, it->machine_place) || shown;
			again = again || shown;
		}
	}
}

/* The index that an item gets among the visible ones; position[] counts them. */
static int32_t resolve(
	const struct loading *l, const uint32_t *position, const char *uid, enum item_type type)
{
	const struct loose_item *item = lookup(l, uid);
	return item && item->item.type == type ? (int32_t)position[item - l->v] : REF_NONE;
}

static void resolve_figure(const struct loading *l, const uint32_t *position, const char *part_of,
	const char *place, struct figure *f)
{
	f->part_of = resolve(l, position, part_of, ITEM_FIGURE);
	f->place = resolve(l, position, place, ITEM_PLACE);
	if (f->part_of == REF_NONE)
		f->relation = RELATION_NONE;
}

/* By beginning, then the longer first, then as they came. */
static int compare_items(const void *a, const void *b, void *arg)
{
	const struct item *v = arg;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	struct span x = item_span(&v[i]), y = item_span(&v[j]);
	if (x.beg_cp != y.beg_cp)
		return x.beg_cp < y.beg_cp ? -1 : 1;
	if (x.end_cp != y.end_cp)
		return x.end_cp > y.end_cp ? -1 : 1;
	return i < j ? -1 : i > j;
}

static bool collect(struct loading *l, struct items *out, struct err *err)
{
	size_t n = 0;
	uint32_t *position = malloc((l->n + 1) * sizeof *position);
	struct items items = {.v = malloc((l->n + 1) * sizeof *items.v),
		.order = malloc((l->n + 1) * sizeof *items.order),
		.cap = l->n + 1};
	if (!position || !items.v || !items.order) {
		free(position);
		items_release(&items);
		return err_memory(err);
	}
	for (size_t i = 0; i < l->n; i++) {
		position[i] = (uint32_t)n;
		n += l->v[i].visible;
	}
	for (size_t i = 0; i < l->n; i++) {
		struct loose_item *it = &l->v[i];
		if (!it->visible)
			continue;
		resolve_figure(l, position, it->part_of, it->place, &it->item.figure);
		resolve_figure(l, position, it->machine_part_of, it->machine_place, &it->item.machine_figure);
		items.order[items.n] = (uint32_t)items.n;
		items.v[items.n++] = it->item;
	}
	free(position);
	qsort_r(items.order, items.n, sizeof *items.order, compare_items, items.v);
	*out = items;
	return true;
}

bool store_items_load(struct store *s, int64_t document, const char *annotator, struct arena *a,
	struct items *out, struct err *err)
{
	char sha256[SHA256_HEX];
	if (!document_sha256(s, document, sha256, err))
		return false;
	struct loading l = {.arena = a};
	bool ok = load_suggestions(s, document, &l, err) && load_states(s, document, annotator, &l, err);
	if (ok) {
		show_what_is_referred_to(&l);
		ok = collect(&l, out, err);
	}
	free(l.v);
	free(l.table);
	return ok;
}

void items_release(struct items *items)
{
	free(items->v);
	free(items->order);
	*items = (struct items){0};
}

/* ---- the annotator's layer ---- */

bool layer_get(struct store *s, const struct layer_key *k, struct str *state, bool *exists, struct err *err)
{
	struct query q;
	*exists = false;
	bool ok = query_begin(&q, s,
		"SELECT state FROM annotation WHERE document_id = ? AND annotator = ? AND uid = ?", err);
	if (ok) {
		query_int(&q, 1, k->document);
		query_text(&q, 2, k->annotator);
		query_text(&q, 3, k->uid);
		ok = query_row(&q, exists, err);
	}
	if (ok && *exists) {
		const char *text = column_text(&q, 0);
		if (text)
			str_add(state, text);
		ok = text && !state->failed ? true : err_memory(err);
	}
	query_end(&q);
	return ok;
}

static int32_t index_of_uid(const struct items *items, const char *uid, enum item_type type)
{
	for (size_t i = 0; *uid && i < items->n; i++)
		if (items->v[i].type == type && strcmp(items->v[i].uid, uid) == 0)
			return (int32_t)i;
	return REF_NONE;
}

static void resolve_in(const struct items *items, const char *part_of, const char *place, struct figure *f)
{
	f->part_of = index_of_uid(items, part_of, ITEM_FIGURE);
	f->place = index_of_uid(items, place, ITEM_PLACE);
	if (f->part_of == REF_NONE)
		f->relation = RELATION_NONE;
}

bool store_item_load(struct store *s, int64_t document, const char *annotator, const char *uid,
	const struct items *items, struct arena *a, struct item *out, bool *exists, struct err *err)
{
	struct str state = {0};
	struct loose_item l;
	bool found;
	bool ok = layer_get(s, &(struct layer_key){document, annotator, uid}, &state, &found, err) &&
		  (!found || loose_from_state(str_text(&state), uid, a, &l, err));
	str_release(&state);
	if (!ok)
		return false;
	*exists = found;
	if (found) {
		resolve_in(items, l.part_of, l.place, &l.item.figure);
		resolve_in(items, l.machine_part_of, l.machine_place, &l.item.machine_figure);
		*out = l.item;
	}
	return true;
}

struct tally {
	int64_t extra, decided;
};

static bool count(struct store *s, const struct layer_key *k, struct tally *out, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s,
		"SELECT extra, decision NOT IN ('undecided', 'skipped') FROM annotation "
		"WHERE document_id = ? AND annotator = ? AND uid = ?",
		err);
	if (ok) {
		query_int(&q, 1, k->document);
		query_text(&q, 2, k->annotator);
		query_text(&q, 3, k->uid);
		ok = query_row(&q, &row, err);
	}
	*out = (struct tally){0};
	if (ok && row)
		*out = (struct tally){sqlite3_column_int64(q.stmt, 0), sqlite3_column_int64(q.stmt, 1)};
	query_end(&q);
	return ok;
}

static bool add_progress(struct store *s, const struct layer_key *k, struct tally change, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s,
		    "INSERT INTO progress (annotator, document_id, n_extra, n_decided) VALUES (?, ?, 0, 0) "
		    "ON CONFLICT (annotator, document_id) DO NOTHING",
		    err))
		return false;
	query_text(&q, 1, k->annotator);
	query_int(&q, 2, k->document);
	if (!query_done(&q, err) ||
		!query_begin(&q, s,
			"UPDATE progress SET n_extra = n_extra + ?, n_decided = n_decided + ? "
			"WHERE annotator = ? AND document_id = ?",
			err))
		return false;
	query_int(&q, 1, change.extra);
	query_int(&q, 2, change.decided);
	query_text(&q, 3, k->annotator);
	query_int(&q, 4, k->document);
	return query_done(&q, err);
}

static bool write_state(struct store *s, const struct layer_key *k, const char *state, int64_t seq,
	bool extra, struct err *err)
{
	struct query q;
	bool ok =
		state ? query_begin(&q, s,
				"INSERT INTO annotation (document_id, annotator, uid, seq, extra, state) "
				"VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (document_id, annotator, uid) DO UPDATE SET "
				"seq = excluded.seq, state = excluded.state",
				err)
		      : query_begin(&q, s,
				"DELETE FROM annotation WHERE document_id = ? AND annotator = ? AND uid = ?",
				err);
	if (!ok)
		return false;
	query_int(&q, 1, k->document);
	query_text(&q, 2, k->annotator);
	query_text(&q, 3, k->uid);
	if (state) {
		query_int(&q, 4, seq);
		query_int(&q, 5, extra);
		query_text(&q, 6, state);
	}
	return query_done(&q, err);
}

bool layer_set(struct store *s, const struct layer_key *k, const char *state, int64_t seq, bool extra,
	struct err *err)
{
	struct tally before, after;
	return count(s, k, &before, err) && write_state(s, k, state, seq, extra, err) &&
	       count(s, k, &after, err) &&
	       add_progress(
		       s, k, (struct tally){after.extra - before.extra, after.decided - before.decided}, err);
}

/* ---- acts ---- */

/* An item that is no current suggestion is one more in the document's list. */
static bool is_extra(struct store *s, const struct act *act, bool *extra, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(
		&q, s, "SELECT 1 FROM reading WHERE document_id = ? AND instr(superseded, ?) = 0", err);
	if (ok) {
		query_int(&q, 1, act->document);
		query_text(&q, 2, act->after->uid);
		ok = query_row(&q, &row, err);
	}
	query_end(&q);
	*extra = !act->after->has_machine || !row;
	return ok;
}

static bool act(
	struct store *s, const struct act *act, const char *state, struct receipt *out, struct err *err)
{
	const struct layer_key key = {act->document, act->annotator, act->after->uid};
	char sha256[SHA256_HEX];
	struct str before = {0};
	bool exists = false, extra = false;
	bool ok = document_sha256(s, act->document, sha256, err) &&
		  layer_get(s, &key, &before, &exists, err) && is_extra(s, act, &extra, err);
	const struct entry entry = {
		.annotator = act->annotator,
		.act = act_name(act->kind),
		.document_sha256 = sha256,
		.item = act->after->uid,
		.detector = act->detector_version,
		.dwell_ms = act->dwell_ms,
		.old_value = exists ? str_text(&before) : NULL,
		.new_value = state,
	};
	ok = ok && journal_append(s, &entry, out, err) && layer_set(s, &key, state, out->seq, extra, err) &&
	     undo_push(s, act->annotator, out->seq, err);
	str_release(&before);
	return ok;
}

static bool check_annotator(const char *name, struct err *err)
{
	for (const char *p = name; *p; p++)
		if ((unsigned char)*p < 0x20)
			return err_set(
				err, ERR_INVALID, "an annotator's name cannot hold control characters");
	return *name || err_set(err, ERR_INVALID, "an annotator needs a name");
}

bool store_act(struct store *s, const struct act *a, struct receipt *out, struct err *err)
{
	if (!check_annotator(a->annotator, err))
		return false;
	char *state = state_of_item(a->items, a->after);
	if (!state)
		return err_memory(err);
	struct receipt receipt;
	bool ok = db_begin(s, err) && db_end(s, act(s, a, state, &receipt, err), err);
	free(state);
	if (ok)
		*out = receipt;
	return ok;
}
