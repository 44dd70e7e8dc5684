/*
 * METHOD
 *	the ends of the interval are where min -2 log L(v, others) crosses its
 *	minimum plus the quantile of chi-square with one degree of freedom, v the
 *	parameter and the others at their best for it; of REML the restricted
 *	likelihood
 * Source: [venzon1988]. The others by growth_search.c, from where they were
 * before; the crossing by root.c. With S the covariance of intercept and slope
 * at x = 0, S = L L' where L has the parameter for an element: lower for the first
 * standard deviation, upper for the second, rows (a, 0), (b r, b sqrt(1 - r^2))
 * for the correlation r.
 */
#include <string.h>

#include "stats/growth_value.h"
#include "stats/quantile_t.h"
#include "stats/root.h"
#include "txo/note.h"

/* The search at hand. */
struct profile {
	struct txo_growth_units *u;
	enum txo_growth_part part;
	double back, level;	/* of -2 log L */
	double *eta;		/* of the search before */
};

static void set_ways(const struct txo_growth_units *u,
		     enum txo_growth_part part, double v,
		     struct txo_growth_path *p)
{
	enum txo_growth_random random = u->model.random;

	if (part == TXO_GROWTH_CORRELATION) {
		p->ways = 2;
		p->way[0][0][0] = 1;
		p->way[1][1][0] = v;
		p->way[1][1][1] = sqrt(1 - v * v);
	} else if (part == TXO_GROWTH_SD_SLOPE) {
		p->base[1][1] = v;
		p->way[p->ways++][0][0] = 1;
		if (random == TXO_GROWTH_SLOPE)
			p->way[p->ways++][0][1] = 1;
	} else {
		p->base[0][0] = part == TXO_GROWTH_SD_LEVEL ? v : 0;
		if (part == TXO_GROWTH_RESIDUAL)
			p->way[p->ways++][0][0] = 1;
		if (random == TXO_GROWTH_SLOPE)
			p->way[p->ways++][1][0] = 1;
		if (random != TXO_GROWTH_INTERCEPT)
			p->way[p->ways++][1][1] = 1;
		p->fixed_s2 = part == TXO_GROWTH_RESIDUAL ? v * v : 0;
	}
}

/* From intercepts at x = 0 to those of the fit. */
static void shift(double m[2][2], double back)
{
	m[0][0] += back * m[1][0];
	m[0][1] += back * m[1][1];
}

static struct txo_growth_path path_at(const struct profile *f, double v)
{
	struct txo_growth_path p = { .scaled = true };

	set_ways(f->u, f->part, v, &p);
	shift(p.base, f->back);
	for (size_t i = 0; i < p.ways; i++)
		shift(p.way[i], f->back);
	return p;
}

/* How far -2 log L is above the level, the others at their best. */
static double excess(double v, const void *with)
{
	const struct profile *f = with;
	struct txo_growth_path p = path_at(f, v);
	struct txo_growth_search s;
	double eta[TXO_GROWTH_PARAMS];

	memcpy(eta, f->eta, sizeof(eta));
	s = txo_growth_minimise(f->u, &p, eta);
	if (!s.found)
		return NAN;
	memcpy(f->eta, eta, sizeof(eta));
	return s.f - f->level;
}

/* The covariance at x = 0 in units of y, 11, 12, 22. */
static void covariance(const struct txo_growth_units *u, double back,
		       double s[3])
{
	double m[2][2];

	memcpy(m, u->root, sizeof(m));
	shift(m, -back);
	s[0] = (m[0][0] * m[0][0] + m[0][1] * m[0][1]) * u->sigma2;
	s[1] = (m[0][0] * m[1][0] + m[0][1] * m[1][1]) * u->sigma2;
	s[2] = (m[1][0] * m[1][0] + m[1][1] * m[1][1]) * u->sigma2;
}

