/*
 * METHOD
 *	chi-square: sum over j of Poisson(j; ncp / 2) P(df / 2 + j, x / 2)
 *	F: sum over j of Poisson(j; ncp / 2) I_z(df1 / 2 + j, df2 / 2),
 *	   z = df1 f / (df1 f + df2); upper tails with Q and 1 - I
 *	t: E Phi(t S - ncp), upper tail E Phi(ncp - t S), df S^2 chi-square
 * Source: [johnson1995, chapters 29 to 31]. The terms of the sums rise to one
 * peak and fall; they are taken from where they are e^-42 of the peak. The
 * incomplete functions of neighbours differ by one density; the sum runs in the
 * direction in which these add up, so that nothing cancels in either tail. The
 * mean over S is an integral, see chi_mean.c.
 *
 * For ncp > 1e8 chi-square is taken by the normal approximation of a power
 * [sankaran1963], right to 1e-8 there, and F as its mean over the denominator.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "stats/chi_mean.h"
#include "stats/tails.h"

#define LARGE_NCP 1e8
#define FALLEN 42
#define CLEAR 0.9	/* a tail of which the other one can be taken from 1 */

static const struct txo_tails none = { NAN, NAN };

/* A sum of gamma tails, or of beta tails if b is finite. */
struct mixture {
	double half;	/* ncp / 2 */
	double a, b;
	double x, y;
	bool upper;
};

/* The tail of shape a + j. */
static double tail_at(const struct mixture *m, double j)
{
	struct txo_tails t = isinf(m->b) ?
				     txo_gamma_tails(m->a + j, m->x) :
				     txo_beta_tails(m->a + j, m->b, m->x, m->y);

	return m->upper ? t.upper : t.lower;
}

/* By how much the lower tail at j is above that at j + 1. */
static double step_at(const struct mixture *m, double j)
{
	double a = m->a + j;

	if (isinf(m->b))
		return txo_gamma_density(a, m->x);
	return txo_beta_density(a, m->b, m->x, m->y) * (m->b / (a + m->b));
}

/* Are the terms still rising from j to j + 1? */
static bool rises(const struct mixture *m, double j)
{
	double here = tail_at(m, j), step = step_at(m, j);

	if (!(here > 0))
		return m->upper;
	return m->half / (j + 1) *
		       (m->upper ? 1 + step / here : 1 - step / here) >
	       1;
}

/* The j with the largest term. */
static double peak_of(const struct mixture *m)
{
	double low = 0, high = floor(m->half) + 1;

	if (m->upper) {
		low = floor(m->half);
		while (high < 1e15 && rises(m, high))
			high *= 2;
	}
	if (!rises(m, low))
		return low;
	while (high - low > 1) {	/* rises at low, not at high */
		double middle = floor((low + high) / 2);

		if (rises(m, middle))
			low = middle;
		else
			high = middle;
	}
	return high;
}

static double log_term(const struct mixture *m, double j)
{
	return log(txo_gamma_density(j, m->half)) + log(tail_at(m, j));
}

/* Where the terms have fallen enough, from the peak in the direction. */
static double end_of(const struct mixture *m, double peak, int direction)
{
	double level = log_term(m, peak) - FALLEN, j = peak;
	double step = ceil(2 * sqrt(peak + 1));

	do {
		j = fmax(0, j + direction * step);
	} while (j > 0 && log_term(m, j) > level);
	return j;
}

static double sum_of(struct mixture *m, bool upper)
{
	double peak, low, high, tail, sum = 0;

	m->upper = upper;
	peak = peak_of(m);
	low = end_of(m, peak, -1);
	high = end_of(m, peak, 1);
	tail = tail_at(m, upper ? low : high);
	for (double i = 0, n = high - low; i <= n; i++) {
		double j = upper ? low + i : high - i;

		sum += txo_gamma_density(j, m->half) * tail;
		tail += step_at(m, upper ? j : j - 1);
	}
	return fmin(1, sum);
}

/* Both tails, the one that is likely to be small first. */
static struct txo_tails both(struct mixture *m, bool upper_first)
{
	struct txo_tails t;
	double first = sum_of(m, upper_first);
	double second = first < CLEAR ? 1 - first : sum_of(m, !upper_first);

	t.lower = upper_first ? second : first;
	t.upper = upper_first ? first : second;
	return t;
}

