/* Work: a few slots, each emptied and filled by one atomic exchange. */
#include "detect/work.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { IDLE_MAX = 16 };

struct work_pool {
	_Atomic(struct work *) idle[IDLE_MAX];
};

bool work_pool_new(struct work_pool **out, struct err *err)
{
	struct work_pool *p = malloc(sizeof *p);
	if (!p)
		return err_memory(err);
	for (size_t i = 0; i < IDLE_MAX; i++)
		atomic_init(&p->idle[i], NULL);
	*out = p;
	return true;
}

static void work_free(struct work *w)
{
	if (w)
		work_release(w);
	free(w);
}

void work_pool_free(struct work_pool *p)
{
	for (size_t i = 0; p && i < IDLE_MAX; i++)
		work_free(atomic_load(&p->idle[i]));
	free(p);
}

struct work *work_take(struct work_pool *p)
{
	for (size_t i = 0; i < IDLE_MAX; i++) {
		struct work *w = atomic_exchange(&p->idle[i], NULL);
		if (w)
			return w;
	}
	struct work *w = calloc(1, sizeof *w);
	if (w)
		casualties_clear(&w->figures);
	return w;
}

void work_give(struct work_pool *p, struct work *w, bool reuse)
{
	place_list_clear(&w->places);
	casualties_clear(&w->figures);
	for (size_t i = 0; reuse && i < IDLE_MAX; i++) {
		struct work *none = NULL;
		if (atomic_compare_exchange_strong(&p->idle[i], &none, w))
			return;
	}
	work_free(w);
}

void work_release(struct work *w)
{
	tokens_release(&w->tokens);
	mender_release(&w->mender);
	words_release(&w->words);
	place_list_release(&w->places);
	casualties_release(&w->figures);
	source_notes_release(&w->sources);
}
