/*
 * Place actor: names that stand for somebody.
 *
 * A country or a capital that speaks, orders or is backed is its government; a name after a title or a given name is a
 * person's. Both are read from the words next to the name and cost a few look-ups.
 */
#include "detect/place_scan.h"

bool scan_borders_with(const struct scan *s, const struct intro *in)
{
	enum { MAX_BETWEEN = 3 };
	if (in->beg == 0 || !is(s, in->beg - 1, WORD_BACKING))
		return false;
	for (uint32_t back = 2; back <= 2 + MAX_BETWEEN && back <= in->beg; back++) {
		uint32_t i = in->beg - back;
		const struct lexed *l = &s->lx[i];
		if (l->relation != WORD_NONE)
			return true;
		if (!is_word(s, i) || !(has_article(s, i) || l->name != NAME_NONE))
			return false;
	}
	return false;
}

/* Subjects of saying and policy, and what is joined to governments and armies. */
bool scan_acts(const struct scan *s, const struct found *f, const struct intro *in, bool country)
{
	if (!country && !is(s, f->tok_beg, WORD_CAPITAL))
		return false;
	const struct place_mention *m = last_mention(s);
	int64_t before = scan_list_before(s, in);
	if (before >= 0 && m->cues & CUE_ACTOR)
		return true;
	if ((in->cues | (before >= 0 ? m->cues : 0)) & CUE_ROAD)
		return false; /* the border between X and Y */
	uint32_t beg = in->beg;
	while (beg > 0 && token_is_quote(&s->t->v[beg - 1]))
		beg--;
	if ((beg > 1 && s->lx[beg - 2].relation != WORD_NONE) || scan_borders_with(s, in))
		return false;
	if (in->preposition >= 0 || in->cues & (CUE_DIRECTION | CUE_HEAD | CUE_COUNTRYSIDE | CUE_FRONT)) {
		if (in->cues & (CUE_DIRECTION | CUE_HEAD | CUE_COUNTRYSIDE))
			return false;
		bool backed = beg > 0 && is(s, beg - 1, WORD_BACKING);
		bool acted = beg > 0 && in->li && is(s, beg - 1, WORD_ACTOR);
		bool from_or_to = in->preposition == PREPOSE_FROM || in->li;
		return (backed && from_or_to) || acted || (in->preposition == PREPOSE_BETWEEN && country);
	}
	if (before >= 0 && m->cues & CUE_BETWEEN && country)
		return true;
	if (beg > 0 && !in->conjoined &&
		(is(s, beg - 1, WORD_SPEECH) || is(s, beg - 1, WORD_ACTOR) || is(s, beg - 1, WORD_BACKING)))
		return true;
	if (f->tok_end < s->t->n && is(s, f->tok_end, WORD_SPEECH) && !s->lx[f->tok_end].word_letters_off)
		return true;
	for (uint32_t back = 1; in->conjoined && before < 0 && back <= 2 && back <= beg; back++)
		if (is(s, beg - back, WORD_ACTOR))
			return true;
	return false;
}

/* In quotation marks behind a person's name: "the martyr A B «X»". */
static bool is_nom_de_guerre(const struct scan *s, const struct found *f)
{
	enum {
		MAX_PERSON = 5,
		PERSON = 1 << WORD_GIVEN | 1 << WORD_TITLE,
		NAMES = PERSON | 1 << WORD_FORMER
	};
	uint32_t quote = f->tok_beg - 1, after = f->tok_end;
	bool quoted = token_is_quote(&s->t->v[quote]) && !token_is_punct(&s->t->v[quote], '(') &&
		      !(s->t->v[quote].flags & TOKEN_LINE_START) && after < s->t->n &&
		      token_is_quote(&s->t->v[after]);
	if (quote > 0 && s->t->v[quote - 1].end_cp == s->t->v[quote].beg_cp)
		return false; /* an article before the quotation mark is spelled like "the family of" */
	for (uint32_t back = 1; quoted && back <= MAX_PERSON && back <= quote; back++) {
		const struct lexed *l = &s->lx[quote - back];
		if (!is_word(s, quote - back) || (l->classes & ~(uint32_t)NAMES && !(l->classes & PERSON)))
			return false;
		if (l->classes & PERSON && l->preposition == WORD_NONE) /* Ali is spelled like "on" */
			return true;
	}
	return false;
}

