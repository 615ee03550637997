/*
 * Source: the words, their look-up, and the pass over a window's figures.
 *
 * The words have a table of their own beside the lexicon's: they are looked up around figures only, and nothing that
 * reads figures sees them. Rejected: more classes in the lexicon, which would look up every word of every text.
 */
#include "detect/source_sentence.h"

#include "base/tsv.h"
#include "base/vec.h"
#include "detect/shipped.h"

#include <stdlib.h>
#include <string.h>

static const char *const class_names[SOURCE_CLASSES] = {
	[SOURCE_ACTOR] = "actor",
	[SOURCE_HEAD] = "head",
	[SOURCE_ADJECTIVE] = "adjective",
	[SOURCE_PLATFORM] = "platform",
	[SOURCE_STRIKE] = "strike",
	[SOURCE_ATTACK] = "attack",
	[SOURCE_AGENT] = "agent",
	[SOURCE_HINT] = "hint",
	[SOURCE_ACCUSE] = "accuse",
	[SOURCE_HEDGE] = "hedge",
	[SOURCE_SAY] = "say",
	[SOURCE_RESUME] = "resume",
	[SOURCE_ACCORD] = "accord",
	[SOURCE_SOURCE] = "source",
	[SOURCE_ANAPHOR] = "anaphor",
	[SOURCE_STOP] = "stop",
	[SOURCE_BY] = "by",
	[SOURCE_THAT] = "that",
	[DATE_DAY] = "day",
	[DATE_WEEKDAY] = "weekday",
	[DATE_MONTH] = "month",
	[DATE_UNIT] = "unit",
	[DATE_LAST] = "last",
	[DATE_THIS] = "this",
	[DATE_THIS_UNIT] = "this_unit",
	[DATE_SINCE] = "since",
	[DATE_FROM] = "from",
	[DATE_YEAR] = "year",
	[DATE_ORDINAL] = "ordinal",
};

/* ---- loading ---- */

static int class_of(const struct tsv *t)
{
	struct view name = tsv_field(t, "class");
	for (int c = 0; c < SOURCE_CLASSES; c++)
		if (view_eq(name, class_names[c]))
			return c;
	return -1;
}

/* The forces of actors.tsv; its rescuers and medics are sources of news, not actors. */
static int actor_class(const struct tsv *t)
{
	struct view sub = tsv_field(t, "sub"), flags = tsv_field(t, "flags");
	bool armed = view_eq(sub, "soldier") || view_eq(sub, "fighter") || view_eq(sub, "police");
	return !armed ? SOURCE_SOURCE : view_eq(flags, "construct") ? SOURCE_HEAD : SOURCE_ACTOR;
}

static bool add_row(struct source_words *w, const struct tsv *t, int c, struct err *err)
{
	struct view words = tsv_field(t, "words"), word, number = tsv_field(t, "value");
	long value = 0;
	if (c < 0)
		return err_set(err, ERR_INPUT, "the class is not known");
	if (number.len && (!view_int(number, &value) || value < 0 || value >= 1 << SOURCE_VALUE_BITS))
		return err_set(
			err, ERR_INPUT, "the value is no number from 0 to %d", (1 << SOURCE_VALUE_BITS) - 1);
	while (view_split(&words, '|', &word))
		if (word.len && !phrase_table_add(w->table, word.data, word.len,
					(uint32_t)c << SOURCE_VALUE_BITS | (uint32_t)value, err))
			return false;
	return true;
}

static bool read_words(void *words, const struct tsv *t, struct err *err)
{
	return add_row(words, t, class_of(t), err);
}

static bool read_actor(void *words, const struct tsv *t, struct err *err)
{
	return add_row(words, t, actor_class(t), err);
}

static const struct row_table tables[] = {
	{"lexicon/actors.tsv", "words class sub", 0, read_actor}, /* the lexicon tells of its repeats */
	{"lexicon/dates.tsv", "words class", 2, read_words},
	{"lexicon/sources.tsv", "words class", 2, read_words},
};

bool source_words_new(const char *const *overlays, lexicon_warn *warn, void *warn_arg,
	struct source_words **out, struct err *err)
{
	struct image shipped;
	if (!rows_overlaid(tables, sizeof tables / sizeof *tables, overlays) && shipped_image(&shipped) &&
		source_words_get(&shipped, SHIPPED_SOURCES, out))
		return true;
	struct source_words *w = calloc(1, sizeof *w);
	if (!w)
		return err_memory(err);
	struct row_reader r = {w, ROWS_CHECKSUM, warn, warn_arg};
	if (!phrase_table_new(&w->table, err) ||
		!rows_read(&r, tables, sizeof tables / sizeof *tables, overlays, err) ||
		!phrase_table_seal(w->table, err)) {
		source_words_free(w);
		return false;
	}
	w->checksum = r.checksum;
	*out = w;
	return true;
}

void source_words_free(struct source_words *w)
{
	if (!w)
		return;
	phrase_table_free(w->table);
	free(w);
}

