/* Token tables: made from ICU's properties and the folded forms. */
#include "text/token_tables.h"

#include "text/fold.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum char_class token_class(uint32_t cp)
{
	if (cp == '\n' || cp == 0x2029)
		return C_NEWLINE;
	if (cp == 0x0640 /* tatweel */)
		return C_TATWEEL;
	if (cp == 0x0629 /* teh marbuta */ || cp == 0x0649 /* alif maqsura */)
		return C_FINAL;
	if (cp <= 0x20 || u_isUWhiteSpace((UChar32)cp))
		return C_SPACE;
	if (fold_cp(cp) == 0)
		return C_MARK;
	if ((cp >= '0' && cp <= '9') || (cp >= 0x0660 && cp <= 0x0669) || (cp >= 0x06F0 && cp <= 0x06F9))
		return C_DIGIT;
	if (!u_isalpha((UChar32)cp))
		return C_PUNCT;
	UErrorCode status = U_ZERO_ERROR;
	return uscript_getScript((UChar32)cp, &status) == USCRIPT_ARABIC ? C_ARABIC : C_LETTER;
}

/* The entry of a character beyond TABLE_SIZE. */
static uint16_t entry_beyond(uint32_t cp)
{
	uint32_t f[FOLD_MAX];
	enum char_class c = token_class(cp);
	bool letter = c == C_ARABIC && fold_letters(cp, f) == 1 && f[0] <= FOLD_MASK;
	return (uint16_t)((unsigned)c << FOLD_BITS | (letter ? f[0] : 0));
}

bool token_tables_new(struct token_tables **out, struct err *err)
{
	struct token_tables *tables = malloc(sizeof *tables);
	if (!tables)
		return err_memory(err);
	for (uint32_t cp = 0; cp < TABLE_SIZE; cp++) {
		uint32_t fold = fold_cp(cp);
		tables->classes[cp] =
			(uint16_t)((unsigned)token_class(cp) << FOLD_BITS | (fold <= FOLD_MASK ? fold : '?'));
	}
	for (uint32_t cp = MARKS_BEG; cp < MARKS_END; cp++)
		tables->classes[token_table_beyond(cp)] = entry_beyond(cp);
	for (uint32_t cp = FORMS_BEG; cp < FORMS_END; cp++)
		tables->classes[token_table_beyond(cp)] = entry_beyond(cp);
	for (size_t n = 0; n < TOKEN_MAX_FOLD; n++)
		tables->power[n] = token_hash_power(n);
	*out = tables;
	return true;
}

void token_tables_free(struct token_tables *tables)
{
	free(tables);
}
