/*
 * Lexicon: reads its TSV files and overlays. One reader for each file turns a row into entries; what a row may say is
 * in the tables here, and a row that says anything else is left out with a warning.
 */
#include "detect/lexicon.h"

#include "base/tsv.h"
#include "base/vec.h"
#include "detect/inflect.h"
#include "detect/shipped.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

struct name {
	const char *name;
	uint8_t value;
};

static const struct name classes[] = {
	{"unit", LEX_UNIT},
	{"teen", LEX_TEEN},
	{"ten", LEX_TEN},
	{"hundred", LEX_HUNDRED},
	{"scale", LEX_SCALE},
	{"fraction", LEX_FRACTION},
	{"vague", LEX_VAGUE},
	{"one", LEX_ONE},
	{"ordinal", LEX_ORDINAL},
	{"percent", LEX_PERCENT},
	{"other", LEX_OTHER},
	{"between", LEX_BETWEEN},
	{"cause", LEX_CAUSE},
	{"clause", LEX_CLAUSE},
	{"consequence", LEX_CONSEQUENCE},
	{"light", LEX_LIGHT},
	{"negation", LEX_NEGATION},
	{"no_information", LEX_NO_INFORMATION},
	{"denial", LEX_DENIAL},
	{"unconfirmed", LEX_UNCONFIRMED},
	{"cumulative", LEX_CUMULATIVE},
	{"aggregate", LEX_AGGREGATE},
	{"toll", LEX_TOLL},
	{"reach", LEX_REACH},
	{"prep", LEX_PREP},
	{"hypothetical", LEX_HYPOTHETICAL},
	{"each", LEX_EACH},
	{"before", LEX_BEFORE},
	{"stop", LEX_STOP},
	{"actor", LEX_ACTOR},
	{"glue", LEX_GLUE},
	{"conj", LEX_CONJ},
	{"bearing", LEX_BEARING},
	{"period", LEX_PERIOD},
	{"assault", LEX_ASSAULT},
	{"target", LEX_TARGET},
	{"numeral", LEX_NUMERAL},
	{"part", LEX_PART},
	{"approx", LEX_APPROX},
	{"was", LEX_WAS},
	{"life", LEX_LIFE},
	{"approx_after", LEX_APPROX_AFTER},
	{"thing", LEX_EXCLUDED},
	{"case", LEX_EXCLUDED},
	{"time", LEX_EXCLUDED},
	{"month", LEX_EXCLUDED},
	{"site", LEX_EXCLUDED},
	{0},
};

static const struct name excluded[] = {{"thing", EXCLUDED_THING}, {"case", EXCLUDED_CASE},
	{"time", EXCLUDED_TIME}, {"month", EXCLUDED_MONTH}, {"site", EXCLUDED_PLACE}, {0}};
static const struct name forms[] = {{"", FORM_SINGULAR}, {"dual", FORM_DUAL}, {"plural", FORM_PLURAL},
	{"ambiguous", FORM_DUAL_OR_PLURAL}, {0}};
static const struct name vagues[] = {
	{"", VAGUE_OF_NOUN}, {"of", VAGUE_WITH_MIN}, {"added", VAGUE_ADDED}, {0}};

static const struct name numerals[] = {{"fraction", NUMERAL_FRACTION}, {"dozen", NUMERAL_DOZEN},
	{"zillion", NUMERAL_ZILLION}, {"minus", NUMERAL_MINUS}, {"point", NUMERAL_POINT},
	{"part", NUMERAL_PART}, {"over", NUMERAL_OVER}, {0}};

static const struct {
	const char *name;
	uint32_t flag;
} flag_names[] = {
	{"transitive", LEX_TRANSITIVE},
	{"state", LEX_STATE},
	{"head", LEX_HEAD},
	{"kin", LEX_KIN},
	{"rank", LEX_RANK},
	{"demonym", LEX_DEMONYM},
	{"foreign", LEX_FOREIGN},
	{"collective", LEX_COLLECTIVE},
	{"cases", LEX_CASES},
	{"weak", LEX_WEAK},
	{"mass", LEX_MASS},
	{"construct", LEX_CONSTRUCT},
	{"object", LEX_OBJECT},
	{"possessed", LEX_POSSESSED},
	{"completed", LEX_COMPLETED},
	{"active", LEX_ACTIVE},
};

static int find(const struct name *t, struct view v)
{
	for (; t->name; t++)
		if (view_eq(v, t->name))
			return t->value;
	return -1;
}

