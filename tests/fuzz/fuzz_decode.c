/*
 * Fuzz: any bytes are decoded or refused with a sentence; what was decoded survives being written and read again.
 *
 * The first byte chooses the options.
 */
#include "text/decode.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void check_round_trip(const struct decoded *d)
{
	size_t len = 0;
	struct decoded again;
	struct err err;
	char *text = text_to_utf8(d->cp, d->len_cp, &len);
	if (!text)
		return;
	struct decode_options opt = {.encoding = "UTF-8"};
	if (d->cp[0] != 0xFEFF) { /* a mark in the text would be taken for the file's */
		require(text_decode((const uint8_t *)text, len, &opt, &again, &err));
		require(again.len_cp == d->len_cp && !memcmp(again.cp, d->cp, d->len_cp * sizeof *d->cp));
		decoded_release(&again);
	}
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const encodings[] = {
		NULL, NULL, NULL, "UTF-8", "UTF-16", "UTF-16LE", "windows-1256", "ISO-8859-6", "GB18030"};
	if (!n)
		return 0;
	struct decode_options opt = {
		.encoding = encodings[(data[0] >> 1) % (sizeof encodings / sizeof *encodings)],
		.lossy = data[0] & 1,
	};
	struct decoded d;
	struct err err = {0};
	if (!text_decode(data + 1, n - 1, &opt, &d, &err)) {
		require(err.code != ERR_NONE && err.text[0]);
		return 0;
	}
	require(d.len_cp > 0 && d.len_cp <= n && d.encoding[0]);
	require(opt.lossy || !d.replaced);
	for (uint32_t i = 0; i < d.len_cp; i++)
		require(d.cp[i] && d.cp[i] <= 0x10FFFF && d.cp[i] != '\r' &&
			(d.cp[i] < 0xD800 || d.cp[i] > 0xDFFF));
	text_has_arabic(d.cp, d.len_cp);
	check_round_trip(&d);
	decoded_release(&d);
	return 0;
}
