/*
 * line.h - a straight line through weighted pairs.
 *
 *	struct txo_line l;
 *	if (txo_ols(&pairs, 0.95, &l, &err) == TXO_OK)
 *		printf("%g\n", l.slope.estimate);
 *
 * Slopes are in units of y for one unit of x, intercepts in units of y at
 * x = 0. What is undefined is NaN with a note: fewer than two different x
 * (CONST), no residual degree of freedom (SMALLN), residuals all zero
 * (PERFECT).
 */
#ifndef TXO_LINE_H
#define TXO_LINE_H

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_line {
	struct txo_estimate intercept, slope;
};

/*
 * Least squares [draper1998]: estimates, standard errors, t, df = n - 2,
 * p-values, t intervals. Sums in double-double. O(m).
 */
TXO_NODISCARD
enum txo_status txo_ols(const struct txo_pairs *p, double level,
			struct txo_line *out, struct txo_error *err);

/*
 * Theil-Sen: the median of the slopes of all pairs of observations with
 * different x [sen1968], its interval from the tie-corrected variance of
 * Kendall's S, and as intercept the median of y - slope * x. Exact on the
 * weighted pairs: each pair of distinct points counts w_i * w_j times, and no
 * slope is sampled or approximated. Above a few thousand distinct points the
 * order statistics are found by counting inversions, O(m log m) a round, and
 * memory stays O(m). TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_theil_sen(const struct txo_pairs *p, double level,
			      struct txo_line *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
