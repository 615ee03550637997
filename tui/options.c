/* Options: getopt_long over our own tables, with messages of our own. */
#include "options.h"

#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_OPTIONS = 32, LONG_ID = 256 };

const struct option_spec global_options[] = {
	{"db", 0, "FILE", "the database (default: rasid.db in the user's data folder, $RASID_DB if set)"},
	{"as", 0, "NAME", "the annotator (default: $RASID_ANNOTATOR, else $USER)"},
	{"no-learned", 0, NULL, "leave out what 'rasid learn' has learnt here"},
	{"help", 'h', NULL, "show this help"},
	{"version", 'V', NULL, "show the version"},
	{NULL, 0, NULL, NULL},
};

/* getopt's two lists made from both tables; id LONG_ID + i is row i of own, then of global. */
struct lists {
	struct option longs[MAX_OPTIONS + 1];
	const struct option_spec *rows[MAX_OPTIONS];
	char shorts[2 * MAX_OPTIONS + 4];
	unsigned n;
};

static void add_table(struct lists *l, const struct option_spec *table, char **shorts)
{
	for (; table && table->name && l->n < MAX_OPTIONS; table++) {
		l->rows[l->n] = table;
		l->longs[l->n] = (struct option){table->name, table->arg ? required_argument : no_argument,
			NULL, (int)(LONG_ID + l->n)};
		l->n++;
		if (table->letter) {
			*(*shorts)++ = table->letter;
			if (table->arg)
				*(*shorts)++ = ':';
		}
	}
}

static void make_lists(const struct options *o, bool stop_at_operand, struct lists *l)
{
	memset(l, 0, sizeof *l);
	char *s = l->shorts;
	if (stop_at_operand)
		*s++ = '+';
	*s++ = ':';
	add_table(l, o->own, &s);
	add_table(l, o->global, &s);
}

static const struct option_spec *row_of(const struct lists *l, int id)
{
	if (id >= LONG_ID)
		return l->rows[id - LONG_ID];
	for (unsigned i = 0; i < l->n; i++)
		if (id && l->rows[i]->letter == id)
			return l->rows[i];
	return NULL;
}

unsigned word_distance(const char *a, const char *b)
{
	enum { MAX = 40 };
	size_t na = strlen(a), nb = strlen(b);
	if (na > MAX || nb > MAX)
		return MAX;
	unsigned char d[MAX + 1][MAX + 1];
	for (size_t i = 0; i <= na; i++)
		for (size_t j = 0; j <= nb; j++) {
			if (!i || !j) {
				d[i][j] = (unsigned char)(i + j);
				continue;
			}
			unsigned best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (d[i - 1][j] + 1u < best)
				best = d[i - 1][j] + 1u;
			if (d[i][j - 1] + 1u < best)
				best = d[i][j - 1] + 1u;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				d[i - 2][j - 2] + 1u < best)
				best = d[i - 2][j - 2] + 1u;
			d[i][j] = (unsigned char)best;
		}
	return d[na][nb];
}

static const char *nearest(const struct lists *l, const char *word)
{
	const char *best = NULL;
	unsigned distance = 3;
	char name[48];
	snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
	for (unsigned i = 0; i < l->n; i++) {
		unsigned d = word_distance(name, l->rows[i]->name);
		if (d < distance) {
			distance = d;
			best = l->rows[i]->name;
		}
	}
	return best;
}

static enum options_step bad_option(
	const struct options *o, const struct lists *l, int result, struct err *err)
{
	const char *arg = optind > 0 ? o->argv[optind - 1] : "";
	const struct option_spec *row = row_of(l, optopt);
	if (result == ':')
		err_set(err, ERR_USAGE, "option --%s needs an argument: %s", row ? row->name : "?",
			row ? row->arg : "?");
	else if (row && !row->arg)
		err_set(err, ERR_USAGE, "option --%s takes no argument", row->name);
	else if (optopt && optopt < LONG_ID)
		err_set(err, ERR_USAGE, "unknown option -%c; see 'rasid %s--help'",
			isprint(optopt) ? optopt : '?', o->command);
	else {
		const char *near = strncmp(arg, "--", 2) == 0 ? nearest(l, arg + 2) : NULL;
		if (near)
			err_set(err, ERR_USAGE, "unknown option %.60s; did you mean --%s?", arg, near);
		else
			err_set(err, ERR_USAGE, "unknown option %.60s; see 'rasid %s--help'", arg,
				o->command);
	}
	return OPTIONS_BAD;
}

enum options_step options_next(struct options *o, bool stop_at_operand, const struct option_spec **spec,
	const char **value, int *operands, struct err *err)
{
	struct lists l;
	make_lists(o, stop_at_operand, &l);
	if (!o->started) {
		o->started = true;
		optind = 0; /* getopt's state begins anew */
		opterr = 0;
	}
	int id = getopt_long(o->argc, o->argv, l.shorts, l.longs, NULL);
	if (id == -1) {
		*operands = optind;
		return OPTIONS_END;
	}
	if (id == '?' || id == ':')
		return bad_option(o, &l, id, err);
	*spec = row_of(&l, id);
	*value = optarg;
	return OPTIONS_ONE;
}

bool option_number(const char *name, const char *value, long min, long max, long *out, struct err *err)
{
	char *end;
	long n = strtol(value, &end, 10);
	if (!isdigit((unsigned char)*value) || *end || n < min || n > max)
		return err_set(
			err, ERR_USAGE, "--%s: '%.40s' is no number from %ld to %ld", name, value, min, max);
	*out = n;
	return true;
}

bool option_day(const char *name, const char *value, struct err *err)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	unsigned y, m, d;
	int used = 0;
	bool ok = strlen(value) == 10 && sscanf(value, "%4u-%2u-%2u%n", &y, &m, &d, &used) == 3 && used == 10;
	for (int i = 0; ok && i < 10; i++)
		ok = i == 4 || i == 7 ? value[i] == '-' : isdigit((unsigned char)value[i]);
	bool leap = ok && (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
	if (!ok || m < 1 || m > 12 || d < 1 || d > days[m - 1] + (unsigned)(m == 2 && leap))
		return err_set(
			err, ERR_USAGE, "--%s: '%.40s' is no day; write it as 2019-05-28", name, value);
	return true;
}

bool option_choice(const char *name, const char *value, const char *const *choices, int *out, struct err *err)
{
	char list[256];
	size_t n = 0;
	for (int i = 0; choices[i]; i++) {
		if (strcmp(choices[i], value) == 0) {
			*out = i;
			return true;
		}
		int put = snprintf(list + n, sizeof list - n, "%s%s", i ? ", " : "", choices[i]);
		n += put > 0 && (size_t)put < sizeof list - n ? (size_t)put : 0;
	}
	return err_set(err, ERR_USAGE, "--%s: '%.40s' is none of %s", name, value, list);
}

void options_print(const struct option_spec *table, FILE *out)
{
	for (; table && table->name; table++) {
		char left[64];
		snprintf(left, sizeof left, "%c%c%s--%s%s%s", table->letter ? '-' : ' ',
			table->letter ? table->letter : ' ', table->letter ? ", " : "  ", table->name,
			table->arg ? " " : "", table->arg ? table->arg : "");
		fprintf(out, "  %-28s %s\n", left, table->help);
	}
}
