/*
 * Source, who says so: the name behind "according to" or behind a verb of saying, in the figure's sentence.
 *
 * "According to" behind the figure is about it; a verb of saying before it governs it; what is elsewhere in the sentence
 * comes last. A sentence that opens with "he added" or names "the source" goes on with an earlier one: the caller looks.
 */
#include "detect/source_sentence.h"

enum { NAME = 7, QUOTED = 4, REACH = 100 };

/* The end of a quoted name of a few words whose first quote is at i; i when it is none. */
static uint32_t quoted_end(const struct source_sentence *s, uint32_t i)
{
	const struct token *v = s->r->tokens->v;
	if (!source_is_quote(s, i) || v[i].hash == '_' || v[i].hash == '#')
		return i;
	for (uint32_t j = i + 1; j < s->end && j <= i + QUOTED; j++)
		if (source_is_quote(s, j))
			return j > i + 1 ? j + 1 : i;
	return i;
}

/* "a source in the police": the body behind the preposition at i, where its words end; i when there is none. */
static uint32_t body_end(struct source_sentence *s, uint32_t i)
{
	struct source_match in, body;
	if (!source_is(s, i, SOURCE_STOP, &in) || in.value != STOP_IN)
		return i;
	bool named = source_is(s, i + 1, SOURCE_ACTOR, &body) ||
		     (source_is(s, i + 1, SOURCE_SOURCE, &body) && body.value);
	if (!named || body.phrase.clitics)
		return i;
	uint32_t end = body.end;
	while (source_is(s, end, SOURCE_ADJECTIVE, &body))
		end = body.end;
	return end;
}

/* Does the source's name end before token i? */
static bool ends_name(struct source_sentence *s, uint32_t i, bool accuses)
{
	static const enum source_class ends[] = {
		SOURCE_STOP, SOURCE_SAY, SOURCE_ACCORD, DATE_DAY, SOURCE_STRIKE};
	const struct token *v = s->r->tokens->v;
	struct source_match m;
	bool word = v[i].kind == TOKEN_WORD || v[i].kind == TOKEN_LATIN;
	if (!word && !(source_is_quote(s, i) && i + 1 < s->end && v[i].flags & TOKEN_GLUED &&
			     (v[i].hash == '_' || v[i].hash == '#')))
		return true;
	for (size_t c = 0; c < sizeof ends / sizeof *ends; c++)
		if (source_is(s, i, ends[c], &m) &&
			!(ends[c] == SOURCE_STOP && m.value == STOP_IN && m.phrase.clitics & CLITIC_BI) &&
			!(ends[c] == SOURCE_STRIKE && m.phrase.clitics & CLITIC_LI))
			return true; /* not "baladi", spelled like "with" and "at"; nor "(observatory) of mines" */
	if (source_is(s, i, SOURCE_SOURCE, &m) && m.value == SOURCE_IS_MEDIUM && m.phrase.clitics & CLITIC_LI)
		return true; /* "local sources (told) to X" */
	return accuses && source_is(s, i, SOURCE_ACTOR, NULL);
}

/* A name of up to NAME words that begins at i; `any`: whatever its first word is; an accuser ends before the accused. */
static bool read_source(
	struct source_sentence *s, uint32_t i, bool any, bool accuses, struct figure *f, bool *anaphor)
{
	const struct token *v = s->r->tokens->v;
	while (i < s->end && source_is_quote(s, i))
		i++;
	struct source_match m = {.end = i + 1};
	bool named = source_is(s, i, SOURCE_SOURCE, &m) || source_is(s, i, SOURCE_ACTOR, &m) ||
		     source_is(s, i, SOURCE_HEAD, &m);
	if (i >= s->end || v[i].kind != TOKEN_WORD || source_is(s, i, DATE_DAY, NULL) ||
		(!named && (!any || source_is(s, i, SOURCE_STOP, NULL))))
		return false;
	uint32_t end = m.end, noun = m.end;
	bool head = source_is(s, i, SOURCE_HEAD, NULL); /* "(the) body (of the liberation) adopted …" */
	bool force = !head && !source_is(s, i, SOURCE_SOURCE, NULL) && source_is(s, i, SOURCE_ACTOR, NULL);
	while (end < s->end && end < i + NAME && !ends_name(s, end, accuses && !(head && end == noun)) &&
		!(force && !source_is(s, end, SOURCE_ADJECTIVE, NULL)))
		end++;
	end = accuses ? end : quoted_end(s, end);
	if (end <= noun + 1)
		end = body_end(s, end);
	struct source_match alone;
	*anaphor = source_is(s, i, SOURCE_ANAPHOR, &alone) && alone.end >= end;
	f->attribution = source_span(s, i, &m.phrase, end);
	return true;
}

