/* Cli: the detector with the overlays of the command line and with what was learnt. */
#include "cli.h"

#include "base/fs.h"
#include "learned.h"

#include <string.h>

bool path_list_add(struct path_list *l, const char *option, const char *path, struct err *err)
{
	if (l->n + 1 >= sizeof l->items / sizeof *l->items)
		return err_set(err, ERR_USAGE, "--%s may be given %zu times at most", option,
			sizeof l->items / sizeof *l->items - 1);
	l->items[l->n++] = path;
	return true;
}

static void warn_row(void *arg, const char *message)
{
	(void)arg;
	cli_note("%s", message);
}

/* The user's gazetteers and the learnt one, which comes last so that its ids give way. */
static void list_gazetteers(const struct path_list *given, const char *learnt, const char **out)
{
	size_t n = 0;
	for (; given && n < given->n; n++)
		out[n] = given->items[n];
	if (learnt)
		out[n++] = learnt;
	out[n] = NULL;
}

bool cli_detector(const struct cli *cli, const struct path_list *gazetteers, const struct path_list *lexicons,
	struct detector **out, struct err *err)
{
	struct str paths[LEARNED_FILES] = {{0}}, cache = {0};
	struct err no_home;
	const char *learnt[LEARNED_FILES] = {NULL};
	const char *all[sizeof gazetteers->items / sizeof *gazetteers->items + 1];
	for (int i = 0; i < LEARNED_FILES && !cli->no_learned; i++) {
		bool exists;
		if (learned_path((enum learned_file)i, &paths[i], &exists) && exists)
			learnt[i] = str_text(&paths[i]);
	}
	list_gazetteers(gazetteers, learnt[LEARNED_GAZETTEER], all);
	bool any = learnt[LEARNED_MODEL] || learnt[LEARNED_GAZETTEER] || learnt[LEARNED_REJECTED];
	struct detector_options opt = {
		.gazetteer_paths = all,
		.lexicon_paths = lexicons && lexicons->n ? lexicons->items : NULL,
		.model_path = learnt[LEARNED_MODEL],
		.rejected_path = learnt[LEARNED_REJECTED],
		.model_name = any ? "learned" : NULL,
		.cache_folder = fs_cache_folder(&cache, &no_home) ? str_text(&cache) : NULL,
		.warn = warn_row,
	};
	bool ok = detector_new(&opt, out, err);
	if (!ok && any && strstr(err->text, "/learned/"))
		err_wrap(err, "what was learnt here cannot be used ('rasid learn --reset' removes it)");
	for (int i = 0; i < LEARNED_FILES; i++)
		str_release(&paths[i]);
	str_release(&cache);
	return ok;
}
