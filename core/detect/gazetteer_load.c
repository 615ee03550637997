/* Gazetteer load: tables of places and rules of spelling become rows and phrases; what cannot be used is told. */
#include "detect/gazetteer_table.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>

/* ---- names and their spellings ---- */

static bool add_phrase(struct gazetteer *g, const char *name, size_t len, uint32_t row, struct err *err)
{
	return len == 0 || len >= MAX_NAME_U8 || phrase_table_add(g->names, name, len, row, err);
}

/* The name with the bytes [at, at + from) replaced. */
static bool add_replaced(struct gazetteer *g, struct view name, size_t at, size_t from, struct view to,
	uint32_t row, struct err *err)
{
	char buf[2 * MAX_NAME_U8];
	if (name.len - from + to.len >= sizeof buf)
		return true;
	memcpy(buf, name.data, at);
	memcpy(buf + at, to.data, to.len);
	memcpy(buf + at + to.len, name.data + at + from, name.len - at - from);
	return add_phrase(g, buf, name.len - from + to.len, row, err);
}

static bool word_at(struct view name, size_t at, struct view word)
{
	return at + word.len < name.len && memcmp(name.data + at, word.data, word.len) == 0 &&
	       name.data[at + word.len] == ' ' && (at == 0 || name.data[at - 1] == ' ');
}

static bool add_spellings(struct gazetteer *g, struct view name, uint32_t row, struct err *err)
{
	for (size_t s = 0; s < g->n_spellings; s++) {
		const struct spelling_rule *r = &g->spellings[s];
		if (r->prefix) {
			bool applies = name.len > r->from.len + 4 && !memchr(name.data, ' ', name.len) &&
				       memcmp(name.data, r->from.data, r->from.len) == 0;
			if (applies && !add_replaced(g, name, 0, r->from.len, r->to, row, err))
				return false;
			continue;
		}
		for (size_t at = 0; at + r->from.len < name.len; at++)
			if (word_at(name, at, r->from) &&
				!add_replaced(g, name, at, r->from.len, r->to, row, err))
				return false;
	}
	return true;
}

/* All names of a row; `alt` are separated by bars. */
static bool add_names(struct gazetteer *g, struct view name, struct view alt, uint32_t row, struct err *err)
{
	struct view part = name;
	do {
		if (!add_phrase(g, part.data, part.len, row, err) || !add_spellings(g, part, row, err))
			return false;
	} while (view_split(&alt, '|', &part));
	return true;
}

static bool read_spelling(void *into, const struct tsv *t, struct err *err)
{
	struct gazetteer *g = into;
	bool prefix = view_eq(t->fields[0], "prefix");
	if (t->n_fields != 3 || (!prefix && !view_eq(t->fields[0], "word")) || t->fields[1].len == 0)
		return err_set(err, ERR_INPUT, "a spelling rule has three fields: word or prefix, from, to");
	if (g->n_spellings == MAX_SPELLINGS)
		return err_set(err, ERR_INVALID, "%s: more than %d spelling rules", t->name, MAX_SPELLINGS);
	struct spelling_rule *r = &g->spellings[g->n_spellings];
	r->prefix = prefix;
	char *from = arena_strndup(&g->strings, t->fields[1].data, t->fields[1].len);
	char *to = arena_strndup(&g->strings, t->fields[2].data, t->fields[2].len);
	if (!from || !to)
		return err_memory(err);
	r->from = (struct view){from, t->fields[1].len};
	r->to = (struct view){to, t->fields[2].len};
	/* In a rule a bar stands for a final space, which no editor shows. */
	if (r->to.len && to[r->to.len - 1] == '|')
		to[r->to.len - 1] = ' ';
	g->n_spellings++;
	return phrase_table_add_beginning(g->names, from, r->from.len, err) &&
	       phrase_table_add_beginning(g->names, to, r->to.len, err);
}

bool gazetteer_load_spellings(struct gazetteer *g, const struct row_text *texts, size_t n,
	struct row_reader *reader, struct err *err)
{
	static const struct row_table table = {"lexicon/place_spelling.tsv", "at from to", 0, read_spelling};
	reader->words = g;
	return rows_read_texts(reader, &table, texts, n, err);
}

