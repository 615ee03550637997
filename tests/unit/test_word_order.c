/* Word order: tests/cases/orders.txt, whose verbs, subjects and adjuncts are put together in every way. */
#include "base/str.h"
#include "detect/detect.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/detector_fixture.h"

enum { MAX_ENTRIES = 64, MAX_FIELDS = 4, MAX_SPANS = 4 };

struct entry {
	char *field[MAX_FIELDS]; /* the first holds them all */
};

struct list {
	struct entry v[MAX_ENTRIES];
	size_t n;
};

enum { VERB, SUBJECT, ADJUNCT, LISTS };
static const char *const keys[LISTS] = {"verb", "subject", "adjunct"};

/* Cuts text at each separator, without the blanks around it; returns how many pieces. */
static size_t cut(char *text, const char *separator, char **piece, size_t max)
{
	size_t n = 0;
	while (text && n < max) {
		char *end = strstr(text, separator);
		piece[n++] = text;
		if (end)
			*end = '\0';
		text = end ? end + strlen(separator) : NULL;
	}
	return n;
}

static void take_group(const struct case_group *g, void *lists)
{
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < LISTS; k++) {
			struct list *l = (struct list *)lists + k;
			if (strcmp(g->lines[i].key, keys[k]) != 0)
				continue;
			assert_true(l->n < MAX_ENTRIES);
			cut(strdup(g->lines[i].value), " | ", l->v[l->n++].field, MAX_FIELDS);
		}
}

/* The spans with their harm, a line each. */
static void describe(const struct figure *f, const struct text *text, struct str *s)
{
	for (uint32_t i = f->span.beg_cp; i < f->span.end_cp; i++)
		str_add_cp(s, text->cp[i]);
	for (unsigned h = 0; h < vocab_harm.n; h++)
		if (f->harm & 1u << h)
			str_addf(s, " %s", vocab_name(&vocab_harm, h));
	str_add_byte(s, '\n');
}

static void check(struct detector *d, const char *sentence, const char *spans, const char *harm)
{
	struct err err = {0};
	struct arena a = {0};
	struct findings f;
	struct str got = {0}, want = {0};
	char *piece[MAX_SPANS], *copy = strdup(spans);
	size_t n;
	unsigned *cp = case_decode(sentence, &n);
	struct detect_input in = {{cp, (uint32_t)n}, NULL};
	if (!detect_run(d, &in, &a, &f, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < f.n_figures; i++)
		describe(&f.figures[i], &in.text, &got);
	size_t n_spans = cut(copy, " + ", piece, MAX_SPANS);
	for (size_t i = 0; i < n_spans; i++)
		str_addf(&want, "%s %s\n", piece[i], harm);
	if (strcmp(str_text(&got), str_text(&want)) != 0)
		fail_msg("%s: got\n%s", sentence, str_text(&got));
	str_release(&got);
	str_release(&want);
	arena_release(&a);
	free(copy);
	free(cp);
}

static void check_orders(
	struct detector *d, const struct entry *verb, const struct entry *subject, const char *adjunct)
{
	const char *words = subject->field[0], *spans = subject->field[2] ? subject->field[2] : words;
	const char *said = verb->field[subject->field[1][0] == 'f'];
	const char *const orders[][3] = {{said, words, adjunct}, {said, adjunct, words},
		{adjunct, said, words}, {verb->field[2], words, adjunct}};
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct str s = {0};
		str_addf(&s, "%s %s %s", orders[i][0], orders[i][1], orders[i][2]);
		check(d, str_text(&s), spans, verb->field[3]);
		str_release(&s);
	}
}

static void test_orders(void **state)
{
	struct list lists[LISTS] = {0};
	case_file_each("orders.txt", take_group, lists);
	for (size_t v = 0; v < lists[VERB].n; v++)
		for (size_t s = 0; s < lists[SUBJECT].n; s++)
			for (size_t a = 0; a < lists[ADJUNCT].n; a++)
				check_orders(*state, &lists[VERB].v[v], &lists[SUBJECT].v[s],
					lists[ADJUNCT].v[a].field[0]);
	assert_true(lists[VERB].n && lists[SUBJECT].n && lists[ADJUNCT].n);
	for (size_t k = 0; k < LISTS; k++)
		for (size_t i = 0; i < lists[k].n; i++)
			free(lists[k].v[i].field[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_orders)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
