/*
 * Place name: names of the gazetteer.
 *
 * The longest name that begins at a word, less the nouns of kind before it that stay outside, becomes a mention when it is
 * no person's, no organisation's and the words around it allow (place_judge.c). A government's is marked as an actor's.
 */
#include "detect/place_judge.h"

#include <string.h>

enum {
	PLAIN_WORD = 1 << WORD_COMMON | 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_FILLER |
		     1 << WORD_DIRECTION | 1 << WORD_FORMER,
	NISBA_WORD = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION
};

/* "The airport of X" as another name of X. */
static bool share_row(const struct scan *s, uint32_t a, uint32_t b)
{
	for (uint32_t x = a; x != NAME_NONE; x = phrase_next(s->e->names, x))
		for (uint32_t y = b; y != NAME_NONE; y = phrase_next(s->e->names, y))
			if (phrase_value(s->e->names, x) == phrase_value(s->e->names, y))
				return true;
	return false;
}

/*
 * Whether the name at token i begins with a word that stays outside: *skip is how many tokens. "Camp of X" is X, a camp;
 * "the north of X" is X, unless X alone is no settlement (North Darfur).
 */
static bool outer_words(const struct scan *s, uint32_t i, uint32_t *skip)
{
	const struct lexed *l = &s->lx[i];
	*skip = 0;
	if (l->name_tokens < 2 || l->word_clitics & CLITIC_AL)
		return false;
	uint32_t next = next_word(s, i);
	if (!is_word(s, next) && i + l->name_tokens == next + 1)
		return false; /* "camp 2" */
	const struct lexed *rest = &s->lx[next];
	bool after_governorate = i > 0 && s->lx[i - 1].head != WORD_NONE &&
				 engine_word(s->e, s->lx[i - 1].head)->value == KIND_GOVERNORATE;
	if (l->direction != WORD_NONE || l->relation != WORD_NONE) {
		enum {
			SETTLED = 1 << KIND_CITY | 1 << KIND_COUNTRY | 1 << KIND_GOVERNORATE | 1 << KIND_TOWN
		};
		bool governorate =
			l->relation != WORD_NONE && name_has_kind(s, l->name, 1 << KIND_GOVERNORATE);
		if (l->relation != WORD_NONE && engine_word(s->e, l->relation)->value == RELATE_FRONT) {
			*skip = next - i;
			return true;
		}
		bool inner_head =
			rest->head != WORD_NONE && !(engine_word(s->e, rest->head)->flags & FLAG_PART);
		return rest->name != NAME_NONE && !after_governorate && !governorate &&
		       (inner_head || name_has_kind(s, rest->name, SETTLED));
	}
	if (l->head == WORD_NONE)
		return false;
	if (engine_word(s->e, l->head)->flags & FLAG_PART) { /* "the strait of X", another name of X */
		*skip = engine_word(s->e, l->head)->value == KIND_SEA && share_row(s, l->name, rest->name)
				? next - i
				: 0;
		return *skip > 0;
	}
	if (lexed_is(l, WORD_FORMER) && engine_word(s->e, l->head)->value == KIND_NEIGHBOURHOOD &&
		engine_word(s->e, l->head)->flags & FLAG_WEAK && !has_article(s, next))
		return false; /* "quarter of X" as a name of one piece */
	bool bare_noun = rest->classes & (1u << WORD_COMMON | 1u << WORD_HEAD) && !rest->word_letters_off;
	if (engine_word(s->e, l->head)->flags & FLAG_ROAD && bare_noun && i + l->name_tokens == next + 1)
		return false; /* "the airport road" as a quarter's name */
	enum { PLAIN_KIND = 1 << KIND_PLAIN | 1 << KIND_SEA };
	enum { SETTLEMENT = 1 << KIND_CITY | 1 << KIND_TOWN | 1 << KIND_VILLAGE | 1 << KIND_NEIGHBOURHOOD };
	const struct word_row *head = engine_word(s->e, l->head);
	if (PLAIN_KIND >> head->value & 1 ||
		((head->flags & FLAG_FACILITY || head->value == KIND_FACILITY) &&
			name_has_kind(s, l->name, SETTLEMENT) && !share_row(s, l->name, rest->name)))
		return false;
	bool in_quarter = i > 0 && s->lx[i - 1].head != WORD_NONE &&
			  engine_word(s->e, s->lx[i - 1].head)->value == KIND_NEIGHBOURHOOD;
	unsigned settled =
		1 << KIND_CITY | 1 << KIND_TOWN | 1 << KIND_VILLAGE | in_quarter << KIND_NEIGHBOURHOOD;
	if (head->flags & FLAG_STREET && name_has_kind(s, l->name, settled) &&
		!share_row(s, l->name, rest->name))
		return false; /* "Square of X" as a village's name, "the quarter of Street of X" */
	enum { WIDE = 1 << KIND_COUNTRY | 1 << KIND_REGION | 1 << KIND_GOVERNORATE };
	if (head->value == KIND_REGION && i + l->name_tokens > next && !name_has_kind(s, rest->name, WIDE))
		return false; /* "the country of the apples" */
	enum { LANDFORM = 1 << KIND_RIVER | 1 << KIND_LAKE | 1 << KIND_MOUNTAIN | 1 << KIND_VALLEY };
	if (LANDFORM >> head->value & 1 && !name_has_kind(s, l->name, 1u << head->value))
		return false;
	bool unit =
		SETTLEMENT >> head->value & 1 || head->value == KIND_GOVERNORATE || head->value == KIND_CAMP;
	unsigned adjective = LANDFORM >> head->value & 1 ? PLAIN_WORD : NISBA_WORD;
	if (rest->classes & adjective && !unit && i + l->name_tokens == next + 1 && !rest->word_letters_off)
		return false;
	*skip = next - i;
	return true;
}

