/*
 * Fuzz: any bytes load as a gazetteer, in part or not at all, and what was loaded is found by its own name.
 *
 * The first byte chooses: a table of places, or rules of spelling before it.
 */
#include "base/utf8.h"
#include "detect/gazetteer.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void told(void *arg, const char *message)
{
	(void)arg;
	require(message[0] && strlen(message) < 500);
}

static void check_row(const struct gazetteer *g, const struct gaz_row *row)
{
	uint32_t cp[400];
	size_t n = 0, pos = 0, len = strlen(row->name);
	require(len > 0 && row->id && row->latin && row->admin1 && row->admin2 && row->admin3);
	require(row->rank >= 1 && row->rank <= 5);
	require(isnan(row->lat) || fabs(row->lat) <= 90);
	require(isnan(row->lon) || fabs(row->lon) <= 180);
	require(gazetteer_by_id(g, row->id) == row);
	while (pos < len && n < 400)
		cp[n++] = utf8_decode((const uint8_t *)row->name, len, &pos);
	const struct gaz_row *out[2];
	gazetteer_find(g, cp, n, out, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err err = {0};
	struct gazetteer *g;
	if (n < 2 || !gazetteer_new(&g, &err))
		return 0;
	const char *text = (const char *)data + 1;
	size_t len = n - 1, rules = data[0] & 1 ? len / 2 : 0;
	struct row_text spellings = {"rules", text, rules};
	struct row_reader reader = {.warn = told};
	if (rules && !gazetteer_load_spellings(g, &spellings, 1, &reader, &err))
		require(err.text[0]);
	if (!gazetteer_load(g, "xx.tsv", text + rules, len - rules, told, NULL, &err))
		require(err.code != ERR_NONE && err.text[0]);
	else if (gazetteer_seal(g, &err))
		for (size_t i = 0; i < gazetteer_count(g); i++)
			check_row(g, gazetteer_row(g, i));
	gazetteer_free(g);
	return 0;
}
