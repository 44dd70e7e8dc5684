/*
 * METHOD
 *	D by (restricted) maximum likelihood, see growth_value.c and
 *	growth_search.c; s^2 = rss / n, of REML rss / (n - p)
 *	start: sums of squares of patients' own lines less what errors make
 *	bounds: the models without one variance, with a correlation of -1 or 1, or
 *	without random effects are fitted as well; one of them is the answer if
 *	its likelihood is no lower and its derivatives by D point outward
 *	log-likelihood, AIC = 2 k - 2 log L and BIC = k log n - 2 log L as lme4 has
 *	them, k with the variances and the residual one
 *	share (ICC): tr(Z S Z') / n by itself and the residual variance, the mean
 *	variance of patients over the rows [johnson2014]
 *	df: of what varies within patients n - patients - terms that do so; else
 *	patients - terms that do not [pinheiro2000]
 * Source: [laird1982], [lindstrom1988]. y is first freed of the curve of least
 * squares, so that its size costs no digits.
 */
#include <stdlib.h>

#include "stats/growth_value.h"
#include "txo/note.h"

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

/* What is left of a level when lines within patients explain all they can. */
static double left_of(const struct txo_growth_level *l, double *terms)
{
	double rss = l->yy.hi, qq = l->xx[2].hi, qy = l->xy[1].hi;

	if (l->xx[0].hi > 0) {
		double b = l->xx[1].hi / l->xx[0].hi;

		rss -= l->xy[0].hi * l->xy[0].hi / l->xx[0].hi;
		qq -= b * l->xx[1].hi;
		qy -= b * l->xy[0].hi;
		++*terms;
	}
	if (qq > 1e-12 * l->xx[2].hi) {
		rss -= qy * qy / qq;
		++*terms;
	}
	return rss;
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

/* An answer that may stand. */
struct answer {
	double root[2][2], f, gradient;
	int steps;
	bool found, bound;
};

static void search(struct txo_growth_units *u, unsigned free, double *eta,
		   struct answer *a)
{
	struct txo_growth_path p = path_of(free);
	struct txo_growth_search s = txo_growth_minimise(u, &p, eta);
	double s2;

	*a = (struct answer){
		.f = s.f, .gradient = s.norm, .steps = s.steps, .found = s.found
	};
	txo_growth_root(&p, eta, a->root, &s2);
}

/* Take the answer at a bound, if it is one. */
static void try_bound(struct txo_growth_units *u, unsigned free,
		      const double start[3], struct answer *best)
{
	struct answer a;
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
static bool is_near(const struct txo_growth_units *u, const struct answer *a)
{
	double c = a->root[1][0], d = a->root[1][1];

	return u->kinds < 20000 || !a->found || fabs(a->root[0][0]) < 0.03 ||
	       (u->model.random != TXO_GROWTH_INTERCEPT &&
		(d * d < 1e-3 * (c * c + d * d) || c * c + d * d < 1e-3));
}

static void find_answer(struct txo_growth_units *u, double s2, struct answer *a)
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

static double log_size(const struct txo_growth_units *u)
{
	double sum = 2 * txo_growth_df(u) * log(u->scale.sy);

	if (u->model.ml)
		return sum;
	for (size_t l = 0; l < u->levels; l++) {
		size_t r = u->level[l].rank;

		sum += (r == 3 ? 6 : r == 2 ? 2 : 0) * log(u->scale.sx);
	}
	return sum;
}

/* Criteria, by the value at the answer. */
static void judge(struct txo_growth *g, const struct txo_growth_value *v)
{
	static const double parts[] = { 1, 3, 2 };
	struct txo_growth_units *u = g->units;
	double df = txo_growth_df(u), k = u->params + 1, twice;

	u->sigma2 = v->rss / df;
	u->best = df * log(v->rss) + v->log;
	twice = df * (log(2 * M_PI * u->sigma2) + 1) + v->log + log_size(u);
	if (g->state == TXO_GROWTH_FITTED)
		k += parts[u->model.random];
	g->log_likelihood = -twice / 2;
	g->aic = twice + 2 * k;
	g->bic = twice + log(u->n) * k;
	g->residual = sqrt(u->sigma2) * u->scale.sy;
}

/* Variances at x = 0, in units of y, and the share of patients. */
static void describe(struct txo_growth *g)
{
	const struct txo_growth_units *u = g->units;
	const struct txo_growth_scale *s = &u->scale;
	double back = txo_growth_back(u), sum = 0;
	const double(*r)[2] = u->root;
	double a = r[0][0] - back * r[1][0], b = r[0][1] - back * r[1][1];
	double size = sqrt(u->sigma2) * s->sy;

	g->sd_level = hypot(a, b) * size;
	for (size_t i = 0; i < u->kinds; i++) {
		const double *v = u->kind[i].design.v;
		double p = v[0] * r[0][0] + v[1] * r[1][0];
		double q = v[0] * r[0][1] + v[1] * r[1][1];

		sum += u->kind[i].n.hi *
		       (p * p + q * q +
			v[2] * v[2] * (r[1][0] * r[1][0] + r[1][1] * r[1][1]));
	}
	g->share = sum / (sum + u->n);
	if (u->model.random == TXO_GROWTH_INTERCEPT)
		return;
	g->sd_slope = hypot(r[1][0], r[1][1]) * size / s->sx;
	if (u->model.random != TXO_GROWTH_SLOPE || !(g->sd_slope > 0) ||
	    !(g->sd_level > 0))
		return;
	g->correlation = (a * r[1][0] + b * r[1][1]) /
			 (hypot(a, b) * hypot(r[1][0], r[1][1]));
	if (b == 0 && r[1][1] == 0)
		g->correlation = g->correlation < 0 ? -1 : 1;
	else if (r[0][1] == 0 && r[1][1] == 0)
		g->correlation = a * r[1][0] < 0 ? -1 : 1;
}

/* What there is to tell: degrees of freedom, and what is left within patients. */
struct outlook {
	double within_df, within_rss;
	size_t filled, flat;
};

static struct outlook look(struct txo_growth *g)
{
	const struct txo_growth_units *u = g->units;
	struct outlook o = { .within_df = u->n - u->reach };

	g->x_within = false;
	for (size_t i = 0; i < u->kinds; i++)
		g->x_within = g->x_within || u->kind[i].design.v[2] > 0;
	for (size_t l = 0; l < u->levels; l++) {
		double terms = 0;

		o.within_rss += left_of(&u->level[l], &terms);
		o.within_df -= terms;
		o.filled += u->level[l].n > 0;
		o.flat += u->level[l].n > 0 && u->level[l].rank < g->terms;
		g->x_within = g->x_within || terms > 0;
	}
	g->df_within = u->n - u->patients;
	g->df_between = u->patients;
	if (g->x_within)
		g->df_within -= u->params - (double)o.filled;
	g->df_between -= g->x_within ? (double)o.filled : u->params;
	return o;
}

/* From the sums to the answer. */
static void conclude(struct txo_growth *g, const struct outlook *o)
{
	struct txo_growth_units *u = g->units;
	double nothing = 1e-14 * u->size;
	struct txo_growth_value v;
	struct answer a = { .found = true };
	bool known = txo_growth_evaluate(u, u->root, false, &v);

	g->state = TXO_GROWTH_PLAIN;
	if (v.rss <= nothing * nothing * u->n || u->n <= u->params) {
		u->sigma2 = NAN;
		g->note |= u->n > u->params ? TXO_NOTE_PERFECT :
					      TXO_NOTE_SMALLN;
		return;
	}
	if (u->patients <= (double)o->filled) {
		g->note |= TXO_NOTE_FEWGROUPS;
	} else if (u->n == u->patients &&
		   u->model.random == TXO_GROWTH_INTERCEPT) {
		g->note |= TXO_NOTE_SMALLN;
	} else {
		g->state = TXO_GROWTH_UNKNOWN;
		if (o->within_df < 0.5)
			g->note |= TXO_NOTE_SMALLN;
		else if (o->within_rss <= nothing * nothing * u->n)
			g->note |= TXO_NOTE_PERFECT;
		else
			g->state = TXO_GROWTH_FITTED;
	}
	if (g->state == TXO_GROWTH_UNKNOWN)
		return;
	if (g->state == TXO_GROWTH_FITTED)
		find_answer(u, o->within_rss / o->within_df, &a);
	for (int i = 0; i < 4; i++)
		u->root[i / 2][i % 2] = a.root[i / 2][i % 2];
	known = txo_growth_evaluate(u, u->root, false, &v);
	g->gradient = a.gradient;
	g->steps = a.steps;
	g->boundary = a.bound;
	g->note |= a.bound ? TXO_NOTE_BOUNDARY : 0;
	if (!known || !a.found)
		g->note |= TXO_NOTE_NOCONVERGE;
	judge(g, &v);
	if (g->state == TXO_GROWTH_FITTED)
		describe(g);
}

enum txo_status txo_growth_fit(struct txo_growth *g,
			       const struct txo_growth_data *d,
			       const struct txo_growth_model *model,
			       size_t *row, struct txo_error *err)
{
	struct txo_growth_units *u = calloc(1, sizeof(*u));
	struct outlook o;
	enum txo_status status;

	*g = (struct txo_growth){ .model = *model,
				  .state = TXO_GROWTH_UNKNOWN,
				  .units = u };
	g->log_likelihood = g->aic = g->bic = g->share = NAN;
	g->residual = g->sd_level = g->sd_slope = g->correlation = NAN;
	g->gradient = NAN;
	g->terms = model->shape == TXO_GROWTH_QUADRATIC ? 3 : 2;
	if (!u)
		return txo_fail_memory(err);
	u->model = *model;
	status = txo_growth_gather(u, d, row, err);
	if (status != TXO_OK)
		return status;
	for (size_t l = 0; l < u->levels; l++) {
		g->n += u->level[l].n;
		g->patients += u->level[l].patients;
	}
	g->note = g->n ? 0 : TXO_NOTE_NODATA;
	if (!g->n)
		return TXO_OK;
	g->designs = u->kinds;
	o = look(g);
	if (o.flat == o.filled)
		g->note |= TXO_NOTE_CONST;
	else
		conclude(g, &o);
	return TXO_OK;
}

void txo_growth_release(struct txo_growth *g)
{
	struct txo_growth_units *u = g->units;

	if (u) {
		txo_index_release(&u->index);
		free(u->kind);
		free(u->row);
		free(u->level);
		free(u->beta);
		free(u->cov);
		free(u->sums);
	}
	free(u);
	g->units = NULL;
}