static bool read_flags(struct view v, uint32_t *out)
{
	struct view part;
	while (view_split(&v, ',', &part)) {
		size_t i = 0, n = sizeof flag_names / sizeof *flag_names;
		while (i < n && !view_eq(part, flag_names[i].name))
			i++;
		if (part.len && i == n)
			return false;
		if (part.len)
			*out |= flag_names[i].flag;
	}
	return true;
}

static bool read_harm(struct view v, uint8_t *out)
{
	struct view part;
	while (view_split(&v, ',', &part)) {
		int h = part.len ? vocab_find(&vocab_harm, part.data, part.len) : -1;
		if (part.len && h < 0)
			return false;
		if (part.len)
			*out |= (uint8_t)(1u << h);
	}
	return true;
}

static bool read_number(struct view v, int64_t *out)
{
	long n;
	if (v.len == 0)
		return true;
	if (!view_int(v, &n))
		return false;
	*out = n;
	return true;
}

bool lexicon_add(struct lexicon *lx, const char *form, size_t len, const struct lex_entry *e, struct err *err)
{
	if (lx->n_entries == UINT32_MAX - 1 ||
		!vec_reserve(&lx->entries, &lx->entries_cap, lx->n_entries + 1, sizeof *e))
		return err_memory(err);
	lx->entries[lx->n_entries] = *e;
	return phrase_table_add(lx->phrases, form, len, (uint32_t)lx->n_entries++, err);
}

/* The row has something in this column that means nothing there. */
static bool unknown(const struct tsv *t, const char *column, struct err *err)
{
	struct view v = tsv_field(t, column);
	return err_set(err, ERR_INPUT, "'%.*s' is not known in the column %s", (int)v.len, v.data, column);
}

/* What every table may say. */
static bool read_common(const struct tsv *t, struct lex_entry *e, struct err *err)
{
	if (!read_harm(tsv_field(t, "harm"), &e->harm))
		return unknown(t, "harm", err);
	return read_flags(tsv_field(t, "flags"), &e->flags) || unknown(t, "flags", err);
}

/* Each reader: false with ERR_INPUT for a row that is to be left out, with another code for a failure. */
static bool read_marker(void *into, const struct tsv *t, struct err *err)
{
	struct lexicon *lx = into;
	struct view cls = tsv_field(t, "class"), sub = tsv_field(t, "sub"), form = tsv_field(t, "form"), word;
	struct lex_entry e = {.a = 0, .b = NUMBER_NONE};
	int c = find(classes, cls), f = find(forms, form), s = 0;
	if (c < 0)
		return unknown(t, "class", err);
	if (c == LEX_APPROX || c == LEX_APPROX_AFTER)
		s = vocab_find(&vocab_approximator, sub.data, sub.len);
	else if (c == LEX_PART)
		s = vocab_find(&vocab_relation, sub.data, sub.len);
	else if (c == LEX_EXCLUDED)
		s = find(excluded, cls);
	else if (c == LEX_VAGUE)
		s = find(vagues, sub);
	else if (c == LEX_NUMERAL)
		s = find(numerals, sub);
	else if (c == LEX_ACTOR)
		s = sub.len ? vocab_find(&vocab_victim, sub.data, sub.len) : VICTIM_FIGHTER;
	e.cls = (uint8_t)c;
	e.sub = (uint8_t)s;
	e.form = (uint8_t)f;
	if (s < 0)
		return unknown(t, "sub", err);
	if (f < 0)
		return unknown(t, "form", err);
	if (!read_number(tsv_field(t, "value"), &e.a))
		return unknown(t, "value", err);
	if (!read_number(tsv_field(t, "high"), &e.b))
		return unknown(t, "high", err);
	if (!read_common(t, &e, err))
		return false;
	struct view words = tsv_field(t, "words");
	while (view_split(&words, '|', &word))
		if (word.len && !lexicon_add(lx, word.data, word.len, &e, err))
			return false;
	return true;
}

static bool read_excluded(void *into, const struct tsv *t, struct err *err)
{
	struct lexicon *lx = into;
	struct view cls = tsv_field(t, "class");
	int c = find(classes, cls);
	if (c != LEX_EXCLUDED)
		return read_marker(lx, t, err);
	struct lex_entry e = {.cls = LEX_EXCLUDED, .sub = (uint8_t)find(excluded, cls)};
	return inflect_noun(lx, tsv_field(t, "words"), tsv_field(t, "dual"), tsv_field(t, "plural"), &e, err);
}

