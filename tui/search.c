/* Search: all hits of some folded words in the folded text. One linear pass a search; stepping is a binary
 * search. */
#include "state.h"

#include "base/vec.h"
#include "text/fold.h"

#include <stdlib.h>

void search_clear(struct search *s)
{
	free(s->hits);
	s->hits = NULL;
	s->n_hits = s->cap = 0;
}

static bool collect(
	struct search *s, const struct folded *hay, const uint32_t *needle, size_t n, struct err *err)
{
	uint32_t from = 0, at;
	while (fold_find(hay, needle, n, from, &at)) {
		if (!vec_reserve(&s->hits, &s->cap, s->n_hits + 1, sizeof *s->hits))
			return err_memory(err);
		/* The hit ends behind its last letter; marks after that belong to it too. */
		struct span hit = {hay->map_cp[at], hay->map_cp[at + n - 1] + 1};
		s->hits[s->n_hits++] = hit;
		from = at + (uint32_t)n;
	}
	return true;
}

bool search_words(struct app *app, struct search *s, const uint32_t *cp, size_t n_cp, struct err *err)
{
	uint32_t needle[FOLD_MAX * LINE_EDIT_MAX_CP];
	size_t n = fold_into(cp, n_cp, needle);
	search_clear(s);
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "nothing to look for");
	struct arena a = {0};
	struct folded hay;
	bool ok = fold_text(&app->session->doc.text, &a, &hay, err) && collect(s, &hay, needle, n, err);
	arena_release(&a);
	if (ok && s->n_hits == 0)
		ok = err_set(err, ERR_NOT_FOUND, "these words do not occur in the text");
	return ok;
}

bool search_run(struct app *app, struct err *err)
{
	return search_words(app, &app->search, app->line.cp, app->line.n, err);
}

int64_t search_step(const struct app *app, int step)
{
	const struct search *s = &app->search;
	if (s->n_hits == 0)
		return -1;
	size_t lo = 0, hi = s->n_hits; /* the first hit that begins after the caret */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (s->hits[mid].beg_cp <= app->caret_cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (step > 0)
		return s->hits[lo == s->n_hits ? 0 : lo].beg_cp;
	while (lo > 0 && s->hits[lo - 1].beg_cp >= app->caret_cp)
		lo--;
	return s->hits[lo == 0 ? s->n_hits - 1 : lo - 1].beg_cp;
}
