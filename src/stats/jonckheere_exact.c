/*
 * METHOD
 *	J is the sum over the groups, from the second on, of the pairs that the
 *	group makes with all before it; without ties these are independent, each
 *	with the distribution of the rank sum of m and n values:
 *	p(m, n, u) = n / (m + n) p(m, n - 1, u - m) + m / (m + n) p(m - 1, n, u)
 * p(0, 0, 0) = 1 [mann1947], [jonckheere1954]. All terms are positive.
 */
#include "stats/jonckheere.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "txo/ordered.h"

/* Distribution of the pairs that m values make with n others, m n + 1 long. */
static void rank_sum(size_t m, size_t n, double *f, double *out)
{
	size_t width = m * n + 1;

	/* f[j] is p(i, j, .), first with i = 0 */
	memset(f, 0, (n + 1) * width * sizeof(*f));
	for (size_t j = 0; j <= n; j++)
		f[j * width] = 1;
	for (size_t i = 1; i <= m; i++)
		for (size_t j = 1; j <= n; j++) {
			double *p = f + j * width, *less = p - width;
			double a = (double)j / (double)(i + j);
			double b = (double)i / (double)(i + j);

			for (size_t u = 0; u <= i * j; u++)
				p[u] = b * p[u] + (u < i ? 0 : a * less[u - i]);
		}
	memcpy(out, f + n * width, width * sizeof(*f));
}

/* What two independent sums add up to; sum has room for both. */
static void convolve(double *sum, size_t top, const double *f, size_t most,
		     double *scratch)
{
	memset(scratch, 0, (top + most + 1) * sizeof(*scratch));
	for (size_t i = 0; i <= top; i++)
		for (size_t j = 0; j <= most; j++)
			scratch[i + j] += sum[i] * f[j];
	memcpy(sum, scratch, (top + most + 1) * sizeof(*scratch));
}

/* Both tails from the distance on; mass is symmetric about top / 2. */
static double tails(const double *mass, size_t top, uint64_t twice)
{
	uint64_t low = twice < 2 * top - twice ? twice : 2 * top - twice;
	double p = 0;

	if (low >= top)
		return 1;
	for (uint64_t v = 0; 2 * v <= low; v++)
		p += mass[v];
	return fmin(1, 2 * p);
}

enum txo_status txo_jonckheere_untied(const struct txo_margin *groups,
				      uint64_t twice, double *p,
				      struct txo_error *err)
{
	size_t n = 0, top = 0, most = 0, room = 1;
	double *sum, *f, *scratch, *one;

	for (size_t i = 0; i < groups->k; i++) {
		size_t ni = (size_t)groups->weight[i];

		most = n * ni > most ? n * ni : most;
		top += n * ni;
		n += ni;
		room = ni > room ? ni : room;
	}
	sum = calloc(top + 1, sizeof(*sum));
	scratch = calloc(top + 1, sizeof(*scratch));
	one = calloc(most + 1, sizeof(*one));
	f = calloc((room + 1) * (most + 1), sizeof(*f));
	if (!sum || !scratch || !one || !f) {
		free(sum);
		free(scratch);
		free(one);
		free(f);
		return txo_fail_memory(err);
	}
	sum[0] = 1;
	n = top = 0;
	for (size_t i = 0; i < groups->k; i++) {
		size_t ni = (size_t)groups->weight[i];

		rank_sum(n, ni, f, one);
		convolve(sum, top, one, n * ni, scratch);
		top += n * ni;
		n += ni;
	}
	*p = tails(sum, top, twice);
	free(sum);
	free(scratch);
	free(one);
	free(f);
	return TXO_OK;
}

enum txo_status txo_jonckheere_exact(const struct txo_margins *k,
				     uint64_t twice, double *p,
				     struct txo_error *err)
{
	*p = NAN;
	if (!txo_margin_is_tied(&k->y, k->n))
		return k->n <= TXO_JONCKHEERE_EXACT ?
			       txo_jonckheere_untied(&k->x, twice, p, err) :
			       TXO_OK;
	return k->n <= TXO_JONCKHEERE_TIED ?
		       txo_jonckheere_tied(k, twice, p, err) :
		       TXO_OK;
}
