/*
 * quantile_chi.h - critical values of the chi-square distribution.
 */
#ifndef TXO_STATS_QUANTILE_CHI_H
#define TXO_STATS_QUANTILE_CHI_H

/*
 * *low and *high with P(X < low) = P(X > high) = (1 - level) / 2, for
 * 0 < level < 1 and df >= 1; both NaN outside, with no error handler called.
 */
void txo_chi_square_quantiles(double level, double df, double *low,
			      double *high);

#endif
