/*
 * Inflect: Arabic endings, as UTF-8 strings of code points written in escapes.
 *
 * The lexicon folds its keys, so one spelling of each ending is enough: teh marbuta and heh, alif maqsura and yeh are
 * the same letter there.
 */
#include "detect/inflect.h"

#include <string.h>

#define ALIF         "\xD8\xA7"
#define TEH          "\xD8\xAA"
#define HEH          "\xD9\x87"
#define MARBUTA      "\xD8\xA9"
#define MAQSURA      "\xD9\x89"
#define WAW          "\xD9\x88"
#define YEH          "\xD9\x8A"
#define NOON         "\xD9\x86"
#define KAF          "\xD9\x83"
#define MEEM         "\xD9\x85"
#define HAMZA        "\xD8\xA1"
#define HAMZA_ON_YEH "\xD8\xA6"

enum { FORM_BYTES = 240 };

struct form {
	char text[FORM_BYTES];
	size_t len;
};

/* Of a possessed noun: his, her, their, their (two), their (f.), our. */
static const char *const pronouns[] = {HEH, HEH ALIF, HEH MEEM, HEH MEEM ALIF, HEH NOON, NOON ALIF};
enum { PRONOUNS = sizeof pronouns / sizeof *pronouns };

static bool ends_with(const struct form *f, const char *ending)
{
	size_t n = strlen(ending);
	return f->len >= n && memcmp(f->text + f->len - n, ending, n) == 0;
}

static struct form form_of(struct view v)
{
	struct form f;
	f.len = v.len < FORM_BYTES - 32 ? v.len : FORM_BYTES - 32;
	memcpy(f.text, v.data, f.len);
	return f;
}

static struct form joined(struct form f, const char *ending)
{
	size_t n = strlen(ending);
	memcpy(f.text + f.len, ending, n);
	f.len += n;
	return f;
}

static struct form without_last(struct form f)
{
	f.len -= f.len >= 2 ? 2 : 0; /* every Arabic letter is two bytes */
	return f;
}

static bool add(
	struct lexicon *lx, struct form f, const char *ending, const struct lex_entry *e, struct err *err)
{
	struct form whole = joined(f, ending);
	return lexicon_add(lx, whole.text, whole.len, e, err);
}

static bool add_possessed(struct lexicon *lx, struct form stem, struct lex_entry e, struct err *err)
{
	e.flags |= LEX_POSSESSED;
	bool hamza = ends_with(&stem, HAMZA); /* whose seat follows its vowel */
	struct form on_yeh = hamza ? joined(without_last(stem), HAMZA_ON_YEH) : stem;
	struct form on_waw = hamza ? joined(without_last(stem), WAW) : stem;
	for (size_t i = 0; i < PRONOUNS; i++) {
		if (!add(lx, stem, pronouns[i], &e, err))
			return false;
		if (hamza &&
			(!add(lx, on_yeh, pronouns[i], &e, err) || !add(lx, on_waw, pronouns[i], &e, err)))
			return false;
	}
	return true;
}

/* The stem before endings: teh marbuta opens to teh. */
static struct form opened(struct form f)
{
	return ends_with(&f, MARBUTA) ? joined(without_last(f), TEH) : f;
}

/* And before a pronoun: alif maqsura is written out. */
static struct form before_pronoun(struct form f)
{
	return ends_with(&f, MAQSURA) ? joined(without_last(f), ALIF) : opened(f);
}

static bool add_singular(struct lexicon *lx, struct form f, struct lex_entry e, struct err *err)
{
	e.form = FORM_SINGULAR;
	if (!add(lx, f, "", &e, err))
		return false;
	if (!ends_with(&f, MARBUTA) && !ends_with(&f, MAQSURA) && !ends_with(&f, ALIF)) {
		struct lex_entry acc = e;
		acc.flags |= LEX_ACCUSATIVE;
		if (!add(lx, f, ALIF, &acc, err))
			return false;
	}
	if (e.cls != LEX_NOUN)
		return true;
	return add_possessed(lx, before_pronoun(f), e, err);
}

