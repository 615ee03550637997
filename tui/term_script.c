/*
 * Term_script: a terminal for tests. Events come out of a text, screens go into another.
 *
 * The commands, a line each; `#` begins a comment line:
 *
 *	size COLSxROWS      the first line; later on a resize
 *	keys KEY KEY…       keys by name (event.h)
 *	type TEXT           each character of the rest of the line is a key
 *	paste TEXT
 *	mouse ACT ROW COL   press, drag, release, wheel-up, wheel-down
 *	dump TITLE          write the screen
 *	caret TITLE         write where the caret is, and the last row
 *
 * A dump is two planes of ASCII, because a viewer would order and join Arabic letters again: what stands in
 *each cell, a letter of the Arabic script by its Buckwalter letter (lam-alef: L, harakat left out), and the
 *letter of each cell's style. Columns are those of the screen, left to right.
 */
#include "base/tsv.h"
#include "base/utf8.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>

enum { TYPED_MAX = 4096 };

struct term_script {
	struct terminal base;
	const char *name;
	unsigned line;
	struct view rest, keys; /* of the script; of the `keys` line being worked off */
	uint32_t typed[TYPED_MAX];
	size_t n_typed, at_typed;
	struct surface shown; /* cells only */
	FILE *out;
	const UNormalizer2 *nfkc;
};

/* ---- writing a screen ---- */

static const struct {
	uint32_t cp;
	char ascii;
} stand_ins[] = {
	{0x2500, '-'},
	{0x2502, '|'},
	{0x252C, '+'},
	{0x2534, '+'},
	{0x251C, '+'},
	{0x2524, '+'},
	{0x253C, '+'},
	{0x2026, '~'},
	{0x00B7, '.'},
	{0x2713, 'v'},
	{0x2717, 'x'},
	{0x00D7, '*'},
	{0x2014, '-'},
	{0x2013, '-'},
	{0x25CB, 'o'},
	{0x25CF, 'O'},
	{0x060C, ','},
	{0x061B, ';'},
	{0x061F, '?'},
	{0x0640, '_'},
	{0x201C, '"'},
	{0x201D, '"'},
	{0x2264, '<'},
	{0x2691, '!'},
};

/* Buckwalter's letters for U+0621 to U+063A and U+0641 to U+064A. */
static const char buckwalter_1[] = "'|>&<}AbptvjHxd*rzs$SDTZEg", buckwalter_2[] = "fqklmnhwYy";

static char ascii_of(const struct term_script *t, uint32_t cp)
{
	if (cp >= ' ' && cp <= '~')
		return (char)cp;
	for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
		if (stand_ins[i].cp == cp)
			return stand_ins[i].ascii;
	if (cp >= 0x0660 && cp <= 0x0669) /* Arabic-Indic digits */
		return (char)('0' + (cp - 0x0660));
	UChar base[8];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n = unorm2_getRawDecomposition(t->nfkc, (UChar32)cp, base, 8, &e);
	if (n == 2 && base[0] == 0x0644 /* lam, and alef */)
		return 'L';
	if (n == 1 && U_SUCCESS(e))
		cp = base[0];
	if (cp >= 0x0621 && cp <= 0x063A)
		return buckwalter_1[cp - 0x0621];
	if (cp >= 0x0641 && cp <= 0x064A)
		return buckwalter_2[cp - 0x0641];
	return cp >= 0x2400 && cp <= 0x2426 ? '^' : cp == CP_REPLACEMENT ? '?' : '#';
}

static void dump(struct term_script *t, struct view title)
{
	const struct surface *s = &t->shown;
	fprintf(t->out, "== %.*s: %ux%u", (int)title.len, title.data, s->cols, s->rows);
	if (s->caret_row >= 0)
		fprintf(t->out, ", caret%s in row %d, column %d", s->caret_hidden ? " (hidden)" : "",
			s->caret_row, s->caret_col);
	fputc('\n', t->out);
	for (int plane = 0; plane < 2; plane++) {
		for (int y = 0; y < s->rows; y++) {
			fputc('|', t->out);
			for (int x = 0; x < s->cols; x++) {
				const struct cell *c = &s->cells[(size_t)y * s->cols + (size_t)x];
				char glyph = c->n_cp ? ascii_of(t, c->cp[0]) : '"';
				fputc(plane ? style_looks[c->style].letter : glyph, t->out);
			}
			fputs("|\n", t->out);
		}
		fputc('\n', t->out);
	}
}

static void dump_caret(struct term_script *t, struct view title)
{
	const struct surface *s = &t->shown;
	fprintf(t->out, "-- %.*s: row %d, column %d |", (int)title.len, title.data, s->caret_row,
		s->caret_col);
	for (int x = 0; s->rows && x < s->cols; x++) {
		const struct cell *c = &s->cells[(size_t)(s->rows - 1) * s->cols + (size_t)x];
		fputc(c->n_cp ? ascii_of(t, c->cp[0]) : '"', t->out);
	}
	fputs("|\n", t->out);
}

static void script_paint(struct terminal *term, const struct surface *s)
{
	struct term_script *t = (struct term_script *)term;
	size_t n = (size_t)s->rows * s->cols;
	struct cell *cells = realloc(t->shown.cells, (n ? n : 1) * sizeof *cells);
	if (!cells)
		return;
	memcpy(cells, s->cells, n * sizeof *cells);
	t->shown = *s;
	t->shown.cells = cells;
}

/* ---- reading events ---- */

static bool fail(struct term_script *t, struct err *err, const char *what)
{
	return err_set(err, ERR_INPUT, "%s:%u: %s", t->name, t->line, what);
}

