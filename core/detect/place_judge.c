/*
 * Place judge: which names are places.
 *
 * A name that is no other word is a place wherever it stands. One that is also an ordinary word, or a person's name,
 * needs words around it that places have; when these are few, the mention is weak and the document decides.
 */
#include "detect/place_judge.h"

#include "text/fold.h"

#include <string.h>

const struct gaz_row *name_row(const struct place_engine *e, uint32_t at)
{
	uint32_t value = phrase_value(e->names, at);
	return value >= GAZETTEER_WORD ? NULL : gazetteer_row(e->gazetteer, value);
}

bool name_has_kind(const struct scan *s, uint32_t first, unsigned kinds)
{
	for (uint32_t at = first; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		if (row && kinds >> row->kind & 1)
			return true;
	}
	return false;
}

struct name_facts name_facts(const struct place_engine *e, uint32_t first)
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

/* A noun with the pronoun "his" is spelled like a name in teh marbuta whose dots were left out. */
static bool is_noun_of_his(const struct scan *s, uint32_t i, unsigned off)
{
	const struct token *k = &s->t->v[i];
	if (k->n_fold < off + 4u || token_last_letter(s->text, k) != HEH)
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
	if (f->tok_end != f->tok_beg + 1 || has_article(s, f->tok_beg) ||
		token_last_letter(s->text, &s->t->v[f->tok_beg]) != HEH)
		return false;
	for (uint32_t at = f->first; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		const struct gaz_row *row = name_row(s->e, at);
		size_t n = row ? strlen(row->name) : 0;
		if (n < 2 || strcmp(row->name + n - 2, teh_marbuta) != 0)
			return false;
	}
	return true;
}

bool name_is_word(const struct scan *s, const struct found *f, uint8_t letters_off)
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
static bool head_is_firm(const struct scan *s, const struct intro *in)
{
	return in->head != WORD_NONE && !(engine_word(s->e, in->head)->flags & (FLAG_WEAK | FLAG_LOOSE));
}

bool head_is_unit(const struct scan *s, const struct intro *in)
{
	enum { NO_UNIT = FLAG_LOOSE | FLAG_FACILITY | FLAG_STREET | FLAG_ROAD | FLAG_RELATION };
	return in->head != WORD_NONE && !(engine_word(s->e, in->head)->flags & NO_UNIT);
}

/* "A camp of the displaced": for whom it is. */
static bool camp_of_people(const struct scan *s, const struct judged *j)
{
	uint32_t i = j->f->tok_beg;
	unsigned n = s->t->v[i].n_fold;
	bool camp = j->in->head != WORD_NONE && engine_word(s->e, j->in->head)->value == KIND_CAMP;
	return camp && n > 4 && letter(s, i, n - 1) == NOON && letter(s, i, n - 2) == YEH &&
	       !name_has_kind(s, j->f->first, 1 << KIND_CAMP);
}

/* "The area of the X": a quarter by that name. */
static bool names_area(const struct scan *s, const struct judged *j)
{
	const struct word_row *head = j->in->head == WORD_NONE ? NULL : engine_word(s->e, j->in->head);
	return head && head->flags & FLAG_LOOSE && !(head->flags & FLAG_PLURAL) &&
	       has_article(s, j->f->tok_beg);
}

/* "The district of X", where X is one: a directorate or a judiciary is named after no district. */
static bool names_unit(const struct scan *s, const struct judged *j)
{
	const struct word_row *head = j->in->head == WORD_NONE ? NULL : engine_word(s->e, j->in->head);
	return head && ADMIN_UNITS >> head->value & 1 && !(head->flags & FLAG_LOOSE) &&
	       (!(head->flags & FLAG_KNOWN) || has_article(s, j->f->tok_beg)) &&
	       name_has_kind(s, j->f->first, 1u << head->value);
}

/* "Syria has seen …": the subject of a verb of which places are subjects. */
bool scan_sees(const struct scan *s, const struct intro *in)
{
	return in->beg > 0 && is(s, in->beg - 1, WORD_SEES);
}

