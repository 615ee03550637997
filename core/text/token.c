/*
 * Token: the scanner.
 *
 * Common characters are classed and folded by one table look-up (text/token_tables.h); the few others go through ICU.
 * One pass, no second look at a character but for the separators inside numbers and broken words (text/token_break.c). The
 * hash is summed up while the letters are read.
 *
 * Folded forms are kept once: an open-addressing table finds the one with the same letters. A chain of PROBES taken slots
 * ends the search without a number, so that letters made to collide cost time linear in the text like any others.
 */
#include "text/token_scan.h"

#include "base/vec.h"

#include <string.h>

/* A folded form with its number; 0: empty. */
struct token_slot {
	uint64_t hash;
	uint32_t fold;
	uint16_t number;
	uint8_t n_fold, kind;
};

/* At the beginning of a window the forms of earlier ones are forgotten when there are more than these. */
enum { KEEP_NUMBERS = 1 << 14, KEEP_LETTERS = 1 << 18, PROBES = 32, MAX_NUMBERS = 1 << 16 };

static bool make_tables(struct tokens *t, struct err *err)
{
	if (!token_tables_new(&t->own_tables, err))
		return false;
	t->tables = t->own_tables;
	return true;
}

/* ---- hashing ---- */

uint64_t token_hash(const uint16_t *folded, size_t n)
{
	uint64_t h = 0;
	while (n-- > 0)
		h = token_hash_push(h, folded[n]);
	return h;
}

uint64_t token_hash_power(size_t n)
{
	uint64_t p = 1, base = TOKEN_HASH_K;
	for (; n; n >>= 1, base *= base)
		if (n & 1)
			p *= base;
	return p;
}

/* ---- numbering ---- */

static inline size_t slot_of(const struct tokens *t, uint64_t hash)
{
	return (size_t)((hash * 0xD6E8FEB86659FD93u) >> (64 - t->slot_bits));
}

static inline bool same_letters(const uint16_t *a, const uint16_t *b, unsigned n)
{
	for (unsigned i = 0; i < n; i += GROUP)
		if (memcmp(a + i, b + i, GROUP * sizeof *a) != 0)
			return false;
	return true;
}

static void slot_put(struct tokens *t, const struct token_slot *slot)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1, at = slot_of(t, slot->hash);
	for (unsigned i = 0; i < PROBES; i++, at = (at + 1) & mask)
		if (!t->slots[at].number) {
			t->slots[at] = *slot;
			return;
		}
}

/* A table that is at most half full. */
static bool grow_slots(struct tokens *t, struct err *err)
{
	struct tokens old = *t;
	t->slot_bits = old.slots ? old.slot_bits + 1 : 10;
	t->slots = calloc((size_t)1 << t->slot_bits, sizeof *t->slots);
	if (!t->slots) {
		*t = old;
		return err_memory(err);
	}
	for (size_t i = 0; old.slots && i < (size_t)1 << old.slot_bits; i++)
		if (old.slots[i].number)
			slot_put(t, &old.slots[i]);
	free(old.slots);
	return true;
}

/* Before a window: nothing refers to the letters of the last one any more. */
static void forget_many(struct tokens *t)
{
	if (t->epoch && t->n_numbers <= KEEP_NUMBERS && t->n_folded <= KEEP_LETTERS)
		return;
	if (t->slots)
		memset(t->slots, 0, sizeof *t->slots << t->slot_bits);
	t->n_numbers = TOKEN_NO_NUMBER + 1;
	t->n_folded = 0;
	t->epoch++;
	t->epoch += t->epoch == 0;
}

static inline bool slot_is(const struct token_slot *slot, const struct tokens *t, const struct token *k)
{
	return slot->hash == k->hash && slot->n_fold == k->n_fold && slot->kind == k->kind &&
	       same_letters(t->folded + slot->fold, t->folded + k->fold, k->n_fold);
}

/* Numbers a token whose letters are not where they are looked for first. */
static void number_letters(struct tokens *t, struct token *k)
{
	size_t mask = ((size_t)1 << t->slot_bits) - 1, at = slot_of(t, k->hash);
	uint16_t *number = &t->number[k - t->v];
	*number = TOKEN_NO_NUMBER;
	for (unsigned i = 0; i < PROBES; i++, at = (at + 1) & mask) {
		struct token_slot *slot = &t->slots[at];
		if (slot->number == TOKEN_NO_NUMBER) {
			if (t->n_numbers == MAX_NUMBERS)
				break;
			*number = (uint16_t)t->n_numbers++;
			*slot = (struct token_slot){k->hash, k->fold, *number, k->n_fold, k->kind};
			break;
		}
		if (slot_is(slot, t, k)) {
			*number = slot->number;
			k->fold = slot->fold;
			return;
		}
	}
	t->n_folded += (k->n_fold + GROUP - 1u) & ~(GROUP - 1u);
}

