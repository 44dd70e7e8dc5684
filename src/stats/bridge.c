/*
 * METHOD
 *	P(max |B| >= d) = 2 sum_{k>=1} (-1)^(k-1) exp(-2 k^2 d^2)
 *	P(max |B| < d) = sqrt(2 pi) / d sum_{k>=1} exp(-(2 k - 1)^2 pi^2 / (8 d^2))
 * Source: [kolmogorov1933]; the same function twice. The first series is taken
 * from d = 0.7 on, the second below; six terms are right to the last digits.
 */
#include "stats/bridge.h"

#include <math.h>

#define TERMS 6
#define MIDDLE 0.7

double txo_bridge_p_value(double d)
{
	const double pi = acos(-1);
	double sum = 0;

	if (isnan(d))
		return NAN;
	if (d <= 0)
		return 1;
	for (int k = TERMS; k >= 1; k--) {
		double odd = 2 * k - 1, sign = k % 2 ? 1 : -1;

		sum += d < MIDDLE ? exp(-odd * odd * pi * pi / (8 * d * d)) :
				    2 * sign * exp(-2.0 * k * k * d * d);
	}
	return d < MIDDLE ? 1 - sqrt(2 * pi) / d * sum : sum;
}
