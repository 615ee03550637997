/*
 * Figure machine: the state of the walk through a sentence, shared by the files figure*.c and by nobody else.
 *
 * `scope` is what the last harm word governs, `part` what a part marker opened, mood what negations and rumours say of
 * the next quantities, `toll` a total whose number stands further on, `subjects` people whose verb is still to come.
 * Positions are indices of words of the window; an end is one past the last.
 */
#ifndef DETECT_FIGURE_MACHINE_H
#define DETECT_FIGURE_MACHINE_H

#include "detect/figure.h"

enum {
	NEAR = 2, /* a bare singular stands next to its verb, or one word further */
	REACH_MASDAR = 6,
	REACH_NOUN = 5,    /* a bare dual or plural */
	REACH_NUMBER = 14, /* a number with a person's noun */
	REACH_JOINED = 9,  /* "and" + quantity after a figure */
	REACH_MOOD = 9,
	REACH_NEGATION = 7,
	REACH_PART = 5,
	AFTER_PART = 4, /* "and nine in X, among them" */
	SUBJECTS = 6,
	REACH_DUAL = 20, /* to a verb in the dual */
	REACH_VERB = 7,
	REACH_ITEM = 6,     /* after a label, "Damascus and its country: 12" */
	REACH_LIST = 10,    /* "twelve martyrs of …, namely:" */
	LABEL = 6,          /* words of a label, "the dead that were reported:" */
	REACH_COUNTED = 26, /* "the number of civilians who died since … by … was 132 persons" */
	REACH_LIFE = 12,    /* "lost … their lives" */
	REACH_PRONOUN = 24, /* "the youth …, which led to his death" */
};

struct scope {
	bool active;
	bool masdar;
	bool weak;
	bool takes_bi;   /* its victims follow the preposition bi */
	bool transitive; /* who did it may stand before the victims */
	bool consequence;
	bool moved;             /* says only that they left, or were brought to a hospital */
	bool closed;            /* a word of cause has been met */
	uint8_t victim, status; /* a toll: whose dead they are, as words beside it say */
	bool exceeded;          /* a toll: its number is said to be exceeded */
	bool label;             /* opened by a label: lists after it go on */
	bool persons;           /* a toll: of people, of whom no harm has been said yet */
	uint8_t harm;           /* 0: governs nouns that carry their own */
	uint32_t beg, end;      /* the harm words */
	uint32_t last;          /* end of the last figure or of the trigger */
	uint32_t n;             /* figures found in it */
};

struct part {
	int32_t parent; /* -1: none */
	int32_t outer;  /* the whole whose full list the parent stands in; -1: none */
	enum relation relation;
	uint32_t end; /* of the marker or of the last part */
	uint32_t n;
	uint32_t sum_end; /* up to here the numbers add up to the whole; 0: nothing says so */
	bool bracket;     /* ends with the bracket that opened it */
	uint8_t among;    /* opened by "among the dead": their harm */
};

/* "189 dead, namely: 28 of …, and 111 of …, among them 33 of …, and 50 civilians": items that add up to their whole. */
struct sum {
	int32_t parent; /* -1: none */
	uint32_t end;   /* of the last item */
};

/* People named before the verb that says what befell them: "that four women and three children were killed". */
struct subject {
	struct quantity quantity;
	enum relation part; /* to the first of them; RELATION_NONE: it is a whole */
};

struct machine {
	const struct reading *r;
	const struct place_list *places;
	size_t next_mention;
	struct casualties *out;
	struct scope scope;
	struct part part;
	struct sum sum;
	uint32_t
		early_end; /* the harm word behind parts that were told before their whole; 0: there are none */
	int32_t early_before; /* the last whole before them */
	struct scope toll;
	enum polarity mood;
	uint32_t mood_beg, mood_end; /* its word, and the last word it reaches */
	uint32_t hypothetical_end;
	uint32_t escaped_end; /* the same, where somebody came away */
	uint32_t consequence; /* the last word of consequence in the sentence, + 1; 0: none */
	uint32_t sentence_beg, sentence_end;
	uint64_t classes;      /* of the whole sentence */
	bool period;           /* speaks of the attacks of a period told of before */
	size_t sentence_first; /* figures before the sentence */
	bool day_total;        /* a day is said to have seen what happened */
	bool disease;          /* speaks of an illness: "injuries" are infections */
	uint32_t quiet_end;
	uint32_t quiet_noun;  /* a noun that has said its harm of a number before it; 0: none */
	uint32_t passed_over; /* end of the last number of people that is no figure */
	struct subject subjects[SUBJECTS];
	uint32_t n_subjects;
	enum relation subject_parts; /* a part marker or a bracket followed them */
	struct quantity passed;      /* the last people told of to whom nothing has happened yet */
	bool has_passed;
};

