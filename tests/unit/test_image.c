/* Images: parts come back as they were put in; nothing that is cut, flipped, foreign or out of range is opened. */
#include "base/hash.h"
#include "base/image.h"
#include "base/utf8.h"
#include "detect/gazetteer_image.h"
#include "detect/place_engine.h"
#include "detect/shipped.h"
#include "detect/source.h"
#include "text/phrase_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TAG = 100 };

#define TABLE                                                                                                \
	"id\tname\tlatin\talt\tkind\tcountry\tadmin1\tadmin2\tadmin3\tlat\tlon\trank\tcommon\n"              \
	"a\tAlpha\tA\tAleph|First\ttown\tSY\tNorth\tN\t\t35.5\t36.25\t3\t1\n"                                \
	"b\tBeta Gamma\t\t\tvillage\tSY\tNorth\tN\tM\t\t\t5\t0\n"                                            \
	"c\tBeta\t\t\tgovernorate\tIQ\t\t\t\t-33\t-44\t1\t0\n"

/* ---- the hash ---- */

static void test_hash(void **state)
{
	(void)state;
	unsigned char bytes[100];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 37);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		uint64_t h = hash_bytes(bytes, n);
		assert_true(h == hash_bytes(bytes, n));
		if (n > 0)
			assert_true(h != hash_bytes(bytes, n - 1));
		for (size_t i = 0; i < 8 * n; i++) {
			bytes[i / 8] ^= (unsigned char)(1 << i % 8);
			if (h == hash_bytes(bytes, n))
				fail_msg("bit %zu of %zu bytes does not count", i, n);
			bytes[i / 8] ^= (unsigned char)(1 << i % 8);
		}
	}
	unsigned char zeros[64] = {0};
	assert_true(hash_bytes(zeros, 32) != hash_bytes(zeros, 64));
}

/* ---- the container ---- */

static struct bytes small_image(void)
{
	static const uint32_t numbers[] = {1, 2, 3};
	struct image_builder b = {0};
	struct bytes out;
	struct err err;
	image_add(&b, TAG, numbers, sizeof *numbers, 3);
	image_add(&b, TAG + 1, "some words", 1, 10);
	image_add(&b, TAG + 2, NULL, 8, 0);
	assert_true(image_end(&b, "key", &out, &err));
	return out;
}

static void test_parts(void **state)
{
	(void)state;
	struct bytes bytes = small_image();
	struct image m;
	size_t n;
	assert_true(image_open(&m, bytes.data, bytes.n, "key", false));
	const uint32_t *numbers = image_part(&m, TAG, sizeof *numbers, &n);
	assert_int_equal(n, 3);
	assert_int_equal(numbers[2], 3);
	assert_int_equal((uintptr_t)image_part(&m, TAG + 1, 1, &n) % 16, 0);
	assert_memory_equal(image_part(&m, TAG + 1, 1, &n), "some words", 10);
	assert_non_null(image_part(&m, TAG + 2, 8, &n));
	assert_int_equal(n, 0);
	assert_null(image_part(&m, TAG, 8, &n));
	assert_null(image_part(&m, TAG + 3, 1, &n));
	bytes_release(&bytes);
}

static void test_key(void **state)
{
	(void)state;
	static const char *const others[] = {"", "ke", "kez", "key ",
		"0123456789012345678901234567890123456789012345678901234567890123456789"};
	struct bytes bytes = small_image();
	struct image m;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (image_open(&m, bytes.data, bytes.n, others[i], false))
			fail_msg("opened with the key '%s'", others[i]);
	bytes_release(&bytes);
}

