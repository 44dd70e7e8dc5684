#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sample.h"
#include "txo/note.h"

/* R: x <- c(62.5, 70.1, 50, 81.25, 62.5, 90, 45.75, 62.5, 70.1, 33) */
static const double scores[] = { 62.5, 70.1,  50,   81.25, 62.5,
				 90,   45.75, 62.5, 70.1,  33 };

static struct txo_moments moments_of(const double *raw, size_t n)
{
	struct collected c;

	return txo_moments(collect(&c, raw, n));
}

static void moments_agree_with_r(void **state)
{
	struct txo_moments k = moments_of(scores, COUNT(scores));
	struct txo_estimate e = txo_mean(&k, 0.95);

	(void)state;
	assert_int_equal(k.n, 10);
	assert_near(k.sum, 627.7, 1e-15);	/* sum(x) */
	assert_near(k.mean, 62.77, 1e-15);	/* mean(x) */
	assert_near(k.m2, 2529.666, 1e-15);	/* sum((x - mean(x))^2) */
	assert_near(k.m3, -6107.52429, 1e-14);
	assert_near(k.m4, 1568136.7276931999, 1e-15);
	assert_near(txo_var(&k), 281.074, 1e-15);
	assert_near(txo_sd(&k), 16.765261703892367, 1e-15);
	/* t.test(x) */
	assert_same(e.estimate, k.mean);
	assert_near(e.std_error, 5.3016412553095282, 1e-15);
	assert_near(e.conf_low, 50.77685425971508, 1e-14);
	assert_near(e.conf_high, 74.763145740284912, 1e-14);
	assert_same(e.df, 9.0);
	assert_nan(e.statistic);
	assert_nan(e.p_value);
	assert_int_equal(e.note, 0);
	assert_string_equal(e.method, "mean with t interval");
	e = txo_mean(&k, 0.9);	/* t.test(x, conf.level = 0.9) */
	assert_near(e.conf_low, 53.051492850588254, 1e-14);
	assert_near(e.conf_high, 72.488507149411731, 1e-14);
}

static void shapes_agree_with_r(void **state)
{
	struct txo_moments k = moments_of(scores, COUNT(scores));

	(void)state;
	/* library(e1071); skewness(x, type = 1), kurtosis(x, type = 1) */
	assert_near(txo_skewness(&k, 1), -0.15179953016823949, 1e-14);
	assert_near(txo_skewness(&k, 2), -0.1800120986531549, 1e-14);
	assert_near(txo_skewness(&k, 3), -0.12960871103027152, 1e-14);
	assert_near(txo_kurtosis(&k, 1), -0.54948390479717446, 1e-14);
	assert_near(txo_kurtosis(&k, 2), -0.0071233316950048498, 1e-12);
	assert_near(txo_kurtosis(&k, 3), -1.0150819628857113, 1e-14);
}

static void a_weight_is_so_many_repetitions(void **state)
{
	(void)state;
	for (int round = 0; round < 200; round++) {
		double x[MOST_VALUES];
		uint64_t ones[MOST_VALUES];
		struct collected c;
		struct txo_sample s = { .x = x, .w = ones };
		struct txo_moments a, b;

		c.s.m = 2 + sample_random(40);
		for (size_t i = 0; i < c.s.m; i++) {
			c.x[i] = (double)i + sample_random(1000) / 1000.0;
			c.w[i] = 1 + sample_random(20);
			for (uint64_t k = 0; k < c.w[i]; k++) {
				x[s.m] = c.x[i];
				ones[s.m++] = 1;
			}
		}
		c.s = (struct txo_sample){ .x = c.x, .w = c.w, .m = c.s.m };
		a = txo_moments(&c.s);
		b = txo_moments(&s);
		assert_true(a.n == b.n);
		assert_same(a.sum, b.sum);
		assert_same(a.mean, b.mean);
		assert_same(a.m2, b.m2);
		assert_near(a.m3, b.m3, 1e-15);
		assert_same(a.m4, b.m4);
	}
}

/* Whole numbers: n sum x^2 - (sum x)^2 is exact in 64 bits. */
static void whole_numbers_have_exact_variances(void **state)
{
	(void)state;
	for (int round = 0; round < 1000; round++) {
		size_t n = 2 + sample_random(500);
		double x[MOST_VALUES];
		int64_t sum = 0, squares = 0, size = (int64_t)n;
		struct txo_moments k;

		for (size_t i = 0; i < n; i++) {
			int64_t v = (int64_t)sample_random(2000) - 1000;

			x[i] = (double)v;
			sum += v;
			squares += v * v;
		}
		k = moments_of(x, n);
		assert_same(k.sum, (double)sum);
		assert_same(k.mean, (double)sum / (double)size);
		assert_same(k.m2, (double)(size * squares - sum * sum) /
					  (double)size);
	}
}

