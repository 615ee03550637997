/*
 * Lexicon: reads its TSV files and overlays. One reader for each file turns a row into entries; what a row may say is
 * in the tables here, and a row that says anything else is left out with a warning.
 */
#include "detect/lexicon.h"

#include "base/embed.h"
#include "base/fs.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "detect/inflect.h"
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
	{"numeral", LEX_NUMERAL},
	{"part", LEX_PART},
	{"approx", LEX_APPROX},
	{"approx_after", LEX_APPROX_AFTER},
	{"thing", LEX_EXCLUDED},
	{"time", LEX_EXCLUDED},
	{"month", LEX_EXCLUDED},
	{"site", LEX_EXCLUDED},
	{0},
};

static const struct name excluded[] = {{"thing", EXCLUDED_THING}, {"time", EXCLUDED_TIME},
	{"month", EXCLUDED_MONTH}, {"site", EXCLUDED_PLACE}, {0}};
static const struct name forms[] = {{"", FORM_SINGULAR}, {"dual", FORM_DUAL}, {"plural", FORM_PLURAL},
	{"ambiguous", FORM_DUAL_OR_PLURAL}, {0}};
static const struct name vagues[] = {
	{"", VAGUE_OF_NOUN}, {"of", VAGUE_WITH_MIN}, {"added", VAGUE_ADDED}, {0}};

static const struct name numerals[] = {{"fraction", NUMERAL_FRACTION}, {"dozen", NUMERAL_DOZEN},
	{"zillion", NUMERAL_ZILLION}, {"minus", NUMERAL_MINUS}, {"point", NUMERAL_POINT},
	{"part", NUMERAL_PART}, {"over", NUMERAL_OVER}, {0}};

static const struct {
	const char *name;
	uint16_t flag;
} flag_names[] = {
	{"transitive", LEX_TRANSITIVE},
	{"state", LEX_STATE},
	{"head", LEX_HEAD},
	{"kin", LEX_KIN},
	{"rank", LEX_RANK},
	{"demonym", LEX_DEMONYM},
	{"collective", LEX_COLLECTIVE},
	{"weak", LEX_WEAK},
	{"mass", LEX_MASS},
	{"construct", LEX_CONSTRUCT},
	{"object", LEX_OBJECT},
	{"possessed", LEX_POSSESSED},
};

static int find(const struct name *t, struct view v)
{
	for (; t->name; t++)
		if (view_eq(v, t->name))
			return t->value;
	return -1;
}

static bool read_flags(struct view v, uint16_t *out)
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

/* A row's fields by column name, empty when the file lacks the column. */
static struct view field(const struct tsv *t, const char *column)
{
	int i = tsv_column(t, column);
	return i >= 0 && (unsigned)i < t->n_fields ? t->fields[i] : (struct view){"", 0};
}

/* Each reader: false with ERR_INPUT for a row that is to be left out, with another code for a failure. */
static bool read_marker(struct lexicon *lx, const struct tsv *t, struct err *err)
{
	struct view cls = field(t, "class"), sub = field(t, "sub"), form = field(t, "form"), word;
	struct lex_entry e = {.a = 0, .b = NUMBER_NONE};
	int c = find(classes, cls), f = find(forms, form), s = 0;
	if (c < 0)
		return err_set(err, ERR_INPUT, "'%.*s' is no class of words", (int)cls.len, cls.data);
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
	if (s < 0 || f < 0 || !read_number(field(t, "value"), &e.a) || !read_number(field(t, "high"), &e.b) ||
		!read_harm(field(t, "harm"), &e.harm) || !read_flags(field(t, "flags"), &e.flags))
		return err_set(err, ERR_INPUT, "a field has a value that is not known");
	struct view words = field(t, "words");
	while (view_split(&words, '|', &word))
		if (word.len && !lexicon_add(lx, word.data, word.len, &e, err))
			return false;
	return true;
}

static bool read_excluded(struct lexicon *lx, const struct tsv *t, struct err *err)
{
	struct view cls = field(t, "class");
	int c = find(classes, cls);
	if (c != LEX_EXCLUDED)
		return read_marker(lx, t, err);
	struct lex_entry e = {.cls = LEX_EXCLUDED, .sub = (uint8_t)find(excluded, cls)};
	return inflect_noun(lx, field(t, "words"), field(t, "dual"), field(t, "plural"), &e, err);
}

static bool read_noun(struct lexicon *lx, const struct tsv *t, struct err *err)
{
	struct view victim = field(t, "victim"), status = field(t, "status"), unit = field(t, "unit");
	struct view kind = field(t, "kind");
	int v = vocab_find(&vocab_victim, victim.data, victim.len);
	int s = status.len ? vocab_find(&vocab_civil_status, status.data, status.len) : STATUS_UNKNOWN;
	int u = unit.len ? vocab_find(&vocab_unit, unit.data, unit.len) : UNIT_PERSON;
	struct lex_entry e = {.cls = LEX_NOUN};
	if (v < 0 || s < 0 || u < 0 || !read_harm(field(t, "harm"), &e.harm) ||
		!read_flags(field(t, "flags"), &e.flags))
		return err_set(err, ERR_INPUT, "a field has a value that is not known");
	e.victim = (uint8_t)v;
	e.status = (uint8_t)s;
	e.unit = (uint8_t)u;
	struct lex_entry adj = e;
	adj.cls = LEX_ADJ;
	if ((view_eq(kind, "adj") || view_eq(kind, "both")) &&
		!inflect_adjective(lx, field(t, "singular"), field(t, "plural"), &adj, err))
		return false;
	return view_eq(kind, "adj") ||
	       inflect_noun(lx, field(t, "singular"), field(t, "dual"), field(t, "plural"), &e, err);
}

