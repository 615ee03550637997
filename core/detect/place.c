/*
 * Place: the scan of one window.
 *
 * From left to right: names of organisations are passed over; a name of the gazetteer becomes a mention when the words
 * around it allow; a noun of kind, a list of places or an earlier mention makes a mention of an unknown name. Mentions
 * never overlap. What only the whole document can decide is marked CUE_WEAK and left to the resolver.
 */
#include "detect/place_engine.h"

#include "base/vec.h"
#include "text/fold.h"

#include <string.h>

enum {
	WAW = 0x0648,
	FEH = 0x0641,
	BEH = 0x0628,
	LAM = 0x0644,
	ALIF = 0x0627,
	TEH = 0x062A,
	YEH = 0x064A,
	HEH = 0x0647,
	NOON = 0x0646,
	COMMA = 0x060C
};
enum { MAX_NAME_WORDS = 4, MIN_UNKNOWN_LETTERS = 3 };
#define NO_TOKEN UINT32_MAX

struct scan {
	const struct place_engine *e;
	const struct text *text;
	const struct tokens *t;
	const struct lexed *lx;
	struct place_list *list;
	int64_t last; /* the mention before, when it lies in this window; else -1 */
	uint32_t sentence;
	struct err *err;
};

/* ---- small questions about tokens ---- */

static bool is(const struct scan *s, uint32_t i, enum word_class c)
{
	return i < s->t->n && lexed_is(&s->lx[i], c);
}

static uint16_t letter(const struct scan *s, uint32_t i, unsigned at)
{
	return token_fold(s->t, &s->t->v[i])[at];
}

static bool is_word(const struct scan *s, uint32_t i)
{
	return i < s->t->n && s->t->v[i].kind == TOKEN_WORD && s->t->v[i].n_fold > 0;
}

static bool has_article_after(const struct scan *s, uint32_t i, unsigned off)
{
	return s->t->v[i].n_fold > off + 3u && letter(s, i, off) == ALIF && letter(s, i, off + 1) == LAM;
}

static bool has_article(const struct scan *s, uint32_t i)
{
	return has_article_after(s, i, 0);
}

static bool is_comma(const struct scan *s, uint32_t i)
{
	const struct token *k = &s->t->v[i];
	return i < s->t->n && (token_is_punct(k, COMMA) || token_is_punct(k, ',') || token_is_punct(k, '/'));
}

static bool is_lone_and(const struct scan *s, uint32_t i)
{
	return is_word(s, i) && s->t->v[i].n_fold == 1 && letter(s, i, 0) == WAW;
}

static uint32_t skip_quotes(const struct scan *s, uint32_t i)
{
	for (int k = 0; k < 2 && i < s->t->n && token_is_quote(&s->t->v[i]); k++)
		i++;
	return i;
}

static struct place_mention *last_mention(const struct scan *s)
{
	return s->last < 0 ? NULL : &s->list->v[s->last];
}

/* A noun of kind without its article: it may introduce a name. */
static bool is_open_head(const struct scan *s, uint32_t i)
{
	return s->lx[i].head != WORD_NONE && !(s->lx[i].word_clitics & CLITIC_AL);
}

/* ---- adding mentions ---- */

static bool known_add(
	struct place_list *l, uint64_t first_word, uint64_t key, uint32_t n_words, struct err *err)
{
	for (size_t i = 0; i < l->n_known && l->known_filter >> (first_word & 63) & 1; i++)
		if (l->known[i].key == key && l->known[i].n_words == n_words)
			return true;
	enum { MAX_KNOWN = 4096 };
	if (l->n_known == MAX_KNOWN)
		return true;
	if (!vec_reserve(&l->known, &l->known_cap, l->n_known + 1, sizeof *l->known))
		return err_memory(err);
	l->known[l->n_known++] = (struct place_known){first_word, key, n_words};
	l->known_filter |= (uint64_t)1 << (first_word & 63);
	return true;
}

/* The mention before this one in its list, or -1: joined by "and" or a comma, nothing else between. */
static int64_t list_before(const struct scan *s, const struct intro *in)
{
	const struct place_mention *m = last_mention(s);
	if (!m || in->beg < m->tok_end)
		return -1;
	uint32_t gap = m->tok_end;
	while (gap < in->beg && token_is_quote(&s->t->v[gap]))
		gap++;
	if (in->conjoined && gap == in->beg)
		return s->last;
	if (gap < in->beg && is_comma(s, gap) && skip_quotes(s, gap + 1) == skip_quotes(s, in->beg))
		return s->last;
	if (m->cues & CUE_ROAD && gap == in->beg && in->beg == m->tok_end)
		return s->last;
	return -1;
}

static uint8_t kind_of_head(const struct scan *s, const struct intro *in)
{
	return in->head == WORD_NONE ? KIND_OTHER : engine_word(s->e, in->head)->value;
}

