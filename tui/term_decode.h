/*
 * Term_decode: from the codes of a terminal to events.
 *
 * A code is a byte (0 to 255) or one of the codes below, which the back end gives for the sequences that its terminal
 * description names. The decoder knows nothing of curses.
 *
 * Escape sequences that nobody named are swallowed whole: their letters and digits must not reach the program as keys,
 * because a key decides.
 */
#ifndef TUI_TERM_DECODE_H
#define TUI_TERM_DECODE_H

#include "event.h"

/* All fit in 16 bits and lie above those that curses hands to extended capabilities. */
enum term_code {
	CODE_NONE = -1,     /* nothing came in the time allowed */
	CODE_KEYS = 0x1000, /* TERM_KEY() */
	CODE_PASTE_BEG = 0x6E00,
	CODE_PASTE_END,
	CODE_MOUSE, /* the introducer of an SGR mouse report */
	CODE_OTHER  /* a key that means nothing here */
};

/* The code of a named key, with MOD_ bits. */
#define TERM_KEY(sym, mods) (CODE_KEYS | (mods) << 8 | (sym))

struct term_decoder {
	int (*next)(void *arg, int wait_ms); /* the next code, or CODE_NONE after that long */
	void *arg;
	int back[4]; /* codes read too far */
	unsigned n_back;
	uint32_t *paste; /* owned; lent to the last EVENT_PASTE */
	size_t n_paste, paste_cap;
};

enum term_decoded { DECODED_IDLE, DECODED_NOTHING, DECODED_EVENT };

/*
 * Reads what has come: DECODED_IDLE when nothing did, DECODED_NOTHING when it was no event. Waits only inside a
 * character, a mouse report or a paste that has begun. Ill-formed UTF-8 gives U+FFFD; a paste is cut at a million
 * characters.
 */
enum term_decoded term_decode(struct term_decoder *d, struct event *out);
void term_decoder_release(struct term_decoder *d);

#endif
