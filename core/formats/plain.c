/* Plain: stand-ins for what must not reach a terminal, and the marked text. */
#include "formats/plain.h"

#include "base/utf8.h"
#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

static bool is_bidi_control(uint32_t cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

void plain_add_cp(struct str *out, uint32_t cp)
{
	if (cp < 0x20)
		cp += 0x2400; /* control pictures are in the order of the controls */
	else if (cp == 0x7F)
		cp = 0x2421;
	else if (cp >= 0x80 && cp < 0xA0)
		cp = CP_REPLACEMENT;
	else if (is_bidi_control(cp))
		cp = 0xB7; /* middle dot */
	str_add_cp(out, cp);
}

static void add_on_one_line(struct str *out, uint32_t cp)
{
	plain_add_cp(out, cp == '\n' || cp == '\t' || cp == 0x2028 || cp == 0x2029 ? ' ' : cp);
}

void plain_add_slice(struct str *out, const struct text *t, struct span s)
{
	for (uint32_t i = s.beg_cp; i < s.end_cp && i < t->len_cp; i++)
		add_on_one_line(out, t->cp[i]);
}

void plain_add_z(struct str *out, const char *utf8)
{
	size_t n = utf8 ? strlen(utf8) : 0;
	for (size_t pos = 0; pos < n;) {
		uint32_t cp = utf8_decode((const uint8_t *)utf8, n, &pos);
		add_on_one_line(out, cp == CP_INVALID ? CP_REPLACEMENT : cp);
	}
}

unsigned plain_width(const char *utf8)
{
	unsigned width = 0;
	size_t n = strlen(utf8);
	for (size_t pos = 0; pos < n;)
		width += layout_cp_width(utf8_decode((const uint8_t *)utf8, n, &pos));
	return width;
}

/* ---- marked text ---- */

struct edge {
	uint32_t at_cp,
		other_cp; /* other: the far end, which orders edges at one offset so that brackets nest */
	bool ends, is_figure;
	uint8_t harm;
};

/* At one offset: first what ends there, the one that began last first; then what begins, the one that ends last first. */
static int by_offset(const void *pa, const void *pb)
{
	const struct edge *a = pa, *b = pb;
	if (a->at_cp != b->at_cp)
		return a->at_cp < b->at_cp ? -1 : 1;
	if (a->ends != b->ends)
		return a->ends ? -1 : 1;
	if (a->other_cp != b->other_cp)
		return a->other_cp > b->other_cp ? -1 : 1;
	return a->ends ? a->is_figure - b->is_figure : b->is_figure - a->is_figure;
}

static size_t list_edges(const struct findings *f, struct edge *out)
{
	size_t n = 0;
	for (size_t i = 0; i < f->n_places; i++) {
		struct span s = f->places[i].span;
		out[n++] = (struct edge){s.beg_cp, s.end_cp, false, false, 0};
		out[n++] = (struct edge){s.end_cp, s.beg_cp, true, false, 0};
	}
	for (size_t i = 0; i < f->n_figures; i++) {
		struct span s = f->figures[i].span;
		out[n++] = (struct edge){s.beg_cp, s.end_cp, false, true, f->figures[i].harm};
		out[n++] = (struct edge){s.end_cp, s.beg_cp, true, true, f->figures[i].harm};
	}
	if (n)
		qsort(out, n, sizeof *out, by_offset);
	return n;
}

struct open_marks {
	unsigned places, killed, other;
};

static void count_edge(struct open_marks *o, const struct edge *e)
{
	unsigned *which = !e->is_figure ? &o->places : e->harm & 1u << HARM_KILLED ? &o->killed : &o->other;
	*which += e->ends ? -1u : 1u;
}

static void add_sgr(struct str *out, const struct open_marks *o)
{
	str_add(out, "\x1b[0");
	if (o->places)
		str_add(out, o->killed || o->other ? ";4" : ";4;36");
	if (o->killed)
		str_add(out, ";1;31");
	else if (o->other)
		str_add(out, ";1;33");
	str_add(out, "m");
}

static void add_bracket(struct str *out, const struct edge *e)
{
	str_add_byte(out, e->is_figure ? (e->ends ? ']' : '[') : (e->ends ? '}' : '{'));
}

void plain_add_marked(struct str *out, const struct text *t, const struct findings *f, enum plain_style style)
{
	struct edge *edges = calloc(2 * (f->n_places + f->n_figures) + 1, sizeof *edges);
	if (!edges) {
		str_fail(out);
		return;
	}
	size_t n = list_edges(f, edges), k = 0;
	struct open_marks open = {0};
	for (uint32_t i = 0; i <= t->len_cp; i++) {
		bool changed = false;
		for (; k < n && edges[k].at_cp <= i; k++, changed = true) {
			count_edge(&open, &edges[k]);
			if (style == PLAIN_BRACKETS)
				add_bracket(out, &edges[k]);
		}
		if (changed && style == PLAIN_COLOR)
			add_sgr(out, &open);
		if (i == t->len_cp)
			break;
		if (t->cp[i] == '\n' || t->cp[i] == '\t')
			str_add_byte(out, (char)t->cp[i]);
		else
			plain_add_cp(out, t->cp[i]);
	}
	if (!t->len_cp || t->cp[t->len_cp - 1] != '\n')
		str_add_byte(out, '\n');
	free(edges);
}
