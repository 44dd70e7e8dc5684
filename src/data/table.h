/*
 * table.h - a CSV file with a header: its columns and its rows.
 *
 *	struct txo_table t = { 0 };
 *	status = txo_table_open(&t, &input, &err);
 *	while ((status = txo_table_next(&t, &rec, &err)) == TXO_OK && rec)
 *		...
 *	txo_table_end(&t);
 *	txo_table_release(&t);
 *
 * The header is the first record that is not blank. Every row has as many
 * fields as the header. Blank lines are skipped, but in a file of one column a
 * blank line is a row with a missing value.
 */
#ifndef TXO_DATA_TABLE_H
#define TXO_DATA_TABLE_H

#include "data/csv.h"
#include "data/header.h"

struct txo_table {
	struct txo_csv *csv;
	struct txo_header header;
	struct txo_record blank;	/* stands for a blank line */
};

/* Read the header. TXO_DATA when there is none. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_table_open(struct txo_table *t, struct txo_input *in,
			       struct txo_error *err);

/* The next row, *row = NULL at the end; err->line tells where it failed. */
TXO_NODISCARD
enum txo_status txo_table_next(struct txo_table *t,
			       const struct txo_record **row,
			       struct txo_error *err);

/* No more rows are wanted: give back all but the header. */
void txo_table_end(struct txo_table *t);
void txo_table_release(struct txo_table *t);

#endif