struct origin {
	uint8_t harm;
	const char *rule;
	float score;
	uint32_t trigger_beg, trigger_end; /* words; equal when the noun is its own trigger */
	int32_t part_of;
	enum relation relation;
	bool toll, consequence;
	enum polarity polarity;
};

static inline const struct word *machine_word(const struct machine *m, uint32_t i)
{
	const struct words *ws = m->r->words;
	return &ws->v[i < ws->n ? i : ws->n];
}

static inline const struct lex_entry *machine_entry(const struct machine *m, uint32_t i, enum lex_class c)
{
	return word_entry(m->r->lx, machine_word(m, i), c);
}

/* "At the hands of", "by the bullets of": who did it stands right after word i. */
static inline bool machine_names_doer(const struct machine *m, uint32_t i)
{
	const struct lex_entry *by = machine_entry(m, i, LEX_CAUSE);
	return by && by->a == CAUSE_DOER;
}

/* Is q joined behind a comma? "And" may be a word of its own. */
static inline bool machine_joined_anew(const struct machine *m, const struct quantity *q)
{
	return q->joined && q->beg > 1 &&
	       (word_punct(machine_word(m, q->beg - 1), ',') || word_punct(machine_word(m, q->beg - 2), ','));
}

/* How far apart, in words; marks and places count too, because each is a step away. */
static inline uint32_t words_between(uint32_t from, uint32_t to)
{
	return to > from ? to - from : 0;
}

/* figure.c: does the name of a place begin at word i, or end before it; does one that begins with "and"? */
bool machine_place_begins(const struct machine *m, uint32_t i);
bool machine_place_ends(const struct machine *m, uint32_t i);
bool machine_joined_place_ends(const struct machine *m, uint32_t i);

/* Does the verb at i say what befell another than its subject: "killed him", "took the child to a hospital"? */
static inline bool machine_of_another(const struct machine *m, uint32_t i, const struct lex_entry *v)
{
	bool took = v->flags & LEX_COMPLETED && v->harm == 1 << HARM_INJURED;
	return v->flags & LEX_OBJECT || (took && !word_is(machine_word(m, i + 1), LEX_LIFE));
}

/* figure_consider.c: takes the quantity if it is a figure here. */
bool machine_consider(struct machine *m, const struct quantity *q, struct err *err) MUST_CHECK;

/* figure_scope.c: the verb of harm at i; one that something must complete ("lost … their lives") only with that. */
const struct lex_entry *machine_verb(const struct machine *m, uint32_t i);

bool machine_past_verb(const struct machine *m, uint32_t i);
bool machine_plural_verb(const struct machine *m, uint32_t i);
/* Of the past, after its subject: "the two were killed". */
bool machine_dual_verb(const struct machine *m, uint32_t i);

/* figure_take.c: adds the figure; fills what *o leaves open. */
bool machine_take(struct machine *m, const struct quantity *q, struct origin *o, struct err *err) MUST_CHECK;
/* Says the phrase no more than who those told of were, or where they were taken? */
bool machine_describes(struct machine *m, const struct quantity *q);

/* figure_fit.c. A word that no lexicon has, without article; no adverb, which ends in alif, nor a plural. */
bool machine_is_name(const struct machine *m, uint32_t i);
bool machine_connected(const struct machine *m, const struct quantity *q);
bool machine_fits_scope(const struct machine *m, const struct quantity *q);
uint8_t machine_same_elsewhere(const struct machine *m, const struct quantity *q);
bool machine_adds_injury(const struct machine *m, uint32_t i);
bool machine_fits_alone(const struct machine *m, const struct quantity *q);

/* figure_late.c. "On the evening of last Friday, …" at i: the word after it, or i. */
uint32_t machine_past_time(const struct machine *m, uint32_t i);
/* "Amid a market, amid the city" at i: where it was, no new clause. */
bool machine_is_amid(const struct machine *m, uint32_t i);
/* "was killed by the shelling a civilian": is it the subject of the scope's verb, with only adjuncts between? */
bool machine_is_late_subject(const struct machine *m, const struct quantity *q);

/* figure_verb.c. The name Ali, which differs from "on" by the dots of its last letter. */
bool machine_is_ali(const struct machine *m, uint32_t i);
/* "(a sniper) of the army": the word after whose he is, or i. */
uint32_t machine_past_group(const struct machine *m, uint32_t i);
bool machine_is_mourner(const struct machine *m, const struct quantity *q);
bool machine_is_agent(const struct machine *m, const struct quantity *q, uint32_t *past);
const struct lex_entry *machine_fell_as(const struct machine *m, const struct quantity *q, uint32_t *noun);
/* "soldiers kill two men": has the verb its object right after it? */
bool machine_verb_has_object(const struct machine *m, const struct lex_entry *e, uint32_t verb);
const struct lex_entry *machine_harm_after(const struct machine *m, const struct quantity *q, uint32_t *verb);