/* ---- reading tables ---- */

enum column {
	COL_ID,
	COL_NAME,
	COL_LATIN,
	COL_ALT,
	COL_KIND,
	COL_COUNTRY,
	COL_ADMIN1,
	COL_ADMIN2,
	COL_ADMIN3,
	COL_LAT,
	COL_LON,
	COL_RANK,
	COL_COMMON,
	COL_POPULATION,
	N_COLUMNS
};

static const char *const column_names[N_COLUMNS][3] = {
	[COL_ID] = {"id", "pcode"},
	[COL_NAME] = {"name", "name_ar"},
	[COL_LATIN] = {"latin", "name_en"},
	[COL_ALT] = {"alt", "alt_ar"},
	[COL_KIND] = {"kind"},
	[COL_COUNTRY] = {"country"},
	[COL_ADMIN1] = {"admin1", "admin1_ar"},
	[COL_ADMIN2] = {"admin2", "admin2_ar"},
	[COL_ADMIN3] = {"admin3", "admin3_ar"},
	[COL_LAT] = {"lat", "latitude"},
	[COL_LON] = {"lon", "longitude"},
	[COL_RANK] = {"rank"},
	[COL_COMMON] = {"common"},
	[COL_POPULATION] = {"population"},
};

/* Names of kinds that other tables use. */
static const struct {
	const char *name;
	enum place_kind kind;
} kind_aliases[] = {
	{"admin1", KIND_GOVERNORATE},
	{"admin2", KIND_DISTRICT},
	{"admin3", KIND_SUBDISTRICT},
};

struct loader {
	struct gazetteer *g;
	struct tsv t;
	int column[N_COLUMNS];
	char base[40];   /* the file's name without folders and ending */
	char country[3]; /* by the file's name, or "" */
	gazetteer_warn warn;
	void *warn_arg;
};

static struct view field(const struct loader *l, enum column c)
{
	return l->column[c] < 0 ? (struct view){"", 0} : l->t.fields[l->column[c]];
}

static void warn(struct loader *l, const char *what, struct view v, const char *remedy)
{
	if (!l->warn)
		return;
	char message[400];
	int len = v.len < MAX_IN_WARNING ? (int)v.len : MAX_IN_WARNING;
	snprintf(message, sizeof message, "%s:%u: %s '%.*s'; %s; the row is left out", l->t.name, l->t.line,
		what, len, v.data, remedy);
	l->warn(l->warn_arg, message);
}

static bool read_kind(struct loader *l, struct gaz_row *row)
{
	struct view v = field(l, COL_KIND);
	if (v.len == 0) {
		row->kind = KIND_OTHER;
		return true;
	}
	int kind = vocab_find(&vocab_place_kind, v.data, v.len);
	for (size_t i = 0; kind < 0 && i < sizeof kind_aliases / sizeof *kind_aliases; i++)
		if (view_eq(v, kind_aliases[i].name))
			kind = (int)kind_aliases[i].kind;
	if (kind < 0) {
		warn(l, "unknown kind", v, "use one of country, governorate, city, town, village …");
		return false;
	}
	row->kind = (enum place_kind)kind;
	return true;
}

static bool read_country(struct loader *l, struct gaz_row *row)
{
	struct view v = field(l, COL_COUNTRY);
	if (v.len == 0)
		v = (struct view){l->country, strlen(l->country)};
	bool code =
		v.len == 2 && v.data[0] >= 'A' && v.data[0] <= 'Z' && v.data[1] >= 'A' && v.data[1] <= 'Z';
	bool none = v.len == 0 ||
		    (v.len == 3 && v.data[0] >= '0' && v.data[0] <= '9'); /* UN M.49: a part of the world */
	if (!code && !none) {
		warn(l, "no country code", v, "use ISO 3166-1 alpha-2, such as SY");
		return false;
	}
	snprintf(row->country, sizeof row->country, "%.*s", code ? 2 : 0, v.data);
	return true;
}

static bool read_coordinate(struct loader *l, enum column c, double max, double *out)
{
	struct view v = field(l, c);
	*out = NAN;
	if (v.len == 0)
		return true;
	if (!view_double(v, out) || !(*out >= -max && *out <= max)) {
		warn(l, c == COL_LAT ? "no latitude" : "no longitude", v, "use decimal degrees");
		return false;
	}
	return true;
}

