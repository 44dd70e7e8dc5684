/*
 * slopes.h - order statistics of the slopes of all pairs of observations.
 *
 *	struct txo_slopes s;
 *	status = txo_slopes_init(&s, &pairs, 0, &err);
 *	if (status == TXO_OK)
 *		txo_slopes_select(&s, rank, n_ranks, slope);
 *	txo_slopes_release(&s);
 *
 * A slope is (yj - yi) / (xj - xi) in double-double, rounded once to a double;
 * pairs with the same x have none. Points with weights w_i and w_j have their
 * slope w_i w_j times. Ranks count from 1, are whole, and at most
 * s.selector.total.
 */
#ifndef TXO_STATS_SLOPES_H
#define TXO_STATS_SLOPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dd.h"
#include "stats/select.h"
#include "stats/slope_order.h"
#include "txo/pairs.h"
#include "txo/status.h"

#define TXO_SLOPES_RANKS TXO_SELECT_RANKS

struct txo_slopes {
	struct txo_slope_points points;
	struct txo_selector selector;	/* with the total */
	int e;			/* slopes are in units of 2^e */
};

/*
 * Borrows the pairs, which need two different x. `limit` decides only the
 * speed and the memory, never the result; 0 is a good one. Only TXO_IO, when
 * memory runs out. Release it either way. O(m log m).
 */
TXO_NODISCARD
enum txo_status txo_slopes_init(struct txo_slopes *s, const struct txo_pairs *p,
				size_t limit, struct txo_error *err);
void txo_slopes_release(struct txo_slopes *s);

/*
 * The slopes at n ranks, at most TXO_SLOPES_RANKS; infinite when beyond the
 * range of a double. O(m log m) a round, a few rounds a rank.
 */
void txo_slopes_select(struct txo_slopes *s, const struct txo_dd *rank,
		       size_t n, double *slope);

/*
 * The two ranks of an interval of the median of `total` slopes, c = q sqrt(var S)
 * apart, see theil_sen.c; false when they are not within the slopes.
 */
bool txo_slope_interval(struct txo_dd total, double c, struct txo_dd *rank);

#endif
