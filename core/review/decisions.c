/*
 * Decisions: from the database to examples, pairs and rows.
 *
 * A document is read and detected once, however many people decided on it. Pairs are sorted and joined at the end, so
 * that reading stays linear but for that sort.
 */
#include "review/decisions.h"

#include "base/vec.h"
#include "detect/gazetteer.h"
#include "review/evaluate_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEARNT_ID "learned-" /* ids of the rows that are written here */

struct reader {
	struct store *store;
	const struct detector *detector;
	struct decisions *out;
	struct document doc;
	struct findings found;
	struct score_trace trace;
	struct arena *arena; /* of the document */
	uint32_t document;
	const char *annotator;
};

void decisions_release(struct decisions *d)
{
	examples_release(&d->examples);
	free(d->pairs);
	free(d->places);
	arena_release(&d->strings);
	*d = (struct decisions){0};
}

/* The words of a span without what a table cannot hold. */
static const char *words(struct reader *r, struct span s)
{
	struct str line = {0};
	for (uint32_t i = s.beg_cp; i < s.end_cp; i++) {
		uint32_t cp = r->doc.text.cp[i];
		str_add_cp(&line, cp < ' ' || cp == '|' ? ' ' : cp);
	}
	const char *out = line.failed ? NULL : arena_strndup(&r->out->strings, str_text(&line), line.len);
	str_release(&line);
	return out;
}

/* ---- examples and pairs ---- */

static const struct feature_list *features_of(const struct reader *r, enum item_type type, struct span s)
{
	const struct findings *f = &r->found;
	size_t n = type == ITEM_PLACE ? f->n_places : f->n_figures;
	for (size_t i = 0; i < n; i++) {
		struct span t = type == ITEM_PLACE ? f->places[i].span : f->figures[i].span;
		if (t.beg_cp == s.beg_cp && t.end_cp == s.end_cp)
			return type == ITEM_PLACE ? &r->trace.places[i] : &r->trace.figures[i];
	}
	return NULL;
}

static bool add_pair(struct reader *r, enum item_type type, struct span s, bool right, struct err *err)
{
	struct decisions *d = r->out;
	if (!vec_reserve(&d->pairs, &d->pairs_cap, d->n_pairs + 1, sizeof *d->pairs))
		return err_memory(err);
	struct learnt_pair p = {.key = score_pair_key(&r->doc.text, type, s),
		.type = type,
		.surface = words(r, s),
		.before = words(r, score_word_before(&r->doc.text, s)),
		.rejected = !right,
		.kept = right};
	if (!p.surface || !p.before)
		return err_memory(err);
	d->pairs[d->n_pairs++] = p;
	return true;
}

static bool add_decision(struct reader *r, const struct item *it, bool right, struct err *err)
{
	struct span s = it->type == ITEM_PLACE ? it->machine_place.span : it->machine_figure.span;
	const struct feature_list *features = features_of(r, it->type, s);
	/* a corrected suggestion has another value, but its words are no false alarm */
	bool kept = right || it->decision == DECISION_CORRECTED;
	if (!features) {
		r->out->n_lost++;
		return true;
	}
	struct example e = {.document = r->document,
		.type = it->type,
		.right = right,
		.score = it->type == ITEM_PLACE ? it->machine_place.evidence.score
						: it->machine_figure.evidence.score,
		.pair = score_pair_key(&r->doc.text, it->type, s),
		.features = *features};
	return examples_add(&r->out->examples, &e, err) && add_pair(r, it->type, s, kept, err);
}

static int compare_pairs(const void *a, const void *b)
{
	const struct learnt_pair *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key;
}

static void join_pairs(struct decisions *d)
{
	size_t n = 0;
	if (d->n_pairs)
		qsort(d->pairs, d->n_pairs, sizeof *d->pairs, compare_pairs);
	for (size_t i = 0; i < d->n_pairs; i++) {
		if (n && d->pairs[n - 1].key == d->pairs[i].key) {
			d->pairs[n - 1].rejected += d->pairs[i].rejected;
			d->pairs[n - 1].kept += d->pairs[i].kept;
		} else {
			d->pairs[n++] = d->pairs[i];
		}
	}
	d->n_pairs = n;
}

