/*
 * strata.h - two shares of events compared within strata, and over all of
 * them.
 *
 *	struct txo_estimate e = txo_mantel_haenszel_odds(table, k, 0.95);
 *	printf("%g p=%g\n", e.estimate, e.p_value);
 *
 * k tables, one a stratum. A stratum in which a group is empty tells nothing
 * and changes nothing. NODATA if all are so. Cells of zero stay zero.
 */
#ifndef TXO_STRATA_H
#define TXO_STRATA_H

#include <stddef.h>

#include "txo/estimate.h"
#include "txo/two_proportions.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Common odds ratio [mantel1959] with the interval of its logarithm by the
 * variance of [robins1986]; std_error is that of the logarithm. `statistic` is the
 * Mantel-Haenszel chi-square without continuity correction, df 1. CONST if
 * all margins are fixed; ZEROCELL without an interval where one cell, or more,
 * is zero in all strata. O(k).
 */
struct txo_estimate txo_mantel_haenszel_odds(const struct txo_two *t, size_t k,
					     double level);

/*
 * Common ratio of shares with the interval of its logarithm and Wald's test
 * [greenland1985]; std_error is that of the logarithm. O(k).
 */
struct txo_estimate txo_mantel_haenszel_ratio(const struct txo_two *t, size_t k,
					      double level);

/*
 * Common difference of shares with the variance of [sato1989], which holds for
 * few large and for many small strata, and Wald's test. O(k).
 */
struct txo_estimate txo_mantel_haenszel_difference(const struct txo_two *t,
						   size_t k, double level);

/*
 * Is the odds ratio the same in all strata? Chi-square of [breslow1980] around
 * the common odds ratio of Mantel and Haenszel, with the correction of
 * [tarone1985]; df is the strata that tell something, less 1. NaN for fewer than
 * two such strata (FEWGROUPS), or a common odds ratio that is not above 0 and
 * finite (ZEROCELL). O(k).
 */
struct txo_estimate txo_breslow_day(const struct txo_two *t, size_t k);

#ifdef __cplusplus
}
#endif
#endif
