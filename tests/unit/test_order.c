#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sample.h"

/* R: x <- c(62.5, 70.1, 50, 81.25, 62.5, 90, 45.75, 62.5, 70.1, 33) */
static const double scores[] = { 62.5, 70.1,  50,   81.25, 62.5,
				 90,   45.75, 62.5, 70.1,  33 };

static void quantiles_agree_with_r(void **state)
{
	static const double p[] = { 0, 0.1, 0.25, 0.5, 0.7, 0.9, 1 };
	/* quantile(x, p, type = 1), ... type = 9 */
	static const double r[9][COUNT(p)] = {
		{ 33, 33, 50, 62.5, 70.1, 81.25, 90 },
		{ 33, 39.375, 50, 62.5, 70.1, 85.625, 90 },
		{ 33, 33, 45.75, 62.5, 70.1, 81.25, 90 },
		{ 33, 33, 47.875, 62.5, 70.1, 81.25, 90 },
		{ 33, 39.375, 50, 62.5, 70.1, 85.625, 90 },
		{ 33, 34.275, 48.9375, 62.5, 70.1, 89.125, 90 },
		{ 33, 44.475, 53.125, 62.5, 70.1, 82.125, 90 },
		{ 33, 37.675, 49.645833333333336, 62.5, 70.1,
		  86.791666666666657, 90 },
		{ 33, 38.1, 49.734375, 62.5, 70.1, 86.5, 90 },
	};
	struct collected c;
	const struct txo_sample *s = collect(&c, scores, COUNT(scores));

	(void)state;
	for (int type = 1; type <= 9; type++)
		for (size_t i = 0; i < COUNT(p); i++)
			assert_near(txo_quantile(s, p[i], type), r[type - 1][i],
				    1e-15);
	assert_near(txo_iqr(s, 7), 16.975, 1e-15);	/* IQR(x) */
}

/* floor(a / b) for b > 0. */
static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* By its definition, with p = a / b exact, on n expanded observations. */
static double quantile(const double *x, int64_t n, int64_t a, int64_t b,
		       int type)
{
	/* the constants of types 4 to 9 in 24ths */
	static const int64_t alpha[] = { 0, 12, 0, 24, 8, 9 };
	static const int64_t beta[] = { 24, 12, 0, 24, 8, 9 };
	int64_t over, under, j, low, high;
	double h;

	if (type < 4) {
		over = 2 * n * a - (type == 3 ? b : 0);
		under = 2 * b;
	} else {
		int64_t k = alpha[type - 4], l = beta[type - 4];

		over = k * b + a * (24 * (n + 1) - k - l);
		under = 24 * b;
	}
	j = floor_divide(over, under);
	h = (double)(over - j * under) / (double)under;
	if (type == 1)
		h = h > 0;
	else if (type == 2)
		h = h > 0 ? 1 : 0.5;
	else if (type == 3)
		h = h > 0 || j % 2 != 0;
	low = j < 1 ? 1 : j > n ? n : j;
	high = j + 1 < 1 ? 1 : j + 1 > n ? n : j + 1;
	return (1 - h) * x[low - 1] + h * x[high - 1];
}

static void check_quantiles(const struct collected *c, const double *x,
			    size_t n)
{
	struct txo_sample indexed = c->s;
	int64_t b = 1 + sample_random(40);

	indexed.cum = c->cum;
	for (int64_t a = 0; a <= b; a++) {
		double p = (double)a / (double)b;

		for (int type = 1; type <= 9; type++) {
			double q = txo_quantile(&c->s, p, type);

			assert_near(q, quantile(x, (int64_t)n, a, b, type),
				    1e-14);
			assert_same(txo_quantile(&indexed, p, type), q);
		}
	}
}

static void quantiles_follow_their_definitions(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		double x[MOST_VALUES];
		struct collected c;
		size_t n = 0, m = 1 + sample_random(12);

		for (size_t i = 0; i < m; i++) {
			c.x[i] = 100 + 5 * (double)i + sample_random(20) / 4.0;
			c.w[i] = 1 + sample_random(6);
			for (uint64_t k = 0; k < c.w[i]; k++)
				x[n++] = c.x[i];
		}
		txo_cumulate(c.w, m, c.cum);
		assert_int_equal(c.cum[m - 1], n);
		c.s = (struct txo_sample){ .x = c.x, .w = c.w, .m = m };
		assert_int_equal(txo_n(&c.s), n);
		check_quantiles(&c, x, n);
	}
}

static void quantiles_rise_from_the_least_to_the_greatest(void **state)
{
	struct collected c;
	const struct txo_sample *s = collect(&c, scores, COUNT(scores));

	(void)state;
	for (int type = 1; type <= 9; type++) {
		double last = 33;

		assert_same(txo_quantile(s, 0, type), 33.0);
		assert_same(txo_quantile(s, 1, type), 90.0);
		for (int i = 0; i <= 1000; i++) {
			double q = txo_quantile(s, i / 1000.0, type);

			assert_true(q >= last);
			last = q;
		}
	}
}

static void quantiles_outside_their_range_are_undefined(void **state)
{
	struct txo_sample none = { .m = 0 };
	struct collected c;
	const struct txo_sample *s = collect(&c, scores, COUNT(scores));

	(void)state;
	for (int type = 1; type <= 9; type++) {
		assert_nan(txo_quantile(s, -0.01, type));
		assert_nan(txo_quantile(s, 1.01, type));
		assert_nan(txo_quantile(s, NAN, type));
		assert_nan(txo_quantile(&none, 0.5, type));
		assert_nan(txo_iqr(&none, type));
		s = collect(&c, scores, 1);
		assert_same(txo_quantile(s, 0.3, type), 62.5);
		assert_same(txo_iqr(s, type), 0.0);
	}
}

