/*
 * METHOD
 *	SSB = sum ni (mi - m)^2, SSW = sum ssi, over the k groups with values
 *	F = (SSB / (k - 1)) / (SSW / (n - k))			     [fisher1925]
 *	Welch [welch1951]: wi = ni / vi, W = sum wi, m' = sum wi mi / W,
 *	h = sum (1 - wi / W)^2 / (ni - 1) / (k^2 - 1),
 *	F = sum wi (mi - m')^2 / (k - 1) / (1 + 2 (k - 2) h), df = k - 1, 1 / (3 h)
 *	eta^2 = SSB / SST, SST = SSB + SSW, MSW = SSW / (n - k)
 *	omega^2 = (SSB - (k - 1) MSW) / (SST + MSW)		      [hays1963]
 *	epsilon^2 = (SSB - (k - 1) MSW) / SST			    [kelley1935]
 *	interval: ncp / (ncp + n) for the limits of the noncentrality of F
 *	[steiger2004]
 * Sums are in double-double. PERFECT where all values of each group are equal
 * but the groups differ, so that F has no error to compare with.
 */
#include <math.h>
#include <stdbool.h>

#include "stats/sums.h"
#include "stats/tails.h"
#include "txo/groups.h"
#include "txo/note.h"

struct layout {
	uint64_t n, k;		/* values, groups with values */
	struct txo_dd between, within;	/* sums of squares */
	double df_between, df_within;
	bool differ;		/* the means */
	unsigned note;
};

static unsigned note_of(const struct layout *l)
{
	if (l->n == 0)
		return TXO_NOTE_NODATA;
	if (l->k < 2)
		return TXO_NOTE_FEWGROUPS;
	if (!isfinite(l->between.hi) || !isfinite(l->within.hi))
		return TXO_NOTE_OVERFLOW;
	if (l->n == l->k)
		return TXO_NOTE_SMALLN;
	if (l->within.hi > 0)
		return 0;
	return l->differ ? TXO_NOTE_PERFECT : TXO_NOTE_CONST;
}

static struct txo_dd weighted(uint64_t n, struct txo_dd x)
{
	return txo_dd_mul(txo_dd_from_count(n), x);
}

static struct layout lay_out(const struct txo_groups *g)
{
	struct layout l = { 0 };
	struct txo_dd sum = { 0, 0 }, mean, d, last = { 0, 0 };

	for (size_t i = 0; i < g->k; i++) {
		struct txo_sums s = txo_sums(&g->group[i]);

		if (s.n == 0)
			continue;
		l.differ |= l.k > 0 && txo_dd_compare(s.mean, last) != 0;
		last = s.mean;
		l.k++;
		l.n += s.n;
		l.within = txo_dd_add(l.within, s.ss);
		sum = txo_dd_add(sum, weighted(s.n, s.mean));
	}
	mean = txo_dd_div(sum, txo_dd_from_count(l.n));
	for (size_t i = 0; i < g->k; i++) {
		struct txo_sums s = txo_sums(&g->group[i]);

		d = txo_dd_sub(s.mean, mean);
		if (s.n > 0)
			l.between = txo_dd_add(l.between,
					       weighted(s.n, txo_dd_mul(d, d)));
	}
	l.df_between = (double)l.k - 1;
	l.df_within = (double)(l.n - l.k);
	l.note = note_of(&l);
	return l;
}

static double f_of(const struct layout *l)
{
	return l->between.hi / l->df_between / (l->within.hi / l->df_within);
}

struct txo_estimate txo_anova(const struct txo_groups *g, double *df_residual)
{
	struct txo_estimate e = txo_estimate_none(
		"analysis of variance, equal variances");
	struct layout l = lay_out(g);

	*df_residual = NAN;
	e.note = l.note;
	if (e.note)
		return e;
	e.df = l.df_between;
	*df_residual = l.df_within;
	e.statistic = f_of(&l);
	e.p_value = txo_f_tails(e.statistic, e.df, *df_residual).upper;
	return e;
}

/* What Welch's test cannot do without. */
static unsigned welch_note(const struct txo_groups *g)
{
	struct layout l = lay_out(g);
	unsigned note = l.note & ~(unsigned)TXO_NOTE_PERFECT;

	for (size_t i = 0; i < g->k && !note; i++) {
		const struct txo_sample *s = &g->group[i];
		uint64_t n = txo_n(s);

		note |= n == 1 ? TXO_NOTE_SMALLN : 0;
		note |= n > 1 && s->m == 1 ? TXO_NOTE_CONST : 0;
	}
	return note;
}