static bool read_noun(void *into, const struct tsv *t, struct err *err)
{
	struct lexicon *lx = into;
	struct view victim = tsv_field(t, "victim"), status = tsv_field(t, "status"),
		    unit = tsv_field(t, "unit");
	struct view kind = tsv_field(t, "kind");
	int v = vocab_find(&vocab_victim, victim.data, victim.len);
	int s = status.len ? vocab_find(&vocab_civil_status, status.data, status.len) : STATUS_UNKNOWN;
	int u = unit.len ? vocab_find(&vocab_unit, unit.data, unit.len) : UNIT_PERSON;
	struct lex_entry e = {.cls = LEX_NOUN};
	if (v < 0)
		return unknown(t, "victim", err);
	if (s < 0)
		return unknown(t, "status", err);
	if (u < 0)
		return unknown(t, "unit", err);
	if (kind.len && !view_eq(kind, "adj") && !view_eq(kind, "both"))
		return unknown(t, "kind", err);
	if (!read_common(t, &e, err))
		return false;
	e.victim = (uint8_t)v;
	e.status = (uint8_t)s;
	e.unit = (uint8_t)u;
	struct lex_entry adj = e;
	adj.cls = LEX_ADJ;
	if ((view_eq(kind, "adj") || view_eq(kind, "both")) &&
		!inflect_adjective(lx, tsv_field(t, "singular"), tsv_field(t, "plural"), &adj, err))
		return false;
	return view_eq(kind, "adj") || inflect_noun(lx, tsv_field(t, "singular"), tsv_field(t, "dual"),
					       tsv_field(t, "plural"), &e, err);
}

static bool read_harm_word(void *into, const struct tsv *t, struct err *err)
{
	struct lexicon *lx = into;
	struct view kind = tsv_field(t, "kind"), words = tsv_field(t, "words"), word;
	struct lex_entry e = {.cls = LEX_VERB};
	if (!read_common(t, &e, err))
		return false;
	while (view_split(&words, '|', &word)) {
		bool ok = true;
		if (view_eq(kind, "verb")) {
			ok = inflect_verb(lx, word, tsv_field(t, "present"), &e, err);
		} else if (view_eq(kind, "masdar")) {
			e.cls = LEX_MASDAR;
			ok = inflect_masdar(lx, word, &e, err);
		} else if (view_eq(kind, "phrase") || view_eq(kind, "noun_phrase")) {
			e.cls = view_eq(kind, "phrase") ? LEX_VERB : LEX_MASDAR;
			ok = lexicon_add(lx, word.data, word.len, &e, err);
		} else if (view_eq(kind, "participle")) {
			e.cls = LEX_PARTICIPLE;
			ok = inflect_adjective(lx, word, tsv_field(t, "present"), &e, err);
		} else {
			return err_set(err, ERR_INPUT, "'%.*s' is no kind of word", (int)kind.len, kind.data);
		}
		if (!ok)
			return false;
	}
	return true;
}

static const struct row_table tables[] = {
	{"lexicon/numbers.tsv", "words class value", 2, read_marker},
	{"lexicon/nouns.tsv", "singular kind plural victim", 2, read_noun},
	{"lexicon/harm.tsv", "words kind harm", 2, read_harm_word},
	{"lexicon/markers.tsv", "words class", 2, read_marker},
	{"lexicon/exclude.tsv", "words class", 2, read_excluded},
	{"lexicon/actors.tsv", "words class sub", 2, read_marker},
};

bool lexicon_new(const char *const *overlays, lexicon_warn *warn, void *warn_arg, struct lexicon **out,
	struct err *err)
{
	struct image shipped;
	if (!rows_overlaid(tables, sizeof tables / sizeof *tables, overlays) && shipped_image(&shipped) &&
		lexicon_get(&shipped, SHIPPED_LEXICON, out))
		return true;
	struct lexicon *lx = calloc(1, sizeof *lx);
	if (!lx)
		return err_memory(err);
	struct row_reader r = {lx, ROWS_CHECKSUM, warn, warn_arg};
	if (!phrase_table_new(&lx->phrases, err) ||
		!rows_read(&r, tables, sizeof tables / sizeof *tables, overlays, err) ||
		!phrase_table_seal(lx->phrases, err)) {
		lexicon_free(lx);
		return false;
	}
	lx->checksum = r.checksum;
	*out = lx;
	return true;
}

void lexicon_free(struct lexicon *lx)
{
	if (!lx)
		return;
	phrase_table_free(lx->phrases);
	if (lx->entries_cap)
		free(lx->entries);
	free(lx);
}
