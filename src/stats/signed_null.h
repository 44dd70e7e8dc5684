/*
 * signed_null.h - the distribution of the sum of those ranks whose sign is
 * positive, when each sign is positive with probability 1/2.
 */
#ifndef TXO_STATS_SIGNED_NULL_H
#define TXO_STATS_SIGNED_NULL_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

#define TXO_SIGNED_EXACT 200	/* most ranks for which it is used */

/* P(sum <= most) of n ranks, any whole numbers above 0. O(n most). */
TXO_NODISCARD
enum txo_status txo_signed_below(const uint32_t *rank, size_t n, size_t most,
				 double *p, struct txo_error *err);

/*
 * The greatest v with P(V < v) <= tail, where the ranks are 1 .. n, for n up to
 * TXO_SIGNED_EXACT and tail below 1/2. O(n^3).
 */
TXO_NODISCARD
enum txo_status txo_signed_quantile(double tail, unsigned n, unsigned *v,
				    struct txo_error *err);

#endif