static void test_damage(void **state)
{
	(void)state;
	struct bytes bytes = small_image();
	struct image m;
	for (size_t n = 0; n < bytes.n; n++)
		if (image_open(&m, bytes.data, n, "key", false))
			fail_msg("opened %zu of %zu bytes", n, bytes.n);
	for (size_t i = 0; i < 8 * bytes.n; i++) {
		bytes.data[i / 8] ^= (uint8_t)(1 << i % 8);
		if (image_open(&m, bytes.data, bytes.n, "key", false))
			fail_msg("opened with bit %zu flipped", i);
		bytes.data[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	assert_true(image_open(&m, bytes.data, bytes.n, "key", false));
	bytes_release(&bytes);
}

/* ---- a gazetteer in an image ---- */

static struct gazetteer *small_gazetteer(void)
{
	struct err err;
	struct gazetteer *g;
	static const char table[] = TABLE;
	assert_true(gazetteer_new(&g, &err));
	assert_true(gazetteer_load(g, "t.tsv", table, sizeof table - 1, NULL, NULL, &err));
	assert_true(gazetteer_add_word(g, "near", 4, 0, &err));
	assert_true(gazetteer_seal(g, &err));
	return g;
}

static struct bytes gazetteer_bytes(const struct gazetteer *g)
{
	struct image_builder b = {0};
	struct bytes out;
	struct err err;
	gazetteer_put(g, &b, TAG);
	assert_true(image_end(&b, "g", &out, &err));
	return out;
}

static bool get(const struct bytes *bytes, struct gazetteer **out)
{
	struct image m;
	return image_open(&m, bytes->data, bytes->n, "g", false) && gazetteer_get(&m, TAG, 1, out);
}

static bool same_number(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static void expect_same_rows(const struct gazetteer *a, const struct gazetteer *b)
{
	assert_int_equal(gazetteer_count(a), gazetteer_count(b));
	for (size_t i = 0; i < gazetteer_count(a); i++) {
		const struct gaz_row *x = gazetteer_row(a, i), *y = gazetteer_row(b, i);
		const char *const xs[] = {
			x->id, x->name, x->latin, x->admin1, x->admin2, x->admin3, x->country};
		const char *const ys[] = {
			y->id, y->name, y->latin, y->admin1, y->admin2, y->admin3, y->country};
		for (size_t s = 0; s < sizeof xs / sizeof *xs; s++)
			assert_string_equal(xs[s], ys[s]);
		assert_true(same_number(x->lat, y->lat) && same_number(x->lon, y->lon));
		assert_true(x->kind == y->kind && x->rank == y->rank && x->common == y->common);
		assert_true(x->unsure == y->unsure && gazetteer_by_id(b, x->id) == y);
	}
}

/* Everything that a search of the name meets is the same in both. */
static void expect_same_names(const struct gazetteer *a, const struct gazetteer *b, const char *name)
{
	uint32_t cp[400];
	size_t n = 0, pos = 0, len = strlen(name);
	const struct gaz_row *found[2][8];
	while (pos < len && n < 400)
		cp[n++] = utf8_decode((const uint8_t *)name, len, &pos);
	size_t n_a = gazetteer_find(a, cp, n, found[0], 8), n_b = gazetteer_find(b, cp, n, found[1], 8);
	if (n_a != n_b)
		fail_msg("'%s' is found %zu and %zu times", name, n_a, n_b);
	for (size_t i = 0; i < n_a && i < 8; i++)
		assert_int_equal(gazetteer_index(a, found[0][i]), gazetteer_index(b, found[1][i]));
}

static void test_gazetteer(void **state)
{
	(void)state;
	struct gazetteer *g = small_gazetteer(), *h;
	struct bytes bytes = gazetteer_bytes(g), again = gazetteer_bytes(g);
	assert_true(get(&bytes, &h));
	expect_same_rows(g, h);
	static const char *const names[] = {
		"Alpha", "Aleph", "First", "Beta Gamma", "BetaGamma", "Beta", "near", "none"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_same_names(g, h, names[i]);
	assert_int_equal(bytes.n, again.n); /* equal content, equal bytes */
	assert_memory_equal(bytes.data, again.data, bytes.n);
	gazetteer_free(h);
	gazetteer_free(g);
	bytes_release(&bytes);
	bytes_release(&again);
}

/* ---- images made on purpose: the checksum is right and an index is not ---- */

/* The image with one element of a part replaced at a byte, sealed again. */
static struct bytes forged(
	const struct bytes *bytes, uint32_t tag, size_t elem_size, size_t at, uint32_t value)
{
	static const struct {
		uint32_t tag;
		size_t elem_size;
	} parts[] = {{TAG, sizeof(struct entry)}, {TAG + 1, sizeof(struct phrase_link)}, {TAG + 2, 2},
		{TAG + 3, sizeof(struct slot)}, {TAG + 4, 8}, {TAG + 5, 48}, {TAG + 6, 1}, {TAG + 7, 4}};
	struct image m;
	struct image_builder b = {0};
	struct bytes out;
	struct err err;
	assert_true(image_open(&m, bytes->data, bytes->n, "g", false));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t n;
		const uint8_t *part = image_part(&m, parts[i].tag, parts[i].elem_size, &n);
		assert_non_null(part);
		uint8_t *copy = malloc(n * parts[i].elem_size + sizeof value);
		assert_non_null(copy);
		memcpy(copy, part, n * parts[i].elem_size);
		if (parts[i].tag == tag) {
			assert_int_equal(parts[i].elem_size, elem_size);
			assert_true(at + sizeof value <= n * elem_size);
			memcpy(copy + at, &value, sizeof value);
		}
		image_add(&b, parts[i].tag, copy, parts[i].elem_size, n);
		free(copy);
	}
	assert_true(image_end(&b, "g", &out, &err));
	return out;
}

static const struct {
	const char *name;
	uint32_t part;
	size_t elem_size, at;
	uint32_t value;
} forgeries[] = {
	{"letters past the pool", 0, sizeof(struct entry), offsetof(struct entry, letters), 1u << 20},
	{"a first value past the values", 0, sizeof(struct entry), offsetof(struct entry, first), 1u << 20},
	{"a key longer than the pool", 0, sizeof(struct entry), offsetof(struct entry, n_letters), 0xff},
	{"a flag that is neither", 0, sizeof(struct entry), offsetof(struct entry, n_letters), 0x0701},
	{"a value that is no row", 1, sizeof(struct phrase_link), offsetof(struct phrase_link, value), 3},
	{"a value that is no word", 1, sizeof(struct phrase_link), offsetof(struct phrase_link, value),
		GAZETTEER_WORD + 1},
	{"a value whose next is itself", 1, sizeof(struct phrase_link), offsetof(struct phrase_link, next),
		0},
	{"a value whose next is past the values", 1, sizeof(struct phrase_link),
		offsetof(struct phrase_link, next), 9999},
	{"a slot whose entry is past the entries", 3, sizeof(struct slot), offsetof(struct slot, entry),
		9999},
	{"an id past the strings", 5, 48, 16, 1u << 24},
	{"a third district past the strings", 5, 48, 36, 1u << 24},
	{"a country in small letters", 5, 48, 40, 0x007a7a},
	{"a country without an end", 5, 48, 40, 0x414141},
	{"a kind that there is not", 5, 48, 43, 0x000003ff},
	{"a rank of none", 5, 48, 43, 0x00000000},
	{"a common that is neither", 5, 48, 44, 0x00000203},
	{"a latitude past the pole", 5, 48, 4, 0x40700000},
	{"a row past the rows", 7, 4, 0, 4},
};

static void test_forgeries(void **state)
{
	(void)state;
	struct gazetteer *g = small_gazetteer(), *h;
	struct bytes bytes = gazetteer_bytes(g);
	/* unchanged, it opens */
	struct image m;
	assert_true(image_open(&m, bytes.data, bytes.n, "g", false));
	size_t n;
	const uint32_t *first = image_part(&m, TAG + 7, 4, &n);
	struct bytes same = forged(&bytes, TAG + 7, 4, 0, first[0]);
	assert_true(get(&same, &h));
	gazetteer_free(h);
	bytes_release(&same);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		struct bytes forgery = forged(&bytes, TAG + forgeries[i].part, forgeries[i].elem_size,
			forgeries[i].at, forgeries[i].value);
		if (get(&forgery, &h))
			fail_msg("opened: %s", forgeries[i].name);
		bytes_release(&forgery);
	}
	gazetteer_free(g);
	bytes_release(&bytes);
}

/* A part that is missing, or whose length is no power of two where one is needed. */
static void test_missing_parts(void **state)
{
	(void)state;
	static const size_t sizes[] = {
		sizeof(struct entry), sizeof(struct phrase_link), 2, sizeof(struct slot), 8, 48, 1, 4};
	struct gazetteer *g = small_gazetteer(), *h;
	struct bytes bytes = gazetteer_bytes(g);
	struct image m;
	assert_true(image_open(&m, bytes.data, bytes.n, "g", false));
	for (size_t cut = 0; cut < 8; cut++)
		for (int whole = 0; whole < 2; whole++) {
			struct image_builder b = {0};
			struct bytes out;
			struct err err;
			bool needs_all = cut == 3 || cut == 4 || cut == 7 || cut == 6;
			for (uint32_t i = 0; i < 8; i++) {
				size_t n;
				const void *part = image_part(&m, TAG + i, sizes[i], &n);
				if (i != cut)
					image_add(&b, TAG + i, part, sizes[i], n);
				else if (whole == 1)
					image_add(&b, TAG + i, part, sizes[i], i == 6 ? 0 : n - 1);
			}
			assert_true(image_end(&b, "g", &out, &err));
			if ((whole == 0 || needs_all) && get(&out, &h))
				fail_msg("opened without part %zu", cut);
			bytes_release(&out);
		}
	gazetteer_free(g);
	bytes_release(&bytes);
}

/* ---- the shipped image ---- */

/* Compiled with the tables read: an overlay without rows keeps the image from being taken. */
static void test_shipped(void **state)
{
	(void)state;
	char path[] = "/tmp/rasid-test-XXXXXX";
	static const char header[] = "id\tname\n";
	struct err err;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	assert_true(fs_replace(path, header, sizeof header - 1, false, &err));
	const char *paths[] = {path, NULL};
	struct detector_options opt = {.gazetteer_paths = paths};
	struct place_engine *shipped, *read;
	assert_true(place_engine_new(NULL, &shipped, &err));
	assert_true(place_engine_new(&opt, &read, &err));
	const struct gazetteer *a = place_engine_gazetteer(read), *b = place_engine_gazetteer(shipped);
	struct image m;
	assert_true(shipped_image(&m));
	assert_true((const uint8_t *)gazetteer_row(b, 0)->id > m.data &&
		    (const uint8_t *)gazetteer_row(b, 0)->id < m.data + m.n);
	assert_true(gazetteer_count(a) > 5000);
	expect_same_rows(a, b);
	for (size_t i = 0; i < gazetteer_count(a); i++)
		expect_same_names(a, b, gazetteer_row(a, i)->name);
	place_engine_free(shipped);
	place_engine_free(read);
	unlink(path);
}

/* An overlay of a lexicon's header alone, in a folder of its own, so that the lexicon is read from its tables. */
static void write_overlay(const char *folder, const char *name, const char *header, char path[64])
{
	struct err err;
	snprintf(path, 64, "%s/%s", folder, name);
	assert_true(fs_replace(path, header, strlen(header), false, &err));
}

static void expect_same_parts(struct image_builder *a, struct image_builder *b, const size_t *sizes, size_t n)
{
	struct bytes x, y;
	struct image m, k;
	struct err err;
	assert_true(image_end(a, "", &x, &err) && image_end(b, "", &y, &err));
	assert_true(image_open(&m, x.data, x.n, "", false) && image_open(&k, y.data, y.n, "", false));
	for (size_t i = 0; i < n; i++) {
		size_t n_x, n_y;
		const void *p = image_part(&m, TAG + (uint32_t)i, sizes[i], &n_x);
		const void *q = image_part(&k, TAG + (uint32_t)i, sizes[i], &n_y);
		assert_true(p && q && n_x > 0);
		assert_int_equal(n_x, n_y);
		assert_memory_equal(p, q, n_x * sizes[i]);
	}
	bytes_release(&x);
	bytes_release(&y);
}

static void test_shipped_lexicon(void **state)
{
	(void)state;
	static const size_t sizes[] = {sizeof(struct entry), sizeof(struct phrase_link), 2,
		sizeof(struct slot), 8, sizeof(struct lex_entry)};
	char folder[] = "/tmp/rasid-test-XXXXXX", path[64];
	struct err err;
	struct lexicon *shipped, *read;
	struct image_builder a = {0}, b = {0};
	assert_non_null(mkdtemp(folder));
	write_overlay(folder, "numbers.tsv", "words\tclass\tvalue\n", path);
	const char *paths[] = {path, NULL};
	assert_true(lexicon_new(NULL, NULL, NULL, &shipped, &err));
	assert_true(lexicon_new(paths, NULL, NULL, &read, &err));
	assert_int_equal(shipped->entries_cap, 0);
	assert_true(read->entries_cap > 0 && read->n_entries > 1000);
	lexicon_put(shipped, &a, TAG);
	lexicon_put(read, &b, TAG);
	expect_same_parts(&a, &b, sizes, sizeof sizes / sizeof *sizes);
	lexicon_free(shipped);
	lexicon_free(read);
	unlink(path);
	rmdir(folder);
}

static void test_shipped_sources(void **state)
{
	(void)state;
	static const size_t sizes[] = {
		sizeof(struct entry), sizeof(struct phrase_link), 2, sizeof(struct slot), 8};
	char folder[] = "/tmp/rasid-test-XXXXXX", path[64];
	struct err err;
	struct source_words *shipped, *read;
	struct image_builder a = {0}, b = {0};
	assert_non_null(mkdtemp(folder));
	write_overlay(folder, "dates.tsv", "words\tclass\tvalue\n", path);
	const char *paths[] = {path, NULL};
	assert_true(source_words_new(NULL, NULL, NULL, &shipped, &err));
	assert_true(source_words_new(paths, NULL, NULL, &read, &err));
	assert_int_not_equal(source_words_checksum(shipped), source_words_checksum(read));
	source_words_put(shipped, &a, TAG);
	source_words_put(read, &b, TAG);
	expect_same_parts(&a, &b, sizes, sizeof sizes / sizeof *sizes);
	source_words_free(shipped);
	source_words_free(read);
	unlink(path);
	rmdir(folder);
}

/* It lies in the program undamaged, which a start takes for granted. */
static void test_shipped_checksum(void **state)
{
	(void)state;
	struct image m, checked;
	assert_true(shipped_image(&m));
	assert_true(image_open(&checked, m.data, m.n, "shipped", false));
	assert_int_equal(strlen(shipped_build()), 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_gazetteer),
		cmocka_unit_test(test_forgeries),
		cmocka_unit_test(test_missing_parts),
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_shipped_lexicon),
		cmocka_unit_test(test_shipped_sources),
		cmocka_unit_test(test_shipped_checksum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
