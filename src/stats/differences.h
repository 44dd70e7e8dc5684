/*
 * differences.h - order statistics of the differences of all pairs of
 * observations of two samples.
 *
 *	struct txo_differences d;
 *	status = txo_differences_init(&d, &a, &b, 0, &err);
 *	if (status == TXO_OK)
 *		txo_select(&d.select, rank, n_ranks, x);
 *	txo_differences_release(&d);
 *
 * A difference is ai - bj in double-double, rounded once to a double; it counts
 * as often as both its values were seen. All must be within the range of a
 * double (txo_differences_are_finite).
 */
#ifndef TXO_STATS_DIFFERENCES_H
#define TXO_STATS_DIFFERENCES_H

#include <stdbool.h>

#include "stats/select.h"
#include "txo/dist.h"

struct txo_differences {
	struct txo_sample a, b;
	uint64_t *cum;		/* weight of b up to each value */
	struct txo_selector select;
};

/*
 * Borrows the samples, neither of them empty; d must not move afterwards.
 * `limit` decides only the speed and the memory; 0 is a good one. Only TXO_IO,
 * when memory runs out. Release it either way. A count takes O(ma + mb).
 */
TXO_NODISCARD
enum txo_status txo_differences_init(struct txo_differences *d,
				     const struct txo_sample *a,
				     const struct txo_sample *b, size_t limit,
				     struct txo_error *err);
void txo_differences_release(struct txo_differences *d);

/* Is no difference beyond the range of a double? Neither sample is empty. */
bool txo_differences_are_finite(const struct txo_sample *a,
				const struct txo_sample *b);

#endif
