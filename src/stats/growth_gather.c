/*
 * METHOD
 *	x0 and y0 weighted means, sx and sy powers of two above the largest
 *	distances from them; curves of least squares within patients, or by the
 *	normal equations where x does not vary there, to be taken out of y
 * Neither needs to be exact: they only save digits.
 */
#include <stdlib.h>

#include "stats/growth_units.h"

double txo_growth_along(const struct txo_growth_model *model, double x)
{
	return model->shape == TXO_GROWTH_LOG ? log1p(x) : x;
}

double txo_growth_z(const struct txo_growth_units *u,
		    const struct txo_growth_data *d, size_t i)
{
	const struct txo_growth_scale *s = &u->scale;
	double lo = d->x_lo ? d->x_lo[i] : 0;

	if (u->model.shape == TXO_GROWTH_LOG)
		return (log1p(d->x[i]) - s->x0) / s->sx;
	return (d->x[i] - s->x0 + lo) / s->sx;
}

static struct txo_dd plus(struct txo_dd sum, double w, double x)
{
	return txo_dd_add(sum, txo_dd_two_prod(w, x));
}

/* One more value of x, as long as there are not enough. */
static void note_x(struct txo_growth_level *l, size_t terms, double x)
{
	for (size_t i = 0; i < l->rank; i++)
		if (l->x[i] == x)
			return;
	if (l->rank < terms)
		l->x[l->rank++] = x;
}

/* Count rows and patients, and look for what cannot be. */
static enum txo_status count(struct txo_growth_units *u,
			     const struct txo_growth_data *d, size_t *row,
			     struct txo_error *err)
{
	size_t terms = u->model.shape == TXO_GROWTH_QUADRATIC ? 3 : 2, last = 0;
	bool first = true;

	for (size_t i = 0; i < d->m; i++) {
		size_t at = d->level ? d->level[i] : 0;
		bool begins;

		if (!txo_growth_counts(d, i))
			continue;
		begins = first || d->patient[i] != d->patient[last];
		*row = i;
		if (!begins && d->level && d->level[last] != at)
			return txo_fail(err, TXO_DATA,
					"a patient is in two levels");
		if (!begins && u->model.courses && d->w[last] != d->w[i])
			return txo_fail(err, TXO_DATA,
					"the weights of a patient differ");
		u->level[at].n += d->w[i];
		if (begins)
			u->level[at].patients += u->model.courses ? d->w[i] : 1;
		note_x(&u->level[at], terms, d->x[i]);
		last = i;
		first = false;
	}
	for (size_t l = 0; l < u->levels; l++) {
		u->n += (double)u->level[l].n;
		u->patients += (double)u->level[l].patients;
		u->params += (double)u->level[l].rank;
	}
	return TXO_OK;
}

/* A power of two of the size of x; 1 for 0. */
static double power_of(double x)
{
	int e;

	frexp(x, &e);
	return x > 0 ? ldexp(1, e) : 1;
}

static void find_scale(struct txo_growth_units *u,
		       const struct txo_growth_data *d)
{
	struct txo_growth_scale *s = &u->scale;
	struct txo_dd x = { 0, 0 }, y = { 0, 0 };
	double far = 0, high = 0;

	for (size_t i = 0; i < d->m; i++) {
		double w = (double)d->w[i] / u->n;

		if (!txo_growth_counts(d, i))
			continue;
		x = plus(x, w, txo_growth_along(&u->model, d->x[i]));
		y = plus(y, w, d->y[i]);
	}
	s->x0 = x.hi;
	s->y0 = txo_dd_from(y.hi);
	for (size_t i = 0; i < d->m; i++) {
		if (!txo_growth_counts(d, i))
			continue;
		far = fmax(far,
			   fabs(txo_growth_along(&u->model, d->x[i]) - s->x0));
		high = fmax(high, fabs(d->y[i] - y.hi));
	}
	s->sx = power_of(far);
	s->sy = power_of(high);
	u->size = high / s->sy;
	if (u->model.random == TXO_GROWTH_UNCORRELATED)
		s->shift = s->x0 / s->sx;
}

/* Sums of powers of z, and of products with y, in plain arithmetic. */
struct plain {
	double z[5], y[TXO_GROWTH_TERMS];
};

/* Those of a level, and of z, z^2 and y about the means of patients. */
struct curve {
	struct plain all;
	double zz, zq, qq, zy, qy;
};

/* Solve the normal equations of the first n terms by elimination. */
static void solve_plain(const struct plain *p, size_t n,
			double beta[TXO_GROWTH_TERMS])
{
	double a[TXO_GROWTH_TERMS][TXO_GROWTH_TERMS + 1];

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++)
			a[i][j] = p->z[i + j];
		a[i][n] = p->y[i];
	}
	for (size_t k = 0; k < n; k++)
		for (size_t i = k + 1; i < n; i++) {
			double by = a[i][k] / a[k][k];

			for (size_t j = k; j <= n; j++)
				a[i][j] -= by * a[k][j];
		}
	for (size_t i = n; i-- > 0;) {
		beta[i] = a[i][n];
		for (size_t j = i + 1; j < n; j++)
			beta[i] -= a[i][j] * beta[j];
		beta[i] /= a[i][i];
	}
}

