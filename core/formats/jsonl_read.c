/*
 * Jsonl, reading: JSON values one after another become records.
 *
 * jansson tells how many bytes a value took, so one object a line and one object over a hundred lines need no different
 * code. Rejected: splitting at newlines first, which would forbid the readable form.
 */
#include "formats/jsonl.h"

#include "base/utf8.h"
#include "formats/json_flat.h"
#include "model/codec.h"
#include "text/decode.h"

#include <string.h>

void jsonl_open(struct jsonl *r, const char *name, const void *bytes, size_t n)
{
	const char *text = n ? bytes : "";
	*r = (struct jsonl){.name = name, .pos = text, .end = text + n, .line = 1};
	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		r->pos += 3;
}

static void advance(struct jsonl *r, size_t n)
{
	const char *end = r->pos + n;
	for (const char *nl = r->pos; (nl = memchr(nl, '\n', (size_t)(end - nl))) != NULL; nl++)
		r->line++;
	r->pos = end;
}

/* Between values: blanks, and the brackets and commas of an array of objects. */
static void skip_blanks(struct jsonl *r)
{
	while (r->pos < r->end && memchr(" \t\r\n,[]", *r->pos, 7))
		advance(r, 1);
}

static void skip_line(struct jsonl *r)
{
	const char *nl = memchr(r->pos, '\n', (size_t)(r->end - r->pos));
	advance(r, (size_t)((nl ? nl + 1 : r->end) - r->pos));
}

/* ---- one record ---- */

struct reading {
	const json_t *object;
	struct arena *arena;
	struct record *out;
	struct err *err;
};

static bool read_string(struct reading *r, const char *key, const char **out)
{
	const json_t *j = json_object_get(r->object, key);
	if (!j || json_is_null(j))
		return true;
	if (!json_is_string(j))
		return err_set(r->err, ERR_INPUT, "'%s' must be a string", key);
	*out = arena_strndup(r->arena, json_string_value(j), json_string_length(j));
	return *out || err_memory(r->err);
}

static bool read_text(struct reading *r)
{
	const json_t *j = json_object_get(r->object, "text");
	if (!json_is_string(j))
		return err_set(r->err, ERR_INPUT, "'text' is missing, or is not a string");
	size_t n = json_string_length(j);
	const uint8_t *u8 = (const uint8_t *)json_string_value(j);
	uint32_t *cp = arena_array(r->arena, n + 1, sizeof *cp);
	if (!cp)
		return err_memory(r->err);
	r->out->doc.text = (struct text){cp, text_from_utf8(u8, n, cp)};
	sha256_hex(u8, n, r->out->doc.sha256);
	return true;
}

static bool read_document(struct reading *r)
{
	struct document *d = &r->out->doc;
	return read_text(r) && read_string(r, "id", &d->name) && read_string(r, "name", &d->name) &&
	       read_string(r, "title", &d->title) && read_string(r, "outlet", &d->outlet) &&
	       (d->outlet || read_string(r, "source", &d->outlet)) && read_string(r, "url", &d->url) &&
	       read_string(r, "date", &d->published) && read_string(r, "published", &d->published) &&
	       read_string(r, "language", &d->language) && read_string(r, "group", &r->out->group);
}

/* ---- items ---- */

/* Fields whose values are names, for leaving out what our vocabularies do not have. */
static const struct {
	const char *key;
	const struct vocab *vocab;
} named[] = {
	{"kind", &vocab_place_kind},
	{"role", &vocab_place_role},
	{"direction", &vocab_direction},
	{"approximator", &vocab_approximator},
	{"unit", &vocab_unit},
	{"victim", &vocab_victim},
	{"status", &vocab_civil_status},
	{"relation", &vocab_relation},
	{"count_type", &vocab_count_type},
	{"polarity", &vocab_polarity},
	{"perpetrator_basis", &vocab_basis},
};

/* A shallow copy without unknown names; NULL when memory is out. */
static json_t *known_part(const json_t *item)
{
	json_t *copy = json_copy((json_t *)item);
	for (size_t i = 0; copy && i < sizeof named / sizeof *named; i++) {
		const json_t *v = json_object_get(copy, named[i].key);
		if (json_is_string(v) &&
			vocab_find(named[i].vocab, json_string_value(v), json_string_length(v)) < 0)
			json_object_del(copy, named[i].key);
	}
	return copy;
}

static uint32_t named_fields(const json_t *item)
{
	uint32_t set = 0;
	for (unsigned i = 0; i < RECORD_FIELDS; i++)
		if (json_object_get(item, record_field_names[i]))
			set |= UINT32_C(1) << i;
	return set;
}