/* "Shelled (the aircraft) X": the object of a verb of which places are objects, behind a subject with the article. */
static bool is_object_of_strike(const struct scan *s, const struct intro *in)
{
	enum { SUBJECT = 2 }; /* words */
	uint32_t i = in->beg;
	for (unsigned n = 0; i > 0; n++) {
		if (is(s, --i, WORD_STRIKES) && !has_article(s, i))
			return true;
		if (n == SUBJECT || !is_word(s, i) || !has_article(s, i))
			return false;
	}
	return false;
}

/* A wide place by the noun of kind that its full name begins with: "in the Bank", not "on the eastern bank". */
static bool stands_for_long_name(const struct scan *s, const struct judged *j)
{
	enum { ADJECTIVE = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION | 1 << WORD_FILLER };
	const struct lexed *l = &s->lx[j->f->tok_beg];
	bool described = j->f->tok_end < s->t->n && s->lx[j->f->tok_end].classes & ADJECTIVE;
	return l->relation != WORD_NONE && l->word_clitics & CLITIC_AL && j->facts.best_rank <= 2 &&
	       (j->in->cues & (CUE_LOCATIVE | CUE_DIRECTION) || j->list >= 0) && !j->unusual && !described;
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

/* "The beach of the X": an adjective would follow a noun with the article. */
static bool follows_part(const struct scan *s, const struct judged *j)
{
	uint32_t i = j->f->tok_beg;
	return i > 0 && s->lx[i - 1].relation != WORD_NONE && !(s->lx[i - 1].word_clitics & CLITIC_AL) &&
	       has_article(s, i) && j->facts.best_rank >= 3 && !is(s, j->f->tok_end, WORD_DEMONYM);
}

/* "A raid on X", "a hostile raid on X": nothing but a place, or who is there, is raided. */
static bool is_struck(const struct scan *s, const struct intro *in)
{
	return in->preposition == PREPOSE_ON && in->beg > 0 &&
	       (is(s, in->beg - 1, WORD_ACTOR) || (in->beg > 1 && is(s, in->beg - 2, WORD_ACTOR)));
}

/* "East of the Island", which is a governorate too; a city or a capital is often just that. */
static bool has_direction_of_unit(const struct scan *s, const struct judged *j)
{
	const struct word_row *head = engine_word(s->e, s->lx[j->f->tok_beg].head);
	return head->value == KIND_LOCALITY && !(head->flags & FLAG_STREET) && !j->unusual &&
	       j->in->cues & (CUE_DIRECTION | CUE_COUNTRYSIDE) && j->facts.best_rank <= 2;
}

/* "…, in the countryside of", "…, in the governorate of": what follows says where the place lies. */
static bool container_follows(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	return is_word(s, i) &&
	       ((l->word_clitics & CLITIC_BI && (l->relation != WORD_NONE || l->head != WORD_NONE)) ||
		       l->direction != WORD_NONE || l->relation != WORD_NONE);
}

/* "The back door": a masculine adjective agrees with the word, and not with a town, which is feminine. */
static bool is_described(const struct scan *s, const struct judged *j)
{
	uint32_t next = j->f->tok_end;
	if (j->in->head != WORD_NONE || j->in->cues & CUE_COUNTRYSIDE || next >= s->t->n ||
		s->t->v[next].kind != TOKEN_WORD || s->t->v[next].flags & TOKEN_SENTENCE_START)
		return false;
	const struct lexed *l = &s->lx[next];
	return has_article(s, j->f->tok_beg) && has_article(s, next) && l->direction == WORD_NONE &&
	       l->name == NAME_NONE && !is(s, next, WORD_DEMONYM) &&
	       token_last_letter(s->text, &s->t->v[next]) == 0x064A /* yeh */;
}

static enum verdict judge_word(const struct scan *s, const struct judged *j)
{
	bool adjective = j->unusual && is(s, j->f->tok_beg, WORD_COMMON) && j->in->head != WORD_NONE &&
			 j->list < 0 && !(j->in->cues & CUE_QUOTED);
	if (adjective)
		return REJECT; /* "a new village" is not "the village of the New" */
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
	if (structural &&
		(stands_for_long_name(s, j) || (l->head != WORD_NONE && has_direction_of_unit(s, j))))
		return STRONG;
	if (prev && !(prev->cues & CUE_WEAK) && !j->unusual && same_rank_of_unit(s, prev, j))
		return STRONG;
	bool known = j->facts.best_rank <= 3 || has_article(s, j->f->tok_beg);
	if ((j->labelled || (j->heads_line && known)) && !j->unusual)
		return STRONG; /* but "Urgent:" is no village of that name */
	if (camp_of_people(s, j))
		return REJECT;
	bool named = l->relation == WORD_NONE ? head_is_unit(s, j->in) : head_is_firm(s, j->in);
	bool settlement_named_so = has_article(s, j->f->tok_beg) && cues & (CUE_LOCATIVE | CUE_DIRECTION) &&
				   container_follows(s, j->f->tok_end);
	if (j->unusual || is_described(s, j))
		return REJECT;
	if (structural && !named) /* "in the farm" near Suwayda is the village al-Mazraa */
		return settlement_named_so ? WEAK : REJECT;
	const struct place_mention *last = last_mention(s);
	bool follows = last && last->tok_end == j->in->beg && !(last->cues & CUE_WEAK);
	if (j->whole && !prev && !follows && !(cues & ~(uint32_t)CUE_LOCATIVE))
		return l->phrase_tokens > 1 ? REJECT : WEAK;
	if (names_unit(s, j))
		return STRONG;
	if (nisba && j->in->head != WORD_NONE &&
		(engine_word(s->e, j->in->head)->flags & FLAG_DEFINITE || !has_article(s, j->f->tok_beg)))
		return REJECT; /* "the Syrian capital", "a Syrian village" */
	if (nisba && !(j->clitics & CLITIC_AL) && (!has_article(s, j->f->tok_beg) || j->facts.country) &&
		cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_COUNTRYSIDE))
		return STRONG;
	if (nisba && scan_sees(s, j->in))
		return STRONG;
	if (nisba && follows_part(s, j))
		return STRONG;
	if (nisba)
		return head_is_firm(s, j->in) ? STRONG : REJECT;
	if (head_is_firm(s, j->in) || cues & (CUE_COUNTRYSIDE | CUE_FRONT))
		return STRONG;
	/* "Local sources, for": the noun of a unit is an adjective too. */
	bool known_only = cues & CUE_HEAD && engine_word(s->e, j->in->head)->flags & FLAG_KNOWN;
	if (known_only && !has_article(s, j->f->tok_beg))
		return REJECT;
	if (cues & CUE_HEAD && (j->facts.best_rank <= 3 || names_area(s, j) || opens_list(s, j)))
		return STRONG;
	/* "With pictures" is spelled like "in Tyre". */
	bool with = j->clitics & CLITIC_BI && s->t->v[j->f->tok_beg].n_fold <= 3u + l->name_letters_off &&
		    !follows && !prev;
	bool within = j->in->preposition == PREPOSE_IN || cues & CUE_DIRECTION || is_struck(s, j->in);
	if (within && j->facts.best_rank <= 2 && !with)
		return STRONG;
	/* "Of August" is no "from Ibb". */
	bool long_word = s->t->v[j->f->tok_beg].n_fold >= 4u + l->name_letters_off;
	if (cues & CUE_LOCATIVE && !j->in->li && j->facts.best_rank <= 1 && long_word && !with)
		return STRONG;
	if (cues & CUE_ROAD || (prev && prev->cues & (CUE_BETWEEN | CUE_ROAD) && !(prev->cues & CUE_WEAK)))
		return STRONG;
	bool joined = prev && !(prev->cues & CUE_WEAK);
	bool great = j->facts.best_rank <= 2 && !(prev && prev->cues & (CUE_UNKNOWN | CUE_COMMON));
	if (joined && (great || prev->cues & CUE_PLURAL || scan_list_run(s, j->list) >= 2))
		return STRONG; /* "from the Jordan valley and Jenin" */
	return cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_HEAD) || prev ? WEAK : REJECT;
}

