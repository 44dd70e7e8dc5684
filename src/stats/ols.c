/*
 * METHOD
 *	slope = Sxy / Sxx, intercept = mean y - slope mean x
 *	Sxx = sum w (x - mean x)^2, Sxy = sum w (x - mean x) (y - mean y)
 *	RSS = sum w (y - intercept - slope x)^2, s^2 = RSS / (n - 2)
 *	se(slope) = s / sqrt(Sxx), se(intercept) = s sqrt(1/n + mean x^2 / Sxx)
 *	t = estimate / se with n - 2 degrees of freedom
 * Source: [draper1998], sums in double-double [dekker1971], residuals in a pass
 * of their own. Defined for two or more different x; errors need n > 2.
 *
 * x and y are scaled by powers of two, so that squares do not overflow. What is
 * below 2^-88 of the terms that it is the difference of counts as zero: that is
 * far below the digits of any input and above the error of the arithmetic.
 */
#include "txo/line.h"

#include <math.h>

#include "base/dd.h"
#include "stats/margins.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

#define METHOD "ols"
#define NEGLIGIBLE 0x1p-88

/* Everything in units of 2^ex for x and 2^ey for y. */
struct fit {
	int ex, ey;
	struct txo_dd n, mean_x, mean_y, sxx, sxy, syy, rss;
	struct txo_dd slope, intercept;
	double size_x, size_y;	/* largest magnitudes */
};

static struct txo_dd fit_x(const struct fit *f, const struct txo_pairs *p,
			   size_t i)
{
	return txo_dd_scale(txo_pairs_x(p, i), -f->ex);
}

static struct txo_dd fit_y(const struct fit *f, const struct txo_pairs *p,
			   size_t i)
{
	return txo_dd_scale(txo_pairs_y(p, i), -f->ey);
}

static void fit_scale(struct fit *f, const struct txo_pairs *p)
{
	double x = 0, y = 0;

	for (size_t i = 0; i < p->m; i++) {
		x = fmax(x, fabs(p->x[i]));
		y = fmax(y, fabs(p->y[i]));
	}
	f->size_x = frexp(x, &f->ex);
	f->size_y = frexp(y, &f->ey);
}

static void fit_means(struct fit *f, const struct txo_pairs *p)
{
	struct txo_dd n = { 0, 0 }, x = n, y = n;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);

		n = txo_dd_add(n, w);
		x = txo_dd_add(x, txo_dd_mul(w, fit_x(f, p, i)));
		y = txo_dd_add(y, txo_dd_mul(w, fit_y(f, p, i)));
	}
	f->n = n;
	f->mean_x = txo_dd_div(x, n);
	f->mean_y = txo_dd_div(y, n);
}

static void fit_moments(struct fit *f, const struct txo_pairs *p)
{
	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd w = txo_dd_from_count(p->w[i]);
		struct txo_dd dx = txo_dd_sub(fit_x(f, p, i), f->mean_x);
		struct txo_dd dy = txo_dd_sub(fit_y(f, p, i), f->mean_y);
		struct txo_dd wx = txo_dd_mul(w, dx);

		f->sxx = txo_dd_add(f->sxx, txo_dd_mul(wx, dx));
		f->sxy = txo_dd_add(f->sxy, txo_dd_mul(wx, dy));
		f->syy = txo_dd_add(f->syy, txo_dd_mul(txo_dd_mul(w, dy), dy));
	}
}

static void fit_line(struct fit *f)
{
	double n = f->n.hi;
	double noise = sqrt(f->sxx.hi * n) * f->size_y +
		       sqrt(f->syy.hi * n) * f->size_x;

	if (fabs(f->sxy.hi) <= NEGLIGIBLE * noise)
		f->sxy = txo_dd_from(0);
	f->slope = txo_dd_div(f->sxy, f->sxx);

	struct txo_dd rise = txo_dd_mul(f->slope, f->mean_x);

	f->intercept = txo_dd_sub(f->mean_y, rise);
	noise = fabs(f->slope.hi) * f->size_x + f->size_y;
	if (fabs(f->intercept.hi) <= NEGLIGIBLE * noise)
		f->intercept = txo_dd_from(0);
}

