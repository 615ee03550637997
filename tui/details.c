/*
 * Details: what a decision needs, in the order in which a verifier asks: how many, who, where, part of what,
 * who did it, who says so, why does the program think so. Below it: do the article's figures add up?
 *
 * Under the text (narrow) the same rows stand in two columns; rows that find no room are left out from the
 * bottom.
 */
#include "describe.h"
#include "state.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_COLS = 9 };

/* Writes rows from the top of an area until it is full. */
struct pen {
	struct app *app;
	struct rect area;
	int row;
	struct str text; /* the row being composed */
};

static bool full(const struct pen *p)
{
	return p->row >= p->area.rows;
}

/* The composed text from a column on; returns where it ends. Clears it. */
static int put(struct pen *p, int col, enum style style)
{
	if (!full(p))
		col += surface_text(&p->app->surface, p->area.row + p->row, p->area.col + col,
			p->area.cols - col, style, str_text(&p->text));
	str_clear(&p->text);
	return col;
}

static int label(struct pen *p, const char *name)
{
	if (!full(p))
		surface_text(
			&p->app->surface, p->area.row + p->row, p->area.col, LABEL_COLS, STYLE_LABEL, name);
	return p->area.cols > 3 * LABEL_COLS ? LABEL_COLS : (int)strlen(name) + 1;
}

/* One row: a label and the composed value; then, faint, what the machine read where that differs. */
static void field(struct pen *p, const char *name, bool changed, struct str *machine)
{
	int col = put(p, label(p, name), STYLE_TEXT);
	if (changed && !full(p) && col + 4 < p->area.cols)
		surface_printf(&p->app->surface, p->area.row + p->row, p->area.col + col + 1,
			p->area.cols - col - 1, STYLE_FAINT, "was %s",
			str_text(machine)[0] ? str_text(machine) : "none");
	str_clear(machine);
	p->row++;
}

static const char *decision_words(const struct item *it)
{
	switch (it->decision) {
	case DECISION_CONFIRMED:
		return "confirmed";
	case DECISION_CORRECTED:
		return "~ corrected";
	case DECISION_REJECTED:
		return it->has_machine ? "x rejected" : "x deleted";
	case DECISION_ADDED:
		return "+ added";
	case DECISION_SKIPPED:
		return "skipped";
	default:
		return "undecided";
	}
}

static void heading(struct pen *p, const struct item *it)
{
	const struct app *app = p->app;
	bool figure = it->type == ITEM_FIGURE;
	/* The ranks may lag behind when memory was out. */
	uint32_t rank = (size_t)app->focus < app->ranks_cap ? app->ranks[app->focus] : 0;
	str_addf(&p->text, "%s %u of %u", figure ? "FIGURE" : "PLACE", rank,
		figure ? app->n_figures : app->n_places);
	int end = put(p, 0, figure ? STYLE_FIGURE_MARK : STYLE_PLACE_MARK);
	str_addf(&p->text, "%s%s", it->flagged ? "! " : "", decision_words(it));
	int width = (int)strlen(str_text(&p->text)), col = p->area.cols - width - 1;
	bool open = it->decision == DECISION_NONE || it->decision == DECISION_SKIPPED;
	put(p, col > end ? col : end + 1, open ? STYLE_FAINT : STYLE_GOOD);
	p->row++;
}

/* ---- figures ---- */

static void quantity(struct pen *p, const struct item *it)
{
	const struct figure *f = &it->figure, *m = &it->machine_figure;
	describe_item(it, &p->app->session->doc.text, &p->text);
	int col = put(p, 0, STYLE_TITLE);
	describe_name(&vocab_approximator, f->approximator, &p->text);
	if (col + 3 < p->area.cols)
		put(p, col + 2, STYLE_FAINT);
	str_clear(&p->text);
	p->row++;
	describe_bounds(f, &p->text);
	struct str was = {0};
	bool changed = it->has_machine && (f->value != m->value || f->low != m->low || f->best != m->best ||
						  f->high != m->high || f->approximator != m->approximator ||
						  f->harm != m->harm);
	if (changed) {
		describe_quantity(m, &was);
		str_add_byte(&was, ' ');
		describe_harm(m->harm, &was);
	}
	field(p, "number", changed, &was);
	str_release(&was);
}

