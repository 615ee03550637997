/*
 * Presentation forms: every text of the case files, shaped by ICU into the forms that old converters and PDF extractors
 * leave behind, gives the findings of the plain text. A lam-alef ligature is one code point of two letters, so the
 * offsets differ: they are compared through a map.
 */
#include "base/str.h"
#include "lib/case_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ushape.h>

#include <cmocka.h>

#include "lib/detector_fixture.h"

enum { MAX_CP = 4096 };

struct forms {
	uint32_t plain[MAX_CP], shaped[MAX_CP];
	uint32_t n_plain, n_shaped;
	uint32_t shaped_of[MAX_CP + 1]; /* offset in the plain text to offset in the shaped one */
};

struct counts {
	const struct detector *detector;
	unsigned texts, ligatures, figures, places;
};

static bool is_lam_alef(uint32_t cp)
{
	return cp >= 0xFEF5 && cp <= 0xFEFC;
}

/* Shapes a text of the basic plane. False when it is too long for the fixture. */
static bool shape(const char *utf8, struct forms *f)
{
	size_t n;
	unsigned *cp = case_decode(utf8, &n);
	UChar plain[MAX_CP], shaped[MAX_CP];
	bool fits = n < MAX_CP;
	for (size_t i = 0; fits && i < n; i++) {
		f->plain[i] = cp[i];
		plain[i] = (UChar)cp[i];
		fits = cp[i] < 0x10000;
	}
	free(cp);
	if (!fits)
		return false;
	UErrorCode status = U_ZERO_ERROR;
	int32_t m = u_shapeArabic(plain, (int32_t)n, shaped, MAX_CP,
		U_SHAPE_LETTERS_SHAPE | U_SHAPE_TEXT_DIRECTION_LOGICAL | U_SHAPE_LENGTH_GROW_SHRINK, &status);
	assert_true(U_SUCCESS(status));
	uint32_t at = 0;
	for (int32_t i = 0; i < m; i++) {
		f->shaped[i] = shaped[i];
		f->shaped_of[at++] = (uint32_t)i;
		if (is_lam_alef(shaped[i]))
			f->shaped_of[at++] = (uint32_t)i + 1;
	}
	f->n_plain = (uint32_t)n;
	f->n_shaped = (uint32_t)m;
	assert_int_equal(at, n);
	f->shaped_of[n] = (uint32_t)m;
	return true;
}

static void check_span(const struct forms *f, struct span plain, struct span shaped, const char *text)
{
	if (f->shaped_of[plain.beg_cp] != shaped.beg_cp || f->shaped_of[plain.end_cp] != shaped.end_cp)
		fail_msg("%s: [%u,%u) became [%u,%u)", text, plain.beg_cp, plain.end_cp, shaped.beg_cp,
			shaped.end_cp);
}

static void check_figures(
	const struct forms *f, const struct findings *a, const struct findings *b, const char *text)
{
	if (a->n_figures != b->n_figures)
		fail_msg("%s: %zu figures, %zu in presentation forms", text, a->n_figures, b->n_figures);
	for (size_t i = 0; i < a->n_figures; i++) {
		const struct figure *p = &a->figures[i], *s = &b->figures[i];
		check_span(f, p->span, s->span, text);
		bool same = p->harm == s->harm && p->value == s->value && p->low == s->low &&
			    p->high == s->high && p->victim == s->victim && p->status == s->status &&
			    p->part_of == s->part_of && p->relation == s->relation && p->place == s->place &&
			    p->count_type == s->count_type && p->polarity == s->polarity;
		if (!same)
			fail_msg("%s: figure %zu has another reading in presentation forms", text, i);
	}
}

static void check_places(
	const struct forms *f, const struct findings *a, const struct findings *b, const char *text)
{
	if (a->n_places != b->n_places)
		fail_msg("%s: %zu places, %zu in presentation forms", text, a->n_places, b->n_places);
	for (size_t i = 0; i < a->n_places; i++) {
		const struct place *p = &a->places[i], *s = &b->places[i];
		check_span(f, p->span, s->span, text);
		const char *pg = p->gazetteer ? p->gazetteer : "", *sg = s->gazetteer ? s->gazetteer : "";
		if (strcmp(pg, sg) != 0 || p->role != s->role || p->direction != s->direction)
			fail_msg("%s: place %zu has another reading in presentation forms", text, i);
	}
}

static void form_case(const struct case_group *g, void *arg)
{
	struct counts *n = arg;
	struct forms f;
	struct arena a = {0};
	struct findings plain, shaped;
	struct err err = {0};
	const char *text = case_get(g, "text");
	if (!text || !shape(text, &f))
		return;
	struct detect_input p = {{f.plain, f.n_plain}, NULL}, s = {{f.shaped, f.n_shaped}, NULL};
	assert_true(detect_run(n->detector, &p, &a, &plain, &err));
	assert_true(detect_run(n->detector, &s, &a, &shaped, &err));
	check_figures(&f, &plain, &shaped, text);
	check_places(&f, &plain, &shaped, text);
	n->texts++;
	n->figures += (unsigned)plain.n_figures;
	n->places += (unsigned)plain.n_places;
	for (uint32_t i = 0; i < f.n_shaped; i++)
		n->ligatures += is_lam_alef(f.shaped[i]);
	arena_release(&a);
}

static void test_same_findings(void **state)
{
	struct counts n = {.detector = *state};
	case_file_each("figures.txt", form_case, &n);
	case_file_each("places.txt", form_case, &n);
	print_message("%u texts with %u ligatures, %u figures, %u places\n", n.texts, n.ligatures, n.figures,
		n.places);
	assert_true(n.ligatures > 20 && n.figures > 50 && n.places > 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_findings),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
