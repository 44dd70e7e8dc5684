/*
 * sample.h - what the statistics of a sample share.
 */
#ifndef TXO_STATS_SAMPLE_H
#define TXO_STATS_SAMPLE_H

#include "base/dd.h"
#include "txo/dist.h"

/* The i-th value with its low part. */
static inline struct txo_dd txo_sample_value(const struct txo_sample *s,
					     size_t i)
{
	if (!s->lo)
		return txo_dd_from(s->x[i]);
	return txo_dd_fast_sum(s->x[i], s->lo[i]);
}

#endif
