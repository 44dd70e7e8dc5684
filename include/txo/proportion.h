/*
 * proportion.h - a share of events, with its interval.
 *
 *	struct txo_estimate e = txo_proportion(81, 263, TXO_CI_WILSON, 0.95);
 *	printf("%g (%g, %g)\n", e.estimate, e.conf_low, e.conf_high);
 *
 * Shares are between 0 and 1. Counts may be as large as 10^12 and more.
 */
#ifndef TXO_PROPORTION_H
#define TXO_PROPORTION_H

#include <stdint.h>

#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * WILSON: the score interval without continuity correction [wilson1927].
 * CLOPPER_PEARSON: the exact interval, which covers at least `level`
 * [clopper1934]. MID_P: the same with half of the probability of what was seen
 * [berry1995]. JEFFREYS: the equal-tailed posterior interval of the prior
 * beta(1/2, 1/2), with the end 0 for no event and 1 for nothing else [brown2001].
 * AGRESTI_COULL: Wald's interval around the middle of Wilson's, cut to 0 and 1,
 * which it can leave [agresti1998].
 */
enum txo_proportion_ci {
	TXO_CI_WILSON,
	TXO_CI_CLOPPER_PEARSON,
	TXO_CI_MID_P,
	TXO_CI_JEFFREYS,
	TXO_CI_AGRESTI_COULL
};

/*
 * events / n and its interval, 0 <= events <= n. For no event the lower end is
 * 0, for n events the upper end is 1, exactly. All NaN for n = 0 (NODATA).
 * std_error, statistic, df and p_value are NaN. O(sqrt(n)) at most.
 */
struct txo_estimate txo_proportion(uint64_t events, uint64_t n,
				   enum txo_proportion_ci ci, double level);

#ifdef __cplusplus
}
#endif
#endif
