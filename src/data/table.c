#include "data/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "data/heading.h"

enum txo_status txo_table_open(struct txo_table *t, struct txo_input *in,
			       txo_table_fits *fits, void *ctx,
			       struct txo_error *err)
{
	const struct txo_table_options *o = &t->options;
	struct txo_text first;
	enum txo_status status;

	t->csv = txo_csv_new(in);
	if (!t->csv)
		return txo_fail_memory(err);
	if (o->every_row)
		txo_csv_track(t->csv);
	txo_csv_limit(t->csv, o->memory);
	status = txo_csv_peek(t->csv, &first, err);
	if (status != TXO_OK)
		return status;
	status = txo_dialect_find(&t->dialect, first, first.n < TXO_CSV_PEEK,
				  o->delimiter, err);
	if (status == TXO_DATA)
		(void)txo_fault(err, "format-error", status);
	if (status != TXO_OK)
		return status;
	(void)!txo_csv_begin(t->csv, t->dialect.delimiter, t->dialect.skip);
	if (!o->names)
		return txo_heading_read(t, fits, ctx, err);
	status = txo_header_names(&t->header, o->name, o->names, err);
	return status == TXO_OK ? txo_table_try(t, fits, ctx, err) : status;
}

enum txo_status txo_table_try(struct txo_table *t, txo_table_fits *fits,
			      void *ctx, struct txo_error *err)
{
	enum txo_status status = txo_boxes_bind(&t->boxes, t->options.lists,
						&t->header, err);

	return status == TXO_OK && fits ? fits(ctx, err) : status;
}

enum txo_status txo_table_ragged(const struct txo_table *t,
				 const struct txo_record *r,
				 struct txo_error *err)
{
	const struct txo_header *h = &t->header;
	char shown[TXO_SHOWN], what[TXO_SHOWN + 80], where[40] = "--header";

	if (r->n < h->fields && !h->name[r->n].n)
		snprintf(what, sizeof(what), "column %zu is missing", r->n + 1);
	else if (r->n < h->fields)
		snprintf(what, sizeof(what), "column '%s' is missing",
			 txo_text_show(h->name[r->n], shown));
	else
		snprintf(what, sizeof(what), "field %zu has no column%s",
			 h->fields + 1,
			 h->fields == 1 && t->width == 2 &&
					 t->dialect.guessed &&
					 t->dialect.delimiter == ',' ?
				 "; if a comma is the decimal mark, say "
				 "--delimiter semicolon" :
				 "");
	if (h->line)
		snprintf(where, sizeof(where), "the header (line %llu)",
			 (unsigned long long)h->line);
	if (err)
		err->line = r->line;
	return txo_fault(
		err, r->n < h->fields ? "missing-cell" : "extra-cell",
		txo_fail(err, TXO_DATA, "%zu field%s where %s has %zu: %s",
			 r->n, r->n == 1 ? "" : "s", where, h->fields, what));
}

/* The record with empty cells up to the width of the header. */
static enum txo_status make_row(struct txo_table *t, const struct txo_record *r,
				const struct txo_record **row,
				struct txo_error *err)
{
	size_t n = t->header.fields;
	struct txo_span *grown = txo_grow(t->span, &t->span_room, n,
					  sizeof(*grown));

	if (!grown)
		return txo_fail_memory(err);
	t->span = grown;
	if (r->n)
		memcpy(grown, r->span, r->n * sizeof(*grown));
	for (size_t i = r->n; i < n; i++)
		grown[i] = (struct txo_span){ 0, 0 };
	t->made = (struct txo_record){
		.bytes = r->bytes, .span = grown, .n = n, .line = r->line
	};
	*row = &t->made;
	return TXO_OK;
}

/* Is it a word that a spreadsheet has beside its sums? */
static bool is_total(struct txo_text cell)
{
	static const char *const word[] = { "total", "totals", "grandtotal",
					    "subtotal", "sum" };
	char folded[24];

	if (!cell.n || cell.n >= sizeof(folded) || !strchr("TtGgSs", *cell.p))
		return false;
	if (cell.p[cell.n - 1] == ':')
		cell.n--;
	txo_text_fold(cell, folded, sizeof(folded));
	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		if (strcmp(folded, word[i]) == 0)
			return true;
	return false;
}

bool txo_table_may_be_total(struct txo_text cell)
{
	return is_total(txo_text_trim(cell));
}

/* A word for totals in the first cell that is not empty. */
static bool is_total_row(const struct txo_record *r)
{
	struct txo_text cell = { NULL, 0 };
	size_t i = 0;

	while (i < r->n && !cell.n)
		cell = txo_text_trim(txo_record_field(r, i++));
	if (!is_total(cell))
		return false;
	if (i > 1 || (*cell.p | 0x20) != 's' || cell.n > 4)
		return true;
	for (; i < r->n; i++) /* "sum" alone may be a name */
		if (txo_text_trim(txo_record_field(r, i)).n == 0)
			return true;
	return false;
}