/* The surface in the file, if any, must be the text at the span. */
static bool check_surface(const json_t *item, struct span s, const struct text *text, struct err *err)
{
	if (s.beg_cp > s.end_cp || s.end_cp > text->len_cp)
		return err_set(err, ERR_INPUT, "the span %u to %u does not lie in the text of %u characters",
			s.beg_cp, s.end_cp, text->len_cp);
	const json_t *j = json_object_get(item, "surface");
	if (!json_is_string(j))
		return true;
	const uint8_t *u8 = (const uint8_t *)json_string_value(j);
	size_t n = json_string_length(j), pos = 0;
	for (uint32_t i = s.beg_cp; i < s.end_cp; i++)
		if (pos >= n || utf8_decode(u8, n, &pos) != text->cp[i])
			return err_set(err, ERR_INPUT, "'surface' differs from the text at %u to %u",
				s.beg_cp, s.end_cp);
	return pos == n || err_set(err, ERR_INPUT, "'surface' is longer than %u to %u", s.beg_cp, s.end_cp);
}

static bool read_items_array(struct reading *r, const char *key, const json_t **out)
{
	const json_t *list = json_object_get(r->object, key);
	if (list && !json_is_array(list) && !json_is_null(list))
		return err_set(r->err, ERR_INPUT, "'%s' must be an array", key);
	*out = json_is_array(list) ? list : NULL;
	return true;
}

static bool read_place(struct reading *r, const json_t *item, size_t i)
{
	struct record *rec = r->out;
	struct place *p = &rec->findings.places[i];
	struct record_mark *m = &rec->place_marks[i];
	json_t *known = known_part(item);
	if (!known)
		return err_set(r->err, ERR_INPUT, "not a JSON object");
	m->fields = named_fields(known);
	bool ok = codec_place_from_json(known, r->arena, p, &m->optional, r->err) &&
		  check_surface(known, p->span, &rec->doc.text, r->err);
	json_decref(known);
	return ok || err_wrap(r->err, "places[%zu]", i);
}

static bool read_figure(struct reading *r, const json_t *item, size_t i)
{
	struct record *rec = r->out;
	struct figure *f = &rec->findings.figures[i];
	struct record_mark *m = &rec->figure_marks[i];
	json_t *known = known_part(item);
	if (!known)
		return err_set(r->err, ERR_INPUT, "not a JSON object");
	m->fields = named_fields(known);
	bool ok = codec_figure_from_json(known, r->arena, f, &m->optional, r->err) &&
		  check_surface(known, f->span, &rec->doc.text, r->err);
	json_decref(known);
	if (ok && f->part_of != REF_NONE && (size_t)f->part_of >= rec->findings.n_figures)
		ok = err_set(r->err, ERR_INPUT, "'part_of' names no figure");
	if (ok && f->place != REF_NONE && rec->has_places && (size_t)f->place >= rec->findings.n_places)
		ok = err_set(r->err, ERR_INPUT, "'place' names no place");
	return ok || err_wrap(r->err, "figures[%zu]", i);
}

/* An annotator said of it that it is no place or figure (the form of `export`). */
static bool is_rejected(const json_t *item)
{
	const json_t *d = json_object_get(item, "decision");
	return json_is_string(d) &&
	       strcmp(json_string_value(d), vocab_name(&vocab_decision, DECISION_REJECTED)) == 0;
}

/* slot[i]: the index of item i once the rejected ones are left out, REF_NONE for those. NULL when memory is out. */
static int32_t *standing_slots(struct reading *r, const json_t *list)
{
	int32_t *slot = arena_array(r->arena, json_array_size(list) + 1, sizeof *slot), next = 0;
	for (size_t i = 0; slot && i < json_array_size(list); i++)
		slot[i] = is_rejected(json_array_get(list, i)) ? REF_NONE : next++;
	return slot;
}

/* Rejected items were read and checked like the others; now they go, and references to them with them. */
static bool drop_rejected(struct reading *r, const json_t *places, const json_t *figures)
{
	struct record *rec = r->out;
	struct findings *f = &rec->findings;
	const int32_t *place = standing_slots(r, places), *figure = standing_slots(r, figures);
	size_t np = 0, nf = 0;
	if (!place || !figure)
		return err_memory(r->err);
	for (size_t i = 0; i < f->n_places; i++)
		if (place[i] != REF_NONE) {
			f->places[np] = f->places[i];
			rec->place_marks[np++] = rec->place_marks[i];
		}
	for (size_t i = 0; i < f->n_figures; i++)
		if (figure[i] != REF_NONE) {
			struct figure kept = f->figures[i];
			kept.place = kept.place == REF_NONE || !places ? REF_NONE : place[kept.place];
			kept.part_of = kept.part_of == REF_NONE ? REF_NONE : figure[kept.part_of];
			if (kept.part_of == REF_NONE)
				kept.relation = RELATION_NONE;
			f->figures[nf] = kept;
			rec->figure_marks[nf++] = rec->figure_marks[i];
		}
	f->n_places = np;
	f->n_figures = nf;
	return true;
}