/* Past "what … said of it", of "according to what … said of it". */
static uint32_t past_told(struct source_sentence *s, uint32_t i)
{
	enum { TOLD = 4 };
	struct source_match m;
	for (int n = 0; n < TOLD; n++)
		if ((source_is(s, i, SOURCE_STOP, &m) && m.value == STOP_TOLD) ||
			source_is(s, i, SOURCE_SAY, &m))
			i = m.end;
	return i;
}

/* The source behind a verb of saying that ends before i: "said (to X) a source"; not "affiliated with X". */
static bool read_sayer(struct source_sentence *s, uint32_t i, bool accuses, struct figure *f, bool *anaphor)
{
	struct source_match m;
	if (source_is(s, i, SOURCE_ACTOR, &m) && m.phrase.clitics & CLITIC_LI)
		return false;
	if (source_is(s, i, SOURCE_SOURCE, &m) && m.phrase.clitics & CLITIC_LI)
		i = m.end;
	return read_source(s, i, false, accuses, f, anaphor);
}

static uint32_t introduces(void)
{
	return source_bit(SOURCE_ACCORD) | source_bit(SOURCE_ACCUSE) | source_bit(SOURCE_SAY);
}

/* Reads the source that the phrase at i introduces. */
static bool read_introduced(
	struct source_sentence *s, uint32_t i, bool accord_only, struct figure *f, bool *anaphor)
{
	struct source_match m;
	if (source_is(s, i, SOURCE_ACCORD, &m))
		return read_source(s, past_told(s, m.end), true, false, f, anaphor);
	if (accord_only)
		return false;
	bool accuses = source_is(s, i, SOURCE_ACCUSE, &m);
	if (!accuses && source_is(s, i, SOURCE_SAY, &m) && m.value == SAY_OR_BETWEEN &&
		source_is(s, m.end, SOURCE_ACTOR, NULL))
		return false;
	return (accuses || source_is(s, i, SOURCE_SAY, &m)) && read_sayer(s, m.end, accuses, f, anaphor);
}

/* The same; that most words introduce none is told without a call. */
static inline bool introduced(
	struct source_sentence *s, uint32_t i, bool accord_only, struct figure *f, bool *anaphor)
{
	return source_has(s, i, introduces()) && read_introduced(s, i, accord_only, f, anaphor);
}

/* Does the sentence open with a verb that goes on with the last source? */
static bool resumes(struct source_sentence *s)
{
	for (uint32_t i = s->beg; i < s->end && i < s->beg + 2; i++)
		if (source_is(s, i, SOURCE_RESUME, NULL))
			return true;
	return false;
}

/* True when the source is an earlier sentence's, to be looked for there; what is filled in by then stays if it fails. */
bool source_attribution(struct source_sentence *s, struct figure *f)
{
	bool anaphor = false;
	if (!(s->any & introduces()))
		return s->any & source_bit(SOURCE_RESUME) && resumes(s);
	uint32_t last = s->end < s->fig_end + REACH ? s->end : s->fig_end + REACH;
	uint32_t first = s->fig_beg > s->beg + REACH ? s->fig_beg - REACH : s->beg;
	for (uint32_t i = s->fig_end; i < last && i < s->clause_end; i++)
		if (introduced(s, i, true, f, &anaphor))
			return anaphor;
	for (uint32_t i = s->fig_beg; i-- > first;)
		if (introduced(s, i, false, f, &anaphor))
			return anaphor;
	for (uint32_t i = s->fig_end; i < last; i++)
		if (introduced(s, i, false, f, &anaphor))
			return anaphor;
	return resumes(s);
}
