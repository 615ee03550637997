/* Shipped: made by tui/compile.c while building, opened at each start. */
#include "detect/shipped.h"

#include "base/embed.h"
#include "detect/detect.h"
#include "detect/lexicon.h"
#include "detect/place_engine.h"
#include "detect/source.h"

static const char key[] = "shipped";

bool shipped_image(struct image *out)
{
	size_t n = (size_t)(embed_image.end - embed_image.data);
	return image_open(out, embed_image.data, n, key, true);
}

const char *shipped_build(void)
{
	return embed_build;
}

/* Keeps the first message. */
static void refuse(void *arg, const char *message)
{
	struct err *err = arg;
	if (err->code == ERR_NONE)
		(void)err_set(err, ERR_INPUT, "%s", message);
}

bool shipped_compile(struct bytes *out, struct err *err)
{
	struct err row = {.code = ERR_NONE};
	struct detector_options opt = {.warn = refuse, .warn_arg = &row};
	struct image_builder b = {0};
	struct lexicon *lexicon = NULL;
	struct source_words *sources = NULL;
	struct place_engine *places = NULL;
	bool ok = lexicon_new(NULL, refuse, &row, &lexicon, err) &&
		  source_words_new(NULL, refuse, &row, &sources, err) && place_engine_new(&opt, &places, err);
	if (ok && row.code != ERR_NONE) {
		*err = row;
		ok = false;
	}
	if (ok) {
		place_engine_put(places, NULL, &b, SHIPPED_PLACES);
		lexicon_put(lexicon, &b, SHIPPED_LEXICON);
		source_words_put(sources, &b, SHIPPED_SOURCES);
		ok = image_end(&b, key, out, err);
	}
	lexicon_free(lexicon);
	source_words_free(sources);
	place_engine_free(places);
	return ok;
}
