/*
 * Mend: what to cut and what to join.
 *
 * A word's letters decide, and what they decide is kept under the word's number: a word that the tables know, or that has
 * no two known parts, costs one load. Only a letter that ends words (TOKEN_SEAM) is seen at each place: folding loses it.
 *
 * Arabic has many short words, and a stem may begin or end like one: "min" opens hundreds of nouns. So a short particle in
 * front needs a long known word behind it, and a word in front must itself be long.
 */
#include "detect/mend_known.h"

#include "base/vec.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/* Bit i: cut before letter i of the word; those of `hamza`, only when that letter is an alif with a hamza. */
struct cuts {
	uint64_t any, hamza;
};

/* What is kept for a word. */
struct mend_memo {
	struct cuts cuts;
	bool seen, unknown;
	bool begins_none; /* no name begins with it and goes on */
};

struct mending {
	const struct mend_tables *tables;
	struct mender *m;
	const struct text *text;
	const struct tokens *t;
};

/* ---- cutting ---- */

enum { MIN_PART = 2, MIN_GLUED = 5, MAX_DEPTH = 3 };
/* The least letters of a part, without clitics and article: of a word, of a name, of what stands beside a short particle. */
enum { MIN_WORD = 4, MIN_NAME = 5, MIN_BESIDE_PARTICLE = 5, MIN_BEHIND_PARTICLE = 6, MIN_FRONT = 3 };

static bool is_long(const struct known *k)
{
	return k->n_key >= (k->vocabulary || k->famous ? MIN_WORD : MIN_NAME) || (k->name && k->article);
}

/* Behind a short particle that opens nouns or clauses; *hamza as below. */
static bool may_follow_particle(enum opening opens, const struct known *back, bool alif, bool *hamza)
{
	if (back->n_off)
		return false;
	if (opens == OPENS_NOUN && ((back->masdar && back->n_key >= MIN_WORD) ||
					   (back->counted && back->n_key >= MIN_BESIDE_PARTICLE) ||
					   (back->famous && back->n_key >= MIN_FRONT)))
		return true;
	*hamza = alif && back->n_key < MIN_BEHIND_PARTICLE;
	return back->vocabulary && back->n_key >= (alif ? MIN_WORD : MIN_BEHIND_PARTICLE);
}

/* Whether a word may be cut behind this at all. */
static bool may_lead(const struct known *front, bool alif)
{
	if (front->n_key >= MIN_WORD || front->opens || front->number)
		return true;
	return front->n_key >= MIN_FRONT && (front->particle || front->article || alif);
}

/* Whether a word may be cut into these two; *hamza: only if the second begins with an alif with a hamza. */
static bool may_part(const struct known *front, const struct known *back, bool alif, bool *hamza)
{
	*hamza = false;
	if (!is_known(front) || !is_known(back))
		return false;
	if ((back->particle || (alif && back->vocabulary && !back->n_off && back->n_key >= MIN_FRONT)) &&
		back->n_key < MIN_WORD) {
		*hamza = alif;
		return front->n_key >= (alif ? MIN_FRONT : MIN_BESIDE_PARTICLE);
	}
	if (front->opens && front->n_key < MIN_WORD)
		return may_follow_particle(front->opens, back, alif, hamza);
	if (front->number && back->counted && !front->n_off)
		return front->n_key >= MIN_FRONT && back->n_key >= MIN_FRONT && !back->n_off;
	if (front->particle && front->n_key >= MIN_FRONT && back->famous && back->n_key >= MIN_WORD)
		return true;
	return front->n_key >= MIN_WORD && is_long(front) && is_long(back) &&
	       (front->vocabulary || back->vocabulary);
}

/* "-athum, -atha": a pronoun at the end of a noun or verb; "al-" at the end of the first part. */
static bool is_no_seam(const struct mend_tables *tables, const uint16_t *letters, unsigned at)
{
	if (letters[at] == TEH && letters[at + 1] == HEH)
		return true;
	if (letters[at - 1] != ALIF || letters[at] != LAM)
		return false;
	return known_any(tables, letters, at - 1);
}

