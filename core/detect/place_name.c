/*
 * Place name: names of the gazetteer.
 *
 * A name that is no other word is a place wherever it stands, unless it is a person's, an organisation's or a government.
 * One that is also an ordinary word needs words around it that places have; when these are few, the mention is weak and
 * the document decides.
 */
#include "detect/place_scan.h"

#include "text/fold.h"

#include <string.h>

struct name_facts {
	bool country, all_common, all_unsure, facility; /* facility: all rows are */
	uint8_t best_rank;
};

/* The row that a value of the phrase table stands for; NULL: a word of the lexicons. */
static const struct gaz_row *name_row(const struct place_engine *e, uint32_t at)
{
	uint32_t value = phrase_value(e->names, at);
	return value >= GAZETTEER_WORD ? NULL : gazetteer_row(e->gazetteer, value);
}

static struct name_facts name_facts(const struct place_engine *e, uint32_t first)
{
	uint8_t f = e->facts[first];
	return (struct name_facts){
		.country = f & FACT_COUNTRY,
		.all_common = !(f & FACT_NOT_COMMON),
		.all_unsure = !(f & FACT_NOT_UNSURE),
		.facility = !(f & FACT_NOT_FACILITY),
		.best_rank = f >> FACT_RANK_SHIFT,
	};
}

/* The last letter of a token, as it is written. */
static uint32_t written_end(const struct scan *s, uint32_t i)
{
	const struct token *k = &s->t->v[i];
	uint32_t last = k->end_cp;
	while (last > k->beg_cp && fold_cp(s->text->cp[last - 1]) == 0)
		last--;
	return last == k->beg_cp ? 0 : fold_unshaped(s->text->cp[last - 1]);
}

/* A noun with the pronoun "his" is spelled like a name in teh marbuta whose dots were left out. */
static bool is_noun_of_his(const struct scan *s, uint32_t i, unsigned off)
{
	const struct token *k = &s->t->v[i];
	if (k->n_fold < off + 4u || written_end(s, i) != HEH)
		return false;
	uint32_t at = phrase_exact(s->e->names, token_fold(s->t, k) + off, k->n_fold - off - 1u);
	for (; at != NAME_NONE; at = phrase_next(s->e->names, at))
		if (phrase_value(s->e->names, at) >= GAZETTEER_WORD)
			return true;
	return false;
}

/* The dots of teh marbuta were left out, if the name it is: a noun or verb with the pronoun looks the same. */
static bool dots_are_missing(const struct scan *s, const struct found *f)
{
	static const char teh_marbuta[] = {(char)0xD8, (char)0xA9, 0}; /* U+0629 */
	if (f->tok_end != f->tok_beg + 1 || has_article(s, f->tok_beg) || written_end(s, f->tok_beg) != HEH)
		return false;
	for (uint32_t at = f->first; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		size_t n = row ? strlen(row->name) : 0;
		if (n < 2 || strcmp(row->name + n - 2, teh_marbuta) != 0)
			return false;
	}
	return true;
}

/* The word is also another one, read with no more clitics than the name. */
static bool also_a_word(const struct scan *s, const struct found *f, uint8_t letters_off)
{
	enum {
		OTHER = 1 << WORD_COMMON | 1 << WORD_GIVEN | 1 << WORD_TITLE | 1 << WORD_HEAD |
			1 << WORD_FORMER | 1 << WORD_DIRECTION | 1 << WORD_RELATION | 1 << WORD_PREPOSITION |
			1 << WORD_FILLER | 1 << WORD_SOURCE | 1 << WORD_DEMONYM | 1 << WORD_SPEECH |
			1 << WORD_ACTOR | 1 << WORD_NESTING | 1 << WORD_ORIGIN | 1 << WORD_SUFFIX
	};
	const struct lexed *l = &s->lx[f->tok_beg];
	if (f->tok_end != f->tok_beg + 1)
		return false;
	/* "To the X" loses the alif of its article: the word is read with both letters taken off. */
	unsigned article = letters_off && letter(s, f->tok_beg, letters_off) == LAM &&
			   letter(s, f->tok_beg, letters_off - 1u) == LAM;
	return (l->classes & OTHER && l->word_letters_off <= letters_off + article) ||
	       is_noun_of_his(s, f->tok_beg, letters_off);
}

enum { MIN_LIKENED = 5 }; /* letters, "like" and the name */
enum verdict { REJECT, WEAK, STRONG };

struct judged {
	const struct found *f;
	const struct intro *in;
	struct name_facts facts;
	bool word;       /* also an ordinary word */
	bool unusual;    /* its article differs from the gazetteer's */
	bool heads_line; /* "X:" */
	bool whole;      /* as it is written, clitics and all, it is another word */
	uint8_t clitics;
	int64_t list;
};

