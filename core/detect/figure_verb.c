/*
 * Figure, verbs: the verb after a quantity, which may say what befell it: "that ten people were killed", "fell dead"; or
 * what it did to others: "two gunmen killed a guard".
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

/* "whose age is 5 years", between a noun and its verb. */
static uint32_t skip_age(const struct machine *m, uint32_t i)
{
	struct number n;
	if (!word_is(machine_word(m, i), LEX_BEFORE) || !number_read(m->r, i + 1, &n))
		return i;
	return word_is(machine_word(m, n.end), LEX_EXCLUDED) ? n.end + 1 : n.end;
}

/* "two members … (as) martyrs": the noun agrees with those who fell. */
static bool falls_like(const struct quantity *q, const struct lex_entry *n)
{
	if (q->kind == QUANTITY_DUAL)
		return n->form == FORM_DUAL;
	if (q->kind == QUANTITY_SINGULAR)
		return n->form == FORM_SINGULAR && n->flags & LEX_ACCUSATIVE;
	return n->form != FORM_DUAL;
}

/* "363 civilians, among them 106 children, fell victims to mines": the verb says no harm, a noun further on does. */
const struct lex_entry *machine_fell_as(const struct machine *m, const struct quantity *q, uint32_t *noun)
{
	bool counted =
		q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_DUAL || q->kind == QUANTITY_SINGULAR;
	static const uint64_t number =
		LEX_BIT(LEX_UNIT) | LEX_BIT(LEX_TEEN) | LEX_BIT(LEX_TEN) | LEX_BIT(LEX_VAGUE);
	if (!m->scope.active || (m->scope.harm && !m->scope.weak) || m->scope.n || !counted || q->harm ||
		q->between_harms || q->definite)
		return NULL;
	for (uint32_t k = q->end; k < q->end + REACH_JOINED; k++) {
		const struct word *w = machine_word(m, k);
		const struct lex_entry *counts = machine_entry(m, k + 1, LEX_NOUN);
		if ((w->kind == WORD_DIGITS || w->classes & number) && counts && counts->harm)
			return NULL; /* "and 20 wounded", counted for themselves */
		if (w->flags & WORD_SENTENCE_START || w->kind == WORD_BREAK || word_is(w, LEX_VERB) ||
			word_is(w, LEX_MASDAR) || word_is(w, LEX_CAUSE) || word_is(w, LEX_CLAUSE))
			return NULL;
		const struct lex_entry *n = machine_entry(m, k, LEX_NOUN);
		if (!n || !n->harm || !(n->flags & LEX_MASS) || w->clitics || !falls_like(q, n))
			continue;
		*noun = k;
		return n;
	}
	return NULL;
}

/* "five of them passed away", "and 24 were hit", "ten are missing": else a year, more likely than not. */
static const struct lex_entry *bare_before_verb(
	const struct machine *m, const struct quantity *q, uint32_t *verb)
{
	const struct lex_entry *of_them = machine_entry(m, q->end, LEX_PART);
	bool theirs = of_them && of_them->a == PART_OF_THEM;
	*verb = q->end + theirs;
	const struct lex_entry *e = machine_verb(m, *verb);
	if (!e || !e->harm || machine_word(m, *verb)->clitics)
		return NULL;
	bool state = e->harm & (1 << HARM_TRAPPED | 1 << HARM_MISSING) && machine_word(m, *verb)->n_tok > 1;
	bool first = q->beg == m->sentence_beg || machine_word(m, q->beg - 1)->prep == PREP_THAT;
	bool after_figure = q->joined && m->out->n > m->sentence_first;
	bool year = q->digits && q->a > 1900;
	bool plural = machine_plural_verb(m, *verb); /* "three perished" */
	bool words = !q->digits && plural;
	return state || words || (!year && (theirs || ((first || after_figure) && plural))) ? e : NULL;
}

/* "(kills) a woman": an object whose ending does not show it. */
static bool ends_in_marbuta(const struct machine *m, const struct quantity *o)
{
	const struct token *t = &m->r->tokens->v[machine_word(m, o->beg)->tok];
	const uint16_t *f = token_fold(m->r->tokens, t);
	return !o->possessed && t->n_fold > 3 && f[t->n_fold - 1] == 0x0647 /* heh, for teh marbuta */;
}

