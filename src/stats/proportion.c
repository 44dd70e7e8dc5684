/*
 * METHOD, with x events among n, p = x / n, tail = (1 - level) / 2, z normal:
 *
 *	Wilson		(x + z^2/2 -+ z sqrt(x (n - x) / n + z^2/4)) / (n + z^2);
 *			the lower end as x^2 / (n (n + z^2)) / upper end
 *	Clopper-Pearson	P(X >= x | low) = tail, P(X <= x | high) = tail
 *	mid-p		P(X > x | low) + P(X = x | low) / 2 = tail, and
 *			P(X < x | high) + P(X = x | high) / 2 = tail
 *	Jeffreys	quantiles tail and 1 - tail of beta(x + 1/2, n - x + 1/2)
 *	Agresti-Coull	c -+ z sqrt(c (1 - c) / (n + z^2)),
 *			c = (x + z^2/2) / (n + z^2), cut to [0, 1]
 * Sources: [wilson1927], [clopper1934], [berry1995], [brown2001], [agresti1998].
 *
 * The high end for x is 1 minus the low end for n - x, except that both are
 * found along log(p / q) so that no digits are lost. See beta.c.
 */
#include "txo/proportion.h"

#include <math.h>

#include "stats/beta.h"
#include "stats/binomial.h"
#include "stats/quantile_t.h"
#include "stats/root.h"
#include "txo/note.h"

#define FARTHEST 1e6	/* of a logit */

static const char *const methods[] = {
	[TXO_CI_WILSON] = "Wilson score interval",
	[TXO_CI_CLOPPER_PEARSON] = "Clopper-Pearson exact interval",
	[TXO_CI_MID_P] = "mid-p interval",
	[TXO_CI_JEFFREYS] = "Jeffreys interval",
	[TXO_CI_AGRESTI_COULL] = "Agresti-Coull interval",
};

/* x events, y others, and the tail beyond each end. */
struct counts {
	double x, y, tail;
};

/* Ends within [0, 1]. */
struct ends {
	double low, high;
};

static struct ends wilson(const struct counts *c, double level)
{
	double n = c->x + c->y, z = txo_normal_quantile(level), zz = z * z;
	double half = z * sqrt(c->x * (c->y / n) + zz / 4);
	struct ends e;

	e.high = (c->x + zz / 2 + half) / (n + zz);
	e.low = c->x / n * (c->x / (n + zz)) / e.high;
	return e;
}

static struct ends agresti_coull(const struct counts *c, double level)
{
	double z = txo_normal_quantile(level), zz = z * z;
	double all = c->x + c->y + zz, p = (c->x + zz / 2) / all;
	double half = z * sqrt(p * ((c->y + zz / 2) / all) / all);

	return (struct ends){ fmax(0, p - half), fmin(1, p + half) };
}

/* P(X > x) + P(X = x) / 2 against the tail, on a log scale. */
static double mid_p_miss(double logit, const void *with)
{
	const struct counts *c = with;
	struct txo_share s = txo_share_of_logit(logit);
	double at = exp(txo_binomial_log_mass(c->x, c->y, s.p, s.q));

	if (c->y > 0)
		return log(at / 2 +
			   txo_binomial_above(c->x + 1, c->x + c->y, s)) -
		       log(c->tail);
	return log(at / 2) - log(c->tail);
}

/* The low end as a share of the x; with x > 0. */
static struct txo_share mid_p_end(const struct counts *c)
{
	double x = c->x, y = c->y + 0.5;

	return txo_share_of_logit(txo_root_near(mid_p_miss, c, log(x / y),
						sqrt(1 / x + 1 / y), FARTHEST));
}

static struct ends mid_p(const struct counts *c)
{
	struct counts turned = { c->y, c->x, c->tail };

	return (struct ends){ c->x > 0 ? mid_p_end(c).p : 0,
			      c->y > 0 ? mid_p_end(&turned).q : 1 };
}

/* Quantiles of beta(x + low, y + 1 - low) and beta(x + 1 - low, y + low). */
static struct ends beta_ends(const struct counts *c, double low)
{
	double x = c->x, y = c->y;
	struct ends e = { 0, 1 };

	if (x > 0)
		e.low = txo_beta_quantile(x + low, y + 1 - low, c->tail).p;
	if (y > 0)
		e.high = txo_beta_quantile(y + low, x + 1 - low, c->tail).q;
	return e;
}

static struct ends interval(const struct counts *c, enum txo_proportion_ci ci,
			    double level)
{
	switch (ci) {
	case TXO_CI_CLOPPER_PEARSON:
		return beta_ends(c, 0);
	case TXO_CI_MID_P:
		return mid_p(c);
	case TXO_CI_JEFFREYS:
		return beta_ends(c, 0.5);
	case TXO_CI_AGRESTI_COULL:
		return agresti_coull(c, level);
	default:
		return wilson(c, level);
	}
}

struct txo_estimate txo_proportion(uint64_t events, uint64_t n,
				   enum txo_proportion_ci ci, double level)
{
	struct txo_estimate e = txo_estimate_none(methods[ci]);
	struct counts c = { (double)events, (double)(n - events),
			    (1 - level) / 2 };
	struct ends ends;

	if (n == 0) {
		e.note = TXO_NOTE_NODATA;
		return e;
	}
	e.estimate = (double)events / (double)n;
	ends = interval(&c, ci, level);
	e.conf_low = events == 0 ? 0 : ends.low;
	e.conf_high = events == n ? 1 : ends.high;
	return e;
}
