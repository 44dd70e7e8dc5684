/*
 * METHOD
 *	sd	sqrt(m2 / (n - 1)), interval sqrt(m2 / q) where q are the quantiles
 *		(1 +- level) / 2 of chi-square with n - 1 degrees of freedom
 *	r	Sxy / sqrt(Sxx Syy), interval tanh(atanh(r) -+ z / sqrt(n - 3))
 *	change	T = z sd sqrt(2) sqrt(1 - r), z with P(|Z| <= z) = level
 *		log T = log sd + log(1 - r) / 2; each part moves its own way from
 *		the estimate to an end (a of sd, b of r), and the ends of T are
 *		log T -+ sqrt(a^2 + b^2 + 2 c a b). c is the correlation of both
 *		parts for a normal distribution with m pairs among the n values of
 *		sd: -r / sqrt(2) sqrt(m / n), from Cov(s1, r) = r (1 - r^2) s1 / 2n.
 *	cutoff	A: M -+ 2 S (clinical), B: m +- 2 s (functional), upper signs
 *		where lower is better; C: (S m + s M) / (S + s).
 *		Delta method with Var M = S^2 / n, Var S = S^2 / (2 (n - 1)):
 *		A: S^2 (1 / n + 2 / (n - 1))
 *		C: (s / (S + s))^2 S^2 / n + ((m - C) / (S + s))^2 S^2 / (2 (n - 1))
 * Sources: [jacobson1991]; interval of r [fisher1921], of T [zou2008]. The factor
 * sqrt(2) is that of a difference of two scores; it is missing in the first paper
 * on the index (1984). B has the functional population's s: programs are known
 * that take S.
 *
 * The intervals suppose normal scores; that of T is exact when r is a number.
 */
#include "txo/reliable_change.h"

#include <math.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "stats/quantile_chi.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

#define NEGLIGIBLE 0x1p-88	/* of 1 - r^2: a perfect correlation */

struct txo_estimate txo_sd_interval(const struct txo_moments *k, double level)
{
	struct txo_estimate e = txo_estimate_none("standard deviation with "
						  "chi-square interval");
	double low, high;

	if (k->n < 2) {
		e.note = k->n ? TXO_NOTE_SMALLN : TXO_NOTE_NODATA;
		return e;
	}
	e.df = (double)(k->n - 1);
	e.estimate = txo_sd(k);
	if (!(k->m2 > 0)) {
		e.note = isnan(k->m2) ? TXO_NOTE_OVERFLOW : TXO_NOTE_CONST;
		return e;
	}
	txo_chi_square_quantiles(level, e.df, &low, &high);
	e.conf_low = sqrt(k->m2 / high);
	e.conf_high = sqrt(k->m2 / low);
	return e;
}

/* Sums of squares and products, x and y in units of 2^ex and 2^ey. */
struct sums {
	int ex, ey;
	struct txo_dd xx, xy, yy;
};

static void find_units(const struct txo_pairs *p, struct sums *s)
{
	double x = 0, y = 0;

	for (size_t i = 0; i < p->m; i++) {
		x = fmax(x, fabs(p->x[i]));
		y = fmax(y, fabs(p->y[i]));
	}
	(void)frexp(x, &s->ex);
	(void)frexp(y, &s->ey);
}

static void add_up(const struct txo_pairs *p, struct sums *s)
{
	struct txo_dd n = { 0, 0 }, mx = n, my = n;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);
		struct txo_dd x = txo_dd_scale(txo_pairs_x(p, i), -s->ex);
		struct txo_dd y = txo_dd_scale(txo_pairs_y(p, i), -s->ey);

		n = txo_dd_add(n, w);
		mx = txo_dd_add(mx, txo_dd_mul(w, x));
		my = txo_dd_add(my, txo_dd_mul(w, y));
	}
	mx = txo_dd_div(mx, n);
	my = txo_dd_div(my, n);
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);
		struct txo_dd x = txo_dd_scale(txo_pairs_x(p, i), -s->ex);
		struct txo_dd y = txo_dd_scale(txo_pairs_y(p, i), -s->ey);

		x = txo_dd_sub(x, mx);
		y = txo_dd_sub(y, my);
		s->xx = txo_dd_add(s->xx, txo_dd_mul(w, txo_dd_mul(x, x)));
		s->xy = txo_dd_add(s->xy, txo_dd_mul(w, txo_dd_mul(x, y)));
		s->yy = txo_dd_add(s->yy, txo_dd_mul(w, txo_dd_mul(y, y)));
	}
}

struct txo_estimate txo_retest(const struct txo_pairs *p, double level)
{
	struct txo_estimate e = txo_estimate_none("correlation with Fisher z "
						  "interval");
	struct sums s = { 0 };
	struct txo_dd r, rest;
	double n = (double)txo_pairs_n(p), half;