/* "soldiers kill two men", "a man kills his wife", as headlines say it: the verb has its object after it. */
bool machine_verb_has_object(const struct machine *m, const struct lex_entry *e, uint32_t verb)
{
	struct quantity o;
	uint32_t end;
	if (e->flags & LEX_ACTIVE)
		return true;
	bool takes = e->flags & LEX_TRANSITIVE || machine_word(m, verb)->n_tok > 1; /* "its victims were" */
	const struct word *how = machine_word(m, verb + 1);
	bool by = (word_is(how, LEX_CAUSE) || word_is(how, LEX_CUMULATIVE)) && machine_plural_verb(m, verb) &&
		  !machine_names_doer(m, verb + 1);
	uint32_t at = verb + 1 + by; /* "gunmen killed by bullets eight civilians" */
	if (by && !word_is(machine_word(m, at), LEX_UNIT) && word_is(machine_word(m, at + 1), LEX_UNIT))
		at++; /* "gunmen hold since June four workers" */
	if (!takes || quantity_read(m->r, at, &o, &end) != QUANTITY_FOUND || !o.noun || o.joined ||
		o.clitics || o.beg != at || (o.definite && !o.partitive))
		return false;
	return o.kind == QUANTITY_NUMBER_NOUN || o.kind == QUANTITY_DUAL || o.kind == QUANTITY_VAGUE ||
	       (o.kind == QUANTITY_SINGULAR &&
		       (o.accusative || ends_in_marbuta(m, &o) || (o.possessed && o.noun->flags & LEX_KIN)));
}

bool machine_is_ali(const struct machine *m, uint32_t i)
{
	const struct token *t = &m->r->tokens->v[machine_word(m, i)->tok];
	const uint16_t *f = token_fold(m->r->tokens, t);
	bool maqsura = token_last_letter(m->r->text, t) == 0x0649;
	return t->n_fold == 3 && f[0] == 0x0639 /* ain */ && f[1] == 0x0644 /* lam */ && !maqsura;
}

/* "X rose (as) a martyr": a weak verb and the noun of its harm. */
static bool rises_as(const struct machine *m, const struct lex_entry *e, uint32_t verb)
{
	const struct lex_entry *n = machine_entry(m, verb + 1, LEX_NOUN);
	return n && n->form == FORM_SINGULAR && n->harm & e->harm && !machine_word(m, verb + 1)->clitics;
}

/* What follows a verb that says harm of those before it: of what, when, or nothing. */
static bool falls_by(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	return w->flags & WORD_SENTENCE_START || word_is(w, LEX_CAUSE) || w->clitics & CLITIC_BI;
}

/* "they found the youth X murdered": a state of those named before it, which no verb has told yet. */
static const struct lex_entry *found_dead(const struct machine *m, uint32_t i)
{
	const struct word *w = machine_word(m, i);
	const struct token *t = &m->r->tokens->v[w->tok];
	const struct lex_entry *e = w->clitics ? NULL : word_entry(m->r->lx, w, LEX_PARTICIPLE);
	if (!e || e->harm != 1 << HARM_KILLED || t->n_fold < 4 || (m->scope.active && m->scope.harm))
		return NULL;
	uint16_t last = token_fold(m->r->tokens, t)[t->n_fold - 1];
	return last == 0x0627 /* alif */ || last == 0x0647 /* heh, for teh marbuta */ ? e : NULL;
}

/* "(the youth X) of the village Y in the countryside of Z,": the word after, or i. */
static uint32_t skip_home(const struct machine *m, uint32_t i)
{
	enum { WORDS = 10 };
	static const uint64_t other = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_CAUSE) |
				      LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_NOUN) | LEX_BIT(LEX_WAS);
	uint32_t end = i;
	bool inside = false;
	if (!machine_partitive(m, i))
		return i;
	for (uint32_t k = i + 1; k <= i + WORDS && k < m->sentence_end; k++) {
		const struct word *w = machine_word(m, k);
		if (machine_place_ends(m, k)) {
			end = k;
			inside = false;
		}
		inside |= machine_place_begins(m, k); /* "Umm X" is no mother */
		if (w->kind != WORD_WORD || (!inside && w->classes & other))
			break;
	}
	return end > i && word_punct(machine_word(m, end), ',') ? end + 1 : end;
}

