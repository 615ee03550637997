/*
 * Documents: texts and what is known about them.
 *
 * Texts are kept as UTF-8 in a table of their own; lists read `document` and `progress` alone. An import is one journal
 * row.
 */
#include "base/utf8.h"
#include "store/parts.h"
#include "text/decode.h"

#include <stdlib.h>
#include <string.h>

/* Offsets have 28 bits in an item's uid; a row of SQLite holds a thousand million bytes. */
enum { TEXT_MAX_CP = (1 << 28) - 1 };

/* ---- adding ---- */

static bool find(struct store *s, const char *sha256, bool *found, int64_t *id, struct err *err)
{
	struct query q;
	*found = false;
	bool ok = query_begin(&q, s, "SELECT id FROM document WHERE sha256 = ?", err);
	if (ok) {
		query_text(&q, 1, sha256);
		ok = query_row(&q, found, err);
	}
	if (ok && *found)
		*id = sqlite3_column_int64(q.stmt, 0);
	query_end(&q);
	return ok;
}

static bool insert_document(
	struct store *s, const struct document *doc, const char *sha256, int64_t *id, struct err *err)
{
	struct query q;
	char now[TIME_TEXT], fallback[13];
	time_format(time_now_ms(), now);
	memcpy(fallback, sha256, sizeof fallback - 1);
	fallback[sizeof fallback - 1] = '\0';
	if (!query_begin(&q, s,
		    "INSERT INTO document (sha256, name, title, outlet, url, published, language, len_cp, imported_at) "
		    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    err))
		return false;
	query_text(&q, 1, sha256);
	query_text(&q, 2, doc->name ? doc->name : doc->title ? doc->title : fallback);
	query_text(&q, 3, doc->title);
	query_text(&q, 4, doc->outlet);
	query_text(&q, 5, doc->url);
	query_text(&q, 6, doc->published);
	query_text(&q, 7, doc->language);
	query_int(&q, 8, doc->text.len_cp);
	query_text(&q, 9, now);
	if (!query_done(&q, err))
		return false;
	*id = sqlite3_last_insert_rowid(s->db);
	return true;
}

static bool insert_text(struct store *s, int64_t id, const char *u8, size_t n, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s, "INSERT INTO document_text (document_id, text) VALUES (?, ?)", err))
		return false;
	query_int(&q, 1, id);
	query_text_n(&q, 2, u8, n);
	return query_done(&q, err);
}

static bool journal_import(struct store *s, const struct document *doc, const char *sha256, struct err *err)
{
	json_t *j = json_pack(
		"{ss? ss? si}", "name", doc->name, "url", doc->url, "len_cp", (int)doc->text.len_cp);
	char *value = j ? json_dumps(j, JSON_COMPACT) : NULL;
	json_decref(j);
	if (!value)
		return err_set(err, ERR_INPUT, "the document's name or address is not well-formed UTF-8");
	struct receipt receipt;
	bool ok = journal_append(s,
		&(struct entry){
			.annotator = "", .act = "import", .document_sha256 = sha256, .new_value = value},
		&receipt, err);
	free(value);
	return ok;
}

struct added {
	int64_t id;
	bool existed;
};

static bool add(struct store *s, const struct document *doc, const char *u8, size_t n, struct added *out,
	struct err *err)
{
	char sha256[SHA256_HEX];
	if (doc->sha256[0])
		memcpy(sha256, doc->sha256, sizeof sha256);
	else
		sha256_hex(u8, n, sha256);
	if (!find(s, sha256, &out->existed, &out->id, err))
		return false;
	return out->existed ||
	       (insert_document(s, doc, sha256, &out->id, err) && insert_text(s, out->id, u8, n, err) &&
		       journal_import(s, doc, sha256, err));
}

bool store_document_add(
	struct store *s, const struct document *doc, int64_t *id, bool *existed, struct err *err)
{
	size_t n;
	struct added added = {0};
	if (doc->text.len_cp > TEXT_MAX_CP)
		return err_set(err, ERR_INVALID, "the text has more than %d million characters; split it",
			TEXT_MAX_CP >> 20);
	char *u8 = text_to_utf8(doc->text.cp, doc->text.len_cp, &n);
	if (!u8)
		return err_memory(err);
	bool ok = db_begin(s, err) && db_end(s, add(s, doc, u8, n, &added, err), err);
	free(u8);
	if (!ok)
		return false;
	*id = added.id;
	*existed = added.existed;
	db_checkpoint_if_long(s);
	return true;
}

/* ---- reading ---- */

static bool not_found(struct store *s, int64_t id, struct err *err)
{
	return err_set(err, ERR_NOT_FOUND, "there is no document %lld in '%s'", (long long)id, s->path);
}

bool document_sha256(struct store *s, int64_t id, char out[SHA256_HEX], struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s, "SELECT sha256 FROM document WHERE id = ?", err);
	if (ok) {
		query_int(&q, 1, id);
		ok = query_row(&q, &row, err);
	}
	if (ok && !row)
		ok = not_found(s, id, err);
	if (ok && !column_fixed(&q, 0, out, SHA256_HEX))
		ok = err_set(err, ERR_DB_DAMAGED, "document %lld has no hash", (long long)id);
	query_end(&q);
	return ok;
}

