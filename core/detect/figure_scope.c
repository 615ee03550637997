/*
 * Figure, scopes: harm words and what they open.
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

static void open_scope(struct machine *m, uint32_t i, const struct lex_entry *e, bool masdar)
{
	struct scope *s = &m->scope;
	const struct word *before = i > 0 ? machine_word(m, i - 1) : NULL;
	bool conjunction = before && (word_is(before, LEX_CONJ) || before->prep == PREP_OR);
	bool joined = machine_word(m, i)->clitics & CLITIC_WA || conjunction;
	bool beside = i == s->end || (i == s->end + 1 && (before->kind != WORD_WORD || conjunction));
	const struct lex_entry *kin = machine_entry(m, i + 1, LEX_NOUN);
	bool another = !masdar && kin && kin->flags & LEX_POSSESSED && kin->flags & LEX_KIN;
	if (s->active && s->n == 0 && joined && beside && s->harm && !another) {
		s->harm |= e->harm;
		s->end = s->last = i + 1;
		s->masdar = masdar;
		return;
	}
	bool consequence = m->consequence && i - m->consequence <= 3;
	if (!consequence && s->active && joined)
		consequence = s->consequence;
	*s = (struct scope){.active = true,
		.masdar = masdar,
		.weak = e->flags & LEX_WEAK,
		.takes_bi = e->flags & LEX_COLLECTIVE,
		.transitive = !masdar && e->flags & LEX_TRANSITIVE,
		.consequence = consequence,
		.moved = e->flags & LEX_COMPLETED && e->harm & (1 << HARM_INJURED | 1 << HARM_DISPLACED),
		.harm = e->harm,
		.beg = i,
		.end = i + 1,
		.last = i + 1};
	m->part.parent = -1;
}

/* "the remains of 12 people": the bodies are the harm, the people the quantity. */
bool machine_read_bodies(struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	struct number number;
	if (!n || n->unit != UNIT_BODY)
		return false;
	const struct lex_entry *of = machine_entry(m, i + 1, LEX_NOUN);
	uint32_t next;
	bool two = n->form == FORM_DUAL && n->flags & LEX_CONSTRUCT && of &&
		   (of->form != FORM_SINGULAR ||
			   number_joined(m->r, i + 2, &next)); /* "of an officer and a …" */
	bool one = n->form == FORM_SINGULAR && of && !(of->harm & ~(1u << HARM_KILLED)) &&
		   of->form == FORM_SINGULAR && machine_word(m, i + 1)->clitics == CLITIC_AL &&
		   !(n->flags & LEX_POSSESSED);
	uint32_t at = i + 1;
	while (word_is(machine_word(m, at), LEX_APPROX) && at < i + 3)
		at++; /* "the bodies of about 30 people" */
	if (!two && !one &&
		(!number_read(m->r, at, &number) || !(word_is(machine_word(m, number.end), LEX_NOUN) ||
							    word_is(machine_word(m, number.end), LEX_OTHER) ||
							    machine_partitive(m, number.end))))
		return false;
	static const struct lex_entry bodies = {.cls = LEX_MASDAR, .harm = 1 << HARM_KILLED};
	struct part among = m->part; /* "among them the bodies of six children" */
	bool kept = among.parent >= 0 && among.n == 0 && words_between(among.end, i) <= 1 &&
		    m->out->v[among.parent].figure.harm & 1 << HARM_KILLED;
	open_scope(m, i, &bodies, true);
	if (kept) {
		m->part = among;
		m->part.end = i + 1;
	}
	return true;
}