/* ---- places ---- */

static bool is_learnt(const char *id)
{
	return strncmp(id, LEARNT_ID, sizeof LEARNT_ID - 1) == 0;
}

/* Whether the gazetteer finds the place by these words already. */
static bool is_known(const struct reader *r, const struct place *p)
{
	enum { MAX = 64 };
	const struct gaz_row *rows[MAX];
	size_t n = gazetteer_find(detector_gazetteer(r->detector), r->doc.text.cp + p->span.beg_cp,
		p->span.end_cp - p->span.beg_cp, rows, MAX);
	for (size_t i = 0; i < n && i < MAX; i++) {
		if (is_learnt(rows[i]->id))
			continue;
		if (p->gazetteer && strcmp(rows[i]->id, p->gazetteer) == 0)
			return true;
		bool same = strcmp(rows[i]->country, p->country) == 0 &&
			    (!p->admin1 || evaluate_same_name(rows[i]->admin1, p->admin1));
		bool near = isnan(p->lat) || isnan(rows[i]->lat) ||
			    geo_distance_km(p->lat, p->lon, rows[i]->lat, rows[i]->lon) < 10;
		if (!p->gazetteer && same && near)
			return true;
	}
	return false;
}

static struct learnt_place *place_before(struct decisions *d, const struct learnt_place *p)
{
	for (size_t i = 0; i < d->n_places; i++) {
		struct learnt_place *q = &d->places[i];
		if (strcmp(q->surface, p->surface) == 0 && strcmp(q->country, p->country) == 0 &&
			strcmp(q->admin1, p->admin1) == 0)
			return q;
	}
	return NULL;
}

/* A name as the gazetteer takes it, or NULL. */
static bool usable(const char *name)
{
	size_t n = strlen(name), blanks = 0;
	for (const char *p = name; *p; p++)
		blanks += *p == ' ';
	return n > 1 && n < 180 && blanks < 7;
}

static bool add_place(struct reader *r, const struct item *it, struct err *err)
{
	const struct place *p = &it->place;
	struct decisions *d = r->out;
	struct str source = {0};
	if (is_known(r, p) || (p->gazetteer && is_learnt(p->gazetteer) && it->decision != DECISION_ADDED))
		return true;
	str_addf(&source, "%s by %s in %s", vocab_name(&vocab_decision, it->decision), r->annotator,
		r->doc.name ? r->doc.name : r->doc.sha256);
	for (size_t i = 0; i < source.len; i++)
		if ((unsigned char)source.data[i] < ' ')
			source.data[i] = ' ';
	struct learnt_place row = {.surface = words(r, p->span),
		.admin1 = arena_strdup(&d->strings, p->admin1 ? p->admin1 : ""),
		.source = source.failed ? NULL : arena_strdup(&d->strings, str_text(&source)),
		.kind = p->kind,
		.lat = p->lat,
		.lon = p->lon};
	str_release(&source);
	memcpy(row.country, p->country, COUNTRY_TEXT);
	row.name = p->name && usable(p->name) ? arena_strdup(&d->strings, p->name) : row.surface;
	if (!row.surface || !row.admin1 || !row.source || !row.name)
		return err_memory(err);
	if (!usable(row.surface))
		return true;
	struct learnt_place *before = place_before(d, &row);
	if (before) {
		if (isnan(before->lat) && !isnan(row.lat))
			*before = row;
		return true;
	}
	if (!vec_reserve(&d->places, &d->places_cap, d->n_places + 1, sizeof *d->places))
		return err_memory(err);
	d->places[d->n_places++] = row;
	return true;
}

/* ---- reading ---- */

static bool read_item(struct reader *r, const struct item *it, struct err *err)
{
	bool right;
	if (label_decision(it, &right) && !add_decision(r, it, right, err))
		return false;
	bool theirs = it->decision == DECISION_ADDED || it->decision == DECISION_CORRECTED;
	return it->type != ITEM_PLACE || !theirs || add_place(r, it, err);
}