static inline void keep_letters(struct tokens *t, struct token *k, unsigned n, uint64_t hash)
{
	const struct token_slot *slot = &t->slots[slot_of(t, hash)];
	memset(t->folded + k->fold + n, 0, GROUP * sizeof *t->folded);
	k->hash = hash;
	k->n_fold = (uint8_t)n;
	if (slot->number != TOKEN_NO_NUMBER && slot_is(slot, t, k)) {
		t->number[k - t->v] = slot->number;
		k->fold = slot->fold;
	} else {
		number_letters(t, k);
	}
}

void token_keep(struct tokens *t, struct token *k, unsigned n, uint64_t hash)
{
	keep_letters(t, k, n, hash);
}

/* ---- words ---- */

static inline struct token *token_add(struct scanner *s, uint32_t beg, uint32_t end, enum token_kind kind)
{
	struct tokens *t = s->t;
	struct token *k = &t->v[t->n++];
	uint8_t flags = beg == s->token_end ? TOKEN_GLUED : 0;
	if (kind != TOKEN_NEWLINE) {
		flags |= s->starts;
		s->starts = 0;
	}
	*k = (struct token){.beg_cp = beg,
		.end_cp = end,
		.fold = (uint32_t)t->n_folded,
		.kind = (uint8_t)kind,
		.flags = flags};
	return k;
}

void token_add_letters(const struct scanner *s, struct letters *l, uint32_t cp)
{
	uint32_t f[FOLD_MAX];
	size_t k = fold_letters(cp, f);
	for (size_t i = 0; i < k; i++)
		letter_add(s, l, (uint16_t)(f[i] < 0x10000 ? f[i] : '?'));
}

/* A letter of Arabic beyond the table's first part: one letter, as most are, or a ligature's. */
static void add_form(const struct scanner *s, struct letters *l, uint32_t cp)
{
	uint16_t letter = s->table[token_table_beyond(cp)] & FOLD_MASK;
	if (token_table_beyond(cp) && letter)
		letter_add(s, l, letter);
	else
		token_add_letters(s, l, cp);
}

/* The letters of Arabic from i on; returns where they end. */
static inline uint32_t plain_letters(const struct scanner *s, struct letters *l, uint32_t i)
{
	const uint32_t *cp = s->cp + i, left = s->len - i;
	const uint64_t *power = s->power + l->n;
	uint16_t *out = l->v + l->n;
	uint64_t hash = l->hash;
	unsigned n = 0, room = TOKEN_MAX_FOLD - l->n;
	for (room = room < left ? room : left; n < room && cp[n] < TABLE_SIZE; n++) {
		uint16_t c = s->table[cp[n]];
		if (c > FOLD_MASK)
			break;
		hash += power[n] * c;
		out[n] = c;
	}
	l->hash = hash;
	l->n += n;
	return i + n;
}

/* A tanwin ends words too, but for the alif that carries it. */
static inline bool is_tanwin_seam(const struct scanner *s, uint32_t i)
{
	return s->cp[i] >= 0x064B && s->cp[i] <= 0x064D && token_is_seam(s, i) && s->cp[i + 1] != 0x0627 &&
	       s->cp[i + 1] != 0x0649;
}

/* The letters of a word; what is not a letter ends it, unless it breaks the word up. */
static void scan_letters(struct scanner *s, struct letters *l, struct token *k)
{
	uint32_t i = s->i;
	for (; (i = plain_letters(s, l, i)) < s->len; i++) {
		enum char_class c = class_at(s, i);
		if (c == C_SPACE && s->cp[i - 1] != TATWEEL)
			break;
		if (c == C_FINAL) {
			letter_add(s, l, fold_at(s, i));
			if (token_is_seam(s, i))
				k->flags |= TOKEN_SEAM;
		} else if (c == C_ARABIC) {
			if (s->cp[i] >= TABLE_SIZE)
				add_form(s, l, s->cp[i]);
		} else if (c == C_MARK) {
			if (is_tanwin_seam(s, i))
				k->flags |= TOKEN_SEAM;
		} else if (!in_word(c)) {
			uint32_t on = token_goes_on(s, i, l);
			if (!on)
				break;
			k->flags |= TOKEN_EVASION;
			i = on - 1;
		}
	}
	s->i = i;
}

/* Is the last code point of a word a fathatan, or an alif behind one? Both have presentation forms. */
static bool ends_in_tanwin(uint32_t before, uint32_t last)
{
	if (last != 0x0627 && last != 0x064B && last < 0xFE70) /* as most words end */
		return false;
	bool alif = last == 0x0627 || last == 0xFE8D || last == 0xFE8E;
	uint32_t mark = alif ? before : last;
	return mark == 0x064B || mark == 0xFE70 || mark == 0xFE71;
}