static void who(struct pen *p, const struct item *it)
{
	const struct figure *f = &it->figure, *m = &it->machine_figure;
	struct str was = {0};
	bool changed =
		it->has_machine && (f->victim != m->victim || f->status != m->status || f->unit != m->unit);
	describe_victim(f, &p->text);
	if (changed)
		describe_victim(m, &was);
	field(p, "who", changed, &was);
	str_release(&was);
}

static void add_reference(const struct app *app, int32_t index, struct str *out)
{
	const struct items *items = &app->session->items;
	if (index >= 0 && (size_t)index < items->n)
		describe_item(&items->v[index], &app->session->doc.text, out);
	else
		str_add(out, "\xE2\x80\x94" /* dash */);
}

static void part_of(struct pen *p, const struct item *it)
{
	const struct figure *f = &it->figure, *m = &it->machine_figure;
	struct str was = {0};
	bool changed = it->has_machine && (f->part_of != m->part_of || f->relation != m->relation);
	add_reference(p->app, f->part_of, &p->text);
	if (f->relation != RELATION_NONE) {
		str_add(&p->text, ", ");
		describe_name(&vocab_relation, f->relation, &p->text);
	}
	if (changed)
		add_reference(p->app, m->part_of, &was);
	field(p, "part of", changed, &was);
	str_release(&was);
}

/* Words of the text that name an actor, and in which way; beside them the machine's, when a person changed them. */
static void words_of(struct pen *p, const char *name, struct span s, struct span machine, enum basis basis)
{
	const struct text *text = &p->app->session->doc.text;
	struct str was = {0};
	bool changed = span_is_empty(s) != span_is_empty(machine) ||
		       (!span_is_empty(s) && (s.beg_cp != machine.beg_cp || s.end_cp != machine.end_cp));
	if (span_is_empty(s) && !changed)
		return;
	if (!span_is_empty(s))
		describe_span(s, text, 60, &p->text);
	else
		str_add(&p->text, "\xE2\x80\x94" /* dash */);
	if (basis != BASIS_NONE)
		str_addf(&p->text, ", %s", vocab_name(&vocab_basis, basis));
	if (changed && !span_is_empty(machine))
		describe_span(machine, text, 60, &was);
	field(p, name, changed, &was);
	str_release(&was);
}

