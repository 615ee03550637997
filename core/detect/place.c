/*
 * Place: the scan of one window.
 *
 * From left to right: names of organisations are passed over; a name of the gazetteer becomes a mention when the words
 * around it allow; a noun of kind, a list of places or an earlier mention makes a mention of an unknown name. Mentions
 * never overlap. What only the whole document can decide is marked CUE_WEAK and left to the resolver.
 */
#include "detect/place_scan.h"

#include "base/vec.h"
#include "text/fold.h"

#include <string.h>

/* "In Baghdad today", "west of Aleppo today", which are media otherwise. */
static bool is_put_there(const struct scan *s, uint32_t i)
{
	const struct lexed *before = i > 0 ? &s->lx[i - 1] : NULL;
	if (s->lx[i].word_clitics & CLITIC_BI)
		return true;
	if (!before || before->word_clitics & CLITIC_AL)
		return false;
	return before->direction != WORD_NONE || before->head != WORD_NONE || before->relation != WORD_NONE ||
	       (before->preposition != WORD_NONE &&
		       engine_word(s->e, before->preposition)->value == PREPOSE_IN);
}

/* Tokens of a whole name of an organisation at i, 0 when there is none. */
static uint32_t organisation_name(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	unsigned flags = l->organisation == WORD_NONE ? 0 : engine_word(s->e, l->organisation)->flags;
	if (!(flags & FLAG_NAME) || (flags & FLAG_LOOSE && is_put_there(s, i)))
		return 0;
	return l->name != NAME_NONE && l->name_tokens > l->phrase_tokens ? 0 : l->phrase_tokens;
}

/* Tokens of an organisation's name at i, 0 when there is none. */
static uint32_t organisation_length(const struct scan *s, uint32_t i)
{
	const struct lexed *l = &s->lx[i];
	if (l->organisation == WORD_NONE)
		return 0;
	const struct word_row *row = engine_word(s->e, l->organisation);
	if (row->flags & FLAG_NAME)
		return organisation_name(s, i);
	if (l->word_clitics & CLITIC_AL || row->value == 0)
		return 0;
	bool quoted = i > 0 && token_is_quote(&s->t->v[i - 1]);
	uint32_t n = l->phrase_tokens;
	while (i + n < s->t->n && s->lx[i + n].organisation != WORD_NONE && !(s->lx[i + n].word_clitics))
		n += s->lx[i + n].phrase_tokens; /* "correspondent of the radio of X" */
	uint32_t next = quoted ? i + n : skip_quotes(s, i + n);
	uint32_t named = next < s->t->n && next > i + n ? organisation_name(s, next) : 0;
	if (named)
		return next - i + named; /* "movement «free men of X»" */
	if (next >= s->t->n || s->lx[next].name == NAME_NONE || s->lx[next].name_letters_off)
		return n > l->phrase_tokens ? n : 0;
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
		ok = scan_take_name(s, i, used);
	if (ok && !*used && l->head != WORD_NONE)
		ok = scan_take_after_head(s, i, used);
	bool begins = lexed_is(l, WORD_FORMER) && l->name_tokens == 1;
	if (ok && !*used && (l->name == NAME_NONE || begins) && is_near_last(s, i))
		ok = scan_take_in_list(s, i, used);
	if (ok && !*used && (l->name == NAME_NONE || begins))
		ok = scan_take_repeated(s, i, used);
	return ok;
}

/* Room for a memo of each number, those of new numbers empty. Engines of the same files are equal in what they say. */
static bool memo_ready(struct place_list *list, const struct place_engine *e, const struct tokens *t)
{
	if (!vec_reserve(&list->memo, &list->memo_cap, t->n_numbers, sizeof(struct word_memo)))
		return false;
	struct word_memo *memo = list->memo;
	if (list->memo_epoch != t->epoch || list->memo_made != e->checksum)
		list->n_memo = 0;
	list->memo_epoch = t->epoch;
	list->memo_made = e->checksum;
	for (; list->n_memo < t->n_numbers; list->n_memo++)
		memo[list->n_memo].known = false;
	return true;
}

bool place_scan(const struct place_engine *e, const struct text *text, const struct tokens *tokens,
	const struct words *words, struct place_list *list, struct err *err)
{
	struct lexed *lx = list->scratch;
	if (!vec_reserve(&list->scratch, &list->scratch_cap, tokens->n + 1, sizeof *lx))
		return err_memory(err);
	lx = list->scratch;
	if (!memo_ready(list, e, tokens))
		return err_memory(err);
	uint32_t classes = place_words_lex(&e->words, e->names, tokens, list->memo, lx);
	list->window_beg = list->n;
	struct scan s = {.e = e,
		.text = text,
		.t = tokens,
		.words = words,
		.lx = lx,
		.list = list,
		.last = -1,
		.guess = -1,
		.err = err,
		.sentence = list->n_sentences,
		.classes = classes};
	err->code = ERR_NONE;
	for (uint32_t i = 0; i < tokens->n;) {
		if (tokens->v[i].flags & TOKEN_SENTENCE_START)
			s.sentence++;
		uint32_t used = 0;
		s.list->nations[lx[i].nation]++;
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
	if (list->known_slots)
		memset(list->known_slots, 0, KNOWN_SLOTS * sizeof *list->known_slots);
	list->n = list->n_known = 0;
	list->n_windows = list->n_sentences = 0;
	list->window_beg = 0;
	memset(list->nations, 0, sizeof list->nations);
}

void place_list_release(struct place_list *list)
{
	free(list->v);
	free(list->known);
	free(list->known_slots);
	free(list->scratch);
	free(list->memo);
	*list = (struct place_list){0};
}