/* Sum of the weights, and the mean that they make. */
struct weights {
	struct txo_dd sum, mean;
};

static struct txo_dd weight_of(const struct txo_sums *s)
{
	struct txo_dd n = txo_dd_from_count(s->n);
	struct txo_dd df = txo_dd_from_count(s->n - 1);

	return txo_dd_div(txo_dd_mul(n, df), s->ss);
}

static struct weights weigh(const struct txo_groups *g)
{
	struct weights w = { { 0, 0 }, { 0, 0 } };

	for (size_t i = 0; i < g->k; i++) {
		struct txo_sums s = txo_sums(&g->group[i]);

		if (s.n == 0)
			continue;
		w.sum = txo_dd_add(w.sum, weight_of(&s));
		w.mean = txo_dd_add(w.mean, txo_dd_mul(weight_of(&s), s.mean));
	}
	w.mean = txo_dd_div(w.mean, w.sum);
	return w;
}

struct txo_estimate txo_welch_anova(const struct txo_groups *g,
				    double *df_residual)
{
	struct txo_estimate e = txo_estimate_none(
		"Welch analysis of variance, variances may differ");
	struct txo_dd between = { 0, 0 };
	struct weights w;
	double k = 0, h = 0;

	*df_residual = NAN;
	e.note = welch_note(g);
	if (e.note)
		return e;
	w = weigh(g);
	for (size_t i = 0; i < g->k; i++) {
		struct txo_sums s = txo_sums(&g->group[i]);
		struct txo_dd d = txo_dd_sub(s.mean, w.mean), part;

		if (s.n == 0)
			continue;
		k++;
		part = weight_of(&s);
		between = txo_dd_add(between,
				     txo_dd_mul(part, txo_dd_mul(d, d)));
		part = txo_dd_div(part, w.sum);
		part = txo_dd_sub(txo_dd_from(1), part);
		h += part.hi * part.hi / (double)(s.n - 1);
	}
	h /= k * k - 1;
	e.df = k - 1;
	*df_residual = 1 / (3 * h);
	e.statistic = between.hi / (k - 1) / (1 + 2 * (k - 2) * h);
	e.p_value = txo_f_tails(e.statistic, e.df, *df_residual).upper;
	return e;
}

/* The interval of the share; a share of all is known without it. */
static void share_interval(const struct layout *l, double level,
			   struct txo_estimate *e)
{
	struct txo_limits limits = txo_eta2_limits(f_of(l), l->df_between,
						   l->df_within, level);

	e->conf_low = limits.low;
	e->conf_high = limits.high;
}

struct txo_estimate txo_eta_squared(const struct txo_groups *g, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"eta squared, interval from noncentral F, equal variances");
	struct layout l = lay_out(g);
	struct txo_dd all = txo_dd_add(l.between, l.within);

	e.note = l.note;
	if (!(e.note & ~(unsigned)TXO_NOTE_PERFECT))
		e.estimate = txo_dd_div(l.between, all).hi;
	if (!e.note)
		share_interval(&l, level, &e);
	return e;
}

/* SSB less what chance alone brings into it. */
static struct txo_dd beyond_chance(const struct layout *l)
{
	struct txo_dd error = txo_dd_div(l->within, txo_dd_from(l->df_within));

	return txo_dd_sub(l->between,
			  txo_dd_mul(txo_dd_from(l->df_between), error));
}

struct txo_estimate txo_omega_squared(const struct txo_groups *g, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"omega squared, interval from noncentral F, equal variances");
	struct layout l = lay_out(g);
	struct txo_dd all = txo_dd_add(l.between, l.within);

	e.note = l.note;
	if (e.note & ~(unsigned)TXO_NOTE_PERFECT)
		return e;
	all = txo_dd_add(all, txo_dd_div(l.within, txo_dd_from(l.df_within)));
	e.estimate = txo_dd_div(beyond_chance(&l), all).hi;
	if (!e.note)
		share_interval(&l, level, &e);
	return e;
}

struct txo_estimate txo_epsilon_squared(const struct txo_groups *g,
					double level)
{
	struct txo_estimate e = txo_estimate_none(
		"epsilon squared, interval from noncentral F, equal variances");
	struct layout l = lay_out(g);
	struct txo_dd all = txo_dd_add(l.between, l.within);

	e.note = l.note;
	if (e.note & ~(unsigned)TXO_NOTE_PERFECT)
		return e;
	e.estimate = txo_dd_div(beyond_chance(&l), all).hi;
	if (!e.note)
		share_interval(&l, level, &e);
	return e;
}