static bool is_countryside(const struct scan *s, uint32_t i)
{
	return s->lx[i].relation != WORD_NONE &&
	       engine_word(s->e, s->lx[i].relation)->value == RELATE_COUNTRYSIDE;
}

/* A name that is written as one word, read out of a shorter name and a particle: "Halab in" is no Halaban. */
static bool ends_in_particle(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	uint32_t last = i + l->name_tokens - 1u;
	if (!is(s, last, WORD_COMMON) || s->lx[last].word_letters_off || s->t->v[last].n_fold > 3)
		return false;
	for (uint32_t at = l->name; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		if (row && strchr(row->name, ' '))
			return false;
	}
	return true;
}

/*
 * After "countryside of", an adjective of direction describes the countryside and is no part of a longer name; a particle
 * never is.
 */
static bool shorten_name(const struct scan *s, uint32_t i, struct lexed *out)
{
	const struct lexed *l = &s->lx[i], *end = &s->lx[i + (l->name_tokens ? l->name_tokens - 1 : 0)];
	if (l->name_tokens != 2)
		return false;
	bool countryside = i > 0 && is_countryside(s, i - 1) && end->direction != WORD_NONE &&
			   end->word_clitics & CLITIC_AL;
	if (!countryside && !ends_in_particle(s, i))
		return false;
	struct phrase_match m;
	if (!phrase_longest(s->e->names, s->t, i, PHRASE_ONE_TOKEN | PHRASE_ANY_ARTICLE, &m))
		return false;
	*out = *l;
	out->name = m.first;
	out->name_tokens = 1;
	out->name_clitics = m.clitics;
	out->name_letters_off = m.n_clitic;
	out->name_article_missing = m.article_missing;
	return true;
}

/* After "village of", a known name that begins names is the first word of one that is not known. */
static bool begins_longer_name(const struct scan *s, uint32_t i, const struct intro *in)
{
	bool place = (in->cues & CUE_FRONT) || head_is_unit(s, in);
	return place && is_former(s, i) && !has_article(s, i) && scan_may_continue(s, i + 1);
}