/* The others at the answer, away from places where a search would stand still. */
static void start_at(const struct profile *f)
{
	const struct txo_growth_units *u = f->u;
	double *eta = f->eta, s[3], a, c, little = 0.01 * u->sigma2;
	bool both = u->model.random == TXO_GROWTH_SLOPE;
	size_t n = 0;

	covariance(u, f->back, s);
	a = sqrt(fmax(s[0], little));
	c = sqrt(fmax(s[2], little));
	memset(eta, 0, TXO_GROWTH_PARAMS * sizeof(*eta));
	if (f->part == TXO_GROWTH_CORRELATION) {
		eta[n++] = a;
		eta[n++] = c;
	} else if (f->part == TXO_GROWTH_SD_SLOPE) {
		eta[n++] = sqrt(
			fmax(s[0] - (both ? s[1] * s[1] / c / c : 0), little));
		if (both)
			eta[n++] = s[1] / c;
	} else {
		if (f->part == TXO_GROWTH_RESIDUAL)
			eta[n++] = a;
		if (both)
			eta[n++] = s[1] / a;
		if (u->model.random != TXO_GROWTH_INTERCEPT)
			eta[n++] = sqrt(
				fmax(s[2] - (both ? s[1] * s[1] / a / a : 0),
				     little));
	}
	if (f->part != TXO_GROWTH_RESIDUAL)
		eta[n] = log(u->sigma2);
}

/* An end of the interval, from the estimate towards `bound` by `step`. */
static double find_end(struct profile *f, double from, double bound,
		       double step)
{
	double at = from, next, above = NAN;

	start_at(f);
	for (int i = 0; i < 60; i++, step *= 2) {
		next = at + step;
		if (step < 0 ? next <= bound : next >= bound)
			next = bound;
		above = excess(next, f);
		if (isnan(above))
			return NAN;
		if (above > 0)
			return step < 0 ? txo_root(excess, f, next, at) :
					  txo_root(excess, f, at, next);
		if (next == bound)
			return bound;
		at = next;
	}
	return NAN;
}

/* The estimate, and what its unit is in those of the fit. */
static double estimate_of(const struct txo_growth *g, enum txo_growth_part part,
			  double *unit)
{
	const struct txo_growth_scale *s = &g->units->scale;

	*unit = part == TXO_GROWTH_CORRELATION ? 1 :
		part == TXO_GROWTH_SD_SLOPE    ? s->sy / s->sx :
						 s->sy;
	return part == TXO_GROWTH_SD_LEVEL    ? g->sd_level :
	       part == TXO_GROWTH_SD_SLOPE    ? g->sd_slope :
	       part == TXO_GROWTH_CORRELATION ? g->correlation :
						g->residual;
}

/* Where a residual standard deviation goes to 0 the search goes by halves. */
static double find_low(struct profile *f, double from)
{
	double low = from, above;

	start_at(f);
	for (int i = 0; i < 60; i++) {
		double next = low * 0.7;

		above = excess(next, f);
		if (isnan(above))
			return NAN;
		if (above > 0)
			return txo_root(excess, f, next, low);
		low = next;
	}
	return NAN;
}

struct txo_estimate txo_growth_profile(const struct txo_growth *g,
				       enum txo_growth_part part, double conf)
{
	struct txo_estimate e = txo_estimate_none("profile likelihood");
	struct txo_growth_units *u = g->units;
	double unit, z = txo_normal_quantile(conf), from, step, df;
	double eta[TXO_GROWTH_PARAMS];
	struct profile f = { .u = u, .part = part, .eta = eta };

	e.estimate = estimate_of(g, part, &unit);
	e.note = g->note;
	if (g->state != TXO_GROWTH_FITTED || isnan(e.estimate))
		return e;
	df = txo_growth_df(u);
	f.back = txo_growth_back(u);
	f.level = u->best - df * log(df) + df + z * z;
	from = e.estimate / unit;
	step = part == TXO_GROWTH_CORRELATION ?
		       0.1 :
		       fmax(0.2 * from, 0.05 * sqrt(u->sigma2));
	if (part == TXO_GROWTH_RESIDUAL)
		e.conf_low = unit * find_low(&f, from);
	else if (part == TXO_GROWTH_CORRELATION)
		e.conf_low = find_end(&f, from, -1, -step);
	else
		e.conf_low = unit * find_end(&f, from, 0, -step);
	e.conf_high = unit *
		      find_end(&f, from,
			       part == TXO_GROWTH_CORRELATION ? 1 : INFINITY,
			       step);
	if (isnan(e.conf_low) || isnan(e.conf_high))
		e.note |= TXO_NOTE_OPEN;
	return e;
}
