/*
 * METHOD, with d = p1 - p2, p = x / n, z normal:
 *
 *	Newcombe: l and u the ends of Wilson's intervals [newcombe1998a],
 *		d - sqrt((p1 - l1)^2 + (u2 - p2)^2),
 *		d + sqrt((u1 - p1)^2 + (p2 - l2)^2)
 *	Miettinen-Nurminen: the D where
 *		(d - D) / sqrt(V N / (N - 1)) = +-z			[miettinen1985]
 *		V = r1 (1 - r1) / n1 + r2 (1 - r2) / n2
 *		r1, r2 the most likely shares of all with r1 - r2 = D
 *
 * The most likely shares are found as the root of the slope of the likelihood,
 * not by the formula of the cubic, which loses digits near 0. Groups and events
 * change places so that the unknown is a share below a half and the other is it plus
 * |D|: then no digits are lost near 0 and 1.
 */
#include <math.h>

#include "stats/quantile_t.h"
#include "stats/root.h"
#include "stats/two.h"
#include "txo/proportion.h"

#define NEWCOMBE "Newcombe hybrid score interval"
#define MIETTINEN "Miettinen-Nurminen score interval and test with N/(N-1)"

struct txo_estimate txo_newcombe(const struct txo_two *t, double level)
{
	struct txo_estimate e = txo_estimate_none(NEWCOMBE), a, b;
	struct txo_cells c = txo_cells_of(t);

	if (txo_two_empty(t, &e))
		return e;
	a = txo_proportion(t->events[0], t->n[0], TXO_CI_WILSON, level);
	b = txo_proportion(t->events[1], t->n[1], TXO_CI_WILSON, level);
	e.estimate = txo_cells_difference(&c);
	e.conf_low = e.estimate -
		     hypot(a.estimate - a.conf_low, b.conf_high - b.estimate);
	e.conf_high = e.estimate +
		      hypot(a.conf_high - a.estimate, b.estimate - b.conf_low);
	return e;
}

/* The cells, and how much the share of the first group is to exceed the other. */
struct excess {
	struct txo_cells c;
	double by;	/* 0 to 1 */
};

/* Minus the slope of the log likelihood at the share r of the second group. */
static double minus_slope(double r, const void *with)
{
	const struct excess *k = with;
	const struct txo_cells *c = &k->c;
	double high = r + k->by, rest = 1 - k->by - r, slope = 0;

	if (c->x1 > 0)
		slope += c->x1 / high;
	if (c->x2 > 0)
		slope += c->x2 / r;
	if (c->y1 > 0)
		slope -= c->y1 / rest;
	if (c->y2 > 0)
		slope -= c->y2 / (1 - r);
	return -slope;
}

/* The most likely share of the second group. */
static double likely_share(const struct excess *k)
{
	double most = 1 - k->by;

	if (minus_slope(0, k) >= 0)
		return 0;
	if (most <= 0 || minus_slope(most, k) <= 0)
		return most;
	return txo_root(minus_slope, k, 0, most);
}

static double variance(struct txo_cells c, double difference)
{
	struct excess k = { c, fabs(difference) };
	double n1 = c.x1 + c.y1, n2 = c.x2 + c.y2, total = n1 + n2, r, s;

	if (difference < 0)
		k.c = (struct txo_cells){ c.x2, c.y2, c.x1, c.y1 };
	r = likely_share(&k);
	s = r + k.by;
	return (s * (1 - s) / (k.c.x1 + k.c.y1) +
		r * (1 - r) / (k.c.x2 + k.c.y2)) *
	       (total / (total - 1));
}

struct search {
	struct txo_cells c;
	double estimate, z;
};

/* D less the estimate, in standard errors, against z. */
static double miss(double difference, const void *with)
{
	const struct search *s = with;
	double far = difference - s->estimate;

	if (far == 0)
		return -s->z;
	return far / sqrt(variance(s->c, difference)) - s->z;
}

/* Low (z < 0) and high end. */
static double end(const struct txo_cells *c, double estimate, double z)
{
	struct search s = { *c, estimate, z };
	double side = z < 0 ? -1 : 1;

	if (estimate == side)
		return side;
	return z < 0 ? txo_root(miss, &s, -1, estimate) :
		       txo_root(miss, &s, estimate, 1);
}

struct txo_estimate txo_miettinen_nurminen(const struct txo_two *t,
					   double level)
{
	struct txo_estimate e = txo_estimate_none(MIETTINEN);
	struct txo_cells c = txo_cells_of(t),
			 turned = { c.y2, c.x2, c.y1, c.x1 };
	double z = txo_normal_quantile(level), n = c.x1 + c.y1 + c.x2 + c.y2;

	if (txo_two_empty(t, &e))
		return e;
	e.estimate = txo_cells_difference(&c);
	/* the others of the second group less those of the first: the same */
	if (c.x1 + c.x2 > c.y1 + c.y2)
		c = turned;
	e.conf_low = end(&c, e.estimate, -z);
	e.conf_high = end(&c, e.estimate, z);
	e.statistic = txo_cells_z(&c) * sqrt((n - 1) / n);
	e.p_value = txo_normal_p_value(e.statistic);
	if (isnan(e.statistic))
		e.note |= TXO_NOTE_CONST;
	return e;
}
