/*
 * studentized_range.h - the distribution of the range of k normal means by
 * their estimated standard error: the one behind Tukey's comparisons.
 */
#ifndef TXO_STUDENTIZED_RANGE_H
#define TXO_STUDENTIZED_RANGE_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * P(Q > q) for the range of k >= 2 independent normal variables by an
 * independent standard deviation with df > 0 degrees of freedom, which may be
 * infinite. 12 digits down to 1e-300, for k up to 10,000. NaN outside the domain.
 */
double txo_studentized_range(double q, double k, double df);

/* The q with P(Q > q) = 1 - level, 0 < level < 1, to 11 digits. */
double txo_studentized_range_quantile(double level, double k, double df);

#ifdef __cplusplus
}
#endif
#endif
