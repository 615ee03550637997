/*
 * Resolve: mentions to places.
 *
 * Mentions are grouped by name, the setting of the document is read from those that need no resolving, a row is chosen for
 * each (resolve_choose.c), and those that turn out to be no places are dropped.
 * When the best row contradicts what the text says, the place is "not in the gazetteer", and the country and governorate
 * are those that the text gives.
 */
#include "detect/resolve.h"

#include "text/fold.h"

#include <string.h>

enum { NONE = -1 };

/* ---- grouping by name ---- */

static bool group_names(struct resolver *r, struct err *err)
{
	size_t n = r->list->n, slots = 16;
	while (slots < 2 * n)
		slots *= 2;
	uint32_t *table = arena_zalloc(r->a, slots * sizeof *table);
	r->names = arena_array(r->a, n + 1, sizeof *r->names);
	r->name_of = arena_array(r->a, n + 1, sizeof *r->name_of);
	r->within = arena_array(r->a, n + 1, sizeof *r->within);
	if (!table || !r->names || !r->name_of || !r->within)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		const struct place_mention *m = &r->list->v[i];
		size_t at = (m->key * 0x9E3779B97F4A7C15u >> 20) & (slots - 1);
		while (table[at] && r->names[table[at] - 1].key != m->key)
			at = (at + 1) & (slots - 1);
		if (!table[at]) {
			r->names[r->n_names] = (struct name_info){.key = m->key, .first = m->first};
			table[at] = (uint32_t)++r->n_names;
		}
		struct name_info *name = &r->names[table[at] - 1];
		r->name_of[i] = table[at] - 1;
		if (!(m->cues & CUE_ACTOR))
			name->n_mentions++;
		name->strong |= !(m->cues & (CUE_WEAK | CUE_ACTOR));
		enum {
			SMALL = 1 << KIND_TOWN | 1 << KIND_VILLAGE | 1 << KIND_NEIGHBOURHOOD | 1 << KIND_CAMP
		};
		name->small |= SMALL >> m->kind & 1 && !is_loose(r, m);
	}
	return true;
}

/* Neither a description, nor a word that is merely spelled like a place's name. */
static bool may_contain(const struct resolver *r, int32_t outer)
{
	if (outer < 0 || r->list->v[outer].cues & CUE_GENERIC)
		return false;
	return !(r->list->v[outer].cues & CUE_WEAK) || r->names[r->name_of[outer]].strong;
}

/* What contains each mention: said of it, or of the last of its list. */
static void read_nesting(struct resolver *r)
{
	const struct place_mention *v = r->list->v;
	for (size_t i = 0; i < r->list->n; i++)
		r->within[i] = may_contain(r, v[i].parent) ? v[i].parent : NONE;
	for (size_t i = r->list->n; i-- > 0;)
		if (v[i].list >= 0 && r->within[i] >= 0 && r->within[v[i].list] < 0)
			r->within[v[i].list] = r->within[i];
}

/* ---- which mentions are places ---- */

static bool is_country(const struct resolver *r, const struct place_mention *m, const char *code)
{
	struct rows rows = rows_of(r->e, m->first);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i]->kind == KIND_COUNTRY && (!code || strcmp(rows.v[i]->country, code) == 0))
			return true;
	return false;
}

static bool has_article(const struct resolver *r, const struct place_mention *m)
{
	const uint32_t *cp = r->text->cp + m->span.beg_cp;
	return m->span.end_cp - m->span.beg_cp > 3 && fold_cp(cp[0]) == 0x0627 && fold_cp(cp[1]) == 0x0644;
}

