/* Learned: where the files are. */
#include "learned.h"

#include "base/fs.h"

#include <errno.h>
#include <unistd.h>

static const char *const names[LEARNED_FILES] = {
	"learned/model.tsv", "learned/gazetteer.tsv", "learned/rejected.tsv"};

bool learned_path(enum learned_file file, struct str *path, bool *exists)
{
	struct err err;
	*exists = fs_data_name(names[file], path, &err) && access(str_text(path), F_OK) == 0;
	return !path->failed && path->len > 0;
}

bool learned_write(enum learned_file file, const struct str *text, struct err *err)
{
	struct str path = {0};
	bool ok;
	if (text) {
		ok = text->failed ? err_memory(err) : fs_data_path(names[file], &path, err);
		ok = ok && fs_replace(str_text(&path), text->data, text->len, true, err);
	} else {
		ok = fs_data_name(names[file], &path, err);
		if (ok && unlink(str_text(&path)) != 0 && errno != ENOENT)
			ok = err_errno(err, errno, "remove", str_text(&path));
	}
	str_release(&path);
	return ok;
}