static uint8_t rank_of_kind(enum place_kind kind, long population)
{
	switch (kind) {
	case KIND_COUNTRY:
	case KIND_REGION:
	case KIND_GOVERNORATE:
		return 1;
	case KIND_CITY:
	case KIND_DISTRICT:
		return population > 300000 ? 1 : 2;
	case KIND_TOWN:
	case KIND_SUBDISTRICT:
		return 3;
	default:
		return population > 20000 ? 3 : population > 3000 ? 4 : 5;
	}
}

static bool read_rank(struct loader *l, struct gaz_row *row)
{
	long rank = 0, population = 0, common = 0;
	view_int(field(l, COL_POPULATION), &population);
	if (field(l, COL_RANK).len == 0)
		rank = rank_of_kind(row->kind, population);
	else if (!view_int(field(l, COL_RANK), &rank) || rank < 1 || rank > 5) {
		warn(l, "no rank", field(l, COL_RANK), "use 1 (capital) to 5 (small village)");
		return false;
	}
	if (field(l, COL_COMMON).len &&
		(!view_int(field(l, COL_COMMON), &common) || common < 0 || common > 1)) {
		warn(l, "neither 0 nor 1 in the column 'common':", field(l, COL_COMMON),
			"use 1 for an ordinary word");
		return false;
	}
	row->rank = (uint8_t)rank;
	row->common = common != 0;
	row->unsure = l->column[COL_COMMON] < 0 && row->rank >= 4;
	return true;
}

/* A copy of the field; that of the row before when it is the same. */
static const char *keep(struct loader *l, enum column c, const char *previous, struct err *err)
{
	struct view v = field(l, c);
	if (v.len == 0)
		return "";
	if (previous && strncmp(previous, v.data, v.len) == 0 && previous[v.len] == '\0')
		return previous;
	char *s = arena_strndup(&l->g->strings, v.data, v.len);
	if (!s)
		err_memory(err);
	return s;
}

static bool keep_strings(struct loader *l, struct gaz_row *row, struct view id, struct err *err)
{
	const struct gaz_row *before = l->g->n ? &l->g->rows[l->g->n - 1] : NULL;
	row->id = arena_strndup(&l->g->strings, id.data, id.len);
	row->name = keep(l, COL_NAME, NULL, err);
	row->latin = keep(l, COL_LATIN, NULL, err);
	row->admin1 = keep(l, COL_ADMIN1, before ? before->admin1 : NULL, err);
	row->admin2 = keep(l, COL_ADMIN2, before ? before->admin2 : NULL, err);
	row->admin3 = keep(l, COL_ADMIN3, before ? before->admin3 : NULL, err);
	if (!row->id)
		return err_memory(err);
	return row->name && row->latin && row->admin1 && row->admin2 && row->admin3;
}

/* Whether the row could be read; what is wrong was told. */
static bool read_row(struct loader *l, struct gaz_row *row, struct view *id, char id_buf[80])
{
	struct view name = field(l, COL_NAME);
	if (name.len == 0 || name.len >= MAX_NAME_U8) {
		warn(l, "no usable name", name, "give one of 1 to 100 letters");
		return false;
	}
	size_t pos = 0;
	if (memchr(field(l, COL_ID).data, '\0', field(l, COL_ID).len)) {
		warn(l, "a zero byte in the id", (struct view){"", 0}, "remove it");
		return false;
	}
	while (pos < name.len) {
		uint32_t cp = utf8_decode((const uint8_t *)name.data, name.len, &pos);
		if (cp == CP_INVALID || cp < ' ') {
			warn(l, "a name that is not UTF-8 in row", field(l, COL_ID), "convert the file");
			return false;
		}
	}
	*id = field(l, COL_ID);
	if (id->len == 0) {
		snprintf(id_buf, 80, "%s:%u", l->base, l->t.line);
		*id = (struct view){id_buf, strlen(id_buf)};
	}
	if (l->g->by_id[gazetteer_id_slot(l->g, id->data, id->len)]) {
		warn(l, "a second row with the id", *id, "ids are unique over all gazetteers");
		return false;
	}
	if (l->t.n_fields > l->t.n_columns) {
		warn(l, "more fields than columns in row", *id, "separate fields by single tabs");
		return false;
	}
	return read_kind(l, row) && read_country(l, row) && read_coordinate(l, COL_LAT, 90, &row->lat) &&
	       read_coordinate(l, COL_LON, 180, &row->lon) && read_rank(l, row);
}

