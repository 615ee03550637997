/* Place mention: appending mentions, and reading how they join in lists and lie in one another. */
#include "detect/place_scan.h"

#include "base/vec.h"

#include <stdlib.h>

bool scan_known_add(
	struct place_list *l, uint64_t first_word, uint64_t key, uint32_t n_words, struct err *err)
{
	enum { MAX_KNOWN = 4096 };
	uint32_t last = 0;
	for (const struct place_known *k = scan_known(l, first_word); k; k = scan_known_next(l, k)) {
		if (k->key == key && k->n_words == n_words)
			return true;
		last = (uint32_t)(k - l->known) + 1;
	}
	if (l->n_known == MAX_KNOWN)
		return true;
	if ((!l->known_slots && !(l->known_slots = calloc(KNOWN_SLOTS, sizeof *l->known_slots))) ||
		!vec_reserve(&l->known, &l->known_cap, l->n_known + 1, sizeof *l->known))
		return err_memory(err);
	l->known[l->n_known++] = (struct place_known){first_word, key, n_words, 0};
	*(last ? &l->known[last - 1].next : &l->known_slots[scan_known_slot(first_word)]) =
		(uint32_t)l->n_known;
	return true;
}

/* The mention before this one in its list, or -1: joined by "and" or a comma, nothing else between. */
int64_t scan_list_before(const struct scan *s, const struct intro *in)
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
	if (m->cues & (CUE_ROAD | CUE_FRONT) && gap + 1 == in->beg && is_dash(s, gap))
		return s->last; /* the road X - Y */
	return -1;
}

static uint8_t kind_of_head(const struct scan *s, const struct intro *in)
{
	return in->head == WORD_NONE ? KIND_OTHER : engine_word(s->e, in->head)->value;
}

/* "The (residential) quarter": a common word with the article, after a name. */
static bool describes(const struct scan *s, uint32_t i)
{
	return is(s, i, WORD_COMMON) && has_article(s, i) && !s->lx[i].word_letters_off;
}

/* The mention that this one is said to contain, or -1: "X in Y", "X, belonging to Y", "X north of Y". */
static int64_t nested_in(const struct scan *s, const struct intro *in)
{
	const struct place_mention *m = last_mention(s);
	if (!m || in->conjoined || in->beg < m->tok_end || in->beg > m->tok_end + 4 ||
		s->lx[in->beg].word_clitics & CLITIC_WA)
		return -1;
	bool seat = in->beg == m->tok_end && in->preposition < 0 && ADMIN_UNITS >> kind_of_head(s, in) & 1 &&
		    !(engine_word(s->e, in->head)->flags & (FLAG_LOOSE | FLAG_PLURAL));
	bool says = seat || in->preposition == PREPOSE_IN || in->preposition == PREPOSE_BETWEEN || in->li ||
		    (in->preposition < 0 && in->cues & (CUE_COUNTRYSIDE | CUE_DIRECTION));
	bool belongs = false;
	for (uint32_t i = m->tok_end; i < in->beg; i++) {
		if (is(s, i, WORD_NESTING))
			belongs = true;
		else if (is_comma(s, i) && in->cues & CUE_DIRECTION && in->preposition < 0)
			continue;
		else if (!token_is_quote(&s->t->v[i]) && !is(s, i, WORD_DEMONYM) && !is(s, i, WORD_SUFFIX) &&
			 s->lx[i].direction == WORD_NONE && !describes(s, i))
			return -1;
	}
	bool li_alone = in->li && !belongs;
	return says && !li_alone ? s->last : -1;
}

static bool starts_line(const struct scan *s, uint32_t i)
{
	enum { START = TOKEN_LINE_START | TOKEN_SENTENCE_START };
	bool bullet = i > 0 && s->t->v[i - 1].kind == TOKEN_PUNCT && s->t->v[i - 1].flags & START;
	return bullet || s->t->v[i].flags & START;
}

bool scan_heads_line(const struct scan *s, const struct intro *in, uint32_t tok_end, bool great)
{
	const struct token *v = s->t->v;
	if (tok_end >= s->t->n || !starts_line(s, in->beg))
		return false;
	if (!great)
		return token_is_punct(&v[tok_end], ':');
	bool dots = tok_end + 1 < s->t->n && token_is_punct(&v[tok_end], '.') &&
		    token_is_punct(&v[tok_end + 1], '.');
	return dots || token_is_punct(&v[tok_end], ':') || token_is_punct(&v[tok_end], '|') ||
	       token_is_punct(&v[tok_end], 0x2026 /* ellipsis */);
}