static void decimals_are_summed_without_loss(void **state)
{
	static const char *const values[] = {
		"1.1 1.2 1.3",
		"1000000.1 1000000.2 1000000.3",
		"10000000.1 10000000.2 10000000.3",
		"1000000000000.1 1000000000000.2 1000000000000.3",
	};
	static const double mean[] = { 1.2, 1000000.2, 10000000.2,
				       1000000000000.2 };
	static const uint64_t w[] = { 500, 1, 500 };

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct collected c;
		struct txo_moments k = txo_moments(decimals(&c, values[i], w));

		assert_same(k.mean, mean[i]);
		assert_same(k.m2, 10.0);
		assert_same(txo_sd(&k), 0.1);
		assert_true(fabs(k.m3) < 1e-15);
		assert_true(fabs(txo_skewness(&k, 3)) < 1e-15);
	}
}

static void a_shift_of_the_origin_changes_no_bit(void **state)
{
	static const char *const shifted[] = {
		"0.1 0.25 0.7 1.3",
		"100.1 100.25 100.7 101.3",
		"-900000.9 -900000.75 -900000.3 -899999.7",
		"50000000000.1 50000000000.25 50000000000.7 50000000001.3",
	};
	static const uint64_t w[] = { 3, 1, 4, 2 };
	struct collected c;
	struct txo_moments k = txo_moments(decimals(&c, shifted[0], w));

	(void)state;
	for (size_t i = 1; i < COUNT(shifted); i++) {
		struct txo_moments s = txo_moments(decimals(&c, shifted[i], w));

		assert_same(s.m2, k.m2);
		assert_near(s.m3, k.m3, 1e-13);
		assert_near(s.m4, k.m4, 1e-15);
		assert_same(txo_sd(&s), txo_sd(&k));
	}
}

static void without_values_nothing_is_defined(void **state)
{
	struct txo_sample none = { .m = 0 };
	struct txo_moments k = txo_moments(&none);
	struct txo_estimate e = txo_mean(&k, 0.95);

	(void)state;
	assert_true(txo_n(&none) == 0);
	assert_int_equal(k.n, 0);
	assert_nan(k.sum);
	assert_nan(k.mean);
	assert_nan(txo_var(&k));
	assert_nan(txo_sd(&k));
	assert_nan(txo_skewness(&k, 1));
	assert_nan(txo_kurtosis(&k, 3));
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	e = txo_geometric_mean(&none, 0.95);
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
}

static void one_value_has_a_mean_only(void **state)
{
	const double x = 7.3;
	struct txo_moments k = moments_of(&x, 1);
	struct txo_estimate e = txo_mean(&k, 0.95);

	(void)state;
	assert_same(k.mean, 7.3);
	assert_nan(txo_var(&k));
	assert_nan(txo_sd(&k));
	assert_nan(txo_skewness(&k, 3));
	assert_same(e.estimate, 7.3);
	assert_nan(e.std_error);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
}

static void two_values_have_an_interval(void **state)
{
	static const double x[] = { 1, 3 };
	struct txo_moments k = moments_of(x, 2);
	struct txo_estimate e = txo_mean(&k, 0.95);

	(void)state;
	assert_same(txo_var(&k), 2.0);
	/* R: t.test(c(1, 3))$conf.int */
	assert_near(e.conf_low, -10.706204736174694, 1e-13);
	assert_near(e.conf_high, 14.706204736174694, 1e-13);
	assert_same(txo_skewness(&k, 1), 0.0);
	assert_nan(txo_skewness(&k, 2));
	assert_nan(txo_kurtosis(&k, 2));
	assert_near(txo_kurtosis(&k, 1), -2, 1e-15);
}

static void shapes_of_type_two_need_more_values(void **state)
{
	static const double x[] = { 1, 2, 4, 9 };
	struct txo_moments three = moments_of(x, 3), four = moments_of(x, 4);

	(void)state;
	/* R: skewness(c(1, 2, 4), type = 2), kurtosis(c(1, 2, 4, 9), ...) */
	assert_near(txo_skewness(&three, 2), 0.93521952958282328, 1e-14);
	assert_nan(txo_kurtosis(&three, 2));
	assert_near(txo_kurtosis(&four, 2), 1.5, 1e-14);
}

