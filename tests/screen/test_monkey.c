/*
 * Monkey: thousands of random keys, clicks, pastes and sizes; whatever comes, the state stays sound.
 *
 * After each event: the caret is in the text, the focus is an item or none, the first and last column of the screen are
 * blank (the terminal hides its marks there), no cell holds a control character, and no item has left the model's rules.
 * At the end everything is undone, one act after the other, and the items are as they were in the beginning.
 * The numbers come from a fixed generator: a failure can be repeated. MONKEY_SEED chooses another run.
 */
#include "lib/screen_world.h"
#include "state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS = 4000 };

/* A terminal that gives random events, and checks each frame that it is shown. */
struct monkey {
	struct terminal base;
	struct app *app;
	uint64_t state;
	int left;
	uint32_t pasted[8];
};

/* SplitMix64, public domain: https://prng.di.unimi.it/splitmix64.c */
static uint32_t next(struct monkey *m, uint32_t below)
{
	uint64_t z = (m->state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((z ^ (z >> 31)) % below);
}

static void check_cells(const struct surface *s)
{
	for (int y = 0; y < s->rows; y++)
		for (int x = 0; x < s->cols; x++) {
			const struct cell *c = &s->cells[(size_t)y * s->cols + (size_t)x];
			bool edge = (x == 0 || x == s->cols - 1) && s->cols >= 20 && s->rows >= 5;
			if (edge && (c->n_cp != 1 || c->cp[0] != ' '))
				fail_msg("row %d: column %d holds U+%04X", y, x, c->cp[0]);
			for (int k = 0; k < c->n_cp; k++)
				if (c->cp[k] < 0x20 || (c->cp[k] >= 0x7F && c->cp[k] < 0xA0))
					fail_msg("row %d, column %d: U+%04X", y, x, c->cp[k]);
			assert_true(c->style < STYLES);
		}
}

static void check_state(const struct app *app)
{
	const struct session *s = app->session;
	struct err err;
	assert_true(app->caret_cp <= s->doc.text.len_cp);
	assert_true(app->focus >= -1 && app->focus < (int32_t)s->items.n);
	for (size_t i = 0; i < s->items.n; i++) {
		const struct item *it = &s->items.v[i];
		bool ok = it->type == ITEM_PLACE ? place_check(&it->place, s->doc.text.len_cp, &err)
						 : figure_check(&it->figure, i, s->items.n, s->items.n,
							   s->doc.text.len_cp, &err);
		if (!ok)
			fail_msg("item %zu: %s", i, err.text);
	}
}

static void monkey_paint(struct terminal *t, const struct surface *s)
{
	struct monkey *m = (struct monkey *)t;
	assert_true(s->rows == t->rows && s->cols == t->cols);
	check_cells(s);
	check_state(m->app);
}

static void random_key(struct monkey *m, struct event *out)
{
	const struct keymap *map = &m->app->keymap;
	*out = (struct event){.type = EVENT_KEY};
	if (next(m, 4) == 0) {
		static const uint32_t letters[] = {
			'a', '7', 'z', 0x0627, 0x0644, 0x064E, 0x0663, 0x202E, 0xFFFD, 0x1F60A};
		out->u.key.cp = letters[next(m, sizeof letters / sizeof *letters)];
		return;
	}
	int command;
	do {
		out->u.key = map->v[next(m, (uint32_t)map->n)].key;
		command = keymap_find(map, m->app->mode, out->u.key);
	} while (command >= 0 && strcmp(commands[command].name, "quit") == 0);
}

static void random_event(struct monkey *m, struct event *out)
{
	switch (next(m, 24)) {
	case 0:
		m->base.rows = (uint16_t)(1 + next(m, 40));
		m->base.cols = (uint16_t)(1 + next(m, 140));
		*out = (struct event){.type = EVENT_RESIZE};
		break;
	case 1:
		for (int i = 0; i < 8; i++)
			m->pasted[i] = next(m, 2) ? 0x0620 + next(m, 0x40) : next(m, 0x80);
		*out = (struct event){.type = EVENT_PASTE};
		out->u.paste.cp = m->pasted;
		out->u.paste.n = 8;
		break;
	case 2:
	case 3:
		*out = (struct event){.type = EVENT_MOUSE};
		out->u.mouse.act = (enum mouse_act)next(m, 5);
		out->u.mouse.row = (int)next(m, 42) - 1;
		out->u.mouse.col = (int)next(m, 142) - 1;
		break;
	default:
		random_key(m, out);
	}
}

static bool monkey_read(struct terminal *t, struct event *out, struct err *err)
{
	(void)err;
	struct monkey *m = (struct monkey *)t;
	if (m->left-- == 0)
		*out = (struct event){.type = EVENT_QUIT};
	else
		random_event(m, out);
	return true;
}

static void nothing(struct terminal *t)
{
	(void)t;
}

static const char *no_bidi(struct terminal *t)
{
	(void)t;
	return "none";
}

static const struct terminal_ops monkey_ops = {monkey_paint, monkey_read, nothing, no_bidi, nothing, nothing};

/* Undoes all; then the open document's items are the machine's again, and nothing that was added stands. */
static void check_undo(struct session *s, int64_t document)
{
	struct err err;
	uint32_t item;
	while (session_undo(s, &item, &err))
		;
	assert_int_equal(err.code, ERR_NOT_FOUND);
	screen_world_must(session_open(s, document, &err), &err, "opening again");
	for (size_t i = 0; i < s->items.n; i++) {
		const struct item *it = &s->items.v[i];
		if (!it->has_machine) {
			assert_false(item_stands(it));
			continue;
		}
		assert_int_equal(it->decision, DECISION_NONE);
		assert_false(it->flagged);
		assert_true(it->type == ITEM_PLACE ? place_equal(&it->place, &it->machine_place)
						   : figure_equal(&it->figure, &it->machine_figure));
	}
}

static void test_monkey(void **state)
{
	(void)state;
	struct screen_world w;
	struct app app;
	struct err err;
	const char *seed = getenv("MONKEY_SEED");
	struct monkey m = {
		.base = {.ops = &monkey_ops, .rows = 30, .cols = 100}, .app = &app, .left = EVENTS};
	m.state = seed ? strtoull(seed, NULL, 10) : 1;
	screen_world_open(&w);
	int64_t document = w.session.doc.id;
	bool ok = app_init(&app, &w.session, &m.base, "/dev/null", &err) && app_loop(&app, &err);
	screen_world_must(ok, &err, "the loop");
	assert_int_equal(m.left, -1);
	app_release(&app);
	check_undo(&w.session, document);
	screen_world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_monkey)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
