/*
 * quantile_t.h - critical values and two-sided p-values of Student's t and of
 * the normal distribution.
 *
 * Arguments outside the domain give NaN; nothing here calls an error handler.
 */
#ifndef TXO_STATS_QUANTILE_T_H
#define TXO_STATS_QUANTILE_T_H

/* t with P(|T| <= t) = level, 0 < level < 1; df > 0, may be infinite. */
double txo_t_quantile(double level, double df);

/* P(|T| >= |t|). */
double txo_t_p_value(double t, double df);

/* z with P(|Z| <= z) = level, for 0 < level < 1. */
double txo_normal_quantile(double level);

/* P(|Z| >= |z|). */
double txo_normal_p_value(double z);

#endif
