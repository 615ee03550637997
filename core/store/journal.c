/*
 * Journal: append-only rows in a chain of hashes.
 *
 * A row's hash is SHA-256 over its fields in the order of row_fields below, each followed by one LF, null being empty, and
 * last the hash of the row before. No field can hold an LF (the schema refuses it; JSON escapes it), so the form is
 * unambiguous, and `sqlite3 … | sha256sum` computes it: docs/database.md has the line.
 *
 * A chain shows every change of a row or removal from its middle to whoever knows the last hash. Rows cut off its end are
 * shown only by a head noted elsewhere.
 */
#include "store/parts.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

static const char no_hash[] = "0000000000000000000000000000000000000000000000000000000000000000";

const char *act_name(enum act_kind kind)
{
	static const char *const names[] = {
		[ACT_CONFIRM] = "confirm",
		[ACT_CORRECT] = "correct",
		[ACT_REJECT] = "reject",
		[ACT_SKIP] = "skip",
		[ACT_RESET] = "reset",
		[ACT_ADD] = "add",
		[ACT_FLAG] = "flag",
		[ACT_NOTE] = "note",
		[ACT_UNDO] = "undo",
		[ACT_REDO] = "redo",
	};
	assert((size_t)kind < sizeof names / sizeof *names);
	return names[kind];
}

/* ---- the hash ---- */

static void add_line(struct str *out, const char *field)
{
	if (field)
		str_add(out, field);
	str_add_byte(out, '\n');
}

static bool row_hash(const struct journal_row *r, struct str *buffer, char out[SHA256_HEX])
{
	str_clear(buffer);
	str_addf(buffer, "%" PRId64 "\n", r->seq);
	add_line(buffer, r->uid);
	add_line(buffer, r->at);
	add_line(buffer, r->annotator);
	add_line(buffer, r->act);
	add_line(buffer, r->document_sha256);
	add_line(buffer, r->item);
	add_line(buffer, r->detector);
	str_addf(buffer, "%" PRId64 "\n", r->dwell_ms);
	add_line(buffer, r->target);
	add_line(buffer, r->old_value);
	add_line(buffer, r->new_value);
	add_line(buffer, r->prev_hash);
	sha256_hex(str_text(buffer), buffer->len, out);
	return !buffer->failed;
}

/* ---- writing ---- */

static bool last_row(struct store *s, int64_t *seq, char hash[SHA256_HEX], struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", err) &&
		  query_row(&q, &row, err);
	*seq = 0;
	memcpy(hash, no_hash, SHA256_HEX);
	if (ok && row) {
		*seq = sqlite3_column_int64(q.stmt, 0);
		if (!column_fixed(&q, 1, hash, SHA256_HEX))
			ok = err_set(
				err, ERR_DB_DAMAGED, "the last journal row of '%s' has no hash", s->path);
	}
	query_end(&q);
	return ok;
}

static bool insert_row(struct store *s, const struct journal_row *r, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s,
		    "INSERT INTO journal (seq, uid, at, annotator, act, document_sha256, item, detector, dwell_ms, target, "
		    "old_value, new_value, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    err))
		return false;
	query_int(&q, 1, r->seq);
	query_text(&q, 2, r->uid);
	query_text(&q, 3, r->at);
	query_text(&q, 4, r->annotator);
	query_text(&q, 5, r->act);
	query_text(&q, 6, r->document_sha256);
	query_text(&q, 7, r->item);
	query_text(&q, 8, r->detector);
	query_int(&q, 9, r->dwell_ms);
	query_text(&q, 10, r->target);
	query_text(&q, 11, r->old_value);
	query_text(&q, 12, r->new_value);
	query_text(&q, 13, r->prev_hash);
	query_text(&q, 14, r->hash);
	return query_done(&q, err);
}

