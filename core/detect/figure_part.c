/*
 * Figure, parts: what "among them", "namely" and a bracket open. A part has its whole's harm.
 */
#include "detect/figure_machine.h"

/* "51 persons, among them two children, (and nine persons) at the hands of X": others, told of by their own words. */
static bool has_own_doer(const struct machine *m, const struct quantity *q)
{
	const struct word *before = machine_word(m, q->beg - 1);
	uint32_t verb;
	bool generic = q->kind == QUANTITY_NUMBER_NOUN && q->victim == VICTIM_PERSON && !q->harm;
	return generic && m->part.n && m->part.relation == RELATION_INCLUDED_IN && !m->part.bracket &&
	       (machine_done_by(m, q->end) ||
		       (before->prep == PREP_BESIDES && machine_harm_after(m, q, &verb)));
}

bool machine_fits_part(const struct machine *m, const struct quantity *q)
{
	const struct part *p = &m->part;
	if (p->parent < 0 || (q->repeated && p->relation == RELATION_INCLUDED_IN) || has_own_doer(m, q))
		return false;
	if (q->kind == QUANTITY_PLURAL && q->noun->flags & LEX_HEAD && q->noun->flags & LEX_COLLECTIVE)
		return false; /* "among them the forces of X", "whom militias executed" */
	if (q->beg > p->end && word_is(machine_word(m, q->beg - 1), LEX_CAUSE))
		return false; /* "one of them severely, according to officials" */
	uint32_t away = words_between(p->end, q->beg);
	const struct word *that = machine_word(m, q->beg - 1);
	if (away && that->prep == PREP_THAT && that->clitics & CLITIC_WA)
		return false; /* "four of whom died, and that three medics were hurt" */
	if (p->n == 0 && away == 2 && machine_partitive(m, p->end) && q->kind == QUANTITY_PLURAL)
		return false; /* "among them (those) who arrived in pieces" */
	if (away && word_punct(machine_word(m, q->beg - 1), ':'))
		away--;
	bool state = q->noun && q->noun->flags & LEX_STATE;
	const struct figure *whole = &m->out->v[p->parent].figure;
	bool apart = m->out->v[p->parent].own_harm || q->harm == 1 << HARM_MISSING;
	if (state && q->victim == VICTIM_PERSON && apart && !(q->harm & whole->harm))
		return false;
	bool family = whole->unit == UNIT_FAMILY && p->bracket;
	if (q->kind <= QUANTITY_VAGUE && whole->value != NUMBER_NONE && q->a > whole->value && !family)
		return false;
	if (q->harm && !state && !(q->harm & m->out->v[p->parent].figure.harm))
		return false;
	if (q->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA | CLITIC_FA | CLITIC_SA))
		return false;
	if (p->bracket && p->n == 0 && q->kind == QUANTITY_SINGULAR && whole->value > 1 &&
		word_punct(machine_word(m, q->end), ')'))
		return false; /* "36 women (adult females)" */
	if (q->kind == QUANTITY_SINGULAR && !q->joined && p->n && machine_partitive(m, q->beg - 1))
		return false; /* "members of the staff" */
	if (q->end <= p->sum_end)
		return true;
	if (q->kind == QUANTITY_PLURAL && !q->definite && p->n == 0 && away > NEAR)
		return false; /* "most of them women, in a raid by gunmen" */
	if (p->n == 0 && q->kind == QUANTITY_NUMBER_NOUN && p->relation == RELATION_INCLUDED_IN &&
		p->end > m->sentence_beg + 1 && word_is(machine_word(m, p->end - 2), LEX_VERB))
		return away <= REACH_MASDAR; /* "of whom (the forces of X) killed 891 civilians" */
	if (p->n == 0)
		return away <= REACH_PART && !(p->relation == RELATION_EXHAUSTIVE_PART_OF && away > 1) &&
		       !(q->kind == QUANTITY_SINGULAR && away > (q->definite ? 0 : NEAR));
	uint32_t reach = p->relation == RELATION_EXHAUSTIVE_PART_OF && q->joined &&
					 (q->kind == QUANTITY_NUMBER_NOUN ||
						 (q->kind == QUANTITY_SINGULAR &&
							 (!q->definite || q->noun->flags & LEX_RANK ||
								 q->noun->status == STATUS_COMBATANT)))
				 ? REACH_NUMBER
				 : REACH_JOINED;
	enum civil_status last = m->out->v[m->out->n - 1].figure.status;
	if (!q->joined && away > 1 && p->relation == RELATION_INCLUDED_IN && last == STATUS_CIVILIAN &&
		q->status == STATUS_COMBATANT && !word_is(machine_word(m, q->beg - 1), LEX_PREP))
		return false; /* "among them 118 civilians, and on the other side 22 soldiers" */
	const struct token *verb = &m->r->tokens->v[that->tok];
	if (away == 1 && !q->joined && q->kind == QUANTITY_PLURAL && that->kind == WORD_WORD &&
		word_is_unknown(that) && token_fold(m->r->tokens, verb)[0] == 0x0648 /* waw */)
		return false; /* "among them a child, and there fled gunmen" */
	return (machine_connected(m, q) || away == 1) && away <= reach &&
	       !(q->kind == QUANTITY_SINGULAR && q->definite && !p->bracket &&
		       !(q->noun && q->noun->status == STATUS_COMBATANT)) &&
	       !(q->kind >= QUANTITY_OTHERS && away > 5 && reach == REACH_JOINED);
}

