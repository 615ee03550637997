/*
 * Place guess: names that no gazetteer has.
 *
 * "Village of X", a list of places that X is part of, and an X that was said to be a place before. Since any unknown word
 * could follow, words of the lexicons and the shapes of verbs and adjectives are kept out.
 */
#include "detect/place_scan.h"

#include <string.h>

enum { NO_NAME_WORD = (1 << WORD_CLASSES) - 1 - (1 << WORD_FORMER) - (1 << WORD_CAPITAL) };

static bool ends_like_adjective(const struct scan *s, uint32_t i)
{
	unsigned n = s->t->v[i].n_fold;
	return n >= 4 && letter(s, i, n - 2) == YEH && letter(s, i, n - 1) == HEH;
}

/*
 * A known noun with "her, its", "their" or "of the two": the teh that teh marbuta becomes before a pronoun is folded
 * back.
 */
static bool has_pronoun(const struct scan *s, uint32_t i)
{
	const uint16_t *w = token_fold(s->t, &s->t->v[i]);
	unsigned n = s->t->v[i].n_fold,
		 off = n > 5 && (w[0] == WAW || w[0] == BEH || w[0] == LAM || w[0] == FEH);
	uint16_t stem[TOKEN_MAX_FOLD];
	if (n > 5 && w[n - 1] == HEH && w[n - 2] == TEH && w[n - 3] == ALIF && scan_is_lexical(s, w, n - 1))
		return true; /* "its camps": a plural can have no teh marbuta */
	if (n > 5 && w[n - 3] == TEH && w[n - 2] == HEH && (w[n - 1] == ALIF || w[n - 1] == MEEM))
		return true;
	bool two = n > 5 && w[n - 3] == HEH && w[n - 2] == MEEM && w[n - 1] == ALIF;
	if (n < 5 || (!two && (w[n - 2] != HEH || (w[n - 1] != ALIF && w[n - 1] != MEEM))))
		return false;
	for (unsigned drop = 0; drop <= off; drop++) {
		unsigned len = n - 2 - two - drop;
		memcpy(stem, w + drop, len * sizeof *stem);
		if (scan_is_lexical(s, stem, len))
			return true;
		if (stem[len - 1] == TEH) {
			stem[len - 1] = HEH;
			if (scan_is_lexical(s, stem, len))
				return true;
		}
	}
	return false;
}

/* An indefinite plural. */
static bool looks_plural(const struct scan *s, uint32_t i)
{
	unsigned n = s->t->v[i].n_fold;
	uint16_t last = letter(s, i, n - 1), before = letter(s, i, n - 2);
	return (last == NOON && (before == YEH || before == WAW)) || (last == TEH && before == ALIF);
}

/* "Lying", "subject to", of two: a feminine dual. */
static bool is_dual(const struct scan *s, uint32_t i)
{
	unsigned n = s->t->v[i].n_fold;
	uint16_t before = letter(s, i, n - 2);
	return n >= 6 && letter(s, i, n - 1) == NOON && letter(s, i, n - 3) == TEH &&
	       (before == YEH || before == ALIF);
}

/* "Wounded", "two others" without article: the lexicon knows them as people. */
static bool is_people(const struct scan *s, uint32_t i)
{
	const struct lex_memo *m = s->words ? &s->words->memo[s->t->number[i]] : NULL;
	return m && m->known && m->word.classes & LEX_BIT(LEX_NOUN) && !(m->word.clitics & CLITIC_AL);
}

/* Houses, markets, dates: what is struck or counted beside places. */
static bool is_thing(const struct scan *s, uint32_t i)
{
	static const uint64_t things = LEX_BIT(LEX_TARGET) | LEX_BIT(LEX_EXCLUDED);
	const struct lex_memo *m = s->words ? &s->words->memo[s->t->number[i]] : NULL;
	return m && m->known && m->word.classes & things;
}

