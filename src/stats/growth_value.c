/*
 * METHOD
 *	K = I + V D V', for patients u ~ N(F beta, s^2 K), else s^2
 *	A = sum F'K^-1F + rest, b = sum F'K^-1u + rest, beta = A^-1 b
 *	rss = sum (u - F beta)'K^-1(u - F beta) + rest
 *	ML: n log s^2 + rss / s^2 + sum log det K; REML: n - p for n, and
 *	log det A in addition
 * D enters by T = V'K^-1V, B = V'K^-1F, w = V'K^-1(u - F beta), so that with the
 * matrices E_k = dD / dD_k of 0 and 1
 *	d log det K = tr E_k T, d2 = -tr E_k T E_l T
 *	d rss = -w'E_k w, d2 = 2 w'E_k T E_l w - 2 g_k'A^-1 g_l, g_k = B'E_k w
 *	d log det A = tr A^-1 A_k, A_k = -B'E_k B,
 *	d2 = 2 tr E_k T E_l B A^-1 B' - tr A^-1 A_k A^-1 A_l
 * summed over patients; beta is at its best, so its change drops out of the first
 * derivative of rss. Source: [lindstrom1988], [bates2015].
 * det K = 1 + |V root|^2 + det(V root)^2, in which nothing cancels.
 */
#include "stats/growth_value.h"

#include <string.h>

#define TERMS TXO_GROWTH_TERMS

/* Symmetric matrix of 2 by 2: 11, 12, 22. */
struct sym {
	double a, b, c;
};

/* K^-1 of a design. */
static struct sym invert_k(const struct txo_growth_design *d, double root[2][2],
			   double *det)
{
	double b00 = d->v[0] * root[0][0] + d->v[1] * root[1][0];
	double b01 = d->v[0] * root[0][1] + d->v[1] * root[1][1];
	double b10 = d->v[2] * root[1][0], b11 = d->v[2] * root[1][1];
	double whole = d->v[0] * d->v[2] *
		       (root[0][0] * root[1][1] - root[0][1] * root[1][0]);

	*det = 1 + b00 * b00 + b01 * b01 + b10 * b10 + b11 * b11 +
	       whole * whole;
	return (struct sym){ (1 + b10 * b10 + b11 * b11) / *det,
			     -(b00 * b10 + b01 * b11) / *det,
			     (1 + b00 * b00 + b01 * b01) / *det };
}

/* V' times a vector of two. */
static void back(const struct txo_growth_design *d, const double x[2],
		 double out[2])
{
	out[0] = d->v[0] * x[0];
	out[1] = d->v[1] * x[0] + d->v[2] * x[1];
}

static void times(struct sym h, double x, double y, double out[2])
{
	out[0] = h.a * x + h.b * y;
	out[1] = h.b * x + h.c * y;
}

/* The sums that stand whatever D is. */
static void begin(const struct txo_growth_level *l, struct txo_growth_sums *s)
{
	memset(s, 0, sizeof(*s));
	s->a[1][1] = l->xx[0].hi;
	s->a[1][2] = s->a[2][1] = l->xx[1].hi;
	s->a[2][2] = l->xx[2].hi;
	s->b[1] = l->xy[0].hi;
	s->b[2] = l->xy[1].hi;
}

static double add_kind(const struct txo_growth_kind *k, struct sym h,
		       struct txo_growth_sums *s)
{
	const double(*f)[TERMS] = k->design.f;

	for (int i = 0; i < TERMS; i++) {
		double hf[2];

		times(h, f[0][i], f[1][i], hf);
		s->b[i] += hf[0] * k->u[0].hi + hf[1] * k->u[1].hi;
		for (int j = 0; j <= i; j++)
			s->a[i][j] += k->n.hi *
				      (hf[0] * f[0][j] + hf[1] * f[1][j]);
	}
	return h.a * k->s[0].hi + 2 * h.b * k->s[1].hi + h.c * k->s[2].hi;
}

/*
 * The inverse of the first n rows and columns of a, whose lower half counts, by
 * Cholesky; zero elsewhere. *log grows by the logarithm of the determinant.
 */
static bool invert(double a[TERMS][TERMS], size_t n, double out[TERMS][TERMS],
		   double *log_det)
{
	double l[TERMS][TERMS] = { { 0 } }, inv[TERMS][TERMS] = { { 0 } };

	memset(out, 0, sizeof(inv));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = a[i][j];

			for (size_t k = 0; k < j; k++)
				sum -= l[i][k] * l[j][k];
			if (i == j && !(sum > 1e-14 * a[i][i]))
				return false;
			l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
		}
	for (size_t i = 0; i < n; i++) {
		*log_det += 2 * log(l[i][i]);
		inv[i][i] = 1 / l[i][i];
		for (size_t j = 0; j < i; j++) {
			for (size_t k = j; k < i; k++)
				inv[i][j] -= l[i][k] * inv[k][j];
			inv[i][j] /= l[i][i];
		}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			for (size_t k = i > j ? i : j; k < n; k++)
				out[i][j] += inv[k][i] * inv[k][j];
	return true;
}

