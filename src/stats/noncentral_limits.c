/*
 * METHOD
 *	low: P(X >= x; ncp) = (1 - level) / 2, high: P(X <= x; ncp) = the same
 *	d = ncp / sqrt(n), or ncp sqrt(1 / n1 + 1 / n2)
 *	eta squared = ncp / (ncp + df1 + df2 + 1)
 *	V = sqrt(ncp / (n (k - 1)))
 * Source: [steiger2004]; the factor of Hedges [hedges1981]. The equations are
 * solved on the logarithm of the tail, see root.c and noncentral.c. The limits
 * are exact for normal data (t, F) and asymptotic for chi-square.
 */
#include <math.h>

#include "stats/root.h"
#include "stats/tails.h"

#define TINY 1e-305	/* what a tail below that counts as */

static const struct txo_limits no_limits = { NAN, NAN };

/* An observed statistic, as a function of its noncentrality. */
struct observed {
	struct txo_tails (*tails)(const struct observed *o, double ncp);
	double x, df1, df2;
	double log_tail;	/* aimed at */
};

static struct txo_tails tails_t(const struct observed *o, double ncp)
{
	return txo_noncentral_t(o->x, o->df1, ncp);
}

static struct txo_tails tails_chi2(const struct observed *o, double ncp)
{
	return txo_noncentral_chi2(o->x, o->df1, ncp);
}

static struct txo_tails tails_f(const struct observed *o, double ncp)
{
	return txo_noncentral_f(o->x, o->df1, o->df2, ncp);
}

static double upper_gap(double ncp, const void *with)
{
	const struct observed *o = with;

	return log(fmax(TINY, o->tails(o, ncp).upper)) - o->log_tail;
}

static double lower_gap(double ncp, const void *with)
{
	const struct observed *o = with;

	return log(fmax(TINY, o->tails(o, ncp).lower)) - o->log_tail;
}

static double aim(double level)
{
	return level > 0 && level < 1 ? log((1 - level) / 2) : NAN;
}

/* The root of f next to `from`, first looked for a step away; NaN if f is. */
static double next_root(txo_root_function *f, const struct observed *o,
			double from, double step)
{
	double to = from + step, sign = f(from, o);

	while (f(to, o) * sign > 0 && fabs(to) < 1e300) {
		from = to;
		step *= 2;
		to += step;
	}
	return txo_root(f, o, fmin(from, to), fmax(from, to));
}

struct txo_limits txo_ncp_limits_t(double t, double df, double level)
{
	struct observed o = { tails_t, t, df, 0, aim(level) };
	double step = 2 * sqrt(1 + t * t / (2 * df));

	if (isnan(t) || isinf(t) || !(df > 0) || isnan(o.log_tail))
		return no_limits;
	return (struct txo_limits){ next_root(upper_gap, &o, t, -step),
				    next_root(lower_gap, &o, t, step) };
}

/* Limits of a noncentrality that is not below 0. */
static struct txo_limits not_below_zero(const struct observed *o)
{
	struct txo_limits k = { 0, 0 };
	double ncp = o->x * o->df1, step = 2 + 4 * sqrt(ncp);

	if (!(upper_gap(0, o) >= 0))
		k.low = ncp > step && upper_gap(ncp - step, o) < 0 ?
				txo_root(upper_gap, o, ncp - step, 2 * ncp) :
				txo_root(upper_gap, o, 0, 2 * ncp);
	if (!(lower_gap(0, o) <= 0))
		k.high = next_root(lower_gap, o, k.low, step);
	return k;
}

struct txo_limits txo_ncp_limits_chi2(double x, double df, double level)
{
	struct observed o = { tails_chi2, x, df, 0, aim(level) };

	if (!(x >= 0) || isinf(x) || !(df > 0) || isinf(df) ||
	    isnan(o.log_tail))
		return no_limits;
	return not_below_zero(&o);
}

struct txo_limits txo_ncp_limits_f(double f, double df1, double df2,
				   double level)
{
	struct observed o = { tails_f, f, df1, df2, aim(level) };

	if (!(f >= 0) || isinf(f) || !(df1 > 0) || isinf(df1) || !(df2 > 0) ||
	    isnan(o.log_tail))
		return no_limits;
	return not_below_zero(&o);
}

struct txo_limits txo_d_limits_one(double t, uint64_t n, double level)
{
	struct txo_limits k = no_limits;
	double scale = sqrt((double)n);

	if (n > 1)
		k = txo_ncp_limits_t(t, (double)(n - 1), level);
	return (struct txo_limits){ k.low / scale, k.high / scale };
}

struct txo_limits txo_d_limits_two(double t, uint64_t n1, uint64_t n2,
				   double level)
{
	struct txo_limits k = no_limits;
	double scale = sqrt(1 / (double)n1 + 1 / (double)n2);

	if (n1 > 0 && n2 > 0 && n1 + n2 > 2)
		k = txo_ncp_limits_t(t, (double)(n1 + n2 - 2), level);
	return (struct txo_limits){ k.low * scale, k.high * scale };
}

double txo_hedges_j(double df)
{
	double a = (df - 1) / 2, b = df / 2;

	if (!(df > 1))
		return NAN;
	if (isinf(df))
		return 1;
	/* Stirling's formula for both, with a = b - 1/2 */
	return exp(txo_stirling_error(b) - txo_stirling_error(a) -
		   b * log1p(-0.5 / b) - 0.5) *
	       (a / b);
}

struct txo_limits txo_eta2_limits(double f, double df1, double df2,
				  double level)
{
	struct txo_limits k = txo_ncp_limits_f(f, df1, df2, level);
	double n = df1 + df2 + 1;

	return (struct txo_limits){ k.low / (k.low + n),
				    k.high / (k.high + n) };
}

struct txo_limits txo_cramers_v_limits(double chi2, size_t rows, size_t columns,
				       uint64_t n, double level)
{
	size_t k = rows < columns ? rows : columns;
	struct txo_limits v = no_limits;
	double scale;

	if (k < 2 || n == 0)
		return v;
	scale = (double)n * (double)(k - 1);
	v = txo_ncp_limits_chi2(
		chi2, (double)(rows - 1) * (double)(columns - 1), level);
	return (struct txo_limits){ fmin(1, sqrt(v.low / scale)),
				    fmin(1, sqrt(v.high / scale)) };
}
