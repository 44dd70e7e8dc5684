/*
 * count.h - how many there were, as a sign of how many there are to be expected.
 *
 *	struct txo_estimate e = txo_poisson_count(11, 0.95);
 *	printf("%g (%g, %g)\n", e.estimate, e.conf_low, e.conf_high);
 */
#ifndef TXO_COUNT_H
#define TXO_COUNT_H

#include <stdint.h>

#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The exact interval of a Poisson mean, which covers at least `level`
 * [garwood1936]. For no event the lower end is 0. std_error, statistic, df and
 * p_value are NaN.
 */
struct txo_estimate txo_poisson_count(uint64_t n, double level);

#ifdef __cplusplus
}
#endif
#endif
