/*
 * Fuzz: an image made on purpose is refused or harmless. The input changes bytes of the parts of a good image, which is then
 * sealed again with a right checksum; what opens is used in every way. The input is also tried as an image as it is.
 */
#include "base/image.h"
#include "base/utf8.h"
#include "detect/place_engine.h"

#include <stdlib.h>
#include <string.h>

enum { TAG = 1, PARTS = 12, CHANGE = 8 };

static const char table[] = "id\tname\tlatin\talt\tkind\tcountry\tadmin1\tlat\tlon\trank\n"
			    "a\tAlpha Beta\tA\tAleph|First\ttown\tSY\tNorth\t35.5\t36.25\t3\n"
			    "b\tBeta\t\t\tvillage\tSY\tNorth\t\t\t5\n"
			    "c\tBeta\tC\tGamma Delta\tgovernorate\tIQ\t\t-33\t-44\t1\n";
static const char text[] = "near Alpha Beta, in Beta and Gamma Delta. Gamma, Aleph First Beta alpha";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static struct bytes good_image(void)
{
	static const struct word_row rows[] = {{WORD_PREPOSITION, PREPOSE_IN, 0}, {WORD_HEAD, KIND_TOWN, 0}};
	struct place_engine e = {.words = {.rows = (struct word_row *)rows, .n = 2}};
	struct image_builder b = {0};
	struct bytes out;
	struct err err;
	require(gazetteer_new(&e.gazetteer, &err) &&
		gazetteer_load(e.gazetteer, "t.tsv", table, sizeof table - 1, NULL, NULL, &err) &&
		gazetteer_add_word(e.gazetteer, "near", 4, 0, &err) &&
		gazetteer_add_word(e.gazetteer, "in", 2, 1, &err) && place_engine_seal(&e, &err));
	place_engine_put(&e, NULL, &b, TAG);
	require(image_end(&b, "k", &out, &err));
	gazetteer_free(e.gazetteer);
	free(e.own_facts);
	return out;
}

/* Eight bytes a change: part, element size is the part's own, where (3 bytes), what (4 bytes). */
static struct bytes changed(const struct image *m, const uint8_t *data, size_t n)
{
	static const size_t sizes[] = {1, 2, 4, 8, 24, 48};
	struct image_builder b = {0};
	struct bytes out;
	struct err err;
	for (unsigned part = 0; part < PARTS; part++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
			size_t count;
			const uint8_t *array = image_part(m, TAG + part, sizes[s], &count);
			if (!array)
				continue;
			size_t bytes = count * sizes[s];
			uint8_t *copy = malloc(bytes + 4);
			require(copy);
			memcpy(copy, array, bytes);
			for (size_t i = 0; i + CHANGE <= n; i += CHANGE) {
				size_t at =
					data[i + 1] | (size_t)data[i + 2] << 8 | (size_t)data[i + 3] << 16;
				if (data[i] % PARTS == part && bytes >= 4)
					memcpy(copy + at % (bytes - 3), data + i + 4, 4);
			}
			image_add(&b, TAG + part, copy, sizes[s], count);
			free(copy);
		}
	require(image_end(&b, "k", &out, &err));
	return out;
}

static size_t to_code_points(const char *s, size_t len, uint32_t *cp, size_t max)
{
	size_t n = 0, pos = 0;
	while (pos < len && n < max)
		cp[n++] = utf8_decode((const uint8_t *)s, len, &pos);
	return n;
}

static void use_rows(const struct gazetteer *g)
{
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct gaz_row *row = gazetteer_row(g, i), *found[4];
		const char *const strings[] = {
			row->id, row->name, row->latin, row->admin1, row->admin2, row->admin3, row->country};
		for (size_t s = 0; s < sizeof strings / sizeof *strings; s++)
			require(strlen(strings[s]) < 1 << 20);
		uint32_t cp[100];
		gazetteer_find(g, cp, to_code_points(row->name, strlen(row->name), cp, 100), found, 4);
		(void)gazetteer_by_id(g, row->id);
	}
}

static void use_text(const struct place_engine *e)
{
	uint32_t cp[sizeof text];
	struct text t = {cp, (uint32_t)to_code_points(text, sizeof text - 1, cp, sizeof text)};
	struct tokens tokens = {0};
	struct place_list list = {0};
	struct findings f = {0};
	struct arena a = {0};
	struct err err;
	int32_t *index_of;
	require(tokens_scan(&tokens, &t, 0, &err) && place_scan(e, &t, &tokens, NULL, &list, &err) &&
		place_resolve(e, &t, &list, &a, &f, &index_of, &err));
	place_list_release(&list);
	tokens_release(&tokens);
	arena_release(&a);
}

static void try_image(const void *bytes, size_t n, bool must_open)
{
	struct image m;
	struct place_engine *e;
	bool opens = image_open(&m, bytes, n, "k", false);
	require(opens || !must_open);
	if (!opens || !place_engine_get(&m, TAG, &e))
		return;
	use_rows(place_engine_gazetteer(e));
	use_text(e);
	place_engine_free(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct bytes good;
	struct image m;
	if (!good.data)
		good = good_image();
	require(image_open(&m, good.data, good.n, "k", false));
	struct bytes image = changed(&m, data, n < 400 ? n : 400);
	try_image(image.data, image.n, true);
	bytes_release(&image);
	void *raw = malloc(n + 1); /* at a multiple of 16, as a mapping is */
	require(raw);
	memcpy(raw, data, n);
	try_image(raw, n, false);
	free(raw);
	return 0;
}
