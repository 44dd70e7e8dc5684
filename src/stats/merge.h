/*
 * merge.h - the values of several samples in one ascending order.
 *
 *	struct txo_merge m;
 *	status = txo_merge_init(&m, sample, k, &err);
 *	while (status == TXO_OK && txo_merge_next(&m))
 *		for (size_t i = 0; i < m.in; i++)
 *			use(m.group[i], m.w[i]);
 *	txo_merge_release(&m);
 */
#ifndef TXO_STATS_MERGE_H
#define TXO_STATS_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dd.h"
#include "txo/dist.h"
#include "txo/status.h"

struct txo_merge {
	const struct txo_sample *sample;
	size_t *at;		/* place in each sample */
	size_t *heap;		/* samples by what they have there */
	size_t left;		/* of them */
	/* the value at hand */
	size_t *group;		/* which samples have it, in no order */
	uint64_t *w;		/* and how many times */
	size_t in;		/* so many */
	uint64_t total;		/* sum of w */
	struct txo_dd x;
};

/* Borrows the k samples. Only TXO_IO. Release it either way. */
TXO_NODISCARD
enum txo_status txo_merge_init(struct txo_merge *m,
			       const struct txo_sample *sample, size_t k,
			       struct txo_error *err);

/* To the next value, if there is one. O(log k) for each sample that has it. */
bool txo_merge_next(struct txo_merge *m);

void txo_merge_release(struct txo_merge *m);

/*
 * The sum of the mid-ranks of each sample among all values less its mean if
 * they were in random order, into rank[k]; exact below 2^104. *ties is the sum of t^3 - t
 * over the values, each seen t times.
 */
TXO_NODISCARD
enum txo_status txo_rank_sums(const struct txo_sample *sample, size_t k,
			      struct txo_dd *rank, struct txo_dd *ties,
			      struct txo_error *err);

#endif
