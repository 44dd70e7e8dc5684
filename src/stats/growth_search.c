/*
 * METHOD
 *	minimise f(root(eta)) by Newton steps -|H|^-1 g, |H| with the absolute
 *	values of the eigenvalues [nocedal2006], halved until f falls
 *	ended when g'|H|^-1 g <= 1e-20 (1 + patients), which is far below what a
 *	likelihood can tell, or where rounding keeps it from falling further
 * The root of D and not its logarithm is searched for: so a variance of 0 is a
 * place like others, and no end that is never reached. D = root root', so
 *	dD = way root' + root way', and the derivatives by D follow the chain rule.
 * Eigenvalues by Jacobi's rotations.
 */
#include <string.h>

#include "stats/growth_value.h"

#define MOST TXO_GROWTH_PARAMS
#define STEPS 200
#define NEAR 1e-9	/* of the decrement: f can no longer tell */

size_t txo_growth_params(const struct txo_growth_path *p)
{
	return p->ways + (p->scaled && !(p->fixed_s2 > 0));
}

void txo_growth_root(const struct txo_growth_path *p, const double *eta,
		     double root[2][2], double *s2)
{
	double s = 1;

	*s2 = 1;
	if (p->scaled) {
		*s2 = p->fixed_s2 > 0 ? p->fixed_s2 : exp(eta[p->ways]);
		s = sqrt(*s2);
	}
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++) {
			root[i][j] = p->base[i][j];
			for (size_t k = 0; k < p->ways; k++)
				root[i][j] += eta[k] * p->way[k][i][j];
			root[i][j] /= s;
		}
}

double txo_growth_df(const struct txo_growth_units *u)
{
	return u->model.ml ? u->n : u->n - u->params;
}

/* a b' + b a': 11, 12, 22. */
static void cross(double a[2][2], double b[2][2], double out[3])
{
	out[0] = 2 * (a[0][0] * b[0][0] + a[0][1] * b[0][1]);
	out[1] = a[0][0] * b[1][0] + a[0][1] * b[1][1] + b[0][0] * a[1][0] +
		 b[0][1] * a[1][1];
	out[2] = 2 * (a[1][0] * b[1][0] + a[1][1] * b[1][1]);
}

/* First and second derivatives of D by the parameters of the path. */
struct bend {
	double j[MOST][3], h[MOST][MOST][3];
};

static void bend_path(const struct txo_growth_path *p, double root[2][2],
		      double s2, struct bend *b)
{
	double way[3][2][2], s = sqrt(s2);
	size_t k = p->ways, n = txo_growth_params(p);

	memset(b, 0, sizeof(*b));
	for (size_t i = 0; i < k; i++)
		for (int r = 0; r < 4; r++)
			way[i][r / 2][r % 2] = p->way[i][r / 2][r % 2] / s;
	for (size_t i = 0; i < k; i++) {
		cross(way[i], root, b->j[i]);
		for (size_t j = 0; j < k; j++)
			cross(way[i], way[j], b->h[i][j]);
	}
	if (n == k)
		return;
	cross(root, root, b->h[k][k]);
	for (int d = 0; d < 3; d++) {
		b->h[k][k][d] /= 2;
		b->j[k][d] = -b->h[k][k][d];
		for (size_t i = 0; i < k; i++)
			b->h[i][k][d] = b->h[k][i][d] = -b->j[i][d];
	}
}

/* Derivatives of the criterion by D. */
struct outer {
	double g[3], h[3][3];
};

static void combine(const struct txo_growth_value *v, double df, bool scaled,
		    double s2, struct outer *o)
{
	double by = scaled ? 1 / s2 : df / v->rss;

	for (int k = 0; k < 3; k++) {
		o->g[k] = by * v->rss_g[k] + v->log_g[k];
		for (int l = 0; l < 3; l++) {
			o->h[k][l] = by * v->rss_h[k][l] + v->log_h[k][l];
			if (!scaled)
				o->h[k][l] -= by * v->rss_g[k] * v->rss_g[l] /
					      v->rss;
		}
	}
}

