/*
 * two_ranks.h - two samples in one ascending order, and how often a value of
 * one is above a value of the other.
 */
#ifndef TXO_STATS_TWO_RANKS_H
#define TXO_STATS_TWO_RANKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/dd.h"
#include "txo/dist.h"

/* { &a, &b } is before the first value. */
struct txo_two_walk {
	const struct txo_sample *a, *b;
	size_t i, j;		/* places of the next ones */
	uint64_t wa, wb;	/* how often each has the value at hand, or 0 */
};

/* To the next value, if there is one. */
bool txo_two_next(struct txo_two_walk *w);

struct txo_two_ranks {
	uint64_t na, nb;
	struct txo_dd pairs;	/* na nb */
	struct txo_dd excess;	/* pairs with a > b less those with a < b */
	struct txo_dd ties;	/* sum of t^3 - t over values seen t times */
};

/* Exact below 2^104. O(ma + mb). */
struct txo_two_ranks txo_two_ranks(const struct txo_sample *a,
				   const struct txo_sample *b);

#endif
