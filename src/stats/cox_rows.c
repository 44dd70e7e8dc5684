/*
 * METHOD: z = (x - m) / 2^e, m the mean of the stratum by weight, e such that
 * the root of the mean square is from 1 to 2. The likelihood of a stratum does
 * not change with m; centring keeps the variances at each time from cancelling.
 */
#include <stdlib.h>

#include "stats/cox.h"
#include "txo/note.h"

size_t txo_cox_time_end(const struct txo_cox_rows *r, size_t i)
{
	size_t end = i + 1;

	while (end < r->n && r->time[end] == r->time[i] &&
	       (!r->stratum || r->stratum[end] == r->stratum[i]))
		end++;
	return end;
}

size_t txo_cox_stratum_end(const struct txo_cox_rows *r, size_t i)
{
	size_t end = i + 1;

	if (!r->stratum)
		return r->n;
	while (end < r->n && r->stratum[end] == r->stratum[i])
		end++;
	return end;
}

/* What brings all values of covariate j below 1. */
static int find_exponent(const struct txo_cox_rows *r, size_t j)
{
	double most = 0;
	int e = 0;

	for (size_t i = 0; i < r->n; i++)
		most = fmax(most, fabs(r->x[i * r->p + j]));
	(void)frexp(most, &e);
	return e;
}

/* Centre covariate j of the rows of a stratum; does it vary? */
static bool centre(struct txo_cox_fit *f, size_t j, size_t begin, size_t end)
{
	const struct txo_cox_rows *r = &f->rows;
	struct txo_dd sum = { 0, 0 }, n = { 0, 0 };
	double first = ldexp(r->x[begin * r->p + j], -f->e[j]);
	bool varies = false;

	for (size_t i = begin; i < end; i++) {
		double w = (double)r->weight[i];
		double x = ldexp(r->x[i * r->p + j], -f->e[j]);

		varies |= x != first;
		sum = txo_dd_add(sum, txo_dd_two_prod(w, x));
		n = txo_dd_add(n, txo_dd_from(w));
		f->z[i * r->p + j] = x;
	}
	first = txo_dd_div(sum, n).hi;
	for (size_t i = begin; i < end; i++)
		f->z[i * r->p + j] -= first;
	return varies;
}

/* Bring the squares of covariate j to 1 or so. */
static void rescale(struct txo_cox_fit *f, size_t j)
{
	const struct txo_cox_rows *r = &f->rows;
	struct txo_dd sum = { 0, 0 }, n = { 0, 0 };
	int e = 0;

	for (size_t i = 0; i < r->n; i++) {
		double w = (double)r->weight[i], z = f->z[i * r->p + j];

		sum = txo_dd_add(sum, txo_dd_two_prod(w * z, z));
		n = txo_dd_add(n, txo_dd_from(w));
	}
	(void)frexp(sqrt(sum.hi / n.hi), &e);
	e--;
	for (size_t i = 0; i < r->n; i++)
		f->z[i * r->p + j] = ldexp(f->z[i * r->p + j], -e);
	f->e[j] += e;
}

enum txo_status txo_cox_standardise(struct txo_cox_fit *f,
				    struct txo_error *err)
{
	const struct txo_cox_rows *r = &f->rows;

	f->z = malloc((r->n * r->p + 1) * sizeof(*f->z));
	if (!f->z)
		return txo_fail_memory(err);
	for (size_t j = 0; j < r->p; j++) {
		bool varies = false;

		f->e[j] = find_exponent(r, j);
		for (size_t i = 0, end; i < r->n; i = end) {
			end = txo_cox_stratum_end(r, i);
			varies |= centre(f, j, i, end);
		}
		if (varies)
			rescale(f, j);
		else
			f->why[j] = TXO_NOTE_CONST;
	}
	return TXO_OK;
}
