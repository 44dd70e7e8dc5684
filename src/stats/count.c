/*
 * METHOD
 *	low = q((1 - level) / 2, 2 n) / 2, 0 for n = 0
 *	high = q((1 + level) / 2, 2 n + 2) / 2
 * q(p, df) the quantile of chi-square. Source: [garwood1936]; as accurate as
 * quantile_chi.c.
 */
#include "txo/count.h"

#include "stats/quantile_chi.h"

struct txo_estimate txo_poisson_count(uint64_t n, double level)
{
	struct txo_estimate e = txo_estimate_none("poisson exact interval");
	double events = (double)n, unused;

	e.estimate = events;
	e.conf_low = 0;
	if (n > 0)
		txo_chi_square_quantiles(level, 2 * events, &e.conf_low,
					 &unused);
	txo_chi_square_quantiles(level, 2 * events + 2, &unused, &e.conf_high);
	e.conf_low /= 2;
	e.conf_high /= 2;
	return e;
}