static void fit_residuals(struct fit *f, const struct txo_pairs *p)
{
	double noise = fabs(f->slope.hi) * f->size_x + f->size_y;

	for (size_t i = 0; i < p->m; i++) {
		struct txo_dd dx = txo_dd_sub(fit_x(f, p, i), f->mean_x);
		struct txo_dd dy = txo_dd_sub(fit_y(f, p, i), f->mean_y);
		struct txo_dd r = txo_dd_sub(dy, txo_dd_mul(f->slope, dx));

		if (fabs(r.hi) <= NEGLIGIBLE * noise)
			continue;
		r = txo_dd_mul(txo_dd_mul(r, r), txo_dd_from_count(p->w[i]));
		f->rss = txo_dd_add(f->rss, r);
	}
}

/* v in units of 2^e as a double; NaN with a note when that overflows. */
static double unscaled(double v, int e, unsigned *note)
{
	double u = ldexp(v, e);

	if (!isinf(u))
		return u;
	*note |= TXO_NOTE_OVERFLOW;
	return NAN;
}

/* Error, test and interval of an estimate in units of 2^e. */
static void set_error(struct txo_estimate *t, struct txo_dd estimate,
		      struct txo_dd variance, int e, double level)
{
	struct txo_dd se = txo_dd_sqrt(variance);
	struct txo_dd half = txo_dd_mul(
		se, txo_dd_from(txo_t_quantile(level, t->df)));

	t->std_error = unscaled(se.hi, e, &t->note);
	t->statistic = txo_dd_div(estimate, se).hi;
	t->p_value = txo_t_p_value(t->statistic, t->df);
	t->conf_low = unscaled(txo_dd_sub(estimate, half).hi, e, &t->note);
	t->conf_high = unscaled(txo_dd_add(estimate, half).hi, e, &t->note);
}

static void fit_errors(const struct fit *f, double level, struct txo_line *out)
{
	struct txo_dd df = txo_dd_sub(f->n, txo_dd_from(2));
	struct txo_dd s2 = txo_dd_div(f->rss, df), one = { 1, 0 };
	struct txo_dd leverage = txo_dd_div(txo_dd_mul(f->mean_x, f->mean_x),
					    f->sxx);

	leverage = txo_dd_add(leverage, txo_dd_div(one, f->n));
	set_error(&out->slope, f->slope, txo_dd_div(s2, f->sxx), f->ey - f->ex,
		  level);
	set_error(&out->intercept, f->intercept, txo_dd_mul(s2, leverage),
		  f->ey, level);
}

static void note_both(struct txo_line *out, unsigned note)
{
	out->intercept.note |= note;
	out->slope.note |= note;
}

enum txo_status txo_ols(const struct txo_pairs *p, double level,
			struct txo_line *out, struct txo_error *err)
{
	struct fit f = { 0 };
	unsigned note = txo_pairs_note(p);

	(void)err;
	out->intercept = out->slope = txo_estimate_none(METHOD);
	note_both(out, note);
	if (note)
		return TXO_OK;
	fit_scale(&f, p);
	fit_means(&f, p);
	fit_moments(&f, p);
	if (txo_pairs_y_is_constant(p)) {
		f.mean_y = fit_y(&f, p, 0);
		f.sxy = txo_dd_from(0);
		note_both(out, TXO_NOTE_CONST);
	}
	fit_line(&f);
	fit_residuals(&f, p);
	out->slope.estimate = unscaled(f.slope.hi, f.ey - f.ex,
				       &out->slope.note);
	out->intercept.estimate = unscaled(f.intercept.hi, f.ey,
					   &out->intercept.note);
	out->slope.df = out->intercept.df = f.n.hi - 2;
	if (f.n.hi <= 2)
		note_both(out, TXO_NOTE_SMALLN);
	else if (f.rss.hi == 0)
		note_both(out, TXO_NOTE_PERFECT);
	else
		fit_errors(&f, level, out);
	return TXO_OK;
}