/* Is a quarter among the places of this name? */
static bool names_quarter(const struct scan *s, uint32_t name)
{
	for (uint32_t at = name; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		if (row && (row->kind == KIND_NEIGHBOURHOOD || row->kind == KIND_CAMP || row->rank <= 2))
			return true;
	}
	return false;
}

/* "The quarter of X of the Y", where X is a village elsewhere: a quarter that is not known. */
static bool begins_quarter(const struct scan *s, uint32_t i, const struct intro *in)
{
	bool quarter = in->head != WORD_NONE && in->beg < i &&
		       engine_word(s->e, in->head)->value == KIND_NEIGHBOURHOOD &&
		       !(engine_word(s->e, in->head)->flags & FLAG_STREET);
	const struct lexed *l = &s->lx[i], *next = l + 1;
	if (!quarter || l->name_tokens != 1 || has_article(s, i) || i + 1 >= s->t->n || !is_word(s, i + 1) ||
		(!l->name_article_missing && names_quarter(s, l->name)) ||
		s->t->v[i + 1].flags & (TOKEN_SENTENCE_START | TOKEN_TANWIN) || next->word_letters_off ||
		(next->name != NAME_NONE && !has_article(s, i + 1)))
		return false;
	uint16_t last = letter(s, i + 1, s->t->v[i + 1].n_fold - 1);
	if (has_article(s, i + 1))
		return !(next->classes & ~(1u << WORD_COMMON)) && last != HEH && last != YEH;
	bool ends = i + 2 >= s->t->n || s->t->v[i + 2].kind != TOKEN_WORD ||
		    s->lx[i + 2].preposition != WORD_NONE || s->lx[i + 2].word_clitics & CLITIC_BI;
	return !next->classes && s->t->v[i + 1].n_fold > 2 && ends && last != TEH && last != ALIF;
}

/* "The village of X the little": a village of that name; a town may be described so, an area is. */
static bool kind_takes_suffix(const struct scan *s, const struct intro *in)
{
	return in->head != WORD_NONE && engine_word(s->e, in->head)->value == KIND_VILLAGE &&
	       !(engine_word(s->e, in->head)->flags & (FLAG_PLURAL | FLAG_LOOSE));
}

