/* Place words: loading the lexicons, and lexing. */
#include "detect/place_words.h"

#include "base/tsv.h"
#include "base/vec.h"

#include <string.h>

static const char *const class_names[WORD_CLASSES] = {
	[WORD_HEAD] = "head",
	[WORD_DIRECTION] = "direction",
	[WORD_RELATION] = "relation",
	[WORD_PREPOSITION] = "preposition",
	[WORD_NESTING] = "nesting",
	[WORD_FILLER] = "filler",
	[WORD_FORMER] = "former",
	[WORD_SUFFIX] = "suffix",
	[WORD_SPEECH] = "speech",
	[WORD_ACTOR] = "actor",
	[WORD_BACKING] = "backing",
	[WORD_SOURCE] = "source",
	[WORD_ORIGIN] = "origin",
	[WORD_SETTING] = "setting",
	[WORD_OUTSIDE] = "outside",
	[WORD_SEES] = "sees",
	[WORD_DISTANCE] = "distance",
	[WORD_CAPITAL] = "capital",
	[WORD_TITLE] = "title",
	[WORD_GIVEN] = "given",
	[WORD_ORGANISATION] = "organisation",
	[WORD_DEMONYM] = "demonym",
	[WORD_COMMON] = "common",
	[WORD_STRIKES] = "strikes",
	[WORD_LABEL] = "label",
};

static const char *const relation_names[] = {"countryside", "around", "front", "inside", "people"};
static const char *const preposition_names[] = {"in", "to", "from", "on", "between"};

/* Bit i is named flag_names[i]; see enum word_row_flag. */
static const char *const flag_names[] = {"plural", "weak", "part", "loose", "relation", "definite",
	"facility", "street", "road", "known", "name", "adjective", "memorial", "bare", "behind"};

/*
 * Countries by the value of their demonym's row. Of the last ones the armies fight abroad: "Russian" and "Turkish" say
 * nothing of where an article is set, but "the Turkish <town>" says where that lies.
 */
static const char *const nations[] = {"", "SY", "LB", "IQ", "PS", "JO", "YE", "SD", "LY", "EG", "TN", "DZ",
	"MA", "SO", "AF", "PK", "UA", "AZ", "AM", "ET", "NE", "NG", "TD", "IN", "CD", "KE", "MM", "ER", "TR",
	"IR", "SA", "IL", "RU", "AE", "KW"};
enum { SETTING_NATIONS = 28 };

#define COUNT(a) (sizeof(a) / sizeof *(a))
_Static_assert(COUNT(nations) <= NATIONS, "a nation for each counter");

const char *word_nation(unsigned n)
{
	return n < COUNT(nations) ? nations[n] : "";
}

bool word_nation_sets(unsigned n)
{
	return n > 0 && n < SETTING_NATIONS;
}

static int find_name(const char *const *names, size_t n, struct view v)
{
	for (size_t i = 0; i < n; i++)
		if (view_eq(v, names[i]))
			return (int)i;
	return -1;
}

enum { MAX_ORGANISATION_WORDS = 8 };

static int read_value(enum word_class class, struct view v)
{
	long n;
	switch (class) {
	case WORD_HEAD:
		return vocab_find(&vocab_place_kind, v.data, v.len);
	case WORD_DIRECTION:
		return vocab_find(&vocab_direction, v.data, v.len);
	case WORD_RELATION:
		return find_name(relation_names, COUNT(relation_names), v);
	case WORD_PREPOSITION:
		return find_name(preposition_names, COUNT(preposition_names), v);
	case WORD_ORGANISATION:
		return view_int(v, &n) && n >= 0 && n < MAX_ORGANISATION_WORDS ? (int)n : -1;
	case WORD_DEMONYM:
		return v.len == 0 ? 0 : find_name(nations, COUNT(nations), v);
	default:
		return v.len == 0 ? 0 : -1;
	}
}

/* Values of a class lie below. */
static unsigned value_end(enum word_class class)
{
	switch (class) {
	case WORD_HEAD:
		return vocab_place_kind.n;
	case WORD_DIRECTION:
		return vocab_direction.n;
	case WORD_RELATION:
		return COUNT(relation_names);
	case WORD_PREPOSITION:
		return COUNT(preposition_names);
	case WORD_ORGANISATION:
		return MAX_ORGANISATION_WORDS;
	case WORD_DEMONYM:
		return COUNT(nations);
	default:
		return 1;
	}
}

bool place_words_fit(const struct word_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].class >= WORD_CLASSES ||
			rows[i].value >= value_end((enum word_class)rows[i].class) ||
			rows[i].flags >> COUNT(flag_names))
			return false;
	return n <= INT16_MAX + 1;
}