/* A word that may be a name: known as nothing else, and not shaped like a verb or an adjective of relation. */
static bool may_be_name(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || s->t->v[i].flags & TOKEN_TANWIN)
		return false;
	unsigned n = s->t->v[i].n_fold;
	if (n < MIN_UNKNOWN_LETTERS || s->lx[i].classes & NO_NAME_WORD)
		return false;
	bool people = has_article(s, i) && letter(s, i, n - 1) == NOON &&
		      (letter(s, i, n - 2) == WAW || is_dual(s, i)); /* "the two …", of which more is told */
	return !(letter(s, i, 0) == LAM && letter(s, i, 1) == LAM) && !people && !is_people(s, i) &&
	       !has_pronoun(s, i);
}

/* After "village of", a definite common noun is a name too; nouns of people and groups are not. */
static bool may_be_definite_name(const struct scan *s, uint32_t i, bool quarter)
{
	if (!is_word(s, i) || !has_article(s, i) || s->lx[i].word_letters_off)
		return false;
	if (s->lx[i].relation != WORD_NONE &&
		engine_word(s->e, s->lx[i].relation)->value == RELATE_COUNTRYSIDE)
		return false; /* "villages of the countryside" */
	enum {
		ALLOWED = 1 << WORD_COMMON | 1 << WORD_GIVEN | 1 << WORD_HEAD | 1 << WORD_FORMER |
			  1 << WORD_RELATION
	};
	/* "Quarter of the Kurds" */
	bool people = quarter && letter(s, i, s->t->v[i].n_fold - 1) != YEH;
	uint32_t allowed =
		ALLOWED | (people ? 1u << WORD_DEMONYM : 0) | (quarter ? 1u << WORD_ORGANISATION : 0);
	return (s->lx[i].classes & ~allowed) == 0 && !looks_plural(s, i) && !ends_like_adjective(s, i);
}

bool scan_may_continue(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || s->t->v[i].flags & (TOKEN_TANWIN | TOKEN_SENTENCE_START))
		return false;
	bool bare_former = i > 0 && is_former(s, i - 1) && !has_article(s, i - 1);
	if (letter(s, i, 0) == WAW && ((s->lx[i].classes == 0 && !bare_former) || s->lx[i].word_letters_off))
		return false;
	uint32_t other = s->lx[i].classes & ~(1u << WORD_FORMER | 1u << WORD_GIVEN | 1u << WORD_CAPITAL);
	if (other == 0)
		return true;
	enum { DESCRIBES = 1 << WORD_COMMON | 1 << WORD_SUFFIX };
	return has_article(s, i) && !(other & ~(uint32_t)DESCRIBES) && !s->lx[i].word_letters_off;
}

/* "The area of «Putin – Erdogan»", of "de-escalation": a person or an ordinary word in quotes names no area. */
static bool is_no_area(const struct scan *s, uint32_t i)
{
	return (is(s, i, WORD_GIVEN) || is(s, i, WORD_COMMON)) && !has_article(s, i) && !is_former(s, i);
}

/* "Settlement, and wages clashes": a joined verb of the present. */
static bool is_joined_verb(const struct scan *s, uint32_t i)
{
	enum { SHORTEST = 5 }; /* letters */
	uint16_t person = letter(s, i, 1);
	return s->t->v[i].n_fold >= SHORTEST && letter(s, i, 0) == WAW && (person == TEH || person == YEH) &&
	       s->lx[i].classes == 0;
}

/* "In terms of the economy": no subdistrict. */
static bool is_aspect(const struct scan *s, uint32_t i, const struct word_row *head)
{
	return head->value == KIND_SUBDISTRICT && i > 0 && s->lx[i - 1].preposition != WORD_NONE &&
	       engine_word(s->e, s->lx[i - 1].preposition)->value == PREPOSE_FROM;
}

/* How many tokens a name at i has when its first word is accepted. */
static uint32_t name_length(const struct scan *s, uint32_t i, bool quoted, bool suffix)
{
	uint32_t n = 1;
	if (quoted) {
		while (n < MAX_NAME_WORDS && is_word(s, i + n))
			n++;
		return i + n < s->t->n && token_is_quote(&s->t->v[i + n]) ? n : 1;
	}
	while (n < MAX_NAME_WORDS - 1 && is_former(s, i + n - 1) && scan_may_continue(s, i + n))
		n++;
	if (suffix && is(s, i + n, WORD_SUFFIX) && s->lx[i + n].word_letters_off == 0 &&
		has_article(s, i + n))
		n++;
	return n;
}

