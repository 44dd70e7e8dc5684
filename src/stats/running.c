/*
 * METHOD
 *	d_i = x_i - x_1, S = sum w_i d_i, Q = sum w_i d_i^2, n = sum w_i, in
 *	double-double [dekker1971]
 *	mean = x_1 + S / n, sum of squares = Q - S^2 / n
 *	interval and test as of any mean [student1908], of two means [welch1947]
 * The sum of squares loses 2 log10 |x_1 - mean| / sd of some 31 digits.
 */
#include "txo/running.h"

#include <math.h>

#include "base/dd.h"
#include "stats/quantile_t.h"
#include "stats/sums.h"
#include "txo/dist.h"
#include "txo/note.h"

void txo_running_add(struct txo_running *r, double hi, double lo, uint64_t w)
{
	struct txo_dd x = txo_dd_fast_sum(hi, lo), d, t, s;

	if (r->n == 0) {
		r->first = x.hi;
		r->first_lo = x.lo;
	}
	r->n += w;
	if (x.hi == r->first && x.lo == r->first_lo)
		return;
	r->differs = true;
	d = txo_dd_sub(x, (struct txo_dd){ r->first, r->first_lo });
	t = txo_dd_mul(txo_dd_from_count(w), d);
	s = txo_dd_add((struct txo_dd){ r->sum, r->sum_lo }, t);
	r->sum = s.hi;
	r->sum_lo = s.lo;
	s = txo_dd_add((struct txo_dd){ r->square, r->square_lo },
		       txo_dd_mul(t, d));
	r->square = s.hi;
	r->square_lo = s.lo;
}

static struct txo_sums sums_of(const struct txo_running *r)
{
	struct txo_sums k = { r->n, { NAN, 0 }, { 0, 0 } };
	struct txo_dd n = txo_dd_from_count(r->n), sum, square;

	if (r->n == 0)
		return k;
	sum = (struct txo_dd){ r->sum, r->sum_lo };
	square = (struct txo_dd){ r->square, r->square_lo };
	k.mean = (struct txo_dd){ r->first, r->first_lo };
	if (!r->differs)
		return k;
	k.mean = txo_dd_add(k.mean, txo_dd_div(sum, n));
	k.ss = txo_dd_sub(square, txo_dd_div(txo_dd_mul(sum, sum), n));
	if (!(k.ss.hi > 0) || !isfinite(k.ss.hi))
		k.ss.hi = NAN;
	return k;
}

struct txo_estimate txo_running_mean(const struct txo_running *r, double level)
{
	struct txo_sums s = sums_of(r);
	struct txo_moments k = { s.n, NAN, s.mean.hi, s.ss.hi, NAN, NAN };
	struct txo_estimate e;

	if (!isfinite(k.mean)) {
		k.mean = NAN;
		k.m2 = NAN;
	}
	e = txo_mean(&k, level);
	if (r->n == 1 && isnan(k.mean))
		e.note |= TXO_NOTE_OVERFLOW;
	return e;
}

struct txo_estimate txo_running_change(const struct txo_running *r,
				       double level)
{
	struct txo_estimate e = txo_running_mean(r, level);

	e.method = "paired t";
	e.statistic = e.estimate / e.std_error;
	e.p_value = txo_t_p_value(e.statistic, e.df);
	return e;
}

struct txo_estimate txo_running_welch(const struct txo_running *a,
				      const struct txo_running *b, double level)
{
	struct txo_sums sa = sums_of(a), sb = sums_of(b);

	return txo_welch_sums(&sa, &sb, level);
}
