/*
 * interrupted.h - a straight line before and another one after a given place.
 *
 *	struct txo_interrupted_rules r = { .at = 19000, .lags = -1,
 *					   .level = 0.95 };
 *	struct txo_interrupted s;
 *	if (txo_interrupted(&pairs, &r, &s, &err) == TXO_OK)
 *		printf("level change %g\n", s.level_change.estimate);
 *
 * An interrupted series. A row is before if its x is below `at`, else after.
 * Levels are those of the two lines at `at`, in units of y; slopes are in units
 * of y for one unit of x; a change is after less before.
 *
 * What is undefined is NaN with a note: no row on a side (NODATA), only one x on
 * it (CONST, SMALLN if it is one row), no residual degree of freedom (SMALLN),
 * residuals all zero (PERFECT). A side without a line leaves the other one's, with
 * errors from its own residuals, but no change.
 */
#ifndef TXO_INTERRUPTED_H
#define TXO_INTERRUPTED_H

#include <stdint.h>

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_interrupted_rules {
	double at, at_lo;	/* and what it lost of its decimal */
	int lags;		/* of Newey-West; -1: independent errors */
	double level;
};

struct txo_interrupted {
	uint64_t n_before, n_after;
	struct txo_estimate level_before, level_after, level_change;
	struct txo_estimate slope_before, slope_after, slope_change;
};

/*
 * Least squares with one residual variance for both lines [wagner2002], df =
 * n - 4, t tests and intervals; O(m). With lags of 0 or more errors follow from
 * the residuals themselves [newey1987]: the contributions of the rows of one x
 * are added up, those of different x may be correlated over so many steps from
 * one x to the next, with the weights 1 - l / (lags + 1); times T / (T - 4) and
 * df = T - 4 for T different x; O(m lags) time and O(m) memory. TXO_IO when memory
 * runs out.
 */
TXO_NODISCARD
enum txo_status txo_interrupted(const struct txo_pairs *p,
				const struct txo_interrupted_rules *r,
				struct txo_interrupted *out,
				struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
