/* Jsonl, writing: one object a line. Every written span is checked against the text before the line counts as written. */
#include "formats/jsonl.h"

#include "base/json.h"
#include "model/codec.h"
#include "text/decode.h"

#include <stdlib.h>
#include <string.h>

/* Of a coordinate and a score: a ten-millionth of a degree, about a centimetre. */
enum { REAL_DIGITS = 9 };

static json_t *string_or_null(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *text_json(const struct text *t)
{
	size_t n;
	char *u8 = text_to_utf8(t->cp, t->len_cp, &n);
	json_t *j = u8 ? json_stringn(u8, n) : NULL;
	free(u8);
	return j;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
	str_add_n(out, bytes, n);
	return 0;
}

/* Takes j and adds it to *out. Only one item is ever held as a tree: a long text has a million of them. */
static void add_json(struct str *out, json_t *j, size_t flags)
{
	flags |= JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS);
	if (!j || json_dump_callback(j, add_bytes, out, flags) != 0)
		str_fail(out);
	json_decref(j);
}

/* Takes the fields of the document: all that comes before its lists. */
static void begin_line(struct str *out, json_t *fields)
{
	str_add_byte(out, '{');
	add_json(out, fields, JSON_EMBED);
}

static void begin_list(struct str *out, const char *name)
{
	str_addf(out, ",\"%s\":[", name);
}

static void add_member(struct str *out, size_t i, json_t *j)
{
	if (i > 0)
		str_add_byte(out, ',');
	add_json(out, j, 0);
}

bool jsonl_add_findings(
	struct str *out, const struct document *doc, const struct findings *f, struct err *err)
{
	json_t *fields = json_object();
	json_put(&fields, "id", string_or_null(doc->name));
	json_put(&fields, "text", text_json(&doc->text));
	begin_line(out, fields);
	begin_list(out, "places");
	for (size_t i = 0; i < f->n_places; i++)
		add_member(out, i, codec_place_to_json(&f->places[i], &doc->text));
	str_add_byte(out, ']');
	begin_list(out, "figures");
	for (size_t i = 0; i < f->n_figures; i++)
		add_member(out, i, codec_figure_to_json(&f->figures[i], &doc->text));
	str_add(out, "]}\n");
	return !out->failed || err_memory(err);
}

/* ---- decisions ---- */

static bool is_decided(const struct item *it)
{
	return it->decision != DECISION_NONE && it->decision != DECISION_SKIPPED;
}

bool jsonl_writes_item(const struct item *it, const struct jsonl_export *opt)
{
	return !(opt->standing_only && !item_stands(it)) && !(opt->decided_only && !is_decided(it));
}

/* slot[i]: index of item i in its array as written, or REF_NONE. NULL when memory is out. */
static int32_t *assign_slots(const struct items *items, const struct jsonl_export *opt)
{
	int32_t *slot = malloc((items->n + 1) * sizeof *slot), next[2] = {0, 0};
	for (size_t k = 0; slot && k < items->n; k++) {
		const struct item *it = &items->v[items->order[k]];
		slot[items->order[k]] = jsonl_writes_item(it, opt) ? next[it->type]++ : REF_NONE;
	}
	return slot;
}

static int32_t slot_of(const int32_t *slot, const struct items *items, int32_t ref)
{
	return ref >= 0 && (size_t)ref < items->n ? slot[ref] : REF_NONE;
}

static json_t *figure_json(
	const struct figure *f, const struct items *items, const int32_t *slot, const struct text *t)
{
	struct figure written = *f;
	written.part_of = slot_of(slot, items, f->part_of);
	written.place = slot_of(slot, items, f->place);
	if (written.part_of == REF_NONE)
		written.relation = RELATION_NONE;
	return codec_figure_to_json(&written, t);
}

static json_t *machine_json(
	const struct item *it, const struct items *items, const int32_t *slot, const struct text *t)
{
	if (!it->has_machine)
		return json_null();
	if (it->type == ITEM_PLACE)
		return place_equal(&it->place, &it->machine_place)
			       ? json_null()
			       : codec_place_to_json(&it->machine_place, t);
	return figure_equal(&it->figure, &it->machine_figure)
		       ? json_null()
		       : figure_json(&it->machine_figure, items, slot, t);
}

static json_t *item_json(const struct item *it, const struct items *items, const int32_t *slot,
	const struct text *t, const char *annotator)
{
	json_t *j = it->type == ITEM_PLACE ? codec_place_to_json(&it->place, t)
					   : figure_json(&it->figure, items, slot, t);
	json_put(&j, "uid", json_string(it->uid));
	json_put(&j, "decision", json_string(vocab_name(&vocab_decision, it->decision)));
	json_put(&j, "annotator", string_or_null(is_decided(it) ? annotator : NULL));
	json_put(&j, "flagged", json_boolean(it->flagged));
	json_put(&j, "note", string_or_null(it->note));
	json_put(&j, "machine", machine_json(it, items, slot, t));
	return j;
}

static json_t *document_json(const struct document *d)
{
	json_t *j = json_object();
	json_put(&j, "id", string_or_null(d->name));
	json_put(&j, "sha256", json_string(d->sha256));
	json_put(&j, "title", string_or_null(d->title));
	json_put(&j, "outlet", string_or_null(d->outlet));
	json_put(&j, "url", string_or_null(d->url));
	json_put(&j, "published", string_or_null(d->published));
	json_put(&j, "language", string_or_null(d->language));
	json_put(&j, "text", text_json(&d->text));
	return j;
}

static void add_items(struct str *out, const struct document *d, const struct items *items,
	enum item_type type, const int32_t *slot, const struct jsonl_export *opt)
{
	begin_list(out, type == ITEM_PLACE ? "places" : "figures");
	for (size_t k = 0; k < items->n; k++) {
		const struct item *it = &items->v[items->order[k]];
		int32_t i = slot[items->order[k]];
		if (it->type == type && i != REF_NONE)
			add_member(out, (size_t)i, item_json(it, items, slot, &d->text, opt->annotator));
	}
	str_add_byte(out, ']');
}

/* Reads the line that was just written: its surfaces are compared with its text on the way. */
static bool check_line(const char *line, size_t n, const struct document *doc, struct err *err)
{
	struct jsonl r;
	struct arena a = {0};
	struct record rec;
	jsonl_open(&r, "export", line, n);
	bool ok = jsonl_next(&r, &a, &rec, err) == JSONL_RECORD;
	if (ok && strcmp(rec.doc.sha256, doc->sha256) != 0)
		ok = err_set(err, ERR_INVALID, "document %lld: the text written is not the text stored",
			(long long)doc->id);
	arena_release(&a);
	return ok;
}

bool jsonl_add_items(struct str *out, const struct document *doc, const struct items *items,
	const struct jsonl_export *opt, struct err *err)
{
	int32_t *slot = assign_slots(items, opt);
	if (!slot)
		return err_memory(err);
	size_t before = out->len;
	begin_line(out, document_json(doc));
	add_items(out, doc, items, ITEM_PLACE, slot, opt);
	add_items(out, doc, items, ITEM_FIGURE, slot, opt);
	str_add(out, "}\n");
	free(slot);
	return out->failed ? err_memory(err)
			   : check_line(str_text(out) + before, out->len - before, doc, err);
}
