/*
 * adjust.h - p-values of several tests at once.
 *
 *	status = txo_adjust(p, n, TXO_ADJUST_HOLM, adjusted, &err);
 */
#ifndef TXO_ADJUST_H
#define TXO_ADJUST_H

#include <stddef.h>

#include "txo/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All but the last keep the probability of any false rejection; BH keeps the
 * expected share of false ones among the rejections. Hochberg, Hommel and BH
 * take the tests as independent or positively dependent.
 */
enum txo_adjust {
	TXO_ADJUST_NONE,
	TXO_ADJUST_BONFERRONI,
	TXO_ADJUST_HOLM,	/* [holm1979] */
	TXO_ADJUST_HOCHBERG,	/* [hochberg1988] */
	TXO_ADJUST_HOMMEL,	/* [hommel1988] */
	TXO_ADJUST_BH		/* [benjamini1995] */
};

/*
 * The adjusted p-values of p[0..n-1], in the same order, into adjusted, which
 * may be p itself: not below p, at most 1, and the same for equal p. NaN stays
 * NaN and does not count as a test. O(n log n). Only TXO_IO, when memory runs
 * out.
 */
TXO_NODISCARD
enum txo_status txo_adjust(const double *p, size_t n, enum txo_adjust how,
			   double *adjusted, struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
