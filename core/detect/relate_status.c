/*
 * Relate, who they were: what the sentence says of a figure's people where its own phrase leaves them open.
 *
 * In this order: the words after it ("are civilians", "nine of them"), whose toll it is ("the army's dead rose to"), the
 * total it is a part of, who admits or mourns them, the figure told just before it (relate_before.c), what the attack struck
 * (relate_target.c). Totals then learn from their parts (relate_whole.c). Only what is open is settled here, hardly ever
 * what the phrase says. Looks PEOPLE_BREATH words to either side of a figure.
 */
#include "detect/relate_people.h"

enum {
	AFTER = 3,     /* words from the figure to what is said of it */
	SIDE = 4,      /* from "the dead" to whose they are */
	BACK = 20,     /* from "of them" back to who they are */
	OWNS = 14,     /* from "admits" to the dead */
	ADMITTER = 4,  /* and to who admits, on either side */
	OF_A_WAR = 300 /* a toll that no single attack takes */
};

/* The people that one word names: a force or group, or a noun that says the side of more than one. */
struct people people_named(const struct frame *s, uint32_t i)
{
	const struct lex_entry *group = entry(s, i, LEX_ACTOR), *n = entry(s, i, LEX_NOUN);
	if (group && group->flags & LEX_CONSTRUCT && word_is_quote(at(s, i - 1)) &&
		word_is_quote(at(s, i + 1)))
		return (struct people){
			STATUS_COMBATANT, VICTIM_SOLDIER}; /* «the army» of whom one denies it */
	if (group && !(group->flags & LEX_CONSTRUCT))
		return (struct people){group->a == 1 ? STATUS_CIVILIAN : STATUS_COMBATANT, group->sub};
	if (n && n->unit == UNIT_FAMILY)
		return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
	if (n && !n->harm && n->form != FORM_SINGULAR &&
		n->unit == UNIT_PERSON) /* "sons of the town" are of any age */
		return (struct people){n->status, n->flags & LEX_KIN ? VICTIM_PERSON : n->victim};
	return unsaid;
}

/* Of "members" told of at i, of which army: the force named within three words says it. */
struct people people_of_whom(const struct frame *s, uint32_t i, struct people members)
{
	for (uint32_t k = i; k <= i + AFTER && !ends(at(s, k)); k++) {
		struct people p = word_is(at(s, k), LEX_ACTOR) ? people_named(s, k) : unsaid;
		if (p.status == STATUS_COMBATANT)
			return p;
	}
	return members;
}

/* "of one family", in the phrase or right after it. */
static bool of_a_family(const struct frame *s, const struct casualty *f)
{
	const struct lex_entry *of = f->word_beg > 1 ? entry(s, f->word_beg - 2, LEX_NOUN) : NULL;
	bool partitive = false;
	if (of && of->unit == UNIT_FAMILY && is_of(s, f->word_beg - 1))
		return true; /* "a family of four persons" */
	for (uint32_t i = f->word_beg; i < f->word_end + AFTER; i++) {
		if (i >= f->word_end && ends(at(s, i)))
			return false;
		const struct lex_entry *n = entry(s, i, LEX_NOUN);
		partitive |= is_of(s, i);
		if (partitive && n && n->unit == UNIT_FAMILY && !(at(s, i)->clitics & CLITIC_WA))
			return true;
	}
	return false;
}

static bool is_among(const struct frame *s, uint32_t i)
{
	return at(s, i)->prep == PREP_RANKS;
}

/* "three who were in their homes". */
static bool at_home(const struct frame *s, const struct casualty *f)
{
	enum { HOME = 6 }; /* words */
	for (uint32_t i = f->word_end; i < f->word_end + HOME && !ends(at(s, i)); i++) {
		const struct lex_entry *life = entry(s, i, LEX_LIFE);
		if (life && life->a == LIFE_HOME && !(at(s, i)->clitics & CLITIC_WA))
			return true;
	}
	return false;
}

/* "the ministry … three of its members": of those named last before word i. */
static struct people force_before(const struct frame *s, uint32_t i)
{
	for (uint32_t k = i; k-- > s->beg && k + BACK > i;) {
		const struct lex_entry *n = entry(s, k, LEX_NOUN);
		if (n && n->unit == UNIT_FAMILY)
			return people_named(s, k);
		struct people p = word_is(at(s, k), LEX_ACTOR) ? people_named(s, k) : unsaid;
		if (p.status != STATUS_UNKNOWN)
			return p;
	}
	return unsaid;
}

