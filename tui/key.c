/*
 * Key: names of keys, and the Arabic keyboard.
 *
 * People who judge Arabic text type Arabic, and do not want to switch layouts for a command: each letter
 * stands for the key it sits on. Shifted letters matter only where the upper-case key has a command.
 */
#include "event.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	enum keysym sym;
} names[] = {
	{"Enter", SYM_ENTER},
	{"Tab", SYM_TAB},
	{"Esc", SYM_ESC},
	{"Backspace", SYM_BACKSPACE},
	{"Delete", SYM_DELETE},
	{"Up", SYM_UP},
	{"Down", SYM_DOWN},
	{"Left", SYM_LEFT},
	{"Right", SYM_RIGHT},
	{"Home", SYM_HOME},
	{"End", SYM_END},
	{"PgUp", SYM_PAGE_UP},
	{"PgDn", SYM_PAGE_DOWN},
};

static bool parse_base(const char *name, size_t len, struct key *k)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == len && memcmp(names[i].name, name, len) == 0) {
			k->sym = names[i].sym;
			return true;
		}
	if (len == 5 && memcmp(name, "Space", 5) == 0) {
		k->cp = ' ';
		return true;
	}
	unsigned f;
	char extra;
	char buf[8] = "";
	if (len >= 2 && len <= 3 && name[0] == 'F') {
		memcpy(buf, name, len);
		if (sscanf(buf, "F%u%c", &f, &extra) == 1 && f >= 1 && f <= 12) {
			k->sym = (enum keysym)(SYM_F1 + f - 1);
			return true;
		}
	}
	size_t pos = 0;
	uint32_t cp = utf8_decode((const uint8_t *)name, len, &pos);
	if (len == 0 || cp == CP_INVALID || pos != len || cp <= ' ')
		return false;
	k->cp = cp;
	return true;
}

bool key_parse(const char *name, size_t len, struct key *out)
{
	struct key k = {0};
	while (len > 2 && name[1] == '-') {
		if (name[0] == 'C')
			k.mods |= MOD_CTRL;
		else if (name[0] == 'M')
			k.mods |= MOD_ALT;
		else if (name[0] == 'S')
			k.mods |= MOD_SHIFT;
		else
			return false;
		name += 2;
		len -= 2;
	}
	if (!parse_base(name, len, &k) || (k.sym == SYM_NONE && k.mods & MOD_SHIFT))
		return false;
	*out = k;
	return true;
}

void key_format(const struct key *k, char out[KEY_NAME])
{
	char base[UTF8_MAX + 1 + 16] = "";
	if (k->sym >= SYM_F1 && k->sym <= SYM_F12) {
		snprintf(base, sizeof base, "F%d", (int)(k->sym - SYM_F1 + 1));
	} else if (k->sym != SYM_NONE) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (names[i].sym == k->sym)
				snprintf(base, sizeof base, "%s", names[i].name);
	} else if (k->cp == ' ') {
		snprintf(base, sizeof base, "Space");
	} else {
		base[utf8_encode(k->cp, base)] = '\0';
	}
	snprintf(out, KEY_NAME, "%s%s%s%.14s", k->mods & MOD_CTRL ? "C-" : "", k->mods & MOD_ALT ? "M-" : "",
		k->mods & MOD_SHIFT ? "S-" : "", base);
}

bool key_equal(const struct key *a, const struct key *b)
{
	return a->sym == b->sym && a->cp == b->cp && a->cp2 == b->cp2 && a->mods == b->mods;
}

/* clang-format off */
static const struct {
	uint32_t arabic;
	char latin;
} keys_of_arabic[] = {
	{0x0636 /* dad */, 'q'},   {0x0635 /* sad */, 'w'},   {0x062B /* theh */, 'e'},  {0x0642 /* qaf */, 'r'},
	{0x0641 /* feh */, 't'},   {0x063A /* ghain */, 'y'}, {0x0639 /* ain */, 'u'},   {0x0647 /* heh */, 'i'},
	{0x062E /* khah */, 'o'},  {0x062D /* hah */, 'p'},   {0x062C /* jeem */, '['},  {0x062F /* dal */, ']'},
	{0x0634 /* sheen */, 'a'}, {0x0633 /* seen */, 's'},  {0x064A /* yeh */, 'd'},   {0x0628 /* beh */, 'f'},
	{0x0644 /* lam */, 'g'},   {0x0627 /* alef */, 'h'},  {0x062A /* teh */, 'j'},   {0x0646 /* noon */, 'k'},
	{0x0645 /* meem */, 'l'},  {0x0643 /* kaf */, ';'},   {0x0637 /* tah */, '\''},  {0x0626 /* yeh hamza */, 'z'},
	{0x0621 /* hamza */, 'x'}, {0x0624 /* waw hamza */, 'c'}, {0x0631 /* reh */, 'v'}, {0xFEFB /* lam-alef */, 'b'},
	{0x0649 /* maksura */, 'n'}, {0x0629 /* teh marbuta */, 'm'}, {0x0648 /* waw */, ','}, {0x0632 /* zain */, '.'},
	{0x0638 /* zah */, '/'},   {0x0630 /* thal */, '`'},  {0x061F /* question mark */, '?'}, {0x0622 /* alef madda */, 'N'},
	{0x064D /* kasratan */, 'S'}, {0x0650 /* kasra */, 'A'}, {0x064B /* fathatan */, 'W'}, {0x064E /* fatha */, 'Q'},
};
/* clang-format on */

struct key key_latin(struct key k)
{
	if (k.sym != SYM_NONE)
		return k;
	if (k.cp == 0x0644 /* lam */ && k.cp2 == 0x0627 /* alef */) {
		k.cp = 'b';
		k.cp2 = 0;
	}
	if (k.cp >= 0x0660 && k.cp <= 0x0669) /* Arabic-Indic digits */
		k.cp = '0' + (k.cp - 0x0660);
	else if (k.cp >= 0x06F0 && k.cp <= 0x06F9) /* Extended Arabic-Indic digits */
		k.cp = '0' + (k.cp - 0x06F0);
	for (size_t i = 0; i < sizeof keys_of_arabic / sizeof *keys_of_arabic; i++)
		if (keys_of_arabic[i].arabic == k.cp)
			k.cp = (uint32_t)keys_of_arabic[i].latin;
	return k;
}
