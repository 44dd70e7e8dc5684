/*
 * min_cell.h - --min-cell: small counts are withheld (view/withheld.h), and so
 * are they in what is told of the rows.
 *
 *	status = txo_min_cell_bind(&r);
 *	txo_min_cell_hold(&r, sink);
 *	... rows to the sink, which is finished ...
 *	txo_min_cell_tell(&r);
 *
 * All of it does nothing without the option.
 */
#ifndef TXO_CLI_MIN_CELL_H
#define TXO_CLI_MIN_CELL_H

#include "cli/run.h"

/*
 * What the columns are, by the marks of the verb and its first file's needs.
 * TXO_USAGE if none is a count.
 */
TXO_NODISCARD
enum txo_status txo_min_cell_bind(struct txo_run *r);

/* Have small counts taken out of the rows of the sink. */
void txo_min_cell_hold(struct txo_run *r, struct txo_sink *sink);

/* Say how many rows of the answer lack something. */
void txo_min_cell_tell(const struct txo_run *r);

/* Is a count in the account of the rows one that must not be told? */
bool txo_min_cell_hides_account(const struct txo_run *r);

#endif