static void scan_word(struct scanner *s)
{
	struct token *k = token_add(s, s->i, s->i, TOKEN_WORD);
	struct letters l = {.v = s->t->folded + k->fold};
	scan_letters(s, &l, k);
	k->end_cp = s->i;
	keep_letters(s->t, k, l.n, l.hash);
	if (s->cp[s->i - 1] == TATWEEL && token_may_go_on(s, s->i))
		k->flags |= TOKEN_BREAK;
	uint32_t last = s->cp[s->i - 1], n = s->i - k->beg_cp, before = n > 1 ? s->cp[s->i - 2] : 0;
	if ((before == SHADDA || before == 0xFE7C || before == 0xFE7D) && n > 2)
		before = s->cp[s->i - 3]; /* the marks of one letter stand in any order */
	if (ends_in_tanwin(before, last))
		k->flags |= TOKEN_TANWIN;
	if (s->hashtag)
		k->flags |= TOKEN_HASHTAG;
}

static uint32_t digit_zero(uint32_t cp)
{
	return cp < 0x80 ? '0' : cp < 0x06F0 ? 0x0660 : 0x06F0;
}

static bool is_digit_of(const struct scanner *s, uint32_t i, uint32_t zero)
{
	return i < s->len && s->cp[i] >= zero && s->cp[i] <= zero + 9;
}

/* These part items or quote ("3, 4"), but glued before exactly three digits they set off thousands. */
static bool is_group_mark(uint32_t cp)
{
	enum { ARABIC_COMMA = 0x060C, APOSTROPHE = 0x2019 };
	return cp == ARABIC_COMMA || cp == '\'' || cp == APOSTROPHE;
}

static bool is_number_mark(const struct scanner *s, uint32_t i, uint32_t beg, uint32_t zero)
{
	enum { GROUP_DIGITS = 3 };
	if (!is_group_mark(s->cp[i]))
		return s->cp[i] == '.' || s->cp[i] == ',' || s->cp[i] == 0x066B || s->cp[i] == 0x066C;
	uint32_t end = i + 1;
	while (is_digit_of(s, end, zero) && end - i <= GROUP_DIGITS + 1)
		end++;
	bool grouped = i - beg > GROUP_DIGITS && !is_digit_of(s, i - GROUP_DIGITS - 1, zero);
	return end - i - 1 == GROUP_DIGITS && s->cp[beg] != zero && (i - beg <= GROUP_DIGITS || grouped);
}

static void scan_number(struct scanner *s)
{
	struct token *k = token_add(s, s->i, s->i, TOKEN_NUMBER);
	struct letters l = {.v = s->t->folded + k->fold};
	uint32_t zero = digit_zero(s->cp[s->i]);
	while (is_digit_of(s, s->i, zero) ||
		(is_digit_of(s, s->i + 1, zero) && is_number_mark(s, s->i, k->beg_cp, zero))) {
		letter_add(s, &l, is_group_mark(s->cp[s->i]) ? ',' : fold_at(s, s->i));
		s->i++;
	}
	k->end_cp = s->i;
	keep_letters(s->t, k, l.n, l.hash);
}

static void scan_latin(struct scanner *s)
{
	struct token *k = token_add(s, s->i, s->i, TOKEN_LATIN);
	struct letters l = {.v = s->t->folded + k->fold};
	for (enum char_class c; s->i < s->len && ((c = class_at(s, s->i)) == C_LETTER || c == C_MARK); s->i++)
		if (c == C_LETTER)
			letter_add(s, &l, fold_at(s, s->i));
	k->end_cp = s->i;
	keep_letters(s->t, k, l.n, l.hash);
}

static void scan_mark(struct scanner *s, enum char_class c)
{
	uint32_t cp = s->cp[s->i];
	if (is_evasion_mark(cp) || cp == '_' || cp == '-')
		token_note_break(s, s->i);
	if (token_opens_sentence(s, s->i))
		s->starts |= TOKEN_SENTENCE_START;
	struct token *k = token_add(s, s->i, s->i + 1, c == C_NEWLINE ? TOKEN_NEWLINE : TOKEN_PUNCT);
	k->hash = fold_cp(cp);
	s->t->number[k - s->t->v] = TOKEN_NO_NUMBER;
	if (c == C_NEWLINE) {
		s->starts = TOKEN_SENTENCE_START | TOKEN_LINE_START;
	} else if (token_ends_sentence(s, s->i)) {
		/* "..": a sentence has an end, no ends */
		if (k->flags & TOKEN_GLUED && !(k->flags & TOKEN_LINE_START))
			k->flags &= ~(unsigned)TOKEN_SENTENCE_START;
		s->starts |= TOKEN_SENTENCE_START;
	}
	if (cp == '#')
		s->hashtag = true;
	else if (cp != '_')
		s->hashtag = false;
	s->i++;
}

