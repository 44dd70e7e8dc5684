/*
 * binomial.h - probabilities of counts, for any size of the counts.
 */
#ifndef TXO_STATS_BINOMIAL_H
#define TXO_STATS_BINOMIAL_H

/*
 * log of Gamma(k + m + 1) / (Gamma(k + 1) Gamma(m + 1)) p^k q^m, q = 1 - p: the
 * probability of k events and m others. k and m 0 or more, not only whole; p and q
 * each with all its digits, as the smaller one tells more than 1 minus it.
 */
double txo_binomial_log_mass(double k, double m, double p, double q);

/*
 * log of the probability of a events in the first row of a table of two rows
 * and two columns with the cells a, b and c, d when all margins are fixed.
 */
double txo_hypergeometric_log_mass(double a, double b, double c, double d);

#endif
