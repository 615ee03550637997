/*
 * evaluate: the detector, or findings in a file, against gold annotations.
 *
 * Scoring is core's (review/evaluate.h); this file reads, runs and prints. --errors prints while scoring, one line each,
 * the tables follow at the end.
 */
#include "subcommands.h"

#include "base/vec.h"
#include "calibration.h"
#include "input.h"
#include "numerals.h"
#include "review/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CONTEXT_CP = 24 };

/* One row of --by-document. */
struct row {
	char *name;
	struct evaluation e;
};

/* Findings read from a file, found again by the hash of their text. */
struct against {
	struct record *records;
	size_t n, cap;
	struct arena arena;
};

struct evaluate {
	struct cli *cli;
	struct detector *detector;
	struct detector *shipped; /* with --gazetteer: without it, to show what it adds; else NULL */
	struct path_list gazetteers, lexicons;
	struct against against;
	const char *against_path, *numerals_path;
	bool by_document, errors, calibration;
	struct evaluation sum, shipped_sum;
	struct row *rows;
	size_t n_rows, rows_cap;
};

/* ---- one error in context ---- */

static void print_cp(const struct text *t, uint32_t beg, uint32_t end)
{
	struct str s = {0};
	for (uint32_t i = beg; i < end && i < t->len_cp; i++)
		str_add_cp(&s, t->cp[i] < ' ' ? ' ' : t->cp[i]);
	fputs(str_text(&s), stdout);
	str_release(&s);
}

static uint32_t context_begin(const struct text *t, uint32_t beg)
{
	uint32_t i = beg > CONTEXT_CP ? beg - CONTEXT_CP : 0;
	while (i > 0 && i < beg && t->cp[i - 1] != ' ')
		i++;
	return i;
}

static uint32_t context_end(const struct text *t, uint32_t end)
{
	uint32_t i = t->len_cp - end > CONTEXT_CP ? end + CONTEXT_CP : t->len_cp;
	while (i < t->len_cp && i > end && t->cp[i] != ' ')
		i--;
	return i;
}

static void print_context(const struct text *t, struct span s)
{
	print_cp(t, context_begin(t, s.beg_cp), s.beg_cp);
	putchar('[');
	print_cp(t, s.beg_cp, s.end_cp);
	putchar(']');
	print_cp(t, s.end_cp, context_end(t, s.end_cp));
}

static void print_error(void *arg, const struct record *gold, const struct eval_error *e)
{
	static const char *const names[] = {"missed", "false alarm", "wrong", "trap", "span"};
	struct span at = e->gold.end_cp ? e->gold : e->found;
	(void)arg;
	printf("%s\t%u-%u\t%s %s", gold->doc.name ? gold->doc.name : "?", at.beg_cp, at.end_cp,
		names[e->kind], e->is_figure ? "figure" : "place");
	if (e->kind == EVAL_WRONG)
		printf(" %s: %s, not %s", e->field, e->expected, e->got);
	if (e->kind == EVAL_SPAN) {
		fputs(": found [", stdout);
		print_cp(&gold->doc.text, e->found.beg_cp, e->found.end_cp);
		putchar(']');
	}
	printf("\t%s\t", e->rule ? e->rule : "-");
	print_context(&gold->doc.text, at);
	putchar('\n');
}

/* ---- findings from a file instead of the detector ---- */

static bool against_load(struct evaluate *ev, struct err *err)
{
	struct input in;
	if (!input_open(&in, ev->against_path, NULL, err))
		return false;
	if (!in.is_jsonl) {
		input_close(&in);
		return err_set(err, ERR_USAGE, "--against takes a .jsonl file");
	}
	struct against *ag = &ev->against;
	enum jsonl_step step;
	do {
		if (!vec_reserve(&ag->records, &ag->cap, ag->n + 1, sizeof *ag->records)) {
			input_close(&in);
			return err_memory(err);
		}
		step = input_next(&in, &ag->arena, &ag->records[ag->n], err);
		ag->n += step == JSONL_RECORD;
	} while (step == JSONL_RECORD);
	input_close(&in);
	return step == JSONL_END;
}

