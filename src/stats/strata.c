/*
 * METHOD, with the cells a, b / c, d of a stratum, n = a + b + c + d, n1 = a + b,
 * n2 = c + d, t = a + c, R = sum a d / n, S = sum b c / n:
 *
 *	odds ratio R / S					[mantel1959]
 *	  variance of its log, P = (a + d) / n, Q = (b + c) / n:	[robins1986]
 *	  sum P a d / n / (2 R^2) + sum (P b c + Q a d) / n / (2 R S)
 *	  + sum Q b c / n / (2 S^2)
 *	chi-square (R - S)^2 / sum n1 n2 t (n - t) / (n^2 (n - 1))
 *	ratio sum a n2 / n / sum c n1 / n			[greenland1985]
 *	  variance of its log: sum (n1 n2 t - a c n) / n^2 over the product of the two
 *	difference D = (R - S) / W, W = sum n1 n2 / n		[sato1989]
 *	  variance (D sum U + sum V) / W^2,
 *	  U = (n1^2 c - n2^2 a + n1 n2 (n2 - n1) / 2) / n^2
 *	  V = (a d + b c) / (2 n)
 *	Breslow-Day: sum (a - A)^2 / v - (sum (a - A))^2 / sum v	[breslow1980]
 *	  A d' / (b' c') = R / S with the margins of the stratum,  [tarone1985]
 *	  v = 1 / (1/A + 1/b' + 1/c' + 1/d')
 *
 * All sums in double-double.
 */
#include "txo/strata.h"

#include <math.h>

#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "stats/two.h"

#define ODDS \
	"Mantel-Haenszel with Robins-Breslow-Greenland interval and chi-square without continuity correction"
#define RATIO "Mantel-Haenszel with Greenland-Robins interval and Wald test"
#define DIFFERENCE "Mantel-Haenszel with Sato interval and Wald test"
#define HOMOGENEITY "Breslow-Day chi-square with Tarone correction"

static void add(struct txo_dd *sum, double x)
{
	*sum = txo_dd_add(*sum, txo_dd_from(x));
}

/* One stratum. */
struct stratum {
	double a, b, c, d, n1, n2, n;
};

/* The next stratum with observations in both groups, from *i on. */
static bool next(const struct txo_two *t, size_t k, size_t *i,
		 struct stratum *s)
{
	struct txo_cells c;

	while (*i < k && !(t[*i].n[0] && t[*i].n[1]))
		(*i)++;
	if (*i == k)
		return false;
	c = txo_cells_of(&t[(*i)++]);
	*s = (struct stratum){ c.x1,	    c.y1,	 c.x2, c.y2,
			       c.x1 + c.y1, c.x2 + c.y2, 0 };
	s->n = s->n1 + s->n2;
	return true;
}

/* Sums over the strata; W is 0 if none tells anything. */
struct sums {
	struct txo_dd r, s, pr, mixed, qs, null_var;	/* odds ratio */
	struct txo_dd first, second, ratio_var;
	struct txo_dd w, u, v;	/* difference */
};

static void add_stratum(struct sums *k, const struct stratum *s)
{
	double n = s->n, t = s->a + s->c, p = (s->a + s->d) / n;
	double q = (s->b + s->c) / n, ad = s->a / n * s->d,
	       bc = s->b / n * s->c;
	double w = s->n1 / n * s->n2;

	add(&k->r, ad);
	add(&k->s, bc);
	add(&k->pr, p * ad);
	add(&k->mixed, p * bc + q * ad);
	add(&k->qs, q * bc);
	add(&k->null_var, w * (t / n) * ((n - t) / (n - 1)));
	add(&k->first, s->a * (s->n2 / n));
	add(&k->second, s->c * (s->n1 / n));
	add(&k->ratio_var, w * (t / n) - s->a / n * s->c);
	add(&k->w, w);
	add(&k->u, s->n1 / n * (s->n1 / n * s->c) -
			   s->n2 / n * (s->n2 / n * s->a) +
			   w / n * (s->n2 - s->n1) / 2);
	add(&k->v, (ad + bc) / 2);
}

static struct sums sums_of(const struct txo_two *t, size_t k,
			   struct txo_estimate *e)
{
	struct sums sums = { .w = { 0, 0 } };
	struct stratum s;

	for (size_t i = 0; next(t, k, &i, &s);)
		add_stratum(&sums, &s);
	if (!(sums.w.hi > 0))
		e->note |= TXO_NOTE_NODATA;
	return sums;
}

