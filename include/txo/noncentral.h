/*
 * noncentral.h - the noncentral t, F and chi-square distributions, and the
 * intervals of effect sizes that follow from them.
 *
 *	struct txo_tails p = txo_noncentral_t(2.1, 18, 1.5);
 *	struct txo_limits d = txo_d_limits_two(2.1, 10, 10, 0.95);
 *
 * Degrees of freedom are above 0 and need not be whole. Both tails keep their
 * relative accuracy however small they are. Arguments outside the domain give
 * NaN. Nothing here allocates or calls an error handler.
 */
#ifndef TXO_NONCENTRAL_H
#define TXO_NONCENTRAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* P(X <= x) and P(X > x) of a continuous distribution. */
struct txo_tails {
	double lower, upper;
};

/* Both ends of an interval; NaN where there is none. */
struct txo_limits {
	double low, high;
};

/*
 * (Z + ncp) / sqrt(X / df), Z normal, X chi-square with df, which may be
 * infinite. 12 digits or more for |ncp| up to 1e4, down to 1e-300.
 */
struct txo_tails txo_noncentral_t(double t, double df, double ncp);

/*
 * The sum of df squared normal variables whose means have squares that add up
 * to ncp >= 0. 12 digits or more for ncp up to 1e4, 10 up to 1e8; beyond that
 * by a normal approximation [sankaran1963], right to 1e-8.
 */
struct txo_tails txo_noncentral_chi2(double x, double df, double ncp);

/*
 * (X1 / df1) / (X2 / df2), X1 noncentral chi-square, X2 chi-square; df2 may be
 * infinite. Digits as above.
 */
struct txo_tails txo_noncentral_f(double f, double df1, double df2, double ncp);

/*
 * The parameters for which the observed statistic is at the border of the
 * upper and of the lower tail of (1 - level) / 2: the confidence limits of the
 * noncentrality [steiger2004]. That of F and chi-square is 0 where even 0
 * leaves less than that beyond the statistic. 0 < level < 1.
 */
struct txo_limits txo_ncp_limits_t(double t, double df, double level);
struct txo_limits txo_ncp_limits_chi2(double x, double df, double level);
struct txo_limits txo_ncp_limits_f(double f, double df1, double df2,
				   double level);

/*
 * Limits of a standardised difference (in standard deviations): of a mean from
 * its null value, or of pairs (d = t / sqrt(n), df = n - 1), and of two means
 * (d = t sqrt(1 / n1 + 1 / n2), pooled, df = n1 + n2 - 2). For Hedges' g
 * multiply them by txo_hedges_j(df).
 */
struct txo_limits txo_d_limits_one(double t, uint64_t n, double level);
struct txo_limits txo_d_limits_two(double t, uint64_t n1, uint64_t n2,
				   double level);

/*
 * The factor that makes d unbiased, Gamma(df / 2) / (sqrt(df / 2) Gamma((df -
 * 1) / 2)) [hedges1981]; exact, no unit. NaN for df <= 1.
 */
double txo_hedges_j(double df);

/*
 * Limits of eta squared, the share of the variance between groups, from F of a
 * one-way layout with df1 + df2 + 1 observations: ncp / (ncp + n)
 * [steiger2004]. In [0, 1].
 */
struct txo_limits txo_eta2_limits(double f, double df1, double df2,
				  double level);

/*
 * Limits of Cramer's V from the chi-square of a table of n observations without
 * empty rows or columns: sqrt(ncp / (n (k - 1))), k the smaller of rows and
 * columns. In [0, 1].
 */
struct txo_limits txo_cramers_v_limits(double chi2, size_t rows, size_t columns,
				       uint64_t n, double level);

#ifdef __cplusplus
}
#endif
#endif
