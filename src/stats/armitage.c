/*
 * METHOD, with the scores x and y = 0 or 1
 *	b = Sxy / Sxx, z = b / sqrt(V / Sxx) with V = Syy / n or Syy / (n - 1)
 * so that z = r sqrt(n) or r sqrt(n - 1), r the correlation of x and y: both are
 * called by the names of [armitage1955] and [cochran1954].
 *	se^2 = sum over groups n_i (x_i - mean x)^2 p_i (1 - p_i) / Sxx^2
 *	interval: b +- q se
 * Asymptotic. Sums in double-double, see products.c.
 */
#include <math.h>

#include "stats/margins.h"
#include "stats/ordered.h"
#include "stats/quantile_t.h"
#include "txo/note.h"
#include "txo/ordered.h"

static const char *const methods[] = {
	[TXO_ARMITAGE_N] = "Cochran-Armitage (N), interval with the shares' "
			   "own variances",
	[TXO_ARMITAGE_N_1] = "Cochran-Armitage (N - 1), interval with the "
			     "shares' own variances",
};

/* Sum over groups of n (x - mean x)^2 p (1 - p). */
static struct txo_dd own_variances(const struct txo_pairs *p,
				   const struct txo_products *s)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0, end; i < p->m; i = end) {
		struct txo_dd x = txo_products_x(s, p, i), part;
		uint64_t n = 0, events = 0;

		for (end = i; end < p->m; end++) {
			if (txo_dd_compare(txo_pairs_x(p, end),
					   txo_pairs_x(p, i)) != 0)
				break;
			n += p->w[end];
			events += p->y[end] != 0 ? p->w[end] : 0;
		}
		part = txo_dd_mul(txo_dd_from_count(events),
				  txo_dd_from_count(n - events));
		part = txo_dd_div(part, txo_dd_from_count(n));
		part = txo_dd_mul(txo_dd_mul(x, x), part);
		sum = txo_dd_add(sum, part);
	}
	return sum;
}

enum txo_status txo_cochran_armitage(const struct txo_pairs *p,
				     enum txo_armitage variance, double level,
				     struct txo_estimate *out,
				     struct txo_error *err)
{
	struct txo_products s;
	struct txo_dd own;
	double n, half;
	int e;

	(void)err;
	*out = txo_estimate_none(methods[variance]);
	out->note = txo_pairs_note(p);
	if (out->note)
		return TXO_OK;
	s = txo_products(p);
	e = s.ey - s.ex;
	out->estimate = ldexp(txo_dd_div(s.sxy, s.sxx).hi, e);
	if (isnan(s.r.hi)) {
		out->note = TXO_NOTE_CONST;
		return TXO_OK;
	}
	n = (double)(variance == TXO_ARMITAGE_N ? s.n : s.n - 1);
	out->statistic = txo_dd_mul(s.r, txo_dd_sqrt(txo_dd_from(n))).hi;
	out->p_value = txo_normal_p_value(out->statistic);
	own = own_variances(p, &s);
	if (!(own.hi > 0)) {
		out->note = TXO_NOTE_PERFECT;
		return TXO_OK;
	}
	/* y is in its own unit here */
	out->std_error = ldexp(txo_dd_div(txo_dd_sqrt(own), s.sxx).hi, -s.ex);
	half = txo_normal_quantile(level) * out->std_error;
	out->conf_low = out->estimate - half;
	out->conf_high = out->estimate + half;
	return TXO_OK;
}