	e.note = txo_pairs_note(p);
	if (!e.note && txo_pairs_y_is_constant(p))
		e.note = TXO_NOTE_CONST;
	if (e.note)
		return e;
	find_units(p, &s);
	add_up(p, &s);
	r = txo_dd_div(s.xy, txo_dd_sqrt(txo_dd_mul(s.xx, s.yy)));
	rest = txo_dd_sub(txo_dd_from(1), txo_dd_mul(r, r));
	e.df = n - 3;
	e.estimate = rest.hi > NEGLIGIBLE ? r.hi : copysign(1, r.hi);
	if (fabs(e.estimate) >= 1) {
		e.note = TXO_NOTE_PERFECT;
		return e;
	}
	if (n < 4) {
		e.note = TXO_NOTE_SMALLN;
		return e;
	}
	half = txo_normal_quantile(level) / sqrt(n - 3);
	e.conf_low = tanh(atanh(e.estimate) - half);
	e.conf_high = tanh(atanh(e.estimate) + half);
	return e;
}

/* How far one part of log T moves to its low and its high end. */
struct way {
	double low, high;
};

static struct way way_of_sd(const struct txo_estimate *sd)
{
	if (isnan(sd->conf_low))
		return (struct way){ 0, 0 };
	return (struct way){ log(sd->estimate / sd->conf_low),
			     log(sd->conf_high / sd->estimate) };
}

static struct way way_of_r(const struct txo_estimate *r)
{
	double rest = 1 - r->estimate;

	if (isnan(r->conf_low))
		return (struct way){ 0, 0 };
	return (struct way){ log(rest / (1 - r->conf_high)) / 2,
			     log((1 - r->conf_low) / rest) / 2 };
}

static double joined(double a, double b, double correlation)
{
	return sqrt(fmax(0, a * a + b * b + 2 * correlation * a * b));
}

/* Of both parts, where each comes from the data; else it does not matter. */
static double correlation(const struct txo_estimate *sd,
			  const struct txo_estimate *r)
{
	double n = sd->df + 1, m = r->df + 3;

	if (isnan(n) || isnan(m))
		return 0;
	return -r->estimate / sqrt(2) * sqrt(fmin(1, m / n));
}

struct txo_estimate txo_reliable_change(const struct txo_estimate *sd,
					const struct txo_estimate *r,
					double level)
{
	struct txo_estimate e = txo_estimate_none("reliable change");
	double z = txo_normal_quantile(level), c = correlation(sd, r);
	struct way a = way_of_sd(sd), b = way_of_r(r);
	bool known = isnan(sd->df) && isnan(r->df);
	bool open = (!isnan(sd->df) && isnan(sd->conf_low)) ||
		    (!isnan(r->df) && isnan(r->conf_low));

	e.note = sd->note | r->note;
	if (!(r->estimate <= 1))
		return e;
	e.estimate = z * sd->estimate * sqrt(2) * sqrt(1 - r->estimate);
	if (r->estimate == 1)
		e.note |= TXO_NOTE_PERFECT;
	if (known || open || !(e.estimate > 0))
		return e;
	e.conf_low = e.estimate * exp(-joined(a.low, b.low, c));
	e.conf_high = e.estimate * exp(joined(a.high, b.high, c));
	return e;
}

struct txo_estimate txo_reliable_change_sem(double sem, double level)
{
	struct txo_estimate e = txo_estimate_none("reliable change");

	e.estimate = txo_normal_quantile(level) * sqrt(2) * sem;
	return e;
}

/* Squared error of the cutoff by the delta method. */
static double variance(enum txo_cutoff which, double c,
		       const struct txo_population *clinical,
		       const struct txo_population *functional)
{
	double n = (double)clinical->n, s = functional->sd;
	double var = clinical->sd * clinical->sd;
	double sum = clinical->sd + s;
	double by_mean = s / sum, by_sd = (functional->mean - c) / sum;

	if (which == TXO_CUTOFF_A)
		return var * (1 / n + 2 / (n - 1));
	return var * (by_mean * by_mean / n + by_sd * by_sd / (2 * (n - 1)));
}

struct txo_estimate txo_cutoff(enum txo_cutoff which,
			       const struct txo_population *clinical,
			       const struct txo_population *functional,
			       bool higher_better, double level)
{
	static const char *const methods[] = {
		"cutoff a: 2 SD from the clinical mean",
		"cutoff b: 2 SD from the functional mean",
		"cutoff c: between clinical and functional mean",
	};
	struct txo_estimate e = txo_estimate_none(methods[which]);
	double better = higher_better ? 1 : -1, sum, half;

	if (which == TXO_CUTOFF_B) {
		e.estimate = functional->mean - better * 2 * functional->sd;
		return e;
	}
	if (isnan(clinical->sd)) {
		e.note = clinical->n ? TXO_NOTE_SMALLN : TXO_NOTE_NODATA;
		return e;
	}
	sum = clinical->sd + functional->sd;
	if (which == TXO_CUTOFF_A)
		e.estimate = clinical->mean + better * 2 * clinical->sd;
	else if (sum == 0)
		e.note = TXO_NOTE_CONST;
	else
		e.estimate = (clinical->sd * functional->mean +
			      functional->sd * clinical->mean) /
			     sum;
	if (isnan(e.estimate) || clinical->n < 2 || clinical->sd == 0)
		return e;
	e.std_error = sqrt(variance(which, e.estimate, clinical, functional));
	half = txo_normal_quantile(level) * e.std_error;
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}
