/*
 * Suggestions: the machine's layer, one row of JSON for each document.
 *
 * Making suggestions anew keeps what people rely on. A suggestion over the same span has the same uid as before
 * (store_item_uid), so decisions stay attached. One that the new version does not make any more is kept in `superseded` if
 * somebody said something of it, or if what is kept refers to it; the rest is forgotten.
 *
 * Rejected: a row for each suggestion. Importing is then bound by millions of inserts with an index each, while nobody ever
 * needs less than a document's suggestions; plain SQL reaches single ones through the view `suggestion`.
 */
#include "base/vec.h"
#include "store/parts.h"

#include <stdio.h>
#include <string.h>

/* Hexadecimal digits of a number, as many as there is room for. */
static char *put_hex(char *out, uint32_t value, int digits)
{
	for (int i = digits; i-- > 0; value >>= 4)
		out[i] = "0123456789abcdef"[value & 15];
	return out + digits;
}

/*
 *	dddddddd-dddd-8nnn-tbbb-bbbblllllll0
 *
 * d: the hash's first digits; n: nth; t: the variant's 8 for a place, 9 for a figure; b: the beginning; l: the length. A
 * hash of all this would say no more, and took a third of the time of an import.
 */
void store_item_uid(
	const char *document_sha256, enum item_type type, struct span span, unsigned nth, char out[UUID_TEXT])
{
	char *p = out;
	memcpy(p, document_sha256, 8);
	p[8] = '-';
	memcpy(p + 9, document_sha256 + 8, 4);
	memcpy(p + 13, "-8", 2);
	p = put_hex(p + 15, nth, 3);
	*p++ = '-';
	*p++ = type == ITEM_PLACE ? '8' : '9';
	p = put_hex(p, span.beg_cp >> 16, 3);
	*p++ = '-';
	p = put_hex(p, span.beg_cp, 4);
	p = put_hex(p, span.end_cp - span.beg_cp, 7);
	memcpy(p, "0", 2);
}

/* ---- sets of uids ---- */

/* Sorted before it is searched. */
struct uid_set {
	char (*v)[UUID_TEXT];
	size_t n, cap;
};

static bool set_add(struct uid_set *set, const char *uid)
{
	if (!uid || strlen(uid) >= UUID_TEXT)
		return true;
	if (!vec_reserve(&set->v, &set->cap, set->n + 1, sizeof *set->v))
		return false;
	memcpy(set->v[set->n++], uid, strlen(uid) + 1);
	return true;
}