/* Products with the matrices E_k. */
static void trace(struct sym g, double out[3])
{
	out[0] = g.a;
	out[1] = 2 * g.b;
	out[2] = g.c;
}

/* Add tr E_k T E_l W. */
static void trace_two(struct sym t, struct sym w, double out[3][3])
{
	out[0][0] += t.a * w.a;
	out[0][1] += t.a * w.b + t.b * w.a;
	out[0][2] += t.b * w.b;
	out[1][1] += 2 * t.b * w.b + t.c * w.a + t.a * w.c;
	out[1][2] += t.c * w.b + t.b * w.c;
	out[2][2] += t.c * w.c;
}

/* E_k times a vector. */
static void pick(int k, const double x[2], double out[2])
{
	out[0] = k == 0 ? x[0] : k == 1 ? x[1] : 0;
	out[1] = k == 2 ? x[1] : k == 1 ? x[0] : 0;
}

/* What one design brings to the derivatives. */
struct share {
	struct sym t, q, y;	/* T; sum w w'; B A^-1 B' */
	double b[TERMS][2];	/* columns of B */
	double w[2];		/* sum of w */
};

/* sum (u - F beta)(u - F beta)', and its sum without the square in m. */
static struct sym spread(const struct txo_growth_kind *k,
			 const double beta[TERMS], double m[2])
{
	double f[2], n = k->n.hi;

	for (int i = 0; i < 2; i++) {
		f[i] = 0;
		for (int j = 0; j < TERMS; j++)
			f[i] += k->design.f[i][j] * beta[j];
		m[i] = k->u[i].hi - n * f[i];
	}
	return (struct sym){
		k->s[0].hi - f[0] * (k->u[0].hi + m[0]),
		k->s[1].hi - 0.5 * (f[0] * (k->u[1].hi + m[1]) +
				    f[1] * (k->u[0].hi + m[0])),
		k->s[2].hi - f[1] * (k->u[1].hi + m[1]),
	};
}

static void find_share(const struct txo_growth_kind *k, struct sym h,
		       const double beta[TERMS], double cov[TERMS][TERMS],
		       struct share *s)
{
	const struct txo_growth_design *d = &k->design;
	double one[2], two[2], hv[2][2], m[2];
	struct sym r = spread(k, beta, m);

	/* the columns of K^-1 V */
	times(h, d->v[0], 0, hv[0]);
	times(h, d->v[1], d->v[2], hv[1]);
	back(d, hv[0], one);
	back(d, hv[1], two);
	s->t = (struct sym){ one[0], one[1], two[1] };
	s->q = (struct sym){ 0 };
	for (int i = 0; i < 2; i++) {
		double *x = hv[i];

		one[i] = x[0] * x[0] * r.a + 2 * x[0] * x[1] * r.b +
			 x[1] * x[1] * r.c;
		s->w[i] = x[0] * m[0] + x[1] * m[1];
	}
	s->q.a = one[0];
	s->q.c = one[1];
	s->q.b = hv[0][0] * (r.a * hv[1][0] + r.b * hv[1][1]) +
		 hv[0][1] * (r.b * hv[1][0] + r.c * hv[1][1]);
	s->y = (struct sym){ 0 };
	for (int i = 0; i < TERMS; i++)
		for (int j = 0; j < 2; j++)
			s->b[i][j] = hv[j][0] * d->f[0][i] +
				     hv[j][1] * d->f[1][i];
	for (int i = 0; i < TERMS; i++)
		for (int j = 0; j < TERMS; j++) {
			s->y.a += s->b[i][0] * cov[i][j] * s->b[j][0];
			s->y.b += s->b[i][0] * cov[i][j] * s->b[j][1];
			s->y.c += s->b[i][1] * cov[i][j] * s->b[j][1];
		}
}

/* Into the sums of its level, and straight into the derivatives. */
static void add_share(const struct share *s, double n, bool reml,
		      struct txo_growth_sums *to, struct txo_growth_value *v)
{
	double y = reml ? n : 0;
	struct sym l = { n * s->t.a - y * s->y.a, n * s->t.b - y * s->y.b,
			 n * s->t.c - y * s->y.c };
	struct sym twice = { l.a - y * s->y.a, l.b - y * s->y.b,
			     l.c - y * s->y.c };
	double t[3], q[3];

