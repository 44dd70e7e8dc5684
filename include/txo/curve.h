/*
 * curve.h - a smooth curve through weighted pairs.
 *
 *	struct txo_curve c;
 *	if (txo_spline(&pairs, 4, &c, &err) == TXO_OK) {
 *		e = txo_curve_at(&c, 12.5, 0.95);
 *		printf("%g (%g, %g)\n", e.estimate, e.conf_low, e.conf_high);
 *	}
 *	txo_curve_release(&c);
 */
#ifndef TXO_CURVE_H
#define TXO_CURVE_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TXO_CURVE_KNOTS 32

struct txo_curve {
	/*
	 * What keeps all or some numbers from being known: no row (NODATA), one
	 * row or no residual degree of freedom (SMALLN), only one x (CONST),
	 * residuals all zero (PERFECT).
	 */
	unsigned note;
	int df;			/* of the curve, as used; 1 is a line */
	size_t knots;		/* df + 1, or 0 if there is no curve */
	double knot
		[TXO_CURVE_KNOTS]; /* ascending; first and last: the ends of x */
	struct txo_curve_fit *fit;
};

/*
 * The natural cubic spline of least squares [hastie2009] with df from 1 to
 * TXO_CURVE_KNOTS - 1: cubic between knots, a line beyond them. The knots are
 * the smallest and the largest x and df - 1 quantiles of x between them, of
 * type 7 over all rows, as those of ns(x, df) in R. Where x has so few different
 * values that knots coincide, or that the spline is not settled by them, df is
 * lowered until it is. O(m). TXO_IO when memory runs out. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_spline(const struct txo_pairs *p, int df,
			   struct txo_curve *c, struct txo_error *err);

/*
 * The curve at x, with its standard error and the t interval of the mean of y
 * there: pointwise, so that the band of several does not cover all of them at
 * once. df: residual degrees of freedom, n - knots. statistic and p_value are NaN.
 */
struct txo_estimate txo_curve_at(const struct txo_curve *c, double x,
				 double level);

void txo_curve_release(struct txo_curve *c);

#ifdef __cplusplus
}
#endif
#endif