/* The mention that this one is said to contain, or -1: "X in Y", "X, belonging to Y", "X north of Y". */
static int64_t nested_in(const struct scan *s, const struct intro *in)
{
	const struct place_mention *m = last_mention(s);
	if (!m || in->conjoined || in->beg < m->tok_end || in->beg > m->tok_end + 4)
		return -1;
	bool seat = in->beg == m->tok_end && kind_of_head(s, in) == KIND_GOVERNORATE && in->preposition < 0;
	bool says = seat || in->preposition == PREPOSE_IN || in->preposition == PREPOSE_BETWEEN || in->li ||
		    (in->preposition < 0 && in->cues & (CUE_COUNTRYSIDE | CUE_DIRECTION));
	bool belongs = false;
	for (uint32_t i = m->tok_end; i < in->beg; i++) {
		if (is(s, i, WORD_NESTING))
			belongs = true;
		else if (is_comma(s, i) && in->cues & CUE_DIRECTION && in->preposition < 0)
			continue;
		else if (!token_is_quote(&s->t->v[i]) && !is(s, i, WORD_DEMONYM) && !is(s, i, WORD_SUFFIX) &&
			 s->lx[i].direction == WORD_NONE)
			return -1;
	}
	bool li_alone = in->li && !belongs;
	return says && !li_alone ? s->last : -1;
}

static bool starts_line(const struct scan *s, uint32_t i)
{
	return s->t->v[i].flags & (TOKEN_LINE_START | TOKEN_SENTENCE_START);
}

/* Adjectives of direction after a countryside: *end moves past them. */
static enum direction direction_after(const struct scan *s, uint32_t *end)
{
	enum direction d = DIR_NONE;
	for (int k = 0; k < 2 && *end < s->t->n; k++) {
		const struct lexed *l = &s->lx[*end];
		if (l->direction == WORD_NONE || !(l->word_clitics & CLITIC_AL) || l->word_letters_off)
			break;
		d = direction_join(d, engine_word(s->e, l->direction)->value);
		++*end;
	}
	return d;
}

/* Who speaks from here, where the fire came from, whose situation it is: the few words before the introduction. */
static uint32_t cues_before(const struct scan *s, const struct intro *in)
{
	uint32_t cues = 0;
	for (uint32_t back = 1; back <= 4 && back <= in->beg; back++) {
		uint32_t i = in->beg - back;
		const struct token *k = &s->t->v[i];
		if (k->kind == TOKEN_NEWLINE || token_is_punct(k, '.') || is_comma(s, i))
			break;
		if (is(s, i, WORD_SOURCE) && in->preposition == PREPOSE_IN)
			cues |= CUE_SOURCE;
		if (back <= 2 && is(s, i, WORD_ORIGIN))
			cues |= CUE_SOURCE;
		if (back <= 2 && is(s, i, WORD_SETTING))
			cues |= CUE_CONTEXT;
		if (back == 1 && is(s, i, WORD_DISTANCE))
			cues |= CUE_BETWEEN;
	}
	return cues;
}

struct found {
	uint32_t tok_beg, tok_end, beg_cp;
	uint32_t first;
	uint64_t key;
	uint32_t cues; /* besides those of the introduction */
};

static bool emit(struct scan *s, const struct found *f, const struct intro *in)
{
	struct place_list *l = s->list;
	if (!vec_reserve(&l->v, &l->cap, l->n + 1, sizeof *l->v))
		return err_memory(s->err);
	uint32_t end = f->tok_end;
	struct place_mention m = {.tok_beg = f->tok_beg,
		.window = l->n_windows,
		.sentence = s->sentence,
		.first = f->first,
		.key = f->key,
		.cues = f->cues | in->cues | cues_before(s, in),
		.parent = -1,
		.list = (int32_t)list_before(s, in),
		.head = in->head,
		.kind = kind_of_head(s, in),
		.direction = in->direction,
		.why_beg_cp = s->t->v[in->beg].beg_cp};
	m.span = (struct span){f->beg_cp, s->t->v[end - 1].end_cp};
	if (in->cues & CUE_COUNTRYSIDE) {
		enum direction d = direction_after(s, &end);
		m.direction = d != DIR_NONE ? (uint8_t)d : m.direction;
	}
	m.tok_end = end;
	const struct place_mention *prev = m.list >= 0 ? &l->v[m.list] : NULL;
	const struct word_row *head = in->head != WORD_NONE ? engine_word(s->e, in->head) : NULL;
	if (head && head->flags & FLAG_PLURAL)
		m.cues |= CUE_PLURAL;
	if (head && head->flags & FLAG_STREET)
		m.cues |= CUE_STREET;
	if (prev) {
		m.cues |= CUE_LIST | (prev->cues & (CUE_BETWEEN | CUE_ROAD));
		if (!(in->cues & (CUE_HEAD | CUE_LOCATIVE | CUE_DIRECTION)))
			m.cues |= prev->cues & CUE_COUNTRYSIDE;
		if ((!head || head->flags & FLAG_PART) && prev->cues & CUE_PLURAL) {
			m.cues |= prev->cues & (CUE_PLURAL | CUE_STREET);
			m.kind = prev->kind;
			m.head = prev->head;
		}
	}
	if (starts_line(s, in->beg) && end < s->t->n && token_is_punct(&s->t->v[end], ':'))
		m.cues |= CUE_LINE_HEAD;
	int64_t child = m.cues & CUE_WEAK && m.cues & CUE_UNKNOWN ? -1 : nested_in(s, in);
	if (child >= 0) {
		l->v[child].parent = (int32_t)l->n;
		m.cues |= CUE_NESTED;
	}
	bool guess = (m.cues & (CUE_WEAK | CUE_UNKNOWN)) == (CUE_WEAK | CUE_UNKNOWN) && m.list < 0;
	if (!guess)
		s->last = (int64_t)l->n;
	l->v[l->n++] = m;
	return true;
}

