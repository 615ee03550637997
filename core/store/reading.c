/*
 * Reading: a detector's findings in one document as a compact JSON array, [{"uid":…,"type":…,"start":…,…},…].
 *
 * The members are the codec's, but those that are null, and names with value 0, are left out: the codec reads a missing
 * member as just that, and an article's suggestions take a third of the room. Written by hand, not with jansson: importing
 * 100,000 articles writes some millions of items, and building trees of values for them took most of the time.
 */
#include "store/parts.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void add_escaped(struct str *o, const char *text)
{
	str_add_byte(o, '"');
	for (const char *p = text; *p;) {
		size_t plain = 0;
		while ((unsigned char)p[plain] >= 0x20 && p[plain] != '"' && p[plain] != '\\')
			plain++;
		str_add_n(o, p, plain);
		p += plain;
		if (!*p)
			break;
		if (*p == '"' || *p == '\\') {
			str_add_byte(o, '\\');
			str_add_byte(o, *p);
		} else {
			str_addf(o, "\\u%04x", (unsigned)(unsigned char)*p);
		}
		p++;
	}
	str_add_byte(o, '"');
}

/* How a member begins, as the functions below take it. */
#define KEY(name) ",\"" name "\":"

static void add_integer(struct str *o, const char *key, int64_t n)
{
	char digits[24];
	char *p = digits + sizeof digits;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		*--p = '-';
	str_add(o, key);
	str_add_n(o, p, (size_t)(digits + sizeof digits - p));
}

static void add_number(struct str *o, const char *key, int64_t n)
{
	if (n != NUMBER_NONE)
		add_integer(o, key, n);
}

static void add_text(struct str *o, const char *key, const char *text)
{
	if (!text)
		return;
	str_add(o, key);
	add_escaped(o, text);
}

static void add_name(struct str *o, const char *key, const struct vocab *v, unsigned value)
{
	if (value == 0)
		return;
	str_add(o, key);
	str_add_byte(o, '"');
	str_add(o, vocab_name(v, value));
	str_add_byte(o, '"');
}

/* A number that is a whole number of ten-millionths, as coordinates and scores are; printf would be ten times slower. */
static bool add_fixed(struct str *o, double d)
{
	const int64_t scale = 10000000;
	if (fabs(d) > 1e6)
		return false;
	int64_t n = llround(d * (double)scale);
	if ((double)n / (double)scale != d)
		return false;
	char digits[24];
	char *end = digits + sizeof digits, *p = end;
	uint64_t rest = (uint64_t)(n < 0 ? -n : n);
	for (int i = 0; i < 7; i++, rest /= 10)
		*--p = (char)('0' + rest % 10);
	*--p = '.';
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		*--p = '-';
	while (end[-1] == '0' && end[-2] != '.')
		end--;
	str_add_n(o, p, (size_t)(end - p));
	return true;
}

/* Digits that read back as the same number. */
static void add_real(struct str *o, const char *key, double d)
{
	if (!isfinite(d))
		return;
	str_add(o, key);
	if (!add_fixed(o, d))
		str_addf(o, "%.17g", d);
}

static void add_span(struct str *o, const char *key, struct span span)
{
	if (span.beg_cp >= span.end_cp)
		return;
	str_add(o, key);
	add_integer(o, "{\"start\":", span.beg_cp);
	add_integer(o, KEY("end"), span.end_cp);
	str_add_byte(o, '}');
}

static void add_evidence(struct str *o, const struct evidence *e)
{
	if (isfinite(e->score))
		add_real(o, KEY("score"), round((double)e->score * 1e4) / 1e4);
	add_text(o, KEY("rule"), e->rule);
	add_text(o, KEY("why"), e->why);
}

static void begin_item(struct str *o, const char *uid, const char *type, struct span span)
{
	str_add(o, o->len > 1 ? ",{\"uid\":\"" : "{\"uid\":\"");
	str_add(o, uid);
	str_add(o, "\",\"type\":\"");
	str_add(o, type);
	str_add_byte(o, '"');
	add_integer(o, KEY("start"), span.beg_cp);
	add_integer(o, KEY("end"), span.end_cp);
}

/*
 * Which of several items over the same span the ith is. They stand together, for findings are in text order. Both structs
 * begin with their span.
 */
static unsigned nth_over_span(const void *first, size_t stride, size_t i)
{
	const struct span *span = (const void *)((const char *)first + i * stride);
	unsigned nth = 0;
	while (i-- > 0) {
		const struct span *before = (const void *)((const char *)first + i * stride);
		if (before->beg_cp != span->beg_cp)
			break;
		nth += before->end_cp == span->end_cp;
	}
	return nth;
}

static void place_uid(const char *sha256, const struct findings *f, size_t i, char out[UUID_TEXT])
{
	_Static_assert(offsetof(struct place, span) == 0, "nth_over_span() reads the span at the beginning");
	store_item_uid(
		sha256, ITEM_PLACE, f->places[i].span, nth_over_span(f->places, sizeof *f->places, i), out);
}