static bool head_is_firm(const struct scan *s, const struct intro *in)
{
	return in->head != WORD_NONE && !(engine_word(s->e, in->head)->flags & (FLAG_WEAK | FLAG_LOOSE));
}

/* A governorate, a town …, and not merely "an area". */
static bool head_is_unit(const struct scan *s, const struct intro *in)
{
	enum { NO_UNIT = FLAG_LOOSE | FLAG_FACILITY | FLAG_STREET | FLAG_ROAD | FLAG_RELATION };
	return in->head != WORD_NONE && !(engine_word(s->e, in->head)->flags & NO_UNIT);
}

/* "The area of the X": a quarter by that name. */
static bool names_area(const struct scan *s, const struct judged *j)
{
	const struct word_row *head = j->in->head == WORD_NONE ? NULL : engine_word(s->e, j->in->head);
	return head && head->flags & FLAG_LOOSE && !(head->flags & FLAG_PLURAL) &&
	       has_article(s, j->f->tok_beg);
}

/* "Syria has seen …": the subject of a verb of which places are subjects. */
static bool sees(const struct scan *s, const struct intro *in)
{
	return in->beg > 0 && is(s, in->beg - 1, WORD_SEES);
}

/* A wide place by the noun of kind that its full name begins with: "in the Bank", not "on the eastern bank". */
static bool stands_for_long_name(const struct scan *s, const struct judged *j)
{
	enum { ADJECTIVE = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION | 1 << WORD_FILLER };
	const struct lexed *l = &s->lx[j->f->tok_beg];
	bool described = j->f->tok_end < s->t->n && s->lx[j->f->tok_end].classes & ADJECTIVE;
	return l->relation != WORD_NONE && l->word_clitics & CLITIC_AL && j->facts.best_rank <= 2 &&
	       j->in->cues & (CUE_LOCATIVE | CUE_DIRECTION) && !j->unusual && !described;
}

/* "X and <this> and Y", where Y is a name and no other word. */
static bool amid_names(const struct scan *s, const struct judged *j)
{
	uint32_t next = j->f->tok_end;
	return next < s->t->n && s->lx[next].name != NAME_NONE && s->lx[next].name_clitics & CLITIC_WA &&
	       s->lx[next].classes == 0;
}

/* "Quarters of <this> and X", where X is a name. */
static bool opens_list(const struct scan *s, const struct judged *j)
{
	enum { ADJECTIVE = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION };
	const struct word_row *head = j->in->head == WORD_NONE ? NULL : engine_word(s->e, j->in->head);
	uint32_t next = j->f->tok_end;
	return head && head->flags & FLAG_PLURAL && !(head->flags & (FLAG_FACILITY | FLAG_STREET)) &&
	       has_article(s, j->f->tok_beg) && !(s->lx[j->f->tok_beg].classes & ADJECTIVE) &&
	       next < s->t->n && s->lx[next].name != NAME_NONE && s->lx[next].name_clitics & CLITIC_WA;
}

/* A governorate, joined to a governorate of the same country. */
static bool same_rank_of_unit(const struct scan *s, const struct place_mention *prev, const struct judged *j)
{
	for (uint32_t a = j->f->first; a != NAME_NONE; a = phrase_next(s->e->names, a)) {
		const struct gaz_row *row = name_row(s->e, a);
		for (uint32_t b = prev->first; row && row->kind == KIND_GOVERNORATE && b != NAME_NONE;
			b = phrase_next(s->e->names, b)) {
			const struct gaz_row *other = name_row(s->e, b);
			if (other && other->kind == KIND_GOVERNORATE &&
				memcmp(row->country, other->country, COUNTRY_TEXT) == 0)
				return true;
		}
	}
	return false;
}