static bool add_dual(
	struct lexicon *lx, struct form stem, bool ambiguous, struct lex_entry e, struct err *err)
{
	e.form = FORM_DUAL;
	if (!add(lx, stem, ALIF NOON, &e, err))
		return false;
	struct lex_entry oblique = e;
	oblique.form = ambiguous ? FORM_DUAL_OR_PLURAL : FORM_DUAL;
	if (!add(lx, stem, YEH NOON, &oblique, err))
		return false;
	if (e.cls != LEX_NOUN)
		return true;
	struct lex_entry construct = e;
	construct.flags |= LEX_CONSTRUCT;
	struct lex_entry mine = e;
	mine.form = FORM_SINGULAR;
	mine.flags |= LEX_POSSESSED;
	const struct lex_entry *with_yeh = e.flags & LEX_KIN ? &mine : &construct;
	/* After another letter than teh it would be spelled like the accusative of one. */
	if (ends_with(&stem, TEH) && !add(lx, stem, ALIF, &construct, err))
		return false;
	return (ambiguous || add(lx, stem, YEH, with_yeh, err)) &&
	       add_possessed(lx, joined(stem, ALIF), e, err) &&
	       add_possessed(lx, joined(stem, YEH), oblique, err);
}

static bool add_sound_masculine(struct lexicon *lx, struct form stem, struct lex_entry e, struct err *err)
{
	e.form = FORM_PLURAL;
	struct lex_entry construct = e;
	construct.flags |= LEX_CONSTRUCT;
	return add(lx, stem, WAW NOON, &e, err) &&
	       (e.cls != LEX_NOUN ||
		       (add(lx, stem, WAW, &construct, err) && add(lx, stem, YEH, &construct, err)));
}

static bool add_plural(struct lexicon *lx, struct form f, struct lex_entry e, struct err *err)
{
	e.form = FORM_PLURAL;
	if (!add(lx, f, "", &e, err))
		return false;
	if (e.cls == LEX_NOUN && !add_possessed(lx, before_pronoun(f), e, err))
		return false;
	struct lex_entry mine = e;
	mine.flags |= LEX_POSSESSED;
	if (e.cls == LEX_NOUN && e.flags & LEX_KIN && !add(lx, opened(f), YEH, &mine, err))
		return false;
	/* The accusative of a plural that takes tanwin ("dahayan" does not, "shubbanan" does). */
	return ends_with(&f, MAQSURA) || ends_with(&f, ALIF) || ends_with(&f, HAMZA) ||
	       ends_with(&f, MARBUTA) || add(lx, f, ALIF, &e, err);
}

/*
 * "(of) two men of security": of a noun of several words the first one takes the ending. Only the oblique form is made:
 * keys are joined, and the nominative of "two men of security" would begin as "a man from" does.
 */
static bool add_dual_of_phrase(struct lexicon *lx, struct form f, struct lex_entry e, struct err *err)
{
	const char *space = memchr(f.text, ' ', f.len);
	if (!space || ends_with(&f, YEH))
		return true;
	struct form first = {.len = (size_t)(space - f.text)};
	memcpy(first.text, f.text, first.len);
	struct form whole = joined(opened(first), YEH);
	memcpy(whole.text + whole.len, space, f.len - first.len);
	whole.len += f.len - first.len;
	e.form = FORM_DUAL;
	return add(lx, whole, "", &e, err);
}

bool inflect_noun(struct lexicon *lx, struct view singular, struct view dual, struct view plural,
	const struct lex_entry *e, struct err *err)
{
	struct form sg = form_of(singular);
	bool sound = false;
	struct view rest = plural, part;
	while (view_split(&rest, '|', &part)) {
		if (part.len == 0 || view_eq(part, "-"))
			continue;
		if (view_eq(part, "+" WAW NOON)) {
			sound = true;
			if (!add_sound_masculine(lx, sg, *e, err))
				return false;
		} else if (view_eq(part, "+" ALIF TEH)) {
			struct form stem = ends_with(&sg, MARBUTA) ? without_last(sg) : sg;
			if (!add_plural(lx, joined(stem, ALIF TEH), *e, err))
				return false;
		} else if (!add_plural(lx, form_of(part), *e, err)) {
			return false;
		}
	}
	if (!view_eq(singular, "-") &&
		(!add_singular(lx, sg, *e, err) || !add_dual_of_phrase(lx, sg, *e, err)))
		return false;
	if (e->flags & LEX_KIN && dual.len) { /* "my brother"; else the dual's construct is spelled alike */
		struct lex_entry mine = *e;
		mine.flags |= LEX_POSSESSED;
		if (!view_eq(singular, "-") && !add(lx, opened(sg), YEH, &mine, err))
			return false;
	}
	if (view_eq(dual, "-")) {
		struct lex_entry many = *e;
		many.form = FORM_PLURAL;
		return !sound || add(lx, sg, YEH NOON, &many, err);
	}
	struct form stem = dual.len ? form_of(dual) : opened(sg);
	return add_dual(lx, stem, sound, *e, err);
}

