/*
 * pre_post.h - one value before and one after: what changed.
 *
 *	struct txo_pre_post c;
 *	status = txo_pre_post_init(&c, &pairs, &err);
 *	if (status == TXO_OK)
 *		mean = txo_pre_post_mean(&c, 0.95);
 *	txo_pre_post_release(&c);
 *
 * A change is post - pre, in the unit of both. It is the difference of the two
 * numbers as they were written, rounded once to a double, so that 0.7 - 0.4 and
 * 0.3 - 0 are equal changes, and is 0 when the two are equal. Nothing here knows
 * which direction is better. What is undefined is NaN with a note: NODATA for no
 * pair, SMALLN for too few, CONST when all changes, or all values before or
 * after, are equal, OVERFLOW for a change beyond a double, which leaves the sign
 * test alone.
 */
#ifndef TXO_PRE_POST_H
#define TXO_PRE_POST_H

#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/line.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_pre_post {
	uint64_t n;			/* pairs */
	uint64_t positive, negative, zero;	/* of them, by their change */
	struct txo_sample change;	/* the distinct changes */
	struct txo_pairs line;		/* x is pre, y the change */
	double mean_pre, mean_post, mean_change;
	double sd_pre, sd_post, sd_change;	/* NaN for n < 2 */
	double se_pre, se_post, se_change;	/* sd / sqrt(n) */
	double r, r_rest;	/* correlation of pre and post; 1 - r^2 */
	double r_change;	/* correlation of pre and change */
	unsigned note;		/* why these are NaN */
	void *memory;
};

/*
 * What the pairs are like; their x is the value before, y the one after. The
 * pairs are borrowed. O(m log m). Only TXO_IO, when memory runs out. Release it
 * in any case.
 */
TXO_NODISCARD
enum txo_status txo_pre_post_init(struct txo_pre_post *c,
				  const struct txo_pairs *p,
				  struct txo_error *err);
void txo_pre_post_release(struct txo_pre_post *c);

/*
 * Mean change with the paired t test and interval, n - 1 degrees of freedom
 * [student1908].
 */
struct txo_estimate txo_pre_post_mean(const struct txo_pre_post *c,
				      double level);

/*
 * Standard deviation of the change with its interval from the chi-square
 * distribution [hahn1991], which takes the changes as normal.
 */
struct txo_estimate txo_pre_post_sd(const struct txo_pre_post *c, double level);

/* Mean before, or after, with its t interval, of the same pairs. */
struct txo_estimate txo_pre_post_mean_pre(const struct txo_pre_post *c,
					  double level);
struct txo_estimate txo_pre_post_mean_post(const struct txo_pre_post *c,
					   double level);

/*
 * Change of the mean in percent of the mean before, 100 (post / pre - 1), with
 * Fieller's interval [fieller1954]; ZEROBASE when the mean before is 0, OPEN
 * when it is so near to 0 that the interval is not bounded.
 */
struct txo_estimate txo_pre_post_percent(const struct txo_pre_post *c,
					 double level);

/*
 * Correlation of before and after, its t test with n - 2 degrees of freedom, and
 * Fisher's interval [fisher1921], which needs n >= 4. PERFECT for |r| = 1.
 */
struct txo_estimate txo_pre_post_correlation(const struct txo_pre_post *c,
					     double level);

/*
 * The line of change on the value before, by least squares, see txo_ols(). Some
 * negative slope is due to regression to the mean alone.
 */
TXO_NODISCARD
enum txo_status txo_pre_post_line(const struct txo_pre_post *c, double level,
				  struct txo_line *out, struct txo_error *err);

/*
 * The change that regression to the mean alone brings [barnett2005] to a patient
 * one standard deviation above the mean before: (r - 1) sd(pre), if nothing else
 * changes and the spread stays as it is. Interval: r at the ends of Fisher's.
 */
struct txo_estimate txo_pre_post_regression(const struct txo_pre_post *c,
					    double level);

/* What becomes of changes of zero in the signed rank test. */
enum txo_zeros {
	TXO_ZEROS_WILCOXON,	/* dropped before ranking [wilcoxon1945] */
	TXO_ZEROS_PRATT		/* ranked, then dropped [pratt1959] */
};

/*
 * Signed rank test of symmetry about zero. `statistic` is V, the sum of the
 * mid-ranks of the positive changes. p-value: exact for up to 200 ranked pairs,
 * given the ties, by the shift algorithm [streitberg1986]; for more from the
 * normal distribution with the variance corrected for ties and without
 * continuity correction (APPROX). 1 when there is no change other than zero. The
 * sample is that of a txo_pre_post. Only TXO_IO. O(m), and O(n^3) where exact.
 */
TXO_NODISCARD
enum txo_status txo_signed_rank(const struct txo_sample *change,
				enum txo_zeros zeros, struct txo_estimate *out,
				struct txo_error *err);

/*
 * Pseudo-median: the median of the means of all pairs of changes, each with
 * itself as well [hodges1963], zeros included. The interval is made of two of these means
 * [hollander2014], by the distribution of the signed rank statistic of n
 * changes without ties: exact for n up to 200, above that by its normal
 * approximation (APPROX). Ties make it wider than need be, never too narrow. NaN
 * when n is too small for the level (SMALLN). Only TXO_IO.
 */
TXO_NODISCARD
enum txo_status txo_pseudo_median(const struct txo_sample *change, double level,
				  struct txo_estimate *out,
				  struct txo_error *err);

/*
 * Sign test: the share of the changes above zero among those that are not zero,
 * with its exact interval [clopper1934]. `statistic` is how many are above zero;
 * p-value exact, from the binomial distribution with 1/2. 1 when there is no
 * change other than zero.
 */
struct txo_estimate txo_sign_test(const struct txo_pre_post *c, double level);

/*
 * Mean change in standard deviations of the change: Cohen's d_z, which is also
 * called standardised response mean. Interval exact for normal changes
 * [steiger2004].
 */
struct txo_estimate txo_pre_post_d_z(const struct txo_pre_post *c,
				     double level);

/*
 * Mean change in sqrt((sd(pre)^2 + sd(post)^2) / 2), Cohen's d_av
 * [cumming2012], with the interval of [algina2003].
 */
struct txo_estimate txo_pre_post_d_av(const struct txo_pre_post *c,
				      double level);

#ifdef __cplusplus
}
#endif
#endif
