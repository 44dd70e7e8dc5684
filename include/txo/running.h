/*
 * running.h - the mean of values that come one after the other, and are not kept.
 *
 *	struct txo_running r = { 0 };
 *	for (...)
 *		txo_running_add(&r, x, lo, 1);
 *	struct txo_estimate e = txo_running_mean(&r, 0.95);
 *
 * For many means at once, whose values need not be sorted for it. Sums are
 * carried in double-double [dekker1971], as distances from the first value, so
 * that the order of the values is seen in the last of some 30 digits only; who
 * wants the same bytes adds them in an order that is always the same. All zero is
 * the beginning. What is undefined is NaN with a note: no value (NODATA), one
 * (SMALLN), all equal (CONST), beyond the range of a double (OVERFLOW).
 */
#ifndef TXO_RUNNING_H
#define TXO_RUNNING_H

#include <stdbool.h>
#include <stdint.h>

#include "txo/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

struct txo_running {
	uint64_t n;
	double first, first_lo;	/* what distances are measured from */
	double sum, sum_lo;	/* of the distances */
	double square, square_lo;	/* of their squares */
	bool differs;		/* a value is not the first one */
};

/* Add a value, hi + lo, that was seen w times. O(1). */
void txo_running_add(struct txo_running *r, double hi, double lo, uint64_t w);

/* The mean with its t interval, as txo_mean() [student1908]. O(1). */
struct txo_estimate txo_running_mean(const struct txo_running *r, double level);

/* The same with the t test of a mean of 0: of changes, the paired t test. */
struct txo_estimate txo_running_change(const struct txo_running *r,
				       double level);

/* The difference of two means, a - b, as txo_welch() [welch1947]. O(1). */
struct txo_estimate txo_running_welch(const struct txo_running *a,
				      const struct txo_running *b,
				      double level);

#ifdef __cplusplus
}
#endif
#endif
