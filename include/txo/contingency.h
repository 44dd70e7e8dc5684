/*
 * contingency.h - association in a table of counts.
 *
 *	struct txo_contingency t = { count, 3, 4 };
 *	struct txo_estimate v;
 *	if (txo_cramers_v(&t, 0.95, &v, &err) == TXO_OK)
 *		printf("%g p=%g\n", v.estimate, v.p_value);
 *
 * Rows are groups, columns the categories of what is compared. Rows and columns
 * without observations do not count. What is undefined is NaN with a note: no
 * observations (NODATA), one group (FEWGROUPS), one category (CONST). Counts may
 * be as large as 10^12 and more. TXO_IO when memory runs out.
 */
#ifndef TXO_CONTINGENCY_H
#define TXO_CONTINGENCY_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* It owns nothing. */
struct txo_contingency {
	const uint64_t *count;	/* row by row */
	size_t rows, columns;
};

/*
 * Pearson's chi-square [pearson1900], without continuity correction:
 * `statistic`, `df`, `p_value`; SPARSE when an expected count is below 5.
 * `estimate` is Cramer's V [cramer1946], from 0 to 1, its interval from the
 * noncentral chi-square distribution [steiger2004]. That is one for the V of the
 * population; the V of a small sample in a wide table is larger by chance alone,
 * and can lie above the interval. O(cells).
 */
TXO_NODISCARD
enum txo_status txo_cramers_v(const struct txo_contingency *t, double level,
			      struct txo_estimate *out, struct txo_error *err);

/* What is drawn at random where counting all takes too long. */
struct txo_draws {
	unsigned long seed;	/* of gsl_rng_mt19937 */
	uint64_t n;		/* so many draws, 1 or more */
};

/* A test by a distribution that is counted, or drawn from. */
struct txo_counted {
	struct txo_estimate e;
	uint64_t draws;		/* 0: counted, all of them */
	/* Interval of p_value from the draws [clopper1934], else NaN. */
	double p_low, p_high;
};

/*
 * Fisher's exact test of a table of any size [freeman1951]: given the margins,
 * the probability of all tables that are no more likely than this one. Counted
 * by the network algorithm [mehta1983] if that takes no more than some 10^7
 * steps, else (hits + 1) / (draws + 1) of random tables (APPROX), with the
 * interval of p at `level`. For two rows and two columns `estimate` is the
 * conditional odds ratio with its interval, see txo_fisher().
 */
TXO_NODISCARD
enum txo_status txo_fisher_table(const struct txo_contingency *t, double level,
				 const struct txo_draws *draws,
				 struct txo_counted *out,
				 struct txo_error *err);

/*
 * Linear-by-linear association [agresti2002, 3.4]: `estimate` is the correlation r
 * of the scores of rows and columns, which are 1, 2, ... where they are NULL;
 * `statistic` is z = r sqrt(n - 1), whose square is chi-square with 1 df, and
 * p-value that of z. std_error is the asymptotic error of r under multinomial
 * sampling [brown1977], the interval its own on Fisher's z scale; neither for
 * |r| = 1 (PERFECT). Undefined where the scores are equal (CONST). O(cells).
 */
TXO_NODISCARD
enum txo_status txo_linear_by_linear(const struct txo_contingency *t,
				     const double *row_score,
				     const double *column_score, double level,
				     struct txo_estimate *out,
				     struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
