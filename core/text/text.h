/* Text: a borrowed view of a document's code points. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdint.h>

struct text {
	const uint32_t *cp;
	uint32_t len_cp;
};

#endif
