/*
 * METHOD
 *	y = a_k + b_k (x - c) + error, k before for x < c, k after for x >= c
 *	b_k = Sxy_k / Sxx_k, a_k = mean y_k + b_k (c - mean x_k)
 *	s^2 = (RSS_before + RSS_after) / (n - 4)
 *	var b_k = s^2 / Sxx_k, var a_k = s^2 (1/n_k + (c - mean x_k)^2 / Sxx_k)
 * Source: [wagner2002], [draper1998]. It is the regression on x, [x >= c] and
 * their product, written as two lines, which share only s^2; so variances of
 * changes are sums.
 *	Newey-West: an estimate is a sum of h_i y_i, its error that of the sum of
 *	h_i e_i, e the residuals:
 *	h_i = (x_i - mean x_k) / Sxx_k for b_k,
 *	h_i = 1/n_k + (c - mean x_k) (x_i - mean x_k) / Sxx_k for a_k
 *	g_t = sum over the rows of the t-th different x of h_i e_i
 *	var = (sum g_t^2 + 2 sum_{l=1..L} (1 - l/(L+1)) sum_t g_t g_{t-l}) T / (T - 4)
 * Source: [newey1987]. The weights keep the variance from being negative. With
 * one row for each x it is sandwich::NeweyWest(fit, lag = L, prewhite = FALSE,
 * adjust = TRUE) of R.
 *
 * Sums in double-double, x and y scaled by powers of two. What is below 2^-80 of
 * the terms that it is the difference of counts as zero.
 */
#include "txo/interrupted.h"

#include <math.h>
#include <stdlib.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

#define NEGLIGIBLE 0x1p-80
#define METHOD "segmented ols"
#define ROBUST "segmented ols Newey-West"

/* Points from to end, and the line through them at x = c. */
struct side {
	struct txo_pairs p;
	unsigned note;		/* why there is no line, or 0 */
	struct txo_dd n, mean_x, mean_y, sxx, slope, level;
	struct txo_dd rss;
};

struct fit {
	const struct txo_interrupted_rules *r;
	int ex, ey;
	struct txo_dd c;
	double size_x, size_y;	/* of the largest numbers */
	struct side side[2];
	struct txo_dd s2;
	double df;
	unsigned note;		/* why there are no errors, or 0 */
	size_t times;		/* different x */
	struct txo_dd *score;	/* of each; for Newey-West */
};

/* An estimate as a sum over the lines: level and slope of each. */
struct contrast {
	double level[2], slope[2];
};

static struct txo_dd at_x(const struct fit *f, const struct side *s, size_t i)
{
	return txo_dd_scale(txo_pairs_x(&s->p, i), -f->ex);
}

static struct txo_dd at_y(const struct fit *f, const struct side *s, size_t i)
{
	return txo_dd_scale(txo_pairs_y(&s->p, i), -f->ey);
}

static struct txo_pairs part(const struct txo_pairs *p, size_t from, size_t end)
{
	return (struct txo_pairs){ p->x + from, p->x_lo ? p->x_lo + from : NULL,
				   p->y + from, p->y_lo ? p->y_lo + from : NULL,
				   p->w + from, end - from };
}

static void fit_begin(struct fit *f, const struct txo_pairs *p,
		      const struct txo_interrupted_rules *r)
{
	struct txo_dd c = txo_dd_fast_sum(r->at, r->at_lo);
	double x = fabs(r->at), y = 0;
	size_t end = 0;

	for (size_t i = 0; i < p->m; i++) {
		x = fmax(x, fabs(p->x[i]));
		y = fmax(y, fabs(p->y[i]));
		if (txo_dd_compare(txo_pairs_x(p, i), c) < 0)
			end = i + 1;
	}
	f->r = r;
	f->size_x = frexp(x, &f->ex);
	f->size_y = frexp(y, &f->ey);
	f->c = txo_dd_scale(c, -f->ex);
	f->side[0].p = part(p, 0, end);
	f->side[1].p = part(p, end, p->m);
}

static void side_means(const struct fit *f, struct side *s)
{
	for (size_t i = 0; i < s->p.m; i++) {
		struct txo_dd w = txo_dd_from_count(s->p.w[i]);

		s->n = txo_dd_add(s->n, w);
		s->mean_x = txo_dd_add(s->mean_x, txo_dd_mul(w, at_x(f, s, i)));
		s->mean_y = txo_dd_add(s->mean_y, txo_dd_mul(w, at_y(f, s, i)));
	}
	s->mean_x = txo_dd_div(s->mean_x, s->n);
	s->mean_y = txo_dd_div(s->mean_y, s->n);
	if (txo_pairs_y_is_constant(&s->p))
		s->mean_y = at_y(f, s, 0);
}

