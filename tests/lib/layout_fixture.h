/* Layout fixture: an engine and a result for each test. Include after cmocka.h. */
#ifndef TESTS_LAYOUT_FIXTURE_H
#define TESTS_LAYOUT_FIXTURE_H

#include "text/layout.h"

#include <stdlib.h>

struct fixture {
	struct layout_engine *e;
	struct layout l;
};

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err;
	*state = f;
	return f && layout_engine_new(&f->e, &err) ? 0 : -1;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;
	layout_release(&f->l);
	layout_engine_free(f->e);
	free(f);
	return 0;
}

static inline void lay_out(
	struct fixture *f, const uint32_t *cp, uint32_t beg, uint32_t end, struct layout_options opt)
{
	struct err err;
	struct text t = {cp, end};
	if (!layout_paragraph(f->e, &t, beg, end, &opt, &f->l, &err))
		fail_msg("%s", err.text);
}

#endif