/* ---- known names ---- */

struct name_facts {
	bool country, all_common, all_unsure, facility; /* facility: all rows are */
	uint8_t best_rank;
};

static struct name_facts name_facts(const struct place_engine *e, uint32_t first)
{
	struct name_facts f = {.all_common = true, .all_unsure = true, .facility = true, .best_rank = 5};
	for (uint32_t at = first; at != NAME_NONE; at = phrase_next(e->names, at)) {
		uint32_t row = phrase_value(e->names, at);
		if (row >= GAZETTEER_WORD)
			continue;
		const struct gaz_row *r = gazetteer_row(e->gazetteer, row);
		f.country |= r->kind == KIND_COUNTRY;
		f.all_common &= r->common;
		f.all_unsure &= r->common || r->unsure;
		f.facility &= r->kind == KIND_FACILITY;
		bool unit = r->kind == KIND_DISTRICT || r->kind == KIND_SUBDISTRICT;
		if (r->rank < f.best_rank && !unit)
			f.best_rank = r->rank;
	}
	return f;
}

/* Subjects of saying and policy, and what is joined to governments and armies. */
static bool acts(
	const struct scan *s, const struct found *f, const struct intro *in, bool country, bool conjoined)
{
	if (!country && !is(s, f->tok_beg, WORD_CAPITAL))
		return false;
	const struct place_mention *m = last_mention(s);
	int64_t before = list_before(s, in);
	if (before >= 0 && m->cues & CUE_ACTOR)
		return true;
	uint32_t beg = in->beg;
	while (beg > 0 && token_is_quote(&s->t->v[beg - 1]))
		beg--;
	if (beg > 1 && s->lx[beg - 2].relation != WORD_NONE)
		return false; /* the borders with it */
	if (in->preposition >= 0 || in->cues & (CUE_DIRECTION | CUE_HEAD | CUE_COUNTRYSIDE | CUE_FRONT)) {
		if (in->cues & (CUE_DIRECTION | CUE_HEAD | CUE_COUNTRYSIDE))
			return false;
		bool backed = beg > 0 && is(s, beg - 1, WORD_BACKING);
		bool acted = beg > 0 && in->li && is(s, beg - 1, WORD_ACTOR);
		bool from_or_to = in->preposition == PREPOSE_FROM || in->li || in->preposition == PREPOSE_IN;
		return (backed && from_or_to) || acted || (in->preposition == PREPOSE_BETWEEN && country);
	}
	if (before >= 0 && m->cues & CUE_BETWEEN && country)
		return true;
	if (beg > 0 && !conjoined &&
		(is(s, beg - 1, WORD_SPEECH) || is(s, beg - 1, WORD_ACTOR) || is(s, beg - 1, WORD_BACKING)))
		return true;
	if (f->tok_end < s->t->n && is(s, f->tok_end, WORD_SPEECH) && !s->lx[f->tok_end].word_letters_off)
		return true;
	for (uint32_t back = 1; conjoined && before < 0 && back <= 2 && back <= beg; back++)
		if (is(s, beg - back, WORD_ACTOR))
			return true;
	return false;
}

/* A title or a given name before it, with nothing between. */
static bool looks_personal(
	const struct scan *s, const struct found *f, const struct intro *in, uint8_t clitics)
{
	if (in->beg != f->tok_beg || f->tok_beg == 0 || clitics)
		return false;
	const struct place_mention *m = last_mention(s);
	uint32_t i = f->tok_beg - 1;
	if (m && m->tok_end > i)
		return false;
	return is(s, i, WORD_TITLE) || is(s, i, WORD_GIVEN);
}

