/*
 * rank.h - association of two columns by ranks, with ties.
 *
 *	struct txo_estimate tau;
 *	if (txo_kendall(&pairs, 0.95, &tau, &err) == TXO_OK)
 *		printf("%g p=%g\n", tau.estimate, tau.p_value);
 *
 * Estimates lie in [-1, 1]. NaN with a note for n < 2 (SMALLN) or when x or y
 * is constant (CONST).
 */
#ifndef TXO_RANK_H
#define TXO_RANK_H

#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Kendall's S (concordant minus discordant pairs of observations), its
 * variance under independence corrected for ties in x and y [kendall1970], and
 * the numbers of pairs not tied in x, and in y. All NaN for n < 2. O(m log m).
 */
struct txo_kendall_s {
	double s, var;
	double pairs_x, pairs_y;	/* pairs not tied in x, not tied in y */
};

TXO_NODISCARD
enum txo_status txo_kendall_s(const struct txo_pairs *p,
			      struct txo_kendall_s *out, struct txo_error *err);

/*
 * Kendall's tau-b. p-value: exact when n < 50 and there are no ties
 * (`statistic` is then the number of concordant pairs), else from the normal
 * distribution without continuity correction (`statistic` is z). std_error
 * and interval: the asymptotic error of tau-b under multinomial sampling
 * [brown1977], on Fisher's z scale so that it stays within [-1, 1]; none when
 * |tau| = 1 (PERFECT).
 */
TXO_NODISCARD
enum txo_status txo_kendall(const struct txo_pairs *p, double level,
			    struct txo_estimate *out, struct txo_error *err);

/*
 * Mann-Kendall test: the same tau-b and interval; `statistic` is z with the
 * continuity correction of 1 towards 0 and the tie-corrected variance
 * [mann1945, kendall1970], p-value from the normal distribution.
 */
TXO_NODISCARD
enum txo_status txo_mann_kendall(const struct txo_pairs *p, double level,
				 struct txo_estimate *out,
				 struct txo_error *err);

/*
 * Spearman's rho: the correlation of the mid-ranks. Without ties the p-value
 * is exact for n <= 9 and by an Edgeworth series for n <= 1290 [best1975]
 * (`statistic` is the sum of squared rank differences); with ties, for larger n,
 * and in the far tail, where the series falls below 0, from t with n - 2
 * degrees of freedom (`statistic` is t). Interval by Bonett and Wright
 * [bonett2000]; needs n >= 4; none when |rho| = 1 (PERFECT).
 */
TXO_NODISCARD
enum txo_status txo_spearman(const struct txo_pairs *p, double level,
			     struct txo_estimate *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
