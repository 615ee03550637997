/*
 * Figure, lists: tolls that stand a line each.
 *
 *	188 dead, namely:           The civilian dead:
 *	- 12 of the regime's        105 of them by shelling
 *	- two by a mine             - 27 under torture
 *
 * What ends with a colon after a total, or after "the dead", opens a list; a line that begins with a bullet or a number, or
 * that is a name and a number ("Aleppo: 12"), is an item, and says the harm of its list; another heading goes on with the
 * list, but no longer with its total. Any other line ends it. After a colon, bullets within a line are items too. State is
 * kept from sentence to sentence, in constant room.
 *
 *	The names of the dead of X:
 *	1- the child A              A list of names holds with bare names too; an item that says what A was is one person.
 */
#include "detect/figure_machine.h"

static bool is_bullet(const struct word *w)
{
	return word_punct(w, '-') || word_punct(w, 0x2013 /* en dash */) ||
	       word_punct(w, 0x2014 /* em dash */) || word_punct(w, 0x2022 /* bullet */) ||
	       word_punct(w, '*') || (w->kind == WORD_PUNCT && token_is_sign(w->hash_low));
}

static bool is_count(const struct machine *m, uint32_t i, uint32_t *end)
{
	struct number n;
	if (!number_read(m->r, i, &n) || n.kind != NUMBER_CARDINAL || n.value == 0)
		return false;
	*end = n.end;
	return true;
}

static uint32_t beg_cp(const struct machine *m, uint32_t i)
{
	return m->r->tokens->v[machine_word(m, i)->tok].beg_cp;
}

/* Past a bullet, and past "1-" or "1)" before a blank, which count the lines; "10-15 dead" is a range. */
static uint32_t skip_bullet(const struct machine *m, uint32_t at)
{
	uint32_t i = at + is_bullet(machine_word(m, at));
	const struct word *mark = machine_word(m, i + 1);
	if (i + 2 >= m->sentence_end || machine_word(m, i)->kind != WORD_DIGITS ||
		!(word_punct(mark, '-') || word_punct(mark, ')') || word_punct(mark, '.')))
		return i;
	return beg_cp(m, i + 2) > beg_cp(m, i + 1) + 1 ? i + 2 : i;
}

/* The last word of the sentence that is none of the breaks after it. */
static uint32_t last_word(const struct machine *m)
{
	uint32_t last = m->sentence_end - 1;
	while (last > m->sentence_beg && machine_word(m, last)->kind == WORD_BREAK)
		last--;
	return last;
}

/* The colon that ends a line; 0 when none does. */
static uint32_t last_colon(const struct machine *m)
{
	uint32_t last = last_word(m);
	return word_punct(machine_word(m, last), ':') ? last : 0;
}

/* The word with which the number of an item begins: "- 12 of …", "1) 12 of …", "the regime's forces: 12", "Aleppo 12", "Aleppo (12)". 0: none. */
static uint32_t item_number(const struct machine *m, uint32_t at)
{
	enum { WORDS = 9 }; /* of a label */
	uint32_t i = skip_bullet(m, at), end;
	if (is_count(m, i, &end))
		return word_punct(machine_word(m, end), ':') ? 0 : i;
	for (uint32_t k = i; k < i + WORDS && k < m->sentence_end; k++)
		if (word_punct(machine_word(m, k), ':'))
			return is_count(m, k + 1, &end) ? k + 1 : 0;
	uint32_t last = last_word(m);
	uint32_t bracket = last > i + 2 && word_punct(machine_word(m, last), ')') &&
			   word_punct(machine_word(m, last - 2), '(');
	last -= bracket ? 1 : 0;
	bool entry = words_between(i, last) < 4 + bracket && machine_word(m, last)->kind == WORD_DIGITS;
	return entry && is_count(m, last, &end) ? last : 0;
}

static bool is_heading(const struct machine *m)
{
	enum { WORDS = 12 };
	return words_between(m->sentence_beg, m->sentence_end) <= WORDS && last_colon(m);
}

