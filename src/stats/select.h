/*
 * select.h - order statistics of the values of all pairs of something, without
 * going through the pairs.
 *
 *	struct txo_selector s = { .of = points, .count = count, .list = list };
 *	status = txo_selector_init(&s, m, 0, &err);
 *	if (status == TXO_OK)
 *		txo_select(&s, rank, n_ranks, value);
 *	txo_selector_release(&s);
 *
 * The values are doubles, such as the slopes of pairs of points, or the means
 * of pairs of numbers. Whoever has the pairs says how many values are up to a
 * bound, and lists those between two bounds. A pair of things with weights w_i
 * and w_j has its value w_i w_j times. Ranks count from 1, are whole, and at
 * most s.total.
 */
#ifndef TXO_STATS_SELECT_H
#define TXO_STATS_SELECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/dd.h"
#include "txo/status.h"

#define TXO_SELECT_RANKS 4

/* One value, and how many times it was seen. */
struct txo_weighed {
	double value;
	struct txo_dd w;
};

/* A bound t with the weight and the number of the values <= t. */
struct txo_select_cut {
	double t;
	struct txo_dd below;
	uint64_t pairs;
};

/* Values that are > from and <= to. */
struct txo_select_span {
	double from, to;
	uint64_t stride;
};

struct txo_selector {
	void *of;	/* the pairs, for the two functions */
	/* How many values are <= t; t may be infinite. */
	struct txo_select_cut (*count)(void *of, double t);
	/*
	 * Write values within the span into list, in no special order: all of
	 * them for a stride of 1, else about one in `stride`; at most `room`.
	 * Returns how many.
	 */
	size_t (*list)(void *of, const struct txo_select_span *span,
		       struct txo_weighed *list, size_t room);
	struct txo_dd total;	/* number of values */
	uint64_t pairs;		/* the same for weights of 1 */
	struct txo_weighed *listed;
	size_t limit;		/* values listed at a time */
};

/*
 * Count the values of all pairs of m things; of, count and list are set. `limit`
 * decides only the speed and the memory, never the result; 0 is a good one.
 * Only TXO_IO, when memory runs out. Release it either way.
 */
TXO_NODISCARD
enum txo_status txo_selector_init(struct txo_selector *s, size_t m,
				  size_t limit, struct txo_error *err);
void txo_selector_release(struct txo_selector *s);

/*
 * The values at n ranks, at most TXO_SELECT_RANKS. Some counts and lists a
 * rank.
 */
void txo_select(struct txo_selector *s, const struct txo_dd *rank, size_t n,
		double *value);

/*
 * The value at which the running weight of the list in ascending order
 * reaches `rank`. Rearranges the list. NaN if it is empty. O(n).
 */
double txo_weighed_at(struct txo_weighed *list, size_t n, struct txo_dd rank);

/* A number from 1 to 2 stride - 1, the next of a fixed sequence. */
#define TXO_STRIDE_SEED 0x9e3779b97f4a7c15u
static inline uint64_t txo_stride_next(uint64_t *random, uint64_t stride)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return 1 + *random % (2 * stride - 1);
}

/* The one or two middle ranks of a total. */
static inline void txo_middle_ranks(struct txo_dd total, struct txo_dd *low,
				    struct txo_dd *high)
{
	struct txo_dd one = { 1, 0 };

	*low = txo_dd_floor(txo_dd_scale(txo_dd_add(total, one), -1));
	*high = txo_dd_add(txo_dd_floor(txo_dd_scale(total, -1)), one);
}

#endif
