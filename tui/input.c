/* Input: a file becomes one record or many. */
#include "input.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_CP = 120 };

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);
	return n >= m && strcasecmp(s + n - m, end) == 0;
}

static bool holds_records(const char *path, const struct bytes *b)
{
	if (strcmp(path, "-") != 0)
		return ends_with(path, ".jsonl") || ends_with(path, ".json") || ends_with(path, ".ndjson");
	return b->n > 0 && b->data[0] == '{';
}

static const char *display_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

static bool open_text(struct input *in, struct err *err)
{
	return text_decode(in->bytes.data, in->bytes.n, &in->options->decode, &in->decoded, err) ||
	       err_wrap(err, "%s", display_name(in->path));
}

bool input_open(struct input *in, const char *path, const struct input_options *opt, struct err *err)
{
	static const struct input_options none = {0};
	*in = (struct input){.path = path, .options = opt ? opt : &none};
	if (!fs_read(path, &in->bytes, err))
		return false;
	in->is_jsonl = holds_records(path, &in->bytes);
	bool ok = true;
	if (in->is_jsonl && in->bytes.n == 0)
		ok = err_set(err, ERR_INPUT, "%s: the file is empty", display_name(path));
	else if (in->is_jsonl)
		jsonl_open(&in->jsonl, display_name(path), in->bytes.data, in->bytes.n);
	else
		ok = open_text(in, err);
	if (!ok)
		input_close(in);
	return ok;
}

void input_close(struct input *in)
{
	bytes_release(&in->bytes);
	decoded_release(&in->decoded);
}

/* The first line that is not blank, cut to a reasonable length. */
static const char *first_line(const struct text *t, struct arena *a)
{
	uint32_t beg = 0;
	while (beg < t->len_cp && (t->cp[beg] <= ' ' || t->cp[beg] == 0xA0))
		beg++;
	struct str s = {0};
	uint32_t i = beg;
	for (; i < t->len_cp && t->cp[i] != '\n' && i - beg < TITLE_CP; i++)
		str_add_cp(&s, t->cp[i] < ' ' ? ' ' : t->cp[i]);
	if (i < t->len_cp && t->cp[i] != '\n')
		str_add_cp(&s, 0x2026 /* ellipsis */);
	const char *title = s.len && !s.failed ? arena_strndup(a, str_text(&s), s.len) : NULL;
	str_release(&s);
	return title;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

static bool text_record(struct input *in, struct arena *a, struct record *out, struct err *err)
{
	*out = (struct record){0};
	out->doc.text = (struct text){in->decoded.cp, in->decoded.len_cp};
	out->doc.name = arena_strdup(a, strcmp(in->path, "-") == 0 ? "stdin" : base_name(in->path));
	size_t n;
	char *u8 = text_to_utf8(in->decoded.cp, in->decoded.len_cp, &n);
	if (!u8 || !out->doc.name) {
		free(u8);
		return err_memory(err);
	}
	sha256_hex(u8, n, out->doc.sha256);
	free(u8);
	return true;
}

static void apply_options(const struct input_options *opt, struct arena *a, struct document *d)
{
	if (opt->title)
		d->title = opt->title;
	else if (!d->title)
		d->title = first_line(&d->text, a);
	if (opt->url)
		d->url = opt->url;
	if (opt->outlet)
		d->outlet = opt->outlet;
	if (opt->published)
		d->published = opt->published;
}

enum jsonl_step input_next(struct input *in, struct arena *a, struct record *out, struct err *err)
{
	enum jsonl_step step = JSONL_RECORD;
	if (in->is_jsonl) {
		step = jsonl_next(&in->jsonl, a, out, err);
	} else if (in->done) {
		step = JSONL_END;
	} else {
		in->done = true;
		step = text_record(in, a, out, err) ? JSONL_RECORD : JSONL_BAD;
	}
	if (step == JSONL_RECORD)
		apply_options(in->options, a, &out->doc);
	return step;
}

bool input_each_gold(const char *path,
	bool (*fn)(void *arg, const struct record *gold, struct arena *a, struct err *err), void *arg,
	struct err *err)
{
	struct input in;
	if (!input_open(&in, path, NULL, err))
		return false;
	bool ok = in.is_jsonl ||
		  err_set(err, ERR_USAGE, "%s is no gold file; its name must end in .jsonl or .json", path);
	enum jsonl_step step = JSONL_END;
	do {
		struct arena a = {0};
		struct record gold;
		step = ok ? input_next(&in, &a, &gold, err) : JSONL_END;
		ok = ok && step != JSONL_BAD;
		if (ok && step == JSONL_RECORD && !gold.has_places && !gold.has_figures)
			ok = err_set(err, ERR_INPUT,
				"%s: %s has neither places nor figures; it is no gold document", path,
				gold.doc.name ? gold.doc.name : "a record");
		if (ok && step == JSONL_RECORD)
			ok = fn(arg, &gold, &a, err);
		arena_release(&a);
	} while (ok && step == JSONL_RECORD);
	input_close(&in);
	return ok;
}
