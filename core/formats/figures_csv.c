/* Figures as CSV: libcsv quotes; this file decides what stands in which column. */
#include "formats/figures_csv.h"

#include "text/offset.h"

#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const heads[] = {"document", "sha256", "name", "title", "outlet", "published", "uid",
	"start", "end", "start_utf16", "end_utf16", "start_utf8", "end_utf8", "surface", "killed", "injured",
	"missing", "abducted", "detained", "displaced", "trapped", "affected", "value", "low", "best", "high",
	"approximator", "unit", "victim", "status", "part_of", "relation", "place_surface", "place_name",
	"admin1", "country", "lat", "lon", "gazetteer", "count_type", "polarity", "decision", "annotator",
	"flagged", "note"};

struct writer {
	struct str *out;
	bool raw, row_begun;
};

static void add_field(struct writer *w, const char *bytes, size_t n)
{
	char small[512];
	if (w->row_begun)
		str_add_byte(w->out, ',');
	w->row_begun = true;
	size_t need = csv_write2(small, sizeof small, bytes, n, '"');
	if (need <= sizeof small) {
		str_add_n(w->out, small, need);
		return;
	}
	char *large = malloc(need);
	if (!large) {
		str_fail(w->out);
		return;
	}
	csv_write2(large, need, bytes, n, '"');
	str_add_n(w->out, large, need);
	free(large);
}

static void end_row(struct writer *w)
{
	str_add(w->out, "\r\n");
	w->row_begun = false;
}

/* Words of a document or a person: guarded. */
static void add_text(struct writer *w, const char *s)
{
	struct str guarded = {0};
	if (s && *s && strchr("=+-@\t\r", *s) && !w->raw) {
		str_add_byte(&guarded, '\'');
		str_add(&guarded, s);
		w->out->failed |= guarded.failed;
		s = str_text(&guarded);
	}
	add_field(w, s ? s : "", s ? strlen(s) : 0);
	str_release(&guarded);
}

/* Words of ours: names of closed sets, hashes, ids. */
static void add_word(struct writer *w, const char *s)
{
	add_field(w, s ? s : "", s ? strlen(s) : 0);
}

static void add_integer(struct writer *w, int64_t n)
{
	char text[24] = "";
	if (n != NUMBER_NONE)
		snprintf(text, sizeof text, "%" PRId64, n);
	add_word(w, text);
}

/* Six decimals are a tenth of a metre. The decimal point does not depend on the locale: only LC_CTYPE is ever set. */
static void add_degrees(struct writer *w, double d)
{
	char text[32] = "";
	if (isfinite(d))
		snprintf(text, sizeof text, "%.6f", d);
	add_word(w, text);
}

static void add_surface(struct writer *w, const struct text *t, struct span s)
{
	struct str surface = {0};
	for (uint32_t i = s.beg_cp; i < s.end_cp && i < t->len_cp; i++)
		str_add_cp(&surface, t->cp[i]);
	w->out->failed |= surface.failed;
	add_text(w, str_text(&surface));
	str_release(&surface);
}

static void add_document(struct writer *w, const struct document *d)
{
	add_integer(w, d->id);
	add_word(w, d->sha256);
	add_text(w, d->name);
	add_text(w, d->title);
	add_text(w, d->outlet);
	add_text(w, d->published);
}

static void add_offsets(struct writer *w, const struct offset_map *m, struct span s)
{
	add_integer(w, s.beg_cp);
	add_integer(w, s.end_cp);
	add_integer(w, (int64_t)offset_cp_to_u16(m, s.beg_cp));
	add_integer(w, (int64_t)offset_cp_to_u16(m, s.end_cp));
	add_integer(w, (int64_t)offset_cp_to_u8(m, s.beg_cp));
	add_integer(w, (int64_t)offset_cp_to_u8(m, s.end_cp));
}

static void add_values(struct writer *w, const struct figure *f)
{
	for (unsigned i = 0; i < vocab_harm.n; i++)
		add_word(w, f->harm & 1u << i ? "1" : "0");
	add_integer(w, f->value);
	add_integer(w, f->low);
	add_integer(w, f->best);
	add_integer(w, f->high);
	add_word(w, vocab_name(&vocab_approximator, f->approximator));
	add_word(w, vocab_name(&vocab_unit, f->unit));
	add_word(w, vocab_name(&vocab_victim, f->victim));
	add_word(w, vocab_name(&vocab_civil_status, f->status));
}

static const struct item *item_at(const struct items *items, int32_t ref)
{
	return ref >= 0 && (size_t)ref < items->n && item_stands(&items->v[ref]) ? &items->v[ref] : NULL;
}

static void add_place(struct writer *w, const struct text *t, const struct item *it)
{
	static const struct place none = {.lat = NAN, .lon = NAN};
	const struct place *p = it ? &it->place : &none;
	add_surface(w, t, p->span);
	add_text(w, p->name);
	add_text(w, p->admin1);
	add_word(w, p->country);
	add_degrees(w, p->lat);
	add_degrees(w, p->lon);
	add_text(w, p->gazetteer);
}

static void add_row(struct writer *w, const struct document *d, const struct items *items,
	const struct item *it, const struct offset_map *m, const char *annotator)
{
	const struct figure *f = &it->figure;
	const struct item *whole = item_at(items, f->part_of);
	bool decided = it->decision != DECISION_NONE && it->decision != DECISION_SKIPPED;
	add_document(w, d);
	add_word(w, it->uid);
	add_offsets(w, m, f->span);
	add_surface(w, &d->text, f->span);
	add_values(w, f);
	add_word(w, whole ? whole->uid : NULL);
	add_word(w, whole ? vocab_name(&vocab_relation, f->relation) : NULL);
	add_place(w, &d->text, item_at(items, f->place));
	add_word(w, vocab_name(&vocab_count_type, f->count_type));
	add_word(w, vocab_name(&vocab_polarity, f->polarity));
	add_word(w, vocab_name(&vocab_decision, it->decision));
	add_text(w, decided ? annotator : NULL);
	add_word(w, it->flagged ? "1" : "0");
	add_text(w, it->note);
	end_row(w);
}

bool figures_csv_add_head(struct str *out, struct err *err)
{
	struct writer w = {.out = out};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		add_word(&w, heads[i]);
	end_row(&w);
	return !out->failed || err_memory(err);
}

bool figures_csv_add_items(struct str *out, const struct document *doc, const struct items *items,
	const struct jsonl_export *opt, bool raw, struct err *err)
{
	struct offset_map *map;
	if (!offset_map_new(&doc->text, &map, err))
		return false;
	struct writer w = {.out = out, .raw = raw};
	for (size_t k = 0; k < items->n; k++) {
		const struct item *it = &items->v[items->order[k]];
		if (it->type == ITEM_FIGURE && jsonl_writes_item(it, opt))
			add_row(&w, doc, items, it, map, opt->annotator);
	}
	offset_map_free(map);
	return !out->failed || err_memory(err);
}
