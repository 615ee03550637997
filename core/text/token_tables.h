/* Token tables: the scanner's classes of characters, and what it knows of each below U+0700; see token.h. */
#ifndef TEXT_TOKEN_TABLES_H
#define TEXT_TOKEN_TABLES_H

#include "text/token.h"

/* C_FINAL: an Arabic letter that ends words only: teh marbuta, alif maqsura. */
enum char_class { C_ARABIC, C_FINAL, C_SPACE, C_NEWLINE, C_MARK, C_TATWEEL, C_DIGIT, C_LETTER, C_PUNCT };

/* A table entry: the class above FOLD_BITS, the folded form below. That of an Arabic letter is its folded form. */
enum { TABLE_SIZE = 0x700, FOLD_BITS = 12, FOLD_MASK = (1 << FOLD_BITS) - 1 };

struct token_tables {
	uint16_t classes[TABLE_SIZE];
	uint64_t power[TOKEN_MAX_FOLD]; /* of TOKEN_HASH_K */
};

/* The class of any character, by ICU. */
enum char_class token_class(uint32_t cp);

#endif
