/*
 * walsh.h - order statistics of the means of all pairs of values, each value
 * with itself as well (Walsh averages).
 *
 *	struct txo_walsh w;
 *	status = txo_walsh_init(&w, &sample, 0, &err);
 *	if (status == TXO_OK)
 *		txo_walsh_select(&w, rank, n_ranks, mean);
 *	txo_walsh_release(&w);
 *
 * The mean of two values is taken in double-double and rounded once to a double.
 * Of a value that stands w times there are w (w + 1) / 2 means with itself, of
 * two values w_i w_j. Ranks count from 1, are whole, and at most
 * w.selector.total.
 */
#ifndef TXO_STATS_WALSH_H
#define TXO_STATS_WALSH_H

#include "base/dd.h"
#include "stats/select.h"
#include "txo/dist.h"

#define TXO_WALSH_RANKS TXO_SELECT_RANKS

struct txo_walsh {
	const struct txo_sample *s;
	struct txo_dd *below;	/* weight of the values before each one */
	struct txo_selector selector;
};

/*
 * Borrows the sample, of one value at least; its values differ. `limit` as in
 * select.h. Only TXO_IO. Release it either way. O(m).
 */
TXO_NODISCARD
enum txo_status txo_walsh_init(struct txo_walsh *w, const struct txo_sample *s,
			       size_t limit, struct txo_error *err);
void txo_walsh_release(struct txo_walsh *w);

/*
 * The means at n ranks, at most TXO_WALSH_RANKS, with what the double has lost
 * of one pair that has it. O(m) a round, a few rounds a rank.
 */
void txo_walsh_select(struct txo_walsh *w, const struct txo_dd *rank, size_t n,
		      struct txo_dd *mean);

#endif