/* A noun with the pronoun "his" is spelled like a name in teh marbuta whose dots were left out. */
static bool is_noun_of_his(const struct scan *s, uint32_t i, unsigned off)
{
	const struct token *k = &s->t->v[i];
	uint32_t last = k->end_cp;
	while (last > k->beg_cp && fold_cp(s->text->cp[last - 1]) == 0)
		last--;
	if (last == k->beg_cp || s->text->cp[last - 1] != HEH || k->n_fold < off + 4u)
		return false;
	uint32_t at = phrase_exact(s->e->names, token_fold(s->t, k) + off, k->n_fold - off - 1u);
	for (; at != NAME_NONE; at = phrase_next(s->e->names, at))
		if (phrase_value(s->e->names, at) >= GAZETTEER_WORD)
			return true;
	return false;
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
	return (l->classes & OTHER && l->word_letters_off <= letters_off) ||
	       is_noun_of_his(s, f->tok_beg, letters_off);
}

enum verdict { REJECT, WEAK, STRONG };

struct judged {
	const struct found *f;
	const struct intro *in;
	struct name_facts facts;
	bool word;    /* also an ordinary word */
	bool unusual; /* its article differs from the gazetteer's */
	uint8_t clitics;
	int64_t list;
};

static bool head_is_firm(const struct scan *s, const struct intro *in)
{
	return in->head != WORD_NONE && !(engine_word(s->e, in->head)->flags & (FLAG_WEAK | FLAG_LOOSE));
}

/* How far back the list of places reaches, up to 3. */
static unsigned list_run(const struct scan *s, int64_t i)
{
	unsigned n = 0;
	for (; i >= 0 && n < 3; i = s->list->v[i].list)
		n++;
	return n;
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
	if (j->unusual || (structural && !head_is_unit(s, j->in)))
		return REJECT;
	if (nisba && !(j->clitics & CLITIC_AL) &&
		cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_COUNTRYSIDE))
		return STRONG;
	if (nisba)
		return head_is_firm(s, j->in) ? STRONG : REJECT;
	if (head_is_firm(s, j->in) || cues & (CUE_COUNTRYSIDE | CUE_FRONT))
		return STRONG;
	if (cues & CUE_HEAD && (j->facts.best_rank <= 3 || names_area(s, j)))
		return STRONG;
	if (j->in->preposition == PREPOSE_IN && j->facts.best_rank <= 2)
		return STRONG;
	if (prev && (prev->cues & CUE_PLURAL || list_run(s, j->list) >= 2))
		return STRONG;
	return cues & (CUE_LOCATIVE | CUE_DIRECTION | CUE_HASHTAG | CUE_HEAD) || prev ? WEAK : REJECT;
}

static enum verdict judge_common(const struct scan *s, const struct judged *j)
{
	uint32_t cues = j->in->cues;
	(void)s;
	if (cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG) || j->list >= 0)
		return STRONG;
	if (cues & CUE_LOCATIVE && j->facts.best_rank <= 3)
		return STRONG;
	return WEAK;
}

static enum verdict judge(const struct scan *s, const struct judged *j)
{
	const struct token *k = &s->t->v[j->f->tok_beg];
	unsigned words = j->f->tok_end - j->f->tok_beg;
	bool any_cue = j->in->cues & (CUE_HEAD | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG |
					     CUE_LOCATIVE) ||
		       j->list >= 0;
	if (j->clitics & CLITIC_AL && j->facts.country)
		return REJECT;
	if (words == 1 && k->flags & TOKEN_TANWIN)
		return REJECT;
	if (j->facts.facility && !any_cue)
		return WEAK;
	if (j->clitics & CLITIC_KA && j->facts.best_rank > 2)
		return REJECT;
	if (j->word)
		return judge_word(s, j);
	if (j->unusual)
		return any_cue && (j->facts.best_rank <= 3 || j->in->cues & CUE_HEAD) ? STRONG
		       : any_cue                                                      ? WEAK
										      : REJECT;
	if (j->facts.all_common)
		return judge_common(s, j);
	if (j->facts.all_unsure && words == 1 && !any_cue)
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
		     1 << WORD_DIRECTION | 1 << WORD_FORMER
};

enum { NISBA_WORD = 1 << WORD_DEMONYM | 1 << WORD_SUFFIX | 1 << WORD_DIRECTION };

