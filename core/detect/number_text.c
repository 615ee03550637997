/*
 * Number of a text: all of a short text read as one number, as a person would who is asked for its value.
 *
 *	text     = minus? value
 *	value    = fraction-of ("a fifth of the twenty") | fraction | point-digits | sum rest?
 *	sum      = part ((comma? and)? part)*      each part less than the last scale before it
 *	part     = number | digits in groups | part dozen | part zillion
 *	rest     = fraction ("three eighths", "twenty and three fifths") | over number | part-of number | point number
 *	         | / digits | digits / digits | e sign? digits | ^ sign? digits
 *
 * Where a plural of parts follows a number with hundreds, the parts are those of the last addend: a hundred and three
 * quarters is 100.75. A word that is both "five" and "a fifth" is the number wherever a number can stand. None of this
 * is read in running text, where "one of three" and "5/7" are people and days: that is number_read alone.
 */
#include "detect/number.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { MINUS_SIGN = 0x2212 };

struct value {
	double x;
	uint32_t end;
	bool words; /* some of it in words: only then may another part follow */
};

static const struct lex_entry *numeral(const struct reading *r, uint32_t i, enum lex_numeral sub)
{
	const struct word *w = reading_word(r, i);
	if (!word_is(w, LEX_NUMERAL))
		return NULL;
	for (uint32_t a = w->first; a != UINT32_MAX; a = phrase_next(r->lx->phrases, a)) {
		const struct lex_entry *e = &r->lx->entries[phrase_value(r->lx->phrases, a)];
		if (e->cls == LEX_NUMERAL && e->sub == sub)
			return e;
	}
	return NULL;
}

static const struct token *token_of(const struct reading *r, uint32_t i)
{
	return &r->tokens->v[reading_word(r, i)->tok];
}

static bool glued_punct(const struct reading *r, uint32_t i, uint32_t cp)
{
	return word_punct(reading_word(r, i), cp) && reading_word(r, i)->flags & WORD_GLUED;
}

static bool glued_digits(const struct reading *r, uint32_t i)
{
	return reading_word(r, i)->kind == WORD_DIGITS && reading_word(r, i)->flags & WORD_GLUED;
}

/* ---- digits ---- */

/* The digits of a token up to the first separator. */
static uint32_t leading_digits(const struct reading *r, uint32_t i)
{
	const struct token *k = token_of(r, i);
	uint32_t n = 0;
	while (k->beg_cp + n < k->end_cp && number_digit(r->text->cp[k->beg_cp + n]) >= 0)
		n++;
	return n;
}

/* All digits of a token behind x, those after a separator as decimals. */
static double push_digits(const struct reading *r, uint32_t i, double x, bool decimals)
{
	const struct token *k = token_of(r, i);
	double unit = 1;
	for (uint32_t c = k->beg_cp; c < k->end_cp; c++) {
		int d = number_digit(r->text->cp[c]);
		if (d < 0) {
			decimals = true;
			continue;
		}
		unit /= decimals ? 10 : 1;
		x = decimals ? x + d * unit : x * 10 + d;
	}
	return x;
}

/* Thousands set off by Arabic commas or spaces, with decimals after the last: 1 234 567.89. */
static bool read_grouped(const struct reading *r, uint32_t i, struct value *out)
{
	const struct token *k = token_of(r, i);
	uint32_t lead = reading_word(r, i)->kind == WORD_DIGITS ? leading_digits(r, i) : 0;
	if (lead == 0 || lead > 3 || k->end_cp - k->beg_cp != lead)
		return false;
	struct value v = {push_digits(r, i, 0, false), i + 1, false};
	for (;;) {
		bool comma = glued_punct(r, v.end, ',') && glued_digits(r, v.end + 1);
		uint32_t g = v.end + comma;
		const struct token *t = token_of(r, g), *before = token_of(r, v.end - 1);
		if (reading_word(r, g)->kind != WORD_DIGITS || leading_digits(r, g) != 3 ||
			(!comma && t->beg_cp != before->end_cp + 1) || v.x == 0)
			break;
		v.x = push_digits(r, g, v.x, false);
		v.end = g + 1;
		if (t->end_cp - t->beg_cp != 3)
			break;
	}
	if (v.end == i + 1)
		return false;
	*out = v;
	return true;
}