/* Slope and bend within patients where x varies there, else by all rows. */
static void add_curve(const struct curve *c, struct txo_growth_level *l)
{
	const struct plain *p = &c->all;
	double beta[TXO_GROWTH_TERMS] = { 0 };
	double det = c->zz * c->qq - c->zq * c->zq;
	bool line = l->rank == 2 && c->zz > 1e-8 * p->z[2];
	bool bend = l->rank == 3 && c->zz > 1e-8 * p->z[2] &&
		    det > 1e-8 * c->zz * c->qq;

	if (line)
		beta[1] = c->zy / c->zz;
	if (bend) {
		beta[1] = (c->qq * c->zy - c->zq * c->qy) / det;
		beta[2] = (c->zz * c->qy - c->zq * c->zy) / det;
	}
	if (line || bend)
		beta[0] = (p->y[0] - beta[1] * p->z[1] - beta[2] * p->z[2]) /
			  p->z[0];
	else
		solve_plain(p, l->rank, beta);
	for (size_t i = 0; i < l->rank; i++)
		l->beta[i] += isfinite(beta[i]) ? beta[i] : 0;
}

static void add_row(struct plain *p, double w, double z, double y)
{
	for (int k = 0; k < 5; k++, w *= z) {
		p->z[k] += w;
		if (k < TXO_GROWTH_TERMS)
			p->y[k] += w * y;
	}
}

/* A patient is over. */
static void add_patient(struct curve *c, struct plain *p)
{
	double n = p->z[0];

	if (!(n > 0))
		return;
	for (int k = 0; k < 5; k++)
		c->all.z[k] += p->z[k];
	for (int k = 0; k < TXO_GROWTH_TERMS; k++)
		c->all.y[k] += p->y[k];
	c->zz += p->z[2] - p->z[1] * p->z[1] / n;
	c->zq += p->z[3] - p->z[1] * p->z[2] / n;
	c->qq += p->z[4] - p->z[2] * p->z[2] / n;
	c->zy += p->y[1] - p->z[1] * p->y[0] / n;
	c->qy += p->y[2] - p->z[2] * p->y[0] / n;
	*p = (struct plain){ .z = { 0 } };
}

/* One round: what is still left of a curve in each level, to its curve. */
static void improve_curves(struct txo_growth_units *u,
			   const struct txo_growth_data *d, struct curve *curve)
{
	struct plain own = { .z = { 0 } };
	size_t last = 0;

	for (size_t l = 0; l < u->levels; l++)
		curve[l] = (struct curve){ .zz = 0 };
	for (size_t i = 0; i < d->m; i++) {
		size_t at = d->level ? d->level[i] : 0;
		const double *b = u->level[at].beta;
		double z, y;

		if (!txo_growth_counts(d, i))
			continue;
		if (own.z[0] > 0 && d->patient[i] != d->patient[last])
			add_patient(&curve[d->level ? d->level[last] : 0],
				    &own);
		z = txo_growth_z(u, d, i);
		y = (d->y[i] - u->scale.y0.hi) / u->scale.sy;
		y -= b[0] + z * (b[1] + z * b[2]);
		add_row(&own, (double)d->w[i], z, y);
		last = i;
	}
	add_patient(&curve[d->level ? d->level[last] : 0], &own);
	for (size_t l = 0; l < u->levels; l++)
		add_curve(&curve[l], &u->level[l]);
}

/*
 * A curve near the answer for each level, to be taken out of y. How near decides
 * only how many digits are saved.
 */
static enum txo_status find_curves(struct txo_growth_units *u,
				   const struct txo_growth_data *d,
				   struct txo_error *err)
{
	struct curve *curve = calloc(u->levels + 1, sizeof(*curve));

	if (!curve)
		return txo_fail_memory(err);
	for (int round = 0; round < 2; round++)
		improve_curves(u, d, curve);
	free(curve);
	return TXO_OK;
}

/* Room for the rows of any patient. */
static enum txo_status make_room(struct txo_growth_units *u,
				 const struct txo_growth_data *d,
				 struct txo_error *err)
{
	size_t most = 0, begin = 0;

	for (size_t i = 0; i < d->m; i++) {
		if (d->patient[i] != d->patient[begin])
			begin = i;
		if (d->patient[i] != UINT32_MAX && i - begin >= most)
			most = i - begin + 1;
	}
	u->row = malloc((most + 1) * sizeof(*u->row));
	u->level = calloc(d->levels + 1, sizeof(*u->level));
	u->beta = calloc(d->levels + 1, sizeof(*u->beta));
	u->cov = calloc(d->levels + 1, sizeof(*u->cov));
	u->sums = calloc(d->levels + 1, sizeof(*u->sums));
	return u->row && u->level && u->beta && u->cov && u->sums ?
		       TXO_OK :
		       txo_fail_memory(err);
}

enum txo_status txo_growth_gather(struct txo_growth_units *u,
				  const struct txo_growth_data *d, size_t *row,
				  struct txo_error *err)
{
	enum txo_status status = make_room(u, d, err);

	u->levels = d->levels;
	if (status == TXO_OK)
		status = count(u, d, row, err);
	if (status != TXO_OK || !(u->n > 0))
		return status;
	find_scale(u, d);
	status = find_curves(u, d, err);
	return status == TXO_OK ? txo_growth_sum_up(u, d, err) : status;
}
