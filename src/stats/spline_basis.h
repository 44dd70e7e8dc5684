/*
 * spline_basis.h - natural cubic splines on given knots, as sums of B-splines.
 *
 *	struct txo_spline_basis b = { 0 };
 *	status = txo_spline_basis_init(&b, t, knots, &err);
 *	...
 *	txo_spline_basis_release(&b);
 *
 * For curves on [0, 1]. All zero is a valid empty object.
 */
#ifndef TXO_STATS_SPLINE_BASIS_H
#define TXO_STATS_SPLINE_BASIS_H

#include <gsl/gsl_bspline.h>

#include "base/dd.h"
#include "txo/curve.h"
#include "txo/status.h"

#define TXO_SPLINE_ORDER 4	/* of a cubic: coefficients of a piece */
#define TXO_SPLINE_MOST (TXO_CURVE_KNOTS + TXO_SPLINE_ORDER)

struct txo_spline_basis {
	gsl_bspline_workspace *b;
	gsl_vector *some;	/* TXO_SPLINE_ORDER B-splines at a place */
	size_t p, q;		/* B-splines, natural ones: p - 2 */
	/* second derivatives at 0, at 1, as shares of the outermost one's */
	double left[TXO_SPLINE_MOST], right[TXO_SPLINE_MOST];
};

/*
 * Knots ascend from 0 to 1, 2 to TXO_CURVE_KNOTS of them, no two equal. Only
 * TXO_IO. Release it in any case.
 */
TXO_NODISCARD
enum txo_status txo_spline_basis_init(struct txo_spline_basis *s,
				      const double *knot, size_t knots,
				      struct txo_error *err);
void txo_spline_basis_release(struct txo_spline_basis *s);

/* B-splines at t into value[TXO_SPLINE_ORDER]; returns the first of them. */
size_t txo_spline_basis_b(const struct txo_spline_basis *s, double t,
			  double *value);

/* What B-spline i adds to natural spline j. */
double txo_spline_basis_share(const struct txo_spline_basis *s, size_t i,
			      size_t j);

/* Natural splines at t into value[q]. */
void txo_spline_basis_at(const struct txo_spline_basis *s, double t,
			 struct txo_dd *value);

#endif
