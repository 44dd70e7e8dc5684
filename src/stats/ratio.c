/*
 * METHOD, with R = p1 / p2, p = x / n, y = n - x, z normal:
 *
 *	Koopman: the R where (p1 - R p2) / sqrt(V) = +-z		[koopman1984]
 *		V = r1 (1 - r1) / n1 + R^2 r2 (1 - r2) / n2
 *		r1, r2 the most likely shares of all with r1 = R r2:
 *		N R r2^2 - b r2 + (x1 + x2) = 0, b = R (n1 + x2) + n2 + x1
 *	Katz: log R -+ z sqrt(y1 / (x1 n1) + y2 / (x2 n2))		[katz1978]
 *
 * The square of z is the chi-square that [koopman1984] writes. The roots of the
 * equation are taken in the forms that lose no digits: its discriminant is
 *	(R (n1 + x2) - (n2 + x1))^2 + 4 R y1 y2
 * and 1 - r2 solves a like equation with -(1 - R) y2 at its end. R above 1 is
 * 1 / R with the groups changed. The search is along log R.
 */
#include <math.h>

#include "stats/quantile_t.h"
#include "stats/root.h"
#include "stats/two.h"

#define KOOPMAN "Koopman score interval and test"
#define KATZ "Katz log interval and Wald test"
#define FARTHEST 600	/* of log R; R^2 stays within the range of a double */

/* z of log R, which is 0 or less. */
static double z_below(const struct txo_cells *c, double log_ratio)
{
	double ratio = exp(log_ratio), gap = -expm1(log_ratio);
	double n1 = c->x1 + c->y1, n2 = c->x2 + c->y2;
	double first = ratio * (n1 + c->x2), second = n2 + c->x1;
	double root = sqrt((first - second) * (first - second) +
			   4 * ratio * c->y1 * c->y2);
	double share = 2 * (c->x1 + c->x2) / (first + second + root);
	double twice = 2 * ratio * (n1 + n2);
	double b = first + second - twice, rest, var, far;

	rest = b > 0 ? 2 * gap * c->y2 / (b + root) : (root - b) / twice;
	var = ratio * share * (gap + ratio * rest) / n1 +
	      ratio * ratio * share * rest / n2;
	far = c->x1 / n1 - ratio * (c->x2 / n2);
	return far == 0 ? 0 : far / sqrt(var);
}

struct search {
	struct txo_cells c;
	double z;
};

/* How far log R is above the estimate, against z. */
static double miss(double log_ratio, const void *with)
{
	const struct search *s = with;
	struct txo_cells turned = { s->c.x2, s->c.y2, s->c.x1, s->c.y1 };

	if (log_ratio > 0)
		return z_below(&turned, -log_ratio) - s->z;
	return -z_below(&s->c, log_ratio) - s->z;
}

static double end(const struct txo_cells *c, double z)
{
	struct search s = { *c, z };
	double x1 = c->x1 + 0.5, x2 = c->x2 + 0.5;
	double start = log(x1 / (c->x1 + c->y1) / x2 * (c->x2 + c->y2));

	return exp(txo_root_near(miss, &s, start, sqrt(1 / x1 + 1 / x2),
				 FARTHEST));
}

/* The ratio; 0 or nothing where a group has no event. */
static void set_ratio(const struct txo_cells *c, struct txo_estimate *e)
{
	if (c->x2 > 0)
		e->estimate = c->x1 * (c->x2 + c->y2) /
			      ((c->x1 + c->y1) * c->x2);
	if (c->x1 == 0 || c->x2 == 0)
		e->note |= TXO_NOTE_ZEROCELL;
}

struct txo_estimate txo_koopman(const struct txo_two *t, double level)
{
	struct txo_estimate e = txo_estimate_none(KOOPMAN);
	struct txo_cells c = txo_cells_of(t);
	double z = txo_normal_quantile(level);

	if (txo_two_empty(t, &e))
		return e;
	set_ratio(&c, &e);
	e.conf_low = c.x1 > 0 ? end(&c, -z) : 0;
	if (c.x2 > 0)
		e.conf_high = end(&c, z);
	else
		e.note |= TXO_NOTE_OPEN;
	e.statistic = txo_cells_z(&c);
	e.p_value = txo_normal_p_value(e.statistic);
	if (isnan(e.statistic))
		e.note |= TXO_NOTE_CONST;
	return e;
}

struct txo_estimate txo_katz(const struct txo_two *t, double level)
{
	struct txo_estimate e = txo_estimate_none(KATZ);
	struct txo_cells c = txo_cells_of(t);
	double error, half;

	if (txo_two_empty(t, &e))
		return e;
	set_ratio(&c, &e);
	if (c.x1 == 0 || c.x2 == 0)
		return e;
	error = sqrt(c.y1 / c.x1 / (c.x1 + c.y1) + c.y2 / c.x2 / (c.x2 + c.y2));
	if (!(error > 0)) {
		e.note |= TXO_NOTE_CONST;
		return e;
	}
	half = txo_normal_quantile(level) * error;
	e.std_error = error;
	e.statistic = log(e.estimate) / error;
	e.p_value = txo_normal_p_value(e.statistic);
	e.conf_low = e.estimate * exp(-half);
	e.conf_high = e.estimate * exp(half);
	return e;
}
