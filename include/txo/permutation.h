/*
 * permutation.h - are the means of groups equal? By all ways in which the
 * values could have come to the groups, or some of them drawn at random.
 *
 *	struct txo_draws draws = { .seed = 1, .n = 9999 };
 *	struct txo_counted c;
 *	if (txo_permutation(&groups, 0.95, &draws, &c, &err) == TXO_OK)
 *		printf("%g\n", c.e.p_value);
 */
#ifndef TXO_PERMUTATION_H
#define TXO_PERMUTATION_H

#include "txo/contingency.h"
#include "txo/groups.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Permutation test of equal means [pitman1937] of two groups or more, two-sided.
 * `statistic` is z, the difference of the means of the first and the second
 * group by its standard deviation over all permutations, for more than two
 * groups (n - 1) SSB / SST with `df` k - 1, which is chi-square for large
 * n [strasser1999]. No estimate. Groups without values do not count.
 *
 * p-value: exact, the share of the permutations whose difference (whose sum of
 * squares between the groups) is as large as the one observed or larger, if that
 * takes no more than some 10^8 steps; else (hits + 1) / (draws + 1) of
 * random permutations (APPROX), with an interval at `level`; and where
 * values and draws are too many for that, too, that of the normal or chi-square
 * distribution (APPROX, draws = 0). NaN with a note: no value (NODATA), one
 * group (FEWGROUPS), all values equal (CONST). TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_permutation(const struct txo_groups *g, double level,
				const struct txo_draws *draws,
				struct txo_counted *out, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