/* "In X", which is a family's name or an ordinary word too, and a town so called is close to what the document tells of. */
static bool lies_close(const struct resolver *r, size_t i, const struct gaz_row *row)
{
	enum { CLOSE_KM = 40 };
	const struct place_mention *m = &r->list->v[i];
	if (!row || !is_settlement(row->kind) || !(m->cues & (CUE_LOCATIVE | CUE_LIST)) ||
		m->cues & (CUE_FROM | CUE_TO | CUE_UNKNOWN | CUE_PERSON))
		return false;
	if (m->cues & CUE_WORD && (row->rank > 3 || !has_article(r, m)))
		return false;
	double km = setting_distance(&r->setting, row, r->name_of[i]);
	return resolve_is_home(r, i, row) && km > 0 && km < CLOSE_KM &&
	       setting_admin(&r->setting, row->country, row->admin1) > 0;
}

static bool stands(struct resolver *r, size_t i, const struct choice *c)
{
	const struct place_mention *m = &r->list->v[i];
	enum {
		PLACED = CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_LIST | CUE_LINE_HEAD | CUE_HEAD |
			 CUE_COUNTRYSIDE | CUE_FRONT,
		SAID = CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_LIST | CUE_ROAD
	};
	if (m->cues & CUE_ACTOR)
		return false;
	if (m->cues & CUE_WEAK && !r->names[r->name_of[i]].strong) {
		bool nested =
			r->within[i] >= 0 && c->row && resolve_points_within(r, c->row, r->within[i]) > 0;
		if ((nested && !(m->cues & CUE_UNKNOWN)) || lies_close(r, i, c->row))
			return true;
		bool supported = is_supported(m);
		return m->cues & CUE_UNKNOWN && c->row && supported && r->setting.n_anchors > 0;
	}
	bool facility = m->head >= 0 && engine_word(r->e, m->head)->flags & FLAG_FACILITY;
	bool elsewhere =
		c->row && *c->row->country && !same_country(c->row->country, r->setting.main_country);
	if (m->cues & CUE_GENERIC && (!c->row || elsewhere))
		return false;
	bool short_word = m->span.end_cp - m->span.beg_cp <= 3;
	if (m->cues & CUE_COMMON && elsewhere && short_word && !(m->cues & SAID))
		return false; /* "in pictures" is not "in Tyre", unless the text is of Lebanon */
	bool alone = !*r->setting.main_country && c->row && c->row->rank <= 2; /* "Duma: 5 dead", no more */
	if (m->cues & CUE_LINE_HEAD && m->cues & CUE_COMMON && elsewhere && !alone)
		return false; /* "The South:" in a country that has no province of that name */
	bool bare = !(m->cues & (PLACED | CUE_UNKNOWN | CUE_QUOTED));
	if (bare && !c->row)
		return false; /* no row will do, and nothing says that it is a place */
	if (facility && !c->row)
		return false; /* a checkpoint or hospital that happens to share a place's name */
	if (m->first != NAME_NONE && !(m->cues & PLACED) && is_country(r, m, NULL) &&
		!is_country(r, m, r->setting.main_country))
		return false;
	return true;
}

/* ---- filling the place ---- */

/* Whether a place that stands is said to lie in this one. */
static bool contains_any(const struct resolver *r, size_t i, const int32_t *index)
{
	const struct place_mention *v = r->list->v;
	for (size_t k = i; k-- > 0 && k + 3 > i;)
		if (v[k].parent == (int32_t)i && index[k] >= 0)
			return true;
	return false;
}

static enum place_role role_of(const struct resolver *r, size_t i, const struct place *p, bool nested)
{
	const struct place_mention *m = &r->list->v[i];
	bool wide = p->kind == KIND_GOVERNORATE || p->kind == KIND_COUNTRY || p->kind == KIND_REGION;
	if (m->cues & CUE_LINE_HEAD)
		return ROLE_CONTAINER;
	if (m->cues & CUE_SOURCE)
		return ROLE_SOURCE;
	if (m->cues & CUE_BETWEEN || m->cues & CUE_ROAD)
		return ROLE_REFERENCE;
	bool apart = m->cues & CUE_DIRECTION && !(m->cues & (CUE_COUNTRYSIDE | CUE_HEAD)) &&
		     m->direction != DIR_CENTRE; /* north of it, seen as a town */
	bool country = p->kind == KIND_COUNTRY || p->kind == KIND_REGION;
	if (nested)
		return (m->cues & CUE_DIRECTION && !wide) || (apart && !country) ? ROLE_REFERENCE
										 : ROLE_CONTAINER;
	if (m->cues & CUE_CONTEXT)
		return ROLE_CONTEXT;
	if (m->cues & CUE_HASHTAG && wide)
		return ROLE_CONTEXT;
	return ROLE_EVENT;
}