static void figure_uid(const char *sha256, const struct findings *f, size_t i, char out[UUID_TEXT])
{
	_Static_assert(offsetof(struct figure, span) == 0, "nth_over_span() reads the span at the beginning");
	store_item_uid(sha256, ITEM_FIGURE, f->figures[i].span,
		nth_over_span(f->figures, sizeof *f->figures, i), out);
}

static void add_place(struct str *o, const char *uid, const struct place *p)
{
	begin_item(o, uid, "place", p->span);
	add_name(o, KEY("kind"), &vocab_place_kind, p->kind);
	add_name(o, KEY("role"), &vocab_place_role, p->role);
	add_name(o, KEY("direction"), &vocab_direction, p->direction);
	add_text(o, KEY("name"), p->name);
	add_text(o, KEY("country"), p->country[0] ? p->country : NULL);
	add_text(o, KEY("admin1"), p->admin1);
	add_real(o, KEY("lat"), p->lat);
	add_real(o, KEY("lon"), p->lon);
	add_text(o, KEY("gazetteer"), p->gazetteer);
	add_evidence(o, &p->evidence);
	str_add_byte(o, '}');
}

static void add_harm(struct str *o, uint8_t harm)
{
	str_add(o, KEY("harm"));
	char before = '[';
	for (unsigned i = 0; i < vocab_harm.n; i++)
		if (harm & 1u << i) {
			str_add_byte(o, before);
			add_escaped(o, vocab_name(&vocab_harm, i));
			before = ',';
		}
	str_add(o, before == '[' ? "[]" : "]");
}

static void add_figure(
	struct str *o, const char *uid, const char *part_of, const char *place, const struct figure *f)
{
	begin_item(o, uid, "figure", f->span);
	add_harm(o, f->harm);
	add_number(o, KEY("value"), f->value);
	add_number(o, KEY("low"), f->low);
	add_number(o, KEY("best"), f->best);
	add_number(o, KEY("high"), f->high);
	add_name(o, KEY("approximator"), &vocab_approximator, f->approximator);
	add_name(o, KEY("unit"), &vocab_unit, f->unit);
	add_name(o, KEY("victim"), &vocab_victim, f->victim);
	add_name(o, KEY("status"), &vocab_civil_status, f->status);
	add_text(o, KEY("part_of"), part_of);
	add_name(o, KEY("relation"), &vocab_relation, f->relation);
	add_text(o, KEY("place"), place);
	add_name(o, KEY("count_type"), &vocab_count_type, f->count_type);
	add_name(o, KEY("polarity"), &vocab_polarity, f->polarity);
	add_span(o, KEY("perpetrator"), f->perpetrator);
	add_name(o, KEY("perpetrator_basis"), &vocab_basis, f->perpetrator_basis);
	add_span(o, KEY("attribution"), f->attribution);
	add_text(o, KEY("date_from"), f->date_from);
	add_text(o, KEY("date_to"), f->date_to);
	add_number(o, KEY("date_precision"), f->date_precision ? f->date_precision : NUMBER_NONE);
	add_evidence(o, &f->evidence);
	str_add_byte(o, '}');
}

void store_suggestions_write(struct str *o, const char *sha256, const struct findings *f)
{
	char uid[UUID_TEXT], part_of[UUID_TEXT], place[UUID_TEXT];
	str_add_byte(o, '[');
	for (size_t i = 0; i < f->n_places; i++) {
		place_uid(sha256, f, i, uid);
		add_place(o, uid, &f->places[i]);
	}
	for (size_t i = 0; i < f->n_figures; i++) {
		const struct figure *fig = &f->figures[i];
		bool part = fig->part_of >= 0 && (size_t)fig->part_of < f->n_figures;
		bool placed = fig->place >= 0 && (size_t)fig->place < f->n_places;
		if (part)
			figure_uid(sha256, f, (size_t)fig->part_of, part_of);
		if (placed)
			place_uid(sha256, f, (size_t)fig->place, place);
		figure_uid(sha256, f, i, uid);
		add_figure(o, uid, part ? part_of : NULL, placed ? place : NULL, fig);
	}
	str_add_byte(o, ']');
}

static json_t *reading_parse(const struct query *q, int column, struct err *err)
{
	const char *text = column_text(q, column);
	json_t *j = text ? json_loads(text, 0, NULL) : NULL;
	if (json_is_array(j))
		return j;
	json_decref(j);
	err_set(err, ERR_DB_DAMAGED, "a document's stored suggestions are no JSON array");
	return NULL;
}

bool reading_each(struct store *s, int64_t document, reading_fn *fn, void *arg, struct err *err)
{
	struct query q;
	bool row = false;
	bool ok = query_begin(&q, s, "SELECT items, superseded FROM reading WHERE document_id = ?", err);
	if (ok) {
		query_int(&q, 1, document);
		ok = query_row(&q, &row, err);
	}
	for (int column = 0; ok && row && column < 2; column++) {
		json_t *array = reading_parse(&q, column, err);
		ok = array && fn(arg, array, column == 1, err);
		json_decref(array);
	}
	query_end(&q);
	return ok;
}
