/*
 * Undo: each annotator's acts in a line, some of them undone at its end.
 *
 *	position   1        2        3        4
 *	act        confirm  correct  reject   add
 *	undone     0        0        1        1        undo takes 2, redo takes 3, a new act drops 3 and 4
 *
 * Undo and redo set the item to what the act's journal row holds and write a row of their own; nothing is ever deleted from
 * the journal. The line has no end, spans documents and lives in the database, so it survives restarts.
 */
#include "store/parts.h"

#include <stdlib.h>
#include <string.h>

bool undo_push(struct store *s, const char *annotator, int64_t seq, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s, "DELETE FROM undo WHERE annotator = ? AND undone = 1", err))
		return false;
	query_text(&q, 1, annotator);
	if (!query_done(&q, err) ||
		!query_begin(&q, s,
			"INSERT INTO undo (annotator, undone, position, seq) VALUES (?1, 0, (SELECT coalesce(max(position), 0) "
			"+ 1 FROM undo WHERE annotator = ?1 AND undone = 0), ?2)",
			err))
		return false;
	query_text(&q, 1, annotator);
	query_int(&q, 2, seq);
	return query_done(&q, err);
}

/* The act that is next to be undone or done again. */
struct target {
	int64_t position, document, dwell_ms;
	char uid[UUID_TEXT], item[UUID_TEXT], document_sha256[SHA256_HEX];
	enum act_kind kind;
	struct str value; /* the item's state to be */
	bool gone;        /* the item is to be unknown to the annotator's layer again */
	struct str detector;
};

static enum act_kind kind_of(const char *name)
{
	for (enum act_kind kind = ACT_CONFIRM; kind < ACT_REDO; kind++)
		if (strcmp(act_name(kind), name) == 0)
			return kind;
	return ACT_REDO;
}

static bool copy_target(const struct query *q, struct target *t, struct err *err)
{
	const char *item = column_text(q, 2);
	const char *act = column_text(q, 4), *value = column_text(q, 5), *detector = column_text(q, 6);
	if (!item || strlen(item) >= sizeof t->item || !act || !column_fixed(q, 1, t->uid, sizeof t->uid) ||
		!column_fixed(q, 3, t->document_sha256, sizeof t->document_sha256))
		return err_set(err, ERR_DB_DAMAGED, "the journal row of an act is incomplete");
	t->position = sqlite3_column_int64(q->stmt, 0);
	t->document = sqlite3_column_int64(q->stmt, 7);
	memcpy(t->item, item, strlen(item) + 1);
	t->kind = kind_of(act);
	t->gone = !value;
	str_add(&t->value, value ? value : "");
	str_add(&t->detector, detector ? detector : "");
	return t->value.failed || t->detector.failed ? err_memory(err) : true;
}

static bool find_target(struct store *s, const char *annotator, bool redo, struct target *t, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s,
		redo ? "SELECT position, j.uid, item, document_sha256, act, new_value, j.detector, d.id FROM undo "
		       "JOIN journal j USING (seq) JOIN document d ON d.sha256 = document_sha256 "
		       "WHERE undo.annotator = ? AND undone = 1 ORDER BY position LIMIT 1"
		     : "SELECT position, j.uid, item, document_sha256, act, old_value, j.detector, d.id FROM undo "
		       "JOIN journal j USING (seq) JOIN document d ON d.sha256 = document_sha256 "
		       "WHERE undo.annotator = ? AND undone = 0 ORDER BY position DESC LIMIT 1",
		err);
	if (ok) {
		query_text(&q, 1, annotator);
		ok = query_row(&q, &row, err);
	}
	if (ok)
		ok = row ? copy_target(&q, t, err)
			 : err_set(err, ERR_NOT_FOUND, redo ? "nothing to redo" : "nothing to undo");
	query_end(&q);
	return ok;
}

/* Whether an item is among the document's current suggestions. Each uid occurs in them as text. */
static bool is_suggested(struct store *s, int64_t document, const char *uid, bool *out, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(
		&q, s, "SELECT 1 FROM reading WHERE document_id = ? AND instr(items, ?) > 0", err);
	if (ok) {
		query_int(&q, 1, document);
		query_text(&q, 2, uid);
		ok = query_row(&q, &row, err);
	}
	query_end(&q);
	*out = row;
	return ok;
}

static bool move_target(struct store *s, const char *annotator, bool redo, int64_t position, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s,
		    "UPDATE undo SET undone = ? WHERE annotator = ? AND undone = ? AND position = ?", err))
		return false;
	query_int(&q, 1, !redo);
	query_text(&q, 2, annotator);
	query_int(&q, 3, redo);
	query_int(&q, 4, position);
	return query_done(&q, err);
}

static bool apply(struct store *s, const char *annotator, bool redo, struct target *t,
	struct receipt *receipt, struct err *err)
{
	const struct layer_key key = {t->document, annotator, t->item};
	struct str before = {0};
	bool exists = false, suggested = false;
	bool ok = layer_get(s, &key, &before, &exists, err) &&
		  (exists || t->gone || is_suggested(s, t->document, t->item, &suggested, err));
	const struct entry entry = {
		.annotator = annotator,
		.act = act_name(redo ? ACT_REDO : ACT_UNDO),
		.document_sha256 = t->document_sha256,
		.item = t->item,
		.detector = t->detector.len ? str_text(&t->detector) : NULL,
		.target = t->uid,
		.old_value = ok && exists ? str_text(&before) : NULL,
		.new_value = t->gone ? NULL : str_text(&t->value),
	};
	ok = ok && journal_append(s, &entry, receipt, err) &&
	     layer_set(s, &key, entry.new_value, receipt->seq, !suggested, err) &&
	     move_target(s, annotator, redo, t->position, err);
	str_release(&before);
	return ok;
}

static bool step(struct store *s, const char *annotator, bool redo, struct undone *out, struct err *err)
{
	if (!db_begin(s, err))
		return false;
	struct target t = {0};
	struct receipt receipt;
	bool ok = find_target(s, annotator, redo, &t, err) && apply(s, annotator, redo, &t, &receipt, err);
	ok = db_end(s, ok, err);
	if (ok) {
		*out = (struct undone){.document = t.document, .kind = t.kind, .receipt = receipt};
		memcpy(out->uid, t.item, sizeof out->uid);
	}
	str_release(&t.value);
	str_release(&t.detector);
	return ok;
}

bool store_undo(struct store *s, const char *annotator, struct undone *out, struct err *err)
{
	return step(s, annotator, false, out, err);
}

bool store_redo(struct store *s, const char *annotator, struct undone *out, struct err *err)
{
	return step(s, annotator, true, out, err);
}