static enum verdict judge_word(const struct scan *s, const struct judged *j)
{
	uint32_t cues = j->in->cues;
	bool nisba = is(s, j->f->tok_beg, WORD_DEMONYM);
	const struct place_mention *prev = j->list >= 0 ? &s->list->v[j->list] : NULL;
	enum {
		STRUCTURAL = 1 << WORD_HEAD | 1 << WORD_DIRECTION | 1 << WORD_RELATION |
			     1 << WORD_PREPOSITION | 1 << WORD_FORMER | 1 << WORD_FILLER
	};
	const struct lexed *l = &s->lx[j->f->tok_beg];
	bool structural = l->classes & STRUCTURAL;
	bool part = l->head == WORD_NONE || engine_word(s->e, l->head)->flags & FLAG_PART;
	if (l->word_clitics & CLITIC_AL && part &&
		!(l->classes & STRUCTURAL & ~(1u << WORD_FORMER | 1u << WORD_HEAD)))
		structural = false;
	if (structural && stands_for_long_name(s, j))
		return STRONG;
	if (prev && !(prev->cues & CUE_WEAK) && !j->unusual && same_rank_of_unit(s, prev, j))
		return STRONG;
	if (j->heads_line && !j->unusual)
		return STRONG;
	bool named = l->relation == WORD_NONE ? head_is_unit(s, j->in) : head_is_firm(s, j->in);
	if (j->unusual || (structural && !named))
		return REJECT;
	const struct place_mention *last = last_mention(s);
	bool follows = last && last->tok_end == j->in->beg && !(last->cues & CUE_WEAK);
	if (j->whole && !prev && !follows && !(cues & ~(uint32_t)CUE_LOCATIVE))
		return l->phrase_tokens > 1 ? REJECT : WEAK;
	if (nisba && j->in->head != WORD_NONE &&
		(engine_word(s->e, j->in->head)->flags & FLAG_DEFINITE || !has_article(s, j->f->tok_beg)))
		return REJECT; /* "the Syrian capital", "a Syrian village" */
	if (nisba && !(j->clitics & CLITIC_AL) && (!has_article(s, j->f->tok_beg) || j->facts.country) &&
		cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_COUNTRYSIDE))
		return STRONG;
	if (nisba && sees(s, j->in))
		return STRONG;
	if (nisba)
		return head_is_firm(s, j->in) ? STRONG : REJECT;
	if (head_is_firm(s, j->in) || cues & (CUE_COUNTRYSIDE | CUE_FRONT))
		return STRONG;
	if (cues & CUE_HEAD && (j->facts.best_rank <= 3 || names_area(s, j) || opens_list(s, j)))
		return STRONG;
	if ((j->in->preposition == PREPOSE_IN || cues & CUE_DIRECTION) && j->facts.best_rank <= 2)
		return STRONG;
	if (cues & CUE_ROAD || (prev && prev->cues & (CUE_BETWEEN | CUE_ROAD) && !(prev->cues & CUE_WEAK)))
		return STRONG;
	if (prev && !(prev->cues & CUE_WEAK) && amid_names(s, j))
		return STRONG;
	bool joined = prev && !(prev->cues & CUE_WEAK);
	if (joined && (prev->cues & CUE_PLURAL || scan_list_run(s, j->list) >= 2))
		return STRONG;
	return cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_HEAD) || prev ? WEAK : REJECT;
}

static enum verdict judge_common(const struct judged *j)
{
	uint32_t cues = j->in->cues;
	if (cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG | CUE_ROAD) ||
		j->list >= 0 || j->heads_line)
		return STRONG;
	if (cues & CUE_LOCATIVE && !j->in->li && j->facts.best_rank <= 3)
		return STRONG;
	return WEAK;
}

/* With another article than the gazetteer's. */
static enum verdict judge_unusual(const struct judged *j, bool any_cue, bool listed)
{
	if (j->in->cues & CUE_HEAD || listed)
		return STRONG;
	if (!any_cue || !(j->in->cues & ~(uint32_t)CUE_HASHTAG))
		return REJECT;
	return j->facts.best_rank <= 2 ? STRONG : WEAK;
}

static enum verdict judge(const struct scan *s, const struct judged *j)
{
	const struct token *k = &s->t->v[j->f->tok_beg];
	unsigned words = j->f->tok_end - j->f->tok_beg;
	bool any_cue = j->in->cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG |
					     CUE_LOCATIVE) ||
		       j->list >= 0;
	if (j->unusual && j->facts.country)
		return REJECT;
	if (words == 1 && k->flags & TOKEN_TANWIN)
		return REJECT;
	if (j->facts.facility && !any_cue)
		return WEAK;
	if (j->clitics & CLITIC_KA && (j->facts.best_rank > 2 || k->n_fold < MIN_LIKENED))
		return REJECT; /* "like X" of a short name is spelled like many verbs */
	if (j->word)
		return judge_word(s, j);
	bool listed =
		j->list >= 0 && (s->list->v[j->list].cues & CUE_PLURAL || scan_list_run(s, j->list) >= 2);
	if (j->unusual)
		return judge_unusual(j, any_cue, listed);
	if (j->facts.all_common)
		return judge_common(j);
	bool alone = j->list < 0 && !(j->in->cues & ~(uint32_t)(CUE_LOCATIVE | CUE_FROM | CUE_TO));
	if (alone && j->facts.best_rank >= 3 && dots_are_missing(s, j->f))
		return WEAK;
	/* "Abu X" after an unknown given name */
	bool kunya = is_former(s, j->f->tok_beg) && s->lx[j->f->tok_beg].kinship && words > 1;
	if (kunya && !any_cue && j->facts.best_rank >= 3)
		return WEAK;
	/* Of tables that do not tell names from words, a clitic alone says too little: "in flight" is no "in Flight". */
	bool clitic_alone = j->in->beg == j->f->tok_beg && j->list < 0;
	if (j->facts.all_unsure && words == 1 && (!any_cue || clitic_alone))
		return WEAK;
	if (words == 1 && k->n_fold - s->lx[j->f->tok_beg].name_letters_off <= 3 && j->facts.best_rank >= 4)
		return any_cue ? STRONG : WEAK;
	return STRONG;
}

