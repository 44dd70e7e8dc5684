/*
 * METHOD
 *	D by (restricted) maximum likelihood, see growth_value.c and
 *	growth_answer.c; s^2 = rss / n, of REML rss / (n - p)
 *	log-likelihood, AIC = 2 k - 2 log L and BIC = k log n - 2 log L as lme4 has
 *	them, k with the variances and the residual one
 *	share (ICC): tr(Z S Z') / n by itself and the residual variance, the mean
 *	variance of patients over the rows [johnson2014]
 *	df: of what varies within patients n - patients - terms that do so; else
 *	patients - terms that do not [pinheiro2000]
 * Source: [laird1982], [lindstrom1988]. y is first freed of a curve near the
 * answer, so that its size costs no digits.
 */
#include <stdlib.h>

#include "stats/growth_value.h"
#include "txo/note.h"

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

/* Could all levels be solved? Else x varies too little for arithmetic. */
static bool is_solved(const struct txo_growth_units *u)
{
	for (size_t l = 0; l < u->levels; l++)
		if (u->level[l].n > 0 && !(u->cov[l][0][0] > 0))
			return false;
	return true;
}

/* From the sums to the answer. */
static void conclude(struct txo_growth *g, const struct outlook *o)
{
	struct txo_growth_units *u = g->units;
	double nothing = 1e-14 * u->size;
	struct txo_growth_value v;
	struct txo_growth_answer a = { .found = true };
	bool known = txo_growth_evaluate(u, u->root, false, &v);

	if (!is_solved(u)) {
		g->note |= TXO_NOTE_CONST;
		return;
	}
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
		txo_growth_find_answer(u, o->within_rss / o->within_df, &a);
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
