/*
 * Corpus: a large text of varied sentences for the benchmarks, the same on every machine.
 *
 * Sentences of templates.txt with slots filled at random: places from the shipped gazetteer, numbers as digits of two scripts
 * and as words, the rest from the lists at the end of the file. One article is 5 to 25 sentences, on one line or more.
 *
 * usage: corpus BYTES [SEED] >FILE        text
 *        corpus --articles N [SEED]       one article a line, as JSON Lines of {"id","text"}
 */
#include "base/embed.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINES = 256, MAX_FILL = 32, MAX_NAMES = 65536 };

struct fill {
	struct view slot;
	struct view choices[MAX_FILL];
	unsigned n;
};

struct corpus {
	uint64_t state;
	struct view sentences[MAX_LINES];
	unsigned n_sentences;
	struct fill fills[MAX_FILL];
	unsigned n_fills;
	struct view *places, *governorates;
	unsigned n_places, n_governorates;
};

/* xorshift64* (Vigna 2016) */
static unsigned pick(struct corpus *c, unsigned n)
{
	c->state ^= c->state >> 12;
	c->state ^= c->state << 25;
	c->state ^= c->state >> 27;
	return (unsigned)((c->state * 0x2545F4914F6CDD1Du) >> 33) % n;
}

static struct view trim(struct view v)
{
	while (v.len && v.data[0] == ' ')
		v = (struct view){v.data + 1, v.len - 1};
	while (v.len && v.data[v.len - 1] == ' ')
		v.len--;
	return v;
}

static void add_fill(struct corpus *c, struct view line)
{
	struct fill *f = &c->fills[c->n_fills++];
	struct view part;
	const char *close = memchr(line.data, '}', line.len);
	f->slot = (struct view){line.data, (size_t)(close + 1 - line.data)};
	struct view rest = {close + 2, line.len - f->slot.len - 1};
	while (f->n < MAX_FILL && view_split(&rest, '|', &part))
		f->choices[f->n++] = trim(part);
}

static void read_templates(struct corpus *c, struct bytes file)
{
	struct view rest = {(const char *)file.data, file.n}, line;
	bool fills = false;
	while (view_split(&rest, '\n', &line)) {
		if (view_eq(line, "# fill"))
			fills = true;
		if (line.len == 0 || line.data[0] == '#')
			continue;
		if (fills && c->n_fills < MAX_FILL)
			add_fill(c, line);
		else if (!fills && c->n_sentences < MAX_LINES)
			c->sentences[c->n_sentences++] = line;
	}
}

static void read_names(struct corpus *c)
{
	struct err err;
	struct tsv t;
	c->places = calloc(MAX_NAMES, sizeof *c->places);
	c->governorates = calloc(MAX_NAMES, sizeof *c->governorates);
	if (!c->places || !c->governorates)
		exit(1);
	for (const struct embed *e = embed_files; e->name; e++) {
		if (strncmp(e->name, "gazetteer/", 10) != 0 ||
			!tsv_open(&t, e->name, e->data, (size_t)(e->end - e->data), &err))
			continue;
		int name = tsv_column(&t, "name"), kind = tsv_column(&t, "kind");
		while (tsv_next(&t) && c->n_places < MAX_NAMES) {
			if (view_eq(t.fields[kind], "governorate"))
				c->governorates[c->n_governorates++] = t.fields[name];
			else
				c->places[c->n_places++] = t.fields[name];
		}
	}
}

static void add_number(struct corpus *c, struct str *out, bool big)
{
	unsigned n = big ? 11 + pick(c, 2000) : 3 + pick(c, 8);
	char digits[16];
	snprintf(digits, sizeof digits, "%u", n);
	bool arabic = pick(c, 3) == 0;
	for (const char *d = digits; *d; d++)
		str_add_cp(out, arabic ? 0x0660u + (unsigned)(*d - '0') : (unsigned char)*d);
}

static void add_slot(struct corpus *c, struct str *out, struct view slot)
{
	if (view_eq(slot, "{n}") || view_eq(slot, "{big}")) {
		add_number(c, out, slot.len > 3);
		return;
	}
	bool gov = view_eq(slot, "{gov}");
	if (gov || view_eq(slot, "{place}")) {
		struct view v =
			gov ? c->governorates[pick(c, c->n_governorates)] : c->places[pick(c, c->n_places)];
		str_add_n(out, v.data, v.len);
		return;
	}
	for (unsigned f = 0; f < c->n_fills; f++) {
		if (c->fills[f].slot.len == slot.len &&
			memcmp(c->fills[f].slot.data, slot.data, slot.len) == 0) {
			struct view v = c->fills[f].choices[pick(c, c->fills[f].n)];
			str_add_n(out, v.data, v.len);
			return;
		}
	}
}

static void add_sentence(struct corpus *c, struct str *out)
{
	struct view s = c->sentences[pick(c, c->n_sentences)];
	for (size_t i = 0; i < s.len;) {
		const char *close = s.data[i] == '{' ? memchr(s.data + i, '}', s.len - i) : NULL;
		if (close) {
			size_t len = (size_t)(close + 1 - (s.data + i));
			add_slot(c, out, (struct view){s.data + i, len});
			i += len;
		} else {
			str_add_byte(out, s.data[i++]);
		}
	}
}

static void add_article(struct corpus *c, struct str *out, const char *newline)
{
	for (unsigned n = 5 + pick(c, 21), i = 0; i < n; i++) {
		add_sentence(c, out);
		str_add(out, i + 1 < n && pick(c, 4) ? " " : newline);
	}
}

int main(int argc, char **argv)
{
	bool articles = argc > 1 && strcmp(argv[1], "--articles") == 0;
	if (argc < 2 + articles) {
		fputs("usage: corpus BYTES [SEED] | corpus --articles N [SEED]\n", stderr);
		return 64;
	}
	static struct corpus c;
	unsigned long want = strtoul(argv[1 + articles], NULL, 10), done = 0;
	c.state = argc > 2 + articles ? strtoul(argv[2 + articles], NULL, 10) : 20190508;
	struct bytes file;
	struct err err;
	const char *dir = getenv("RASID_TESTS");
	struct str path = {0}, text = {0};
	str_addf(&path, "%s/bench/templates.txt", dir ? dir : "tests");
	if (!fs_read(str_text(&path), &file, &err)) {
		fprintf(stderr, "corpus: %s\n", err.text);
		return err_exit_status(err.code);
	}
	read_templates(&c, file);
	read_names(&c);
	while (done < want) {
		str_clear(&text);
		add_article(&c, &text, articles ? "\\n" : "\n");
		if (articles)
			printf("{\"id\":\"bench-%lu\",\"text\":\"%s\"}\n", done, str_text(&text));
		else
			fwrite(text.data, 1, text.len, stdout);
		done += articles ? 1 : text.len;
	}
	str_release(&text);
	return ferror(stdout) || fflush(stdout) ? 74 : 0;
}