struct unknown {
	uint32_t tok, n_tokens;
	unsigned letters_off; /* clitics, read off the spelling */
	uint8_t clitics;
	uint32_t cues;
};

static bool take_unknown(struct scan *s, const struct unknown *u, const struct intro *in)
{
	uint64_t first_word = 0;
	struct phrase_match m = {.n_clitic = (uint8_t)u->letters_off};
	struct found f = {.tok_beg = u->tok,
		.tok_end = u->tok + u->n_tokens,
		.first = NAME_NONE,
		.cues = u->cues | CUE_UNKNOWN};
	f.beg_cp = phrase_beg_cp(s->t, s->text, u->tok, &m);
	f.key = scan_key(s, u->tok, u->n_tokens, u->letters_off, &first_word);
	uint32_t n_words = u->n_tokens;
	for (uint32_t k = 1; k < u->n_tokens; k++)
		n_words -= token_is_punct(&s->t->v[u->tok + k], '_');
	if (!(f.cues & CUE_WEAK) && !scan_known_add(s->list, first_word, f.key, n_words, s->err))
		return false;
	return scan_emit(s, &f, in);
}

bool scan_take_words(struct scan *s, uint32_t i, uint32_t n_tokens, const struct intro *in, uint32_t *used)
{
	struct unknown u = {.tok = i, .n_tokens = n_tokens};
	*used = n_tokens;
	return take_unknown(s, &u, in);
}

bool scan_take_former(struct scan *s, uint32_t i, const struct intro *in, uint32_t *used)
{
	struct unknown u = {.tok = i, .n_tokens = 1 + name_length(s, i + 1, false, true)};
	*used = u.n_tokens;
	return take_unknown(s, &u, in);
}

/* "A camp for the displaced «X»": the token after "for the displaced", when a quotation mark follows. */
static uint32_t skip_for_whom(const struct scan *s, uint32_t i)
{
	bool skip = is_word(s, i) && s->lx[i].word_clitics & CLITIC_LI && is(s, i, WORD_COMMON) &&
		    i + 1 < s->t->n && token_is_quote(&s->t->v[i + 1]);
	return skip ? i + 1 : i;
}

/* "and the Y", where Y is a known place or no known word. */
static bool joined_to_another(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || letter(s, i, 0) != WAW)
		return false;
	return (s->lx[i].name != NAME_NONE && s->lx[i].name_clitics & CLITIC_WA) ||
	       (s->lx[i].classes == 0 && has_article_after(s, i, 1));
}

static bool looks_like_verb(const struct scan *s, uint32_t i, unsigned off)
{
	unsigned n = s->t->v[i].n_fold;
	uint16_t last = letter(s, i, n - 1);
	bool article = n > off + 3 && letter(s, i, off) == ALIF && letter(s, i, off + 1) == LAM;
	return !article && (last == TEH || (last == ALIF && letter(s, i, n - 2) == WAW));
}

/* "And they follow": a plural of the present. */
static bool is_plural_present(const struct scan *s, uint32_t i, unsigned off)
{
	unsigned n = s->t->v[i].n_fold;
	return n > off + 4u && letter(s, i, off) == YEH && letter(s, i, n - 1) == NOON &&
	       letter(s, i, n - 2) == WAW;
}

/* "He leaves", "it leaves" and an object: no name, unless the list goes on. */
static bool looks_like_present(const struct scan *s, uint32_t i, unsigned off)
{
	unsigned n = s->t->v[i].n_fold;
	return n >= off + 4u && n <= off + 5u && (letter(s, i, off) == YEH || letter(s, i, off) == TEH) &&
	       is_word(s, i + 1) && !(s->lx[i + 1].word_clitics & (CLITIC_BI | CLITIC_LI)) &&
	       s->lx[i + 1].preposition == WORD_NONE;
}

