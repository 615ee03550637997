/*
 * Number: a hand-written grammar, because ICU's Arabic spell-out rules parse hardly any number as it is written.
 *
 *	number   = group scale? (and group scale)* (and fraction scale?)?  |  fraction scale
 *	group    = digits | hundred (and tail)? | unit hundred (and tail)? | tail
 *	tail     = unit teen | unit and ten | ten | unit
 */
#include "detect/number_kind.h"

#include "text/fold.h"

enum { ARABIC_DECIMAL = 0x066B };
#define LIMIT INT64_C(1000000000000000)

struct cursor {
	const struct reading *r;
	uint32_t i;
};

bool number_joined(const struct reading *r, uint32_t j, uint32_t *next)
{
	const struct word *w = reading_word(r, j);
	*next = j;
	if (w->clitics & CLITIC_WA)
		return true;
	/* "and eleven" is written like "one" before its second word. */
	const struct lex_entry *one = word_entry(r->lx, w, LEX_UNIT);
	if (one && one->a == 1 && !w->clitics && word_is(reading_word(r, j + 1), LEX_TEEN) &&
		!reading_word(r, j + 1)->clitics)
		return true;
	const struct lex_entry *glue = word_entry(r->lx, w, LEX_GLUE);
	if (word_is(w, LEX_CONJ) || (glue && w->clitics & CLITIC_WA)) {
		*next = j + 1;
		return true;
	}
	return false;
}

/* A value of a class at word i; clitics other than the article are refused unless they were looked through. */
static const struct lex_entry *value(const struct reading *r, uint32_t i, enum lex_class c, bool joined)
{
	const struct word *w = reading_word(r, i);
	if (!word_is(w, c) || w->clitics & (CLITIC_KA | CLITIC_SA))
		return NULL;
	if (!joined && w->clitics & ~(unsigned)CLITIC_AL)
		return NULL;
	if (joined && w->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_FA))
		return NULL;
	return word_entry(r->lx, w, c);
}

/* What begins a number may have clitics: "of three", "with three". */
static const struct lex_entry *first_value(const struct reading *r, uint32_t i, enum lex_class c)
{
	return reading_word(r, i)->clitics & CLITIC_SA ? NULL : word_entry(r->lx, reading_word(r, i), c);
}

static const struct lex_entry *get(
	const struct reading *r, uint32_t i, enum lex_class c, bool first, bool joined)
{
	return first ? first_value(r, i, c) : value(r, i, c, joined);
}

static uint32_t read_tail(const struct reading *r, uint32_t i, bool first, bool joined, int64_t *out)
{
	const struct lex_entry *ten = get(r, i, LEX_TEN, first, joined),
			       *unit = get(r, i, LEX_UNIT, first, joined);
	if (ten && !unit) {
		*out = ten->a;
		return 1;
	}
	if (!unit)
		unit = get(r, i, LEX_ONE, first, joined);
	if (!unit)
		return 0;
	uint32_t next;
	const struct lex_entry *teen = unit->a < 10 && unit->a > 0 ? value(r, i + 1, LEX_TEEN, false) : NULL;
	if (teen && !(reading_word(r, i + 1)->clitics & CLITIC_AL)) {
		*out = unit->a + 10;
		return 2;
	}
	if (unit->a > 0 && unit->a < 10 && number_joined(r, i + 1, &next)) {
		const struct lex_entry *t = value(r, next, LEX_TEN, true);
		if (t && t->a >= 20) {
			*out = unit->a + t->a;
			return next + 1 - i;
		}
	}
	if (unit->cls == LEX_ONE)
		return 0;
	*out = unit->a;
	return 1;
}

struct digits {
	int64_t mantissa;
	unsigned decimals;
};

int number_digit(uint32_t cp)
{
	uint32_t f = fold_cp(cp);
	return f >= '0' && f <= '9' ? (int)(f - '0') : -1;
}

static size_t digits_after(const struct text *text, uint32_t beg, uint32_t end)
{
	size_t n = 0;
	while (beg < end && number_digit(text->cp[beg]) >= 0) {
		beg++;
		n++;
	}
	return n;
}

