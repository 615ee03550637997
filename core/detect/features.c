/*
 * Features: reading them off mentions and casualties, which outlive the windows of a run.
 *
 * Of a group of which one holds for each finding, the usual one is marked with a tilde and is no feature: what is usual
 * needs no saying, and the others' weights tell how they differ from it.
 *
 * The order of each enum is that of its table of names; a group of features begins at its first member, and a value
 * counts from there. Rejected: names made at run time ("kind=" + kind), which would cost more than the sum does.
 */
#include "detect/features.h"

#include "text/fold.h"

#include <string.h>

/* clang-format off */
enum place_feature {
	PLACE_ALL,
	PLACE_RULE, PLACE_RULE_END = PLACE_RULE + 7,
	PLACE_ROLE = PLACE_RULE_END, PLACE_ROLE_END = PLACE_ROLE + 6,
	PLACE_CUE = PLACE_ROLE_END, PLACE_CUE_END = PLACE_CUE + 22,
	PLACE_KIND = PLACE_CUE_END, PLACE_KIND_END = PLACE_KIND + 22,
	PLACE_ROW = PLACE_KIND_END, PLACE_ROW_END = PLACE_ROW + 6,
	PLACE_NAMESAKES = PLACE_ROW_END, PLACE_NAMESAKES_END = PLACE_NAMESAKES + 4,
	PLACE_LETTERS = PLACE_NAMESAKES_END, PLACE_LETTERS_END = PLACE_LETTERS + 4,
	PLACE_WORDS = PLACE_LETTERS_END, PLACE_WORDS_END = PLACE_WORDS + 3,
	PLACE_MENTIONS = PLACE_WORDS_END, PLACE_MENTIONS_END = PLACE_MENTIONS + 3,
	PLACE_STRENGTH = PLACE_MENTIONS_END, PLACE_STRENGTH_END = PLACE_STRENGTH + 5,
	PLACE_BARE = PLACE_STRENGTH_END,
	PLACE_FOREIGN, PLACE_NO_ADMIN1, PLACE_WITHIN, PLACE_HEADLINE, PLACE_FEATURES,
};

static const char *const place_names[] = {
	"any place", "~rule gazetteer", "rule head+gazetteer", "rule list+gazetteer", "rule head+unknown",
	"rule list", "rule repeated", "rule spelling", "~role event", "role container", "role reference",
	"role source", "role actor", "role context", "noun of kind before", "preposition before",
	"countryside of", "direction before", "in a list", "hashtag", "heads a line", "acts",
	"speaker's place", "says where another lies", "near a person's name", "between two", "end of a road",
	"unknown name", "common word", "weak by itself", "quoted", "speaker's frame", "setting only",
	"front line", "list opened in the plural", "street named after it", "kind other", "kind country",
	"kind region", "kind governorate", "kind district", "kind subdistrict", "kind city", "kind town",
	"~kind village", "kind neighbourhood", "kind camp", "kind hill", "kind mountain", "kind plain",
	"kind valley", "kind river", "kind lake", "kind sea", "kind crossing", "kind road", "kind locality",
	"kind facility", "no row", "rank 1", "rank 2", "rank 3", "rank 4", "~rank 5",
	"~no namesakes elsewhere", "1 namesake elsewhere", "2-4 namesakes elsewhere",
	"5+ namesakes elsewhere", "2-3 letters", "~4-5 letters", "6-8 letters", "9+ letters", "~1 word",
	"2 words", "3+ words", "~named once", "named 2-3 times", "named 4+ times", "~rule's estimate .95+",
	"rule's estimate .88+", "rule's estimate .75+", "rule's estimate .60+", "rule's estimate below .60",
	"nothing before it", "another country than most", "no governorate", "said to lie in another place",
	"first sentence",
};