static bool read_harm_word(struct lexicon *lx, const struct tsv *t, struct err *err)
{
	struct view kind = field(t, "kind"), words = field(t, "words"), word;
	struct lex_entry e = {.cls = LEX_VERB};
	if (!read_harm(field(t, "harm"), &e.harm) || !read_flags(field(t, "flags"), &e.flags))
		return err_set(err, ERR_INPUT, "a field has a value that is not known");
	while (view_split(&words, '|', &word)) {
		bool ok = true;
		if (view_eq(kind, "verb")) {
			ok = inflect_verb(lx, word, field(t, "present"), &e, err);
		} else if (view_eq(kind, "masdar")) {
			e.cls = LEX_MASDAR;
			ok = inflect_masdar(lx, word, &e, err);
		} else if (view_eq(kind, "phrase") || view_eq(kind, "noun_phrase")) {
			e.cls = view_eq(kind, "phrase") ? LEX_VERB : LEX_MASDAR;
			ok = lexicon_add(lx, word.data, word.len, &e, err);
		} else if (view_eq(kind, "participle")) {
			e.cls = LEX_PARTICIPLE;
			ok = inflect_adjective(lx, word, field(t, "present"), &e, err);
		} else {
			return err_set(err, ERR_INPUT, "'%.*s' is no kind of word", (int)kind.len, kind.data);
		}
		if (!ok)
			return false;
	}
	return true;
}

static const struct file {
	const char *name;
	bool (*read)(struct lexicon *lx, const struct tsv *t, struct err *err);
} files[] = {
	{"numbers.tsv", read_marker},
	{"nouns.tsv", read_noun},
	{"harm.tsv", read_harm_word},
	{"markers.tsv", read_marker},
	{"exclude.tsv", read_excluded},
	{"actors.tsv", read_marker},
};
enum { FILES = sizeof files / sizeof *files };

static bool read_file(struct lexicon *lx, const struct file *f, const char *name, const char *data,
	size_t len, lexicon_warn *warn, void *arg, struct err *err)
{
	struct tsv t;
	if (!tsv_open(&t, name, data, len, err))
		return false;
	while (tsv_next(&t)) {
		struct err row = {0};
		if (f->read(lx, &t, &row))
			continue;
		if (row.code != ERR_INPUT) {
			*err = row;
			return false;
		}
		struct err message = {0};
		(void)tsv_fail(&t, &message, "%s; the row is left out", row.text);
		if (warn)
			warn(arg, message.text);
	}
	/* FNV-1a, 32 bits */
	for (size_t i = 0; i < len; i++)
		lx->checksum = (lx->checksum ^ (uint8_t)data[i]) * 16777619u;
	return true;
}

static const struct file *file_named(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(files[i].name, base) == 0)
			return &files[i];
	return NULL;
}

static bool read_all(
	struct lexicon *lx, const char *const *overlays, lexicon_warn *warn, void *arg, struct err *err)
{
	for (size_t i = 0; i < FILES; i++) {
		char name[64] = "lexicon/";
		strncat(name, files[i].name, sizeof name - sizeof "lexicon/");
		const struct embed *e = embed_find(name);
		if (!e)
			return err_set(err, ERR_NOT_FOUND, "the program was built without %s", name);
		if (!read_file(lx, &files[i], name, e->data, (size_t)(e->end - e->data), warn, arg, err))
			return false;
	}
	for (size_t i = 0; overlays && overlays[i]; i++) {
		const struct file *f = file_named(overlays[i]);
		struct bytes b;
		if (!f)
			continue;
		if (!fs_read(overlays[i], &b, err))
			return false;
		bool ok = read_file(lx, f, overlays[i], (const char *)b.data, b.n, warn, arg, err);
		bytes_release(&b);
		if (!ok)
			return false;
	}
	return true;
}

bool lexicon_new(const char *const *overlays, lexicon_warn *warn, void *warn_arg, struct lexicon **out,
	struct err *err)
{
	struct lexicon *lx = calloc(1, sizeof *lx);
	if (!lx)
		return err_memory(err);
	lx->checksum = 2166136261u;
	if (!phrase_table_new(&lx->phrases, err) || !read_all(lx, overlays, warn, warn_arg, err) ||
		!phrase_table_seal(lx->phrases, err)) {
		lexicon_free(lx);
		return false;
	}
	*out = lx;
	return true;
}

void lexicon_free(struct lexicon *lx)
{
	if (!lx)
		return;
	phrase_table_free(lx->phrases);
	free(lx->entries);
	free(lx);
}