/* Groups of three after a separator, unless the number begins with 0; anything else after one is a fraction. */
static bool read_digits(const struct text *text, uint32_t beg, uint32_t end, struct digits *out)
{
	*out = (struct digits){0};
	bool fraction = false;
	size_t lead = digits_after(text, beg, end);
	for (uint32_t i = beg; i < end; i++) {
		int d = number_digit(text->cp[i]);
		if (d < 0) {
			size_t n = digits_after(text, i + 1, end);
			bool group = n == 3 && lead <= 3 && text->cp[i] != ARABIC_DECIMAL &&
				     !(lead == 1 && text->cp[beg] == '0');
			if (fraction)
				return false;
			fraction = !group;
			continue;
		}
		if (out->mantissa > LIMIT)
			return false;
		out->mantissa = out->mantissa * 10 + d;
		out->decimals += fraction;
	}
	return true;
}

/* Thousands set off by spaces: 3 500. */
static uint32_t spaced_groups(const struct reading *r, uint32_t i, struct digits *d)
{
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok];
	uint32_t n = 0;
	if (k->end_cp - k->beg_cp > 3 || d->decimals || d->mantissa == 0)
		return 0;
	while (reading_word(r, i + n + 1)->kind == WORD_DIGITS) {
		const struct token *g = &r->tokens->v[reading_word(r, i + n + 1)->tok];
		const struct token *before = &r->tokens->v[reading_word(r, i + n)->tok];
		if (digits_after(r->text, g->beg_cp, g->end_cp) != 3 || g->end_cp - g->beg_cp != 3 ||
			g->beg_cp != before->end_cp + 1 || d->mantissa > LIMIT)
			break;
		for (uint32_t c = g->beg_cp; c < g->end_cp; c++)
			d->mantissa = d->mantissa * 10 + number_digit(r->text->cp[c]);
		n++;
	}
	return n;
}

struct group {
	int64_t value;     /* times 10 to the power `decimals` */
	unsigned decimals; /* only of digits */
	bool digits;
};

/* The scale word at i, which may follow a group; 0 when there is none. */
static int64_t scale_at(const struct reading *r, uint32_t i)
{
	const struct lex_entry *e = value(r, i, LEX_SCALE, false);
	return e && e->form != FORM_DUAL ? e->a : 0;
}

/* "46.421 thousand": before a scale a point sets off decimals, though three digits follow it. */
static bool has_one_point(const struct text *text, const struct token *k)
{
	unsigned points = 0;
	for (uint32_t i = k->beg_cp; i < k->end_cp; i++)
		points += text->cp[i] == '.' ? 1 : number_digit(text->cp[i]) < 0 ? 2 : 0;
	return points == 1;
}

/* "1,5 million" with the Arabic comma, a mark of its own: words of the fraction at i, the comma being the first. */
static uint32_t comma_fraction(const struct reading *r, uint32_t i, struct digits *d)
{
	enum { LONGEST = 2 }; /* digits; three are a group */
	if (!word_punct(reading_word(r, i), ',') || reading_word(r, i + 1)->kind != WORD_DIGITS ||
		!scale_at(r, i + 2))
		return 0;
	const struct token *before = &r->tokens->v[reading_word(r, i - 1)->tok];
	const struct token *mark = &r->tokens->v[reading_word(r, i)->tok],
			   *k = &r->tokens->v[reading_word(r, i + 1)->tok];
	size_t n = digits_after(r->text, k->beg_cp, k->end_cp);
	if (mark->beg_cp != before->end_cp || k->beg_cp != mark->end_cp || d->decimals || n > LONGEST ||
		k->beg_cp + n != k->end_cp || d->mantissa > LIMIT)
		return 0;
	for (uint32_t c = k->beg_cp; c < k->end_cp; c++)
		d->mantissa = d->mantissa * 10 + number_digit(r->text->cp[c]);
	d->decimals = (unsigned)n;
	return 2;
}

static uint32_t read_digit_group(const struct reading *r, uint32_t i, struct group *g)
{
	const struct token *k = &r->tokens->v[reading_word(r, i)->tok];
	struct digits d;
	if (reading_word(r, i)->kind != WORD_DIGITS || !read_digits(r->text, k->beg_cp, k->end_cp, &d))
		return 0;
	uint32_t n = 1 + spaced_groups(r, i, &d);
	if (n == 1)
		n += comma_fraction(r, i + 1, &d);
	if (n == 1 && !d.decimals && scale_at(r, i + 1) && has_one_point(r->text, k))
		d.decimals = 3;
	*g = (struct group){d.mantissa, d.decimals, true};
	return n;
}

