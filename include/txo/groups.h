/*
 * groups.h - comparing the values of independent groups.
 *
 *	struct txo_estimate e = txo_welch(&a, &b, 0.95);
 *	printf("%g [%g, %g] p=%g\n", e.estimate, e.conf_low, e.conf_high,
 *	       e.p_value);
 *
 * Of two groups a is compared with b: differences are a - b. A weight is a
 * repeated row, and every row counts as independent of the others. What is
 * undefined is NaN with a note: no value in a group (NODATA), too few of them
 * (SMALLN), all values of each group equal (CONST), fewer than two groups with
 * values (FEWGROUPS), beyond the range of a double (OVERFLOW).
 */
#ifndef TXO_GROUPS_H
#define TXO_GROUPS_H

#include <stddef.h>

#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Difference of the means, unit of x: with its standard error, t, df, p-value
 * and t interval. Welch's allows for different variances [welch1947] and needs
 * two values in each group; Student's pools the variances [student1908] and
 * needs three values in all. O(ma + mb).
 */
struct txo_estimate txo_welch(const struct txo_sample *a,
			      const struct txo_sample *b, double level);
struct txo_estimate txo_student(const struct txo_sample *a,
				const struct txo_sample *b, double level);

/*
 * Hedges' g: the difference of the means by the pooled standard deviation,
 * times the exact correction J [hedges1981]; no unit. Interval of the population
 * value from the noncentral t distribution [steiger2004], which takes the
 * variances as equal.
 */
struct txo_estimate txo_hedges_g(const struct txo_sample *a,
				 const struct txo_sample *b, double level);

/*
 * Glass's delta: the difference of the means by the standard deviation of b; no
 * unit, not corrected. Standard error and normal interval for variances that
 * may differ [bonett2008].
 */
struct txo_estimate txo_glass_delta(const struct txo_sample *a,
				    const struct txo_sample *b, double level);

/*
 * Wilcoxon's rank-sum test, which is that of Mann and Whitney. `statistic` is W,
 * the number of pairs with a above b, equal ones half. p-value: exact up to
 * TXO_RANK_SUM_EXACT values in all, with ties by the algorithm of
 * [streitberg1986], the probability of a W as far from its mean or farther; else
 * normal with the variance corrected for ties, without continuity correction.
 *
 * `estimate` is the shift of Hodges and Lehmann, the median of the differences
 * of all pairs, unit of x [hodges1963]; its interval are two of these
 * differences, at the ranks that the distribution of W without ties tells: with
 * ties its level is at least the one asked for [noether1967]. SMALLN where the
 * level cannot be reached. TXO_IO when memory runs out. O((ma + mb) log), the
 * exact distribution at most some 10^8 steps.
 */
#define TXO_RANK_SUM_EXACT 200

TXO_NODISCARD
enum txo_status txo_rank_sum(const struct txo_sample *a,
			     const struct txo_sample *b, double level,
			     struct txo_estimate *out, struct txo_error *err);

/*
 * Probability of superiority P(a > b) + P(a = b) / 2, and Cliff's delta
 * P(a > b) - P(a < b) [cliff1993], which is 2 times the former minus 1; no unit.
 * Both with the interval of [newcombe2006], method 5, which stays within the
 * range of the measure and is defined for one value in each group, too. O(ma +
 * mb).
 */
struct txo_estimate txo_superiority(const struct txo_sample *a,
				    const struct txo_sample *b, double level);
struct txo_estimate txo_cliff_delta(const struct txo_sample *a,
				    const struct txo_sample *b, double level);

/* k groups; those without a value do not count. It owns nothing. */
struct txo_groups {
	const struct txo_sample *group;
	size_t k;
};

/*
 * Are all means equal? `statistic` is F, `df` that of the numerator,
 * *df_residual that of the denominator. Welch's needs two different values in
 * each group [welch1951]. O(sum of m).
 */
struct txo_estimate txo_anova(const struct txo_groups *g, double *df_residual);
struct txo_estimate txo_welch_anova(const struct txo_groups *g,
				    double *df_residual);

/*
 * The share of the variance of x that goes with the groups, no unit: eta squared
 * of this sample, and two estimates of it in the population, which can be below
 * 0: omega squared [hays1963] and epsilon squared [kelley1935]. Each with the
 * interval of the population's share, 0 or more, from the noncentral F
 * distribution [steiger2004], which takes the variances as equal.
 */
struct txo_estimate txo_eta_squared(const struct txo_groups *g, double level);
struct txo_estimate txo_omega_squared(const struct txo_groups *g, double level);
struct txo_estimate txo_epsilon_squared(const struct txo_groups *g,
					double level);

/*
 * Kruskal and Wallis's test, corrected for ties [kruskal1952]: `statistic` is H,
 * p-value from chi-squared with `df`; `estimate` is the rank epsilon squared,
 * H / (n - 1), the share of the variance of the ranks [tomczak2014]. TXO_IO when
 * memory runs out. O(sum of m log k).
 */
TXO_NODISCARD
enum txo_status txo_kruskal_wallis(const struct txo_groups *g,
				   struct txo_estimate *out,
				   struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