/* Do the parts of that whole told of so far and q add up to it? */
static bool completes(const struct machine *m, int32_t whole, const struct quantity *q)
{
	int64_t sum = q->a;
	for (size_t k = m->out->n; k-- > m->sentence_first;)
		if (m->out->v[k].figure.part_of == whole && m->out->v[k].figure.value != NUMBER_NONE)
			sum += m->out->v[k].figure.value;
	return sum == m->out->v[whole].figure.value;
}

/* "Five of the dead are gunmen, and the other three civilians": the whole of which q, joined, is the rest; -1: none. */
int32_t machine_whole_of_rest(const struct machine *m, const struct quantity *q, enum relation *relation)
{
	if (!q->joined || q->harm || q->kind > QUANTITY_BARE_NUMBER || m->out->n <= m->sentence_first)
		return -1;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	if (last->figure.relation != RELATION_INCLUDED_IN ||
		words_between(last->word_end, q->beg) > REACH_NUMBER)
		return -1;
	for (uint32_t i = last->word_end; i < q->beg; i++)
		if (word_is(machine_word(m, i), LEX_VERB) || word_is(machine_word(m, i), LEX_MASDAR))
			return -1;
	int32_t rest_of = -1; /* the outermost */
	const struct figure *item = &last->figure;
	for (int32_t k = item->part_of; k >= (int32_t)m->sentence_first; k = item->part_of) {
		if (completes(m, k, q)) {
			rest_of = k;
			*relation = item->relation;
		}
		item = &m->out->v[k].figure;
		if (item->relation == RELATION_RESTATES)
			break;
	}
	return rest_of;
}

/* After "122 civilians, among them 12 women": does q go on with the list that the 122 stand in? */
static bool leaves_inner(const struct machine *m, const struct quantity *q)
{
	const struct figure *inner = &m->out->v[m->part.parent].figure;
	const struct lex_entry *p = q->beg > 0 ? machine_entry(m, q->beg - 1, LEX_PREP) : NULL;
	if (q->joined && completes(m, m->part.outer, q))
		return true;
	if (m->part.n == 0)
		return false;
	/* "nine in A, among them two women, and eight in B" */
	for (uint32_t i = q->end + 1;
		q->joined && word_is(machine_word(m, q->end), LEX_PREP) && i < q->end + 4; i++)
		if (machine_place_begins(m, i))
			return true;
	if (p && p->a == PREP_BESIDES)
		return true;
	bool comma = machine_joined_anew(m, q);
	if (comma && q->kind <= QUANTITY_BARE_NUMBER &&
		(q->group || q->partitive || machine_partitive(m, q->end)))
		return true; /* "133 of A, among them leaders, and 26 of B" */
	return q->status != STATUS_UNKNOWN && inner->status != STATUS_UNKNOWN && q->status != inner->status;
}

