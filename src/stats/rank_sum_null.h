/*
 * rank_sum_null.h - the distribution of the rank sum when every choice of the
 * group's members among all values is as likely as any other.
 */
#ifndef TXO_STATS_RANK_SUM_NULL_H
#define TXO_STATS_RANK_SUM_NULL_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

/*
 * n scores in ascending order, of which `take` are taken, 0 < take < n. They are
 * whole numbers, such as twice the mid-ranks.
 */
struct txo_scores {
	const uint32_t *score;
	size_t n, take;
};

/*
 * *p: the probability of a sum as far from its mean as `sum`, or farther; 1 for
 * a sum at its mean. All terms are positive, so that it has 13 digits or more
 * however small it is. TXO_IO when memory runs out: for 200 mid-ranks 24 MB.
 */
TXO_NODISCARD
enum txo_status txo_scores_p_value(const struct txo_scores *s, uint64_t sum,
				   double *p, struct txo_error *err);

/*
 * For groups of na and nb and no ties: the rank, counted from 1, of the
 * difference that begins an interval of the shift with a level of at least
 * `level`; 0 if none has it. The interval ends at the same rank from the top. It is
 * the least q with P(W <= q) >= (1 - level) / 2, as R has it.
 */
TXO_NODISCARD
enum txo_status txo_rank_sum_border(size_t na, size_t nb, double level,
				    size_t *rank, struct txo_error *err);

#endif
