/*
 * METHOD
 *	s = sum of squared rank differences, an even number, symmetrical about
 *	(n^3 - n) / 6; two-sided p = min(1, 2 P(S <= s)) with s folded below it.
 * For n <= 9 all orders of the ranks are counted. Above that the upper tail of
 * z = x sqrt(n - 1), x the correlation with a correction for continuity of 1,
 * is the normal one plus an Edgeworth series to the 6th moment, with the
 * coefficients of [best1975], which errs by less than 0.0003 in P. Its relative
 * error grows in the tails until it falls below zero (n = 20: beyond rho =
 * 0.83); there it is refused, where R returns p = 0.
 */
#include "stats/spearman_null.h"

#include <math.h>
#include <stddef.h>

#include "stats/quantile_t.h"

/* s and its mirror image have the same p-value: the smaller of them. */
static uint64_t folded(uint64_t s, uint64_t n)
{
	uint64_t top = (n * n * n - n) / 3;

	return s > top - s ? top - s : s;
}

/*
 * How many orders of the ranks from i on have a sum of at most `left`; `used`
 * has a bit for each rank taken.
 */
static double orders(unsigned i, unsigned n, unsigned used, int64_t left)
{
	double count = 0;

	if (left < 0)
		return 0;
	if (i == n)
		return 1;
	for (unsigned j = 0; j < n; j++) {
		int64_t d = (int64_t)i - (int64_t)j;

		if (!(used >> j & 1u))
			count += orders(i + 1, n, used | 1u << j, left - d * d);
	}
	return count;
}

double txo_spearman_exact(uint64_t s, unsigned n)
{
	if (n < 2 || n > TXO_SPEARMAN_EXACT)
		return NAN;
	return fmin(1, 2 * orders(0, n, 0, (int64_t)folded(s, n)) /
			       tgamma(n + 1.0));
}

/* Upper tail at z > 0 for n = 1 / b, as [best1975] arranges the terms. */
static double series(double z, double b)
{
	double y = z * z, sum = 0;
	double c[] = {
		0.2274 + b * (0.2531 + b * 0.1745),
		-0.0758 + b * (0.1033 + b * 0.3932),
		-b * (0.0879 + b * 0.0151),
		b * (0.0072 - b * 0.0831),
		b * b * 0.0131,
		-b * b * 0.00046,
	};

	for (size_t i = sizeof(c) / sizeof(c[0]); i-- > 0;)
		sum = sum * y + c[i];
	return txo_normal_p_value(z) / 2 + z * b * sum * exp(-y / 2);
}

double txo_spearman_series(uint64_t s, unsigned n)
{
	double k = n, p;
	double rho = 1 - 6 * ((double)folded(s, n) + 1) / (k * (k * k - 1));

	if (rho <= 0)
		return 1;
	p = 2 * series(rho * sqrt(k - 1), 1 / k);
	return p > 0 ? fmin(1, p) : NAN;
}

double txo_spearman_perfect(uint64_t n)
{
	return fmin(1, 2 * exp(-lgamma((double)n + 1)));
}
