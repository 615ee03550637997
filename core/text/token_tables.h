/* Token tables: the scanner's classes of characters, and what it knows of the commonest; see token.h. */
#ifndef TEXT_TOKEN_TABLES_H
#define TEXT_TOKEN_TABLES_H

#include "text/token.h"

/* C_FINAL: an Arabic letter that ends words only: teh marbuta, alif maqsura. */
enum char_class { C_ARABIC, C_FINAL, C_SPACE, C_NEWLINE, C_MARK, C_TATWEEL, C_DIGIT, C_LETTER, C_PUNCT };

/* A table entry: the class above FOLD_BITS, the folded form below. That of an Arabic letter is its folded form. */
enum { TABLE_SIZE = 0x700, FOLD_BITS = 12, FOLD_MASK = (1 << FOLD_BITS) - 1 };

/* Behind it, two blocks that texts have besides: general punctuation, and the presentation forms that some outlets write. */
enum {
	MARKS_BEG = 0x2000,
	MARKS_END = 0x2070,
	FORMS_BEG = 0xFE70,
	FORMS_END = 0xFF00,
	TABLE_MARKS = TABLE_SIZE,
	TABLE_FORMS = TABLE_MARKS + (MARKS_END - MARKS_BEG),
	TABLE_ALL = TABLE_FORMS + (FORMS_END - FORMS_BEG)
};

/* Where a character beyond TABLE_SIZE has its entry, 0: it has none. Its form is 0 unless it is one letter of Arabic. */
static inline uint32_t token_table_beyond(uint32_t cp)
{
	return cp >= MARKS_BEG && cp < MARKS_END   ? TABLE_MARKS + (cp - MARKS_BEG)
	       : cp >= FORMS_BEG && cp < FORMS_END ? TABLE_FORMS + (cp - FORMS_BEG)
						   : 0;
}

struct token_tables {
	uint16_t classes[TABLE_ALL];
	uint64_t power[TOKEN_MAX_FOLD]; /* of TOKEN_HASH_K */
};

/* The class of any character, by ICU. */
enum char_class token_class(uint32_t cp);

#endif