static uint32_t read_group(const struct reading *r, uint32_t i, bool first, bool joined, struct group *g)
{
	uint32_t n = read_digit_group(r, i, g), next;
	if (n) {
		const struct lex_entry *h = value(r, i + n, LEX_HUNDRED, false);
		if (h && h->a == 100 && !g->decimals && g->value < 10) {
			g->value *= 100;
			n++;
		}
		return n;
	}
	*g = (struct group){0};
	const struct lex_entry *hundred = get(r, i, LEX_HUNDRED, first, joined);
	const struct lex_entry *unit = get(r, i, LEX_UNIT, first, joined);
	int64_t tail;
	if (!hundred && unit && unit->a >= 3 && unit->a < 10) {
		hundred = value(r, i + 1, LEX_HUNDRED, false);
		if (hundred && hundred->a == 100) {
			g->value = unit->a * 100;
			n = 2;
		} else {
			hundred = NULL;
		}
	} else if (hundred) {
		g->value = hundred->a;
		n = 1;
	}
	if (!hundred) {
		n = read_tail(r, i, first, joined, &g->value);
		return n;
	}
	if (number_joined(r, i + n, &next)) {
		uint32_t m = read_tail(r, next, false, true, &tail);
		if (m && tail > 0) {
			g->value += tail;
			n = next + m - i;
		}
	}
	return n;
}

static double power10(unsigned n)
{
	double p = 1;
	while (n--)
		p *= 10;
	return p;
}

static uint32_t read_scaled(const struct reading *r, uint32_t i, bool first, bool joined, int64_t below,
	double *real, int64_t *scale, bool *digits)
{
	const struct lex_entry *own = get(r, i, LEX_SCALE, first, joined);
	if (own && own->form != FORM_PLURAL && own->a < below) {
		bool two = own->form == FORM_DUAL ||
			   (own->form == FORM_DUAL_OR_PLURAL && !(reading_word(r, i)->flags & WORD_TANWIN));
		*real = (double)own->a * (two ? 2 : 1);
		*scale = own->a;
		uint32_t n = 1;
		int64_t more = scale_at(r, i + 1); /* a thousand million */
		if (more > own->a && more < below) {
			*real *= (double)more;
			*scale = more;
			n++;
		}
		return n;
	}
	const struct lex_entry *fraction = get(r, i, LEX_FRACTION, first, joined);
	int64_t s = fraction ? scale_at(r, i + 1) : 0;
	if (s && s < below) {
		*real = (double)s / (double)fraction->a;
		*scale = s / 1000 ? s / 1000 : 1;
		return 2;
	}
	struct group g;
	uint32_t n = read_group(r, i, first, joined, &g);
	if (!n)
		return 0;
	*digits |= g.digits;
	*real = (double)g.value / power10(g.decimals);
	*scale = 1;
	s = scale_at(r, i + n);
	if (s && s < below) {
		*real *= (double)s;
		*scale = s;
		n++;
		int64_t more = scale_at(r, i + n);
		if (more > s && more < below) {
			*real *= (double)more;
			*scale = more;
			n++;
		}
	} else if (below <= 1000 && g.digits && g.value >= below) {
		return 0;
	}
	return n;
}

/* "and a half (of the million)": adds that part of the last scale. */
static uint32_t read_fraction_after(const struct reading *r, uint32_t i, int64_t scale, double *real)
{
	uint32_t next;
	if (!number_joined(r, i, &next))
		return 0;
	const struct lex_entry *f = value(r, next, LEX_FRACTION, true);
	if (!f)
		return 0;
	*real += (double)scale / (double)f->a;
	uint32_t n = next + 1 - i;
	const struct lex_entry *again = value(r, i + n, LEX_SCALE, false);
	return again && again->a == scale ? n + 1 : n;
}

static bool is_glue_before_digits(const struct reading *r, uint32_t i)
{
	return (word_is(reading_word(r, i), LEX_GLUE) || word_is(reading_word(r, i), LEX_CONJ)) &&
	       reading_word(r, i + 1)->kind == WORD_DIGITS;
}