static enum place_kind kind_of(
	const struct resolver *r, const struct place_mention *m, const struct gaz_row *row)
{
	if (m->cues & CUE_STREET)
		return KIND_OTHER;
	bool loose = is_loose(r, m);
	if (!row)
		return m->kind != KIND_OTHER && !loose ? (enum place_kind)m->kind
		       : loose                         ? KIND_LOCALITY
						       : KIND_VILLAGE;
	bool unit_and_city = is_unit(row->kind) != is_unit(m->kind);
	bool both_settled = m->cues & CUE_PLURAL && is_settlement(row->kind) && is_settlement(m->kind);
	if (m->kind == KIND_OTHER || loose || both_settled || (unit_and_city && !is_settlement(row->kind)))
		return row->kind;
	return (enum place_kind)m->kind;
}

static const char *rule_of(const struct place_mention *m, const struct choice *c)
{
	if (c->fuzzy && c->row)
		return "place.spelling";
	if (!(m->cues & CUE_UNKNOWN))
		return m->cues & CUE_HEAD   ? "place.head+gazetteer"
		       : m->cues & CUE_LIST ? "place.list+gazetteer"
					    : "place.gazetteer";
	return m->cues & CUE_HEAD   ? "place.head+unknown"
	       : m->cues & CUE_LIST ? "place.list"
				    : "place.repeated";
}

static float score_of(const struct place_mention *m, const struct choice *c)
{
	bool cue = m->cues &
		   (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_LOCATIVE | CUE_NESTED | CUE_LINE_HEAD);
	float s = m->cues & CUE_UNKNOWN  ? (m->cues & CUE_HEAD          ? 0.8f
						   : m->cues & CUE_LIST ? 0.65f
									: 0.6f)
		  : m->cues & CUE_COMMON ? (m->cues & CUE_HEAD ? 0.9f : 0.7f)
		  : cue                  ? 0.97f
					 : 0.9f;
	if (m->cues & CUE_WEAK)
		s -= 0.1f;
	if (c->fuzzy && c->row)
		s = m->cues & CUE_HEAD ? 0.7f : 0.55f;
	if (!c->fuzzy && c->row && c->points - c->second < 0.5)
		s -= 0.05f;
	return s;
}

/* What the next mention of the same sentence names, when it says where: "in the city of Y". */
static const struct gaz_row *next_row(const struct resolver *r, size_t i)
{
	const struct place_mention *v = r->list->v;
	bool here = i + 1 < r->list->n && v[i + 1].sentence == v[i].sentence &&
		    !(v[i + 1].cues & CUE_STREET) &&
		    v[i + 1].cues & (CUE_LOCATIVE | CUE_COUNTRYSIDE | CUE_DIRECTION) &&
		    !(v[i + 1].cues & CUE_ACTOR);
	const struct gaz_row *row = here ? resolve_outer_row(r, (int32_t)i + 1) : NULL;
	return row && same_country(row->country, r->setting.main_country) ? row : NULL;
}