/* ---- sums ---- */

static bool read_dozen(const struct reading *r, uint32_t i, struct value *v)
{
	const struct lex_entry *e = numeral(r, i, NUMERAL_DOZEN);
	if (!e || reading_word(r, i)->clitics & ~(unsigned)CLITIC_WA)
		return false;
	*v = (struct value){(double)e->a * (e->form == FORM_DUAL ? 2 : 1), i + 1, true};
	return true;
}

/* What multiplies the number before it: a dozen, a hundred after more than nine, a scale past the common ones. */
static void read_multiplier(const struct reading *r, struct value *v)
{
	const struct lex_entry *e = numeral(r, v->end, NUMERAL_DOZEN);
	if (!e)
		e = numeral(r, v->end, NUMERAL_ZILLION);
	const struct lex_entry *hundred = word_entry(r->lx, reading_word(r, v->end), LEX_HUNDRED);
	if (reading_word(r, v->end)->clitics)
		return;
	if (e)
		v->x *= e->sub == NUMERAL_DOZEN ? (double)e->a : pow(10, (double)e->a);
	else if (hundred && hundred->a == 100 && fabs(v->x) < 1000 && fmod(v->x, 100) != 0)
		v->x *= 100;
	else
		return;
	v->words = true;
	v->end++;
}

static bool read_part(const struct reading *r, uint32_t i, struct value *out)
{
	struct number n;
	struct value v;
	const struct lex_entry *f = word_entry(r->lx, reading_word(r, i), LEX_FRACTION);
	if (read_dozen(r, i, &v) || read_grouped(r, i, &v)) {
		*out = v;
		return true;
	}
	if (f && read_dozen(r, i + 1, &v)) {
		*out = (struct value){v.x / (double)f->a, v.end, true};
		return true;
	}
	const struct lex_entry *z = numeral(r, i, NUMERAL_ZILLION);
	if (z) {
		*out = (struct value){pow(10, (double)z->a), i + 1, true};
		return true;
	}
	if (!number_read_alone(r, i, &n))
		return false;
	v = (struct value){n.real, n.end, false};
	for (uint32_t j = i; j < n.end; j++)
		v.words |= reading_word(r, j)->kind == WORD_WORD && !word_is(reading_word(r, j), LEX_GLUE) &&
			   !word_is(reading_word(r, j), LEX_CONJ);
	read_multiplier(r, &v);
	*out = v;
	return true;
}

/* The largest of the powers that have names, that divides x: what is added must be less. */
static double scale_of(double x)
{
	static const double named[] = {
		1e42, 1e39, 1e36, 1e33, 1e30, 1e27, 1e24, 1e21, 1e18, 1e15, 1e12, 1e9, 1e6, 1e3, 1e2};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (x >= named[i] && fmod(x, named[i]) == 0)
			return named[i];
	return 1;
}

/* A hundred thousand and a thousand: one or two of a scale stand by themselves after hundreds of it. */
static bool same_scale(double whole, double part, double scale)
{
	return scale >= 1e3 && part >= scale && part < 3 * scale && fmod(whole, 100 * scale) == 0;
}

static bool read_sum(const struct reading *r, uint32_t i, struct value *out)
{
	struct value v, part;
	uint32_t next;
	if (!read_part(r, i, &v))
		return false;
	double scale = scale_of(v.x), last = v.x;
	while (v.words && scale > 1) {
		uint32_t j = v.end;
		bool comma = word_punct(reading_word(r, j), ',');
		bool joined = number_joined(r, j + comma, &next);
		if ((comma && !joined) || !read_part(r, joined ? next : j, &part) || part.x < 1)
			break;
		if (part.x >= scale && !same_scale(last, part.x, scale))
			break;
		v = (struct value){v.x + part.x, part.end, true};
		last = part.x;
		scale = scale_of(part.x);
	}
	*out = v;
	return true;
}

/* ---- fractions ---- */

