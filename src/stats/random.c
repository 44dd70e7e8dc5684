/*
 * METHOD
 * The hypergeometric count k has mean m and standard deviation s,
 *	m = draws good / N, s^2 = m (bad / N) (N - draws) / (N - 1)
 * For s <= 20 the probabilities are taken off a uniform number one by one, from
 * the mode outwards, by the ratio of neighbours. Above that the ratio of
 * uniforms [stadlober1990]: k = floor(m + 1/2 + w (v - 1/2) / u), accepted if
 * u^2 <= P(k) / P(mode), with
 *	w = 2 sqrt(2 / e) sqrt(s^2 + 1/2) + 3 - 2 sqrt(3 / e).
 * Probabilities are those of txo_hypergeometric_log_mass().
 */
#include "stats/random.h"

#include <math.h>

#include "stats/binomial.h"

#define SMALL_SD 20

double txo_random(gsl_rng *g)
{
	unsigned long high = gsl_rng_get(g) >> 5, low = gsl_rng_get(g) >> 6;

	return ((double)high * 0x1p26 + (double)low + 0.5) * 0x1p-53;
}

struct urn {
	double good, bad, draws;
	double low, high;	/* what can be drawn */
	double mode;
};

static double log_mass(const struct urn *u, double k)
{
	return txo_hypergeometric_log_mass(k, u->good - k, u->draws - k,
					   u->bad - u->draws + k);
}

/* P(k + 1) / P(k). */
static double rise(const struct urn *u, double k)
{
	return (u->good - k) / (k + 1) *
	       ((u->draws - k) / (u->bad - u->draws + k + 1));
}

static double by_inversion(const struct urn *u, gsl_rng *g)
{
	double left = txo_random(g), p = exp(log_mass(u, u->mode));
	double above = u->mode, below = u->mode, pa = p, pb = p;

	left -= p;
	while (left > 0 && (above < u->high || below > u->low)) {
		if (above < u->high) {
			pa *= rise(u, above++);
			left -= pa;
			if (left <= 0)
				return above;
		}
		if (below > u->low) {
			pb /= rise(u, --below);
			left -= pb;
			if (left <= 0)
				return below;
		}
	}
	return u->mode;
}

static double by_ratio(const struct urn *u, double mean, double var, gsl_rng *g)
{
	double width = 2 * sqrt(2 / M_E) * sqrt(var + 0.5) + 3 -
		       2 * sqrt(3 / M_E);
	double top = log_mass(u, u->mode);

	for (;;) {
		double x = txo_random(g), y = txo_random(g);
		double k = floor(mean + 0.5 + width * (y - 0.5) / x);

		if (k >= u->low && k <= u->high &&
		    2 * log(x) <= log_mass(u, k) - top)
			return k;
	}
}

double txo_random_hypergeometric(gsl_rng *g, double good, double bad,
				 double draws)
{
	struct urn u = {
		good, bad, draws, fmax(0, draws - bad), fmin(good, draws), 0
	};
	double n = good + bad, mean, var;

	if (u.low >= u.high)
		return u.low;
	if (good == 1)
		return txo_random(g) * n < draws;
	if (draws == 1)
		return txo_random(g) * n < good;
	mean = draws * (good / n);
	var = mean * (bad / n) * ((n - draws) / (n - 1));
	u.mode = floor((draws + 1) * ((good + 1) / (n + 2)));
	u.mode = fmin(u.high, fmax(u.low, u.mode));
	return var <= SMALL_SD * SMALL_SD ? by_inversion(&u, g) :
					    by_ratio(&u, mean, var, g);
}