/* Where a place lies that no row describes: said of it, of its name elsewhere, of its line, or of its list. */
static void fill_unknown(
	struct resolver *r, size_t i, const struct gaz_row *line, const struct place *before, struct place *p)
{
	const struct gaz_row *shared = r->names[r->name_of[i]].within;
	const struct gaz_row *outer = r->within[i] >= 0 ? resolve_outer_row(r, r->within[i]) : NULL;
	bool foreign = outer && outer->rank >= 3 && !same_country(outer->country, r->setting.main_country);
	if (!outer || foreign) /* a small namesake abroad says nothing */
		outer = shared && !foreign && !(line && p->kind == KIND_NEIGHBOURHOOD) ? shared : line;
	if (!outer && !before)
		outer = next_row(r, i);
	const char *nation = word_nation(r->list->v[i].nation);
	if (*nation && !(outer && same_country(outer->country, nation))) {
		memcpy(p->country, nation, COUNTRY_TEXT);
	} else if (outer) {
		memcpy(p->country, outer->country, COUNTRY_TEXT);
		p->admin1 = *outer->admin1 ? outer->admin1 : NULL;
		if (!p->admin1 && outer->kind != KIND_COUNTRY && before &&
			same_country(before->country, outer->country))
			p->admin1 = before->admin1;
	} else if (before &&
		   (r->list->v[i].list >= 0 || same_country(before->country, r->setting.main_country))) {
		memcpy(p->country, before->country, COUNTRY_TEXT);
		p->admin1 = before->admin1; /* of the list, or of the sentence */
	} else {
		memcpy(p->country, r->setting.main_country, COUNTRY_TEXT);
	}
}

/* A sea or a strait that belongs to no country: off the one that the document is about, when it is near. */
static bool lies_off_main_country(const struct resolver *r, const struct gaz_row *row)
{
	enum { OFF_KM = 1000 };
	return !*row->country && (row->kind == KIND_SEA || row->kind == KIND_RIVER) &&
	       r->setting.n_anchors > 0 && setting_distance(&r->setting, row, UINT32_MAX) < OFF_KM;
}

static struct place fill(struct resolver *r, size_t i, const struct choice *c, const struct gaz_row *line,
	const struct place *before, bool nested)
{
	const struct place_mention *m = &r->list->v[i];
	struct place p = place_none();
	p.span = m->span;
	p.direction = (enum direction)m->direction;
	p.kind = kind_of(r, m, c->row);
	if (c->row) {
		p.name = c->row->name;
		memcpy(p.country, c->row->country, COUNTRY_TEXT);
		if (lies_off_main_country(r, c->row))
			memcpy(p.country, r->setting.main_country, COUNTRY_TEXT);
		p.admin1 = *c->row->admin1 ? c->row->admin1 : NULL;
		p.lat = c->row->lat;
		p.lon = c->row->lon;
		p.gazetteer = c->row->id;
		bool wide = c->row->kind == KIND_COUNTRY || c->row->kind == KIND_REGION ||
			    c->row->kind == KIND_SEA || c->row->kind == KIND_RIVER;
		const struct gaz_row *outer = resolve_outer_row(r, r->within[i]);
		if (!p.admin1 && !wide && outer && *outer->admin1 && same_country(outer->country, p.country))
			p.admin1 = outer->admin1;
	} else {
		fill_unknown(r, i, line, before, &p);
	}
	p.role = role_of(r, i, &p, nested);
	p.evidence = (struct evidence){.score = score_of(m, c), .rule = rule_of(m, c)};
	return p;
}

/*
 * The governorate that heads a line: "X:" holds for its line, "X::" until the next. "In X, …" holds for its sentence, and
 * there it outweighs the line's.
 */
struct line_scope {
	const struct gaz_row *row, *opening;
	uint32_t sentence; /* that `opening` opens */
	uint32_t end_cp;   /* of the mention before */
	bool line_only;
};