static int compare_uids(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void set_sort(struct uid_set *set)
{
	if (set->n > 0)
		qsort(set->v, set->n, sizeof *set->v, compare_uids);
}

static bool set_has(const struct uid_set *set, const char *uid)
{
	return uid && set->n > 0 && bsearch(uid, set->v, set->n, sizeof *set->v, compare_uids);
}

/* ---- what is kept of the suggestions before ---- */

/* The items that annotations of the document are about, or refer to. */
static bool collect_wanted(struct store *s, int64_t document, struct uid_set *wanted, struct err *err)
{
	struct query q;
	bool more = false;
	bool ok = query_begin(&q, s, "SELECT 1 FROM annotation WHERE document_id = ? LIMIT 1", err);
	if (ok) {
		query_int(&q, 1, document);
		ok = query_row(&q, &more, err);
	}
	query_end(&q);
	if (!more) /* as in an import; the union costs more than the rest of writing them */
		return ok;
	ok = query_begin(&q, s,
		"SELECT uid FROM annotation WHERE document_id = ?1 "
		"UNION SELECT part_of FROM annotation WHERE document_id = ?1 "
		"UNION SELECT place FROM annotation WHERE document_id = ?1 "
		"UNION SELECT state ->> '$.machine.part_of' FROM annotation WHERE document_id = ?1 "
		"UNION SELECT state ->> '$.machine.place' FROM annotation WHERE document_id = ?1",
		err);
	if (ok)
		query_int(&q, 1, document);
	while (ok && (ok = query_row(&q, &more, err)) && more)
		if (!set_add(wanted, column_text(&q, 0)))
			ok = err_memory(err);
	query_end(&q);
	set_sort(wanted);
	return ok;
}

static const char *member(const json_t *item, const char *key)
{
	return json_string_value(json_object_get(item, key));
}

static bool collect_uids(const json_t *reading, struct uid_set *out)
{
	for (size_t i = 0; i < json_array_size(reading); i++)
		if (!set_add(out, member(json_array_get(reading, i), "uid")))
			return false;
	set_sort(out);
	return true;
}

/* What the kept items refer to is wanted too; repeated until nothing is added. */
static bool keep_round(
	const json_t *before, const struct uid_set *now, struct uid_set *wanted, json_t *kept, bool *grown)
{
	size_t n = wanted->n;
	json_array_clear(kept);
	for (size_t i = 0; i < json_array_size(before); i++) {
		json_t *item = json_array_get(before, i);
		const char *uid = member(item, "uid");
		if (!set_has(wanted, uid) || set_has(now, uid))
			continue;
		if (json_array_append(kept, item) != 0)
			return false;
		const char *refs[] = {member(item, "part_of"), member(item, "place")};
		for (size_t k = 0; k < 2; k++)
			if (refs[k] && !bsearch(refs[k], wanted->v, n, sizeof *wanted->v, compare_uids) &&
				!set_add(wanted, refs[k]))
				return false;
	}
	*grown = wanted->n > n;
	set_sort(wanted);
	return true;
}

static bool keep(const json_t *before, const struct uid_set *now, struct uid_set *wanted, json_t *kept,
	struct err *err)
{
	for (bool grown = true; grown;)
		if (!keep_round(before, now, wanted, kept, &grown))
			return err_memory(err);
	return true;
}

static bool extend(void *arg, json_t *array, bool superseded, struct err *err)
{
	(void)superseded;
	return json_array_extend(arg, array) == 0 || err_memory(err);
}

/* The current and the superseded suggestions of a document; an empty array when it has none. */
static bool read_before(struct store *s, int64_t document, json_t *out, struct err *err)
{
	return reading_each(s, document, extend, out, err);
}

struct renewal {
	struct uid_set wanted, now;
	json_t *before, *current, *kept;
};

static bool renew_sets(
	struct store *s, int64_t document, const struct str *items, struct renewal *r, struct err *err)
{
	if (!read_before(s, document, r->before, err))
		return false;
	r->current = json_loadb(str_text(items), items->len, 0, NULL);
	if (!r->current)
		return err_set(err, ERR_INPUT, "the suggestions hold a name that is not well-formed UTF-8");
	if (!collect_uids(r->current, &r->now))
		return err_memory(err);
	return keep(r->before, &r->now, &r->wanted, r->kept, err);
}

/* ---- progress ---- */

static bool mark_extra(struct store *s, int64_t document, const struct uid_set *now, struct err *err)
{
	struct query q;
	bool more = false;
	struct uid_set extra = {0};
	bool ok = query_begin(&q, s, "SELECT DISTINCT uid FROM annotation WHERE document_id = ?", err);
	if (ok)
		query_int(&q, 1, document);
	while (ok && (ok = query_row(&q, &more, err)) && more)
		if (!set_has(now, column_text(&q, 0)) && !set_add(&extra, column_text(&q, 0)))
			ok = err_memory(err);
	query_end(&q);
	if (ok && (ok = query_begin(&q, s, "UPDATE annotation SET extra = 0 WHERE document_id = ?", err))) {
		query_int(&q, 1, document);
		ok = query_done(&q, err);
	}
	for (size_t i = 0; ok && i < extra.n; i++) {
		ok = query_begin(
			&q, s, "UPDATE annotation SET extra = 1 WHERE document_id = ? AND uid = ?", err);
		if (!ok)
			break;
		query_int(&q, 1, document);
		query_text(&q, 2, extra.v[i]);
		ok = query_done(&q, err);
	}
	free(extra.v);
	return ok;
}

static bool recount(struct store *s, int64_t document, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s,
		    "UPDATE progress SET n_extra = (SELECT coalesce(sum(extra), 0) FROM annotation a "
		    "WHERE a.document_id = progress.document_id AND a.annotator = progress.annotator) WHERE document_id = ?",
		    err))
		return false;
	query_int(&q, 1, document);
	return query_done(&q, err);
}

/* ---- writing ---- */