bool scan_on_label_line(const struct scan *s, uint32_t i)
{
	enum { LOOK = 12 }; /* tokens */
	bool any = s->classes >> WORD_LABEL & 1;
	for (uint32_t back = 1; any && back <= LOOK && back <= i; back++) {
		uint32_t at = i - back;
		if (s->t->v[at].kind == TOKEN_NEWLINE)
			return false;
		uint32_t end = at + s->lx[at].phrase_tokens;
		if (starts_line(s, at) && is(s, at, WORD_LABEL))
			return end < i && token_is_punct(&s->t->v[end], ':');
	}
	return false;
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

/* "From the people of X": where somebody comes from. */
static bool is_people(const struct scan *s, uint32_t i)
{
	return i < s->t->n && s->lx[i].relation != WORD_NONE &&
	       engine_word(s->e, s->lx[i].relation)->value == RELATE_PEOPLE;
}

/* "Each of", "areas of", "various parts of": parts of the place, not away from it. */
static bool is_part_of(const struct scan *s, uint32_t from)
{
	for (uint32_t back = 1; back <= 2 && back <= from; back++) {
		const struct lexed *l = &s->lx[from - back];
		if (lexed_is(l, WORD_FILLER) || l->head != WORD_NONE || l->relation != WORD_NONE ||
			l->direction != WORD_NONE)
			return true;
	}
	return false;
}

/* Who speaks from here, where the fire came from, whose situation it is: the few words before the introduction. */
static uint32_t cues_before(const struct scan *s, const struct intro *in)
{
	uint32_t cues = in->preposition == PREPOSE_FROM && is_people(s, in->beg + 1) ? CUE_CONTEXT : 0;
	for (uint32_t back = 1; back <= 4 && back <= in->beg; back++) {
		uint32_t i = in->beg - back;
		const struct token *k = &s->t->v[i];
		if (k->kind == TOKEN_NEWLINE || token_is_punct(k, '.') || is_comma(s, i))
			break;
		bool of_it = back == 1 && in->preposition < 0 && !in->conjoined; /* the governor of X */
		if (is(s, i, WORD_SOURCE) && (in->preposition == PREPOSE_IN || of_it))
			cues |= CUE_SOURCE;
		if (back <= 2 && is(s, i, WORD_ORIGIN))
			cues |= CUE_SOURCE;
		if (back <= 2 && is(s, i, WORD_SETTING))
			cues |= CUE_CONTEXT;
		if (back == 1 && (in->preposition == PREPOSE_IN || in->preposition < 0) &&
			is(s, i, WORD_OUTSIDE))
			cues |= CUE_CONTEXT | CUE_DISTANT;
		if (back == 1 && is(s, i, WORD_DISTANCE))
			cues |= CUE_BETWEEN;
	}
	return cues;
}

/* "In X, north of this": what is said to lie somewhere is a place. */
static bool locates_guess(const struct scan *s, const struct intro *in, struct place_mention *m)
{
	if (s->guess < 0 || m->cues & (CUE_WEAK | CUE_UNKNOWN) || in->conjoined)
		return false;
	const struct place_mention *g = &s->list->v[s->guess];
	bool next = in->beg == g->tok_end;
	bool says = in->cues & (CUE_COUNTRYSIDE | CUE_DIRECTION);
	return next && says && g->cues & CUE_LOCATIVE;
}

/* "X, the Turkish": the adjective that says where a town lies. */
static uint8_t nation_after(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	bool adjective = i < s->t->n && l->nation && l->word_clitics == CLITIC_AL && l->phrase_tokens == 1;
	return adjective && letter(s, i, s->t->v[i].n_fold - 1) == HEH ? l->nation : 0;
}

/* "In X and Y", where Y is a place for sure: so is X, when it is a known name. */
static void strengthen_list(const struct scan *s, int64_t i)
{
	for (; i >= 0 && s->list->v[i].cues & CUE_WEAK; i = s->list->v[i].list) {
		struct place_mention *m = &s->list->v[i];
		if (m->cues & (CUE_UNKNOWN | CUE_ACTOR) || !(m->cues & (CUE_LOCATIVE | CUE_LIST)))
			return;
		m->cues &= ~(uint32_t)CUE_WEAK;
	}
}

bool scan_emit(struct scan *s, const struct found *f, const struct intro *in)
{
	struct place_list *l = s->list;
	if (scan_is_medium(s, f))
		return true;
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
		.list = (int32_t)scan_list_before(s, in),
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
	m.nation = nation_after(s, end);
	const struct place_mention *prev = m.list >= 0 ? &l->v[m.list] : NULL;
	const struct word_row *head = in->head != WORD_NONE ? engine_word(s->e, in->head) : NULL;
	if (head && head->flags & FLAG_PLURAL)
		m.cues |= CUE_PLURAL;
	if (in->preposition == PREPOSE_IN && starts_line(s, in->beg))
		m.cues |= CUE_OPENS;
	if (head && head->flags & FLAG_STREET)
		m.cues |= CUE_STREET;
	int32_t own = s->lx[f->tok_beg].head; /* a name that begins with its noun */
	const struct word_row *noun = head || own == WORD_NONE ? head : engine_word(s->e, own);
	if (noun && noun->flags & FLAG_FACILITY && noun->flags & FLAG_MEMORIAL)
		m.cues |= CUE_CIVIC;
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
	if (scan_heads_line(s, in, end, true))
		m.cues |= CUE_LINE_HEAD;
	if (m.cues & CUE_FROM && is_part_of(s, in->beg))
		m.cues &= ~(uint32_t)CUE_FROM;
	if (in->conjoined && !(m.cues & (CUE_WEAK | CUE_UNKNOWN | CUE_ACTOR)))
		strengthen_list(s, m.list);
	int64_t child = m.cues & CUE_WEAK && m.cues & CUE_UNKNOWN ? -1 : nested_in(s, in);
	if (child >= 0) {
		l->v[child].parent = (int32_t)l->n;
		m.cues |= CUE_NESTED;
	}
	if (locates_guess(s, in, &m))
		l->v[s->guess].cues &= ~(uint32_t)CUE_WEAK;
	bool guess = (m.cues & (CUE_WEAK | CUE_UNKNOWN)) == (CUE_WEAK | CUE_UNKNOWN) && m.list < 0;
	s->guess = guess ? (int64_t)l->n : -1;
	if (!guess)
		s->last = (int64_t)l->n;
	l->v[l->n++] = m;
	return true;
}

/* How far back the list of places reaches, up to 3. */
unsigned scan_list_run(const struct scan *s, int64_t i)
{
	unsigned n = 0;
	for (; i >= 0 && n < 3; i = s->list->v[i].list)
		n++;
	return n;
}

uint64_t scan_first_word(const struct scan *s, uint32_t i, unsigned off)
{
	const struct token *tok = &s->t->v[i];
	const uint16_t *f = token_fold(s->t, tok);
	uint64_t hash = tok->hash;
	unsigned drop = off;
	if (tok->n_fold > off + 3u && f[off] == ALIF && f[off + 1] == LAM)
		drop += 2;
	for (unsigned k = 0; k < drop; k++)
		hash = token_hash_drop(hash, f[k]);
	return hash;
}

uint64_t scan_key(const struct scan *s, uint32_t i, uint32_t n_tokens, unsigned off, uint64_t *first_word)
{
	uint64_t hash = 0;
	unsigned n = 0;
	for (uint32_t k = 0; k < n_tokens; k++) {
		const struct token *tok = &s->t->v[i + k];
		if (token_is_punct(tok, '_'))
			continue;
		const uint16_t *f = token_fold(s->t, tok);
		unsigned drop = k == 0 ? off : 0;
		if (k == 0 && tok->n_fold > drop + 3u && f[drop] == ALIF && f[drop + 1] == LAM)
			drop += 2;
		bool letters = tok->kind != TOKEN_PUNCT && tok->kind != TOKEN_NEWLINE;
		uint64_t h = k == 0 && letters ? scan_first_word(s, i, off)
			     : letters         ? tok->hash
					       : token_hash(f + drop, tok->n_fold - drop);
		hash = k == 0 ? h : token_hash_join(hash, n, h);
		n += tok->n_fold - drop;
		if (k == 0)
			*first_word = h;
	}
	return hash & ~((uint64_t)1 << 63);
}

bool scan_is_lexical(const struct scan *s, const uint16_t *w, size_t n)
{
	uint32_t at = phrase_exact(s->e->names, w, n);
	for (; at != NAME_NONE; at = phrase_next(s->e->names, at))
		if (phrase_value(s->e->names, at) >= GAZETTEER_WORD)
			return true;
	return false;
}
