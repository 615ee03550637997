/*
 * Figure, sums: items that follow a total and add up to it, however much is told of each.
 *
 *	189 dead, namely: 28 of A who fell by …, and 111 of B, among them 33 of C, in 47 attacks, and 50 civilians
 *
 * An item is the first number or one joined by "and" that does not go on with "among them". Only when the items give the
 * total to the last one are they taken, so that distance need not limit them. Work in proportion to the words looked at, once
 * for an announced list.
 */
#include "detect/figure_machine.h"
#include "detect/quantity_grammar.h"

enum { LOOK = 160 }; /* words */

static bool is_number(const struct quantity *q)
{
	return q->kind == QUANTITY_NUMBER_NOUN || q->kind == QUANTITY_BARE_NUMBER;
}

/* "and a former member" counts too, when other numbers stand before it. */
static bool is_item(const struct quantity *q)
{
	bool one = q->kind == QUANTITY_SINGULAR && q->joined && !q->definite && !q->possessed;
	return q->a > 0 && (is_number(q) || one);
}

static uint32_t items_end(const struct machine *m, uint32_t i, int64_t total)
{
	int64_t sum = 0;
	uint32_t inner = 0; /* end of what an "among them" has opened; 0: nothing is open */
	unsigned n = 0;
	for (uint32_t j = i + 1; j < m->sentence_end && j < i + LOOK && sum < total;) {
		const struct lex_entry *part = machine_entry(m, j, LEX_PART);
		struct quantity q;
		uint32_t end = j + 1;
		if (part && part->sub == RELATION_INCLUDED_IN)
			inner = j + 1;
		enum quantity_result found = quantity_read(m->r, j, &q, &end);
		if (found == QUANTITY_FOUND && inner && words_between(inner, q.beg) <= AFTER_PART) {
			inner = q.end;
		} else if (found == QUANTITY_FOUND && is_item(&q) && (n == 0 || q.joined)) {
			sum += q.a;
			n++;
			inner = 0;
			if (sum == total && n > 1)
				return q.end;
		}
		j = found == QUANTITY_FOUND ? q.end : found == QUANTITY_EXCLUDED ? end : j + 1;
	}
	return 0;
}

void machine_open_items(struct machine *m, uint32_t i, int32_t parent)
{
	int64_t total = m->out->v[parent].figure.value;
	uint32_t end = total == NUMBER_NONE || total < 3 ? 0 : items_end(m, i, total);
	if (end)
		m->sum = (struct sum){parent, end};
}

void machine_enter_sum_item(struct machine *m, const struct quantity *q)
{
	if (m->sum.parent < 0 || q->beg >= m->sum.end || !is_item(q) || !q->joined)
		return;
	bool comma = machine_joined_anew(m, q);
	if (m->part.parent >= 0 && m->part.parent != m->sum.parent && m->part.n && !comma &&
		words_between(m->part.end, q->beg) <= AFTER_PART)
		return; /* goes on with "among them" */
	m->part = (struct part){.parent = m->sum.parent,
		.outer = -1,
		.relation = RELATION_EXHAUSTIVE_PART_OF,
		.end = q->beg,
		.n = 1,
		.sum_end = q->end};
}

uint32_t machine_sum_end(const struct machine *m, uint32_t i, int64_t total)
{
	enum { NEAR_LOOK = 60 }; /* words */
	int64_t sum = 0;
	unsigned n = 0;
	for (uint32_t j = i + 1; j < m->sentence_end && j < i + NEAR_LOOK && sum < total;) {
		const struct word *w = machine_word(m, j);
		if (word_is(w, LEX_CLAUSE) || word_is(w, LEX_VERB) || word_is(w, LEX_MASDAR))
			return 0; /* another harm is told of */
		struct quantity q;
		uint32_t end = j + 1;
		enum quantity_result found = quantity_read(m->r, j, &q, &end);
		bool listed = n == 0 || q.joined || machine_word(m, j - 1)->kind == WORD_PUNCT ||
			      machine_word(m, j - 1)->prep == PREP_BESIDES ||
			      (q.digits && !q.noun && machine_place_ends(m, j)); /* "Aleppo 12, Idlib 8" */
		if (word_is(w, LEX_PART)) { /* "seven soldiers, officers among them, and" */
			j = found == QUANTITY_NONE && quantity_read(m->r, j + 1, &q, &end) == QUANTITY_FOUND
				    ? q.end
				    : j + 1;
			continue;
		}
		bool counts = found == QUANTITY_FOUND && q.kind != QUANTITY_VAGUE &&
			      q.kind != QUANTITY_PLURAL && q.a > 0 && q.a < total && listed;
		if (found == QUANTITY_FOUND && listed && q.kind < QUANTITY_VAGUE && q.a >= total)
			return 0;
		sum += counts ? q.a : 0;
		n += counts;
		end = counts ? q.end : found == QUANTITY_EXCLUDED ? end : j + 1;
		j = end > j ? end : j + 1;
		if (sum == total && n > 1)
			return j;
	}
	return 0;
}

/* "14 dead in X: nine civilians and five soldiers": numbers after a colon, or the first after a comma and others joined to it,
   that add up to the whole are all of it. */
bool machine_open_sum(struct machine *m, uint32_t i)
{
	enum { FROM_WHOLE = 8, FAR = 30, MANY = 10 }; /* words; a number that no sum meets by chance */
	int32_t last = (int32_t)m->out->n - 1, whole = m->out->last_whole;
	if (last < 0 || whole < 0 || m->out->n <= m->sentence_first)
		return false;
	for (int32_t k = last; k >= 0 && k >= whole; k--) {
		const struct casualty *c = &m->out->v[k];
		uint32_t away = words_between(c->word_end, i),
			 reach = c->figure.value >= MANY ? FAR : FROM_WHOLE;
		int64_t least = away ? 3 : 2; /* "two persons, a man and his wife" */
		if (c->sentence != m->out->n_sentences || c->figure.value < least || away > reach)
			continue;
		uint32_t end = machine_sum_end(m, i, c->figure.value);
		if (!end)
			continue;
		m->part = (struct part){.parent = k,
			.outer = -1,
			.relation = RELATION_EXHAUSTIVE_PART_OF,
			.end = i + 1,
			.sum_end = end};
		return true;
	}
	return false;
}
