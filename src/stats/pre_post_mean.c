/*
 * METHOD
 *	mean -+ t(level, n - 1) sd / sqrt(n), t = mean / (sd / sqrt(n)), two-sided
 *	[student1908]; the same of the values before and after, without a test
 *
 *	percent: P = 100 d / x, of the means d of change and x before, with the
 *	interval of all rho for which t does not reject mean(d - rho x) = 0
 *	[fieller1954]:
 *	    ((d - g k) -+ q sqrt(v_dd - 2 p v_xd + p^2 v_xx
 *	    - g (v_dd - v_xd^2 / v_xx))) / (1 - g), in units of x, where
 *	    p = d / x, q = t(level, n - 1), v = (co)variances of the means over
 *	    x^2, g = q^2 v_xx, k = v_xd / v_xx
 *	It is bounded for g < 1.
 *
 *	correlation: t = r sqrt((n - 2) / (1 - r^2)); tanh(atanh(r) -+
 *	z(level) / sqrt(n - 3)) [fisher1921]
 *
 *	regression to the mean: (r - 1) sd(pre) for one sd above the mean
 *	[barnett2005]; it holds where the spread before and after is the same
 *	and there is no other cause of change.
 */
#include <math.h>
#include <stdbool.h>

#include "stats/quantile_t.h"
#include "txo/note.h"
#include "txo/pre_post.h"

/* A mean with its t interval; tested against zero if asked. */
static struct txo_estimate mean_of(const struct txo_pre_post *c, double mean,
				   double se, double level)
{
	struct txo_estimate e = txo_estimate_none("mean, t interval");
	double half;

	e.note = c->note;
	e.estimate = mean;
	if (!(c->n > 1 && isfinite(se)))
		return e;
	if (se == 0) {
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	e.df = (double)c->n - 1;
	e.std_error = se;
	half = txo_t_quantile(level, e.df) * e.std_error;
	e.conf_low = mean - half;
	e.conf_high = mean + half;
	return e;
}

struct txo_estimate txo_pre_post_mean_pre(const struct txo_pre_post *c,
					  double level)
{
	return mean_of(c, c->mean_pre, c->se_pre, level);
}

struct txo_estimate txo_pre_post_mean_post(const struct txo_pre_post *c,
					   double level)
{
	return mean_of(c, c->mean_post, c->se_post, level);
}

struct txo_estimate txo_pre_post_mean(const struct txo_pre_post *c,
				      double level)
{
	struct txo_estimate e = mean_of(c, c->mean_change, c->se_change, level);

	e.method = "paired t";
	e.statistic = e.estimate / e.std_error;
	e.p_value = txo_t_p_value(e.statistic, e.df);
	return e;
}

/* Ends of Fieller's interval of d / x. */
static void fieller(const struct txo_pre_post *c, double q,
		    struct txo_estimate *e)
{
	double p = c->mean_change / c->mean_pre;
	double x = c->se_pre / fabs(c->mean_pre);
	double d = c->se_change / fabs(c->mean_pre);
	double r = x > 0 && d > 0 ? c->r_change : 0;
	double g = q * q * x * x, shift, half;

	if (!(g < 1)) {
		e->note |= TXO_NOTE_OPEN;
		return;
	}
	/* with v_xx = x^2, v_dd = d^2 and v_xd = r x d */
	shift = p - q * q * r * x * d;
	half = (d - p * x) * (d - p * x) + 2 * p * x * d * (1 - r);
	half = q * sqrt(fmax(0, half - g * d * d * (1 - r * r)));
	e->conf_low = 100 * (shift - half) / (1 - g);
	e->conf_high = 100 * (shift + half) / (1 - g);
}

struct txo_estimate txo_pre_post_percent(const struct txo_pre_post *c,
					 double level)
{
	struct txo_estimate e = txo_estimate_none(
		"change of the mean in percent of the mean before, Fieller "
		"interval");

	e.note = c->note;
	if (c->mean_pre == 0) {
		e.note |= TXO_NOTE_ZEROBASE;
		return e;
	}
	e.estimate = 100 * c->mean_change / c->mean_pre;
	if (!isfinite(e.estimate))
		e.estimate = 100 * (c->mean_change / c->mean_pre);
	if (!isfinite(e.estimate))
		return e;
	if (c->sd_change == 0 && (c->sd_pre == 0 || c->mean_change == 0))
		e.note |= TXO_NOTE_CONST;
	else if (c->n > 1)
		fieller(c, txo_t_quantile(level, (double)c->n - 1), &e);
	return e;
}

/* Fisher's interval of r; false if there is none. */
static bool fisher(const struct txo_pre_post *c, double level,
		   struct txo_estimate *e)
{
	double size = fabs(c->r), z, half;

	if (c->r_rest == 0) {
		e->note |= TXO_NOTE_PERFECT;
		return false;
	}
	if (c->n < 4) {
		e->note |= TXO_NOTE_SMALLN;
		return false;
	}
	z = copysign(log((1 + size) / c->r_rest * (1 + size)) / 2, c->r);
	half = txo_normal_quantile(level) / sqrt((double)c->n - 3);
	e->conf_low = tanh(z - half);
	e->conf_high = tanh(z + half);
	return true;
}

/* Is there a correlation? Notes why not. */
static bool has_correlation(const struct txo_pre_post *c,
			    struct txo_estimate *e)
{
	e->note = c->note;
	if (!isnan(c->r))
		return true;
	if (c->n > 1 && (c->sd_pre == 0 || c->sd_post == 0))
		e->note |= TXO_NOTE_CONST;
	return false;
}

struct txo_estimate txo_pre_post_correlation(const struct txo_pre_post *c,
					     double level)
{
	struct txo_estimate e = txo_estimate_none(
		"correlation of before and after, t test, Fisher interval");

	if (!has_correlation(c, &e))
		return e;
	e.estimate = c->r;
	fisher(c, level, &e);
	if (c->n > 2 && c->r_rest > 0) {
		e.df = (double)c->n - 2;
		e.statistic = c->r * sqrt(e.df / c->r_rest);
		e.p_value = txo_t_p_value(e.statistic, e.df);
	}
	return e;
}

enum txo_status txo_pre_post_line(const struct txo_pre_post *c, double level,
				  struct txo_line *out, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	out->intercept = out->slope = txo_estimate_none("");
	out->intercept.note = out->slope.note = c->note;
	if (!(c->note & TXO_NOTE_OVERFLOW))
		status = txo_ols(&c->line, level, out, err);
	out->slope.method = "least squares line of change on the value before";
	out->intercept.method = out->slope.method;
	return status;
}

struct txo_estimate txo_pre_post_regression(const struct txo_pre_post *c,
					    double level)
{
	struct txo_estimate e = txo_estimate_none(
		"(r - 1) SD before: expected change one SD above the mean "
		"before, Fisher interval of r");
	double rest;

	if (!has_correlation(c, &e))
		return e;
	rest = c->r > 0 ? c->r_rest / (1 + c->r) : 1 - c->r;
	e.estimate = -rest * c->sd_pre + 0.0;
	if (fisher(c, level, &e)) {
		e.conf_low = (e.conf_low - 1) * c->sd_pre;
		e.conf_high = (e.conf_high - 1) * c->sd_pre;
	}
	return e;
}