static void chain(const struct txo_growth_path *p, const struct outer *o,
		  const struct bend *b, double *g, double (*h)[MOST])
{
	size_t n = txo_growth_params(p);

	for (size_t i = 0; i < n; i++) {
		g[i] = 0;
		for (int k = 0; k < 3; k++)
			g[i] += o->g[k] * b->j[i][k];
		for (size_t j = 0; j < n; j++) {
			h[i][j] = 0;
			for (int k = 0; k < 3; k++) {
				h[i][j] += o->g[k] * b->h[i][j][k];
				for (int l = 0; l < 3; l++)
					h[i][j] += b->j[i][k] * o->h[k][l] *
						   b->j[j][l];
			}
		}
	}
}

bool txo_growth_criterion(struct txo_growth_units *u,
			  const struct txo_growth_path *p, const double *eta,
			  double *f, double *g, double (*h)[TXO_GROWTH_PARAMS])
{
	size_t k = p->ways, n = txo_growth_params(p);
	struct txo_growth_value v;
	double root[2][2], s2, df = txo_growth_df(u), slope;
	struct bend b;
	struct outer o;

	txo_growth_root(p, eta, root, &s2);
	if (!(s2 > 0) || !isfinite(s2) ||
	    !txo_growth_evaluate(u, root, g != NULL, &v))
		return false;
	*f = (p->scaled ? df * log(s2) + v.rss / s2 : df * log(v.rss)) + v.log;
	if (!isfinite(*f) || !g)
		return isfinite(*f);
	combine(&v, df, p->scaled, s2, &o);
	bend_path(p, root, s2, &b);
	chain(p, &o, &b, g, h);
	if (n == k)
		return true;
	/* rss / s^2 and n log s^2 depend on s^2 themselves, too */
	g[k] += df - v.rss / s2;
	h[k][k] += v.rss / s2;
	for (size_t i = 0; i < n; i++) {
		slope = 0;
		for (int d = 0; d < 3; d++)
			slope += v.rss_g[d] * b.j[i][d] / s2;
		h[i][k] -= slope;
		h[k][i] -= slope;
	}
	return true;
}

/* One rotation that makes a[p][q] zero; v gathers them. */
static void rotate(double (*a)[MOST], double (*v)[MOST], size_t n, size_t p,
		   size_t q)
{
	double theta, t, c, s;

	if (a[p][q] == 0)
		return;
	theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
	t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
	c = 1 / sqrt(t * t + 1);
	s = t * c;
	for (size_t k = 0; k < n; k++) {
		double x = a[k][p], y = a[k][q];

		a[k][p] = c * x - s * y;
		a[k][q] = s * x + c * y;
	}
	for (size_t k = 0; k < n; k++) {
		double x = a[p][k], y = a[q][k];

		a[p][k] = c * x - s * y;
		a[q][k] = s * x + c * y;
		x = v[k][p];
		y = v[k][q];
		v[k][p] = c * x - s * y;
		v[k][q] = s * x + c * y;
	}
}

/* a becomes diagonal, the columns of v its eigenvectors. */
static void find_eigen(double (*a)[MOST], double (*v)[MOST], size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			v[i][j] = i == j;
	for (int sweep = 0; sweep < 20; sweep++)
		for (size_t p = 0; p < n; p++)
			for (size_t q = p + 1; q < n; q++)
				rotate(a, v, n, p, q);
}

/* Where one step goes. */
struct newton {
	double step[MOST], decrement, norm, least, most;
	double down[MOST];	/* the way of the least eigenvalue */
};

