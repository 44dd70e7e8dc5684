/*
 * page.h - the distribution of Page's L when all orders of the ranks of each
 * block are equally likely.
 */
#ifndef TXO_STATS_PAGE_H
#define TXO_STATS_PAGE_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

/*
 * n blocks of k ranks each, every one twice its distance from the mean of its
 * block, in ascending order. *p: the probability that the sum over the blocks of
 * (2 j - k - 1) times the j-th rank, in any order of the ranks, is as far from 0
 * as `sum` or farther; NaN if that would take too long. All terms are positive.
 */
TXO_NODISCARD
enum txo_status txo_page_exact(const int32_t *rank, size_t n, size_t k,
			       int64_t sum, double *p, struct txo_error *err);

#endif
