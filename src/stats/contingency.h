/*
 * contingency.h - a table of counts without its empty rows and columns.
 */
#ifndef TXO_STATS_CONTINGENCY_H
#define TXO_STATS_CONTINGENCY_H

#include "txo/contingency.h"

struct txo_margined {
	const struct txo_contingency *t;
	size_t rows, columns;		/* with observations */
	size_t *row_at, *column_at;	/* where they stand in t */
	uint64_t *row, *column;		/* their sums */
	uint64_t n;
};

/* Borrows t. Only TXO_IO. Release it either way. */
TXO_NODISCARD
enum txo_status txo_margined_init(struct txo_margined *m,
				  const struct txo_contingency *t,
				  struct txo_error *err);
void txo_margined_release(struct txo_margined *m);

static inline uint64_t txo_margined_count(const struct txo_margined *m,
					  size_t i, size_t j)
{
	return m->t->count[m->row_at[i] * m->t->columns + m->column_at[j]];
}

/* The notes of a table that has no association; 0 if it can have one. */
unsigned txo_margined_note(const struct txo_margined *m);

/*
 * How many of the random tables with these margins are no more likely than the
 * one observed. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_fisher_hits(const struct txo_margined *m,
				const struct txo_draws *draws, uint64_t *hits,
				struct txo_error *err);

/* The p-value, and its interval, of so many hits among the draws. */
void txo_counted_hits(struct txo_counted *c, uint64_t hits, uint64_t draws,
		      double level);

#endif
