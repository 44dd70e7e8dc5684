/*
 * pairs.h - weighted pairs, the input of trends and associations.
 *
 * m distinct pairs (x, y) sorted by x, then by y, each with the number of
 * times that it was seen. Nothing is missing in it. It owns nothing.
 */
#ifndef TXO_PAIRS_H
#define TXO_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct txo_pairs {
	const double *x, *x_lo;	/* x_lo: what x lost of its decimal, or NULL */
	const double *y, *y_lo;
	const uint64_t *w;	/* counts, each 1 or more */
	size_t m;
};

/* Number of observations: the sum of the counts. O(m). */
uint64_t txo_pairs_n(const struct txo_pairs *p);

#ifdef __cplusplus
}
#endif
#endif
