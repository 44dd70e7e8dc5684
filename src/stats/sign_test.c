/*
 * METHOD
 *	k changes above zero among n that are not zero: estimate k / n, interval
 *	[clopper1934], see proportion.c
 *	p = 2 P(K <= min(k, n - k)), at most 1, K binomial with n and 1/2
 * Source: [hollander2014]. Changes of zero are dropped. Exact for any n: up
 * to 50 by adding up the binomial coefficients, which are doubles; for more see
 * beta.c.
 */
#include <math.h>

#include "stats/beta.h"
#include "txo/note.h"
#include "txo/pre_post.h"
#include "txo/proportion.h"

#define COUNTED 50	/* up to here products of ways and n are doubles */
#define METHOD \
	"sign test exact binomial, Clopper-Pearson interval, zeros dropped"

/* P(K <= k) of n signs. */
static double signs_below(uint64_t k, uint64_t n)
{
	const struct txo_share even = { 0.5, 0.5 };
	double ways = 1, sum = 1;

	if (n > COUNTED)
		return txo_binomial_below((double)k, (double)n, even);
	for (uint64_t i = 0; i < k; i++) {
		ways = ways * (double)(n - i) / (double)(i + 1);
		sum += ways;
	}
	return ldexp(sum, -(int)n);
}

struct txo_estimate txo_sign_test(const struct txo_pre_post *c, double level)
{
	uint64_t n = c->positive + c->negative;
	struct txo_estimate e;

	e = txo_proportion(c->positive, n, TXO_CI_CLOPPER_PEARSON, level);
	e.method = METHOD;
	e.note = c->n ? 0 : TXO_NOTE_NODATA;
	if (c->zero)
		e.note |= TXO_NOTE_ZEROS;
	if (c->n == 0)
		return e;
	e.statistic = (double)c->positive;
	e.p_value = 1;
	if (n > 0)
		e.p_value = fmin(1, 2 * signs_below(c->positive < c->negative ?
							    c->positive :
							    c->negative,
						    n));
	return e;
}