/* "inflicted on their ranks (some) dead": right before them. */
static struct people in_ranks_before(const struct frame *s, const struct casualty *f)
{
	for (uint32_t i = f->word_beg; f->own_harm && i-- > s->beg && i + AFTER > f->word_beg;) {
		const struct lex_entry *ranks = entry(s, i, LEX_ACTOR);
		bool fell = ranks && at(s, i)->clitics & CLITIC_LI &&
			    (word_is(at(s, i - 1), LEX_VERB) || word_is(at(s, i - 1), LEX_LIGHT));
		if (fell || (ranks && ranks->flags & LEX_KIN)) /* "(there) fell to the army (some) dead" */
			return people_named(s, i);
		if (is_among(s, i))
			return people_named(s, i + 1);
	}
	return unsaid;
}

/* "most of them (of the) women and children": no part, for no number of them is told. Of a war's toll it says little. */
static struct people mostly(const struct frame *s, const struct casualty *f)
{
	uint32_t i = f->word_end + word_punct(at(s, f->word_end), ',');
	const struct lex_entry *most = entry(s, i, LEX_PART);
	if (!most || most->a != PART_MOST || f->figure.low >= OF_A_WAR)
		return unsaid;
	for (uint32_t k = i + 1; k <= i + AFTER && !ends(at(s, k)); k++) {
		const struct lex_entry *n = entry(s, k, LEX_NOUN);
		if (!n || !(at(s, k)->clitics & CLITIC_AL) || n->form == FORM_SINGULAR)
			continue;
		if (n->harm || n->victim == VICTIM_CIVILIAN)
			return unsaid;
		return (struct people){n->status, n->status == STATUS_COMBATANT ? n->victim : VICTIM_PERSON};
	}
	return unsaid;
}

/* "are of the civilians", "they are soldiers": the noun that says who all of them are. */
static struct people said_after(const struct frame *s, const struct casualty *f)
{
	const struct lex_entry *they = entry(s, f->word_end, LEX_PART);
	const struct lex_entry *belong = entry(s, f->word_end, LEX_BEARING);
	uint32_t i = f->word_end + 1;
	if (belong && belong->a == BEARING_BELONGS)
		return people_of_whom(s, i, unsaid);
	for (uint32_t k = f->word_end; k < i + 1 && !ends(at(s, k)); k++) /* "recorded in the ranks of" */
		if (is_among(s, k) && !ends(at(s, k + 1)))
			return people_named(s, k + 1);
	if (!they || they->sub != RELATION_EXHAUSTIVE_PART_OF || ends(at(s, f->word_end)))
		return in_ranks_before(s, f);
	i += is_of(s, i);
	const struct lex_entry *n = ends(at(s, i)) ? NULL : entry(s, i, LEX_NOUN);
	if (!n || n->form == FORM_SINGULAR || n->unit != UNIT_PERSON || n->harm)
		return unsaid;
	return (struct people){n->status, n->victim};
}

/* "the martyr X, one of the fighters of …": what stands after a name. */
static struct people one_of(const struct frame *s, const struct casualty *f)
{
	enum { NAME = 8 }; /* words */
	for (uint32_t i = f->word_end; f->figure.value == 1 && i < f->word_end + NAME; i++) {
		const struct lex_entry *n = entry(s, i + 1, LEX_NOUN);
		if (at(s, i)->flags & WORD_SENTENCE_START || at(s, i)->clitics & CLITIC_WA)
			break;
		if (word_is(at(s, i), LEX_ONE) && n && n->status == STATUS_COMBATANT)
			return people_of_whom(s, i + 2, (struct people){n->status, n->victim});
	}
	return unsaid;
}

/* "the force that arrested (three of them)": the verb agrees with who did it, as none agrees with those it befell. */
static bool did_it(const struct frame *s, const struct casualty *f, uint32_t i)
{
	if (at(s, i + 1)->prep != PREP_WHO || f->scope_beg != i + 2)
		return false;
	const struct token *verb = &s->r->tokens->v[at(s, i + 2)->tok];
	uint16_t last = token_fold(s->r->tokens, verb)[verb->n_fold - 1];
	return last == 0x062A /* teh */ || last == 0x0627 /* alif */;
}

