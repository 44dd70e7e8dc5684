/*
 * heading.h - which record of a table is its header.
 */
#ifndef TXO_DATA_HEADING_H
#define TXO_DATA_HEADING_H

#include "data/table.h"

/* Are all cells of the record empty, or only blanks? */
bool txo_record_is_blank(const struct txo_record *r);

/* How many of its cells are not. */
size_t txo_record_filled(const struct txo_record *r);

/*
 * Read the header of a table whose dialect is known, as txo_table_open() tells;
 * the row below it comes next. `fits` may be NULL: the first record.
 */
TXO_NODISCARD
enum txo_status txo_heading_read(struct txo_table *t, txo_table_fits *fits,
				 void *ctx, struct txo_error *err);

/*
 * For a verb that takes all columns, whatever they are called: can the header
 * at hand be the header, or is it a title above it? TXO_USAGE if no column of
 * it fills a role and it is not as wide as the table, or if another record does
 * better. Asked while the header is being looked for.
 */
TXO_NODISCARD
enum txo_status txo_heading_plausible(const struct txo_table *t,
				      struct txo_error *err);

#endif