/* The next word of a phrase, over an underscore. */
static uint32_t next_word(const struct scan *s, uint32_t i)
{
	i++;
	return i < s->t->n && token_is_punct(&s->t->v[i], '_') ? i + 1 : i;
}

enum {
	PLAIN_WORD = 1 << WORD_COMMON | 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_FILLER |
		     1 << WORD_DIRECTION | 1 << WORD_FORMER,
	NISBA_WORD = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION
};

static bool name_has_kind(const struct scan *s, uint32_t first, unsigned kinds)
{
	for (uint32_t at = first; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		if (row && kinds >> row->kind & 1)
			return true;
	}
	return false;
}

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
		(head->flags & FLAG_FACILITY && name_has_kind(s, l->name, SETTLEMENT) &&
			!share_row(s, l->name, rest->name)))
		return false;
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

/* After "countryside of", an adjective of direction describes the countryside and is no part of a longer name. */
static bool shorten_name(const struct scan *s, uint32_t i, struct lexed *out)
{
	const struct lexed *l = &s->lx[i], *end = &s->lx[i + (l->name_tokens ? l->name_tokens - 1 : 0)];
	bool countryside = i > 0 && is_countryside(s, i - 1);
	if (l->name_tokens != 2 || !countryside || end->direction == WORD_NONE ||
		!(end->word_clitics & CLITIC_AL))
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
	struct phrase_match m = {.n_clitic = skip ? 0 : l->name_letters_off};
	uint8_t clitics = skip ? 0 : l->name_clitics;
	if (shorten_name(s, i, &shorter))
		l = &shorter;
	struct found f = {.tok_beg = i + skip, .tok_end = i + l->name_tokens, .first = l->name};
	int16_t head = skip ? s->lx[i].head : WORD_NONE;
	bool facility = head != WORD_NONE && engine_word(s->e, head)->flags & FLAG_FACILITY;
	enum { ADJECTIVE = 1 << WORD_COMMON | 1 << WORD_DEMONYM };
	if (facility && f.tok_end > f.tok_beg + 1 && has_article(s, f.tok_end - 1) &&
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
	uint32_t end = f.tok_end;
	if (end < s->t->n && kind_takes_suffix(s, &in) && is(s, end, WORD_SUFFIX) && has_article(s, end) &&
		s->lx[end].direction == WORD_NONE && !s->lx[end].word_letters_off)
		f.tok_end++;
	else if (in.cues & CUE_QUOTED && end + 1 < s->t->n && is(s, end, WORD_SUFFIX) &&
		 token_is_quote(&s->t->v[end + 1]))
		f.tok_end++;
	struct judged j = {.f = &f,
		.in = &in,
		.facts = name_facts(s->e, l->name),
		.word = !skip && also_a_word(s, &f, l->name_letters_off),
		.unusual = !skip && (l->name_article_missing || clitics & CLITIC_AL),
		.heads_line = scan_heads_line(s, &in, f.tok_end),
		.whole = !skip && s->lx[i].classes & 1u << WORD_COMMON &&
			 s->lx[i].word_letters_off < l->name_letters_off,
		.clitics = clitics,
		.list = scan_list_before(s, &in)};
	if (scan_is_personal(s, &f, &in, clitics))
		return true;
	bool given_follows = is(s, f.tok_end, WORD_GIVEN) && !s->lx[f.tok_end].word_letters_off;
	if (j.word && is(s, i, WORD_GIVEN) && given_follows)
		return true;
	enum verdict v = judge(s, &j);
	if (v == REJECT)
		return true;
	f.cues = (v == WEAK ? CUE_WEAK : 0) | (j.word || j.facts.all_common ? CUE_COMMON : 0);
	bool noun_of_kind = s->lx[i].head != WORD_NONE || s->lx[i].relation != WORD_NONE;
	if (l->name_tokens > 1 && noun_of_kind && s->lx[i].word_clitics & CLITIC_AL)
		f.cues |= CUE_GENERIC;
	if (scan_acts(s, &f, &in, j.facts.country))
		f.cues |= CUE_ACTOR;
	else if (scan_borders_with(s, &in))
		f.cues |= CUE_LOCATIVE;
	*used = f.tok_end - i;
	return scan_emit(s, &f, &in);
}