/* The harm of a line "the names of the dead …:"; 0: it is none. */
static uint8_t names_announced(const struct machine *m)
{
	enum { OPENS = 4 };
	for (uint32_t i = m->sentence_beg; i < m->sentence_beg + OPENS && i < m->sentence_end; i++) {
		const struct lex_entry *of = machine_entry(m, i, LEX_STOP);
		const struct lex_entry *whose =
			of && of->a == STOP_NAMES_OF ? machine_entry(m, i + 1, LEX_NOUN) : NULL;
		if (whose && whose->form != FORM_SINGULAR)
			return whose->harm;
	}
	return 0;
}

/* A line of a list of names: a few words and no verb. */
static bool is_name_line(const struct machine *m)
{
	enum { WORDS = 8 };
	static const uint64_t tells = LEX_BIT(LEX_VERB) | LEX_BIT(LEX_CLAUSE);
	return m->out->list.names && !(m->classes & tells) &&
	       words_between(m->sentence_beg, m->sentence_end) <= WORDS;
}

bool machine_in_list(const struct machine *m)
{
	uint32_t at = m->sentence_beg;
	return m->out->list.harm &&
	       (item_number(m, at) || is_heading(m) || skip_bullet(m, at) > at || is_name_line(m));
}

/* Who the words from beg to end speak of. */
static void read_people(const struct machine *m, uint32_t beg, uint32_t end, uint8_t *victim, uint8_t *status)
{
	for (uint32_t i = beg; i < end && *status == STATUS_UNKNOWN; i++) {
		const struct lex_entry *actor = machine_entry(m, i, LEX_ACTOR),
				       *of = machine_entry(m, i, LEX_ADJ);
		of = of ? of : machine_entry(m, i, LEX_NOUN);
		if (actor && !actor->a && !(actor->flags & LEX_CONSTRUCT)) {
			*status = STATUS_COMBATANT;
			*victim = actor->sub;
		} else if (of && of->status != STATUS_UNKNOWN) {
			*status = of->status;
			*victim = of->victim;
		}
	}
}

/* "The houses destroyed: 5", "raids: 12", "the number of shells: 50": does the label of an item count things? */
static bool counts_things(const struct machine *m, uint32_t i, uint32_t end)
{
	bool number_of = i + 1 < end && word_is(machine_word(m, i), LEX_TOLL);
	i += number_of;
	const struct word *w = machine_word(m, i);
	const struct token *k = &m->r->tokens->v[w->tok];
	const uint16_t *f = token_fold(m->r->tokens, k);
	bool several = k->n_fold > 3 && f[k->n_fold - 1] == 0x062A /* teh */ &&
		       f[k->n_fold - 2] == 0x0627; /* alif: a sound plural */
	bool thing = word_is(w, LEX_EXCLUDED) || (word_is(w, LEX_ASSAULT) && (number_of || several));
	return i < end && thing && !word_is(w, LEX_CAUSE) && !word_is(w, LEX_NOUN) &&
	       !(w->clitics & CLITIC_BI) && !machine_place_begins(m, i);
}

/* The item that begins at word `at`, a bullet or the first word of a line: where what it counts begins; 0: it is none. */
static uint32_t enter_item(struct machine *m, uint32_t at)
{
	const struct toll_list *list = &m->out->list;
	uint32_t first = skip_bullet(m, at), number = item_number(m, at), beg = number ? number : first;
	bool whole = list->parent && m->out->v[list->parent - 1].window == m->out->n_windows;
	if (number && !whole && counts_things(m, first, number))
		return 0;
	struct scope scope = {.label = true,
		.masdar = true,
		.harm = list->harm,
		.victim = list->victim,
		.status = list->status,
		.beg = first,
		.end = beg,
		.last = beg};
	read_people(m, first, beg, &scope.victim, &scope.status);
	if (whole && (number || first > at))
		m->part = (struct part){.parent = list->parent - 1,
			.outer = -1,
			.relation = RELATION_EXHAUSTIVE_PART_OF,
			.end = beg};
	else if (number || (!list->table && (first > at || is_name_line(m)) &&
				   word_is(machine_word(m, first), LEX_NOUN)))
		scope.active = true;
	else
		return 0;
	if (scope.active)
		m->part.parent = -1;
	m->scope = scope;
	return beg;
}

uint32_t machine_enter_item(struct machine *m)
{
	const struct word *first = machine_word(m, m->sentence_beg);
	bool line = first->flags & WORD_LINE_START;
	uint32_t item = m->out->list.harm && (line || is_bullet(first)) ? enter_item(m, m->sentence_beg) : 0;
	if (item)
		return item;
	if (line && !machine_in_list(m))
		m->out->list = (struct toll_list){0};
	return line ? skip_bullet(m, m->sentence_beg) : m->sentence_beg;
}