/* "that the youth X was killed": after a name of a few words; NULL when anything else stands between. */
static const struct lex_entry *harm_after_name(
	const struct machine *m, const struct quantity *q, uint32_t *verb)
{
	enum { NAME_WORDS = 6, AGE_WORDS = 4 };
	static const uint64_t no_names =
		LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_PREP) | LEX_BIT(LEX_CAUSE) |
		LEX_BIT(LEX_CLAUSE) | LEX_BIT(LEX_CONSEQUENCE) | LEX_BIT(LEX_EXCLUDED) |
		LEX_BIT(LEX_NEGATION) | LEX_BIT(LEX_HYPOTHETICAL) | LEX_BIT(LEX_ASSAULT) |
		LEX_BIT(LEX_BEARING) | LEX_BIT(LEX_WAS) | LEX_BIT(LEX_LIGHT) | LEX_BIT(LEX_PART);
	uint32_t last = q->end + NAME_WORDS;
	bool quoted = false; /* "the youth «A B»": any word may be a name */
	for (uint32_t k = q->end; k <= last; k++) {
		const struct word *w = machine_word(m, k);
		if (word_is_quote(w)) {
			quoted = !quoted;
			last += quoted;
		}
		if (quoted && !(w->flags & WORD_SENTENCE_START))
			continue;
		if (word_punct(w, '(') && k + AGE_WORDS < m->sentence_end) { /* "(18 years)," */
			uint32_t age = k + 1,
				 most = k + (k == q->end ? NAME_WORDS : AGE_WORDS); /* or "(A B)" */
			while (age < most && !word_punct(machine_word(m, age), ')'))
				age++;
			k = age + word_punct(machine_word(m, age + 1), ',');
			last = k + 1;
			continue;
		}
		uint32_t pause = k + (k > q->end && word_punct(w, ','));
		uint32_t aged = skip_age(m, pause); /* "who is 15 years old" */
		if (aged > pause) {
			k = aged - 1 + word_punct(machine_word(m, aged), ',');
			last = k + 1;
			continue;
		}
		uint32_t home = k > q->end ? skip_home(m, pause) : pause;
		if (home > pause) {
			k = home - 1;
			last = home;
			continue;
		}
		bool told = k > q->end || q->kind == QUANTITY_DUAL; /* "that the two soldiers were killed" */
		const struct lex_entry *e = told && !w->clitics ? machine_verb(m, k) : NULL;
		if (e && e->harm && !(e->flags & LEX_OBJECT) &&
			(!(e->flags & LEX_WEAK) || rises_as(m, e, k) || falls_by(m, k + 1))) {
			*verb = k;
			return machine_verb_has_object(m, e, k) ? NULL : e;
		}
		const struct lex_entry *dead = found_dead(m, k);
		if (dead) {
			*verb = k;
			return dead;
		}
		bool name = w->kind == WORD_WORD && !e &&
			    (!(w->classes & no_names) ||
				    (machine_is_ali(m, k) && (told || machine_is_name(m, k + 1))));
		if (w->flags & WORD_SENTENCE_START || !(name || word_is_quote(w)))
			return NULL;
	}
	return NULL;
}

/* "Five civilians detained": the harm that the phrase's own adjective says. */
static const struct lex_entry *own_adjective(
	const struct machine *m, const struct quantity *q, uint32_t *verb)
{
	uint32_t last = q->end - 1;
	if (!q->noun || last == q->beg || q->definite || q->clitics ||
		word_has_article(m->r->tokens, machine_word(m, last)) /* "the father of the martyr" */ ||
		machine_entry(m, last, LEX_NOUN) == q->noun)
		return NULL;
	const struct lex_entry *e = machine_entry(m, last, LEX_PARTICIPLE);
	if (!e || !e->harm)
		return NULL;
	*verb = last;
	return e;
}