static struct txo_tails large_chi2(double x, double df, double ncp)
{
	double s = df + ncp, q = df + 2 * ncp;
	double h = 1 - 2 * s * (df + 3 * ncp) / (3 * q * q);
	double p = q / (s * s), m = (h - 1) * (1 - 3 * h);
	double mean = 1 + h * p * (h - 1 - (2 - h) * m * p / 2);
	double sd = h * sqrt(2 * p) * (1 + m * p / 2);

	return txo_normal_tails((pow(x / s, h) - mean) / sd);
}

struct txo_tails txo_noncentral_chi2(double x, double df, double ncp)
{
	struct mixture m = { ncp / 2, df / 2, INFINITY, x / 2, 0, false };

	if (!(df > 0) || isinf(df) || !(ncp >= 0) || isinf(ncp) || isnan(x))
		return none;
	if (x <= 0)
		return (struct txo_tails){ 0, 1 };
	if (isinf(x))
		return (struct txo_tails){ 1, 0 };
	if (ncp == 0)
		return txo_chi2_tails(x, df);
	if (ncp > LARGE_NCP)
		return large_chi2(x, df, ncp);
	return both(&m, x > df + ncp);
}

/* A tail of F given the standard deviation of the denominator. */
struct given {
	double x, df, ncp;
	bool upper;
};

static double given_value(const void *ctx, double s)
{
	const struct given *g = ctx;
	struct txo_tails t = large_chi2(g->x * s * s, g->df, g->ncp);

	return g->upper ? t.upper : t.lower;
}

static double given_log(const void *ctx, double s)
{
	const struct given *g = ctx;
	double z = (g->x * s * s - g->df - g->ncp) /
		   (2 * sqrt(g->df / 2 + g->ncp));

	return txo_log_normal(g->upper ? -z : z);
}

/* Where to part a normal distribution function. */
static const double width[TXO_EDGES] = { -9, -3, 0, 3, 9 };

static struct txo_tails large_f(double f, double df1, double df2, double ncp)
{
	struct given g = { f * df1, df1, ncp, true };
	struct txo_of_s of = { given_value, given_log, &g, { 0 } };
	struct txo_tails t;

	for (int i = 0; i < TXO_EDGES; i++)
		of.edge[i] = sqrt(
			(df1 + ncp + width[i] * 2 * sqrt(df1 / 2 + ncp)) / g.x);
	t.upper = txo_chi_mean(&of, df2);
	g.upper = false;
	t.lower = txo_chi_mean(&of, df2);
	return t;
}

struct txo_tails txo_noncentral_f(double f, double df1, double df2, double ncp)
{
	double r = f * (df1 / df2);
	struct mixture m = { ncp / 2,	  df1 / 2,     df2 / 2,
			     r / (1 + r), 1 / (1 + r), false };

	if (!(df1 > 0) || isinf(df1) || !(df2 > 0) || !(ncp >= 0) ||
	    isinf(ncp) || isnan(f))
		return none;
	if (f <= 0)
		return (struct txo_tails){ 0, 1 };
	if (isinf(df2))
		return txo_noncentral_chi2(f * df1, df1, ncp);
	if (isinf(r))
		return (struct txo_tails){ 1, 0 };
	if (ncp == 0)
		return txo_f_tails(f, df1, df2);
	if (ncp > LARGE_NCP)
		return large_f(f, df1, df2, ncp);
	return both(&m, f * df1 > df1 + ncp);
}

/* P(Z < slope S - shift). */
struct line {
	double slope, shift;
};

static double line_value(const void *ctx, double s)
{
	const struct line *l = ctx;

	return txo_normal_tails(l->slope * s - l->shift).lower;
}

static double line_log(const void *ctx, double s)
{
	const struct line *l = ctx;

	return txo_log_normal(l->slope * s - l->shift);
}

struct txo_tails txo_noncentral_t(double t, double df, double ncp)
{
	struct line l = { t, ncp };
	struct txo_of_s of = { line_value, line_log, &l, { 0 } };
	struct txo_tails p;

	if (isnan(t) || !(df > 0) || isnan(ncp) || isinf(ncp))
		return none;
	if (isinf(t))
		return (struct txo_tails){ t > 0, t < 0 };
	if (t == 0 || isinf(df))
		return txo_normal_tails(t - ncp);
	for (int i = 0; i < TXO_EDGES; i++)
		of.edge[i] = (ncp + copysign(1, t) * width[i]) / t;
	p.lower = txo_chi_mean(&of, df);
	if (p.lower < CLEAR) {
		p.upper = 1 - p.lower;
		if (p.lower > 1 - CLEAR)
			return p;
	}
	l = (struct line){ -t, -ncp };
	p.upper = txo_chi_mean(&of, df);
	return p;
}
