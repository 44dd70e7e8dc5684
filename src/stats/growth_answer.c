/*
 * METHOD
 *	start: sums of squares of patients' own lines less what errors make
 *	bounds: the models without one variance, with a correlation of -1 or 1, or
 *	without random effects are fitted as well; one of them is the answer if
 *	its likelihood is no lower and its derivatives by D point outward
 * Source: [laird1982]; the search is in growth_search.c.
 */
#include "stats/growth_value.h"

#define LITTLE 1e-7	/* of -2 log L: cannot be told from none */

/* A path of the elements of the lower root whose bits are set: 11, 21, 22. */
static struct txo_growth_path path_of(unsigned free)
{
	struct txo_growth_path p = { .ways = 0 };

	for (int k = 0; k < 3; k++)
		if (free & 1u << k)
			p.way[p.ways++][(k + 1) / 2][k / 2] = 1;
	return p;
}

static unsigned free_of(const struct txo_growth_units *u)
{
	return u->model.random == TXO_GROWTH_INTERCEPT ? 1u :
	       u->model.random == TXO_GROWTH_SLOPE     ? 7u :
							 5u;
}

/* Moments of patients' own intercepts and slopes. */
static void start_at(const struct txo_growth_units *u, double s2, double eta[3])
{
	double a = 0, b = 0, c = 0, na = 0, nc = 0, va = 0, vc = 0;

	for (size_t i = 0; i < u->kinds; i++) {
		const struct txo_growth_kind *k = &u->kind[i];
		double v = k->design.v[0], w = k->design.v[2], x, y, z;

		na += k->n.hi;
		va += k->n.hi * v * v;
		if (!(w > 0)) {
			a += k->s[0].hi / (v * v);
			continue;
		}
		/* V^-1 u u' V^-1' */
		x = k->design.v[1] / v / w;
		y = k->s[0].hi / (v * v);
		z = k->s[1].hi / v;
		a += y - 2 * x * z + x * x * k->s[2].hi;
		b += (z - x * k->s[2].hi) / w;
		c += k->s[2].hi / (w * w);
		nc += k->n.hi;
		vc += k->n.hi * w * w;
	}
	a = a / na / s2 - na / va;
	c = nc > 0 ? c / nc / s2 - nc / vc : 1;
	b = nc > 0 ? b / nc / s2 : 0;
	a = fmax(a, 0.1 * na / va);
	c = nc > 0 ? fmax(c, 0.1 * nc / vc) : c;
	eta[0] = sqrt(a);
	eta[1] = fmax(-0.8 * sqrt(c), fmin(0.8 * sqrt(c), b / eta[0]));
	eta[2] = sqrt(c - eta[1] * eta[1]);
	if (u->model.random == TXO_GROWTH_UNCORRELATED)
		eta[1] = sqrt(c);
}

/* Do the derivatives by D point away from what D can be? */
static bool is_outward(struct txo_growth_units *u, double root[2][2])
{
	struct txo_growth_value v;
	double g[3], little, by, middle, half;

	if (!txo_growth_evaluate(u, root, true, &v))
		return false;
	by = txo_growth_df(u) / v.rss;
	for (int k = 0; k < 3; k++)
		g[k] = by * v.rss_g[k] + v.log_g[k];
	little = -1e-8 * (fabs(v.log_g[0]) + fabs(v.log_g[2]) + 1);
	if (u->model.random == TXO_GROWTH_INTERCEPT)
		return g[0] >= little;
	if (u->model.random == TXO_GROWTH_UNCORRELATED)
		return (root[0][0] != 0 || g[0] >= little) &&
		       (root[1][1] != 0 || g[2] >= little);
	middle = (g[0] + g[2]) / 2;
	half = hypot((g[0] - g[2]) / 2, g[1] / 2);
	return middle - half >= little;
}

static void search(struct txo_growth_units *u, unsigned free, double *eta,
		   struct txo_growth_answer *a)
{
	struct txo_growth_path p = path_of(free);
	struct txo_growth_search s = txo_growth_minimise(u, &p, eta);
	double s2;

	*a = (struct txo_growth_answer){
		.f = s.f, .gradient = s.norm, .steps = s.steps, .found = s.found
	};
	txo_growth_root(&p, eta, a->root, &s2);
}

/* Take the answer at a bound, if it is one. */
static void try_bound(struct txo_growth_units *u, unsigned free,
		      const double start[3], struct txo_growth_answer *best)
{
	struct txo_growth_answer a;
	double eta[3] = { start[0], start[1], 0 };
	int steps = best->steps;

	search(u, free, eta, &a);
	a.steps += steps;
	best->steps = a.steps;
	if (!a.found || !(a.f <= best->f + LITTLE || !best->found) ||
	    !is_outward(u, a.root))
		return;
	a.bound = true;
	*best = a;
}

/* May a bound be near? Where fits are cheap all are tried. */
static bool is_near(const struct txo_growth_units *u,
		    const struct txo_growth_answer *a)
{
	double c = a->root[1][0], d = a->root[1][1];

	return u->kinds < 20000 || !a->found || fabs(a->root[0][0]) < 0.03 ||
	       (u->model.random != TXO_GROWTH_INTERCEPT &&
		(d * d < 1e-3 * (c * c + d * d) || c * c + d * d < 1e-3));
}

void txo_growth_find_answer(struct txo_growth_units *u, double s2,
			    struct txo_growth_answer *a)
{
	double eta[3], sub[3] = { 0 };

	start_at(u, s2, eta);
	search(u, free_of(u), eta, a);
	if (!is_near(u, a))
		return;
	if (u->model.random == TXO_GROWTH_SLOPE) {
		sub[0] = a->root[0][0] != 0 ? a->root[0][0] : 1;
		sub[1] = a->root[1][0];
		try_bound(u, 3u, sub, a);
	} else if (u->model.random == TXO_GROWTH_UNCORRELATED) {
		sub[0] = a->root[0][0] != 0 ? a->root[0][0] : 1;
		try_bound(u, 1u, sub, a);
		sub[0] = a->root[1][1] != 0 ? a->root[1][1] : 1;
		try_bound(u, 4u, sub, a);
	}
	try_bound(u, 0, sub, a);
}
