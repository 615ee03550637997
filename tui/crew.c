/* Crew: the next job is a counter; whoever raises it does that job. */
#include "crew.h"

#include <unistd.h>

long crew_size(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > CREW_MAX ? CREW_MAX : n;
}

static void *work(void *arg)
{
	struct crew *c = arg;
	size_t i;
	while ((i = atomic_fetch_add(&c->next, 1)) < c->n_jobs)
		c->job(c->arg, i);
	return NULL;
}

void crew_start(struct crew *c, long size, size_t n_jobs, void (*job)(void *arg, size_t i), void *arg)
{
	c->job = job;
	c->arg = arg;
	c->n_jobs = n_jobs;
	c->n_threads = 0;
	atomic_store(&c->next, 0);
	while (c->n_threads + 1 < (size_t)size && c->n_threads + 1 < n_jobs &&
		pthread_create(&c->threads[c->n_threads], NULL, work, c) == 0)
		c->n_threads++;
}

void crew_finish(struct crew *c)
{
	work(c);
	while (c->n_threads > 0)
		pthread_join(c->threads[--c->n_threads], NULL);
}
