/*
 * Place intro: the words before a name, read leftwards.
 *
 *	"in" · "the vicinity of" · "the town of" · NAME        in · north · west of · NAME
 *
 * The walk ends at the first word that does not introduce, and behind a preposition or a clitic, since these open the
 * phrase.
 */
#include "detect/place_engine.h"

enum { MAX_INTRO = 10, WAW = 0x0648 };

bool token_is_quote(const struct token *k)
{
	if (k->kind != TOKEN_PUNCT)
		return false;
	switch (k->hash) {
	case '"':
	case '\'':
	case '(':
	case ')':
	case '[':
	case ']':
	case 0x00AB: /* guillemets */
	case 0x00BB:
	case 0x2018: /* quotation marks */
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case 0x201E:
		return true;
	default:
		return false;
	}
}

enum direction direction_join(enum direction a, enum direction b)
{
	if (a == DIR_NONE || a == DIR_CENTRE)
		return b == DIR_NONE ? a : b;
	if (b == DIR_NONE || b == DIR_CENTRE || a == b)
		return a;
	bool north = a == DIR_NORTH || b == DIR_NORTH, south = a == DIR_SOUTH || b == DIR_SOUTH;
	bool east = a == DIR_EAST || b == DIR_EAST, west = a == DIR_WEST || b == DIR_WEST;
	if (north && east)
		return DIR_NORTHEAST;
	if (north && west)
		return DIR_NORTHWEST;
	if (south && east)
		return DIR_SOUTHEAST;
	if (south && west)
		return DIR_SOUTHWEST;
	return a;
}

/* Whether the clitics open the phrase. */
static bool take_clitics(struct intro *in, uint8_t clitics)
{
	if (clitics & CLITIC_BI) {
		in->cues |= CUE_LOCATIVE;
		in->preposition = PREPOSE_IN;
	}
	if (clitics & CLITIC_LI) {
		in->cues |= CUE_LOCATIVE;
		in->preposition = PREPOSE_TO;
		in->li = true;
	}
	if (clitics & (CLITIC_WA | CLITIC_FA))
		in->conjoined = true;
	return clitics & (CLITIC_WA | CLITIC_FA | CLITIC_BI | CLITIC_LI | CLITIC_KA);
}

static void take_preposition(const struct place_engine *e, struct intro *in, const struct word_row *r)
{
	bool received =
		in->hospitals && in->head != WORD_NONE && engine_word(e, in->head)->value == KIND_REGION;
	in->preposition = (int8_t)r->value;
	in->cues |= r->value == PREPOSE_BETWEEN ? CUE_LOCATIVE | CUE_BETWEEN : CUE_LOCATIVE;
	if (r->flags & FLAG_ROAD)
		in->cues |= CUE_ROAD;
	if (r->flags & FLAG_LOOSE)
		in->cues |= CUE_NEAR;
	if (r->flags & FLAG_ADJECTIVE)
		in->cues |= CUE_DIRECTION; /* "X close to Y" says where X lies, as "north of Y" does */
	if (r->value == PREPOSE_FROM)
		in->cues |= CUE_FROM;
	if (r->value == PREPOSE_TO && !received) /* who reaches the hospitals of a region was hurt in it */
		in->cues |= CUE_TO;
}

static void take_relation(struct intro *in, const struct word_row *r)
{
	static const uint32_t cues[] = {[RELATE_COUNTRYSIDE] = CUE_COUNTRYSIDE,
		[RELATE_AROUND] = CUE_LOCATIVE,
		[RELATE_FRONT] = CUE_FRONT,
		[RELATE_INSIDE] = 0,
		[RELATE_PEOPLE] = 0};
	in->cues |= cues[r->value];
	in->hospitals |= (r->flags & FLAG_FACILITY) != 0;
}

/* The word at j as part of the introduction; false when it is none. *open: the phrase begins with it. */
static bool take_word(const struct place_engine *e, struct intro *in, const struct lexed *l, bool *open)
{
	bool definite = l->word_clitics & CLITIC_AL;
	if (l->preposition != WORD_NONE && !definite) {
		take_preposition(e, in, engine_word(e, l->preposition));
		*open = true;
		return true;
	}
	if (definite)
		return false;
	bool outside = in->cues & (CUE_COUNTRYSIDE | CUE_DIRECTION); /* towns north of it: it is no town */
	if (l->head != WORD_NONE && in->head == WORD_NONE && !outside) {
		in->head = l->head;
		in->cues |= CUE_HEAD;
		if (engine_word(e, l->head)->flags & FLAG_ROAD)
			in->cues |= CUE_ROAD;
	} else if (l->relation != WORD_NONE) {
		take_relation(in, engine_word(e, l->relation));
	} else if (l->direction != WORD_NONE) {
		in->direction = (uint8_t)direction_join(in->direction, engine_word(e, l->direction)->value);
		in->cues |= CUE_DIRECTION;
	} else if (!lexed_is(l, WORD_FILLER) && l->head == WORD_NONE) {
		return false;
	}
	*open = take_clitics(in, l->word_clitics);
	return true;
}