static void quantiles_take_huge_counts(void **state)
{
	static const double x[] = { 1, 2, 3 };
	static const uint64_t w[] = { (uint64_t)1 << 61, 1, (uint64_t)1 << 61 };
	uint64_t cum[3];
	struct txo_sample s = { x, NULL, w, cum, 3 };

	(void)state;
	txo_cumulate(w, 3, cum);
	assert_true(txo_n(&s) == ((uint64_t)1 << 62) + 1);
	assert_same(txo_quantile(&s, 0, 7), 1.0);
	assert_same(txo_quantile(&s, 0.25, 7), 1.0);
	assert_same(txo_quantile(&s, 0.75, 7), 3.0);
	assert_same(txo_quantile(&s, 1, 7), 3.0);
}

static void differences_of_decimals_are_rounded_once(void **state)
{
	struct collected c;
	const struct txo_sample *s = decimals(&c, "0.1 0.4 0.7", NULL);

	(void)state;
	assert_same(txo_mad(s), 0.3);	/* 0.7 - 0.4 is not, in doubles */
	s = decimals(&c, "0 0.1 0.15 0.4 0.5", NULL);
	assert_same(txo_iqr(s, 7), 0.3);
	s = decimals(&c, "1000000.1 1000000.2", NULL);
	assert_same(txo_quantile(s, 0.5, 7), 1000000.15);
	assert_same(txo_quantile(s, 0.3, 7), 1000000.13);
	assert_same(txo_mad(s), 0.05);
}

/* The middle of n sorted values. */
static double middle(const double *x, size_t n)
{
	return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

static void the_mad_is_the_median_of_the_distances(void **state)
{
	struct txo_sample none = { .m = 0 };
	struct collected c;

	(void)state;
	/* R: mad(x, constant = 1) */
	assert_near(txo_mad(collect(&c, scores, COUNT(scores))), 10.05, 1e-15);
	assert_nan(txo_mad(&none));
	for (int round = 0; round < 5000; round++) {
		size_t n = 1 + sample_random(40);
		double x[64], distance[64], median;

		for (size_t i = 0; i < n; i++)
			x[i] = sample_random(60) / 4.0;
		collect(&c, x, n);
		qsort(x, n, sizeof(*x), sample_order);
		median = middle(x, n);
		for (size_t i = 0; i < n; i++)
			distance[i] = fabs(x[i] - median);
		qsort(distance, n, sizeof(*x), sample_order);
		assert_same(txo_mad(&c.s), middle(distance, n));
	}
}

static void trimmed_means_leave_out_both_ends(void **state)
{
	struct txo_sample none = { .m = 0 };
	struct collected c;
	const struct txo_sample *s = collect(&c, scores, COUNT(scores));

	(void)state;
	/* R: mean(x, trim = 0.1), mean(x, trim = 0.25) */
	assert_near(txo_trimmed_mean(s, 0.1), 63.0875, 1e-15);
	assert_near(txo_trimmed_mean(s, 0.25), 62.95, 1e-15);
	assert_near(txo_trimmed_mean(s, 0), 62.77, 1e-15);
	assert_nan(txo_trimmed_mean(&none, 0.1));
	for (int round = 0; round < 5000; round++) {
		size_t n = 1 + sample_random(60);
		unsigned percent = sample_random(50);
		size_t cut = n * percent / 100;
		double x[64], sum = 0;

		for (size_t i = 0; i < n; i++)
			x[i] = sample_random(80) / 4.0;
		collect(&c, x, n);
		qsort(x, n, sizeof(*x), sample_order);
		for (size_t i = cut; i < n - cut; i++)
			sum += x[i];
		assert_same(txo_trimmed_mean(&c.s, percent / 100.0),
			    sum / (double)(n - 2 * cut));
	}
}

static void the_mode_is_the_first_of_the_most_frequent(void **state)
{
	static const double tied[] = { 5, 3, 5, 3, 1, 9, 9 };
	struct txo_sample none = { .m = 0 };
	struct collected c;
	size_t count;

	(void)state;
	assert_same(txo_mode(collect(&c, scores, COUNT(scores)), &count), 62.5);
	assert_int_equal(count, 1);
	assert_same(txo_mode(collect(&c, tied, COUNT(tied)), &count), 3.0);
	assert_int_equal(count, 3);
	assert_same(txo_mode(collect(&c, tied, 2), &count), 3.0);
	assert_int_equal(count, 2);
	assert_same(txo_mode(collect(&c, tied, 1), &count), 5.0);
	assert_int_equal(count, 1);
	assert_nan(txo_mode(&none, &count));
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_agree_with_r),
		cmocka_unit_test(quantiles_follow_their_definitions),
		cmocka_unit_test(quantiles_rise_from_the_least_to_the_greatest),
		cmocka_unit_test(quantiles_outside_their_range_are_undefined),
		cmocka_unit_test(quantiles_take_huge_counts),
		cmocka_unit_test(differences_of_decimals_are_rounded_once),
		cmocka_unit_test(the_mad_is_the_median_of_the_distances),
		cmocka_unit_test(trimmed_means_leave_out_both_ends),
		cmocka_unit_test(the_mode_is_the_first_of_the_most_frequent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
