/*
 * METHOD
 *	Sxx = sum w (x - mean x)^2, Sxy and Syy likewise, r = Sxy / sqrt(Sxx Syy)
 * Sums in double-double [dekker1971]. x and y are scaled by powers of two, so
 * that squares do not overflow. An Sxy below 2^-88 of its terms, or a distance
 * of r from -1 or 1 of less than 2^-90, is the error of the sums alone.
 */
#include "stats/margins.h"
#include "stats/ordered.h"

#define NEGLIGIBLE 0x1p-88
#define PERFECT 0x1p-90

static int exponent_of(const double *v, size_t m)
{
	double most = 0;
	int e;

	for (size_t i = 0; i < m; i++)
		most = fmax(most, fabs(v[i]));
	frexp(most, &e);
	return e;
}

struct txo_dd txo_products_x(const struct txo_products *s,
			     const struct txo_pairs *p, size_t i)
{
	return txo_dd_sub(txo_dd_scale(txo_pairs_x(p, i), -s->ex), s->mean_x);
}

struct txo_dd txo_products_y(const struct txo_products *s,
			     const struct txo_pairs *p, size_t i)
{
	return txo_dd_sub(txo_dd_scale(txo_pairs_y(p, i), -s->ey), s->mean_y);
}

static void set_means(struct txo_products *s, const struct txo_pairs *p)
{
	struct txo_dd n = txo_dd_from_count(s->n), x = { 0, 0 }, y = x, w;

	for (size_t i = 0; i < p->m; i++) {
		w = txo_dd_from_count(p->w[i]);
		x = txo_dd_add(x, txo_dd_mul(w, txo_products_x(s, p, i)));
		y = txo_dd_add(y, txo_dd_mul(w, txo_products_y(s, p, i)));
	}
	s->mean_x = txo_dd_div(x, n);
	s->mean_y = txo_dd_div(y, n);
	if (txo_pairs_y_is_constant(p))
		s->mean_y = txo_dd_scale(txo_pairs_y(p, 0), -s->ey);
}

static void set_correlation(struct txo_products *s)
{
	struct txo_dd both = txo_dd_mul(txo_dd_sqrt(s->sxx),
					txo_dd_sqrt(s->syy));
	double n = (double)s->n;

	if (fabs(s->sxy.hi) <=
	    NEGLIGIBLE * (sqrt(s->sxx.hi * n) + sqrt(s->syy.hi * n)))
		s->sxy = txo_dd_from(0);
	s->r = txo_dd_from(NAN);
	if (!(both.hi > 0))
		return;
	s->r = txo_dd_div(s->sxy, both);
	if (txo_dd_sub(txo_dd_from(1), txo_dd_mul(s->r, s->r)).hi < PERFECT)
		s->r = txo_dd_from(copysign(1, s->r.hi));
}

struct txo_products txo_products(const struct txo_pairs *p)
{
	struct txo_products s = { .n = txo_pairs_n(p) };

	s.ex = exponent_of(p->x, p->m);
	s.ey = exponent_of(p->y, p->m);
	set_means(&s, p);
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd x = txo_products_x(&s, p, i);
		struct txo_dd y = txo_products_y(&s, p, i);
		struct txo_dd w = txo_dd_from_count(p->w[i]);
		struct txo_dd wx = txo_dd_mul(w, x);

		s.sxx = txo_dd_add(s.sxx, txo_dd_mul(wx, x));
		s.sxy = txo_dd_add(s.sxy, txo_dd_mul(wx, y));
		s.syy = txo_dd_add(s.syy, txo_dd_mul(txo_dd_mul(w, y), y));
	}
	set_correlation(&s);
	return s;
}
