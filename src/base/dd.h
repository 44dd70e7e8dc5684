/*
 * dd.h - double-double arithmetic: a number as the sum of two doubles, about
 * 32 significant digits [dekker1971].
 *
 * The high part is the nearest double to the sum. Sums and products of whole
 * numbers below 2^53 stay exact up to 2^106. Needs -ffp-contract=off and
 * round-to-nearest.
 */
#ifndef TXO_BASE_DD_H
#define TXO_BASE_DD_H

#include <math.h>

struct txo_dd {
	double hi, lo;
};

/* a + b exactly, for |a| >= |b|. */
static inline struct txo_dd txo_dd_fast_sum(double a, double b)
{
	double s = a + b;

	return (struct txo_dd){ s, b - (s - a) };
}

/* a + b exactly. */
static inline struct txo_dd txo_dd_two_sum(double a, double b)
{
	double s = a + b, t = s - a;

	return (struct txo_dd){ s, (a - (s - t)) + (b - t) };
}

/* a * b exactly, unless it underflows. */
static inline struct txo_dd txo_dd_two_prod(double a, double b)
{
	double p = a * b;

	return (struct txo_dd){ p, fma(a, b, -p) };
}

static inline struct txo_dd txo_dd_from(double a)
{
	return (struct txo_dd){ a, 0 };
}

static inline struct txo_dd txo_dd_add(struct txo_dd a, struct txo_dd b)
{
	struct txo_dd s = txo_dd_two_sum(a.hi, b.hi);
	struct txo_dd t = txo_dd_two_sum(a.lo, b.lo);

	s = txo_dd_fast_sum(s.hi, s.lo + t.hi);
	return txo_dd_fast_sum(s.hi, s.lo + t.lo);
}

static inline struct txo_dd txo_dd_neg(struct txo_dd a)
{
	return (struct txo_dd){ -a.hi, -a.lo };
}

static inline struct txo_dd txo_dd_sub(struct txo_dd a, struct txo_dd b)
{
	return txo_dd_add(a, txo_dd_neg(b));
}

static inline struct txo_dd txo_dd_mul(struct txo_dd a, struct txo_dd b)
{
	struct txo_dd p = txo_dd_two_prod(a.hi, b.hi);

	return txo_dd_fast_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline struct txo_dd txo_dd_div(struct txo_dd a, struct txo_dd b)
{
	double q1 = a.hi / b.hi;
	struct txo_dd r = txo_dd_sub(a, txo_dd_mul(txo_dd_from(q1), b));
	double q2 = r.hi / b.hi;

	r = txo_dd_sub(r, txo_dd_mul(txo_dd_from(q2), b));
	struct txo_dd q = txo_dd_fast_sum(q1, q2);

	return txo_dd_add(q, txo_dd_from(r.hi / b.hi));
}

/* Square root; NaN below 0. */
static inline struct txo_dd txo_dd_sqrt(struct txo_dd a)
{
	double s = sqrt(a.hi);

	if (!(s > 0))
		return txo_dd_from(s);
	struct txo_dd r = txo_dd_sub(a, txo_dd_two_prod(s, s));

	return txo_dd_fast_sum(s, r.hi / (2 * s));
}

/* The greatest whole number that is not above a. */
static inline struct txo_dd txo_dd_floor(struct txo_dd a)
{
	double whole = floor(a.hi);

	if (whole != a.hi)
		return txo_dd_from(whole);
	return txo_dd_fast_sum(whole, floor(a.lo));
}

/* a * 2^e, exactly unless it underflows. */
static inline struct txo_dd txo_dd_scale(struct txo_dd a, int e)
{
	return (struct txo_dd){ ldexp(a.hi, e), ldexp(a.lo, e) };
}

/* -1, 0 or 1 as a is below, equal to or above b. */
static inline int txo_dd_compare(struct txo_dd a, struct txo_dd b)
{
	if (a.hi != b.hi)
		return a.hi < b.hi ? -1 : 1;
	return (a.lo > b.lo) - (a.lo < b.lo);
}

/* The whole number n, exactly. */
static inline struct txo_dd txo_dd_from_count(unsigned long long n)
{
	double top = (double)(n >> 32) * 4294967296.0;

	return txo_dd_two_sum(top, (double)(n & 0xffffffffu));
}

#endif