static bool name_has_kind(const struct scan *s, uint32_t first, unsigned kinds)
{
	for (uint32_t at = first; at != NAME_NONE; at = phrase_next(s->e->names, at)) {
		uint32_t row = phrase_value(s->e->names, at);
		if (row < GAZETTEER_WORD && kinds >> gazetteer_row(s->e->gazetteer, row)->kind & 1)
			return true;
	}
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
		bool inner_head =
			rest->head != WORD_NONE && !(engine_word(s->e, rest->head)->flags & FLAG_PART);
		return rest->name != NAME_NONE && !after_governorate && !governorate &&
		       (inner_head || name_has_kind(s, rest->name, SETTLED));
	}
	if (l->head == WORD_NONE || engine_word(s->e, l->head)->flags & FLAG_PART)
		return false;
	enum { PLAIN_KIND = 1 << KIND_PLAIN | 1 << KIND_SEA };
	enum { SETTLEMENT = 1 << KIND_CITY | 1 << KIND_TOWN | 1 << KIND_VILLAGE | 1 << KIND_NEIGHBOURHOOD };
	const struct word_row *head = engine_word(s->e, l->head);
	if (PLAIN_KIND >> head->value & 1 ||
		(head->flags & FLAG_FACILITY && name_has_kind(s, l->name, SETTLEMENT)))
		return false;
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

static uint64_t key_of_letters(
	const struct scan *s, uint32_t i, uint32_t n_tokens, unsigned off, uint64_t *first_word)
{
	uint64_t hash = 0;
	unsigned n = 0;
	for (uint32_t k = 0; k < n_tokens; k++) {
		const struct token *tok = &s->t->v[i + k];
		const uint16_t *f = token_fold(s->t, tok);
		unsigned drop = k == 0 ? off : 0;
		if (k == 0 && tok->n_fold > drop + 3u && f[drop] == ALIF && f[drop + 1] == LAM)
			drop += 2;
		uint64_t h = token_hash(f + drop, tok->n_fold - drop);
		hash = k == 0 ? h : token_hash_join(hash, n, h);
		n += tok->n_fold - drop;
		if (k == 0)
			*first_word = h;
	}
	return hash & ~((uint64_t)1 << 63);
}

/* Makes a mention of the name at token i. *used is how many tokens were read, 0 when it is no place. */
static bool take_name(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct lexed *l = &s->lx[i];
	struct lexed shorter;
	uint32_t skip;
	*used = 0;
	if (outer_words(s, i, &skip) && skip == 0)
		return true;
	struct phrase_match m = {.n_clitic = skip ? 0 : l->name_letters_off};
	uint8_t clitics = skip ? 0 : l->name_clitics;
	if (shorten_name(s, i, &shorter))
		l = &shorter;
	struct found f = {.tok_beg = i + skip, .tok_end = i + l->name_tokens, .first = l->name};
	uint64_t first_word;
	f.key = key_of_letters(s, f.tok_beg, f.tok_end - f.tok_beg, m.n_clitic, &first_word);
	f.beg_cp = phrase_beg_cp(s->t, s->text, f.tok_beg, &m);
	struct intro in = intro_read(s->e, s->t, s->lx, f.tok_beg, clitics);
	if (skip == 0 && l->name_tokens > 1 && is_open_head(s, i))
		in.cues |= CUE_HEAD;
	if (skip == 0 && l->name_tokens > 1 && is_countryside(s, i))
		in.cues |= CUE_COUNTRYSIDE;
	uint32_t end = f.tok_end;
	if (in.cues & CUE_QUOTED && end + 1 < s->t->n && is(s, end, WORD_SUFFIX) &&
		token_is_quote(&s->t->v[end + 1]))
		f.tok_end++;
	struct judged j = {&f, &in, name_facts(s->e, l->name), false,
		!skip && (l->name_article_missing || clitics & CLITIC_AL), clitics, list_before(s, &in)};
	j.word = also_a_word(s, &f, skip ? 0 : l->name_letters_off);
	if (looks_personal(s, &f, &in, clitics))
		return true;
	if (j.word && is(s, i, WORD_GIVEN) && is(s, f.tok_end, WORD_GIVEN))
		return true;
	enum verdict v = judge(s, &j);
	if (v == REJECT)
		return true;
	f.cues = (v == WEAK ? CUE_WEAK : 0) | (j.word || j.facts.all_common ? CUE_COMMON : 0);
	if (acts(s, &f, &in, j.facts.country, in.conjoined))
		f.cues |= CUE_ACTOR;
	*used = f.tok_end - i;
	return emit(s, &f, &in);
}

/* ---- unknown names ---- */

enum { NO_NAME_WORD = (1 << WORD_CLASSES) - 1 - (1 << WORD_FORMER) - (1 << WORD_CAPITAL) };

static bool ends_like_adjective(const struct scan *s, uint32_t i)
{
	unsigned n = s->t->v[i].n_fold;
	return n >= 4 && letter(s, i, n - 2) == YEH && letter(s, i, n - 1) == HEH;
}

static bool is_lexical(const struct scan *s, const uint16_t *w, size_t n)
{
	uint32_t at = phrase_exact(s->e->names, w, n);
	for (; at != NAME_NONE; at = phrase_next(s->e->names, at))
		if (phrase_value(s->e->names, at) >= GAZETTEER_WORD)
			return true;
	return false;
}

