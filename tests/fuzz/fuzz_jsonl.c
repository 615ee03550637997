/* Any bytes as a stream of records: what is accepted keeps its references and can be scored. */
#include "formats/jsonl.h"
#include "review/evaluate.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_record(const struct record *r)
{
	struct evaluation e = {0};
	struct err err;
	for (size_t i = 0; i < r->findings.n_places; i++)
		if (r->findings.places[i].span.end_cp > r->doc.text.len_cp)
			abort();
	for (size_t i = 0; i < r->findings.n_figures; i++)
		if (r->findings.figures[i].part_of >= (int64_t)r->findings.n_figures)
			abort();
	if (!evaluate_document(r, &r->findings, NULL, &e, &err))
		return;
	for (unsigned m = 0; m < EVAL_MEASURES; m++)
		if (e.scores[m].right > e.scores[m].of)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct jsonl r;
	jsonl_open(&r, "fuzz", data, n);
	for (;;) {
		struct arena a = {0};
		struct record rec;
		struct err err;
		enum jsonl_step step = jsonl_next(&r, &a, &rec, &err);
		if (step == JSONL_RECORD)
			check_record(&rec);
		arena_release(&a);
		if (step == JSONL_END)
			return 0;
	}
}