/* "#X_and_Y": a sentence of a hashtag. */
static bool in_hashtag_phrase(const struct scan *s, const struct judged *j)
{
	uint32_t end = j->f->tok_end;
	bool phrase = j->in->cues & CUE_HASHTAG && end + 1 < s->t->n && token_is_punct(&s->t->v[end], '_');
	return phrase && s->lx[end + 1].name == NAME_NONE && s->lx[end + 1].direction == WORD_NONE;
}

static enum verdict judge_common(const struct scan *s, const struct judged *j)
{
	uint32_t cues = j->in->cues;
	if (!(cues & ~(uint32_t)CUE_HASHTAG) && in_hashtag_phrase(s, j))
		return REJECT;
	if (cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG | CUE_ROAD) ||
		j->list >= 0 || j->heads_line || j->labelled)
		return STRONG;
	if (cues & CUE_LOCATIVE && !j->in->li && j->facts.best_rank <= 3)
		return STRONG;
	if (!cues && !j->clitics && j->facts.best_rank <= 2 &&
		(scan_sees(s, j->in) || is_object_of_strike(s, j->in)))
		return STRONG;
	return WEAK;
}

/* With another article than the gazetteer's. */
static enum verdict judge_unusual(const struct scan *s, const struct judged *j, bool any_cue, bool listed)
{
	uint32_t next = j->f->tok_end;
	if (next < s->t->n && s->t->v[next].kind == TOKEN_WORD && s->lx[next].name != NAME_NONE &&
		!s->lx[next].name_clitics && !is(s, next, WORD_COMMON))
		return REJECT; /* "the great tree of X" is not the city called so, with its article */
	if (j->in->cues & CUE_HEAD || listed)
		return STRONG;
	if (!any_cue || !(j->in->cues & ~(uint32_t)CUE_HASHTAG))
		return REJECT;
	return j->facts.best_rank <= 2 ? STRONG : WEAK;
}

