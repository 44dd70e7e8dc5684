/*
 * chi_mean.h - integrals, and the mean of a function of an estimated standard
 * deviation.
 */
#ifndef TXO_STATS_CHI_MEAN_H
#define TXO_STATS_CHI_MEAN_H

#include <stddef.h>

struct txo_function {
	double (*value)(const void *ctx, double x);
	const void *ctx;
};

/*
 * Integral of f >= 0 over the pieces between n points in ascending order, to a
 * relative error of 1e-14 or so. It should be smooth, with its peak at or near
 * a point; where it is steep the pieces are halved.
 */
double txo_integral(const struct txo_function *f, const double *point,
		    size_t n);

#define TXO_EDGES 5

/*
 * A probability g that falls or rises with s > 0; roughly the logarithm of it,
 * also where g itself is 0; and places of s in ascending order between which g
 * is smooth, where it falls or rises within a small part of s (else 0).
 */
struct txo_of_s {
	double (*value)(const void *ctx, double s);
	double (*log_value)(const void *ctx, double s);
	const void *ctx;
	double edge[TXO_EDGES];
};

/*
 * Mean of g(s), where df s^2 is chi-square with df > 0 degrees of freedom, which
 * may be infinite. Relative error 1e-13 however small it is; 0 below 1e-300.
 */
double txo_chi_mean(const struct txo_of_s *g, double df);

#endif