	trace(l, t);
	trace(s->q, q);
	trace_two(s->t, (struct sym){ -twice.a, -twice.b, -twice.c }, v->log_h);
	trace_two(s->t, (struct sym){ 2 * s->q.a, 2 * s->q.b, 2 * s->q.c },
		  v->rss_h);
	for (int k = 0; k < 3; k++) {
		double e[2];

		v->log_g[k] += t[k];
		v->rss_g[k] -= q[k];
		pick(k, s->w, e);
		for (int i = 0; i < TERMS; i++)
			to->gk[k][i] += s->b[i][0] * e[0] + s->b[i][1] * e[1];
		for (int i = 0; i < TERMS; i++) {
			pick(k, s->b[i], e);
			for (int j = 0; j < TERMS; j++)
				to->ak[k][i][j] -= n * (s->b[j][0] * e[0] +
							s->b[j][1] * e[1]);
		}
	}
}

/* The parts of second derivatives that are products of sums of a level. */
static void add_level(struct txo_growth_sums *s, double cov[TERMS][TERMS],
		      bool reml, struct txo_growth_value *v)
{
	double m[3][TERMS][TERMS] = { { { 0 } } };

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < TERMS; i++)
			for (int j = 0; j < TERMS; j++)
				for (int l = 0; l < TERMS; l++)
					m[k][i][j] += cov[i][l] *
						      s->ak[k][l][j];
	for (int k = 0; k < 3; k++)
		for (int l = k; l < 3; l++)
			for (int i = 0; i < TERMS; i++)
				for (int j = 0; j < TERMS; j++) {
					v->rss_h[k][l] -= 2 * s->gk[k][i] *
							  cov[i][j] *
							  s->gk[l][j];
					if (reml)
						v->log_h[k][l] -= m[k][i][j] *
								  m[l][j][i];
				}
}

static void derive_all(struct txo_growth_units *u, double root[2][2],
		       struct txo_growth_sums *sums, struct txo_growth_value *v)
{
	bool reml = !u->model.ml;

	for (size_t i = 0; i < u->kinds; i++) {
		const struct txo_growth_kind *k = &u->kind[i];
		size_t l = (size_t)k->design.level;
		struct share s;
		double det;
		struct sym h = invert_k(&k->design, root, &det);

		find_share(k, h, u->beta[l], u->cov[l], &s);
		add_share(&s, k->n.hi, reml, &sums[l], v);
	}
	for (size_t l = 0; l < u->levels; l++)
		add_level(&sums[l], u->cov[l], reml, v);
	for (int k = 0; k < 3; k++)
		for (int l = 0; l < k; l++) {
			v->rss_h[k][l] = v->rss_h[l][k];
			v->log_h[k][l] = v->log_h[l][k];
		}
}

/* Fixed effects of a level, and what they leave of the sum of squares. */
static bool solve(struct txo_growth_units *u, size_t l,
		  struct txo_growth_sums *s, struct txo_growth_value *v)
{
	double log_det = 0;

	if (!invert(s->a, u->level[l].rank, u->cov[l], &log_det))
		return false;
	v->log += u->model.ml ? 0 : log_det;
	for (int i = 0; i < TERMS; i++) {
		u->beta[l][i] = 0;
		for (int j = 0; j < TERMS; j++)
			u->beta[l][i] += u->cov[l][i][j] * s->b[j];
		v->rss -= u->beta[l][i] * s->b[i];
	}
	return true;
}

bool txo_growth_evaluate(struct txo_growth_units *u, double root[2][2],
			 bool derive, struct txo_growth_value *v)
{
	struct txo_dd rss = { 0, 0 }, log_det = { 0, 0 };
	struct txo_growth_sums *sums = u->sums;

	memset(v, 0, sizeof(*v));
	for (size_t l = 0; l < u->levels; l++) {
		begin(&u->level[l], &sums[l]);
		rss = txo_dd_add(rss, u->level[l].yy);
	}
	for (size_t i = 0; i < u->kinds; i++) {
		const struct txo_growth_kind *k = &u->kind[i];
		double det;
		struct sym h = invert_k(&k->design, root, &det);

		rss = txo_dd_add(
			rss, txo_dd_from(add_kind(
				     k, h, &sums[(size_t)k->design.level])));
		log_det = txo_dd_add(log_det,
				     txo_dd_two_prod(k->n.hi, log(det)));
	}
	v->rss = rss.hi;
	v->log = log_det.hi;
	for (size_t l = 0; l < u->levels; l++)
		if (!solve(u, l, &sums[l], v))
			return false;
	if (derive)
		derive_all(u, root, sums, v);
	return v->rss > 0 && isfinite(v->rss) && isfinite(v->log);
}
