/*
 * METHOD
 *	term = l'beta, se = sqrt(s^2 l'(X'K^-1X)^-1 l), t = term / se
 *	F = (L beta)'(L C L')^-1 (L beta) / k, C the covariance of beta
 *	degrees of freedom: inside for what varies within patients, and for
 *	intercepts; outside for differences of intercepts, and for slopes if x
 *	does not vary within patients [pinheiro2000], as nlme has them; of least
 *	squares n - p
 *	own line of a patient: beta + D V'K^-1 (u - F beta) [robinson1991]
 * Source: [laird1982].
 */
#include <math.h>

#include "stats/growth_value.h"
#include "stats/quantile_t.h"
#include "stats/tails.h"
#include "txo/note.h"

#define TERMS TXO_GROWTH_TERMS

uint64_t txo_growth_level_n(const struct txo_growth *g, size_t level)
{
	return g->units->level[level].n;
}

uint64_t txo_growth_level_patients(const struct txo_growth *g, size_t level)
{
	return g->units->level[level].patients;
}

/* The weights of a term of z. */
static void weigh(const struct txo_growth *g, enum txo_growth_which which,
		  double l[TERMS])
{
	const struct txo_growth_scale *s = &g->units->scale;
	double z = -s->x0 / s->sx;

	l[0] = which == TXO_GROWTH_START;
	l[1] = which == TXO_GROWTH_START ? z :
	       which == TXO_GROWTH_RISE	 ? 1 / s->sx :
					   0;
	l[2] = which == TXO_GROWTH_START ? z * z :
	       which == TXO_GROWTH_RISE	 ? 2 * z / s->sx :
					   1 / (s->sx * s->sx);
	l[2] = g->terms == 3 ? l[2] : 0;
}

static struct txo_dd fixed(const struct txo_growth *g, size_t level, size_t i)
{
	const struct txo_growth_units *u = g->units;

	return txo_dd_two_sum(u->level[level].beta[i], u->beta[level][i]);
}

/* l'beta in units of y, without y0. */
static struct txo_dd combine(const struct txo_growth *g, size_t level,
			     const double l[TERMS])
{
	struct txo_dd sum = { 0, 0 };

	for (size_t i = 0; i < TERMS; i++)
		sum = txo_dd_add(sum, txo_dd_mul(fixed(g, level, i),
						 txo_dd_from(l[i])));
	return (struct txo_dd){ sum.hi * g->units->scale.sy,
				sum.lo * g->units->scale.sy };
}

/* l'(X'K^-1X)^-1 l */
static double vary(const struct txo_growth *g, size_t level,
		   const double l[TERMS], const double m[TERMS])
{
	double sum = 0;

	for (size_t i = 0; i < TERMS; i++)
		for (size_t j = 0; j < TERMS; j++)
			sum += l[i] * g->units->cov[level][i][j] * m[j];
	return sum;
}

static double df_of(const struct txo_growth *g, bool outer)
{
	if (g->state == TXO_GROWTH_PLAIN)
		return (double)g->n - g->units->params;
	return outer ? g->df_between : g->df_within;
}

static const char *method_of(const struct txo_growth *g)
{
	return g->state == TXO_GROWTH_PLAIN ? "least squares" :
	       g->model.ml		    ? "ML" :
					      "REML";
}

/* Why a level has no terms. */
static unsigned why_not(const struct txo_growth *g, size_t level)
{
	const struct txo_growth_level *l = &g->units->level[level];
	unsigned lacks = l->n == 0	    ? TXO_NOTE_NODATA :
			 l->rank < g->terms ? TXO_NOTE_CONST :
					      0;

	if (lacks || g->state == TXO_GROWTH_UNKNOWN)
		return lacks | g->note;
	return 0;
}

/* Error, test and interval. */
static void infer(const struct txo_growth *g, struct txo_dd value, double share,
		  double df, double conf, struct txo_estimate *e)
{
	double se = sqrt(g->units->sigma2 * share) * g->units->scale.sy, half;

	e->estimate = value.hi;
	e->note |= g->note;
	if (isnan(se))
		return;
	e->std_error = se;
	e->df = df > 0 ? df : NAN;
	if (!(df > 0)) {
		e->note |= TXO_NOTE_SMALLN;
		return;
	}
	e->statistic = value.hi / se;
	e->p_value = txo_t_p_value(e->statistic, df);
	half = se * txo_t_quantile(conf, df);
	e->conf_low = value.hi - half;
	e->conf_high = value.hi + half;
}

