/*
 * The interval of the median: which order statistics it takes. In the samples
 * here the k-th smallest value is k.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "near.h"
#include "txo/dist.h"

static const double levels[] = { 0.5,  0.75, 0.8,   0.875,	 0.9,
				 0.95, 0.99, 0.999, 1 - 0x1p-10, 1 - 0x1p-11 };

/* The values 1 to n, each once. */
static struct txo_sample ramp(size_t n)
{
	double *x = malloc(n * sizeof(*x));
	uint64_t *w = malloc(2 * n * sizeof(*w));

	assert_non_null(x);
	assert_non_null(w);
	for (size_t i = 0; i < n; i++) {
		x[i] = (double)(i + 1);
		w[i] = 1;
	}
	txo_cumulate(w, n, w + n);
	return (struct txo_sample){ x, NULL, w, w + n, n };
}

static void free_ramp(struct txo_sample *s)
{
	free((void *)(uintptr_t)s->x);
	free((void *)(uintptr_t)s->w);
}

static void check_k(const struct txo_sample *s, double level, size_t k)
{
	double low, high;

	txo_median_interval(s, level, &low, &high);
	if (low == (double)k && high == (double)(s->m + 1 - k))
		return;
	if (k == 0 && isnan(low) && isnan(high))
		return;
	fail_msg("n = %zu, level %.17g: %g to %g, expected k = %zu", s->m,
		 level, low, high, k);
}

/*
 * The least k with P(B <= k) >= tail for B binomial(n, 1/2), summed from 0;
 * exact where such a sum can equal the tail, as 2^-n is.
 */
static size_t brute_force(size_t n, double tail)
{
	long double p = ldexpl(1, -(int)n), sum = p;
	size_t k = 0;

	while (sum < (long double)tail) {
		p = p * (long double)(n - k) / (long double)(k + 1);
		sum += p;
		k++;
	}
	return k;
}

/* The same for large n, in units of the middle probability. */
static size_t brute_force_large(size_t n, double tail)
{
	size_t top = n / 2, k = top;
	long double p = 1, half = 0, sum = 0, all;

	/* down to where nothing is left, adding up */
	while (k > 0 && p > 1e-40L) {
		half += p;
		p = p * (long double)k / (long double)(n - k + 1);
		k--;
	}
	all = 2 * half - (n % 2 == 0);
	/* and up again */
	for (sum = p; sum < (long double)tail * all; sum += p) {
		p = p * (long double)(n - k) / (long double)(k + 1);
		k++;
	}
	return k;
}

static void check_around(size_t from, size_t to)
{
	struct txo_sample s = ramp(to);

	for (s.m = from; s.m <= to; s.m++)
		for (size_t i = 0; i < COUNT(levels); i++)
			check_k(&s, levels[i],
				brute_force(s.m, (1 - levels[i]) / 2));
	free_ramp(&s);
}

static void small_samples_take_the_right_order_statistics(void **state)
{
	(void)state;
	check_around(1, 200);
}

static void so_do_samples_where_the_formula_changes(void **state)
{
	(void)state;
	check_around(960, 1040);
}

static void so_do_large_samples(void **state)
{
	static const size_t sizes[] = { 9999,	99999,	100000, 100001,
					123457, 999999, 1000000 };
	struct txo_sample s = ramp(1000000);

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++)
		for (size_t l = 0; l < COUNT(levels); l++) {
			s.m = sizes[i];
			check_k(&s, levels[l],
				brute_force_large(s.m, (1 - levels[l]) / 2));
		}
	free_ramp(&s);
}

static void they_are_those_of_r(void **state)
{
	/* qbinom((1 - level) / 2, n, 0.5) for levels 0.5, 0.9, 0.95, 0.99 */
	static const struct {
		size_t n, k[4];
	} r[] = {
		{ 5, { 2, 1, 0, 0 } },
		{ 6, { 2, 1, 1, 0 } },
		{ 10, { 4, 2, 2, 1 } },
		{ 20, { 8, 6, 6, 4 } },
		{ 25, { 11, 8, 8, 6 } },
		{ 100, { 47, 42, 40, 37 } },
		{ 1000, { 489, 474, 469, 459 } },
		{ 100000, { 49893, 49740, 49690, 49593 } },
		{ 1000000, { 499663, 499178, 499020, 498712 } },
	};
	static const double level[] = { 0.5, 0.9, 0.95, 0.99 };
	struct txo_sample s = ramp(1000000);

	(void)state;
	for (size_t i = 0; i < COUNT(r); i++)
		for (size_t l = 0; l < 4; l++) {
			s.m = r[i].n;
			check_k(&s, level[l], r[i].k[l]);
		}
	free_ramp(&s);
}

/* k is found between k - slack and k + slack, of n observations. */
static void check_huge(uint64_t n, double level, uint64_t k, uint64_t slack)
{
	const double x[] = { 1, 2, 3, 4, 5 };
	const uint64_t w[] = { k - slack - 1, 2 * slack + 1,
			       n - 2 * (k + slack), 2 * slack + 1,
			       k - slack - 1 };
	struct txo_sample s = { .x = x, .w = w, .m = 5 };
	double low, high;

	assert_true(txo_n(&s) == n);
	txo_median_interval(&s, level, &low, &high);
	assert_same(low, 2.0);
	assert_same(high, 4.0);
}

static void beyond_a_million_millions_they_are_near_those_of_r(void **state)
{
	(void)state;
	check_huge(900000000000, 0.5, 449999680061, 0);
	check_huge(900000000000, 0.95, 449999070307, 0);
	check_huge(2000000000000, 0.5, 999999523064, 1);
	check_huge(2000000000000, 0.9, 999998836913, 1);
	check_huge(2000000000000, 0.95, 999998614096, 1);
	check_huge(2000000000000, 0.99, 999998178614, 1);
}

static void values_that_repeat_count_as_often(void **state)
{
	static const double x[] = { 1, 2, 7 };
	static const uint64_t w[] = { 2, 16, 2 };
	struct txo_sample s = { .x = x, .w = w, .m = 3 };
	double low, high;

	(void)state;
	txo_median_interval(&s, 0.95, &low, &high);	/* x(6) to x(15) */
	assert_same(low, 2.0);
	assert_same(high, 2.0);
}

static void few_values_have_no_interval(void **state)
{
	struct txo_sample none = { .m = 0 }, s = ramp(8);
	double low = 0, high = 0;

	(void)state;
	txo_median_interval(&none, 0.95, &low, &high);
	assert_nan(low);
	assert_nan(high);
	for (s.m = 1; s.m < 6; s.m++)
		check_k(&s, 0.95, 0);
	s.m = 6;
	check_k(&s, 0.95, 1);
	s.m = 8;
	free_ramp(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_samples_take_the_right_order_statistics),
		cmocka_unit_test(so_do_samples_where_the_formula_changes),
		cmocka_unit_test(so_do_large_samples),
		cmocka_unit_test(they_are_those_of_r),
		cmocka_unit_test(
			beyond_a_million_millions_they_are_near_those_of_r),
		cmocka_unit_test(values_that_repeat_count_as_often),
		cmocka_unit_test(few_values_have_no_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
