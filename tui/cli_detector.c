/* Cli: the detector with the overlays of the command line. */
#include "cli.h"

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

bool cli_detector(const struct path_list *gazetteers, const struct path_list *lexicons, struct detector **out,
	struct err *err)
{
	struct detector_options opt = {
		.gazetteer_paths = gazetteers && gazetteers->n ? gazetteers->items : NULL,
		.lexicon_paths = lexicons && lexicons->n ? lexicons->items : NULL,
		.warn = warn_row,
	};
	return detector_new(&opt, out, err);
}