/* The governorate in whose scope mention m stands; text between mentions is read once. */
static const struct gaz_row *scope_enter(
	struct line_scope *s, const struct text *text, const struct place_mention *m)
{
	for (uint32_t i = s->end_cp; s->row && s->line_only && i < m->span.beg_cp; i++)
		if (text->cp[i] == '\n')
			s->row = NULL;
	s->end_cp = m->span.end_cp;
	if (m->sentence != s->sentence)
		s->opening = NULL;
	if (!(m->cues & CUE_LINE_HEAD))
		return s->opening ? s->opening : s->row;
	uint32_t end = m->span.end_cp;
	s->row = NULL;
	s->line_only = !(end + 1 < text->len_cp && text->cp[end] == ':' && text->cp[end + 1] == ':');
	return NULL;
}

/* What each name is said to lie in, by any of its mentions. */
static void share_nesting(struct resolver *r)
{
	for (size_t i = 0; i < r->list->n; i++) {
		struct name_info *name = &r->names[r->name_of[i]];
		if (!name->within && r->within[i] >= 0)
			name->within = resolve_outer_row(r, r->within[i]);
	}
}

/* The place whose governorate an unknown one shares: the one before in its list, or the last one shortly before. */
static int32_t before_of(const struct resolver *r, size_t i, const int32_t *index)
{
	const struct place_mention *v = r->list->v;
	if (v[i].list >= 0 && index[v[i].list] >= 0)
		return index[v[i].list];
	for (size_t k = i; k-- > 0 && k + 6 > i && v[k].sentence + 1 >= v[i].sentence;)
		if (index[k] >= 0)
			return index[k];
	return NONE;
}

/* A list that begins with a name of no row lies where the first row of the list does. */
static void lend_from_list(const struct resolver *r, const int32_t *index, struct place *places)
{
	const struct place_mention *v = r->list->v;
	for (size_t i = r->list->n; i-- > 0;) {
		int32_t before = v[i].list;
		if (before < 0 || index[i] < 0 || index[before] < 0 || v[before].list >= 0 ||
			r->within[before] >= 0)
			continue;
		struct place *first = &places[index[before]];
		const struct place *next = &places[index[i]];
		if (first->gazetteer || !next->gazetteer || !next->admin1 ||
			!same_country(next->country, r->setting.main_country))
			continue;
		memcpy(first->country, next->country, COUNTRY_TEXT);
		first->admin1 = next->admin1;
	}
}

bool place_resolve(const struct place_engine *e, const struct text *text, const struct place_list *list,
	struct arena *a, struct findings *out, int32_t **index_of, struct err *err)
{
	struct resolver *r = arena_zalloc(a, sizeof *r);
	if (!r)
		return err_memory(err);
	r->e = e; /* the rest is zero: some 17 kB */
	r->text = text;
	r->list = list;
	r->a = a;
	int32_t *index = arena_array(a, list->n + 1, sizeof *index);
	struct place *places = arena_array(a, list->n + 1, sizeof *places);
	if (!index || !places)
		return err_memory(err);
	if (!group_names(r, err))
		return false;
	read_nesting(r);
	if (!setting_read(r, err))
		return false;
	share_nesting(r);
	size_t n = 0;
	struct line_scope scope = {0};
	for (size_t i = 0; i < list->n; i++) {
		const struct gaz_row *line = scope_enter(&scope, text, &list->v[i]);
		struct choice c = resolve_choose(r, i, line);
		index[i] = NONE;
		if (list->v[i].cues & CUE_LINE_HEAD)
			scope.row = c.row && c.row->kind == KIND_GOVERNORATE ? c.row : NULL;
		if (!stands(r, i, &c))
			continue;
		if (list->v[i].cues & CUE_OPENS && c.row && c.row->rank <= 2 && *c.row->admin1) {
			scope.opening = c.row;
			scope.sentence = list->v[i].sentence;
		}
		int32_t before = before_of(r, i, index);
		bool nested = list->v[i].cues & CUE_NESTED && contains_any(r, i, index);
		places[n] = fill(r, i, &c, line, before >= 0 ? &places[before] : NULL, nested);
		index[i] = (int32_t)n++;
	}
	lend_from_list(r, index, places);
	out->places = places;
	out->n_places = n;
	*index_of = index;
	return true;
}