static bool load_rows(struct loader *l, struct err *err)
{
	struct gazetteer *g = l->g;
	while (tsv_next(&l->t)) {
		struct gaz_row row = {0};
		struct view id;
		char id_buf[80];
		if (!read_row(l, &row, &id, id_buf))
			continue;
		if (!vec_reserve(&g->rows, &g->cap, g->n + 1, sizeof *g->rows))
			return err_memory(err);
		if (!keep_strings(l, &row, id, err))
			return false;
		if (row.kind == KIND_GOVERNORATE && !*row.admin1)
			row.admin1 = row.name;
		g->rows[g->n] = row;
		struct err why;
		if (!add_names(g, field(l, COL_NAME), field(l, COL_ALT), (uint32_t)g->n, &why)) {
			if (why.code == ERR_MEMORY)
				return err_memory(err);
			warn(l, "a name that cannot be searched for:", field(l, COL_NAME), why.text);
			continue;
		}
		if (!gazetteer_id_add(g, g->n, err))
			return false;
		g->n++;
	}
	return true;
}

/* "…/sy.tsv" -> "sy", and SY as the country of rows that say none. */
static void name_parts(struct loader *l, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	snprintf(l->base, sizeof l->base, "%.*s", (int)strcspn(base, "."), base);
	if (strlen(l->base) == 2 && isalpha((unsigned char)l->base[0]) &&
		isalpha((unsigned char)l->base[1])) {
		l->country[0] = (char)toupper((unsigned char)l->base[0]);
		l->country[1] = (char)toupper((unsigned char)l->base[1]);
	}
}

bool gazetteer_load(struct gazetteer *g, const char *name, const char *text, size_t len,
	gazetteer_warn warn_fn, void *warn_arg, struct err *err)
{
	struct loader l = {.g = g, .warn = warn_fn, .warn_arg = warn_arg};
	if (!tsv_open(&l.t, name, text, len, err))
		return false;
	for (int c = 0; c < N_COLUMNS; c++) {
		l.column[c] = -1;
		for (int a = 0; a < 3 && column_names[c][a] && l.column[c] < 0; a++)
			l.column[c] = tsv_column(&l.t, column_names[c][a]);
	}
	if (l.column[COL_NAME] < 0)
		return tsv_fail(&l.t, err, "no column 'name' or 'name_ar' in the header line");
	name_parts(&l, name);
	return load_rows(&l, err);
}

bool gazetteer_add_countries(struct gazetteer *g, struct err *err)
{
	bool have[26][26] = {{false}};
	for (size_t i = 0; i < g->n; i++)
		if (g->rows[i].kind == KIND_COUNTRY && g->rows[i].country[0])
			have[g->rows[i].country[0] - 'A'][g->rows[i].country[1] - 'A'] = true;
	for (const char *const *code = uloc_getISOCountries(); *code; code++) {
		const char *c = *code;
		if (have[c[0] - 'A'][c[1] - 'A'])
			continue;
		char locale[8], utf8[128], line[256];
		UChar u16[64];
		UErrorCode status = U_ZERO_ERROR;
		snprintf(locale, sizeof locale, "und_%s", c);
		int32_t n = uloc_getDisplayCountry(locale, "ar", u16, 64, &status);
		if (U_FAILURE(status) || n <= 2)
			continue;
		size_t len = 0;
		for (int32_t i = 0; i < n && len + UTF8_MAX < sizeof utf8; i++)
			len += utf8_encode(u16[i], utf8 + len);
		int m = snprintf(line, sizeof line,
			"id\tname\tkind\tcountry\trank\nicu-%s\t%.*s\tcountry\t%s\t2\n", c, (int)len, utf8,
			c);
		if (!gazetteer_load(g, "ICU", line, (size_t)m, NULL, NULL, err))
			return false;
	}
	return true;
}
