/* Crew: threads that do the jobs of a batch, each taking the next one that nobody has. */
#ifndef TUI_CREW_H
#define TUI_CREW_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { CREW_MAX = 64 };

struct crew {
	void (*job)(void *arg, size_t i);
	void *arg;
	size_t n_jobs, n_threads;
	atomic_size_t next;
	pthread_t threads[CREW_MAX];
};

/* How many work at best on this machine, 1 to CREW_MAX. */
long crew_size(void);

/*
 * Begins jobs 0 to n_jobs - 1 with a crew of so many, of whom the caller is one: alone, it does everything in
 * crew_finish(). A thread that cannot be made is done without. *c stays where it is until then.
 */
void crew_start(struct crew *c, long size, size_t n_jobs, void (*job)(void *arg, size_t i), void *arg);
/* Helps with what nobody has begun, and waits for the rest. Nothing to do for a zeroed crew. */
void crew_finish(struct crew *c);

#endif