uint32_t source_words_checksum(const struct source_words *w)
{
	return w->checksum;
}

static bool any_value(const void *arg, uint32_t value)
{
	(void)arg;
	(void)value;
	return true;
}

void source_words_put(const struct source_words *w, struct image_builder *b, uint32_t tag)
{
	phrase_table_put(w->table, b, tag);
	image_add(b, tag + PHRASE_PARTS, &w->checksum, sizeof w->checksum, 1);
}

bool source_words_get(const struct image *m, uint32_t tag, struct source_words **out)
{
	size_t n;
	const uint32_t *checksum = image_part(m, tag + PHRASE_PARTS, sizeof *checksum, &n);
	struct source_words *w = calloc(1, sizeof *w);
	if (!w || !m->trusted || !checksum || n != 1 ||
		!phrase_table_get(m, tag, any_value, NULL, &w->table)) {
		free(w);
		return false;
	}
	w->checksum = *checksum;
	*out = w;
	return true;
}

/* ---- the pass ---- */

static bool ends_clause(const struct reading *r, uint32_t w)
{
	return word_is(&r->words->v[w], LEX_CLAUSE);
}

/* The sentence of a figure and its clause. */
static void enter(struct source_sentence *s, const struct casualty *f)
{
	const struct tokens *t = s->r->tokens;
	const struct word *words = s->r->words->v;
	uint32_t n_words = s->r->words->n, b = f->word_beg, e = f->word_end;
	s->fig_beg = words[f->word_beg].tok;
	s->fig_end = words[f->word_end].tok;
	while (b > 0 && !(words[b].flags & WORD_SENTENCE_START) && !ends_clause(s->r, b))
		b--;
	while (e < n_words && !(words[e].flags & WORD_SENTENCE_START) && !ends_clause(s->r, e))
		e++;
	s->clause_beg = words[b].tok;
	s->clause_end = words[e].tok;
	uint32_t beg = s->clause_beg, end = s->clause_end;
	while (beg > 0 && !(t->v[beg].flags & TOKEN_SENTENCE_START))
		beg--;
	while (end < t->n && !(t->v[end].flags & TOKEN_SENTENCE_START))
		end++;
	/* a word has one token or more */
	s->word_beg = b > s->clause_beg - beg ? b - (s->clause_beg - beg) : 0;
	s->word_end = n_words - e > end - s->clause_end ? e + (end - s->clause_end) : n_words;
	if (beg != s->beg || end != s->end)
		source_sentence_enter(s, beg, end);
}

/* The sentence before s; an empty one when there is none. */
static void enter_before(struct source_sentence *s, const struct source_sentence *of)
{
	const struct tokens *t = of->r->tokens;
	uint32_t beg = of->beg;
	while (beg > 0 && (beg == of->beg || !(t->v[beg].flags & TOKEN_SENTENCE_START)))
		beg--;
	*s = *of;
	s->clause_beg = beg;
	s->clause_end = s->fig_beg = s->fig_end = of->beg;
	source_sentence_enter(s, beg, of->beg);
}

/* "The source added" or "he added": goes on with a source of at most this many sentences before. */
static void resume(const struct source_sentence *of, struct figure *f)
{
	enum { SENTENCES_BACK = 3 };
	struct source_sentence walk = *of, s;
	for (int n = 0; n < SENTENCES_BACK && walk.beg > 0; n++) {
		struct figure g = {0};
		enter_before(&s, &walk);
		(void)source_attribution(&s, &g);
		if (g.attribution.end_cp > g.attribution.beg_cp) {
			f->attribution = g.attribution;
			return;
		}
		walk.beg = s.beg;
	}
}

/* What a total's words say holds for its parts. */
static void inherit(const struct casualties *c, struct figure *f)
{
	if (f->part_of < 0)
		return;
	const struct figure *whole = &c->v[f->part_of].figure;
	if (f->perpetrator_basis == BASIS_NONE) {
		f->perpetrator = whole->perpetrator;
		f->perpetrator_basis = whole->perpetrator_basis;
	}
	if (f->attribution.end_cp == 0)
		f->attribution = whole->attribution;
	if (!f->date_from) {
		f->date_from = whole->date_from;
		f->date_to = whole->date_to;
		f->date_precision = whole->date_precision;
	}
}

bool source_scan(const struct source_words *w, const struct reading *r, const char *published,
	struct source_notes *notes, struct arena *a, struct casualties *c, struct err *err)
{
	struct source_sentence s = {.w = w, .r = r, .notes = notes};
	if (c->window_beg == c->n)
		return true;
	if (!source_notes_ready(notes, r->tokens, err))
		return false;
	for (size_t i = c->window_beg; i < c->n; i++) {
		struct figure *f = &c->v[i].figure;
		enter(&s, &c->v[i]);
		source_perpetrator(&s, f);
		if (source_attribution(&s, f))
			resume(&s, f);
		if (!source_date(&s, published, a, f, err))
			return false;
		inherit(c, f);
	}
	return true;
}