/* "nine civilians, among them three children, in A and four civilians in B": the four are no part of the nine. */
bool machine_new_whole(const struct machine *m, const struct quantity *q)
{
	const struct figure *parent = &m->out->v[m->part.parent].figure;
	uint32_t verb;
	if (m->part.bracket)
		return false;
	bool comma = machine_joined_anew(m, q);
	if (comma && m->part.n && m->part.relation == RELATION_INCLUDED_IN &&
		q->kind <= QUANTITY_BARE_NUMBER && machine_harm_after(m, q, &verb))
		return true; /* "among them three children, and nine died of hunger" */
	if (m->part.n == 0 || !q->joined || q->kind != QUANTITY_NUMBER_NOUN || !m->scope.active)
		return false;
	if (q->partitive && q->noun && q->noun->flags & LEX_POSSESSED)
		return false; /* "among them a commander of X and two of his companions" */
	if (m->part.relation == RELATION_EXHAUSTIVE_PART_OF && completes(m, m->part.parent, q))
		return false;
	bool here = false; /* "among them three in A, and five civilians in B" */
	for (uint32_t i = m->part.end + 1; i <= q->beg; i++)
		here |= machine_place_ends(m, i);
	for (uint32_t i = q->end + 1; here && i <= q->end + NEAR; i++)
		if (word_is(machine_word(m, q->end), LEX_PREP) && machine_place_begins(m, i))
			return true;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	bool alike = last->figure.part_of == m->part.parent && last->own_harm && q->harm &&
		     q->a < parent->value; /* "three grave injuries, and twelve light ones" */
	return word_is(machine_word(m, q->end), LEX_PART) ||
	       (!alike && q->victim == parent->victim && q->victim != VICTIM_CHILD &&
		       words_between(m->part.end, q->beg) > 0);
}

bool machine_take_part(struct machine *m, const struct quantity *q, struct err *err)
{
	const struct casualty *parent = &m->out->v[m->part.parent];
	struct origin o = {.harm = parent->figure.harm,
		.part_of = m->part.parent,
		.relation = m->part.relation,
		.trigger_beg = m->part.end > q->beg ? q->beg : m->part.end,
		.trigger_end = q->beg,
		.toll = false,
		.consequence = parent->consequence};
	if (m->part.n == 0) {
		o.trigger_beg = m->part.end ? m->part.end - 1 : 0;
		o.trigger_end = m->part.end;
	} else {
		o.trigger_beg = o.trigger_end = q->beg;
	}
	enum count_type type = parent->figure.count_type;
	if (q->harm && !(q->noun && q->noun->flags & LEX_STATE) && !(q->harm & ~o.harm))
		o.harm = q->harm;
	if (!machine_take(m, q, &o, err))
		return false;
	m->out->v[m->out->n - 1].figure.count_type = type;
	m->part.end = q->end;
	m->part.n++;
	m->scope.last = q->end;
	return true;
}

/* "the civilian dead are …": the harm of the definite plural just before word i; 0 when there is none. */
static uint8_t the_harmed_before(const struct machine *m, uint32_t i)
{
	for (uint32_t back = 1; back <= 3 && i >= m->sentence_beg + back; back++) {
		const struct word *w = machine_word(m, i - back);
		const struct lex_entry *n = machine_entry(m, i - back, LEX_NOUN);
		if (m->out->n > m->sentence_first && m->out->v[m->out->n - 1].word_end > i - back)
			return 0; /* "five of the dead are …" */
		if (w->kind != WORD_WORD || !(w->clitics & CLITIC_AL))
			return 0;
		if (n && n->harm && n->form != FORM_SINGULAR &&
			!(w->clitics & ~(unsigned)(CLITIC_AL | CLITIC_WA)))
			return n->harm;
	}
	return 0;
}

