/* Fuzz: any text is a number or it is not; what is one is finite. */
#include "detect/number.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct lexicon *lexicon;
	struct err err;
	if (!lexicon && !lexicon_new(NULL, NULL, NULL, &lexicon, &err))
		abort();
	double value = 0;
	if (number_parse_text(lexicon, (const char *)data, n, &value) && !isfinite(value))
		abort();
	return 0;
}
