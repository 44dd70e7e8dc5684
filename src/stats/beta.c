/*
 * METHOD
 *	I_p(a, b) = front / (b0 + a1 / (b1 + a2 / (b2 + ...)))     [didonato1992]
 *	front = p^a q^b Gamma(a + b) / (Gamma(a) Gamma(b))
 *	a_i = (a + i - 1) (a + b + i - 1) i (b - i) p^2 / (a + 2 i - 1)^2
 *	b_i = i + i (b - i) p / (a + 2 i - 1)
 *	      + (a + i) (a q - b p + 1 + i (1 + q)) / (a + 2 i + 1)
 * for p below the mean, by Lentz's method; above it 1 - I_q(b, a). front is a b /
 * (a + b) times the binomial mass of a among a + b. The number of terms grows
 * with the square root of the lesser of a and b.
 *
 * The quantile is where log I_p meets log tail, searched along log(p / q), on which
 * shares near 0 and near 1 keep their digits.
 *
 * Binomial: P(K >= k) = I_p(k, n - k + 1).
 */
#include "stats/beta.h"

#include <math.h>

#include "stats/binomial.h"
#include "stats/root.h"

#define MOST_TERMS 100000000
#define FARTHEST 1e6	/* of a logit */

struct txo_share txo_share_of_logit(double logit)
{
	return (struct txo_share){ 1 / (1 + exp(-logit)),
				   1 / (1 + exp(logit)) };
}

double txo_beta_fraction(double a, double b, struct txo_share s)
{
	double excess = a * s.q - b * s.p + 1;
	double f = a * excess / (a + 1), c = f, d = 0;

	for (int i = 1; i < MOST_TERMS; i++) {
		double e = a + 2.0 * i - 1, w = i * (b - i) * s.p / e;
		double over = (a + i - 1) * (a + b + i - 1) * s.p / e * w;
		double under = i + w +
			       (a + i) * (excess + i * (1 + s.q)) / (e + 2);

		d = 1 / (under + over * d);
		c = under + over / c;
		f *= c * d;
		if (fabs(c * d - 1) < 2e-16)
			break;
	}
	return f;
}

/* log I_p(a, b), and of 1 minus it. */
struct logs {
	double below, above;
};

static struct logs log_tails(double a, double b, struct txo_share s)
{
	struct txo_share turned = { s.q, s.p };
	double front = txo_binomial_log_mass(a, b, s.p, s.q) + log(a) +
		       log(b / (a + b));
	struct logs l;

	if (a * s.q >= b * s.p) {
		l.below = front - log(txo_beta_fraction(a, b, s));
		l.above = log1p(-exp(l.below));
	} else {
		l.above = front - log(txo_beta_fraction(b, a, turned));
		l.below = log1p(-exp(l.above));
	}
	return l;
}

double txo_beta_tail(double a, double b, struct txo_share s)
{
	return exp(log_tails(a, b, s).below);
}

struct target {
	double a, b, log_tail;
};

static double miss(double logit, const void *with)
{
	const struct target *t = with;

	return log_tails(t->a, t->b, txo_share_of_logit(logit)).below -
	       t->log_tail;
}

struct txo_share txo_beta_quantile(double a, double b, double tail)
{
	struct target t = { a, b, log(tail) };

	return txo_share_of_logit(txo_root_near(miss, &t, log(a / b),
						sqrt(1 / a + 1 / b), FARTHEST));
}

double txo_binomial_above(double k, double n, struct txo_share s)
{
	return k > 0 ? txo_beta_tail(k, n - k + 1, s) : 1;
}

double txo_binomial_below(double k, double n, struct txo_share s)
{
	struct txo_share turned = { s.q, s.p };

	return k < n ? txo_beta_tail(n - k, k + 1, turned) : 1;
}
