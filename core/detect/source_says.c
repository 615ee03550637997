/*
 * Source, who says so: the name behind "according to" or behind a verb of saying, in the figure's sentence.
 *
 * "According to" behind the figure is about it; a verb of saying before it governs it; what is elsewhere in the sentence
 * comes last. A sentence that opens with "he added" or names "the source" goes on with an earlier one: the caller looks.
 */
#include "detect/source_sentence.h"

enum { NAME = 7, REACH = 100 };

/* A name of up to NAME words that begins at i; `any`: whatever its first word is; an accuser ends before the accused. */
static bool read_source(
	struct source_sentence *s, uint32_t i, bool any, bool accuses, struct figure *f, bool *anaphor)
{
	const struct token *v = s->r->tokens->v;
	while (i < s->end && source_is_quote(s, i))
		i++;
	struct source_match m = {.end = i + 1};
	bool named = source_is(s, i, SOURCE_SOURCE, &m) || source_is(s, i, SOURCE_ACTOR, &m);
	if (i >= s->end || v[i].kind != TOKEN_WORD || source_is(s, i, DATE_DAY, NULL) ||
		(!named && (!any || source_is(s, i, SOURCE_STOP, NULL))))
		return false;
	uint32_t end = m.end;
	while (end < s->end && end < i + NAME) {
		bool word = v[end].kind == TOKEN_WORD || v[end].kind == TOKEN_LATIN;
		if (!word && !(source_is_quote(s, end) && end + 1 < s->end && v[end].flags & TOKEN_GLUED &&
				     (v[end].hash == '_' || v[end].hash == '#')))
			break;
		if (source_is(s, end, SOURCE_STOP, NULL) ||
			(accuses && source_is(s, end, SOURCE_ACTOR, NULL)) ||
			source_is(s, end, SOURCE_SAY, NULL) || source_is(s, end, SOURCE_ACCORD, NULL) ||
			source_is(s, end, DATE_DAY, NULL) || source_is(s, end, SOURCE_STRIKE, NULL))
			break;
		end++;
	}
	struct source_match alone;
	*anaphor = source_is(s, i, SOURCE_ANAPHOR, &alone) && alone.end >= end;
	f->attribution = source_span(s, i, &m.phrase, end);
	return true;
}

static uint32_t introduces(void)
{
	return source_bit(SOURCE_ACCORD) | source_bit(SOURCE_ACCUSE) | source_bit(SOURCE_SAY);
}

/* Reads the source that the phrase at i introduces. */
static bool introduced(
	struct source_sentence *s, uint32_t i, bool accord_only, struct figure *f, bool *anaphor)
{
	struct source_match m;
	if (!source_has(s, i, introduces()))
		return false;
	if (source_is(s, i, SOURCE_ACCORD, &m))
		return read_source(s, m.end, true, false, f, anaphor);
	if (accord_only)
		return false;
	bool accuses = source_is(s, i, SOURCE_ACCUSE, &m);
	return (accuses || source_is(s, i, SOURCE_SAY, &m)) &&
	       read_source(s, m.end, false, accuses, f, anaphor);
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