/* "The youth «A B X»": a later word of a name in quotation marks that a title opens. */
static bool in_quoted_name(const struct scan *s, uint32_t i)
{
	enum { MAX_NAMES = 4 };
	uint32_t back = 1;
	while (back <= MAX_NAMES && back < i && is_word(s, i - back))
		back++;
	return back > 1 && back < i && token_is_quote(&s->t->v[i - back]) &&
	       !token_is_punct(&s->t->v[i - back], '(') && is(s, i - back - 1, WORD_TITLE);
}

bool scan_ends_person(const struct scan *s, uint32_t i)
{
	const struct place_mention *m = last_mention(s);
	if (i < 2 || !is_word(s, i - 1) || !is_word(s, i - 2) || (m && m->tok_end > i - 2))
		return false;
	const struct lexed *first = &s->lx[i - 2], *second = &s->lx[i - 1];
	if (second->classes & ~(1u << WORD_GIVEN) || s->t->v[i - 1].flags & TOKEN_SENTENCE_START)
		return false;
	bool given = (lexed_is(first, WORD_GIVEN) || lexed_is(first, WORD_TITLE)) &&
		     first->preposition == WORD_NONE && !first->word_letters_off;
	bool kunya = is_former(s, i - 2) && first->kinship && first->name_tokens < 2;
	return given || kunya;
}

/* "X Y (37 years)": who is so old is no place. */
static bool age_follows(const struct scan *s, uint32_t i)
{
	if (is_word(s, i) && s->lx[i].name != NAME_NONE)
		i++;
	if (i + 2 >= s->t->n || !token_is_punct(&s->t->v[i], '(') || s->t->v[i + 1].kind != TOKEN_NUMBER ||
		s->t->v[i + 2].n_fold < 3)
		return false;
	bool year = letter(s, i + 2, 0) == AIN && letter(s, i + 2, 1) == ALIF && letter(s, i + 2, 2) == MEEM;
	return year || (letter(s, i + 2, 0) == SEEN && letter(s, i + 2, 1) == NOON);
}

/* "X News", "the X media centre": the adjective alone may speak of somebody who is told of next. */
bool scan_is_medium(const struct scan *s, const struct found *f)
{
	const struct lexed *behind = &s->lx[f->tok_end];
	if (f->tok_end >= s->t->n || behind->organisation == WORD_NONE || behind->word_letters_off ||
		s->t->v[f->tok_end].flags & TOKEN_SENTENCE_START)
		return false;
	unsigned flags = engine_word(s->e, behind->organisation)->flags;
	if (!(flags & FLAG_BEHIND) || !(flags & FLAG_WEAK))
		return flags & FLAG_BEHIND;
	int16_t noun = f->tok_beg > 0 ? s->lx[f->tok_beg - 1].organisation : WORD_NONE;
	return noun != WORD_NONE && !(engine_word(s->e, noun)->flags & (FLAG_NAME | FLAG_BEHIND));
}

/* A title or a given name before it, with nothing between. */
bool scan_is_personal(const struct scan *s, const struct found *f, const struct intro *in, uint8_t clitics)
{
	if (f->tok_beg == 0 || clitics)
		return false;
	if (in->cues & CUE_QUOTED && is_nom_de_guerre(s, f))
		return true;
	if (in_quoted_name(s, f->tok_beg) || (in->beg == f->tok_beg && age_follows(s, f->tok_end)))
		return true;
	if (in->beg != f->tok_beg)
		return false;
	const struct place_mention *m = last_mention(s);
	uint32_t i = f->tok_beg - 1;
	if (m && m->tok_end > i)
		return false;
	return is(s, i, WORD_TITLE) || is(s, i, WORD_GIVEN);
}