bool journal_append(struct store *s, const struct entry *e, struct receipt *out, struct err *err)
{
	char uid[UUID_TEXT], at[TIME_TEXT], prev[SHA256_HEX], hash[SHA256_HEX];
	int64_t last, now = time_now_ms();
	if (!uuid_new(uid, err) || !last_row(s, &last, prev, err))
		return false;
	time_format(now, at);
	struct journal_row r = {
		.seq = last + 1,
		.uid = uid,
		.at = at,
		.annotator = e->annotator,
		.act = e->act,
		.document_sha256 = e->document_sha256,
		.item = e->item,
		.detector = e->detector,
		.dwell_ms = e->dwell_ms,
		.target = e->target,
		.old_value = e->old_value,
		.new_value = e->new_value,
		.prev_hash = prev,
		.hash = hash,
	};
	struct str buffer = {0};
	bool ok = row_hash(&r, &buffer, hash) ? insert_row(s, &r, err) : err_memory(err);
	str_release(&buffer);
	if (ok)
		*out = (struct receipt){r.seq, now};
	return ok;
}

/* ---- reading ---- */

static struct journal_row read_row(const struct query *q)
{
	return (struct journal_row){
		.seq = sqlite3_column_int64(q->stmt, 0),
		.uid = column_text(q, 1),
		.at = column_text(q, 2),
		.annotator = column_text(q, 3),
		.act = column_text(q, 4),
		.document_sha256 = column_text(q, 5),
		.item = column_text(q, 6),
		.detector = column_text(q, 7),
		.dwell_ms = sqlite3_column_int64(q->stmt, 8),
		.target = column_text(q, 9),
		.old_value = column_text(q, 10),
		.new_value = column_text(q, 11),
		.prev_hash = column_text(q, 12),
		.hash = column_text(q, 13),
	};
}

bool store_journal_each(
	struct store *s, bool (*fn)(void *arg, const struct journal_row *r), void *arg, struct err *err)
{
	struct query q;
	bool more = false;
	bool ok = query_begin(&q, s,
		"SELECT seq, uid, at, annotator, act, document_sha256, item, detector, dwell_ms, target, old_value, "
		"new_value, prev_hash, hash FROM journal ORDER BY seq",
		err);
	while (ok && (ok = query_row(&q, &more, err)) && more) {
		struct journal_row r = read_row(&q);
		if (!fn(arg, &r))
			break;
	}
	query_end(&q);
	return ok;
}

/* ---- checking ---- */

struct chain {
	struct journal_check check;
	struct str buffer;
	struct err *err;
	bool holds;
};

static bool check_row(void *arg, const struct journal_row *r)
{
	struct chain *c = arg;
	char hash[SHA256_HEX];
	c->holds = false;
	if (!r->hash || !r->prev_hash || !row_hash(r, &c->buffer, hash))
		return err_memory(c->err);
	if (r->seq != c->check.rows + 1)
		return err_set(c->err, ERR_TAMPERED, "journal row %" PRId64 " is missing", c->check.rows + 1);
	if (strcmp(hash, r->hash) != 0)
		return err_set(c->err, ERR_TAMPERED,
			"journal row %" PRId64 " was changed: its hash does not match", r->seq);
	if (strcmp(r->prev_hash, c->check.head) != 0)
		return err_set(c->err, ERR_TAMPERED,
			"journal row %" PRId64 " does not follow the row before it", r->seq);
	c->check.rows = r->seq;
	memcpy(c->check.head, hash, SHA256_HEX);
	return c->holds = true;
}

static bool check_chain(struct store *s, struct journal_check *out, struct err *err)
{
	struct chain c = {.err = err, .holds = true};
	memcpy(c.check.head, no_hash, SHA256_HEX);
	bool ok = store_journal_each(s, check_row, &c, err) && c.holds;
	str_release(&c.buffer);
	if (ok)
		*out = c.check;
	return ok;
}

