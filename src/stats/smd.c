/*
 * METHOD
 *
 * Means [austin2009]:  d = |m_a - m_b| / sqrt((s_a^2 + s_b^2) / 2), variances
 * with divisor n - 1.
 *
 * Shares p_i and q_i of k categories [yang2012]: d^2 = D' S^-1 D over all
 * categories but one, D = p - q, S the mean of the two covariance matrices,
 *	s_ii = (p_i (1 - p_i) + q_i (1 - q_i)) / 2
 *	s_ij = -(p_i p_j + q_i q_j) / 2
 * With M = (p + q) / 2 this is S = diag(M) - M M' - D D' / 4, and the formula of
 * Sherman and Morrison gives d^2 without a matrix:
 *	a = sum D_i^2 / M_i,  d^2 = a / (1 - a / 4)
 *	  = sum (p_i - q_i)^2 / (p_i + q_i)  /  sum p_i q_i / (p_i + q_i)
 * over the categories that are not empty in both groups; p and q are multiplied
 * by both numbers of rows, so that equal shares differ by exactly 0.
 * For k = 2 it is (p - q)^2 / ((p (1 - p) + q (1 - q)) / 2) [austin2009]. The
 * divisor is 0 only where no category is in both groups: an infinite distance.
 *
 * Standard error [hedges1985]: sqrt((n + m) / (n m) + d^2 / (2 (n + m))), also
 * for shares, as in [yang2012]. Interval d -+ z error, low end at least 0.
 */
#include "txo/smd.h"

#include <math.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

static void set_interval(struct txo_estimate *e, uint64_t n, uint64_t m,
			 double level)
{
	double x = (double)n, y = (double)m, d = e->estimate, reach;

	e->std_error = sqrt(1 / x + 1 / y + d * d / (2 * (x + y)));
	reach = txo_normal_quantile(level) * e->std_error;
	e->conf_low = fmax(0, d - reach);
	e->conf_high = d + reach;
}

struct txo_estimate txo_smd_means(const struct txo_moments *a,
				  const struct txo_moments *b, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"standardised difference of means");
	double va = txo_var(a), vb = txo_var(b), d = fabs(a->mean - b->mean);

	if (a->n == 0 || b->n == 0)
		e.note = TXO_NOTE_NODATA;
	else if (a->n < 2 || b->n < 2)
		e.note = TXO_NOTE_SMALLN;
	else if (!isfinite(d) || !isfinite(va) || !isfinite(vb))
		e.note = TXO_NOTE_OVERFLOW;
	else if (va == 0 && vb == 0)
		e.note = TXO_NOTE_CONST | (d > 0 ? TXO_NOTE_PERFECT : 0);
	if (e.note)
		return e;
	e.estimate = d / sqrt(va / 2 + vb / 2);
	set_interval(&e, a->n, b->n, level);
	return e;
}

struct txo_estimate txo_smd_shares(const uint64_t *a, const uint64_t *b,
				   size_t k, double level)
{
	struct txo_estimate e = txo_estimate_none(
		k == 2 ? "standardised difference of shares" :
			 "standardised difference of categories (mahalanobis)");
	struct txo_dd apart = { 0, 0 }, shared = { 0, 0 }, n, m;
	uint64_t na = 0, nb = 0;
	size_t used = 0;

	for (size_t i = 0; i < k; i++) {
		na += a[i];
		nb += b[i];
		used += a[i] || b[i];
	}
	if (na == 0 || nb == 0)
		e.note = TXO_NOTE_NODATA;
	else if (used == 1)
		e.note = TXO_NOTE_CONST;
	n = txo_dd_from_count(na);
	m = txo_dd_from_count(nb);
	for (size_t i = 0; i < k && !e.note; i++) {
		struct txo_dd p = txo_dd_mul(txo_dd_from_count(a[i]), m);
		struct txo_dd q = txo_dd_mul(txo_dd_from_count(b[i]), n);
		struct txo_dd sum = txo_dd_add(p, q), d = txo_dd_sub(p, q);

		if (sum.hi == 0)
			continue;
		apart = txo_dd_add(apart, txo_dd_div(txo_dd_mul(d, d), sum));
		shared = txo_dd_add(shared, txo_dd_div(txo_dd_mul(p, q), sum));
	}
	if (!e.note && shared.hi == 0)
		e.note = TXO_NOTE_PERFECT;
	if (e.note)
		return e;
	e.estimate = txo_dd_sqrt(txo_dd_div(apart, shared)).hi;
	set_interval(&e, na, nb, level);
	return e;
}
