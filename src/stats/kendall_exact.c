/*
 * METHOD
 *	f(i, k) = sum over j = 0 .. i - 1 of f(i - 1, k - j) / i, f(1, 0) = 1
 * the probability of k concordant pairs among i observations in random order;
 * p = min(1, 2 min(P(T <= q), P(T >= q))).
 * Source: [kendall1970]. Exact for observations without ties; the upper tail
 * is taken from the lower one by symmetry, so that small p keep their digits.
 */
#include <math.h>
#include <string.h>

#include "stats/kendall.h"

#define PAIRS(n) ((n) * ((n)-1) / 2)

double txo_kendall_exact(unsigned concordant, unsigned n)
{
	double f[PAIRS(TXO_KENDALL_EXACT) + 1] = { 1 };
	double g[PAIRS(TXO_KENDALL_EXACT) + 1];
	double tail = 0;
	unsigned top = PAIRS(n);

	if (n < 2 || n >= TXO_KENDALL_EXACT || concordant > top)
		return NAN;
	if (concordant > top - concordant)
		concordant = top - concordant;
	for (unsigned i = 2; i <= n; i++) {
		for (unsigned k = 0; k <= concordant; k++) {
			g[k] = 0;
			for (unsigned j = 0; j < i && j <= k; j++)
				g[k] += f[k - j];
			g[k] /= i;
		}
		memcpy(f, g, (concordant + 1) * sizeof(*f));
	}
	for (unsigned k = 0; k <= concordant; k++)
		tail += f[k];
	return fmin(1, 2 * tail);
}
