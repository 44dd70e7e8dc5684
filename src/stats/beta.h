/*
 * beta.h - tails and quantiles of the beta distribution, which are those of
 * the binomial distribution too.
 */
#ifndef TXO_STATS_BETA_H
#define TXO_STATS_BETA_H

/* A share and its complement, each with all its digits. */
struct txo_share {
	double p, q;	/* q = 1 - p */
};

/* The share with log(p / q) = logit. */
struct txo_share txo_share_of_logit(double logit);

/*
 * p^a q^b Gamma(a + b) / (Gamma(a) Gamma(b)) divided by I_p(a, b), for p at or
 * below the mean: a q >= b p.
 */
double txo_beta_fraction(double a, double b, struct txo_share s);

/* P(X <= p) of the beta distribution with a and b above 0, for 0 < p < 1. */
double txo_beta_tail(double a, double b, struct txo_share s);

/* The share with P(X <= p) = tail, for 0 < tail < 1. */
struct txo_share txo_beta_quantile(double a, double b, double tail);

/* P(K <= k) and P(K >= k) of k events among n, 0 <= k <= n, 0 < p < 1. */
double txo_binomial_below(double k, double n, struct txo_share s);
double txo_binomial_above(double k, double n, struct txo_share s);

#endif
