/*
 * quick_derive.c - what conditions say of the rows of a text.
 */
#include "data/derive.h"
#include "data/quick_parts.h"

/* Rows that went another way have values that mean nothing. */
static void clear_slow(struct txo_quick *q)
{
	for (size_t r = 0; r < q->rows; r++) {
		if (!(q->flag[r] & TXO_QUICK_SLOW))
			continue;
		for (size_t i = 0; i < q->columns; i++)
			q->column[i].id[r] = TXO_MISSING;
	}
}

enum txo_status txo_quick_derive(struct txo_quick *q, struct txo_error *err)
{
	struct txo_where_rows rows = { q->in->dictionary, q->ids, q->rows };

	/* with a filter, all rows are looked at one by one */
	if (!q->in->condition || q->in->where)
		return TXO_OK;
	clear_slow(q);
	for (size_t i = 0; i < q->columns; i++)
		q->ids[i] = q->column[i].id;
	for (size_t i = 0; i < q->columns; i++) {
		struct txo_quick_column *c = &q->column[i];
		/* in place of the spellings, which there are none of */
		unsigned char *truth = (unsigned char *)c->spelling;

		if (!txo_quick_is_derived(q, i))
			continue;
		if (!txo_where_judge_rows(q->in->condition[i], &rows, truth))
			return txo_fail_memory(err);
		for (size_t r = 0; r < q->rows; r++) {
			c->id[r] = txo_derive_id(truth[r]);
			if (truth[r] == TXO_UNKNOWN)
				q->flag[r] |= TXO_QUICK_LACKS;
		}
	}
	return TXO_OK;
}
