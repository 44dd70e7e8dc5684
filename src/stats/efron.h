/*
 * efron.h - what an Efron tie adds to a partial likelihood.
 */
#ifndef TXO_STATS_EFRON_H
#define TXO_STATS_EFRON_H

/*
 * Sums over k = 0 .. d - 1, with v = k / d and y = 1 - share v:
 *
 *	log	log(y)
 *	a[j]	v^j / y,   j = 0, 1
 *	b[j]	v^j / y^2, j = 0, 1, 2
 */
struct txo_efron {
	double log, a[2], b[3];
};

/*
 * d events, 1 or more and whole, that are `share` (above 0) of the risk set;
 * `rest` = 1 - share with all its digits. Relative error 1e-13. O(1).
 */
struct txo_efron txo_efron_sums(double d, double share, double rest);

/* All events against the whole risk set: share 0 in the sums [breslow1974]. */
struct txo_efron txo_breslow_sums(double d);

#endif
