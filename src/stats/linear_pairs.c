/*
 * METHOD, with r the correlation of x and y
 *	z = r sqrt(n - 1)					[agresti2002]
 *	ASE^2 = sum w (a b - r (a^2 + b^2) / 2)^2 / n^2, where
 *	a = (x - mean x) / sd(x), b likewise, divisor n		[brown1977]
 *	interval: tanh(atanh(r) +- q ASE / (1 - r^2))
 * Asymptotic. r in double-double, see products.c.
 */
#include <math.h>

#include "stats/margins.h"
#include "stats/ordered.h"
#include "stats/quantile_t.h"
#include "txo/note.h"
#include "txo/ordered.h"

static double asymptotic_error(const struct txo_pairs *p,
			       const struct txo_products *s)
{
	double n = (double)s->n, r = s->r.hi;
	double by_x = sqrt(n / s->sxx.hi), by_y = sqrt(n / s->syy.hi);
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < p->m; i++) {
		double a = txo_products_x(s, p, i).hi * by_x;
		double b = txo_products_y(s, p, i).hi * by_y;
		double d = a * b - r * (a * a + b * b) / 2;

		sum = txo_dd_add(sum, txo_dd_mul(txo_dd_from_count(p->w[i]),
						 txo_dd_two_prod(d, d)));
	}
	return sqrt(sum.hi) / n;
}

enum txo_status txo_linear_pairs(const struct txo_pairs *p, double level,
				 struct txo_estimate *out,
				 struct txo_error *err)
{
	struct txo_products s;
	double r, half;

	(void)err;
	*out = txo_estimate_none("linear-by-linear association, correlation of "
				 "scores, z");
	out->note = txo_pairs_note(p);
	if (out->note)
		return TXO_OK;
	s = txo_products(p);
	r = s.r.hi;
	if (isnan(r)) {
		out->note = TXO_NOTE_CONST;
		return TXO_OK;
	}
	out->estimate = r;
	out->statistic = r * sqrt((double)(s.n - 1));
	out->p_value = txo_normal_p_value(out->statistic);
	if (fabs(r) == 1) {
		out->note = TXO_NOTE_PERFECT;
		return TXO_OK;
	}
	out->std_error = asymptotic_error(p, &s);
	half = txo_normal_quantile(level) * out->std_error /
	       ((1 - r) * (1 + r));
	out->conf_low = tanh(atanh(r) - half);
	out->conf_high = tanh(atanh(r) + half);
	return TXO_OK;
}
