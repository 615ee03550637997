/* Screen_world: article.txt with the suggestions of article.tsv, and hostile.txt. */
#include "lib/screen_world.h"

#include "base/fs.h"
#include "base/tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FOLDER "tests/screen/"

void screen_world_must(bool ok, const struct err *err, const char *what)
{
	if (!ok)
		fail_msg("%s: %s", what, err->text);
}

static struct decoded read_text(const char *path)
{
	struct err err;
	struct bytes b;
	struct decoded d = {0};
	screen_world_must(fs_read(path, &b, &err), &err, path);
	screen_world_must(text_decode(b.data, b.n, &(struct decode_options){0}, &d, &err), &err, path);
	bytes_release(&b);
	return d;
}

/* ---- suggestions ---- */

struct sheet {
	struct tsv t;
	struct arena arena;
	const struct decoded *text;
};

static struct view field(const struct sheet *s, const char *name)
{
	int c = tsv_column(&s->t, name);
	if (c < 0)
		fail_msg("article.tsv has no column %s", name);
	return s->t.fields[c];
}

static const char *field_text(struct sheet *s, const char *name)
{
	struct view v = field(s, name);
	return v.len ? arena_strndup(&s->arena, v.data, v.len) : NULL;
}

static double field_number(const struct sheet *s, const char *name, double otherwise)
{
	double d = otherwise;
	struct view v = field(s, name);
	if (v.len && !view_double(v, &d))
		fail_msg("line %u: %s is no number", s->t.line, name);
	return d;
}

static unsigned field_name(const struct sheet *s, const char *name, const struct vocab *v)
{
	struct view f = field(s, name);
	int value = vocab_find(v, f.data, f.len);
	if (value < 0)
		fail_msg("line %u: '%.*s' is no %s", s->t.line, (int)f.len, f.data, name);
	return (unsigned)value;
}

/* The nth occurrence of the words in the text. */
static struct span field_span(const struct sheet *s)
{
	struct view v = field(s, "words");
	struct decoded words;
	struct err err;
	screen_world_must(
		text_decode((const uint8_t *)v.data, v.len, &(struct decode_options){0}, &words, &err), &err,
		"words");
	int nth = (int)field_number(s, "nth", 1);
	struct span span = {0, 0};
	for (uint32_t i = 0; i + words.len_cp <= s->text->len_cp && span.end_cp == 0; i++)
		if (memcmp(s->text->cp + i, words.cp, words.len_cp * sizeof *words.cp) == 0 && --nth == 0)
			span = (struct span){i, i + words.len_cp};
	decoded_release(&words);
	if (span.end_cp == 0)
		fail_msg("line %u: the words do not occur in article.txt", s->t.line);
	return span;
}

static struct evidence field_evidence(struct sheet *s)
{
	return (struct evidence){
		(float)field_number(s, "score", 0), field_text(s, "rule"), field_text(s, "why")};
}

static struct place read_place(struct sheet *s)
{
	struct place p = place_none();
	p.span = field_span(s);
	p.name = field_text(s, "name");
	p.kind = (enum place_kind)field_name(s, "kind", &vocab_place_kind);
	p.admin1 = field_text(s, "admin1");
	p.lat = field_number(s, "lat", NAN);
	p.lon = field_number(s, "lon", NAN);
	if (p.name) {
		memcpy(p.country, "XX", 3);
		p.gazetteer = arena_strdup(&s->arena, p.admin1);
	}
	p.evidence = field_evidence(s);
	return p;
}

static struct figure read_figure(struct sheet *s)
{
	struct figure f = figure_none();
	f.span = field_span(s);
	struct view harms = field(s, "harm"), harm;
	while (view_split(&harms, ' ', &harm))
		f.harm |= (uint8_t)(1u << vocab_find(&vocab_harm, harm.data, harm.len));
	figure_set_bounds(&f, (enum approximator)field_name(s, "approximator", &vocab_approximator),
		(int64_t)field_number(s, "a", 0), (int64_t)field_number(s, "b", 0));
	f.victim = (enum victim)field_name(s, "victim", &vocab_victim);
	f.status = (enum civil_status)field_name(s, "status", &vocab_civil_status);
	f.place = (int32_t)field_number(s, "place", REF_NONE);
	f.part_of = (int32_t)field_number(s, "part_of", REF_NONE);
	f.relation = (enum relation)field_name(s, "relation", &vocab_relation);
	f.count_type = (enum count_type)field_name(s, "count_type", &vocab_count_type);
	f.evidence = field_evidence(s);
	return f;
}

static void suggest(struct screen_world *w, int64_t document)
{
	struct err err;
	struct bytes b;
	struct place places[16];
	struct figure figures[16];
	struct findings found = {places, 0, figures, 0};
	struct sheet s = {.text = &w->article};
	screen_world_must(fs_read(FOLDER "article.tsv", &b, &err), &err, "article.tsv");
	screen_world_must(
		tsv_open(&s.t, "article.tsv", (const char *)b.data, b.n, &err), &err, "article.tsv");
	while (tsv_next(&s.t))
		if (view_eq(field(&s, "type"), "place"))
			places[found.n_places++] = read_place(&s);
		else
			figures[found.n_figures++] = read_figure(&s);
	screen_world_must(
		store_suggestions_put(w->store, document, "test 1", &found, &err), &err, "suggestions");
	arena_release(&s.arena);
	bytes_release(&b);
}

/* ---- a database for each script ---- */

static int64_t add_document(
	struct screen_world *w, const struct decoded *d, const char *name, const char *title)
{
	struct err err;
	int64_t id;
	bool existed;
	struct document doc = {.text = {d->cp, d->len_cp},
		.name = name,
		.title = title,
		.language = "ar",
		.outlet = "The Wadi Post",
		.published = "2026-01-05"};
	screen_world_must(store_document_add(w->store, &doc, &id, &existed, &err), &err, name);
	return id;
}

void screen_world_open(struct screen_world *w)
{
	struct err err;
	*w = (struct screen_world){.folder = "/tmp/rasid-screen-XXXXXX"};
	if (!mkdtemp(w->folder))
		fail_msg("no temporary folder");
	snprintf(w->path, sizeof w->path, "%s/db", w->folder);
	w->article = read_text(FOLDER "article.txt");
	w->hostile = read_text(FOLDER "hostile.txt");
	screen_world_must(store_open(w->path, &(struct store_options){0}, &w->store, &err), &err, "store");
	int64_t first = add_document(w, &w->article, "article.txt", "\xD8\xB3\xD9\x88\xD9\x82");
	add_document(w, &w->hostile, "hostile\033[2J.txt", "a \xE2\x80\xAEtitle");
	suggest(w, first);
	session_init(&w->session, w->store, NULL, "amal");
	screen_world_must(session_open(&w->session, first, &err), &err, "session");
}

void screen_world_close(struct screen_world *w)
{
	session_release(&w->session);
	store_close(w->store);
	decoded_release(&w->article);
	decoded_release(&w->hostile);
	const char *const endings[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < 3; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", w->path, endings[i]);
		unlink(path);
	}
	rmdir(w->folder);
}