static bool against_find(const struct evaluate *ev, const struct record *gold, struct findings *out)
{
	for (size_t i = 0; i < ev->against.n; i++)
		if (strcmp(ev->against.records[i].doc.sha256, gold->doc.sha256) == 0) {
			*out = ev->against.records[i].findings;
			return true;
		}
	return false;
}

/* ---- scoring ---- */

static bool add_row(
	struct evaluate *ev, const struct record *gold, const struct evaluation *e, struct err *err)
{
	if (!vec_reserve(&ev->rows, &ev->rows_cap, ev->n_rows + 1, sizeof *ev->rows))
		return err_memory(err);
	char *name = strdup(gold->doc.name ? gold->doc.name : "?");
	if (!name)
		return err_memory(err);
	ev->rows[ev->n_rows++] = (struct row){name, *e};
	return true;
}

static bool detect_in(
	struct detector *d, const struct record *gold, struct arena *a, struct findings *out, struct err *err)
{
	struct detect_input in = {.text = gold->doc.text, .published = gold->doc.published};
	return detect_run(d, &in, a, out, err);
}

static bool findings_of(const struct evaluate *ev, const struct record *gold, struct arena *a,
	struct findings *out, struct err *err)
{
	if (!ev->against_path)
		return detect_in(ev->detector, gold, a, out, err);
	return against_find(ev, gold, out) ||
	       err_set(err, ERR_NOT_FOUND, "%s: its text is not in %s",
		       gold->doc.name ? gold->doc.name : "a document", ev->against_path);
}

static bool score_record(void *arg, const struct record *gold, struct arena *a, struct err *err)
{
	struct evaluate *ev = arg;
	struct eval_options loud = {.error = ev->errors ? print_error : NULL, .arg = ev}, quiet = {0};
	struct findings found = {0};
	struct evaluation e = {0}, shipped = {0};
	if (!findings_of(ev, gold, a, &found, err) || !evaluate_document(gold, &found, &loud, &e, err))
		return false;
	evaluation_add(&ev->sum, &e);
	if (ev->shipped) {
		if (!detect_in(ev->shipped, gold, a, &found, err) ||
			!evaluate_document(gold, &found, &quiet, &shipped, err))
			return false;
		evaluation_add(&ev->shipped_sum, &shipped);
	}
	return !ev->by_document || gold->group || add_row(ev, gold, &e, err);
}

/* ---- tables ---- */

static const struct {
	const char *name;
	enum measure recall, precision; /* EVAL_MEASURES: a single rate */
} lines[] = {
	{"place mentions", EVAL_PLACE_RECALL, EVAL_PLACE_PRECISION},
	{"place mentions, exact spans", EVAL_PLACE_EXACT_RECALL, EVAL_PLACE_EXACT_PRECISION},
	{"exact spans of the found places", EVAL_PLACE_SPAN, EVAL_MEASURES},
	{"country", EVAL_COUNTRY, EVAL_MEASURES},
	{"governorate", EVAL_ADMIN1, EVAL_MEASURES},
	{"coordinates within 10 km", EVAL_NEAR, EVAL_MEASURES},
	{"figures with a number", EVAL_NUMBERED_RECALL, EVAL_MEASURES},
	{"all figures", EVAL_FIGURE_RECALL, EVAL_FIGURE_PRECISION},
	{"exact spans of the found figures", EVAL_FIGURE_SPAN, EVAL_MEASURES},
	{"value, bounds and approximator", EVAL_NUMBER, EVAL_MEASURES},
	{"harm", EVAL_HARM, EVAL_MEASURES},
	{"victim", EVAL_VICTIM, EVAL_MEASURES},
	{"status", EVAL_STATUS, EVAL_MEASURES},
	{"polarity", EVAL_POLARITY, EVAL_MEASURES},
	{"count type", EVAL_COUNT_TYPE, EVAL_MEASURES},
	{"parts and their totals", EVAL_PART_RECALL, EVAL_PART_PRECISION},
	{"  included in, part of", EVAL_PART_INCLUDED_RECALL, EVAL_PART_INCLUDED_PRECISION},
	{"  restated", EVAL_PART_RESTATES_RECALL, EVAL_PART_RESTATES_PRECISION},
	{"place of a figure", EVAL_FIGURE_PLACE, EVAL_MEASURES},
};

