/*
 * two_proportions.h - two shares of events compared: difference, ratio, odds
 * ratio, and the tests of equal shares.
 *
 *	struct txo_two t = { { 56, 48 }, { 70, 80 } };
 *	struct txo_estimate d = txo_newcombe(&t, 0.95);
 *	printf("%g (%g, %g)\n", d.estimate, d.conf_low, d.conf_high);
 *
 * Cells of zero stay zero: nothing is added to them. A ratio or an end of an
 * interval that is infinite is NaN, with the notes ZEROCELL and OPEN. A group
 * without observations gives NaN everywhere (NODATA). Counts may be as large as
 * 10^12 and more.
 */
#ifndef TXO_TWO_PROPORTIONS_H
#define TXO_TWO_PROPORTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Events among n, in the group that is compared, and in the reference. */
struct txo_two {
	uint64_t events[2], n[2];
};

/*
 * Difference of the shares, from -1 to 1, with the interval made of two Wilson
 * intervals [newcombe1998a, method 10]. No test. O(1).
 */
struct txo_estimate txo_newcombe(const struct txo_two *t, double level);

/*
 * The same with the interval of the score test whose variance has the factor
 * N / (N - 1) [miettinen1985]; `statistic` is its z for no difference. No test
 * (CONST) if nobody or everybody has the event. O(1).
 */
struct txo_estimate txo_miettinen_nurminen(const struct txo_two *t,
					   double level);

/*
 * Ratio of the shares with the interval of the score test [koopman1984];
 * `statistic` is its z for a ratio of 1, whose square is Pearson's chi-square. O(1).
 */
struct txo_estimate txo_koopman(const struct txo_two *t, double level);

/*
 * The same with the interval of the logarithm and Wald's test [katz1978];
 * std_error is that of the logarithm. Neither where a group has no event
 * (ZEROCELL), or both have nothing else (CONST).
 */
struct txo_estimate txo_katz(const struct txo_two *t, double level);

/*
 * Odds ratio given all margins: conditional maximum likelihood, the exact
 * interval that puts at most (1 - level) / 2 in each tail, and the p-value of
 * Fisher's two-sided exact test, which adds up all tables that are no more
 * likely than this one [fisher1935]. p is 1 and nothing else is known (CONST) if
 * nobody or everybody has the event. Where the standard deviation of a cell
 * exceeds a million: odds ratio of the cells, Woolf's interval and Pearson's
 * chi-square instead (APPROX). O(standard deviation of a cell), which is
 * below sqrt(N) / 2.
 */
struct txo_estimate txo_fisher(const struct txo_two *t, double level);

/*
 * Pearson's chi-square of equal shares in k groups, without continuity
 * correction [pearson1900]; groups without observations do not count. NaN for fewer
 * than two others (FEWGROUPS), or if nobody or everybody has the event
 * (CONST). SPARSE when an expected count is below 5. O(k).
 */
struct txo_estimate txo_chi_square(const uint64_t *events, const uint64_t *n,
				   size_t k);

/*
 * Fisher's exact test of equal shares in k groups: the probability of all tables
 * with the same margins that are no more likely than this one [freeman1951].
 * For two groups the p-value of txo_fisher(). Notes as those of
 * txo_chi_square(), but p is 1 if nobody or everybody has the event. Tables that are
 * too many even when those with equal parts are taken together [mehta1983]: the
 * p-value of txo_chi_square() instead (APPROX). TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_fisher_groups(const uint64_t *events, const uint64_t *n,
				  size_t k, struct txo_estimate *out,
				  struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
