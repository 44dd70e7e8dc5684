/*
 * METHOD
 *	theta = (pairs with a > b, equal ones half) / (na nb), delta = 2 theta - 1
 *	interval: the T with |theta - T| = z sqrt(V(T)), method 5 of [newcombe2006],
 *	V(T) = T (1 - T) (1 + N (1 - T) / (2 - T) + N T / (1 + T)) / (na nb),
 *	N = (na + nb) / 2 - 1
 * The upper end is 1 less the lower end of 1 - theta. The variance is that of
 * exponential distributions in groups of equal size; ties only make it too
 * large. The ends are found by halving, to the last digits.
 */
#include <math.h>

#include "stats/quantile_t.h"
#include "stats/two_ranks.h"
#include "txo/groups.h"
#include "txo/note.h"

struct scale {
	double z;
	double pairs;	/* na nb */
	double size;	/* N */
};

static double variance(const struct scale *s, double t)
{
	return t * (1 - t) *
	       (1 + s->size * (1 - t) / (2 - t) + s->size * t / (1 + t)) /
	       s->pairs;
}

/* The lower end for theta. */
static double lower_end(const struct scale *s, double theta)
{
	double low = 0, high = theta;

	for (;;) {
		double t = low + (high - low) / 2, gap = theta - t;

		if (!(t > low && t < high))
			return high;
		if (gap > s->z * sqrt(variance(s, t)))
			low = t;
		else
			high = t;
	}
}

/* Shares of the pairs; the interval of that with a above b. */
static struct txo_estimate superiority(const struct txo_two_ranks *r,
				       const char *method, double level)
{
	struct txo_estimate e = txo_estimate_none(method);
	struct scale s = { txo_normal_quantile(level), r->pairs.hi, 0 };
	struct txo_dd above = txo_dd_add(r->pairs, r->excess);
	struct txo_dd below = txo_dd_sub(r->pairs, r->excess);

	if (r->na == 0 || r->nb == 0) {
		e.note = TXO_NOTE_NODATA;
		return e;
	}
	s.size = (double)(r->na + r->nb) / 2 - 1;
	e.estimate = txo_dd_div(txo_dd_scale(above, -1), r->pairs).hi;
	e.conf_low = lower_end(&s, e.estimate);
	e.conf_high = 1 -
		      lower_end(
			      &s,
			      txo_dd_div(txo_dd_scale(below, -1), r->pairs).hi);
	return e;
}

struct txo_estimate txo_superiority(const struct txo_sample *a,
				    const struct txo_sample *b, double level)
{
	struct txo_two_ranks r = txo_two_ranks(a, b);

	return superiority(&r, "probability of superiority, Newcombe method 5",
			   level);
}

struct txo_estimate txo_cliff_delta(const struct txo_sample *a,
				    const struct txo_sample *b, double level)
{
	struct txo_two_ranks r = txo_two_ranks(a, b);
	struct txo_estimate e = superiority(
		&r, "Cliff's delta, Newcombe method 5", level);

	if (e.note)
		return e;
	e.estimate = txo_dd_div(r.excess, r.pairs).hi;
	e.conf_low = 2 * e.conf_low - 1;
	e.conf_high = 2 * e.conf_high - 1;
	return e;
}