static void print_rate(struct score s)
{
	char text[40];
	if (s.of)
		snprintf(text, sizeof text, "%u/%u %6.1f %%", s.right, s.of, 100.0 * s.right / s.of);
	else
		snprintf(text, sizeof text, "not tested");
	printf("  %20s", text);
}

static void print_line(const char *name, struct score recall, const struct score *precision)
{
	printf("%-34s", name);
	print_rate(recall);
	if (precision) {
		double f1 = evaluation_f1(recall, *precision);
		print_rate(*precision);
		if (!isnan(f1))
			printf("  %7.1f", 100 * f1);
	}
	putchar('\n');
}

/* shipped: the places with the program's own gazetteer alone, or NULL. */
static void print_sum(const struct evaluation *e, const struct evaluation *shipped)
{
	printf("%-34s  %20s  %20s  %7s\n", "", "recall or right", "precision", "F1");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		enum measure recall = lines[i].recall, precision = lines[i].precision;
		print_line(lines[i].name, e->scores[recall],
			precision < EVAL_MEASURES ? &e->scores[precision] : NULL);
		if (shipped && recall == EVAL_PLACE_RECALL)
			print_line("  with the shipped gazetteer alone", shipped->scores[recall],
				&shipped->scores[precision]);
	}
	struct score traps = e->scores[EVAL_TRAPS], cases = e->scores[EVAL_CASES],
		     exact = e->scores[EVAL_CASES_EXACT];
	if (traps.of)
		printf("%-34s  %20u of %u\n", "traps returned", traps.of - traps.right, traps.of);
	if (cases.of) {
		printf("%-34s", "constructed cases fully right");
		print_rate(cases);
		printf("\n%-34s", "  with exact spans");
		print_rate(exact);
		putchar('\n');
	}
}

static void print_rows(const struct evaluate *ev)
{
	static const struct {
		const char *head;
		enum measure measure;
	} columns[] = {
		{"pl-rec", EVAL_PLACE_RECALL},
		{"pl-prec", EVAL_PLACE_PRECISION},
		{"pl-span", EVAL_PLACE_SPAN},
		{"country", EVAL_COUNTRY},
		{"admin1", EVAL_ADMIN1},
		{"num-rec", EVAL_NUMBERED_RECALL},
		{"fig-rec", EVAL_FIGURE_RECALL},
		{"fig-prec", EVAL_FIGURE_PRECISION},
		{"fig-span", EVAL_FIGURE_SPAN},
		{"number", EVAL_NUMBER},
		{"harm", EVAL_HARM},
		{"status", EVAL_STATUS},
		{"part-rec", EVAL_PART_RECALL},
		{"part-prec", EVAL_PART_PRECISION},
		{"fig-plc", EVAL_FIGURE_PLACE},
	};
	enum { N = sizeof columns / sizeof *columns };
	printf("%-28s", "document");
	for (size_t c = 0; c < N; c++)
		printf(" %9s", columns[c].head);
	putchar('\n');
	for (size_t i = 0; i < ev->n_rows; i++) {
		printf("%-28s", ev->rows[i].name);
		for (size_t c = 0; c < N; c++) {
			char text[24];
			struct score s = ev->rows[i].e.scores[columns[c].measure];
			snprintf(text, sizeof text, "%u/%u", s.right, s.of);
			printf(" %9s", s.of ? text : "-");
		}
		putchar('\n');
	}
	putchar('\n');
}

/* ---- command ---- */

static bool take(void *arg, const char *option, const char *value, struct err *err)
{
	struct evaluate *ev = arg;
	if (strcmp(option, "gazetteer") == 0)
		return path_list_add(&ev->gazetteers, option, value, err);
	if (strcmp(option, "lexicon") == 0)
		return path_list_add(&ev->lexicons, option, value, err);
	if (strcmp(option, "by-document") == 0)
		ev->by_document = true;
	else if (strcmp(option, "errors") == 0)
		ev->errors = true;
	else if (strcmp(option, "calibration") == 0)
		ev->calibration = true;
	else if (strcmp(option, "numerals") == 0)
		ev->numerals_path = value;
	else
		ev->against_path = value;
	return true;
}