enum figure_feature {
	FIGURE_ALL,
	FIGURE_RULE, FIGURE_RULE_END = FIGURE_RULE + 9,
	FIGURE_APPROX = FIGURE_RULE_END, FIGURE_APPROX_END = FIGURE_APPROX + 9,
	FIGURE_HARM = FIGURE_APPROX_END, FIGURE_HARM_END = FIGURE_HARM + 4,
	FIGURE_VICTIM = FIGURE_HARM_END, FIGURE_VICTIM_END = FIGURE_VICTIM + 5,
	FIGURE_UNIT = FIGURE_VICTIM_END, FIGURE_UNIT_END = FIGURE_UNIT + 3,
	FIGURE_RELATION = FIGURE_UNIT_END, FIGURE_RELATION_END = FIGURE_RELATION + 4,
	FIGURE_COUNT = FIGURE_RELATION_END, FIGURE_COUNT_END = FIGURE_COUNT + 4,
	FIGURE_POLARITY = FIGURE_COUNT_END, FIGURE_POLARITY_END = FIGURE_POLARITY + 5,
	FIGURE_NUMBER = FIGURE_POLARITY_END, FIGURE_NUMBER_END = FIGURE_NUMBER + 6,
	FIGURE_WORDS = FIGURE_NUMBER_END, FIGURE_WORDS_END = FIGURE_WORDS + 4,
	FIGURE_TRIGGER = FIGURE_WORDS_END, FIGURE_TRIGGER_END = FIGURE_TRIGGER + 5,
	FIGURE_STRENGTH = FIGURE_TRIGGER_END, FIGURE_STRENGTH_END = FIGURE_STRENGTH + 5,
	FIGURE_COMPANY = FIGURE_STRENGTH_END, FIGURE_COMPANY_END = FIGURE_COMPANY + 3,
	FIGURE_DIGITS = FIGURE_COMPANY_END,
	FIGURE_NO_PLACE, FIGURE_UNKNOWN_PLACE, FIGURE_OWN_HARM, FIGURE_TOLL, FIGURE_TITLE,
	FIGURE_REPEATED, FIGURE_CONSEQUENCE, FIGURE_FEATURES,
};

static const char *const figure_names[] = {
	"any figure", "~rule number-noun", "rule bare-number", "rule vague", "rule others", "rule singular",
	"rule dual", "rule plural", "rule toll", "rule before-verb", "~exact", "at least", "more than",
	"about", "up to", "fewer than", "between", "vague", "dual or plural", "~killed", "injured",
	"another harm", "several harms", "~victim person", "victim civilian", "victim by age or sex",
	"victim combatant", "victim by trade", "~unit person", "unit family", "unit body", "~whole",
	"included in another", "one of exhaustive parts", "says again", "~one incident", "aggregate",
	"cumulative", "superseded", "~asserted", "unconfirmed", "denied", "negated", "polarity unknown",
	"no number", "number 1", "number 2", "~number 3-10", "number 11-99", "number 100+", "1 word",
	"~2 words", "3 words", "4+ words", "no harm word", "~harm word just before", "harm word before",
	"harm word far before", "harm word after", "~rule's estimate .95+", "rule's estimate .88+",
	"rule's estimate .75+", "rule's estimate .60+", "rule's estimate below .60", "alone in its sentence",
	"~2-3 in its sentence", "4+ in its sentence", "digits", "no place", "place without a row",
	"its noun says the harm", "of a toll", "first sentence", "spoken of as known", "a consequence",
};
/* clang-format on */

_Static_assert(sizeof place_names / sizeof *place_names == PLACE_FEATURES, "a name for each");
_Static_assert(sizeof figure_names / sizeof *figure_names == FIGURE_FEATURES, "a name for each");
_Static_assert((int)PLACE_FEATURES <= (int)FEATURES_MAX && (int)FIGURE_FEATURES <= (int)FEATURES_MAX,
	"lists hold bytes");

size_t feature_count(enum item_type type)
{
	return type == ITEM_PLACE ? (size_t)PLACE_FEATURES : (size_t)FIGURE_FEATURES;
}

const char *feature_name(enum item_type type, size_t feature)
{
	const char *name = (type == ITEM_PLACE ? place_names : figure_names)[feature];
	return name + (*name == '~');
}

int feature_find(enum item_type type, const char *name, size_t len)
{
	for (size_t i = 0; i < feature_count(type); i++) {
		const char *n = feature_name(type, i);
		if (strncmp(n, name, len) == 0 && n[len] == '\0')
			return (int)i;
	}
	return -1;
}

static const char *const *names_of(enum item_type type)
{
	return type == ITEM_PLACE ? place_names : figure_names;
}

static bool is_usual(enum item_type type, int feature)
{
	return names_of(type)[feature][0] == '~';
}

static void add(struct feature_list *l, enum item_type type, int feature)
{
	if (l->n < FEATURES_EACH && !is_usual(type, feature))
		l->v[l->n++] = (uint8_t)feature;
}

