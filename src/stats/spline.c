/*
 * METHOD
 *	y = sum_j v_j N_j(x) + error, N_j the natural cubic splines on the knots,
 * made of B-splines, see spline_basis.c;
 *	A = sum w N N', v = A^-1 sum w N y, s^2 = RSS / (n - q)
 *	var of the curve at x = s^2 N(x)' A^-1 N(x)
 * Source: [hastie2009]; ns() and lm() of R. x is mapped to [0, 1]. Sums and the decomposition A = L D L' in double-double. A is a
 * band of four, so that a point costs ten products. Where a pivot of D falls below
 * 1e-14 of its diagonal, as many x as there are do not settle the curve, and df is
 * lowered by one; a line is always settled by two different x.
 */
#include "txo/curve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "stats/spline_basis.h"
#include "txo/dist.h"
#include "txo/note.h"

#define METHOD "natural cubic spline ols"
#define ORDER TXO_SPLINE_ORDER
#define MOST TXO_SPLINE_MOST
#define SETTLED 1e-14

struct txo_curve_fit {
	struct txo_spline_basis basis;
	struct txo_dd from, width;	/* of x / 2 */
	int ey;
	double size_y;
	struct txo_dd band[MOST][ORDER], sum[MOST];	/* of B-splines */
	struct txo_dd a[MOST][MOST]; /* L below, D on the diagonal */
	struct txo_dd v[MOST];
	struct txo_dd n, s2;
	double df;
};

static double place(const struct txo_curve_fit *f, struct txo_dd x)
{
	double t = txo_dd_div(txo_dd_sub(txo_dd_scale(x, -1), f->from),
			      f->width)
			   .hi;

	return fmin(1, fmax(0, t));
}

/* ---------------------------------------------------------------- knots */

/* The different x as a sample; free s->x, which holds all. */
static enum txo_status x_sample(const struct txo_pairs *p, struct txo_sample *s,
				struct txo_error *err)
{
	size_t room = p->m ? p->m : 1, m = 0;
	double *x = calloc(room, 2 * sizeof(double) + 2 * sizeof(uint64_t));
	double *lo = x + room;
	uint64_t *w = (uint64_t *)(void *)(lo + room), *cum = w + room;

	if (!x)
		return txo_fail_memory(err);
	for (size_t i = 0; i < p->m; i++) {
		if (i == 0 || txo_dd_compare(txo_pairs_x(p, i),
					     txo_pairs_x(p, i - 1)) != 0) {
			x[m] = p->x[i];
			lo[m++] = p->x_lo ? p->x_lo[i] : 0;
		}
		w[m - 1] += p->w[i];
	}
	txo_cumulate(w, m, cum);
	*s = (struct txo_sample){ x, lo, w, cum, m };
	return TXO_OK;
}

/* The ends of x and what quantiles of it differ, by so many df or fewer. */
static void set_knots(struct txo_curve *c, const struct txo_sample *x, int df)
{
	double last = x->x[x->m - 1];

	c->knots = 0;
	c->knot[c->knots++] = x->x[0];
	for (int i = 1; i < df; i++) {
		double k = txo_quantile(x, (double)i / df, 7);

		if (k > c->knot[c->knots - 1] && k < last)
			c->knot[c->knots++] = k;
	}
	c->knot[c->knots++] = last;
	c->df = (int)c->knots - 1;
}

/* ------------------------------------------------------------------ fit */

static struct txo_dd y_of(const struct txo_curve_fit *f,
			  const struct txo_pairs *p, size_t i)
{
	return txo_dd_scale(txo_pairs_y(p, i), -f->ey);
}

static void fit_scale(struct txo_curve_fit *f, const struct txo_pairs *p)
{
	double y = 0;

	for (size_t i = 0; i < p->m; i++)
		y = fmax(y, fabs(p->y[i]));
	f->size_y = frexp(y, &f->ey);
	f->from = txo_dd_scale(txo_pairs_x(p, 0), -1);
	f->width = txo_dd_sub(txo_dd_scale(txo_pairs_x(p, p->m - 1), -1),
			      f->from);
	f->n = txo_dd_from_count(txo_pairs_n(p));
}