/* A plural verb comes after its subject, which has been told then. */
bool machine_plural_verb(const struct machine *m, uint32_t i)
{
	const struct token *k = &m->r->tokens->v[machine_word(m, i)->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	uint32_t n = k->n_fold;
	bool present = n > 4 && f[0] == 0x064A /* yeh */ && f[n - 1] == 0x0646 /* noon */;
	return n > 3 && f[n - 2] == 0x0648 /* waw */ && (present || f[n - 1] == 0x0627 /* alif */);
}

bool machine_dual_verb(const struct machine *m, uint32_t i)
{
	const struct token *k = &m->r->tokens->v[machine_word(m, i)->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	return k->n_fold > 3 && f[k->n_fold - 1] == 0x0627 /* alif */ && f[k->n_fold - 2] != 0x0648 /* waw */;
}

/* "lost … his life", "left … their homes", "took … to hospital": the word that completes the verb at i. */
static bool is_completed(const struct machine *m, uint32_t i, enum lex_life by, bool of_men)
{
	for (uint32_t k = i + 1; k < m->sentence_end && k <= i + REACH_LIFE; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *n = machine_entry(m, k, LEX_NOUN);
		bool near = n && k <= i + REACH_PART;
		bool counted = !w->clitics || word_is(machine_word(m, k - 1), LEX_VAGUE);
		bool men = near && n->status == STATUS_COMBATANT && n->flags & LEX_HEAD && counted;
		bool own = near && n->flags & LEX_POSSESSED && n->flags & LEX_KIN;
		const struct lex_entry *life = machine_entry(m, k, LEX_LIFE);
		if ((life && life->a == by) || ((men || own) && of_men)) /* "lost 14 fighters", "his sons" */
			return true;
		bool next_verb = w->clitics & CLITIC_WA && word_is(w, LEX_VERB);
		if (word_is(w, LEX_CLAUSE) || word_is(w, LEX_CAUSE) || next_verb)
			return false;
	}
	return false;
}

/* The verb's reading, if something completes it; "lost … a leg" says another harm than "lost … his life". */
static const struct lex_entry *completed(const struct machine *m, uint32_t i, const struct lex_entry *e)
{
	static const struct lex_entry maimed = {.cls = LEX_VERB, .harm = 1 << HARM_INJURED};
	enum lex_life by = e->harm == 1 << HARM_DISPLACED ? LIFE_HOME
			   : e->harm == 1 << HARM_INJURED ? LIFE_CARE
							  : LIFE_LOST;
	bool lost = by == LIFE_LOST && e->flags & LEX_WEAK;
	if (lost && is_completed(m, i, LIFE_LIMB, false))
		return &maimed;
	return is_completed(m, i, by, lost) ? e : NULL;
}

/* "lost" and a particle before a past verb are one word: what follows is a verb that the lexicon lacks. */
static bool is_particle(const struct machine *m, uint32_t i)
{
	const struct lex_entry *e = machine_entry(m, i, LEX_VERB);
	const struct word *next = machine_word(m, i + 1);
	const struct token *k = &m->r->tokens->v[next->tok];
	if (!e || e->harm != 1 << HARM_MISSING || !(e->flags & LEX_TRANSITIVE) || next->kind != WORD_WORD ||
		m->r->tokens->v[machine_word(m, i)->tok].n_fold != 3)
		return false;
	return (next->first == UINT32_MAX && !token_begins_with_article(m->r->tokens, k)) ||
	       word_is(next, LEX_WAS) || word_is(next, LEX_REACH) || word_is(next, LEX_CONSEQUENCE);
}

const struct lex_entry *machine_verb(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *plain = NULL, *before = i > 0 ? machine_entry(m, i - 1, LEX_PREP) : NULL;
	if (!word_is(w, LEX_VERB))
		return NULL;
	if (before && word_is(w, LEX_MASDAR) && !w->clitics &&
		(before->a == PREP_FROM || before->a == PREP_TO || before->a == PREP_IN) &&
		!machine_is_ali(m, i - 1))
		return NULL; /* "set about killing" */
	if (is_particle(m, i))
		return NULL;
	for (uint32_t a = w->first; a != UINT32_MAX; a = phrase_next(m->r->lx->phrases, a)) {
		const struct lex_entry *e = &m->r->lx->entries[phrase_value(m->r->lx->phrases, a)];
		if (e->cls != LEX_VERB)
			continue;
		const struct lex_entry *whole = e->flags & LEX_COMPLETED ? completed(m, i, e) : NULL;
		if (whole)
			return whole;
		if (!(e->flags & LEX_COMPLETED) && !plain)
			plain = e;
	}
	return plain;
}

/* "(fell) dead": a noun that says the harm of those told before. */
static bool falls_as(const struct machine *m, uint32_t i)
{
	const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
	return n && n->harm && !machine_word(m, i)->clitics;
}

/* Does the verb at i not begin with the prefix of the present? */
bool machine_past_verb(const struct machine *m, uint32_t i)
{
	return token_fold(m->r->tokens, &m->r->tokens->v[machine_word(m, i)->tok])[0] != 0x064A /* yeh */;
}

/* "the killing that befell …": the harm of the verbal noun that the relative clause is of. */
static uint8_t harm_that_befell(const struct machine *m, uint32_t i)
{
	const struct lex_entry *next = machine_entry(m, i + 1, LEX_MASDAR);
	if (next && machine_word(m, i + 1)->clitics == CLITIC_AL) /* "(there) befell assassinations …" */
		return next->harm;
	if (i <= m->sentence_beg)
		return 0;
	bool relative = word_is(machine_word(m, i - 1), LEX_PREP);
	for (uint32_t back = 1; back <= REACH_PART && back <= i - m->sentence_beg; back++) {
		const struct lex_entry *n = machine_entry(m, i - back, LEX_MASDAR);
		if (n && n->harm && machine_word(m, i - back)->clitics & CLITIC_AL)
			return n->harm;
		if (!relative)
			return 0;
	}
	return 0;
}

/* "X announced its killing three soldiers": who did it is the pronoun, whom it befell stands after it. */
static bool is_own_deed(const struct machine *m, uint32_t i, const struct lex_entry *masdar)
{
	enum { SAID = 6 }; /* words */
	struct quantity q;
	uint32_t end;
	if (!masdar || !(masdar->flags & LEX_POSSESSED) ||
		quantity_read(m->r, i + 1, &q, &end) != QUANTITY_FOUND || q.beg != i + 1 || q.joined ||
		q.definite || q.possessed || (q.kind > QUANTITY_VAGUE && q.kind != QUANTITY_DUAL))
		return false;
	for (uint32_t k = i; k-- > m->sentence_beg && k + SAID > i;) {
		const struct lex_entry *says = machine_entry(m, k, LEX_BEARING);
		if (says && says->a == BEARING_SAYS)
			return true;
	}
	return false;
}

/* "The toll rose to (the killing) (and the wounding) of three": does the verbal noun at i say what the toll counts? */
static bool goes_on_with_toll(const struct machine *m, uint32_t i)
{
	const struct scope *t = &m->toll;
	const struct word *w = machine_word(m, i);
	if (!t->active || t->n || i == 0 || !(m->classes >> LEX_REACH & 1))
		return false;
	uint32_t reach = i;
	while (reach > m->sentence_beg && !word_is(machine_word(m, reach), LEX_REACH))
		reach--;
	if (!word_is(machine_word(m, reach), LEX_REACH))
		return false; /* "a first toll of 3; work goes on to raise the rubble" */
	bool begins = !t->harm && !w->clitics && machine_word(m, i - 1)->prep == PREP_TO;
	bool joined = t->harm && t->end == i && w->clitics == CLITIC_WA &&
		      word_is(machine_word(m, i - 1), LEX_MASDAR);
	return begins || joined;
}

/* "(killed were 35, among them eight fighters) of the groups who fell in the shelling": those told right before it again. */
static bool says_again(const struct machine *m, uint32_t i, const struct lex_entry *v)
{
	enum { GROUP = 5 }; /* words that say of whom they were */
	const struct casualty *last = m->out->n > m->sentence_first ? &m->out->v[m->out->n - 1] : NULL;
	if (!last || !m->scope.active || !m->scope.n || !v->harm || v->harm & ~last->figure.harm ||
		v->flags & LEX_OBJECT || !machine_plural_verb(m, i) || i > last->word_end + GROUP)
		return false;
	for (uint32_t k = last->word_end; k < i; k++) {
		const struct word *w = machine_word(m, k);
		if (w->prep != PREP_FROM && w->prep != PREP_WHO && !word_is(w, LEX_ACTOR) &&
			!word_has_article(m->r->tokens, w))
			return false;
	}
	return true;
}

/* "Was killed (by stabbing)": how it was done, by an accusative right after the verb or its subject; no act of its own. */
static bool tells_manner(const struct machine *m, uint32_t i)
{
	const struct scope *s = &m->scope;
	return s->active && !s->closed && (s->n ? s->last : s->end) == i && !machine_word(m, i)->clitics &&
	       machine_dual_verb(m, i); /* which is spelled so too */
}

/* "Died under the rubble five persons": where they did, and no harm of its own. */
static bool died_there(struct machine *m, const struct lex_entry *v, uint32_t i)
{
	struct scope *s = &m->scope;
	if (!v || v->harm != 1 << HARM_TRAPPED || !s->active || s->n || !s->harm || s->harm == v->harm ||
		s->last != i)
		return false;
	s->end = s->last = i + 1;
	return true;
}

/* "An official commented on the raid", which is written as "was stuck": on what, or what he said, follows. */
static bool comments(const struct machine *m, const struct lex_entry *v, uint32_t i)
{
	enum { AHEAD = 7, AIN = 0x0639, LAM = 0x0644, MAQSURA = 0x0649 };
	if (!v || v->harm != 1 << HARM_TRAPPED || machine_word(m, i)->n_tok > 1 || machine_plural_verb(m, i))
		return false;
	for (uint32_t k = i + 1; k < m->sentence_end && k < i + AHEAD; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *that = machine_entry(m, k, LEX_BEARING);
		const struct token *t = &m->r->tokens->v[w->tok];
		const uint16_t *f = token_fold(m->r->tokens, t);
		if (w->kind == WORD_DIGITS || word_is(w, LEX_UNIT))
			return false; /* "stuck are five workers on the hill" */
		if (word_punct(w, ':') || (that && that->a == BEARING_THAT))
			return true;
		if (t->n_fold == 3 && f[0] == AIN && f[1] == LAM &&
			token_last_letter(m->r->text, t) == MAQSURA)
			return true;
	}
	return false;
}

/* Reads a harm word at i. */
bool machine_read_trigger(struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct lex_entry *v = machine_verb(m, i), *n = machine_entry(m, i, LEX_MASDAR);
	if (!v && !n)
		return false;
	if (w->clitics & (CLITIC_AL | CLITIC_KA))
		return false;
	if (tells_manner(m, i)) {
		m->scope.end = m->scope.n ? m->scope.end : i + 1;
		m->scope.last = i + 1;
		return true;
	}
	if (died_there(m, v, i) || comments(m, v, i))
		return true;
	bool who = i > m->sentence_beg && machine_word(m, i - 1)->prep == PREP_WHO;
	bool did = (w->clitics & (CLITIC_WA | CLITIC_FA) || who) &&
		   ((v && !n && machine_past_verb(m, i)) || (n && !v && !(n->flags & LEX_WEAK)) ||
			   i < m->escaped_end); /* "X came away, and two of his guards were killed" */
	if (i < m->hypothetical_end && !did) {  /* "came back and killed", "feared those who killed" did */
		m->scope.active = false;
		return true;
	}
	if (did)
		m->hypothetical_end = i;
	bool masdar = n && (!v || v->flags & LEX_OBJECT || w->clitics & (CLITIC_BI | CLITIC_LI));
	/* Both readings: after a preposition or a noun of occurrence it is the noun. */
	if (v && n && i > 0) {
		const struct word *b = machine_word(m, i - 1);
		masdar = masdar || (b->kind == WORD_WORD && (word_is(b, LEX_LIGHT) || word_is(b, LEX_PREP) ||
								    word_is(b, LEX_CONSEQUENCE)));
	}
	const struct lex_entry *e = masdar ? n : v;
	if (!masdar && says_again(m, i, e)) {
		m->scope.last = i + 1;
		return true;
	}
	unsigned beside =
		machine_word(m, i + 1)->prep; /* "arrested him with five", "his injury beside seven" */
	if (e->harm && ((e->flags & LEX_OBJECT && beside == PREP_WITH) ||
			       (masdar && e->flags & LEX_POSSESSED &&
				       (beside == PREP_WITH || beside == PREP_BESIDES)))) {
		open_scope(m, i, e, false);
		m->scope.n = m->out->n > 0;
		return true;
	}
	if (is_own_deed(m, i, n)) {
		open_scope(m, i, n, true);
		return true;
	}
	if (e->flags & (LEX_OBJECT | LEX_POSSESSED))
		return true;
	bool brings =
		e->flags & LEX_COMPLETED && m->toll.harm; /* "the number of the dead who arrived at …" */
	if (!masdar && !brings && m->toll.active && m->toll.n == 0 && words_between(m->toll.end, i) <= 3 &&
		(!(w->clitics & CLITIC_WA) || m->toll.harm) &&
		(!m->scope.n ||
			word_is(machine_word(m, i - 1), LEX_PREP))) { /* "the number of those killed" */
		m->toll.harm = m->toll.weak ? e->harm : m->toll.harm | e->harm;
		m->toll.end = i + 1;
		return true;
	}
	if (masdar && goes_on_with_toll(m, i)) {
		m->toll.harm |= e->harm;
		m->toll.end = i + 1;
		return true;
	}
	if (!masdar && w->clitics & (CLITIC_BI | CLITIC_LI))
		return false;
	if (!masdar && (!e->harm || e->flags & LEX_WEAK) && falls_as(m, i + 1) &&
		(machine_plural_verb(m, i) || (i > 0 && word_is(machine_word(m, i - 1), LEX_PREP)))) {
		m->hypothetical_end = i + 2; /* "who fell dead": told already */
		return true;
	}
	/* "forced to flee, from their homes": says it again. */
	if (!masdar && e->flags & LEX_WEAK && m->scope.active && m->scope.n && m->scope.harm == e->harm &&
		e->harm == 1 << HARM_DISPLACED)
		return true;
	/* The particle that looks like "lost", before a verb. */
	const struct lex_entry *next = machine_entry(m, i + 1, LEX_VERB);
	if (!masdar && e->flags & LEX_WEAK && next && next->harm != 1 << HARM_TRAPPED)
		return true;
	uint8_t befell = e->harm ? 0 : harm_that_befell(m, i);
	if (!e->harm && !befell && m->scope.active && m->scope.harm && m->scope.n == 0 &&
		i <= m->scope.end + 1) {
		m->scope.end = m->scope.last = i + 1; /* "arrests that befell 20 youths" */
		return true;
	}
	open_scope(m, i, e, masdar);
	if (masdar && e->harm == 1 << HARM_MISSING && is_completed(m, i, LIFE_LOST, false))
		m->scope.harm = 1 << HARM_KILLED; /* "the loss by a worker of his life" */
	m->scope.harm |= befell;
	if (!masdar)
		m->scope.last = machine_past_time(m, m->scope.last);
	if (machine_word(m, m->scope.last)->prep == PREP_EACH_OF) {
		m->scope.last++;
		m->scope.last += word_punct(machine_word(m, m->scope.last), ':');
	}
	return true;
}

void machine_close_scope(struct machine *m)
{
	m->scope.active = false;
	m->part.parent = -1;
}
