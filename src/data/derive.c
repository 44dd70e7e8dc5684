#include "data/derive.h"

#include <stdlib.h>

/* The labels of use i, in the order of their ids. */
static enum txo_status add_labels(struct txo_intake *in, size_t i,
				  struct txo_error *err)
{
	static const char *const label[] = { "no", "yes" };
	enum txo_status status = TXO_OK;
	uint32_t id;

	for (int k = 0; k < 2 && status == TXO_OK; k++)
		status = txo_dictionary_label(&in->dictionary[i],
					      txo_text(label[k]), &id, err);
	return status;
}

enum txo_status txo_derive_begin(struct txo_intake *in, struct txo_arena *arena,
				 struct txo_error *err)
{
	const struct txo_schema *s = in->schema;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < s->uses && status == TXO_OK; i++) {
		struct txo_where *w = s->use[i].condition;

		if (!w)
			continue;
		if (!in->condition)
			in->condition = calloc(s->uses, sizeof(w));
		w = arena ? txo_where_copy(w, arena) : w;
		if (!in->condition || !w)
			return txo_fail_memory(err);
		in->condition[i] = w;
		status = add_labels(in, i, err);
	}
	return status;
}

void txo_derive_row(struct txo_intake *in)
{
	for (size_t i = 0; in->condition && i < in->schema->uses; i++)
		if (in->condition[i])
			in->id[i] = txo_derive_id(txo_where_judge(
				in->condition[i], in->dictionary, in->id));
}
