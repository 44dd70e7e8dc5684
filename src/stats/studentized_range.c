/*
 * METHOD
 *	P(Q > q) = E R(q S), df S^2 chi-square
 *	R(w) = k integral of phi(z) (Phi(z)^(k - 1) -
 *	       (Phi(z) - Phi(z - w))^(k - 1)) dz
 * the probability that the range of k normal variables exceeds w, by the value z
 * of the largest one [tukey1953]. With r = Phi(z - w) / Phi(z) the difference
 * is Phi(z)^(k - 1) (1 - (1 - r)^(k - 1)), in which nothing cancels. The
 * integrand lies around w / 2 and is summed on an even grid, which is right to
 * 15 digits for a function that falls like this on both sides. The mean over S:
 * chi_mean.c.
 *
 * Against R 4.2: ptukey() has 10 digits or more in the middle and none in the
 * tails below 1e-14, qtukey() 4 or 5 (its search ends there).
 */
#include "txo/studentized_range.h"

#include <math.h>

#include "stats/chi_mean.h"
#include "stats/root.h"
#include "stats/tails.h"

#define MOST_K 10000
#define FEW_K 30
#define BELOW 9		/* of w / 2, where the integrand ends */
#define ABOVE 11
#define SQRT_2_PI 2.50662827463100050242

struct range {
	double q, k, df;
	double log_tail;	/* aimed at */
};

/* R(w). */
static double range_tail(double w, double k)
{
	double step = k <= FEW_K ? 0.25 : 0.125, sum = 0;
	double from = w / 2 - BELOW;
	int n = (int)((BELOW + ABOVE) / step);

	for (int i = 0; i <= n; i++) {
		double z = from + i * step;
		double below = erfc(-z * M_SQRT1_2) / 2;
		double r = erfc((w - z) * M_SQRT1_2) / 2 / below;

		if (!(below > 0) || z * z > 1400)
			continue;
		r = r < 1 ? -expm1((k - 1) * log1p(-r)) : 1;
		sum += exp(-z * z / 2) * pow(below, k - 1) * r;
	}
	return fmin(1, sum * k * step / SQRT_2_PI);
}

static double given_value(const void *ctx, double s)
{
	const struct range *r = ctx;

	return range_tail(r->q * s, r->k);
}

/* All pairs of the k as if they were independent: never less than R. */
static double given_log(const void *ctx, double s)
{
	const struct range *r = ctx;
	double one = txo_log_normal(-r->q * s * M_SQRT1_2);

	return fmin(0, log(r->k) + log(r->k - 1) + one);
}

double txo_studentized_range(double q, double k, double df)
{
	struct range r = { q, k, df, 0 };
	struct txo_of_s of = { given_value, given_log, &r, { 0 } };

	if (isnan(q) || !(k >= 2) || k > MOST_K || !(df > 0))
		return NAN;
	if (q <= 0)
		return 1;
	if (isinf(q))
		return 0;
	return fmin(1, txo_chi_mean(&of, df));
}

static double miss(double q, const void *with)
{
	const struct range *r = with;

	return log(txo_studentized_range(q, r->k, r->df)) - r->log_tail;
}

double txo_studentized_range_quantile(double level, double k, double df)
{
	struct range r = { 0, k, df, log1p(-level) };
	double high = 4;

	if (!(level > 0) || !(level < 1) || !(k >= 2) || k > MOST_K ||
	    !(df > 0))
		return NAN;
	while (high < 1e300 && miss(high, &r) > 0)
		high *= 2;
	return txo_root(miss, &r, 0, high);
}