static bool read_layer(struct reader *r, int64_t id, struct err *err)
{
	struct items items = {0};
	bool ok = store_items_load(r->store, id, r->annotator, r->arena, &items, err);
	for (size_t i = 0; ok && i < items.n; i++)
		ok = read_item(r, &items.v[i], err);
	if (items.v)
		items_release(&items);
	return ok;
}

static bool read_document(struct reader *r, int64_t id, struct err *err)
{
	const char *const *names;
	size_t n;
	if (!store_annotators(r->store, id, r->arena, &names, &n, err))
		return false;
	if (n == 0)
		return true;
	if (!store_document_get(r->store, id, r->arena, &r->doc, err))
		return false;
	struct detect_input in = {.text = r->doc.text, .published = r->doc.published};
	size_t before = r->out->examples.n;
	if (!detect_run_traced(r->detector, &in, r->arena, &r->found, &r->trace, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		r->annotator = names[i];
		if (!read_layer(r, id, err))
			return false;
	}
	r->document += r->out->examples.n > before;
	return true;
}

struct ids {
	int64_t *v;
	size_t n, cap;
	bool failed;
};

static bool collect(void *arg, const struct document_summary *d)
{
	struct ids *ids = arg;
	ids->failed = !vec_reserve(&ids->v, &ids->cap, ids->n + 1, sizeof *ids->v);
	if (!ids->failed)
		ids->v[ids->n++] = d->id;
	return !ids->failed;
}

bool decisions_read(struct store *s, const struct detector *d, struct decisions *out, struct err *err)
{
	struct ids ids = {0};
	struct reader r = {.store = s, .detector = d, .out = out};
	bool ok = store_documents_each(s, NULL, collect, &ids, err);
	ok = ok && ids.failed ? err_memory(err) : ok;
	for (size_t i = 0; ok && i < ids.n; i++) {
		struct arena arena = {0};
		r.arena = &arena;
		ok = read_document(&r, ids.v[i], err);
		arena_release(&arena);
	}
	free(ids.v);
	join_pairs(out);
	return ok;
}

void decisions_group(struct decisions *d, uint32_t n)
{
	enum { RUN = 10 };
	if (d->examples.n_documents >= n)
		return;
	for (size_t i = 0; i < d->examples.n; i++)
		d->examples.v[i].document = (uint32_t)(i / RUN);
	d->examples.n_documents = d->examples.n ? (uint32_t)((d->examples.n - 1) / RUN) + 1 : 0;
}

/* ---- writing ---- */

/* FNV-1a, 64 bits. */
static uint64_t hash(uint64_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return (h ^ '\t') * 0x100000001b3u;
}

void decisions_write_gazetteer(const struct decisions *d, const char *comment, struct str *out)
{
	str_add(out, "id\tname\talt\tkind\tcountry\tadmin1\tlat\tlon\tsource\n");
	str_add(out, comment);
	for (size_t i = 0; i < d->n_places; i++) {
		const struct learnt_place *p = &d->places[i];
		uint64_t h = hash(hash(hash(0xcbf29ce484222325u, p->surface), p->country), p->admin1);
		str_addf(out, LEARNT_ID "%016llx\t%s\t%s\t%s\t%s\t%s\t", (unsigned long long)h, p->name,
			strcmp(p->name, p->surface) == 0 ? "" : p->surface,
			vocab_name(&vocab_place_kind, p->kind), p->country, p->admin1);
		if (isnan(p->lat) || isnan(p->lon))
			str_add(out, "\t");
		else
			str_addf(out, "%.5f\t%.5f", p->lat, p->lon);
		str_addf(out, "\t%s\n", p->source);
	}
}

void decisions_write_rejected(const struct decisions *d, const char *comment, struct str *out, size_t *rows)
{
	str_add(out, "item\tsurface\tbefore\trejected\tkept\n");
	str_add(out, comment);
	*rows = 0;
	for (size_t i = 0; i < d->n_pairs; i++) {
		const struct learnt_pair *p = &d->pairs[i];
		if (!p->rejected)
			continue;
		++*rows;
		str_addf(out, "%s\t%s\t%s\t%u\t%u\n", p->type == ITEM_PLACE ? "place" : "figure", p->surface,
			p->before, p->rejected, p->kept);
	}
}