/* "A fierce attack (from the air)": an adjective in the accusative, as the word before it; one town is spelled so. */
static bool is_accusative_adjective(const struct scan *s, uint32_t i)
{
	enum { LETTERS = 4 };
	const struct token *k = &s->t->v[i];
	return i > 0 && k->n_fold >= LETTERS && k[-1].kind == TOKEN_WORD && k[-1].n_fold >= LETTERS &&
	       token_last_letter(s->text, k) == ALIF && letter(s, i, k->n_fold - 2u) == YEH &&
	       token_last_letter(s->text, k - 1) == ALIF && s->lx[i - 1].name == NAME_NONE;
}

enum verdict place_judge(const struct scan *s, const struct judged *j)
{
	const struct token *k = &s->t->v[j->f->tok_beg];
	unsigned words = j->f->tok_end - j->f->tok_beg;
	bool any_cue = j->in->cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG |
					     CUE_LOCATIVE) ||
		       j->list >= 0;
	if (j->unusual && j->facts.country)
		return REJECT;
	if (words == 1 &&
		(k->flags & TOKEN_TANWIN || (!any_cue && is_accusative_adjective(s, j->f->tok_beg))))
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
		return judge_unusual(s, j, any_cue, listed);
	if (j->facts.all_common)
		return judge_common(s, j);
	bool alone = j->list < 0 && !(j->in->cues & ~(uint32_t)(CUE_LOCATIVE | CUE_FROM | CUE_TO));
	if (alone && j->facts.best_rank >= 3 && dots_are_missing(s, j->f))
		return WEAK;
	/* "Abu X" after an unknown given name */
	bool kunya = is_former(s, j->f->tok_beg) && s->lx[j->f->tok_beg].kinship && words > 1;
	if (kunya && !any_cue && j->facts.best_rank >= 3)
		return j->f->tok_beg > 0 && is(s, j->f->tok_beg - 1, WORD_SPEECH) ? REJECT : WEAK;
	/* Of tables that do not tell names from words, a clitic alone says too little: "in flight" is no "in Flight". */
	bool clitic_alone = j->in->beg == j->f->tok_beg && j->list < 0;
	if (j->facts.all_unsure && words == 1 && (!any_cue || clitic_alone))
		return WEAK;
	if (words == 1 && k->n_fold - s->lx[j->f->tok_beg].name_letters_off <= 3 && j->facts.best_rank >= 4)
		return any_cue ? STRONG : WEAK;
	return STRONG;
}
