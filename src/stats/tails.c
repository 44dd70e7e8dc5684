/*
 * METHOD
 *	P(a, x) = D (1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...), x < a + 1
 *	Q(a, x) = D a / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)), else
 *	D = x^a e^-x / Gamma(a + 1)
 * Source: [olver2010, 8.7, 8.9]; the fraction by Lentz's method. D by the saddle
 * point expansion of [loader2000], in which nothing large cancels. Incomplete
 * beta functions by the fraction of beta.c and the mass of binomial.c. So the tails keep 13 digits or more, 12 where the exponents of
 * their densities reach some hundreds.
 */
#include "stats/tails.h"

#include <math.h>

#include "stats/beta.h"
#include "stats/binomial.h"

#define MOST_TERMS 2000000
#define TINY 1e-300
#define LOG_2_PI 1.8378770664093454836

/* s(n) for n = 0.5, 1, 1.5 ... 15.5, by arithmetic of 40 digits. */
static const double half[] = { 0.1534264097200273453,	0.08106146679532725822,
			       0.0548141210519176539,	0.04134069595540929409,
			       0.03316287351993628749,	0.02767792568499833915,
			       0.02374616365629749597,	0.02079067210376509311,
			       0.01848845053267318523,	0.01664469118982119216,
			       0.01513497322191737887,	0.013876128823070748,
			       0.01281046524292022692,	0.0118967099458917701,
			       0.01110455975820691733,	0.0104112652619720965,
			       0.009799416126158803298, 0.009255462182712732918,
			       0.008768700134139385463, 0.008330563433362871256,
			       0.007934114564314020547, 0.007573675487951840795,
			       0.00724455430132038318,	0.006942840107209529866,
			       0.006665247032707682442, 0.006408994188004207068,
			       0.006171712263039457648, 0.005951370112758847736,
			       0.005746216513010115682, 0.005554733551962801371,
			       0.005375599032926834494 };

double txo_stirling_error(double n)
{
	double sum = 0, r;

	if (!(n > 0))
		return NAN;
	if (n < 16 && 2 * n == floor(2 * n))
		return half[(int)(2 * n) - 1];
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

double txo_deviance_by(double x, double m, double d)
{
	double v = d / (x + m), sum, term;

	if (!(fabs(v) < 0.1))
		return x * log(x / m) - d;
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

double txo_deviance(double x, double m)
{
	if (!(x >= 0) || !(m > 0))
		return NAN;
	return x == 0 ? m : txo_deviance_by(x, m, x - m);
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
	if (!(a >= 0) || !(b >= 0) || !(x >= 0) || !(y >= 0))
		return NAN;
	if ((x == 0 && a > 0) || (y == 0 && b > 0))
		return 0;
	return exp(txo_binomial_log_mass(a, b, x, y));
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

struct txo_tails txo_beta_tails(double a, double b, double x, double y)
{
	struct txo_tails t = { NAN, NAN };
	double front;

	if (!(a > 0) || !(b > 0) || isinf(a) || isinf(b) || isnan(x) ||
	    isnan(y))
		return t;
	if (x <= 0)
		return (struct txo_tails){ 0, 1 };
	if (y <= 0)
		return (struct txo_tails){ 1, 0 };
	front = txo_beta_density(a, b, x, y) * a * (b / (a + b));
	if (a * y >= b * x) {
		t.lower = front /
			  txo_beta_fraction(a, b, (struct txo_share){ x, y });
		t.upper = fmax(0, 1 - t.lower);
	} else {
		t.upper = front /
			  txo_beta_fraction(b, a, (struct txo_share){ y, x });
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
