/*
 * METHOD
 *	a patient's rows, of weights w: n = sum w, m_z, m_y weighted means
 *	V = [ sqrt n, sqrt n (m_z + shift); 0, sqrt Szz ], without the second
 *	row where x does not vary or only the intercept is random
 *	u = (sqrt n m_y, Szy / sqrt Szz), F the same of (1, z, z^2)
 * Deviations are taken from the patient's own means, so nothing cancels. What F
 * and u leave is X'X - F'F and so on, got as the sums of squares of residuals.
 * Sums over patients in double-double, in the order of the rows.
 */
#include "stats/growth_units.h"

#include <stdlib.h>
#include <string.h>

double txo_growth_along(const struct txo_growth_model *model, double x)
{
	return model->shape == TXO_GROWTH_LOG ? log1p(x) : x;
}

static double z_of(const struct txo_growth_units *u,
		   const struct txo_growth_data *d, size_t i)
{
	const struct txo_growth_scale *s = &u->scale;
	double lo = d->x_lo ? d->x_lo[i] : 0;

	if (u->model.shape == TXO_GROWTH_LOG)
		return (log1p(d->x[i]) - s->x0) / s->sx;
	return (d->x[i] - s->x0 + lo) / s->sx;
}

static double y_of(const struct txo_growth_units *u,
		   const struct txo_growth_data *d, size_t i, double z,
		   size_t level)
{
	const double *b = u->level[level].beta;
	struct txo_dd y = { d->y[i], d->y_lo ? d->y_lo[i] : 0 };

	y = txo_dd_sub(y, u->scale.y0);
	y = (struct txo_dd){ y.hi / u->scale.sy, y.lo / u->scale.sy };
	y = txo_dd_sub(y, txo_dd_from(b[0]));
	y = txo_dd_sub(y, txo_dd_two_prod(b[1], z));
	y = txo_dd_sub(y, txo_dd_mul(txo_dd_two_prod(z, z), txo_dd_from(b[2])));
	return y.hi;
}

/* Weighted means of z, z^2 and y; what x is at both ends. */
struct means {
	double n, z, zz, y;
	double first, last;
};

static struct means find_means(const struct txo_growth_units *u,
			       const struct txo_growth_data *d,
			       const struct txo_growth_unit *k)
{
	struct means m = { .n = (double)k->n, .first = NAN };

	for (size_t i = k->begin; i < k->end; i++) {
		double w = (double)(d->w[i] / k->copies), z;

		if (!txo_growth_counts(d, i))
			continue;
		z = z_of(u, d, i);
		m.z += w * z;
		m.zz += w * z * z;
		m.y += w * y_of(u, d, i, z, k->level);
		m.first = isnan(m.first) ? z : m.first;
		m.last = z;
	}
	m.z /= m.n;
	m.zz /= m.n;
	m.y /= m.n;
	if (m.first == m.last) {
		m.z = m.first;
		m.zz = m.first * m.first;
	}
	return m;
}

/* Sums of squares and products of deviations of z, z^2 and y. */
struct squares {
	double zz, zq, qq, zy, qy, yy;
};

/* Less of z^2 and y what slopes q and y by z explain. */
static struct squares find_squares(const struct txo_growth_units *u,
				   const struct txo_growth_data *d,
				   const struct txo_growth_unit *k,
				   const struct means *m, const double slope[2])
{
	struct squares s = { 0 };

	for (size_t i = k->begin; i < k->end; i++) {
		double w = (double)(d->w[i] / k->copies), z, dz, dq, dy;

		if (!txo_growth_counts(d, i))
			continue;
		z = z_of(u, d, i);
		dz = z - m->z;
		dq = z * z - m->zz - slope[0] * dz;
		dy = y_of(u, d, i, z, k->level) - m->y - slope[1] * dz;
		s.zz += w * dz * dz;
		s.zq += w * dz * dq;
		s.qq += w * dq * dq;
		s.zy += w * dz * dy;
		s.qy += w * dq * dy;
		s.yy += w * dy * dy;
	}
	return s;
}

static void turn(const struct txo_growth_units *u,
		 const struct txo_growth_data *d, struct txo_growth_unit *k)
{
	struct means m = find_means(u, d, k);
	double none[2] = { 0, 0 }, root = sqrt(m.n);
	struct squares s = find_squares(u, d, k, &m, none);
	bool bent = u->model.shape == TXO_GROWTH_QUADRATIC;
	bool random = u->model.random != TXO_GROWTH_INTERCEPT;

	k->moves = m.first != m.last;
	k->design = (struct txo_growth_design){
		.level = (double)k->level,
		.v = { root, random ? root * (m.z + u->scale.shift) : 0, 0 },
		.f = { { root, root * m.z, bent ? root * m.zz : 0 } },
	};
	k->u[0] = root * m.y;
	k->u[1] = 0;
	if (random && k->moves) {
		double slope[2] = { s.zq / s.zz, s.zy / s.zz };

		root = sqrt(s.zz);
		k->design.v[2] = k->design.f[1][1] = root;
		k->design.f[1][2] = bent ? s.zq / root : 0;
		k->u[1] = s.zy / root;
		s = find_squares(u, d, k, &m, slope);
		s.zz = s.zq = s.zy = 0;
	}
	if (!k->moves)
		s = (struct squares){ .yy = s.yy };
	k->xx[0] = s.zz;
	k->xx[1] = bent ? s.zq : 0;
	k->xx[2] = bent ? s.qq : 0;
	k->xy[0] = s.zy;
	k->xy[1] = bent ? s.qy : 0;
	k->yy = s.yy;
}