/* Which of the names [beg, end), each with "rule " before, the rule has after its dot; -1: none. */
static int rule_index(const char *const *names, int beg, int end, const char *rule)
{
	const char *dot = rule ? strchr(rule, '.') : NULL;
	for (int i = beg; dot && i < end; i++) {
		const char *name = names[i] + (names[i][0] == '~') + 5;
		if (*name == dot[1] && strcmp(name, dot + 1) == 0)
			return i;
	}
	return -1;
}

/* The rules' own estimate, in five ranges. */
static int strength(float score)
{
	return score >= 0.945f ? 0 : score >= 0.875f ? 1 : score >= 0.745f ? 2 : score >= 0.595f ? 3 : 4;
}

static int words_in(const struct text *t, struct span s)
{
	int n = 1;
	for (uint32_t i = s.beg_cp + 1; i < s.end_cp; i++)
		n += (t->cp[i] == ' ' || t->cp[i] == '\n') && t->cp[i - 1] != ' ';
	return n;
}

/* ---- places ---- */

struct name_count {
	uint64_t key;
	uint32_t n; /* 0: empty */
};

struct names_seen {
	struct name_count *v;
	size_t mask;
};

static struct name_count *seen(const struct names_seen *t, uint64_t key)
{
	size_t at = (key * 0x9E3779B97F4A7C15u >> 20) & t->mask;
	while (t->v[at].n && t->v[at].key != key)
		at = (at + 1) & t->mask;
	return &t->v[at];
}

static bool count_names(const struct feature_source *s, struct arena *a, struct names_seen *out)
{
	size_t slots = 16;
	while (slots < 2 * s->mentions->n)
		slots *= 2;
	out->v = arena_zalloc(a, slots * sizeof *out->v);
	out->mask = slots - 1;
	if (!out->v)
		return false;
	for (size_t i = 0; i < s->mentions->n; i++)
		if (s->index_of[i] >= 0) {
			struct name_count *c = seen(out, s->mentions->v[i].key);
			c->key = s->mentions->v[i].key;
			c->n++;
		}
	return true;
}

/* The country of most places, if one has more than half of them (Boyer and Moore's vote); "" when there is none. */
static const char *most_country(const struct findings *f)
{
	const char *leader = "";
	size_t votes = 0;
	for (size_t i = 0; i < f->n_places; i++) {
		const char *c = f->places[i].country;
		if (votes == 0)
			leader = c;
		votes += strcmp(c, leader) == 0 ? 1 : (size_t)-1;
	}
	return leader;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || strcmp(a ? a : "", b ? b : "") == 0;
}

/* The place's row and how many rows of the same name lie in other governorates. */
static const struct gaz_row *row_of(
	const struct feature_source *s, const struct place_mention *m, const struct place *p, int *elsewhere)
{
	enum { ENOUGH = 12 };
	const struct gaz_row *row = NULL;
	int n = 0;
	*elsewhere = 0;
	for (uint32_t at = m->first; p->gazetteer && at != UINT32_MAX && n < ENOUGH;
		at = phrase_next(s->names, at)) {
		uint32_t value = phrase_value(s->names, at);
		if (value >= GAZETTEER_WORD)
			continue;
		const struct gaz_row *r = gazetteer_row(s->gazetteer, value);
		n++;
		if (r->id == p->gazetteer)
			row = r;
		*elsewhere += strcmp(r->country, p->country) != 0 || !same_text(r->admin1, p->admin1);
	}
	return row;
}

/* What folding keeps; that it keeps the letters of Arabic needs no call. */
static uint32_t letters_in(const struct text *t, struct span s)
{
	uint32_t n = 0;
	for (uint32_t i = s.beg_cp; i < s.end_cp; i++) {
		uint32_t cp = t->cp[i];
		bool arabic = (cp >= 0x0621 && cp <= 0x063A) || (cp >= 0x0641 && cp <= 0x064A);
		n += arabic || (cp > ' ' && fold_cp(cp) != 0);
	}
	return n;
}

