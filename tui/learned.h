/* Learned: the files that `rasid learn` keeps in the user's data folder, learned/{model,gazetteer,rejected}.tsv. */
#ifndef TUI_LEARNED_H
#define TUI_LEARNED_H

#include "base/str.h"

enum learned_file { LEARNED_MODEL, LEARNED_GAZETTEER, LEARNED_REJECTED, LEARNED_FILES };

/* Its path, and whether it is there; makes no folder. False (and no failure) when the user has no data folder. */
bool learned_path(enum learned_file file, struct str *path, bool *exists);

/* Replaces the file as a whole, or removes it when text is NULL. */
bool learned_write(enum learned_file file, const struct str *text, struct err *err) MUST_CHECK;

#endif
