/*
 * spearman_null.h - the distribution of the sum of squared rank differences of
 * n observations without ties and without association.
 */
#ifndef TXO_STATS_SPEARMAN_NULL_H
#define TXO_STATS_SPEARMAN_NULL_H

#include <stdint.h>

#define TXO_SPEARMAN_EXACT 9		/* largest n for permutations */
#define TXO_SPEARMAN_SERIES 1290	/* largest n for the series */

/* Exact two-sided p-value of the sum s, for 2 <= n <= TXO_SPEARMAN_EXACT. */
double txo_spearman_exact(uint64_t s, unsigned n);

/*
 * Two-sided p-value of the sum s by the Edgeworth series, for n up to
 * TXO_SPEARMAN_SERIES. NaN where the series is not above zero, far in the
 * tails: it says nothing there.
 */
double txo_spearman_series(uint64_t s, unsigned n);

/* Two-sided p-value of a perfect association: 2 / n!. */
double txo_spearman_perfect(uint64_t n);

#endif