/* Interval of a ratio from the error of its logarithm. */
static void set_log_interval(struct txo_estimate *e, double level)
{
	double half = txo_normal_quantile(level) * e->std_error;

	e->conf_low = e->estimate * exp(-half);
	e->conf_high = e->estimate * exp(half);
}

struct txo_estimate txo_mantel_haenszel_odds(const struct txo_two *t, size_t k,
					     double level)
{
	struct txo_estimate e = txo_estimate_none(ODDS);
	struct sums m = sums_of(t, k, &e);
	double r = m.r.hi, s = m.s.hi, far = txo_dd_sub(m.r, m.s).hi;

	if (e.note)
		return e;
	if (!(m.null_var.hi > 0)) {
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	e.statistic = far / m.null_var.hi * far;
	e.df = 1;
	e.p_value = txo_normal_p_value(sqrt(e.statistic));
	if (s > 0)
		e.estimate = r / s;
	if (!(r > 0 && s > 0)) {
		e.note |= TXO_NOTE_ZEROCELL;
		return e;
	}
	e.std_error = sqrt(m.pr.hi / r / r / 2 + m.mixed.hi / r / s / 2 +
			   m.qs.hi / s / s / 2);
	set_log_interval(&e, level);
	return e;
}

struct txo_estimate txo_mantel_haenszel_ratio(const struct txo_two *t, size_t k,
					      double level)
{
	struct txo_estimate e = txo_estimate_none(RATIO);
	struct sums m = sums_of(t, k, &e);
	double first = m.first.hi, second = m.second.hi;

	if (e.note)
		return e;
	if (second > 0)
		e.estimate = first / second;
	if (!(first > 0 && second > 0)) {
		e.note |= TXO_NOTE_ZEROCELL;
		return e;
	}
	if (!(m.ratio_var.hi > 0)) {
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	e.std_error = sqrt(m.ratio_var.hi / first / second);
	e.statistic = log(e.estimate) / e.std_error;
	e.p_value = txo_normal_p_value(e.statistic);
	set_log_interval(&e, level);
	return e;
}

struct txo_estimate txo_mantel_haenszel_difference(const struct txo_two *t,
						   size_t k, double level)
{
	struct txo_estimate e = txo_estimate_none(DIFFERENCE);
	struct sums m = sums_of(t, k, &e);
	double half;

	if (e.note)
		return e;
	e.estimate = txo_dd_sub(m.r, m.s).hi / m.w.hi;
	e.std_error = sqrt(fmax(0, e.estimate * m.u.hi + m.v.hi)) / m.w.hi;
	if (!(e.std_error > 0)) {
		e.std_error = (double)NAN;
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	half = txo_normal_quantile(level) * e.std_error;
	e.statistic = e.estimate / e.std_error;
	e.p_value = txo_normal_p_value(e.statistic);
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}

/* Events of the first group if the stratum had these odds. */
static double expected(const struct stratum *s, double odds)
{
	double t = s->a + s->c, square = 1 - odds;
	double b = s->n2 - t + odds * (s->n1 + t), c = odds * s->n1 * t;
	double root = sqrt(b * b + 4 * square * c);

	return b < 0 ? (root - b) / (2 * square) : 2 * c / (b + root);
}

struct txo_estimate txo_breslow_day(const struct txo_two *t, size_t k)
{
	struct txo_estimate e = txo_estimate_none(HOMOGENEITY);
	struct sums m = sums_of(t, k, &e);
	double odds = m.r.hi / m.s.hi;
	struct txo_dd sum = { 0, 0 }, far = { 0, 0 }, var = { 0, 0 };
	struct stratum s;

	if (e.note)
		return e;
	e.df = -1;
	for (size_t i = 0; next(t, k, &i, &s);) {
		double mean = expected(&s, odds), rest = s.a + s.c - mean, v;

		if (s.a + s.c == 0 || s.b + s.d == 0)
			continue;
		v = 1 / (1 / mean + 1 / (s.n1 - mean) + 1 / rest +
			 1 / (s.n2 - rest));
		add(&sum, (s.a - mean) / v * (s.a - mean));
		add(&far, s.a - mean);
		add(&var, v);
		e.df++;
	}
	if (!(e.df > 0)) {
		e.df = (double)NAN;
		e.note |= TXO_NOTE_FEWGROUPS;
	} else if (!(m.r.hi > 0 && m.s.hi > 0)) {
		e.note |= TXO_NOTE_ZEROCELL;
	} else {
		add(&sum, -far.hi / var.hi * far.hi);
		e.statistic = fmax(0, sum.hi);
		e.p_value = e.df == 1 ? txo_normal_p_value(sqrt(e.statistic)) :
					txo_chi2_tails(e.statistic, e.df).upper;
	}
	return e;
}