static void open_listed(struct machine *m, uint32_t end, uint8_t harm)
{
	bool colon = word_punct(machine_word(m, end), ':');
	m->part.parent = -1;
	m->scope = (struct scope){.active = true,
		.masdar = true,
		.label = true,
		.harm = harm,
		.beg = end - 1,
		.end = end,
		.last = end + colon};
}

/* "as for the wounded, their number …" */
uint8_t machine_harm_named(const struct machine *m, uint32_t i)
{
	for (uint32_t back = 1; back <= REACH_PART && back <= i - m->sentence_beg; back++) {
		const struct lex_entry *n = machine_entry(m, i - back, LEX_NOUN);
		if (n && n->harm && machine_word(m, i - back)->clitics & CLITIC_AL)
			return n->harm;
	}
	return 0;
}

/* "16 fighters of X among them …", a part itself: the part before word i that has parts of its own; -1: none. */
static int32_t inner_whole(const struct machine *m, uint32_t i)
{
	const struct casualty *last = &m->out->v[m->out->n - 1];
	if (m->out->n == m->sentence_first || last->figure.part_of < 0 || last->figure.value == NUMBER_NONE ||
		last->figure.value < 2 || words_between(last->word_end, i) > AFTER_PART)
		return -1;
	struct quantity q;
	uint32_t end;
	bool of_them = !(machine_word(m, i)->clitics & CLITIC_WA) && last->figure.victim == VICTIM_CIVILIAN &&
		       quantity_read(m->r, i + 1, &q, &end) == QUANTITY_FOUND &&
		       q.a <= last->figure.value; /* "among them 54 civilians, of whom 39" */
	for (uint32_t k = last->word_end; k < i; k++)
		if (machine_word(m, k)->kind == WORD_PUNCT && !(of_them && k + 1 == i))
			return -1;
	return (int32_t)m->out->n - 1;
}

/* "11 children", or "45 in the massacre of X"; no "three in a grave condition". */
static bool tells_who_or_where(const struct machine *m, uint32_t i)
{
	enum { WHO = 3, WHERE = 8 }; /* words */
	for (uint32_t k = i + 1; k <= i + WHERE && k < m->sentence_end; k++)
		if ((k <= i + WHO && word_is(machine_word(m, k), LEX_NOUN)) || machine_place_begins(m, k))
			return true;
	return false;
}

/* "the toll rose to 40 dead and 90 wounded, among them 21 in X": the dead are what the toll is about. */
static int32_t head_of_toll(const struct machine *m, uint32_t i, int32_t whole)
{
	const struct casualty *c = &m->out->v[whole];
	bool toll = whole > 0 && c[-1].toll && c[-1].sentence == c->sentence && c[-1].figure.part_of < 0 &&
		    c[-1].figure.harm == 1 << HARM_KILLED && c->figure.harm == 1 << HARM_INJURED;
	bool comma = i > c->word_end && word_punct(machine_word(m, i - 1), ',');
	return toll && comma && tells_who_or_where(m, i) ? whole - 1 : whole;
}

/* "Among the dead", "the wounded are distributed as follows": parts of all of that harm, or of nobody. */
static bool open_by_harm(struct machine *m, uint32_t i, const struct lex_entry *e, uint32_t end)
{
	uint8_t harmed = the_harmed_before(m, i);
	if (harmed && e->sub == RELATION_INCLUDED_IN &&
		(m->out->n > m->sentence_first || e->a)) /* of those told of in this sentence */
		harmed = 0;
	if (harmed && e->a == PART_FOLLOWS) {
		open_listed(m, end, harmed);
		return true;
	}
	if (harmed) {
		machine_open_among(m, end, harmed, (enum relation)e->sub);
		return true;
	}
	int32_t whole = m->out->last_whole;
	const struct lex_entry *are = machine_partitive(m, end) ? machine_entry(m, end + 1, LEX_NOUN) : NULL;
	if (e->sub == RELATION_EXHAUSTIVE_PART_OF && are && are->form == FORM_PLURAL)
		return true; /* "they are of the sons of two towns" */
	uint8_t listed = e->a == PART_FOLLOWS ? machine_harm_named(m, i) : 0;
	if (listed && (whole < 0 || !(m->out->v[whole].figure.harm & listed))) {
		open_listed(m, end, listed); /* "the dead are distributed as follows" */
		return true;
	}
	return false;
}