bool txo_growth_next(const struct txo_growth_units *u,
		     const struct txo_growth_data *d,
		     struct txo_growth_unit *unit)
{
	size_t i = unit->end;

	while (i < d->m && !txo_growth_counts(d, i))
		i++;
	if (i == d->m)
		return false;
	*unit = (struct txo_growth_unit){ .begin = i, .copies = 1 };
	unit->level = d->level ? d->level[i] : 0;
	for (; i < d->m && d->patient[i] == d->patient[unit->begin]; i++)
		if (txo_growth_counts(d, i))
			unit->n += d->w[i];
	unit->end = i;
	if (u->model.courses)
		unit->copies = d->w[unit->begin];
	unit->n /= unit->copies;
	turn(u, d, unit);
	return true;
}

static struct txo_dd plus(struct txo_dd sum, double w, double x)
{
	return txo_dd_add(sum, txo_dd_two_prod(w, x));
}

struct sought {
	const struct txo_growth_units *u;
	const struct txo_growth_design *design;
};

static bool is_same(const void *ctx, uint32_t id)
{
	const struct sought *s = ctx;

	return memcmp(&s->u->kind[id].design, s->design, sizeof(*s->design)) ==
	       0;
}

/* The place of the design, which may be new. */
static enum txo_status find_kind(struct txo_growth_units *u,
				 const struct txo_growth_design *design,
				 uint32_t *id, struct txo_error *err)
{
	struct sought sought = { u, design };
	uint32_t hash = txo_hash(design, sizeof(*design));
	struct txo_growth_kind *grown;

	*id = txo_index_find(&u->index, hash, is_same, &sought);
	if (*id != TXO_INDEX_NONE)
		return TXO_OK;
	if (u->kinds == u->room) {
		u->room = u->room ? 2 * u->room : 64;
		grown = realloc(u->kind, u->room * sizeof(*grown));
		if (!grown)
			return txo_fail_memory(err);
		u->kind = grown;
	}
	*id = (uint32_t)u->kinds;
	if (!txo_index_add(&u->index, hash, *id))
		return txo_fail_memory(err);
	u->kind[u->kinds++] = (struct txo_growth_kind){ .design = *design };
	return TXO_OK;
}

static void add_unit(struct txo_growth_units *u, struct txo_growth_kind *kind,
		     const struct txo_growth_unit *k)
{
	struct txo_growth_level *l = &u->level[k->level];
	double c = (double)k->copies;

	kind->n = plus(kind->n, c, 1);
	for (int i = 0; i < 2; i++) {
		kind->u[i] = plus(kind->u[i], c, k->u[i]);
		l->xy[i] = plus(l->xy[i], c, k->xy[i]);
	}
	kind->s[0] = plus(kind->s[0], c * k->u[0], k->u[0]);
	kind->s[1] = plus(kind->s[1], c * k->u[0], k->u[1]);
	kind->s[2] = plus(kind->s[2], c * k->u[1], k->u[1]);
	for (int i = 0; i < 3; i++)
		l->xx[i] = plus(l->xx[i], c, k->xx[i]);
	l->yy = plus(l->yy, c, k->yy);
	u->reach += c * (1 + (k->design.v[2] > 0));
}

/* All patients into kinds, and what is left of them into levels. */
static enum txo_status sum_up(struct txo_growth_units *u,
			      const struct txo_growth_data *d,
			      struct txo_error *err)
{
	struct txo_growth_unit unit = { 0 };
	enum txo_status status = TXO_OK;
	uint32_t id;

	u->reach = 0;
	u->kinds = 0;
	txo_index_release(&u->index);
	for (size_t l = 0; l < u->levels; l++) {
		struct txo_growth_level *at = &u->level[l];

		memset(at->xx, 0, sizeof(at->xx));
		memset(at->xy, 0, sizeof(at->xy));
		at->yy = (struct txo_dd){ 0, 0 };
	}
	while (status == TXO_OK && txo_growth_next(u, d, &unit)) {
		status = find_kind(u, &unit.design, &id, err);
		if (status == TXO_OK)
			add_unit(u, &u->kind[id], &unit);
	}
	return status;
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

enum txo_status txo_growth_gather(struct txo_growth_units *u,
				  const struct txo_growth_data *d, size_t *row,
				  struct txo_error *err)
{
	enum txo_status status;

	u->levels = d->levels;
	u->level = calloc(d->levels + 1, sizeof(*u->level));
	u->beta = calloc(d->levels + 1, sizeof(*u->beta));
	u->cov = calloc(d->levels + 1, sizeof(*u->cov));
	u->sums = calloc(d->levels + 1, sizeof(*u->sums));
	if (!u->level || !u->beta || !u->cov || !u->sums)
		return txo_fail_memory(err);
	status = count(u, d, row, err);
	if (status != TXO_OK)
		return status;
	find_scale(u, d);
	return sum_up(u, d, err);
}

enum txo_status txo_growth_regather(struct txo_growth_units *u,
				    const struct txo_growth_data *d,
				    struct txo_error *err)
{
	for (size_t l = 0; l < u->levels; l++)
		for (int i = 0; i < TXO_GROWTH_TERMS; i++)
			u->level[l].beta[i] += u->beta[l][i];
	return sum_up(u, d, err);
}
