/*
 * ordered.h - what the tests of trend over ordered groups share.
 */
#ifndef TXO_STATS_ORDERED_H
#define TXO_STATS_ORDERED_H

#include <stdint.h>

#include "base/dd.h"
#include "txo/pairs.h"

/* Sums over weighted pairs, centred; x and y in units of 2^ex and 2^ey. */
struct txo_products {
	uint64_t n;
	int ex, ey;
	struct txo_dd mean_x, mean_y, sxx, sxy, syy;
	struct txo_dd r;	/* correlation; NaN if x or y is constant */
};

/* For n of 1 or more. What is nothing but the error of sums is 0. O(m). */
struct txo_products txo_products(const struct txo_pairs *p);

/* x or y of a pair as these sums have it: scaled and centred. */
struct txo_dd txo_products_x(const struct txo_products *s,
			     const struct txo_pairs *p, size_t i);
struct txo_dd txo_products_y(const struct txo_products *s,
			     const struct txo_pairs *p, size_t i);

#endif