/* A noun of kind before a known name, which is read next. */
static bool names_next(const struct scan *s, uint32_t i)
{
	return s->lx[i].head != WORD_NONE && !(engine_word(s->e, s->lx[i].head)->flags & FLAG_PART) &&
	       i + 1 < s->t->n && s->lx[i + 1].name != NAME_NONE;
}

/* Where it is, by the word at i: "in the countryside", "east of", "belonging to", "the district X". */
static bool says_where(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	return i < s->t->n && (l->relation != WORD_NONE || l->preposition != WORD_NONE ||
				      (l->direction != WORD_NONE && !(l->word_clitics & CLITIC_AL)) ||
				      l->word_clitics & (CLITIC_BI | CLITIC_LI) || is(s, i, WORD_NESTING) ||
				      names_next(s, i));
}

/* Nothing after the word describes it, and it is no indefinite adjective: "in an area X, ...". */
static bool stands_alone(const struct scan *s, uint32_t i)
{
	uint16_t last = letter(s, i, s->t->v[i].n_fold - 1);
	if (last == HEH || (last == NOON && looks_plural(s, i)))
		return false;
	return i + 1 == s->t->n || s->t->v[i + 1].kind != TOKEN_WORD || says_where(s, i + 1);
}

/* "A border village", "an agricultural one": an adjective made of a word that the lexicons know, with or without its teh. */
static bool is_relational(const struct scan *s, uint32_t i)
{
	uint16_t stem[TOKEN_MAX_FOLD];
	unsigned n = s->t->v[i].n_fold - 2; /* yeh, heh */
	memcpy(stem, token_fold(s->t, &s->t->v[i]), n * sizeof *stem);
	stem[n] = HEH;
	return scan_is_lexical(s, stem, n) || scan_is_lexical(s, stem, n + 1);
}

/* "Villages of X and Y": two words that are no adjectives and no plurals, joined by "and". */
static bool begins_list(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i + 1) || s->t->v[i + 1].n_fold < 4 || letter(s, i + 1, 0) != WAW)
		return false;
	for (uint32_t k = i; k <= i + 1; k++)
		if (letter(s, k, s->t->v[k].n_fold - 1) == HEH || looks_plural(s, k) ||
			looks_like_verb(s, k, k - i) || s->lx[k].classes & NO_NAME_WORD)
			return false;
	return true;
}

/* "#X_Y": how many tokens from i on belong to the name that a hashtag begins. */
static uint32_t hashtag_rest(const struct scan *s, uint32_t i)
{
	uint32_t n = 0;
	while (n < 4 && i + n + 1 < s->t->n && token_is_punct(&s->t->v[i + n], '_') &&
		may_be_name(s, i + n + 1))
		n += 2;
	return n;
}