static void equal_values_are_their_mean_and_have_no_interval(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		double x = sample_random(100000) / 1000.0 - 50;
		uint64_t w = 2 + sample_random(1000000);
		struct txo_sample s = { .x = &x, .w = &w, .m = 1 };
		struct txo_moments k = txo_moments(&s);
		struct txo_estimate e = txo_mean(&k, 0.95);

		assert_same(k.mean, x + 0.0);
		assert_same(txo_sd(&k), 0.0);
		assert_same(e.estimate, k.mean);
		assert_nan(e.std_error);
		assert_nan(e.conf_low);
		assert_nan(e.conf_high);
		assert_int_equal(e.note, TXO_NOTE_CONST);
		assert_nan(txo_skewness(&k, 3));
		assert_nan(txo_kurtosis(&k, 3));
	}
}

static void squares_beyond_a_double_are_undefined(void **state)
{
	static const double tiny[] = { 1e-200, 2e-200 };
	static const double large[] = { -1e200, 1e200, 2e200 };
	struct txo_moments k = moments_of(tiny, 2);
	struct txo_estimate e = txo_mean(&k, 0.95);

	(void)state;
	assert_near(e.estimate, 1.5e-200, 1e-15);
	assert_nan(e.std_error);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
	k = moments_of(large, 3);
	e = txo_mean(&k, 0.95);
	assert_near(e.estimate, 2e200 / 3, 1e-15);
	assert_nan(e.std_error);
	assert_int_equal(e.note, TXO_NOTE_OVERFLOW);
}

static void counts_may_be_huge(void **state)
{
	static const double x[] = { 0, 1 };
	static const uint64_t w[] = { (uint64_t)1 << 61, (uint64_t)1 << 61 };
	struct txo_sample s = { .x = x, .w = w, .m = 2 };
	struct txo_moments k = txo_moments(&s);

	(void)state;
	assert_true(k.n == (uint64_t)1 << 62);
	assert_same(k.mean, 0.5);
	assert_same(k.m2, 0x1p60);
	assert_near(txo_sd(&k), 0.5, 1e-15);
}

static void geometric_means_agree_with_r(void **state)
{
	struct collected c;
	struct txo_estimate e = txo_geometric_mean(
		collect(&c, scores, COUNT(scores)), 0.95);

	(void)state;
	/* exp(mean(log(x))), exp(t.test(log(x))$conf.int) */
	assert_near(e.estimate, 60.54826471317255, 1e-14);
	assert_near(e.conf_low, 49.096209849446481, 1e-14);
	assert_near(e.conf_high, 74.671596260047153, 1e-14);
	/* sd(log(x)) / sqrt(10) */
	assert_near(e.std_error, 0.092680992704216661, 1e-13);
	assert_int_equal(e.note, 0);
}

static void geometric_means_need_values_above_zero(void **state)
{
	static const double zero[] = { 0, 1, 2 }, minus[] = { 3, -1, 2 };
	static const double same[] = { 0.7, 0.7, 0.7 }, one[] = { 5 };
	struct collected c;
	struct txo_estimate e = txo_geometric_mean(collect(&c, zero, 3), 0.95);

	(void)state;
	assert_nan(e.estimate);
	assert_int_equal(e.note, TXO_NOTE_NONPOS);
	e = txo_geometric_mean(collect(&c, minus, 3), 0.95);
	assert_int_equal(e.note, TXO_NOTE_NONPOS);
	e = txo_geometric_mean(collect(&c, same, 3), 0.95);
	assert_same(e.estimate, 0.7);
	assert_nan(e.conf_low);
	assert_int_equal(e.note, TXO_NOTE_CONST);
	e = txo_geometric_mean(collect(&c, one, 1), 0.95);
	assert_same(e.estimate, 5.0);
	assert_int_equal(e.note, TXO_NOTE_SMALLN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_agree_with_r),
		cmocka_unit_test(shapes_agree_with_r),
		cmocka_unit_test(a_weight_is_so_many_repetitions),
		cmocka_unit_test(whole_numbers_have_exact_variances),
		cmocka_unit_test(decimals_are_summed_without_loss),
		cmocka_unit_test(a_shift_of_the_origin_changes_no_bit),
		cmocka_unit_test(without_values_nothing_is_defined),
		cmocka_unit_test(one_value_has_a_mean_only),
		cmocka_unit_test(two_values_have_an_interval),
		cmocka_unit_test(shapes_of_type_two_need_more_values),
		cmocka_unit_test(
			equal_values_are_their_mean_and_have_no_interval),
		cmocka_unit_test(squares_beyond_a_double_are_undefined),
		cmocka_unit_test(counts_may_be_huge),
		cmocka_unit_test(geometric_means_agree_with_r),
		cmocka_unit_test(geometric_means_need_values_above_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