struct txo_estimate txo_growth_term(const struct txo_growth *g, size_t level,
				    enum txo_growth_which which, double conf)
{
	struct txo_estimate e = txo_estimate_none(method_of(g));
	bool start = which == TXO_GROWTH_START;
	struct txo_dd value;
	double l[TERMS];

	e.note = why_not(g, level);
	if (e.note)
		return e;
	weigh(g, which, l);
	value = combine(g, level, l);
	if (start)
		value = txo_dd_add(value, g->units->scale.y0);
	infer(g, value, vary(g, level, l, l), df_of(g, !start && !g->x_within),
	      conf, &e);
	return e;
}

struct txo_estimate txo_growth_difference(const struct txo_growth *g, size_t a,
					  size_t b, enum txo_growth_which which,
					  double conf)
{
	struct txo_estimate e = txo_estimate_none(method_of(g));
	double l[TERMS];

	e.note = why_not(g, a) | why_not(g, b);
	if (e.note)
		return e;
	weigh(g, which, l);
	infer(g, txo_dd_sub(combine(g, a, l), combine(g, b, l)),
	      vary(g, a, l, l) + vary(g, b, l, l),
	      df_of(g, which == TXO_GROWTH_START || !g->x_within), conf, &e);
	return e;
}

struct txo_estimate txo_growth_at(const struct txo_growth *g, size_t level,
				  double x, double conf)
{
	struct txo_estimate e = txo_estimate_none(method_of(g));
	const struct txo_growth_scale *s = &g->units->scale;
	double z = (txo_growth_along(&g->model, x) - s->x0) / s->sx;
	double l[TERMS] = { 1, z, g->terms == 3 ? z * z : 0 };

	e.note = why_not(g, level);
	if (g->model.shape == TXO_GROWTH_LOG && !(x > -1))
		e.note |= TXO_NOTE_NONPOS;
	if (e.note)
		return e;
	infer(g, txo_dd_add(combine(g, level, l), s->y0), vary(g, level, l, l),
	      df_of(g, !g->x_within), conf, &e);
	e.statistic = e.p_value = NAN;
	return e;
}

/* A symmetric matrix, 11, 12, 22; of one row 12 is 0 and 22 is 1. */
struct sym {
	double a, b, c;
};

static struct sym inverse(struct sym m)
{
	double det = m.a * m.c - m.b * m.b;

	return (struct sym){ m.c / det, -m.b / det, m.a / det };
}

static double square(struct sym m, const double x[2])
{
	return m.a * x[0] * x[0] + 2 * m.b * x[0] * x[1] + m.c * x[1] * x[1];
}

/* The covariance of slope and bend of a level, by s^2. */
static struct sym covariance(const struct txo_growth *g, size_t level)
{
	double(*c)[TERMS] = g->units->cov[level];
	bool bent = g->terms == 3;

	return (struct sym){ c[1][1], bent ? c[1][2] : 0, bent ? c[2][2] : 1 };
}

/*
 * How far slopes and bends of the levels are from common ones, by their
 * precisions P: sum d'Pd - (sum Pd)'(sum P)^-1 (sum Pd), d from the first level.
 */
static double find_distance(const struct txo_growth *g, size_t *levels)
{
	struct sym sum = { 0, 0, 0 };
	double at[2] = { 0, 0 }, q = 0;
	size_t first = 0;

	*levels = 0;
	for (size_t l = 0; l < g->units->levels; l++) {
		struct sym p = inverse(covariance(g, l));
		double d[2] = { 0, 0 };

		if (why_not(g, l))
			continue;
		first = *levels == 0 ? l : first;
		++*levels;
		for (size_t i = 0; i + 1 < g->terms; i++)
			d[i] = txo_dd_sub(fixed(g, l, i + 1),
					  fixed(g, first, i + 1))
				       .hi;
		q += square(p, d);
		at[0] += p.a * d[0] + p.b * d[1];
		at[1] += p.b * d[0] + p.c * d[1];
		sum = (struct sym){ sum.a + p.a, sum.b + p.b, sum.c + p.c };
	}
	return fmax(q - square(inverse(sum), at), 0);
}