enum txo_row_kind txo_table_kind(const struct txo_table *t,
				 const struct txo_record *r)
{
	if (r->n == 1)
		return TXO_ROW_PLAIN;
	if (txo_record_is_blank(r))
		return TXO_ROW_BLANK;
	return t->options.totals != TXO_TOTALS_KEEP && is_total_row(r) ?
		       TXO_ROW_TOTAL :
		       TXO_ROW_PLAIN;
}

const struct txo_record *txo_table_look(const struct txo_table *t, size_t i,
					enum txo_row_kind *kind)
{
	const struct txo_record *r = txo_csv_look(t->csv, i);
	size_t width = t->header.fields;

	if (!r)
		return NULL;
	if (r->n == width)
		*kind = txo_table_kind(t, r);
	else if (r->n <= 1 && txo_record_is_blank(r))
		*kind = TXO_ROW_BLANK;
	else
		*kind = r->n < width ? TXO_ROW_SHORT : TXO_ROW_LONG;
	return r;
}

static enum txo_status refuse_total(const struct txo_record *r,
				    const struct txo_record **row,
				    struct txo_error *err)
{
	*row = NULL;
	if (err)
		err->line = r->line;
	return txo_fail(err, TXO_DATA,
			"is this a row of totals? Say --totals skip or "
			"--totals keep");
}

/* The next record that is a row: no blank line of a file of several columns. */
static enum txo_status next_record(struct txo_table *t,
				   const struct txo_record **r,
				   struct txo_error *err)
{
	enum txo_status status;

	do
		status = txo_csv_next(t->csv, r, err);
	while (status == TXO_OK && *r && t->header.fields > 1 &&
	       !t->options.every_row && (*r)->n <= 1 &&
	       txo_record_is_blank(*r));
	return status;
}

/* Make the record as wide as the header, or say that it is not. */
static enum txo_status fit_row(struct txo_table *t, const struct txo_record *r,
			       const struct txo_record **row,
			       struct txo_error *err)
{
	size_t width = t->header.fields;
	bool line = r->n <= 1 && txo_record_is_blank(r);

	*row = r;
	t->kind = TXO_ROW_PLAIN;
	if (r->n < width && (line || t->options.pad)) {
		enum txo_status status = make_row(t, r, row, err);

		if (status != TXO_OK)
			return status;
	} else if (r->n != width && t->options.every_row) {
		t->kind = r->n < width ? TXO_ROW_SHORT : TXO_ROW_LONG;
		return TXO_OK;
	} else if (r->n != width) {
		*row = NULL;
		return txo_table_ragged(t, r, err);
	}
	t->kind = txo_table_kind(t, *row);
	return TXO_OK;
}

/* The row that is handed out gets its lists. */
static enum txo_status make_lists(struct txo_table *t,
				  const struct txo_record **row,
				  struct txo_error *err)
{
	if (!txo_boxes_any(&t->boxes) || t->kind == TXO_ROW_SHORT ||
	    t->kind == TXO_ROW_LONG)
		return TXO_OK;
	return txo_boxes_make(&t->boxes, *row, t->kind == TXO_ROW_PLAIN, row,
			      err);
}

enum txo_status txo_table_next(struct txo_table *t,
			       const struct txo_record **row,
			       struct txo_error *err)
{
	const struct txo_record *r;
	enum txo_status status;

	for (;;) {
		*row = NULL;
		status = next_record(t, &r, err);
		if (status != TXO_OK || !r)
			return status;
		status = fit_row(t, r, row, err);
		if (status == TXO_OK &&
		    (t->options.every_row || t->kind == TXO_ROW_PLAIN))
			return make_lists(t, row, err);
		if (status != TXO_OK)
			return status;
		if (t->kind == TXO_ROW_TOTAL &&
		    t->options.totals == TXO_TOTALS_REFUSE)
			return refuse_total(r, row, err);
		t->blank_rows += t->kind == TXO_ROW_BLANK;
		t->total_rows += t->kind == TXO_ROW_TOTAL;
	}
}

bool txo_table_recover(struct txo_table *t)
{
	return t->options.every_row && txo_csv_recover(t->csv);
}

void txo_table_end(struct txo_table *t)
{
	txo_csv_free(t->csv);
	t->csv = NULL;
	free(t->span);
	t->span = NULL;
	t->span_room = 0;
	txo_boxes_release(&t->boxes);
}

void txo_table_release(struct txo_table *t)
{
	txo_table_end(t);
	txo_header_release(&t->header);
}