static bool read_size(struct term_script *t, const char *args, struct err *err)
{
	unsigned cols, rows;
	if (sscanf(args, "%ux%u", &cols, &rows) != 2 || cols > 1000 || rows > 1000)
		return fail(t, err, "a size is COLSxROWS");
	t->base.cols = (uint16_t)cols;
	t->base.rows = (uint16_t)rows;
	return true;
}

static bool read_mouse(struct term_script *t, const char *args, struct event *out, struct err *err)
{
	static const char *const acts[] = {"press", "drag", "release", "wheel-up", "wheel-down"};
	char act[16];
	*out = (struct event){.type = EVENT_MOUSE};
	if (sscanf(args, "%15s %d %d", act, &out->u.mouse.row, &out->u.mouse.col) != 3)
		return fail(t, err, "mouse needs an act, a row and a column");
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(act, acts[i]) == 0) {
			out->u.mouse.act = (enum mouse_act)i;
			return true;
		}
	return fail(t, err, "there is no such act of a mouse");
}

static void take_typed(struct term_script *t, struct view text)
{
	size_t pos = 0;
	t->n_typed = t->at_typed = 0;
	while (pos < text.len && t->n_typed < TYPED_MAX)
		t->typed[t->n_typed++] = utf8_decode((const uint8_t *)text.data, text.len, &pos);
}

/* The next key of a `keys` or `type` line; false when there is none left. */
static bool next_key(struct term_script *t, struct event *out, bool *ok, struct err *err)
{
	*ok = true;
	*out = (struct event){.type = EVENT_KEY};
	if (t->at_typed < t->n_typed) {
		out->u.key.cp = t->typed[t->at_typed++];
		return true;
	}
	struct view word;
	while (view_split(&t->keys, ' ', &word)) {
		if (word.len == 0)
			continue;
		*ok = key_parse(word.data, word.len, &out->u.key);
		/* lam and alef written together: the one key of an Arabic keyboard that gives both */
		if (!*ok && word.len == 4 && memcmp(word.data, "\xD9\x84\xD8\xA7", 4) == 0) {
			out->u.key = (struct key){.cp = 0x0644, .cp2 = 0x0627};
			*ok = true;
		}
		if (!*ok)
			fail(t, err, "there is no such key");
		return true;
	}
	return false;
}

/* Works off one line; *ready tells that *out is an event. */
static bool run_line(struct term_script *t, struct view line, struct event *out, bool *ready, struct err *err)
{
	char args[256];
	size_t verb = 0;
	while (verb < line.len && line.data[verb] != ' ')
		verb++;
	struct view word = {line.data, verb};
	struct view rest = {line.data + verb, line.len - verb};
	if (rest.len)
		rest = (struct view){rest.data + 1, rest.len - 1};
	snprintf(args, sizeof args, "%.*s", (int)rest.len, rest.data);
	*ready = false;
	if (line.len == 0 || line.data[0] == '#')
		return true;
	if (view_eq(word, "keys")) {
		t->keys = rest;
	} else if (view_eq(word, "type")) {
		take_typed(t, rest);
	} else if (view_eq(word, "dump")) {
		dump(t, rest);
	} else if (view_eq(word, "caret")) {
		dump_caret(t, rest);
	} else if (view_eq(word, "size")) {
		*ready = true;
		*out = (struct event){.type = EVENT_RESIZE};
		return read_size(t, args, err);
	} else if (view_eq(word, "mouse")) {
		*ready = true;
		return read_mouse(t, args, out, err);
	} else if (view_eq(word, "paste")) {
		take_typed(t, rest);
		*out = (struct event){.type = EVENT_PASTE};
		out->u.paste.cp = t->typed;
		out->u.paste.n = t->n_typed;
		t->n_typed = 0;
		*ready = true;
	} else {
		return fail(t, err, "there is no such command");
	}
	return true;
}

static bool script_read(struct terminal *term, struct event *out, struct err *err)
{
	struct term_script *t = (struct term_script *)term;
	for (;;) {
		bool ok, ready;
		if (next_key(t, out, &ok, err))
			return ok;
		struct view line;
		if (!view_split(&t->rest, '\n', &line)) {
			*out = (struct event){.type = EVENT_QUIT};
			return true;
		}
		t->line++;
		if (!run_line(t, line, out, &ready, err))
			return false;
		if (ready)
			return true;
	}
}

static void script_ignore(struct terminal *term)
{
	(void)term;
}

static const char *script_next_bidi(struct terminal *term)
{
	(void)term;
	return bidi_mode_names[BIDI_PLAIN];
}

static void script_free(struct terminal *term)
{
	struct term_script *t = (struct term_script *)term;
	free(t->shown.cells);
	free(t);
}

static const struct terminal_ops ops = {
	script_paint, script_read, script_ignore, script_next_bidi, script_ignore, script_free};

bool term_script_new(
	const char *name, const char *script, size_t len, FILE *out, struct terminal **term, struct err *err)
{
	struct term_script *t = calloc(1, sizeof *t);
	if (!t)
		return err_memory(err);
	UErrorCode e = U_ZERO_ERROR;
	t->nfkc = unorm2_getNFKCInstance(&e);
	t->base.ops = &ops;
	t->name = name;
	t->rest = (struct view){script, len};
	t->out = out;
	struct view line;
	struct event first;
	bool ready = false,
	     ok = U_SUCCESS(e) || err_set(err, ERR_MEMORY, "the normalisation tables cannot be loaded");
	while (ok && !ready && view_split(&t->rest, '\n', &line)) {
		t->line++;
		ok = run_line(t, line, &first, &ready, err);
	}
	if (ok && (!ready || first.type != EVENT_RESIZE))
		ok = fail(t, err, "a script begins with a size");
	if (!ok) {
		free(t);
		return false;
	}
	*term = &t->base;
	return true;
}