static bool read_row(const struct tsv *t, struct word_row *row, struct err *err)
{
	struct view name = tsv_field(t, "class"), v = tsv_field(t, "value");
	int class = find_name(class_names, COUNT(class_names), name);
	if (class < 0)
		return err_set(err, ERR_INPUT, "unknown class '%.*s'", (int)name.len, name.data);
	int value = read_value((enum word_class) class, v);
	if (value < 0)
		return err_set(err, ERR_INPUT, "'%.*s' is no value of the class %s", (int)v.len, v.data,
			class_names[class]);
	*row = (struct word_row){(uint8_t) class, (uint8_t)value, 0};
	struct view rest = tsv_field(t, "flags"), part;
	while (rest.len && view_split(&rest, ' ', &part)) {
		int flag = find_name(flag_names, COUNT(flag_names), part);
		if (flag < 0)
			return err_set(err, ERR_INPUT, "unknown flag '%.*s'", (int)part.len, part.data);
		row->flags |= (uint16_t)(1u << flag);
	}
	return true;
}

struct words_reader {
	struct place_words *words;
	struct gazetteer *gazetteer;
};

static bool read_words(void *into, const struct tsv *t, struct err *err)
{
	struct words_reader *r = into;
	struct place_words *w = r->words;
	if (w->n > INT16_MAX)
		return err_set(err, ERR_INVALID, "%s: more than %d rows in all lexicons of places", t->name,
			INT16_MAX);
	if (!vec_reserve(&w->rows, &w->cap, w->n + 1, sizeof *w->rows))
		return err_memory(err);
	if (!read_row(t, &w->rows[w->n], err))
		return false;
	struct view rest = tsv_field(t, "words"), word;
	while (view_split(&rest, '|', &word))
		if (word.len && !gazetteer_add_word(r->gazetteer, word.data, word.len, (uint32_t)w->n, err))
			return false;
	w->n++;
	return true;
}

bool place_words_load(struct place_words *w, struct gazetteer *g, const struct row_text *texts, size_t n,
	struct row_reader *reader, struct err *err)
{
	static const struct row_table table = {"lexicon/place_words.tsv", "words class value", 2, read_words};
	struct words_reader into = {w, g};
	reader->words = &into;
	return rows_read_texts(reader, &table, texts, n, err);
}

void place_words_release(struct place_words *w)
{
	if (w->cap)
		free(w->rows);
	*w = (struct place_words){0};
}

/* ---- lexing ---- */

static void note_row(struct lexed *l, const struct place_words *w, int16_t at)
{
	const struct word_row *r = &w->rows[at];
	l->classes |= 1u << r->class;
	switch ((enum word_class)r->class) {
	case WORD_FILLER:
		l->opens_list |= (r->flags & FLAG_PLURAL) != 0;
		break;
	case WORD_DEMONYM:
		l->nation = r->value;
		break;
	case WORD_FORMER:
		l->kinship |= (r->flags & FLAG_NAME) != 0;
		break;
	case WORD_HEAD:
		if (l->head == WORD_NONE)
			l->head = at;
		break;
	case WORD_DIRECTION:
		l->direction = at;
		break;
	case WORD_RELATION:
		l->relation = at;
		break;
	case WORD_PREPOSITION:
		l->preposition = at;
		break;
	case WORD_ORGANISATION:
		if (l->organisation == WORD_NONE)
			l->organisation = at;
		break;
	default:
		break;
	}
}

/* Words lose all clitics, but an article that the text does not have is never supplied. */
static void note_words(struct lexed *l, const struct place_words *w, const struct phrase_table *names,
	const struct phrase_match *m, struct lexed *end)
{
	bool first_word = l->phrase_tokens == 0;
	if (m->article_missing)
		return;
	for (uint32_t at = m->first; at != NAME_NONE; at = phrase_next(names, at)) {
		uint32_t value = phrase_value(names, at);
		if (value < GAZETTEER_WORD)
			continue;
		int16_t row = (int16_t)(value - GAZETTEER_WORD);
		bool bare = w->rows[row].class == WORD_PREPOSITION || w->rows[row].flags & FLAG_BARE;
		if (bare && m->clitics & CLITIC_AL)
			continue;
		if (!first_word && (m->n_tokens > 1 || m->n_clitic > l->word_letters_off))
			continue; /* a longer phrase, or a less stripped word, is known */
		if (!l->word_seen) {
			l->word_seen = m->n_tokens == 1;
			l->word_clitics = m->clitics;
			l->word_letters_off = m->n_clitic;
		}
		if (l->phrase_tokens == 0)
			l->phrase_tokens = m->n_tokens;
		note_row(l, w, row);
		if (m->n_tokens > 1 && end->ending_tokens < m->n_tokens) {
			end->ending = row;
			end->ending_tokens = m->n_tokens;
		}
	}
}