/* A mark or tatweel that no word's letters are before. */
static void pass_mark(struct scanner *s, enum char_class c)
{
	if (c == C_TATWEEL && s->i > 0 && class_at(s, s->i - 1) == C_SPACE)
		token_note_break(s, s->i - 1);
	s->i++;
}

/* ---- the window ---- */

bool token_make_room(struct tokens *t, uint32_t more, uint32_t left_cp, struct err *err)
{
	size_t letters =
		t->n_folded + ROOM + (left_cp < TOKENS_WINDOW_CP / 8 ? left_cp : TOKENS_WINDOW_CP / 8);
	if (!vec_reserve(&t->v, &t->v_cap, t->n + more + 2, sizeof *t->v) ||
		!vec_reserve(&t->number, &t->number_cap, t->n + more + 2, sizeof *t->number) ||
		!vec_reserve(&t->folded, &t->folded_cap, letters, sizeof *t->folded))
		return err_memory(err);
	while (!t->slots || (size_t)t->n_numbers * 2 >= (size_t)1 << t->slot_bits)
		if (!grow_slots(t, err))
			return false;
	t->n_room = (t->v_cap < t->number_cap ? t->v_cap : t->number_cap) - 1;
	t->folded_room = t->folded_cap - ROOM + 1;
	t->numbers_room = (size_t)1 << (t->slot_bits - 1);
	return true;
}

/* Whether a window of so many characters, which is full, ends behind a token or at a space. */
static bool ends_at_token(const struct scanner *s, uint32_t used)
{
	return s->starts & TOKEN_SENTENCE_START || used >= 4 * TOKENS_WINDOW_CP;
}

static bool ends_at_space(const struct scanner *s, uint32_t used)
{
	return s->starts & TOKEN_SENTENCE_START || used >= 2 * TOKENS_WINDOW_CP;
}

bool tokens_scan(struct tokens *t, const struct text *text, uint32_t beg_cp, struct err *err)
{
	if (!t->tables && !make_tables(t, err))
		return false;
	t->n = 0;
	t->beg_cp = beg_cp;
	forget_many(t);
	struct scanner s = {.t = t,
		.table = t->tables->classes,
		.power = t->tables->power,
		.cp = text->cp,
		.i = beg_cp,
		.len = text->len_cp,
		.token_end = UINT32_MAX,
		.starts = TOKEN_SENTENCE_START | TOKEN_LINE_START};
	if (beg_cp > 0 && class_at(&s, beg_cp - 1) != C_SPACE && class_at(&s, beg_cp - 1) != C_NEWLINE)
		s.token_end = beg_cp;
	uint32_t full = s.len - beg_cp > TOKENS_WINDOW_CP ? beg_cp + TOKENS_WINDOW_CP : s.len;
	while (s.i < s.len) {
		enum char_class c = class_at(&s, s.i);
		if (c == C_SPACE) {
			if (s.i >= full && ends_at_space(&s, s.i - beg_cp))
				break;
			s.hashtag = false;
			s.i++;
			continue;
		}
		if (!token_has_room(t) && !token_make_room(t, 0, s.len - s.i, err))
			return false;
		if (is_letter(c))
			scan_word(&s);
		else if (c == C_DIGIT)
			scan_number(&s);
		else if (c == C_LETTER)
			scan_latin(&s);
		else if (c == C_MARK || c == C_TATWEEL)
			pass_mark(&s, c); /* belongs to no word */
		else
			scan_mark(&s, c);
		s.token_end = c == C_NEWLINE ? UINT32_MAX : s.i;
		if (s.i >= full && ends_at_token(&s, s.i - beg_cp))
			break;
	}
	t->end_cp = s.i;
	if (!token_has_room(t) && !token_make_room(t, 0, 0, err))
		return false;
	token_end_window(t, s.i);
	return true;
}

void tokens_release(struct tokens *t)
{
	free(t->v);
	free(t->number);
	free(t->folded);
	token_tables_free(t->own_tables);
	free(t->slots);
	*t = (struct tokens){0};
}

uint32_t token_last_letter(const struct text *text, const struct token *k)
{
	uint32_t last = k->end_cp;
	while (last > k->beg_cp && fold_cp(text->cp[last - 1]) == 0)
		last--;
	return last == k->beg_cp ? 0 : fold_unshaped(text->cp[last - 1]);
}
