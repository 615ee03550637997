/*
 * Term_decode: from the codes of a terminal to events.
 *
 * UTF-8 and mouse reports are decoded here and not by curses: get_wch() swallows keys after one ill-formed byte, and
 * getmouse() depends on terminfo entries that many terminals lack.
 */
#include "term_decode.h"

#include "base/utf8.h"

#include <stdlib.h>

enum {
	CONTINUATION_MS = 200,
	SEQUENCE_MS = 50,
	LAM_ALEF_MS = 2,
	PASTE_IDLE_MS = 1000,
	PASTE_MAX_CP = 1 << 20,
	SEQUENCE_MAX = 64 /* bytes of an escape sequence that nobody named */
};

static int next_code(struct term_decoder *d, int wait_ms)
{
	return d->n_back ? d->back[--d->n_back] : d->next(d->arg, wait_ms);
}

static void put_back(struct term_decoder *d, int code)
{
	if (code != CODE_NONE && d->n_back < sizeof d->back / sizeof *d->back)
		d->back[d->n_back++] = code;
}

/* The code point that begins with this byte; an ill-formed sequence gives U+FFFD and leaves the byte that
 * broke it. */
static uint32_t read_utf8(struct term_decoder *d, int first)
{
	if (first < 0x80)
		return (uint32_t)first;
	int more = first >= 0xF0 && first <= 0xF4  ? 3
		   : first >= 0xE0 && first < 0xF0 ? 2
						   : first >= 0xC2 && first < 0xE0;
	if (!more)
		return CP_REPLACEMENT;
	uint8_t bytes[UTF8_MAX] = {(uint8_t)first};
	for (int i = 1; i <= more; i++) {
		int c = next_code(d, CONTINUATION_MS);
		if (c == CODE_NONE)
			return CP_REPLACEMENT;
		if (c >= 256 || (c & 0xC0) != 0x80) {
			put_back(d, c);
			return CP_REPLACEMENT;
		}
		bytes[i] = (uint8_t)c;
	}
	size_t pos = 0;
	uint32_t cp = utf8_decode(bytes, (size_t)more + 1, &pos);
	return cp == CP_INVALID ? CP_REPLACEMENT : cp;
}

/* SGR mouse report after its introducer: "button ; column ; row" and M or m (release). */
static bool read_mouse(struct term_decoder *d, struct event *out)
{
	int v[3] = {0}, k = 0;
	for (int i = 0; i < 24; i++) {
		int c = next_code(d, SEQUENCE_MS);
		if (c >= '0' && c <= '9') {
			if (v[k] < 100000)
				v[k] = v[k] * 10 + (c - '0');
		} else if (c == ';' && k < 2) {
			k++;
		} else if ((c == 'M' || c == 'm') && k == 2) {
			*out = (struct event){.type = EVENT_MOUSE};
			out->u.mouse.row = v[2] - 1;
			out->u.mouse.col = v[1] - 1;
			if (v[0] & 64)
				out->u.mouse.act = v[0] & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
			else
				out->u.mouse.act = c == 'm'    ? MOUSE_RELEASE
						   : v[0] & 32 ? MOUSE_DRAG
							       : MOUSE_PRESS;
			/* Only the first button, and wheels that go up or down. */
			return v[0] & 64 ? (v[0] & 2) == 0 : (v[0] & 3) == 0;
		} else {
			return false;
		}
	}
	return false;
}

static void read_paste(struct term_decoder *d, struct event *out)
{
	d->n_paste = 0;
	for (;;) {
		int c = next_code(d, PASTE_IDLE_MS);
		if (c == CODE_NONE || c == CODE_PASTE_END)
			break;
		if (c >= 256)
			continue;
		uint32_t cp = read_utf8(d, c);
		if (d->n_paste == d->paste_cap && d->paste_cap < PASTE_MAX_CP) {
			size_t cap = d->paste_cap ? d->paste_cap * 2 : 256;
			uint32_t *grown = realloc(d->paste, cap * sizeof *grown);
			if (grown) {
				d->paste = grown;
				d->paste_cap = cap;
			}
		}
		if (d->n_paste < d->paste_cap)
			d->paste[d->n_paste++] = cp == '\r' ? '\n' : cp;
	}
	*out = (struct event){.type = EVENT_PASTE};
	out->u.paste.cp = d->paste;
	out->u.paste.n = d->n_paste;
}