/* A known noun with "her, its" or "their": the teh that teh marbuta becomes before a pronoun is folded back. */
static bool has_pronoun(const struct scan *s, uint32_t i)
{
	enum { MEEM = 0x0645 };
	const uint16_t *w = token_fold(s->t, &s->t->v[i]);
	unsigned n = s->t->v[i].n_fold,
		 off = n > 5 && (w[0] == WAW || w[0] == BEH || w[0] == LAM || w[0] == FEH);
	uint16_t stem[TOKEN_MAX_FOLD];
	if (n < 5 || w[n - 2] != HEH || (w[n - 1] != ALIF && w[n - 1] != MEEM))
		return false;
	for (unsigned drop = 0; drop <= off; drop++) {
		unsigned len = n - 2 - drop;
		memcpy(stem, w + drop, len * sizeof *stem);
		if (is_lexical(s, stem, len))
			return true;
		if (stem[len - 1] == TEH) {
			stem[len - 1] = HEH;
			if (is_lexical(s, stem, len))
				return true;
		}
	}
	return false;
}

/* A word that may be a name: known as nothing else, and not shaped like a verb or an adjective of relation. */
static bool may_be_name(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || s->t->v[i].flags & TOKEN_TANWIN)
		return false;
	unsigned n = s->t->v[i].n_fold;
	if (n < MIN_UNKNOWN_LETTERS || s->lx[i].classes & NO_NAME_WORD)
		return false;
	return !(letter(s, i, 0) == LAM && letter(s, i, 1) == LAM) && !has_pronoun(s, i);
}

/* After "village of", a definite common noun is a name too; nouns of people and groups are not. */
static bool may_be_definite_name(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || !has_article(s, i) || s->lx[i].word_letters_off)
		return false;
	unsigned n = s->t->v[i].n_fold;
	uint16_t last = letter(s, i, n - 1), before = letter(s, i, n - 2);
	bool plural = (last == NOON && (before == YEH || before == WAW)) || (last == TEH && before == ALIF);
	enum {
		ALLOWED = 1 << WORD_COMMON | 1 << WORD_GIVEN | 1 << WORD_HEAD | 1 << WORD_FORMER |
			  1 << WORD_RELATION
	};
	return (s->lx[i].classes & ~(uint32_t)ALLOWED) == 0 && !plural && !ends_like_adjective(s, i);
}

static bool is_former(const struct scan *s, uint32_t i)
{
	return is(s, i, WORD_FORMER) && s->lx[i].word_letters_off == 0;
}

/* The second word of a name: anything that is not clearly another part of speech. */
static bool may_continue(const struct scan *s, uint32_t i)
{
	if (!is_word(s, i) || s->t->v[i].flags & (TOKEN_TANWIN | TOKEN_SENTENCE_START))
		return false;
	bool bare_former = i > 0 && is_former(s, i - 1) && !has_article(s, i - 1);
	if (letter(s, i, 0) == WAW && ((s->lx[i].classes == 0 && !bare_former) || s->lx[i].word_letters_off))
		return false;
	uint32_t other = s->lx[i].classes & ~(1u << WORD_FORMER | 1u << WORD_GIVEN | 1u << WORD_CAPITAL);
	if (other == 0)
		return true;
	return has_article(s, i) && other == 1u << WORD_COMMON && !s->lx[i].word_letters_off;
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
	while (n < MAX_NAME_WORDS - 1 && is_former(s, i + n - 1) && may_continue(s, i + n))
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
	f.key = key_of_letters(s, u->tok, u->n_tokens, u->letters_off, &first_word);
	if (!(f.cues & CUE_WEAK) && !known_add(s->list, first_word, f.key, u->n_tokens, s->err))
		return false;
	return emit(s, &f, in);
}

/* "A camp for the displaced «X»": the token after "for the displaced", when a quotation mark follows. */
static uint32_t skip_for_whom(const struct scan *s, uint32_t i)
{
	bool skip = is_word(s, i) && s->lx[i].word_clitics & CLITIC_LI && is(s, i, WORD_COMMON) &&
		    i + 1 < s->t->n && token_is_quote(&s->t->v[i + 1]);
	return skip ? i + 1 : i;
}

