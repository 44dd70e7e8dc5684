/*
 * permutation.h - the values of several groups, put together.
 */
#ifndef TXO_STATS_PERMUTATION_H
#define TXO_STATS_PERMUTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

/* Values as whole numbers whose sum over all is 0, distinct and ascending. */
struct txo_pool {
	int64_t *score;
	uint64_t *w;		/* how often each stands in all groups */
	size_t m;
	uint64_t *n;		/* values of each group */
	int64_t *sum;		/* and the sum of their scores, as observed */
	size_t k;		/* groups, 2 or more */
	uint64_t total;		/* values */
	/* Is a score the value itself but for place and unit? Else it is
	 * rounded, and sums are equal if they differ by less than `slack`. */
	bool whole;
	int64_t slack;
};

/*
 * The exact p-value; NaN if that takes more than `steps` or too much memory.
 * For two groups by a list of sums for each number of values taken, for more by
 * a table of the sums of all groups but the last.
 */
TXO_NODISCARD
enum txo_status txo_permutation_two(const struct txo_pool *p, uint64_t steps,
				    double *p_value, struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_permutation_many(const struct txo_pool *p, uint64_t steps,
				     double *p_value, struct txo_error *err);

/* Sum of the squared sums of the groups by their sizes. */
double txo_pool_between(const struct txo_pool *p, const int64_t *sum);

#endif
