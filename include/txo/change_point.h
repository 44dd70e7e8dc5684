/*
 * change_point.h - where along x the level of y changed, if anywhere.
 *
 *	struct txo_change_point c;
 *	if (txo_pettitt(&pairs, &c, &err) == TXO_OK)
 *		printf("from %g on: p = %g\n", c.at, c.change.p_value);
 *
 * One change at one place that the data choose. Rows of one x have no order
 * among themselves: the change may lie between two different x only, so that
 * every row counts, and none before another of the same x.
 *
 * What is undefined is NaN with a note: no row (NODATA), one row (SMALLN), only
 * one x or one y (CONST). TIES: several places share the first one; `at` is the
 * smallest of them, or NaN if they all do (the statistic is 0).
 */
#ifndef TXO_CHANGE_POINT_H
#define TXO_CHANGE_POINT_H

#include <stdint.h>

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_change_point {
	double at, at_lo;	/* the first x of the new level */
	double last, last_lo;	/* the last x of the level before */
	uint64_t n_before, n_after;
	double before, after;	/* levels, in units of y */
	/*
	 * estimate: after - before; statistic and p-value of the hypothesis that
	 * there is no change anywhere. No error and no interval, as they would
	 * be too small where the place is chosen by the same data.
	 */
	struct txo_estimate change;
};

/*
 * Pettitt's test [pettitt1979], by ranks: statistic K = max |U| over the places,
 * U = sum of sign(y_i - y_j) over i before and j behind; p = 2 exp(-6 K^2 /
 * (n^3 + n^2)) at most 1, an approximation from the Brownian bridge, with the
 * variance corrected for ties in y. Levels are medians. O(m log m).
 */
TXO_NODISCARD
enum txo_status txo_pettitt(const struct txo_pairs *p,
			    struct txo_change_point *out,
			    struct txo_error *err);

/*
 * The cumulative sum of y - mean y [ploberger1992]: statistic max |sum| /
 * (sd sqrt(n)) over the places, sd with divisor n - 1; its p-value is that of the
 * largest distance from 0 of a Brownian bridge (asymptotic). Levels are means.
 * O(m).
 */
TXO_NODISCARD
enum txo_status txo_cusum(const struct txo_pairs *p,
			  struct txo_change_point *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