static bool evaluate_files(struct evaluate *ev, int n, char **paths, struct err *err)
{
	if (ev->against_path ? !against_load(ev, err)
			     : !cli_detector(ev->cli, &ev->gazetteers, &ev->lexicons, &ev->detector, err))
		return false;
	if (!ev->against_path && ev->gazetteers.n &&
		!cli_detector(ev->cli, NULL, &ev->lexicons, &ev->shipped, err))
		return false;
	for (int i = 0; i < n; i++)
		if (!input_each_gold(paths[i], score_record, ev, err))
			return false;
	if (ev->errors)
		putchar('\n');
	if (ev->by_document)
		print_rows(ev);
	print_sum(&ev->sum, ev->shipped ? &ev->shipped_sum : NULL);
	return true;
}

static bool calibrate(struct evaluate *ev, int n, char **paths, struct err *err)
{
	struct calibration c = {0};
	if (ev->against_path)
		return err_set(
			err, ERR_USAGE, "--calibration measures the detector; it goes without --against");
	bool ok = cli_detector(ev->cli, &ev->gazetteers, &ev->lexicons, &ev->detector, err);
	for (int i = 0; ok && i < n; i++)
		ok = calibration_add(&c, ev->detector, paths[i], err);
	ok = ok && calibration_report(&c, detector_version(ev->detector), err);
	calibration_release(&c);
	return ok;
}

static bool run(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct evaluate ev = {.cli = cli};
	int first;
	bool done;
	if (!cli_options(cli, "evaluate", argc, argv, take, &ev, &first, &done, err) || done)
		return done;
	if (ev.numerals_path && first == argc)
		return numerals_evaluate(ev.numerals_path, &ev.lexicons, ev.errors, err);
	if (first == argc || ev.numerals_path)
		return err_set(err, ERR_USAGE,
			ev.numerals_path ? "--numerals goes without gold files"
					 : "evaluate needs a gold file; see 'rasid evaluate --help'");
	bool ok = (ev.calibration ? calibrate : evaluate_files)(&ev, argc - first, argv + first, err);
	for (size_t i = 0; i < ev.n_rows; i++)
		free(ev.rows[i].name);
	free(ev.rows);
	free(ev.against.records);
	arena_release(&ev.against.arena);
	detector_free(ev.detector);
	detector_free(ev.shipped);
	return ok;
}

static const struct option_spec options[] = {
	{"by-document", 'd', NULL, "a row for each document too (constructed cases excepted)"},
	{"errors", 'e', NULL, "list every miss, false alarm and wrong field in context"},
	{"calibration", 'c', NULL, "how often suggestions of each score are right, instead of the rates"},
	{"against", 0, "FILE", "score the findings in this .jsonl file instead of the detector's"},
	{"numerals", 0, "FILE", "score the number reader alone on number vectors (TSV: text, value, kind)"},
	{"gazetteer", 'g', "FILE", "load more places (TSV); may be repeated"},
	{"lexicon", 0, "FILE", "load more words (TSV); may be repeated"},
	{NULL, 0, NULL, NULL},
};

const struct subcommand cmd_evaluate = {
	.name = "evaluate",
	.synopsis = "[OPTION...] GOLD... | --numerals FILE",
	.summary = "score suggestions against gold annotations",
	.details =
		"GOLD holds documents in the form that 'detect' and 'export' print, one object a line, or one object over\n"
		"many lines. Findings and gold are matched by overlap; an item marked optional is scored neither way. An\n"
		"object with \"group\" is a constructed case: it tests the fields that it names and counts as a whole too.\n"
		"With --gazetteer the mentions that the shipped gazetteer finds alone are shown beside.\n"
		"A line of --errors: document, offsets, what is wrong, rule, text.",
	.examples = "  rasid evaluate gold.jsonl\n"
		    "  rasid evaluate --errors --by-document gold.jsonl | less\n"
		    "  rasid export --as maha > maha.jsonl; rasid evaluate --against maha.jsonl gold.jsonl",
	.options = options,
	.run = run,
};
