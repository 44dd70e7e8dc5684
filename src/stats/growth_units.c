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

/* The rows of the patient into u->row; how many. */
static size_t take_rows(const struct txo_growth_units *u,
			const struct txo_growth_data *d,
			const struct txo_growth_unit *k)
{
	struct txo_growth_row *row = u->row;
	size_t n = 0;

	for (size_t i = k->begin; i < k->end; i++) {
		double z;

		if (!txo_growth_counts(d, i))
			continue;
		z = txo_growth_z(u, d, i);
		row[n++] = (struct txo_growth_row){
			(double)(d->w[i] / k->copies), z,
			y_of(u, d, i, z, k->level)
		};
	}
	return n;
}

/* Weighted means of z, z^2 and y. */
struct means {
	double n, z, zz, y;
};

static struct means find_means(const struct txo_growth_row *row, size_t rows,
			       const struct txo_growth_unit *k)
{
	struct means m = { .n = (double)k->n };

	for (size_t i = 0; i < rows; i++) {
		m.z += row[i].w * row[i].z;
		m.zz += row[i].w * row[i].z * row[i].z;
		m.y += row[i].w * row[i].y;
	}
	m.z /= m.n;
	m.zz /= m.n;
	m.y /= m.n;
	if (!k->moves) {
		m.z = row[0].z;
		m.zz = row[0].z * row[0].z;
	}
	return m;
}

/* Sums of squares and products of deviations of z, z^2 and y. */
struct squares {
	double zz, zq, qq, zy, qy, yy;
};

/* Less of z^2 and y what slopes by z explain. */
static struct squares find_squares(const struct txo_growth_row *row,
				   size_t rows, const struct means *m,
				   double slope_q, double slope_y)
{
	struct squares s = { 0 };

	for (size_t i = 0; i < rows; i++) {
		double w = row[i].w, dz = row[i].z - m->z;
		double dq = row[i].z * row[i].z - m->zz - slope_q * dz;
		double dy = row[i].y - m->y - slope_y * dz;

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
	bool bent = u->model.shape == TXO_GROWTH_QUADRATIC;
	bool random = u->model.random != TXO_GROWTH_INTERCEPT;
	size_t rows = take_rows(u, d, k);
	struct means m;
	struct squares s;
	double root;

	k->moves = u->row[0].z != u->row[rows - 1].z;
	m = find_means(u->row, rows, k);
	s = find_squares(u->row, rows, &m, 0, 0);
	root = sqrt(m.n);
	k->design = (struct txo_growth_design){
		.level = (double)k->level,
		.v = { root, random ? root * (m.z + u->scale.shift) : 0, 0 },
		.f = { { root, root * m.z, bent ? root * m.zz : 0 } },
	};
	k->u[0] = root * m.y;
	k->u[1] = 0;
	if (random && k->moves) {
		double q = s.zq / s.zz, y = s.zy / s.zz;

		root = sqrt(s.zz);
		k->design.v[2] = k->design.f[1][1] = root;
		k->design.f[1][2] = bent ? s.zq / root : 0;
		k->u[1] = s.zy / root;
		s = find_squares(u->row, rows, &m, q, y);
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
	if (w == 1)
		return txo_dd_add(sum, txo_dd_from(x));
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

enum txo_status txo_growth_sum_up(struct txo_growth_units *u,
				  const struct txo_growth_data *d,
				  struct txo_error *err)
{
	struct txo_growth_unit unit = { 0 };
	enum txo_status status = TXO_OK;
	uint32_t id;

	while (status == TXO_OK && txo_growth_next(u, d, &unit)) {
		status = find_kind(u, &unit.design, &id, err);
		if (status == TXO_OK)
			add_unit(u, &u->kind[id], &unit);
	}
	return status;
}