/* Makes a mention of the name at token i. *used is how many tokens were read, 0 when it is no place. */
bool scan_take_name(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct lexed *l = &s->lx[i];
	struct lexed shorter;
	uint32_t skip;
	*used = 0;
	if (outer_words(s, i, &skip) && skip == 0)
		return true;
	if (skip && i + skip + s->lx[i + skip].name_tokens > i + l->name_tokens)
		return true; /* a longer name begins inside */
	bool noun_of_kind_only = l->name_tokens == 1 && is_open_head(s, i) && i > 0 &&
				 is_open_head(s, i - 1) && i + 1 < s->t->n && is_word(s, i + 1) &&
				 has_article(s, i + 1);
	if (noun_of_kind_only)
		return true; /* "the village of the hill of X" */
	struct phrase_match m = {.n_clitic = skip ? 0 : l->name_letters_off};
	uint8_t clitics = skip ? 0 : l->name_clitics;
	if (!skip && shorten_name(s, i, &shorter))
		l = &shorter;
	struct found f = {.tok_beg = i + skip, .tok_end = i + l->name_tokens, .first = l->name};
	int16_t head = skip ? s->lx[i].head : WORD_NONE;
	bool facility = head != WORD_NONE && engine_word(s->e, head)->flags & FLAG_FACILITY;
	enum { ADJECTIVE = 1 << WORD_COMMON | 1 << WORD_DEMONYM };
	bool bare_noun = is(s, f.tok_beg, WORD_COMMON) && !has_article(s, f.tok_beg) &&
			 (s->lx[f.tok_beg].name == NAME_NONE || s->lx[f.tok_beg].name_article_missing);
	if (facility && f.tok_end > f.tok_beg + 1 && has_article(s, f.tok_end - 1) && !bare_noun &&
		s->lx[f.tok_end - 1].classes & ADJECTIVE)
		f.tok_end--; /* "the military airport of X" */
	uint64_t first_word;
	f.key = scan_key(s, f.tok_beg, f.tok_end - f.tok_beg, m.n_clitic, &first_word);
	f.beg_cp = phrase_beg_cp(s->t, s->text, f.tok_beg, &m);
	struct intro in = intro_read(s->e, s->t, s->lx, f.tok_beg, clitics);
	if (skip == 0 && l->name_tokens > 1 && is_open_head(s, i))
		in.cues |= CUE_HEAD;
	if (skip == 0 && l->name_tokens > 1 && is_countryside(s, i))
		in.cues |= CUE_COUNTRYSIDE;
	if (skip == 0 && f.tok_end == i + 1 && begins_longer_name(s, i, &in))
		return scan_take_former(s, i, &in, used);
	if (skip == 0 && f.tok_end == i + 1 && begins_quarter(s, i, &in))
		return scan_take_words(s, i, 2, &in, used);
	uint32_t end = f.tok_end;
	if (end < s->t->n && kind_takes_suffix(s, &in) && is(s, end, WORD_SUFFIX) && has_article(s, end) &&
		s->lx[end].direction == WORD_NONE && !s->lx[end].word_letters_off)
		f.tok_end++;
	else if (in.cues & CUE_QUOTED && end + 1 < s->t->n && is(s, end, WORD_SUFFIX) &&
		 token_is_quote(&s->t->v[end + 1]))
		f.tok_end++;
	struct name_facts facts = name_facts(s->e, l->name);
	bool great = facts.country || facts.best_rank <= 2;
	struct judged j = {.f = &f,
		.in = &in,
		.facts = facts,
		.word = !skip && name_is_word(s, &f, l->name_letters_off),
		.unusual = !skip && (l->name_article_missing || clitics & CLITIC_AL),
		.heads_line = scan_heads_line(s, &in, f.tok_end, great),
		.labelled = scan_on_label_line(s, f.tok_beg),
		.whole = !skip && s->lx[i].classes & 1u << WORD_COMMON &&
			 s->lx[i].word_letters_off < l->name_letters_off,
		.clitics = clitics,
		.list = scan_list_before(s, &in)};
	bool bare = in.beg == f.tok_beg && !clitics;
	if (scan_is_personal(s, &f, &in, clitics) ||
		(bare && facts.best_rank >= 2 && scan_ends_person(s, f.tok_beg)))
		return true;
	bool given_follows = is(s, f.tok_end, WORD_GIVEN) && !s->lx[f.tok_end].word_letters_off;
	if (j.word && is(s, i, WORD_GIVEN) && given_follows)
		return true;
	enum verdict v = place_judge(s, &j);
	if (v == REJECT)
		return true;
	f.cues = (v == WEAK ? CUE_WEAK : 0) | (j.word || j.facts.all_common ? CUE_COMMON : 0);
	f.cues |= j.word ? CUE_WORD : 0;
	bool noun_of_kind = s->lx[i].head != WORD_NONE || s->lx[i].relation != WORD_NONE;
	if (l->name_tokens > 1 && noun_of_kind && s->lx[i].word_clitics & CLITIC_AL)
		f.cues |= CUE_GENERIC;
	if (scan_acts(s, &f, &in, j.facts.country))
		f.cues |= CUE_ACTOR;
	else if (scan_borders_with(s, &in) || scan_sees(s, &in))
		f.cues |= CUE_LOCATIVE; /* "Damascus saw 21 dead" */
	*used = f.tok_end - i;
	return scan_emit(s, &f, &in);
}