/* Of the fronts that may be known the longest first; what is behind a long one may be glued itself. */
static struct cuts cuts_of(const struct mend_tables *tables, const uint16_t *letters, unsigned n,
	uint64_t fronts, unsigned depth)
{
	bool hamza;
	for (unsigned at = n - MIN_PART; n >= MIN_GLUED && at >= MIN_PART; at--) {
		if (!(fronts >> at & 1))
			continue;
		struct known front = known_look_up(tables, letters, at);
		if (!is_known(&front) || !may_lead(&front, letters[at] == ALIF) ||
			is_no_seam(tables, letters, at))
			continue;
		struct known back = known_look_up(tables, letters + at, n - at);
		uint64_t bit = UINT64_C(1) << at;
		if (may_part(&front, &back, letters[at] == ALIF, &hamza))
			return (struct cuts){bit, hamza ? bit : 0};
		if (!depth || is_known(&back) || !is_long(&front))
			continue;
		struct cuts rest = cuts_of(
			tables, letters + at, n - at, known_fronts(tables, letters + at, n - at), depth - 1);
		if (rest.any)
			return (struct cuts){rest.any << at | bit, rest.hamza << at};
	}
	return (struct cuts){0};
}

static bool add_edit(struct mending *w, struct token_edit edit, struct err *err)
{
	struct mender *m = w->m;
	if (!vec_reserve(&m->edits, &m->edits_cap, m->n_edits + 1, sizeof *m->edits))
		return err_memory(err);
	m->edits[m->n_edits++] = edit;
	return true;
}

static bool add_cut(struct mending *w, uint32_t tok, uint32_t at_cp, struct err *err)
{
	return add_edit(w, (struct token_edit){tok, 1, at_cp}, err);
}

/* Cuts token tok where its letters are those of the cuts. */
static bool add_cuts(struct mending *w, uint32_t tok, struct cuts cuts, struct err *err)
{
	const struct token *k = &w->t->v[tok];
	unsigned at = 0;
	for (uint32_t i = k->beg_cp; i < k->end_cp && at < 64; i++) {
		uint32_t f[FOLD_MAX], cp = w->text->cp[i];
		unsigned n = u_isalpha((UChar32)cp) ? (unsigned)fold_letters(cp, f) : 0;
		if (n && cuts.any >> at & 1 &&
			(!(cuts.hamza >> at & 1) || cp == ALIF_HAMZA_ABOVE || cp == ALIF_HAMZA_BELOW) &&
			!add_cut(w, tok, i, err))
			return false;
		at += n;
	}
	return true;
}

/* What ends a word, but may be written for another letter or mark. Folding loses both this and teh marbuta. */
static bool may_end_word(uint32_t cp)
{
	return cp == ALIF_MAQSURA || (cp >= 0x064B /* tanwin */ && cp <= 0x064D);
}

/* Cuts a word behind what ends words inside: teh marbuta; alif maqsura and a tanwin where a part is known. */
static bool add_seams(struct mending *w, uint32_t tok, struct err *err)
{
	const struct token *k = &w->t->v[tok];
	const uint16_t *letters = token_fold(w->t, k);
	unsigned at = 0;
	bool ends = false, may_end = false;
	for (uint32_t i = k->beg_cp; i < k->end_cp && at < k->n_fold; i++) {
		uint32_t f[FOLD_MAX], cp = w->text->cp[i];
		unsigned n = u_isalpha((UChar32)cp) ? (unsigned)fold_letters(cp, f) : 0;
		if (n && (ends || may_end) && at >= MIN_PART && at + MIN_PART <= k->n_fold) {
			struct known front = known_look_up(w->tables, letters, at);
			struct known back = known_look_up(w->tables, letters + at, k->n_fold - at);
			if ((ends || is_known(&front) || is_known(&back)) && !add_cut(w, tok, i, err))
				return false;
		}
		ends = cp == TEH_MARBUTA || (ends && !n);
		may_end = may_end_word(cp) || (may_end && !n);
		at += n;
	}
	return true;
}

/* Whether a name that goes on so is known to go on, or to end, with letters of this hash. */
static bool name_goes_on(const struct mending *w, const struct phrase_onward *o, uint64_t hash)
{
	for (unsigned k = 0; k < o->n && k < PHRASE_ONWARD; k++)
		if (phrase_has(gazetteer_names(w->tables->gazetteer), o->hash[k] + o->power[k] * hash))
			return true;
	return false;
}