struct txo_estimate txo_growth_slopes(const struct txo_growth *g, double *df2)
{
	struct txo_estimate e = txo_estimate_none(method_of(g));
	size_t levels;
	double q = find_distance(g, &levels);

	*df2 = NAN;
	e.note = g->note;
	if (levels < 2)
		e.note |= TXO_NOTE_FEWGROUPS;
	if (levels < 2 || g->state == TXO_GROWTH_UNKNOWN)
		return e;
	e.df = (double)((levels - 1) * (g->terms - 1));
	e.statistic = q / g->units->sigma2 / e.df;
	*df2 = df_of(g, !g->x_within);
	if (isnan(e.statistic) || !(*df2 > 0)) {
		e.statistic = e.df = *df2 = NAN;
		e.note |= TXO_NOTE_SMALLN;
		return e;
	}
	e.p_value = txo_f_tails(e.statistic, e.df, *df2).upper;
	return e;
}

/* b = D V'K^-1 (u - F beta) = root (I + G'G)^-1 G'(u - F beta), G = V root. */
static void predict(const struct txo_growth_units *u,
		    const struct txo_growth_unit *k, double b[2])
{
	const double(*r)[2] = u->root, *v = k->design.v;
	double g[2][2], rest[2], t[2], det;
	struct sym m;

	for (int i = 0; i < 2; i++) {
		g[0][i] = v[0] * r[0][i] + v[1] * r[1][i];
		g[1][i] = v[2] * r[1][i];
		rest[i] = k->u[i];
		for (int j = 0; j < TERMS; j++)
			rest[i] -= k->design.f[i][j] * u->beta[k->level][j];
	}
	m = (struct sym){ 1 + g[0][0] * g[0][0] + g[1][0] * g[1][0],
			  g[0][0] * g[0][1] + g[1][0] * g[1][1],
			  1 + g[0][1] * g[0][1] + g[1][1] * g[1][1] };
	t[0] = g[0][0] * rest[0] + g[1][0] * rest[1];
	t[1] = g[0][1] * rest[0] + g[1][1] * rest[1];
	det = m.a * m.c - m.b * m.b;
	rest[0] = (m.c * t[0] - m.b * t[1]) / det;
	rest[1] = (m.a * t[1] - m.b * t[0]) / det;
	b[0] = r[0][0] * rest[0] + r[0][1] * rest[1];
	b[1] = r[1][0] * rest[0] + r[1][1] * rest[1];
}

static void tell(const struct txo_growth *g, const struct txo_growth_unit *k,
		 struct txo_growth_patient *p)
{
	const struct txo_growth_units *u = g->units;
	double l[TERMS], b[2];

	*p = (struct txo_growth_patient){ .row = k->begin,
					  .level = k->level,
					  .n = k->n,
					  .intercept = NAN,
					  .slope = NAN };
	if (why_not(g, k->level) || g->state != TXO_GROWTH_FITTED)
		return;
	predict(u, k, b);
	weigh(g, TXO_GROWTH_START, l);
	p->intercept = txo_dd_add(combine(g, k->level, l), u->scale.y0).hi +
		       (b[0] - b[1] * txo_growth_back(u)) * u->scale.sy;
	weigh(g, TXO_GROWTH_RISE, l);
	p->slope = combine(g, k->level, l).hi +
		   b[1] * u->scale.sy / u->scale.sx;
}

enum txo_status txo_growth_each(const struct txo_growth *g,
				const struct txo_growth_data *d,
				txo_growth_see *see, void *ctx,
				struct txo_error *err)
{
	struct txo_growth_unit unit = { 0 };
	struct txo_growth_patient p;
	enum txo_status status = TXO_OK;

	while (status == TXO_OK && txo_growth_next(g->units, d, &unit)) {
		tell(g, &unit, &p);
		status = see(ctx, &p, err);
	}
	return status;
}
