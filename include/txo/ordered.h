/*
 * ordered.h - tests of trend over groups that have an order: doses, sessions.
 *
 *	struct txo_ordered t;
 *	if (txo_jonckheere(&pairs, 0.95, &t, &err) == TXO_OK)
 *		printf("J %g p=%g\n", t.test.estimate, t.test.p_value);
 *
 * A group is a value of x, or a treatment. What is undefined is NaN with a note:
 * no observation (NODATA), too few of them (SMALLN), all x or all y equal
 * (CONST), a value that is not finite (OVERFLOW). TXO_IO when memory runs out.
 */
#ifndef TXO_ORDERED_H
#define TXO_ORDERED_H

#include "txo/blocks.h"
#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The statistic with its test, and a measure that needs no knowledge of n. */
struct txo_ordered {
	struct txo_estimate test, size;
};

/*
 * Jonckheere and Terpstra [jonckheere1954]: `test.estimate` is J, the number of
 * pairs of observations of different groups in which the greater x has the
 * greater y, equal y half; `test.std_error` its standard deviation if x and y are
 * independent, corrected for ties [hollander2014], and `statistic` z. p-value: the
 * probability of a J as far from its mean or farther; by counting, given the ties,
 * for up to TXO_JONCKHEERE_EXACT values without ties and, if that takes no more
 * than some 10^7 steps, up to TXO_JONCKHEERE_TIED with ties; else that of z.
 * `size` is Somers' d of y given x [somers1962], in [-1, 1]: the share of these
 * pairs in order less that of those against it, with its asymptotic error
 * [brown1977] and interval on Fisher's z scale; none for |d| = 1 (PERFECT).
 * O(m log m) beside the counting.
 */
#define TXO_JONCKHEERE_EXACT 100
#define TXO_JONCKHEERE_TIED 200

TXO_NODISCARD
enum txo_status txo_jonckheere(const struct txo_pairs *p, double level,
			       struct txo_ordered *out, struct txo_error *err);

/* Whether the variance of all y is divided by n, or by n - 1. */
enum txo_armitage { TXO_ARMITAGE_N, TXO_ARMITAGE_N_1 };

/*
 * Cochran and Armitage's test of a trend of shares [armitage1955]: y is 0 or 1, x
 * the score of the group. `estimate` is the slope of the share for one unit of x,
 * `statistic` z, whose square is chi-square with 1 df. std_error and interval
 * are those of the slope where the groups have shares of their own; the test
 * takes them as one. PERFECT, without both, where each group has a share of 0 or
 * 1. O(m).
 */
TXO_NODISCARD
enum txo_status txo_cochran_armitage(const struct txo_pairs *p,
				     enum txo_armitage variance, double level,
				     struct txo_estimate *out,
				     struct txo_error *err);

/*
 * Linear-by-linear association of the values of x and y, see
 * txo_linear_by_linear() in contingency.h: the same for pairs. O(m).
 */
TXO_NODISCARD
enum txo_status txo_linear_pairs(const struct txo_pairs *p, double level,
				 struct txo_estimate *out,
				 struct txo_error *err);

/*
 * Page's test of an increase over the treatments within blocks [page1963]:
 * `test.estimate` is L, the sum of place times mid-rank, `test.std_error` its
 * standard deviation if all orders are equally likely, given the ties, and
 * `statistic` z. p-value by counting for up to TXO_PAGE_EXACT treatments, if that
 * takes no more than some 10^7 steps; else that of z. `size` is the mean of the
 * blocks' own 12 L / (k^3 - k) - 3 (k + 1) / (k - 1), which without ties is the
 * correlation of the ranks with the places [lyerly1952], with its t test and
 * interval. O(n k log k) beside the counting.
 */
#define TXO_PAGE_EXACT 10

TXO_NODISCARD
enum txo_status txo_page(const struct txo_blocks *b, double level,
			 struct txo_ordered *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