/* The cut behind the end of a name that the word before begins, with what it goes on. */
static struct cuts cut_behind_name(struct mending *w, uint32_t tok, const struct phrase_onward *onward)
{
	const struct token *k = &w->t->v[tok];
	const uint16_t *letters = token_fold(w->t, k);
	uint64_t hash = 0, power = 1, cut = 0;
	bool hamza = false;
	for (unsigned at = 0; at + MIN_PART <= k->n_fold; at++) {
		if (at >= MIN_FRONT && name_goes_on(w, onward, hash)) {
			struct known back = known_look_up(w->tables, letters + at, k->n_fold - at);
			if (is_known(&back) && (back.n_key >= MIN_WORD || back.particle)) {
				cut = UINT64_C(1) << at;
				hamza = back.particle && letters[at] == ALIF;
			}
		}
		hash += power * letters[at];
		power *= TOKEN_HASH_K;
	}
	return (struct cuts){cut, hamza ? cut : 0};
}

/* ---- joining ---- */

enum { MAX_PIECES = 8, MIN_KNOWN_PIECE = 3 };

/* Pieces of a word: tokens, of which each but the last may go on, marks between them left out. */
struct pieces {
	uint32_t tok[MAX_PIECES];
	unsigned n;
	bool marked; /* by a mark that may also stand between honest words */
	bool slashed;
};

static struct pieces pieces_at(const struct mending *w, uint32_t tok)
{
	const struct tokens *t = w->t;
	struct pieces p = {.tok = {tok}, .n = 1};
	while (p.n < MAX_PIECES && t->v[tok].flags & TOKEN_BREAK) {
		bool mark = t->v[tok + 1].kind == TOKEN_PUNCT;
		bool slash = token_is_punct(&t->v[tok + 1], '/') || token_is_punct(&t->v[tok + 1], '*');
		p.slashed |= slash;
		p.marked |= mark && !slash;
		tok += mark ? 2 : 1;
		if (tok >= t->n || t->v[tok].kind != TOKEN_WORD)
			break;
		p.tok[p.n++] = tok;
	}
	return p;
}

/* "wa", "bi", "wa-bil-": what stands before a word. */
static bool are_clitics(const uint16_t *letters, unsigned n)
{
	unsigned at = is_conjunction(letters[0]);
	at += at < n && is_preposition(letters[at]);
	if (at + 1 == n && letters[at] == LAM)
		return true;
	return at == n || (at + 2 == n && letters[at] == ALIF && letters[at + 1] == LAM);
}

/*
 * Whether the first n pieces are one word: it is known, the pieces are no words, nor clitics and a word. One
 * letter behind a slash is the ending of the other gender.
 */
static bool are_word(const struct mending *w, const struct pieces *p, unsigned n)
{
	uint16_t letters[TOKEN_MAX_FOLD];
	unsigned len = 0, n_known = 0;
	if (p->slashed && w->t->v[p->tok[n - 1]].n_fold == 1)
		return false;
	for (unsigned i = 0; i < n; i++) {
		const struct token *k = &w->t->v[p->tok[i]];
		if (len + k->n_fold > TOKEN_MAX_FOLD)
			return false;
		struct known piece = known_look_up(w->tables, token_fold(w->t, k), k->n_fold);
		n_known += is_known(&piece) && piece.n_key >= MIN_KNOWN_PIECE;
		memcpy(letters + len, token_fold(w->t, k), k->n_fold * sizeof *letters);
		len += k->n_fold;
	}
	struct known whole = known_look_up(w->tables, letters, len);
	unsigned first = w->t->v[p->tok[0]].n_fold;
	if (!is_known(&whole) || whole.n_key < MIN_FRONT || n_known == n || (p->marked && n_known && n == 2))
		return false;
	return !are_clitics(letters, first) || !known_any(w->tables, letters + first, len - first);
}

/* Joins what begins at a token, the most pieces first; *n_tok: how many tokens became one. */
static bool mend_pieces(struct mending *w, uint32_t tok, uint32_t *n_tok, struct err *err)
{
	struct pieces p = pieces_at(w, tok);
	for (unsigned n = p.n; n > 1; n--)
		if (are_word(w, &p, n)) {
			*n_tok = p.tok[n - 1] - tok + 1;
			return add_edit(w, (struct token_edit){tok, *n_tok, 0}, err);
		}
	return true;
}

static bool memo_ready(struct mender *m, const struct tokens *t, struct err *err)
{
	if (!vec_reserve(&m->memo, &m->memo_cap, t->n_numbers, sizeof *m->memo))
		return err_memory(err);
	if (m->epoch != t->epoch)
		m->n_memo = 0;
	m->epoch = t->epoch;
	for (; m->n_memo < t->n_numbers; m->n_memo++)
		m->memo[m->n_memo] = (struct mend_memo){0};
	return true;
}