/* A noun of kind at token i and no known name after it. */
bool scan_take_after_head(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct word_row *head = engine_word(s->e, s->lx[i].head);
	*used = 0;
	if (s->lx[i].word_clitics & CLITIC_AL || s->t->v[i].flags & TOKEN_TANWIN ||
		head->flags & (FLAG_KNOWN | FLAG_FACILITY | FLAG_STREET | FLAG_ROAD))
		return true;
	bool part = head->flags & FLAG_PART;
	uint32_t j = part ? i : skip_quotes(s, skip_for_whom(s, i + 1));
	bool hashtag = !part && j < s->t->n && token_is_punct(&s->t->v[j], '#');
	j += hashtag;
	bool quoted = j > i + 1 && token_is_quote(&s->t->v[j - 1]);
	bool known_in_quotes = quoted && s->lx[j].head == WORD_NONE && s->lx[j].name_article_missing;
	if (j >= s->t->n || (!part && (s->lx[j].name != NAME_NONE || is_open_head(s, j)) && !known_in_quotes))
		return true;
	struct unknown u = {.tok = j};
	bool suffix = false;
	bool begun = is_former(s, j) && scan_may_continue(s, j + 1);
	bool settled = head->value == KIND_VILLAGE || head->value == KIND_TOWN || head->value == KIND_HILL ||
		       head->value == KIND_NEIGHBOURHOOD || head->value == KIND_SUBDISTRICT ||
		       head->value == KIND_CAMP;
	if (!part && !quoted && (is_joined_verb(s, j) || is_aspect(s, i, head)))
		return true;
	if (part) {
		bool known_next = head->value == KIND_SEA && s->lx[i + 1].name != NAME_NONE;
		/* "It ruined the structures" is spelled like "Ruin of …", "and it led" like "Valley of"; no verb is like "Hill of". */
		bool noun = head->value != KIND_HILL && is(s, i + 1, WORD_COMMON) &&
			    !(i > 0 && is_open_head(s, i - 1));
		if (!scan_may_continue(s, i + 1) || head->flags & FLAG_WEAK || known_next || noun)
			return true;
		u.letters_off = s->lx[i].word_letters_off;
		u.clitics = s->lx[i].word_clitics;
	} else if (head->flags & FLAG_WEAK && !quoted) {
		bool described = may_be_definite_name(s, j, false) && is(s, j + 1, WORD_SUFFIX) &&
				 has_article(s, j + 1);
		/* "The lane of the pit, in X" */
		bool lane = head->value == KIND_NEIGHBOURHOOD && may_be_definite_name(s, j, true) &&
			    j + 1 < s->t->n && s->lx[j + 1].name != NAME_NONE &&
			    s->lx[j + 1].name_clitics & CLITIC_BI;
		if (!may_be_name(s, j) && !is_former(s, j) && !described && !lane)
			return true;
		suffix = described;
		bool several = head->flags & FLAG_PLURAL && !joined_to_another(s, j + 1);
		bool pair = head->flags & FLAG_PLURAL && !(head->flags & (FLAG_LOOSE | FLAG_RELATION)) &&
			    begins_list(s, j);
		bool unit = (head->value == KIND_DISTRICT || head->value == KIND_GOVERNORATE) &&
			    !(head->flags & FLAG_PLURAL);
		bool clear = begun || has_article(s, j) || pair ||
			     ((head->flags & FLAG_LOOSE || unit) && stands_alone(s, j));
		bool adjective = head->flags & FLAG_DEFINITE && ends_like_adjective(s, j);
		if (!clear || (several && !pair) || adjective)
			u.cues |= CUE_WEAK;
	} else if (quoted ? !is_word(s, j) || (head->flags & FLAG_WEAK && is_no_area(s, j))
			  : !may_be_name(s, j) && !begun &&
				    !(settled &&
					    may_be_definite_name(s, j, head->value == KIND_NEIGHBOURHOOD))) {
		return true;
	} else if (!quoted && !has_article(s, j) && ends_like_adjective(s, j) &&
		   (is_relational(s, j) || !says_where(s, j + 1))) {
		u.cues |= CUE_WEAK;
	}
	u.n_tokens = name_length(s, j, quoted, (settled || suffix) && !quoted);
	if (hashtag)
		u.n_tokens += hashtag_rest(s, j + u.n_tokens);
	if (part && u.n_tokens < 2)
		u.n_tokens = 2;
	if (is_former(s, j) && u.n_tokens < 2)
		return true;
	struct intro in = intro_read(s->e, s->t, s->lx, j, u.clitics);
	if (part && in.head == WORD_NONE) {
		in.head = s->lx[i].head;
		in.cues |= CUE_HEAD;
	}
	*used = j + u.n_tokens - i;
	return take_unknown(s, &u, &in);
}

/* What follows the list says that it is one of places: another conjunct, or where they lie. */
static bool list_goes_on(const struct scan *s, uint32_t i)
{
	if (i >= s->t->n)
		return false;
	const struct lexed *l = &s->lx[i];
	if (is_comma(s, i))
		return i + 1 < s->t->n && s->lx[i + 1].name != NAME_NONE;
	if (l->word_clitics & CLITIC_AL)
		return false;
	return (l->name != NAME_NONE && l->name_clitics & CLITIC_WA) || l->relation != WORD_NONE ||
	       l->direction != WORD_NONE || l->head != WORD_NONE;
}