/* What encloses a number: "(5)", "[5]", "«5»", "/5/". */
static uint32_t closing_of(const struct word *w)
{
	static const uint32_t pairs[][2] = {
		{'(', ')'}, {'[', ']'}, {'{', '}'}, {'"', '"'}, {0xAB, 0xBB /* guillemets */}, {'/', '/'}};
	for (size_t k = 0; w->kind == WORD_PUNCT && k < sizeof pairs / sizeof *pairs; k++)
		if (w->hash_low == pairs[k][0])
			return pairs[k][1];
	return 0;
}

/* Whether a number may begin with the word: most words are asked, and few may. */
static bool may_begin(const struct word *w)
{
	static const uint64_t begins = LEX_BIT(LEX_UNIT) | LEX_BIT(LEX_TEN) | LEX_BIT(LEX_HUNDRED) |
				       LEX_BIT(LEX_SCALE) | LEX_BIT(LEX_FRACTION) | LEX_BIT(LEX_ONE) |
				       LEX_BIT(LEX_GLUE) | LEX_BIT(LEX_CONJ);
	return w->classes & begins || w->kind == WORD_DIGITS || closing_of(w);
}

bool number_enclosed(const struct reading *r, uint32_t i)
{
	uint32_t closing = closing_of(reading_word(r, i));
	if (!closing || reading_word(r, i + 1)->kind != WORD_DIGITS ||
		!word_punct(reading_word(r, i + 2), closing))
		return false;
	return closing != '/' || (reading_word(r, i + 3)->kind != WORD_DIGITS &&
					 !(i > 0 && reading_word(r, i - 1)->kind == WORD_DIGITS));
}

uint32_t number_read_alone(const struct reading *r, uint32_t i, struct number *out)
{
	if (!may_begin(reading_word(r, i)))
		return 0;
	uint32_t j = i;
	bool definite = reading_word(r, i)->clitics & CLITIC_AL, digits = false;
	const struct lex_entry *glue = word_entry(r->lx, reading_word(r, i), LEX_GLUE);
	if (is_glue_before_digits(r, i)) {
		j++;
		definite = glue && glue->a == 1;
	}
	bool bracketed = number_enclosed(r, j);
	double real = 0, part;
	int64_t scale = 0, s;
	uint32_t n = read_scaled(r, j + bracketed, true, false, INT64_MAX, &real, &scale, &digits);
	if (!n)
		return 0;
	uint32_t end = j + n + 2 * bracketed, next;
	const struct lex_entry *thousands =
		bracketed ? word_entry(r->lx, reading_word(r, end), LEX_SCALE) : NULL;
	if (thousands && !reading_word(r, end)->clitics) { /* "(21) thousand" */
		scale = thousands->a;
		real *= (double)scale;
		end++;
	}
	while (scale > 1 && number_joined(r, end, &next)) {
		if (word_is(reading_word(r, next), LEX_GLUE))
			break;
		uint32_t m = read_scaled(r, next, false, true, scale, &part, &s, &digits);
		if (!m || part >= (double)scale || part < 1)
			break;
		real += part;
		scale = s;
		end = next + m;
	}
	end += read_fraction_after(r, end, scale, &real);
	if (real >= (double)LIMIT * 1000)
		return 0;
	*out = (struct number){.real = real,
		.value = (int64_t)(real + 0.5),
		.beg = definite && glue ? i : j,
		.end = end,
		.digits = digits,
		.definite = definite};
	if ((double)out->value > real + 1e-6 || (double)out->value < real - 1e-6)
		out->kind = NUMBER_DECIMAL;
	return out->end - i;
}

uint32_t number_read_term(const struct reading *r, uint32_t i, struct number *out)
{
	double real;
	int64_t scale;
	bool digits = false;
	uint32_t n = read_scaled(r, i, true, false, INT64_MAX, &real, &scale, &digits);
	if (!n || real >= (double)LIMIT * 1000 || real < 1)
		return 0;
	*out = (struct number){
		.real = real, .value = (int64_t)(real + 0.5), .beg = i, .end = i + n, .digits = digits};
	return n;
}

uint32_t number_read(const struct reading *r, uint32_t i, struct number *out)
{
	struct number n;
	if (!number_read_alone(r, i, &n))
		return 0;
	/* where the number proper begins: behind its article or preposition */
	uint32_t first = n.beg == i && is_glue_before_digits(r, i) ? i + 1 : n.beg;
	enum number_kind k = number_kind_of(r, first, n.end, n.digits, &n.end);
	if (k != NUMBER_CARDINAL)
		n.kind = k;
	*out = n;
	return n.end - i;
}