static struct txo_dd residual(const struct fit *f, const struct side *s,
			      size_t i)
{
	struct txo_dd dx = txo_dd_sub(at_x(f, s, i), s->mean_x);
	struct txo_dd r = txo_dd_sub(at_y(f, s, i), s->mean_y);
	double noise = fabs(s->slope.hi) * f->size_x + f->size_y;

	r = txo_dd_sub(r, txo_dd_mul(s->slope, dx));
	return fabs(r.hi) <= NEGLIGIBLE * noise ? txo_dd_from(0) : r;
}

static void side_fit(const struct fit *f, struct side *s)
{
	struct txo_dd sxy = { 0, 0 };

	s->note = txo_pairs_note(&s->p);
	if (s->note)
		return;
	side_means(f, s);
	for (size_t i = 0; i < s->p.m; i++) {
		struct txo_dd dx = txo_dd_sub(at_x(f, s, i), s->mean_x);
		struct txo_dd dy = txo_dd_sub(at_y(f, s, i), s->mean_y);
		struct txo_dd wx = txo_dd_mul(txo_dd_from_count(s->p.w[i]), dx);

		s->sxx = txo_dd_add(s->sxx, txo_dd_mul(wx, dx));
		sxy = txo_dd_add(sxy, txo_dd_mul(wx, dy));
	}
	if (fabs(sxy.hi) <= NEGLIGIBLE * sqrt(s->sxx.hi * s->n.hi) * f->size_y)
		sxy = txo_dd_from(0);
	s->slope = txo_dd_div(sxy, s->sxx);
	s->level = txo_dd_mul(s->slope, txo_dd_sub(f->c, s->mean_x));
	s->level = txo_dd_add(s->mean_y, s->level);
	for (size_t i = 0; i < s->p.m; i++) {
		struct txo_dd r = residual(f, s, i);

		r = txo_dd_mul(txo_dd_mul(r, r), txo_dd_from_count(s->p.w[i]));
		s->rss = txo_dd_add(s->rss, r);
	}
}

static size_t different_x(const struct txo_pairs *p)
{
	size_t times = p->m > 0;

	for (size_t i = 1; i < p->m; i++)
		times += txo_dd_compare(txo_pairs_x(p, i),
					txo_pairs_x(p, i - 1)) != 0;
	return times;
}

/* The residual variance of the sides that have a line. */
static void fit_error(struct fit *f)
{
	struct txo_dd n = { 0, 0 }, rss = n;
	double parameters = 0;

	for (int k = 0; k < 2; k++) {
		const struct side *s = &f->side[k];

		if (s->note)
			continue;
		n = txo_dd_add(n, s->n);
		rss = txo_dd_add(rss, s->rss);
		f->times += different_x(&s->p);
		parameters += 2;
	}
	f->df = (f->r->lags < 0 ? n.hi : (double)f->times) - parameters;
	if (f->df <= 0)
		f->note = TXO_NOTE_SMALLN;
	else if (rss.hi == 0)
		f->note = TXO_NOTE_PERFECT;
	else
		f->s2 = txo_dd_div(rss, txo_dd_from(f->df));
}

/* ------------------------------------------------------------ variances */

static struct txo_dd variance(const struct fit *f, const struct contrast *c)
{
	struct txo_dd sum = { 0, 0 };

	for (int k = 0; k < 2; k++) {
		const struct side *s = &f->side[k];
		struct txo_dd d = txo_dd_sub(f->c, s->mean_x), v;

		if (c->level[k] == 0 && c->slope[k] == 0)
			continue;
		/* the estimate is level * mean y + (level * d + slope) * b */
		d = txo_dd_mul(d, txo_dd_from(c->level[k]));
		d = txo_dd_add(d, txo_dd_from(c->slope[k]));
		v = txo_dd_div(txo_dd_mul(d, d), s->sxx);
		if (c->level[k] != 0)
			v = txo_dd_add(v, txo_dd_div(txo_dd_from(1), s->n));
		sum = txo_dd_add(sum, v);
	}
	return txo_dd_mul(sum, f->s2);
}

/* g_t of the METHOD block; returns how many. */
static size_t find_scores(const struct fit *f, const struct contrast *c)
{
	size_t t = 0;

	for (int k = 0; k < 2; k++) {
		const struct side *s = &f->side[k];
		struct txo_dd d = txo_dd_sub(f->c, s->mean_x), flat, h, g;

		if (s->note)
			continue;
		d = txo_dd_mul(d, txo_dd_from(c->level[k]));
		d = txo_dd_div(txo_dd_add(d, txo_dd_from(c->slope[k])), s->sxx);
		flat = txo_dd_div(txo_dd_from(c->level[k]), s->n);
		for (size_t i = 0; i < s->p.m; i++) {
			h = txo_dd_sub(at_x(f, s, i), s->mean_x);
			h = txo_dd_add(flat, txo_dd_mul(d, h));
			g = txo_dd_mul(h, residual(f, s, i));
			g = txo_dd_mul(g, txo_dd_from_count(s->p.w[i]));
			if (i == 0 ||
			    txo_dd_compare(txo_pairs_x(&s->p, i),
					   txo_pairs_x(&s->p, i - 1)) != 0)
				f->score[t++] = txo_dd_from(0);
			f->score[t - 1] = txo_dd_add(f->score[t - 1], g);
		}
	}
	return t;
}