/* The figure that the marker at i opens parts of, and the whole whose list that one stands in, or -1. */
static int32_t whole_before(
	const struct machine *m, uint32_t i, const struct lex_entry *e, int32_t *outer_out)
{
	int32_t parent = m->out->last_whole, outer = -1;
	if (m->part.parent >= 0 && m->part.relation == RELATION_EXHAUSTIVE_PART_OF && m->part.n &&
		e->sub == RELATION_INCLUDED_IN && words_between(m->part.end, i) <= AFTER_PART) {
		outer = m->part.parent;
		parent = (int32_t)m->out->n - 1;
	}
	if (outer < 0 && m->out->n > m->sentence_first && m->out->v[parent].sentence < m->out->n_sentences &&
		m->out->v[m->out->n - 1].figure.relation == RELATION_INCLUDED_IN)
		parent = (int32_t)m->out->n - 1; /* "eight of the wounded …, among them" */
	bool announced = e->a == PART_FOLLOWS && outer < 0;
	const struct casualty *last = &m->out->v[m->out->n - 1];
	bool of_whole = e->a == PART_OF_THEM && machine_word(m, i - 1)->kind != WORD_PUNCT &&
			m->part.relation == RELATION_INCLUDED_IN &&
			m->part.parent == last->figure.part_of; /* "25 of them" */
	bool at_last =
		last->word_end == i || (last->word_end + 1 == i && word_punct(machine_word(m, i - 1), '('));
	if (!announced && !of_whole && at_last && last->figure.part_of >= 0 &&
		last->figure.value != NUMBER_NONE)
		parent = (int32_t)m->out->n - 1; /* "- five dead, who are …", in a list */
	if (e->sub == RELATION_INCLUDED_IN && !of_whole && outer < 0) {
		int32_t inner = inner_whole(m, i);
		outer = inner >= 0 ? last->figure.part_of : -1;
		parent = inner >= 0 ? inner : head_of_toll(m, i, parent);
	}
	*outer_out = outer;
	return parent;
}

/* "The killing of whoever was in it, who are", "arrests, among them": nobody was counted yet. */
static bool is_unsaid(const struct machine *m, uint32_t i, const struct lex_entry *e)
{
	const struct scope *s = &m->scope;
	bool all = e->sub == RELATION_EXHAUSTIVE_PART_OF ||
		   (s->harm == 1 << HARM_DETAINED && m->out->n == m->sentence_first);
	return all && s->active && s->masdar && s->harm && s->n == 0 && i > s->end + 1 &&
	       quantity_may_begin(machine_word(m, i + 1));
}