/* figure_part.c */
bool machine_fits_part(const struct machine *m, const struct quantity *q);
int32_t machine_whole_of_rest(const struct machine *m, const struct quantity *q, enum relation *relation);
bool machine_new_whole(const struct machine *m, const struct quantity *q);
bool machine_take_part(struct machine *m, const struct quantity *q, struct err *err) MUST_CHECK;
void machine_open_part(struct machine *m, uint32_t i, const struct lex_entry *e, uint32_t end);
uint8_t machine_harm_named(const struct machine *m, uint32_t i);
void machine_open_among(struct machine *m, uint32_t end, uint8_t harm, enum relation relation);
int32_t machine_whole_with(const struct machine *m, uint8_t harm, int64_t more_than);
bool machine_is_place_item(struct machine *m, const struct quantity *q); /* "(Aleppo 4, Idlib 3)" */
bool machine_is_apposition(struct machine *m, const struct quantity *q);
void machine_look_further_among(struct machine *m, const struct quantity *q);
void machine_leave_inner(struct machine *m, const struct quantity *q);

/* figure_again.c */
bool machine_partitive(const struct machine *m, uint32_t i);
bool machine_the_two(const struct machine *m, const struct quantity *q);
bool machine_done_by(const struct machine *m, uint32_t i); /* "at the hands of" */
uint8_t machine_by_another(const struct machine *m, const struct quantity *q);
uint8_t machine_cases_told(const struct machine *m, const struct quantity *q);
uint8_t machine_told_before(const struct machine *m, const struct quantity *q);
/* "One of them" at i, a part that the marker has just opened: reads it, unless a noun after it says who. */
bool machine_one_of_them(const struct machine *m, uint32_t i, struct quantity *q);
bool machine_of_the_dead(struct machine *m, const struct quantity *q);
/* "30 rockets, five of which fell": does the number count things told of before? */
bool machine_of_things(const struct machine *m, const struct quantity *q);

/* figure_mark.c */
void machine_read_mark(struct machine *m, uint32_t i, uint32_t mark);

/* figure_scope.c */
bool machine_read_bodies(struct machine *m, uint32_t i);
bool machine_read_trigger(struct machine *m, uint32_t i);
void machine_close_scope(struct machine *m);

/* figure_toll.c */
void machine_look_for_toll(struct machine *m, uint32_t i);
/* "to 45 the number of those who were killed": opens the toll whose number q is. */
void machine_look_for_toll_after(struct machine *m, const struct quantity *q);
bool machine_fits_toll(const struct machine *m, const struct quantity *q);
/* Whose dead the toll is said to count holds for its number, too. */
void machine_tell_whose(const struct machine *m, struct quantity *number);
bool machine_take_toll(struct machine *m, const struct quantity *q, struct err *err) MUST_CHECK;
bool machine_superseded(const struct machine *m, const struct quantity *q);
bool machine_take_superseded(struct machine *m, const struct quantity *q, struct err *err) MUST_CHECK;

/* figure_subject.c. Does the pronoun at the end of word i speak of that many? */
bool machine_pronoun_agrees(const struct machine *m, uint32_t i, const struct quantity *q);
void machine_remember_subject(struct machine *m, const struct quantity *q);
bool machine_after_subject(const struct machine *m, uint32_t i);
bool machine_agrees(const struct machine *m, const struct quantity *q, uint32_t verb);
bool machine_settle_subjects(
	struct machine *m, uint32_t i, const struct lex_entry *verb, struct err *err) MUST_CHECK;
bool machine_settle_pronoun(struct machine *m, uint32_t i, struct err *err) MUST_CHECK;
bool machine_settle_predicate(struct machine *m, uint32_t i, struct err *err) MUST_CHECK;

/* figure_sum.c: where the numbers after word i that add up to the total end; 0: they do not. */
uint32_t machine_sum_end(const struct machine *m, uint32_t i, int64_t total);
bool machine_open_sum(struct machine *m, uint32_t i);
/* Looks for items after word i; makes q, when it is one, a part of their whole. */
void machine_open_items(struct machine *m, uint32_t i, int32_t parent);
void machine_enter_sum_item(struct machine *m, const struct quantity *q);

/* Parts told before their whole, in the sentence at hand: where the reading begins, and what is settled at its end. */
uint32_t machine_enter_early(struct machine *m, uint32_t beg);
void machine_leave_early(struct machine *m);

/* figure_list.c: before a sentence (returns the word that its walk begins with) and after it; is it, without a word of
 * harm, an item or a heading of a list? */
uint32_t machine_enter_item(struct machine *m);
void machine_read_bullet(struct machine *m, uint32_t i);
void machine_open_bullets(struct machine *m, uint32_t i);
void machine_leave_item(struct machine *m);
bool machine_in_list(const struct machine *m);

#endif
