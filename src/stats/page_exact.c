/*
 * METHOD
 *	f(0) = 1 at 0, f(S)(t) = sum over i in S of f(S without i)(t - c r_i)
 * is the number of ways to give the ranks S of a block to the first places, and
 * c = 2 j - k - 1 that of the j-th place; t is the sum so far. The ways of all
 * ranks, by k!, are the block's distribution, which is the same for blocks with
 * the same ranks; that of all blocks is their convolution. It is even about 0.
 * Sums are counted in units of the greatest common divisor of their differences.
 */
#include "stats/page.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "txo/ordered.h"

#define MOST_STEPS 20000000.0

/* mass[i] is the probability of least + i step. */
struct law {
	double *mass;
	size_t n;
};

static int64_t divisor(int64_t a, int64_t b)
{
	a = a < 0 ? -a : a;
	b = b < 0 ? -b : b;
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The greatest sum of a block: both in ascending order. */
static int64_t greatest(const int32_t *rank, size_t k)
{
	int64_t sum = 0;

	for (size_t j = 0; j < k; j++)
		sum += (2 * (int64_t)j + 1 - (int64_t)k) * rank[j];
	return sum;
}

/*
 * What all differences of the block's sums are multiples of: those of two places
 * and two ranks that are exchanged.
 */
static int64_t step_of(const int32_t *rank, size_t k)
{
	int64_t step = 0;

	for (size_t j = 1; j < k; j++)
		step = divisor(step, 2 * ((int64_t)rank[j] - rank[j - 1]));
	return step;
}

/* The ways of one subset of the ranks, added to those with one more. */
static void extend(double *f, size_t set, const int32_t *rank, size_t k,
		   int64_t top)
{
	size_t width = 2 * (size_t)top + 1, placed = 0;
	const double *from = f + set * width;
	int64_t c;

	for (size_t i = 0; i < k; i++)
		placed += set >> i & 1;
	c = 2 * (int64_t)placed + 1 - (int64_t)k;
	for (size_t i = 0; i < k; i++) {
		double *to = f + (set | (size_t)1 << i) * width;
		int64_t by = c * rank[i];

		if (set >> i & 1)
			continue;
		for (int64_t t = 0; t < (int64_t)width; t++)
			if (from[t] > 0)
				to[t + by] += from[t];
	}
}

/* The distribution of a block's sums, from -top on in steps. */
static enum txo_status block_law(const int32_t *rank, size_t k, int64_t step,
				 struct law *law, struct txo_error *err)
{
	int64_t top = greatest(rank, k), most = 0;
	size_t width, sets = (size_t)1 << k;
	double *f, ways = 1;

	/* sums on the way go farther than those of all ranks */
	for (size_t j = 0; j < k; j++)
		most += llabs((2 * (int64_t)j + 1 - (int64_t)k)) *
			llabs((long long)(rank[0] < -rank[k - 1] ?
						  -rank[0] :
						  rank[k - 1]));
	width = 2 * (size_t)most + 1;
	f = calloc(sets * width, sizeof(*f));
	law->n = (size_t)(2 * top / step) + 1;
	law->mass = calloc(law->n, sizeof(*law->mass));
	if (!f || !law->mass) {
		free(f);
		return txo_fail_memory(err);
	}
	f[most] = 1;
	for (size_t set = 0; set + 1 < sets; set++)
		extend(f, set, rank, k, most);
	for (size_t j = 2; j <= k; j++)
		ways *= (double)j;
	for (size_t i = 0; i < law->n; i++)
		law->mass[i] = f[(sets - 1) * width + (size_t)(most - top) +
				 i * (size_t)step] /
			       ways;
	free(f);
	return TXO_OK;
}

static enum txo_status convolve(struct law *all, const struct law *one,
				struct txo_error *err)
{
	size_t n = all->n + one->n - 1;
	double *mass = calloc(n, sizeof(*mass));

	if (!mass)
		return txo_fail_memory(err);
	for (size_t i = 0; i < all->n; i++)
		for (size_t j = 0; j < one->n; j++)
			mass[i + j] += all->mass[i] * one->mass[j];
	free(all->mass);
	*all = (struct law){ mass, n };
	return TXO_OK;
}

/* Steps that the convolutions will take. */
static double cost(const int32_t *rank, size_t n, size_t k, int64_t step)
{
	double sum = 0, width = 1;

	for (size_t i = 0; i < n; i++) {
		double one = (double)(2 * greatest(rank + i * k, k) / step) + 1;

		sum += width * one;
		width += one - 1;
		if (sum > MOST_STEPS)
			break;
	}
	return sum;
}

static double tails(const struct law *all, int64_t top, int64_t step,
		    int64_t sum)
{
	double p = 0;

	sum = sum > 0 ? -sum : sum;
	if (sum == 0)
		return 1;
	for (size_t i = 0; i < all->n; i++) {
		if (-top + (int64_t)i * step > sum)
			break;
		p += all->mass[i];
	}
	return fmin(1, 2 * p);
}

/* Convolve the blocks; a law is kept for the blocks with the same ranks. */
static enum txo_status convolve_all(const int32_t *rank, size_t n, size_t k,
				    int64_t step, struct law *all,
				    struct txo_error *err)
{
	struct law *law = calloc(n, sizeof(*law));
	size_t *first = calloc(n, sizeof(*first)), laws = 0, at;
	enum txo_status status = TXO_OK;

	all->mass = calloc(1, sizeof(*all->mass));
	all->n = 1;
	if (!law || !first || !all->mass)
		status = txo_fail_memory(err);
	else
		all->mass[0] = 1;
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		for (at = 0; at < laws; at++)
			if (memcmp(rank + first[at] * k, rank + i * k,
				   k * sizeof(*rank)) == 0)
				break;
		if (at == laws) {
			first[laws++] = i;
			status = block_law(rank + i * k, k, step, &law[at],
					   err);
		}
		if (status == TXO_OK)
			status = convolve(all, &law[at], err);
	}
	for (at = 0; at < laws; at++)
		free(law[at].mass);
	free(law);
	free(first);
	return status;
}

enum txo_status txo_page_exact(const int32_t *rank, size_t n, size_t k,
			       int64_t sum, double *p, struct txo_error *err)
{
	struct law all = { NULL, 0 };
	int64_t step = 0, top = 0;
	enum txo_status status;

	*p = NAN;
	if (k > TXO_PAGE_EXACT)
		return TXO_OK;
	for (size_t i = 0; i < n; i++) {
		step = divisor(step, step_of(rank + i * k, k));
		top += greatest(rank + i * k, k);
	}
	if (step == 0 || cost(rank, n, k, step) > MOST_STEPS)
		return TXO_OK;
	status = convolve_all(rank, n, k, step, &all, err);
	if (status == TXO_OK)
		*p = tails(&all, top, step, sum);
	free(all.mass);
	return status;
}
