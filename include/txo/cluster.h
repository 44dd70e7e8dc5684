/*
 * cluster.h - means of rows that come in clusters, such as several of a
 * patient, with the errors that this leaves.
 */
#ifndef TXO_CLUSTER_H
#define TXO_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "txo/estimate.h"
#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a cluster has in one group: n rows, 1 or more, and their sum. */
struct txo_cluster {
	uint32_t id;
	size_t group;
	uint64_t n;
	double sum;	/* unit of the rows */
};

/* No group: the mean of the other one alone. */
#define TXO_NO_GROUP ((size_t)-1)

/* Entries sorted by id, each id and group once. It owns nothing. */
struct txo_clusters {
	const struct txo_cluster *entry;
	size_t n;
};

struct txo_resampling {
	unsigned long seed;
	size_t resamples;	/* 100 or more */
	double level;
};

/*
 * Mean of all rows of group a less that of group b, with the bootstrap over
 * clusters [davison1997]: each resample draws as many clusters with replacement
 * as there are, those in a alone, in b alone and in both apart, and takes
 * all rows of those drawn. std_error is the standard deviation of the resampled
 * differences, the interval their percentiles; the p-value is twice the share of
 * them, with the observed one, that are not on the side of the estimate. Drawn by
 * gsl_rng_mt19937. SMALLN where a group has fewer than two clusters, NODATA
 * where it has none. TXO_IO when memory runs out. O(clusters resamples).
 */
TXO_NODISCARD
enum txo_status txo_cluster_difference(const struct txo_clusters *c, size_t a,
				       size_t b, const struct txo_resampling *r,
				       struct txo_estimate *out,
				       struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