/* An unknown word joined to the place before. */
bool scan_take_in_list(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct place_mention *m = last_mention(s);
	*used = 0;
	if (!is_near_last(s, i) || m->cues & CUE_ACTOR || !is_word(s, i))
		return true;
	uint32_t gap = skip_quotes(s, m->tok_end);
	bool dash = gap < i && is_dash(s, gap) && m->cues & (CUE_ROAD | CUE_FRONT);
	bool comma = gap < i && (is_comma(s, gap) || dash), lone_and = gap < i && is_lone_and(s, gap);
	uint32_t next = skip_quotes(s, gap + (comma || lone_and));
	bool quoted = next > gap + (comma || lone_and);
	if (next != i)
		return true;
	struct unknown u = {.tok = i};
	bool begins = is(s, i, WORD_FORMER) && s->lx[i].word_letters_off == 1;
	bool and = letter(s, i, 0) == WAW && (s->t->v[i].n_fold >= 4 || begins) &&
		   (s->lx[i].classes == 0 || s->lx[i].word_letters_off);
	if (and&&!lone_and) {
		u.letters_off = 1;
		u.clitics = CLITIC_WA;
	} else if (!comma && !lone_and) {
		return true;
	}
	if (!quoted && names_next(s, i))
		return true;
	unsigned run = scan_list_run(s, s->last);
	bool any_word = quoted && m->cues & CUE_PLURAL && m->cues & CUE_QUOTED;
	bool kinds = m->cues & CUE_PLURAL && m->cues & CUE_HEAD && !(m->cues & (CUE_WEAK | CUE_UNKNOWN)) &&
		     !looks_plural(s, i) && !is_thing(s, i); /* "the quarters of X and the Y and Z" */
	bool amid = (run >= 3 || kinds) && !comma && list_goes_on(s, i + 1) &&
		    has_article_after(s, i, u.letters_off) && (s->lx[i].classes & ~(1u << WORD_COMMON)) == 0;
	if (!may_be_name(s, i) && !is(s, i, WORD_FORMER) && !any_word && !amid)
		return true;
	u.n_tokens = quoted ? name_length(s, i, true, false) : 1;
	bool former = is(s, i, WORD_FORMER) && s->lx[i].word_letters_off == u.letters_off;
	if (!quoted && former && !scan_may_continue(s, i + 1))
		return true;
	if (!quoted)
		u.n_tokens =
			former ? 1 + name_length(s, i + 1, false, false) : name_length(s, i, false, true);
	bool plural =
		m->cues & CUE_PLURAL && !(m->head >= 0 && engine_word(s->e, m->head)->flags & FLAG_LOOSE);
	uint32_t after = i + u.n_tokens;
	bool amid_known = after < s->t->n && s->lx[after].name != NAME_NONE &&
			  s->lx[after].name_clitics & CLITIC_WA && !(m->cues & (CUE_WEAK | CUE_UNKNOWN));
	bool goes_on = list_goes_on(s, after);
	bool firm = amid_known || dash || plural || run >= 3 || (run >= 2 && !comma) ||
		    (goes_on && (m->cues & (CUE_HEAD | CUE_LIST)));
	bool present = is_plural_present(s, i, u.letters_off) ||
		       (!goes_on && looks_like_present(s, i, u.letters_off));
	if (!plural && present)
		u.cues |= CUE_WEAK; /* "strikes X and Y and leaves dead" */
	if (!firm || m->cues & CUE_WEAK || looks_like_verb(s, i, u.letters_off))
		u.cues |= CUE_WEAK;
	struct intro in = {.beg = i, .head = WORD_NONE, .preposition = -1, .conjoined = !comma};
	if (lone_and)
		in.beg = gap;
	if (quoted)
		in.cues |= CUE_QUOTED;
	*used = u.n_tokens;
	return take_unknown(s, &u, &in);
}