/* "a raid on mercenaries …, which killed a great number of them": the people named last. */
static struct people of_them(const struct frame *s, const struct casualty *f)
{
	const struct lex_entry *of_them = entry(s, f->word_end, LEX_PART);
	const struct casualty *next = f + 1 < s->c->v + s->c->n ? f + 1 : NULL;
	if (!of_them || of_them->a != PART_OF_THEM || f->figure.part_of >= 0 ||
		(next && next->word_beg == f->word_end + 1)) /* "11 dead, of them three children" */
		return unsaid;
	for (uint32_t i = f->word_beg; i-- > s->beg && i + BACK > f->word_beg;) {
		struct people p = people_named(s, i);
		bool attacks = is_of(s, i - 1) && word_is(at(s, i - 2), LEX_ASSAULT); /* "an attack by X" */
		if (p.status != STATUS_UNKNOWN && !attacks && !did_it(s, f, i))
			return p;
	}
	return unsaid;
}

/* "the number of the army's dead rose to …", "the dead in the ranks of …". */
static struct people side_of_toll(const struct frame *s, const struct casualty *f)
{
	if (!f->toll || f->scope_beg < s->beg)
		return unsaid;
	for (uint32_t i = f->word_beg; i-- > s->beg && i + BACK > f->word_beg;)
		if (word_is(at(s, i), LEX_TOLL)) { /* "the number of journalists who were killed" */
			const struct lex_entry *dead = entry(s, i + 1, LEX_NOUN);
			struct people p =
				ends(at(s, i + 1)) || lex_is_victims(dead) ? unsaid : people_named(s, i + 1);
			if (dead && dead->harm && dead->flags & LEX_POSSESSED) /* "the number of its dead" */
				p = force_before(s, i);
			if (p.status != STATUS_UNKNOWN)
				return p;
			break;
		}
	for (uint32_t i = f->scope_beg; i < f->word_beg; i++) {
		const struct lex_entry *dead = entry(s, i, LEX_NOUN);
		if (!dead || !(dead->flags & LEX_MASS) ||
			(lex_is_victims(dead) && !word_is(at(s, i + 1), LEX_PREP)))
			continue;
		for (uint32_t k = i + 1; k < f->word_beg && k <= i + SIDE; k++) {
			struct people p = people_named(s, k);
			if (p.status != STATUS_UNKNOWN)
				return p;
			if (at(s, k)->kind == WORD_WORD && !word_is(at(s, k), LEX_PREP))
				break;
		}
	}
	return unsaid;
}

/* "a child died of his wounds, which raises the toll of the massacre to 12": they were such as those just told of. */
static struct people raised(const struct frame *s, const struct casualty *f)
{
	bool raises = false;
	for (uint32_t i = s->beg; i < f->word_beg; i++) {
		const struct lex_entry *b = entry(s, i, LEX_BEARING);
		raises |= b && b->a == BEARING_RAISES && i + BACK > f->word_beg;
	}
	if (!f->toll || !raises || f->figure.value >= OF_A_WAR)
		return unsaid;
	const struct casualty *last =
		NULL; /* told just before it; with those told of before, it may be all of them */
	for (const struct casualty *b = f; b-- > s->c->v + s->c->window_beg;) {
		if (b->figure.harm != f->figure.harm || b->figure.part_of >= 0)
			continue;
		if (!last && b->sentence + 1 < f->sentence)
			return unsaid;
		if (last && b->figure.value + last->figure.value == f->figure.value &&
			b->figure.status != STATUS_CIVILIAN)
			return unsaid;
		last = last ? last : b;
	}
	if (last && last->figure.status == STATUS_CIVILIAN)
		return (struct people){STATUS_CIVILIAN, VICTIM_PERSON};
	return unsaid;
}

/* "the army admits the fall of three dead", "the group mourned two martyrs": their own. */
static struct people owned_up(const struct frame *s, const struct casualty *f)
{
	if (people_counts_persons(s, f) || f->figure.part_of >= 0)
		return unsaid;
	for (uint32_t i = f->word_beg; i-- > s->beg && i + OWNS > f->word_beg;) {
		const struct lex_entry *owns = entry(s, i, LEX_BEARING);
		if (word_is(at(s, i), LEX_CLAUSE))
			return unsaid;
		if (!owns || (owns->a != BEARING_ADMITS && owns->a != BEARING_MOURNS))
			continue;
		uint32_t k = i < s->beg + ADMITTER ? s->beg : i - ADMITTER;
		for (; k <= i + ADMITTER && k < f->word_beg; k++) {
			struct people p = word_is(at(s, k), LEX_ACTOR) ? people_named(s, k) : unsaid;
			if (p.status == STATUS_COMBATANT)
				return p;
		}
		return owns->a == BEARING_ADMITS ? (struct people){STATUS_COMBATANT, VICTIM_SOLDIER} : unsaid;
	}
	return unsaid;
}

