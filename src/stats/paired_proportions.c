/*
 * METHOD, with b pairs where the first alone has the event, c where the second
 * has, n in all, z normal:
 *
 *	Tango: the D where (b - c - n D) / sqrt(n (2 r + D (1 - D))) = +-z
 *		2 n r^2 + B r - c D (1 - D) = 0, r >= 0			[tango1998]
 *		B = (2 n - b + c) D - b - c
 *	odds ratio: b / c; ends p / (1 - p), p those of Clopper and Pearson for
 *		b among b + c
 *	exact: min(1, 2 P(X <= min(b, c))), X binomial of b + c with 1/2
 *	mid-p: 2 P(X <= min(b, c)) - P(X = min(b, c))		[fagerland2013]
 *	chi-square: (b - c)^2 / (b + c), df 1			[mcnemar1947]
 *
 * Up to b + c = 1000 the binomial distribution is summed in double-double.
 * Tango's equation is solved for D >= 0; below 0 first and second change
 * places, so that no digits are lost.
 */
#include "txo/paired_proportions.h"

#include <math.h>
#include <stdbool.h>

#include "base/dd.h"
#include "stats/beta.h"
#include "stats/binomial.h"
#include "stats/quantile_t.h"
#include "stats/root.h"
#include "txo/note.h"

#define SMALL 1000

static double pairs_of(const struct txo_paired *t)
{
	return (double)t->both + (double)t->first + (double)t->second +
	       (double)t->neither;
}

struct search {
	double b, c, n, z;
};

/* z of the difference D, which is 0 or more. */
static double z_at(double b, double c, double n, double d)
{
	double mixed = d * (1 - d), mean = (2 * n - b + c) * d - b - c;
	double root = sqrt(mean * mean + 8 * n * c * mixed);
	double r = mean > 0 ? 2 * c * mixed / (mean + root) :
			      (root - mean) / (4 * n);
	double far = b - c - n * d;

	return far == 0 ? 0 : far / sqrt(n * (2 * r + mixed));
}

/* How far D is above the estimate, against z. */
static double miss(double d, const void *with)
{
	const struct search *s = with;

	if (d < 0)
		return z_at(s->c, s->b, s->n, -d) - s->z;
	return -z_at(s->b, s->c, s->n, d) - s->z;
}

struct txo_estimate txo_tango(const struct txo_paired *t, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"Tango score interval and test");
	double z = txo_normal_quantile(level);
	struct search s = { (double)t->first, (double)t->second, pairs_of(t),
			    -z };

	if (s.n == 0) {
		e.note |= TXO_NOTE_NODATA;
		return e;
	}
	e.estimate = (s.b - s.c) / s.n;
	e.conf_low = s.c == s.n ? -1 : txo_root(miss, &s, -1, e.estimate);
	s.z = z;
	e.conf_high = s.b == s.n ? 1 : txo_root(miss, &s, e.estimate, 1);
	e.statistic = s.b == s.c ? 0 : (s.b - s.c) / sqrt(s.b + s.c);
	e.p_value = txo_normal_p_value(e.statistic);
	if (s.b + s.c == 0)
		e.note |= TXO_NOTE_CONST;
	return e;
}

struct txo_estimate txo_paired_odds(const struct txo_paired *t, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"conditional maximum likelihood with exact interval");
	double b = (double)t->first, c = (double)t->second;
	double tail = (1 - level) / 2;
	struct txo_share s;

	if (pairs_of(t) == 0)
		e.note |= TXO_NOTE_NODATA;
	else if (b + c == 0)
		e.note |= TXO_NOTE_CONST;
	if (e.note)
		return e;
	if (c > 0)
		e.estimate = b / c;
	else
		e.note |= TXO_NOTE_OPEN;
	if (b == 0 || c == 0)
		e.note |= TXO_NOTE_ZEROCELL;
	e.conf_low = 0;
	if (b > 0) {
		s = txo_beta_quantile(b, c + 1, tail);
		e.conf_low = s.p / s.q;
	}
	if (c > 0) {
		s = txo_beta_quantile(c, b + 1, tail);
		e.conf_high = s.q / s.p;
	}
	return e;
}

/* P(X < k) and P(X = k) of the binomial distribution of n with 1/2. */
struct half {
	double below, at;
};

/* Sums of whole numbers, which stay within 2^1000. */
static struct half half_small(double k, double n)
{
	struct txo_dd term = txo_dd_from(1), sum = { 0, 0 };

	for (double i = 0; i < k; i++) {
		sum = txo_dd_add(sum, term);
		term = txo_dd_div(txo_dd_mul(term, txo_dd_from(n - i)),
				  txo_dd_from(i + 1));
	}
	return (struct half){ ldexp(sum.hi, -(int)n), ldexp(term.hi, -(int)n) };
}

static struct half half_of(double k, double n)
{
	struct txo_share even = { 0.5, 0.5 };

	if (n <= SMALL)
		return half_small(k, n);
	return (struct half){
		k > 0 ? txo_binomial_below(k - 1, n, even) : 0,
		exp(txo_binomial_log_mass(k, n - k, even.p, even.q)),
	};
}

/* The exact p-value, or mid-p if `mid`. */
static struct txo_estimate binomial_test(const struct txo_paired *t, bool mid,
					 const char *method)
{
	struct txo_estimate e = txo_estimate_none(method);
	double b = (double)t->first, c = (double)t->second;
	struct half h;

	if (pairs_of(t) == 0) {
		e.note |= TXO_NOTE_NODATA;
		return e;
	}
	if (b + c == 0)
		e.note |= TXO_NOTE_CONST;
	e.statistic = b;
	e.p_value = 1;
	if (b == c)
		return e;
	h = half_of(fmin(b, c), b + c);
	e.p_value = fmin(1, 2 * h.below + (mid ? h.at : 2 * h.at));
	return e;
}

struct txo_estimate txo_mcnemar_exact(const struct txo_paired *t)
{
	return binomial_test(t, false, "McNemar exact test");
}

struct txo_estimate txo_mcnemar_mid_p(const struct txo_paired *t)
{
	return binomial_test(t, true, "McNemar mid-p test");
}

struct txo_estimate txo_mcnemar(const struct txo_paired *t)
{
	struct txo_estimate e = txo_estimate_none(
		"McNemar chi-square without continuity correction");
	double b = (double)t->first, c = (double)t->second, z;

	if (pairs_of(t) == 0) {
		e.note |= TXO_NOTE_NODATA;
		return e;
	}
	if (b + c == 0)
		e.note |= TXO_NOTE_CONST;
	z = b == c ? 0 : (b - c) / sqrt(b + c);
	e.statistic = b == c ? 0 : (b - c) / (b + c) * (b - c);
	e.df = 1;
	e.p_value = txo_normal_p_value(z);
	return e;
}
