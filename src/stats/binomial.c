/*
 * METHOD
 * Saddle-point form of the binomial distribution [loader2000]: with n = k + m
 *
 *	log mass = s(n) - s(k) - s(m) - D(k, n p) - D(m, n q)
 *		   + log(n / (2 pi k m)) / 2
 *	s(x) = log Gamma(x + 1) - log(sqrt(2 pi x) (x / e)^x)
 *	     = 1/(12 x) - 1/(360 x^3) + 1/(1260 x^5) - ...       [olver2010, 5.11]
 *	D(x, u) = x log(x / u) + u - x
 *
 * No large numbers are subtracted, so that about 13 digits of the mass stay
 * whatever the counts. x - u = k q - m p. s and D: tails.c.
 *
 * The hypergeometric mass is that of a among a + b, times that of c among
 * c + d, through that of a + c among all, each with p = (a + c) / n.
 */
#include "stats/binomial.h"

#include <math.h>

#include "stats/tails.h"

#define LOG_2PI 1.83787706640934548356

/* m log q, where q may be all but 1. */
static double log_power(double m, double q, double p)
{
	return m * (p < 0.5 ? log1p(-p) : log(q));
}

double txo_binomial_log_mass(double k, double m, double p, double q)
{
	double n = k + m, diff = k * q - m * p;

	if (m == 0)
		return k == 0 ? 0 : log_power(k, p, q);
	if (k == 0)
		return log_power(m, q, p);
	return txo_stirling_error(n) - txo_stirling_error(k) -
	       txo_stirling_error(m) - txo_deviance_by(k, n * p, diff) -
	       txo_deviance_by(m, n * q, -diff) +
	       (log(n / k / m) - LOG_2PI) / 2;
}

double txo_hypergeometric_log_mass(double a, double b, double c, double d)
{
	double n = a + b + c + d, p = (a + c) / n, q = (b + d) / n;

	if (a + c == 0 || b + d == 0)
		return 0;
	return txo_binomial_log_mass(a, b, p, q) +
	       txo_binomial_log_mass(c, d, p, q) -
	       txo_binomial_log_mass(a + c, b + d, p, q);
}