static void find_step(const double *eta, const double *g, double (*h)[MOST],
		      size_t n, struct newton *w)
{
	double v[MOST][MOST], far = 1, length = 0;

	memset(w, 0, sizeof(*w));
	find_eigen(h, v, n);
	w->least = INFINITY;
	for (size_t i = 0; i < n; i++)
		w->most = fmax(w->most, fabs(h[i][i]));
	for (size_t i = 0; i < n; i++) {
		double size = fmax(fabs(h[i][i]), 1e-13 * w->most), along = 0;

		for (size_t k = 0; k < n; k++)
			along += v[k][i] * g[k];
		w->decrement += size > 0 ? along * along / size : 0;
		for (size_t k = 0; k < n && size > 0; k++)
			w->step[k] -= v[k][i] * along / size;
		if (h[i][i] < w->least) {
			w->least = h[i][i];
			for (size_t k = 0; k < n; k++)
				w->down[k] = v[k][i];
		}
	}
	for (size_t k = 0; k < n; k++) {
		far += fabs(eta[k]);
		length += fabs(w->step[k]);
		w->norm += g[k] * g[k];
	}
	w->norm = sqrt(w->norm);
	for (size_t k = 0; k < n && length > far; k++)
		w->step[k] *= far / length;
}

/* Halve the step until f falls; false if it does not. */
static bool descend(struct txo_growth_units *u, const struct txo_growth_path *p,
		    const struct newton *w, double f, double *eta, int *steps)
{
	size_t n = txo_growth_params(p);
	double part = 1, now, slope = 0, at[MOST];

	for (size_t k = 0; k < n; k++)
		slope += w->step[k] * w->step[k];
	if (slope == 0)
		return false;
	for (int i = 0; i < 40; i++, part /= 2) {
		for (size_t k = 0; k < n; k++)
			at[k] = eta[k] + part * w->step[k];
		++*steps;
		if (txo_growth_criterion(u, p, at, &now, NULL, NULL) &&
		    now < f) {
			memcpy(eta, at, n * sizeof(*at));
			return true;
		}
	}
	return false;
}

/* Leave a saddle, where the gradient is zero as well. */
static void leave(double *eta, const struct newton *w, size_t n)
{
	double far = 0;

	for (size_t k = 0; k < n; k++)
		far += fabs(eta[k]);
	for (size_t k = 0; k < n; k++)
		eta[k] += (0.05 + 0.1 * far) * w->down[k];
}

struct txo_growth_search txo_growth_minimise(struct txo_growth_units *u,
					     const struct txo_growth_path *p,
					     double *eta)
{
	struct txo_growth_search s = { .found = false };
	double g[MOST], h[MOST][MOST], last = INFINITY;
	size_t n = txo_growth_params(p);
	struct newton w;
	int left = 3;

	while (s.steps++ < STEPS) {
		if (!txo_growth_criterion(u, p, eta, &s.f, g, h))
			return s;
		find_step(eta, g, h, n, &w);
		s.decrement = w.decrement;
		s.norm = w.norm;
		s.found = w.decrement <= 1e-20 * (1 + u->patients) ||
			  (w.decrement < NEAR && w.decrement > last / 4);
		if (s.found && w.least < -1e-7 * w.most && left-- > 0) {
			leave(eta, &w, n);
			s.found = false;
			last = INFINITY;
			continue;
		}
		if (s.found)
			break;
		last = w.decrement;
		if (w.decrement < NEAR) {
			for (size_t k = 0; k < n; k++)
				eta[k] += w.step[k];
		} else if (!descend(u, p, &w, s.f, eta, &s.steps)) {
			s.found = w.decrement < 1e-6;
			return s;
		}
	}
	if (!s.found)
		return s;
	/* one step more, as each doubles the digits */
	for (size_t k = 0; k < n; k++)
		eta[k] += w.step[k];
	s.steps++;
	s.found = txo_growth_criterion(u, p, eta, &s.f, g, h);
	for (size_t k = 0; k < n; k++)
		s.norm = k ? hypot(s.norm, g[k]) : fabs(g[k]);
	return s;
}