static bool settle(struct casualty *f, struct people p)
{
	struct figure *g = &f->figure;
	if (p.status == STATUS_UNKNOWN)
		return false;
	g->status = p.status;
	bool guards = g->victim == VICTIM_OTHER && p.status == STATUS_COMBATANT && p.victim != VICTIM_PERSON;
	if (g->victim == VICTIM_PERSON || guards) /* whoever falls beside an officer is of his men */
		g->victim = p.victim == VICTIM_OFFICER ? VICTIM_SOLDIER : p.victim;
	return true;
}

/* The last noun of its phrase: "55 Palestinians at least"; NULL: none. */
static const struct lex_entry *noun_of(const struct frame *s, const struct casualty *f)
{
	uint32_t i = f->word_end;
	while (i > f->word_beg && !word_is(at(s, i - 1), LEX_NOUN))
		i--;
	return i > f->word_beg ? entry(s, i - 1, LEX_NOUN) : NULL;
}

static bool tells_of_assault(const struct frame *s)
{
	for (uint32_t i = s->beg; i < s->end; i++)
		if (word_is(at(s, i), LEX_ASSAULT))
			return true;
	return false;
}

/* "the body of a young man was found": whose side he was on, nobody knows. */
static bool is_found_dead(const struct frame *s, const struct casualty *f)
{
	return f->figure.unit == UNIT_BODY && f->figure.victim == VICTIM_MAN && !tells_of_assault(s);
}

/* "three Palestinians", by bullets or in a crowd: civilians, at home. A raid on nothing that is told may strike anyone. */
static struct people countrymen(const struct frame *s, const struct casualty *f)
{
	const struct lex_entry *n = noun_of(s, f);
	bool home = n && n->flags & LEX_DEMONYM && !(n->flags & LEX_FOREIGN) && !f->own_harm &&
		    f->figure.victim == VICTIM_PERSON && f->figure.harm != 1u << HARM_DISPLACED &&
		    f->figure.low < OF_A_WAR;
	return (struct people){
		home && !tells_of_assault(s) ? STATUS_CIVILIAN : STATUS_UNKNOWN, VICTIM_PERSON};
}

typedef struct people reader(const struct frame *s, const struct casualty *f);

/* The first that says something counts. */
static reader *const readers[] = {one_of, mostly, said_after, of_them, side_of_toll, raised, owned_up,
	people_told_before, people_struck, countrymen, people_listed};

static reader *const members_of[] = {people_told_before, people_struck};

/* "a colonel and four members", "struck a post of the army …, a member was killed": members, but of what? */
static void settle_members(const struct frame *s, struct casualty *f)
{
	const struct lex_entry *n = entry(s, f->word_end - 1, LEX_NOUN);
	bool staff = f->figure.victim == VICTIM_OFFICIAL || f->figure.victim == VICTIM_WORKER ||
		     f->figure.victim == VICTIM_MEDIC;
	struct people whose = staff && n && n->flags & LEX_POSSESSED ? force_before(s, f->word_beg) : unsaid;
	bool men = f->figure.victim == VICTIM_PERSON && n && n->flags & LEX_POSSESSED && n->flags & LEX_HEAD;
	if (men) /* "61 of its men" */
		whose = force_before(s, f->word_beg);
	else if (whose.status == STATUS_COMBATANT) /* "the group mourned three of its cadres" */
		whose = owned_up(s, f);
	if (whose.status != STATUS_UNKNOWN) {
		f->figure.status = whose.status;
		if (whose.victim != VICTIM_PERSON)
			f->figure.victim = whose.victim;
	}
	if (f->figure.victim != VICTIM_FIGHTER || !n || !(n->flags & LEX_HEAD) || f->figure.part_of >= 0)
		return;
	bool own = n->flags & LEX_POSSESSED;
	for (uint32_t i = f->word_end; !own && i < f->word_end + AFTER && !ends(at(s, i)); i++)
		if (people_named(s, i).status == STATUS_COMBATANT)
			return;
	struct people p = own ? force_before(s, f->word_beg) : owned_up(s, f);
	if (p.status == STATUS_CIVILIAN) {
		f->figure.status = p.status;
		f->figure.victim = p.victim;
		return;
	}
	for (size_t i = 0; p.status != STATUS_COMBATANT && i < sizeof members_of / sizeof *members_of; i++)
		p = members_of[i](s, f);
	if (p.victim == VICTIM_SOLDIER || p.victim == VICTIM_OFFICER || p.victim == VICTIM_POLICE)
		f->figure.victim = p.victim == VICTIM_OFFICER ? VICTIM_SOLDIER : p.victim;
}

