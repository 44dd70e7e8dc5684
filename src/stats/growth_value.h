/*
 * growth_value.h - the profiled likelihood of a growth curve and its
 * derivatives; only for its parts.
 */
#ifndef TXO_STATS_GROWTH_VALUE_H
#define TXO_STATS_GROWTH_VALUE_H

#include "stats/growth_units.h"

#define TXO_GROWTH_PARAMS 4

/*
 * At D = root root', with fixed effects at their best: the weighted sum of
 * squares; the sum of log det K over patients, for REML with log det X'K^-1X;
 * and their derivatives by D11, D21 = D12 and D22.
 */
struct txo_growth_value {
	double rss, rss_g[3], rss_h[3][3];
	double log, log_g[3], log_h[3][3];
};

/*
 * beta and cov of *u are set, the latter as (X'K^-1X)^-1. False when a matrix
 * cannot be inverted.
 */
bool txo_growth_evaluate(struct txo_growth_units *u, double root[2][2],
			 bool derive, struct txo_growth_value *v);

/*
 * A path of roots: base + sum of eta[j] * way[j]. If `scaled`, they are in units
 * of y, and the last parameter is the logarithm of s^2; else they are by s, whose
 * best value is taken. fixed_s2 above 0: scaled, but s^2 is that.
 */
struct txo_growth_path {
	double base[2][2], way[3][2][2];
	size_t ways;
	bool scaled;
	double fixed_s2;
};

size_t txo_growth_params(const struct txo_growth_path *p);

/*
 * -2 log-likelihood without constants, its gradient and Hessian. False when it is
 * not known.
 */
bool txo_growth_criterion(struct txo_growth_units *u,
			  const struct txo_growth_path *p, const double *eta,
			  double *f, double *g, double (*h)[TXO_GROWTH_PARAMS]);

/* The root at eta; s2 of a scaled path is set, else 1. */
void txo_growth_root(const struct txo_growth_path *p, const double *eta,
		     double root[2][2], double *s2);

/* Of the degrees of freedom of the sum of squares: n, or of REML n - params. */
double txo_growth_df(const struct txo_growth_units *u);

/*
 * The minimum from eta on: a Newton iteration with eigenvalues made positive,
 * and steps halved until the criterion falls. *decrement: what another step would
 * gain, by the quadratic; *norm: of the gradient. False if it is not found.
 */
struct txo_growth_search {
	double f, decrement, norm;
	int steps;
	bool found;
};
struct txo_growth_search txo_growth_minimise(struct txo_growth_units *u,
					     const struct txo_growth_path *p,
					     double *eta);

/* Where the criterion is least, as a root by s. */
struct txo_growth_answer {
	double root[2][2], f, gradient;
	int steps;
	bool found, bound;
};

/* The answer; s2: what is left within patients by its degrees of freedom. */
void txo_growth_find_answer(struct txo_growth_units *u, double s2,
			    struct txo_growth_answer *a);

#endif
