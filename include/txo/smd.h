/*
 * smd.h - how far two groups are apart in a variable: standardised differences,
 * as they stand in a table of baseline characteristics.
 *
 *	struct txo_moments a = txo_moments(&s1), b = txo_moments(&s2);
 *	struct txo_estimate e = txo_smd_means(&a, &b, 0.95);
 *
 * Differences have no sign: which group or which value comes first does not
 * matter. std_error is that of the difference [hedges1985], and the interval is
 * the normal one [yang2012], its low end not below 0.
 */
#ifndef TXO_SMD_H
#define TXO_SMD_H

#include <stddef.h>
#include <stdint.h>

#include "txo/dist.h"
#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * |difference of the means| / sqrt(mean of the two variances) [austin2009]; no
 * unit. Undefined with no value in a group (NODATA), one value (SMALLN), or all
 * values equal in both (CONST; and PERFECT if they differ between the groups).
 */
struct txo_estimate txo_smd_means(const struct txo_moments *a,
				  const struct txo_moments *b, double level);

/*
 * The same for k categories that are counted in a and b, as the distance of
 * Mahalanobis [yang2012]; for two of them it is the difference of shares
 * [austin2009]. Categories that are empty in both do not matter. Undefined with
 * no value in a group (NODATA), all values in one category (CONST), or none in
 * both groups' categories (PERFECT). O(k).
 */
struct txo_estimate txo_smd_shares(const uint64_t *a, const uint64_t *b,
				   size_t k, double level);

#ifdef __cplusplus
}
#endif
#endif