void machine_open_part(struct machine *m, uint32_t i, const struct lex_entry *e, uint32_t end)
{
	enum { FAR = 20 /* words from the whole, for parts that add up to it */ };
	enum { MANY = 10 /* a number that no sum meets by chance */ };
	if (open_by_harm(m, i, e, end))
		return;
	int32_t outer, parent = m->out->last_whole;
	if (parent < 0 || m->out->v[parent].window != m->out->n_windows) {
		if (is_unsaid(m, i, e))
			open_listed(m, end, m->scope.harm);
		return;
	}
	parent = whole_before(m, i, e, &outer);
	bool announced = e->a == PART_FOLLOWS && outer < 0; /* "as follows:", of the first total */
	const struct casualty *c = &m->out->v[parent];
	if (m->out->list.harm && c->sentence < m->out->n_sentences)
		return; /* another heading of a list */
	if (c->sentence + 1 < m->out->n_sentences ||
		(c->sentence < m->out->n_sentences && !announced && i > m->sentence_beg + 3 &&
			e->sub != RELATION_EXHAUSTIVE_PART_OF))
		return;
	if (announced)
		while (parent > 0 && c[-1].sentence == c->sentence && c[-1].figure.part_of < 0)
			parent--, c--;
	uint32_t from_whole = words_between(c->word_end, i);
	uint32_t reach = word_punct(machine_word(m, end), ':') ? REACH_LIST : 4;
	uint32_t sum = 0;
	bool next = e->sub == RELATION_EXHAUSTIVE_PART_OF && c->sentence < m->out->n_sentences &&
		    c->figure.value >= MANY;
	bool unsaid = is_unsaid(m, i, e) && c->sentence == m->out->n_sentences;
	if ((from_whole <= FAR || announced || next || unsaid) && c->figure.value > 1)
		sum = machine_sum_end(m, end - 1, c->figure.value);
	if (unsaid && !sum) {
		open_listed(m, end, m->scope.harm);
		return;
	}
	if (e->sub == RELATION_EXHAUSTIVE_PART_OF && !announced &&
		((c->sentence != m->out->n_sentences && !(next && sum)) || (from_whole > reach && !sum)))
		return;
	if (c->figure.value != NUMBER_NONE && c->figure.value < 2)
		return;
	bool beside =
		i <= m->scope.end || (i == m->scope.end + 1 && machine_word(m, i - 1)->kind != WORD_WORD);
	bool did = e->a == PART_OF_THEM && !m->scope.masdar && m->scope.harm == c->figure.harm &&
		   !(machine_word(m, m->scope.beg)->clitics & CLITIC_WA);
	if (m->scope.active && m->scope.n == 0 && beside && !did)
		return; /* but "(the 100,) of whom X killed" */
	if (m->passed_over > c->word_end && c->sentence == m->out->n_sentences)
		return;
	if (e->sub == RELATION_INCLUDED_IN && i < m->sum.end &&
		m->out->v[m->out->n - 1].figure.part_of == m->sum.parent)
		parent = (int32_t)m->out->n - 1; /* of an item, however far */
	m->part = (struct part){.parent = parent,
		.outer = outer,
		.relation = (enum relation)e->sub,
		.end = end,
		.sum_end = sum};
	if (e->sub == RELATION_EXHAUSTIVE_PART_OF)
		machine_open_items(m, end - 1, parent);
}

/* The last whole figure with that harm, not many figures ago; -1 when there is none. */
int32_t machine_whole_with(const struct machine *m, uint8_t harm, int64_t more_than)
{
	for (size_t k = m->out->n; k > 0 && k + 8 > m->out->n; k--) {
		const struct casualty *c = &m->out->v[k - 1];
		if (c->sentence + 4 < m->out->n_sentences)
			return -1;
		int64_t n = c->figure.value != NUMBER_NONE ? c->figure.value : c->figure.low;
		if (c->figure.part_of < 0 && harm & c->figure.harm && n != NUMBER_NONE && n > more_than)
			return (int32_t)(k - 1);
	}
	return -1;
}

/* "among the wounded": parts of the last wounded told of, or wounded by themselves. */
void machine_open_among(struct machine *m, uint32_t end, uint8_t harm, enum relation relation)
{
	int32_t parent = machine_whole_with(m, harm, 1);
	m->scope = (struct scope){
		.active = parent < 0, .masdar = true, .harm = harm, .beg = end - 1, .end = end, .last = end};
	m->part =
		(struct part){.parent = parent, .outer = -1, .relation = relation, .end = end, .among = harm};
}

/* "among the dead 85 children", more than the last dead told of: of more, told before, or dead by themselves. */
void machine_look_further_among(struct machine *m, const struct quantity *q)
{
	struct part *p = &m->part;
	if (p->among == 0 || p->parent < 0 || p->n || q->kind > QUANTITY_BARE_NUMBER ||
		q->a <= m->out->v[p->parent].figure.value)
		return;
	p->parent = machine_whole_with(m, p->among, q->a);
	if (p->parent < 0)
		m->scope = (struct scope){.active = true,
			.masdar = true,
			.harm = p->among,
			.beg = p->end - 1,
			.end = p->end,
			.last = p->end};
}

