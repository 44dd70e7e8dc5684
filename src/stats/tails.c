/*
 * METHOD
 *	P(a, x) = D (1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...), x < a + 1
 *	Q(a, x) = D a / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)), else
 *	D = x^a e^-x / Gamma(a + 1)
 *	I_x(a, b) = C / (1 + d1 / (1 + d2 / (1 + ...))), x < (a + 1) / (a + b + 2)
 *	C = x^a y^b / (a B(a, b)); else 1 - I_y(b, a)
 * Source: [olver2010, 8.7, 8.9, 8.17]; the fractions by Lentz's method. D and C
 * by the saddle point expansion of [loader2000], in which nothing large
 * cancels. So the tails keep 13 digits or more, 12 where the exponents of
 * their densities reach some hundreds.
 */
#include "stats/tails.h"

#include <math.h>

#define MOST_TERMS 2000000
#define TINY 1e-300
#define LOG_2_PI 1.8378770664093454836

double txo_stirling_error(double n)
{
	double sum = 0, r;

	if (!(n > 0))
		return NAN;
	for (; n < 16; n++)
		sum += (n + 0.5) * log1p(1 / n) - 1;
	r = 1 / (n * n);
	r = 1.0 / 12 -
	    r * (1.0 / 360 -
		 r * (1.0 / 1260 -
		      r * (1.0 / 1680 -
			   r * (1.0 / 1188 - r * (691.0 / 360360)))));
	return sum + r / n;
}

double txo_exp_rest(double x)
{
	double term = 1, sum = 1;

	if (fabs(x) > 0.5)
		return expm1(x) - x;
	for (int i = 3; fabs(term) > 1e-18; i++) {
		term *= x / i;
		sum += term;
	}
	return x * x / 2 * sum;
}

double txo_deviance(double x, double m)
{
	double d = x - m, v, term, sum;

	if (!(x >= 0) || !(m > 0))
		return NAN;
	if (x == 0)
		return m;
	if (fabs(d) >= 0.1 * (x + m))
		return x * log(x / m) + m - x;
	v = d / (x + m);
	sum = d * v;
	term = 2 * x * v;
	v *= v;
	for (int i = 3; i < 1000; i += 2) {
		double last = sum;

		term *= v;
		sum += term / i;
		if (sum == last)
			break;
	}
	return sum;
}

double txo_gamma_density(double a, double x)
{
	if (!(a >= 0) || !(x >= 0))
		return NAN;
	if (isinf(x))
		return 0;
	if (a == 0)
		return exp(-x);
	if (x == 0)
		return 0;
	return exp(-txo_stirling_error(a) - txo_deviance(a, x)) / sqrt(a) *
	       exp(-LOG_2_PI / 2);
}

double txo_beta_density(double a, double b, double x, double y)
{
	double n = a + b, e;

	if (!(a >= 0) || !(b >= 0) || !(x >= 0) || !(y >= 0))
		return NAN;
	if (a == 0)
		return x > 0.5 ? pow(y, b) : exp(b * log1p(-x));
	if (b == 0)
		return y > 0.5 ? pow(x, a) : exp(a * log1p(-y));
	if (x == 0 || y == 0)
		return 0;
	e = txo_stirling_error(n) - txo_stirling_error(a) -
	    txo_stirling_error(b) - txo_deviance(a, n * x) -
	    txo_deviance(b, n * y);
	return exp(e - LOG_2_PI / 2) * sqrt(n / a / b);
}

static double gamma_series(double a, double x)
{
	double term = 1, sum = 1;

	for (int i = 1; i < MOST_TERMS && term > sum * 1e-17; i++) {
		term *= x / (a + i);
		sum += term;
	}
	return sum;
}

/* Q(a, x) Gamma(a) / (x^a e^-x). */
static double gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;

	for (int i = 1; i < MOST_TERMS; i++) {
		double an = i * (a - i), step;

		b += 2;
		d = an * d + b;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = b + an / c;
		c = fabs(c) < TINY ? TINY : c;
		step = d * c;
		h *= step;
		if (fabs(step - 1) < 2e-16)
			break;
	}
	return h;
}

struct txo_tails txo_gamma_tails(double a, double x)
{
	struct txo_tails t = { NAN, NAN };
	double density;

	if (!(a > 0) || isinf(a) || isnan(x))
		return t;
	if (x <= 0)
		return (struct txo_tails){ 0, 1 };
	if (isinf(x))
		return (struct txo_tails){ 1, 0 };
	density = txo_gamma_density(a, x);
	if (x < a + 1) {
		t.lower = density * gamma_series(a, x);
		t.upper = fmax(0, 1 - t.lower);
	} else {
		t.upper = density * a * gamma_fraction(a, x);
		t.lower = fmax(0, 1 - t.upper);
	}
	return t;
}

/* I_x(a, b) a B(a, b) / (x^a y^b). */
static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), f;

	f = d = 1 / (fabs(d) < TINY ? TINY : d);
	for (int i = 1; i < MOST_TERMS; i++) {
		double k = a + 2 * i;
		double even = i * (b - i) * x / ((k - 1) * k);
		double odd = -(a + i) * (a + b + i) * x / (k * (k + 1));
		double step;

		d = 1 + even * d;
		c = 1 + even / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		f *= c * d;
		d = 1 + odd * d;
		c = 1 + odd / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		step = c * d;
		f *= step;
		if (fabs(step - 1) < 2e-16)
			break;
	}
	return f;
}

struct txo_tails txo_beta_tails(double a, double b, double x, double y)
{
	struct txo_tails t = { NAN, NAN };
	double density;

	if (!(a > 0) || !(b > 0) || isinf(a) || isinf(b) || isnan(x) ||
	    isnan(y))
		return t;
	if (x <= 0)
		return (struct txo_tails){ 0, 1 };
	if (y <= 0)
		return (struct txo_tails){ 1, 0 };
	density = txo_beta_density(a, b, x, y);
	if (x < (a + 1) / (a + b + 2)) {
		t.lower = density * b / (a + b) * beta_fraction(a, b, x);
		t.upper = fmax(0, 1 - t.lower);
	} else {
		t.upper = density * a / (a + b) * beta_fraction(b, a, y);
		t.lower = fmax(0, 1 - t.upper);
	}
	return t;
}

struct txo_tails txo_chi2_tails(double x, double df)
{
	return txo_gamma_tails(df / 2, x / 2);
}

struct txo_tails txo_f_tails(double f, double df1, double df2)
{
	double r = f * (df1 / df2);

	if (!(df1 > 0) || !(df2 > 0) || isnan(f))
		return (struct txo_tails){ NAN, NAN };
	if (f <= 0)
		return (struct txo_tails){ 0, 1 };
	if (isinf(df2))
		return txo_chi2_tails(f * df1, df1);
	if (isinf(r))
		return (struct txo_tails){ 1, 0 };
	return txo_beta_tails(df1 / 2, df2 / 2, r / (1 + r), 1 / (1 + r));
}

struct txo_tails txo_normal_tails(double z)
{
	return (struct txo_tails){ erfc(-z * M_SQRT1_2) / 2,
				   erfc(z * M_SQRT1_2) / 2 };
}

double txo_log_normal(double z)
{
	double r;

	if (z > -1)
		return log1p(-erfc(z * M_SQRT1_2) / 2);
	if (z > -35)
		return log(erfc(-z * M_SQRT1_2) / 2);
	r = 1 / (z * z);
	return -z * z / 2 - LOG_2_PI / 2 - log(-z) +
	       log1p(-r * (1 - r * (3 - r * (15 - 105 * r))));
}