/* "Villages of the east, among them X": the noun in the plural, before the words that open the list. */
static void take_list_head(
	const struct place_engine *e, struct intro *in, const struct tokens *t, const struct lexed *lx)
{
	enum { MAX_BETWEEN = 7 };
	if (in->head != WORD_NONE || !lexed_is(&lx[in->beg], WORD_FILLER) || !lx[in->beg].opens_list)
		return;
	for (uint32_t back = 1; back <= MAX_BETWEEN && back <= in->beg; back++) {
		uint32_t j = in->beg - back;
		if (t->v[j + 1].flags & TOKEN_SENTENCE_START)
			return;
		const struct word_row *head = lx[j].head == WORD_NONE ? NULL : engine_word(e, lx[j].head);
		if (head && head->flags & FLAG_PLURAL && !(head->flags & (FLAG_STREET | FLAG_FACILITY))) {
			in->head = lx[j].head;
			in->cues |= CUE_HEAD;
			return;
		}
	}
}

/* "The Yemeni capital X": the adjective between the noun and the name. */
static bool is_adjective_of_head(const struct place_engine *e, const struct lexed *lx, uint32_t j)
{
	return j > 0 && lexed_is(&lx[j], WORD_DEMONYM) && lx[j].word_clitics & CLITIC_AL &&
	       lx[j - 1].head != WORD_NONE && engine_word(e, lx[j - 1].head)->flags & FLAG_DEFINITE;
}

/* "X, adjoining Y": as one that says near what X lies. */
static void take_adjective(const struct place_engine *e, struct intro *in, const struct lexed *lx)
{
	if (!in->li || in->beg == 0 || lx[in->beg - 1].preposition == WORD_NONE)
		return;
	const struct word_row *r = engine_word(e, lx[in->beg - 1].preposition);
	if (!(r->flags & FLAG_ADJECTIVE))
		return;
	take_preposition(e, in, r);
	in->li = false;
	in->beg--;
}

static bool is_and(const struct tokens *t, uint32_t j)
{
	return t->v[j].kind == TOKEN_WORD && t->v[j].n_fold == 1 && *token_fold(t, &t->v[j]) == WAW;
}

struct intro intro_read(const struct place_engine *e, const struct tokens *t, const struct lexed *lx,
	uint32_t i, uint8_t clitics)
{
	struct intro in = {.beg = i, .head = WORD_NONE, .preposition = -1};
	bool open = take_clitics(&in, clitics);
	uint32_t quotes = 0;
	for (uint32_t j = i, steps = 0; j > 0 && !open && steps < MAX_INTRO; steps++) {
		j--;
		const struct token *k = &t->v[j];
		if (token_is_quote(k) && quotes < 2) {
			in.cues |= CUE_QUOTED;
			quotes++;
			continue;
		}
		if (token_is_punct(k, '#')) {
			in.cues |= CUE_HASHTAG;
			in.beg = j;
			continue;
		}
		if (token_is_punct(k, '_') && k->flags & TOKEN_GLUED)
			continue;
		if (k->kind != TOKEN_WORD)
			break;
		if (is_adjective_of_head(e, lx, j))
			continue;
		if (is_and(t, j)) {
			in.conjoined = open = true;
		} else if (lx[j].ending != WORD_NONE &&
			   engine_word(e, lx[j].ending)->class == WORD_PREPOSITION) {
			take_preposition(e, &in, engine_word(e, lx[j].ending));
			j -= lx[j].ending_tokens - 1u;
			in.conjoined = lx[j].word_clitics & CLITIC_WA;
			open = true;
		} else if (!take_word(e, &in, &lx[j], &open)) {
			break;
		}
		in.beg = j;
	}
	take_adjective(e, &in, lx);
	take_list_head(e, &in, t, lx);
	return in;
}
