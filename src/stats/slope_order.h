/*
 * slope_order.h - counting and listing the slopes up to a bound without going
 * through all pairs: the engine below slopes.h.
 *
 * Seen along lines of slope t, a pair of points stands in the wrong order when
 * its own slope is below t. So slopes are counted as inversions of a sort.
 */
#ifndef TXO_STATS_SLOPE_ORDER_H
#define TXO_STATS_SLOPE_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/dd.h"
#include "stats/select.h"
#include "txo/pairs.h"
#include "txo/status.h"

/* A point while it is sorted by z = y - t x. */
struct txo_slope_item {
	struct txo_dd z;
	uint64_t w;
	size_t i;
};

struct txo_slope_points {
	struct txo_dd *x, *y;	/* scaled by powers of two */
	struct txo_dd cx, cy;	/* a point in the middle */
	struct txo_slope_item *order, *spare;
	const uint64_t *w;
	size_t m;
	int ex, ey;		/* x is in units of 2^ex, y of 2^ey */
};

/* Borrows the weights. Only TXO_IO. Release it either way. */
TXO_NODISCARD
enum txo_status txo_slope_points_init(struct txo_slope_points *s,
				      const struct txo_pairs *p,
				      struct txo_error *err);
void txo_slope_points_release(struct txo_slope_points *s);

/* How many slopes are <= t; t may be infinite. O(m log m). */
struct txo_select_cut txo_slope_count(struct txo_slope_points *s, double t);

/*
 * Write slopes within the span into list, as struct txo_selector has it.
 * O(m log m + room).
 */
size_t txo_slope_list(struct txo_slope_points *s,
		      const struct txo_select_span *span,
		      struct txo_weighed *list, size_t room);

#endif