/* A harm verb or participle right after the phrase: "that a person was killed", "ten people trapped". */
const struct lex_entry *machine_harm_after(const struct machine *m, const struct quantity *q, uint32_t *verb)
{
	if ((q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL) && q->definite)
		return harm_after_name(m, q, verb);
	*verb = skip_age(m, q->end);
	const struct lex_entry *had = q->accusative ? machine_entry(m, *verb, LEX_PREP) : NULL;
	if (had && machine_word(m, *verb)->clitics & CLITIC_WA)
		++*verb; /* "I saw a man, and he had died" */
	const struct word *w = machine_word(m, *verb);
	if (w->flags & WORD_SENTENCE_START || w->kind != WORD_WORD || w->clitics)
		return own_adjective(m, q, verb);
	const struct lex_entry *e = machine_verb(m, *verb);
	const struct lex_entry *subject = machine_entry(m, *verb + 1, LEX_NOUN);
	if (e && subject && subject->flags & LEX_POSSESSED && subject->flags & LEX_KIN)
		return NULL; /* "children whose father was killed" */
	if (e && e->harm && (e->flags & LEX_ACTIVE || q->kind != QUANTITY_BARE_NUMBER) &&
		machine_verb_has_object(m, e, *verb))
		return NULL;
	if (q->kind == QUANTITY_BARE_NUMBER && !q->other && !q->group)
		return bare_before_verb(m, q, verb);
	if (e && e->harm && (q->kind != QUANTITY_OTHERS || q->joined))
		return e->flags & LEX_OBJECT             ? machine_pronoun_agrees(m, *verb, q) ? e : NULL
		       : machine_of_another(m, *verb, e) ? NULL
							 : e;
	e = word_entry(m->r->lx, w, LEX_PARTICIPLE);
	if (e && e->harm)
		return e;
	e = own_adjective(m, q, verb);
	if (e)
		return e;
	if (q->kind != QUANTITY_NUMBER_NOUN && q->kind != QUANTITY_VAGUE)
		return NULL;
	/* "ten people of the dead perished", "1.8 million people in X are displaced now" */
	for (uint32_t k = *verb; k < *verb + 5; k++) {
		w = machine_word(m, k);
		if (w->kind == WORD_DIGITS) /* "of the 18th brigade" */
			continue;
		if (w->flags & WORD_SENTENCE_START || w->kind != WORD_WORD ||
			w->clitics & (CLITIC_WA | CLITIC_FA) || word_is(w, LEX_CAUSE) ||
			word_is(w, LEX_CLAUSE) || word_is(w, LEX_PART) || word_is(w, LEX_CONSEQUENCE))
			return NULL;
		e = machine_verb(m, k);
		if (!e && k > *verb && word_is(machine_word(m, k - 1), LEX_PREP))
			e = word_entry(m->r->lx, w, LEX_PARTICIPLE); /* "are still trapped" */
		bool agrees = k == *verb || w->n_tok > 1 || !machine_past_verb(m, k) ||
			      machine_plural_verb(m, k) || e == word_entry(m->r->lx, w, LEX_PARTICIPLE) ||
			      (q->approximator != APPROX_VAGUE && q->a < 3);
		if (e && e->harm && !w->clitics && !(e->flags & LEX_OBJECT) && agrees) {
			*verb = k;
			return e;
		}
	}
	return NULL;
}

/* "two gunmen", as the subject has it: in -an, before a noun. */
static bool is_dual_subject(const struct machine *m, const struct quantity *q)
{
	const struct token *t = &m->r->tokens->v[machine_word(m, q->beg)->tok];
	const uint16_t *f = token_fold(m->r->tokens, t);
	return q->kind == QUANTITY_DUAL && t->n_fold > 3 && f[t->n_fold - 2] == 0x0627 /* alif */;
}

/* Past what stands between two commas from word i: "(gunmen), on Saturday evening, (a man)"; i when nothing does. */
static uint32_t past_aside(const struct machine *m, uint32_t i)
{
	enum { LONGEST = 10 }; /* words */
	if (!word_punct(machine_word(m, i), ',') || word_is(machine_word(m, i + 1), LEX_VERB))
		return i;
	for (uint32_t k = i + 1; k <= i + LONGEST; k++) {
		const struct word *w = machine_word(m, k);
		if (word_punct(w, ','))
			return k + 1;
		if (word_is(w, LEX_STOP) || word_is(w, LEX_VERB))
			return i;
	}
	return i;
}

/* "(Gunmen) riding a car, (one of the merchants)": past a clause at word i that only a comma ends; i when it is none. */
static uint32_t past_clause(const struct machine *m, uint32_t i)
{
	enum { LONGEST = 5 }; /* words */
	static const uint64_t tells =
		LEX_BIT(LEX_VERB) | LEX_BIT(LEX_MASDAR) | LEX_BIT(LEX_CONSEQUENCE) | LEX_BIT(LEX_PART);
	for (uint32_t k = i; k <= i + LONGEST; k++) {
		const struct word *w = machine_word(m, k);
		if (word_punct(w, ','))
			return machine_word(m, k + 1)->clitics ? i : k + 1;
		if (w->flags & WORD_SENTENCE_START || w->kind != WORD_WORD || w->classes & tells ||
			quantity_may_begin(w))
			return i;
	}
	return i;
}

