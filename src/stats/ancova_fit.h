/*
 * ancova_fit.h - what an analysis of covariance is computed from.
 */
#ifndef TXO_STATS_ANCOVA_FIT_H
#define TXO_STATS_ANCOVA_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/dd.h"
#include "txo/ancova.h"

#define TXO_ANCOVA_NEGLIGIBLE 0x1p-88

/* Sums of a group, in units of 2^e. */
struct txo_ancova_group {
	struct txo_dd n, x, y;		/* number, means */
	struct txo_dd xx, xy, yy;	/* about the means */
};

struct txo_ancova_fit {
	int e;
	size_t used;	/* groups with pairs */
	bool flat;	/* nothing to adjust for */
	struct txo_ancova_group all,
		within; /* sums about one mean; about each one's */
	struct txo_dd slope, rss, variance;
	double df;
	struct txo_ancova_group group[];
};

static inline struct txo_dd txo_ancova_square(struct txo_dd a)
{
	return txo_dd_mul(a, a);
}

#endif