/*
 * Replaying: an item's state is the last new_value of its rows, and each row's old_value is what the row before left. Each
 * query gives the first row that contradicts this: its number and a name.
 */
static const struct {
	const char *sql, *what, *of; /* message: what, the number, of, the name */
} replay[] = {
	{"SELECT seq, item FROM (SELECT seq, item, old_value, lag(new_value) OVER (PARTITION BY document_sha256, annotator, "
	 "item ORDER BY seq) AS before FROM journal WHERE item IS NOT NULL) WHERE old_value IS NOT before ORDER BY seq LIMIT 1",
		"the row before left another state than journal row", "begins with, of item"},
	{"SELECT j.seq, j.item FROM (SELECT document_sha256, annotator, item, max(seq) AS seq FROM journal "
	 "WHERE item IS NOT NULL GROUP BY document_sha256, annotator, item) last JOIN journal j ON j.seq = last.seq "
	 "JOIN document d ON d.sha256 = j.document_sha256 LEFT JOIN annotation a ON a.document_id = d.id "
	 "AND a.annotator = j.annotator AND a.uid = j.item WHERE a.state IS NOT j.new_value ORDER BY j.seq LIMIT 1",
		"the annotations differ from journal row", "about item"},
	{"SELECT a.seq, a.uid FROM annotation a JOIN document d ON d.id = a.document_id LEFT JOIN journal j ON j.seq = a.seq "
	 "AND j.item = a.uid AND j.annotator = a.annotator AND j.document_sha256 = d.sha256 WHERE j.seq IS NULL LIMIT 1",
		"an annotation names journal row", "which says nothing of item"},
	{"SELECT d.id, d.name FROM document d LEFT JOIN (SELECT document_sha256 FROM journal WHERE act = 'import') j "
	 "ON j.document_sha256 = d.sha256 WHERE j.document_sha256 IS NULL LIMIT 1",
		"the journal does not tell of the import of document", "named"},
};

static bool check_replay(struct store *s, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof replay / sizeof *replay; i++) {
		struct query q;
		bool row = false;
		ok = query_begin(&q, s, replay[i].sql, err) && query_row(&q, &row, err);
		if (ok && row)
			ok = err_set(err, ERR_TAMPERED, "%s %lld, %s %s", replay[i].what,
				(long long)sqlite3_column_int64(q.stmt, 0), replay[i].of, column_text(&q, 1));
		query_end(&q);
	}
	return ok;
}

/*
 * Texts against their hashes. Suggestions are not checked: what a person decided on is kept with the decision, and a
 * detector's version makes the same suggestions again.
 */
static bool check_texts(struct store *s, struct err *err)
{
	struct query q;
	bool more = false;
	bool ok = query_begin(&q, s,
		"SELECT d.name, d.sha256, t.text FROM document d LEFT JOIN document_text t ON t.document_id = d.id",
		err);
	while (ok && (ok = query_row(&q, &more, err)) && more) {
		char hash[SHA256_HEX], stored[SHA256_HEX];
		const char *text = column_text(&q, 2);
		sha256_hex(text ? text : "", (size_t)sqlite3_column_bytes(q.stmt, 2), hash);
		if (!column_fixed(&q, 1, stored, sizeof stored) || strcmp(hash, stored) != 0)
			ok = err_set(
				err, ERR_TAMPERED, "the text of '%.200s' was changed", column_text(&q, 0));
	}
	query_end(&q);
	return ok;
}

bool store_journal_verify(struct store *s, struct journal_check *out, struct err *err)
{
	/* One read transaction, so that another process's acts do not fall between the checks. */
	if (!db_exec(s, "SAVEPOINT verify", err))
		return false;
	struct journal_check check;
	bool ok = check_chain(s, &check, err) && check_replay(s, err) && check_texts(s, err);
	struct err ignored;
	if (!db_exec(s, "RELEASE verify", ok ? err : &ignored))
		return false;
	if (ok)
		*out = check;
	return ok;
}
