/* Annotators: who decided on something of a document. */
#include "base/vec.h"
#include "store/parts.h"

bool store_annotators(struct store *s, int64_t document, struct arena *a, const char *const **names,
	size_t *n, struct err *err)
{
	struct query q;
	const char **list = NULL;
	size_t count = 0, cap = 0;
	bool row = false, oom = false;
	bool ok = query_begin(&q, s,
		"SELECT DISTINCT annotator FROM annotation WHERE document_id = ? ORDER BY annotator", err);
	if (ok)
		query_int(&q, 1, document);
	while (ok && (ok = query_row(&q, &row, err)) && row) {
		if (!vec_reserve(&list, &cap, count + 1, sizeof *list))
			ok = err_memory(err);
		else
			list[count++] = column_copy(&q, 0, a, &oom);
		if (oom)
			ok = err_memory(err);
	}
	query_end(&q);
	const char **kept = ok ? arena_array(a, count + 1, sizeof *kept) : NULL;
	for (size_t i = 0; kept && i < count; i++)
		kept[i] = list[i];
	free(list);
	if (ok && !kept)
		ok = err_memory(err);
	if (ok) {
		*names = kept;
		*n = count;
	}
	return ok;
}