static struct key key_of_byte(int c)
{
	switch (c) {
	case '\r':
	case '\n':
		return (struct key){.sym = SYM_ENTER};
	case '\t':
		return (struct key){.sym = SYM_TAB};
	case 0x7F:
	case 0x08:
		return (struct key){.sym = SYM_BACKSPACE};
	case 0:
		return (struct key){.cp = ' ', .mods = MOD_CTRL};
	default:
		return (struct key){.cp = (uint32_t)(c + 0x60), .mods = MOD_CTRL};
	}
}

/* The rest of an escape sequence after its introducer: parameters, then one final byte (ECMA-48, 5.4). */
static void skip_sequence(struct term_decoder *d, int c)
{
	for (int i = 0; i < SEQUENCE_MAX && c >= 0x20 && c < 0x40; i++)
		c = next_code(d, SEQUENCE_MS);
	if (c < 0x40 || c > 0x7E)
		put_back(d, c);
}

/* A lone ESC is the key; ESC and a character at once is that character with Alt, or begins a sequence. */
static bool read_escape(struct term_decoder *d, struct key *k)
{
	int c = next_code(d, 0);
	*k = (struct key){.sym = SYM_ESC};
	if (c == CODE_NONE)
		return true;
	if (c >= 256 || c < 0x20 || c == 0x7F) {
		put_back(d, c);
		return true;
	}
	if (c == '[' || c == 'O') {
		int next = next_code(d, 0);
		if (next >= 0x20 && next < 0x7F) {
			skip_sequence(d, next);
			return false;
		}
		put_back(d, next);
	}
	*k = (struct key){.cp = read_utf8(d, c), .mods = MOD_ALT};
	return true;
}

/* One press of an Arabic keyboard's key for lam and alef comes as both letters at once. */
static struct key read_char(struct term_decoder *d, int c)
{
	enum { LAM = 0x0644, ALEF = 0x0627, ALEF_BYTE_1 = 0xD8, ALEF_BYTE_2 = 0xA7 };
	struct key k = {.cp = read_utf8(d, c)};
	if (k.cp != LAM)
		return k;
	int first = next_code(d, LAM_ALEF_MS);
	int second = first == ALEF_BYTE_1 ? next_code(d, CONTINUATION_MS) : CODE_NONE;
	if (second == ALEF_BYTE_2) {
		k.cp2 = ALEF;
		return k;
	}
	put_back(d, second);
	put_back(d, first);
	return k;
}

static bool event_of_code(struct term_decoder *d, int c, struct event *out)
{
	if (c == CODE_MOUSE)
		return read_mouse(d, out);
	if (c == CODE_PASTE_BEG) {
		read_paste(d, out);
		return true;
	}
	*out = (struct event){.type = EVENT_KEY};
	if (c >= CODE_KEYS && c < CODE_PASTE_BEG) {
		out->u.key = (struct key){.sym = (enum keysym)(c & 0xFF), .mods = (uint8_t)(c >> 8 & 0xF)};
		return true;
	}
	if (c >= 256)
		return false;
	if (c == 0x1B)
		return read_escape(d, &out->u.key);
	out->u.key = c < 0x20 || c == 0x7F ? key_of_byte(c) : read_char(d, c);
	return true;
}

enum term_decoded term_decode(struct term_decoder *d, struct event *out)
{
	int c = next_code(d, 0);
	if (c == CODE_NONE)
		return DECODED_IDLE;
	return event_of_code(d, c, out) ? DECODED_EVENT : DECODED_NOTHING;
}

void term_decoder_release(struct term_decoder *d)
{
	free(d->paste);
	d->paste = NULL;
	d->n_paste = d->paste_cap = 0;
}