/* "five of them displaced people": a number whose noun follows. */
static void settle_named_part(const struct frame *s, struct casualty *f)
{
	struct figure *g = &f->figure;
	uint32_t i = f->word_end + 1;
	const struct lex_entry *of_them = entry(s, f->word_end, LEX_PART), *own = noun_of(s, f);
	if (own && own->victim != VICTIM_PERSON && own->unit == UNIT_PERSON && !own->harm &&
		g->victim == VICTIM_PERSON && word_is(at(s, f->word_beg), LEX_OTHER)) {
		g->victim = own->victim; /* "and the other a civilian" */
		g->status = own->status;
		return;
	}
	bool open = g->victim == VICTIM_PERSON || (g->victim == VICTIM_CIVILIAN && g->part_of >= 0);
	bool among = is_of(s, i) && at(s, i + 1)->clitics & CLITIC_AL; /* "seven of them of the children" */
	i += among;
	const struct lex_entry *n = entry(s, i, LEX_NOUN);
	if (!of_them || of_them->a != PART_OF_THEM || !n || n->form == FORM_SINGULAR ||
		n->unit != UNIT_PERSON || (n->harm && !(n->flags & LEX_STATE)) ||
		at(s, i)->clitics & ~(among ? CLITIC_AL : 0u) || ends(at(s, i)) || !open || own ||
		word_is(at(s, f->word_end - 1), LEX_OTHER))
		return;
	g->victim = n->victim;
	g->status = n->status;
}

/* "two persons, one of them (is) of the army and …" */
static struct people one_is_of(const struct frame *s, const struct casualty *f)
{
	const struct lex_entry *one = f->word_end > f->word_beg ? entry(s, f->word_end - 1, LEX_PART) : NULL;
	if (!one || f->figure.value != 1 || f->figure.part_of < 0 || !is_of(s, f->word_end) ||
		ends(at(s, f->word_end + 1)))
		return unsaid;
	return people_named(s, f->word_end + 1);
}

static void settle_open(const struct frame *s, struct casualty *f)
{
	struct figure *g = &f->figure;
	const struct figure *whole = g->part_of >= 0 ? &s->c->v[g->part_of].figure : NULL;
	if (whole && g->victim == VICTIM_PERSON && f->own_harm && g->relation == RELATION_INCLUDED_IN &&
		whole->status == STATUS_COMBATANT)
		g->victim = whole->victim;
	settle_members(s, f);
	settle_named_part(s, f);
	if (settle(f, one_is_of(s, f)))
		return;
	if (is_found_dead(s, f))
		g->status = STATUS_UNKNOWN;
	if (g->status != STATUS_UNKNOWN || g->polarity == POLARITY_NEGATED || g->polarity == POLARITY_UNKNOWN)
		return;
	const struct lex_entry *noun = noun_of(s, f);
	if (g->victim == VICTIM_DETAINEE) /* whoever they were before they were taken */
		return;
	bool taken = g->harm == 1u << HARM_DETAINED && noun && noun->flags & LEX_DEMONYM;
	bool driven_out =
		g->harm == 1u << HARM_DISPLACED && (f->toll || (noun && noun->victim != VICTIM_PERSON));
	if (driven_out || taken || of_a_family(s, f) || (g->harm != 1u << HARM_DISPLACED && at_home(s, f))) {
		g->status = STATUS_CIVILIAN;
		return;
	}
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		if (readers[i] == people_told_before &&
			(people_after_both_sides(s, f) || people_has_civilian_part(s, f)))
			return;
		if (whole && readers[i] == of_them) {
			if (whole->status != STATUS_UNKNOWN || !settle(f, people_struck_after(s, f)))
				g->status = whole->status;
			return;
		}
		if (settle(f, readers[i](s, f)))
			return;
	}
}

void relate_status(const struct reading *r, struct casualties *c)
{
	struct frame s = {.r = r, .c = c};
	for (size_t k = c->window_beg; k < c->n; k++) {
		struct casualty *f = &c->v[k];
		for (s.beg = f->word_beg; s.beg > 0 && s.beg + PEOPLE_BREATH > f->word_beg &&
					  !(at(&s, s.beg)->flags & WORD_SENTENCE_START);)
			s.beg--;
		for (s.end = f->word_end; s.end < r->words->n && s.end < f->word_end + PEOPLE_BREATH &&
					  !(at(&s, s.end)->flags & WORD_SENTENCE_START);)
			s.end++;
		settle_open(&s, f);
	}
	people_settle_wholes(r, c);
}