static struct txo_dd robust_variance(const struct fit *f,
				     const struct contrast *c)
{
	size_t times = find_scores(f, c), lags = (size_t)f->r->lags;
	struct txo_dd sum = { 0, 0 };

	for (size_t l = 0; l <= lags && l < times; l++) {
		struct txo_dd part_sum = { 0, 0 }, w;

		for (size_t t = l; t < times; t++)
			part_sum = txo_dd_add(part_sum,
					      txo_dd_mul(f->score[t],
							 f->score[t - l]));
		w = txo_dd_from((double)(lags + 1 - l) * (l ? 2 : 1));
		w = txo_dd_div(w, txo_dd_from((double)(lags + 1)));
		sum = txo_dd_add(sum, txo_dd_mul(part_sum, w));
	}
	sum = txo_dd_mul(sum, txo_dd_from((double)times));
	return txo_dd_div(sum, txo_dd_from(f->df));
}

/* ------------------------------------------------------------ estimates */

/* v in units of 2^e as a double; NaN with a note when that overflows. */
static double unscaled(double v, int e, unsigned *note)
{
	double u = ldexp(v, e);

	if (!isinf(u))
		return u;
	*note |= TXO_NOTE_OVERFLOW;
	return NAN;
}

static void set_errors(const struct fit *f, const struct contrast *c,
		       struct txo_dd v, int e, struct txo_estimate *t)
{
	bool robust = f->r->lags >= 0;
	struct txo_dd se = txo_dd_sqrt(robust ? robust_variance(f, c) :
						variance(f, c));
	struct txo_dd half = txo_dd_mul(
		se, txo_dd_from(txo_t_quantile(f->r->level, f->df)));

	if (!(se.hi > 0)) {	/* no residual that it depends on */
		t->note |= TXO_NOTE_PERFECT;
		return;
	}
	t->std_error = unscaled(se.hi, e, &t->note);
	t->statistic = txo_dd_div(v, se).hi;
	t->p_value = txo_t_p_value(t->statistic, f->df);
	t->conf_low = unscaled(txo_dd_sub(v, half).hi, e, &t->note);
	t->conf_high = unscaled(txo_dd_add(v, half).hi, e, &t->note);
}

static struct txo_estimate estimate(const struct fit *f,
				    const struct contrast *c)
{
	struct txo_estimate t = txo_estimate_none(f->r->lags < 0 ? METHOD :
								   ROBUST);
	bool slope = c->slope[0] != 0 || c->slope[1] != 0;
	int e = slope ? f->ey - f->ex : f->ey;
	struct txo_dd v = { 0, 0 };
	double size = 0;

	for (int k = 0; k < 2; k++) {
		const struct side *s = &f->side[k];
		double times = slope ? c->slope[k] : c->level[k];
		struct txo_dd one = slope ? s->slope : s->level;

		if (times == 0)
			continue;
		t.note |= s->note;
		v = txo_dd_add(v, txo_dd_mul(one, txo_dd_from(times)));
		size += fabs(s->slope.hi) + (slope ? 0 : f->size_y);
	}
	if (t.note)
		return t;
	if (fabs(v.hi) <= NEGLIGIBLE * size)
		v = txo_dd_from(0);
	t.note = f->note;
	t.estimate = unscaled(v.hi, e, &t.note);
	t.df = f->df;
	if (!f->note)
		set_errors(f, c, v, e, &t);
	return t;
}

enum txo_status txo_interrupted(const struct txo_pairs *p,
				const struct txo_interrupted_rules *r,
				struct txo_interrupted *out,
				struct txo_error *err)
{
	static const struct contrast level[] = { { { 1, 0 }, { 0, 0 } },
						 { { 0, 1 }, { 0, 0 } },
						 { { -1, 1 }, { 0, 0 } } };
	static const struct contrast slope[] = { { { 0, 0 }, { 1, 0 } },
						 { { 0, 0 }, { 0, 1 } },
						 { { 0, 0 }, { -1, 1 } } };
	struct fit f = { .df = NAN };

	*out = (struct txo_interrupted){ .n_before = 0 };
	fit_begin(&f, p, r);
	side_fit(&f, &f.side[0]);
	side_fit(&f, &f.side[1]);
	fit_error(&f);
	f.score = calloc(f.times ? f.times : 1, sizeof(*f.score));
	if (!f.score)
		return txo_fail_memory(err);
	out->n_before = txo_pairs_n(&f.side[0].p);
	out->n_after = txo_pairs_n(&f.side[1].p);
	out->level_before = estimate(&f, &level[0]);
	out->level_after = estimate(&f, &level[1]);
	out->level_change = estimate(&f, &level[2]);
	out->slope_before = estimate(&f, &slope[0]);
	out->slope_after = estimate(&f, &slope[1]);
	out->slope_change = estimate(&f, &slope[2]);
	free(f.score);
	return TXO_OK;
}