static bool text_from_u8(
	const uint8_t *u8, size_t n, uint32_t len_cp, struct arena *a, struct text *out, struct err *err)
{
	uint32_t *cp = arena_array(a, len_cp, sizeof *cp);
	if (!cp)
		return err_memory(err);
	size_t pos = 0;
	uint32_t i = 0;
	for (; i < len_cp && pos < n; i++)
		cp[i] = utf8_decode(u8, n, &pos);
	if (i != len_cp || pos != n)
		return err_set(
			err, ERR_DB_DAMAGED, "a stored text has not the length that was recorded for it");
	*out = (struct text){cp, len_cp};
	return true;
}

static bool read_document(const struct query *q, struct arena *a, struct document *d, struct err *err)
{
	bool oom = false;
	d->id = sqlite3_column_int64(q->stmt, 0);
	d->name = column_copy(q, 2, a, &oom);
	d->title = column_copy(q, 3, a, &oom);
	d->outlet = column_copy(q, 4, a, &oom);
	d->url = column_copy(q, 5, a, &oom);
	d->published = column_copy(q, 6, a, &oom);
	d->language = column_copy(q, 7, a, &oom);
	const uint8_t *u8 = sqlite3_column_text(q->stmt, 9);
	if (oom || !u8)
		return err_memory(err);
	if (!column_fixed(q, 1, d->sha256, SHA256_HEX))
		return err_set(err, ERR_DB_DAMAGED, "document %lld has no hash", (long long)d->id);
	return text_from_u8(u8, (size_t)sqlite3_column_bytes(q->stmt, 9),
		(uint32_t)sqlite3_column_int64(q->stmt, 8), a, &d->text, err);
}

bool store_document_get(struct store *s, int64_t id, struct arena *a, struct document *out, struct err *err)
{
	struct query q;
	bool row = false;
	struct document d = {0};
	db_checkpoint_if_long(s);
	bool ok = query_begin(&q, s,
		"SELECT id, sha256, name, title, outlet, url, published, language, len_cp, text "
		"FROM document JOIN document_text ON document_id = id WHERE id = ?",
		err);
	if (ok) {
		query_int(&q, 1, id);
		ok = query_row(&q, &row, err);
	}
	if (ok)
		ok = row ? read_document(&q, a, &d, err) : not_found(s, id, err);
	query_end(&q);
	if (ok)
		*out = d;
	return ok;
}

bool store_document_find(struct store *s, const char *sha256, int64_t *id, struct err *err)
{
	bool found;
	if (!find(s, sha256, &found, id, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "there is no document with the hash %.64s", sha256);
}

/* ---- listing ---- */

static struct document_summary read_summary(const struct query *q)
{
	struct document_summary d = {
		.id = sqlite3_column_int64(q->stmt, 0),
		.name = column_text(q, 2),
		.title = column_text(q, 3),
		.outlet = column_text(q, 4),
		.published = column_text(q, 5),
		.len_cp = (uint32_t)sqlite3_column_int64(q->stmt, 6),
		.n_items = (uint32_t)sqlite3_column_int64(q->stmt, 7),
		.n_decided = (uint32_t)sqlite3_column_int64(q->stmt, 8),
	};
	column_fixed(q, 1, d.sha256, sizeof d.sha256);
	return d;
}

bool store_documents_each(struct store *s, const char *annotator,
	bool (*fn)(void *arg, const struct document_summary *d), void *arg, struct err *err)
{
	struct query q;
	bool more = false;
	bool ok = query_begin(&q, s,
		"SELECT d.id, d.sha256, d.name, d.title, d.outlet, d.published, d.len_cp, "
		"d.n_suggestions + coalesce(p.n_extra, 0), coalesce(p.n_decided, 0) "
		"FROM document d LEFT JOIN progress p ON p.annotator = ? AND p.document_id = d.id ORDER BY d.id",
		err);
	if (ok)
		query_text(&q, 1, annotator);
	while (ok && (ok = query_row(&q, &more, err)) && more) {
		struct document_summary d = read_summary(&q);
		if (!fn(arg, &d))
			break;
	}
	query_end(&q);
	return ok;
}

bool store_document_count(struct store *s, int64_t *out, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s, "SELECT coalesce(max(id), 0) FROM document", err) &&
		  query_row(&q, &row, err);
	if (ok)
		*out = sqlite3_column_int64(q.stmt, 0);
	query_end(&q);
	return ok;
}

bool store_document_step(struct store *s, int64_t id, int step, int64_t *out, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s,
		step > 0 ? "SELECT id FROM document WHERE id > ? ORDER BY id LIMIT 1"
			 : "SELECT id FROM document WHERE id < ? ORDER BY id DESC LIMIT 1",
		err);
	if (ok) {
		query_int(&q, 1, id);
		ok = query_row(&q, &row, err);
	}
	if (ok && !row)
		ok = err_set(err, ERR_NOT_FOUND,
			step > 0 ? "this is the last document" : "this is the first document");
	if (ok)
		*out = sqlite3_column_int64(q.stmt, 0);
	query_end(&q);
	return ok;
}