uint32_t machine_past_group(const struct machine *m, uint32_t i)
{
	return machine_partitive(m, i) && word_is(machine_word(m, i + 1), LEX_ACTOR) ? i + 2 : i;
}

/* Is somebody told of at i who was killed, buried or is mourned: five dead, the body of one, her sons? */
static bool is_mourned(const struct machine *m, uint32_t i)
{
	const struct lex_entry *body = machine_entry(m, i, LEX_NOUN);
	struct quantity q;
	uint32_t end;
	if (body && body->unit == UNIT_BODY)
		return true;
	if (quantity_read(m->r, i, &q, &end) != QUANTITY_FOUND || q.beg != i || q.joined || q.clitics)
		return false;
	bool kin = q.possessed && q.noun && q.noun->flags & LEX_KIN;
	return q.harm || kin || q.kind == QUANTITY_NUMBER_NOUN;
}

/* "Thousands of Palestinians mourned the martyr", "hundreds of residents buried five dead": a crowd, of the living. */
bool machine_is_mourner(const struct machine *m, const struct quantity *q)
{
	const struct scope *s = &m->scope;
	const struct lex_entry *verb = s->active ? machine_verb(m, s->beg) : NULL;
	bool mourns = verb && verb->flags & LEX_ACTIVE, vague = q->kind == QUANTITY_VAGUE;
	bool crowd = vague || (mourns && (q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_PLURAL));
	if (!verb || !crowd || (q->noun && q->noun->harm) || !s->transitive || s->n || s->end != q->beg)
		return false;
	return (mourns && vague) || is_mourned(m, q->end);
}

/* "masked gunmen abducted …" in Arabic order, verb first: who did it stands before those it befell. *past: where those may begin. */
bool machine_is_agent(const struct machine *m, const struct quantity *q, uint32_t *past)
{
	struct quantity object;
	uint32_t end;
	*past = q->end;
	bool two = is_dual_subject(m, q), several = q->kind == QUANTITY_PLURAL || two;
	if (!m->scope.active || !m->scope.transitive || m->scope.n || q->accusative ||
		(!several && q->kind != QUANTITY_SINGULAR))
		return false;
	bool family =
		q->unit == UNIT_FAMILY && q->kind == QUANTITY_SINGULAR; /* it lost seven of its members */
	bool named = family && !q->definite && machine_word(m, q->end)->kind == WORD_WORD;
	uint32_t i = machine_past_group(m, q->end + named), first = i;
	while (i < first + 3 && machine_word(m, i)->kind == WORD_WORD &&
		(machine_word(m, i)->classes & ~(UINT64_C(1) << LEX_ADJ)) == 0)
		i++;
	uint32_t aside = past_aside(m, i);
	if (aside == i && several && q->status == STATUS_COMBATANT)
		aside = past_clause(m, i);
	if (aside > i)
		*past = i = aside;
	if (word_is(machine_word(m, i), LEX_STOP) || /* "before" is written like "imam" */
		quantity_read(m->r, i, &object, &end) != QUANTITY_FOUND || object.joined || object.clitics)
		return false;
	if (two && !word_is(machine_word(m, i), LEX_NOUN))
		return false; /* "two gunmen, one of them …" */
	if (!object.noun)     /* "gunmen killed three (of one family)" */
		return object.kind == QUANTITY_BARE_NUMBER && i == q->end && q->kind == QUANTITY_PLURAL &&
		       q->status == STATUS_COMBATANT && !q->harm && !object.unknown_noun;
	if (i == q->end && object.possessed && object.noun->flags & LEX_KIN && !q->definite && !q->possessed)
		return true; /* a man killed his brother */
	/* A trade or state would describe the noun before it: "a youth, a farmer". */
	bool one_another = q->kind == QUANTITY_SINGULAR && object.kind == QUANTITY_SINGULAR &&
			   !object.definite && victim_is_by_age(object.victim) &&
			   !word_is(machine_word(m, i), LEX_ADJ); /* "a settler a child" */
	bool object_of = (object.accusative || one_another) && !q->definite && !q->possessed && i == q->end;
	if (q->status != STATUS_COMBATANT && !family && !object_of)
		return false;
	bool in_yn =
		object.kind == QUANTITY_DUAL && !is_dual_subject(m, &object); /* "gunmen two policemen" */
	return object.accusative || one_another || object.kind == QUANTITY_NUMBER_NOUN ||
	       object.kind == QUANTITY_VAGUE || in_yn || (several && object.kind == QUANTITY_SINGULAR);
}
