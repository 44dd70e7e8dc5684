/*
 * METHOD: Cholesky's decomposition without square roots, row by row, D in the
 * diagonal [golub2013]. A row that is dropped has no part in those behind it.
 */
#include "stats/ldl.h"

size_t txo_ldl(double *a, size_t n, double tolerance, double least,
	       bool *dropped)
{
	size_t rank = 0;

	for (size_t i = 0; i < n; i++) {
		double *row = a + i * n, whole = row[i];

		for (size_t j = 0; j < i; j++) {
			const double *other = a + j * n;

			if (dropped[j])
				row[j] = 0;
			for (size_t k = 0; k < j && !dropped[j]; k++)
				row[j] -= row[k] * other[k];
		}
		for (size_t j = 0; j < i; j++) {
			double product = row[j];

			if (dropped[j])
				continue;
			row[j] /= a[j * n + j];
			row[i] -= product * row[j];
		}
		dropped[i] = !(row[i] > tolerance * whole && row[i] > least);
		rank += !dropped[i];
	}
	return rank;
}

void txo_ldl_solve(const double *a, size_t n, const bool *dropped, double *b)
{
	for (size_t i = 0; i < n; i++) {
		if (dropped[i])
			b[i] = 0;
		for (size_t j = 0; j < i && !dropped[i]; j++)
			b[i] -= a[i * n + j] * b[j];
	}
	for (size_t i = n; i-- > 0;) {
		if (dropped[i])
			continue;
		b[i] /= a[i * n + i];
		for (size_t k = i + 1; k < n; k++)
			if (!dropped[k])
				b[i] -= a[k * n + i] * b[k];
	}
}