/* What a word that the lexicon lacks is by itself. */
static struct mend_memo word_memo(const struct mending *w, const struct token *k)
{
	const uint16_t *letters = token_fold(w->t, k);
	uint64_t fronts = known_fronts(w->tables, letters, k->n_fold);
	bool known = fronts >> k->n_fold & 1 && known_any(w->tables, letters, k->n_fold);
	struct mend_memo memo = {.seen = true, .unknown = !known};
	if (memo.unknown)
		memo.cuts = cuts_of(w->tables, letters, k->n_fold, fronts, MAX_DEPTH);
	return memo;
}

static bool begins_name(const struct mending *w, uint32_t tok, struct phrase_onward *onward)
{
	struct mend_memo *memo = &w->m->memo[w->t->number[tok]];
	struct phrase_match m;
	if (w->t->v[tok].kind != TOKEN_WORD || memo->begins_none)
		return false;
	phrase_alone(gazetteer_names(w->tables->gazetteer), w->t, tok, PHRASE_ANY_ARTICLE, &m, 1, onward);
	memo->begins_none = onward->n == 0 && w->t->number[tok] != TOKEN_NO_NUMBER;
	return onward->n > 0;
}

static bool mend_unknown(struct mending *w, uint32_t tok, struct err *err)
{
	const struct token *k = &w->t->v[tok];
	struct mend_memo *memo = &w->m->memo[w->t->number[tok]], other;
	if (w->t->number[tok] == TOKEN_NO_NUMBER)
		*(memo = &other) = word_memo(w, k);
	else if (!memo->seen)
		*memo = word_memo(w, k);
	if (!memo->unknown)
		return true;
	struct cuts cuts = memo->cuts;
	struct phrase_onward onward;
	if (!cuts.any && tok > 0 && begins_name(w, tok - 1, &onward))
		cuts = cut_behind_name(w, tok, &onward);
	return !cuts.any || add_cuts(w, tok, cuts, err);
}

/* "and" between the word at tok and the digits behind it. */
static bool mend_before_digits(struct mending *w, uint32_t tok, struct err *err)
{
	const struct token *k = &w->t->v[tok];
	const uint16_t *letters = token_fold(w->t, k);
	unsigned n = k->n_fold - 1u;
	if (k->kind != TOKEN_WORD || n < MIN_FRONT || letters[n] != WAW ||
		known_any(w->tables, letters, k->n_fold) || !known_any(w->tables, letters, n))
		return true;
	return add_cuts(w, tok, (struct cuts){UINT64_C(1) << n, 0}, err);
}

static bool mend_token(struct mending *w, uint32_t tok, struct err *err)
{
	const struct token *k = &w->t->v[tok];
	if (k[1].kind == TOKEN_NUMBER && k[1].flags & TOKEN_GLUED)
		return mend_before_digits(w, tok, err);
	if (k->flags & TOKEN_SEAM)
		return known_any(w->tables, token_fold(w->t, k), k->n_fold) || add_seams(w, tok, err);
	if (k->kind != TOKEN_WORD || k->n_fold < MIN_GLUED)
		return true;
	return mend_unknown(w, tok, err);
}

bool mend_tokens(const struct mend_tables *tables, struct mender *m, const struct text *text,
	const struct words *words, struct tokens *t, bool *mended, struct err *err)
{
	struct mending w = {tables, m, text, t};
	m->n_edits = 0;
	if (!memo_ready(m, t, err))
		return false;
	for (uint32_t i = 0, word = 0, used; i < t->n; i += used) {
		used = 1;
		while (words->v[word].tok + words->v[word].n_tok <= i)
			word++;
		bool alone = words->v[word].n_tok == 1;
		if (t->v[i].flags & TOKEN_BREAK && !mend_pieces(&w, i, &used, err))
			return false;
		uint16_t number = t->number[i];
		if (used == 1 && (number == TOKEN_NO_NUMBER || (alone && words_lack(words, number))) &&
			!mend_token(&w, i, err))
			return false;
	}
	*mended = m->n_edits > 0;
	return tokens_edit(t, text, m->edits, m->n_edits, err);
}

void mender_release(struct mender *m)
{
	free(m->edits);
	free(m->memo);
	*m = (struct mender){0};
}