static void place_features(const struct feature_source *s, const struct place_mention *m,
	const struct place *p, uint32_t n_named, struct feature_list *l)
{
	enum {
		BEFORE = CUE_HEAD | CUE_LOCATIVE | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_LIST | CUE_HASHTAG |
			 CUE_LINE_HEAD | CUE_NESTED | CUE_FRONT
	};
	int elsewhere, rule = rule_index(place_names, PLACE_RULE, PLACE_RULE_END, p->evidence.rule);
	const struct gaz_row *row = row_of(s, m, p, &elsewhere);
	uint32_t letters = letters_in(s->text, p->span);
	int words = words_in(s->text, p->span);
	l->n = 0;
	add(l, ITEM_PLACE, PLACE_ALL);
	if (rule >= 0)
		add(l, ITEM_PLACE, rule);
	add(l, ITEM_PLACE, PLACE_ROLE + (int)p->role);
	for (uint32_t cues = m->cues & ((1u << 22) - 1); cues; cues &= cues - 1)
		add(l, ITEM_PLACE, PLACE_CUE + __builtin_ctz(cues));
	add(l, ITEM_PLACE, PLACE_KIND + (int)p->kind);
	add(l, ITEM_PLACE, PLACE_ROW + (row && row->rank <= 5 ? row->rank : 0));
	if (row)
		add(l, ITEM_PLACE,
			PLACE_NAMESAKES + (elsewhere == 0          ? 0
						  : elsewhere == 1 ? 1
						  : elsewhere < 5  ? 2
								   : 3));
	add(l, ITEM_PLACE, PLACE_LETTERS + (letters <= 3 ? 0 : letters <= 5 ? 1 : letters <= 8 ? 2 : 3));
	add(l, ITEM_PLACE, PLACE_WORDS + (words <= 1 ? 0 : words == 2 ? 1 : 2));
	add(l, ITEM_PLACE, PLACE_MENTIONS + (n_named <= 1 ? 0 : n_named <= 3 ? 1 : 2));
	add(l, ITEM_PLACE, PLACE_STRENGTH + strength(p->evidence.score));
	if (!(m->cues & BEFORE))
		add(l, ITEM_PLACE, PLACE_BARE);
	if (!p->admin1 && p->kind != KIND_COUNTRY && p->kind != KIND_REGION)
		add(l, ITEM_PLACE, PLACE_NO_ADMIN1);
	if (m->parent >= 0)
		add(l, ITEM_PLACE, PLACE_WITHIN);
	if (m->sentence <= 1)
		add(l, ITEM_PLACE, PLACE_HEADLINE);
}

static bool read_places(
	const struct feature_source *s, struct arena *a, const struct feature_reader *reader, struct err *err)
{
	struct names_seen names;
	if (!count_names(s, a, &names))
		return err_memory(err);
	const char *country = most_country(s->findings);
	for (size_t i = 0; i < s->mentions->n; i++) {
		if (s->index_of[i] < 0)
			continue;
		const struct place_mention *m = &s->mentions->v[i];
		const struct place *p = &s->findings->places[s->index_of[i]];
		struct feature_list l;
		place_features(s, m, p, seen(&names, m->key)->n, &l);
		if (*country && *p->country && strcmp(country, p->country) != 0)
			add(&l, ITEM_PLACE, PLACE_FOREIGN);
		if (!reader->place(reader->arg, i, &l))
			return err_memory(err);
	}
	return true;
}

/* ---- figures ---- */

static int harm_feature(uint8_t harm)
{
	if (harm & (harm - 1))
		return FIGURE_HARM + 3;
	return FIGURE_HARM + (harm == 1 << HARM_KILLED ? 0 : harm == 1 << HARM_INJURED ? 1 : 2);
}

static int victim_feature(enum victim v)
{
	switch (v) {
	case VICTIM_PERSON:
		return FIGURE_VICTIM;
	case VICTIM_CIVILIAN:
		return FIGURE_VICTIM + 1;
	case VICTIM_MAN:
	case VICTIM_WOMAN:
	case VICTIM_CHILD:
	case VICTIM_GIRL:
	case VICTIM_BOY:
	case VICTIM_INFANT:
	case VICTIM_ELDERLY:
	case VICTIM_FAMILY:
		return FIGURE_VICTIM + 2;
	case VICTIM_FIGHTER:
	case VICTIM_SOLDIER:
	case VICTIM_OFFICER:
	case VICTIM_POLICE:
		return FIGURE_VICTIM + 3;
	default:
		return FIGURE_VICTIM + 4;
	}
}

