/*
 * pairwise.h - each of several groups compared with others, all at once.
 *
 *	struct txo_pair pair[] = { { .a = 1, .b = 0 }, { .a = 2, .b = 0 } };
 *	if (txo_tukey(&groups, 0.95, pair, 2, &err) == TXO_OK)
 *		printf("%g p=%g\n", pair[0].e.estimate, pair[0].p_adjusted);
 *
 * The caller names the pairs, a compared with b; the rest is filled in. What is
 * undefined is NaN with a note: no value in a group (NODATA), too few
 * (SMALLN), nothing that varies within the groups (CONST), beyond the range of a
 * double (OVERFLOW). TXO_IO when memory runs out.
 */
#ifndef TXO_PAIRWISE_H
#define TXO_PAIRWISE_H

#include "txo/groups.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_pair {
	size_t a, b;		/* which groups */
	struct txo_estimate e;	/* a less b; p_value is of this pair alone */
	double p_adjusted;	/* for all pairs of groups */
};

/*
 * Tukey and Kramer [tukey1953, kramer1956]: difference of means, unit of x, with
 * the standard error from the variance pooled over all groups, t and its df.
 * p_adjusted and the interval are simultaneous, from the studentized range of
 * all groups with values. O(sum of m + n pairs).
 */
TXO_NODISCARD
enum txo_status txo_tukey(const struct txo_groups *g, double level,
			  struct txo_pair *pair, size_t n,
			  struct txo_error *err);

/*
 * Games and Howell [games1976]: the same where variances may differ; standard
 * error, t and df are those of Welch for each pair. The studentized range is
 * that of the groups with two values or more.
 */
TXO_NODISCARD
enum txo_status txo_games_howell(const struct txo_groups *g, double level,
				 struct txo_pair *pair, size_t n,
				 struct txo_error *err);

/*
 * Dunn [dunn1964]: difference of the mean ranks among all groups, `statistic` z
 * with the variance corrected for ties. No interval; p_adjusted is NaN, see
 * txo_adjust(). O(sum of m log k).
 */
TXO_NODISCARD
enum txo_status txo_dunn(const struct txo_groups *g, struct txo_pair *pair,
			 size_t n, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