/* "A third", "two thirds", "three quarters" at i. */
static bool read_fraction(const struct reading *r, uint32_t i, struct value *out)
{
	const struct lex_entry *f = numeral(r, i, NUMERAL_FRACTION),
			       *unit = word_entry(r->lx, reading_word(r, i), LEX_UNIT);
	const struct lex_entry *of = numeral(r, i + 1, NUMERAL_FRACTION);
	if (reading_word(r, i)->clitics & ~(unsigned)CLITIC_WA)
		return false;
	if (unit && unit->a > 0 && of && of->form == FORM_PLURAL && !reading_word(r, i + 1)->clitics) {
		*out = (struct value){(double)unit->a / (double)of->a, i + 2, true};
		return true;
	}
	if (!f || f->form == FORM_PLURAL)
		return false;
	*out = (struct value){(f->form == FORM_DUAL ? 2.0 : 1.0) / (double)f->a, i + 1, true};
	return true;
}

/* "A fifth of the twenty", "a fifth of a fifth of the twenty": a construct, so what follows has the article. */
static bool read_fraction_of(const struct reading *r, uint32_t i, struct value *out)
{
	double x = 1;
	const struct lex_entry *f;
	uint32_t j = i;
	for (; (f = numeral(r, j, NUMERAL_FRACTION)) && f->form == FORM_SINGULAR &&
		!reading_word(r, j)->clitics;
		j++)
		x /= (double)f->a;
	if (j == i || !(reading_word(r, j)->clitics & CLITIC_AL) || !read_sum(r, j, out))
		return false;
	out->x *= x;
	return true;
}

/* x parts of d: those of the last addend, when hundreds stand before it. */
static double parts_of(double x, double d)
{
	double tail = fmod(x, 100);
	return x > 100 && tail > 0 && tail < d ? x - tail + tail / d : x / d;
}

static bool is_of(const struct reading *r, uint32_t i)
{
	const struct lex_entry *prep = word_entry(r->lx, reading_word(r, i), LEX_PREP);
	return prep && prep->a == PREP_FROM && !reading_word(r, i)->clitics;
}

/* "On five", "of five", "parts of five" behind v. */
static bool read_denominator(const struct reading *r, struct value *v)
{
	struct value d;
	bool part = numeral(r, v->end, NUMERAL_PART), over = numeral(r, v->end, NUMERAL_OVER);
	uint32_t j = v->end + part;
	if (!(is_of(r, j) || (over && !part && !reading_word(r, j)->clitics)) || !read_sum(r, j + 1, &d) ||
		d.x == 0)
		return false;
	v->x = part ? parts_of(v->x, d.x) : v->x / d.x;
	v->end = d.end;
	return true;
}

/* Digits / digits behind v, or v/digits. */
static bool read_slash(const struct reading *r, struct value *v)
{
	double whole = 0, top = v->x;
	uint32_t j = v->end;
	if (v->words)
		return false;
	if (reading_word(r, j)->kind == WORD_DIGITS && !(reading_word(r, j)->flags & WORD_GLUED)) {
		whole = v->x;
		top = push_digits(r, j++, 0, false);
	}
	if (!glued_punct(r, j, '/') || !glued_digits(r, j + 1))
		return false;
	double bottom = push_digits(r, j + 1, 0, false);
	if (bottom == 0)
		return false;
	*v = (struct value){whole + top / bottom, j + 2, false};
	return true;
}

/* ---- decimals and powers ---- */

/* The digits that a number in words names after "point": noughts before it count. */
static bool read_point(const struct reading *r, struct value *v)
{
	struct value d;
	uint32_t j = v->end + 1;
	double unit = 1;
	bool comma = v->words && word_punct(reading_word(r, v->end), ',');
	if (!comma && !numeral(r, v->end, NUMERAL_POINT))
		return false;
	for (const struct lex_entry *e; (e = word_entry(r->lx, reading_word(r, j), LEX_UNIT)) && e->a == 0;
		j++)
		unit /= 10;
	bool noughts = unit < 1;
	if (!read_sum(r, j, &d))
		d = (struct value){0, j, true};
	if ((d.end == j && !noughts) || d.x < 0 || d.x != floor(d.x))
		return false;
	if (read_denominator(r, &d))
		unit = 1;
	else if (reading_word(r, j)->kind == WORD_DIGITS)
		unit /= pow(10, leading_digits(r, j));
	else
		for (double x = d.x; x >= 1; x /= 10)
			unit /= 10;
	v->x += d.x * unit;
	v->end = d.end;
	return true;
}

