/*
 * fenwick.h - running weights that can be added to, in O(log k).
 *
 * A tree over k ranks is an array of k counts, all zero at first.
 */
#ifndef TXO_STATS_FENWICK_H
#define TXO_STATS_FENWICK_H

#include <stddef.h>
#include <stdint.h>

/* Add w to rank i in 0 .. k - 1. */
static inline void txo_fenwick_add(uint64_t *tree, size_t k, size_t i,
				   uint64_t w)
{
	for (; i < k; i |= i + 1)
		tree[i] += w;
}

/* The sum of the weights of ranks 0 .. i - 1. */
static inline uint64_t txo_fenwick_below(const uint64_t *tree, size_t i)
{
	uint64_t sum = 0;

	for (; i > 0; i &= i - 1)
		sum += tree[i - 1];
	return sum;
}

#endif
