/*
 * METHOD, with v = k / d, y = 1 - s v, k = 0 .. d - 1	[efron1977]
 *	d up to 256: term by term
 *	s up to 1/2: series in s, of the sums of v^m, which are polynomials in d
 *	  (Faulhaber's, to the fourth Bernoulli number)
 *	else: the last 64 terms one by one, the others, at least 64 steps from
 *	  where y is 0, by Euler and Maclaurin; v = (1 - y) / s for the sums
 *	  with v, which cancels no more than 6 bits
 */
#include "stats/efron.h"

#include <math.h>

#define DIRECT 256
#define LAST 64
#define TERMS 72

static void add_terms(struct txo_efron *e, double d, double share, double rest,
		      double from)
{
	for (double k = from; k < d; k++) {
		double v = k / d, y = rest + share * ((d - k) / d);

		e->log += y > 0.5 ? log1p(-share * v) : log(y);
		e->a[0] += 1 / y;
		e->a[1] += v / y;
		e->b[0] += 1 / y / y;
		e->b[1] += v / y / y;
		e->b[2] += v / y * (v / y);
	}
}

/* Sum of v^m. A derivative that is constant is the same at both ends. */
static double power_sum(double d, int m)
{
	static const double bernoulli[] = { 1.0 / 12, -1.0 / 720, 1.0 / 30240,
					    -1.0 / 1209600 };
	double term = m / d, sum = d / (m + 1) - 0.5;

	if (m == 0)
		return d;
	for (int i = 0; i < 4 && m > 2 * i + 1; i++) {
		sum += bernoulli[i] * term;
		term *= (m - 2 * i - 1) / d * ((m - 2 * i - 2) / d);
	}
	return sum;
}

static struct txo_efron series(double d, double share)
{
	struct txo_efron e = { .log = 0 };
	double power = 1, sum[TERMS + 3];

	for (int m = 0; m < TERMS + 3; m++)
		sum[m] = power_sum(d, m);
	for (int m = 0; m < TERMS; m++) {
		if (m > 0)
			e.log -= power / m * sum[m];
		e.a[0] += power * sum[m];
		e.a[1] += power * sum[m + 1];
		e.b[0] += (m + 1) * power * sum[m];
		e.b[1] += (m + 1) * power * sum[m + 1];
		e.b[2] += (m + 1) * power * sum[m + 2];
		power *= share;
	}
	return e;
}

/* All terms but the last, whose places y / step go from low to high. */
static void add_smooth(struct txo_efron *e, double low, double high,
		       double step)
{
	double y = low * step, l = 1 / low, h = 1 / high, l2 = l * l,
	       h2 = h * h;

	e->log += (y - 1 - y * log(y)) / step + log(y) / 2 - (l - h) / 12 +
		  (l2 * l - h2 * h) / 360 - (l2 * l2 * l - h2 * h2 * h) / 1260;
	e->a[0] += (log(high / low) + (l + h) / 2 + (l2 - h2) / 12 -
		    (l2 * l2 - h2 * h2) / 120 +
		    (l2 * l2 * l2 - h2 * h2 * h2) / 252) /
		   step;
	e->b[0] += (l - h + (l2 + h2) / 2 + (l2 * l - h2 * h) / 6 -
		    (l2 * l2 * l - h2 * h2 * h) / 30 +
		    (l2 * l2 * l2 * l - h2 * h2 * h2 * h) / 42) /
		   step / step;
}

struct txo_efron txo_efron_sums(double d, double share, double rest)
{
	struct txo_efron e = { .log = 0 };

	if (d > DIRECT && share <= 0.5)
		return series(d, share);
	if (d <= DIRECT) {
		add_terms(&e, d, share, rest, 0);
		return e;
	}
	add_terms(&e, d, share, rest, d - LAST);
	add_smooth(&e, d * (rest / share) + LAST + 1, d / share, share / d);
	e.a[1] = (e.a[0] - d) / share;
	e.b[1] = (e.b[0] - e.a[0]) / share;
	e.b[2] = (e.b[1] - e.a[1]) / share;
	return e;
}

struct txo_efron txo_breslow_sums(double d)
{
	return (struct txo_efron){ .a = { d, 0 }, .b = { d, 0, 0 } };
}