static int number_feature(int64_t n)
{
	return FIGURE_NUMBER + (n == NUMBER_NONE ? 0
				       : n <= 1  ? 1
				       : n == 2  ? 2
				       : n <= 10 ? 3
				       : n < 100 ? 4
						 : 5);
}

static int trigger_feature(const struct casualty *c)
{
	struct span t = c->trigger, s = c->figure.span;
	if (t.beg_cp >= t.end_cp || c->own_harm)
		return FIGURE_TRIGGER;
	if (t.beg_cp >= s.end_cp)
		return FIGURE_TRIGGER + 4;
	uint32_t distance = s.beg_cp > t.end_cp ? s.beg_cp - t.end_cp : 0;
	return FIGURE_TRIGGER + (distance <= 3 ? 1 : distance <= 40 ? 2 : 3);
}

static bool has_digits(const struct text *t, struct span s)
{
	for (uint32_t i = s.beg_cp; i < s.end_cp; i++) {
		uint32_t cp = t->cp[i];
		if ((cp >= '0' && cp <= '9') || (cp >= 0x0660 /* Arabic-Indic */ && cp <= 0x0669) ||
			(cp >= 0x06F0 /* Persian */ && cp <= 0x06F9))
			return true;
	}
	return false;
}

/* company: how many figures stand in its sentence. */
static void figure_features(
	const struct feature_source *s, const struct casualty *c, uint32_t company, struct feature_list *l)
{
	const struct figure *f = &c->figure;
	int rule = rule_index(figure_names, FIGURE_RULE, FIGURE_RULE_END, f->evidence.rule);
	int words = words_in(s->text, f->span);
	l->n = 0;
	add(l, ITEM_FIGURE, FIGURE_ALL);
	if (rule >= 0)
		add(l, ITEM_FIGURE, rule);
	add(l, ITEM_FIGURE, FIGURE_APPROX + (int)f->approximator);
	add(l, ITEM_FIGURE, harm_feature(f->harm));
	add(l, ITEM_FIGURE, victim_feature(f->victim));
	add(l, ITEM_FIGURE, FIGURE_UNIT + (int)f->unit);
	add(l, ITEM_FIGURE, FIGURE_RELATION + (int)f->relation);
	add(l, ITEM_FIGURE, FIGURE_COUNT + (int)f->count_type);
	add(l, ITEM_FIGURE, FIGURE_POLARITY + (int)f->polarity);
	add(l, ITEM_FIGURE, number_feature(f->value));
	add(l, ITEM_FIGURE, FIGURE_WORDS + (words >= 4 ? 3 : words - 1));
	add(l, ITEM_FIGURE, trigger_feature(c));
	add(l, ITEM_FIGURE, FIGURE_STRENGTH + strength(f->evidence.score));
	add(l, ITEM_FIGURE, FIGURE_COMPANY + (company <= 1 ? 0 : company <= 3 ? 1 : 2));
	if (has_digits(s->text, f->span))
		add(l, ITEM_FIGURE, FIGURE_DIGITS);
	if (f->place < 0)
		add(l, ITEM_FIGURE, FIGURE_NO_PLACE);
	else if (!s->findings->places[f->place].gazetteer)
		add(l, ITEM_FIGURE, FIGURE_UNKNOWN_PLACE);
	if (c->own_harm)
		add(l, ITEM_FIGURE, FIGURE_OWN_HARM);
	if (c->toll)
		add(l, ITEM_FIGURE, FIGURE_TOLL);
	if (c->title)
		add(l, ITEM_FIGURE, FIGURE_TITLE);
	if (c->repeated)
		add(l, ITEM_FIGURE, FIGURE_REPEATED);
	if (c->consequence)
		add(l, ITEM_FIGURE, FIGURE_CONSEQUENCE);
}

bool features_read(
	const struct feature_source *s, struct arena *a, const struct feature_reader *reader, struct err *err)
{
	if (!read_places(s, a, reader, err))
		return false;
	const struct casualty *v = s->figures->v;
	for (size_t i = 0, end; i < s->figures->n; i = end) {
		for (end = i + 1; end < s->figures->n && v[end].sentence == v[i].sentence; end++)
			;
		for (size_t k = i; k < end; k++) {
			struct feature_list l;
			figure_features(s, &v[k], (uint32_t)(end - i), &l);
			if (!reader->figure(reader->arg, k, &l))
				return err_memory(err);
		}
	}
	return true;
}
