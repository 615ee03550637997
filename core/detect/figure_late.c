/*
 * Figure, late subjects: who was harmed, told after when, where and how, as Arabic likes to have it.
 *
 *	was killed (last evening) the youth X       was killed by (the) shelling a civilian
 *	was hit in the village Y a child            died of his wounds the prisoner X
 *
 * The verb stands first, in the singular, and what follows it at once is an adjunct. A noun further on is the subject
 * unless it can be a genitive, which what stands before it decides: after an article, a pronoun, the name of a place or an
 * adjective of origin none can follow; one with an article must go on with a name, or it describes the word before it.
 */
#include "detect/figure_machine.h"

enum { FAR = 12 /* words from the verb to its subject */ };

static bool tells_time(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *e = machine_entry(m, i, LEX_EXCLUDED);
	return w->kind == WORD_WORD && !(w->flags & WORD_SENTENCE_START) &&
	       (w->period == PERIOD_DAY || w->prep == PREP_WEEKDAY ||
		       (e && !(w->clitics & CLITIC_BI) &&
			       (e->sub == EXCLUDED_TIME || e->sub == EXCLUDED_MONTH)));
}

static bool has_article(const struct machine *m, uint32_t i)
{
	return word_has_article(m->r->tokens, machine_word(m, i));
}

/* "Last", "current", "today" after such a word. */
static bool is_of_time(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	return word_is(w, LEX_PREP) && w->prep == 0 && !w->clitics && w->n_tok == 1 && has_article(m, i);
}

uint32_t machine_past_time(const struct machine *m, uint32_t i)
{
	uint32_t k = i + word_punct(machine_word(m, i), ',');
	if (!tells_time(m, k))
		return i;
	while (tells_time(m, k) || is_of_time(m, k))
		k++;
	return k + word_punct(machine_word(m, k), ',');
}

/* Does an adjunct begin at word i: "by", "in", "because of", "under"? */
static bool begins_adjunct(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	return w->kind == WORD_WORD &&
	       (word_is(w, LEX_CAUSE) || word_is(w, LEX_PREP) || w->clitics & CLITIC_BI ||
		       token_fold(m->r->tokens, &m->r->tokens->v[w->tok])[0] == 0x0628 /* beh */);
}

bool machine_is_amid(const struct machine *m, uint32_t i)
{
	if (machine_word(m, i)->prep != PREP_AMID)
		return false;
	const struct lex_entry *again = machine_entry(m, i + 1, LEX_BEARING);
	bool named_again =
		again && again->a >= BEARING_TOWN && again->a <= BEARING_STRIP && again->a != BEARING_AWAY;
	return named_again || word_amid_place(m->r->lx, machine_word(m, i)) ||
	       machine_place_begins(m, i + 1) || machine_place_begins(m, i + 2);
}

static bool only_adjuncts(const struct machine *m, uint32_t beg, uint32_t end)
{
	static const uint64_t others = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CONSEQUENCE) |
				       LEX_BIT(LEX_HYPOTHETICAL) | LEX_BIT(LEX_NEGATION) | LEX_BIT(LEX_WAS) |
				       LEX_BIT(LEX_PART) | LEX_BIT(LEX_LIGHT);
	for (uint32_t i = beg; i < end; i++) {
		const struct word *w = machine_word(m, i);
		if ((w->classes & others && !machine_is_amid(m, i)) || w->flags & WORD_SENTENCE_START ||
			w->clitics & CLITIC_WA || (w->kind == WORD_PUNCT && !word_is_quote(w)))
			return false;
	}
	return begins_adjunct(m, beg);
}

/* "His wounds", "her car": ends in a pronoun; a word of four letters may have its own. */
static bool has_pronoun(const struct machine *m, uint32_t i)
{
	const struct token *k = &m->r->tokens->v[machine_word(m, i)->tok];
	if (k->kind != TOKEN_WORD || k->n_fold <= 4)
		return false;
	const uint16_t *f = token_fold(m->r->tokens, k);
	return token_last_letter(m->r->text, k) == 0x0647 /* heh, no teh marbuta */ ||
	       (f[k->n_fold - 2] == 0x0647 && f[k->n_fold - 1] == 0x0627);
}

/* "Syrian", of a noun without article: nothing in the genitive follows an adjective. */
static bool is_nisba(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct token *k = &m->r->tokens->v[w->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	uint32_t n = k->n_fold;
	bool yeh = token_last_letter(m->r->text, k) == 0x064A; /* no alif maqsura */
	return w->kind == WORD_WORD && n >= 4 && !word_is(w, LEX_NOUN) && !word_is(w, LEX_PREP) &&
	       (yeh || (f[n - 1] == 0x0647 && f[n - 2] == 0x064A));
}

/* "Unknown (gunmen)": a sound plural or dual keeps its noon only when no genitive follows. */
static bool keeps_noon(const struct machine *m, uint32_t i)
{
	const struct token *k = &m->r->tokens->v[machine_word(m, i)->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	uint32_t n = k->n_fold;
	return n > 4 && f[n - 1] == 0x0646 /* noon */ &&
	       (f[n - 2] == 0x064A /* yeh */ || f[n - 2] == 0x0648 /* waw */);
}

static bool no_genitive_follows(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	if (machine_place_ends(m, i + 1) || tells_time(m, i) || is_of_time(m, i))
		return true;
	return w->kind == WORD_WORD && !word_is(w, LEX_PREP) && !machine_names_doer(m, i) &&
	       (has_article(m, i) || has_pronoun(m, i) || is_nisba(m, i) || keeps_noon(m, i));
}

bool machine_is_late_subject(const struct machine *m, const struct quantity *q)
{
	const struct scope *s = &m->scope;
	uint32_t verb_end = s->end;
	bool sure = !s->weak || (s->harm == 1 << HARM_KILLED && begins_adjunct(m, verb_end));
	enum quantity_kind first = s->weak ? QUANTITY_NUMBER_NOUN : QUANTITY_SINGULAR;
	if (s->masdar || !sure || s->n || !s->harm || q->joined || q->clitics || q->possessed ||
		q->kind < first || q->kind == QUANTITY_BARE_NUMBER || q->kind == QUANTITY_OTHERS ||
		q->beg <= verb_end || q->beg > verb_end + FAR || machine_plural_verb(m, s->beg))
		return false;
	bool named = q->kind == QUANTITY_SINGULAR &&
		     (machine_is_name(m, q->end) || word_is_quote(machine_word(m, q->end)));
	return (!q->definite || named) && no_genitive_follows(m, q->beg - 1) &&
	       only_adjuncts(m, verb_end, q->beg);
}
