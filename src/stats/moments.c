/*
 * METHOD
 *
 * Moments of a weighted sample, two passes in double-double [dekker1971]:
 *
 *	n = sum w_i      mean = sum w_i x_i / n
 *	m_k = sum w_i (x_i - mean)^k,  k = 2, 3, 4                  [chan1983]
 *	m_2 is corrected by (sum w_i (x_i - mean))^2 / n, which is all but zero
 *
 * var = m_2 / (n - 1), frequency weights (sum w - 1); NaN for n < 2.
 * Interval of the mean [student1908]: mean -+ t(level, n - 1) sqrt(var / n);
 * none when all values are equal, as then nothing is known of the error.
 *
 * Skewness g1 = (m_3 / n) / (m_2 / n)^(3/2), kurtosis g2 = (m_4 / n) /
 * (m_2 / n)^2 - 3, and their types [joanes1998]:
 *	1: g1                                 g2
 *	2: g1 sqrt(n (n - 1)) / (n - 2)       ((n + 1) g2 + 6) (n - 1) /
 *	                                      ((n - 2) (n - 3))
 *	3: g1 ((n - 1) / n)^(3/2)             (g2 + 3) ((n - 1) / n)^2 - 3
 *
 * Geometric mean: the same on log x, then exp; defined for x > 0 only.
 *
 * Error: each result is rounded once from about 32 digits, so right to the
 * last digit or next to it while |mean| / sd < 1e12 or so.
 */
#include <math.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/sample.h"
#include "txo/note.h"

uint64_t txo_n(const struct txo_sample *s)
{
	uint64_t n = 0;

	if (s->cum)
		return s->m ? s->cum[s->m - 1] : 0;
	for (size_t i = 0; i < s->m; i++)
		n += s->w[i];
	return n;
}

/* Sums of the powers of the distance from the mean, in double-double. */
struct powers {
	struct txo_dd d1, d2, d3, d4;
};

static struct powers central_sums(const struct txo_sample *s,
				  struct txo_dd mean)
{
	struct powers p = { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };

	for (size_t i = 0; i < s->m; i++) {
		struct txo_dd d = txo_dd_sub(txo_sample_value(s, i), mean);
		struct txo_dd t = txo_dd_mul(txo_dd_from_count(s->w[i]), d);

		p.d1 = txo_dd_add(p.d1, t);
		t = txo_dd_mul(t, d);
		p.d2 = txo_dd_add(p.d2, t);
		t = txo_dd_mul(t, d);
		p.d3 = txo_dd_add(p.d3, t);
		p.d4 = txo_dd_add(p.d4, txo_dd_mul(t, d));
	}
	return p;
}

struct txo_moments txo_moments(const struct txo_sample *s)
{
	struct txo_moments k = { txo_n(s), NAN, NAN, NAN, NAN, NAN };
	struct txo_dd n = txo_dd_from_count(k.n), sum = { 0, 0 }, mean;
	struct powers p;

	if (k.n == 0)
		return k;
	for (size_t i = 0; i < s->m; i++)
		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(s->w[i]),
						 txo_sample_value(s, i)));
	mean = txo_dd_div(sum, n);
	p = central_sums(s, mean);
	k.sum = sum.hi;
	k.mean = mean.hi;
	if (s->m == 1) {	/* whatever the mean was rounded to */
		k.m2 = k.m3 = k.m4 = 0;
		return k;
	}
	k.m2 = txo_dd_sub(p.d2, txo_dd_div(txo_dd_mul(p.d1, p.d1), n)).hi;
	if (!(k.m2 > 0)) /* values differ, but their squares underflow */
		k.m2 = NAN;
	k.m3 = p.d3.hi;
	k.m4 = p.d4.hi;
	return k;
}

double txo_var(const struct txo_moments *k)
{
	return k->n < 2 ? NAN : k->m2 / (double)(k->n - 1);
}

double txo_sd(const struct txo_moments *k)
{
	return sqrt(txo_var(k));
}

struct txo_estimate txo_mean(const struct txo_moments *k, double level)
{
	struct txo_estimate e = txo_estimate_none("mean with t interval");
	double half;

	e.estimate = k->mean;
	if (k->n < 2) {
		e.note = k->n ? TXO_NOTE_SMALLN : TXO_NOTE_NODATA;
		return e;
	}
	if (!(k->m2 > 0)) {
		e.note = isnan(k->m2) ? TXO_NOTE_OVERFLOW : TXO_NOTE_CONST;
		return e;
	}
	e.df = (double)(k->n - 1);
	e.std_error = sqrt(txo_var(k) / (double)k->n);
	half = txo_t_quantile(level, e.df) * e.std_error;
	e.conf_low = e.estimate - half;
	e.conf_high = e.estimate + half;
	return e;
}

double txo_skewness(const struct txo_moments *k, int type)
{
	double n = (double)k->n, g;

	if (k->n < 2 || !(k->m2 > 0) || (type == 2 && k->n < 3))
		return NAN;
	g = sqrt(n) * k->m3 / (k->m2 * sqrt(k->m2));
	switch (type) {
	case 1:
		return g;
	case 2:
		return g * sqrt(n * (n - 1)) / (n - 2);
	default:
		return g * pow(1 - 1 / n, 1.5);
	}
}

double txo_kurtosis(const struct txo_moments *k, int type)
{
	double n = (double)k->n, g;

	if (k->n < 2 || !(k->m2 > 0) || (type == 2 && k->n < 4))
		return NAN;
	g = n * k->m4 / (k->m2 * k->m2) - 3;
	switch (type) {
	case 1:
		return g;
	case 2:
		return ((n + 1) * g + 6) * (n - 1) / ((n - 2) * (n - 3));
	default:
		return (g + 3) * (1 - 1 / n) * (1 - 1 / n) - 3;
	}
}

/* Mean and m_2 of the logarithms of values above zero. */
static struct txo_moments log_moments(const struct txo_sample *s)
{
	struct txo_moments k = { txo_n(s), NAN, NAN, 0, NAN, NAN };
	struct txo_dd n = txo_dd_from_count(k.n), sum = { 0, 0 }, mean;
	struct txo_dd d1 = { 0, 0 }, d2 = { 0, 0 };

	for (size_t i = 0; i < s->m; i++)
		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(s->w[i]),
						 txo_dd_from(log(s->x[i]))));
	mean = txo_dd_div(sum, n);
	for (size_t i = 0; i < s->m; i++) {
		struct txo_dd d = txo_dd_sub(txo_dd_from(log(s->x[i])), mean);
		struct txo_dd t = txo_dd_mul(txo_dd_from_count(s->w[i]), d);

		d1 = txo_dd_add(d1, t);
		d2 = txo_dd_add(d2, txo_dd_mul(t, d));
	}
	k.mean = mean.hi;
	if (s->m > 1)
		k.m2 = txo_dd_sub(d2, txo_dd_div(txo_dd_mul(d1, d1), n)).hi;
	return k;
}

struct txo_estimate txo_geometric_mean(const struct txo_sample *s, double level)
{
	struct txo_estimate e = txo_estimate_none("geometric mean");
	struct txo_moments k;

	if (s->m == 0 || !(s->x[0] > 0)) {
		e.note = s->m ? TXO_NOTE_NONPOS : TXO_NOTE_NODATA;
		return e;
	}
	k = log_moments(s);
	e = txo_mean(&k, level);
	e.method = "geometric mean with t interval of the logarithms";
	e.estimate = s->m == 1 ? s->x[0] : exp(e.estimate);
	e.conf_low = exp(e.conf_low);
	e.conf_high = exp(e.conf_high);
	return e;
}