static void fit_sums(struct txo_curve_fit *f, const struct txo_pairs *p)
{
	for (size_t i = 0; i < f->basis.p; i++) {
		for (size_t j = 0; j < ORDER; j++)
			f->band[i][j] = txo_dd_from(0);
		f->sum[i] = txo_dd_from(0);
	}
	for (size_t i = 0; i < p->m; i++) {
		double b[ORDER];
		size_t first = txo_spline_basis_b(
			&f->basis, place(f, txo_pairs_x(p, i)), b);
		struct txo_dd w = txo_dd_from_count(p->w[i]), y = y_of(f, p, i);

		for (size_t j = 0; j < ORDER; j++) {
			struct txo_dd wb = txo_dd_mul(w, txo_dd_from(b[j]));
			struct txo_dd *to = f->band[first + j];

			f->sum[first + j] = txo_dd_add(f->sum[first + j],
						       txo_dd_mul(wb, y));
			for (size_t k = j; k < ORDER; k++)
				to[k - j] = txo_dd_add(
					to[k - j],
					txo_dd_mul(wb, txo_dd_from(b[k])));
		}
	}
}

static struct txo_dd band_at(const struct txo_curve_fit *f, size_t i, size_t j)
{
	size_t low = i < j ? i : j, high = i < j ? j : i;

	return high - low < ORDER ? f->band[low][high - low] : txo_dd_from(0);
}

/* Of natural splines r and s: the sum of their products. */
static struct txo_dd product_sum(const struct txo_curve_fit *f, size_t r,
				 size_t s)
{
	const struct txo_spline_basis *b = &f->basis;
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < b->p; i++)
		for (size_t j = 0; j < b->p; j++) {
			struct txo_dd w = txo_dd_two_prod(
				txo_spline_basis_share(b, i, r),
				txo_spline_basis_share(b, j, s));

			if (w.hi != 0)
				sum = txo_dd_add(
					sum, txo_dd_mul(w, band_at(f, i, j)));
		}
	return sum;
}

/* From B-splines to natural ones: A and the sums into v. */
static void fit_natural(struct txo_curve_fit *f)
{
	const struct txo_spline_basis *b = &f->basis;

	for (size_t r = 0; r < b->q; r++) {
		f->v[r] = txo_dd_from(0);
		for (size_t i = 0; i < b->p; i++) {
			struct txo_dd share = txo_dd_from(
				txo_spline_basis_share(b, i, r));

			f->v[r] = txo_dd_add(f->v[r],
					     txo_dd_mul(f->sum[i], share));
		}
		for (size_t s = 0; s <= r; s++)
			f->a[r][s] = product_sum(f, r, s);
	}
}

/* A = L D L'. False if the curve is not settled. */
static bool fit_decompose(struct txo_curve_fit *f)
{
	for (size_t i = 0; i < f->basis.q; i++) {
		struct txo_dd d = f->a[i][i];

		for (size_t j = 0; j < i; j++) {
			struct txo_dd sum = f->a[i][j];

			for (size_t k = 0; k < j; k++)
				sum = txo_dd_sub(
					sum, txo_dd_mul(txo_dd_mul(f->a[i][k],
								   f->a[k][k]),
							f->a[j][k]));
			f->a[i][j] = txo_dd_div(sum, f->a[j][j]);
			d = txo_dd_sub(d, txo_dd_mul(sum, f->a[i][j]));
		}
		if (!(d.hi > SETTLED * f->a[i][i].hi))
			return false;
		f->a[i][i] = d;
	}
	return true;
}

/* v = L^-1 v */
static void solve_lower(const struct txo_curve_fit *f, struct txo_dd *v)
{
	for (size_t i = 0; i < f->basis.q; i++)
		for (size_t j = 0; j < i; j++)
			v[i] = txo_dd_sub(v[i], txo_dd_mul(f->a[i][j], v[j]));
}

static void fit_solve(struct txo_curve_fit *f)
{
	solve_lower(f, f->v);
	for (size_t i = 0; i < f->basis.q; i++)
		f->v[i] = txo_dd_div(f->v[i], f->a[i][i]);
	for (size_t i = f->basis.q; i-- > 0;)
		for (size_t j = i + 1; j < f->basis.q; j++)
			f->v[i] = txo_dd_sub(f->v[i],
					     txo_dd_mul(f->a[j][i], f->v[j]));
}

static struct txo_dd value_at(const struct txo_curve_fit *f,
			      const struct txo_dd *n)
{
	struct txo_dd sum = { 0, 0 };

	for (size_t j = 0; j < f->basis.q; j++)
		sum = txo_dd_add(sum, txo_dd_mul(n[j], f->v[j]));
	return sum;
}

