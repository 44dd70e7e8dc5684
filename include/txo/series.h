/*
 * series.h - tests of trend for values in the order of time, which may depend on
 * those before them or on the season.
 *
 *	struct txo_serial t;
 *	if (txo_hamed_rao(&pairs, &t, &err) == TXO_OK)
 *		printf("z %g p=%g\n", t.tau.statistic, t.tau.p_value);
 *
 * What is undefined is NaN with a note: no value (NODATA), too few (SMALLN), all
 * times or all values equal (CONST), a mean or a slope beyond the range of a
 * double (OVERFLOW). TXO_IO when memory runs out.
 */
#ifndef TXO_SERIES_H
#define TXO_SERIES_H

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Mann-Kendall test with the variance of S corrected for serial correlation
 * [hamed1998]. The series is the mean of y at each x, of which the times count in
 * their order alone, and should be evenly spaced. `tau` is tau-b of the series,
 * with z by the corrected variance and the continuity correction of 1.
 * `factor.estimate` is what the variance is multiplied by: it follows from the
 * correlations, at the lags 1 to `lags`, of the ranks of y - slope x, slope by
 * [sen1968], as far as they are significant at 5 %, `significant` of them. No z
 * where it is not above 0, and for fewer than 3 times (SMALLN).
 * Residuals all equal have no correlations: factor 1 (PERFECT).
 * O(n log n + n lags), lags up to n - 1 and TXO_SERIAL_STEPS / n.
 */
#define TXO_SERIAL_STEPS 400000000u

struct txo_serial {
	struct txo_estimate tau, factor;
	uint64_t n;		/* times */
	uint64_t lags, significant;
};

TXO_NODISCARD
enum txo_status txo_hamed_rao(const struct txo_pairs *p, struct txo_serial *out,
			      struct txo_error *err);

/* A value of a year and a season, such as a month. */
struct txo_seasonal {
	int year;
	int season;
	double y, y_lo;
};

/* Whether what one season has depends on the others. */
enum txo_seasons { TXO_SEASONS_INDEPENDENT, TXO_SEASONS_DEPENDENT };

struct txo_seasonal_trend {
	/*
	 * Kendall's S summed over the seasons, by the sum of the pairs that
	 * tau-b divides by; z with continuity correction.
	 */
	struct txo_estimate tau;
	/* Median of (y_j - y_i) / (year_j - year_i) within the seasons. */
	struct txo_estimate slope;
	/* Chi-square for the same trend in all seasons. */
	struct txo_estimate same;
	uint64_t n, years, seasons;
};

/*
 * Seasonal Mann-Kendall test: values are compared with those of other years in
 * the same season only. Variance of S: that of seasons that are independent
 * [hirsch1982], corrected for ties, or with the covariances of their ranks
 * [hirsch1984]. `slope` is the seasonal slope of [hirsch1982] in units of y for a year,
 * with the interval of [gilbert1987]; `same` the test of [vanbelle1984], for
 * independent seasons, k - 1 degrees of freedom over those with a variance.
 *
 * v: n values, sorted by season, then year, one for each. At most
 * TXO_SEASONAL_YEARS different years, else TXO_DATA. O(n years), with dependent
 * seasons O(n years seasons).
 */
#define TXO_SEASONAL_YEARS 500

TXO_NODISCARD
enum txo_status txo_seasonal_kendall(const struct txo_seasonal *v, size_t n,
				     enum txo_seasons seasons, double level,
				     struct txo_seasonal_trend *out,
				     struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
