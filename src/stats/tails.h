/*
 * tails.h - incomplete gamma and beta functions, both tails of which keep their
 * relative accuracy, and what they are made of.
 *
 * Arguments outside the domain give NaN.
 */
#ifndef TXO_STATS_TAILS_H
#define TXO_STATS_TAILS_H

#include "txo/noncentral.h"

/* log of Gamma(n + 1) / (sqrt(2 pi n) (n / e)^n), n > 0. */
double txo_stirling_error(double n);

/* e^x - 1 - x without cancellation. */
double txo_exp_rest(double x);

/* x log(x / m) + m - x for x >= 0, m > 0, without cancellation. */
double txo_deviance(double x, double m);

/* The same for x > 0, where d = x - m is known better than by subtraction. */
double txo_deviance_by(double x, double m, double d);

/* x^a e^-x / Gamma(a + 1); for whole a the probability of a events. */
double txo_gamma_density(double a, double x);

/*
 * Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a y^b, where x + y = 1; for
 * whole a and b the probability of a successes in a + b trials.
 */
double txo_beta_density(double a, double b, double x, double y);

/* Regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0. */
struct txo_tails txo_gamma_tails(double a, double x);

/*
 * Regularised incomplete beta functions I_x(a, b) and I_y(b, a), where
 * x + y = 1 are both given so that neither is rounded; a, b > 0.
 */
struct txo_tails txo_beta_tails(double a, double b, double x, double y);

/* Central chi-square and F, whose df2 may be infinite. */
struct txo_tails txo_chi2_tails(double x, double df);
struct txo_tails txo_f_tails(double f, double df1, double df2);

/* P(Z <= z) and P(Z > z), and the logarithm of the first for any z. */
struct txo_tails txo_normal_tails(double z);
double txo_log_normal(double z);

#endif
