/*
 * Codec: field by field between the structs and JSON objects.
 *
 * Writing builds every member in the documented order; jansson keeps it. Reading takes each member by name,
 * so order is free there. One reader struct carries the object, the arena and the first failure: after it,
 * every read is a no-op, and the long lists of fields need one check at their end.
 *
 * Rejected: a table of offsetof() per field. It saves lines, but the sets, spans and references need
 * exceptions, and a wrong offset is found by nobody.
 */
#include "model/codec.h"

#include "base/json.h"
#include "base/str.h"

#include <string.h>

/* ---- writing ---- */

static json_t *number_or_null(int64_t n)
{
	return n == NUMBER_NONE ? json_null() : json_integer(n);
}

static json_t *text_or_null(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *degrees_or_null(double d)
{
	return isfinite(d) ? json_real(d) : json_null();
}

/* Four decimals: a float's own digits past those are noise. */
static json_t *score_or_null(float score)
{
	return isfinite(score) ? json_real(round((double)score * 1e4) / 1e4) : json_null();
}

static json_t *name_or_null(const struct vocab *v, unsigned value)
{
	return text_or_null(*vocab_name(v, value) ? vocab_name(v, value) : NULL);
}

static json_t *ref_or_null(int32_t ref)
{
	return ref == REF_NONE ? json_null() : json_integer(ref);
}

static json_t *harm_set(uint8_t harm)
{
	json_t *set = json_array();
	for (unsigned i = 0; set && i < vocab_harm.n; i++)
		if (harm & 1u << i &&
			json_array_append_new(set, json_string(vocab_name(&vocab_harm, i))) != 0) {
			json_decref(set);
			return NULL;
		}
	return set;
}

static json_t *surface(struct span span, const struct text *text)
{
	if (span.beg_cp > span.end_cp || span.end_cp > text->len_cp)
		return json_null();
	struct str s = {0};
	for (uint32_t i = span.beg_cp; i < span.end_cp; i++)
		str_add_cp(&s, text->cp[i]);
	json_t *j = s.failed ? NULL : json_stringn(str_text(&s), s.len);
	str_release(&s);
	return j;
}

static void put_span(json_t **j, struct span span, const struct text *text)
{
	json_put(j, "start", json_integer(span.beg_cp));
	json_put(j, "end", json_integer(span.end_cp));
	if (text)
		json_put(j, "surface", surface(span, text));
}

static json_t *span_or_null(struct span span, const struct text *text)
{
	if (span.beg_cp >= span.end_cp)
		return json_null();
	json_t *j = json_object();
	put_span(&j, span, text);
	return j;
}

static void put_evidence(json_t **j, const struct evidence *e)
{
	json_put(j, "score", score_or_null(e->score));
	json_put(j, "rule", text_or_null(e->rule));
	json_put(j, "why", text_or_null(e->why));
}

json_t *codec_place_to_json(const struct place *p, const struct text *text)
{
	json_t *j = json_object();
	put_span(&j, p->span, text);
	json_put(&j, "kind", name_or_null(&vocab_place_kind, p->kind));
	json_put(&j, "role", name_or_null(&vocab_place_role, p->role));
	json_put(&j, "direction", name_or_null(&vocab_direction, p->direction));
	json_put(&j, "name", text_or_null(p->name));
	json_put(&j, "country", text_or_null(p->country[0] ? p->country : NULL));
	json_put(&j, "admin1", text_or_null(p->admin1));
	json_put(&j, "lat", degrees_or_null(p->lat));
	json_put(&j, "lon", degrees_or_null(p->lon));
	json_put(&j, "gazetteer", text_or_null(p->gazetteer));
	put_evidence(&j, &p->evidence);
	return j;
}

json_t *codec_figure_to_json(const struct figure *f, const struct text *text)
{
	json_t *j = json_object();
	put_span(&j, f->span, text);
	json_put(&j, "harm", harm_set(f->harm));
	json_put(&j, "value", number_or_null(f->value));
	json_put(&j, "low", number_or_null(f->low));
	json_put(&j, "best", number_or_null(f->best));
	json_put(&j, "high", number_or_null(f->high));
	json_put(&j, "approximator", name_or_null(&vocab_approximator, f->approximator));
	json_put(&j, "unit", name_or_null(&vocab_unit, f->unit));
	json_put(&j, "victim", name_or_null(&vocab_victim, f->victim));
	json_put(&j, "status", name_or_null(&vocab_civil_status, f->status));
	json_put(&j, "part_of", ref_or_null(f->part_of));
	json_put(&j, "relation", name_or_null(&vocab_relation, f->relation));
	json_put(&j, "place", ref_or_null(f->place));
	json_put(&j, "count_type", name_or_null(&vocab_count_type, f->count_type));
	json_put(&j, "polarity", name_or_null(&vocab_polarity, f->polarity));
	json_put(&j, "perpetrator", span_or_null(f->perpetrator, text));
	json_put(&j, "perpetrator_basis", name_or_null(&vocab_basis, f->perpetrator_basis));
	json_put(&j, "attribution", span_or_null(f->attribution, text));
	json_put(&j, "date_from", text_or_null(f->date_from));
	json_put(&j, "date_to", text_or_null(f->date_to));
	json_put(&j, "date_precision", f->date_precision ? json_integer(f->date_precision) : json_null());
	put_evidence(&j, &f->evidence);
	return j;
}

/* ---- reading ---- */

struct reader {
	const json_t *object;
	struct arena *arena;
	struct err *err;
	bool failed;
};

/* The member, or NULL when it is missing, null, or reading has failed already. */
static const json_t *member(const struct reader *r, const char *key)
{
	const json_t *j = r->failed ? NULL : json_object_get(r->object, key);
	return json_is_null(j) ? NULL : j;
}

static void wrong_type(struct reader *r, const char *key, const char *want)
{
	r->failed = true;
	err_set(r->err, ERR_INPUT, "'%s' must be %s", key, want);
}

static const char *read_text(struct reader *r, const char *key)
{
	const json_t *j = member(r, key);
	if (!j)
		return NULL;
	if (!json_is_string(j)) {
		wrong_type(r, key, "a string or null");
		return NULL;
	}
	const char *s = arena_strndup(r->arena, json_string_value(j), json_string_length(j));
	if (!s)
		r->failed = !err_memory(r->err);
	return s;
}

static int64_t read_integer(struct reader *r, const char *key, int64_t min, int64_t max, int64_t none)
{
	const json_t *j = member(r, key);
	if (!j)
		return none;
	if (!json_is_integer(j)) {
		wrong_type(r, key, "a whole number or null");
		return none;
	}
	int64_t n = json_integer_value(j);
	if (n >= min && n <= max)
		return n;
	r->failed = true;
	err_set(r->err, ERR_INPUT, "'%s' is %lld, outside %lld to %lld", key, (long long)n, (long long)min,
		(long long)max);
	return none;
}

static double read_real(struct reader *r, const char *key, double none)
{
	const json_t *j = member(r, key);
	if (!j)
		return none;
	if (!json_is_number(j)) {
		wrong_type(r, key, "a number or null");
		return none;
	}
	return json_number_value(j);
}

static unsigned name_value(struct reader *r, const char *key, const struct vocab *v, const json_t *j)
{
	int value = vocab_find(v, json_string_value(j), json_string_length(j));
	if (value >= 0 && json_string_length(j) > 0)
		return (unsigned)value;
	r->failed = true;
	err_set(r->err, ERR_INPUT, "'%s' is '%.60s', which is no known %s", key, json_string_value(j),
		v->what);
	return 0;
}

static unsigned read_name(struct reader *r, const char *key, const struct vocab *v)
{
	const json_t *j = member(r, key);
	if (!j)
		return 0;
	if (!json_is_string(j)) {
		wrong_type(r, key, "a string or null");
		return 0;
	}
	return name_value(r, key, v, j);
}

static uint8_t read_harm(struct reader *r)
{
	const json_t *set = member(r, "harm");
	unsigned harm = 0;
	if (set && !json_is_array(set)) {
		wrong_type(r, "harm", "an array of strings");
		return 0;
	}
	for (size_t i = 0; i < json_array_size(set) && !r->failed; i++) {
		const json_t *j = json_array_get(set, i);
		if (json_is_string(j))
			harm |= 1u << name_value(r, "harm", &vocab_harm, j);
		else
			wrong_type(r, "harm", "an array of strings");
	}
	return (uint8_t)harm;
}

/* A span has both ends; the item's own may not be missing. */
static struct span read_span(struct reader *r)
{
	int64_t beg = read_integer(r, "start", 0, UINT32_MAX, -1);
	int64_t end = read_integer(r, "end", 0, UINT32_MAX, -1);
	if (!r->failed && (beg < 0 || end < 0)) {
		r->failed = true;
		err_set(r->err, ERR_INPUT, "'%s' is missing", beg < 0 ? "start" : "end");
	}
	return r->failed ? (struct span){0, 0} : (struct span){(uint32_t)beg, (uint32_t)end};
}

static struct span read_inner_span(struct reader *r, const char *key)
{
	const json_t *j = member(r, key);
	if (!j)
		return (struct span){0, 0};
	if (!json_is_object(j)) {
		wrong_type(r, key, "an object with start and end, or null");
		return (struct span){0, 0};
	}
	struct reader inner = {.object = j, .arena = r->arena, .err = r->err};
	struct span span = read_span(&inner);
	if (inner.failed) {
		r->failed = true;
		err_wrap(r->err, "%s", key);
	}
	return span;
}

static bool read_bool(struct reader *r, const char *key)
{
	const json_t *j = member(r, key);
	if (j && !json_is_boolean(j))
		wrong_type(r, key, "true or false");
	return json_is_true(j);
}

static void read_country(struct reader *r, char out[COUNTRY_TEXT])
{
	const json_t *j = member(r, "country");
	if (!j)
		return;
	if (!json_is_string(j) || json_string_length(j) != COUNTRY_TEXT - 1)
		wrong_type(r, "country", "a two-letter code or null");
	else
		memcpy(out, json_string_value(j), COUNTRY_TEXT);
}

static struct evidence read_evidence(struct reader *r)
{
	return (struct evidence){
		.score = (float)read_real(r, "score", 0),
		.rule = read_text(r, "rule"),
		.why = read_text(r, "why"),
	};
}

static bool reader_init(struct reader *r, const json_t *j, struct arena *a, struct err *err)
{
	*r = (struct reader){.object = j, .arena = a, .err = err};
	return json_is_object(j) || err_set(err, ERR_INPUT, "not a JSON object");
}

bool codec_place_from_json(
	const json_t *j, struct arena *a, struct place *out, bool *optional, struct err *err)
{
	struct reader r;
	if (!reader_init(&r, j, a, err))
		return false;
	struct place p = place_none();
	p.span = read_span(&r);
	p.kind = (enum place_kind)read_name(&r, "kind", &vocab_place_kind);
	p.role = (enum place_role)read_name(&r, "role", &vocab_place_role);
	p.direction = (enum direction)read_name(&r, "direction", &vocab_direction);
	p.name = read_text(&r, "name");
	read_country(&r, p.country);
	p.admin1 = read_text(&r, "admin1");
	p.lat = read_real(&r, "lat", NAN);
	p.lon = read_real(&r, "lon", NAN);
	p.gazetteer = read_text(&r, "gazetteer");
	p.evidence = read_evidence(&r);
	bool is_optional = read_bool(&r, "optional");
	if (r.failed)
		return false;
	if (optional)
		*optional = is_optional;
	*out = p;
	return true;
}

bool codec_figure_from_json(
	const json_t *j, struct arena *a, struct figure *out, bool *optional, struct err *err)
{
	struct reader r;
	if (!reader_init(&r, j, a, err))
		return false;
	struct figure f = figure_none();
	f.span = read_span(&r);
	f.harm = read_harm(&r);
	f.value = read_integer(&r, "value", 0, INT64_MAX, NUMBER_NONE);
	f.low = read_integer(&r, "low", 0, INT64_MAX, NUMBER_NONE);
	f.best = read_integer(&r, "best", 0, INT64_MAX, NUMBER_NONE);
	f.high = read_integer(&r, "high", 0, INT64_MAX, NUMBER_NONE);
	f.approximator = (enum approximator)read_name(&r, "approximator", &vocab_approximator);
	f.unit = (enum unit)read_name(&r, "unit", &vocab_unit);
	f.victim = (enum victim)read_name(&r, "victim", &vocab_victim);
	f.status = (enum civil_status)read_name(&r, "status", &vocab_civil_status);
	f.part_of = (int32_t)read_integer(&r, "part_of", 0, INT32_MAX, REF_NONE);
	f.relation = (enum relation)read_name(&r, "relation", &vocab_relation);
	f.place = (int32_t)read_integer(&r, "place", 0, INT32_MAX, REF_NONE);
	f.count_type = (enum count_type)read_name(&r, "count_type", &vocab_count_type);
	f.polarity = (enum polarity)read_name(&r, "polarity", &vocab_polarity);
	f.perpetrator = read_inner_span(&r, "perpetrator");
	f.perpetrator_basis = (enum basis)read_name(&r, "perpetrator_basis", &vocab_basis);
	f.attribution = read_inner_span(&r, "attribution");
	f.date_from = read_text(&r, "date_from");
	f.date_to = read_text(&r, "date_to");
	f.date_precision = (int)read_integer(&r, "date_precision", 1, 5, 0);
	f.evidence = read_evidence(&r);
	bool is_optional = read_bool(&r, "optional");
	if (r.failed)
		return false;
	if (optional)
		*optional = is_optional;
	*out = f;
	return true;
}