/* .77 without a digit before the point */
static bool read_bare_point(const struct reading *r, uint32_t i, struct value *out)
{
	const struct word *w = reading_word(r, i);
	bool point = word_punct(w, '.') || word_punct(w, ',');
	if (!point || !glued_digits(r, i + 1) ||
		leading_digits(r, i + 1) != token_of(r, i + 1)->end_cp - token_of(r, i + 1)->beg_cp)
		return false;
	*out = (struct value){push_digits(r, i + 1, 0, true), i + 2, false};
	return true;
}

static bool is_minus(const struct reading *r, uint32_t i)
{
	return word_punct(reading_word(r, i), '-') || word_punct(reading_word(r, i), MINUS_SIGN);
}

/* Times ten to the power, or to the power, both with a sign: 1e10, 1.1^-23. */
static bool read_power(const struct reading *r, struct value *v)
{
	uint32_t j = v->end;
	const struct word *w = reading_word(r, j);
	const struct token *k = token_of(r, j);
	bool times_ten = w->kind == WORD_LATIN && k->n_fold == 1 && token_fold(r->tokens, k)[0] == 'e';
	if (v->words || !(w->flags & WORD_GLUED) || !(times_ten || word_punct(w, '^')))
		return false;
	j++;
	bool minus = is_minus(r, j);
	j += minus || word_punct(reading_word(r, j), '+');
	if (!glued_digits(r, j))
		return false;
	double power = push_digits(r, j, 0, false) * (minus ? -1 : 1);
	v->x = times_ten ? v->x * pow(10, power) : pow(v->x, power);
	v->end = j + 1;
	return true;
}

/* ---- the whole ---- */

static void read_rest(const struct reading *r, struct value *v)
{
	struct value f;
	uint32_t next;
	const struct lex_entry *parts = numeral(r, v->end, NUMERAL_FRACTION);
	if (parts && parts->form != FORM_DUAL && !reading_word(r, v->end)->clitics) {
		v->x = parts_of(v->x, (double)parts->a);
		v->end++;
		return;
	}
	if (number_joined(r, v->end, &next) && read_fraction(r, next, &f)) {
		v->x += f.x;
		v->end = f.end;
		return;
	}
	if (!read_denominator(r, v) && !read_slash(r, v) && !read_power(r, v))
		(void)read_point(r, v);
}

/* "One of three", whose first two words are one phrase of the lexicon. */
static bool read_one_of(const struct reading *r, uint32_t i, struct value *out)
{
	struct value d;
	if (!word_is(reading_word(r, i), LEX_ONE) || reading_word(r, i)->n_tok != 2 ||
		reading_word(r, i)->clitics || !read_sum(r, i + 1, &d) || d.x == 0)
		return false;
	*out = (struct value){1 / d.x, d.end, true};
	return true;
}

static bool read_value(const struct reading *r, uint32_t i, struct value *v)
{
	if (numeral(r, i, NUMERAL_PART) && is_of(r, i + 1)) {
		*v = (struct value){1, i, true};
		return read_denominator(r, v);
	}
	if (read_one_of(r, i, v) || read_fraction_of(r, i, v) || read_bare_point(r, i, v))
		return true;
	if (read_sum(r, i, v)) {
		read_rest(r, v);
		return true;
	}
	return read_fraction(r, i, v);
}

static bool read_all(const struct reading *r, double *out)
{
	struct value v;
	bool minus = is_minus(r, 0) || (numeral(r, 0, NUMERAL_MINUS) && !reading_word(r, 0)->clitics);
	if (!read_value(r, minus, &v) || v.end != r->words->n || !isfinite(v.x))
		return false;
	*out = minus ? -v.x : v.x;
	return true;
}

bool number_parse_text(const struct lexicon *lx, const char *utf8, size_t len, double *out)
{
	uint32_t *cp = malloc((len + 1) * sizeof *cp);
	struct tokens t = {0};
	struct words w = {0};
	struct err err;
	struct text text = {cp, 0};
	bool ok = false;
	if (!cp)
		return false;
	for (size_t pos = 0; pos < len;)
		cp[text.len_cp++] = utf8_decode((const uint8_t *)utf8, len, &pos);
	if (tokens_scan(&t, &text, 0, &err) && words_read(lx, &t, &w, &err)) {
		struct reading r = {lx, &text, &t, &w};
		ok = read_all(&r, out);
	}
	words_release(&w);
	tokens_release(&t);
	free(cp);
	return ok;
}