/* Endings of the past tense by kind of last letter; a defective verb loses its last letter before some. */
static bool add_past(struct lexicon *lx, struct form f, const struct lex_entry *e, struct err *err)
{
	bool maqsura = ends_with(&f, MAQSURA), yeh = ends_with(&f, YEH);
	struct form bare = maqsura ? without_last(f) : f;
	struct form ya = maqsura ? joined(bare, YEH) : f;
	struct form plural = maqsura || yeh ? without_last(f) : f;
	return add(lx, f, "", e, err) && add(lx, bare, TEH, e, err) && add(lx, ya, ALIF, e, err) &&
	       add(lx, bare, TEH ALIF, e, err) && add(lx, plural, WAW ALIF, e, err) &&
	       add(lx, bare, NOON ALIF, e, err) &&             /* we */
	       (f.len <= 6 || add(lx, plural, WAW, e, err)) && /* as people write it */
	       add(lx, ya, NOON, e, err);
}

static bool add_present(struct lexicon *lx, struct form stem, const struct lex_entry *e, struct err *err)
{
	static const char *const prefixes[] = {YEH, TEH};
	for (size_t i = 0; i < 2; i++) {
		struct form f = {.len = 0};
		f = joined(f, prefixes[i]);
		memcpy(f.text + f.len, stem.text, stem.len);
		f.len += stem.len;
		struct form base = ends_with(&f, MAQSURA) ? without_last(f) : f;
		if (!add(lx, f, "", e, err) || !add(lx, base, WAW NOON, e, err) ||
			!add(lx, base, WAW ALIF, e, err) ||
			!add(lx, ends_with(&f, MAQSURA) ? joined(base, YEH) : f, ALIF NOON, e, err))
			return false;
	}
	return true;
}

/* "killed him, her, them": the object pronoun after the masculine, feminine and plural forms. */
static bool add_objects(struct lexicon *lx, struct form f, struct lex_entry e, struct err *err)
{
	static const char *const subjects[] = {"", TEH, WAW};
	e.flags |= LEX_OBJECT;
	for (size_t s = 0; s < 3; s++)
		for (size_t i = 0; i < PRONOUNS - 1; i++)
			if (!add(lx, joined(f, subjects[s]), pronouns[i], &e, err))
				return false;
	return true;
}

bool inflect_verb(
	struct lexicon *lx, struct view past, struct view present, const struct lex_entry *e, struct err *err)
{
	struct form f = form_of(past);
	if (!add_past(lx, f, e, err))
		return false;
	if (present.len && !add_present(lx, form_of(present), e, err))
		return false;
	return !(e->flags & LEX_TRANSITIVE) || ends_with(&f, MAQSURA) || add_objects(lx, f, *e, err);
}

bool inflect_masdar(struct lexicon *lx, struct view form, const struct lex_entry *e, struct err *err)
{
	struct form f = form_of(form);
	struct lex_entry acc = *e;
	acc.flags |= LEX_ACCUSATIVE;
	if (!add(lx, f, "", e, err))
		return false;
	if (!ends_with(&f, MARBUTA) && !ends_with(&f, ALIF) && !add(lx, f, ALIF, &acc, err))
		return false;
	return add_possessed(lx, opened(f), *e, err);
}

bool inflect_adjective(
	struct lexicon *lx, struct view form, struct view plural, const struct lex_entry *e, struct err *err)
{
	struct form m = form_of(form), f = joined(m, TEH);
	struct lex_entry one = *e, two = *e, many = *e;
	one.form = FORM_SINGULAR;
	two.form = FORM_DUAL;
	many.form = FORM_PLURAL;
	bool ok = add(lx, m, "", &one, err) && add(lx, m, ALIF, &one, err) &&
		  add(lx, m, MARBUTA, &one, err) && add(lx, m, ALIF NOON, &two, err) &&
		  add(lx, f, ALIF NOON, &two, err) && add(lx, f, YEH NOON, &two, err) &&
		  add(lx, m, YEH NOON, &many, err) && add(lx, m, WAW NOON, &many, err) &&
		  add(lx, m, ALIF TEH, &many, err);
	struct view rest = plural, part;
	while (ok && view_split(&rest, '|', &part))
		if (part.len)
			ok = add(lx, form_of(part), "", &many, err);
	return ok;
}
