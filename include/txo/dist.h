/*
 * dist.h - statistics of a sorted, weighted sample.
 *
 *	struct txo_sample s = { .x = x, .w = w, .m = m };
 *	struct txo_moments k = txo_moments(&s);
 *	double sd = txo_sd(&k), median = txo_quantile(&s, 0.5, 7);
 *
 * A sample is m distinct values in ascending order, each with the number of
 * times that it was seen. It owns nothing. A statistic that is undefined for
 * it is NaN, never 0. Sums are carried in double-double [dekker1971], so that
 * results do not depend on how the values arrived and are right to the last
 * digit or next to it. n is the sum of the counts.
 */
#ifndef TXO_DIST_H
#define TXO_DIST_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_sample {
	const double *x;	/* m values, ascending; unit of the column */
	const double *lo;	/* what x lost of the decimal text, or NULL */
	const uint64_t *w;	/* m counts, each 1 or more */
	const uint64_t *cum;	/* running sums of w from txo_cumulate, or NULL */
	size_t m;
};

/* Running sums of w into cum (both m long), for O(log m) quantiles. O(m). */
void txo_cumulate(const uint64_t *w, size_t m, uint64_t *cum);

/* Number of observations. O(1) with cum, else O(m). */
uint64_t txo_n(const struct txo_sample *s);

/*
 * The sum, the mean, and the sums of the 2nd to 4th powers of the distance
 * from the mean, each rounded once from double-double [chan1983]; unit of x to
 * that power. NaN for n = 0, and where one leaves the range of a double. O(m).
 */
struct txo_moments {
	uint64_t n;
	double sum;
	double mean;
	double m2, m3, m4;	/* sums, not averages */
};

struct txo_moments txo_moments(const struct txo_sample *s);

/* Variance and standard deviation, divisor n - 1. NaN for n < 2. */
double txo_var(const struct txo_moments *k);
double txo_sd(const struct txo_moments *k);

/*
 * Mean with its standard error sqrt(var / n), t interval and df = n - 1
 * [student1908]. Without error and interval for n < 2 (SMALLN) or when all
 * values are equal (CONST).
 */
struct txo_estimate txo_mean(const struct txo_moments *k, double level);

/*
 * Skewness and excess kurtosis of type 1, 2 or 3 [joanes1998]; no unit. NaN
 * when all values are equal; type 2 needs n of 3 (skewness) or 4 (kurtosis).
 */
double txo_skewness(const struct txo_moments *k, int type);
double txo_kurtosis(const struct txo_moments *k, int type);

/*
 * Quantile at p in [0, 1] by definition `type`, 1 to 9 [hyndman1996], unit of
 * x. NaN for n = 0. O(log m) with cum.
 */
double txo_quantile(const struct txo_sample *s, double p, int type);

/* Difference of the quantiles at 0.75 and 0.25, rounded once. Unit of x. */
double txo_iqr(const struct txo_sample *s, int type);

/*
 * Interval for the median from two order statistics, whose coverage is at
 * least `level` whatever the distribution [hahn1991]. Both NaN when n is too
 * small for the level. Unit of x.
 */
void txo_median_interval(const struct txo_sample *s, double level, double *low,
			 double *high);

/* Median distance from the median, not scaled. Unit of x. NaN for n = 0. O(m). */
double txo_mad(const struct txo_sample *s);

/* Mean without the floor(n * trim) lowest and highest values; 0 <= trim < 0.5. */
double txo_trimmed_mean(const struct txo_sample *s, double trim);

/*
 * Geometric mean, exp of the mean of the logarithms, with the exp of their t
 * interval; std_error is that of the logarithms. NONPOS if any value is not
 * above zero.
 */
struct txo_estimate txo_geometric_mean(const struct txo_sample *s,
				       double level);

/* The most frequent value, the smallest of several; *count of them sharing it. */
double txo_mode(const struct txo_sample *s, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
