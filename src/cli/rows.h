/*
 * rows.h - the driver of the verbs that work row by row.
 */
#ifndef TXO_CLI_ROWS_H
#define TXO_CLI_ROWS_H

#include "cli/run.h"

/*
 * Read all rows of the n files, hand each to the verb, write what it answers,
 * in this order and as it comes. The filter has been parsed. TXO_NO is an
 * answer, too.
 */
TXO_NODISCARD
enum txo_status txo_rows_answer(struct txo_run *r, const char *const *file,
				size_t n);

#endif