/* "namely: - 12 of A - 9 of B": bullets within a line. */
void machine_read_bullet(struct machine *m, uint32_t i)
{
	if (is_bullet(machine_word(m, i)) && m->out->list.harm && i + 1 < m->sentence_end)
		enter_item(m, i);
}

/* After the colon at i; what it announces is a part or a scope by now. */
void machine_open_bullets(struct machine *m, uint32_t i)
{
	if (!is_bullet(machine_word(m, i + 1)))
		return;
	bool whole = m->part.parent >= 0 && m->part.relation == RELATION_EXHAUSTIVE_PART_OF;
	uint8_t harm = whole ? m->out->v[m->part.parent].figure.harm : m->scope.active ? m->scope.harm : 0;
	if (harm)
		m->out->list = (struct toll_list){.parent = whole ? m->part.parent + 1 : 0, .harm = harm};
}

/* "Daraa: 32 dead": the lines below may leave out of what. */
static void open_table(struct machine *m)
{
	uint32_t number = item_number(m, m->sentence_beg);
	if (m->out->list.harm || !number || m->out->n == m->sentence_first ||
		!(machine_word(m, m->sentence_beg)->flags & WORD_LINE_START) || number == m->sentence_beg)
		return;
	for (uint32_t i = m->sentence_beg; i < number; i++) {
		const struct lex_entry *n = machine_entry(m, i, LEX_NOUN);
		if (n && n->harm)
			return; /* "The dead: 32": the line below says whom it counts, too */
	}
	const struct casualty *first = &m->out->v[m->sentence_first];
	if (first->word_beg == number && first->own_harm && word_punct(machine_word(m, number - 1), ':'))
		m->out->list = (struct toll_list){.harm = first->figure.harm, .table = true};
}

/* "Rif Dimashq:", "the civilians:", "by shelling:", but not "the raids:": a heading below which the same are counted. */
static bool divides_people(const struct machine *m, uint32_t colon)
{
	static const uint64_t by = LEX_BIT(LEX_NOUN) | LEX_BIT(LEX_ACTOR) | LEX_BIT(LEX_CAUSE) |
				   LEX_BIT(LEX_ADJ) | LEX_BIT(LEX_PART) | LEX_BIT(LEX_AGGREGATE) |
				   LEX_BIT(LEX_PERIOD);
	uint32_t first = skip_bullet(m, m->sentence_beg);
	for (uint32_t i = first; i < colon; i++)
		if (machine_word(m, i)->classes & by || machine_place_begins(m, i))
			return !word_is(machine_word(m, first), LEX_ASSAULT) ||
			       word_is(machine_word(m, first), LEX_CAUSE);
	return false;
}

void machine_leave_item(struct machine *m)
{
	struct toll_list *list = &m->out->list;
	const struct part *p = &m->part;
	if (p->parent >= 0 && p->n == 0 && p->relation == RELATION_EXHAUSTIVE_PART_OF &&
		words_between(p->end, m->sentence_end) <= 2) {
		*list = (struct toll_list){.parent = p->parent + 1, .harm = m->out->v[p->parent].figure.harm};
		return;
	}
	open_table(m);
	uint32_t colon = last_colon(m);
	if (!colon)
		return;
	uint8_t names = names_announced(m);
	if (names) {
		*list = (struct toll_list){.harm = names, .names = true};
		return;
	}
	if (m->out->n > m->sentence_first) { /* "the death of 300 people …; the details:" */
		int32_t whole = m->out->last_whole;
		if (whole >= (int32_t)m->sentence_first && m->out->v[whole].figure.value > 2)
			*list = (struct toll_list){.parent = whole + 1, .harm = m->out->v[whole].figure.harm};
		return;
	}
	if (!is_heading(m))
		return;
	uint8_t harm = machine_harm_named(m, colon);
	if (!harm && !divides_people(m, colon)) {
		*list = (struct toll_list){0};
		return;
	}
	*list = (struct toll_list){.harm = harm ? harm : list->harm};
	read_people(m, m->sentence_beg, colon, &list->victim, &list->status);
}
