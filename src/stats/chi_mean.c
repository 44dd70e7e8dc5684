/*
 * METHOD
 *	E g(S) = integral of g(e^u) h(u) du, u = log S
 *	h(u) = sqrt(df / pi) e^-E exp(-df / 2 (e^2u - 1 - 2u))
 *	E = txo_stirling_error(df / 2)
 * by 16 Gauss-Legendre points [olver2010, 3.5] on pieces that are halved until
 * that changes no more than 1e-14 of the whole. The pieces meet at the peak and at the
 * edges of g, and end where the integrand has fallen by e^-42. All terms are positive, so that
 * the relative error of a small mean is that of a large one.
 */
#include "stats/chi_mean.h"

#include <math.h>

#include "stats/tails.h"

#define FALLEN 42
#define NOTHING 750	/* e^-750 is 0 */
#define MOST_HALVINGS 30
#define ENOUGH 1e-14
#define LOG_PI 1.1447298858494001741

static double sixteen(const struct txo_function *f, double a, double b)
{
	static const double rule[8][2] = {
		{ 0.09501250983763744018532, 0.1894506104550684962854 },
		{ 0.2816035507792589132305, 0.1826034150449235888668 },
		{ 0.4580167776572273863424, 0.1691565193950025381893 },
		{ 0.6178762444026437484467, 0.1495959888165767320815 },
		{ 0.7554044083550030338951, 0.1246289712555338720525 },
		{ 0.8656312023878317438805, 0.09515851168249278480993 },
		{ 0.944575023073232576078, 0.06225352393864789286284 },
		{ 0.9894009349916499325962, 0.02715245941175409485178 },
	};
	double middle = (a + b) / 2, half = (b - a) / 2, sum = 0;

	for (int i = 7; i >= 0; i--) {
		double d = half * rule[i][0];

		sum += rule[i][1] * (f->value(f->ctx, middle - d) +
				     f->value(f->ctx, middle + d));
	}
	return sum * half;
}

/* The integral from a to b, of which `whole` is a first guess. */
static double halve(const struct txo_function *f, const double *end,
		    double whole, double error, int left)
{
	double middle = (end[0] + end[1]) / 2;
	double low[] = { end[0], middle }, high[] = { middle, end[1] };
	double a = sixteen(f, low[0], low[1]), b = sixteen(f, high[0], high[1]);

	if (left == 0 || !(fabs(a + b - whole) > error))
		return a + b;
	return halve(f, low, a, error, left - 1) +
	       halve(f, high, b, error, left - 1);
}

double txo_integral(const struct txo_function *f, const double *point, size_t n)
{
	double sum = 0, guess = 0;

	for (size_t i = 1; i < n; i++)
		guess += sixteen(f, point[i - 1], point[i]);
	for (size_t i = 1; i < n; i++)
		sum += halve(f, point + i - 1,
			     sixteen(f, point[i - 1], point[i]), guess * ENOUGH,
			     MOST_HALVINGS);
	return sum;
}

struct average {
	const struct txo_of_s *g;
	double df;
	double log_scale;
};

static double log_integrand(const struct average *a, double u)
{
	return a->g->log_value(a->g->ctx, exp(u)) -
	       a->df / 2 * txo_exp_rest(2 * u);
}

static double integrand(const void *ctx, double u)
{
	const struct average *a = ctx;
	double e = a->log_scale - a->df / 2 * txo_exp_rest(2 * u);

	return e < -NOTHING ? 0 : exp(e) * a->g->value(a->g->ctx, exp(u));
}

/* Where the integrand is highest between lo and hi, by the golden section. */
static double peak_of(const struct average *a, double lo, double hi)
{
	const double share = 0.38196601125010515;
	double x = lo + share * (hi - lo), y = hi - share * (hi - lo);
	double fx = log_integrand(a, x), fy = log_integrand(a, y);

	while (hi - lo > 1e-9 * (1 + fabs(lo)) && x < y) {
		if (fx < fy) {
			lo = x;
			x = y;
			fx = fy;
			y = hi - share * (hi - lo);
			fy = log_integrand(a, y);
		} else {
			hi = y;
			y = x;
			fy = fx;
			x = lo + share * (hi - lo);
			fx = log_integrand(a, x);
		}
	}
	return (lo + hi) / 2;
}

/* Where it has fallen from the peak, towards the end. */
static double fallen(const struct average *a, double peak, double end)
{
	double level = log_integrand(a, peak) - FALLEN;
	double in = peak, out = end;

	if (log_integrand(a, end) > level)
		return end;
	for (int i = 0; i < 60 && fabs(out - in) > 0.01 * fabs(out - peak);
	     i++) {
		double middle = (in + out) / 2;

		if (log_integrand(a, middle) > level)
			in = middle;
		else
			out = middle;
	}
	return out;
}

double txo_chi_mean(const struct txo_of_s *g, double df)
{
	struct average a = { g, df, 0 };
	struct txo_function f = { integrand, &a };
	double lo, hi, peak, point[TXO_EDGES + 3];
	size_t n = 1;

	if (!(df > 0))
		return NAN;
	if (isinf(df))
		return g->value(g->ctx, 1);
	a.log_scale = (log(df) - LOG_PI) / 2 - txo_stirling_error(df / 2);
	lo = hi = 1 / sqrt(2 * df);
	while (df / 2 * txo_exp_rest(2 * hi) < NOTHING)
		hi *= 1.5;
	while (df / 2 * txo_exp_rest(-2 * lo) < NOTHING)
		lo *= 1.5;
	peak = peak_of(&a, -lo, hi);
	point[0] = fallen(&a, peak, -lo);
	hi = fallen(&a, peak, hi);
	for (int i = 0; i < TXO_EDGES; i++) {
		lo = log(fmax(g->edge[i], 0));
		if (point[n - 1] < peak && peak < lo)
			point[n++] = peak;
		if (point[n - 1] < lo && lo < hi)
			point[n++] = lo;
	}
	if (point[n - 1] < peak && peak < hi)
		point[n++] = peak;
	point[n++] = hi;
	return txo_integral(&f, point, n);
}