static bool read_items(struct reading *r)
{
	struct record *rec = r->out;
	const json_t *places, *figures;
	if (!read_items_array(r, "places", &places) || !read_items_array(r, "figures", &figures))
		return false;
	size_t np = json_array_size(places), nf = json_array_size(figures);
	rec->has_places = places != NULL;
	rec->has_figures = figures != NULL;
	rec->findings = (struct findings){
		.places = arena_array(r->arena, np + 1, sizeof *rec->findings.places),
		.n_places = np,
		.figures = arena_array(r->arena, nf + 1, sizeof *rec->findings.figures),
		.n_figures = nf,
	};
	rec->place_marks = arena_zalloc(r->arena, (np + 1) * sizeof *rec->place_marks);
	rec->figure_marks = arena_zalloc(r->arena, (nf + 1) * sizeof *rec->figure_marks);
	if (!rec->findings.places || !rec->findings.figures || !rec->place_marks || !rec->figure_marks)
		return err_memory(r->err);
	for (size_t i = 0; i < np; i++)
		if (!read_place(r, json_array_get(places, i), i))
			return false;
	for (size_t i = 0; i < nf; i++)
		if (!read_figure(r, json_array_get(figures, i), i))
			return false;
	return drop_rejected(r, places, figures);
}

/* ---- traps ---- */

static bool add_trap(struct reading *r, const json_t *t, bool is_figure)
{
	const json_t *beg = json_object_get(t, "start"), *end = json_object_get(t, "end");
	if (!json_is_integer(beg) || !json_is_integer(end) || json_integer_value(beg) < 0 ||
		json_integer_value(end) > r->out->doc.text.len_cp ||
		json_integer_value(beg) > json_integer_value(end))
		return err_set(r->err, ERR_INPUT, "it has no span in the text");
	r->out->traps[r->out->n_traps++] = (struct record_trap){
		{(uint32_t)json_integer_value(beg), (uint32_t)json_integer_value(end)}, is_figure};
	return true;
}

static bool names_figure(const json_t *trap)
{
	const json_t *not_a = json_object_get(trap, "not_a");
	return json_is_string(not_a) && strcmp(json_string_value(not_a), "figure") == 0;
}

/* Lists of what is none, and the rejected items of the lists of what is. */
static const struct {
	const char *key;
	bool says_kind, is_figure, rejected_only;
} trap_lists[] = {
	{"traps", true, false, false},
	{"not_figures", false, true, false},
	{"not_places", false, false, false},
	{"figures", false, true, true},
	{"places", false, false, true},
};
enum { N_TRAP_LISTS = sizeof trap_lists / sizeof *trap_lists };

static bool add_traps(struct reading *r, unsigned l)
{
	const json_t *list;
	if (!read_items_array(r, trap_lists[l].key, &list))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *t = json_array_get(list, i);
		if (trap_lists[l].rejected_only && !is_rejected(t))
			continue;
		if (!add_trap(r, t, trap_lists[l].says_kind ? names_figure(t) : trap_lists[l].is_figure))
			return err_wrap(r->err, "%s[%zu]", trap_lists[l].key, i);
	}
	return true;
}

static bool read_traps(struct reading *r)
{
	size_t n = 0;
	for (unsigned l = 0; l < N_TRAP_LISTS; l++)
		n += json_array_size(json_object_get(r->object, trap_lists[l].key));
	r->out->traps = arena_array(r->arena, n + 1, sizeof *r->out->traps);
	if (!r->out->traps)
		return err_memory(r->err);
	for (unsigned l = 0; l < N_TRAP_LISTS; l++)
		if (!add_traps(r, l))
			return false;
	return true;
}

static bool read_record(const json_t *object, struct arena *a, struct record *out, struct err *err)
{
	if (!json_is_object(object))
		return err_set(err, ERR_INPUT, "not a JSON object");
	*out = (struct record){0};
	struct reading r = {.object = object, .arena = a, .out = out, .err = err};
	return read_document(&r) && read_items(&r) && read_traps(&r);
}

enum jsonl_step jsonl_next(struct jsonl *r, struct arena *a, struct record *out, struct err *err)
{
	skip_blanks(r);
	if (r->pos == r->end)
		return JSONL_END;
	unsigned line = r->line;
	json_error_t why;
	size_t n = (size_t)(r->end - r->pos), used = 0;
	json_t *object = json_flat_read(r->pos, n, &used);
	if (!object) {
		object = json_loadb(r->pos, n, JSON_DISABLE_EOF_CHECK, &why);
		used = (size_t)why.position;
	}
	if (!object) {
		unsigned at = line + (why.line > 0 ? (unsigned)why.line - 1 : 0);
		err_set(err, ERR_INPUT, "%s:%u: not well-formed JSON (%s)", r->name, at, why.text);
		skip_line(r);
		return JSONL_BAD;
	}
	advance(r, used);
	struct record rec;
	bool ok = read_record(object, a, &rec, err);
	json_decref(object);
	if (!ok) {
		err_wrap(err, "%s:%u", r->name, line);
		return JSONL_BAD;
	}
	*out = rec;
	return JSONL_RECORD;
}