static void add_days(const char *from, const char *to, struct str *out)
{
	if (from)
		describe_foreign(from, out);
	if (to && !(from && strcmp(from, to) == 0)) {
		str_add(out, from ? " to " : "to ");
		describe_foreign(to, out);
	}
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void when(struct pen *p, const struct figure *f, const struct figure *machine)
{
	struct str was = {0};
	bool changed =
		!same_text(f->date_from, machine->date_from) || !same_text(f->date_to, machine->date_to);
	add_days(f->date_from, f->date_to, &p->text);
	if (changed)
		add_days(machine->date_from, machine->date_to, &was);
	if (changed && !p->text.len)
		str_add(&p->text, "\xE2\x80\x94");
	if (p->text.len)
		field(p, "when", changed, &was);
	str_release(&was);
}

/* What is not as usual about a figure: a total of a day, a denial. */
static void unusual(struct pen *p, const struct figure *f)
{
	struct str none = {0};
	if (f->count_type == COUNT_INCIDENT && f->polarity == POLARITY_ASSERTED)
		return;
	describe_name(&vocab_count_type, f->count_type, &p->text);
	str_add(&p->text, ", ");
	describe_name(&vocab_polarity, f->polarity, &p->text);
	field(p, "count", false, &none);
}

/* ---- places ---- */

static void add_where(const char *admin1, const char *country, double lat, double lon, struct str *out)
{
	if (admin1 && *admin1)
		describe_foreign(admin1, out);
	if (*country)
		str_addf(out, "%s%s", admin1 && *admin1 ? ", " : "", country);
	if (!isnan(lat) && !isnan(lon))
		str_addf(out, "  %.3f %.3f", lat, lon);
}

static void candidate(struct pen *p, size_t i, const char *chosen)
{
	const struct gaz_row *g = p->app->candidates[i];
	bool is_chosen = chosen && g->id && strcmp(chosen, g->id) == 0;
	if (full(p))
		return;
	str_addf(&p->text, "%zu", i + 1);
	int col = put(p, LABEL_COLS - 2, STYLE_KEY);
	describe_foreign(g->name, &p->text);
	str_add_byte(&p->text, ' ');
	int end = put(p, col + 1, is_chosen ? STYLE_TITLE : STYLE_TEXT);
	describe_foreign(g->admin3[0] ? g->admin3 : g->admin1, &p->text);
	end = put(p, end, STYLE_FAINT);
	describe_name(&vocab_place_kind, g->kind, &p->text);
	str_addf(&p->text, ", %s", g->country);
	put(p, end + 1, STYLE_FAINT);
	if (is_chosen)
		surface_put(&p->app->surface, p->area.row + p->row, p->area.col + LABEL_COLS - 3,
			0x2713 /* check */, STYLE_GOOD);
	p->row++;
}

static void candidates(struct pen *p, const struct place *place, int keep_free)
{
	if (p->app->n_candidates < 2)
		return;
	for (size_t i = 0; i < p->app->n_candidates && p->row < p->area.rows - keep_free; i++)
		candidate(p, i, place->gazetteer);
}

static void identity(struct pen *p, const char *name, const struct item *it)
{
	const struct place *pl = &it->place, *m = &it->machine_place;
	const struct text *text = &p->app->session->doc.text;
	struct str was = {0};
	bool changed = it->has_machine &&
		       !(pl->gazetteer == m->gazetteer ||
			       (pl->gazetteer && m->gazetteer && strcmp(pl->gazetteer, m->gazetteer) == 0));
	describe_place(pl, text, &p->text);
	str_add(&p->text, ", ");
	describe_name(&vocab_place_kind, pl->kind, &p->text);
	if (changed)
		describe_place(m, text, &was);
	field(p, name, changed, &was);
	add_where(pl->admin1, pl->country, pl->lat, pl->lon, &p->text);
	if (!pl->gazetteer)
		str_add(&p->text, p->text.len ? "  not in the gazetteer" : "not in the gazetteer");
	if (!full(p))
		put(p, p->area.cols > 3 * LABEL_COLS ? LABEL_COLS : 2, STYLE_TEXT);
	str_clear(&p->text);
	p->row++;
	str_release(&was);
}

static void role(struct pen *p, const struct item *it)
{
	struct str was = {0};
	bool changed = it->has_machine && it->place.role != it->machine_place.role;
	describe_name(&vocab_place_role, it->place.role, &p->text);
	if (it->place.direction != DIR_NONE) {
		str_add(&p->text, ", ");
		describe_name(&vocab_direction, it->place.direction, &p->text);
	}
	if (changed)
		describe_name(&vocab_place_role, it->machine_place.role, &was);
	field(p, "role", changed, &was);
	str_release(&was);
}

/* ---- why, and the item as a whole ---- */

static void why(struct pen *p, const struct evidence *e)
{
	if (!e->rule)
		return;
	if (e->why && *e->why && !full(p)) {
		int col = label(p, "why"), room = p->area.rows - p->row;
		struct rect r = {
			p->area.row + p->row, p->area.col + col, room < 2 ? room : 2, p->area.cols - col};
		p->row += surface_wrap(&p->app->surface, r, STYLE_TEXT, e->why);
	}
	int col = label(p, "sure");
	str_addf(&p->text, "%.2f", (double)e->score);
	col = put(p, col, STYLE_TEXT);
	str_add(&p->text, e->rule);
	put(p, col + 2, STYLE_FAINT);
	p->row++;
}

static void figure_rows(struct pen *p, const struct item *it)
{
	const struct figure *f = &it->figure;
	const struct items *items = &p->app->session->items;
	quantity(p, it);
	who(p, it);
	if (f->place >= 0 && (size_t)f->place < items->n) {
		identity(p, "where", &items->v[f->place]);
		candidates(p, &items->v[f->place].place, 4);
	} else {
		struct str none = {0};
		add_reference(p->app, -1, &p->text);
		field(p, "where", it->has_machine && it->machine_figure.place >= 0, &none);
	}
	part_of(p, it);
	const struct figure *m = it->has_machine ? &it->machine_figure : f;
	words_of(p, "by", f->perpetrator, m->perpetrator, f->perpetrator_basis);
	words_of(p, "says", f->attribution, m->attribution, BASIS_NONE);
	when(p, f, m);
	unusual(p, f);
	why(p, it->has_machine ? &it->machine_figure.evidence : &f->evidence);
}

static void place_rows(struct pen *p, const struct item *it)
{
	describe_span(it->place.span, &p->app->session->doc.text, 60, &p->text);
	put(p, 0, STYLE_TITLE);
	p->row++;
	identity(p, "is", it);
	candidates(p, &it->place, 2);
	role(p, it);
	why(p, it->has_machine ? &it->machine_place.evidence : &it->place.evidence);
}

static void nothing_rows(struct pen *p)
{
	const struct session *s = p->app->session;
	str_add(&p->text, s->items.n ? "No item here" : "Nothing was found in this text");
	put(p, 0, STYLE_TITLE);
	p->row += 2;
	if (full(p))
		p->row = p->area.rows - 1;
	str_add(&p->text,
		s->items.n ? "Tab goes to the next one to decide" : "v selects words for a new item");
	put(p, 0, STYLE_FAINT);
	p->row += 2;
}

/* ---- the article's sums ---- */

static void sum_row(struct pen *p, const char *name, const struct foot_sum *s)
{
	if (!s->figures || full(p))
		return;
	label(p, name);
	str_addf(&p->text, "%6" PRId64, s->best);
	int col = put(p, LABEL_COLS, STYLE_TEXT);
	if (s->vague) {
		str_addf(&p->text, "and %u vague", s->vague);
		put(p, col + 2, STYLE_FAINT);
	}
	p->row++;
}

static void verdict_row(struct pen *p, const struct crossfoot *c)
{
	static const struct {
		const char *words;
		uint32_t sign;
		enum style style;
	} verdicts[] = {
		[FOOT_NO_TOTAL] = {"no total", 0, STYLE_FAINT},
		[FOOT_AGREES] = {"agrees", 0x2713 /* check */, STYLE_GOOD},
		[FOOT_BELOW] = {"below it", 0x2717 /* cross */, STYLE_BAD},
		[FOOT_ABOVE] = {"above it", 0x2717, STYLE_BAD},
		[FOOT_OPEN] = {"cannot be told", '?', STYLE_FAINT},
	};
	const struct items *items = &p->app->session->items;
	if (full(p))
		return;
	label(p, "sum");
	str_addf(&p->text, "%6" PRId64, c->sum);
	int col = put(p, LABEL_COLS, STYLE_TITLE) + 1;
	if (verdicts[c->verdict].sign)
		surface_put(&p->app->surface, p->area.row + p->row, p->area.col + col++,
			verdicts[c->verdict].sign, verdicts[c->verdict].style);
	str_add(&p->text, verdicts[c->verdict].words);
	put(p, col + 1, verdicts[c->verdict].style);
	p->row++;
	if (c->stated >= 0 && (size_t)c->stated < items->n && !full(p)) {
		col = label(p, "stated");
		describe_quantity(&items->v[c->stated].figure, &p->text);
		if (items->v[c->stated].figure.status == STATUS_CIVILIAN)
			str_add(&p->text, " civilians");
		put(p, col, STYLE_TEXT);
		p->row++;
	}
}

static void article_rows(struct pen *p)
{
	const struct crossfoot *c = &p->app->session->crossfoot;
	str_add(&p->text, "ARTICLE");
	int col = put(p, 0, STYLE_TITLE);
	str_add(&p->text, "itemised figures");
	put(p, col + 2, STYLE_FAINT);
	p->row++;
	sum_row(p, "killed", &c->killed);
	sum_row(p, "injured", &c->injured);
	sum_row(p, "both", &c->both);
	verdict_row(p, c);
}

static int article_height(const struct crossfoot *c)
{
	return 2 + (c->killed.figures > 0) + (c->injured.figures > 0) + (c->both.figures > 0) +
	       (c->stated >= 0);
}

/* ---- the three shapes of the pane ---- */

static void selection_rows(struct pen *p)
{
	struct str none = {0};
	str_add(&p->text, "SELECTION");
	put(p, 0, STYLE_TITLE);
	p->row++;
	describe_span(p->app->reader.selection, &p->app->session->doc.text, 60, &p->text);
	field(p, "words", false, &none);
	str_add(&p->text, "makes it a casualty figure");
	field(p, "f", false, &none);
	str_add(&p->text, "makes it a place");
	field(p, "g", false, &none);
}

static void item_rows(struct pen *p)
{
	const struct item *it = app_item(p->app);
	if (p->app->mode == MODE_SELECT) {
		selection_rows(p);
		return;
	}
	if (!it) {
		nothing_rows(p);
		return;
	}
	heading(p, it);
	if (it->note) {
		struct str none = {0};
		describe_foreign(it->note, &p->text);
		field(p, "note", false, &none);
	}
	if (p->app->frame.kind == FRAME_WIDE)
		p->row++;
	if (it->type == ITEM_FIGURE)
		figure_rows(p, it);
	else
		place_rows(p, it);
}

static void one_line(struct pen *p)
{
	const struct item *it = app_item(p->app);
	if (!it) {
		str_add(&p->text, "No item here");
		put(p, 0, STYLE_FAINT);
		return;
	}
	const char *words = decision_words(it);
	describe_item(it, &p->app->session->doc.text, &p->text);
	int col = put(p, 0, STYLE_TITLE);
	str_add(&p->text, words);
	if (col + 2 < p->area.cols)
		put(p, col + 2, STYLE_FAINT);
}

void details_draw(struct app *app)
{
	struct pen p = {.app = app, .area = app->frame.details};
	if (app->frame.kind == FRAME_TINY) {
		one_line(&p);
	} else if (app->frame.kind == FRAME_WIDE) {
		int block = article_height(&app->session->crossfoot);
		struct rect whole = p.area;
		bool room = whole.rows > block + 10;
		p.area.rows -= room ? block + 1 : 0;
		item_rows(&p);
		if (room) {
			p.area = (struct rect){whole.row + whole.rows - block, whole.col, block, whole.cols};
			p.row = 0;
			article_rows(&p);
		}
	} else {
		struct rect whole = p.area;
		bool two = whole.cols >= 70;
		p.area.cols = two ? whole.cols * 6 / 10 : whole.cols;
		item_rows(&p);
		if (two) {
			int left = whole.cols * 6 / 10 + 2;
			p.area = (struct rect){whole.row, whole.col + left, whole.rows, whole.cols - left};
			p.row = 0;
			article_rows(&p);
		}
	}
	str_release(&p.text);
}
