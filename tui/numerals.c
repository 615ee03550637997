/* Numerals: one vector a row; those of another kind than `cardinal` are counted but not read. */
#include "numerals.h"

#include "base/fs.h"
#include "base/tsv.h"
#include "detect/number.h"
#include "formats/plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	unsigned right, all, whole_right, whole, other;
};

static void print_field(struct view v)
{
	struct str raw = {0}, out = {0};
	str_add_n(&raw, v.data, v.len);
	plain_add_z(&out, str_text(&raw));
	fputs(str_text(&out), stdout);
	str_release(&raw);
	str_release(&out);
}

/* Also numbers with more digits than view_double() takes; only LC_CTYPE is ever set, so the point is a point. */
static bool read_value(struct view v, double *out)
{
	char text[128], *end;
	if (v.len == 0 || v.len >= sizeof text)
		return false;
	memcpy(text, v.data, v.len);
	text[v.len] = '\0';
	*out = strtod(text, &end);
	return *end == '\0';
}

static void check_row(const struct tsv *t, const struct lexicon *lx, struct view text, double want,
	bool errors, struct tally *n)
{
	double got = NAN;
	bool read = number_parse_text(lx, text.data, text.len, &got);
	bool right = read && fabs(got - want) <= 1e-9 * fabs(want);
	bool whole = want == floor(want);
	n->right += right;
	n->all++;
	n->whole_right += right && whole;
	n->whole += whole;
	if (right || !errors)
		return;
	printf("%u\t%.10g, not ", t->line, want);
	if (read)
		printf("%.10g\t", got);
	else
		fputs("read\t", stdout);
	print_field(text);
	putchar('\n');
}

static bool read_rows(struct tsv *t, const struct lexicon *lx, bool errors, struct tally *n, struct err *err)
{
	int text = tsv_column(t, "text"), value = tsv_column(t, "value"), kind = tsv_column(t, "kind");
	if (text < 0 || value < 0 || kind < 0)
		return err_set(err, ERR_INPUT, "%s: needs the columns text, value and kind", t->name);
	while (tsv_next(t)) {
		double want;
		if (!view_eq(t->fields[kind], "cardinal")) {
			n->other++;
			continue;
		}
		if (!read_value(t->fields[value], &want))
			return tsv_fail(t, err, "the value is no number");
		check_row(t, lx, t->fields[text], want, errors, n);
	}
	return true;
}

static void print_rate(const char *what, unsigned right, unsigned all)
{
	if (all)
		printf("%-34s  %u/%u %6.1f %%\n", what, right, all, 100.0 * right / all);
}

bool numerals_evaluate(const char *path, const struct path_list *lexicons, bool errors, struct err *err)
{
	struct bytes bytes = {0};
	struct lexicon *lx = NULL;
	struct tally n = {0};
	struct tsv t;
	bool ok = fs_read(path, &bytes, err) &&
		  lexicon_new(lexicons->n ? lexicons->items : NULL, NULL, NULL, &lx, err) &&
		  tsv_open(&t, path, (const char *)bytes.data, bytes.n, err) &&
		  read_rows(&t, lx, errors, &n, err);
	if (ok && !n.all)
		ok = err_set(err, ERR_INPUT, "%s: no row of kind cardinal", path);
	if (ok) {
		print_rate("cardinals read right", n.right, n.all);
		print_rate("whole numbers among them", n.whole_right, n.whole);
		printf("%-34s  %u\n", "rows of other kinds, not read", n.other);
	}
	lexicon_free(lx);
	bytes_release(&bytes);
	return ok;
}
