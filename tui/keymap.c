/* Keymap: reading and asking. */
#include "keymap.h"

#include "base/embed.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "commands.h"

#include <stdlib.h>
#include <string.h>

const char *const mode_names[MODES] = {"read", "select", "form", "line", "help"};
const char *const mode_titles[MODES] = {"Reading and deciding", "Selecting text", "Editing an item",
	"Typing a search or a note", "This help"};

struct parser {
	const char *name;
	unsigned line;
	struct view rest;
	struct err *err;
};

static bool fail(struct parser *p, const char *what, struct view v)
{
	return err_set(p->err, ERR_INPUT, "%s:%u: %s '%.*s'", p->name, p->line, what,
		(int)(v.len < 40 ? v.len : 40), v.data);
}

static struct view word(struct parser *p)
{
	while (p->rest.len && (*p->rest.data == ' ' || *p->rest.data == '\t'))
		p->rest.data++, p->rest.len--;
	struct view w = {p->rest.data, 0};
	while (w.len < p->rest.len && w.data[w.len] != ' ' && w.data[w.len] != '\t')
		w.len++;
	p->rest.data += w.len;
	p->rest.len -= w.len;
	return w;
}

static int find_mode(struct view v)
{
	for (int i = 0; i < MODES; i++)
		if (view_eq(v, mode_names[i]))
			return i;
	return -1;
}

static void remove_binding(struct keymap *m, enum mode mode, const struct key *key)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].mode == mode && key_equal(&m->v[i].key, key)) {
			free(m->v[i].help);
			memmove(&m->v[i], &m->v[i + 1], (m->n - i - 1) * sizeof *m->v);
			m->n--;
			return;
		}
}

/* The quoted help at the end of a line, if there is one. */
static bool parse_help(struct parser *p, char **out)
{
	struct view first = word(p);
	if (first.len == 0) {
		*out = NULL;
		return true;
	}
	const char *end = p->rest.data + p->rest.len;
	while (end > first.data && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	struct view quoted = {first.data, (size_t)(end - first.data)};
	if (quoted.len < 3 || quoted.data[0] != '"' || end[-1] != '"')
		return fail(p, "the help must be a text in quotes, not", quoted);
	*out = strndup(quoted.data + 1, quoted.len - 2);
	return *out ? true : err_memory(p->err);
}

static bool parse_line(struct keymap *m, struct parser *p)
{
	struct view verb = word(p);
	if (verb.len == 0 || verb.data[0] == '#')
		return true;
	bool bind = view_eq(verb, "bind");
	if (!bind && !view_eq(verb, "unbind"))
		return fail(p, "a line begins with bind or unbind, not", verb);
	struct view mode_word = word(p), key_word = word(p);
	int mode = find_mode(mode_word);
	if (mode < 0)
		return fail(p, "there is no mode", mode_word);
	struct binding b = {.mode = (enum mode)mode};
	if (!key_parse(key_word.data, key_word.len, &b.key))
		return fail(p, "there is no key", key_word);
	if (bind) {
		struct view command = word(p);
		b.command = command_find(command.data, command.len);
		if (b.command < 0)
			return fail(p, "there is no command", command);
		if (!parse_help(p, &b.help))
			return false;
		if (!vec_reserve(&m->v, &m->cap, m->n + 1, sizeof *m->v)) {
			free(b.help);
			return err_memory(p->err);
		}
	}
	remove_binding(m, b.mode, &b.key);
	if (bind)
		m->v[m->n++] = b;
	return true;
}

bool keymap_parse(struct keymap *m, const char *name, const char *text, size_t len, struct err *err)
{
	struct parser p = {.name = name, .err = err};
	struct view rest = {text, len}, line;
	while (view_split(&rest, '\n', &line)) {
		p.line++;
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		p.rest = line;
		if (!parse_line(m, &p))
			return false;
	}
	return true;
}

static bool load_file(struct keymap *m, const char *path, bool may_miss, struct err *err)
{
	struct bytes b;
	if (!fs_read(path, &b, err))
		return may_miss && err->code == ERR_NOT_FOUND;
	bool ok = keymap_parse(m, path, (const char *)b.data, b.n, err);
	bytes_release(&b);
	return ok;
}

bool keymap_load(struct keymap *m, const char *path, struct err *err)
{
	const struct embed *e = embed_find("default.keys");
	if (!e)
		return err_set(
			err, ERR_NOT_FOUND, "the program was built without its key bindings (default.keys)");
	if (!keymap_parse(m, e->name, e->data, (size_t)(e->end - e->data), err))
		return false;
	if (path)
		return load_file(m, path, false, err);
	struct str own = {0};
	bool ok = fs_config_path("keys", &own, err) ? load_file(m, str_text(&own), true, err) : true;
	str_release(&own);
	return ok;
}

void keymap_release(struct keymap *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->v[i].help);
	free(m->v);
	*m = (struct keymap){0};
}

static int find_exact(const struct keymap *m, enum mode mode, const struct key *key)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].mode == mode && key_equal(&m->v[i].key, key))
			return m->v[i].command;
	return -1;
}

int keymap_find(const struct keymap *m, enum mode mode, struct key key)
{
	int found = find_exact(m, mode, &key);
	if (found >= 0)
		return found;
	struct key latin = key_latin(key);
	return key_equal(&latin, &key) ? -1 : find_exact(m, mode, &latin);
}

const char *keymap_key_of(const struct keymap *m, enum mode mode, int command, char out[KEY_NAME])
{
	out[0] = '\0';
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].mode == mode && m->v[i].command == command) {
			key_format(&m->v[i].key, out);
			break;
		}
	return out;
}
