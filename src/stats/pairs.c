/*
 * METHOD
 *	n = sum w_i
 * Exact while it is below 2^64.
 */
#include "txo/pairs.h"

uint64_t txo_pairs_n(const struct txo_pairs *p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->m; i++)
		n += p->w[i];
	return n;
}
