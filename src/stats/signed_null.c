/*
 * METHOD
 *	p_k(v) = (p_(k-1)(v) + p_(k-1)(v - r_k)) / 2, p_0(0) = 1
 * is the probability of the sum v after k ranks [streitberg1986]. All terms are
 * positive, and halving is exact, so that after n ranks the error is below n
 * units in the last place.
 *
 * A tail counts as kept up to 1 + 2^-40 of it, so that one of eight keeps 0.125
 * even if that came as 1 - 0.875.
 */
#include "stats/signed_null.h"

#include <stdlib.h>

#define NEARLY (1 + 0x1p-40)

/* One more rank r, for sums up to `most`. */
static void shift(double *p, size_t most, size_t r)
{
	for (size_t v = most + 1; v-- > 0;)
		p[v] = (p[v] + (v >= r ? p[v - r] : 0)) / 2;
}

enum txo_status txo_signed_below(const uint32_t *rank, size_t n, size_t most,
				 double *p, struct txo_error *err)
{
	double *mass = calloc(most + 1, sizeof(*mass));

	if (!mass)
		return txo_fail_memory(err);
	mass[0] = 1;
	for (size_t i = 0; i < n; i++)
		shift(mass, most, rank[i]);
	*p = 0;
	for (size_t v = 0; v <= most; v++)
		*p += mass[v];
	free(mass);
	return TXO_OK;
}

enum txo_status txo_signed_quantile(double tail, unsigned n, unsigned *v,
				    struct txo_error *err)
{
	size_t most = (size_t)n * (n + 1) / 4;
	double *mass = calloc(most + 1, sizeof(*mass)), sum;

	if (!mass)
		return txo_fail_memory(err);
	mass[0] = 1;
	for (unsigned r = 1; r <= n; r++)
		shift(mass, most, r);
	*v = 0;
	for (sum = mass[0]; sum <= tail * NEARLY && *v < most; sum += mass[*v])
		++*v;
	free(mass);
	return TXO_OK;
}