static unsigned fit_residuals(struct txo_curve_fit *f,
			      const struct txo_pairs *p)
{
	struct txo_dd rss = { 0, 0 }, n[MOST];

	f->df = txo_dd_sub(f->n, txo_dd_from((double)f->basis.q)).hi;
	if (f->df <= 0)
		return TXO_NOTE_SMALLN;
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd r;

		txo_spline_basis_at(&f->basis, place(f, txo_pairs_x(p, i)), n);
		r = txo_dd_sub(y_of(f, p, i), value_at(f, n));
		/* B-splines are doubles, so that no less can be told */
		if (fabs(r.hi) <= 0x1p-48 * f->size_y)
			continue;
		r = txo_dd_mul(txo_dd_mul(r, r), txo_dd_from_count(p->w[i]));
		rss = txo_dd_add(rss, r);
	}
	f->s2 = txo_dd_div(rss, txo_dd_from(f->df));
	return rss.hi > 0 ? 0 : TXO_NOTE_PERFECT;
}

enum txo_status txo_spline(const struct txo_pairs *p, int df,
			   struct txo_curve *c, struct txo_error *err)
{
	struct txo_sample x = { NULL, NULL, NULL, NULL, 0 };
	struct txo_curve_fit *f = calloc(1, sizeof(*f));
	enum txo_status status = f ? TXO_OK : txo_fail_memory(err);
	double knot[TXO_CURVE_KNOTS];
	bool settled = false;

	*c = (struct txo_curve){ .note = txo_pairs_note(p), .fit = f };
	if (status != TXO_OK || c->note)
		return status;
	status = x_sample(p, &x, err);
	if (status != TXO_OK)
		return status;
	fit_scale(f, p);
	if (df > TXO_CURVE_KNOTS - 1)
		df = TXO_CURVE_KNOTS - 1;
	if ((size_t)df > x.m - 1)
		df = (int)(x.m - 1);
	for (; df >= 1 && !settled && status == TXO_OK; df--) {
		txo_spline_basis_release(&f->basis);
		set_knots(c, &x, df);
		for (size_t i = 0; i < c->knots; i++)
			knot[i] = place(f, txo_dd_from(c->knot[i]));
		knot[0] = 0;
		knot[c->knots - 1] = 1;
		status = txo_spline_basis_init(&f->basis, knot, c->knots, err);
		if (status != TXO_OK)
			break;
		fit_sums(f, p);
		fit_natural(f);
		settled = fit_decompose(f);
	}
	if (status == TXO_OK && settled) {
		fit_solve(f);
		c->note = fit_residuals(f, p);
		if (txo_pairs_y_is_constant(p))
			c->note |= TXO_NOTE_CONST;
	} else {	/* x too close together for doubles */
		c->knots = 0;
		c->note = TXO_NOTE_CONST;
	}
	free((void *)(uintptr_t)x.x);
	return status;
}

/* As a double; NaN with a note when that overflows. */
static double unscaled(const struct txo_curve_fit *f, struct txo_dd v,
		       unsigned *note)
{
	double u = ldexp(v.hi, f->ey);

	if (!isinf(u))
		return u;
	*note |= TXO_NOTE_OVERFLOW;
	return NAN;
}

struct txo_estimate txo_curve_at(const struct txo_curve *c, double x,
				 double level)
{
	const struct txo_curve_fit *f = c->fit;
	struct txo_estimate e = txo_estimate_none(METHOD);
	struct txo_dd n[MOST], v = { 0, 0 }, value, half;

	e.note = c->note;
	if (c->knots == 0 || !f)
		return e;
	txo_spline_basis_at(&f->basis, place(f, txo_dd_from(x)), n);
	value = value_at(f, n);
	e.estimate = unscaled(f, value, &e.note);
	e.df = f->df;
	if (c->note & (TXO_NOTE_SMALLN | TXO_NOTE_PERFECT))
		return e;
	solve_lower(f, n);
	for (size_t i = 0; i < f->basis.q; i++)
		v = txo_dd_add(v,
			       txo_dd_div(txo_dd_mul(n[i], n[i]), f->a[i][i]));
	v = txo_dd_sqrt(txo_dd_mul(v, f->s2));
	half = txo_dd_mul(v, txo_dd_from(txo_t_quantile(level, f->df)));
	e.std_error = unscaled(f, v, &e.note);
	e.conf_low = unscaled(f, txo_dd_sub(value, half), &e.note);
	e.conf_high = unscaled(f, txo_dd_add(value, half), &e.note);
	return e;
}

void txo_curve_release(struct txo_curve *c)
{
	if (c->fit) {
		txo_spline_basis_release(&c->fit->basis);
		free(c->fit);
	}
	*c = (struct txo_curve){ .note = 0 };
}
