#include "data/table.h"

#include <stdbool.h>
#include <stdio.h>

static bool is_blank(const struct txo_record *r)
{
	return r->n == 0 ||
	       (r->n == 1 && txo_text_trim(txo_record_field(r, 0)).n == 0);
}

enum txo_status txo_table_open(struct txo_table *t, struct txo_input *in,
			       struct txo_error *err)
{
	const struct txo_record *r;
	enum txo_status status;

	t->csv = txo_csv_new(in, ',');
	if (!t->csv)
		return txo_fail_memory(err);
	do {
		status = txo_csv_next(t->csv, &r, err);
		if (status != TXO_OK)
			return status;
	} while (r && is_blank(r));
	if (!r)
		return txo_fail(err, TXO_DATA,
				"the file is empty: there is no header");
	return txo_header_init(&t->header, r, err);
}

static enum txo_status ragged(const struct txo_table *t,
			      const struct txo_record *r, struct txo_error *err)
{
	char shown[TXO_SHOWN], what[TXO_SHOWN + 40];

	if (r->n < t->header.n)
		snprintf(what, sizeof(what), "column '%s' is missing",
			 txo_text_show(t->header.name[r->n], shown));
	else
		snprintf(what, sizeof(what), "field %zu has no column",
			 t->header.n + 1);
	if (err)
		err->line = r->line;
	return txo_fail(err, TXO_DATA,
			"%zu field%s where the header (line %llu) has %zu: %s",
			r->n, r->n == 1 ? "" : "s",
			(unsigned long long)t->header.line, t->header.n, what);
}

enum txo_status txo_table_next(struct txo_table *t,
			       const struct txo_record **row,
			       struct txo_error *err)
{
	static const struct txo_span empty = { 0, 0 };
	const struct txo_record *r;
	enum txo_status status;

	for (;;) {
		status = txo_csv_next(t->csv, &r, err);
		*row = r;
		if (status != TXO_OK || !r || r->n == t->header.n)
			return status;
		if (!is_blank(r))
			break;
		if (t->header.n == 1) {
			t->blank = (struct txo_record){ "", &empty, 1,
							r->line };
			*row = &t->blank;
			return TXO_OK;
		}
	}
	*row = NULL;
	return ragged(t, r, err);
}

void txo_table_end(struct txo_table *t)
{
	txo_csv_free(t->csv);
	t->csv = NULL;
}

void txo_table_release(struct txo_table *t)
{
	txo_table_end(t);
	txo_header_release(&t->header);
}