static const struct place_known *known_at(const struct scan *s, uint32_t i, unsigned off)
{
	const struct place_list *l = s->list;
	uint64_t first_word = scan_first_word(s, i, off);
	const struct place_known *p = scan_known(l, first_word);
	if (!p)
		return NULL;
	uint64_t key = scan_key(s, i, 1, off, &first_word);
	for (; p; p = scan_known_next(l, p)) {
		if (p->first_word != first_word)
			continue;
		if (p->n_words == 1 && p->key == key)
			return p;
		bool words = true;
		for (uint32_t w = 1; w < p->n_words; w++)
			words = words && is_word(s, i + w);
		if (words && scan_key(s, i, p->n_words, off, &first_word) == p->key)
			return p;
	}
	return NULL;
}

/* "On the front of X": a word that is no indefinite adjective or plural, next to the noun. */
static bool opens_front(const struct scan *s, uint32_t i, const struct intro *in)
{
	bool direct = i > 0 && s->lx[i - 1].relation != WORD_NONE &&
		      !(engine_word(s->e, s->lx[i - 1].relation)->flags & FLAG_WEAK);
	return in->cues & CUE_FRONT && direct && !looks_plural(s, i) &&
	       (has_article(s, i) || letter(s, i, s->t->v[i].n_fold - 1) != HEH);
}

/* A name that the document established before, or a word that stands where a place would. */
bool scan_take_repeated(struct scan *s, uint32_t i, uint32_t *used)
{
	*used = 0;
	if (!is_word(s, i) || s->t->v[i].n_fold < 2)
		return true;
	struct unknown u = {.tok = i, .n_tokens = 1};
	const struct place_known *p = s->list->n_known ? known_at(s, i, 0) : NULL;
	uint16_t c = letter(s, i, 0);
	bool clitic = c == WAW || c == FEH || c == BEH || c == LAM;
	if (!p && s->list->n_known && clitic && s->t->v[i].n_fold > MIN_UNKNOWN_LETTERS &&
		(p = known_at(s, i, 1))) {
		u.letters_off = 1;
		u.clitics = c == WAW ? CLITIC_WA : c == FEH ? CLITIC_FA : c == BEH ? CLITIC_BI : CLITIC_LI;
	}
	if (!p && s->lx[i].classes & NO_NAME_WORD && !is_former(s, i))
		return true;
	struct intro in = intro_read(s->e, s->t, s->lx, i, u.clitics);
	bool cue = in.cues & (CUE_LOCATIVE | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG);
	if (p && !cue && !u.clitics && i > 0 && in.beg == i &&
		(is(s, i - 1, WORD_GIVEN) || is(s, i - 1, WORD_TITLE) || scan_ends_person(s, i)))
		return true; /* a family of the village's name */
	if (p) {
		u.n_tokens = p->n_words;
		if (!cue)
			u.cues |= s->lx[i].classes & NO_NAME_WORD ? CUE_WEAK | CUE_COMMON : 0;
	} else {
		bool begun = is_former(s, i) && !has_article(s, i) && is_word(s, i + 1) &&
			     s->lx[i + 1].classes == 0 && s->lx[i + 1].name == NAME_NONE &&
			     scan_may_continue(s, i + 1);
		bool listed = in.head != WORD_NONE && engine_word(s->e, in.head)->flags & FLAG_PLURAL;
		bool adjective = !listed && !has_article(s, i) && ends_like_adjective(s, i);
		bool his =
			!has_article(s, i) && token_last_letter(s->text, &s->t->v[i]) == HEH &&
			!(in.cues & (CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_HASHTAG)); /* "inside his shop" */
		if (!(cue || listed) || adjective || his || (!may_be_name(s, i) && !begun))
			return true;
		bool firm = opens_front(s, i, &in) || (listed && list_goes_on(s, i + 1));
		u.cues |= firm ? 0 : CUE_WEAK;
		u.n_tokens = begun ? 1 + name_length(s, i + 1, false, false) : 1;
	}
	*used = u.n_tokens;
	return take_unknown(s, &u, &in);
}
