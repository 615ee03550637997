/* Place read: one span that a person chose, looked up by itself. */
#include "detect/place_engine.h"

#include <string.h>

/* What the words around the span say: one sentence's worth of text is scanned for a mention with this span. */
static bool read_context(const struct place_engine *e, const struct text *text, struct span span,
	struct arena *a, struct place *out, bool *found, struct err *err)
{
	enum { CONTEXT_CP = 200 };
	uint32_t beg = span.beg_cp > CONTEXT_CP ? span.beg_cp - CONTEXT_CP : 0;
	uint32_t end = text->len_cp - span.end_cp > CONTEXT_CP ? span.end_cp + CONTEXT_CP : text->len_cp;
	struct text part = {text->cp + beg, end - beg};
	struct place_list list = {0};
	struct tokens tokens = {0};
	struct findings f = {0};
	int32_t *index;
	bool ok = tokens_scan(&tokens, &part, 0, err) && place_scan(e, &part, &tokens, NULL, &list, err) &&
		  place_resolve(e, &part, &list, a, &f, &index, err);
	*found = false;
	for (size_t i = 0; ok && i < f.n_places && !*found; i++) {
		struct span s = f.places[i].span;
		*found = s.beg_cp + beg == span.beg_cp && s.end_cp + beg == span.end_cp;
		if (*found)
			*out = f.places[i];
	}
	place_list_release(&list);
	tokens_release(&tokens);
	return ok;
}

bool place_read(const struct place_engine *e, const struct text *text, struct span span,
	const struct place *near, size_t n_near, struct arena *a, struct place *out, struct err *err)
{
	struct place p = place_none();
	bool found;
	if (span.beg_cp >= span.end_cp || span.end_cp > text->len_cp)
		return err_set(
			err, ERR_INVALID, "the span %u to %u is not in the text", span.beg_cp, span.end_cp);
	if (!read_context(e, text, span, a, &p, &found, err))
		return false;
	const struct gaz_row *row;
	bool known = gazetteer_candidates(e->gazetteer, text->cp + span.beg_cp, span.end_cp - span.beg_cp,
			     near, n_near, &row, 1) > 0;
	p.span = span;
	p.evidence = (struct evidence){known ? 0.9f : 0.5f, "place.chosen", NULL};
	if (known) {
		p.kind = found && p.kind != KIND_OTHER ? p.kind : row->kind;
		p.name = row->name;
		memcpy(p.country, row->country, COUNTRY_TEXT);
		p.admin1 = *row->admin1 ? row->admin1 : NULL;
		p.lat = row->lat;
		p.lon = row->lon;
		p.gazetteer = row->id;
	} else if (!found && n_near) {
		memcpy(p.country, near[0].country, COUNTRY_TEXT);
		p.admin1 = near[0].admin1;
	}
	*out = p;
	return true;
}
