/*
 * sums.h - the mean and the sum of squares of a sample, before they are rounded
 * to doubles: what comparisons of means are made of.
 */
#ifndef TXO_STATS_SUMS_H
#define TXO_STATS_SUMS_H

#include <stdint.h>

#include "base/dd.h"
#include "txo/dist.h"

struct txo_sums {
	uint64_t n;
	struct txo_dd mean;	/* NaN for n = 0 */
	/* Sum of squared distances from it; exactly 0 if all values are equal,
	 * NaN where it leaves the range of a double. */
	struct txo_dd ss;
};

/* O(m). */
struct txo_sums txo_sums(const struct txo_sample *s);

/* ss / (n - 1); NaN for n < 2. */
double txo_sums_var(const struct txo_sums *s);

/* txo_welch() of two samples that are known by their sums. O(1). */
struct txo_estimate txo_welch_sums(const struct txo_sums *a,
				   const struct txo_sums *b, double level);

#endif
