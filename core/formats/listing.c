/* Listing: one table a document, figures and places together in text order. */
#include "formats/listing.h"

#include "formats/plain.h"

#include <inttypes.h>
#include <string.h>

void listing_add_number(struct str *out, const struct figure *f)
{
	static const char *const before[] = {[APPROX_AT_LEAST] = ">=",
		[APPROX_MORE_THAN] = ">",
		[APPROX_ABOUT] = "~",
		[APPROX_UP_TO] = "<=",
		[APPROX_FEWER_THAN] = "<",
		[APPROX_DUAL_OR_PLURAL] = NULL};
	const char *sign = before[f->approximator];
	if (f->approximator == APPROX_BETWEEN && f->low != NUMBER_NONE && f->high != NUMBER_NONE)
		str_addf(out, "%" PRId64 "-%" PRId64, f->low, f->high);
	else if (f->value != NUMBER_NONE)
		str_addf(out, "%s%" PRId64, sign ? sign : "", f->value);
	else if (f->low != NUMBER_NONE && f->high != NUMBER_NONE)
		str_addf(out, "%" PRId64 "-%" PRId64 "?", f->low, f->high);
	else if (f->low != NUMBER_NONE)
		str_addf(out, "%" PRId64 "+?", f->low);
	else if (f->high != NUMBER_NONE)
		str_addf(out, "<=%" PRId64, f->high);
	else
		str_add(out, "none");
}

void listing_add_harm(struct str *out, uint8_t harm)
{
	bool first = true;
	for (unsigned i = 0; i < vocab_harm.n; i++)
		if (harm & 1u << i) {
			str_addf(out, "%s%s", first ? "" : "+", vocab_name(&vocab_harm, i));
			first = false;
		}
}

static void add_surface(struct table *t, const struct text *text, struct span s)
{
	struct str surface = {0};
	plain_add_slice(&surface, text, s);
	table_add(t, str_text(&surface));
	t->cells.failed |= surface.failed;
	str_release(&surface);
}

static void add_place_row(struct table *t, const struct text *text, const struct place *p)
{
	struct str where = {0};
	if (p->name)
		str_add(&where, p->name);
	if (p->admin1)
		str_addf(&where, "%s%s", where.len ? ", " : "", p->admin1);
	if (p->country[0])
		str_addf(&where, "%s%s", where.len ? ", " : "", p->country);
	table_addf(t, "%u-%u", p->span.beg_cp, p->span.end_cp);
	table_add(t, "place");
	add_surface(t, text, p->span);
	table_add(t, vocab_name(&vocab_place_kind, p->kind));
	table_add(t, vocab_name(&vocab_place_role, p->role));
	table_add(t, str_text(&where));
	table_add(t, p->gazetteer ? p->gazetteer : "not in the gazetteer");
	str_release(&where);
}

static void add_figure_row(
	struct table *t, const struct text *text, const struct findings *all, const struct figure *f)
{
	struct str number = {0}, harm = {0}, note = {0};
	listing_add_number(&number, f);
	listing_add_harm(&harm, f->harm);
	str_addf(&number, " %s", vocab_name(&vocab_victim, f->victim));
	if (f->part_of != REF_NONE) {
		const struct span parent = all->figures[f->part_of].span;
		str_addf(&note, "%s %u-%u", vocab_name(&vocab_relation, f->relation), parent.beg_cp,
			parent.end_cp);
	}
	if (f->polarity != POLARITY_ASSERTED)
		str_addf(&note, "%s%s", note.len ? ", " : "", vocab_name(&vocab_polarity, f->polarity));
	if (f->count_type != COUNT_INCIDENT)
		str_addf(&note, "%s%s", note.len ? ", " : "", vocab_name(&vocab_count_type, f->count_type));
	table_addf(t, "%u-%u", f->span.beg_cp, f->span.end_cp);
	table_add(t, "figure");
	add_surface(t, text, f->span);
	table_add(t, str_text(&number));
	table_add(t, str_text(&harm));
	if (f->place != REF_NONE)
		add_surface(t, text, all->places[f->place].span);
	else
		table_add(t, "");
	table_add(t, str_text(&note));
	str_release(&number);
	str_release(&harm);
	str_release(&note);
}

static void add_rows(struct table *t, const struct text *text, const struct findings *f)
{
	size_t p = 0, g = 0;
	while (p < f->n_places || g < f->n_figures) {
		bool place = g == f->n_figures ||
			     (p < f->n_places && f->places[p].span.beg_cp <= f->figures[g].span.beg_cp);
		if (place)
			add_place_row(t, text, &f->places[p++]);
		else
			add_figure_row(t, text, f, &f->figures[g++]);
	}
}

bool listing_add_findings(struct str *out, const struct document *doc, const struct findings *f,
	enum table_style style, struct err *err)
{
	static const char *const heads[] = {
		"span", "what", "surface", "kind or number", "role or harm", "place", "note"};
	struct table t;
	table_init(&t, sizeof heads / sizeof *heads, heads, 0);
	add_rows(&t, &doc->text, f);
	struct str name = {0};
	plain_add_z(&name, doc->name ? doc->name : "?");
	str_addf(out, "%s: %zu places, %zu figures\n", str_text(&name), f->n_places, f->n_figures);
	bool ok = table_render(&t, style, out) && !name.failed;
	str_release(&name);
	table_release(&t);
	return ok || err_memory(err);
}