static bool write_reading(
	struct store *s, int64_t document, const struct str *items, const char *kept, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s,
		    "INSERT INTO reading (document_id, items, superseded) VALUES (?, ?, ?) ON CONFLICT (document_id) "
		    "DO UPDATE SET items = excluded.items, superseded = excluded.superseded",
		    err))
		return false;
	query_int(&q, 1, document);
	query_text_n(&q, 2, str_text(items), items->len);
	query_text(&q, 3, kept);
	return query_done(&q, err);
}

static bool write_version(struct store *s, int64_t document, const char *version, size_t n, struct err *err)
{
	struct query q;
	if (!query_begin(&q, s, "UPDATE document SET detector = ?, n_suggestions = ? WHERE id = ?", err))
		return false;
	query_text(&q, 1, version);
	query_int(&q, 2, (int64_t)n);
	query_int(&q, 3, document);
	return query_done(&q, err);
}

static bool journal_detection(
	struct store *s, const char *sha256, const char *version, size_t n, struct err *err)
{
	char value[64];
	struct receipt receipt;
	snprintf(value, sizeof value, "{\"suggestions\":%zu}", n);
	return journal_append(s,
		&(struct entry){.annotator = "",
			.act = "detect",
			.document_sha256 = sha256,
			.detector = version,
			.new_value = value},
		&receipt, err);
}

static bool renew(
	struct store *s, int64_t document, const struct str *items, struct str *kept, struct err *err)
{
	struct renewal r = {.before = json_array(), .kept = json_array()};
	bool ok = r.before && r.kept ? true : err_memory(err);
	ok = ok && collect_wanted(s, document, &r.wanted, err);
	if (ok && r.wanted.n > 0) {
		ok = renew_sets(s, document, items, &r, err) && mark_extra(s, document, &r.now, err) &&
		     recount(s, document, err);
		char *text = ok ? json_dumps(r.kept, JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;
		str_add(kept, text ? text : "");
		kept->failed = kept->failed || !text;
		free(text);
	} else {
		str_add(kept, "[]");
	}
	json_decref(r.before);
	json_decref(r.current);
	json_decref(r.kept);
	free(r.wanted.v);
	free(r.now.v);
	return ok && kept->failed ? err_memory(err) : ok;
}

static bool put(struct store *s, int64_t document, const char *version, const struct str *items, size_t n,
	struct err *err)
{
	char sha256[SHA256_HEX];
	bool current; /* asked again under the lock: another process may have been faster */
	if (!document_sha256(s, document, sha256, err) ||
		!store_suggestions_current(s, document, version, &current, err))
		return false;
	if (current)
		return true;
	struct str kept = {0};
	bool ok = renew(s, document, items, &kept, err) &&
		  write_reading(s, document, items, str_text(&kept), err) &&
		  write_version(s, document, version, n, err) &&
		  journal_detection(s, sha256, version, n, err);
	str_release(&kept);
	return ok;
}

bool store_suggestions_put_written(struct store *s, int64_t document, const char *detector_version,
	const struct str *items, size_t n, struct err *err)
{
	bool current;
	if (items->failed)
		return err_memory(err);
	if (!store_suggestions_current(s, document, detector_version, &current, err))
		return false;
	return current ||
	       (db_begin(s, err) && db_end(s, put(s, document, detector_version, items, n, err), err));
}

bool store_suggestions_put(struct store *s, int64_t document, const char *detector_version,
	const struct findings *f, struct err *err)
{
	char sha256[SHA256_HEX];
	struct str items = {0};
	if (!document_sha256(s, document, sha256, err))
		return false;
	store_suggestions_write(&items, sha256, f);
	bool ok = store_suggestions_put_written(
		s, document, detector_version, &items, f->n_places + f->n_figures, err);
	str_release(&items);
	return ok;
}

bool store_suggestions_current(
	struct store *s, int64_t document, const char *detector_version, bool *current, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s, "SELECT 1 FROM document WHERE id = ? AND detector = ?", err);
	if (ok) {
		query_int(&q, 1, document);
		query_text(&q, 2, detector_version);
		ok = query_row(&q, &row, err);
	}
	query_end(&q);
	if (ok)
		*current = row;
	return ok;
}
