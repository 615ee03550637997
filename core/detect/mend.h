/*
 * Mend: words that the scanner could not tell by their letters alone, broken up against filters or glued together.
 *
 * Web pages lose blanks where a link or a line ended; posts break up the words that filters look for. Both hide figures and
 * places. A window's tokens are mended before anything reads them: a token that no table knows is cut where both parts
 * are known, and pieces are joined when their whole is known and they are not. Spans stay those of the text: a part begins
 * or ends inside the written word, a joined word covers what breaks it up.
 */
#ifndef DETECT_MEND_H
#define DETECT_MEND_H

#include "detect/gazetteer.h"
#include "detect/words.h"
#include "text/token.h"

/* The tables of words; a word of none of them is unknown. */
struct mend_tables {
	const struct lexicon *lexicon;
	const struct gazetteer *gazetteer; /* with the words around places */
};

struct mender {
	struct token_edit *edits;
	size_t n_edits, edits_cap;
	struct mend_memo *memo; /* of each number */
	size_t memo_cap;
	uint32_t n_memo, epoch;
};

/*
 * Mends a window's tokens; *mended: whether anything changed, and words must be read again. `words` is what the lexicon says
 * of the tokens. *m is zeroed, or an earlier one of the same tables and the same struct tokens. Linear.
 */
bool mend_tokens(const struct mend_tables *tables, struct mender *m, const struct text *text,
	const struct words *words, struct tokens *t, bool *mended, struct err *err) MUST_CHECK;
void mender_release(struct mender *m);

#endif