/* The longest name as it is written; one with another article only when there is no other. */
static void note_name(struct lexed *l, const struct phrase_table *names, const struct phrase_match *m)
{
	bool altered = m->article_missing || m->clitics & CLITIC_AL;
	bool have_altered = l->name_article_missing || l->name_clitics & CLITIC_AL;
	if ((l->name != NAME_NONE && (altered || !have_altered)) || m->clitics & CLITIC_SA)
		return;
	for (uint32_t at = m->first; at != NAME_NONE; at = phrase_next(names, at)) {
		if (phrase_value(names, at) >= GAZETTEER_WORD)
			continue;
		l->name = m->first;
		l->name_tokens = m->n_tokens;
		l->name_clitics = m->clitics;
		l->name_letters_off = m->n_clitic;
		l->name_article = m->n_article;
		l->name_article_missing = m->article_missing;
		return;
	}
}

enum { MAX_MATCHES = 12 };

static const struct lexed lexed_none = {.name = NAME_NONE,
	.head = WORD_NONE,
	.direction = WORD_NONE,
	.relation = WORD_NONE,
	.preposition = WORD_NONE,
	.organisation = WORD_NONE,
	.ending = WORD_NONE};

/* Fills the memo of a token. */
static void memo_fill(const struct place_words *w, const struct phrase_table *names,
	const struct tokens *tokens, uint32_t i, struct word_memo *m)
{
	struct phrase_match match[MAX_MATCHES];
	*m = (struct word_memo){.lexed = lexed_none, .known = true};
	size_t n = phrase_alone(names, tokens, i, PHRASE_ANY_ARTICLE, match, MAX_MATCHES, &m->onward);
	for (size_t x = 0; x < n; x++) {
		note_name(&m->lexed, names, &match[x]);
		note_words(&m->lexed, w, names, &match[x], &m->lexed);
	}
}

/* The token with the phrases that begin at it. */
static void lex_phrases(const struct place_words *w, const struct phrase_table *names,
	const struct tokens *tokens, uint32_t i, struct lexed *out)
{
	struct phrase_match match[MAX_MATCHES];
	size_t n = phrase_all(names, tokens, i, PHRASE_ANY_ARTICLE, match, MAX_MATCHES);
	out[i] = lexed_none;
	for (size_t x = 0; x < n; x++) {
		note_name(&out[i], names, &match[x]);
		note_words(&out[i], w, names, &match[x], &out[i + match[x].n_tokens - 1]);
	}
}

/*
 * The token by itself, or what begins with it. A phrase that ends at a later token is noted there, so that what is noted of
 * an end stays when the token's turn comes.
 */
static void lex_token(const struct place_words *w, const struct phrase_table *names,
	const struct tokens *tokens, uint32_t i, struct word_memo *memo, struct lexed *out)
{
	const struct token *k = &tokens->v[i];
	int16_t ending = out[i].ending;
	uint8_t ending_tokens = out[i].ending_tokens;
	if (tokens->number[i] != TOKEN_NO_NUMBER) {
		struct word_memo *m = &memo[tokens->number[i]];
		if (!m->known)
			memo_fill(w, names, tokens, i, m);
		if (phrase_goes_on(names, &m->onward, tokens, i))
			lex_phrases(w, names, tokens, i, out);
		else
			out[i] = m->lexed;
	} else if (k->n_fold && k->kind != TOKEN_PUNCT && k->kind != TOKEN_NEWLINE) {
		lex_phrases(w, names, tokens, i, out);
	} else {
		out[i] = lexed_none;
	}
	out[i].ending = ending;
	out[i].ending_tokens = ending_tokens;
}

uint32_t place_words_lex(const struct place_words *w, const struct phrase_table *names,
	const struct tokens *tokens, struct word_memo *memo, struct lexed *out)
{
	uint32_t classes = 0;
	for (uint32_t i = 0; i < tokens->n; i++) {
		out[i].ending = WORD_NONE;
		out[i].ending_tokens = 0;
	}
	out[tokens->n] = lexed_none;
	for (uint32_t i = 0; i < tokens->n; i++) {
		lex_token(w, names, tokens, i, memo, out);
		classes |= out[i].classes;
	}
	return classes;
}
