/*
 * paired_proportions.h - two shares of events in the same people compared.
 *
 *	struct txo_paired t = { 53, 16, 8, 9 };
 *	struct txo_estimate d = txo_tango(&t, 0.95);
 *	printf("%g (%g, %g)\n", d.estimate, d.conf_low, d.conf_high);
 *
 * The pairs in which one alone has the event decide. Where there is none the tests
 * have a p-value of 1 (CONST). No pairs: NaN everywhere (NODATA).
 */
#ifndef TXO_PAIRED_PROPORTIONS_H
#define TXO_PAIRED_PROPORTIONS_H

#include <stdint.h>

#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Pairs by which of the two has the event; the second one is the reference. */
struct txo_paired {
	uint64_t both, first, second, neither;
};

/*
 * Share of the first less that of the second, from -1 to 1, with the interval
 * of the score test [tango1998]; `statistic` is its z for no difference, whose square
 * is McNemar's chi-square. O(1).
 */
struct txo_estimate txo_tango(const struct txo_paired *t, double level);

/*
 * Conditional odds ratio first / second, with the exact interval that follows
 * from Clopper and Pearson's. Without a finite ratio or end: ZEROCELL, OPEN.
 */
struct txo_estimate txo_paired_odds(const struct txo_paired *t, double level);

/*
 * McNemar's tests [mcnemar1947], two-sided: by the binomial distribution, with
 * half of the probability of what was seen [fagerland2013], and by chi-square
 * without continuity correction. The statistic of the first two is `first`.
 */
struct txo_estimate txo_mcnemar_exact(const struct txo_paired *t);
struct txo_estimate txo_mcnemar_mid_p(const struct txo_paired *t);
struct txo_estimate txo_mcnemar(const struct txo_paired *t);

#ifdef __cplusplus
}
#endif
#endif
