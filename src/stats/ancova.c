/*
 * METHOD
 *	adjusted mean = mean y_g - b (mean x_g - mean x)
 *	var = s^2 (1 / n_g + (mean x_g - mean x)^2 / Sxx), Sxx = sum_g Sxx_g
 *	difference of g and h: var = s^2 (1 / n_g + 1 / n_h +
 *	(mean x_g - mean x_h)^2 / Sxx)
 *	t with n - k - 1 degrees of freedom
 *	groups: F = ((RSS_0 - RSS) / (k - 1)) / s^2, RSS_0 without groups
 *	slopes: F = ((RSS - RSS_1) / (k' - 1)) / (RSS_1 / (n - k - k')), RSS_1 with
 *	a slope for each of the k' groups in which x varies
 * Source: [draper1998]; the fit is in ancova_fit.c. Differences of sums in
 * double-double. Tail of F: P(F >= f) = I(df2 / 2, df1 / 2) at
 * df2 / (df2 + df1 f), see beta.c.
 */
#include <math.h>

#include "stats/ancova_fit.h"
#include "stats/beta.h"
#include "stats/quantile_t.h"
#include "txo/note.h"

#define METHOD "ANCOVA, least squares of change on value before and group"
#define UNADJUSTED \
	"ANCOVA without adjustment, the value before is the same for all"

/* Are the means known? */
static bool is_fitted(const struct txo_ancova *a)
{
	const struct txo_ancova_fit *f = a->fit;

	return f->used > 0 && !(a->note & TXO_NOTE_OVERFLOW) &&
	       (f->flat || f->within.xx.hi > 0);
}

/* What a mean or a difference is made of. */
struct part {
	struct txo_dd y, x;	/* change; value before, from the middle */
	struct txo_dd share;	/* of the variance, without that of the slope */
};

/* Adjusted, with error, test and interval. */
static void conclude(const struct txo_ancova *a, struct part p, double level,
		     struct txo_estimate *e)
{
	const struct txo_ancova_fit *f = a->fit;
	struct txo_dd y = txo_dd_sub(p.y, txo_dd_mul(f->slope, p.x)), se, half;

	e->estimate = ldexp(y.hi, f->e);
	if (f->df <= 0 || f->rss.hi == 0)
		return;
	if (!f->flat)
		p.share = txo_dd_add(p.share, txo_dd_div(txo_ancova_square(p.x),
							 f->within.xx));
	se = txo_dd_sqrt(txo_dd_mul(f->variance, p.share));
	half = txo_dd_mul(se, txo_dd_from(txo_t_quantile(level, f->df)));
	e->df = f->df;
	e->std_error = ldexp(se.hi, f->e);
	e->statistic = txo_dd_div(y, se).hi;
	e->p_value = txo_t_p_value(e->statistic, f->df);
	e->conf_low = ldexp(txo_dd_sub(y, half).hi, f->e);
	e->conf_high = ldexp(txo_dd_add(y, half).hi, f->e);
}

static struct txo_estimate begin(const struct txo_ancova *a, bool known)
{
	struct txo_estimate e = txo_estimate_none(a->fit->flat ? UNADJUSTED :
								 METHOD);

	e.note = a->note & ~(unsigned)TXO_NOTE_FEWGROUPS;
	if (!known)
		e.note |= TXO_NOTE_NODATA;
	return e;
}

struct txo_estimate txo_ancova_mean(const struct txo_ancova *a, size_t i,
				    double level)
{
	const struct txo_ancova_group *g = &a->fit->group[i];
	struct txo_estimate e = begin(a, g->n.hi > 0);
	struct part p = { .y = g->y };

	if (!(g->n.hi > 0 && is_fitted(a)))
		return e;
	p.x = txo_dd_sub(g->x, a->fit->all.x);
	p.share = txo_dd_div(txo_dd_from(1), g->n);
	conclude(a, p, level, &e);
	return e;
}

struct txo_estimate txo_ancova_difference(const struct txo_ancova *a, size_t i,
					  size_t j, double level)
{
	const struct txo_ancova_group *g = &a->fit->group[i];
	const struct txo_ancova_group *h = &a->fit->group[j];
	bool known = g->n.hi > 0 && h->n.hi > 0;
	struct txo_estimate e = begin(a, known);
	struct txo_dd one = { 1, 0 };
	struct part p = { .y = txo_dd_sub(g->y, h->y) };

	if (!(known && is_fitted(a)))
		return e;
	p.x = txo_dd_sub(g->x, h->x);
	p.share = txo_dd_add(txo_dd_div(one, g->n), txo_dd_div(one, h->n));
	conclude(a, p, level, &e);
	return e;
}

/* F of what `more` explains with df1, against rest with df2. */
static void set_f(struct txo_estimate *e, struct txo_dd more, double df1,
		  struct txo_dd rest, double df2)
{
	double f, top;

	if (more.hi < 0)
		more = txo_dd_from(0);
	more = txo_dd_div(more, txo_dd_from(df1));
	f = txo_dd_div(more, txo_dd_div(rest, txo_dd_from(df2))).hi;
	top = df1 * f;
	e->df = df1;
	e->statistic = f;
	e->p_value = 1;
	if (f > 0)
		e->p_value = txo_beta_tail(
			df2 / 2, df1 / 2,
			(struct txo_share){ df2 / (df2 + top),
					    top / (df2 + top) });
}

/* What is left of yy behind a slope. */
static struct txo_dd left_over(const struct txo_ancova_group *g)
{
	struct txo_dd rest = g->yy;

	if (g->xx.hi > 0)
		rest = txo_dd_sub(rest,
				  txo_dd_div(txo_ancova_square(g->xy), g->xx));
	return rest.hi > TXO_ANCOVA_NEGLIGIBLE * g->yy.hi ? rest :
							    txo_dd_from(0);
}

struct txo_estimate txo_ancova_groups(const struct txo_ancova *a, double *df2)
{
	const struct txo_ancova_fit *f = a->fit;
	struct txo_estimate e = begin(a, f->used > 0);

	*df2 = NAN;
	e.note |= a->note & TXO_NOTE_FEWGROUPS;
	if (f->used < 2 || !is_fitted(a) || f->df <= 0 || f->rss.hi == 0)
		return e;
	*df2 = f->df;
	set_f(&e, txo_dd_sub(left_over(&f->all), f->rss), (double)f->used - 1,
	      f->rss, f->df);
	return e;
}

struct txo_estimate txo_ancova_slopes(const struct txo_ancova *a, double *df2)
{
	const struct txo_ancova_fit *f = a->fit;
	struct txo_estimate e = begin(a, f->used > 0);
	struct txo_dd rest = { 0, 0 };
	double slopes = 0, df;

	*df2 = NAN;
	e.note |= a->note & TXO_NOTE_FEWGROUPS;
	for (size_t i = 0; i < a->k; i++) {
		slopes += f->group[i].xx.hi > 0;
		rest = txo_dd_add(rest, left_over(&f->group[i]));
	}
	df = f->all.n.hi - (double)f->used - slopes;
	if (!is_fitted(a) || slopes < 2 || f->rss.hi == 0)
		return e;
	if (df <= 0) {
		e.note |= TXO_NOTE_SMALLN;
		return e;
	}
	if (rest.hi == 0) {
		e.note |= TXO_NOTE_PERFECT;
		return e;
	}
	*df2 = df;
	set_f(&e, txo_dd_sub(f->rss, rest), slopes - 1, rest, df);
	return e;
}
