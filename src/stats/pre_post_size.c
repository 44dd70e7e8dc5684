/*
 * METHOD
 *	d_z = mean change / sd of the change = t / sqrt(n)
 *	d_av = mean change / sqrt((sd_pre^2 + sd_post^2) / 2)       [cumming2012]
 * Neither is corrected for small samples. Interval of d_z: ncp / sqrt(n) at both
 * limits of the noncentrality of the paired t [steiger2004], exact for normal
 * changes. Interval of d_av: the same limits times d_av / d_z [algina2003],
 * approximate, as it takes the ratio of the standard deviations as known.
 *
 * sd: sqrt((n - 1) sd^2 / q), q the quantiles of chi-square with n - 1 degrees
 * of freedom at (1 +- level) / 2 [hahn1991], found on the logarithm of its tails.
 */
#include <math.h>
#include <stdbool.h>

#include "stats/root.h"
#include "stats/tails.h"
#include "txo/noncentral.h"
#include "txo/note.h"
#include "txo/pre_post.h"

#define FARTHEST 1e3	/* of the logarithm of a quantile by df */

/* Is there a mean in standard deviations? Notes why not. */
static bool has_sizes(const struct txo_pre_post *c, struct txo_estimate *e)
{
	e->note = c->note;
	if (c->n > 1 && isfinite(c->sd_change) && c->sd_change > 0)
		return true;
	if (c->sd_change == 0)
		e->note |= TXO_NOTE_CONST;
	return false;
}

/* Mean change over `unit`, and what its limits are. */
static void set_limits(const struct txo_pre_post *c, double unit, double level,
		       struct txo_estimate *e)
{
	double root = sqrt((double)c->n), z = c->mean_change / c->sd_change;
	struct txo_limits l = txo_d_limits_one(z * root, c->n, level);

	e->estimate = c->mean_change / unit;
	e->conf_low = l.low * (c->sd_change / unit);
	e->conf_high = l.high * (c->sd_change / unit);
}

struct txo_estimate txo_pre_post_d_z(const struct txo_pre_post *c, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"mean change / SD of the change, noncentral t interval");

	if (has_sizes(c, &e))
		set_limits(c, c->sd_change, level, &e);
	return e;
}

struct txo_estimate txo_pre_post_d_av(const struct txo_pre_post *c,
				      double level)
{
	struct txo_estimate e = txo_estimate_none(
		"mean change / root mean square of the SDs before and after, "
		"approximate noncentral t interval");

	if (has_sizes(c, &e))
		set_limits(c, hypot(c->sd_pre, c->sd_post) / sqrt(2), level,
			   &e);
	return e;
}

/* A quantile of chi-square, looked for along log(x / df). */
struct target {
	double df, tail;
	bool above;	/* the tail above x, not below */
};

static double miss(double u, const void *with)
{
	const struct target *t = with;
	struct txo_tails p = txo_chi2_tails(t->df * exp(u), t->df);

	return t->above ? log(t->tail) - log(p.upper) :
			  log(p.lower) - log(t->tail);
}

/* sd over the root of a quantile by df. */
static double sd_limit(double sd, double df, double tail, bool above)
{
	struct target t = { df, tail, above };
	double u = txo_root_near(miss, &t, 0, sqrt(2 / df), FARTHEST);

	return sd * exp(-u / 2);
}

struct txo_estimate txo_pre_post_sd(const struct txo_pre_post *c, double level)
{
	struct txo_estimate e = txo_estimate_none(
		"standard deviation of the change, chi-square interval");
	double tail = (1 - level) / 2;

	e.estimate = c->sd_change;
	if (!has_sizes(c, &e))
		return e;
	e.df = (double)c->n - 1;
	e.conf_low = sd_limit(c->sd_change, e.df, tail, true);
	e.conf_high = sd_limit(c->sd_change, e.df, tail, false);
	return e;
}
