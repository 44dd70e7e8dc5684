/*
 * fisher_network.h - the exact p-value of a table with given margins.
 */
#ifndef TXO_STATS_FISHER_NETWORK_H
#define TXO_STATS_FISHER_NETWORK_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

#define TXO_NETWORK_LINES 60	/* at most so many rows, or columns */
#define TXO_NETWORK_TOTAL 100000	/* and so many observations */

/* Counts, all rows and columns with observations; fewer rows than columns. */
struct txo_margin_table {
	const uint32_t *cell;	/* row by row */
	const uint32_t *row, *column;	/* sums */
	size_t rows, columns;
	uint32_t total;
};

/*
 * The probability of all tables that are no more likely than this one, to 12
 * digits; NaN if that takes more than `steps` or too much memory. TXO_IO
 * when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_fisher_network(const struct txo_margin_table *t,
				   uint64_t steps, double *p,
				   struct txo_error *err);

#endif