void machine_leave_inner(struct machine *m, const struct quantity *q)
{
	if (m->part.parent < 0 || m->part.outer < 0 || !leaves_inner(m, q))
		return;
	m->part.relation = m->out->v[m->part.parent].figure.relation;
	m->part.parent = m->part.outer;
	m->part.outer = -1;
	m->part.n +=
		m->part.n == 0; /* "two officers, one of them a major, and a soldier": the list goes on */
}

/* "…, five children of them": the whole stands before, and no noun behind "of them" has parts of its own. */
static bool says_of_them(const struct machine *m, uint32_t i)
{
	const struct lex_entry *of_them = machine_entry(m, i, LEX_PART);
	const struct word *next = machine_word(m, i + 1);
	return of_them && (of_them->a == PART_OF_THEM || !of_them->a) &&
	       of_them->sub == RELATION_INCLUDED_IN &&
	       (!quantity_may_begin(next) || next->clitics & CLITIC_WA);
}

/* "1528 others, 335 children and 302 women", "23 people, two children of them": after a comma, who they were. */
/* "Nine dead (Aleppo 4, Idlib 3, …)": the bracket that word i stands in, when it is right behind a figure; else -1. */
static int32_t whole_before_bracket(const struct machine *m, uint32_t i)
{
	enum { INSIDE = 24 }; /* words */
	uint32_t open = i;
	while (open > m->sentence_beg && open + INSIDE > i && !word_punct(machine_word(m, open), '(') &&
		!word_punct(machine_word(m, open), ')'))
		open--;
	for (size_t k = m->out->n; k-- > m->sentence_first && word_punct(machine_word(m, open), '(');)
		if (m->out->v[k].word_end == open)
			return m->out->v[k].figure.part_of < 0 ? (int32_t)k : -1;
	return -1;
}

bool machine_is_place_item(struct machine *m, const struct quantity *q)
{
	const struct word *next = machine_word(m, q->end);
	if (q->kind != QUANTITY_BARE_NUMBER || !q->digits || q->clitics || q->beg <= m->sentence_beg ||
		!machine_place_ends(m, q->beg) || !(word_punct(next, ',') || word_punct(next, ')')))
		return false;
	int32_t whole = whole_before_bracket(m, q->beg);
	if (whole < 0 || m->out->v[whole].figure.value == NUMBER_NONE || q->a > m->out->v[whole].figure.value)
		return false;
	m->part = (struct part){
		.parent = whole, .outer = -1, .relation = RELATION_EXHAUSTIVE_PART_OF, .end = q->beg};
	return true;
}

bool machine_is_apposition(struct machine *m, const struct quantity *q)
{
	if (m->out->n <= m->sentence_first || q->joined || q->clitics || q->harm || q->definite || q->other ||
		q->beg == 0 || !word_punct(machine_word(m, q->beg - 1), ','))
		return false;
	bool of_them = says_of_them(m, q->end);
	bool one_or_two = q->kind == QUANTITY_SINGULAR || q->kind == QUANTITY_DUAL;
	if (q->kind != QUANTITY_NUMBER_NOUN && !(of_them && one_or_two))
		return false;
	const struct casualty *c = &m->out->v[m->out->n - 1];
	bool near = c->word_end + 1 == q->beg ||
		    (of_them && c->sentence == m->out->n_sentences && m->scope.end <= c->word_end);
	if (!near || c->figure.part_of >= 0 || c->figure.value == NUMBER_NONE || c->figure.value <= q->a ||
		c->figure.victim == q->victim)
		return false;
	m->part = (struct part){.parent = (int32_t)m->out->n - 1,
		.outer = -1,
		.relation = of_them ? RELATION_INCLUDED_IN : RELATION_EXHAUSTIVE_PART_OF,
		.end = q->beg};
	return true;
}