/* A noun of kind at token i and no known name after it. */
static bool take_after_head(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct word_row *head = engine_word(s->e, s->lx[i].head);
	*used = 0;
	if (s->lx[i].word_clitics & CLITIC_AL ||
		head->flags & (FLAG_KNOWN | FLAG_FACILITY | FLAG_STREET | FLAG_ROAD))
		return true;
	bool part = head->flags & FLAG_PART;
	uint32_t j = part ? i : skip_quotes(s, skip_for_whom(s, i + 1));
	if (!part && j < s->t->n && token_is_punct(&s->t->v[j], '#'))
		j++;
	bool quoted = j > i + 1 && token_is_quote(&s->t->v[j - 1]);
	bool known_in_quotes = quoted && s->lx[j].head == WORD_NONE && s->lx[j].name_article_missing;
	if (j >= s->t->n || (!part && (s->lx[j].name != NAME_NONE || is_open_head(s, j)) && !known_in_quotes))
		return true;
	struct unknown u = {.tok = j};
	bool suffix = false;
	bool settled = head->value == KIND_VILLAGE || head->value == KIND_TOWN || head->value == KIND_HILL ||
		       head->value == KIND_NEIGHBOURHOOD || head->value == KIND_SUBDISTRICT;
	if (part) {
		if (!may_continue(s, i + 1) || head->flags & FLAG_WEAK)
			return true;
		u.letters_off = s->lx[i].word_letters_off;
		u.clitics = s->lx[i].word_clitics;
	} else if (head->flags & FLAG_WEAK && !quoted) {
		bool described =
			may_be_definite_name(s, j) && is(s, j + 1, WORD_SUFFIX) && has_article(s, j + 1);
		if (!may_be_name(s, j) && !is_former(s, j) && !described)
			return true;
		suffix = described;
		if (!has_article(s, j) || ends_like_adjective(s, j) || head->flags & FLAG_PLURAL)
			u.cues |= CUE_WEAK;
	} else if (quoted ? !is_word(s, j) : !may_be_name(s, j) && !(settled && may_be_definite_name(s, j))) {
		return true;
	} else if (!quoted && !has_article(s, j) && ends_like_adjective(s, j)) {
		u.cues |= CUE_WEAK;
	}
	u.n_tokens = name_length(s, j, quoted, (settled || suffix) && !quoted);
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

static bool looks_like_verb(const struct scan *s, uint32_t i, unsigned off)
{
	unsigned n = s->t->v[i].n_fold;
	uint16_t last = letter(s, i, n - 1);
	bool article = n > off + 3 && letter(s, i, off) == ALIF && letter(s, i, off + 1) == LAM;
	return !article && (last == TEH || (last == ALIF && letter(s, i, n - 2) == WAW));
}

/* An unknown word joined to the place before. */
static bool take_in_list(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct place_mention *m = last_mention(s);
	*used = 0;
	if (!m || m->cues & CUE_ACTOR || !is_word(s, i))
		return true;
	uint32_t gap = skip_quotes(s, m->tok_end);
	bool comma = gap < i && is_comma(s, gap), lone_and = gap < i && is_lone_and(s, gap);
	uint32_t next = skip_quotes(s, gap + (comma || lone_and));
	bool quoted = next > gap + (comma || lone_and);
	if (next != i)
		return true;
	struct unknown u = {.tok = i};
	bool and = letter(s, i, 0) == WAW && s->t->v[i].n_fold >= 4 &&
		   (s->lx[i].classes == 0 || s->lx[i].word_letters_off);
	if (and&&!lone_and) {
		u.letters_off = 1;
		u.clitics = CLITIC_WA;
	} else if (!comma && !lone_and) {
		return true;
	}
	unsigned run = list_run(s, s->last);
	bool any_word = quoted && m->cues & CUE_PLURAL && m->cues & CUE_QUOTED;
	bool amid = run >= 3 && !comma && list_goes_on(s, i + 1) && has_article_after(s, i, u.letters_off) &&
		    (s->lx[i].classes & ~(1u << WORD_COMMON)) == 0;
	if (!may_be_name(s, i) && !is(s, i, WORD_FORMER) && !any_word && !amid)
		return true;
	u.n_tokens = quoted ? name_length(s, i, true, false) : 1;
	bool former = is(s, i, WORD_FORMER) && s->lx[i].word_letters_off == u.letters_off;
	if (!quoted && former && !may_continue(s, i + 1))
		return true;
	if (!quoted)
		u.n_tokens =
			former ? 1 + name_length(s, i + 1, false, false) : name_length(s, i, false, true);
	bool plural =
		m->cues & CUE_PLURAL && !(m->head >= 0 && engine_word(s->e, m->head)->flags & FLAG_LOOSE);
	bool firm = plural || run >= 3 || (run >= 2 && !comma) ||
		    (list_goes_on(s, i + u.n_tokens) && (m->cues & (CUE_HEAD | CUE_LIST)));
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
	uint64_t first_word;
	uint64_t key = key_of_letters(s, i, 1, off, &first_word);
	if (!(l->known_filter >> (first_word & 63) & 1))
		return NULL;
	for (size_t k = 0; k < l->n_known; k++) {
		const struct place_known *p = &l->known[k];
		if (p->first_word != first_word)
			continue;
		if (p->n_words == 1 && p->key == key)
			return p;
		bool words = true;
		for (uint32_t w = 1; w < p->n_words; w++)
			words = words && is_word(s, i + w);
		if (words && key_of_letters(s, i, p->n_words, off, &first_word) == p->key)
			return p;
	}
	return NULL;
}

/* A name that the document established before, or a word that stands where a place would. */
static bool take_repeated(struct scan *s, uint32_t i, uint32_t *used)
{
	*used = 0;
	if (!is_word(s, i) || s->t->v[i].n_fold < 2)
		return true;
	struct unknown u = {.tok = i, .n_tokens = 1};
	const struct place_known *p = s->list->known_filter ? known_at(s, i, 0) : NULL;
	uint16_t c = letter(s, i, 0);
	bool clitic = c == WAW || c == FEH || c == BEH || c == LAM;
	if (!p && s->list->known_filter && clitic && s->t->v[i].n_fold > MIN_UNKNOWN_LETTERS &&
		(p = known_at(s, i, 1))) {
		u.letters_off = 1;
		u.clitics = c == WAW ? CLITIC_WA : c == FEH ? CLITIC_FA : c == BEH ? CLITIC_BI : CLITIC_LI;
	}
	struct intro in = intro_read(s->e, s->t, s->lx, i, u.clitics);
	bool cue = in.cues & (CUE_LOCATIVE | CUE_COUNTRYSIDE | CUE_DIRECTION | CUE_FRONT | CUE_HASHTAG);
	if (p) {
		u.n_tokens = p->n_words;
		if (!cue)
			u.cues |= s->lx[i].classes & NO_NAME_WORD ? CUE_WEAK | CUE_COMMON : 0;
	} else {
		if (!cue || !may_be_name(s, i))
			return true;
		u.cues |= CUE_WEAK;
	}
	*used = u.n_tokens;
	return take_unknown(s, &u, &in);
}

/* ---- the pass ---- */

/* Tokens of an organisation's name at i, 0 when there is none. */
static uint32_t organisation_length(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	if (l->organisation == WORD_NONE)
		return 0;
	const struct word_row *r = engine_word(s->e, l->organisation);
	if (r->flags & FLAG_NAME)
		return l->name != NAME_NONE && l->name_tokens > l->phrase_tokens ? 0 : l->phrase_tokens;
	if (l->word_clitics & CLITIC_AL)
		return 0;
	bool quoted = i > 0 && token_is_quote(&s->t->v[i - 1]);
	uint32_t n = l->phrase_tokens, next = quoted ? i + n : skip_quotes(s, i + n);
	if (next >= s->t->n || s->lx[next].name == NAME_NONE || s->lx[next].name_letters_off)
		return 0;
	return next - i + s->lx[next].name_tokens;
}

static bool scan_token(struct scan *s, uint32_t i, uint32_t *used)
{
	const struct lexed *l = &s->lx[i];
	*used = organisation_length(s, i);
	if (*used)
		return true;
	bool ok = true;
	if (l->name != NAME_NONE)
		ok = take_name(s, i, used);
	if (ok && !*used && l->head != WORD_NONE)
		ok = take_after_head(s, i, used);
	if (ok && !*used && l->name == NAME_NONE)
		ok = take_in_list(s, i, used);
	if (ok && !*used && l->name == NAME_NONE)
		ok = take_repeated(s, i, used);
	return ok;
}

bool place_scan(const struct place_engine *e, const struct text *text, const struct tokens *tokens,
	struct place_list *list, struct err *err)
{
	struct lexed *lx = list->scratch;
	if (!vec_reserve(&list->scratch, &list->scratch_cap, tokens->n + 1, sizeof *lx))
		return err_memory(err);
	lx = list->scratch;
	place_words_lex(&e->words, e->names, tokens, lx);
	list->window_beg = list->n;
	struct scan s = {.e = e,
		.text = text,
		.t = tokens,
		.lx = lx,
		.list = list,
		.last = -1,
		.err = err,
		.sentence = list->n_sentences};
	err->code = ERR_NONE;
	for (uint32_t i = 0; i < tokens->n;) {
		if (tokens->v[i].flags & TOKEN_SENTENCE_START)
			s.sentence++;
		uint32_t used = 0;
		if (tokens->v[i].kind == TOKEN_WORD || tokens->v[i].kind == TOKEN_LATIN) {
			if (!scan_token(&s, i, &used))
				return false;
		} else if (tokens->v[i].kind == TOKEN_NEWLINE) {
			s.last = -1;
		}
		i += used ? used : 1;
	}
	list->n_sentences = s.sentence;
	list->n_windows++;
	return true;
}

void place_list_clear(struct place_list *list)
{
	list->n = list->n_known = 0;
	list->n_windows = list->n_sentences = 0;
	list->window_beg = 0;
	list->known_filter = 0;
}

void place_list_release(struct place_list *list)
{
	free(list->v);
	free(list->known);
	free(list->scratch);
	*list = (struct place_list){0};
}
